#include "gradio/session.h"

#include "net/http.h"
#include "support/scriptedserver.h"

#include <QNetworkCookieJar>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

#include <memory>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using namespace spaceline;
using gradio::Session;

/// gradio-protocol.md §9.
class TestSession : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();

    void hashes();
    void opensOneHeartbeat();
    void closesIt();
    void destructionClosesIt();
    void renewalMovesIt();
    void renewalWithoutHeartbeat();
    void opensItAgain_data();
    void opensItAgain();
    void tellsThatItBroke_data();
    void tellsThatItBroke();
    void isNotAskedAgain_data();
    void isNotAskedAgain();
    void httpGoesFirst();

private:
    [[nodiscard]] static QByteArray routeOf(const QString &hash)
    {
        return "GET /gradio_api/heartbeat/" + hash.toLatin1();
    }

    std::unique_ptr<ScriptedServer> m_server;
    std::unique_ptr<QNetworkCookieJar> m_jar;
    std::unique_ptr<Http> m_http;
    std::unique_ptr<Session> m_session;
    NoCredentials m_nobody;
    const QByteArray m_route = routeOf(u"s1"_s);
    const QByteArray m_all = "GET /gradio_api/heartbeat/*";
};

void TestSession::init()
{
    m_server = std::make_unique<ScriptedServer>();
    m_jar = std::make_unique<QNetworkCookieJar>();
    m_http = std::make_unique<Http>(m_nobody, *m_jar, nullptr);
    m_http->setSecond(1ms);
    m_session = std::make_unique<Session>(*m_http, m_server->url("/gradio_api/"), u"s1"_s);
    m_server->answers[m_all] = ScriptedServer::events({"data: ALIVE"}).stayingOpen();
}

void TestSession::cleanup()
{
    m_session.reset();
    m_http.reset();
    m_jar.reset();
    m_server.reset();
}

void TestSession::hashes()
{
    QCOMPARE(m_session->hash(), u"s1"_s);
    QCOMPARE(m_session->api(), m_server->url("/gradio_api/"));
    QSet<QString> seen;
    static const QRegularExpression unguessable(u"^[0-9a-f]{32}$"_s);
    for (int i = 0; i < 100; ++i) {
        const Session fresh(*m_http, m_server->url("/gradio_api/"));
        QVERIFY(unguessable.match(fresh.hash()).hasMatch());
        seen += fresh.hash();
    }
    QCOMPARE(seen.size(), 100);
}

void TestSession::opensOneHeartbeat()
{
    QVERIFY(!m_session->isKeptAlive());
    m_session->keepAlive(true);
    m_session->keepAlive(true);
    QVERIFY(m_session->isKeptAlive());
    QTRY_COMPARE(m_server->openStreams(m_route), 1);
    QVERIFY(m_server->push(m_route, "data: ALIVE\n\n"));
    m_session->keepAlive(true);
    QCoreApplication::processEvents();
    QCOMPARE(m_server->count(m_all), 1);
    QCOMPARE(m_server->last(m_route).header("accept"), "text/event-stream"_ba);
}

void TestSession::closesIt()
{
    m_session->keepAlive(true);
    QTRY_COMPARE(m_server->openStreams(m_route), 1);
    m_session->keepAlive(false);
    QVERIFY(!m_session->isKeptAlive());
    QTRY_COMPARE(m_server->openStreams(m_route), 0);
    m_session->keepAlive(false);
    m_session->keepAlive(true);
    QTRY_COMPARE(m_server->openStreams(m_route), 1);
    QCOMPARE(m_server->count(m_all), 2);
}

void TestSession::destructionClosesIt()
{
    m_session->keepAlive(true);
    QTRY_COMPARE(m_server->openStreams(m_route), 1);
    m_session.reset();
    QTRY_COMPARE(m_server->openStreams(m_route), 0);
    QCOMPARE(m_server->count(m_all), 1);
}

void TestSession::renewalMovesIt()
{
    QSignalSpy changed(m_session.get(), &Session::hashChanged);
    m_session->keepAlive(true);
    QTRY_COMPARE(m_server->openStreams(m_route), 1);
    m_session->renew();
    QCOMPARE(changed.size(), 1);
    QVERIFY(m_session->hash() != u"s1");
    QTRY_COMPARE(m_server->openStreams(routeOf(m_session->hash())), 1);
    QTRY_COMPARE(m_server->openStreams(m_route), 0);
    QCOMPARE(m_server->count(m_all), 2);
}

