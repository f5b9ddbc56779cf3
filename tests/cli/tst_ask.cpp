#include "support/chatapp.h"
#include "support/scriptedserver.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace Qt::Literals::StringLiterals;
using namespace spaceline;

namespace {

constexpr int kLimitMs = 30000;

QList<QJsonObject> objects(const QByteArray &lines)
{
    QList<QJsonObject> result;
    for (const QByteArray &line : lines.split('\n')) {
        if (!line.isEmpty())
            result.append(QJsonDocument::fromJson(line).object());
    }
    return result;
}

} // namespace

/// Runs the program itself, as a script would, against a scripted server: ux.md's contract of the
/// command line.
class TestAsk : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void printsTheReply();
    void holdsBackWhatDoesNotExtend();
    void serverWordsDoNotSteerTheTerminal();
    void jsonObjects();
    void severalTurnsInOneSession();
    void restIsNotSentAfterAFailure();
    void readsStandardInput();
    void failures_data();
    void failures();
    void unknownEndpointListsThoseThereAre();
    void parameters();
    void refusedBeforeAnythingIsSent_data();
    void refusedBeforeAnythingIsSent();
    void moreFilesThanItTakes();
    void promptGoesElsewhere();
    void filesComeAndGo();
    void signsIn();
    void signsInAgain_data();
    void signsInAgain();
    void silence();
    void interrupted();
    void speaksEnglish();
    void tokenGoesToTheHubsHostsOnly();
    void wakesTheSpace();
    void hubThatSendsOnNamesNoSpace();
    void timeoutCountsForTheSubmitToo();
    void outputThatCannotBeWritten();
    void spaceThatIsNotRunning();
    void logHoldsNoSecrets();
    void info();
    void infoFails_data();
    void infoFails();
    void dataIsUntouched_data();
    void dataIsUntouched();
    void besideTheAnswer();
    void seedsKeepTheirDigits();
    void usageErrorsAreObjectsToo();
    void statesHaveAllTheirMembers();
    void repetitionsAreShown();
    void repetitionsAreObjects();
    void sentencesOfAddressesThatDoNotAnswer_data();
    void sentencesOfAddressesThatDoNotAnswer();
    void logEndsWithoutAFailure();
    void neitherCommandNorAddress();
    void windowWithoutAScreen();

private:
    struct Result {
        int status = -1;
        QByteArray out;
        QByteArray err;
    };
    void begin(QProcess &process, const QStringList &arguments);
    Result finish(QProcess &process);
    Result run(const QStringList &arguments, const QByteArray &input = {});
    Result ask(const QStringList &arguments);
    [[nodiscard]] static QByteArray withParameters();
    [[nodiscard]] QJsonArray sentData() const;

    std::unique_ptr<ScriptedServer> m_server;
    std::unique_ptr<QTemporaryDir> m_home;
    QProcessEnvironment m_environment;
};

void TestAsk::init()
{
    m_server = std::make_unique<ScriptedServer>();
    m_home = std::make_unique<QTemporaryDir>();
    chatapp::install(*m_server);
    m_server->answers[chatapp::kJoin] = chatapp::joined();
    m_environment = QProcessEnvironment::systemEnvironment();
    m_environment.insert(u"HOME"_s, m_home->path());
    m_environment.remove(u"HF_TOKEN"_s);
    m_environment.remove(u"SPACELINE_TOKEN"_s);
}

void TestAsk::begin(QProcess &process, const QStringList &arguments)
{
    process.setProcessEnvironment(m_environment);
    process.start(QStringLiteral(SPACELINE_BINARY_DIR) + u"/ui/spaceline"_s, arguments);
}

TestAsk::Result TestAsk::finish(QProcess &process)
{
    // Not waitForFinished(): the server lives in this thread.
    if (process.state() != QProcess::NotRunning) {
        QSignalSpy finished(&process, &QProcess::finished);
        if (!finished.wait(kLimitMs)) {
            process.kill();
            process.waitForFinished();
            return {};
        }
    }
    return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1,
            process.readAllStandardOutput(), process.readAllStandardError()};
}

TestAsk::Result TestAsk::run(const QStringList &arguments, const QByteArray &input)
{
    QProcess process;
    begin(process, arguments);
    process.write(input);
    process.closeWriteChannel();
    return finish(process);
}

TestAsk::Result TestAsk::ask(const QStringList &arguments)
{
    return run(QStringList{u"ask"_s, u"--space"_s, m_server->url().toString()} + arguments);
}

void TestAsk::printsTheReply()
{
    m_server->answers[chatapp::kData] = chatapp::reply("Hello, w\u00f6rld");
    const Result result = ask({u"hi"_s});
    QCOMPARE(result.out, "Hello, w\u00f6rld\n");
    QCOMPARE(result.status, 0);
    QVERIFY(result.err.contains("in queue 1 of 1"));
    const QJsonObject body = QJsonDocument::fromJson(m_server->last(chatapp::kJoin).body).object();
    QCOMPARE(body.value("data"_L1).toArray(), (QJsonArray{u"hi"_s, QJsonValue::Null}));
    QCOMPARE(m_server->last(chatapp::kJoin).header("x-gradio-user"), "api");
    QVERIFY(!body.value("session_hash"_L1).toString().isEmpty());

    QCOMPARE(ask({u"--quiet"_s, u"hi"_s}).err, QByteArray());
}

