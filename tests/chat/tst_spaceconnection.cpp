#include "account/tokenpolicy.h"
#include "account/tokenvault.h"
#include "chat/spaceconnection.h"
#include "net/http.h"
#include "support/chatapp.h"
#include "support/temporaryservices.h"

#include <QFile>
#include <QJsonDocument>
#include <QNetworkCookieJar>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace spaceline;
using State = SpaceConnection::State;

/// The Hub is a scripted server behind HF_ENDPOINT: its answers are those of gradio-protocol.md §1
/// and failures.md F4–F6, which is all that is known here of huggingface.co.
class TestSpaceConnection : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void url();
    void brokenInfoIsNotFatal();
    void followsTheServerToItsFolder();
    void demo();
    void spaceByName();
    void otherPrefix();
    void wakes_data();
    void wakes();
    void wakingEndsInAnError();
    void wakingCanBeCancelled();
    void theProxyMayBeLate();
    void slowButRunning();
    void notRunning_data();
    void notRunning();
    void privateSpaceIsToldInTheOpen();
    void stageUnknown();
    void refusals_data();
    void refusals();
    void startsOver();
    void wantedEndpoint();
    void infoOnlyIfNeeded();
    void onlyCallLeavesThePageAlone();
    void configInThePage_data();
    void configInThePage();
    void pageThatWantsAPassword();
    void pageWithoutAConfig();
    void folderBehindASlash();
    void cookiesStick();

private:
    [[nodiscard]] static ScriptedServer::Answer stageAnswer(const QByteArray &stage)
    {
        return ScriptedServer::json(R"({"runtime":{"stage":")" + stage + R"("}})");
    }
    /// A Hub that knows \p app as me/app, with \p stages one after the other.
    static void install(ScriptedServer &hub, const ScriptedServer &app,
                        const ScriptedServer::Script &stages)
    {
        hub.answers["GET /api/spaces/me/app/host"]
            = ScriptedServer::json(R"({"host":")" + app.url("").toString().toUtf8() + R"("})");
        hub.answers["GET /api/spaces/me/app"] = stages;
    }

    struct Setup {
        explicit Setup(const HubEndpoint &hub = {})
            : services(hub)
            , http(services->policy(), services->cookies(), nullptr)
            , connection(http, services->hub(), services->policy(), &services->demo())
        {
            http.setSecond(std::chrono::milliseconds(1));
        }
        TemporaryServices services;
        Http http;
        SpaceConnection connection;
    };
};

void TestSpaceConnection::url()
{
    ScriptedServer server;
    chatapp::install(server);
    Setup setup;
    QSignalSpy states(&setup.connection, &SpaceConnection::stateChanged);
    setup.connection.connectTo(u"127.0.0.1:%1"_s.arg(server.port()));
    QCOMPARE(setup.connection.state(), State::Reading);
    QTRY_COMPARE(setup.connection.state(), State::Ready);
    QCOMPARE(setup.connection.address(), server.url("").toString());
    QCOMPARE(setup.connection.mapping().endpoint.name, u"/chat"_s);
    QCOMPARE(setup.connection.api(), server.url("/gradio_api/"));
    QCOMPARE(setup.connection.spaceName(), u"Scripted"_s);
    QCOMPARE(states.count(), 2);
}

void TestSpaceConnection::brokenInfoIsNotFatal()
{
    ScriptedServer server;
    chatapp::install(server);
    server.answers["GET /gradio_api/info"] = ScriptedServer::text("Internal Server Error", 500);
    Setup setup;
    setup.connection.connectTo(server.url().toString());
    QTRY_COMPARE(setup.connection.state(), State::Ready);
}

void TestSpaceConnection::followsTheServerToItsFolder()
{
    ScriptedServer server;
    server.answers["GET /old/config"] = ScriptedServer::redirect(307, "/new/app/config");
    server.answers["GET /new/app/config"] = ScriptedServer::json(chatapp::config());
    Setup setup;
    setup.connection.connectTo(server.url("/old/").toString());
    QTRY_COMPARE(setup.connection.state(), State::Ready);
    QCOMPARE(setup.connection.api(), server.url("/new/app/gradio_api/"));
}

