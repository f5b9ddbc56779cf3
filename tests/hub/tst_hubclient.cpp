#include "hub/hubclient.h"

#include "net/http.h"
#include "support/scriptedserver.h"

#include <QFutureWatcher>
#include <QNetworkCookieJar>
#include <QSignalSpy>
#include <QTest>

#include <memory>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using namespace spaceline;
using Kind = Failure::Kind;

/// gradio-protocol.md §1.1 and §1.4, failures.md F4 to F6, F14 and F28. Paths, bodies and statuses
/// are all that we know of the Hub: nothing here was seen on huggingface.co itself.
class TestHubClient : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();

    void findsTheHost_data();
    void findsTheHost();
    void hostFailures_data();
    void hostFailures();
    void repeatsWhatMayPass();
    void namesAreParts();
    void stages_data();
    void stages();
    void stageIsNotKnown_data();
    void stageIsNotKnown();
    void asksBelowTheHubsPath();
    void whoseTokenItIs();
    void tokenThatIsNotAccepted_data();
    void tokenThatIsNotAccepted();
    void deletionLeavesQuestionsOpen();

private:
    template <typename T>
    T wait(const QFuture<T> &future)
    {
        QFutureWatcher<T> watcher;
        QSignalSpy finished(&watcher, &QFutureWatcher<T>::finished);
        watcher.setFuture(future);
        if (!future.isFinished() && !finished.wait())
            QTest::qFail("no answer", __FILE__, __LINE__);
        return future.resultCount() > 0 ? future.result() : T();
    }

    std::unique_ptr<ScriptedServer> m_server;
    std::unique_ptr<QNetworkCookieJar> m_jar;
    std::unique_ptr<Http> m_http;
    std::unique_ptr<HubClient> m_hub;
    NoCredentials m_nobody;
    const QByteArray m_host = "GET /api/spaces/owner/name/host";
    const QByteArray m_space = "GET /api/spaces/owner/name";
};

void TestHubClient::init()
{
    m_server = std::make_unique<ScriptedServer>();
    m_jar = std::make_unique<QNetworkCookieJar>();
    m_http = std::make_unique<Http>(m_nobody, *m_jar, nullptr);
    m_http->setSecond(1ms);
    m_hub = std::make_unique<HubClient>(*m_http, HubEndpoint(m_server->url("/")));
}

void TestHubClient::cleanup()
{
    m_hub.reset();
    m_http.reset();
    m_jar.reset();
    m_server.reset();
}

void TestHubClient::whoseTokenItIs()
{
    m_server->answers["GET /api/whoami-v2"] = ScriptedServer::json(
        R"({"type":"user","name":"ada","fullname":"Ada Lovelace","isPro":true,"orgs":[],)"
        R"("auth":{"type":"access_token","accessToken":{"displayName":"desk","role":"write"}}})");
    const WhoAmI who = wait(m_hub->whoAmI());
    QVERIFY(!who.failure);
    QCOMPARE(who.name, u"ada"_s);
    QCOMPARE(who.fullName, u"Ada Lovelace"_s);
    QCOMPARE(who.role, u"write"_s);
    QCOMPARE(who.tokenName, u"desk"_s);
    QVERIFY(who.isPro);
}

void TestHubClient::tokenThatIsNotAccepted_data()
{
    QTest::addColumn<ScriptedServer::Answer>("answer");
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<QString>("said");
    const auto says = [](int status, const QByteArray &words) {
        return ScriptedServer::json(R"({"error":"x"})", status).with("X-Error-Message", words);
    };
    QTest::newRow("wrong") << says(401, "Invalid credentials in Authorization header")
                           << Kind::Token << u"Invalid credentials in Authorization header"_s;
    QTest::newRow("401 of other words")
        << ScriptedServer::json(R"({"error":"Invalid username or password."})", 401) << Kind::Token
        << u"Invalid username or password."_s;
    QTest::newRow("pending") << says(403, "This token is pending approval") << Kind::Token
                             << u"This token is pending approval"_s;
    QTest::newRow("no such route")
        << ScriptedServer::json(R"({"error":"Not Found"})", 404) << Kind::NotJson << u"Not Found"_s;
    QTest::newRow("slow down") << says(429, "slow down") << Kind::RateLimit << u"slow down"_s;
    QTest::newRow("nobody") << ScriptedServer::json("{}") << Kind::NotJson << QString();
}

