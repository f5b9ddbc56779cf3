#include "net/http.h"

#include "base/redaction.h"
#include "support/httpoutcome.h"
#include "support/scriptedserver.h"

#include <QElapsedTimer>
#include <QFile>
#include <QNetworkCookieJar>
#include <QNetworkProxy>
#include <QScopeGuard>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>
#include <QSslServer>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using namespace spaceline;

using Kind = Failure::Kind;

class TestHttp : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();

    void plainRequest();
    void contentType_data();
    void contentType();
    void post();
    void largePost();
    void callersHeaders();
    void credentialsAreAskedFor();
    void errorStatusIsAnAnswer_data();
    void errorStatusIsAnAnswer();
    void cookiesAreShared();
    void onlyTheWeb_data();
    void onlyTheWeb();
    void unreachable();
    void proxyIsForOthers();
    void brokenOffBody();
    void notHttp();
    void unknownCertificate();
    void totalLimit();
    void silenceLimit();
    void bytesRestartTheSilence();
    void sleepOfTheComputer();
    void bodyLimit_data();
    void bodyLimit();
    void description();
    void abortAnywhere_data();
    void abortAnywhere();
    void deletionAnywhere_data();
    void deletionAnywhere();

private:
    std::unique_ptr<ScriptedServer> m_server;
    NoCredentials m_nobody;
    std::unique_ptr<QNetworkCookieJar> m_jar;
    std::unique_ptr<Http> m_http;
};

void TestHttp::init()
{
    m_http.reset();
    m_jar = std::make_unique<QNetworkCookieJar>();
    m_server = std::make_unique<ScriptedServer>();
    m_http = std::make_unique<Http>(m_nobody, *m_jar, nullptr);
    m_http->setSecond(1ms);
}

void TestHttp::plainRequest()
{
    m_server->answers["GET /config"] = ScriptedServer::json(R"({"a":1})").with("X-A", "b");
    HttpExchange *exchange = m_http->send(getRequest(m_server->url("/config?x=1")));
    HttpOutcome outcome(exchange);
    QByteArray header;
    connect(exchange, &HttpExchange::headersArrived, this,
            [&] { header = exchange->header("x-a"); });
    QCOMPARE(outcome.finishedCount, 0);
    QVERIFY(outcome.wait());

    QVERIFY(!outcome.failure);
    QCOMPARE(outcome.status, 200);
    QCOMPARE(outcome.body, R"({"a":1})"_ba);
    QCOMPARE(outcome.url, m_server->url("/config?x=1"));
    QCOMPARE(header, "b"_ba);
    QCOMPARE(outcome.headersCount, 1);
    QCOMPARE(outcome.readyReadCount, 0);
    QTRY_VERIFY(outcome.exchange.isNull());

    const ScriptedServer::Request request = m_server->requests.constFirst();
    QCOMPARE(request.method, "GET"_ba);
    QCOMPARE(request.query, "x=1"_ba);
    QCOMPARE(request.header("User-Agent"), "Spaceline/"_ba + SPACELINE_VERSION);
    for (const QByteArrayView name :
         {"Authorization", "X-HF-Authorization", "Origin", "Referer", "Cookie", "x-gradio-user"}) {
        QVERIFY2(!request.hasHeader(name), name.data());
    }
}

void TestHttp::contentType_data()
{
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("plain") << "application/json"_ba
                           << "application/json"_ba;
    QTest::newRow("parameters") << "text/event-stream; charset=utf-8"_ba
                                << "text/event-stream"_ba;
    QTest::newRow("case") << "Text/HTML ;Charset=UTF-8"_ba
                          << "text/html"_ba;
    QTest::newRow("none") << ""_ba
                          << ""_ba;
}

void TestHttp::contentType()
{
    QFETCH(const QByteArray, header);
    QFETCH(const QByteArray, expected);
    m_server->answers["GET /"] = ScriptedServer::raw(
        "HTTP/1.1 200 OK\r\n" + (header.isEmpty() ? ""_ba : "CONTENT-TYPE: " + header + "\r\n")
        + "Content-Length: 1\r\n\r\nx");
    QCOMPARE(outcomeOf(*m_http, getRequest(m_server->url()))->contentType, expected);
}

