#include "settings/settings.h"

#include <QFile>
#include <QFileInfo>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <limits>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using namespace spaceline;

class TestSettings : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void aNewFileHasTheFallbacks();
    void everythingSurvivesARestart();
    void valuesAreBroughtIntoRange();
    void handEdited_data();
    void handEdited();
    void handEditedNonsense_data();
    void handEditedNonsense();
    void aFileThatIsNoSettingsFile();
    void changedOnlyWhenChanged();
    void theUsersOwnFile();

private:
    void write(const QByteArray &text) const;

    std::unique_ptr<QTemporaryDir> m_dir;
    QString m_path;
};

void TestSettings::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
    m_path = m_dir->filePath(u"settings.ini"_s);
}

void TestSettings::write(const QByteArray &text) const
{
    QFile file(m_path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(text), text.size());
}

namespace {

void compareWithFallbacks(const Settings &settings)
{
    QCOMPARE(settings.theme(), Settings::Theme::System);
    QCOMPARE(settings.sendKey(), Settings::SendKey::Enter);
    QCOMPARE(settings.silenceLimit(), 60s);
    QCOMPARE(settings.logsTraffic(), false);
    QCOMPARE(settings.zoom(), 100);
    QCOMPARE(settings.windowGeometry(), QByteArray());
    QCOMPARE(settings.splitterState(), QByteArray());
    QCOMPARE(settings.lastConversation(), 0);
}

} // namespace

void TestSettings::aNewFileHasTheFallbacks() { compareWithFallbacks(Settings(m_path)); }

void TestSettings::everythingSurvivesARestart()
{
    const QByteArray bytes("\0\1,;=\"\n\xff", 8);
    {
        Settings settings(m_path);
        settings.setTheme(Settings::Theme::Dark);
        settings.setSendKey(Settings::SendKey::ControlEnter);
        settings.setSilenceLimit(90s);
        settings.setLogsTraffic(true);
        settings.setZoom(125);
        settings.setWindowGeometry(bytes);
        settings.setSplitterState(bytes + bytes);
        settings.setLastConversation(qint64(1) << 40);
    }
    const Settings settings(m_path);
    QCOMPARE(settings.theme(), Settings::Theme::Dark);
    QCOMPARE(settings.sendKey(), Settings::SendKey::ControlEnter);
    QCOMPARE(settings.silenceLimit(), 90s);
    QCOMPARE(settings.logsTraffic(), true);
    QCOMPARE(settings.zoom(), 125);
    QCOMPARE(settings.windowGeometry(), bytes);
    QCOMPARE(settings.splitterState(), bytes + bytes);
    QCOMPARE(settings.lastConversation(), qint64(1) << 40);
}

void TestSettings::valuesAreBroughtIntoRange()
{
    Settings settings(m_path);
    settings.setZoom(1);
    QCOMPARE(settings.zoom(), 50);
    settings.setZoom(100'000);
    QCOMPARE(settings.zoom(), 300);
    settings.setSilenceLimit(0s);
    QCOMPARE(settings.silenceLimit(), 5s);
    settings.setSilenceLimit(24h);
    QCOMPARE(settings.silenceLimit(), 600s);
    settings.setLastConversation(-7);
    QCOMPARE(settings.lastConversation(), 0);
}

void TestSettings::handEdited_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("zoom");
    QTest::addColumn<int>("silence");
    QTest::newRow("plain") << QByteArray(
        "[window]\nzoomPercent=150\n[network]\nsilenceSeconds=30\n")
                           << 150 << 30;
    QTest::newRow("too small") << QByteArray(
        "[window]\nzoomPercent=-150\n[network]\nsilenceSeconds=0\n")
                               << 50 << 5;
    QTest::newRow("too big") << QByteArray(
        "[window]\nzoomPercent=9999999999999\n[network]\nsilenceSeconds=4294967297\n")
                             << 300 << 600;
    QTest::newRow("blanks") << QByteArray(
        "[window]\n zoomPercent = 80 \n\n; a remark\n[network]\nsilenceSeconds=\" 20 \"\n")
                            << 80 << 20;
}

void TestSettings::handEdited()
{
    QFETCH(QByteArray, text);
    QFETCH(int, zoom);
    QFETCH(int, silence);
    write(text);
    const Settings settings(m_path);
    QCOMPARE(settings.zoom(), zoom);
    QCOMPARE(settings.silenceLimit(), std::chrono::seconds(silence));
}

void TestSettings::handEditedNonsense_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::newRow("empty") << QByteArray("");
    QTest::newRow("word") << QByteArray("yes please");
    QTest::newRow("list") << QByteArray("1, 2, 3");
    QTest::newRow("fraction") << QByteArray("1.5");
    QTest::newRow("huge") << QByteArray("99999999999999999999999999");
    QTest::newRow("hexadecimal") << QByteArray("0x10");
    QTest::newRow("bytes") << QByteArray("@ByteArray(\\x1\\x2)");
    QTest::newRow("broken bytes") << QByteArray("@Variant(\\0\\0\\0\\x7f)");
    QTest::newRow("not UTF-8") << QByteArray("\xff\xfe");
}

void TestSettings::handEditedNonsense()
{
    QFETCH(QByteArray, value);
    write("[window]\ntheme=" + value + "\nzoomPercent=" + value + "\nlastConversation=" + value
          + "\n[composer]\nsendKey=" + value + "\n[network]\nsilenceSeconds=" + value
          + "\ntrafficLog=" + value + "\n");
    const Settings settings(m_path);
    compareWithFallbacks(settings);
}

void TestSettings::aFileThatIsNoSettingsFile()
{
    write(QByteArray("\0\1\2 [[[ = \n]]", 13).repeated(100));
    {
        Settings settings(m_path);
        compareWithFallbacks(settings);
        settings.setZoom(120);
    }
    QCOMPARE(Settings(m_path).zoom(), 120);
}

void TestSettings::changedOnlyWhenChanged()
{
    {
        Settings settings(m_path);
        const QSignalSpy changes(&settings, &Settings::changed);
        settings.setZoom(110);
        settings.setZoom(110);
        settings.setTheme(Settings::Theme::Light);
        settings.setTheme(Settings::Theme::Light);
        settings.setLogsTraffic(true);
        settings.setLogsTraffic(true);
        QCOMPARE(changes.size(), 3);
    }
    Settings settings(m_path);
    const QSignalSpy changes(&settings, &Settings::changed);
    settings.setZoom(110);
    settings.setTheme(Settings::Theme::Light);
    settings.setLogsTraffic(true);
    QCOMPARE(changes.size(), 0);
    settings.setLogsTraffic(false);
    QCOMPARE(changes.size(), 1);
    QCOMPARE(settings.logsTraffic(), false);
}

void TestSettings::theUsersOwnFile()
{
    QStandardPaths::setTestModeEnabled(true);
    const QString path
        = QStandardPaths::writableLocation(QStandardPaths::AppConfigLocation) + u"/settings.ini";
    QFile::remove(path);
    {
        Settings settings;
        settings.setZoom(130);
    }
    QVERIFY(QFileInfo::exists(path));
    QCOMPARE(Settings(path).zoom(), 130);
    QVERIFY(QFile::remove(path));
}

QTEST_GUILESS_MAIN(TestSettings)
#include "tst_settings.moc"
