#include "account/keychaintokenstore.h"
#include "account/loginvault.h"
#include "account/tokenvault.h"

#include <QCoreApplication>
#include <QDBusConnection>
#include <QDBusConnectionInterface>
#include <QDirIterator>
#include <QMetaEnum>
#include <QProcess>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <cstdio>

using namespace Qt::Literals::StringLiterals;
using namespace spaceline;
using State = TokenVault::State;

namespace {

const QString kHost = u"hub.example"_s;

QByteArray nameOf(State state) { return QMetaEnum::fromType<State>().valueToKey(int(state)); }

/// What a second process does: this program with one argument. Prints the state, the token's end
/// and whether there was trouble.
int child(const QString &task)
{
    TokenVault vault(std::make_unique<KeychainTokenStore>(), kHost);
    QObject::connect(&vault, &TokenVault::changed, qApp, [&vault] {
        std::printf("%s %s %s\n", nameOf(vault.state()).constData(), qPrintable(vault.lastFour()),
                    vault.keychainTrouble().isEmpty() ? "fine" : "trouble");
        QCoreApplication::quit();
    });
    if (task == "read"_L1)
        vault.load();
    else
        vault.setToken("hf_fromTheChild1234");
    return QCoreApplication::exec();
}

} // namespace

/// The real way to a real keychain: QtKeychain, D-Bus, gnome-keyring. All of it private to this
/// test: its own bus, its own home, its own password.
class TestKeychain : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void nothingIsKeptAtFirst();
    void keptForTheNextProcess();
    void replaced();
    void hostsAreApart();
    void loginsOfApps();
    void neverInPlainText();
    void removed();
    void withoutAService_data();
    void withoutAService();

private:
    static QByteArray startBus(QProcess &process, const QString &configuration);
    QByteArray childSays(const QString &task,
                         const QProcessEnvironment &environment
                         = QProcessEnvironment::systemEnvironment()) const;
    void save(TokenVault &vault, const QByteArray &token) const;

    QTemporaryDir m_home;
    QProcess m_bus;
    QProcess m_keyring;
};

/// The bus's address; empty where it did not start.
QByteArray TestKeychain::startBus(QProcess &process, const QString &configuration)
{
    process.start(u"dbus-daemon"_s, {configuration, u"--nofork"_s, u"--print-address=1"_s});
    return process.waitForReadyRead() ? process.readLine().trimmed() : QByteArray();
}