void TestHubClient::tokenThatIsNotAccepted()
{
    QFETCH(const ScriptedServer::Answer, answer);
    QFETCH(const Kind, kind);
    QFETCH(const QString, said);
    m_server->answers["GET /api/whoami-v2"] = answer;
    const WhoAmI who = wait(m_hub->whoAmI());
    QCOMPARE(who.failure.kind, kind);
    QCOMPARE(who.failure.said, said);
    QVERIFY(who.name.isEmpty());
    QCOMPARE(m_server->requests.size(), 1);
}

void TestHubClient::findsTheHost_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QUrl>("base");
    QTest::newRow("as documented")
        << R"({"subdomain":"owner-name","host":"https://owner-name.hf.space"})"_ba
        << QUrl(u"https://owner-name.hf.space"_s);
    QTest::newRow("a slash at the end") << R"({"host":"https://owner-name.hf.space/"})"_ba
                                        << QUrl(u"https://owner-name.hf.space"_s);
    QTest::newRow("more than a base")
        << R"({"host":"https://user:pw@owner-name.hf.space/?__theme=dark#x"})"_ba
        << QUrl(u"https://owner-name.hf.space"_s);
    QTest::newRow("another Hub") << R"({"host":"http://127.0.0.1:9001"})"_ba
                                 << QUrl(u"http://127.0.0.1:9001"_s);
}

void TestHubClient::findsTheHost()
{
    QFETCH(const QByteArray, body);
    QFETCH(const QUrl, base);
    m_server->answers[m_host] = ScriptedServer::json(body);
    const SpaceHost answer = wait(m_hub->host(u"owner/name"_s));
    QVERIFY(!answer.failure);
    QCOMPARE(answer.base.toString(), base.toString());
    QCOMPARE(m_server->requests.size(), 1);
}