void TestAsk::serverWordsDoNotSteerTheTerminal()
{
    m_server->answers[chatapp::kData]
        = ScriptedServer::events({chatapp::started(),
                                  R"(data: {"msg":"log","event_id":"e1","level":"info",)"
                                  R"("log":"\u001b[31mred\u0007 and \u009b2Jclear"})",
                                  chatapp::completed("Answer")});
    const Result loud = ask({u"hi"_s});
    QCOMPARE(loud.status, 0);
    QVERIFY2(loud.err.contains("info: [31mred and 2Jclear\n"), loud.err.constData());
    QVERIFY(!loud.err.contains('\x1b') && !loud.err.contains("\u009b"));
    const Result quiet = ask({u"--quiet"_s, u"hi"_s});
    QCOMPARE(quiet.out, "Answer\n");
    QCOMPARE(quiet.err, QByteArray());
}

void TestAsk::holdsBackWhatDoesNotExtend()
{
    using namespace chatapp;
    m_server->answers[kData]
        = ScriptedServer::events({started(), generating("Thinking")}).stayingOpen();
    QProcess process;
    begin(process, {u"ask"_s, u"--space"_s, m_server->url().toString(), u"hi"_s});
    QByteArray seen;
    QTRY_VERIFY_WITH_TIMEOUT((seen += process.readAllStandardOutput()) == "Thinking", kLimitMs);
    QVERIFY(m_server->push(kData, generating("Other") + "\n\n" + completed("Answer") + "\n\n"));
    const Result result = finish(process);
    QCOMPARE(seen + result.out, "Thinking\nAnswer\n");
    QCOMPARE(result.status, 0);
}

void TestAsk::jsonObjects()
{
    using namespace chatapp;
    m_server->answers[kData] = ScriptedServer::events(
        {estimation(2, 12), started(),
         R"(data: {"msg":"log","event_id":"e1","log":"<b>careful</b>","level":"warning","title":"Warning"})",
         R"(data: {"msg":"progress","event_id":"e1","progress_data":[{"index":3,"length":10,"unit":"steps","progress":null,"desc":"work"}]})",
         generating("He"), appending("llo"), completed("Hello")});
    const Result result = ask({u"--json"_s, u"hi"_s});
    QCOMPARE(result.status, 0);
    QHash<QString, QJsonObject> last;
    QStringList order;
    for (const QJsonObject &object : objects(result.out)) {
        const QString event = object.value("event"_L1).toString();
        last.insert(event, object);
        if (order.isEmpty() || order.constLast() != event)
            order.append(event);
    }
    QCOMPARE(order.mid(0, 2), (QStringList{u"state"_s, u"connected"_s}));
    QCOMPARE(order.constLast(), u"reply"_s);
    QCOMPARE(last[u"connected"_s].value("endpoint"_L1).toString(), u"/chat"_s);
    QCOMPARE(last[u"connected"_s].value("protocol"_L1).toString(), u"sse_v3"_s);
    QCOMPARE(last[u"connected"_s].value("mapping"_L1).toObject().value("history"_L1).toString(),
             u"server"_s);
    QCOMPARE(last[u"log"_s].value("text"_L1).toString(), u"careful"_s);
    QCOMPARE(last[u"progress"_s].value("index"_L1).toInt(), 3);
    QCOMPARE(last[u"text"_s].value("text"_L1).toString(), u"Hello"_s);
    const QJsonObject reply = last[u"reply"_s];
    QCOMPARE(reply.value("turn"_L1).toInt(), 1);
    QCOMPARE(reply.value("text"_L1).toString(), u"Hello"_s);
    QCOMPARE(reply.value("data"_L1).toArray(), (QJsonArray{u"Hello"_s, QJsonValue::Null}));
    for (const QLatin1StringView key : {"thoughts"_L1, "files"_L1, "options"_L1})
        QVERIFY(reply.value(key).isArray());
    for (const QLatin1StringView key :
         {"submit_ms"_L1, "queued_ms"_L1, "first_text_ms"_L1, "total_ms"_L1})
        QVERIFY(reply.value("timing"_L1).toObject().value(key).toInt(-1) >= 0);
    bool queued = false;
    for (const QJsonObject &object : objects(result.out)) {
        if (object.value("state"_L1).toString() == "queued"_L1) {
            queued = true;
            QCOMPARE(object.value("position"_L1).toInt(), 3);
            QCOMPARE(object.value("size"_L1).toInt(), 12);
        }
    }
    QVERIFY(queued);
}

void TestAsk::severalTurnsInOneSession()
{
    m_server->answers[chatapp::kData] = {chatapp::reply("one"), chatapp::reply("two")};
    QCOMPARE(ask({u"a"_s, u"b"_s}).out, "one\ntwo\n");
    QStringList hashes;
    for (const auto &request : m_server->requests) {
        if (request.route() == chatapp::kJoin)
            hashes << QJsonDocument::fromJson(request.body)
                          .object()
                          .value("session_hash"_L1)
                          .toString();
    }
    QCOMPARE(hashes.size(), 2);
    QCOMPARE(hashes.at(0), hashes.at(1));
}

void TestAsk::restIsNotSentAfterAFailure()
{
    m_server->answers[chatapp::kData]
        = {chatapp::reply("one"), ScriptedServer::events({chatapp::failed("\"no more\"")})};
    const Result result = ask({u"a"_s, u"b"_s, u"c"_s});
    QCOMPARE(result.out, "one\n");
    QCOMPARE(result.status, 1);
    QCOMPARE(m_server->count(chatapp::kJoin), 2);
}

void TestAsk::readsStandardInput()
{
    m_server->answers[chatapp::kData] = chatapp::reply("ok");
    const Result result
        = run({u"ask"_s, u"--space"_s, m_server->url().toString(), u"-"_s}, "two\nlines\n");
    QCOMPARE(result.status, 0);
    const QJsonObject body = QJsonDocument::fromJson(m_server->last(chatapp::kJoin).body).object();
    QCOMPARE(body.value("data"_L1).toArray().at(0).toString(), u"two\nlines"_s);
}

void TestAsk::failures_data()
{
    using namespace chatapp;
    using Server = ScriptedServer;
    QTest::addColumn<QByteArray>("route");
    QTest::addColumn<Server::Answer>("answer");
    QTest::addColumn<QString>("kind");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("partial");

    const auto stream = [](const QByteArray &error) { return Server::events({failed(error)}); };
    QTest::newRow("app error") << kData << stream("\"bad input\"") << u"app-error"_s << 1
                               << QString();
    QTest::newRow("silent app") << kData << stream("null") << u"F3-silent-app"_s << 1 << QString();
    QTest::newRow("quota") << kData
                           << stream("\"You have exceeded your GPU quota (60s requested vs. 56s "
                                     "left). Try again in 0:09:48\"")
                           << u"F1-quota"_s << 4 << QString();
    QTest::newRow("option") << kData << stream("\"Value: zz is not in the list of choices: ['a']\"")
                            << u"F27-parameter"_s << 1 << QString();
    QTest::newRow("no value")
        << kData
        << Server::events(
               {R"(data: {"msg":"process_completed","event_id":"e1","output":{"data":[null,null]},"success":true})"})
        << u"F3-silent-app"_s << 1 << QString();
    QTest::newRow("cut") << kData << Server::events({generating("half")}).cut()
                         << u"F12-connection-lost"_s << 3 << u"half"_s;
    QTest::newRow("ends early") << kData << Server::events({generating("half")})
                                << u"F12-connection-lost"_s << 3 << u"half"_s;
    QTest::newRow("stopped")
        << kData
        << Server::events(
               {generating("half"),
                R"(data: {"msg":"unexpected_error","event_id":null,"message":"Server stopped unexpectedly.","success":false})"})
               .cut()
        << u"F12-connection-lost"_s << 3 << u"half"_s;
    QTest::newRow("the server's own error")
        << kData
        << Server::events(
               {generating("half"),
                R"(data: {"msg":"unexpected_error","event_id":null,"message":"Boom","success":false})"})
               .cut()
        << u"F12-connection-lost"_s << 3 << u"half"_s;
    QTest::newRow("not a stream") << kData << Server::json("{}") << u"F24-stream-format"_s << 3
                                  << QString();
    QTest::newRow("half an event")
        << kData << Server::stream("data: {half") << u"F12-connection-lost"_s << 3 << QString();
    QTest::newRow("bad json") << kData
                              << Server::events({"data: {\"msg\" nonsense}", completed("x")})
                              << u"F24-stream-format"_s << 3 << QString();
    QTest::newRow("no event id") << kJoin << Server::json("{}") << u"F24-stream-format"_s << 3
                                 << QString();
    QTest::newRow("validator")
        << kJoin
        << Server::json(
               R"({"detail":[{"__type__":"validate","is_valid":false,"message":"too short"}]})",
               422)
        << u"F27-parameter"_s << 1 << QString();
    QTest::newRow("proxy page") << kJoin << Server::html(502) << u"F15-not-json"_s << 3
                                << QString();
    QTest::newRow("unknown function") << kJoin << Server::text("Internal Server Error", 500)
                                      << u"F8-endpoint"_s << 2 << QString();
    QTest::newRow("login") << QByteArray("GET /config")
                           << Server::json(
                                  R"({"detail":{"error":"Not authenticated","auth_message":null}})",
                                  401)
                           << u"F18-login"_s << 4 << QString();
    QTest::newRow("web page") << QByteArray("GET /config") << Server::html(200)
                              << u"F31-not-gradio"_s << 3 << QString();
    QTest::newRow("other json") << QByteArray("GET /config") << Server::json("{\"a\":1}")
                                << u"F31-not-gradio"_s << 3 << QString();
}

void TestAsk::failures()
{
    QFETCH(QByteArray, route);
    QFETCH(ScriptedServer::Answer, answer);
    QFETCH(QString, kind);
    QFETCH(int, status);
    QFETCH(QString, partial);
    if (route != chatapp::kData)
        m_server->answers[chatapp::kData] = chatapp::reply("never");
    m_server->answers[route] = answer;
    const Result result = ask({u"--json"_s, u"hi"_s});
    const QJsonObject error = objects(result.out).value(objects(result.out).size() - 1);
    QCOMPARE(error.value("event"_L1).toString(), u"error"_s);
    QCOMPARE(error.value("kind"_L1).toString(), kind);
    QCOMPARE(error.value("partial"_L1).toString(), partial);
    QVERIFY(error.value("message"_L1).toString().size() > 5);
    QCOMPARE(result.status, status);
    QVERIFY2(m_server->count(chatapp::kJoin) <= 1, "a POST is never repeated for this");

    const Result plain = ask({u"hi"_s});
    QCOMPARE(plain.out, partial.isEmpty() ? QByteArray() : partial.toUtf8() + '\n');
    QVERIFY2(plain.err.contains(kind.toLatin1()), plain.err.constData());
}

void TestAsk::unknownEndpointListsThoseThereAre()
{
    const Result result = ask({u"--endpoint"_s, u"/nonsense"_s, u"hi"_s});
    QCOMPARE(result.status, 2);
    QVERIFY2(result.err.contains("/chat"), result.err.constData());
    m_server->answers[chatapp::kData] = chatapp::reply("ok");
    QCOMPARE(ask({u"--endpoint"_s, u"chat"_s, u"hi"_s}).status, 0);
    QCOMPARE(ask({u"--endpoint"_s, u"#0"_s, u"hi"_s}).status, 0);
}

/// /config of an app with a system prompt, a slider, a password and a second text box.
QByteArray TestAsk::withParameters()
{
    QByteArray config = chatapp::config();
    config.replace(R"("inputs":[1,2])", R"("inputs":[1,2,5,6,7,8])");
    config.replace(R"({"id":3,)",
                   R"({"id":5,"type":"textbox","props":{"label":"System prompt","value":""}},
{"id":6,"type":"slider","props":{"label":"Top","value":3,"minimum":1,"maximum":9}},
{"id":7,"type":"textbox","props":{"label":"Key","type":"password","value":""}},
{"id":8,"type":"textbox","props":{"label":"Notes","value":""}},{"id":3,)");
    return config;
}

QJsonArray TestAsk::sentData() const
{
    return QJsonDocument::fromJson(m_server->last(chatapp::kJoin).body)
        .object()
        .value("data"_L1)
        .toArray();
}

void TestAsk::parameters()
{
    m_server->answers["GET /config"] = ScriptedServer::json(withParameters());
    m_server->answers[chatapp::kData] = chatapp::reply("ok");
    const Result result = ask({u"--param"_s, u"Top=5"_s, u"--system"_s, u"Be brief"_s, u"hi"_s});
    QVERIFY2(result.status == 0, result.err.constData());
    QCOMPARE(sentData(), (QJsonArray{u"hi"_s, QJsonValue(), u"Be brief"_s, 5, u""_s, u""_s}));
}

void TestAsk::refusedBeforeAnythingIsSent_data()
{
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<QByteArray>("names");
    QTest::newRow("unknown") << QStringList{u"--param"_s, u"Colour=red"_s} << QByteArray("Top");
    QTest::newRow("forbidden") << QStringList{u"--param"_s, u"Top=99"_s} << QByteArray("Top");
    QTest::newRow("no files") << QStringList{u"--file"_s, QCoreApplication::applicationFilePath()}
                              << QByteArray("files");
    QTest::newRow("no such file") << QStringList{u"--file"_s, u"/no/such"_s}
                                  << QByteArray("/no/such");
    QTest::newRow("no password") << QStringList{u"--user"_s, u"ada"_s}
                                 << QByteArray("SPACELINE_PASSWORD");
}

void TestAsk::refusedBeforeAnythingIsSent()
{
    QFETCH(const QStringList, options);
    QFETCH(const QByteArray, names);
    m_server->answers["GET /config"] = ScriptedServer::json(withParameters());
    const Result result = ask(options + QStringList{u"hi"_s});
    QCOMPARE(result.status, 2);
    QVERIFY2(result.err.contains(names), result.err.constData());
    QCOMPARE(m_server->count(chatapp::kJoin), 0);
}

void TestAsk::moreFilesThanItTakes()
{
    QByteArray config = withParameters();
    config.replace(R"("type":"textbox","props":{"label":"Notes","value":""})",
                   R"("type":"file","props":{"label":"Notes","file_count":"single"})");
    m_server->answers["GET /config"] = ScriptedServer::json(config);
    const QString file = QCoreApplication::applicationFilePath();
    const Result result = ask({u"--file"_s, file, u"--file"_s, file, u"hi"_s});
    QCOMPARE(result.status, 2);
    QVERIFY2(result.err.contains("no more than 1 file with a message"), result.err.constData());
    QCOMPARE(m_server->count(chatapp::kJoin), 0);
}

void TestAsk::promptGoesElsewhere()
{
    m_server->answers["GET /config"] = ScriptedServer::json(withParameters());
    m_server->answers[chatapp::kData] = chatapp::reply("ok");
    const Result result = ask({u"--param"_s, u"Message=fixed"_s, u"hi"_s});
    QVERIFY2(result.status == 0, result.err.constData());
    // Never the password.
    QCOMPARE(sentData(), (QJsonArray{u"fixed"_s, QJsonValue(), u""_s, 3, u""_s, u"hi"_s}));
}

void TestAsk::filesComeAndGo()
{
    QByteArray config = chatapp::config();
    config.replace(R"({"id":1,"type":"textbox")", R"({"id":1,"type":"multimodaltextbox")");
    config.replace(R"("type":"json")", R"("type":"file")");
    m_server->answers["GET /config"] = ScriptedServer::json(config);
    m_server->answers["POST /gradio_api/upload"] = ScriptedServer::json(R"(["/tmp/g/in.txt"])");
    m_server->answers["GET /gradio_api/file=/tmp/g/out.txt"]
        = ScriptedServer::content("text/plain", "made");
    m_server->answers[chatapp::kData] = ScriptedServer::events(
        {R"(data: {"msg":"process_completed","event_id":"e1","success":true,"output":{"data":[)"
         R"({"path":"/tmp/g/out.txt","orig_name":"../out.txt","meta":{"_type":"gradio.FileData"}},null]}})"});
    QFile file(m_home->filePath(u"in.txt"_s));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("abc") == 3);
    file.close();
    const QString folder = m_home->filePath(u"answers"_s);
    const QStringList options{u"--file"_s, file.fileName(), u"--output"_s,
                              folder,      u"--json"_s,     u""_s};
    for (const QString &name : {u"/out.txt"_s, u"/out-2.txt"_s}) {
        const Result result = ask(options);
        QVERIFY2(result.status == 0, result.out.constData());
        const QJsonObject told
            = objects(result.out).constLast().value("files"_L1).toArray().at(0).toObject();
        QCOMPARE(told.value("path"_L1).toString(), folder + name);
        QFile fetched(folder + name);
        QVERIFY(fetched.open(QIODevice::ReadOnly));
        QCOMPARE(fetched.readAll(), "made");
    }
    QCOMPARE(sentData()
                 .at(0)
                 .toObject()
                 .value("files"_L1)
                 .toArray()
                 .at(0)
                 .toObject()
                 .value("path"_L1)
                 .toString(),
             u"/tmp/g/in.txt"_s);
}

void TestAsk::signsIn()
{
    bool isIn = false;
    m_server->answers["GET /config"] = [&](const ScriptedServer::Request &) {
        return isIn ? ScriptedServer::json(chatapp::config())
                    : ScriptedServer::json(R"({"detail":"Not authenticated"})", 401);
    };
    m_server->answers["POST /login"] = [&](const ScriptedServer::Request &) {
        isIn = true;
        return ScriptedServer::json(R"({"success":true})");
    };
    m_server->answers[chatapp::kData] = chatapp::reply("ok");
    m_environment.insert(u"SPACELINE_PASSWORD"_s, u"difference engine"_s);
    const Result result = ask({u"--user"_s, u"ada"_s, u"hi"_s});
    QVERIFY2(result.status == 0, result.err.constData());
    QCOMPARE(result.out, "ok\n");
    QCOMPARE(m_server->count("POST /login"), 1);
}

void TestAsk::signsInAgain_data()
{
    QTest::addColumn<bool>("isLost"); ///< the second login is of no use
    QTest::newRow("once more") << false;
    QTest::newRow("in vain") << true;
}

void TestAsk::signsInAgain()
{
    QFETCH(const bool, isLost);
    // The server ends the user's sessions after the first turn.
    bool isIn = false;
    const auto known = [&](const ScriptedServer::Answer &answer) {
        return [&isIn, answer](const ScriptedServer::Request &) {
            return isIn ? answer : ScriptedServer::json(R"({"detail":"Not authenticated"})", 401);
        };
    };
    m_server->answers["GET /config"] = known(ScriptedServer::json(chatapp::config()));
    m_server->answers["POST /login"] = [&](const ScriptedServer::Request &) {
        isIn = !isLost || m_server->count("POST /login") == 1;
        return ScriptedServer::json(R"({"success":true})");
    };
    m_server->answers[chatapp::kJoin] = known(chatapp::joined());
    m_server->answers[chatapp::kData] = [&](const ScriptedServer::Request &) {
        isIn = false;
        return chatapp::reply("ok");
    };
    m_environment.insert(u"SPACELINE_PASSWORD"_s, u"difference engine"_s);
    const Result result = ask({u"--user"_s, u"ada"_s, u"one"_s, u"two"_s});
    QVERIFY2(result.status == (isLost ? 4 : 0), result.err.constData());
    QCOMPARE(result.out, isLost ? "ok\n"_ba : "ok\nok\n"_ba);
    QCOMPARE(m_server->count("POST /login"), 2);
    QCOMPARE(m_server->count(chatapp::kJoin), 3);
    QVERIFY(!result.err.contains("difference"));
}

void TestAsk::silence()
{
    m_server->answers[chatapp::kData]
        = ScriptedServer::events({chatapp::generating("half")}).stayingOpen();
    const Result result = ask({u"--timeout"_s, u"0.2"_s, u"hi"_s});
    QCOMPARE(result.status, 5);
    QCOMPARE(result.out, "half\n");
    QVERIFY(result.err.contains("F11-silence"));
}

void TestAsk::interrupted()
{
    m_server->answers[chatapp::kData]
        = ScriptedServer::events({chatapp::generating("half")}).stayingOpen();
    m_server->answers[chatapp::kCancel] = [this](const ScriptedServer::Request &) {
        // The server's last word: completed, without data.
        [[maybe_unused]] const bool pushed
            = m_server->push(chatapp::kData,
                             "data: "
                             "{\"msg\":\"process_completed\",\"event_id\":\"e1\",\"output\":{},"
                             "\"success\":true}\n\n");
        return ScriptedServer::json(R"({"success":true})");
    };
    QProcess process;
    begin(process, {u"ask"_s, u"--space"_s, m_server->url().toString(), u"hi"_s});
    QByteArray seen;
    QTRY_VERIFY_WITH_TIMEOUT((seen += process.readAllStandardOutput()) == "half", kLimitMs);
    ::kill(pid_t(process.processId()), SIGINT);
    const Result result = finish(process);
    QCOMPARE(result.status, 130);
    QCOMPARE(seen + result.out, "half\n");
    const QJsonObject body
        = QJsonDocument::fromJson(m_server->last(chatapp::kCancel).body).object();
    QCOMPARE(body.value("event_id"_L1).toString(), u"e1"_s);
    QCOMPARE(body.value("fn_index"_L1).toInt(-1), 0);

    // A server that does not listen: the second Ctrl+C ends at once.
    m_server->answers[chatapp::kCancel] = ScriptedServer::silence();
    QProcess deaf;
    begin(deaf, {u"ask"_s, u"--space"_s, m_server->url().toString(), u"hi"_s});
    seen.clear();
    QTRY_VERIFY_WITH_TIMEOUT((seen += deaf.readAllStandardOutput()) == "half", kLimitMs);
    ::kill(pid_t(deaf.processId()), SIGINT);
    QTRY_COMPARE_WITH_TIMEOUT(m_server->count(chatapp::kCancel), 2, kLimitMs);
    ::kill(pid_t(deaf.processId()), SIGINT);
    QCOMPARE(finish(deaf).status, 130);
}

void TestAsk::speaksEnglish()
{
    // Plurals included, and whatever the system speaks.
    m_environment.insert(u"LC_ALL"_s, u"zh_CN.UTF-8"_s);
    const Result result = run({u"ask"_s, u"--space"_s, u"demo:"_s, u"hello"_s, u"two words"_s});
    QVERIFY2(result.out.contains("You wrote 1 word: "), result.out.constData());
    QVERIFY2(result.out.contains("You wrote 2 words: "), result.out.constData());
    QVERIFY2(result.out.contains("you have asked me 2 things so far"), result.out.constData());
    QCOMPARE(result.status, 0);
}

void TestAsk::tokenGoesToTheHubsHostsOnly()
{
    m_environment.insert(u"HF_TOKEN"_s, u"hf_PlantedSecret"_s);
    m_server->answers[chatapp::kData] = chatapp::reply("ok");
    // A stranger's server gets none.
    QCOMPARE(ask({u"hi"_s}).status, 0);
    for (const auto &request : m_server->requests) {
        for (const auto &[name, value] : request.headers)
            QVERIFY2(!value.contains("PlantedSecret"), name.constData());
    }
    // The Hub gets it as Authorization, the Space that it names as X-HF-Authorization.
    ScriptedServer hub;
    m_environment.insert(u"HF_ENDPOINT"_s, hub.url("").toString());
    hub.answers["GET /api/spaces/me/app/host"] = ScriptedServer::json(
        R"({"subdomain":"me-app","host":")" + m_server->url("").toString().toUtf8() + R"("})");
    m_server->requests.clear();
    const Result result = run({u"ask"_s, u"--space"_s, u"me/app"_s, u"hi"_s});
    QCOMPARE(result.out, "ok\n");
    QCOMPARE(hub.last("GET /api/spaces/me/app/host").header("Authorization"),
             "Bearer hf_PlantedSecret");
    QVERIFY(m_server->requests.size() >= 3);
    for (const auto &request : m_server->requests) {
        QCOMPARE(request.header("X-HF-Authorization"), "Bearer hf_PlantedSecret");
        QVERIFY(!request.hasHeader("Authorization"));
    }
}

void TestAsk::wakesTheSpace()
{
    ScriptedServer hub;
    m_environment.insert(u"HF_ENDPOINT"_s, hub.url("").toString());
    hub.answers["GET /api/spaces/me/app/host"]
        = ScriptedServer::json(R"({"host":")" + m_server->url("").toString().toUtf8() + R"("})");
    m_server->answers["GET /config"] = ScriptedServer::html(404);
    m_server->answers["GET /"] = ScriptedServer::html(503);
    m_server->answers[chatapp::kData] = chatapp::reply("good morning");
    bool wasAsked = false;
    hub.answers["GET /api/spaces/me/app"] = [&](const ScriptedServer::Request &) {
        if (!std::exchange(wasAsked, true))
            return ScriptedServer::json(R"({"runtime":{"stage":"SLEEPING"}})");
        chatapp::install(*m_server);
        return ScriptedServer::json(R"({"runtime":{"stage":"RUNNING"}})");
    };
    const Result result = run({u"ask"_s, u"--json"_s, u"--space"_s, u"me/app"_s, u"hi"_s});
    QCOMPARE(result.status, 0);
    QVERIFY2(result.out.indexOf("\"waking\"") >= 0, result.out.constData());
    QVERIFY2(result.out.indexOf("\"waking\"") < result.out.indexOf("\"connected\""),
             result.out.constData());
    QVERIFY(result.out.contains("good morning"));
}

void TestAsk::hubThatSendsOnNamesNoSpace()
{
    m_environment.insert(u"HF_TOKEN"_s, u"hf_PlantedSecret"_s);
    ScriptedServer hub;
    ScriptedServer stranger;
    m_environment.insert(u"HF_ENDPOINT"_s, hub.url("").toString());
    hub.answers["GET /api/spaces/me/app/host"]
        = ScriptedServer::redirect(307, stranger.url("/host").toEncoded());
    stranger.answers["GET /host"]
        = ScriptedServer::json(R"({"host":")" + m_server->url("").toString().toUtf8() + R"("})");
    const Result result = run({u"ask"_s, u"--space"_s, u"me/app"_s, u"hi"_s});
    QCOMPARE(result.status, 3);
    QVERIFY2(result.err.contains("F33-redirect"), result.err.constData());
    QVERIFY(m_server->requests.isEmpty());
    QVERIFY(!stranger.last("GET /host").hasHeader("Authorization"));
}

void TestAsk::timeoutCountsForTheSubmitToo()
{
    m_server->answers[chatapp::kJoin] = ScriptedServer::silence();
    const Result result = ask({u"--timeout"_s, u"0.3"_s, u"hi"_s});
    QCOMPARE(result.status, 5);
    QVERIFY(result.err.contains("F11-silence"));
}

void TestAsk::outputThatCannotBeWritten()
{
    m_server->answers[chatapp::kData] = chatapp::reply("nobody reads this");
    QProcess process;
    process.setStandardOutputFile(u"/dev/full"_s);
    begin(process, {u"ask"_s, u"--quiet"_s, u"--space"_s, m_server->url().toString(), u"hi"_s});
    const Result result = finish(process);
    QCOMPARE(result.status, 1);
    // Nobody stopped it.
    QCOMPARE(result.err,
             "spaceline: Standard output cannot be written: No space left on device.\n");
}

void TestAsk::spaceThatIsNotRunning()
{
    ScriptedServer hub;
    m_environment.insert(u"HF_ENDPOINT"_s, hub.url("").toString());
    hub.answers["GET /api/spaces/me/app/host"] = ScriptedServer::json(
        R"({"subdomain":"me-app","host":")" + m_server->url("").toString().toUtf8() + R"("})");
    hub.answers["GET /api/spaces/me/app"]
        = ScriptedServer::json(R"({"id":"me/app","runtime":{"stage":"PAUSED"}})");
    m_server->answers["GET /config"] = ScriptedServer::html(404);
    const Result paused = run({u"ask"_s, u"--space"_s, u"me/app"_s, u"hi"_s});
    QCOMPARE(paused.status, 3);
    QVERIFY2(paused.err.contains("F4-space-not-running") && paused.err.contains("PAUSED"),
             paused.err.constData());
    // Unknown to the Hub, or private.
    const Result missing = run({u"ask"_s, u"--space"_s, u"me/nothing"_s, u"hi"_s});
    QCOMPARE(missing.status, 4);
    QVERIFY(missing.err.contains("F5-private"));
    // Not an address at all.
    QCOMPARE(run({u"ask"_s, u"--space"_s, u"ftp://example.org"_s, u"hi"_s}).status, 3);
}

void TestAsk::logHoldsNoSecrets()
{
    m_environment.insert(u"SPACELINE_TOKEN"_s, u"unusual-PlantedSecret"_s);
    m_server->answers[chatapp::kData] = chatapp::reply("ok");
    ScriptedServer hub;
    m_environment.insert(u"HF_ENDPOINT"_s, hub.url("").toString());
    hub.answers["GET /api/spaces/me/app/host"] = ScriptedServer::json(
        R"({"subdomain":"me-app","host":")" + m_server->url("").toString().toUtf8() + R"("})");
    const QString log = m_home->filePath(u"traffic.log"_s);
    QCOMPARE(run({u"ask"_s, u"--space"_s, u"me/app"_s, u"--log"_s, log, u"hi"_s}).status, 0);
    QFile file(log);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray text = file.readAll();
    QVERIFY(text.contains("/gradio_api/queue/join"));
    QVERIFY(text.contains("200"));
    QVERIFY(text.contains("process_generating"));
    QVERIFY2(!text.contains("PlantedSecret"), text.constData());
    QCOMPARE(
        run({u"ask"_s, u"--space"_s, u"me/app"_s, u"--log"_s, u"/nonexistent/x"_s, u"hi"_s}).status,
        2);
}

void TestAsk::info()
{
    const Result result = run({u"info"_s, m_server->url().toString(), u"--json"_s});
    QCOMPARE(result.status, 0);
    const QJsonObject info = QJsonDocument::fromJson(result.out).object();
    QCOMPARE(info.value("gradio"_L1).toString(), u"6.31.0"_s);
    QCOMPARE(info.value("title"_L1).toString(), u"Scripted"_s);
    const QJsonObject endpoint = info.value("endpoints"_L1).toArray().at(0).toObject();
    QCOMPARE(endpoint.value("name"_L1).toString(), u"/chat"_s);
    QCOMPARE(endpoint.value("visibility"_L1).toString(), u"public"_s);
    QCOMPARE(endpoint.value("inputs"_L1).toArray().at(1).toObject().value("hidden"_L1).toBool(),
             true);
    const QJsonObject mapping = info.value("mapping"_L1).toObject();
    QCOMPARE(mapping.value("inputs"_L1).toArray(), (QJsonArray{u"message"_s, u"state"_s}));
    QCOMPARE(mapping.value("outputs"_L1).toArray(), (QJsonArray{u"reply"_s, u"state"_s}));
    QVERIFY(run({u"info"_s, m_server->url().toString()}).out.contains("/chat"));
}

void TestAsk::infoFails_data()
{
    QTest::addColumn<QByteArray>("config");
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("kind");
    QTest::addColumn<int>("status");
    QTest::newRow("network") << ""_ba << QStringList{u"http://127.0.0.1:1"_s} << u"F30-network"_s
                             << 3;
    QTest::newRow("nothing to chat with")
        << R"({"version":"6.31.0","components":[],"dependencies":[]})"_ba << QStringList{}
        << u"F8-endpoint"_s << 2;
    QTest::newRow("not Gradio") << R"({"a":1})"_ba << QStringList{} << u"F31-not-gradio"_s << 3;
    QTest::newRow("usage") << ""_ba << QStringList{u"a"_s, u"b"_s} << u"usage"_s << 2;
    QTest::newRow("unknown option") << ""_ba << QStringList{u"a"_s, u"--wat"_s} << u"usage"_s << 2;
}

void TestAsk::infoFails()
{
    QFETCH(const QByteArray, config);
    QFETCH(QStringList, arguments);
    QFETCH(const QString, kind);
    QFETCH(const int, status);
    if (arguments.isEmpty())
        arguments = QStringList{m_server->url().toString()};
    m_server->answers["GET /config"] = ScriptedServer::json(config);
    const Result failed = run(QStringList{u"info"_s, u"--json"_s} + arguments);
    QCOMPARE(failed.status, status);
    // The same object as the last one of `ask`.
    QCOMPARE(failed.out.count('\n'), 1);
    const QJsonObject error = QJsonDocument::fromJson(failed.out).object();
    QCOMPARE(error.value("event"_L1).toString(), u"error"_s);
    QCOMPARE(error.value("kind"_L1).toString(), kind);
    QVERIFY(!error.value("message"_L1).toString().isEmpty());
    for (const auto member : {"detail"_L1, "retry_after_s"_L1, "partial"_L1})
        QVERIFY(error.contains(member));
    // An app that was read is described all the same.
    QCOMPARE(error.contains("endpoints"_L1), kind == u"F8-endpoint"_s);
    const Result words = run(QStringList{u"info"_s} + arguments);
    QCOMPARE(words.status, status);
    QVERIFY(!words.err.isEmpty());
}

void TestAsk::dataIsUntouched_data()
{
    QTest::addColumn<QByteArray>("data");
    QTest::addColumn<QByteArray>("printed");
    const QByteArray value
        = R"([{"z":9223372036854775807,"a":18446744073709551615, "n":[1.0,1e2,0.10]}, null])";
    QTest::newRow("as it came") << value << value;
    QTest::newRow("what is no JSON") << R"([{"z":NaN,"a":1.0},null])"_ba
                                     << R"([{"z":null,"a":1.0},null])"_ba;
    QTest::newRow("over lines") << R"(["a",
data: 1.0])"_ba
                                << R"(["a", 1.0])"_ba;
}

