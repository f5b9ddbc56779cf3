#include "gradio/events.h"
#include "gradio/streammessage.h"

#include <QMetaEnum>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace spaceline;
using namespace spaceline::gradio;
using Kind = StreamMessage::Kind;

/// gradio-protocol.md §4.2, §5.4 and §5.6.
class TestStreamMessage : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void kinds_data();
    void kinds();
    void values();
    void places_data();
    void places();
    void bars_data();
    void bars();
    void logs();
    void appErrors_data();
    void appErrors();
    void brokenStreams_data();
    void brokenStreams();
    void malformed_data();
    void malformed();
    void callEvents_data();
    void callEvents();
    void capturedMessages_data();
    void capturedMessages();
    void capturedErrors();
    void capturedCallEvents();
};

namespace {

StreamMessage read(const QByteArray &json, bool full = false, bool first = false)
{
    return readQueueMessage(json, full, first);
}

} // namespace

void TestStreamMessage::kinds_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<bool>("full");
    QTest::addColumn<bool>("first");
    QTest::addColumn<Kind>("kind");
    const auto row
        = [](const char *name, const QByteArray &json, Kind kind, bool full = false,
             bool first = false) { QTest::newRow(name) << json << full << first << kind; };
    const QByteArray generating
        = R"({"msg":"process_generating","event_id":"e","output":{"data":["a"]},"success":true})";
    row("the first update", generating, Kind::Full, false, true);
    row("a later update", generating, Kind::Edits);
    row("a later update of full values", generating, Kind::Full, true);
    row("process_streaming is never diffed",
        R"({"msg":"process_streaming","event_id":"e","output":{"data":["a"]},"success":true})",
        Kind::Full);
    row("an update that failed waits for the completion",
        R"({"msg":"process_generating","output":{"error":"x"},"success":false})", Kind::Ignored);
    row("completed", R"({"msg":"process_completed","output":{"data":["a"]},"success":true})",
        Kind::Completed);
    row("completed with is_generating, up to 4.16",
        R"({"msg":"process_completed","output":{"data":["a"],"is_generating":true},"success":true})",
        Kind::Completed);
    row("completed without a word about success",
        R"({"msg":"process_completed","output":{"data":[]}})", Kind::Completed);
    row("cancelled", R"({"msg":"process_completed","output":{},"success":true})", Kind::Cancelled);
    row("cancelled with an id",
        R"({"msg":"process_completed","event_id":"e","output":{},"success":true,"title":null})",
        Kind::Cancelled);
    row("failed", R"({"msg":"process_completed","output":{"error":"x"},"success":false})",
        Kind::Failed);
    row("failed, though it says success",
        R"({"msg":"process_completed","output":{"error":null},"success":true})", Kind::Failed);
    row("failed with data",
        R"({"msg":"process_completed","output":{"data":["a"]},"success":false})", Kind::Failed);
    row("failed without output", R"({"msg":"process_completed","output":null,"success":false})",
        Kind::Failed);
    row("starts", R"({"msg":"process_starts","event_id":"e","eta":null})", Kind::Started);
    row("estimation", R"({"msg":"estimation","rank":0})", Kind::Estimation);
    row("progress", R"({"msg":"progress","progress_data":[]})", Kind::Progress);
    row("log", R"({"msg":"log","log":"x","level":"info"})", Kind::Log);
    row("heartbeat", R"({"msg":"heartbeat","event_id":null})", Kind::Heartbeat);
    row("close_stream", R"({"msg":"close_stream","event_id":null})", Kind::Ignored);
    row("queue_full", R"({"msg":"queue_full","event_id":null})", Kind::Failed);
    row("unexpected_error", R"({"msg":"unexpected_error","message":"x"})", Kind::Broken);
    row("an unknown message", R"({"msg":"later_invention","event_id":"e"})", Kind::Ignored);
    row("no message", "{}", Kind::Ignored);
    row("a message of another type", R"({"msg":7})", Kind::Ignored);
}

