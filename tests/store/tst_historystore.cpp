#include "store/historystore.h"

#include "store/database.h"
#include "store/spacememory.h"

#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>

#include <limits>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using namespace spaceline;

class TestHistoryStore : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void everyFieldSurvives();
    void unknownConversation();
    void titleFollowsTheFirstPrompt();
    void chosenTitleWins();
    void olderRecordDoesNotUndoTheTitle();
    void lastUpdatedFirst();
    void draftsDoNotCountAsUpdates();
    void deleteRestorePurge();
    void idsAreNotUsedAgain();
    void turnIsPromptAndPendingReply();
    void turnNeedsItsConversation();
    void partialsAndEnd();
    void latePartialIsRefused();
    void promptsAreNotReplies();
    void failureSurvives();
    void restart();
    void restartOfACompleteReplyIsRefused();
    void interruptedAfterACrash();
    void whatWaitsIsNotInterrupted();
    void waitingIsFoundByAnIndex();
    void snippetIsTheLastMessage();
    void setAside();
    void bytesAreKept_data();
    void bytesAreKept();
    void headsInOrder();
    void recentAddresses();
    void durabilityOfCommits();
    void fullDiskChangesNothing();
    void busyFile();
    void extrasSurvive();
    void opinionsSurvive();
    void filesSurvive();
    void retryRemovesExtrasAndFiles();
    void valuesOfAConversation();
    void purgeTakesAllAndTellsIds();
    void spacesAreRemembered();

private:
    void reopen();
    QVariant ask(const QString &sql);
    void run(const QString &sql);

    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<Database> m_database;
    std::unique_ptr<HistoryStore> m_store;
};

void TestHistoryStore::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
    reopen();
}

void TestHistoryStore::cleanup()
{
    m_store.reset();
    m_database.reset();
}

void TestHistoryStore::reopen()
{
    cleanup();
    m_database = std::make_unique<Database>(m_dir->filePath(u"history.sqlite"_s));
    QCOMPARE(m_database->condition(), Database::Condition::Ready);
    m_store = std::make_unique<HistoryStore>(*m_database);
}

QVariant TestHistoryStore::ask(const QString &sql)
{
    QSqlQuery query(m_database->connection());
    return query.exec(sql) && query.next() ? query.value(0) : QVariant();
}

void TestHistoryStore::run(const QString &sql)
{
    QSqlQuery query(m_database->connection());
    QVERIFY(query.exec(sql));
}

void TestHistoryStore::everyFieldSurvives()
{
    ConversationRecord record;
    record.title = u"Plans"_s;
    record.titleChosen = true;
    record.address = u"owner/name"_s;
    record.spaceName = u"A Space 🎈"_s;
    record.sessionHash = u"abc123"_s;
    record.appId = u"12345678901234567890"_s;
    record.draft = u"half a thought\n"_s;
    record.createdMs = 1000;
    record.updatedMs = 2000;
    record.id = m_store->addConversation(record);
    QVERIFY(record.id > 0);
    reopen();
    ConversationRecord read = m_store->conversation(record.id);
    const auto same = [](const ConversationRecord &a, const ConversationRecord &b) {
        return a.id == b.id && a.title == b.title && a.titleChosen == b.titleChosen
            && a.address == b.address && a.spaceName == b.spaceName
            && a.sessionHash == b.sessionHash && a.appId == b.appId && a.draft == b.draft
            && a.createdMs == b.createdMs && a.updatedMs == b.updatedMs
            && a.lastState == b.lastState;
    };
    QVERIFY(same(read, record));

    record.title = u"Other"_s;
    record.address = u"https://b.example/"_s;
    record.spaceName = u"B"_s;
    record.sessionHash = u"def"_s;
    record.appId = u"2"_s;
    record.draft.clear();
    QVERIFY(m_store->updateConversation(record));
    reopen();
    QVERIFY(same(m_store->conversation(record.id), record));
    QVERIFY(same(m_store->conversations().constFirst(), record));
    QCOMPARE(m_store->lastError(), QString());
}

void TestHistoryStore::unknownConversation()
{
    QCOMPARE(m_store->conversation(99).id, 0);
    ConversationRecord record;
    record.id = 99;
    QVERIFY(!m_store->updateConversation(record));
    QCOMPARE(m_store->lastError(), u"This conversation is no longer there."_s);
    QVERIFY(!m_store->deleteConversation(99));
    QVERIFY(m_store->heads(99).isEmpty());
    QCOMPARE(m_store->lastError(), QString());
}

