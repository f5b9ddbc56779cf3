#include "gradio/callrecorder.h"
#include "gradio/json.h"
#include "gradio/session.h"
#include "net/cookiejar.h"
#include "net/http.h"
#include "support/capture.h"
#include "support/scriptedserver.h"

#include <QCryptographicHash>
#include <QElapsedTimer>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkCookie>
#include <QUrlQuery>
#include <QWebSocket>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using namespace spaceline;
using namespace spaceline::gradio;
using State = Call::State;
using Kind = Failure::Kind;

namespace {

Config configOf(const QByteArray &version, const QByteArray &protocol,
                const QByteArray &more = R"("dependencies":[{"backend_fn":true}])")
{
    return Config::parse("{\"version\":\"" + version + "\",\"protocol\":" + protocol
                         + ",\"components\":[]," + more + '}');
}

const Config kSocket = configOf("3.50.2", "null");
const Config kJoined = configOf("4.8.0", "\"sse\"");

QByteArray message(const QByteArray &msg, const QByteArray &rest = {})
{
    return "{\"msg\":\"" + msg + '"' + (rest.isEmpty() ? QByteArray() : ',' + rest) + '}';
}

QByteArray generating(const QByteArray &data)
{
    return message("process_generating",
                   R"("output":{"data":)" + data + R"(,"is_generating":true},"success":true)");
}

QByteArray completed(const QByteArray &data)
{
    return message("process_completed",
                   R"("output":{"data":)" + data + R"(,"is_generating":true},"success":true)");
}

QJsonObject object(const QByteArray &json) { return QJsonDocument::fromJson(json).object(); }

/// Tells whoever is asked about \p server's host a token.
class Token final : public CredentialSource {
public:
    [[nodiscard]] Credentials credentialsFor(const QUrl &url) const override
    {
        return url.scheme() == "http"_L1
            ? Credentials{{"X-HF-Authorization", "Bearer hf_secretsecret"}}
            : Credentials();
    }
};

} // namespace

/// Gradio 3 over a WebSocket and 4.0 to 4.8 by one stream a call: gradio-protocol.md §5.8, with
/// everything that was recorded of real servers.
class TestOldProtocols : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();

    void recordedSockets_data();
    void recordedSockets();
    void recordedJoins_data();
    void recordedJoins();
    void socketCarriesWhatARequestCarries();
    void fullQueueIsRepeated_data();
    void fullQueueIsRepeated();
    void socketEndsEarly_data();
    void socketEndsEarly();
    void socketIsRefused_data();
    void socketIsRefused();
    void silentSocket();
    void pongsAreNotSilence();
    void joinEndsEarly_data();
    void joinEndsEarly();
    void dataIsNotTaken();
    void cancelledSocket();
    void cancelledJoin();
    void outsideTheQueue_data();
    void outsideTheQueue();
    void failsOutsideTheQueue_data();
    void failsOutsideTheQueue();

private:
    std::unique_ptr<CallRecorder> start(const Config &config, const CallRequest &request = {});
    static void waitForEnd(CallRecorder &record);
    /// Says \p first before the data is wanted and \p then after it has come.
    void speak(const QList<QByteArray> &then, const QList<QByteArray> &first = {});

    std::unique_ptr<ScriptedServer> m_server;
    std::unique_ptr<CookieJar> m_jar;
    std::unique_ptr<Http> m_http;
    std::unique_ptr<Session> m_session;
    std::chrono::milliseconds m_silence = 20s;
    NoCredentials m_nobody;
};

void TestOldProtocols::init()
{
    m_server = std::make_unique<ScriptedServer>();
    m_jar = std::make_unique<CookieJar>();
    m_http = std::make_unique<Http>(m_nobody, *m_jar, nullptr);
    m_http->setSecond(1ms);
    m_session = std::make_unique<Session>(*m_http, m_server->url("/"), u"s1"_s);
    m_silence = 20s;
}

void TestOldProtocols::cleanup()
{
    m_session.reset();
    m_http.reset();
    m_jar.reset();
    m_server.reset();
}

