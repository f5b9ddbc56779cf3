#include "support/scriptedserver.h"

#include <QHostAddress>
#include <QPointer>
#include <QQueue>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>
#include <QTimer>
#include <QUrlQuery>
#include <QWebSocket>
#include <QWebSocketServer>

#include <algorithm>
#include <optional>

using namespace Qt::Literals::StringLiterals;

namespace spaceline {

namespace {

QByteArray valueOf(const ScriptedServer::Headers &headers, QByteArrayView name)
{
    for (const auto &[key, value] : headers) {
        if (key.compare(name, Qt::CaseInsensitive) == 0)
            return value;
    }
    return {};
}

/// Turns the event loop until \p isThere.
bool waitFor(const std::function<bool()> &isThere) { return QTest::qWaitFor(isThere, 5'000); }

QByteArray chunk(const QByteArray &bytes)
{
    return QByteArray::number(bytes.size(), 16) + "\r\n" + bytes + "\r\n";
}

bool routeMatches(const QByteArray &route, const ScriptedServer::Request &request)
{
    if (route.endsWith('*'))
        return request.route().startsWith(QByteArrayView(route).chopped(1));
    return route == request.route() || route == request.route() + '?' + request.query;
}

/// The body of a chunked request from \p at on; nothing while it is incomplete.
std::optional<std::pair<QByteArray, qsizetype>> unchunked(const QByteArray &bytes, qsizetype at)
{
    QByteArray body;
    for (;;) {
        const qsizetype end = bytes.indexOf("\r\n", at);
        if (end < 0)
            return {};
        const qsizetype size = bytes.mid(at, end - at).toLongLong(nullptr, 16);
        at = end + 2;
        if (bytes.size() < at + size + 2)
            return {};
        body += bytes.mid(at, size);
        at += size + 2;
        if (size == 0)
            return std::pair(body, at);
    }
}

} // namespace

/// One accepted connection: cuts requests out of the bytes, writes one answer after the other.
class ScriptedServer::Connection : public QObject {
public:
    Connection(ScriptedServer &server, QTcpSocket *socket, int number)
        : QObject(&server)
        , m_server(server)
        , m_socket(socket)
        , m_number(number)
    {
        m_socket->setParent(this);
        m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
        connect(m_socket, &QTcpSocket::readyRead, this, [this] {
            if (m_server.onSocket && m_bytes.isEmpty()) {
                // Whoever speaks WebSocket reads the handshake itself.
                const QByteArray head = m_socket->peek(65'536);
                if (head.toLower().contains("\r\nupgrade: websocket")) {
                    if (!head.contains("\r\n\r\n"))
                        return;
                    m_socket->disconnect(this);
                    m_server.upgrade(std::exchange(m_socket, nullptr),
                                     parsed(head.left(head.indexOf("\r\n\r\n"))));
                    gone();
                    return;
                }
            }
            m_bytes += m_socket->readAll();
            takeRequest();
        });
        connect(m_socket, &QTcpSocket::disconnected, this, [this] { gone(); });
    }

    void answer(const Answer &answer)
    {
        m_answer = answer;
        m_waiting = answer.m_waits;
        if (!m_waiting)
            start();
    }

    void start()
    {
        m_waiting = false;
        if (m_answer.m_silent)
            return;
        const QByteArray bytes
            = m_answer.m_raw ? *m_answer.m_raw : m_answer.head() + m_answer.wireBody();
        m_isStream = m_answer.m_end == Answer::End::Stay;
        write(bytes);
        if (!m_isStream)
            writeDone();
    }

    void push(const QByteArray &bytes)
    {
        write(m_answer.m_framing == Answer::Framing::Chunked ? chunk(bytes) : bytes);
    }

    void endStream(bool complete)
    {
        if (complete && m_answer.m_framing == Answer::Framing::Chunked)
            write("0\r\n\r\n");
        m_isStream = false;
        m_answer.m_end = complete && m_answer.m_framing == Answer::Framing::Chunked
            ? Answer::End::KeepAlive
            : Answer::End::Close;
        writeDone();
    }

    void drop()
    {
        m_socket->disconnect(this);
        m_socket->abort();
        gone();
    }

    [[nodiscard]] bool isWaiting() const { return m_waiting; }
    [[nodiscard]] bool isStream() const { return m_isStream; }
    [[nodiscard]] const Request &request() const { return m_request; }
    [[nodiscard]] qint64 unsentBytes() const { return m_socket->bytesToWrite(); }

private:
    [[nodiscard]] static Request parsed(const QByteArray &head)
    {
        QList<QByteArray> lines = head.split('\n');
        const QList<QByteArray> first = lines.takeFirst().trimmed().split(' ');
        Request request;
        request.method = first.value(0);
        const QByteArray target = first.value(1);
        const qsizetype mark = target.indexOf('?');
        request.path = mark < 0 ? target : target.left(mark);
        request.query = mark < 0 ? QByteArray() : target.mid(mark + 1);
        for (const QByteArray &line : std::as_const(lines)) {
            const qsizetype colon = line.indexOf(':');
            request.headers.append({line.left(colon).trimmed(), line.mid(colon + 1).trimmed()});
        }
        return request;
    }

    void takeRequest()
    {
        if (m_busy)
            return;
        const qsizetype headEnd = m_bytes.indexOf("\r\n\r\n");
        if (headEnd < 0)
            return;
        Request request = parsed(m_bytes.left(headEnd));
        const qsizetype bodyAt = headEnd + 4;
        qsizetype end = bodyAt;
        if (request.header("Transfer-Encoding").toLower() == "chunked") {
            const auto body = unchunked(m_bytes, bodyAt);
            if (!body)
                return;
            request.body = body->first;
            end = body->second;
        } else {
            end += request.header("Content-Length").toLongLong();
            if (m_bytes.size() < end)
                return;
            request.body = m_bytes.mid(bodyAt, end - bodyAt);
        }
        m_bytes.remove(0, end);
        request.connection = m_number;
        m_request = request;
        m_busy = true;
        m_server.answer(*this, request);
    }

    void write(const QByteArray &bytes)
    {
        if (m_answer.m_piece <= 0) {
            m_socket->write(bytes);
            m_socket->flush();
            return;
        }
        for (qsizetype at = 0; at < bytes.size(); at += m_answer.m_piece)
            m_pieces.enqueue(bytes.mid(at, m_answer.m_piece));
        if (!m_stepping) {
            m_stepping = true;
            step();
        }
    }

    void step()
    {
        if (!m_pieces.isEmpty()) {
            m_socket->write(m_pieces.dequeue());
            m_socket->flush();
            QTimer::singleShot(0, this, [this] { step(); });
            return;
        }
        m_stepping = false;
        if (m_done)
            writeDone();
    }

    /// The answer is handed to the socket, or will be when its last piece is.
    void writeDone()
    {
        m_done = true;
        if (m_stepping)
            return;
        m_done = false;
        if (m_answer.m_end == Answer::End::Close) {
            m_socket->disconnectFromHost(); // what was written is sent first
            return;
        }
        m_busy = false;
        takeRequest();
    }

    void gone()
    {
        m_server.m_open.removeOne(this);
        m_isStream = false;
        m_waiting = false;
        deleteLater();
    }

    ScriptedServer &m_server;
    QTcpSocket *m_socket;
    const int m_number;
    QByteArray m_bytes;
    Request m_request;
    Answer m_answer;
    QQueue<QByteArray> m_pieces;
    bool m_busy = false; ///< an answer is under way; the next request waits
    bool m_waiting = false; ///< for release()
    bool m_isStream = false;
    bool m_stepping = false;
    bool m_done = false;
};

QByteArray ScriptedServer::Request::header(QByteArrayView name) const
{
    return valueOf(headers, name);
}

bool ScriptedServer::Request::hasHeader(QByteArrayView name) const
{
    return std::any_of(headers.begin(), headers.end(), [&](const auto &header) {
        return header.first.compare(name, Qt::CaseInsensitive) == 0;
    });
}

QByteArray ScriptedServer::Request::queryValue(const QByteArray &name) const
{
    return QUrlQuery(QString::fromUtf8(query))
        .queryItemValue(QString::fromUtf8(name), QUrl::FullyDecoded)
        .toUtf8();
}

ScriptedServer::Answer::Answer()
    : m_headers{{"Content-Type", "application/json"}}
    , m_body(R"({"detail":"Not Found"})")
{
}

ScriptedServer::Answer ScriptedServer::Answer::with(const QByteArray &name,
                                                    const QByteArray &value) const
{
    Answer changed = *this;
    changed.m_headers.append({name, value});
    return changed;
}

ScriptedServer::Answer ScriptedServer::Answer::inPieces(int bytes) const
{
    Answer changed = *this;
    changed.m_piece = bytes;
    return changed;
}

ScriptedServer::Answer ScriptedServer::Answer::cut() const
{
    Answer changed = *this;
    changed.m_incomplete = true;
    changed.m_end = End::Close;
    return changed;
}

ScriptedServer::Answer ScriptedServer::Answer::cutAfter(qsizetype bytes) const
{
    Answer changed = cut();
    changed.m_cutAfter = bytes;
    return changed;
}

ScriptedServer::Answer ScriptedServer::Answer::closing() const
{
    Answer changed = *this;
    changed.m_end = End::Close;
    return changed;
}

ScriptedServer::Answer ScriptedServer::Answer::stayingOpen() const
{
    Answer changed = *this;
    if (changed.m_framing == Framing::Length)
        changed.m_framing = Framing::Chunked;
    changed.m_incomplete = true;
    changed.m_end = End::Stay;
    return changed;
}

ScriptedServer::Answer ScriptedServer::Answer::withoutLength() const
{
    Answer changed = *this;
    changed.m_framing = Framing::None;
    if (changed.m_end == End::KeepAlive)
        changed.m_end = End::Close;
    return changed;
}

ScriptedServer::Answer ScriptedServer::Answer::onRelease() const
{
    Answer changed = *this;
    changed.m_waits = true;
    return changed;
}

QByteArray ScriptedServer::Answer::head() const
{
    QByteArray head
        = "HTTP/1.1 " + QByteArray::number(m_status) + (m_status < 400 ? " OK\r\n" : " Error\r\n");
    for (const auto &[name, value] : m_headers)
        head += name + ": " + value + "\r\n";
    if (m_framing == Framing::Length)
        head += "Content-Length: " + QByteArray::number(m_body.size()) + "\r\n";
    else if (m_framing == Framing::Chunked)
        head += "Transfer-Encoding: chunked\r\n";
    return head + "\r\n";
}

QByteArray ScriptedServer::Answer::wireBody() const
{
    QByteArray body = m_cutAfter < 0 ? m_body : m_body.left(m_cutAfter);
    if (m_framing != Framing::Chunked)
        return body;
    // A chunk for each event, as Gradio's servers send them; what has no empty line is one chunk.
    QByteArray wire;
    for (qsizetype at = 0; at < body.size();) {
        const qsizetype blank = body.indexOf("\n\n", at);
        const qsizetype end = blank < 0 ? body.size() : blank + 2;
        wire += chunk(body.mid(at, end - at));
        at = end;
    }
    if (!m_incomplete)
        wire += "0\r\n\r\n";
    return wire;
}

ScriptedServer::Answer ScriptedServer::Script::next(const Request &request)
{
    if (m_handler)
        return m_handler(request);
    if (m_answers.isEmpty())
        return {};
    return m_answers.at(std::min(m_used++, m_answers.size() - 1));
}

ScriptedServer::Answer ScriptedServer::content(const QByteArray &contentType,
                                               const QByteArray &body, int status)
{
    Answer answer;
    answer.m_status = status;
    answer.m_headers = {{"Content-Type", contentType}};
    answer.m_body = body;
    return answer;
}

ScriptedServer::Answer ScriptedServer::json(const QByteArray &body, int status)
{
    return content("application/json", body, status);
}

ScriptedServer::Answer ScriptedServer::text(const QByteArray &body, int status)
{
    return content("text/plain; charset=utf-8", body, status);
}

ScriptedServer::Answer ScriptedServer::html(int status, const QByteArray &body)
{
    const QByteArray number = QByteArray::number(status);
    return content("text/html; charset=utf-8",
                   body.isEmpty() ? "<!DOCTYPE html><html><head><title>" + number
                           + "</title></head><body><h1>" + number + "</h1></body></html>"
                                  : body,
                   status);
}

ScriptedServer::Answer ScriptedServer::events(const QList<QByteArray> &events)
{
    QByteArray body;
    for (const QByteArray &event : events)
        body += event + "\n\n";
    return stream(body);
}

ScriptedServer::Answer ScriptedServer::stream(const QByteArray &bytes)
{
    Answer answer = content("text/event-stream; charset=utf-8", bytes);
    answer.m_framing = Answer::Framing::Chunked;
    return answer;
}

ScriptedServer::Answer ScriptedServer::redirect(int status, const QByteArray &location)
{
    return content("text/plain", "moved", status).with("Location", location);
}

ScriptedServer::Answer ScriptedServer::raw(const QByteArray &bytes)
{
    Answer answer;
    answer.m_framing = Answer::Framing::None; // push() adds bytes as they are, too
    answer.m_raw = bytes;
    return answer;
}

ScriptedServer::Answer ScriptedServer::silence()
{
    Answer answer;
    answer.m_silent = true;
    return answer;
}

ScriptedServer::Answer ScriptedServer::hangUp() { return raw({}).closing(); }

ScriptedServer::ScriptedServer(QObject *parent)
    : QObject(parent)
    , m_server(std::make_unique<QTcpServer>())
{
    connect(m_server.get(), &QTcpServer::newConnection, this, [this] { accept(); });
    comeUp();
}

ScriptedServer::~ScriptedServer() { goDown(); }

QUrl ScriptedServer::url(const QByteArray &path) const
{
    return QUrl::fromEncoded("http://127.0.0.1:" + QByteArray::number(m_port) + path);
}

int ScriptedServer::count(const QByteArray &route) const
{
    return int(std::count_if(requests.begin(), requests.end(),
                             [&](const Request &request) { return routeMatches(route, request); }));
}

ScriptedServer::Request ScriptedServer::last(const QByteArray &route) const
{
    const auto found
        = std::find_if(requests.rbegin(), requests.rend(),
                       [&](const Request &request) { return routeMatches(route, request); });
    return found == requests.rend() ? Request() : *found;
}

bool ScriptedServer::push(const QByteArray &route, const QByteArray &bytes)
{
    const bool found = waitFor([&] { return openStreams(route) > 0; });
    for (Connection *stream : streamsOf(route))
        stream->push(bytes);
    return found;
}

bool ScriptedServer::closeStream(const QByteArray &route)
{
    const bool found = waitFor([&] { return openStreams(route) > 0; });
    for (Connection *stream : streamsOf(route))
        stream->endStream(true);
    return found;
}

bool ScriptedServer::cutStream(const QByteArray &route)
{
    const bool found = waitFor([&] { return openStreams(route) > 0; });
    for (Connection *stream : streamsOf(route))
        stream->endStream(false);
    return found;
}

int ScriptedServer::openStreams(const QByteArray &route) const
{
    return int(streamsOf(route).size());
}

bool ScriptedServer::release(const QByteArray &route)
{
    Connection *oldest = nullptr;
    const auto find = [&] {
        const auto found = std::find_if(m_open.begin(), m_open.end(), [&](Connection *connection) {
            return connection->isWaiting() && routeMatches(route, connection->request());
        });
        oldest = found == m_open.end() ? nullptr : *found;
        return oldest != nullptr;
    };
    if (!waitFor(find))
        return false;
    oldest->start();
    return true;
}

int ScriptedServer::openConnections() const { return int(m_open.size()); }

qint64 ScriptedServer::unsentBytes() const
{
    qint64 sum = 0;
    for (const Connection *connection : m_open)
        sum += connection->unsentBytes();
    return sum;
}

void ScriptedServer::goDown()
{
    m_server->close();
    const QList<Connection *> open = m_open;
    for (Connection *connection : open)
        connection->drop();
}

void ScriptedServer::comeUp()
{
    if (!m_server->listen(QHostAddress::LocalHost, m_port))
        qFatal("The scripted server cannot listen: %s", qPrintable(m_server->errorString()));
    m_port = m_server->serverPort();
}

void ScriptedServer::accept()
{
    while (QTcpSocket *socket = m_server->nextPendingConnection()) {
        m_open.append(new Connection(*this, socket, ++m_accepted));
        m_mostOpen = std::max(m_mostOpen, openConnections());
    }
}

void ScriptedServer::upgrade(QTcpSocket *socket, const Request &request)
{
    if (!m_upgrader) {
        m_upgrader
            = std::make_unique<QWebSocketServer>(u"scripted"_s, QWebSocketServer::NonSecureMode);
        connect(m_upgrader.get(), &QWebSocketServer::newConnection, this, [this] {
            QWebSocket *opened = m_upgrader->nextPendingConnection();
            opened->setParent(this);
            m_sockets.append(opened);
            connect(opened, &QWebSocket::textMessageReceived, this,
                    [this, opened](const QString &text) { onSocket(*opened, text.toUtf8()); });
            connect(opened, &QWebSocket::disconnected, this, [this, opened] {
                m_sockets.removeOne(opened);
                opened->deleteLater();
            });
            onSocket(*opened, {});
        });
    }
    handshakes.append(request);
    socket->setParent(nullptr);
    m_upgrader->handleConnection(socket);
}

void ScriptedServer::answer(Connection &connection, const Request &request)
{
    requests.append(request);
    Script *script = scriptFor(request);
    const QPointer<Connection> alive(&connection);
    const Answer next = script ? script->next(request) : Answer();
    Q_EMIT requested(request);
    // The test may have gone down in between.
    if (alive && m_open.contains(alive))
        connection.answer(next);
}

ScriptedServer::Script *ScriptedServer::scriptFor(const Request &request)
{
    for (const QByteArray &route :
         {QByteArray(request.route() + '?' + request.query), request.route()}) {
        if (const auto found = answers.find(route); found != answers.end())
            return &found.value();
    }
    Script *best = nullptr;
    qsizetype longest = 0;
    for (auto at = answers.begin(); at != answers.end(); ++at) {
        if (at.key().endsWith('*') && at.key().size() > longest
            && routeMatches(at.key(), request)) {
            longest = at.key().size();
            best = &at.value();
        }
    }
    return best;
}

QList<ScriptedServer::Connection *> ScriptedServer::streamsOf(const QByteArray &route) const
{
    QList<Connection *> streams;
    for (Connection *connection : m_open) {
        if (connection->isStream() && routeMatches(route, connection->request()))
            streams.append(connection);
    }
    return streams;
}

} // namespace spaceline