void TestSpaceConnection::demo()
{
    Setup setup;
    setup.connection.connectTo(u"demo:"_s);
    QTRY_COMPARE(setup.connection.state(), State::Ready);
    QCOMPARE(setup.connection.address(), u"demo:"_s);
    QCOMPARE(setup.connection.mapping().history, gradio::ChatMapping::History::Server);
    QVERIFY(setup.connection.page().isEmpty());
}

void TestSpaceConnection::spaceByName()
{
    ScriptedServer hub;
    ScriptedServer app;
    chatapp::install(app);
    hub.answers["GET /api/spaces/me/app/host"] = ScriptedServer::json(
        R"({"subdomain":"me-app","host":")" + app.url("").toString().toUtf8() + R"("})");
    Setup setup{HubEndpoint(hub.url(""))};
    setup.connection.connectTo(hub.url("/spaces/me/app/tree/main?x=1").toString());
    QCOMPARE(setup.connection.state(), State::Resolving);
    QTRY_COMPARE(setup.connection.state(), State::Ready);
    QCOMPARE(setup.connection.address(), u"me/app"_s);
    QCOMPARE(setup.connection.spaceName(), u"me/app"_s);
    QCOMPARE(setup.connection.page(), hub.url("/spaces/me/app"));
    QCOMPARE(setup.connection.base(), app.url(""));
}

void TestSpaceConnection::otherPrefix()
{
    // The config names a prefix under which there is nothing (F7).
    ScriptedServer server;
    server.answers["GET /config"] = ScriptedServer::json(chatapp::config());
    server.answers["GET /info"]
        = ScriptedServer::json(R"({"named_endpoints":{"/chat":{}},"unnamed_endpoints":{}})");
    Setup setup;
    setup.connection.connectTo(server.url("").toString());
    QTRY_COMPARE(setup.connection.state(), State::Ready);
    QCOMPARE(setup.connection.api(), server.url("/"));
    QSignalSpy read(&setup.connection, &SpaceConnection::descriptionRead);
    setup.connection.readAgain();
    QTRY_COMPARE(read.count(), 1);
    QCOMPARE(setup.connection.api(), server.url("/"));
    QCOMPARE(server.count("GET /gradio_api/info"), 1);
    // Without a description anywhere the config is believed.
    server.answers.remove("GET /info");
    setup.connection.connectTo(server.url("").toString());
    QTRY_COMPARE(setup.connection.state(), State::Ready);
    QCOMPARE(setup.connection.api(), server.url("/gradio_api/"));
    QCOMPARE(server.count("GET /info"), 3);
}

void TestSpaceConnection::wakes_data()
{
    QTest::addColumn<ScriptedServer::Answer>("asleep");
    QTest::newRow("a page, 404") << ScriptedServer::html(404);
    QTest::newRow("a page, 503") << ScriptedServer::html(503);
    QTest::newRow("no answer at all") << ScriptedServer::silence();
}

void TestSpaceConnection::wakes()
{
    QFETCH(const ScriptedServer::Answer, asleep);
    ScriptedServer hub;
    ScriptedServer app;
    app.answers["GET /config"] = asleep;
    app.answers["GET /"] = ScriptedServer::html(503);
    int asked = 0;
    install(hub, app, [&](const ScriptedServer::Request &) {
        const QByteArrayList stages{"SLEEPING", "SLEEPING", "BUILDING", "APP_STARTING", "RUNNING"};
        const QByteArray stage = stages.at(std::min<qsizetype>(asked++, stages.size() - 1));
        if (stage == "RUNNING")
            chatapp::install(app);
        return stageAnswer(stage);
    });
    Setup setup{HubEndpoint(hub.url(""))};
    QStringList told;
    connect(&setup.connection, &SpaceConnection::stateChanged, this, [&] {
        if (setup.connection.state() == State::Waking)
            told += setup.connection.stage().stage;
    });
    QSignalSpy woke(&setup.connection, &SpaceConnection::woke);
    setup.connection.connectTo(u"me/app"_s);
    QTRY_COMPARE(setup.connection.state(), State::Ready);
    QCOMPARE(told, (QStringList{u"SLEEPING"_s, u"BUILDING"_s, u"APP_STARTING"_s}));
    QCOMPARE(woke.count(), 1);
    QVERIFY(app.count("GET /") >= 1);
    QCOMPARE(setup.connection.stage().kind(), SpaceStage::Kind::Unknown);
}

