#include "net/http.h"

#include "support/httpoutcome.h"
#include "support/scriptedserver.h"

#include <QNetworkCookieJar>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using namespace spaceline;

using Pauses = QList<std::chrono::milliseconds>;

class TestHttpRepetition : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();

    void counts_data();
    void counts();
    void endsWithTheFirstGoodAnswer();
    void serversWishWins_data();
    void serversWishWins();
    void onlyWhereAskedFor();
    void unreachable();
    void brokenOffBody();
    void silenceIsNotRepeated();
    void eachTryHasItsOwnLimit();
    void eachTryStartsAtTheFirstAddress();

private:
    [[nodiscard]] HttpRequest repeated(const QByteArray &path) const;

    std::unique_ptr<ScriptedServer> m_server;
    NoCredentials m_nobody;
    std::unique_ptr<QNetworkCookieJar> m_jar;
    std::unique_ptr<Http> m_http;
};

void TestHttpRepetition::init()
{
    m_http.reset();
    m_jar = std::make_unique<QNetworkCookieJar>();
    m_server = std::make_unique<ScriptedServer>();
    m_http = std::make_unique<Http>(m_nobody, *m_jar, nullptr);
    m_http->setSecond(1ms);
}

HttpRequest TestHttpRepetition::repeated(const QByteArray &path) const
{
    HttpRequest request = getRequest(m_server->url(path));
    request.repeat = true;
    return request;
}

void TestHttpRepetition::counts_data()
{
    QTest::addColumn<ScriptedServer::Answer>("answer");
    QTest::addColumn<int>("status");
    QTest::addColumn<int>("requests");
    QTest::newRow("200") << ScriptedServer::json("{}") << 200 << 1;
    QTest::newRow("HTML for JSON") << ScriptedServer::html(200) << 200 << 4;
    for (const int status : {429, 502, 503, 504}) {
        QTest::addRow("%d", status) << ScriptedServer::json("{}", status) << status << 4;
        QTest::addRow("%d as a page", status) << ScriptedServer::html(status) << status << 4;
    }
    for (const int status : {400, 401, 403, 404, 500, 501, 505}) {
        QTest::addRow("%d", status) << ScriptedServer::json("{}", status) << status << 1;
        QTest::addRow("%d as a page", status) << ScriptedServer::html(status) << status << 1;
    }
}

void TestHttpRepetition::counts()
{
    QFETCH(const ScriptedServer::Answer, answer);
    QFETCH(const int, status);
    QFETCH(const int, requests);
    m_server->answers["GET /config"] = answer;
    const auto outcome = outcomeOf(*m_http, repeated("/config"));
    // The last answer is handed over as it is.
    QVERIFY(!outcome->failure);
    QCOMPARE(outcome->status, status);
    QVERIFY(!outcome->body.isEmpty());
    QCOMPARE(m_server->count("GET /config"), requests);
    QCOMPARE(outcome->pauses, requests == 1 ? Pauses() : (Pauses{1ms, 2ms, 4ms}));
    QCOMPARE(outcome->headersCount, 1);
    QCOMPARE(outcome->finishedCount, 1);
}

void TestHttpRepetition::endsWithTheFirstGoodAnswer()
{
    m_server->answers["GET /config"] = {ScriptedServer::html(502), ScriptedServer::hangUp(),
                                        ScriptedServer::json("[1]"), ScriptedServer::json("[2]")};
    // The second one the manager asks for again by itself: a GET may be.
    const auto outcome = outcomeOf(*m_http, repeated("/config"));
    QVERIFY(!outcome->failure);
    QCOMPARE(outcome->status, 200);
    QVERIFY(outcome->body.startsWith('['));
    QVERIFY(outcome->pauses.size() <= 2);
    QCOMPARE(outcome->headersCount, 1);
}

void TestHttpRepetition::serversWishWins_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<Pauses>("pauses");
    QTest::newRow("Retry-After") << "Retry-After"_ba
                                 << "7"_ba << Pauses{7ms, 7ms, 7ms};
    QTest::newRow("RateLimit") << "RateLimit"_ba
                               << R"("api";r=0;t=55)"_ba << Pauses{55ms, 55ms, 55ms};
    QTest::newRow("at once") << "Retry-After"_ba
                             << "0"_ba << Pauses{0ms, 0ms, 0ms};
    QTest::newRow("hours are the user's decision") << "Retry-After"_ba
                                                   << "7200"_ba << Pauses{};
    QTest::newRow("nonsense") << "Retry-After"_ba
                              << "soon"_ba << Pauses{1ms, 2ms, 4ms};
}