void TestHistoryStore::titleFollowsTheFirstPrompt()
{
    const qint64 id = m_store->addConversation({});
    QCOMPARE(m_store->conversation(id).title, QString());
    m_store->addTurn(id, "\n");
    QCOMPARE(m_store->conversation(id).title, QString());
    m_store->addTurn(id, "# What is\nthe *time*?");
    m_store->addTurn(id, "Another question");
    QCOMPARE(m_store->conversation(id).title, u"What is the time?"_s);
    QVERIFY(!m_store->conversation(id).titleChosen);
}

void TestHistoryStore::chosenTitleWins()
{
    const qint64 id = m_store->addConversation({});
    ConversationRecord record = m_store->conversation(id);
    record.title = u"Mine"_s;
    record.titleChosen = true;
    QVERIFY(m_store->updateConversation(record));
    m_store->addTurn(id, "First words");
    QCOMPARE(m_store->conversation(id).title, u"Mine"_s);
    QVERIFY(m_store->conversation(id).titleChosen);
    // An emptied name gives the conversation its own one back.
    record.title.clear();
    QVERIFY(m_store->updateConversation(record));
    QCOMPARE(m_store->conversation(id).title, u"First words"_s);
    QVERIFY(!m_store->conversation(id).titleChosen);
}

void TestHistoryStore::olderRecordDoesNotUndoTheTitle()
{
    const qint64 id = m_store->addConversation({});
    ConversationRecord before = m_store->conversation(id);
    m_store->addTurn(id, "First words");
    before.draft = u"typing"_s;
    QVERIFY(m_store->updateConversation(before));
    QCOMPARE(m_store->conversation(id).title, u"First words"_s);
}

void TestHistoryStore::lastUpdatedFirst()
{
    ConversationRecord record;
    record.updatedMs = 10;
    const qint64 a = m_store->addConversation(record);
    record.updatedMs = 30;
    const qint64 b = m_store->addConversation(record);
    record.updatedMs = 20;
    const qint64 c = m_store->addConversation(record);
    const auto order = [this] {
        QList<qint64> ids;
        for (const ConversationRecord &each : m_store->conversations())
            ids.append(each.id);
        return ids;
    };
    QCOMPARE(order(), (QList<qint64>{b, c, a}));
    const TurnIds turn = m_store->addTurn(a, "up");
    QCOMPARE(order(), (QList<qint64>{a, b, c}));
    run(u"UPDATE conversations SET updated_ms = 1"_s);
    QVERIFY(m_store->finishReply(turn.reply, "done", MessageState::Complete, {}));
    QCOMPARE(order(), (QList<qint64>{a, c, b}));
}

void TestHistoryStore::draftsDoNotCountAsUpdates()
{
    ConversationRecord record;
    record.updatedMs = 5;
    record.id = m_store->addConversation(record);
    record.draft = u"x"_s;
    QVERIFY(m_store->updateConversation(record));
    QCOMPARE(m_store->conversation(record.id).updatedMs, 5);
}

void TestHistoryStore::deleteRestorePurge()
{
    const qint64 kept = m_store->addConversation({});
    const qint64 gone = m_store->addConversation({});
    const TurnIds turn = m_store->addTurn(gone, "secret plan");
    QVERIFY(m_store->deleteConversation(gone));
    QVERIFY(!m_store->deleteConversation(gone));
    QCOMPARE(m_store->conversations().size(), 1);
    QCOMPARE(m_store->conversation(gone).id, 0);
    QCOMPARE(m_store->addTurn(gone, "to nowhere").prompt, 0);

    QVERIFY(m_store->restoreConversation(gone));
    QCOMPARE(m_store->conversations().size(), 2);
    QCOMPARE(m_store->text(turn.prompt), QByteArray("secret plan"));

    QVERIFY(m_store->deleteConversation(gone));
    m_store->purgeDeleted();
    QVERIFY(!m_store->restoreConversation(gone));
    QVERIFY(m_store->text(turn.prompt).isNull());
    QCOMPARE(ask(u"SELECT count(*) FROM messages"_s), 0);
    QCOMPARE(m_store->conversations().constFirst().id, kept);
}

