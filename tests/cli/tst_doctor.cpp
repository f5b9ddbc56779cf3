#include "support/chatapp.h"
#include "support/scriptedserver.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace Qt::Literals::StringLiterals;
using namespace spaceline;

/// Runs `spaceline doctor` itself, as a script would: each thing that can be wrong with a
/// connection stops at its own step and says what to do (ux.md's contract of the command line).
class TestDoctor : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void healthy();
    void demo();
    void sendsAMessage();
    void appThatFails();
    void notAnAddress();
    void deadHost();
    void wrongPort();
    void webPage_data();
    void webPage();
    void login();
    void brokenInfo();
    void spaceThatIsNotRunning_data();
    void spaceThatIsNotRunning();
    void missingSpace();
    void proxyInFrontOfNothing();
    void noChat();
    void tokenIsNotShown();
    void interrupted();
    void usage();

private:
    struct Result {
        int status = -1;
        QByteArray err;
        QByteArray out;
        QList<QJsonObject> steps;

        [[nodiscard]] QStringList names() const
        {
            QStringList names;
            for (const QJsonObject &step : steps)
                names += step.value("step"_L1).toString();
            return names;
        }
        [[nodiscard]] QJsonObject last() const { return steps.value(steps.size() - 1); }
        [[nodiscard]] QString advice() const { return last().value("advice"_L1).toString(); }
        [[nodiscard]] QString result() const { return last().value("result"_L1).toString(); }
    };
    Result run(const QStringList &arguments);
    Result doctor(const QString &space, const QStringList &arguments = {});
    Result doctorOf(ScriptedServer &hub, const QByteArray &about);

    std::unique_ptr<ScriptedServer> m_server;
    std::unique_ptr<QTemporaryDir> m_home;
    QProcessEnvironment m_environment;
};

namespace {

const QStringList kAll{u"address"_s, u"dns"_s,    u"tcp"_s,  u"tls"_s,
                       u"http"_s,    u"config"_s, u"info"_s, u"mapping"_s};

} // namespace

void TestDoctor::init()
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

TestDoctor::Result TestDoctor::run(const QStringList &arguments)
{
    QProcess process;
    process.setProcessEnvironment(m_environment);
    QSignalSpy finished(&process, &QProcess::finished);
    process.start(QStringLiteral(SPACELINE_BINARY_DIR) + u"/ui/spaceline"_s, arguments);
    // Not waitForFinished(): the server lives in this thread.
    if (!finished.wait(30000)) {
        process.kill();
        process.waitForFinished();
        return {};
    }
    Result result{process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1,
                  process.readAllStandardError(),
                  process.readAllStandardOutput(),
                  {}};
    for (const QByteArray &line : result.out.split('\n')) {
        if (const QJsonObject step = QJsonDocument::fromJson(line).object(); !step.isEmpty())
            result.steps += step;
    }
    return result;
}

TestDoctor::Result TestDoctor::doctor(const QString &space, const QStringList &arguments)
{
    return run(QStringList{u"doctor"_s, space, u"--json"_s} + arguments);
}

/// The Space me/app, of which \p hub says \p about.
TestDoctor::Result TestDoctor::doctorOf(ScriptedServer &hub, const QByteArray &about)
{
    m_environment.insert(u"HF_ENDPOINT"_s, hub.url("").toString());
    hub.answers["GET /api/spaces/me/app/host"] = ScriptedServer::json(
        R"({"subdomain":"me-app","host":")" + m_server->url("").toString().toUtf8() + R"("})");
    hub.answers["GET /api/spaces/me/app"] = ScriptedServer::json(about);
    return doctor(u"me/app"_s);
}

void TestDoctor::healthy()
{
    const Result result = doctor(m_server->url("").toString());
    QCOMPARE(result.status, 0);
    QCOMPARE(result.names(), kAll);
    for (const QJsonObject &step : result.steps) {
        QCOMPARE(step.keys(), (QStringList{u"advice"_s, u"ms"_s, u"ok"_s, u"result"_s, u"step"_s}));
        QVERIFY(step.value("ok"_L1).toBool());
        QVERIFY(step.value("ms"_L1).isDouble());
        QVERIFY(!step.value("result"_L1).toString().isEmpty());
        QVERIFY2(step.value("advice"_L1).toString().isEmpty(), result.out.constData());
    }
    QVERIFY(result.result().contains("/chat"_L1));
    // One line a step for people, the same words.
    const Result text = run({u"doctor"_s, m_server->url("").toString()});
    QCOMPARE(text.status, 0);
    const QList<QByteArray> lines = text.out.trimmed().split('\n');
    QCOMPARE(lines.size(), kAll.size());
    QVERIFY2(lines.at(5).startsWith("config") && lines.at(5).contains(" ok ")
                 && lines.at(5).contains("Gradio 6.31.0"),
             text.out.constData());
    QCOMPARE(m_server->count(chatapp::kJoin), 0);
}