void TestAsk::dataIsUntouched()
{
    QFETCH(const QByteArray, data);
    QFETCH(const QByteArray, printed);
    m_server->answers[chatapp::kData] = ScriptedServer::events(
        {R"(data: {"msg":"process_completed","event_id":"e1","success":true,"output":{"data":)"
         + data + R"(,"duration":1}})"});
    const Result result = ask({u"--json"_s, u"hi"_s});
    QVERIFY2(result.status == 0, result.out.constData());
    const QByteArray begin = R"({"event":"reply","data":)" + printed + ',';
    QVERIFY2(result.out.contains(begin), result.out.constData());
    QCOMPARE(objects(result.out).constLast().value("turn"_L1).toInt(), 1);
}

void TestAsk::besideTheAnswer()
{
    QByteArray config = chatapp::config();
    config.replace(R"({"id":4,"type":"json","props":{"label":"Response"},"skip_api":false}])",
                   R"({"id":4,"type":"json","props":{"label":"Response"},"skip_api":false},
 {"id":5,"type":"number","props":{"label":"Tokens"},"skip_api":false}])");
    config.replace(R"("outputs":[4,2])", R"("outputs":[4,2,5])");
    m_server->answers["GET /config"] = ScriptedServer::json(config);
    const auto message = [](const QByteArray &msg, const QByteArray &values) {
        return QByteArray(R"(data: {"msg":")" + msg
                          + R"(","event_id":"e1","success":true,"output":{"data":)" + values
                          + "}}");
    };
    m_server->answers[chatapp::kData] = ScriptedServer::events(
        {message("process_generating", R"(["Hel",null,1])"),
         message("process_generating", R"([[["append",[],"lo"]],[],[["replace",[],2]]])"),
         message("process_completed", R"(["Hello",null,2])")});
    const Result result = ask({u"--json"_s, u"hi"_s});
    QCOMPARE(result.status, 0);
    QStringList texts;
    for (const QJsonObject &object : objects(result.out)) {
        if (object.value("event"_L1).toString() == "text"_L1)
            texts.append(object.value("text"_L1).toString());
    }
    QCOMPARE(objects(result.out).constLast().value("text"_L1).toString(),
             u"Hello\n\n**Tokens:** 2"_s);
    QCOMPARE(texts.constLast(), u"Hello\n\n**Tokens:** 2"_s);
    // It does not come before the end: the answer goes on above it.
    QVERIFY(texts.constFirst() == u"Hel"_s || texts.constFirst() == u"Hello"_s);
}