void TestSession::renewalWithoutHeartbeat()
{
    QSignalSpy changed(m_session.get(), &Session::hashChanged);
    m_session->renew();
    QCOMPARE(changed.size(), 1);
    QCoreApplication::processEvents();
    QVERIFY(m_server->requests.isEmpty());
}

void TestSession::opensItAgain_data()
{
    QTest::addColumn<ScriptedServer::Answer>("first");
    QTest::newRow("it ends") << ScriptedServer::events({"data: ALIVE"});
    QTest::newRow("502 while the Space restarts") << ScriptedServer::html(502);
    QTest::newRow("429") << ScriptedServer::html(429);
    QTest::newRow("a page") << ScriptedServer::html(200);
    QTest::newRow("it is cut") << ScriptedServer::events({"data: ALIVE"}).cut();
}

void TestSession::opensItAgain()
{
    QFETCH(const ScriptedServer::Answer, first);
    m_server->answers[m_all]
        = {first, first, ScriptedServer::events({"data: ALIVE"}).stayingOpen()};
    m_session->keepAlive(true);
    QTRY_COMPARE(m_server->openStreams(m_route), 1);
    QCOMPARE(m_server->count(m_all), 3);
}

void TestSession::tellsThatItBroke_data()
{
    QTest::addColumn<ScriptedServer::Answer>("answer");
    QTest::addColumn<bool>("isTold");
    QTest::newRow("it ends") << ScriptedServer::events({"data: ALIVE"}) << true;
    QTest::newRow("it is cut") << ScriptedServer::events({"data: ALIVE"}).cut() << true;
    QTest::newRow("no such route") << ScriptedServer::Answer() << false;
    QTest::newRow("a page") << ScriptedServer::html(200) << false;
}

void TestSession::tellsThatItBroke()
{
    QFETCH(const ScriptedServer::Answer, answer);
    QFETCH(const bool, isTold);
    m_server->answers[m_all] = {answer, ScriptedServer::events({"data: ALIVE"}).stayingOpen()};
    QSignalSpy lost(m_session.get(), &Session::heartbeatLost);
    QVERIFY(!m_session->lastBeat().isValid());
    m_session->keepAlive(true);
    if (isTold) {
        QTRY_COMPARE(lost.count(), 1);
        QTRY_COMPARE(m_server->openStreams(m_route), 1);
        QTRY_VERIFY(m_session->lastBeat().isValid());
    } else {
        QTRY_VERIFY(m_server->count(m_all) >= 1);
    }
    // Nor does our own end of it.
    m_session->keepAlive(false);
    QTRY_COMPARE(m_server->openStreams(m_route), 0);
    QCOMPARE(lost.count(), isTold ? 1 : 0);
}

void TestSession::isNotAskedAgain_data()
{
    QTest::addColumn<ScriptedServer::Answer>("answer");
    QTest::newRow("no such route") << ScriptedServer::Answer();
    QTest::newRow("not for us") << ScriptedServer::json(R"({"detail":"Not authenticated"})", 401);
}

void TestSession::isNotAskedAgain()
{
    QFETCH(const ScriptedServer::Answer, answer);
    m_server->answers[m_all] = answer;
    m_server->answers["GET /after"] = ScriptedServer::json("{}");
    m_session->keepAlive(true);
    QTRY_COMPARE(m_server->count(m_all), 1);
    // Many "seconds" pass while this is asked and answered.
    for (int i = 0; i < 100; ++i) {
        HttpRequest request;
        request.url = m_server->url("/after");
        QSignalSpy answered(m_http->send(request), &HttpExchange::finished);
        QVERIFY(answered.wait());
    }
    QCOMPARE(m_server->count(m_all), 1);
}

void TestSession::httpGoesFirst()
{
    m_session->keepAlive(true);
    QTRY_COMPARE(m_server->openStreams(m_route), 1);
    m_http.reset();
    QTRY_COMPARE(m_server->openStreams(m_route), 0);
    m_session.reset();
    QCOMPARE(m_server->count(m_all), 1);
}

QTEST_GUILESS_MAIN(TestSession)
#include "tst_session.moc"