void TestHttpRepetition::serversWishWins()
{
    QFETCH(const QByteArray, name);
    QFETCH(const QByteArray, value);
    QFETCH(const Pauses, pauses);
    m_server->answers["GET /config"] = ScriptedServer::json("{}", 429).with(name, value);
    const auto outcome = outcomeOf(*m_http, repeated("/config"));
    QCOMPARE(outcome->pauses, pauses);
    QCOMPARE(outcome->status, 429);
    QCOMPARE(outcome->retryAfter.has_value(), value != "soon");
}

void TestHttpRepetition::onlyWhereAskedFor()
{
    m_server->answers["GET /a"] = ScriptedServer::json("{}", 503);
    m_server->answers["POST /b"] = ScriptedServer::json("{}", 503);
    QCOMPARE(outcomeOf(*m_http, getRequest(m_server->url("/a")))->status, 503);
    QCOMPARE(m_server->count("GET /a"), 1);

    HttpRequest post = postRequest(m_server->url("/b"));
    post.repeat = true;
    QCOMPARE(outcomeOf(*m_http, post)->status, 503);
    QCOMPARE(m_server->count("POST /b"), 1);

    HttpRequest stream = streamRequest(m_server->url("/a"));
    stream.repeat = true;
    QCOMPARE(outcomeOf(*m_http, stream)->status, 503);
    QCOMPARE(m_server->count("GET /a"), 2);
}

void TestHttpRepetition::unreachable()
{
    m_server->answers["GET /config"] = ScriptedServer::json("{}");
    const HttpRequest request = repeated("/config");
    m_server->goDown();
    const auto never = outcomeOf(*m_http, request);
    QCOMPARE(never->failure.kind, Failure::Kind::Network);
    QCOMPARE(never->pauses, (Pauses{1ms, 2ms, 4ms}));

    HttpOutcome later(m_http->send(request));
    connect(later.exchange, &HttpExchange::repeating, this, [&](int attempt) {
        if (attempt == 2)
            m_server->comeUp();
    });
    QVERIFY(later.wait());
    QCOMPARE(later.pauses, (Pauses{1ms, 2ms}));
    QVERIFY(!later.failure);
    QCOMPARE(later.status, 200);
}

void TestHttpRepetition::brokenOffBody()
{
    m_server->answers["GET /config"]
        = {ScriptedServer::json("0123456789").cutAfter(3), ScriptedServer::json("[1]")};
    const auto outcome = outcomeOf(*m_http, repeated("/config"));
    QVERIFY(!outcome->failure);
    QCOMPARE(outcome->body, "[1]"_ba);
    QCOMPARE(outcome->pauses.size(), 1);
}

void TestHttpRepetition::silenceIsNotRepeated()
{
    m_server->answers["GET /config"] = ScriptedServer::silence();
    HttpRequest request = repeated("/config");
    request.totalLimit = 50ms;
    const auto outcome = outcomeOf(*m_http, request);
    QCOMPARE(outcome->failure.kind, Failure::Kind::Silence);
    QCOMPARE(m_server->count("GET /config"), 1);
}

void TestHttpRepetition::eachTryHasItsOwnLimit()
{
    // The pauses alone last longer than the limit.
    m_http->setSecond(200ms);
    m_server->answers["GET /config"]
        = {ScriptedServer::json("{}", 503), ScriptedServer::json("{}", 503),
           ScriptedServer::json("[1]")};
    HttpRequest request = repeated("/config");
    request.totalLimit = 500ms;
    const auto outcome = outcomeOf(*m_http, request);
    QVERIFY(!outcome->failure);
    QCOMPARE(outcome->body, "[1]"_ba);
    QCOMPARE(outcome->pauses, (Pauses{200ms, 400ms}));
}

void TestHttpRepetition::eachTryStartsAtTheFirstAddress()
{
    m_server->answers["GET /config"] = ScriptedServer::redirect(307, "/new");
    m_server->answers["GET /new"] = {ScriptedServer::json("{}", 503), ScriptedServer::json("[1]")};
    const auto outcome = outcomeOf(*m_http, repeated("/config"));
    QCOMPARE(outcome->body, "[1]"_ba);
    QCOMPARE(m_server->count("GET /config"), 2);
    QCOMPARE(m_server->count("GET /new"), 2);
}

QTEST_GUILESS_MAIN(TestHttpRepetition)
#include "tst_httprepetition.moc"
