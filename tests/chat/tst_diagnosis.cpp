#include "account/sessiontokenstore.h"
#include "account/tokenpolicy.h"
#include "account/tokenvault.h"
#include "chat/diagnosis.h"
#include "net/cookiejar.h"
#include "net/http.h"
#include "support/chatapp.h"
#include "support/scriptedserver.h"

#include <QFile>
#include <QSignalSpy>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>
#include <QSslServer>
#include <QTcpServer>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using namespace spaceline;

/// What `spaceline doctor` (tst_doctor) does not reach: TLS, proxies, limits, cancelling, private
/// Spaces.
class TestDiagnosis : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void untrustedCertificate();
    void plainBehindHttps();
    void throughAProxy();
    void deadProxy();
    void serverThatSaysNothing();
    void privateSpace();
    void sentOn();
    void configInThePage();
    void cancelled();
    void startedAgain();
    void cancelledDuringTheCall();
    void report();

private:
    using Step = Diagnosis::Step;
    using Outcome = Diagnosis::Outcome;
    void make(const HubEndpoint &hub = {});
    const Diagnosis::Finding &run(const QString &address);
    [[nodiscard]] Outcome outcomeOf(Step step) const
    {
        return m_diagnosis->findings().at(size_t(step)).outcome;
    }

    std::unique_ptr<ScriptedServer> m_server;
    std::unique_ptr<TokenVault> m_vault;
    std::unique_ptr<TokenPolicy> m_policy;
    std::unique_ptr<CookieJar> m_cookies;
    std::unique_ptr<Http> m_http;
    std::unique_ptr<Diagnosis> m_diagnosis;
};

void TestDiagnosis::init()
{
    m_server = std::make_unique<ScriptedServer>();
    chatapp::install(*m_server);
    m_server->answers[chatapp::kJoin] = chatapp::joined();
    make();
}

void TestDiagnosis::cleanup()
{
    qunsetenv("http_proxy");
    qunsetenv("https_proxy");
    m_diagnosis.reset();
}

void TestDiagnosis::make(const HubEndpoint &hub)
{
    m_diagnosis.reset();
    m_http.reset();
    m_vault = std::make_unique<TokenVault>(std::make_unique<SessionTokenStore>(), u"hub"_s);
    m_policy = std::make_unique<TokenPolicy>(hub, *m_vault);
    m_cookies = std::make_unique<CookieJar>();
    m_http = std::make_unique<Http>(*m_policy, *m_cookies, nullptr);
    m_http->setSecond(1ms);
    m_diagnosis = std::make_unique<Diagnosis>(*m_http, hub, *m_policy, nullptr);
}

/// The last finding.
const Diagnosis::Finding &TestDiagnosis::run(const QString &address)
{
    QSignalSpy finished(m_diagnosis.get(), &Diagnosis::finished);
    m_diagnosis->start(address);
    if (!finished.wait(30000))
        qFatal("the diagnosis did not end");
    return m_diagnosis->findings().back();
}

void TestDiagnosis::untrustedCertificate()
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
    const Diagnosis::Finding &last = run(u"https://127.0.0.1:%1"_s.arg(server.serverPort()));
    QCOMPARE(last.step, Step::Tls);
    QCOMPARE(last.outcome, Outcome::Failed);
    QCOMPARE(last.failure.kind, Failure::Kind::Network);
    QVERIFY2(last.result.contains("not trusted"_L1), qPrintable(last.result));
    QVERIFY2(last.advice.contains("certificate"_L1), qPrintable(last.advice));
}

void TestDiagnosis::plainBehindHttps()
{
    // One that waits for the rest of what it takes for a request, and one that answers at once.
    m_diagnosis->setLimits(30s, 100ms);
    const Diagnosis::Finding waits = run(u"https://127.0.0.1:%1"_s.arg(m_server->port()));
    QCOMPARE(waits.step, Step::Tls);
    QVERIFY2(waits.advice.contains("http://"_L1), qPrintable(waits.advice));
    QTcpServer other;
    QVERIFY(other.listen(QHostAddress::LocalHost));
    connect(&other, &QTcpServer::newConnection, this,
            [&] { other.nextPendingConnection()->write("HTTP/1.1 400 Bad Request\r\n\r\n"); });
    m_diagnosis->setLimits(30s, 10s);
    const Diagnosis::Finding answers = run(u"https://127.0.0.1:%1"_s.arg(other.serverPort()));
    QCOMPARE(answers.step, Step::Tls);
    QVERIFY2(answers.advice.contains("http://"_L1), qPrintable(answers.advice));
}

void TestDiagnosis::throughAProxy()
{
    // A proxy is asked for the whole address; this one answers by itself.
    m_server->answers["GET *"] = ScriptedServer::json(chatapp::config());
    qputenv("http_proxy", m_server->url("").toString().toLatin1());
    const Diagnosis::Finding &last = run(u"http://app.example"_s);
    QCOMPARE(last.step, Step::Mapping);
    QCOMPARE(outcomeOf(Step::Dns), Outcome::NotNeeded);
    QCOMPARE(outcomeOf(Step::Tcp), Outcome::Passed);
    QVERIFY(m_diagnosis->findings().at(size_t(Step::Tcp)).result.contains("proxy"_L1));
    QCOMPARE(outcomeOf(Step::Tls), Outcome::NotNeeded);
}