void TestHistoryStore::idsAreNotUsedAgain()
{
    const qint64 first = m_store->addConversation({});
    const TurnIds turn = m_store->addTurn(first, "x");
    QVERIFY(m_store->deleteConversation(first));
    m_store->purgeDeleted();
    const qint64 second = m_store->addConversation({});
    QVERIFY(second > first);
    QVERIFY(m_store->addTurn(second, "y").prompt > turn.reply);
}

void TestHistoryStore::turnIsPromptAndPendingReply()
{
    const qint64 id = m_store->addConversation({});
    const TurnIds turn = m_store->addTurn(id, "Hello");
    reopen();
    const QList<MessageHead> heads = m_store->heads(id);
    QCOMPARE(heads.size(), 2);
    QCOMPARE(heads[0].id, turn.prompt);
    QCOMPARE(heads[0].author, MessageAuthor::User);
    QCOMPARE(heads[0].state, MessageState::Complete);
    QCOMPARE(heads[0].length, 5);
    QVERIFY(heads[0].createdMs > 0);
    QCOMPARE(heads[1].id, turn.reply);
    QCOMPARE(heads[1].author, MessageAuthor::Reply);
    QCOMPARE(heads[1].state, MessageState::Pending);
    QCOMPARE(heads[1].length, 0);
    QVERIFY(!m_store->text(turn.reply).isNull());
    QVERIFY(m_store->text(turn.reply).isEmpty());
    QVERIFY(m_store->text(turn.reply + 1).isNull());
    QCOMPARE(m_store->conversation(id).lastState, MessageState::Pending);
}

void TestHistoryStore::turnNeedsItsConversation()
{
    const TurnIds turn = m_store->addTurn(7, "Hello");
    QCOMPARE(turn.prompt, 0);
    QCOMPARE(turn.reply, 0);
    QVERIFY(!m_store->lastError().isEmpty());
    QCOMPARE(ask(u"SELECT count(*) FROM messages"_s), 0);
}

void TestHistoryStore::partialsAndEnd()
{
    const qint64 id = m_store->addConversation({});
    const TurnIds turn = m_store->addTurn(id, "Hello");
    QVERIFY(m_store->savePartial(turn.reply, "Hi"));
    QVERIFY(m_store->savePartial(turn.reply, "Hi th"));
    reopen();
    QCOMPARE(m_store->text(turn.reply), QByteArray("Hi th"));
    QCOMPARE(m_store->heads(id)[1].state, MessageState::Streaming);
    QCOMPARE(m_store->heads(id)[1].length, 5);
    QVERIFY(m_store->finishReply(turn.reply, "Hi there", MessageState::Complete, {}));
    reopen();
    QCOMPARE(m_store->text(turn.reply), QByteArray("Hi there"));
    QCOMPARE(m_store->heads(id)[1].state, MessageState::Complete);
    QCOMPARE(m_store->heads(id)[1].length, 8);
    QCOMPARE(m_store->failure(turn.reply), Failure());
    QVERIFY(ask(u"SELECT finished_ms FROM messages WHERE author = 1"_s).toLongLong() > 0);
}

void TestHistoryStore::latePartialIsRefused()
{
    const qint64 id = m_store->addConversation({});
    const TurnIds turn = m_store->addTurn(id, "Hello");
    QVERIFY(m_store->finishReply(turn.reply, "whole", MessageState::Complete, {}));
    QVERIFY(!m_store->savePartial(turn.reply, "who"));
    QVERIFY(!m_store->lastError().isEmpty());
    QCOMPARE(m_store->text(turn.reply), QByteArray("whole"));
    QCOMPARE(m_store->conversation(id).lastState, MessageState::Complete);
}

void TestHistoryStore::promptsAreNotReplies()
{
    const qint64 id = m_store->addConversation({});
    const TurnIds turn = m_store->addTurn(id, "Hello");
    QVERIFY(!m_store->savePartial(turn.prompt, "x"));
    QVERIFY(!m_store->finishReply(turn.prompt, "x", MessageState::Complete, {}));
    QVERIFY(!m_store->restartReply(turn.prompt));
    QVERIFY(!m_store->finishReply(4711, "x", MessageState::Complete, {}));
    QCOMPARE(m_store->lastError(), u"This reply is no longer there."_s);
    QCOMPARE(m_store->text(turn.prompt), QByteArray("Hello"));
}

