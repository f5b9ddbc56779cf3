#include "account/tokenpolicy.h"
#include "chat/spaceconnection.h"
#include "chat/turn.h"
#include "gradio/session.h"
#include "net/http.h"
#include "support/chatapp.h"
#include "support/temporaryservices.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace spaceline;
using State = Turn::State;

namespace {

const QByteArray kTooFew = "\"An event handler (chat) didn't receive enough input values "
                           "(needed: 3, got: 2).\"";
const QByteArray kNoText = "\"MultimodalTextbox expects a dictionary with optional keys 'text' and "
                           "'files'. Received str\"";

/// A chat of two functions as many apps have it: `user` (0) puts the prompt into the chatbot's
/// history, `bot` (1) reads it from there and answers.
QByteArray chainConfig()
{
    return R"({"version":"6.31.0","protocol":"sse_v3","api_prefix":"/gradio_api","app_id":1,
"mode":"blocks","title":"Chain","connect_heartbeat":false,"root":"",
"components":[
 {"id":1,"type":"textbox","props":{"label":"Message"}},
 {"id":2,"type":"chatbot","props":{"label":"Chatbot","type":"messages","value":[]}}],
"dependencies":[
 {"id":0,"targets":[[1,"submit"]],"inputs":[1,2],"outputs":[1,2],"backend_fn":true,"queue":true,
  "api_name":"user","api_visibility":"public","types":{"generator":false,"cancel":false},
  "cancels":[],"trigger_after":null},
 {"id":1,"targets":[],"inputs":[2],"outputs":[2],"backend_fn":true,"queue":true,"api_name":"bot",
  "api_visibility":"public","types":{"generator":true,"cancel":false},"cancels":[],
  "trigger_after":0}]})";
}

QByteArray done(const QByteArray &data)
{
    return R"(data: {"msg":"process_completed","event_id":"e1","success":true,"output":{"data":)"
        + data + "}}";
}

} // namespace

class TestTurn : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void oneFunction();
    void chainFeedsEachFromTheOneBefore();
    void updatesWithoutValueTakeNothingAway();
    void stoppedInAChainRunsNoFurther();
    void whatGoesOnIsSaid_data();
    void whatGoesOnIsSaid();
    void filesGoFirst();
    void uploadCanBeStopped();
    void cancelInEveryState_data();
    void cancelInEveryState();
    void refusedArgumentsAreReadAgain_data();
    void refusedArgumentsAreReadAgain();
    void theSameIsNotSentTwice_data();
    void theSameIsNotSentTwice();
    void otherPrefix_data();
    void otherPrefix();
    void noRouteAtAll();
    void repeatedOnceOnly();
    void nothingIsRepeatedAfterAnAnswerBegan();
    void stoppedWhileTheDescriptionIsRead();
    void silentAppKeepsWhatCame();
    void passwordsAreNotInTheTimeline();

private:
    void connectNow();
    Turn *begin(const Turn::Prompt &prompt = {u"hi"_s, {}, {}});
    [[nodiscard]] QJsonArray sent(int which) const
    {
        int seen = 0;
        for (const auto &request : m_server->requests) {
            if (request.route() == chatapp::kJoin && seen++ == which)
                return QJsonDocument::fromJson(request.body).object().value("data"_L1).toArray();
        }
        return {};
    }

    std::unique_ptr<TemporaryServices> m_services;
    std::unique_ptr<ScriptedServer> m_server;
    std::unique_ptr<Http> m_http;
    std::unique_ptr<SpaceConnection> m_connection;
    std::unique_ptr<gradio::Session> m_session;
    State m_state = State::Idle;
    Failure m_failure;
    Reply m_reply;
    gradio::PageValues m_page;
};

