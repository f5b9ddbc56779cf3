#include "demo/httpconnection.h"

#include <QTcpSocket>
#include <QUrl>

#include <algorithm>
#include <utility>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace spaceline::demo {

namespace {

QByteArray reason(int status)
{
    switch (status) {
    case 200:
        return "OK"_ba;
    case 400:
        return "Bad Request"_ba;
    case 403:
        return "Forbidden"_ba;
    case 404:
        return "Not Found"_ba;
    case 405:
        return "Method Not Allowed"_ba;
    case 408:
        return "Request Timeout"_ba;
    case 411:
        return "Length Required"_ba;
    case 413:
        return "Content Too Large"_ba;
    case 422:
        return "Unprocessable Entity"_ba;
    case 431:
        return "Request Header Fields Too Large"_ba;
    case 503:
        return "Service Unavailable"_ba;
    default:
        return "Internal Server Error"_ba;
    }
}

} // namespace

HttpConnection::HttpConnection(QTcpSocket *socket, QByteArray authority, QObject *parent)
    : QObject(parent)
    , m_socket(socket)
    , m_authority(std::move(authority))
{
    m_socket->setParent(this);
    m_socket->setReadBufferSize(64 * 1024);
    // What a slow reader leaves stays here, where it is counted, and not in the kernel.
    m_socket->setSocketOption(QAbstractSocket::SendBufferSizeSocketOption, 64 * 1024);
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    m_patience.setSingleShot(true);
    m_patience.setInterval(30s);
    m_heartbeat.setInterval(15s);
    connect(&m_patience, &QTimer::timeout, this, [this] {
        // Silence between two requests is no fault: the connection was kept for the next one.
        if (m_state == State::Reading && m_buffer.isEmpty() && m_bodySize < 0)
            m_socket->disconnectFromHost();
        else
            refuse(408);
    });
    connect(&m_heartbeat, &QTimer::timeout, this, [this] {
        if (backlog() == 0) // who does not read gets no more to keep
            send(m_heartbeatEvent);
    });
    connect(m_socket, &QTcpSocket::readyRead, this, &HttpConnection::read);
    connect(m_socket, &QTcpSocket::bytesWritten, this, [this] {
        if (m_state == State::Streaming && backlog() == 0)
            Q_EMIT drained();
    });
    connect(m_socket, &QTcpSocket::disconnected, this, [this] {
        m_state = State::Closing;
        Q_EMIT closed();
        deleteLater();
    });
    m_patience.start();
    // What came with the connection raised no signal that anybody was connected to.
    QMetaObject::invokeMethod(this, &HttpConnection::read, Qt::QueuedConnection);
}

qint64 HttpConnection::backlog() const { return m_socket->bytesToWrite(); }

void HttpConnection::read()
{
    // While an answer is under way the next request waits in the socket, whose buffer is bounded.
    if (m_state == State::Discarding && (m_discard -= m_socket->readAll().size()) <= 0)
        refuse(413);
    if (m_state != State::Reading)
        return;
    m_buffer += m_socket->readAll();
    if (m_bodySize < 0 && !readHead())
        return;
    if (m_buffer.size() < m_bodySize)
        return;
    m_request.body = m_buffer.first(m_bodySize);
    m_buffer.remove(0, m_bodySize);
    m_bodySize = -1;
    m_patience.stop();
    m_state = State::Answering;
    Q_EMIT requested(m_request);
}