void TestAsk::seedsKeepTheirDigits()
{
    QByteArray config = chatapp::config();
    config.replace(R"({"id":4,)", R"({"id":5,"type":"number","props":{"label":"Seed",
 "value":9223372036854775807,"maximum":9223372036854775807},"skip_api":false},
 {"id":6,"type":"number","props":{"label":"Other","value":0},"skip_api":false},
 {"id":4,)");
    config.replace(R"("inputs":[1,2])", R"("inputs":[1,2,5,6])");
    m_server->answers["GET /config"] = ScriptedServer::json(config);
    m_server->answers[chatapp::kData] = chatapp::reply("ok");
    QCOMPARE(ask({u"--param"_s, u"Other=9007199254740993"_s, u"hi"_s}).status, 0);
    const QByteArray body = m_server->last(chatapp::kJoin).body;
    QVERIFY2(body.contains("[\"hi\",null,9223372036854775807,9007199254740993]"), body.constData());
    const Result info = run({u"info"_s, m_server->url().toString(), u"--json"_s});
    QVERIFY2(info.out.contains("\"default\":9223372036854775807")
                 && info.out.contains("\"maximum\":9223372036854775807"),
             info.out.constData());
}

void TestAsk::usageErrorsAreObjectsToo()
{
    const QString space = u"demo:"_s;
    for (const QStringList &arguments :
         {QStringList{u"ask"_s, u"--space"_s, space, u"--json"_s, u"--nonsense"_s, u"x"_s},
          QStringList{u"ask"_s, u"hi"_s, u"--json"_s, u"--space"_s},
          QStringList{u"info"_s, u"--json"_s, u"--nonsense"_s},
          QStringList{u"doctor"_s, u"--json"_s}}) {
        const Result result = run(arguments);
        QCOMPARE(result.status, 2);
        const QList<QJsonObject> lines = objects(result.out);
        QCOMPARE(lines.size(), 1);
        QCOMPARE(lines[0].value("event"_L1).toString(), u"error"_s);
        QCOMPARE(lines[0].value("kind"_L1).toString(), u"usage"_s);
        QVERIFY(!lines[0].value("message"_L1).toString().isEmpty());
    }
}