void TestTurn::init()
{
    m_services = std::make_unique<TemporaryServices>();
    m_server = std::make_unique<ScriptedServer>();
    chatapp::install(*m_server);
    m_server->answers[chatapp::kJoin] = chatapp::joined();
    m_server->answers[chatapp::kCancel] = ScriptedServer::json(R"({"success":true})");
    m_state = State::Idle;
    m_reply = {};
    m_page = {};
}

void TestTurn::cleanup()
{
    m_session.reset();
    m_connection.reset();
    m_http.reset();
}

void TestTurn::connectNow()
{
    m_http = std::make_unique<Http>((*m_services)->policy(), (*m_services)->cookies(), nullptr);
    m_connection = std::make_unique<SpaceConnection>(*m_http, (*m_services)->hub(),
                                                     (*m_services)->policy(), nullptr);
    m_connection->connectTo(m_server->url().toString());
    if (!QTest::qWaitFor([&] { return m_connection->state() == SpaceConnection::State::Ready; }))
        qFatal("not connected");
    m_session = std::make_unique<gradio::Session>(*m_http, m_connection->api());
}

Turn *TestTurn::begin(const Turn::Prompt &prompt)
{
    if (!m_connection)
        connectNow();
    auto *turn = new Turn(*m_http, *m_connection, *m_session, m_session.get());
    connect(turn, &Turn::finished, this, [this, turn] {
        m_state = turn->state();
        m_failure = turn->failure();
        m_reply = turn->reply();
        m_page = turn->page();
    });
    turn->start(prompt, m_page);
    return turn;
}

void TestTurn::oneFunction()
{
    m_server->answers[chatapp::kData] = chatapp::reply("Hello");
    const QPointer<Turn> turn = begin();
    QTRY_COMPARE(m_state, State::Completed);
    QCOMPARE(m_reply.text, "Hello");
    QTRY_VERIFY(!turn);
}

void TestTurn::chainFeedsEachFromTheOneBefore()
{
    m_server->answers["GET /config"] = ScriptedServer::json(chainConfig());
    m_server->answers[chatapp::kData]
        = {ScriptedServer::events({done(R"(["",[{"role":"user","content":"hi"}]])")}),
           ScriptedServer::events({done(
               R"([[{"role":"user","content":"hi"},{"role":"assistant","content":"Hello"}]])")})};
    begin();
    QTRY_COMPARE(m_state, State::Completed);
    QCOMPARE(m_reply.text, "Hello");
    QCOMPARE(sent(0).at(0).toString(), u"hi"_s);
    QCOMPARE(sent(1).at(0).toArray().at(0).toObject().value("content"_L1).toString(), u"hi"_s);
    // The next turn begins with what this one left.
    QCOMPARE(m_page.value(2).toArray().size(), 2);
    m_state = State::Idle;
    begin({u"more"_s, {}, {}});
    QTRY_VERIFY(Turn::isFinal(m_state));
    QCOMPARE(sent(2).at(1).toArray().size(), 2);
}

void TestTurn::updatesWithoutValueTakeNothingAway()
{
    const auto generated = [](const QByteArray &data) -> QByteArray {
        return R"(data: {"msg":"process_generating","event_id":"e1","success":true,"output":{"data":)"
            + data + "}}";
    };
    m_server->answers["GET /config"] = ScriptedServer::json(chainConfig());
    const QByteArray last = R"([{"__type__":"update"}])";
    m_server->answers[chatapp::kData]
        = {ScriptedServer::events({done(R"(["",[{"role":"user","content":"hi"}]])")}),
           ScriptedServer::events(
               {generated(
                    R"([[{"role":"user","content":"hi"},{"role":"assistant","content":"Hel"}]])"),
                generated(R"([[["append",[1,"content"],"lo"]]])"), done(last)})};
    const QPointer<Turn> turn = begin();
    QByteArray raw;
    connect(turn, &Turn::finished, this, [&] { raw = turn->rawData(); });
    QTRY_COMPARE(m_state, State::Completed);
    QCOMPARE(m_reply.text, "Hello"_ba);
    QCOMPARE(raw, last);
    // The next turn begins with what the page holds.
    const QJsonArray history = m_page.value(2).toArray();
    QCOMPARE(history.size(), 2);
    QCOMPARE(history.at(1).toObject().value("content"_L1).toString(), u"Hello"_s);
}

