#include "net/trafficlog.h"

#include "base/redaction.h"
#include "net/http.h"
#include "support/httpoutcome.h"
#include "support/scriptedserver.h"

#include <QFile>
#include <QFileInfo>
#include <QNetworkCookieJar>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using namespace spaceline;

namespace {

class Tokens final : public CredentialSource {
public:
    Credentials credentialsFor(const QUrl &) const override
    {
        return {{"X-HF-Authorization", "Bearer hf_plantedplantedplanted"},
                {"Authorization", "Bearer otherplantedsecret"}};
    }
};

QByteArray contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class TestTrafficLog : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void isOffByDefault();
    void tellsAnExchange();
    void tellsRedirectsAndRepetitions();
    void neverTellsSecrets();
    void fileIsTheOwnersOnly();
    void fileIsAppendedAndWrittenThrough();
    void fileThatCannotBeWritten();
    void keepsTheLastLines();
    void aLineIsALine();
};

void TestTrafficLog::isOffByDefault()
{
    TrafficLog log;
    QVERIFY(!log.isEnabled());
    log.event(1, "x", 1);
    QCOMPARE(log.lines(), QStringList());
    {
        const QSignalSpy spy(&log, &TrafficLog::lineAdded);
        QVERIFY(log.isEnabled());
    }
    QVERIFY(!log.isEnabled());
    log.setKeeping(true);
    QVERIFY(log.isEnabled());
    log.event(1, "x", 1);
    QCOMPARE(log.lines().size(), 1);
    log.setKeeping(false);
    QVERIFY(!log.isEnabled());
    QCOMPARE(log.lines(), QStringList());
}

void TestTrafficLog::tellsAnExchange()
{
    ScriptedServer server;
    server.answers["POST /queue/join"] = ScriptedServer::json(R"({"event_id":"7"})");
    QNetworkCookieJar jar;
    const Tokens tokens;
    TrafficLog log;
    log.setKeeping(true);
    const QSignalSpy spy(&log, &TrafficLog::lineAdded);
    Http http(tokens, jar, &log);
    HttpExchange *exchange = http.send(postRequest(server.url("/queue/join?a=1&b"), "12345"));
    connect(exchange, &HttpExchange::headersArrived, this,
            [exchange] { exchange->logEvent("process_starts", 42); });
    const HttpOutcome outcome(exchange);
    QVERIFY(outcome.wait());

    const QString start = u"^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3} #1 "_s;
    const QStringList patterns{
        u"POST http://127\\.0\\.0\\.1:\\d+/queue/join\\?a=…&b \\(sends 5 B, token as "
        "X-HF-Authorization, token as Authorization\\)$"_s,
        u"200 application/json$"_s,
        u"event process_starts, 42 B$"_s,
        u"end, received 16 B in \\d+ ms$"_s,
    };
    const QStringList lines = log.lines();
    QCOMPARE(lines.size(), patterns.size());
    for (qsizetype i = 0; i < lines.size(); ++i) {
        const QRegularExpression pattern(start + patterns.at(i));
        QVERIFY2(pattern.match(lines.at(i)).hasMatch(), qPrintable(lines.at(i)));
        QCOMPARE(spy.at(i).constFirst().toString(), lines.at(i));
    }
}

void TestTrafficLog::tellsRedirectsAndRepetitions()
{
    ScriptedServer server;
    server.answers["GET /old"] = ScriptedServer::redirect(307, "/new?x=secret");
    server.answers["GET /new"] = {ScriptedServer::json("{}", 503), ScriptedServer::json("{}")};
    QNetworkCookieJar jar;
    const NoCredentials nobody;
    TrafficLog log;
    log.setKeeping(true);
    Http http(nobody, jar, &log);
    http.setSecond(1ms);
    HttpRequest request = getRequest(server.url("/old"));
    request.repeat = true;
    QCOMPARE(outcomeOf(http, request)->status, 200);
    const QString all = log.lines().join(u'\n');
    QCOMPARE(all.count(u"307, sends on to http://127.0.0.1"_s), 2);
    QCOMPARE(all.count(u"/new?x=…"_s), 4);
    QCOMPARE(all.count(u" repetition 1 in 1 ms"_s), 1);
    QCOMPARE(all.count(u" (repetition 1)\n"_s), 2);

    server.goDown();
    const auto failed = outcomeOf(http, getRequest(server.url("/gone")));
    QVERIFY(failed->failure);
    QVERIFY(log.lines().constLast().contains(u", F30-network: "_s));
}

