#include "net/websocket.h"

#include "base/logging.h"
#include "base/redaction.h"
#include "net/http.h"
#include "net/servertrust.h"
#include "net/trafficlog.h"

#include <QCoreApplication>
#include <QNetworkAccessManager>
#include <QNetworkCookie>
#include <QNetworkCookieJar>
#include <QNetworkProxyFactory>
#include <QNetworkRequest>
#include <QRegularExpression>
#include <QSslCertificate>
#include <QSslError>
#include <QWebSocket>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using std::chrono::milliseconds;

namespace spaceline {

namespace {

/// The longest message, as of an event stream.
constexpr quint64 kLongest = quint64(64) << 20;
constexpr milliseconds kPing = 15s;

} // namespace

WebSocket::WebSocket(Http &http, const QUrl &url, milliseconds silenceLimit)
    : QObject(&http)
    , m_http(http)
    , m_url(url)
    , m_socket(std::make_unique<QWebSocket>())
    , m_id(http.m_log ? http.m_log->newExchange() : 0)
{
    m_url.setScheme(url.scheme() == "https"_L1 || url.scheme() == "wss"_L1 ? u"wss"_s : u"ws"_s);
    QUrl http1 = m_url;
    http1.setScheme(m_url.scheme() == "wss"_L1 ? u"https"_s : u"http"_s);

    m_socket->setMaxAllowedIncomingMessageSize(kLongest);
    m_socket->setMaxAllowedIncomingFrameSize(kLongest);
    connect(m_socket.get(), &QWebSocket::connected, this, &WebSocket::opened);
    connect(m_socket.get(), &QWebSocket::textMessageReceived, this, [this](const QString &text) {
        m_silence.start();
        const QByteArray bytes = text.toUtf8();
        m_received += bytes.size();
        if (!m_done)
            Q_EMIT received(bytes);
    });
    connect(m_socket.get(), &QWebSocket::pong, this, [this] { m_silence.start(); });
    connect(m_socket.get(), &QWebSocket::disconnected, this, &WebSocket::closed);
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    connect(m_socket.get(), &QWebSocket::errorOccurred, this,
            [this](QAbstractSocket::SocketError error) { failed(error); });
#else
    connect(m_socket.get(), qOverload<QAbstractSocket::SocketError>(&QWebSocket::error), this,
            [this](QAbstractSocket::SocketError error) { failed(error); });
#endif
    connect(m_socket.get(), &QWebSocket::sslErrors, this, [this](QList<QSslError> errors) {
        // What is wrong with any other certificate of the chain stays wrong.
        errors.removeIf([this](const QSslError &error) {
            return !m_http.m_trust || !m_http.m_trust->trusts(m_url, error.certificate());
        });
        m_socket->ignoreSslErrors(errors);
    });
    // A function may work for minutes and the server says nothing meanwhile; its answer to a ping
    // shows that it lives.
    m_ping.setInterval(std::min(kPing, std::max(silenceLimit / 4, 1ms)));
    connect(&m_ping, &QTimer::timeout, this, [this] { m_socket->ping(); });
    m_silence.setSingleShot(true);
    m_silence.setInterval(silenceLimit);
    connect(&m_silence, &QTimer::timeout, this, [this] {
        finish(
            Failure(Failure::Kind::Silence, {},
                    describe() + u": nothing for %1 s"_s.arg(double(m_silence.interval()) / 1000)));
    });
    if (silenceLimit > milliseconds::zero())
        m_silence.start();

    const Credentials credentials = m_http.m_credentials.credentialsFor(http1);
    const QList<QNetworkCookie> cookies = m_http.m_manager->cookieJar()->cookiesForUrl(http1);
    if (m_http.m_log && m_http.m_log->isEnabled())
        m_http.m_log->requested(m_id, "WEBSOCKET", m_url, 0, credentials, cookies.size(), 0);
    QNetworkRequest request(m_url);
    request.setRawHeader("User-Agent", "Spaceline/" SPACELINE_VERSION);
    for (const auto &[name, value] : credentials)
        request.setRawHeader(name, value);
    QByteArrayList pairs;
    for (const QNetworkCookie &cookie : cookies)
        pairs += cookie.toRawForm(QNetworkCookie::NameAndValueOnly);
    if (!pairs.isEmpty())
        request.setRawHeader("Cookie", pairs.join("; "));
    const int port = m_url.port(m_url.scheme() == "wss"_L1 ? 443 : 80);
    const QList<QNetworkProxy> proxies = m_http.m_manager->proxyFactory()->queryProxy(
        QNetworkProxyQuery(m_url.host(), port, http1.scheme(), QNetworkProxyQuery::TcpSocket));
    m_socket->setProxy(proxies.isEmpty() ? QNetworkProxy(QNetworkProxy::NoProxy)
                                         : proxies.constFirst());
    // Not at once: whoever asks for it listens only afterwards.
    QMetaObject::invokeMethod(
        this,
        [this, request] {
            if (!m_done)
                m_socket->open(request);
        },
        Qt::QueuedConnection);
}

WebSocket::~WebSocket()
{
    // Its signals must not reach what is half gone.
    m_socket->disconnect(this);
    m_socket->abort();
}

void WebSocket::send(const QByteArray &text)
{
    if (!m_done)
        m_socket->sendTextMessage(QString::fromUtf8(text));
}

void WebSocket::logEvent(QByteArrayView name, qsizetype bytes)
{
    if (m_http.m_log)
        m_http.m_log->event(m_id, name, bytes);
}

QString WebSocket::describe() const
{
    QString text = u"WEBSOCKET "_s + TrafficLog::shown(m_url);
    if (m_status != 0)
        text += u' ' + QString::number(m_status);
    if (m_closeCode != 0)
        text += u", closed with "_s + QString::number(m_closeCode);
    return redacted(text);
}

void WebSocket::abort() { finish(Failure(Failure::Kind::Interrupted, {}, describe())); }

void WebSocket::opened()
{
    m_status = 101;
    if (m_http.m_log)
        m_http.m_log->answered(m_id, m_status, {});
    if (m_silence.isActive()) {
        m_silence.start();
        m_ping.start();
    }
}

void WebSocket::failed(int socketError)
{
    if (m_status == 101) {
        // Also told after an orderly end.
        if (m_socket->closeCode() == QWebSocketProtocol::CloseCodeNormal
            && socketError == QAbstractSocket::RemoteHostClosedError)
            return;
        finish(Failure(Failure::Kind::ConnectionLost, {},
                       describe() + u": "_s + redacted(m_socket->errorString())));
        return;
    }
    // The status of a refusal is told in words only.
    static const QRegularExpression code(u"http status code: (\\d{3})"_s);
    const QString words = m_socket->errorString();
    m_status = code.match(words).captured(1).toInt();
    if (m_status != 0) {
        if (m_http.m_log)
            m_http.m_log->answered(m_id, m_status, {});
        finish(Failure(Failure::Kind::Transport, {}, describe()));
        return;
    }
    finish(Failure(
        Failure::Kind::Network,
        redacted(
            QCoreApplication::translate("Http", "No connection to %1: %2").arg(m_url.host(), words))
            .left(500),
        describe()));
}

void WebSocket::closed()
{
    m_closeCode = m_socket->closeCode();
    if (m_status == 0) {
        // It was never open; why is told next, if at all.
        QMetaObject::invokeMethod(
            this, [this] { finish(Failure(Failure::Kind::ConnectionLost, {}, describe())); },
            Qt::QueuedConnection);
        return;
    }
    const bool orderly = m_status == 101 && m_closeCode == QWebSocketProtocol::CloseCodeNormal;
    if (orderly || m_closeCode == QWebSocketProtocol::CloseCodePolicyViolated)
        finish({});
    else
        finish(Failure(Failure::Kind::ConnectionLost, {}, describe()));
}

void WebSocket::finish(Failure failure)
{
    if (m_done)
        return;
    m_done = true;
    m_failure = std::move(failure);
    m_silence.stop();
    m_ping.stop();
    qCDebug(lcNet) << "WEBSOCKET" << m_url.host() << m_status << m_received << "bytes"
                   << m_failure.kind;
    if (m_http.m_log) {
        const auto lasted
            = std::chrono::duration_cast<milliseconds>(std::chrono::steady_clock::now() - m_start);
        m_http.m_log->finished(m_id, m_received, lasted, m_failure);
    }
    const QPointer<WebSocket> alive(this);
    Q_EMIT finished();
    if (alive)
        deleteLater();
}

} // namespace spaceline
