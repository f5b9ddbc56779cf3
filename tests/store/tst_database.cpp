#include "store/database.h"

#include "store/historystore.h"
#include "store/schema.h"

#include <QDir>
#include <QFileInfo>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::Literals::StringLiterals;
using namespace spaceline;
using Condition = Database::Condition;

class TestDatabase : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void makesFolderAndFileForTheOwnerOnly();
    void narrowsAnOpenFile();
    void usesTheSettingsThatKeepDataSafe();
    void inMemory();
    void opensAgain();
    void damagedFileIsSetAside_data();
    void damagedFileIsSetAside();
    void setAsideTwiceInOneSecond();
    void companionsFollowADamagedFile();
    void newerFileIsReadOnly();
    void whatCannotBeWrittenCanBeRead_data();
    void whatCannotBeWrittenCanBeRead();
    void failedStepLeavesNothingBehind();
    void unusablePlaces_data();
    void unusablePlaces();
    void whatAnEarlierVersionLeftPendingIsNotSent();
    void oneIndexHoldsAllHeads();

private:
    QByteArray read(const QString &path) const;
    void write(const QString &path, const QByteArray &bytes) const;
    QVariant ask(const QSqlDatabase &connection, const QString &sql) const;
    void sql(const QString &path, const QStringList &statements) const;

    std::unique_ptr<QTemporaryDir> m_dir;
    QString m_path;
};

void TestDatabase::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
    m_path = m_dir->filePath(u"data/history.sqlite"_s);
}

QByteArray TestDatabase::read(const QString &path) const
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void TestDatabase::write(const QString &path, const QByteArray &bytes) const
{
    QVERIFY(QDir().mkpath(QFileInfo(path).path()));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

QVariant TestDatabase::ask(const QSqlDatabase &connection, const QString &sql) const
{
    QSqlQuery query(connection);
    return query.exec(sql) && query.next() ? query.value(0) : QVariant();
}

/// Changes a file behind the program's back.
void TestDatabase::sql(const QString &path, const QStringList &statements) const
{
    QVERIFY(QDir().mkpath(QFileInfo(path).path()));
    {
        QSqlDatabase connection = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"behind"_s);
        connection.setDatabaseName(path);
        QVERIFY(connection.open());
        for (const QString &statement : statements) {
            QSqlQuery query(connection);
            QVERIFY2(query.exec(statement), qPrintable(query.lastError().text()));
        }
    }
    QSqlDatabase::removeDatabase(u"behind"_s);
}

void TestDatabase::makesFolderAndFileForTheOwnerOnly()
{
    const Database database(m_path);
    QCOMPARE(database.condition(), Condition::Ready);
    QCOMPARE(database.error(), QString());
    QCOMPARE(database.setAsidePath(), QString());
    const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup | QFile::ReadOther
        | QFile::WriteOther | QFile::ExeOther;
    QCOMPARE(QFile::permissions(QFileInfo(m_path).path()) & others, QFile::Permissions());
    for (const QString &companion : {u""_s, u"-wal"_s, u"-shm"_s}) {
        const QString name = m_path + companion;
        QVERIFY2(QFileInfo::exists(name), qPrintable(name));
        QCOMPARE(QFile::permissions(name) & others, QFile::Permissions());
    }
}

void TestDatabase::narrowsAnOpenFile()
{
    write(m_path, {});
    QVERIFY(QFile::setPermissions(m_path, QFile::ReadOwner | QFile::WriteOwner | QFile::ReadOther));
    const Database database(m_path);
    QCOMPARE(database.condition(), Condition::Ready);
    QVERIFY(!(QFile::permissions(m_path) & QFile::ReadOther));
}

void TestDatabase::usesTheSettingsThatKeepDataSafe()
{
    const Database database(m_path);
    QCOMPARE(ask(database.connection(), u"PRAGMA journal_mode"_s), u"wal"_s);
    QCOMPARE(ask(database.connection(), u"PRAGMA foreign_keys"_s), 1);
    QCOMPARE(ask(database.connection(), u"PRAGMA busy_timeout"_s), 3000);
    QVERIFY(ask(database.connection(), u"PRAGMA user_version"_s).toInt() >= 1);
}

void TestDatabase::inMemory()
{
    Database database(u":memory:"_s);
    QCOMPARE(database.condition(), Condition::Ready);
    HistoryStore store(database);
    QVERIFY(store.addConversation({}) > 0);
    QVERIFY(!QFileInfo::exists(u":memory:"_s));
}

void TestDatabase::opensAgain()
{
    for (int times = 1; times <= 3; ++times) {
        Database database(m_path);
        QCOMPARE(database.condition(), Condition::Ready);
        HistoryStore store(database);
        QVERIFY(store.addConversation({}) > 0);
        QCOMPARE(store.conversations().size(), times);
    }
    QVERIFY2(!QFileInfo::exists(m_path + u"-wal"), "the last one out leaves a single file");
}

