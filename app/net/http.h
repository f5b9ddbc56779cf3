#pragma once

#include "base/failure.h"
#include "net/credentialsource.h"
#include "net/filesbody.h"

#include <QByteArray>
#include <QDateTime>
#include <QHash>
#include <QObject>
#include <QPointer>
#include <QUrl>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <utility>

class QNetworkAccessManager;
class QNetworkCookieJar;
class QSslCertificate;

namespace spaceline {

class Http;
class HttpExchange;
class Reentry;
class ServerTrust;
class TrafficLog;
class WebSocket;

/// One request, as a value. Credentials are not part of it: Http asks its CredentialSource.
struct HttpRequest {
    enum class Method { Get, Post };

    Method method = Method::Get;
    QUrl url;
    QByteArray body; ///< POST only
    QList<FilesBody::Piece> files = {}; ///< POST only: the body, read as it is sent, instead of
                                        ///< `body`
    QByteArray contentType = "application/json"; ///< POST only
    /// Further headers. Not for credentials; dropped where a redirect leads to another site.
    QList<std::pair<QByteArray, QByteArray>> headers = {};
    /// An event stream: `Accept: text/event-stream`, no total limit, bytes are handed out as they
    /// come and not kept.
    bool stream = false;
    QByteArray accept = {}; ///< instead of the usual `Accept`
    /// Neither credentials nor cookies go along, and no cookie is kept: for what a server names on
    /// another host.
    bool anonymous = false;
    /// POST only: the body is a JSON object, and gets the member `oauth_token` where the
    /// CredentialSource has one for the app.
    bool takesAppToken = false;
    /// This is the login: a 401 is its answer, for which nobody is signed in again.
    bool isLogin = false;
    /// Repeat as Repeatable::Get says. For plain GETs whose answer must be JSON: a success that is
    /// HTML counts as a failure. After the last try its answer is handed over as it is.
    bool repeat = false;
    /// Plain requests: the whole exchange with its redirects; each repetition has it anew.
    /// Exceeding it is Failure::Kind::Silence. 0: the silence is limited instead.
    std::chrono::milliseconds totalLimit = std::chrono::seconds(30);
    /// Streams: longest time without a byte sent or received, the headers' included. Exceeding it
    /// is Failure::Kind::Silence. 0: no limit. After a sleep of the computer, over which hardly any
    /// connection lasts, it is 20 s and ConnectionLost.
    std::chrono::milliseconds silenceLimit = std::chrono::seconds(60);
    /// Plain requests: a longer body ends the exchange with Failure::Kind::StreamFormat.
    qint64 bodyLimit = qint64(64) << 20;
};

/// A request that runs: redirects followed, limits watched, repetitions made. Ends in exactly one
/// finished(), after which it deletes itself; keep it in a QPointer. Deleted earlier, or with its
/// Http, it ends without a signal. Lives in the thread of its Http.
class HttpExchange : public QObject {
    Q_OBJECT
public:
    ~HttpExchange() override;