void TestTurn::stoppedInAChainRunsNoFurther()
{
    m_server->answers["GET /config"] = ScriptedServer::json(chainConfig());
    m_server->answers[chatapp::kData] = ScriptedServer::events({chatapp::started()}).stayingOpen();
    Turn *turn = begin();
    QTRY_COMPARE(turn->state(), State::Running);
    turn->cancel();
    QVERIFY(
        m_server->push(chatapp::kData, done(R"(["",[{"role":"user","content":"hi"}]])") + "\n\n"));
    QTRY_COMPARE(m_state, State::Cancelled);
    QCOMPARE(m_server->count(chatapp::kJoin), 1);
}

void TestTurn::whatGoesOnIsSaid_data()
{
    QTest::addColumn<QByteArray>("generator");
    QTest::addColumn<QByteArray>("event");
    QTest::addColumn<Turn::State>("state");
    QTest::addColumn<bool>("isSaid");
    QTest::newRow("a function that runs")
        << "false"_ba << chatapp::started() << State::Running << true;
    QTest::newRow("a function in the queue")
        << "false"_ba << chatapp::estimation(1, 2) << State::Queued << false;
    QTest::newRow("a generator") << "true"_ba << chatapp::started() << State::Running << false;
}

void TestTurn::whatGoesOnIsSaid()
{
    QFETCH(const QByteArray, generator);
    QFETCH(const QByteArray, event);
    QFETCH(const Turn::State, state);
    QFETCH(const bool, isSaid);
    QByteArray config = chatapp::config();
    config.replace(R"("generator":true)", QByteArray(R"("generator":)" + generator));
    m_server->answers["GET /config"] = ScriptedServer::json(config);
    m_server->answers[chatapp::kData] = ScriptedServer::events({event}).stayingOpen();
    Turn *turn = begin();
    QStringList said;
    connect(turn, &Turn::noticed, this, [&](const Notice &notice) { said += notice.text; });
    QTRY_COMPARE(turn->state(), state);
    turn->cancel();
    QTRY_COMPARE(m_server->count(chatapp::kCancel), 1);
    QVERIFY(m_server->push(chatapp::kData,
                           R"(data: {"msg":"process_completed","event_id":"e1","output":{},)"
                           R"("success":true})"
                           "\n\n"));
    QTRY_COMPARE(m_state, State::Cancelled);
    QCOMPARE(said.size(), isSaid ? 1 : 0);
    QVERIFY(!isSaid || said.constFirst().contains(u"cannot be interrupted"));
}

void TestTurn::filesGoFirst()
{
    QByteArray config = chatapp::config();
    config.replace(R"({"id":1,"type":"textbox")", R"({"id":1,"type":"multimodaltextbox")");
    m_server->answers["GET /config"] = ScriptedServer::json(config);
    m_server->answers["POST /gradio_api/upload"] = ScriptedServer::json(R"(["/tmp/gradio/a.txt"])");
    m_server->answers[chatapp::kData] = chatapp::reply("Read");
    const QString path = m_services->path(u"a.txt"_s);
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("abc") == 3);
    file.close();
    begin({u"what is it"_s, {{path, u"a.txt"_s, u"text/plain"_s}}, {}});
    QTRY_COMPARE(m_state, State::Completed);
    const QJsonObject message = sent(0).at(0).toObject();
    QCOMPARE(message.value("text"_L1).toString(), u"what is it"_s);
    QCOMPARE(message.value("files"_L1).toArray().at(0).toObject().value("path"_L1).toString(),
             u"/tmp/gradio/a.txt"_s);
}