std::unique_ptr<CallRecorder> TestOldProtocols::start(const Config &config,
                                                      const CallRequest &request)
{
    auto record = std::make_unique<CallRecorder>(new Call(*m_http, config, *m_session));
    record->call->setSilenceLimit(m_silence);
    CallRequest what = request;
    if (what.fnIndex < 0) {
        what.fnIndex = 0;
        what.data = {u"hi"_s};
    }
    record->call->start(what);
    return record;
}

void TestOldProtocols::waitForEnd(CallRecorder &record)
{
    QTRY_COMPARE(record.finished, 1);
    QTRY_VERIFY(!record.call);
}

void TestOldProtocols::speak(const QList<QByteArray> &then, const QList<QByteArray> &first)
{
    m_server->onSocket = [then, first](QWebSocket &socket, const QByteArray &text) {
        if (text.isEmpty()) {
            socket.sendTextMessage(QString::fromUtf8(message("send_hash")));
        } else if (!object(text).contains("data"_L1)) {
            for (const QByteArray &line : first)
                socket.sendTextMessage(QString::fromUtf8(line));
            if (!first.contains(message("queue_full")))
                socket.sendTextMessage(QString::fromUtf8(message("send_data")));
        } else {
            for (const QByteArray &line : then)
                socket.sendTextMessage(QString::fromUtf8(line));
            if (then.isEmpty() || !then.constLast().contains("process_generating"))
                socket.close();
        }
    };
}

void TestOldProtocols::recordedSockets_data()
{
    QTest::addColumn<QByteArray>("lines");
    for (const QString &name : captureNames()) {
        int number = 0;
        for (const CapturedExchange &exchange : capture(name)) {
            if (exchange.isWebSocket())
                QTest::addRow("%s %d", qPrintable(name), ++number) << exchange.body;
        }
    }
}

void TestOldProtocols::recordedSockets()
{
    QFETCH(const QByteArray, lines);
    QList<QByteArray> said;
    QList<QByteArray> heard;
    QList<int> before; // how much was heard before each thing that the server said
    for (const QByteArray &line : lines.split('\n')) {
        if (line.startsWith("<<< ")) {
            said.append(line.mid(4));
            before.append(int(heard.size()));
        } else if (line.startsWith(">>> ")) {
            heard.append(line.mid(4));
        }
    }
    if (heard.size() < 2) {
        // The recorder left before it said what it wanted.
        QVERIFY(!said.isEmpty());
        return;
    }
    QList<QByteArray> received;
    qsizetype at = 0;
    m_server->onSocket = [&](QWebSocket &socket, const QByteArray &text) {
        if (!text.isEmpty())
            received.append(text);
        while (at < said.size() && before[at] <= received.size())
            socket.sendTextMessage(QString::fromUtf8(said[at++]));
        if (at == said.size())
            socket.close();
    };
    const QJsonObject data = object(heard[1]);
    m_session = std::make_unique<Session>(*m_http, m_server->url("/"),
                                          data.value("session_hash"_L1).toString());
    CallRequest request;
    request.fnIndex = data.value("fn_index"_L1).toInt();
    request.data = data.value("data"_L1).toArray();
    const Config config = configOf("3.50.2", "null", R"("dependencies":[])");
    const auto record = start(config, request);
    waitForEnd(*record);

    QCOMPARE(received.size(), 2);
    QCOMPARE(object(received[0]), object(heard[0]));
    QCOMPARE(object(received[1]), data);
    const StreamMessage last = readQueueMessage(said.constLast(), true, true);
    if (last.kind == StreamMessage::Kind::Completed) {
        QCOMPARE(record->last(), State::Completed);
        QCOMPARE(record->data, last.data);
    } else if (last.kind == StreamMessage::Kind::Failed) {
        QCOMPARE(record->last(), State::Failed);
        QCOMPARE(record->failure.kind, last.failure.kind);
        QCOMPARE(record->failure.said, last.failure.said);
    } else {
        QCOMPARE(record->failure.kind, Kind::ConnectionLost);
    }
    // Its partial values, in order and each once.
    QVERIFY(record->dataChanges <= said.size());
}

