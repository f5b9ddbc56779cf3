#pragma once

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QObject>
#include <QUrl>

#include <concepts>
#include <functional>
#include <initializer_list>
#include <memory>
#include <optional>
#include <utility>

class QTcpServer;
class QTcpSocket;
class QWebSocket;
class QWebSocketServer;

namespace spaceline {

/// An HTTP server on 127.0.0.1 that answers what a test wrote down, byte for byte where wanted.
///
/// \code
/// ScriptedServer server;
/// server.answers["GET /config"] = ScriptedServer::json(R"({"version":"6.31.0"})");
/// server.answers["POST /gradio_api/queue/join"]
///     = {ScriptedServer::json(R"({"detail":"Queue is full."})", 503),   // the first time
///        ScriptedServer::json(R"({"event_id":"7"})")};                  // from then on
/// server.answers["GET /gradio_api/queue/data"] = ScriptedServer::events(
///     {R"(data: {"msg":"estimation"})", R"(data: {"msg":"process_completed"})"});
/// server.answers["GET /echo"] = [](const ScriptedServer::Request &request) {
///     return ScriptedServer::json(request.query);
/// };
/// \endcode
///
/// A route is "METHOD /path". The answer is looked up by method, path and query, then by method and
/// path, then by the longest route ending in `*` ("GET /file=*"). What no route names is answered
/// 404 `{"detail":"Not Found"}`, as Gradio does.
///
/// It lives in the test's thread and works while the event loop turns. Nothing in it waits for a
/// clock: what comes later is triggered by push(), release() and their like. These turn the event
/// loop until there is something they can act on, and return false after five seconds without:
/// `QVERIFY(server.push("GET /stream", "data: 1\n\n"))`. Not in a QTRY_VERIFY, which evaluates its
/// argument again once it is true.
class ScriptedServer : public QObject {
    Q_OBJECT
public:
    using Headers = QList<std::pair<QByteArray, QByteArray>>;

    struct Request {
        QByteArray method;
        QByteArray path; ///< as it came, still percent-encoded
        QByteArray query; ///< without the question mark
        Headers headers;
        QByteArray body;
        int connection = 0; ///< counted from 1, to tell kept-alive from new

        /// The header's value; empty where it did not come. Any case.
        [[nodiscard]] QByteArray header(QByteArrayView name) const;
        [[nodiscard]] bool hasHeader(QByteArrayView name) const;
        /// The query item's value, percent-decoded.
        [[nodiscard]] QByteArray queryValue(const QByteArray &name) const;
        [[nodiscard]] QByteArray route() const { return method + ' ' + path; }
    };

    /// One answer, as a value. The functions that change it return a changed copy, so they chain:
    /// `events({…}).inPieces(1).cut()`.
    class Answer {
    public:
        /// 404 {"detail":"Not Found"}
        Answer();
        /// With one more header.
        [[nodiscard]] Answer with(const QByteArray &name, const QByteArray &value) const;
        /// Written in pieces of \p bytes, with a turn of the event loop after each.
        [[nodiscard]] Answer inPieces(int bytes) const;
        /// The connection is closed after the whole body, but a chunked one lacks its last chunk:
        /// how Gradio ends a stream after `unexpected_error`. QNetworkAccessManager calls that an
        /// error or a good end, as it happens; together with inPieces() once in a thousand times it
        /// notices nothing at all.
        [[nodiscard]] Answer cut() const;
        /// The connection is closed after \p bytes of the body, whatever length was promised.
        [[nodiscard]] Answer cutAfter(qsizetype bytes) const;
        /// The connection is closed after a complete answer, without announcement.
        [[nodiscard]] Answer closing() const;
        /// Chunked, and stays open after the body: push() adds to it, closeStream() and cutStream()
        /// end it.
        [[nodiscard]] Answer stayingOpen() const;
        /// Not chunked and without a length: the end of the connection is the end of the body.
        [[nodiscard]] Answer withoutLength() const;
        /// Nothing is written before release().
        [[nodiscard]] Answer onRelease() const;

    private:
        friend class ScriptedServer;
        enum class Framing { Length, Chunked, None };
        enum class End { KeepAlive, Close, Stay };

        [[nodiscard]] QByteArray head() const;
        [[nodiscard]] QByteArray wireBody() const;

        int m_status = 404;
        Headers m_headers;
        QByteArray m_body;
        std::optional<QByteArray> m_raw; ///< instead of all the above
        Framing m_framing = Framing::Length;
        End m_end = End::KeepAlive;
        qsizetype m_cutAfter = -1;
        int m_piece = 0;
        bool m_incomplete = false; ///< no last chunk
        bool m_waits = false;
        bool m_silent = false;
    };

    using Handler = std::function<Answer(const Request &)>;

