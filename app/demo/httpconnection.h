#pragma once

#include <QByteArray>
#include <QObject>
#include <QTimer>
#include <QUrlQuery>

class QTcpSocket;

namespace spaceline::demo {

/// One HTTP/1.1 connection of the Demo Space, seen from the server.
///
/// It reads one request after the other, within limits, and answers each with a whole body or with
/// a stream of server-sent events. What a request means is not its business. A request that is
/// malformed, too large, too slow or from another site is answered here and never reported.
/// Deletes itself when the other side is gone; keep it in a QPointer.
class HttpConnection : public QObject {
    Q_OBJECT
public:
    struct Request {
        QByteArray method;
        QString path; ///< decoded, without the query
        QUrlQuery query;
        QByteArray body;
    };

    static constexpr qsizetype kHeadLimit = 16 * 1024; ///< bytes of request line and headers
    static constexpr qsizetype kBodyLimit = 1024 * 1024; ///< bytes
    static constexpr qint64 kBacklogLimit = 1024 * 1024; ///< bytes; who reads less is cut off

    /// Takes over \p socket, which is connected. \p authority is this server's own "host:port".
    HttpConnection(QTcpSocket *socket, QByteArray authority, QObject *parent);

    /// Answers the request reported last. \p headers: whole lines, each with its CRLF.
    void respond(int status, const QByteArray &type, const QByteArray &body,
                 const QByteArray &headers = {});
    /// Answers with an event stream instead. \p heartbeat is one event, sent every 15 s.
    void beginStream(const QByteArray &heartbeat);
    /// One event with its empty line.
    void send(const QByteArray &event);
    /// Ends the stream properly; the connection is then ready for the next request.
    void endStream();
    /// Closes after what was sent, without the stream's end, as Gradio does after a fatal error.
    void cutStream();
    /// Bytes that the other side has not taken yet.
    [[nodiscard]] qint64 backlog() const;

Q_SIGNALS:
    void requested(const spaceline::demo::HttpConnection::Request &request);
    void drained(); ///< the whole backlog of a stream was taken
    void closed(); ///< the last signal

private:
    void read();
    bool readHead();
    void refuse(int status);

    QTcpSocket *m_socket; // a child
    QByteArray m_authority;
    QByteArray m_buffer;
    Request m_request;
    qsizetype m_bodySize = -1; // -1: the head is not complete
    qint64 m_discard = 0; // bytes of a body that is too large to be kept
    QTimer m_patience;
    QTimer m_heartbeat;
    QByteArray m_heartbeatEvent;
    enum class State {
        Reading,
        Discarding,
        Answering,
        Streaming,
        Closing
    } m_state
        = State::Reading;
};

} // namespace spaceline::demo