void TestTurn::uploadCanBeStopped()
{
    m_server->answers["POST /gradio_api/upload"] = ScriptedServer::silence();
    const QString path = m_services->path(u"a.txt"_s);
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("abc") == 3);
    file.close();
    Turn *turn = begin({u"hi"_s, {{path, u"a.txt"_s, u"text/plain"_s}}, {}});
    QCOMPARE(turn->state(), State::Uploading);
    QTRY_COMPARE(m_server->count("POST /gradio_api/upload"), 1);
    turn->cancel();
    QTRY_COMPARE(m_state, State::Cancelled);
    QCOMPARE(m_failure.kind, Failure::Kind::Interrupted);
    QCOMPARE(m_server->count(chatapp::kJoin), 0);
}

void TestTurn::cancelInEveryState_data()
{
    QTest::addColumn<QByteArrayList>("events");
    QTest::addColumn<State>("state");
    QTest::newRow("submitted") << QByteArrayList{} << State::Submitting;
    QTest::newRow("queued") << QByteArrayList{chatapp::estimation(2, 3)} << State::Queued;
    QTest::newRow("running") << QByteArrayList{chatapp::started()} << State::Running;
    QTest::newRow("streaming") << QByteArrayList{chatapp::started(), chatapp::generating("Half")}
                               << State::Streaming;
}

void TestTurn::cancelInEveryState()
{
    QFETCH(const QByteArrayList, events);
    QFETCH(const State, state);
    if (events.isEmpty())
        m_server->answers[chatapp::kJoin] = chatapp::joined().onRelease();
    const ScriptedServer::Answer stream = ScriptedServer::events(events);
    m_server->answers[chatapp::kData] = events.isEmpty() ? stream : stream.stayingOpen();
    Turn *turn = begin();
    QTRY_COMPARE(turn->state(), state);
    turn->cancel();
    turn->cancel();
    if (events.isEmpty()) {
        QVERIFY(m_server->release(chatapp::kJoin));
    } else {
        QTRY_COMPARE(m_server->count(chatapp::kCancel), 1);
        QVERIFY(m_server->closeStream(chatapp::kData));
    }
    QTRY_COMPARE(m_state, State::Cancelled);
    QCOMPARE(m_reply.text, state == State::Streaming ? "Half" : "");
}

void TestTurn::refusedArgumentsAreReadAgain_data()
{
    QTest::addColumn<QByteArray>("error");
    QTest::newRow("too few") << QByteArray(kTooFew);
    // What an app says of it that shows no errors.
    QTest::newRow("nothing said") << QByteArray("null");
}

void TestTurn::refusedArgumentsAreReadAgain()
{
    QFETCH(const QByteArray, error);
    connectNow();
    // The app was changed since it was read: one more input.
    QByteArray config = chatapp::config();
    config.replace(R"("inputs":[1,2])", R"("inputs":[1,2,5])");
    config.replace(R"({"id":3,)",
                   R"({"id":5,"type":"slider","props":{"label":"Top","value":3,"minimum":1,)"
                   R"("maximum":9}},{"id":3,)");
    m_server->answers["GET /config"] = ScriptedServer::json(config);
    m_server->answers[chatapp::kData]
        = {ScriptedServer::events({chatapp::failed(error)}), chatapp::reply("Now")};
    Turn *turn = begin();
    QSignalSpy repeating(turn, &Turn::repeating);
    QSignalSpy noticed(turn, &Turn::noticed);
    QTRY_COMPARE(m_state, State::Completed);
    QCOMPARE(m_reply.text, "Now");
    QCOMPARE(noticed.count(), 1);
    QCOMPARE(repeating.count(), 1);
    QCOMPARE(sent(0).size(), 2);
    QCOMPARE(sent(1).size(), 3);
    QCOMPARE(m_connection->state(), SpaceConnection::State::Ready);
}