void TestKeychain::initTestCase()
{
    for (const QString &program : {u"dbus-daemon"_s, u"gnome-keyring-daemon"_s}) {
        QVERIFY2(!QStandardPaths::findExecutable(program).isEmpty(),
                 qPrintable(program + u" is needed for this test"_s));
    }
    QVERIFY(m_home.isValid());
    qputenv("HOME", m_home.path().toUtf8());
    for (const char *name :
         {"XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR"}) {
        const QString folder = m_home.filePath(QString::fromLatin1(name).toLower());
        QVERIFY(QDir().mkdir(folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
        qputenv(name, folder.toUtf8());
    }
    for (const char *name : {"XDG_CURRENT_DESKTOP", "DESKTOP_SESSION", "KDE_FULL_SESSION",
                             "GNOME_KEYRING_CONTROL", "DISPLAY", "WAYLAND_DISPLAY"})
        qunsetenv(name);

    const QByteArray address = startBus(m_bus, u"--session"_s);
    QVERIFY(!address.isEmpty());
    qputenv("DBUS_SESSION_BUS_ADDRESS", address);

    m_keyring.setStandardOutputFile(QProcess::nullDevice());
    m_keyring.start(u"gnome-keyring-daemon"_s,
                    {u"--foreground"_s, u"--unlock"_s, u"--components=secrets"_s});
    m_keyring.write("a password");
    m_keyring.closeWriteChannel();
    QVERIFY(m_keyring.waitForStarted());
    const QDBusConnection bus
        = QDBusConnection::connectToBus(QString::fromLatin1(address), u"test"_s);
    QVERIFY(bus.isConnected());
    QTRY_VERIFY_WITH_TIMEOUT(bus.interface()->isServiceRegistered(u"org.freedesktop.secrets"_s),
                             20'000);
}

void TestKeychain::cleanupTestCase()
{
    QDBusConnection::disconnectFromBus(u"test"_s);
    for (QProcess *process : {&m_keyring, &m_bus}) {
        process->terminate();
        if (process->state() != QProcess::NotRunning)
            process->waitForFinished();
    }
}

QByteArray TestKeychain::childSays(const QString &task,
                                   const QProcessEnvironment &environment) const
{
    QProcess process;
    process.setProcessEnvironment(environment);
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    process.start(QCoreApplication::applicationFilePath(), {task});
    return process.waitForFinished(40'000) && process.exitCode() == 0
        ? process.readAllStandardOutput().trimmed()
        : QByteArray("no answer");
}

void TestKeychain::save(TokenVault &vault, const QByteArray &token) const
{
    QSignalSpy changes(&vault, &TokenVault::changed);
    vault.setToken(token);
    QVERIFY(!changes.isEmpty() || changes.wait(20'000));
    QVERIFY2(vault.state() == State::Kept, qPrintable(vault.keychainTrouble()));
}

void TestKeychain::nothingIsKeptAtFirst()
{
    TokenVault vault(std::make_unique<KeychainTokenStore>(), kHost);
    vault.load();
    QTRY_COMPARE_WITH_TIMEOUT(vault.state(), State::Empty, 20'000);
    QCOMPARE(vault.keychainTrouble(), QString());
}

void TestKeychain::keptForTheNextProcess()
{
    QCOMPARE(childSays(u"save"_s), QByteArray("Kept 1234 fine"));
    QCOMPARE(childSays(u"read"_s), QByteArray("Kept 1234 fine"));
    TokenVault vault(std::make_unique<KeychainTokenStore>(), kHost);
    vault.load();
    QTRY_COMPARE_WITH_TIMEOUT(vault.state(), State::Kept, 20'000);
    QCOMPARE(vault.token(), QByteArray("hf_fromTheChild1234"));
}

void TestKeychain::replaced()
{
    TokenVault vault(std::make_unique<KeychainTokenStore>(), kHost);
    save(vault, "hf_replacedToken5678");
    QCOMPARE(childSays(u"read"_s), QByteArray("Kept 5678 fine"));
}

void TestKeychain::hostsAreApart()
{
    TokenVault other(std::make_unique<KeychainTokenStore>(), u"other.example"_s);
    other.load();
    QTRY_COMPARE_WITH_TIMEOUT(other.state(), State::Empty, 20'000);
    save(other, "hf_otherToken9999");
    QCOMPARE(childSays(u"read"_s), QByteArray("Kept 5678 fine"));
}

void TestKeychain::loginsOfApps()
{
    const QUrl app(u"https://app.example:7860"_s);
    const AppLogin login{u"ada"_s, u"hf_ünlike a token 9999"_s};
    {
        LoginVault vault(std::make_shared<KeychainTokenStore>());
        vault.keep(app, login, true);
        QTRY_COMPARE_WITH_TIMEOUT(vault.placeOf(app), LoginVault::Place::Keychain, 20'000);
    }
    LoginVault vault(std::make_shared<KeychainTokenStore>());
    const QFuture<AppLogin> found = vault.find(app);
    QTRY_VERIFY_WITH_TIMEOUT(found.isFinished(), 20'000);
    QCOMPARE(found.result(), login);
    QCOMPARE(childSays(u"read"_s), QByteArray("Kept 5678 fine"));
}

void TestKeychain::neverInPlainText()
{
    int keyrings = 0;
    QDirIterator files(m_home.path(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        QVERIFY2(file.open(QIODevice::ReadOnly), qPrintable(file.fileName()));
        const QByteArray bytes = file.readAll();
        QVERIFY2(!bytes.contains("hf_") && !bytes.contains("5678") && !bytes.contains("9999"),
                 qPrintable(file.fileName()));
        keyrings += file.fileName().endsWith(u".keyring");
    }
    QVERIFY2(keyrings > 0, "the keyring itself lies where this test looks");
}

void TestKeychain::removed()
{
    TokenVault vault(std::make_unique<KeychainTokenStore>(), kHost);
    vault.load();
    QTRY_COMPARE_WITH_TIMEOUT(vault.state(), State::Kept, 20'000);
    QSignalSpy changes(&vault, &TokenVault::changed);
    vault.removeToken();
    QCOMPARE(vault.state(), State::Empty);
    QTRY_COMPARE_WITH_TIMEOUT(changes.size(), 2, 20'000);
    QCOMPARE(vault.keychainTrouble(), QString());
    QCOMPARE(childSays(u"read"_s), QByteArray("Empty  fine"));
    // Once more: nothing there is no trouble.
    vault.removeToken();
    QTRY_COMPARE_WITH_TIMEOUT(changes.size(), 4, 20'000);
    QCOMPARE(vault.keychainTrouble(), QString());
}

void TestKeychain::withoutAService_data()
{
    QTest::addColumn<QString>("address");
    QTest::newRow("no bus") << u"disabled:"_s;
    QTest::newRow("a bus that is gone") << u"unix:path=/nonexistent/bus"_s;
    QTest::newRow("not said") << QString();
    QTest::newRow("a bus without a keychain") << u"bare"_s;
}

void TestKeychain::withoutAService()
{
    QFETCH(QString, address);
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.remove(u"DBUS_SESSION_BUS_ADDRESS"_s);
    QProcess bare;
    if (address == "bare"_L1) {
        QFile configuration(m_home.filePath(u"bus.conf"_s));
        QVERIFY(configuration.open(QIODevice::WriteOnly));
        configuration.write("<busconfig><type>session</type><listen>unix:tmpdir=/tmp</listen>"
                            "<policy context=\"default\"><allow send_destination=\"*\"/>"
                            "<allow receive_sender=\"*\"/><allow own=\"*\"/></policy></busconfig>");
        configuration.close();
        const QByteArray bus = startBus(bare, u"--config-file="_s + configuration.fileName());
        QVERIFY(!bus.isEmpty());
        environment.insert(u"DBUS_SESSION_BUS_ADDRESS"_s, QString::fromLatin1(bus));
    } else if (!address.isEmpty()) {
        environment.insert(u"DBUS_SESSION_BUS_ADDRESS"_s, address);
    }
    QCOMPARE(childSays(u"save"_s, environment), QByteArray("ThisRunOnly 1234 trouble"));
    QCOMPARE(childSays(u"read"_s, environment), QByteArray("Empty  trouble"));
    QDirIterator files(m_home.path(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY2(!file.readAll().contains("hf_"), qPrintable(file.fileName()));
    }
    bare.terminate();
    if (bare.state() != QProcess::NotRunning)
        bare.waitForFinished();
}

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() == 2 && (arguments.at(1) == "save"_L1 || arguments.at(1) == "read"_L1))
        return child(arguments.at(1));
    TestKeychain test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_keychain.moc"