void TestStreamMessage::kinds()
{
    QFETCH(const QByteArray, json);
    QFETCH(const bool, full);
    QFETCH(const bool, first);
    QFETCH(const Kind, kind);
    const StreamMessage message = read(json, full, first);
    QCOMPARE(message.kind, kind);
    QCOMPARE(message.eventId, json.contains("\"e\"") ? "e"_ba : ""_ba);
    const bool failed = kind == Kind::Failed || kind == Kind::Broken;
    QCOMPARE(bool(message.failure), failed);
}

void TestStreamMessage::values()
{
    const QByteArray json
        = "{\"msg\":\"process_completed\",\"event_id\":\"e\",\"output\":{\"data\":[\"a\xC2\x85"
          "b\",null,NaN]},\"success\":true}";
    QCOMPARE(read(json).data, (QJsonArray{u"a\u0085b"_s, QJsonValue::Null, QJsonValue::Null}));
    QCOMPARE(read(R"({"msg":"queue_full"})").failure.kind, Failure::Kind::QueueFull);
}

void TestStreamMessage::places_data()
{
    QTest::addColumn<QByteArray>("members");
    QTest::addColumn<int>("position");
    QTest::addColumn<int>("size");
    QTest::addColumn<double>("eta");
    QTest::newRow("alone") << R"("rank":0,"queue_size":1,"rank_eta":0.4)"_ba << 1 << 1 << 0.4;
    QTest::newRow("third") << R"("rank":2,"queue_size":7,"rank_eta":null)"_ba << 3 << 7 << -1.0;
    QTest::newRow("3.x")
        << R"("rank":1,"queue_size":2,"avg_event_process_time":0.7,"queue_eta":1)"_ba << 2 << 2
        << -1.0;
    QTest::newRow("nothing") << R"("event_id":"e")"_ba << 0 << 0 << -1.0;
    QTest::newRow("null") << R"("rank":null,"queue_size":null)"_ba << 0 << 0 << -1.0;
    QTest::newRow("impossible") << R"("rank":1e300,"queue_size":-4)"_ba << 0 << 0 << -1.0;
    QTest::newRow("the largest") << R"("rank":2147483647)"_ba << 0 << 0 << -1.0;
    QTest::newRow("negative") << R"("rank":-3)"_ba << 0 << 0 << -1.0;
}

void TestStreamMessage::places()
{
    QFETCH(const QByteArray, members);
    QFETCH(const int, position);
    QFETCH(const int, size);
    QFETCH(const double, eta);
    const QByteArray json = R"({"msg":"estimation",)" + members + '}';
    const QueuePlace place = read(json).place;
    QCOMPARE(place.position, position);
    QCOMPARE(place.size, size);
    QCOMPARE(place.etaSeconds.value_or(-1.0), eta);
}

void TestStreamMessage::bars_data()
{
    QTest::addColumn<QByteArray>("bars");
    QTest::addColumn<QString>("description");
    QTest::addColumn<double>("index");
    QTest::addColumn<double>("length");
    QTest::newRow("steps")
        << R"([{"index":3,"length":10,"unit":"steps","progress":null,"desc":"work"}])"_ba
        << u"work"_s << 3.0 << 10.0;
    QTest::newRow("a fraction")
        << R"([{"index":null,"length":null,"unit":"steps","progress":0.25,"desc":null}])"_ba
        << QString() << 0.25 << 1.0;
    QTest::newRow("the innermost moves")
        << R"([{"index":1,"length":2,"desc":"outer"},{"index":5,"length":9,"desc":"<b>in</b>"}])"_ba
        << u"in"_s << 5.0 << 9.0;
    QTest::newRow("length unknown")
        << R"([{"index":4,"length":null,"unit":"tokens"}])"_ba << QString() << 4.0 << -1.0;
    QTest::newRow("none") << "[]"_ba << QString() << -1.0 << -1.0;
    QTest::newRow("null") << "null"_ba << QString() << -1.0 << -1.0;
}

