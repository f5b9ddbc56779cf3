#include "net/http.h"

#include "base/hubendpoint.h"
#include "net/redirect.h"
#include "support/httpoutcome.h"
#include "support/scriptedserver.h"

#include <QNetworkCookieJar>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace spaceline;

namespace {

/// Tells the token to one origin only.
class TokenOf final : public CredentialSource {
public:
    explicit TokenOf(const QUrl &url) : m_origin(originOf(url)) { }
    Credentials credentialsFor(const QUrl &url) const override
    {
        if (originOf(url) != m_origin)
            return {};
        return {{"Authorization", "Bearer hf_secretsecret"}};
    }

private:
    QString m_origin;
};

} // namespace

class TestHttpRedirects : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();

    void followsOnTheSameHost();
    void credentialsStayWithTheirHost();
    void credentialsOfTheNewHost();
    void cookiesStayWithTheirHost();
    void fiveAreFollowed();
    void loopEnds();
    void postIsSentAgainToTheSameHost_data();
    void postIsSentAgainToTheSameHost();
    void postGoesNowhereElse();
    void postAnswers303();
    void neverToAFile();
    void streamIsFollowed();
    void endlessBodyIsNotWaitedFor();
    void withoutLocationItIsAnAnswer();

private:
    std::unique_ptr<ScriptedServer> m_here;
    std::unique_ptr<ScriptedServer> m_elsewhere;
    std::unique_ptr<TokenOf> m_token;
    std::unique_ptr<QNetworkCookieJar> m_jar;
    std::unique_ptr<Http> m_http;
};

void TestHttpRedirects::init()
{
    m_http.reset();
    m_here = std::make_unique<ScriptedServer>();
    m_elsewhere = std::make_unique<ScriptedServer>();
    m_token = std::make_unique<TokenOf>(m_here->url());
    m_jar = std::make_unique<QNetworkCookieJar>();
    m_http = std::make_unique<Http>(*m_token, *m_jar, nullptr);
}

void TestHttpRedirects::followsOnTheSameHost()
{
    m_here->answers["GET /old"] = ScriptedServer::redirect(307, "/new?x=1");
    m_here->answers["GET /new"] = ScriptedServer::json("[1]");
    HttpRequest request = getRequest(m_here->url("/old"));
    request.headers = {{"X-Extra", "1"}};
    const auto outcome = outcomeOf(*m_http, request);
    QVERIFY(!outcome->failure);
    QCOMPARE(outcome->body, "[1]"_ba);
    QCOMPARE(outcome->url, m_here->url("/new?x=1"));
    QCOMPARE(outcome->headersCount, 1);
    QCOMPARE(m_here->last("GET /new").header("Authorization"), "Bearer hf_secretsecret"_ba);
    QCOMPARE(m_here->last("GET /new").header("X-Extra"), "1"_ba);
}

void TestHttpRedirects::credentialsStayWithTheirHost()
{
    // Another port is another server.
    m_here->answers["GET /old"]
        = ScriptedServer::redirect(302, m_elsewhere->url("/new").toEncoded());
    m_elsewhere->answers["GET /new"] = ScriptedServer::json("[1]");
    HttpRequest request = getRequest(m_here->url("/old"));
    request.headers = {{"X-Extra", "1"}};
    const auto outcome = outcomeOf(*m_http, request);
    QCOMPARE(outcome->body, "[1]"_ba);
    QCOMPARE(outcome->url, m_elsewhere->url("/new"));
    QVERIFY(m_here->last("GET /old").hasHeader("Authorization"));
    const ScriptedServer::Request seen = m_elsewhere->last("GET /new");
    QVERIFY(!seen.hasHeader("Authorization"));
    QVERIFY(!seen.hasHeader("X-Extra"));
    QVERIFY(!seen.hasHeader("Referer"));
}

void TestHttpRedirects::credentialsOfTheNewHost()
{
    m_elsewhere->answers["GET /old"]
        = ScriptedServer::redirect(302, m_here->url("/new").toEncoded());
    m_here->answers["GET /new"] = ScriptedServer::json("[1]");
    QCOMPARE(outcomeOf(*m_http, getRequest(m_elsewhere->url("/old")))->status, 200);
    QVERIFY(!m_elsewhere->last("GET /old").hasHeader("Authorization"));
    QVERIFY(m_here->last("GET /new").hasHeader("Authorization"));
}

void TestHttpRedirects::cookiesStayWithTheirHost()
{
    QUrl other = m_here->url("/new");
    other.setHost(u"localhost"_s);
    m_here->answers["GET /set"] = ScriptedServer::json("{}").with("Set-Cookie", "a=b; Path=/");
    m_here->answers["GET /old"] = ScriptedServer::redirect(302, other.toEncoded());
    m_here->answers["GET /new"] = ScriptedServer::json("[1]");
    QCOMPARE(outcomeOf(*m_http, getRequest(m_here->url("/set")))->status, 200);
    QCOMPARE(outcomeOf(*m_http, getRequest(m_here->url("/old")))->status, 200);
    QVERIFY(m_here->last("GET /old").hasHeader("Cookie"));
    QVERIFY(!m_here->last("GET /new").hasHeader("Cookie"));
}