void TestHttp::post()
{
    m_server->answers["POST /login"] = ScriptedServer::json("{}");
    HttpRequest request = postRequest(m_server->url("/login"), "username=a&password=b");
    request.contentType = "application/x-www-form-urlencoded";
    QCOMPARE(outcomeOf(*m_http, request)->status, 200);
    const ScriptedServer::Request seen = m_server->last("POST /login");
    QCOMPARE(seen.body, request.body);
    QCOMPARE(seen.header("Content-Type"), request.contentType);
    QCOMPARE(seen.header("Content-Length"), "21"_ba);
    QVERIFY(!seen.hasHeader("Transfer-Encoding"));

    QCOMPARE(outcomeOf(*m_http, postRequest(m_server->url("/login"), {}))->status, 200);
    QCOMPARE(m_server->last("POST /login").body, ""_ba);
    QCOMPARE(m_server->last("POST /login").header("Content-Length"), "0"_ba);
}

void TestHttp::largePost()
{
    QByteArray body(5 << 20, Qt::Uninitialized);
    for (qsizetype i = 0; i < body.size(); ++i)
        body[i] = char(i * 31 % 251);
    m_server->answers["POST /upload"] = ScriptedServer::json("[]");
    QCOMPARE(outcomeOf(*m_http, postRequest(m_server->url("/upload"), body))->status, 200);
    QVERIFY(m_server->last("POST /upload").body == body);
}

void TestHttp::callersHeaders()
{
    m_server->answers["POST /x"] = ScriptedServer::json("{}");
    HttpRequest request = postRequest(m_server->url("/x"));
    request.headers = {{"x-gradio-user", "api"}, {"Accept", "application/json"}};
    QCOMPARE(outcomeOf(*m_http, request)->status, 200);
    QCOMPARE(m_server->last("POST /x").header("X-Gradio-User"), "api"_ba);
    QCOMPARE(m_server->last("POST /x").header("Accept"), "application/json"_ba);
}

void TestHttp::credentialsAreAskedFor()
{
    class Counting final : public CredentialSource {
    public:
        Credentials credentialsFor(const QUrl &url) const override
        {
            asked += url;
            return {{"X-HF-Authorization", "Bearer " + QByteArray::number(asked.size())}};
        }
        mutable QList<QUrl> asked;
    };
    const Counting source;
    Http http(source, *m_jar, nullptr);
    m_server->answers["GET /*"] = ScriptedServer::json("{}");
    // For every request anew, so that a token that was taken back is not sent again.
    for (int i = 1; i <= 2; ++i) {
        QCOMPARE(outcomeOf(http, getRequest(m_server->url("/a")))->status, 200);
        QCOMPARE(m_server->last("GET /a").header("X-HF-Authorization"),
                 "Bearer "_ba + QByteArray::number(i));
    }
    QCOMPARE(source.asked.size(), 2);
}

void TestHttp::errorStatusIsAnAnswer_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<bool>("isPost");
    for (const int status :
         {400, 401, 403, 404, 405, 413, 418, 422, 429, 500, 502, 503, 504, 599}) {
        QTest::addRow("GET %d", status) << status << false;
        QTest::addRow("POST %d", status) << status << true;
    }
}

void TestHttp::errorStatusIsAnAnswer()
{
    QFETCH(const int, status);
    QFETCH(const bool, isPost);
    // The challenge makes the manager look for credentials of its own when the status is 401.
    const ScriptedServer::Answer answer = ScriptedServer::json(R"({"detail":"why"})", status)
                                              .with("WWW-Authenticate", "Basic realm=\"x\"");
    m_server->answers["GET /x"] = answer;
    m_server->answers["POST /x"] = answer;
    const QUrl url = m_server->url("/x");
    const auto outcome = outcomeOf(*m_http, isPost ? postRequest(url) : getRequest(url));
    QCOMPARE(outcome->failure, Failure());
    QCOMPARE(outcome->status, status);
    QCOMPARE(outcome->body, R"({"detail":"why"})"_ba);
    QCOMPARE(m_server->requests.size(), 1);
}