void TestTurn::theSameIsNotSentTwice_data()
{
    QTest::addColumn<QByteArray>("error");
    QTest::addColumn<Failure::Kind>("kind");
    QTest::newRow("too few") << QByteArray(kTooFew) << Failure::Kind::Arguments;
    QTest::newRow("nothing said") << QByteArray("null") << Failure::Kind::SilentApp;
}

void TestTurn::theSameIsNotSentTwice()
{
    QFETCH(const QByteArray, error);
    QFETCH(const Failure::Kind, kind);
    m_server->answers[chatapp::kData] = ScriptedServer::events({chatapp::failed(error)});
    begin();
    QTRY_COMPARE(m_state, State::Failed);
    QCOMPARE(m_failure.kind, kind);
    QCOMPARE(m_server->count(chatapp::kJoin), 1);
    QCOMPARE(m_server->count("GET /config"), 2);
}

void TestTurn::otherPrefix_data()
{
    QTest::addColumn<bool>("isTold"); ///< by the config, when it is read again
    QTest::addColumn<bool>("hasFile");
    QTest::newRow("the app was updated") << true << false;
    QTest::newRow("the config is wrong") << false << false;
    QTest::newRow("the upload finds it out") << true << true;
}

void TestTurn::otherPrefix()
{
    QFETCH(const bool, isTold);
    QFETCH(const bool, hasFile);
    // Read without a prefix; then the routes are under the other one.
    QByteArray before = chatapp::config("4.44.1");
    QByteArray after = chatapp::config();
    for (QByteArray *config : {&before, &after}) {
        if (hasFile)
            config->replace(R"({"id":1,"type":"textbox")", R"({"id":1,"type":"multimodaltextbox")");
    }
    m_server->answers["GET /config"] = ScriptedServer::json(before);
    m_server->answers["GET /info"]
        = ScriptedServer::json(R"({"named_endpoints":{},"unnamed_endpoints":{}})");
    connectNow();
    QCOMPARE(m_connection->api(), m_server->url("/"));
    m_server->answers.remove("GET /info");
    m_server->answers["GET /gradio_api/info"]
        = ScriptedServer::json(R"({"named_endpoints":{"/chat":{}},"unnamed_endpoints":{}})");
    if (isTold)
        m_server->answers["GET /config"] = ScriptedServer::json(after);
    m_server->answers["POST /gradio_api/upload"] = ScriptedServer::json(R"(["/tmp/gradio/a.txt"])");
    m_server->answers[chatapp::kData] = chatapp::reply("Now");
    Turn::Prompt prompt{u"hi"_s, {}, {}};
    if (hasFile) {
        const QString path = m_services->path(u"a.txt"_s);
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("abc") == 3);
        prompt.files = {{path, u"a.txt"_s, u"text/plain"_s}};
    }
    Turn *turn = begin(prompt);
    QSignalSpy repeating(turn, &Turn::repeating);
    QTRY_COMPARE(m_state, State::Completed);
    QCOMPARE(m_reply.text, "Now");
    QCOMPARE(repeating.count(), 1);
    QCOMPARE(m_server->count(hasFile ? "POST /upload" : "POST /queue/join"), 1);
    QCOMPARE(m_server->count(chatapp::kJoin), 1);
    // It is remembered.
    QCOMPARE(m_connection->api(), m_server->url("/gradio_api/"));
    QCOMPARE(m_session->api(), m_server->url("/gradio_api/"));
    m_state = State::Idle;
    begin();
    QTRY_COMPARE(m_state, State::Completed);
    QCOMPARE(m_server->count("POST /queue/join"), hasFile ? 0 : 1);
}

void TestTurn::noRouteAtAll()
{
    m_server->answers.remove(chatapp::kJoin);
    begin();
    QTRY_COMPARE(m_state, State::Failed);
    QCOMPARE(m_failure.kind, Failure::Kind::Transport);
    QCOMPARE(m_server->count(chatapp::kJoin), 1);
    QCOMPARE(m_server->count("POST /queue/join"), 0);
    QCOMPARE(m_server->count("GET /config"), 2);
}