void TestHistoryStore::failureSurvives()
{
    const qint64 id = m_store->addConversation({});
    const TurnIds turn = m_store->addTurn(id, "Hello");
    Failure failure(Failure::Kind::QueueFull, u"Queue is full."_s, u"POST /join 503"_s);
    failure.retryAfter = std::chrono::seconds(7);
    QVERIFY(m_store->finishReply(turn.reply, "so far", MessageState::Failed, failure));
    reopen();
    QCOMPARE(m_store->failure(turn.reply), failure);
    QCOMPARE(m_store->text(turn.reply), QByteArray("so far"));
    QCOMPARE(m_store->conversation(id).lastState, MessageState::Failed);
    QCOMPARE(m_store->failure(turn.prompt), Failure());
}

void TestHistoryStore::restart()
{
    const qint64 id = m_store->addConversation({});
    const TurnIds turn = m_store->addTurn(id, "Hello");
    for (const MessageState state :
         {MessageState::Failed, MessageState::Interrupted, MessageState::Stopped}) {
        QVERIFY(m_store->finishReply(turn.reply, "so far", state, Failure(Failure::Kind::Silence)));
        QVERIFY(m_store->restartReply(turn.reply));
        reopen();
        QCOMPARE(m_store->heads(id)[1].state, MessageState::Pending);
        QCOMPARE(m_store->heads(id)[1].length, 0);
        QVERIFY(m_store->text(turn.reply).isEmpty());
        QCOMPARE(m_store->failure(turn.reply), Failure());
        QCOMPARE(m_store->conversation(id).snippet, u"Hello"_s);
    }
}

void TestHistoryStore::restartOfACompleteReplyIsRefused()
{
    const qint64 id = m_store->addConversation({});
    const TurnIds turn = m_store->addTurn(id, "Hello");
    QVERIFY(!m_store->restartReply(turn.reply));
    QVERIFY(m_store->finishReply(turn.reply, "worth keeping", MessageState::Complete, {}));
    QVERIFY(!m_store->restartReply(turn.reply));
    QCOMPARE(m_store->text(turn.reply), QByteArray("worth keeping"));
}

void TestHistoryStore::interruptedAfterACrash()
{
    const qint64 id = m_store->addConversation({});
    const TurnIds pending = m_store->addTurn(id, "one");
    QVERIFY(m_store->beginReply(pending.reply));
    const TurnIds streaming = m_store->addTurn(id, "two");
    const TurnIds complete = m_store->addTurn(id, "three");
    QVERIFY(m_store->savePartial(streaming.reply, "half an ans"));
    QVERIFY(m_store->finishReply(complete.reply, "done", MessageState::Complete, {}));
    reopen();
    QCOMPARE(m_store->markInterrupted(), 2);
    QCOMPARE(m_store->markInterrupted(), 0);
    const QList<MessageHead> heads = m_store->heads(id);
    QCOMPARE(heads[1].id, pending.reply);
    QCOMPARE(heads[1].state, MessageState::Interrupted);
    QCOMPARE(heads[3].state, MessageState::Interrupted);
    QCOMPARE(heads[5].state, MessageState::Complete);
    QCOMPARE(m_store->text(streaming.reply), QByteArray("half an ans"));
    QVERIFY(!m_store->savePartial(streaming.reply, "late"));
}

void TestHistoryStore::whatWaitsIsNotInterrupted()
{
    const qint64 id = m_store->addConversation({});
    const TurnIds failed = m_store->addTurn(id, "one");
    QVERIFY(m_store->finishReply(failed.reply, "", MessageState::Failed, Failure()));
    const TurnIds waiting = m_store->addTurn(id, "two");
    const qint64 other = m_store->addConversation({});
    const TurnIds begun = m_store->addTurn(other, "three");
    QVERIFY(m_store->beginReply(begun.reply));
    QVERIFY(!m_store->beginReply(begun.prompt));
    reopen();
    QCOMPARE(m_store->waitingConversations(), QList<qint64>{id});
    QCOMPARE(m_store->markInterrupted(), 1);
    QCOMPARE(m_store->heads(id)[3].state, MessageState::Pending);
    QCOMPARE(m_store->heads(other)[1].state, MessageState::Interrupted);
    QVERIFY(!m_store->beginReply(begun.reply));
    // A retry waits again.
    QVERIFY(m_store->restartReply(begun.reply));
    QCOMPARE(m_store->waitingConversations(), (QList<qint64>{id, other}));
    QVERIFY(m_store->deleteConversation(id));
    QVERIFY(m_store->finishReply(begun.reply, "x", MessageState::Complete, {}));
    QVERIFY(m_store->waitingConversations().isEmpty());
    QVERIFY(waiting.reply > 0);
}

