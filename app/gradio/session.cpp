#include "gradio/session.h"

#include "base/logging.h"
#include "net/http.h"

#include <QUuid>

using namespace Qt::Literals::StringLiterals;

namespace spaceline::gradio {

namespace {

/// Before a heartbeat that dropped is opened again, in seconds.
constexpr int kPause = 10;
/// Of silence: three beats.
constexpr std::chrono::seconds kSilence(45);

/// The hash is the only key to the session, so it must not be guessable.
QString newHash() { return QUuid::createUuid().toString(QUuid::Id128); }

} // namespace

Session::Session(Http &http, const QUrl &api, const QString &hash, QObject *parent)
    : QObject(parent)
    , m_http(http)
    , m_api(api)
    , m_hash(hash.isEmpty() ? newHash() : hash)
{
    m_reopen.setSingleShot(true);

    connect(&m_reopen, &QTimer::timeout, this, &Session::openHeartbeat);
}

Session::~Session() { closeHeartbeat(); }

void Session::setApi(const QUrl &api)
{
    if (m_api == api)
        return;
    m_api = api;
    if (m_keepAlive) {
        closeHeartbeat();
        openHeartbeat();
    }
}

void Session::renew()
{
    m_hash = newHash();
    if (m_keepAlive) {
        closeHeartbeat();
        openHeartbeat();
    }
    Q_EMIT hashChanged();
}

void Session::keepAlive(bool on)
{
    if (m_keepAlive == on)
        return;
    m_keepAlive = on;
    if (on)
        openHeartbeat();
    else
        closeHeartbeat();
}

void Session::openHeartbeat()
{
    if (m_heartbeat || !m_keepAlive)
        return;
    HttpRequest request;
    request.url = m_api.resolved(QUrl(u"heartbeat/"_s + m_hash));
    request.stream = true;
    request.silenceLimit = kSilence;
    m_heartbeat = m_http.send(request);
    // "ALIVE" is of no interest, but unread bytes would pile up.
    connect(m_heartbeat, &HttpExchange::readyRead, this, [this, exchange = m_heartbeat] {
        if (!exchange)
            return;
        (void)exchange->readAll();
        if (exchange->status() == 200)
            m_lastBeat = QDateTime::currentDateTimeUtc();
    });
    connect(m_heartbeat, &HttpExchange::finished, this, [this] {
        const int status = m_heartbeat ? m_heartbeat->status() : 0;
        const bool beat = status == 200 && m_heartbeat->contentType() == "text/event-stream";
        m_heartbeat.clear();
        m_lastBeat = {};
        // A server without the route is not asked again; one in trouble, or its proxy, is.
        const bool refused = status >= 400 && status < 500 && status != 408 && status != 429;
        if (m_keepAlive && !refused)
            m_reopen.start(kPause * m_http.second());
        if (m_keepAlive && beat)
            Q_EMIT heartbeatLost();
    });
}

void Session::closeHeartbeat()
{
    m_reopen.stop();
    if (m_heartbeat) {
        m_heartbeat->disconnect(this);
        m_heartbeat->abort();
        m_heartbeat.clear();
        m_lastBeat = {};
    }
}

} // namespace spaceline::gradio