void TestSpaceConnection::wakingEndsInAnError()
{
    ScriptedServer hub;
    ScriptedServer app;
    app.answers["GET /config"] = ScriptedServer::html(503);
    install(hub, app,
            {stageAnswer("BUILDING"),
             ScriptedServer::json(
                 R"({"runtime":{"stage":"BUILD_ERROR","errorMessage":"no such file: app.py"}})")});
    Setup setup{HubEndpoint(hub.url(""))};
    setup.connection.connectTo(u"me/app"_s);
    QTRY_COMPARE(setup.connection.state(), State::Failed);
    QCOMPARE(setup.connection.failure().kind, Failure::Kind::SpaceNotRunning);
    QCOMPARE(setup.connection.failure().said, u"BUILD_ERROR: no such file: app.py"_s);
    QCOMPARE(setup.connection.failure().sentence(), u"The Space could not be built."_s);
    // Nothing is asked any more.
    const int asked = hub.count("GET /api/spaces/me/app");
    setup.connection.connectTo(u"me/app"_s);
    QTRY_COMPARE(setup.connection.state(), State::Failed);
    QCOMPARE(hub.count("GET /api/spaces/me/app"), asked + 1);
}

void TestSpaceConnection::wakingCanBeCancelled()
{
    ScriptedServer hub;
    ScriptedServer app;
    app.answers["GET /config"] = ScriptedServer::html(503);
    install(hub, app, stageAnswer("SLEEPING"));
    {
        Setup setup{HubEndpoint(hub.url(""))};
        setup.connection.connectTo(u"me/app"_s);
        QTRY_COMPARE(setup.connection.state(), State::Waking);
        setup.connection.cancel();
        QCOMPARE(setup.connection.state(), State::Idle);
        // Another one is not disturbed by what the first still hears.
        ScriptedServer other;
        chatapp::install(other);
        setup.connection.connectTo(other.url().toString());
        QTRY_COMPARE(setup.connection.state(), State::Ready);
        setup.connection.connectTo(u"me/app"_s);
        QTRY_COMPARE(setup.connection.state(), State::Waking);
    }
    QTRY_COMPARE(app.openConnections(), 0); // gone in the middle of it
}

void TestSpaceConnection::theProxyMayBeLate()
{
    ScriptedServer hub;
    ScriptedServer app;
    int asked = 0;
    chatapp::install(app);
    app.answers["GET /config"] = [&](const ScriptedServer::Request &) {
        // Asleep, then twice with its repetitions after the Hub said that it runs.
        return ++asked <= 12 ? ScriptedServer::html(503) : ScriptedServer::json(chatapp::config());
    };
    install(hub, app, {stageAnswer("SLEEPING"), stageAnswer("RUNNING")});
    Setup setup{HubEndpoint(hub.url(""))};
    setup.connection.connectTo(u"me/app"_s);
    QTRY_COMPARE(setup.connection.state(), State::Ready);
    QVERIFY(asked > 4);
}

void TestSpaceConnection::slowButRunning()
{
    ScriptedServer hub;
    ScriptedServer app;
    chatapp::install(app);
    app.answers["GET /config"] = ScriptedServer::json(chatapp::config()).onRelease();
    install(hub, app, stageAnswer("RUNNING"));
    Setup setup{HubEndpoint(hub.url(""))};
    setup.connection.connectTo(u"me/app"_s);
    QTRY_VERIFY(setup.connection.isSlow());
    QCOMPARE(setup.connection.state(), State::Reading);
    QVERIFY(app.release("GET /config"));
    QTRY_COMPARE(setup.connection.state(), State::Ready);
    QVERIFY(!setup.connection.isSlow());
}

