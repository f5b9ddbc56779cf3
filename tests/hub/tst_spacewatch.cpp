#include "hub/spacewatch.h"

#include "hub/hubclient.h"
#include "net/http.h"
#include "support/scriptedserver.h"

#include <QNetworkCookieJar>
#include <QSignalSpy>
#include <QTest>

#include <memory>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using namespace spaceline;
using Kind = SpaceStage::Kind;

/// gradio-protocol.md §1.4 and failures.md F4, which is all that is known here of huggingface.co.
class TestSpaceWatch : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void words_data();
    void words();
    void wakesOnceAndWaits();
    void staysWhereNothingComesByItself_data();
    void staysWhereNothingComesByItself();
    void aHubInTroubleIsAskedAgain();
    void theHubsPauseIsKept();
    void noAnswerAtFirst_data();
    void noAnswerAtFirst();
    void endsWhenItMayNotBeSeen();
    void canBeStopped();

private:
    [[nodiscard]] static ScriptedServer::Answer stage(const QByteArray &word)
    {
        return ScriptedServer::json(R"({"private":false,"runtime":{"stage":")" + word + R"("}})");
    }

    std::unique_ptr<ScriptedServer> m_hubServer;
    std::unique_ptr<ScriptedServer> m_space;
    std::unique_ptr<QNetworkCookieJar> m_jar;
    std::unique_ptr<Http> m_http;
    std::unique_ptr<HubClient> m_hub;
    std::unique_ptr<SpaceWatch> m_watch;
    NoCredentials m_nobody;
    const QByteArray m_route = "GET /api/spaces/owner/name";
};

void TestSpaceWatch::init()
{
    m_hubServer = std::make_unique<ScriptedServer>();
    m_space = std::make_unique<ScriptedServer>();
    m_space->answers["GET /"] = ScriptedServer::html(503);
    m_jar = std::make_unique<QNetworkCookieJar>();
    m_http = std::make_unique<Http>(m_nobody, *m_jar, nullptr);
    m_http->setSecond(1ms);
    m_hub = std::make_unique<HubClient>(*m_http, HubEndpoint(m_hubServer->url("/")));
    m_watch = std::make_unique<SpaceWatch>(*m_http, *m_hub, u"owner/name"_s, m_space->url(""));
}

void TestSpaceWatch::cleanup()
{
    m_watch.reset();
    m_hub.reset();
    m_http.reset();
    m_jar.reset();
    m_space.reset();
    m_hubServer.reset();
}

void TestSpaceWatch::words_data()
{
    QTest::addColumn<QString>("word");
    QTest::addColumn<SpaceStage::Kind>("kind");
    QTest::addColumn<bool>("isOnItsWay");
    const auto row = [](const char *word, Kind kind, bool isOnItsWay) {
        QTest::newRow(word) << QString::fromLatin1(word) << kind << isOnItsWay;
    };
    row("", Kind::Unknown, false);
    row("RUNNING", Kind::Running, false);
    row("RUNNING_BUILDING", Kind::Running, false);
    row("RUNNING_APP_STARTING", Kind::Running, false);
    row("SLEEPING", Kind::Asleep, true);
    row("STOPPED", Kind::Asleep, true);
    row("BUILDING", Kind::Building, true);
    row("APP_STARTING", Kind::Starting, true);
    row("PAUSED", Kind::Paused, false);
    row("BUILD_ERROR", Kind::Broken, false);
    row("CONFIG_ERROR", Kind::Broken, false);
    row("RUNTIME_ERROR", Kind::Broken, false);
    row("SOME_LATER_ERROR", Kind::Broken, false);
    row("NO_APP_FILE", Kind::Broken, false);
    row("DELETING", Kind::Broken, false);
    row("A_LATER_WORD", Kind::Strange, false);
}

void TestSpaceWatch::words()
{
    QFETCH(const QString, word);
    QFETCH(const SpaceStage::Kind, kind);
    QFETCH(const bool, isOnItsWay);
    SpaceStage stage;
    stage.stage = word;
    QCOMPARE(stage.kind(), kind);
    QCOMPARE(stage.isOnItsWay(), isOnItsWay);
    QCOMPARE(stage.notRunning().kind, Failure::Kind::SpaceNotRunning);
    QVERIFY(stage.notRunning().said.startsWith(word));
}

void TestSpaceWatch::wakesOnceAndWaits()
{
    m_hubServer->answers[m_route] = {stage("SLEEPING"), stage("SLEEPING"),     stage("BUILDING"),
                                     stage("BUILDING"), stage("APP_STARTING"), stage("RUNNING")};
    QStringList seen;
    connect(m_watch.get(), &SpaceWatch::changed, this, [&] { seen += m_watch->stage().stage; });
    QSignalSpy settled(m_watch.get(), &SpaceWatch::settled);
    m_watch->start();
    QTRY_COMPARE(settled.count(), 1);
    QCOMPARE(seen, (QStringList{u"SLEEPING"_s, u"BUILDING"_s, u"APP_STARTING"_s}));
    QVERIFY(m_watch->stage().isRunning());
    QVERIFY(m_watch->wasAsleep());
    QVERIFY(!m_watch->trouble());
    QCOMPARE(m_hubServer->count(m_route), 6);
    QTRY_COMPARE(m_space->count("GET /"), 1);
}

void TestSpaceWatch::staysWhereNothingComesByItself_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("last");
    QTest::newRow("paused") << "PAUSED"_ba
                            << "PAUSED"_ba;
    QTest::newRow("the build fails") << "BUILDING"_ba
                                     << "BUILD_ERROR"_ba;
    QTest::newRow("it crashes") << "APP_STARTING"_ba
                                << "RUNTIME_ERROR"_ba;
    QTest::newRow("unknown") << "A_LATER_WORD"_ba
                             << "A_LATER_WORD"_ba;
}