void TestHistoryStore::waitingIsFoundByAnIndex()
{
    // 100,000 messages are not read at each start.
    QSqlQuery query(m_database->connection());
    for (const QString &statement :
         {u"SELECT DISTINCT conversation FROM messages JOIN conversations ON conversations.id = "
          "conversation WHERE state IN (1, 2) AND state = 1 AND deleted_ms IS NULL"_s,
          u"UPDATE messages SET state = 4, finished_ms = 1 WHERE state IN (1, 2) AND state = 2"_s,
          u"SELECT DISTINCT conversation FROM messages WHERE state IN (1, 2) AND state = 2"_s}) {
        QVERIFY(query.exec(u"EXPLAIN QUERY PLAN "_s + statement));
        QVERIFY(query.next());
        QVERIFY2(query.value(3).toString().contains(u"messages_unfinished"),
                 qPrintable(query.value(3).toString()));
    }
}

void TestHistoryStore::snippetIsTheLastMessage()
{
    const qint64 id = m_store->addConversation({});
    const TurnIds first = m_store->addTurn(id, "The *first*\nprompt");
    QCOMPARE(m_store->conversation(id).snippet, u"The first prompt"_s);
    QVERIFY(m_store->finishReply(first.reply, "# Answer\n" + QByteArray("word ").repeated(1000),
                                 MessageState::Complete, {}));
    QVERIFY(m_store->conversation(id).snippet.startsWith(u"Answer word word"));
    QVERIFY(m_store->conversation(id).snippet.size() <= 200);
    const TurnIds second = m_store->addTurn(id, "Second");
    QVERIFY(m_store->finishReply(first.reply, "earlier", MessageState::Complete, {}));
    QCOMPARE(m_store->conversation(id).snippet, u"Second"_s);
    QVERIFY(m_store->savePartial(second.reply, "so far"));
    QCOMPARE(m_store->markInterrupted(), 1);
    QCOMPARE(m_store->conversation(id).snippet, u"so far"_s);
}

void TestHistoryStore::setAside()
{
    const qint64 id = m_store->addConversation({});
    const TurnIds first = m_store->addTurn(id, "one");
    QVERIFY(m_store->finishReply(first.reply, "answer", MessageState::Complete, {}));
    const TurnIds second = m_store->addTurn(id, "two");
    QVERIFY(m_store->finishReply(second.reply, "no", MessageState::Failed,
                                 Failure(Failure::Kind::AppError)));
    const auto ids = [&] {
        QList<qint64> result;
        for (const MessageHead &head : m_store->heads(id))
            result << head.id;
        return result;
    };
    const QList<qint64> all{first.prompt, first.reply, second.prompt, second.reply};
    QVERIFY(m_store->setAside(second, true));
    QVERIFY(m_store->setAside(second, true));
    reopen();
    QCOMPARE(ids(), all.first(2));
    // The list tells of what is in sight.
    QCOMPARE(m_store->conversation(id).snippet, u"answer"_s);
    QCOMPARE(m_store->conversation(id).lastState, MessageState::Complete);
    QCOMPARE(m_store->text(second.prompt), "two");
    QVERIFY(m_store->setAside(second, false));
    QCOMPARE(ids(), all);
    QCOMPARE(m_store->conversation(id).snippet, u"no"_s);
    QCOMPARE(m_store->conversation(id).lastState, MessageState::Failed);
}

void TestHistoryStore::bytesAreKept_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("empty") << QByteArray("");
    QTest::newRow("null") << QByteArray();
    QTest::newRow("NUL") << QByteArray("a\0b\0", 4);
    QTest::newRow("invalid UTF-8") << QByteArray("\xff\xc3(\xed\xa0\x80");
    QTest::newRow("byte order mark") << QByteArray("\xef\xbb\xbfx\r\n");
    QTest::newRow("quotes") << QByteArray("'; DROP TABLE messages; --");
    QTest::newRow("emoji") << QByteArray("\xf0\x9f\x8e\x88");
    QByteArray big(10 << 20, Qt::Uninitialized);
    for (qsizetype i = 0; i < big.size(); ++i)
        big[i] = char(i * 31 + (i >> 8));
    QTest::newRow("10 MiB") << big;
}

