#include "net/http.h"

#include "support/httpoutcome.h"
#include "support/scriptedserver.h"

#include <QNetworkCookieJar>
#include <QTest>

#include <vector>

using namespace Qt::Literals::StringLiterals;
using namespace spaceline;

/// What Http does against the habits of QNetworkAccessManager. Carrying credentials along is in
/// tst_httpredirects.
class TestHttpHabits : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();

    void postIsSentOnce_data();
    void postIsSentOnce();
    void postAfterAnIdleCloseIsSent();
    void conversationsDoNotBlockEachOther();
    void streamHeaders();
    void streamIsNotDecompressed();
    void bytesComeBeforeTheError();
    void byteByByte();
    void slowReaderLosesNothing_data();
    void slowReaderLosesNothing();
    void readBufferIsBounded();
    void endWithoutLengthIsAnEnd();

private:
    std::unique_ptr<ScriptedServer> m_server;
    NoCredentials m_nobody;
    std::unique_ptr<QNetworkCookieJar> m_jar;
    std::unique_ptr<Http> m_http;
};

void TestHttpHabits::init()
{
    m_http.reset();
    m_jar = std::make_unique<QNetworkCookieJar>();
    m_server = std::make_unique<ScriptedServer>();
    m_http = std::make_unique<Http>(m_nobody, *m_jar, nullptr);
}

void TestHttpHabits::postIsSentOnce_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<bool>("reused");
    for (const bool reused : {false, true}) {
        const char *connection = reused ? "kept alive" : "new";
        QTest::addRow("%s, small", connection) << R"({"data":["hi"]})"_ba << reused;
        QTest::addRow("%s, empty", connection) << ""_ba << reused;
        QTest::addRow("%s, large", connection) << QByteArray(1 << 20, 'x') << reused;
    }
}

void TestHttpHabits::postIsSentOnce()
{
    QFETCH(const QByteArray, body);
    QFETCH(const bool, reused);
    m_server->answers["GET /config"] = ScriptedServer::json("{}");
    m_server->answers["POST /queue/join"] = ScriptedServer::hangUp();
    if (reused)
        QCOMPARE(outcomeOf(*m_http, getRequest(m_server->url("/config")))->status, 200);

    HttpRequest request = postRequest(m_server->url("/queue/join"), body);
    request.repeat = true; // is for GETs
    const auto outcome = outcomeOf(*m_http, request);
    QCOMPARE(outcome->failure.kind, Failure::Kind::ConnectionLost);
    QVERIFY(outcome->failure.said.contains(u"closed the connection"_s));
    QCOMPARE(outcome->status, 0);
    QCOMPARE(m_server->last("POST /queue/join").connection, 1);
    // A second one would have come before the answer to this one.
    QCOMPARE(outcomeOf(*m_http, getRequest(m_server->url("/config")))->status, 200);
    QCOMPARE(m_server->count("POST /queue/join"), 1);
    QVERIFY(m_server->last("POST /queue/join").body == body);
}

void TestHttpHabits::postAfterAnIdleCloseIsSent()
{
    // A server closes idle connections; that must not cost the next prompt.
    m_server->answers["GET /config"] = ScriptedServer::json("{}").closing();
    m_server->answers["POST /queue/join"] = ScriptedServer::json(R"({"event_id":"7"})");
    QCOMPARE(outcomeOf(*m_http, getRequest(m_server->url("/config")))->status, 200);
    QTRY_COMPARE(m_server->openConnections(), 0);
    // An exchange with somebody else, by the same manager: afterwards it has seen the close, too.
    ScriptedServer other;
    QCOMPARE(outcomeOf(*m_http, getRequest(other.url()))->status, 404);
    const auto outcome = outcomeOf(*m_http, postRequest(m_server->url("/queue/join")));
    QVERIFY(!outcome->failure);
    QCOMPARE(outcome->status, 200);
}

void TestHttpHabits::conversationsDoNotBlockEachOther()
{
    // Six connections to a host is what one manager opens; three conversations hold that many.
    m_server->answers["GET /stream"] = ScriptedServer::events().stayingOpen();
    m_server->answers["POST /cancel"] = ScriptedServer::json("{}");
    std::vector<std::unique_ptr<Http>> conversations;
    for (int i = 0; i < 3; ++i) {
        conversations.push_back(std::make_unique<Http>(m_nobody, *m_jar, nullptr));
        for (int j = 0; j < 3; ++j)
            conversations.back()->send(streamRequest(m_server->url("/stream")));
    }
    QTRY_COMPARE(m_server->openStreams("GET /stream"), 9);
    for (const auto &http : conversations)
        QCOMPARE(outcomeOf(*http, postRequest(m_server->url("/cancel")))->status, 200);
}

void TestHttpHabits::streamHeaders()
{
    m_server->answers["GET /data"] = ScriptedServer::events({"data: 1"});
    const auto outcome = outcomeOf(*m_http, streamRequest(m_server->url("/data")));
    QCOMPARE(outcome->body, "data: 1\n\n"_ba);
    QCOMPARE(outcome->contentType, "text/event-stream"_ba);
    QCOMPARE(outcome->headersCount, 1);
    const ScriptedServer::Request seen = m_server->last("GET /data");
    QCOMPARE(seen.header("Accept"), "text/event-stream"_ba);
    QCOMPARE(seen.header("Cache-Control"), "no-cache"_ba);
    QCOMPARE(seen.header("Accept-Encoding"), "identity"_ba);
    QCOMPARE(seen.header("User-Agent"), "Spaceline/"_ba + SPACELINE_VERSION);
}

