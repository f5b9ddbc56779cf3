#include "gradio/login.h"

#include "net/cookiejar.h"
#include "net/http.h"
#include "net/trafficlog.h"
#include "support/capture.h"
#include "support/scriptedserver.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace spaceline;
using namespace spaceline::gradio;
using Kind = Failure::Kind;

/// gradio-protocol.md §8; failures.md F18.
class TestLogin : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void earnsACookie_data();
    void earnsACookie();
    void appWithoutAPassword();
    void refusals_data();
    void refusals();
    void cancelled();
    void saysNothingOfThePassword();

private:
    Failure signIn(Http &http, const QUrl &base);
    NoCredentials m_nobody;
};

Failure TestLogin::signIn(Http &http, const QUrl &base)
{
    const QPointer<Login> login = new Login(http, base);
    Failure failure;
    int finished = 0;
    connect(login, &Login::finished, this, [&, login] {
        ++finished;
        failure = login->failure();
    });
    login->start(u"ada"_s, u"p&ss =wörd+%"_s);
    if (finished != 0)
        qFatal("finished() from within start()");
    (void)QTest::qWaitFor([&] { return !login; });
    return finished == 1 ? failure : Failure(Kind::Usage);
}

void TestLogin::earnsACookie_data()
{
    QTest::addColumn<QByteArray>("base");
    QTest::newRow("root") << ""_ba;
    QTest::newRow("slash") << "/"_ba;
    QTest::newRow("folder") << "/sub/app"_ba;
}

void TestLogin::earnsACookie()
{
    QFETCH(const QByteArray, base);
    ScriptedServer server;
    const QByteArray path = base == "/" ? "/login"_ba : QByteArray(base + "/login");
    server.answers["POST " + path]
        = ScriptedServer::json(R"({"success":true})")
              .with("Set-Cookie", "access-token-unsecure-x=1; HttpOnly; Path=/; SameSite=lax");
    CookieJar jar;
    Http http(m_nobody, jar, nullptr);
    QVERIFY(!signIn(http, server.url(base)));
    QCOMPARE(server.requests.size(), 1);
    QCOMPARE(server.requests[0].header("Content-Type"), "application/x-www-form-urlencoded"_ba);
    QCOMPARE(server.requests[0].body, "username=ada&password=p%26ss%20%3Dw%C3%B6rd%2B%25"_ba);
    QCOMPARE(jar.cookiesForUrl(server.url(base)).size(), 1);
}

void TestLogin::appWithoutAPassword()
{
    ScriptedServer server;
    server.answers["POST /login"] = ScriptedServer::redirect(302, "/");
    server.answers["GET /"] = ScriptedServer::html(200);
    server.answers["POST /"] = ScriptedServer::json(R"({"detail":"Method Not Allowed"})", 405);
    CookieJar jar;
    Http http(m_nobody, jar, nullptr);
    QVERIFY(!signIn(http, server.url("")));
}

void TestLogin::refusals_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<Kind>("kind");
    QTest::newRow("wrong") << 400 << R"({"detail":"Incorrect credentials."})"_ba << Kind::Login;
    QTest::newRow("wrong, 401") << 401 << R"({"detail":"Not authenticated"})"_ba << Kind::Login;
    QTest::newRow("no such route") << 404 << R"({"detail":"Not Found"})"_ba << Kind::Transport;
    QTest::newRow("too often") << 429 << R"({"detail":"slow down"})"_ba << Kind::RateLimit;
}

void TestLogin::refusals()
{
    QFETCH(const int, status);
    QFETCH(const QByteArray, body);
    QFETCH(const Kind, kind);
    ScriptedServer server;
    server.answers["POST /login"] = ScriptedServer::json(body, status);
    CookieJar jar;
    Http http(m_nobody, jar, nullptr);
    const Failure failure = signIn(http, server.url(""));
    QCOMPARE(failure.kind, kind);
    QCOMPARE(server.requests.size(), 1);
    if (kind == Kind::Login)
        QVERIFY(failure.said.contains(u"password"_s));
}

void TestLogin::cancelled()
{
    ScriptedServer server;
    server.answers["POST /login"] = ScriptedServer::silence();
    CookieJar jar;
    Http http(m_nobody, jar, nullptr);
    const QPointer<Login> login = new Login(http, server.url(""));
    QSignalSpy finished(login, &Login::finished);
    login->start(u"ada"_s, u"secret"_s);
    QTRY_COMPARE(server.requests.size(), 1);
    login->cancel();
    QCOMPARE(finished.size(), 1);
    QCOMPARE(login->failure().kind, Kind::Interrupted);
    QTRY_VERIFY(!login);
}

void TestLogin::saysNothingOfThePassword()
{
    ScriptedServer server;
    server.answers["POST /login"] = ScriptedServer::json(R"({"detail":"no"})", 400);
    CookieJar jar;
    TrafficLog log;
    log.setKeeping(true);
    Http http(m_nobody, jar, &log);
    const Failure failure = signIn(http, server.url(""));
    QVERIFY(!log.lines().isEmpty());
    const QString all = log.lines().join(u'\n') + failure.detail + failure.said;
    QVERIFY(!all.contains(u"p&ss"_s) && !all.contains(u"p%26ss"_s));
}

QTEST_GUILESS_MAIN(TestLogin)
#include "tst_login.moc"
