#include "base/failure.h"
#include "store/database.h"
#include "store/historystore.h"
#include "store/timelinestore.h"

#include <QTemporaryDir>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace spaceline;

class TestTimelineStore : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void keepsAll();
    void lastOfARetriedReply();
    void replacesTheLast();
    void goesWithItsConversation();
    void statistics();
    void statisticsOfNothing();
    void nothingOfADamagedRecord_data();
    void nothingOfADamagedRecord();
    void boundedWhatever();
    void redacts();

private:
    [[nodiscard]] static Timeline timeline(qint64 queue = 10, qint64 run = 100);

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Database> m_database;
    std::unique_ptr<HistoryStore> m_history;
    std::unique_ptr<TimelineStore> m_store;
    qint64 m_conversation = 0;
    qint64 m_reply = 0;
};

void TestTimelineStore::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_database = std::make_unique<Database>(m_folder->filePath(u"history.sqlite"_s));
    m_history = std::make_unique<HistoryStore>(*m_database);
    m_store = std::make_unique<TimelineStore>(*m_database);
    m_conversation = m_history->addConversation({});
    m_reply = m_history->addTurn(m_conversation, "hi").reply;
    QVERIFY(m_reply > 0);
}

void TestTimelineStore::cleanup()
{
    m_store.reset();
    m_history.reset();
    m_database.reset();
}

Timeline TestTimelineStore::timeline(qint64 queue, qint64 run)
{
    Timeline timeline;
    timeline.submitted = 5;
    timeline.started = 5 + queue;
    timeline.firstData = timeline.started + 1;
    timeline.finished = timeline.started + run;
    timeline.server = u"Gradio 6.31.0, sse_v3"_s;
    Timeline::Call call;
    call.endpoint = u"/chat"_s;
    call.takeRequest(u"POST http://127.0.0.1/queue/join"_s, R"({"data":["grüße"]})");
    call.takeEvent(R"({"msg":"process_starts"})");
    call.takeEvent(R"({"msg":"process_completed"})");
    call.takeLast(R"({"msg":"process_completed"})");
    call.partials = 3;
    timeline.calls.push_back(call);
    timeline.script = {{"base"_L1, u"http://127.0.0.1"_s}};
    return timeline;
}

void TestTimelineStore::keepsAll()
{
    const Timeline written = timeline();
    QVERIFY(m_store->add(m_reply, u"me/app"_s, {}, written));
    QCOMPARE(m_store->latest(m_reply), written);
    QCOMPARE(written.calls.front().response,
             "{\"msg\":\"process_starts\"}\n{\"msg\":\"process_completed\"}\n");
    QVERIFY(m_store->latest(m_reply + 1).isEmpty());
    QCOMPARE(m_store->lastError(), QString());
}

void TestTimelineStore::lastOfARetriedReply()
{
    QVERIFY(m_store->add(m_reply, u"me/app"_s, u"F11-silence"_s, timeline(1)));
    QVERIFY(m_store->add(m_reply, u"me/app"_s, {}, timeline(2)));
    QCOMPARE(m_store->latest(m_reply), timeline(2));
    QCOMPARE(m_store->statistics(u"me/app"_s).turns, 2);
}

void TestTimelineStore::replacesTheLast()
{
    QVERIFY(!m_store->replaceLatest(m_reply, timeline()));
    QVERIFY(m_store->add(m_reply, u"me/app"_s, {}, timeline(1)));
    QVERIFY(m_store->add(m_reply, u"me/app"_s, {}, timeline(2)));
    Timeline changed = timeline(2);
    changed.filesFetched = 900;
    QVERIFY(m_store->replaceLatest(m_reply, changed));
    QCOMPARE(m_store->latest(m_reply), changed);
    QCOMPARE(m_store->statistics(u"me/app"_s).turns, 2);
}

void TestTimelineStore::goesWithItsConversation()
{
    QVERIFY(m_store->add(m_reply, u"me/app"_s, {}, timeline()));
    QVERIFY(!m_store->add(m_reply + 1000, u"me/app"_s, {}, timeline()));
    QVERIFY(!m_store->lastError().isEmpty());
    QVERIFY(m_history->deleteConversation(m_conversation));
    QCOMPARE(m_history->purgeDeleted().size(), 1);
    QVERIFY(m_store->latest(m_reply).isEmpty());
    QCOMPARE(m_store->statistics(u"me/app"_s).turns, 0);
}