void TestOldProtocols::recordedJoins_data()
{
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QByteArray>("stream");
    QTest::addColumn<QByteArray>("sent");
    for (const QString &name : captureNames()) {
        if (!name.startsWith("4.4.1/"_L1))
            continue;
        int number = 0;
        QList<CapturedExchange> exchanges = capture(name);
        for (qsizetype i = 0; i + 1 < exchanges.size(); ++i) {
            if (!exchanges[i].target.startsWith("/queue/join?"))
                continue;
            QCOMPARE(exchanges[i + 1].target, "/queue/data"_ba);
            QTest::addRow("%s %d", qPrintable(name), ++number)
                << exchanges[i].target << exchanges[i].body << exchanges[i + 1].requestBody;
        }
        QVERIFY(number > 0);
    }
}

void TestOldProtocols::recordedJoins()
{
    QFETCH(const QByteArray, target);
    QFETCH(const QByteArray, stream);
    QFETCH(const QByteArray, sent);
    const qsizetype asks = stream.indexOf("\n\n", stream.indexOf("send_data")) + 2;
    const QByteArray rest = stream.mid(asks);
    m_server->answers["GET " + target]
        = ScriptedServer::stream(stream.left(asks)).stayingOpen().inPieces(7);
    m_server->answers["POST /queue/data"] = ScriptedServer::json("null");
    const QJsonObject data = object(sent);
    m_session = std::make_unique<Session>(*m_http, m_server->url("/"),
                                          data.value("session_hash"_L1).toString());
    CallRequest request;
    request.fnIndex = data.value("fn_index"_L1).toInt();
    request.data = data.value("data"_L1).toArray();
    const auto record = start(kJoined, request);
    QTRY_COMPARE(m_server->count("POST /queue/data"), 1);
    QCOMPARE(object(m_server->last("POST /queue/data").body), data);
    QVERIFY(m_server->push("GET " + target, rest));
    waitForEnd(*record);

    const qsizetype at = rest.lastIndexOf("data: ") + 6;
    const StreamMessage last = readQueueMessage(rest.mid(at).trimmed(), true, true);
    QCOMPARE(record->last(),
             last.kind == StreamMessage::Kind::Completed ? State::Completed : State::Failed);
    QCOMPARE(record->failure.kind, last.failure.kind);
    if (record->last() == State::Completed)
        QCOMPARE(record->data, last.data);
}

void TestOldProtocols::socketCarriesWhatARequestCarries()
{
    Token token;
    Http http(token, *m_jar, nullptr);
    Session session(http, m_server->url("/sub/"), u"s1"_s);
    QNetworkCookie cookie("access-token", "abc");
    cookie.setPath(u"/"_s);
    m_jar->setCookiesFromUrl({cookie}, m_server->url("/"));
    speak({completed(R"(["x"])")});
    CallRecorder record(new Call(http, kSocket, session));
    CallRequest request;
    request.fnIndex = 0;
    record.call->start(request);
    waitForEnd(record);
    QCOMPARE(record.last(), State::Completed);
    QCOMPARE(m_server->handshakes.size(), 1);
    const ScriptedServer::Request asked = m_server->handshakes.constFirst();
    QCOMPARE(asked.path, "/sub/queue/join"_ba);
    QCOMPARE(asked.header("X-HF-Authorization"), "Bearer hf_secretsecret"_ba);
    QCOMPARE(asked.header("Cookie"), "access-token=abc"_ba);
    QVERIFY(asked.header("User-Agent").startsWith("Spaceline/"));
    QVERIFY(!asked.hasHeader("Origin"));
}

void TestOldProtocols::fullQueueIsRepeated_data()
{
    QTest::addColumn<bool>("socket");
    QTest::newRow("3.x") << true;
    QTest::newRow("4.0") << false;
}

void TestOldProtocols::fullQueueIsRepeated()
{
    QFETCH(const bool, socket);
    speak({}, {message("queue_full")});
    m_server->answers["GET /queue/join"]
        = ScriptedServer::events({"data: " + message("queue_full")});
    const auto record = start(socket ? kSocket : kJoined);
    waitForEnd(*record);
    QCOMPARE(record->failure.kind, Kind::QueueFull);
    QCOMPARE(record->repetitions,
             (QList<CallRecorder::Repetition>{
                 {Kind::QueueFull, 1, 5}, {Kind::QueueFull, 2, 10}, {Kind::QueueFull, 3, 20}}));
    QCOMPARE(socket ? m_server->handshakes.size() : m_server->count("GET /queue/join"), 4);
}