void TestSpaceConnection::notRunning_data()
{
    QTest::addColumn<QByteArray>("stage");
    for (const QByteArray stage : {"PAUSED", "BUILD_ERROR", "SOMETHING_NEW", "RUNNING"})
        QTest::newRow(stage.constData()) << stage;
}

void TestSpaceConnection::notRunning()
{
    QFETCH(QByteArray, stage);
    ScriptedServer hub;
    ScriptedServer app;
    app.answers["GET /config"] = ScriptedServer::html(503);
    hub.answers["GET /api/spaces/me/app/host"]
        = ScriptedServer::json(R"({"host":")" + app.url("").toString().toUtf8() + R"("})");
    hub.answers["GET /api/spaces/me/app"] = stageAnswer(stage);
    Setup setup{HubEndpoint(hub.url(""))};
    setup.connection.connectTo(u"me/app"_s);
    QTRY_COMPARE(setup.connection.state(), State::Failed);
    QCOMPARE(setup.connection.failure().kind, Failure::Kind::SpaceNotRunning);
    QVERIFY(setup.connection.failure().said.contains(QString::fromLatin1(stage)));
}

void TestSpaceConnection::privateSpaceIsToldInTheOpen()
{
    ScriptedServer hub;
    ScriptedServer app;
    chatapp::install(app);
    app.answers["GET /config"] = [](const ScriptedServer::Request &request) {
        return request.hasHeader("Authorization") ? ScriptedServer::json(chatapp::config())
                                                  : ScriptedServer::html(404);
    };
    hub.answers["GET /api/spaces/me/app/host"]
        = ScriptedServer::json(R"({"host":")" + app.url("").toString().toUtf8() + "\"}");
    hub.answers["GET /api/spaces/me/app"] = ScriptedServer::json("{\"private\":true}");
    Setup setup{HubEndpoint(hub.url(""))};
    setup.services->vault().setTokenForThisRun("hf_PlantedSecret");
    setup.connection.connectTo(u"me/app"_s);
    QTRY_COMPARE(setup.connection.state(), State::Ready);
    // Not before the Hub said so.
    QVERIFY(!app.requests.constFirst().hasHeader("Authorization"));
    QCOMPARE(app.last("GET /config").header("Authorization"), "Bearer hf_PlantedSecret");
}

void TestSpaceConnection::stageUnknown()
{
    ScriptedServer hub;
    ScriptedServer app;
    app.answers["GET /config"] = ScriptedServer::html(404);
    hub.answers["GET /api/spaces/me/app/host"]
        = ScriptedServer::json(R"({"host":")" + app.url("").toString().toUtf8() + R"("})");
    hub.answers["GET /api/spaces/me/app"] = ScriptedServer::html(500);
    Setup setup{HubEndpoint(hub.url(""))};
    setup.connection.connectTo(u"me/app"_s);
    QTRY_COMPARE(setup.connection.state(), State::Failed);
    QCOMPARE(setup.connection.failure().kind, Failure::Kind::PrivateSpace);
}

void TestSpaceConnection::refusals_data()
{
    using Server = ScriptedServer;
    QTest::addColumn<Server::Answer>("answer");
    QTest::addColumn<Failure::Kind>("kind");
    QTest::newRow("unknown") << Server::json("{}", 404) << Failure::Kind::PrivateSpace;
    QTest::newRow("anonymous") << Server::json("{}", 401) << Failure::Kind::PrivateSpace;
    QTest::newRow("bad token") << Server::json("{}", 401).with(
        "X-Error-Message", "Invalid credentials in Authorization header")
                               << Failure::Kind::Token;
    QTest::newRow("pending token") << Server::json("{}", 403) << Failure::Kind::Token;
    QTest::newRow("no name") << Server::json("{}", 400) << Failure::Kind::Address;
    QTest::newRow("rate limit") << Server::json("{}", 429) << Failure::Kind::RateLimit;
    QTest::newRow("page") << Server::html(200) << Failure::Kind::NotJson;
    QTest::newRow("nonsense host")
        << Server::json(R"({"host":"not a url"})") << Failure::Kind::NotJson;
}

