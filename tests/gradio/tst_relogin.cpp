#include "gradio/relogin.h"

#include "callrecorder.h"
#include "gradio/session.h"
#include "net/cookiejar.h"
#include "net/http.h"
#include "support/chatapp.h"
#include "support/httpoutcome.h"
#include "support/scriptedserver.h"

#include <QPromise>
#include <QTest>
#include <QWebSocket>

using namespace Qt::Literals::StringLiterals;
using namespace spaceline;
using namespace spaceline::gradio;
using Kind = Failure::Kind;
using State = Call::State;

namespace {

/// What the user signed in with, at one server.
class OneLogin final : public LoginSource {
public:
    QFuture<LoginWords> loginFor(const QUrl &base) override
    {
        asked.append(base);
        return isLate ? promise.future() : QtFuture::makeReadyFuture(words);
    }
    LoginWords words{u"ada"_s, u"difference engine"_s};
    QList<QUrl> asked;
    bool isLate = false;
    QPromise<LoginWords> promise;
};

ScriptedServer::Answer notKnown()
{
    return ScriptedServer::json(R"({"detail":{"error":"Not authenticated"}})", 401);
}

} // namespace

/// A server that forgot who signed in: gradio-protocol.md §8, failures.md F18.
class TestRelogin : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();

    void everyRequest_data();
    void everyRequest();
    void onceOnly_data();
    void onceOnly();
    void notFor_data();
    void notFor();
    void wrongPasswordNow();
    void passwordThatComesLater();
    void severalWaitForOneLogin();
    void callGoesOn_data();
    void callGoesOn();
    void socketGoesOn();
    void stoppedMeanwhile();

private:
    /// \p route wants a login; until then it answers 401.
    void protect(const QByteArray &route, const ScriptedServer::Answer &answer);
    /// A call that runs to its end.
    void run(CallRecorder &record, Call &call) const;

    std::unique_ptr<ScriptedServer> m_server;
    std::unique_ptr<CookieJar> m_jar;
    std::unique_ptr<Http> m_http;
    std::unique_ptr<OneLogin> m_login;
    std::unique_ptr<Relogin> m_relogin;
    NoCredentials m_nobody;
};

void TestRelogin::init()
{
    m_server = std::make_unique<ScriptedServer>();
    m_server->answers["POST /login"]
        = ScriptedServer::json(R"({"success":true})")
              .with("Set-Cookie", "access-token-unsecure-x=1; HttpOnly; Path=/; SameSite=lax");
    m_jar = std::make_unique<CookieJar>();
    m_http = std::make_unique<Http>(m_nobody, *m_jar, nullptr);
    m_login = std::make_unique<OneLogin>();
    m_relogin = std::make_unique<Relogin>(*m_http, *m_login);
    m_relogin->setBase(m_server->url(""));
    m_http->setReentry(m_relogin.get());
}

void TestRelogin::cleanup()
{
    m_relogin.reset();
    m_http.reset();
    m_server.reset();
}

void TestRelogin::protect(const QByteArray &route, const ScriptedServer::Answer &answer)
{
    m_server->answers[route] = [answer](const ScriptedServer::Request &request) {
        return request.header("Cookie").contains("access-token") ? answer : notKnown();
    };
}

void TestRelogin::run(CallRecorder &record, Call &call) const
{
    CallRequest request;
    request.fnIndex = 0;
    request.apiName = u"chat"_s;
    request.data = {u"hi"_s, QJsonValue::Null};
    call.start(request);
    QTRY_COMPARE(record.finished, 1);
}

void TestRelogin::everyRequest_data()
{
    QTest::addColumn<int>("kind");
    QTest::addRow("get") << 0;
    QTest::addRow("get that is repeated") << 1;
    QTest::addRow("post") << 2;
    QTest::addRow("stream") << 3;
}