void TestOldProtocols::socketEndsEarly_data()
{
    QTest::addColumn<QList<QByteArray>>("said");
    QTest::addColumn<QString>("partial");
    QTest::newRow("at once") << QList<QByteArray>{} << QString();
    QTest::newRow("after a part") << QList<QByteArray>{generating(R"(["Hel"])"),
                                                       message("heartbeat")}
                                  << u"Hel"_s;
}

void TestOldProtocols::socketEndsEarly()
{
    QFETCH(const QList<QByteArray>, said);
    QFETCH(const QString, partial);
    speak(said);
    const auto record = start(kSocket);
    waitForEnd(*record);
    QCOMPARE(record->last(), State::Failed);
    QCOMPARE(record->failure.kind, Kind::ConnectionLost);
    QCOMPARE(record->text(), partial);
    // It may have run: never twice by itself.
    QCOMPARE(m_server->handshakes.size(), 1);
}

void TestOldProtocols::socketIsRefused_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<Kind>("kind");
    QTest::newRow("not logged in") << 403 << Kind::Login;
    QTest::newRow("not found") << 404 << Kind::Transport;
    QTest::newRow("nobody listens") << 0 << Kind::Network;
}

void TestOldProtocols::socketIsRefused()
{
    QFETCH(const int, status);
    QFETCH(const Kind, kind);
    m_server->answers["GET /queue/join"] = ScriptedServer::json("{}", status).closing();
    if (status == 0)
        m_server->goDown();
    const auto record = start(kSocket);
    waitForEnd(*record);
    QCOMPARE(record->last(), State::Failed);
    QCOMPARE(record->failure.kind, kind);
    QVERIFY(!record->failure.detail.isEmpty());
}

void TestOldProtocols::silentSocket()
{
    // Opened, and then not even an answer to a ping.
    m_server->answers["GET /queue/join"] = [](const ScriptedServer::Request &request) {
        const QByteArray key
            = request.header("Sec-WebSocket-Key") + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
        const QByteArray accept
            = QCryptographicHash::hash(key, QCryptographicHash::Sha1).toBase64();
        return ScriptedServer::raw("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
                                   "Connection: Upgrade\r\nSec-WebSocket-Accept: "
                                   + accept + "\r\n\r\n");
    };
    m_silence = 200ms;
    const auto record = start(kSocket);
    waitForEnd(*record);
    QCOMPARE(record->failure.kind, Kind::Silence);
}

void TestOldProtocols::pongsAreNotSilence()
{
    // The server says nothing while a function works, but it answers pings.
    QWebSocket *waiting = nullptr;
    m_server->onSocket = [&](QWebSocket &socket, const QByteArray &text) {
        if (text.isEmpty())
            socket.sendTextMessage(QString::fromUtf8(message("send_data")));
        else
            waiting = &socket;
    };
    m_silence = 400ms;
    const auto record = start(kSocket);
    QTRY_VERIFY(waiting);
    QElapsedTimer silence;
    silence.start();
    QTRY_VERIFY(silence.hasExpired(3 * m_silence.count()));
    QCOMPARE(record->finished, 0);
    waiting->sendTextMessage(QString::fromUtf8(completed(R"(["late"])")));
    waitForEnd(*record);
    QCOMPARE(record->text(), u"late"_s);
}

void TestOldProtocols::joinEndsEarly_data()
{
    QTest::addColumn<QList<QByteArray>>("said");
    QTest::newRow("before the data") << QList<QByteArray>{"data: " + message("estimation")};
    QTest::newRow("after it") << QList<QByteArray>{
        "data: " + message("send_data", R"("event_id":"e1")"), "data: " + generating(R"(["Hel"])")};
}

void TestOldProtocols::joinEndsEarly()
{
    QFETCH(const QList<QByteArray>, said);
    m_server->answers["GET /queue/join"] = ScriptedServer::events(said);
    m_server->answers["POST /queue/data"] = ScriptedServer::json("null");
    const auto record = start(kJoined);
    waitForEnd(*record);
    QCOMPARE(record->failure.kind, Kind::ConnectionLost);
    QCOMPARE(m_server->count("GET /queue/join"), 1);
    QCOMPARE(record->text(), said.size() > 1 ? u"Hel"_s : QString());
}