void TestSpaceWatch::staysWhereNothingComesByItself()
{
    QFETCH(const QByteArray, before);
    QFETCH(const QByteArray, last);
    m_hubServer->answers[m_route] = {stage(before), stage(last)};
    QSignalSpy settled(m_watch.get(), &SpaceWatch::settled);
    m_watch->start();
    QTRY_COMPARE(settled.count(), 1);
    QCOMPARE(m_watch->stage().stage.toLatin1(), last);
    QVERIFY(!m_watch->wasAsleep());
    QCOMPARE(m_space->requests.size(), 0);
}

void TestSpaceWatch::aHubInTroubleIsAskedAgain()
{
    // A page that is none of the Hub's is asked for four times: that is its own repetition.
    m_hubServer->answers[m_route]
        = {stage("BUILDING"),         ScriptedServer::html(502), ScriptedServer::html(502),
           ScriptedServer::html(502), ScriptedServer::html(502), stage("RUNNING")};
    QList<Failure::Kind> troubles;
    connect(m_watch.get(), &SpaceWatch::changed, this,
            [&] { troubles += m_watch->trouble().kind; });
    QSignalSpy settled(m_watch.get(), &SpaceWatch::settled);
    m_watch->start();
    QTRY_COMPARE(settled.count(), 1);
    QCOMPARE(troubles, (QList<Failure::Kind>{Failure::Kind::None, Failure::Kind::NotJson}));
    QVERIFY(m_watch->stage().isRunning());
}

void TestSpaceWatch::theHubsPauseIsKept()
{
    m_hubServer->answers[m_route]
        = {stage("BUILDING"),
           ScriptedServer::json(R"({"error":"slow down"})", 429).with("Retry-After", "3600"),
           stage("RUNNING")};
    QSignalSpy changed(m_watch.get(), &SpaceWatch::changed);
    QSignalSpy settled(m_watch.get(), &SpaceWatch::settled);
    m_watch->start();
    QTRY_COMPARE(changed.count(), 2);
    QCOMPARE(m_watch->trouble().kind, Failure::Kind::RateLimit);
    QCOMPARE(m_watch->stage().kind(), Kind::Building);
    // An hour of milliseconds.
    QTRY_COMPARE(settled.count(), 1);
    QCOMPARE(m_hubServer->count(m_route), 3);
}

void TestSpaceWatch::noAnswerAtFirst_data()
{
    QTest::addColumn<ScriptedServer::Answer>("answer");
    QTest::addColumn<Failure::Kind>("kind");
    QTest::newRow("not found") << ScriptedServer::json("{}", 404) << Failure::Kind::PrivateSpace;
    QTest::newRow("a page") << ScriptedServer::html(200) << Failure::Kind::NotJson;
    QTest::newRow("says nothing") << ScriptedServer::json("{}") << Failure::Kind::None;
}

void TestSpaceWatch::noAnswerAtFirst()
{
    QFETCH(const ScriptedServer::Answer, answer);
    QFETCH(const Failure::Kind, kind);
    m_hubServer->answers[m_route] = answer;
    QSignalSpy settled(m_watch.get(), &SpaceWatch::settled);
    m_watch->start();
    QTRY_COMPARE(settled.count(), 1);
    QCOMPARE(m_watch->stage().kind(), Kind::Unknown);
    QCOMPARE(m_watch->trouble().kind, kind);
    QCOMPARE(m_watch->waited(), 0s);
}

void TestSpaceWatch::endsWhenItMayNotBeSeen()
{
    m_hubServer->answers[m_route] = {stage("BUILDING"), ScriptedServer::json("{}", 404)};
    QSignalSpy settled(m_watch.get(), &SpaceWatch::settled);
    m_watch->start();
    QTRY_COMPARE(settled.count(), 1);
    QCOMPARE(m_watch->stage().kind(), Kind::Unknown);
    QCOMPARE(m_watch->trouble().kind, Failure::Kind::PrivateSpace);
}

void TestSpaceWatch::canBeStopped()
{
    m_hubServer->answers[m_route] = stage("SLEEPING");
    m_space->answers["GET /"] = ScriptedServer::silence();
    m_watch->start();
    QTRY_COMPARE(m_space->count("GET /"), 1);
    m_watch->stop();
    QTRY_COMPARE(m_space->openConnections(), 0);
    const qsizetype asked = m_hubServer->requests.size();
    // Another one asks as often meanwhile as this one would have.
    SpaceWatch other(*m_http, *m_hub, u"owner/other"_s, m_space->url(""));
    m_hubServer->answers["GET /api/spaces/owner/other"]
        = {stage("BUILDING"), stage("BUILDING"), stage("RUNNING")};
    QSignalSpy settled(&other, &SpaceWatch::settled);
    other.start();
    QTRY_COMPARE(settled.count(), 1);
    QVERIFY(m_hubServer->requests.size() - asked <= 4); // one may have been on its way
    m_hubServer->answers[m_route] = stage("RUNNING");
    QSignalSpy again(m_watch.get(), &SpaceWatch::settled);
    m_watch->start();
    QTRY_COMPARE(again.count(), 1);
    QVERIFY(m_watch->stage().isRunning());
}

Q_DECLARE_METATYPE(ScriptedServer::Answer)

QTEST_GUILESS_MAIN(TestSpaceWatch)
#include "tst_spacewatch.moc"