void TestTimelineStore::statistics()
{
    const QString silence = Failure(Failure::Kind::Silence).code();
    const QString full = Failure(Failure::Kind::QueueFull).code();
    const QString stopped = Failure(Failure::Kind::Interrupted).code();
    for (const qint64 queue : {1, 30, 2, 40})
        QVERIFY(m_store->add(m_reply, u"me/app"_s, {}, timeline(queue, queue * 10)));
    QVERIFY(m_store->add(m_reply, u"me/app"_s, silence, timeline(3, 60'000)));
    QVERIFY(m_store->add(m_reply, u"me/app"_s, full, {}));
    QVERIFY(m_store->add(m_reply, u"me/app"_s, full, {}));
    QVERIFY(m_store->add(m_reply, u"me/app"_s, stopped, timeline(3, 70'000)));
    QVERIFY(m_store->add(m_reply, u"me/other"_s, full, timeline(1'000'000)));

    SpaceStatistics expected;
    expected.turns = 8;
    expected.stopped = 1;
    expected.failures = {{full, 2}, {silence, 1}};
    expected.queueTime = 3; // of 1 2 3 3 30 40, the lower middle
    expected.runTime = 20; // of 10 20 300 400: what failed or was stopped does not count
    QCOMPARE(m_store->statistics(u"me/app"_s), expected);
}

void TestTimelineStore::statisticsOfNothing()
{
    QCOMPARE(m_store->statistics(u"me/app"_s), SpaceStatistics());
}

void TestTimelineStore::nothingOfADamagedRecord_data()
{
    QTest::addColumn<QByteArray>("bytes");
    const QByteArray whole = timeline().toBytes();
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("short") << "abc"_ba;
    QTest::newRow("no compression") << "0123456789"_ba;
    QTest::newRow("half") << whole.first(whole.size() / 2);
    QTest::newRow("says 2 GB") << "\x7f\xff\xff\xff" + whole.sliced(4);
    QTest::newRow("no JSON") << qCompress("nothing"_ba);
}

void TestTimelineStore::nothingOfADamagedRecord()
{
    QFETCH(QByteArray, bytes);
    QVERIFY(Timeline::fromBytes(bytes).isEmpty());
}

void TestTimelineStore::boundedWhatever()
{
    Timeline::Call call;
    const QByteArray large(3 * Timeline::kLongestBody, 'x');
    for (int i = 0; i < 20; ++i)
        call.takeRequest(u"POST"_s, large);
    for (int i = 0; i < 1000; ++i)
        call.takeEvent(large.first(1000));
    const QByteArray last = "the end" + large;
    call.takeEvent(last);
    call.takeLast(last);
    QCOMPARE(call.requests.size(), Timeline::kMostRequests);
    QCOMPARE(call.requests.front().body.size(), Timeline::kLongestBody);
    QCOMPARE(call.sentBytes, 20 * large.size());
    QCOMPARE(call.events, 1001);
    QCOMPARE(call.receivedBytes, 1'000'000 + last.size());
    QVERIFY(call.response.size() <= Timeline::kLongestBody);
    QVERIFY(call.response.contains("…\nthe end"));
}

void TestTimelineStore::redacts()
{
    Timeline timeline;
    Timeline::Call call;
    call.takeRequest(u"GET http://a/b?token=PlantedSecret"_s, R"({"password":"PlantedSecret"})");
    call.takeEvent("Bearer PlantedSecret");
    timeline.calls.push_back(call);
    timeline.script = {{"data"_L1, u"hf_PlantedSecret"_s}};
    timeline.redact();
    QVERIFY(!qUncompress(timeline.toBytes()).contains("PlantedSecret"));
    QVERIFY(!timeline.script.isEmpty());
}

QTEST_GUILESS_MAIN(TestTimelineStore)
#include "tst_timelinestore.moc"