void TestHttpHabits::streamIsNotDecompressed()
{
    // Whoever compresses what was asked for as it is gets its bytes shown as they are; nothing may
    // wait in a decompressor.
    m_server->answers["GET /data"]
        = ScriptedServer::stream("\x1f\x8b not really").with("Content-Encoding", "gzip");
    const auto outcome = outcomeOf(*m_http, streamRequest(m_server->url("/data")));
    QCOMPARE(outcome->body, "\x1f\x8b not really"_ba);
}

void TestHttpHabits::bytesComeBeforeTheError()
{
    // How Gradio ends a stream after `unexpected_error`: the last chunk is missing. The manager
    // reports an error for that or none, as it happens to notice, but never may bytes be missing.
    m_server->answers["GET /data"]
        = ScriptedServer::events({"data: 1", R"(data: {"msg":"unexpected_error"})"}).cut();
    for (int i = 0; i < 50; ++i) {
        const auto outcome = outcomeOf(*m_http, streamRequest(m_server->url("/data")));
        QCOMPARE(outcome->body, "data: 1\n\ndata: {\"msg\":\"unexpected_error\"}\n\n"_ba);
        QVERIFY(outcome->readyReadCount > 0);
        QVERIFY(!outcome->failure || outcome->failure.kind == Failure::Kind::ConnectionLost);
        QCOMPARE(outcome->finishedCount, 1);
    }
}

void TestHttpHabits::byteByByte()
{
    m_server->answers["GET /data"]
        = ScriptedServer::events({"data: \xC3\xA4", "data: 2"}).inPieces(1);
    const auto outcome = outcomeOf(*m_http, streamRequest(m_server->url("/data")));
    QVERIFY(!outcome->failure);
    QCOMPARE(outcome->body, "data: \xC3\xA4\n\ndata: 2\n\n"_ba);
}

void TestHttpHabits::slowReaderLosesNothing_data()
{
    QTest::addColumn<int>("size");
    QTest::addColumn<bool>("cut");
    QTest::addColumn<bool>("readsAtOnce");
    // What the manager holds when a connection breaks is lost beyond the read buffer, so a cut
    // stream is whole only up to its size.
    QTest::newRow("whole, read at once") << (8 << 20) << false << true;
    QTest::newRow("whole, read later") << (8 << 20) << false << false;
    QTest::newRow("cut, read at once") << (1'000'000) << true << true;
    QTest::newRow("cut, read later") << (1'000'000) << true << false;
}

void TestHttpHabits::slowReaderLosesNothing()
{
    QFETCH(const int, size);
    QFETCH(const bool, cut);
    QFETCH(const bool, readsAtOnce);
    QByteArray sent;
    for (int i = 0; sent.size() < size - 600; ++i)
        sent += "data: " + QByteArray::number(i) + QByteArray(500, 'x') + "\n\n";
    const ScriptedServer::Answer answer = ScriptedServer::stream(sent);
    m_server->answers["GET /data"] = cut ? answer.cut() : answer;
    HttpExchange *exchange = m_http->send(streamRequest(m_server->url("/data")));
    HttpOutcome outcome(exchange, readsAtOnce);
    if (!readsAtOnce) {
        // Reads only when the event loop has nothing else to do.
        QTimer *idle = new QTimer(exchange);
        connect(exchange, &HttpExchange::readyRead, idle, [idle] { idle->start(); });
        connect(idle, &QTimer::timeout, this, [&, exchange, idle] {
            idle->stop();
            outcome.body += exchange->readAll();
        });
    }
    QVERIFY(outcome.wait());
    QCOMPARE(outcome.body.size(), sent.size());
    QVERIFY(outcome.body == sent);
}

void TestHttpHabits::readBufferIsBounded()
{
    const qint64 size = qint64(96) << 20;
    m_server->answers["GET /data"] = ScriptedServer::stream(QByteArray(size, 'x'));
    m_server->answers["GET /ping"] = ScriptedServer::json("{}");
    HttpExchange *exchange = m_http->send(streamRequest(m_server->url("/data")));
    HttpOutcome outcome(exchange, false);
    QTRY_VERIFY(outcome.readyReadCount >= 1); // how many pieces there are by then, nobody knows
    // Nobody reads. The bytes stop flowing once all buffers on the way are full: settled is when
    // many exchanges of another connection go by without one byte moving.
    int still = 0;
    qint64 before = -1;
    while (still < 50) {
        QCOMPARE(outcomeOf(*m_http, getRequest(m_server->url("/ping")))->status, 200);
        const qint64 now = m_server->unsentBytes();
        still = now == before ? still + 1 : 0;
        before = now;
    }
    QVERIFY2(before > size / 2, qPrintable(QString::number(before)));
    QCOMPARE(outcome.finishedCount, 0);
    // And it all comes once somebody does.
    connect(exchange, &HttpExchange::readyRead, this,
            [&, exchange] { outcome.body += exchange->readAll(); });
    outcome.body += exchange->readAll();
    QVERIFY(outcome.wait());
    QVERIFY(!outcome.failure);
    QCOMPARE(outcome.body.size(), size);
}

void TestHttpHabits::endWithoutLengthIsAnEnd()
{
    m_server->answers["GET /data"] = ScriptedServer::events({"data: 1"}).withoutLength();
    const auto outcome = outcomeOf(*m_http, streamRequest(m_server->url("/data")));
    QVERIFY(!outcome->failure);
    QCOMPARE(outcome->body, "data: 1\n\n"_ba);
}

QTEST_GUILESS_MAIN(TestHttpHabits)
#include "tst_httphabits.moc"