void TestSpaceConnection::refusals()
{
    QFETCH(ScriptedServer::Answer, answer);
    QFETCH(Failure::Kind, kind);
    ScriptedServer hub;
    hub.answers["GET /api/spaces/me/app/host"] = answer;
    Setup setup{HubEndpoint(hub.url(""))};
    setup.connection.connectTo(u"me/app"_s);
    QTRY_COMPARE(setup.connection.state(), State::Failed);
    QCOMPARE(setup.connection.failure().kind, kind);
}

void TestSpaceConnection::startsOver()
{
    ScriptedServer slow;
    slow.answers["GET /config"] = ScriptedServer::silence();
    ScriptedServer server;
    chatapp::install(server);
    Setup setup;
    setup.connection.connectTo(slow.url().toString());
    QTRY_COMPARE(slow.count("GET /config"), 1);
    setup.connection.connectTo(server.url().toString());
    QTRY_COMPARE(setup.connection.state(), State::Ready);
    QCOMPARE(setup.connection.base(), server.url(""));
    setup.connection.connectTo(u"not an address"_s);
    QCOMPARE(setup.connection.state(), State::Failed);
    QCOMPARE(setup.connection.failure().kind, Failure::Kind::Address);
}

void TestSpaceConnection::wantedEndpoint()
{
    ScriptedServer server;
    chatapp::install(server);
    Setup setup;
    setup.connection.setWantedEndpoint(u"/other"_s);
    setup.connection.connectTo(server.url().toString());
    QTRY_COMPARE(setup.connection.state(), State::Failed);
    QCOMPARE(setup.connection.failure().kind, Failure::Kind::Endpoint);
    QVERIFY(setup.connection.failure().said.contains(u"/chat"));
    setup.connection.setWantedEndpoint(u"chat"_s);
    setup.connection.refresh();
    QTRY_COMPARE(setup.connection.state(), State::Ready);
}

void TestSpaceConnection::infoOnlyIfNeeded()
{
    ScriptedServer server;
    chatapp::install(server);
    Setup setup;
    setup.connection.setInfoOnlyIfNeeded(true);
    setup.connection.connectTo(server.url().toString());
    QTRY_COMPARE(setup.connection.state(), State::Ready);
    QCOMPARE(server.count("GET /gradio_api/info"), 0);
}