void TestAsk::statesHaveAllTheirMembers()
{
    m_server->answers[chatapp::kData] = chatapp::reply("ok");
    QStringList states;
    for (const QJsonObject &object : objects(ask({u"--json"_s, u"hi"_s}).out)) {
        if (object.value("event"_L1).toString() != "state"_L1)
            continue;
        if (object.value("state"_L1).toString() == "queued"_L1)
            continue; // it has them
        states.append(object.value("state"_L1).toString());
        for (const QLatin1StringView member : {"position"_L1, "size"_L1, "eta_s"_L1})
            QVERIFY2(object.value(member).isNull(), qPrintable(states.constLast()));
    }
    QVERIFY2(states.contains(u"resolving"_s) && states.contains(u"submitting"_s)
                 && states.contains(u"streaming"_s),
             qPrintable(states.join(u' ')));
}

void TestAsk::repetitionsAreShown()
{
    m_server->answers[chatapp::kJoin]
        = {ScriptedServer::json(R"({"detail":"Queue is full. Max size is 1"})", 503),
           chatapp::joined()};
    m_server->answers[chatapp::kData] = chatapp::reply("ok");
    const Result result = ask({u"hi"_s});
    QCOMPARE(result.out, "ok\n");
    QVERIFY2(result.err.contains("queue full, trying again in 5 s (1 of 3)\n"),
             result.err.constData());
}