void TestHistoryStore::bytesAreKept()
{
    QFETCH(QByteArray, text);
    const qint64 id = m_store->addConversation({});
    const TurnIds turn = m_store->addTurn(id, text);
    QVERIFY(m_store->savePartial(turn.reply, text));
    QVERIFY(m_store->text(turn.reply) == text);
    QVERIFY(m_store->finishReply(turn.reply, text, MessageState::Complete, {}));
    reopen();
    QVERIFY(m_store->text(turn.prompt) == text);
    QVERIFY(m_store->text(turn.reply) == text);
    QCOMPARE(m_store->heads(id)[0].length, text.size());
    QCOMPARE(m_store->heads(id)[1].length, text.size());
}

void TestHistoryStore::headsInOrder()
{
    const qint64 a = m_store->addConversation({});
    const qint64 b = m_store->addConversation({});
    QList<qint64> ids;
    for (int i = 0; i < 50; ++i) {
        const TurnIds turn = m_store->addTurn(a, "prompt");
        m_store->addTurn(b, "elsewhere");
        m_store->finishReply(turn.reply, QByteArray(i, 'x'), MessageState::Complete, {});
        ids << turn.prompt << turn.reply;
    }
    const QList<MessageHead> heads = m_store->heads(a);
    QCOMPARE(heads.size(), ids.size());
    for (qsizetype i = 0; i < heads.size(); ++i) {
        QCOMPARE(heads[i].id, ids[i]);
        QCOMPARE(heads[i].length, i % 2 == 0 ? 6 : int(i / 2));
    }
}

void TestHistoryStore::recentAddresses()
{
    const auto add = [this](const QString &address, qint64 time) {
        ConversationRecord record;
        record.address = address;
        record.updatedMs = time;
        record.sessionHash = u"abc"_s;
        return m_store->addConversation(record);
    };
    add(u"old/space"_s, 1);
    add(u"demo:"_s, 50);
    add({}, 60);
    const qint64 deleted = add(u"gone/space"_s, 70);
    add(u"new/space"_s, 20);
    add(u"old/space"_s, 30);
    const qint64 moved = add(u"first/space"_s, 2);
    QVERIFY(m_store->deleteConversation(deleted));
    QCOMPARE(m_store->recentAddresses(10),
             (QStringList{u"old/space"_s, u"new/space"_s, u"first/space"_s}));
    QCOMPARE(m_store->recentAddresses(1), QStringList{u"old/space"_s});
    // Connecting counts, also before the first prompt.
    ConversationRecord record = m_store->conversation(moved);
    record.address = u"third/space"_s;
    QVERIFY(m_store->updateConversation(record));
    QCOMPARE(m_store->recentAddresses(10).constFirst(), u"third/space"_s);
    // One that never answered is not worth a second click.
    record.address = u"never/answered"_s;
    record.sessionHash.clear();
    QVERIFY(m_store->updateConversation(record));
    QVERIFY(!m_store->recentAddresses(10).contains(u"never/answered"_s));
}

void TestHistoryStore::durabilityOfCommits()
{
    constexpr int kNormal = 1;
    constexpr int kFull = 2;
    const auto level = [this] { return ask(u"PRAGMA synchronous"_s).toInt(); };
    const qint64 id = m_store->addConversation({});
    // Twice: a prepared PRAGMA would work the first time only.
    for (int i = 0; i < 2; ++i) {
        const TurnIds turn = m_store->addTurn(id, "x");
        QCOMPARE(level(), kFull);
        QVERIFY(m_store->savePartial(turn.reply, "y"));
        QCOMPARE(level(), kNormal);
        QVERIFY(m_store->finishReply(turn.reply, "yz", MessageState::Stopped, {}));
        QCOMPARE(level(), kFull);
        QVERIFY(m_store->updateConversation(m_store->conversation(id)));
        QCOMPARE(level(), kNormal);
        QVERIFY(m_store->restartReply(turn.reply));
        QCOMPARE(level(), kFull);
    }
}