bool HttpConnection::readHead()
{
    const qsizetype end = m_buffer.indexOf("\r\n\r\n");
    if (end > kHeadLimit || (end < 0 && m_buffer.size() > kHeadLimit)) {
        refuse(431);
        return false;
    }
    if (end < 0)
        return false;
    const QList<QByteArray> lines = m_buffer.first(end).replace("\r\n", "\n").split('\n');
    m_buffer.remove(0, end + 4);

    const QList<QByteArray> words = lines.first().split(' ');
    if (words.size() != 3 || !words.at(2).startsWith("HTTP/1.") || !words.at(1).startsWith('/')) {
        refuse(400);
        return false;
    }
    const qsizetype mark = words.at(1).indexOf('?');
    m_request.method = words.at(0);
    m_request.path
        = QUrl::fromPercentEncoding(words.at(1).first(mark < 0 ? words.at(1).size() : mark));
    m_request.query
        = mark < 0 ? QUrlQuery() : QUrlQuery(QString::fromUtf8(words.at(1).mid(mark + 1)));
    m_request.body.clear();

    QByteArray host;
    QByteArray origin;
    bool lengthIsValid = true;
    qsizetype length = 0;
    for (qsizetype i = 1; i < lines.size(); ++i) {
        const qsizetype colon = lines.at(i).indexOf(':');
        const QByteArray name = lines.at(i).first(std::max<qsizetype>(colon, 0)).toLower();
        const QByteArray value = lines.at(i).mid(colon + 1).trimmed();
        if (name == "host")
            host = value;
        else if (name == "origin")
            origin = value;
        else if (name == "content-length")
            length = value.toLongLong(&lengthIsValid);
        else if (name == "transfer-encoding")
            lengthIsValid = false;
    }
    // A page in somebody's browser must neither read (by a name that resolves to 127.0.0.1) nor
    // call this server.
    if (host != m_authority || (!origin.isEmpty() && origin != "http://" + m_authority)) {
        refuse(403);
        return false;
    }
    if (!lengthIsValid || length < 0) {
        refuse(411);
        return false;
    }
    if (length > kBodyLimit) {
        // It is taken in before it is refused: who is still sending does not read answers.
        m_discard = length - std::exchange(m_buffer, {}).size();
        m_state = State::Discarding;
        return false;
    }
    m_bodySize = length;
    return true;
}

void HttpConnection::refuse(int status)
{
    m_state = State::Answering;
    respond(status, "text/plain; charset=utf-8"_ba, reason(status), "connection: close\r\n"_ba);
    m_state = State::Closing;
    m_patience.stop();
    m_buffer.clear();
    m_socket->disconnectFromHost();
}

void HttpConnection::respond(int status, const QByteArray &type, const QByteArray &body,
                             const QByteArray &headers)
{
    if (m_state != State::Answering)
        return;
    m_socket->write("HTTP/1.1 " + QByteArray::number(status) + ' ' + reason(status)
                    + "\r\ncontent-length: " + QByteArray::number(body.size())
                    + "\r\ncontent-type: " + type + "\r\n" + headers + "\r\n" + body);
    m_state = State::Reading;
    m_patience.start();
    QMetaObject::invokeMethod(this, &HttpConnection::read, Qt::QueuedConnection);
}

void HttpConnection::beginStream(const QByteArray &heartbeat)
{
    if (m_state != State::Answering)
        return;
    m_state = State::Streaming;
    m_heartbeatEvent = heartbeat;
    m_heartbeat.start();
    m_socket->write("HTTP/1.1 200 OK\r\ncontent-type: text/event-stream; charset=utf-8\r\n"
                    "cache-control: no-store\r\ntransfer-encoding: chunked\r\n\r\n");
}

void HttpConnection::send(const QByteArray &event)
{
    if (m_state != State::Streaming)
        return;
    if (backlog() <= kBacklogLimit) {
        m_socket->write(QByteArray::number(event.size(), 16) + "\r\n" + event + "\r\n");
        return;
    }
    // Not at once: whoever sends is in the middle of something.
    m_state = State::Closing;
    QMetaObject::invokeMethod(m_socket, &QTcpSocket::abort, Qt::QueuedConnection);
}

void HttpConnection::endStream()
{
    if (m_state != State::Streaming)
        return;
    m_heartbeat.stop();
    m_socket->write("0\r\n\r\n");
    m_state = State::Reading;
    m_patience.start();
    QMetaObject::invokeMethod(this, &HttpConnection::read, Qt::QueuedConnection);
}

void HttpConnection::cutStream()
{
    if (m_state != State::Streaming)
        return;
    m_heartbeat.stop();
    m_state = State::Closing;
    m_socket->disconnectFromHost();
}

} // namespace spaceline::demo
