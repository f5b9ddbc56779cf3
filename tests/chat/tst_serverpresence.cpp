#include "chat/serverpresence.h"

#include "account/tokenpolicy.h"
#include "chat/spaceconnection.h"
#include "gradio/session.h"
#include "net/http.h"
#include "support/chatapp.h"
#include "support/temporaryservices.h"

#include <QSignalSpy>
#include <QTest>

#include <memory>

using namespace Qt::Literals::StringLiterals;
using namespace spaceline;

/// gradio-protocol.md §9.
class TestServerPresence : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void answers_data();
    void answers();
    void gone();
    void doubts();
    void aServerIsNotTrustedForLong();
    void aHeartbeatThatEndedTellsNothing();
    void aResetTakesNoAnswer();

private:
    std::unique_ptr<TemporaryServices> m_services;
    std::unique_ptr<ScriptedServer> m_server;
    std::unique_ptr<Http> m_http;
    std::unique_ptr<SpaceConnection> m_connection;
    std::unique_ptr<ServerPresence> m_presence;
    const QByteArray m_route = "GET /gradio_api/app_id";
};

void TestServerPresence::init()
{
    m_presence.reset();
    m_connection.reset();
    m_http.reset();
    m_services = std::make_unique<TemporaryServices>();
    m_server = std::make_unique<ScriptedServer>();
    chatapp::install(*m_server);
    m_server->answers["GET /config"]
        = ScriptedServer::json(chatapp::config("6.31.0", "18446744073709551557"));
    m_http = std::make_unique<Http>((*m_services)->policy(), (*m_services)->cookies(), nullptr);
    m_connection = std::make_unique<SpaceConnection>(*m_http, (*m_services)->hub(),
                                                     (*m_services)->policy(), nullptr);
    m_connection->connectTo(m_server->url().toString());
    QTRY_COMPARE(m_connection->state(), SpaceConnection::State::Ready);
    m_presence = std::make_unique<ServerPresence>(*m_http, *m_connection);
}

void TestServerPresence::answers_data()
{
    QTest::addColumn<ScriptedServer::Answer>("answer");
    QTest::addColumn<bool>("isSame");
    // Both are the same number for who reads them as one.
    QTest::newRow("the same") << ScriptedServer::json(R"({"app_id":18446744073709551557})") << true;
    QTest::newRow("another") << ScriptedServer::json(R"({"app_id":18446744073709551533})") << false;
    QTest::newRow("no such route") << ScriptedServer::Answer() << true;
    QTest::newRow("not for us") << ScriptedServer::json(R"({"detail":"Not authenticated"})", 401)
                                << true;
    QTest::newRow("tells nothing") << ScriptedServer::json("{}") << true;
    QTest::newRow("the platform's page") << ScriptedServer::html(404) << false;
    QTest::newRow("a proxy's page") << ScriptedServer::html(502) << false;
    QTest::newRow("an error") << ScriptedServer::json("{}", 500) << false;
    QTest::newRow("hangs up") << ScriptedServer::hangUp() << false;
}

void TestServerPresence::answers()
{
    QFETCH(const ScriptedServer::Answer, answer);
    QFETCH(const bool, isSame);
    m_server->answers[m_route] = answer;
    QSignalSpy confirmed(m_presence.get(), &ServerPresence::confirmed);
    QSignalSpy lost(m_presence.get(), &ServerPresence::lost);
    m_presence->check();
    m_presence->check();
    QVERIFY(m_presence->isChecking());
    QTRY_COMPARE(confirmed.count() + lost.count(), 1);
    QCOMPARE(confirmed.count(), isSame ? 1 : 0);
    // The network layer asks again where a kept connection is closed.
    if (isSame)
        QCOMPARE(m_server->count(m_route), 1);
    QVERIFY(!m_presence->isChecking());
}

void TestServerPresence::gone()
{
    m_server->goDown();
    QSignalSpy lost(m_presence.get(), &ServerPresence::lost);
    m_presence->check();
    QTRY_COMPARE(lost.count(), 1);
}

void TestServerPresence::doubts()
{
    m_server->answers["GET /gradio_api/heartbeat/*"]
        = ScriptedServer::events({"data: ALIVE"}).stayingOpen();
    gradio::Session session(*m_http, m_connection->api());
    QVERIFY(m_presence->isDoubtful(session));
    m_presence->heard();
    QVERIFY(!m_presence->isDoubtful(session));
    // A heartbeat is as good.
    const ServerPresence other(*m_http, *m_connection);
    QVERIFY(other.isDoubtful(session));
    session.keepAlive(true);
    QTRY_VERIFY(!other.isDoubtful(session));
}

/// In the time that it is trusted no server can be started again.
void TestServerPresence::aServerIsNotTrustedForLong()
{
    const gradio::Session session(*m_http, m_connection->api());
    m_presence->heard();
    QVERIFY(!m_presence->isDoubtful(session));
    m_presence->doubt();
    QVERIFY(m_presence->isDoubtful(session));
    m_http->setSecond(std::chrono::milliseconds(1));
    m_presence->heard();
    QTRY_VERIFY(m_presence->isDoubtful(session));
}

void TestServerPresence::aHeartbeatThatEndedTellsNothing()
{
    const QByteArray route = "GET /gradio_api/heartbeat/*";
    m_server->answers[route] = ScriptedServer::events({"data: ALIVE"}).stayingOpen();
    gradio::Session session(*m_http, m_connection->api());
    QSignalSpy lost(&session, &gradio::Session::heartbeatLost);
    session.keepAlive(true);
    QTRY_VERIFY(!m_presence->isDoubtful(session));
    QVERIFY(m_server->cutStream(route));
    QTRY_COMPARE(lost.count(), 1);
    QVERIFY(m_presence->isDoubtful(session));
}

void TestServerPresence::aResetTakesNoAnswer()
{
    m_server->answers[m_route] = ScriptedServer::html(502);
    QSignalSpy confirmed(m_presence.get(), &ServerPresence::confirmed);
    QSignalSpy lost(m_presence.get(), &ServerPresence::lost);
    m_presence->check();
    m_presence->reset();
    m_server->answers[m_route] = ScriptedServer::json("{}");
    m_presence->check();
    QTRY_COMPARE(confirmed.count(), 1);
    QTRY_COMPARE(m_server->count(m_route), 2);
    QCOMPARE(lost.count(), 0);
}

Q_DECLARE_METATYPE(ScriptedServer::Answer)

QTEST_GUILESS_MAIN(TestServerPresence)
#include "tst_serverpresence.moc"