void TestStreamMessage::bars()
{
    QFETCH(const QByteArray, bars);
    QFETCH(const QString, description);
    QFETCH(const double, index);
    QFETCH(const double, length);
    const QByteArray json = R"({"msg":"progress","progress_data":)" + bars + '}';
    const Progress progress = read(json).progress;
    QCOMPARE(progress.description, description);
    QCOMPARE(progress.index.value_or(-1.0), index);
    QCOMPARE(progress.length.value_or(-1.0), length);
}

void TestStreamMessage::logs()
{
    const Notice plain
        = read(
              R"({"msg":"log","log":"starting <b>work</b>","level":"warning","title":"Watch &amp; see"})")
              .log;
    QCOMPARE(plain, (Notice{u"warning"_s, u"Watch & see"_s, u"starting work"_s}));
    const Notice old = read(R"({"msg":"log","log":"half way","level":"info"})").log;
    QCOMPARE(old, (Notice{u"info"_s, QString(), u"half way"_s}));
}

void TestStreamMessage::appErrors_data()
{
    QTest::addColumn<QByteArray>("output");
    QTest::addColumn<Failure::Kind>("kind");
    QTest::addColumn<QString>("said");
    using F = Failure::Kind;
    QTest::newRow("since 5.2") << R"({"error":"msg","duration":7,"visible":true,"title":"T"})"_ba
                               << F::AppError << u"msg"_s;
    QTest::newRow("quoted") << R"({"error":"'msg'"})"_ba << F::AppError << u"msg"_s;
    QTest::newRow("hidden") << R"({"error":"msg","visible":false})"_ba << F::AppError << u"msg"_s;
    QTest::newRow("nothing said") << R"({"error":null})"_ba << F::SilentApp << QString();
    QTest::newRow("None") << R"({"error":"None"})"_ba << F::SilentApp << QString();
    QTest::newRow("empty") << R"({"error":""})"_ba << F::SilentApp << QString();
    QTest::newRow("an object") << R"({"error":{"a":1}})"_ba << F::SilentApp << QString();
    QTest::newRow("HTML") << R"({"error":"bad <b>input</b>"})"_ba << F::AppError << u"bad input"_s;
    QTest::newRow("quota")
        << R"({"error":"You have exceeded your GPU quota (60s requested vs. 56s left)."})"_ba
        << F::Quota << u"You have exceeded your GPU quota (60s requested vs. 56s left)."_s;
}

void TestStreamMessage::appErrors()
{
    QFETCH(const QByteArray, output);
    QFETCH(const Failure::Kind, kind);
    QFETCH(const QString, said);
    const QByteArray queue = R"({"msg":"process_completed","output":)" + output
        + R"(,"success":false,"title":"Error"})";
    for (const StreamMessage &message : {read(queue), readCallMessage("error", output)}) {
        QCOMPARE(message.kind, Kind::Failed);
        QCOMPARE(message.failure.kind, kind);
        QCOMPARE(message.failure.said, said);
    }
}

void TestStreamMessage::brokenStreams_data()
{
    QTest::addColumn<QByteArray>("members");
    QTest::addColumn<Failure::Kind>("kind");
    using F = Failure::Kind;
    QTest::newRow("session not found, 5.38")
        << R"("message":"404: Not Found","session_not_found":true)"_ba << F::SessionLost;
    QTest::newRow("session not found, before")
        << R"("message":"404: Session not found.")"_ba << F::SessionLost;
    QTest::newRow("by the flag alone")
        << R"("message":"whatever","session_not_found":true)"_ba << F::SessionLost;
    QTest::newRow("shutdown") << R"("message":"Server stopped unexpectedly.")"_ba
                              << F::ConnectionLost;
    QTest::newRow("nothing said") << R"("message":null)"_ba << F::ConnectionLost;
    QTest::newRow("login") << R"("message":"Not authenticated")"_ba << F::Login;
    // The server cannot put the app's answer on the connection, which it cuts next (§14.2, §4.2).
    QTest::newRow("an answer that is no UTF-8")
        << R"("message":"str is not valid UTF-8: surrogates not allowed")"_ba << F::ConnectionLost;
    QTest::newRow("words of its own") << R"("message":"Boom")"_ba << F::ConnectionLost;
}