void TestRelogin::everyRequest()
{
    QFETCH(const int, kind);
    HttpRequest request = kind == 2 ? postRequest(m_server->url("/x"), "{\"a\":1}")
        : kind == 3                 ? streamRequest(m_server->url("/x"))
                                    : getRequest(m_server->url("/x"));
    request.repeat = kind == 1;
    protect(kind == 2 ? "POST /x" : "GET /x",
            kind == 3 ? ScriptedServer::events({"data: 1"}) : ScriptedServer::json("{\"b\":2}"));
    HttpExchange *exchange = m_http->send(request);
    int signingIn = 0;
    connect(exchange, &HttpExchange::signingIn, this, [&] { ++signingIn; });
    HttpOutcome outcome(exchange);
    QVERIFY(outcome.wait());
    QCOMPARE(outcome.status, 200);
    QCOMPARE(outcome.body, kind == 3 ? "data: 1\n\n"_ba : "{\"b\":2}"_ba);
    QCOMPARE(outcome.headersCount, 1);
    QCOMPARE(signingIn, 1);
    QCOMPARE(m_server->count("POST /login"), 1);
    QCOMPARE(m_server->last("POST /login").body, "username=ada&password=difference%20engine"_ba);
    QCOMPARE(m_server->requests.size(), 3);
    if (kind == 2)
        QCOMPARE(m_server->requests[2].body, m_server->requests[0].body);
}

void TestRelogin::onceOnly_data()
{
    QTest::addColumn<bool>("stream");
    QTest::addRow("plain") << false;
    QTest::addRow("stream") << true;
}

void TestRelogin::onceOnly()
{
    QFETCH(const bool, stream);
    m_server->answers["GET /x"] = notKnown();
    const QUrl url = m_server->url("/x");
    const auto outcome = outcomeOf(*m_http, stream ? streamRequest(url) : getRequest(url));
    QCOMPARE(outcome->status, 401);
    QVERIFY(outcome->body.contains("Not authenticated"));
    QCOMPARE(outcome->headersCount, 1);
    QCOMPARE(m_server->count("GET /x"), 2);
    QCOMPARE(m_server->count("POST /login"), 1);
}

void TestRelogin::notFor_data()
{
    QTest::addColumn<QString>("what");
    for (const char *what : {"a page", "another app", "nobody", "anonymous", "no app yet"})
        QTest::addRow("%s", what) << QString::fromLatin1(what);
}

void TestRelogin::notFor()
{
    QFETCH(const QString, what);
    ScriptedServer other;
    HttpRequest request = getRequest(m_server->url("/x"));
    request.anonymous = what == "anonymous"_L1;
    m_server->answers["GET /x"] = what == "a page"_L1 ? ScriptedServer::html(401) : notKnown();
    if (what == "another app"_L1)
        m_relogin->setBase(other.url(""));
    if (what == "no app yet"_L1)
        m_relogin->setBase({});
    if (what == "nobody"_L1)
        m_login->words = {};
    const auto outcome = outcomeOf(*m_http, request);
    QCOMPARE(outcome->status, 401);
    QVERIFY(!outcome->body.isEmpty());
    QCOMPARE(m_server->requests.size(), 1);
    QCOMPARE(other.requests.size(), 0);
}

void TestRelogin::wrongPasswordNow()
{
    m_server->answers["POST /login"]
        = ScriptedServer::json(R"({"detail":"Incorrect credentials."})", 400);
    protect("GET /x", ScriptedServer::json("{}"));
    for (const bool stream : {false, true}) {
        const QUrl url = m_server->url("/x");
        const auto outcome = outcomeOf(*m_http, stream ? streamRequest(url) : getRequest(url));
        QCOMPARE(outcome->status, 401);
        QVERIFY(outcome->body.contains("Not authenticated"));
    }
    QCOMPARE(m_server->count("GET /x"), 2);
}

void TestRelogin::passwordThatComesLater()
{
    m_login->isLate = true;
    m_login->promise.start();
    protect("GET /x", ScriptedServer::json("{}"));
    HttpOutcome outcome(m_http->send(getRequest(m_server->url("/x"))));
    QTRY_COMPARE(m_login->asked.size(), 1);
    QCOMPARE(m_server->count("POST /login"), 0);
    m_login->promise.addResult(m_login->words);
    m_login->promise.finish();
    QVERIFY(outcome.wait());
    QCOMPARE(outcome.status, 200);
}