void TestHttp::cookiesAreShared()
{
    QObject owner;
    auto *jar = new QNetworkCookieJar(&owner);
    m_server->answers["POST /login"]
        = ScriptedServer::json("{}").with("Set-Cookie", "access-token-x=abc; HttpOnly; Path=/");
    m_server->answers["GET /stream"] = ScriptedServer::events({"data: 1"});
    Http first(m_nobody, *jar, nullptr);
    {
        Http second(m_nobody, *jar, nullptr);
        QCOMPARE(outcomeOf(second, postRequest(m_server->url("/login")))->status, 200);
    }
    // The second is gone; what it was told is not, and neither is the jar.
    QCOMPARE(jar->parent(), &owner);
    QCOMPARE(outcomeOf(first, streamRequest(m_server->url("/stream")))->body, "data: 1\n\n"_ba);
    QCOMPARE(m_server->last("GET /stream").header("Cookie"), "access-token-x=abc"_ba);
}

void TestHttp::onlyTheWeb_data()
{
    QTest::addColumn<QUrl>("url");
    QTest::newRow("empty") << QUrl();
    QTest::newRow("file") << QUrl::fromLocalFile(QStringLiteral(__FILE__));
    QTest::newRow("resource") << QUrl(u"qrc:/x"_s);
    QTest::newRow("data") << QUrl(u"data:text/plain,x"_s);
    QTest::newRow("ftp") << QUrl(u"ftp://127.0.0.1/x"_s);
    QTest::newRow("no host") << QUrl(u"http:///x"_s);
    QTest::newRow("invalid") << QUrl(u"http://a:b:c/"_s);
}

void TestHttp::onlyTheWeb()
{
    QFETCH(const QUrl, url);
    HttpOutcome outcome(m_http->send(getRequest(url)));
    QCOMPARE(outcome.finishedCount, 0);
    QVERIFY(outcome.wait());
    QCOMPARE(outcome.failure.kind, Kind::Network);
    QVERIFY(!outcome.failure.said.isEmpty());
    QCOMPARE(outcome.status, 0);
    QCOMPARE(outcome.body, ""_ba);
}

void TestHttp::unreachable()
{
    const QUrl url = m_server->url("/x?token=supersecretvalue");
    m_server->goDown();
    const auto outcome = outcomeOf(*m_http, getRequest(url));
    QCOMPARE(outcome->failure.kind, Kind::Network);
    QVERIFY(outcome->failure.said.contains(u"127.0.0.1"_s));
    QVERIFY(outcome->failure.said.contains(u"refused"_s));
    QVERIFY(outcome->failure.detail.startsWith(u"GET http://127.0.0.1:"_s));
    QVERIFY(!outcome->failure.detail.contains(u"supersecretvalue"_s));
    QCOMPARE(outcome->status, 0);
    QCOMPARE(outcome->headersCount, 0);
}

void TestHttp::proxyIsForOthers()
{
    ScriptedServer proxy;
    proxy.answers["GET http://example.invalid/x"] = ScriptedServer::text("by proxy");
    m_server->answers["GET /x"] = ScriptedServer::text("directly");
    QNetworkProxy::setApplicationProxy({QNetworkProxy::HttpProxy, u"127.0.0.1"_s, proxy.port()});
    const auto reset = qScopeGuard([] { QNetworkProxy::setApplicationProxy(QNetworkProxy()); });
    QCOMPARE(outcomeOf(*m_http, getRequest(QUrl(u"http://example.invalid/x"_s)))->body,
             "by proxy"_ba);
    QUrl url = m_server->url("/x");
    QCOMPARE(outcomeOf(*m_http, getRequest(url))->body, "directly"_ba);
    url.setHost(u"localhost"_s);
    QCOMPARE(outcomeOf(*m_http, getRequest(url))->body, "directly"_ba);
    QCOMPARE(proxy.requests.size(), 1);
}

void TestHttp::brokenOffBody()
{
    m_server->answers["GET /x"] = ScriptedServer::json("0123456789").cutAfter(4);
    const auto plain = outcomeOf(*m_http, getRequest(m_server->url("/x")));
    QCOMPARE(plain->failure.kind, Kind::ConnectionLost);
    QCOMPARE(plain->status, 200);
    QCOMPARE(plain->body, "0123"_ba);

    const auto stream = outcomeOf(*m_http, streamRequest(m_server->url("/x")));
    QCOMPARE(stream->failure.kind, Kind::ConnectionLost);
    QCOMPARE(stream->body, "0123"_ba);
}