    /// What a route answers: always the same, one after the other (the last one repeats), or what a
    /// function says.
    class Script {
    public:
        Script() = default;
        Script(Answer answer)
            : m_answers{std::move(answer)} { } // NOLINT(google-explicit-constructor)
        Script(std::initializer_list<Answer> answers) : m_answers(answers) { }
        template <std::invocable<const Request &> Function>
        Script(Function function) // NOLINT(google-explicit-constructor)
            : m_handler(std::move(function))
        {
        }

    private:
        friend class ScriptedServer;
        [[nodiscard]] Answer next(const Request &request);

        QList<Answer> m_answers;
        Handler m_handler;
        qsizetype m_used = 0;
    };

    [[nodiscard]] static Answer json(const QByteArray &body, int status = 200);
    [[nodiscard]] static Answer text(const QByteArray &body, int status = 200);
    /// A proxy's page; without \p body a small one that names the status.
    [[nodiscard]] static Answer html(int status, const QByteArray &body = {});
    /// Any body with any content type, with a Content-Length.
    [[nodiscard]] static Answer content(const QByteArray &contentType, const QByteArray &body,
                                        int status = 200);
    /// A chunked event stream that is complete: each of \p events ("data: …", may have several
    /// lines) is a chunk of its own and followed by an empty line.
    [[nodiscard]] static Answer events(const QList<QByteArray> &events = {});
    /// A chunked event stream whose body is \p bytes as they are.
    [[nodiscard]] static Answer stream(const QByteArray &bytes);
    [[nodiscard]] static Answer redirect(int status, const QByteArray &location);
    /// \p bytes are all that is written, the status line included; the connection stays open unless
    /// closing() says otherwise.
    [[nodiscard]] static Answer raw(const QByteArray &bytes);
    /// Never answers; the connection stays open.
    [[nodiscard]] static Answer silence();
    /// Closes the connection instead of answering.
    [[nodiscard]] static Answer hangUp();

    explicit ScriptedServer(QObject *parent = nullptr);
    ~ScriptedServer() override;

    [[nodiscard]] quint16 port() const { return m_port; }
    /// http://127.0.0.1:port + \p path, which begins with a slash and may hold a query.
    [[nodiscard]] QUrl url(const QByteArray &path = "/") const;

    QHash<QByteArray, Script> answers; ///< see the class; may be changed at any time
    QList<Request> requests; ///< complete requests in the order they came
    /// How often \p route was asked for; with `*` at its end also what begins like it.
    [[nodiscard]] int count(const QByteArray &route) const;
    /// The last request of \p route; an empty one where there is none.
    [[nodiscard]] Request last(const QByteArray &route) const;

    /// Writes \p bytes to the streams that \p route holds open.
    [[nodiscard]] bool push(const QByteArray &route, const QByteArray &bytes);
    /// Ends the streams that \p route holds open, with the last chunk.
    [[nodiscard]] bool closeStream(const QByteArray &route);
    /// Ends them by closing the connection, without it.
    [[nodiscard]] bool cutStream(const QByteArray &route);
    /// How many streams of \p route are open on both sides.
    [[nodiscard]] int openStreams(const QByteArray &route) const;
    /// Writes the oldest answer of \p route that waits for it.
    [[nodiscard]] bool release(const QByteArray &route);

    /// Connections accepted since the start.
    [[nodiscard]] int connections() const { return m_accepted; }
    [[nodiscard]] int openConnections() const;
    /// The most that were open at once.
    [[nodiscard]] int mostConnections() const { return m_mostOpen; }
    /// Bytes of answers that the other side has not taken yet.
    [[nodiscard]] qint64 unsentBytes() const;

    /// What is said to a WebSocket: called with an empty \p text when one is open, then with each
    /// message. Without it a WebSocket's handshake is a request like any other.
    std::function<void(QWebSocket &socket, const QByteArray &text)> onSocket;
    /// The WebSockets that were opened, as requests without a body; those still open.
    QList<Request> handshakes;
    [[nodiscard]] int openSockets() const { return int(m_sockets.size()); }

    /// Closes all connections and refuses new ones, as a server that ends.
    void goDown();
    /// Listens again on the same port.
    void comeUp();

Q_SIGNALS:
    void requested(const spaceline::ScriptedServer::Request &request);

private:
    class Connection;

    void accept();
    void upgrade(QTcpSocket *socket, const Request &request);
    void answer(Connection &connection, const Request &request);
    Script *scriptFor(const Request &request);
    [[nodiscard]] QList<Connection *> streamsOf(const QByteArray &route) const;

    std::unique_ptr<QTcpServer> m_server;
    std::unique_ptr<QWebSocketServer> m_upgrader; ///< made at the first WebSocket
    QList<QWebSocket *> m_sockets;
    QList<Connection *> m_open;
    quint16 m_port = 0;
    int m_accepted = 0;
    int m_mostOpen = 0;
};

} // namespace spaceline