/// Before 6.18 /call keeps no session, so the functions of a page's chain would not know of each
/// other.
void TestSpaceConnection::onlyCallLeavesThePageAlone()
{
    QFile file(QStringLiteral(SPACELINE_TEST_DATA "/configs/additional-outputs.json"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QJsonObject app = QJsonDocument::fromJson(file.readAll()).object();
    ScriptedServer server;
    server.answers["GET /config"]
        = ScriptedServer::json(QJsonDocument(app["config"_L1].toObject()).toJson());
    server.answers["GET /gradio_api/info"]
        = ScriptedServer::json(QJsonDocument(app["info"_L1].toObject()).toJson());
    for (const bool onlyCall : {false, true}) {
        Setup setup;
        setup.connection.setOnlyCall(onlyCall);
        setup.connection.connectTo(server.url().toString());
        QTRY_COMPARE(setup.connection.state(), State::Ready);
        QCOMPARE(setup.connection.mapping().stepCount(), onlyCall ? 1 : 3);
        QCOMPARE(setup.connection.mapping().calledAs, u"/chat"_s);
        // What it shows beside its answer is not the answer.
        if (onlyCall)
            QCOMPARE(setup.connection.mapping().replyOutput(), 0);
    }
}

Q_DECLARE_METATYPE(ScriptedServer::Answer)

void TestSpaceConnection::configInThePage_data()
{
    QTest::addColumn<QByteArray>("typed");
    QTest::addColumn<QByteArray>("root"); // %1 is the server
    QTest::addColumn<QByteArray>("base");
    QTest::newRow("no /config") << "/"_ba
                                << ""_ba
                                << ""_ba;
    QTest::newRow("a page of several") << "/second"_ba
                                       << "%1"_ba
                                       << ""_ba;
    QTest::newRow("a page below a folder") << "/sub/second"_ba
                                           << "%1/sub"_ba
                                           << "/sub"_ba;
    QTest::newRow("root is a path") << "/sub/app/second"_ba
                                    << "/sub/app"_ba
                                    << "/sub/app"_ba;
    // A proxy in front of it told the server too little: only the path is of use, if any.
    QTest::newRow("https, no port") << "/second"_ba
                                    << "https://127.0.0.1/"_ba
                                    << ""_ba;
    QTest::newRow("another host") << "/x"_ba
                                  << "http://internal:7860"_ba
                                  << "/x"_ba;
}

void TestSpaceConnection::configInThePage()
{
    QFETCH(const QByteArray, typed);
    QFETCH(QByteArray, root);
    QFETCH(const QByteArray, base);
    ScriptedServer server;
    root.replace("%1", server.url("").toEncoded());
    QByteArray config = chatapp::config();
    config.replace(R"("root":"")", QByteArray("\"root\":\"" + root + '"'));
    config.replace("Scripted", R"(A \"};</script> \\)");
    server.answers["GET " + typed]
        = ScriptedServer::html(200,
                               "<!doctype html><script>window.gradio_config = " + config
                                   + ";</script><script>window.gradio_api_info = {};</script>");
    Setup setup;
    setup.connection.connectTo(server.url(typed).toString());
    QTRY_COMPARE(setup.connection.state(), State::Ready);
    QCOMPARE(setup.connection.base(), server.url(base));
    QCOMPARE(setup.connection.config().title(), u"A \"};</script> \\"_s);
    QCOMPARE(setup.connection.api(), server.url(base + "/gradio_api/"));
}

void TestSpaceConnection::pageThatWantsAPassword()
{
    ScriptedServer server;
    server.answers["GET /sub/second"]
        = ScriptedServer::html(200,
                               R"(<script>window.gradio_config = {"auth_required":true,"root":")"
                                   + server.url("/sub").toEncoded() + R"("};</script>)");
    Setup setup;
    setup.connection.connectTo(server.url("/sub/second").toString());
    QTRY_COMPARE(setup.connection.state(), State::Failed);
    QCOMPARE(setup.connection.failure().kind, Failure::Kind::Login);
    // Where one signs in.
    QCOMPARE(setup.connection.base(), server.url("/sub"));
}

void TestSpaceConnection::pageWithoutAConfig()
{
    ScriptedServer server;
    server.answers["GET /"] = ScriptedServer::html(200);
    Setup setup;
    setup.connection.connectTo(server.url().toString());
    QTRY_COMPARE(setup.connection.state(), State::Failed);
    QCOMPARE(setup.connection.failure().kind, Failure::Kind::NotGradio);
    QVERIFY(setup.connection.failure().detail.contains(u"/config"));
    QCOMPARE(server.count("GET /"), 1);
}

void TestSpaceConnection::folderBehindASlash()
{
    // How FastAPI answers for an app that is mounted: 307 to the same with or without a slash.
    ScriptedServer server;
    server.answers["GET /sub/app/config"] = ScriptedServer::redirect(307, "/sub/app/config/");
    server.answers["GET /sub/app/config/"] = ScriptedServer::json(chatapp::config());
    server.answers["GET /sub/app/gradio_api/info"] = ScriptedServer::json("{}");
    Setup setup;
    setup.connection.connectTo(server.url("/sub/app/").toString());
    QTRY_COMPARE(setup.connection.state(), State::Ready);
    QCOMPARE(setup.connection.base(), server.url("/sub/app"));
    QCOMPARE(server.count("GET /sub/app/gradio_api/info"), 1);
}

void TestSpaceConnection::cookiesStick()
{
    ScriptedServer server;
    chatapp::install(server);
    server.answers["GET /config"]
        = ScriptedServer::json(chatapp::config()).with("Set-Cookie", "replica=b7; Path=/");
    Setup setup;
    setup.connection.connectTo(server.url().toString());
    QTRY_COMPARE(setup.connection.state(), State::Ready);
    QCOMPARE(server.last("GET /gradio_api/info").header("Cookie"), "replica=b7"_ba);
}

QTEST_GUILESS_MAIN(TestSpaceConnection)
#include "tst_spaceconnection.moc"
