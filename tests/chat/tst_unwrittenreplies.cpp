#include "chat/unwrittenreplies.h"

#include "store/database.h"
#include "store/historystore.h"
#include "support/fulldisk.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace spaceline;

class TestUnwrittenReplies : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void storesAtOnceWhereItCan();
    void keepsWhatAFullDiskRefuses();
    void triesAgainByItself();
    void whatIsWrittenNextTakesTheRestAlong();
    void triesOnceMoreAtTheEnd();

private:
    [[nodiscard]] FinishedReply longReply()
    {
        MessageExtras extras;
        extras.notices.push_back({u"info"_s, {}, u"beside it"_s});
        return {m_history->addTurn(m_conversation, "prompt").reply,
                QByteArray(300'000, 'x'),
                MessageState::Complete,
                {},
                extras};
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Database> m_database;
    std::unique_ptr<HistoryStore> m_history;
    std::unique_ptr<UnwrittenReplies> m_unwritten;
    qint64 m_conversation = 0;
};

void TestUnwrittenReplies::init()
{
    m_unwritten.reset();
    m_history.reset();
    m_database.reset();
    m_folder = std::make_unique<QTemporaryDir>();
    m_database = std::make_unique<Database>(m_folder->filePath(u"history.sqlite"_s));
    m_history = std::make_unique<HistoryStore>(*m_database);
    m_unwritten = std::make_unique<UnwrittenReplies>(*m_history);
    m_conversation = m_history->addConversation({});
}

void TestUnwrittenReplies::storesAtOnceWhereItCan()
{
    const FinishedReply reply = longReply();
    QSignalSpy changed(m_unwritten.get(), &UnwrittenReplies::changed);
    QVERIFY(m_unwritten->store(reply));
    QVERIFY(m_unwritten->isEmpty() && m_unwritten->error().isEmpty());
    QCOMPARE(changed.count(), 0);
    QCOMPARE(m_history->text(reply.id), reply.text);
    QCOMPARE(m_history->extras(reply.id), *reply.extras);
}

void TestUnwrittenReplies::keepsWhatAFullDiskRefuses()
{
    const FinishedReply reply = longReply();
    QSignalSpy written(m_unwritten.get(), &UnwrittenReplies::written);
    QSignalSpy changed(m_unwritten.get(), &UnwrittenReplies::changed);
    fillDisk(*m_database);
    QVERIFY(!m_unwritten->store(reply));
    QCOMPARE(m_unwritten->count(), 1);
    QVERIFY(m_unwritten->contains(reply.id));
    QCOMPARE(m_unwritten->error(), u"The disk is full, so the history could not be written."_s);
    QCOMPARE(changed.count(), 1);
    QVERIFY(!m_unwritten->writeAll());
    QCOMPARE(changed.count(), 1); // nothing is new

    emptyDisk(*m_database);
    QVERIFY(m_unwritten->writeAll());
    QVERIFY(m_unwritten->isEmpty() && m_unwritten->error().isEmpty());
    QCOMPARE(changed.count(), 2);
    QCOMPARE(written.count(), 1);
    QCOMPARE(written.at(0).at(0).value<FinishedReply>().id, reply.id);
    QCOMPARE(m_history->text(reply.id), reply.text);
    QCOMPARE(m_history->extras(reply.id), *reply.extras);
    QCOMPARE(m_history->heads(m_conversation).at(1).state, MessageState::Complete);
}

void TestUnwrittenReplies::triesAgainByItself()
{
    m_unwritten->setPause(std::chrono::milliseconds(1));
    const FinishedReply reply = longReply();
    fillDisk(*m_database);
    QVERIFY(!m_unwritten->store(reply));
    emptyDisk(*m_database);
    QTRY_VERIFY(m_unwritten->isEmpty());
    QCOMPARE(m_history->text(reply.id), reply.text);
}

void TestUnwrittenReplies::whatIsWrittenNextTakesTheRestAlong()
{
    const FinishedReply reply = longReply();
    fillDisk(*m_database);
    QVERIFY(!m_unwritten->store(reply));
    emptyDisk(*m_database);
    QVERIFY(m_unwritten->store(longReply()));
    QVERIFY(m_unwritten->isEmpty());
    QCOMPARE(m_history->text(reply.id), reply.text);
}

void TestUnwrittenReplies::triesOnceMoreAtTheEnd()
{
    const FinishedReply reply = longReply();
    fillDisk(*m_database);
    QVERIFY(!m_unwritten->store(reply));
    emptyDisk(*m_database);
    m_unwritten.reset();
    QCOMPARE(m_history->text(reply.id), reply.text);
}

QTEST_GUILESS_MAIN(TestUnwrittenReplies)
#include "tst_unwrittenreplies.moc"