void TestRelogin::severalWaitForOneLogin()
{
    protect("GET /x", ScriptedServer::json("{}"));
    m_server->answers["POST /login"] = ScriptedServer::json(R"({"success":true})")
                                           .with("Set-Cookie", "access-token-unsecure-x=1; Path=/")
                                           .onRelease();
    HttpOutcome first(m_http->send(getRequest(m_server->url("/x"))));
    HttpOutcome second(m_http->send(getRequest(m_server->url("/x"))));
    // One that is given up meanwhile is not told.
    HttpOutcome third(m_http->send(getRequest(m_server->url("/x"))));
    QTRY_COMPARE(m_server->count("GET /x"), 3);
    QTRY_COMPARE(m_server->count("POST /login"), 1);
    third.exchange->abort();
    QCOMPARE(third.failure.kind, Kind::Interrupted);
    QVERIFY(m_server->release("POST /login"));
    QVERIFY(first.wait() && second.wait());
    QCOMPARE(first.status, 200);
    QCOMPARE(second.status, 200);
    QCOMPARE(m_server->count("POST /login"), 1);
    QCOMPARE(m_server->count("GET /x"), 5);
}

void TestRelogin::callGoesOn_data()
{
    QTest::addColumn<QByteArray>("refused");
    QTest::addRow("submit") << chatapp::kJoin;
    QTest::addRow("stream") << chatapp::kData;
}

void TestRelogin::callGoesOn()
{
    QFETCH(const QByteArray, refused);
    chatapp::install(*m_server);
    m_server->answers[chatapp::kJoin] = chatapp::joined();
    m_server->answers[chatapp::kData] = chatapp::reply("Hello");
    protect(refused, refused == chatapp::kJoin ? chatapp::joined() : chatapp::reply("Hello"));
    const Config config = Config::parse(chatapp::config());
    Session session(*m_http, m_server->url("/gradio_api/"), u"s1"_s);
    auto *call = new Call(*m_http, config, session, this);
    CallRecorder record(call);
    run(record, *call);
    QCOMPARE(record.last(), State::Completed);
    QCOMPARE(record.text(), u"Hello"_s);
    QCOMPARE(record.repetitions, (QList<CallRecorder::Repetition>{{Kind::Login, 1, 0}}));
    // It ran once.
    QCOMPARE(m_server->count(chatapp::kJoin), refused == chatapp::kJoin ? 2 : 1);
}

void TestRelogin::socketGoesOn()
{
    m_server->answers["GET /queue/join"]
        = ScriptedServer::json(R"({"detail":"Not authenticated"})", 403).closing();
    m_server->answers["POST /login"] = [this](const ScriptedServer::Request &) {
        m_server->onSocket = [](QWebSocket &socket, const QByteArray &text) {
            if (text.isEmpty()) {
                socket.sendTextMessage(u"{\"msg\":\"send_data\"}"_s);
                return;
            }
            socket.sendTextMessage(u"{\"msg\":\"process_completed\",\"success\":true,"
                                   "\"output\":{\"data\":[\"Hello\"]}}"_s);
        };
        return ScriptedServer::json(R"({"success":true})");
    };
    const Config config
        = Config::parse(R"({"version":"3.50.2","components":[],"dependencies":[]})");
    Session session(*m_http, m_server->url("/"), u"s1"_s);
    auto *call = new Call(*m_http, config, session, this);
    CallRecorder record(call);
    run(record, *call);
    QCOMPARE(record.last(), State::Completed);
    QCOMPARE(record.text(), u"Hello"_s);
    QCOMPARE(m_server->count("POST /login"), 1);
}

void TestRelogin::stoppedMeanwhile()
{
    chatapp::install(*m_server);
    protect(chatapp::kJoin, chatapp::joined());
    m_server->answers["POST /login"] = ScriptedServer::silence();
    const Config config = Config::parse(chatapp::config());
    Session session(*m_http, m_server->url("/gradio_api/"), u"s1"_s);
    auto *call = new Call(*m_http, config, session, this);
    CallRecorder record(call);
    record.onRepeating
        = [&] { QMetaObject::invokeMethod(call, &Call::cancel, Qt::QueuedConnection); };
    run(record, *call);
    QCOMPARE(record.last(), State::Cancelled);
    QCOMPARE(m_server->count(chatapp::kJoin), 1);
}

QTEST_GUILESS_MAIN(TestRelogin)
#include "tst_relogin.moc"