void TestOldProtocols::dataIsNotTaken()
{
    m_server->answers["GET /queue/join"]
        = ScriptedServer::events({"data: " + message("send_data", R"("event_id":"e1")")})
              .stayingOpen();
    m_server->answers["POST /queue/data"] = ScriptedServer::json(R"({"detail":"no"})", 400);
    const auto record = start(kJoined);
    waitForEnd(*record);
    QCOMPARE(record->last(), State::Failed);
    QCOMPARE(record->failure.said, u"no"_s);
    QTRY_COMPARE(m_server->openStreams("GET /queue/join"), 0);
}

void TestOldProtocols::cancelledSocket()
{
    speak({generating(R"(["Hel"])")});
    m_server->answers["POST /reset"] = ScriptedServer::json(R"({"success":true})").onRelease();
    const auto record = start(kSocket);
    QTRY_COMPARE(record->dataChanges, 1);
    record->call->cancel();
    QVERIFY(m_server->release("POST /reset"));
    waitForEnd(*record);
    QCOMPARE(record->last(), State::Cancelled);
    QCOMPARE(record->text(), u"Hel"_s);
    QCOMPARE(object(m_server->last("POST /reset").body),
             (QJsonObject{{"fn_index"_L1, 0}, {"session_hash"_L1, "s1"_L1}}));
    QTRY_COMPARE(m_server->openSockets(), 0);
}

void TestOldProtocols::cancelledJoin()
{
    // Nothing was given to the server yet: closing is all that there is to do.
    m_server->answers["GET /queue/join"]
        = ScriptedServer::events({"data: " + message("estimation", R"("rank":2)")}).stayingOpen();
    const auto record = start(kJoined);
    QTRY_COMPARE(record->places, QList{3});
    record->call->cancel();
    waitForEnd(*record);
    QCOMPARE(record->last(), State::Cancelled);
    QCOMPARE(m_server->count("POST *"), 0);
    QTRY_COMPARE(m_server->openStreams("GET /queue/join"), 0);
}

void TestOldProtocols::outsideTheQueue_data()
{
    QTest::addColumn<QByteArray>("description");
    QTest::newRow("the function") << R"("dependencies":[{"queue":false}])"_ba;
    QTest::newRow("the app") << R"("enable_queue":false,"dependencies":[{"queue":null}])"_ba;
}

void TestOldProtocols::outsideTheQueue()
{
    QFETCH(const QByteArray, description);
    m_server->answers["POST /run/predict"]
        = ScriptedServer::json(R"({"data":["now"],"is_generating":false,"duration":0.1})");
    const auto record = start(configOf("3.50.2", "null", description));
    waitForEnd(*record);
    QCOMPARE(record->last(), State::Completed);
    QCOMPARE(record->text(), u"now"_s);
    QCOMPARE(m_server->requests.size(), 1);
    QCOMPARE(object(m_server->last("POST /run/predict").body),
             (QJsonObject{{"data"_L1, QJsonArray{"hi"_L1}},
                          {"fn_index"_L1, 0},
                          {"session_hash"_L1, "s1"_L1},
                          {"event_data"_L1, QJsonValue::Null}}));
}

void TestOldProtocols::failsOutsideTheQueue_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<Kind>("kind");
    QTest::newRow("the app says why") << 500 << R"({"error":"'no tea'"})"_ba << Kind::AppError;
    QTest::newRow("the app says nothing") << 500 << R"({"error":null})"_ba << Kind::SilentApp;
    QTest::newRow("no JSON") << 200 << "[]"_ba << Kind::StreamFormat;
    QTest::newRow("logged out") << 401 << R"({"detail":"Not authenticated"})"_ba << Kind::Login;
}

void TestOldProtocols::failsOutsideTheQueue()
{
    QFETCH(const int, status);
    QFETCH(const QByteArray, body);
    QFETCH(const Kind, kind);
    m_server->answers["POST /run/predict"] = ScriptedServer::json(body, status);
    const auto record = start(configOf("3.50.2", "null", R"("dependencies":[{"queue":false}])"));
    waitForEnd(*record);
    QCOMPARE(record->last(), State::Failed);
    QCOMPARE(record->failure.kind, kind);
    QCOMPARE(m_server->requests.size(), 1);
}

QTEST_GUILESS_MAIN(TestOldProtocols)
#include "tst_oldprotocols.moc"