void TestDoctor::demo()
{
    const Result result = doctor(u"demo:"_s, {u"--call"_s});
    QVERIFY2(result.status == 0, result.out.constData());
    QCOMPARE(result.names(), kAll + QStringList{u"call"_s});
    QVERIFY(result.steps.at(1).value("result"_L1).toString().startsWith("Not needed"_L1));
    QVERIFY(result.steps.at(3).value("result"_L1).toString().startsWith("Not needed"_L1));
}

void TestDoctor::sendsAMessage()
{
    m_server->answers[chatapp::kData] = chatapp::reply("Hi\x1b[31m there");
    const Result result = doctor(m_server->url("").toString(), {u"--call"_s});
    QVERIFY2(result.status == 0, result.out.constData());
    QCOMPARE(result.last().value("step"_L1), u"call"_s);
    QVERIFY(result.result().contains("there"_L1));
    const Result text = run({u"doctor"_s, m_server->url("").toString(), u"--call"_s});
    QVERIFY(text.out.contains("there") && !text.out.contains('\x1b'));
}

void TestDoctor::appThatFails()
{
    m_server->answers[chatapp::kData] = ScriptedServer::events({chatapp::failed("null")});
    const Result result = doctor(m_server->url("").toString(), {u"--call"_s});
    QCOMPARE(result.status, 1);
    QCOMPARE(result.last().value("step"_L1), u"call"_s);
    QVERIFY(!result.last().value("ok"_L1).toBool(true));
    QVERIFY2(result.advice().contains("the app itself failed"_L1), qPrintable(result.advice()));
}

void TestDoctor::notAnAddress()
{
    const Result result = doctor(u"ftp://example.org"_s);
    QCOMPARE(result.status, 3);
    QCOMPARE(result.names(), QStringList{u"address"_s});
    QVERIFY(result.advice().contains("owner/name"_L1));
}

void TestDoctor::deadHost()
{
    const Result result = doctor(u"http://no-such-host.invalid:7860"_s);
    QCOMPARE(result.status, 3);
    QCOMPARE(result.last().value("step"_L1), u"dns"_s);
    QVERIFY2(result.advice().contains("no-such-host.invalid"_L1)
                 && result.advice().contains("online"_L1),
             qPrintable(result.advice()));
}

void TestDoctor::wrongPort()
{
    QTcpServer nobody;
    QVERIFY(nobody.listen(QHostAddress::LocalHost));
    const quint16 port = nobody.serverPort();
    nobody.close();
    const Result result = doctor(u"localhost:%1"_s.arg(port));
    QCOMPARE(result.status, 3);
    QCOMPARE(result.last().value("step"_L1), u"tcp"_s);
    QVERIFY2(result.result().contains(QString::number(port)), qPrintable(result.result()));
    QVERIFY2(result.advice().contains("Start the app"_L1), qPrintable(result.advice()));
}

void TestDoctor::webPage_data()
{
    QTest::addColumn<int>("status");
    QTest::newRow("for every address") << 200;
    QTest::newRow("not found") << 404;
}

void TestDoctor::webPage()
{
    QFETCH(int, status);
    m_server->answers["GET /config"]
        = ScriptedServer::html(status, "<html><title>My shop</title></html>");
    m_server->answers["GET /"] = ScriptedServer::html(200, "<html><title>My shop</title></html>");
    const Result result = doctor(m_server->url("").toString());
    QCOMPARE(result.status, 3);
    QCOMPARE(result.last().value("step"_L1), u"config"_s);
    QVERIFY2(result.result().contains("not a Gradio app"_L1), qPrintable(result.result()));
    QVERIFY2(result.advice().contains("Use via API"_L1), qPrintable(result.advice()));
}

void TestDoctor::login()
{
    m_server->answers["GET /config"]
        = ScriptedServer::json(R"({"detail":"Not authenticated"})", 401);
    const Result result = doctor(m_server->url("").toString());
    QCOMPARE(result.status, 4);
    QCOMPARE(result.last().value("step"_L1), u"config"_s);
    QVERIFY2(result.advice().contains("sign in"_L1), qPrintable(result.advice()));
}

void TestDoctor::brokenInfo()
{
    m_server->answers["GET /gradio_api/info"] = ScriptedServer::text("Internal Server Error", 500);
    const Result result = doctor(m_server->url("").toString());
    // One can chat all the same.
    QCOMPARE(result.status, 0);
    QCOMPARE(result.names(), kAll);
    const QJsonObject info = result.steps.at(6);
    QVERIFY(info.value("ok"_L1).toBool());
    QVERIFY2(info.value("result"_L1).toString().contains("500"_L1), result.out.constData());
    QVERIFY2(info.value("advice"_L1).toString().contains("Chatting works without it"_L1),
             result.out.constData());
}