void TestHubClient::hostFailures_data()
{
    QTest::addColumn<ScriptedServer::Answer>("answer");
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<QString>("said");
    QTest::addColumn<int>("requests");
    const auto row = [](const char *name, const ScriptedServer::Answer &answer, Kind kind,
                        const QString &said = {}, int requests = 1) {
        QTest::newRow(name) << answer << kind << said << requests;
    };
    const auto says = [](int status, const QByteArray &words) {
        return ScriptedServer::json(R"({"error":"x"})", status).with("X-Error-Message", words);
    };
    row("F6 no such name", says(400, "Invalid repo name: owner/na me"), Kind::Address);
    row("F5 401", says(401, "Repository not found").with("X-Error-Code", "RepoNotFound"),
        Kind::PrivateSpace, u"Repository not found"_s);
    row("F5 401 as a page", ScriptedServer::html(401), Kind::PrivateSpace);
    row("F5 404", says(404, "Repository not found"), Kind::PrivateSpace, u"Repository not found"_s);
    row("F28 a token that is none", says(401, "Invalid credentials in Authorization header"),
        Kind::Token, u"Invalid credentials in Authorization header"_s);
    row("F28 an old token", says(401, "Invalid user token."), Kind::Token,
        u"Invalid user token."_s);
    row("F28 403", says(403, "Your request is pending approval"), Kind::Token,
        u"Your request is pending approval"_s);
    row("F14 and its repetitions", says(429, "slow down"), Kind::RateLimit, u"slow down"_s, 4);
    row("F15 a page", ScriptedServer::html(200), Kind::NotJson, {}, 4);
    row("F15 502", ScriptedServer::html(502), Kind::NotJson, {}, 4);
    row("500", says(500, "Internal Error - We're working hard"), Kind::NotJson,
        u"Internal Error - We're working hard"_s);
    row("not JSON", ScriptedServer::json("{"), Kind::NotJson);
    row("no host", ScriptedServer::json(R"({"subdomain":"owner-name"})"), Kind::NotJson);
    row("a host that is none", ScriptedServer::json(R"({"host":7})"), Kind::NotJson);
    row("a host that is no web address", ScriptedServer::json(R"({"host":"ftp://example.org"})"),
        Kind::NotJson);
    row("a host without a scheme", ScriptedServer::json(R"({"host":"owner-name.hf.space"})"),
        Kind::NotJson);
    row("too slow for its own repetitions", says(429, "").with("Retry-After", "3600"),
        Kind::RateLimit);
    row("cut", ScriptedServer::json(R"({"host":"https://owner-name.hf.space"})").cutAfter(9),
        Kind::Network, u"127.0.0.1 closed the connection."_s, 4);
}

void TestHubClient::hostFailures()
{
    QFETCH(const ScriptedServer::Answer, answer);
    QFETCH(const Kind, kind);
    QFETCH(const QString, said);
    QFETCH(const int, requests);
    m_server->answers[m_host] = answer;
    const SpaceHost host = wait(m_hub->host(u"owner/name"_s));
    QCOMPARE(host.failure.kind, kind);
    QCOMPARE(host.failure.said, said);
    QVERIFY(host.base.isEmpty());
    QVERIFY(host.failure.detail.startsWith(u"GET "_s));
    QCOMPARE(m_server->count(m_host), requests);
}

void TestHubClient::repeatsWhatMayPass()
{
    m_server->answers[m_host]
        = {ScriptedServer::html(503),
           ScriptedServer::json(R"({"error":"x"})", 429).with("RateLimit", "\"api\";r=0;t=5"),
           ScriptedServer::json(R"({"host":"https://owner-name.hf.space"})")};
    const SpaceHost answer = wait(m_hub->host(u"owner/name"_s));
    QVERIFY(!answer.failure);
    QCOMPARE(answer.base, QUrl(u"https://owner-name.hf.space"_s));
    QCOMPARE(m_server->count(m_host), 3);
}

void TestHubClient::namesAreParts()
{
    // Address lets nothing else through; should something else come by, it stays a part of the
    // path.
    (void)wait(m_hub->host(u"owner/na me?x=1#y"_s));
    QCOMPARE(m_server->requests.size(), 1);
    QCOMPARE(m_server->requests[0].path, "/api/spaces/owner/na%20me%3Fx=1%23y/host"_ba);
    QVERIFY(m_server->requests[0].query.isEmpty());
}

void TestHubClient::stages_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("stage");
    QTest::addColumn<bool>("running");
    QTest::addColumn<bool>("isPrivate");
    QTest::addColumn<QString>("message");
    const auto row = [](const QByteArray &stage, bool running) {
        QTest::newRow(stage.constData())
            << QByteArray(
                   R"({"id":"owner/name","private":false,"sdk":"gradio","runtime":{"stage":")"
                   + stage + R"(","hardware":{"current":"cpu-basic"}}})")
            << QString::fromLatin1(stage) << running << false << QString();
    };
    for (const char *stage : {"RUNNING", "RUNNING_BUILDING", "RUNNING_APP_STARTING"})
        row(stage, true);
    for (const char *stage :
         {"SLEEPING", "STOPPED", "BUILDING", "APP_STARTING", "PAUSED", "BUILD_ERROR",
          "CONFIG_ERROR", "RUNTIME_ERROR", "NO_APP_FILE", "DELETING", "A_LATER_WORD"})
        row(stage, false);
    QTest::newRow("private, with an error")
        << R"({"private":true,"runtime":{"stage":"RUNTIME_ERROR","errorMessage":"Exit code: 1"}})"_ba
        << u"RUNTIME_ERROR"_s << false << true << u"Exit code: 1"_s;
}