void TestAsk::repetitionsAreObjects()
{
    m_server->answers["GET /config"]
        = {ScriptedServer::html(502), ScriptedServer::json(chatapp::config())};
    m_server->answers[chatapp::kData] = chatapp::reply("ok");
    const QByteArray out = ask({u"--json"_s, u"hi"_s}).out;
    const QList<QJsonObject> lines = objects(out);
    const auto log = std::find_if(lines.begin(), lines.end(), [](const QJsonObject &object) {
        return object.value("event"_L1).toString() == "log"_L1;
    });
    QVERIFY2(log != lines.end() && log != lines.begin(), out.constData());
    QCOMPARE(log->value("text"_L1).toString(), u"no usable answer, trying again in 1 s (1 of 3)"_s);
    QCOMPARE(log->value("level"_L1).toString(), u"info"_s);
    QCOMPARE(std::prev(log)->value("state"_L1).toString(), u"resolving"_s);
}

void TestAsk::sentencesOfAddressesThatDoNotAnswer_data()
{
    using Server = ScriptedServer;
    QTest::addColumn<Server::Answer>("answer");
    QTest::addColumn<QByteArray>("sentence");
    const QByteArray notTheApp = "What came back is not the app's answer. (F15-not-json)";
    QTest::newRow("hangs up") << Server::hangUp()
                              << "The server cannot be reached. (F30-network)"_ba;
    QTest::newRow("noise") << Server::raw("HTTP/1.1 200 OK\r\nContent-Type: "
                                          "application/json\r\nContent-Length: 4\r\n\r\n\x01\xfe{z")
                           << notTheApp;
    QTest::newRow("an array") << Server::json("[1,2]") << notTheApp;
    QTest::newRow("500") << Server::text("Internal Server Error", 500) << notTheApp;
}