void TestHttp::notHttp()
{
    m_server->answers["GET /x"] = ScriptedServer::raw("SSH-2.0-OpenSSH_9.2\r\n").closing();
    const auto outcome = outcomeOf(*m_http, getRequest(m_server->url("/x")));
    QVERIFY(outcome->failure);
    QCOMPARE(outcome->status, 0);
}

void TestHttp::unknownCertificate()
{
    QFile certificate(QStringLiteral(SPACELINE_TEST_DATA "/tls/certificate.pem"));
    QFile key(QStringLiteral(SPACELINE_TEST_DATA "/tls/key.pem"));
    QVERIFY(certificate.open(QIODevice::ReadOnly));
    QVERIFY(key.open(QIODevice::ReadOnly));
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setLocalCertificate(QSslCertificate(&certificate));
    configuration.setPrivateKey(QSslKey(&key, QSsl::Ec));
    QSslServer server;
    server.setSslConfiguration(configuration);
    QVERIFY(server.listen(QHostAddress::LocalHost));
    QByteArray received;
    connect(&server, &QTcpServer::pendingConnectionAvailable, this, [&] {
        QTcpSocket *socket = server.nextPendingConnection();
        connect(socket, &QTcpSocket::readyRead, this,
                [&, socket] { received += socket->readAll(); });
    });

    const QUrl url(u"https://127.0.0.1:%1/config"_s.arg(server.serverPort()));
    const auto outcome = outcomeOf(*m_http, getRequest(url));
    QCOMPARE(outcome->failure.kind, Kind::Network);
    QVERIFY2(outcome->failure.said.contains(u"certificate"_s), qPrintable(outcome->failure.said));
    QCOMPARE(outcome->status, 0);
    QCOMPARE(received, ""_ba);

    // No TLS at all.
    QTcpServer other;
    QVERIFY(other.listen(QHostAddress::LocalHost));
    connect(&other, &QTcpServer::newConnection, this,
            [&] { other.nextPendingConnection()->write("HTTP/1.1 400 Bad Request\r\n\r\n"); });
    const QUrl plain(u"https://127.0.0.1:%1/config"_s.arg(other.serverPort()));
    const auto noTls = outcomeOf(*m_http, getRequest(plain));
    QCOMPARE(noTls->failure.kind, Kind::Network);
    QVERIFY2(noTls->failure.said.contains(u"TLS"_s), qPrintable(noTls->failure.said));
}

void TestHttp::totalLimit()
{
    m_server->answers["GET /mute"] = ScriptedServer::silence();
    m_server->answers["GET /half"] = ScriptedServer::raw("HTTP/1.1 200 OK\r\n"
                                                         "Content-Length: 9\r\n\r\nhalf");
    for (const QByteArray &path : {"/mute"_ba, "/half"_ba}) {
        HttpRequest request = getRequest(m_server->url(path));
        request.totalLimit = 50ms;
        const auto outcome = outcomeOf(*m_http, request);
        QCOMPARE(outcome->failure.kind, Kind::Silence);
        QVERIFY(!outcome->failure.detail.isEmpty());
    }
}

void TestHttp::silenceLimit()
{
    m_server->answers["GET /mute"] = ScriptedServer::silence();
    m_server->answers["GET /data"] = ScriptedServer::events({"data: 1"}).stayingOpen();
    for (const QByteArray &path : {"/mute"_ba, "/data"_ba}) {
        HttpRequest request = streamRequest(m_server->url(path));
        request.silenceLimit = 50ms;
        const auto outcome = outcomeOf(*m_http, request);
        QCOMPARE(outcome->failure.kind, Kind::Silence);
        QCOMPARE(outcome->body, path == "/data" ? "data: 1\n\n"_ba : ""_ba);
    }
    QTRY_COMPARE(m_server->openStreams("GET /data"), 0);
}

