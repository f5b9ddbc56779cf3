#include "support/scriptedserver.h"

#include <QTcpSocket>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace spaceline;

/// The server that other tests rely on, seen from a bare socket.
class TestScriptedServer : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();

    void answersBytes();
    void unknownRouteIs404();
    void sequence();
    void handlerSeesTheRequest();
    void patterns();
    void requestInPieces();
    void chunkedRequest();
    void pipelinedRequests();
    void streamOnCommand();
    void cutStream();
    void cutAfter();
    void inPieces();
    void release();
    void hangUp();
    void downAndUp();

private:
    /// Sends \p bytes on a new connection.
    QTcpSocket &connection(const QByteArray &bytes);
    QByteArray received() const { return m_received; }

    std::unique_ptr<ScriptedServer> m_server;
    std::unique_ptr<QTcpSocket> m_socket;
    QByteArray m_received;
};

void TestScriptedServer::init()
{
    m_socket.reset();
    m_server = std::make_unique<ScriptedServer>();
}

QTcpSocket &TestScriptedServer::connection(const QByteArray &bytes)
{
    m_received.clear();
    m_socket = std::make_unique<QTcpSocket>();
    connect(m_socket.get(), &QTcpSocket::readyRead, this,
            [this] { m_received += m_socket->readAll(); });
    m_socket->connectToHost(QHostAddress::LocalHost, m_server->port());
    m_socket->write(bytes);
    return *m_socket;
}

void TestScriptedServer::answersBytes()
{
    m_server->answers["GET /a"] = ScriptedServer::json("[1]", 201).with("X-A", "b");
    connection("GET /a HTTP/1.1\r\nHost: x\r\n\r\n");
    QTRY_COMPARE(received(),
                 "HTTP/1.1 201 OK\r\nContent-Type: application/json\r\nX-A: b\r\n"
                 "Content-Length: 3\r\n\r\n[1]"_ba);
    m_server->answers["GET /e"] = ScriptedServer::events({"data: 1", "event: x\ndata: 2"});
    connection("GET /e HTTP/1.1\r\n\r\n");
    QTRY_VERIFY(received().endsWith("\r\nTransfer-Encoding: chunked\r\n\r\n9\r\ndata: 1\n\n\r\n"
                                    "12\r\nevent: x\ndata: 2\n\n\r\n0\r\n\r\n"));
}

void TestScriptedServer::unknownRouteIs404()
{
    connection("GET /nothing HTTP/1.1\r\n\r\n");
    QTRY_VERIFY(received().startsWith("HTTP/1.1 404 "));
    QVERIFY(received().endsWith(R"({"detail":"Not Found"})"));
    QCOMPARE(m_server->count("GET /nothing"), 1);
}

void TestScriptedServer::sequence()
{
    m_server->answers["GET /a"] = {ScriptedServer::json("1"), ScriptedServer::json("2")};
    for (const char last : {'1', '2', '2'}) {
        connection("GET /a HTTP/1.1\r\n\r\n");
        QTRY_VERIFY(received().endsWith(QByteArray("\r\n\r\n"_ba + last)));
    }
    QCOMPARE(m_server->connections(), 3);
}

void TestScriptedServer::handlerSeesTheRequest()
{
    m_server->answers["POST /a"] = [](const ScriptedServer::Request &request) {
        return ScriptedServer::text(request.queryValue("q") + '|' + request.header("x-a") + '|'
                                    + request.body);
    };
    connection("POST /a?q=%C3%A4%20b&r=1 HTTP/1.1\r\nX-A: c\r\nContent-Length: 4\r\n\r\nbody");
    QTRY_VERIFY(received().endsWith("\xC3\xA4 b|c|body"));
    QCOMPARE(m_server->last("POST /a").query, "q=%C3%A4%20b&r=1"_ba);
}

void TestScriptedServer::patterns()
{
    m_server->answers["GET /*"] = ScriptedServer::text("all");
    m_server->answers["GET /file=*"] = ScriptedServer::text("file");
    m_server->answers["GET /a"] = ScriptedServer::text("path");
    m_server->answers["GET /a?x=1"] = ScriptedServer::text("query");
    const QList<std::pair<QByteArray, QByteArray>> cases{{"/file=/tmp/x", "file"},
                                                         {"/a", "path"},
                                                         {"/a?x=1", "query"},
                                                         {"/a?x=2", "path"},
                                                         {"/b", "all"}};
    for (const auto &[target, expected] : cases) {
        connection("GET " + target + " HTTP/1.1\r\n\r\n");
        QTRY_VERIFY2(received().endsWith(QByteArray("\r\n\r\n" + expected)), target.constData());
    }
    QCOMPARE(m_server->count("GET /a"), 3);
    QCOMPARE(m_server->count("GET /file=*"), 1);
}

void TestScriptedServer::requestInPieces()
{
    m_server->answers["POST /a"] = ScriptedServer::text("done");
    QTcpSocket &socket = connection({});
    QTRY_COMPARE(socket.state(), QAbstractSocket::ConnectedState);
    for (const char c : "POST /a HTTP/1.1\r\nContent-Length: 2\r\n\r\nhi"_ba) {
        QCOMPARE(m_server->requests.size(), 0);
        socket.write(&c, 1);
        socket.flush();
        QCoreApplication::processEvents();
    }
    QTRY_VERIFY(received().endsWith("done"));
    QCOMPARE(m_server->requests.constFirst().body, "hi"_ba);
}