void TestAsk::sentencesOfAddressesThatDoNotAnswer()
{
    QFETCH(const ScriptedServer::Answer, answer);
    QFETCH(const QByteArray, sentence);
    m_server->answers["GET /config"] = answer;
    const Result result = ask({u"hi"_s});
    QCOMPARE(result.status, 3);
    QVERIFY2(result.err.contains(QByteArray("spaceline: " + sentence)), result.err.constData());
}

void TestAsk::logEndsWithoutAFailure()
{
    m_server->answers[chatapp::kData] = chatapp::reply("ok");
    const QString log = m_home->filePath(u"traffic.log"_s);
    QCOMPARE(ask({u"--log"_s, log, u"hi"_s}).status, 0);
    QFile file(log);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray text = file.readAll();
    QVERIFY2(text.contains(", closed from here\n"), text.constData());
    QVERIFY2(!text.contains("interrupted"), text.constData());
    // One sentence where it cannot be written.
    const QByteArray said = ask({u"--log"_s, u"/nonexistent/x"_s, u"hi"_s}).err;
    QCOMPARE(said.count("cannot be written"), 1);
}

void TestAsk::neitherCommandNorAddress()
{
    m_environment.remove(u"DISPLAY"_s);
    const Result result = run({u"bogusverb"_s});
    QCOMPARE(result.status, 2);
    QVERIFY2(result.err.startsWith("spaceline: There is no command “bogusverb”"),
             result.err.constData());
    QVERIFY(result.out.isEmpty());
}

void TestAsk::windowWithoutAScreen()
{
    m_environment.remove(u"DISPLAY"_s);
    m_environment.remove(u"WAYLAND_DISPLAY"_s);
    m_environment.insert(u"QT_QPA_PLATFORM"_s, u"xcb"_s);
    const Result none = run({u"demo:"_s});
    QCOMPARE(none.status, 1);
    QCOMPARE(none.err,
             "spaceline: The window cannot be opened: there is no display. See spaceline "
             "--help.\n");
    // One that is gone.
    m_environment.insert(u"DISPLAY"_s, u":64321"_s);
    const Result gone = run({u"demo:"_s});
    QCOMPARE(gone.status, 1);
    QCOMPARE(gone.err.count('\n'), 1);
    QVERIFY2(gone.err.contains(":64321"), gone.err.constData());
}

Q_DECLARE_METATYPE(ScriptedServer::Answer)

QTEST_GUILESS_MAIN(TestAsk)
#include "tst_ask.moc"
