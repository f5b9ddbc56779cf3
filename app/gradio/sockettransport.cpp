#include "gradio/sockettransport.h"

#include "base/redaction.h"
#include "net/http.h"
#include "net/reentry.h"
#include "net/repetition.h"
#include "net/trafficlog.h"

#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::Literals::StringLiterals;

namespace spaceline::gradio {

namespace {

QByteArray compact(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

} // namespace

SocketTransport::SocketTransport(Http &http, QUrl api) : Transport(http), m_api(std::move(api)) { }

SocketTransport::~SocketTransport() { SocketTransport::stop(); }

void SocketTransport::stop()
{
    m_signingIn = false;
    if (!m_socket)
        return;
    m_socket->disconnect(this);
    m_socket->abort();
    m_socket.clear();
}

QString SocketTransport::describe(QByteArrayView event) const
{
    const QString where
        = u"WebSocket "_s + TrafficLog::shown(m_api.resolved(QUrl(u"queue/join"_s)));
    return where + u'\n'
        + redacted(QString::fromUtf8(event.first(qMin<qsizetype>(event.size(), 2000))));
}

void SocketTransport::logEvent(QByteArrayView name, qsizetype bytes)
{
    if (m_socket)
        m_socket->logEvent(name, bytes);
}

void SocketTransport::start(const CallRequest &request, const QString &hash)
{
    stop();
    m_request = request;
    m_hash = hash;
    m_signedIn = false;
    open();
}

void SocketTransport::open()
{
    m_sent = false;
    const QUrl url = m_api.resolved(QUrl(u"queue/join"_s));
    note("WEBSOCKET", url);
    m_socket = m_http.open(url, m_silenceLimit);
    connect(m_socket, &WebSocket::received, this, &SocketTransport::onReceived);
    connect(m_socket, &WebSocket::finished, this, &SocketTransport::onFinished);
}

void SocketTransport::onReceived(const QByteArray &text)
{
    const EventStream::Event event{{}, text};
    if (!m_sent) {
        const StreamMessage message = read(event, true);
        if (message.name == "send_hash") {
            logEvent(message.name, text.size());
            m_socket->send(
                compact({{"fn_index"_L1, m_request.fnIndex}, {"session_hash"_L1, m_hash}}));
            return;
        }
        if (message.name == "send_data") {
            logEvent(message.name, text.size());
            m_sent = true;
            const QByteArray body = compact({{"data"_L1, m_request.data},
                                             {"fn_index"_L1, m_request.fnIndex},
                                             {"session_hash"_L1, m_hash},
                                             {"event_data"_L1, m_request.eventData}});
            note("WEBSOCKET", m_api.resolved(QUrl(u"queue/join"_s)), body);
            m_socket->send(body);
            Q_EMIT submitted();
            return;
        }
        if (message.name == "queue_full") {
            logEvent(message.name, text.size());
            stop();
            Q_EMIT refused(message.failure);
            return;
        }
    }
    m_sink(event);
    Q_EMIT piece();
}

/// What Http does for its requests.
bool SocketTransport::signInAgain()
{
    Reentry *reentry = m_http.reentry();
    if (!reentry || !pauseBefore(Repeatable::AfterLogin, 1) || std::exchange(m_signedIn, true))
        return false;
    const bool known = reentry->signIn(m_api, this, [this](bool worked) {
        if (!std::exchange(m_signingIn, false))
            return;
        if (worked)
            open();
        else
            Q_EMIT refused(Failure(Failure::Kind::Login));
    });
    m_signingIn = known;
    if (known)
        Q_EMIT signingIn();
    return known;
}

void SocketTransport::onFinished()
{
    WebSocket *socket = m_socket;
    m_socket.clear();
    Failure failure = socket->failure();
    // How 3.x asks for a login: this code, which becomes a 403 where the socket was not open yet.
    constexpr int policyViolated = 1008;
    const bool unknown = socket->closeCode() == policyViolated || socket->status() == 401
        || socket->status() == 403;
    if (unknown && !m_sent && signInAgain())
        return;
    if (unknown)
        failure = Failure(Failure::Kind::Login, {}, socket->describe());
    else if (!failure)
        failure = Failure(Failure::Kind::ConnectionLost, {}, socket->describe());
    if (m_sent)
        Q_EMIT ended(failure);
    else
        Q_EMIT refused(failure);
}

} // namespace spaceline::gradio