void TestDiagnosis::deadProxy()
{
    QTcpServer nobody;
    QVERIFY(nobody.listen(QHostAddress::LocalHost));
    qputenv("http_proxy", "http://127.0.0.1:" + QByteArray::number(nobody.serverPort()));
    nobody.close();
    const Diagnosis::Finding &last = run(u"http://app.example"_s);
    QCOMPARE(last.step, Step::Tcp);
    QVERIFY2(last.advice.contains("proxy"_L1), qPrintable(last.advice));
}

void TestDiagnosis::serverThatSaysNothing()
{
    m_server->answers["GET /config"] = ScriptedServer::silence();
    m_diagnosis->setLimits(50ms, 10s);
    const Diagnosis::Finding &last = run(m_server->url("").toString());
    QCOMPARE(last.step, Step::Http);
    QCOMPARE(last.failure.kind, Failure::Kind::Silence);
    QVERIFY(!last.advice.isEmpty());
}

void TestDiagnosis::privateSpace()
{
    ScriptedServer hub;
    make(HubEndpoint(hub.url("")));
    m_vault->setTokenForThisRun("hf_private");
    hub.answers["GET /api/spaces/me/app/host"] = ScriptedServer::json(
        R"({"subdomain":"me-app","host":")" + m_server->url("").toString().toUtf8() + R"("})");
    hub.answers["GET /api/spaces/me/app"]
        = ScriptedServer::json(R"({"private":true,"runtime":{"stage":"RUNNING"}})");
    m_server->answers["GET /config"] = [](const ScriptedServer::Request &request) {
        return request.hasHeader("Authorization") ? ScriptedServer::json(chatapp::config())
                                                  : ScriptedServer::html(404);
    };
    QCOMPARE(run(u"me/app"_s).step, Step::Mapping);
    QVERIFY(!m_diagnosis->failure());
    // Whose token may not see it.
    m_server->answers["GET /config"] = ScriptedServer::html(404);
    const Diagnosis::Finding &last = run(u"me/app"_s);
    QCOMPARE(last.step, Step::Config);
    QCOMPARE(last.failure.kind, Failure::Kind::PrivateSpace);
}

void TestDiagnosis::sentOn()
{
    m_server->answers["GET /config"] = ScriptedServer::redirect(307, "/app/config");
    m_server->answers["GET /app/config"] = ScriptedServer::json(chatapp::config());
    m_server->answers["GET /app/gradio_api/info"] = ScriptedServer::json("{}");
    QCOMPARE(run(m_server->url("").toString()).step, Step::Mapping);
    QVERIFY(m_diagnosis->findings().at(size_t(Step::Http)).result.contains("sent on"_L1));
    QCOMPARE(m_server->count("GET /app/gradio_api/info"), 1);
}

void TestDiagnosis::configInThePage()
{
    m_server->answers.remove("GET /config");
    m_server->answers["GET /"] = ScriptedServer::html(
        200, "<script>window.gradio_config = " + chatapp::config() + ";</script>");
    QCOMPARE(run(m_server->url("").toString()).step, Step::Mapping);
    QCOMPARE(outcomeOf(Step::Config), Outcome::Passed);
}

void TestDiagnosis::cancelled()
{
    m_server->answers["GET /config"] = ScriptedServer::silence();
    QSignalSpy finished(m_diagnosis.get(), &Diagnosis::finished);
    QSignalSpy found(m_diagnosis.get(), &Diagnosis::found);
    m_diagnosis->start(m_server->url("").toString());
    QTRY_COMPARE(m_server->count("GET /config"), 1);
    const auto before = found.count();
    m_diagnosis->cancel();
    QVERIFY(!m_diagnosis->isRunning());
    QTRY_COMPARE(m_server->openConnections(), 0);
    QCOMPARE(found.count(), before);
    QCOMPARE(finished.count(), 0);
}

void TestDiagnosis::startedAgain()
{
    m_server->answers["GET /config"]
        = {ScriptedServer::silence(), ScriptedServer::json(chatapp::config())};
    m_diagnosis->start(m_server->url("").toString());
    QTRY_COMPARE(m_server->count("GET /config"), 1);
    QCOMPARE(run(m_server->url("").toString()).step, Step::Mapping);
    QCOMPARE(m_diagnosis->findings().size(), size_t(Step::Mapping) + 1);
}

void TestDiagnosis::cancelledDuringTheCall()
{
    m_server->answers[chatapp::kData] = ScriptedServer::events({chatapp::started()}).stayingOpen();
    m_diagnosis->setCalls(true);
    m_diagnosis->start(m_server->url("").toString());
    QTRY_COMPARE(m_server->count(chatapp::kData), 1);
    m_diagnosis->cancel();
    QTRY_COMPARE(m_server->openStreams(chatapp::kData), 0);
    // And with all of it.
    m_diagnosis->start(m_server->url("").toString());
    QTRY_COMPARE(m_server->count(chatapp::kData), 2);
    m_diagnosis.reset();
    QTRY_COMPARE(m_server->openStreams(chatapp::kData), 0);
}

void TestDiagnosis::report()
{
    run(m_server->url("").toString());
    const QString text = m_diagnosis->report();
    QVERIFY(text.contains(m_server->url("").toString()));
    for (const Step step : {Step::Address, Step::Tls, Step::Mapping})
        QVERIFY2(text.contains(u'\n' + Diagnosis::nameOf(step)), qPrintable(text));
}

QTEST_GUILESS_MAIN(TestDiagnosis)
#include "tst_diagnosis.moc"