void TestTurn::repeatedOnceOnly()
{
    m_server->answers[chatapp::kData] = ScriptedServer::events({chatapp::failed(kNoText)});
    begin();
    QTRY_COMPARE(m_state, State::Failed);
    QCOMPARE(m_failure.kind, Failure::Kind::Multimodal);
    QCOMPARE(m_server->count(chatapp::kJoin), 2);
    QCOMPARE(sent(0).at(0).toString(), u"hi"_s);
    QCOMPARE(sent(1).at(0).toObject().value("text"_L1).toString(), u"hi"_s);
}

void TestTurn::nothingIsRepeatedAfterAnAnswerBegan()
{
    m_server->answers[chatapp::kData]
        = ScriptedServer::events({chatapp::generating("Half"), chatapp::failed(kTooFew)});
    begin();
    QTRY_COMPARE(m_state, State::Failed);
    QCOMPARE(m_server->count(chatapp::kJoin), 1);
    QCOMPARE(m_server->count("GET /config"), 1);
    QCOMPARE(m_reply.text, "Half");
}

void TestTurn::stoppedWhileTheDescriptionIsRead()
{
    connectNow();
    m_server->answers["GET /config"] = ScriptedServer::silence();
    m_server->answers[chatapp::kData] = ScriptedServer::events({chatapp::failed(kTooFew)});
    Turn *turn = begin();
    QTRY_COMPARE(m_server->count("GET /config"), 2);
    turn->cancel();
    QCOMPARE(m_state, State::Cancelled);
    QCOMPARE(m_connection->state(), SpaceConnection::State::Ready);
}

void TestTurn::silentAppKeepsWhatCame()
{
    m_server->answers[chatapp::kData]
        = ScriptedServer::events({chatapp::generating("Half")}).stayingOpen();
    Turn *turn = begin();
    QTRY_COMPARE(turn->reply().text, "Half");
    QVERIFY(m_server->push(chatapp::kData, done("[null,null]") + "\n\n"));
    QTRY_COMPARE(m_state, State::Failed);
    QCOMPARE(m_failure.kind, Failure::Kind::SilentApp);
    QCOMPARE(m_reply.text, "Half");
}

void TestTurn::passwordsAreNotInTheTimeline()
{
    m_server->answers["GET /config"] = ScriptedServer::json(
        R"({"version":"6.31.0","protocol":"sse_v3","api_prefix":"/gradio_api","app_id":1,"components":[
 {"id":1,"type":"textbox","props":{"label":"API key","type":"password"}},
 {"id":2,"type":"textbox","props":{"label":"Prompt"}},
 {"id":4,"type":"textbox","props":{"label":"Answer"}}],
"dependencies":[{"id":0,"targets":[[2,"submit"]],"inputs":[1,2],"outputs":[4],"backend_fn":true,
 "api_name":"chat","api_visibility":"public","types":{"generator":true}}]})");
    // A careless app says it again.
    m_server->answers[chatapp::kData] = chatapp::reply("your key is PlantedSecret");
    connectNow();
    Turn *turn = begin({u"hi"_s, {}, {{"API key"_L1, u"PlantedSecret"_s}}});
    Timeline timeline;
    connect(turn, &Turn::finished, this, [&] { timeline = turn->timeline(); });
    QTRY_VERIFY(!timeline.isEmpty());
    QVERIFY(sent(0).contains(u"PlantedSecret"_s));
    const QByteArray kept = qUncompress(timeline.toBytes());
    QVERIFY(kept.contains("queue/join") && kept.contains("your key is"));
    QVERIFY2(!kept.contains("PlantedSecret"), kept.constData());
}

QTEST_GUILESS_MAIN(TestTurn)
#include "tst_turn.moc"