void TestDatabase::damagedFileIsSetAside_data()
{
    QTest::addColumn<QByteArray>("damage");
    QTest::addColumn<int>("at");
    QTest::newRow("another kind of file") << QByteArray("not a database\n").repeated(400) << -1;
    QTest::newRow("list of tables overwritten") << QByteArray(3000, '\x7f') << 100;
    QTest::newRow("conversations overwritten") << QByteArray(4096, '\x7f') << 4096;
    QTest::newRow("cut off") << QByteArray() << 6000;
}

void TestDatabase::damagedFileIsSetAside()
{
    QFETCH(QByteArray, damage);
    QFETCH(int, at);
    QByteArray bytes = damage;
    if (at >= 0) {
        {
            Database database(m_path);
            HistoryStore store(database);
            QVERIFY(store.addTurn(store.addConversation({}), "hello").reply > 0);
        }
        bytes = read(m_path);
        bytes.replace(at, damage.isEmpty() ? bytes.size() : damage.size(), damage);
    }
    write(m_path, bytes);

    Database database(m_path);
    QCOMPARE(database.condition(), Condition::SetAside);
    const QString name = QFileInfo(database.setAsidePath()).fileName();
    QVERIFY2(name.startsWith(u"history-damaged-2") && name.endsWith(u".sqlite"), qPrintable(name));
    QVERIFY(database.error().contains(name));
    QCOMPARE(read(database.setAsidePath()), bytes);
    HistoryStore store(database);
    QVERIFY(store.conversations().isEmpty());
    QVERIFY(store.addTurn(store.addConversation({}), "hello").reply > 0);
}

void TestDatabase::setAsideTwiceInOneSecond()
{
    QSet<QString> names;
    for (int i = 0; i < 4; ++i) {
        write(m_path, "damaged " + QByteArray(200, char('0' + i)));
        const Database database(m_path);
        QCOMPARE(database.condition(), Condition::SetAside);
        QVERIFY(QFileInfo::exists(database.setAsidePath()));
        names.insert(database.setAsidePath());
    }
    QCOMPARE(names.size(), 4);
}

void TestDatabase::companionsFollowADamagedFile()
{
    // An old -wal beside the new file would be replayed into it.
    const Database other(m_path);
    QVERIFY(ask(other.connection(), u"PRAGMA wal_checkpoint(FULL)"_s).isValid());
    const QByteArray lastWords = read(m_path + u"-wal");
    QVERIFY(!lastWords.isEmpty());
    QByteArray bytes = read(m_path);
    bytes.replace(0, 16, "not a database!!");
    write(m_path, bytes);
    Database database(m_path);
    QCOMPARE(database.condition(), Condition::SetAside);
    QCOMPARE(read(database.setAsidePath() + u"-wal"), lastWords);
    HistoryStore store(database);
    QVERIFY(store.addTurn(store.addConversation({}), "hello").reply > 0);
}

void TestDatabase::newerFileIsReadOnly()
{
    qint64 conversation = 0;
    QString own;
    {
        Database database(m_path);
        HistoryStore store(database);
        conversation = store.addConversation({});
        QVERIFY(store.addTurn(conversation, "from the past").prompt > 0);
        own = ask(database.connection(), u"PRAGMA user_version"_s).toString();
    }
    sql(m_path, {u"PRAGMA user_version = 4711"_s});
    {
        Database database(m_path);
        QCOMPARE(database.condition(), Condition::NewerThanProgram);
        QVERIFY(database.error().contains(u"newer version"));
        HistoryStore store(database);
        QCOMPARE(store.heads(conversation).size(), 2);
        QCOMPARE(store.conversations().constFirst().title, u"from the past"_s);
        QCOMPARE(store.addTurn(conversation, "no").prompt, 0);
        QCOMPARE(store.lastError(), u"The history can be read but not changed."_s);
        QCOMPARE(store.markInterrupted(), 0);
        QCOMPARE(store.heads(conversation).size(), 2);
    }
    sql(m_path, {u"PRAGMA user_version = "_s + own});
    Database database(m_path);
    HistoryStore store(database);
    QCOMPARE(store.heads(conversation).size(), 2);
}

void TestDatabase::whatCannotBeWrittenCanBeRead_data()
{
    QTest::addColumn<bool>("fileToo");
    QTest::newRow("a folder") << false;
    QTest::newRow("a folder and its file") << true;
}

