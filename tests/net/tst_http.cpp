#include "net/http.h"

#include "support/scriptedserver.h"

#include <QNetworkCookieJar>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace spaceline;

class TestHttp : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void getsABody();
    void statusIsNoFailure_data();
    void statusIsNoFailure();
    void postIsNeverRepeated();
    void streamDeliversBeforeTheCut();

private:
    ScriptedServer m_server;
    NoCredentials m_nobody;
    QNetworkCookieJar m_jar;
};

void TestHttp::getsABody()
{
    m_server.answers["GET /config"] = ScriptedServer::json(R"({"a":1})");
    Http http(m_nobody, m_jar, nullptr);
    HttpRequest request;
    request.url = m_server.url("/config");
    HttpExchange *exchange = http.send(request);
    QByteArray body;
    int status = 0;
    connect(exchange, &HttpExchange::finished, this, [&] {
        body = exchange->readAll();
        status = exchange->status();
    });
    QSignalSpy finished(exchange, &HttpExchange::finished);
    QVERIFY(finished.wait());
    QCOMPARE(status, 200);
    QCOMPARE(body, R"({"a":1})"_ba);
}

void TestHttp::statusIsNoFailure_data()
{
    QTest::addColumn<int>("status");
    for (const int status : {200, 204, 226, 400, 401, 402, 403, 404, 405, 406, 408, 409, 410,
                             413, 418, 422, 429, 451, 499, 500, 501, 502, 503, 504, 529, 599})
        QTest::addRow("%d", status) << status;
}

void TestHttp::statusIsNoFailure()
{
    QFETCH(const int, status);
    m_server.answers["GET /x"] = ScriptedServer::json(R"({"a":1})", status);
    m_server.requests.clear();
    Http http(m_nobody, m_jar, nullptr);
    HttpRequest request;
    request.url = m_server.url("/x");
    HttpExchange *exchange = http.send(request);
    Failure failure;
    int found = 0;
    QByteArray body;
    connect(exchange, &HttpExchange::finished, this, [&] {
        failure = exchange->failure();
        found = exchange->status();
        body = exchange->readAll();
    });
    QSignalSpy finished(exchange, &HttpExchange::finished);
    QVERIFY(finished.wait());
    QCOMPARE(failure.kind, Failure::Kind::None);
    QCOMPARE(found, status);
    if (status != 204)
        QCOMPARE(body, R"({"a":1})"_ba);
    QCOMPARE(m_server.requests.size(), 1);
}

void TestHttp::postIsNeverRepeated()
{
    m_server.answers["GET /warm"] = ScriptedServer::json("{}");
    m_server.answers["POST /join"] = ScriptedServer::hangUp();
    Http http(m_nobody, m_jar, nullptr);
    HttpRequest get;
    get.url = m_server.url("/warm");
    QSignalSpy warm(http.send(get), &HttpExchange::finished);
    QVERIFY(warm.wait());
    for (const QByteArray &body : {R"({"data":[]})"_ba, ""_ba}) {
        m_server.requests.clear();
        HttpRequest post;
        post.method = HttpRequest::Method::Post;
        post.url = m_server.url("/join");
        post.body = body;
        HttpExchange *exchange = http.send(post);
        Failure failure;
        connect(exchange, &HttpExchange::finished, this, [&] { failure = exchange->failure(); });
        QSignalSpy finished(exchange, &HttpExchange::finished);
        QVERIFY(finished.wait());
        QCOMPARE(failure.kind, Failure::Kind::ConnectionLost);
        QCOMPARE(m_server.count("POST /join"), 1);
        QCOMPARE(m_server.last("POST /join").body, body);
    }
}

void TestHttp::streamDeliversBeforeTheCut()
{
    m_server.answers["GET /data"] = ScriptedServer::events({"data: 1", "data: 2"}).cut();
    Http http(m_nobody, m_jar, nullptr);
    HttpRequest request;
    request.url = m_server.url("/data");
    request.stream = true;
    HttpExchange *exchange = http.send(request);
    QByteArray bytes;
    Failure failure;
    connect(exchange, &HttpExchange::readyRead, this, [&] { bytes += exchange->readAll(); });
    connect(exchange, &HttpExchange::finished, this, [&] { failure = exchange->failure(); });
    QSignalSpy finished(exchange, &HttpExchange::finished);
    QVERIFY(finished.wait());
    QCOMPARE(bytes, "data: 1\n\ndata: 2\n\n"_ba);
}

QTEST_GUILESS_MAIN(TestHttp)
#include "tst_http.moc"