void TestScriptedServer::chunkedRequest()
{
    connection("POST /a HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n"
               "0\r\n\r\n");
    QTRY_COMPARE(m_server->last("POST /a").body, "abcde"_ba);
}

void TestScriptedServer::pipelinedRequests()
{
    m_server->answers["GET /a"] = ScriptedServer::text("A").onRelease();
    m_server->answers["GET /b"] = ScriptedServer::text("B");
    connection("GET /a HTTP/1.1\r\n\r\nGET /b HTTP/1.1\r\n\r\n");
    QVERIFY(m_server->release("GET /a"));
    QTRY_VERIFY(received().endsWith("B"));
    QVERIFY(received().indexOf("\r\n\r\nA") < received().indexOf("\r\n\r\nB"));
    QCOMPARE(m_server->requests.at(1).connection, 1);
}

void TestScriptedServer::streamOnCommand()
{
    m_server->answers["GET /s"] = ScriptedServer::events({"data: 1"}).stayingOpen();
    QCOMPARE(m_server->openStreams("GET /s"), 0);
    connection("GET /s HTTP/1.1\r\n\r\n");
    QVERIFY(m_server->push("GET /s", "data: 2\n\n"));
    QCOMPARE(m_server->openStreams("GET /s"), 1);
    QTRY_VERIFY(received().endsWith("9\r\ndata: 1\n\n\r\n9\r\ndata: 2\n\n\r\n"));
    QVERIFY(m_server->closeStream("GET /s"));
    QTRY_VERIFY(received().endsWith("\r\n0\r\n\r\n"));
    QCOMPARE(m_server->openStreams("GET /s"), 0);
    // The connection lives on.
    m_socket->write("GET /t HTTP/1.1\r\n\r\n");
    QTRY_COMPARE(m_server->last("GET /t").connection, 1);
}

void TestScriptedServer::cutStream()
{
    m_server->answers["GET /s"] = ScriptedServer::events({"data: 1"}).stayingOpen();
    connection("GET /s HTTP/1.1\r\n\r\n");
    QVERIFY(m_server->cutStream("GET /s"));
    QTRY_COMPARE(m_socket->state(), QAbstractSocket::UnconnectedState);
    QVERIFY(received().endsWith("data: 1\n\n\r\n"));
    QTRY_COMPARE(m_server->openConnections(), 0);
}

void TestScriptedServer::cutAfter()
{
    m_server->answers["GET /a"] = ScriptedServer::text("0123456789").cutAfter(3);
    connection("GET /a HTTP/1.1\r\n\r\n");
    QTRY_COMPARE(m_socket->state(), QAbstractSocket::UnconnectedState);
    QVERIFY(received().endsWith("Content-Length: 10\r\n\r\n012"));
}

void TestScriptedServer::inPieces()
{
    m_server->answers["GET /a"] = ScriptedServer::events({"data: 1", "data: 2"}).cut().inPieces(1);
    connection("GET /a HTTP/1.1\r\n\r\n");
    QTRY_COMPARE(m_socket->state(), QAbstractSocket::UnconnectedState);
    QVERIFY(received().endsWith("9\r\ndata: 1\n\n\r\n9\r\ndata: 2\n\n\r\n"));
}

void TestScriptedServer::release()
{
    m_server->answers["GET /a"] = ScriptedServer::text("A").onRelease();
    connection("GET /a HTTP/1.1\r\n\r\n");
    QTRY_COMPARE(m_server->count("GET /a"), 1);
    QCOMPARE(received(), ""_ba);
    QVERIFY(m_server->release("GET /a"));
    QTRY_VERIFY(received().endsWith("A"));
}

void TestScriptedServer::hangUp()
{
    m_server->answers["GET /a"] = ScriptedServer::hangUp();
    connection("GET /a HTTP/1.1\r\n\r\n");
    QTRY_COMPARE(m_server->count("GET /a"), 1);
    QTRY_COMPARE(m_socket->state(), QAbstractSocket::UnconnectedState);
    QCOMPARE(received(), ""_ba);
}

void TestScriptedServer::downAndUp()
{
    m_server->answers["GET /a"] = ScriptedServer::silence();
    connection("GET /a HTTP/1.1\r\n\r\n");
    QTRY_COMPARE(m_server->openConnections(), 1);
    const quint16 port = m_server->port();
    m_server->goDown();
    QTRY_COMPARE(m_socket->state(), QAbstractSocket::UnconnectedState);
    connection({});
    QTRY_COMPARE(m_socket->error(), QAbstractSocket::ConnectionRefusedError);
    m_server->comeUp();
    QCOMPARE(m_server->port(), port);
    m_server->answers["GET /a"] = ScriptedServer::text("A");
    connection("GET /a HTTP/1.1\r\n\r\n");
    QTRY_VERIFY(received().endsWith("A"));
    QCOMPARE(m_server->mostConnections(), 1);
}

QTEST_GUILESS_MAIN(TestScriptedServer)
#include "tst_scriptedserver.moc"