void TestHttpRedirects::fiveAreFollowed()
{
    for (int i = 0; i < Redirect::kMost; ++i) {
        m_here->answers["GET /" + QByteArray::number(i)]
            = ScriptedServer::redirect(302, "/" + QByteArray::number(i + 1));
    }
    m_here->answers["GET /5"] = ScriptedServer::json("[1]");
    QCOMPARE(outcomeOf(*m_http, getRequest(m_here->url("/0")))->body, "[1]"_ba);
}

void TestHttpRedirects::loopEnds()
{
    m_here->answers["GET /a"] = ScriptedServer::redirect(302, "/b");
    m_here->answers["GET /b"] = ScriptedServer::redirect(302, "/a");
    HttpRequest request = getRequest(m_here->url("/a"));
    request.repeat = true;
    const auto outcome = outcomeOf(*m_http, request);
    QCOMPARE(outcome->failure.kind, Failure::Kind::Redirect);
    QCOMPARE(outcome->status, 0);
    QCOMPARE(outcome->headersCount, 0);
    QCOMPARE(m_here->requests.size(), Redirect::kMost + 1);
}

void TestHttpRedirects::postIsSentAgainToTheSameHost_data()
{
    QTest::addColumn<int>("status");
    for (const int status : {301, 302, 307, 308})
        QTest::addRow("%d", status) << status;
}

void TestHttpRedirects::postIsSentAgainToTheSameHost()
{
    QFETCH(const int, status);
    m_here->answers["POST /join"] = ScriptedServer::redirect(status, "/join/");
    m_here->answers["POST /join/"] = ScriptedServer::json("{}");
    const QByteArray body(100'000, 'b');
    const auto outcome = outcomeOf(*m_http, postRequest(m_here->url("/join"), body));
    QCOMPARE(outcome->status, 200);
    QCOMPARE(m_here->count("POST /join"), 1);
    QCOMPARE(m_here->count("POST /join/"), 1);
    QVERIFY(m_here->last("POST /join/").body == body);
    QCOMPARE(m_here->last("POST /join/").header("Content-Type"), "application/json"_ba);
}

void TestHttpRedirects::postGoesNowhereElse()
{
    m_here->answers["POST /join"]
        = ScriptedServer::redirect(307, m_elsewhere->url("/join?sig=topsecret").toEncoded());
    const auto outcome = outcomeOf(*m_http, postRequest(m_here->url("/join")));
    QCOMPARE(outcome->failure.kind, Failure::Kind::Redirect);
    QVERIFY(outcome->failure.said.contains(QString::number(m_elsewhere->port())));
    QVERIFY(!outcome->failure.detail.contains(u"topsecret"_s));
    QVERIFY(!outcome->failure.said.contains(u"topsecret"_s));
    QCOMPARE(m_elsewhere->connections(), 0);

    m_here->answers["POST /join"]
        = ScriptedServer::redirect(307, "https://a.org/" + QByteArray(5'000, 'x'));
    const auto longOne = outcomeOf(*m_http, postRequest(m_here->url("/join")));
    QVERIFY(longOne->failure.said.size() <= 500);
}

void TestHttpRedirects::postAnswers303()
{
    m_here->answers["POST /login"] = ScriptedServer::redirect(303, "/home");
    m_here->answers["GET /home"] = ScriptedServer::text("hi");
    QCOMPARE(outcomeOf(*m_http, postRequest(m_here->url("/login")))->body, "hi"_ba);
    QCOMPARE(m_here->last("GET /home").body, ""_ba);
    QVERIFY(!m_here->last("GET /home").hasHeader("Content-Length"));
}

void TestHttpRedirects::neverToAFile()
{
    m_here->answers["GET /file"] = ScriptedServer::redirect(302, "file:///etc/hostname");
    const auto outcome = outcomeOf(*m_http, getRequest(m_here->url("/file")));
    QCOMPARE(outcome->failure.kind, Failure::Kind::Redirect);
    QCOMPARE(outcome->body, ""_ba);
}

void TestHttpRedirects::streamIsFollowed()
{
    m_here->answers["GET /old"] = ScriptedServer::redirect(307, "/new");
    m_here->answers["GET /new"] = ScriptedServer::events({"data: 1"});
    const auto outcome = outcomeOf(*m_http, streamRequest(m_here->url("/old")));
    QCOMPARE(outcome->body, "data: 1\n\n"_ba);
    QCOMPARE(outcome->headersCount, 1);
    QCOMPARE(m_here->last("GET /new").header("Accept"), "text/event-stream"_ba);
}

void TestHttpRedirects::endlessBodyIsNotWaitedFor()
{
    m_here->answers["GET /old"] = ScriptedServer::redirect(302, "/new").stayingOpen();
    m_here->answers["GET /new"] = ScriptedServer::json("[1]");
    QCOMPARE(outcomeOf(*m_http, getRequest(m_here->url("/old")))->body, "[1]"_ba);
    QTRY_COMPARE(m_here->openStreams("GET /old"), 0);
}

void TestHttpRedirects::withoutLocationItIsAnAnswer()
{
    m_here->answers["GET /x"] = ScriptedServer::text("choose", 302);
    const auto outcome = outcomeOf(*m_http, getRequest(m_here->url("/x")));
    QVERIFY(!outcome->failure);
    QCOMPARE(outcome->status, 302);
    QCOMPARE(outcome->body, "choose"_ba);
}

QTEST_GUILESS_MAIN(TestHttpRedirects)
#include "tst_httpredirects.moc"