void TestHistoryStore::fullDiskChangesNothing()
{
    const qint64 id = m_store->addConversation({});
    const TurnIds turn = m_store->addTurn(id, "Hello");
    QVERIFY(m_store->savePartial(turn.reply, "so far"));
    run(u"PRAGMA max_page_count = 1"_s); // SQLite then says what it says for a full disk
    const QByteArray big(1 << 20, 'x');
    const QString said = u"The disk is full, so the history could not be written."_s;
    QCOMPARE(m_store->addTurn(id, big).prompt, 0);
    QCOMPARE(m_store->lastError(), said);
    QVERIFY(!m_store->savePartial(turn.reply, big));
    QCOMPARE(m_store->lastError(), said);
    QVERIFY(!m_store->finishReply(turn.reply, big, MessageState::Complete, {}));
    QCOMPARE(m_store->lastError(), said);
    QCOMPARE(m_store->text(turn.reply), QByteArray("so far"));
    QCOMPARE(m_store->lastError(), QString());
    QCOMPARE(m_store->heads(id).size(), 2);
    QCOMPARE(m_store->conversation(id).snippet, u"Hello"_s);
    // And when there is room again, it goes on.
    run(u"PRAGMA max_page_count = 1000000"_s);
    QVERIFY(m_store->finishReply(turn.reply, big, MessageState::Complete, {}));
    QCOMPARE(m_store->lastError(), QString());
}

void TestHistoryStore::busyFile()
{
    const qint64 id = m_store->addConversation({});
    Database other(m_dir->filePath(u"history.sqlite"_s));
    QCOMPARE(other.condition(), Database::Condition::Ready);
    HistoryStore otherStore(other);
    QCOMPARE(otherStore.conversations().size(), 1);
    run(u"PRAGMA busy_timeout = 1"_s);
    QSqlQuery holder(other.connection());
    QVERIFY(holder.exec(u"BEGIN IMMEDIATE"_s));
    QCOMPARE(m_store->addTurn(id, "now").prompt, 0);
    QCOMPARE(m_store->lastError(), u"Another program is using the history just now."_s);
    QVERIFY(m_store->conversation(id).id == id);
    QVERIFY(holder.exec(u"ROLLBACK"_s));
    QVERIFY(m_store->addTurn(id, "now").prompt > 0);
    QCOMPARE(otherStore.heads(id).size(), 2);
}

void TestHistoryStore::extrasSurvive()
{
    const qint64 reply = m_store->addTurn(m_store->addConversation({}), "Hi").reply;
    QVERIFY(m_store->extras(reply).isEmpty());
    MessageExtras extras;
    extras.thoughts.push_back({u"Search"_s, "text", u"done"_s, 1.5, u"log"_s, 1});
    extras.options.push_back({u"yes"_s, u"Yes!"_s});
    extras.notices.push_back({u"info"_s, u"title"_s, u"text"_s});
    QVERIFY(m_store->setExtras(reply, extras));
    reopen();
    QCOMPARE(m_store->extras(reply), extras);
    QVERIFY(m_store->setExtras(reply, {}));
    QVERIFY(m_store->extras(reply).isEmpty());
    QVERIFY(!m_store->setExtras(reply + 100, extras));
    QVERIFY(!m_store->lastError().isEmpty());
}

void TestHistoryStore::opinionsSurvive()
{
    const qint64 id = m_store->addConversation({});
    const TurnIds turn = m_store->addTurn(id, "one");
    for (const Feedback feedback : {Feedback::Like, Feedback::Dislike, Feedback::None}) {
        MessageExtras extras;
        extras.feedback = feedback;
        QVERIFY(m_store->setExtras(turn.reply, extras));
        reopen();
        QCOMPARE(m_store->extras(turn.reply), extras);
    }
}

void TestHistoryStore::filesSurvive()
{
    const qint64 reply = m_store->addTurn(m_store->addConversation({}), "Hi").reply;
    StoredFile file;
    file.message = reply;
    file.kind = FileKind::Video;
    file.state = StoredFile::State::Waiting;
    file.name = u"a.mp4"_s;
    file.source = {FileKind::Video,
                   u"a b.mp4"_s,
                   u"video/mp4"_s,
                   u"/tmp/gradio/a b.mp4"_s,
                   QUrl(u"https://example.org/a%20b.mp4?x=1"_s),
                   5'000'000'000,
                   u"caption"_s,
                   true,
                   {}};
    file.id = m_store->addFile(file);
    QVERIFY(file.id != 0);
    StoredFile second;
    second.message = reply;
    second.source.content = "not kept";
    second.id = m_store->addFile(second);
    second.source.content.clear();
    QCOMPARE(m_store->files(reply), (QList<StoredFile>{file, second}));
    file.state = StoredFile::State::Present;
    file.path = u"/data/a.mp4"_s;
    file.size = 5'000'000'000;
    QVERIFY(m_store->updateFile(file));
    reopen();
    QCOMPARE(m_store->files(reply), (QList<StoredFile>{file, second}));
    file.id += 100;
    QVERIFY(!m_store->updateFile(file));
    QVERIFY(!m_store->lastError().isEmpty());
    file.message += 100;
    QCOMPARE(m_store->addFile(file), 0);
}