void TestStreamMessage::brokenStreams()
{
    QFETCH(const QByteArray, members);
    QFETCH(const Failure::Kind, kind);
    const QByteArray json
        = R"({"msg":"unexpected_error","event_id":null,"success":false,)" + members + '}';
    const StreamMessage message = read(json);
    QCOMPARE(message.kind, Kind::Broken);
    QVERIFY(message.eventId.isEmpty());
    QCOMPARE(message.failure.kind, kind);
    if (members.contains("Boom"))
        QCOMPARE(message.failure.said, u"Boom"_s);
}

void TestStreamMessage::malformed_data()
{
    QTest::addColumn<QByteArray>("json");
    for (const char *json : {"", "{", "ALIVE", "[1]", "\"text\"", "<html></html>", "{\"msg\":}"})
        QTest::newRow(*json ? json : "nothing") << QByteArray(json);
}

void TestStreamMessage::malformed()
{
    QFETCH(const QByteArray, json);
    const StreamMessage message = read(json);
    QCOMPARE(message.kind, Kind::Malformed);
    QCOMPARE(message.failure.kind, Failure::Kind::StreamFormat);
    const QByteArray lengthy
        = "{\"token\":\"hf_" + QByteArray(34, 'a') + "\"," + QByteArray(9'000, 'x');
    const QString detail = read(lengthy).failure.detail;
    QVERIFY(detail.size() < 700);
    QVERIFY(!detail.contains(u"hf_aaa"_s));
}

void TestStreamMessage::callEvents_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("data");
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<Failure::Kind>("failure");
    using F = Failure::Kind;
    const auto row
        = [](const char *tag, const QByteArray &name, const QByteArray &data, Kind kind,
             F failure = F::None) { QTest::newRow(tag) << name << data << kind << failure; };
    row("generating", "generating", R"(["a",null])", Kind::Full);
    row("complete", "complete", R"(["a",null])", Kind::Completed);
    row("NaN", "complete", "[NaN]", Kind::Completed);
    row("a lone surrogate", "complete", R"(["\ud83d"])", Kind::Completed);
    row("cancelled", "complete", "null", Kind::Cancelled);
    row("heartbeat", "heartbeat", "null", Kind::Heartbeat);
    row("a heartbeat that is not JSON", "heartbeat", "ALIVE", Kind::Heartbeat);
    row("error before 6.13", "error", "null", Kind::Failed, F::SilentApp);
    row("error since 6.13", "error", R"({"error":"bad","duration":10})", Kind::Failed, F::AppError);
    row("an untold error", "error", R"({"error":null})", Kind::Failed, F::SilentApp);
    row("the session is gone, 4.x", "error", R"("404: Session not found.")", Kind::Broken,
        F::SessionLost);
    row("the session is gone, 5.x", "error", R"("404: Not Found")", Kind::Broken, F::SessionLost);
    row("shutdown", "error", R"("Server stopped unexpectedly.")", Kind::Broken, F::ConnectionLost);
    row("an answer that is no JSON", "error", R"("Object of type Image is not JSON serializable")",
        Kind::Broken, F::ConnectionLost);
    row("an unknown event", "invention", "{", Kind::Ignored);
    row("no name", "", "[1]", Kind::Ignored);
    row("generating without an array", "generating", R"("a")", Kind::Malformed, F::StreamFormat);
    row("generating null", "generating", "null", Kind::Malformed, F::StreamFormat);
    row("complete with an object", "complete", "{}", Kind::Malformed, F::StreamFormat);
    row("half an array", "complete", R"(["a")", Kind::Malformed, F::StreamFormat);
    row("nothing", "complete", "", Kind::Malformed, F::StreamFormat);
}