void TestHttp::bytesRestartTheSilence()
{
    m_server->answers["GET /data"] = ScriptedServer::events().stayingOpen();
    HttpRequest request = streamRequest(m_server->url("/data"));
    request.silenceLimit = 400ms;
    request.totalLimit = 1ms; // does not count for streams
    HttpExchange *exchange = m_http->send(request);
    HttpOutcome outcome(exchange);
    QElapsedTimer elapsed;
    elapsed.start();
    // Each byte that arrives makes the server send the next one, past twice the limit.
    connect(exchange, &HttpExchange::readyRead, this, [&] {
        if (elapsed.elapsed() < 900)
            QVERIFY(m_server->push("GET /data", "x"));
        else
            QVERIFY(m_server->closeStream("GET /data"));
    });
    QVERIFY(m_server->push("GET /data", "x"));
    QVERIFY(outcome.wait());
    QVERIFY(!outcome.failure);
    QVERIFY(outcome.body.size() > 2);
}

void TestHttp::sleepOfTheComputer()
{
    m_http->setSecond(1ms);
    qint64 slept = 0; // seconds
    m_http->setWallClock([&] { return QDateTime::currentDateTimeUtc().addSecs(slept); });
    m_server->answers["GET /data"] = ScriptedServer::events({"data: 1"}).stayingOpen();
    HttpRequest request = streamRequest(m_server->url("/data"));
    request.silenceLimit = 1h;
    HttpOutcome lost(m_http->send(request));
    QTRY_COMPARE(m_server->openStreams("GET /data"), 1);
    // A clock that is set right is no sleep.
    slept = 2;
    slept = 600;
    QVERIFY(lost.wait());
    QCOMPARE(lost.failure.kind, Kind::ConnectionLost);
    QVERIFY(lost.failure.said.contains(u"The computer was asleep."));
    QCOMPARE(lost.body, "data: 1\n\n"_ba);
}