void TestTrafficLog::neverTellsSecrets()
{
    addSecret("plantedpassword");
    ScriptedServer server;
    server.answers["POST /login"]
        = ScriptedServer::json(R"({"token":"hf_plantedinthebody"})")
              .with("Set-Cookie", "access-token-planted=plantedcookie; Path=/");
    server.answers["GET /data"]
        = ScriptedServer::content("text/x-hf_plantedtype", "hf_plantedinthebody", 418);
    server.answers["GET /away"] = ScriptedServer::redirect(302, "/data?__sign=plantedjwt");
    QTemporaryDir folder;
    const QString path = folder.filePath(u"traffic.log"_s);
    QNetworkCookieJar jar;
    const Tokens tokens;
    TrafficLog log;
    log.setKeeping(true);
    QCOMPARE(log.setFile(path), QString());
    Http http(tokens, jar, &log);

    HttpRequest login = postRequest(server.url("/login"), "username=me&password=plantedpassword");
    login.contentType = "application/x-www-form-urlencoded";
    login.headers = {{"X-Planted", "plantedheader"}};
    QCOMPARE(outcomeOf(http, login)->status, 200);
    for (const QByteArray &target :
         {"/away"_ba, "/data?session_hash=plantedsession&x=hf_plantedinaquery"_ba,
          "/data/hf_plantedinapath/plantedpassword"_ba, "/data?hf_plantedname"_ba}) {
        QUrl url = server.url(target);
        url.setUserInfo(u"me:plantedpassword"_s);
        HttpExchange *exchange = http.send(streamRequest(url));
        exchange->logEvent("hf_plantedevent", 3);
        const HttpOutcome outcome(exchange);
        QVERIFY(outcome.wait());
    }
    server.goDown();
    QVERIFY(outcomeOf(http, getRequest(server.url("/x?token=plantedtoken")))->failure);

    const QString kept = log.lines().join(u'\n');
    QVERIFY(log.lines().size() > 15);
    QVERIFY(kept.contains(u"cookies: 1"_s));
    for (const QString &line : log.lines())
        QVERIFY2(!line.contains(u"planted"_s), qPrintable(line));
    QVERIFY(!contents(path).contains("planted"));
    QCOMPARE(QString::fromUtf8(contents(path)).trimmed(), kept);
}

void TestTrafficLog::fileIsTheOwnersOnly()
{
    QTemporaryDir folder;
    const auto owner = QFile::ReadOwner | QFile::WriteOwner | QFile::ReadUser | QFile::WriteUser;
    TrafficLog log;
    const QString fresh = folder.filePath(u"fresh.log"_s);
    QCOMPARE(log.setFile(fresh), QString());
    QCOMPARE(QFileInfo(fresh).permissions(), owner);

    const QString old = folder.filePath(u"old.log"_s);
    QFile file(old);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.close();
    QVERIFY(file.setPermissions(owner | QFile::ReadGroup | QFile::ReadOther));
    QCOMPARE(log.setFile(old), QString());
    QCOMPARE(QFileInfo(old).permissions(), owner);
}

void TestTrafficLog::fileIsAppendedAndWrittenThrough()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"traffic.log"_s);
    for (int i = 1; i <= 2; ++i) {
        TrafficLog log;
        QCOMPARE(log.setFile(path), QString());
        log.event(log.newExchange(), "log", 5);
        // Before it is closed: a crash must not take the last lines along.
        QCOMPARE(contents(path).count('\n'), i);
        QVERIFY(contents(path).endsWith("#1 event log, 5 B\n"));
    }
    TrafficLog log;
    QCOMPARE(log.setFile(path), QString());
    QCOMPARE(log.setFile({}), QString());
    QVERIFY(!log.isEnabled());
}

void TestTrafficLog::fileThatCannotBeWritten()
{
    QTemporaryDir folder;
    TrafficLog log;
    const QString error = log.setFile(folder.path());
    QVERIFY(error.contains(folder.path()));
    QVERIFY(!log.isEnabled());
    QVERIFY(!log.setFile(folder.filePath(u"no/such/folder.log"_s)).isEmpty());
    QVERIFY(!log.isEnabled());
}

void TestTrafficLog::keepsTheLastLines()
{
    TrafficLog log;
    log.setKeeping(true);
    const qsizetype most = TrafficLog::kKeptLines;
    for (qsizetype i = 1; i <= most + 3; ++i) {
        log.event(quint64(i), "e", 1);
        QCOMPARE(log.lines().size(), std::min(i, most));
    }
    QVERIFY(log.lines().constFirst().contains(u"#4 "_s));
    QVERIFY(log.lines().constLast().contains(u"#1003 "_s));
    QVERIFY(log.lines().at(most - 2).contains(u"#1002 "_s));
}

void TestTrafficLog::aLineIsALine()
{
    TrafficLog log;
    log.setKeeping(true);
    log.event(1, "a\nb\r\n\x1b[31m\u2028", 1);
    const QString line = log.lines().constFirst();
    for (const QChar c : line)
        QVERIFY(c >= u' ' && c != QChar::LineSeparator);
    log.event(2, QByteArray(1 << 20, 'x'), 1);
    QVERIFY(log.lines().constLast().size() < 2'100);
}

QTEST_GUILESS_MAIN(TestTrafficLog)
#include "tst_trafficlog.moc"