void TestStreamMessage::callEvents()
{
    QFETCH(const QByteArray, name);
    QFETCH(const QByteArray, data);
    QFETCH(const Kind, kind);
    QFETCH(const Failure::Kind, failure);
    const StreamMessage message = readCallMessage(name, data);
    QCOMPARE(message.kind, kind);
    QCOMPARE(message.failure.kind, failure);
    QVERIFY(message.eventId.isEmpty());
    QCOMPARE(message.data.isEmpty(), kind != Kind::Full && kind != Kind::Completed);
}

void TestStreamMessage::capturedMessages_data()
{
    QTest::addColumn<QString>("name");
    for (const QString &name : captureNames())
        QTest::newRow(qPrintable(name)) << name;
}

void TestStreamMessage::capturedMessages()
{
    // Nothing that a real server sent is malformed, and all of it has a meaning.
    QFETCH(const QString, name);
    int messages = 0;
    for (const CapturedExchange &exchange : capture(name)) {
        if (exchange.isWebSocket()) {
            for (const QByteArray &line : exchange.body.split('\n')) {
                if (!line.startsWith("<<< {"))
                    continue;
                QVERIFY2(read(line.mid(4)).kind != Kind::Malformed, line.constData());
                ++messages;
            }
        } else if (exchange.isStream() && exchange.target.contains("queue/")) {
            for (const CapturedEvent &event : eventsOf(exchange.body)) {
                const Kind kind = read(event.data).kind;
                QVERIFY2(kind != Kind::Malformed, event.data.constData());
                QVERIFY2(kind != Kind::Ignored || event.data.contains("close_stream")
                             || event.data.contains("send_data"),
                         event.data.constData());
                ++messages;
            }
        } else if (exchange.isStream() && exchange.target.contains("/call/")) {
            for (const CapturedEvent &event : eventsOf(exchange.body)) {
                const Kind kind = readCallMessage(event.name, event.data).kind;
                QVERIFY2(kind != Kind::Malformed && kind != Kind::Ignored, event.data.constData());
                ++messages;
            }
        }
    }
    static const QStringList silent{u"config.json"_s, u"info.json"_s, u"login-ok"_s,
                                    u"login-wrong"_s, u"upload"_s,    u"heartbeat"_s};
    QVERIFY(messages > 0 || silent.contains(name.section(u'/', 1)));
}

void TestStreamMessage::capturedErrors()
{
    // The same three gr.Errors through every version, quoted or not.
    int seen = 0;
    for (const QString &name : captureNames(u"error-gr"_s)) {
        for (const QList<CapturedEvent> &stream : queueStreams(name)) {
            for (const CapturedEvent &event : stream) {
                const StreamMessage message = read(event.data);
                if (message.kind != Kind::Failed)
                    continue;
                QCOMPARE(message.failure.kind, Failure::Kind::AppError);
                const QStringList known{u"bad input"_s, u"it's broken"_s, u"msg"_s};
                QVERIFY2(known.contains(message.failure.said), qPrintable(message.failure.said));
                ++seen;
            }
        }
    }
    QVERIFY(seen >= 24);
}

void TestStreamMessage::capturedCallEvents()
{
    // /call hides the text before 6.13.
    const auto lastOf = [](const QString &name) {
        StreamMessage last;
        for (const CapturedExchange &exchange : capture(name)) {
            if (!exchange.isStream() || !exchange.target.contains("/call/"))
                continue;
            for (const CapturedEvent &event : eventsOf(exchange.body))
                last = readCallMessage(event.name, event.data);
        }
        return last;
    };
    QCOMPARE(lastOf(u"5.49.1/error-gr"_s).failure.kind, Failure::Kind::SilentApp);
    QCOMPARE(lastOf(u"6.31.0/error-gr"_s).failure.kind, Failure::Kind::AppError);
    QCOMPARE(lastOf(u"6.31.0/error-gr"_s).failure.said, u"it's broken"_s);
}

QTEST_GUILESS_MAIN(TestStreamMessage)
#include "tst_streammessage.moc"