void TestHttp::bodyLimit_data()
{
    QTest::addColumn<ScriptedServer::Answer>("answer");
    QTest::addColumn<bool>("fits");
    QTest::newRow("just fits") << ScriptedServer::json(QByteArray(1'000, 'x')) << true;
    QTest::newRow("announced") << ScriptedServer::json(QByteArray(1'001, 'x')) << false;
    QTest::newRow("chunked") << ScriptedServer::stream(QByteArray(1'001, 'x')) << false;
    QTest::newRow("endless") << ScriptedServer::stream(QByteArray(1'001, 'x')).stayingOpen()
                             << false;
}

void TestHttp::bodyLimit()
{
    QFETCH(const ScriptedServer::Answer, answer);
    QFETCH(const bool, fits);
    m_server->answers["GET /x"] = answer;
    HttpRequest request = getRequest(m_server->url("/x"));
    request.bodyLimit = 1'000;
    const auto outcome = outcomeOf(*m_http, request);
    QCOMPARE(outcome->failure.kind, fits ? Kind::None : Kind::StreamFormat);
    QCOMPARE(outcome->body.size(), fits ? 1'000 : 0);
}

void TestHttp::description()
{
    addSecret("correct horse");
    const QByteArray body = R"({"token":"hf_abcdefgh","x":"correct horse"})"_ba
        + QByteArray(1'930, ' ') + "hf_qwertyuiopasdfghjkl" + QByteArray(5'000, 'z');
    m_server->answers["GET /a"] = ScriptedServer::html(502, body);
    QUrl url = m_server->url("/a?session_hash=abc123&__sign=jwtjwtjwt");
    url.setUserInfo(u"me:mypassword"_s);
    const auto outcome = outcomeOf(*m_http, getRequest(url));
    const QString text = outcome->description;
    QVERIFY2(text.startsWith(u"GET http://127.0.0.1:%1/a?"_s.arg(m_server->port())),
             qPrintable(text));
    QVERIFY(text.contains(u" 502 text/html\n"_s));
    QVERIFY(text.size() < 2'200);
    for (const QString &secret : {u"hf_abcdefgh"_s, u"correct horse"_s, u"abc123"_s, u"jwtjwtjwt"_s,
                                  u"mypassword"_s, u"hf_qwert"_s}) {
        QVERIFY2(!text.contains(secret), qPrintable(secret));
    }
}

namespace {

enum class When { AtOnce, Headers, Bytes, Repeating, Pause, Finished };

const std::initializer_list<std::pair<const char *, When>> kMoments{
    {"at once", When::AtOnce},      {"headers", When::Headers},    {"bytes", When::Bytes},
    {"repeating", When::Repeating}, {"in the pause", When::Pause}, {"finished", When::Finished},
};

/// An exchange that comes past \p when, and a call of \p act there.
HttpExchange *sendAndAct(Http &http, ScriptedServer &server, When when, QObject *context,
                         const std::function<void(HttpExchange *)> &act)
{
    server.answers["GET /busy"] = ScriptedServer::json("{}", 503);
    server.answers["GET /data"] = ScriptedServer::events({"data: 1"}).stayingOpen();
    server.answers["GET /done"] = ScriptedServer::events({"data: 1"});
    HttpRequest request = streamRequest(server.url("/data"));
    if (when == When::Repeating || when == When::Pause) {
        request = getRequest(server.url("/busy"));
        request.repeat = true;
        http.setSecond(10min);
    } else if (when == When::Finished) {
        request = streamRequest(server.url("/done"));
    }
    HttpExchange *exchange = http.send(request);
    const auto call = [exchange, act] { act(exchange); };
    switch (when) {
    case When::AtOnce:
        break; // by whoever called: the exchange is not known outside yet
    case When::Headers:
        QObject::connect(exchange, &HttpExchange::headersArrived, context, call);
        break;
    case When::Bytes:
        QObject::connect(exchange, &HttpExchange::readyRead, context, call);
        break;
    case When::Repeating:
        QObject::connect(exchange, &HttpExchange::repeating, context, call);
        break;
    case When::Pause:
        QObject::connect(exchange, &HttpExchange::repeating, context, call, Qt::QueuedConnection);
        break;
    case When::Finished:
        QObject::connect(exchange, &HttpExchange::finished, context, call);
        break;
    }
    return exchange;
}

} // namespace

void TestHttp::abortAnywhere_data()
{
    QTest::addColumn<When>("when");
    for (const auto &[name, when] : kMoments)
        QTest::newRow(name) << when;
}

void TestHttp::abortAnywhere()
{
    QFETCH(const When, when);
    const auto abort = [](HttpExchange *exchange) {
        exchange->abort();
        exchange->abort();
    };
    HttpExchange *exchange = sendAndAct(*m_http, *m_server, when, this, abort);
    HttpOutcome outcome(exchange);
    if (when == When::AtOnce)
        abort(exchange);
    QVERIFY(outcome.wait());
    QTRY_VERIFY(outcome.exchange.isNull());
    QCOMPARE(outcome.finishedCount, 1);
    QCOMPARE(outcome.failure.kind, when == When::Finished ? Kind::None : Kind::Interrupted);
    QTRY_COMPARE(m_server->openStreams("GET /data"), 0);
    QVERIFY(m_server->count("GET /busy") <= 1);
}

void TestHttp::deletionAnywhere_data()
{
    QTest::addColumn<When>("when");
    QTest::addColumn<bool>("ofAll");
    for (const auto &[name, when] : kMoments) {
        QTest::addRow("exchange, %s", name) << when << false;
        QTest::addRow("Http, %s", name) << when << true;
    }
}

void TestHttp::deletionAnywhere()
{
    QFETCH(const When, when);
    QFETCH(const bool, ofAll);
    const auto destroy = [&](HttpExchange *exchange) {
        if (ofAll)
            m_http.reset();
        else
            delete exchange;
    };
    HttpExchange *exchange = sendAndAct(*m_http, *m_server, when, this, destroy);
    const HttpOutcome outcome(exchange);
    if (when == When::AtOnce)
        destroy(exchange);
    QTRY_VERIFY(outcome.exchange.isNull());
    QTRY_COMPARE(m_server->openStreams("GET /data"), 0);
    QCOMPARE(outcome.finishedCount, 0);
    QVERIFY(m_server->count("GET /busy") <= 1);
}

QTEST_GUILESS_MAIN(TestHttp)
#include "tst_http.moc"