void TestHubClient::stages()
{
    QFETCH(const QByteArray, body);
    QFETCH(const QString, stage);
    QFETCH(const bool, running);
    QFETCH(const bool, isPrivate);
    QFETCH(const QString, message);
    m_server->answers[m_space] = ScriptedServer::json(body);
    const SpaceStage answer = wait(m_hub->stage(u"owner/name"_s));
    QCOMPARE(answer.stage, stage);
    QCOMPARE(answer.isRunning(), running);
    QCOMPARE(answer.isPrivate, isPrivate);
    QCOMPARE(answer.errorMessage, message);
    QCOMPARE(m_server->requests.size(), 1);
}

void TestHubClient::stageIsNotKnown_data()
{
    QTest::addColumn<ScriptedServer::Answer>("answer");
    QTest::addColumn<Kind>("kind");
    const auto row = [](const char *name, const ScriptedServer::Answer &answer, Kind kind) {
        QTest::newRow(name) << answer << kind;
    };
    row("404", ScriptedServer::Answer(), Kind::PrivateSpace);
    row("401", ScriptedServer::html(401), Kind::PrivateSpace);
    row("403", ScriptedServer::json("{}", 403), Kind::Token);
    row("429", ScriptedServer::json("{}", 429), Kind::RateLimit);
    row("a page", ScriptedServer::html(200), Kind::NotJson);
    row("not JSON", ScriptedServer::json("["), Kind::NotJson);
    row("no runtime", ScriptedServer::json(R"({"id":"owner/name"})"), Kind::None);
    row("a strange runtime", ScriptedServer::json(R"({"runtime":"RUNNING"})"), Kind::None);
    row("a strange stage", ScriptedServer::json(R"({"runtime":{"stage":7}})"), Kind::None);
    row("hangs up", ScriptedServer::hangUp(), Kind::Network);
}

void TestHubClient::stageIsNotKnown()
{
    QFETCH(const ScriptedServer::Answer, answer);
    QFETCH(const Kind, kind);
    m_server->answers[m_space] = answer;
    const SpaceStage stage = wait(m_hub->stage(u"owner/name"_s));
    QCOMPARE(stage.kind(), SpaceStage::Kind::Unknown);
    QCOMPARE(stage.failure.kind, kind);
    QCOMPARE(stage.stage, QString());
    QVERIFY(!stage.isRunning());
    QVERIFY(!stage.isPrivate);
}

void TestHubClient::asksBelowTheHubsPath()
{
    HubClient hub(*m_http, HubEndpoint(m_server->url("/mirror/")));
    m_server->answers["GET /mirror/api/spaces/owner/name/host"]
        = ScriptedServer::json(R"({"host":"https://owner-name.hf.space"})");
    QVERIFY(!wait(hub.host(u"owner/name"_s)).failure);
}

void TestHubClient::deletionLeavesQuestionsOpen()
{
    m_server->answers[m_host]
        = ScriptedServer::json(R"({"host":"https://x.hf.space"})").onRelease();
    const QFuture<SpaceHost> open = m_hub->host(u"owner/name"_s);
    QTRY_COMPARE(m_server->count(m_host), 1);
    m_hub.reset();
    QVERIFY(m_server->release(m_host));
    // A second client on the same connections: what came for the first was dropped by then.
    HubClient other(*m_http, HubEndpoint(m_server->url("/")));
    m_server->answers[m_space] = ScriptedServer::json(R"({"runtime":{"stage":"RUNNING"}})");
    QVERIFY(wait(other.stage(u"owner/name"_s)).isRunning());
    QCOMPARE(open.resultCount(), 0);
}

QTEST_GUILESS_MAIN(TestHubClient)
#include "tst_hubclient.moc"