void TestDatabase::whatCannotBeWrittenCanBeRead()
{
    QFETCH(const bool, fileToo);
    qint64 conversation = 0;
    {
        Database database(m_path);
        HistoryStore store(database);
        conversation = store.addConversation({});
        QVERIFY(store.addTurn(conversation, "from the past").prompt > 0);
    }
    const QString folder = QFileInfo(m_path).path();
    const auto path = [](const QString &name) { return QFile::encodeName(name); };
    const auto mode = fileToo ? S_IRUSR : mode_t(S_IRUSR | S_IWUSR);
    QCOMPARE(::chmod(path(m_path).constData(), mode), 0);
    QCOMPARE(::chmod(path(folder).constData(), S_IRUSR | S_IXUSR), 0);
    // Nothing is closed to root: then somebody else must look.
    const bool isRoot = ::geteuid() == 0;
    constexpr uid_t kNobody = 65534;
    if (isRoot) {
        QCOMPARE(::chmod(path(m_dir->path()).constData(), 0755), 0);
        QCOMPARE(::chown(path(m_path).constData(), fileToo ? 0 : kNobody, gid_t(-1)), 0);
        QCOMPARE(::chown(path(folder).constData(), kNobody, gid_t(-1)), 0);
        if (fileToo)
            QCOMPARE(::chmod(path(m_path).constData(), S_IRUSR | S_IRGRP | S_IROTH), 0);
        QCOMPARE(::seteuid(kNobody), 0);
    }
    {
        Database database(m_path);
        if (isRoot)
            QCOMPARE(::seteuid(0), 0);
        QCOMPARE(database.condition(), Condition::ReadOnly);
        QVERIFY(!database.isWritable());
        QVERIFY2(database.error().contains(u"Permission denied"), qPrintable(database.error()));
        QVERIFY2(database.error().contains(fileToo && isRoot ? m_path : folder),
                 qPrintable(database.error()));
        HistoryStore store(database);
        QCOMPARE(store.conversations().constFirst().title, u"from the past"_s);
        QCOMPARE(store.heads(conversation).size(), 2);
        QCOMPARE(store.addTurn(conversation, "no").prompt, 0);
        QVERIFY(!store.lastError().isEmpty());
    }
    ::chmod(path(folder).constData(), S_IRWXU);
}

void TestDatabase::failedStepLeavesNothingBehind()
{
    // Somebody else's tables under our file's name: not ours to change, and not damaged.
    sql(m_path, {u"CREATE TABLE messages (something)"_s});
    {
        Database database(m_path);
        QCOMPARE(database.condition(), Condition::Unusable);
        QVERIFY(!database.error().isEmpty());
        QCOMPARE(database.setAsidePath(), QString());
    }
    const QString check = u"CREATE TABLE conversations (a)"_s; // fails if the step left its own
    sql(m_path, {check});
}

void TestDatabase::unusablePlaces_data()
{
    QTest::addColumn<QString>("path");
    QTest::newRow("a file where the folder should be") << u"file/history.sqlite"_s;
    QTest::newRow("below a file") << u"file/deeper/history.sqlite"_s;
    QTest::newRow("a folder where the file should be") << u"folder"_s;
}

void TestDatabase::unusablePlaces()
{
    QFETCH(QString, path);
    write(m_dir->filePath(u"file"_s), "x");
    QVERIFY(QDir(m_dir->path()).mkdir(u"folder"_s));
    Database database(m_dir->filePath(path));
    QCOMPARE(database.condition(), Condition::Unusable);
    QVERIFY(database.error().endsWith(u'.'));
    HistoryStore store(database);
    QCOMPARE(store.addConversation({}), 0);
    QCOMPARE(store.lastError(), database.error());
    QCOMPARE(store.addTurn(1, "x").reply, 0);
    QVERIFY(store.conversations().isEmpty());
    QVERIFY(store.text(1).isNull());
    QCOMPARE(store.lastError(), database.error());
    QCOMPARE(store.markInterrupted(), 0);
    store.purgeDeleted();
    QCOMPARE(store.lastError(), database.error());
}

void TestDatabase::whatAnEarlierVersionLeftPendingIsNotSent()
{
    // Up to version 3 a pending reply could have been sent already.
    const std::span<const SchemaStep> steps = schemaSteps();
    QStringList statements;
    for (size_t step = 0; step < 3; ++step) {
        for (const char *statement : steps[step])
            statements += QString::fromLatin1(statement);
    }
    statements += u"INSERT INTO conversations (created_ms, updated_ms) VALUES (1, 1)"_s;
    statements += u"INSERT INTO messages (conversation, author, state, length, created_ms, text) "
                  "VALUES (1, 1, 1, 0, 7, x'')"_s;
    statements += u"PRAGMA user_version = 3"_s;
    sql(m_path, statements);
    Database database(m_path);
    QCOMPARE(database.condition(), Condition::Ready);
    HistoryStore store(database);
    QCOMPARE(store.heads(1).constFirst().state, MessageState::Interrupted);
    QVERIFY(store.waitingConversations().isEmpty());
}

void TestDatabase::oneIndexHoldsAllHeads()
{
    // Without it the texts are read too: 100,000 messages would take a second instead of 30 ms.
    const Database database(m_path);
    QSqlQuery query(database.connection());
    QVERIFY(query.exec(
        u"EXPLAIN QUERY PLAN SELECT id, (length << 8) | (state << 4) | author, created_ms "
        "FROM messages WHERE conversation = 1 ORDER BY id"_s));
    QVERIFY(query.next());
    QVERIFY(query.value(3).toString().contains(u"COVERING INDEX messages_head"));
    QVERIFY2(!query.next(), "no sorting");
    QVERIFY(
        query.exec(u"EXPLAIN QUERY PLAN UPDATE messages SET state = 4 WHERE state IN (1, 2)"_s));
    QVERIFY(query.next());
    QVERIFY(query.value(3).toString().contains(u"INDEX messages_unfinished"));
}

QTEST_GUILESS_MAIN(TestDatabase)
#include "tst_database.moc"