void TestDoctor::spaceThatIsNotRunning_data()
{
    QTest::addColumn<QByteArray>("stage");
    QTest::addColumn<QString>("advice");
    QTest::newRow("paused") << R"("PAUSED")"_ba << u"Only the Space's owner"_s;
    QTest::newRow("sleeping") << R"("SLEEPING")"_ba << u"starts when it is visited"_s;
    QTest::newRow("starting") << R"("APP_STARTING")"_ba << u"wait a few minutes"_s;
    QTest::newRow("broken") << R"("RUNTIME_ERROR","errorMessage":"no module named x")"_ba
                            << u"only its owner can mend it"_s;
    QTest::newRow("a word of tomorrow") << R"("HIBERNATING")"_ba << u"page in a browser"_s;
}

void TestDoctor::spaceThatIsNotRunning()
{
    QFETCH(QByteArray, stage);
    QFETCH(QString, advice);
    // What huggingface.co's proxy answers then is not known for sure (failures.md §4).
    for (const int status : {404, 503, 200}) {
        ScriptedServer hub;
        m_server->answers["GET /config"] = ScriptedServer::html(status);
        const Result result = doctorOf(hub, R"({"id":"me/app","runtime":{"stage":)" + stage + "}}");
        QCOMPARE(result.status, 3);
        QCOMPARE(result.last().value("step"_L1), u"http"_s);
        QVERIFY2(result.advice().contains(advice), qPrintable(result.advice()));
        QVERIFY(result.result().contains(QString::number(status)));
        if (stage.contains("module"))
            QVERIFY(result.result().contains("no module named x"_L1));
    }
}

void TestDoctor::missingSpace()
{
    ScriptedServer hub;
    m_environment.insert(u"HF_ENDPOINT"_s, hub.url("").toString());
    const Result result = doctor(u"me/nothing"_s);
    QCOMPARE(result.status, 4);
    QCOMPARE(result.last().value("step"_L1), u"address"_s);
    QVERIFY2(result.advice().contains("how the Space is written"_L1), qPrintable(result.advice()));
}

void TestDoctor::proxyInFrontOfNothing()
{
    m_server->answers["GET /config"] = ScriptedServer::html(502);
    const Result result = doctor(m_server->url("").toString());
    QCOMPARE(result.status, 3);
    QCOMPARE(result.last().value("step"_L1), u"http"_s);
    QVERIFY2(result.advice().contains("not the app behind it"_L1), qPrintable(result.advice()));
}

void TestDoctor::noChat()
{
    m_server->answers["GET /config"]
        = ScriptedServer::json(R"({"version":"6.31.0","protocol":"sse_v3","components":[],)"
                               R"("api_prefix":"/gradio_api","dependencies":[]})");
    const Result result = doctor(m_server->url("").toString());
    QCOMPARE(result.status, 2);
    QCOMPARE(result.last().value("step"_L1), u"mapping"_s);
    QVERIFY2(result.advice().contains("Choose another Space"_L1), qPrintable(result.advice()));
}

void TestDoctor::tokenIsNotShown()
{
    m_environment.insert(u"SPACELINE_TOKEN"_s, u"unusual-PlantedSecret"_s);
    ScriptedServer hub;
    m_server->answers["GET /config"] = [](const ScriptedServer::Request &request) {
        return ScriptedServer::json(
            R"({"detail":")" + request.header("X-HF-Authorization") + R"("})", 401);
    };
    const Result result = doctorOf(hub, "{}");
    QVERIFY(m_server->last("GET /config").header("X-HF-Authorization").contains("PlantedSecret"));
    QCOMPARE(result.last().value("step"_L1), u"config"_s);
    QVERIFY2(!result.out.contains("PlantedSecret"), result.out.constData());
}

void TestDoctor::interrupted()
{
    m_server->answers["GET /config"] = ScriptedServer::silence();
    QProcess process;
    process.setProcessEnvironment(m_environment);
    QSignalSpy finished(&process, &QProcess::finished);
    process.start(QStringLiteral(SPACELINE_BINARY_DIR) + u"/ui/spaceline"_s,
                  {u"doctor"_s, m_server->url("").toString()});
    QTRY_COMPARE_WITH_TIMEOUT(m_server->count("GET /config"), 1, 30000);
    QCOMPARE(::kill(pid_t(process.processId()), SIGINT), 0);
    QVERIFY(finished.wait(30000));
    QCOMPARE(process.exitCode(), 130);
}

void TestDoctor::usage()
{
    QCOMPARE(run({u"doctor"_s}).status, 2);
    QCOMPARE(run({u"doctor"_s, u"--nonsense"_s, u"demo:"_s}).status, 2);
    const Result help = run({u"doctor"_s, u"--help"_s});
    QCOMPARE(help.status, 0);
    QVERIFY(help.out.startsWith("Usage: spaceline doctor SPACE [--json] [--call]"));
    QVERIFY(run({u"--help"_s}).out.contains("spaceline doctor SPACE"));
}

QTEST_GUILESS_MAIN(TestDoctor)
#include "tst_doctor.moc"