    /// The HTTP status of the final answer; 0 while there is none.
    [[nodiscard]] int status() const;
    /// Lower case, without parameters: "text/event-stream". Empty where the server sent none.
    [[nodiscard]] QByteArray contentType() const;
    [[nodiscard]] QByteArray header(const QByteArray &name) const;
    /// Where the answer came from, after redirects.
    [[nodiscard]] QUrl url() const;
    /// What was asked for, before redirects.
    [[nodiscard]] QUrl asked() const;
    /// How often it was asked again (HttpRequest::repeat).
    [[nodiscard]] int repetitions() const;
    /// Streams: the bytes that came since the last call. Plain requests: the whole body, once
    /// finished. Still valid in a slot of finished(), after a failure too: what came before it.
    [[nodiscard]] QByteArray readAll();
    /// What kept the exchange from being completed: Network, Redirect, Silence, ConnectionLost (a
    /// body that broke off, a connection closed without an answer), StreamFormat (over bodyLimit),
    /// Interrupted (abort()). An HTTP error status is not a failure here, the caller judges it.
    ///
    /// A chunked body that breaks off is not always noticed by QNetworkAccessManager: it may end
    /// without a failure or, rarely, only by the silence limit. Whoever reads a stream must know
    /// its last message, with a failure or without.
    [[nodiscard]] const Failure &failure() const;
    /// The server's certificate where it was refused; a null one else.
    [[nodiscard]] QSslCertificate refusedCertificate() const;
    /// The server's wish in `Retry-After` (seconds or a date) or in `RateLimit: …;t=55`.
    [[nodiscard]] std::optional<std::chrono::seconds> retryAfter() const;
    /// Method, path, status, content type and the first 2,000 bytes of \p body, redacted: for
    /// Failure::detail.
    [[nodiscard]] QString describe(const QByteArray &body = {}) const;
    /// Writes one line about an event of this stream to the traffic log; does nothing where no log
    /// is kept.
    void logEvent(QByteArrayView name, qsizetype bytes);

public Q_SLOTS:
    /// Ends the exchange; finished() follows at once, with Failure::Kind::Interrupted.
    void abort();

Q_SIGNALS:
    /// status(), contentType() and header() are valid; at most once. With HttpRequest::repeat it
    /// comes just before finished(), for the answer that is handed over.
    void headersArrived();
    void readyRead(); ///< streams only
    void sent(qint64 bytes, qint64 total); ///< of the POST's body
    void repeating(int attempt,
                   std::chrono::milliseconds pause); ///< the next try starts after \p pause
    /// The server no longer knows the user (401), who is being signed in again; then the request
    /// is made once more. Without success its answer is handed over as it is.
    void signingIn();
    void finished(); ///< always the last signal, never from within Http::send()

private:
    friend class Http;
    class Private;
    HttpExchange(Http &http, const HttpRequest &request);
    std::unique_ptr<Private> d;
};

/// The one place that makes HTTP requests: credentials, redirects, limits, repetitions and the
/// traffic log.
///
/// One for each conversation, because QNetworkAccessManager opens six connections to a host at
/// most; all share one cookie jar. What it holds against QNetworkAccessManager's habits (each has a
/// test): POST bodies are sequential so that a POST is never sent twice; redirects are followed
/// here, at most five, and lose credentials on another host; streams are asked for without
/// compression and with a bounded read buffer. Only http and https; a certificate that nobody
/// vouches for passes only where the user trusts exactly this one; loopback hosts are reached
/// without a proxy.
class Http : public QObject {
    Q_OBJECT
public:
    /// Nothing is owned; all outlive this. \p cookies is shared between conversations and lives in
    /// the same thread, \p log may be null.
    Http(const CredentialSource &credentials, QNetworkCookieJar &cookies, TrafficLog *log,
         QObject *parent = nullptr);
    ~Http() override;

    /// Starts \p request. The exchange belongs to this Http and deletes itself after finished().
    HttpExchange *send(const HttpRequest &request);
    /// Opens a WebSocket to \p url (http and https are ws and wss); it belongs to this Http and
    /// deletes itself after finished(). \p silenceLimit is the longest time without a message or an
    /// answer to a ping; exceeding it is Failure::Kind::Silence. 0: no limit.
    WebSocket *open(const QUrl &url, std::chrono::milliseconds silenceLimit);

    /// Whom the user trusts without an authority, not owned and outlives this; null: nobody.
    void setServerTrust(const ServerTrust *trust) { m_trust = trust; }
    [[nodiscard]] const ServerTrust *serverTrust() const { return m_trust; }
    /// Closes connections that are kept for later: what was true when they began may be so no more.
    void dropConnections();

    /// Who signs in again, not owned; null: nobody.
    void setReentry(Reentry *reentry) { m_reentry = reentry; }
    [[nodiscard]] Reentry *reentry() const { return m_reentry; }

    /// The copy of the app at \p url that answered its last event stream, where a proxy names it;
    /// what that one has made, another copy does not have (F17).
    [[nodiscard]] QString replicaOf(const QUrl &url) const;

    /// How long a "second" of the repetition table lasts. Tests make it a millisecond.
    void setSecond(std::chrono::milliseconds length) { m_second = length; }
    [[nodiscard]] std::chrono::milliseconds second() const { return m_second; }
    /// What tells the time of day, by which a sleep of the computer is noticed. For tests.
    void setWallClock(std::function<QDateTime()> now) { m_now = std::move(now); }

private:
    friend class HttpExchange;
    friend class WebSocket;
    const CredentialSource &m_credentials;
    TrafficLog *m_log;
    Reentry *m_reentry = nullptr;
    const ServerTrust *m_trust = nullptr;
    QHash<QString, QString> m_replicas; ///< origin -> its last one
    std::unique_ptr<QNetworkAccessManager> m_manager;
    std::chrono::milliseconds m_second{1000};
    std::function<QDateTime()> m_now = &QDateTime::currentDateTimeUtc;
};

} // namespace spaceline