void TestHistoryStore::retryRemovesExtrasAndFiles()
{
    const TurnIds turn = m_store->addTurn(m_store->addConversation({}), "Hi");
    MessageExtras extras;
    extras.options.push_back({u"yes"_s, u"Yes"_s});
    for (const qint64 message : {turn.prompt, turn.reply}) {
        QVERIFY(m_store->setExtras(message, extras));
        StoredFile file;
        file.message = message;
        QVERIFY(m_store->addFile(file) != 0);
    }
    QVERIFY(m_store->finishReply(turn.reply, "x", MessageState::Failed, {}));
    QVERIFY(m_store->restartReply(turn.reply));
    QVERIFY(m_store->extras(turn.reply).isEmpty());
    QVERIFY(m_store->files(turn.reply).isEmpty());
    QCOMPARE(m_store->extras(turn.prompt), extras);
    QCOMPARE(m_store->files(turn.prompt).size(), 1);
}

void TestHistoryStore::valuesOfAConversation()
{
    const qint64 id = m_store->addConversation({});
    QVERIFY(m_store->parameters(id).isEmpty());
    QVERIFY(m_store->page(id).isEmpty());
    const QJsonObject parameters{{u"temperature"_s, 0.5}};
    QVERIFY(m_store->setPage(id, "{\"3\":[1]}"));
    QVERIFY(m_store->setParameters(id, parameters));
    reopen();
    QCOMPARE(m_store->parameters(id), parameters);
    QCOMPARE(m_store->page(id), QByteArray("{\"3\":[1]}"));
    QVERIFY(m_store->setPage(id, {}));
    QVERIFY(m_store->page(id).isEmpty());
    QVERIFY(!m_store->setPage(id + 100, "x"));
}

void TestHistoryStore::purgeTakesAllAndTellsIds()
{
    const qint64 kept = m_store->addConversation({});
    const qint64 gone = m_store->addConversation({});
    const qint64 reply = m_store->addTurn(gone, "Hi").reply;
    StoredFile file;
    file.message = reply;
    QVERIFY(m_store->addFile(file) != 0);
    QVERIFY(m_store->setPage(gone, "x"));
    QVERIFY(m_store->deleteConversation(gone));
    QCOMPARE(m_store->files(reply).size(), 1); // undo needs them
    QCOMPARE(m_store->purgeDeleted(), QList<qint64>{gone});
    QVERIFY(m_store->files(reply).isEmpty());
    QVERIFY(m_store->page(gone).isEmpty());
    QCOMPARE(m_store->conversation(kept).id, kept);
    QVERIFY(m_store->purgeDeleted().isEmpty());
}

void TestHistoryStore::spacesAreRemembered()
{
    const QJsonObject presets{{u"warm"_s, QJsonObject{{u"t"_s, 1}}}};
    {
        SpaceMemory memory(*m_database);
        QVERIFY(memory.choice(u"a/b"_s).isEmpty());
        QVERIFY(!memory.fullValues(u"a/b"_s));
        QVERIFY(memory.setFullValues(u"a/b"_s, true));
        QVERIFY(memory.setChoice(u"a/b"_s, "choice"));
        QVERIFY(memory.setPresets(u"a/b"_s, presets));
    }
    reopen();
    SpaceMemory memory(*m_database);
    QCOMPARE(memory.choice(u"a/b"_s), QByteArray("choice"));
    QCOMPARE(memory.presets(u"a/b"_s), presets);
    QVERIFY(memory.fullValues(u"a/b"_s));
    QVERIFY(memory.presets(u"a/c"_s).isEmpty());
    QCOMPARE(memory.usualWaking(u"a/b"_s), 0s);
    // Of the last five the middle one: one bad night is not what is usual.
    for (const auto time : {700s, 50s, 60s, 900s, 70s, 65s})
        QVERIFY(memory.addWaking(u"a/b"_s, time));
    QCOMPARE(memory.usualWaking(u"a/b"_s), 65s);
    QCOMPARE(memory.usualWaking(u"a/c"_s), 0s);
    QVERIFY(memory.setChoice(u"a/b"_s, {}));
    QVERIFY(memory.choice(u"a/b"_s).isEmpty());
}

QTEST_GUILESS_MAIN(TestHistoryStore)
#include "tst_historystore.moc"
