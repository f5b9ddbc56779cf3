#include "net/http.h"

#include "base/hubendpoint.h"
#include "base/logging.h"
#include "base/redaction.h"
#include "net/networkfailure.h"
#include "net/redirect.h"
#include "net/reentry.h"
#include "net/repetition.h"
#include "net/retryafter.h"
#include "net/sequentialbody.h"
#include "net/servertrust.h"
#include "net/trafficlog.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QNetworkAccessManager>
#include <QNetworkCookie>
#include <QNetworkCookieJar>
#include <QNetworkReply>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslError>
#include <QTimer>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;
using std::chrono::milliseconds;

namespace spaceline {

namespace {

/// What a stream may hold that nobody has read yet; a reader that keeps up never has this much.
/// Where a connection breaks while it is full, Qt 6.4 drops the rest or does not tell at all: with
/// 1 MiB an event of 1 MB that came just before the end was lost, with 2 MiB one of 2 MB. Each MiB
/// here is about two of memory where a server sends faster than is read.
constexpr qint64 kStreamBuffer = qint64(3) << 20;
constexpr qsizetype kShownBody = 2'000;
constexpr qsizetype kSaid = 500;
/// How often a stream is looked at for a sleep of the computer, in seconds; and how long it may be
/// silent after one: a server's heartbeat and a little more.
constexpr int kLook = 15;
constexpr int kAwake = 20;
/// What the wall clock must be ahead to call it a sleep.
constexpr milliseconds kSleep(5000);

/// The JSON object \p body with one more member.
QByteArray withAppToken(const QByteArray &body, const QByteArray &token)
{
    const QByteArray list
        = QJsonDocument(QJsonArray{QString::fromLatin1(token)}).toJson(QJsonDocument::Compact);
    return "{\"oauth_token\":" + list.mid(1, list.size() - 2) + ',' + body.mid(1);
}

QByteArray nameOf(HttpRequest::Method method)
{
    return method == HttpRequest::Method::Post ? "POST"_ba : "GET"_ba;
}

} // namespace

class HttpExchange::Private {
public:
    Private(HttpExchange &exchange, Http &owner, const HttpRequest &what)
        : q(exchange)
        , http(owner)
        , request(what)
        , method(what.method)
        , url(what.url)
        , id(owner.m_log ? owner.m_log->newExchange() : 0)
    {
        timer.setSingleShot(true);
        QObject::connect(&timer, &QTimer::timeout, &q, [this] { timedOut(); });
        sinceStart.start();
    }
    ~Private() { release(); }

    void begin();
    void send();
    void headersCame();
    void follow(const Redirect &redirect, int status);
    void bytesCame();
    void judge(const QList<QSslError> &errors);
    void replyFinished();
    void handOver(const Failure &why);
    void forget();
    void noteReplica();
    bool signInAgain();
    void timedOut();
    void watchSilence(milliseconds left);
    void noticeSleep();
    void finish(Failure why);
    void release();

    /// Fewer bytes came than were announced.
    [[nodiscard]] bool isShort() const;
    /// The pause before the next try; nothing where this answer or failure is the last.
    [[nodiscard]] std::optional<milliseconds> pauseFor(const Failure &why) const;
    [[nodiscard]] qint64 bodySize() const
    {
        return request.files.isEmpty() ? payload.size() : FilesBody::sizeOf(request.files);
    }
    [[nodiscard]] bool limitsSilence() const
    {
        return request.stream || request.totalLimit <= milliseconds::zero();
    }
    [[nodiscard]] milliseconds limit() const
    {
        return limitsSilence() ? request.silenceLimit : request.totalLimit;
    }
    [[nodiscard]] QNetworkRequest networkRequest(const Credentials &credentials) const;
    [[nodiscard]] Failure failed(Failure::Kind kind, const QString &said,
                                 const QString &more = {}) const;
    [[nodiscard]] QByteArray header(const QByteArray &name) const;
    [[nodiscard]] QString describe(const QByteArray &body) const;
    [[nodiscard]] bool isLogging() const { return http.m_log && http.m_log->isEnabled(); }

    enum class State { Sending, Receiving, Pausing, Finished };

    HttpExchange &q;
    Http &http;
    const HttpRequest request;
    HttpRequest::Method method; ///< a redirect can make a GET of a POST
    QUrl url; ///< where the running request goes, later where the answer came from
    const quint64 id; ///< in the traffic log
    State state = State::Sending;
    bool leftSite = false; ///< a redirect led to another site: the caller's headers stay behind
    int redirects = 0;
    int repetitions = 0;
    bool announced = false; ///< headersArrived() was emitted
    bool refused = false; ///< a 401 that may not be the last word
    bool signedIn = false; ///< again, for this request

    QNetworkReply *reply = nullptr; ///< owned by the manager, let go of by release()
    QByteArray payload; ///< POST without files: the body of the running request
    QList<QSslError> tlsErrors;
    std::optional<QSslCertificate>
        certificate; ///< that they are about; also an empty one loads TLS
    QTimer timer; ///< the limit, or the pause between two tries
    QElapsedTimer sinceStart;
    QElapsedTimer sinceByte;
    QElapsedTimer sinceLook; ///< stands still while the computer sleeps
    QDateTime looked; ///< the time of day then
    bool hasSlept = false; ///< the computer, and nothing came since

    int status = 0;
    QByteArray contentType;
    QList<QNetworkReply::RawHeaderPair> headers;
    QByteArray body; ///< plain: all of it; streams: what the reply held when it ended
    qint64 received = 0;
    Failure failure;
};

void HttpExchange::Private::begin()
{
    redirects = 0;
    received = 0;
    leftSite = false;
    method = request.method;
    url = request.url;
    hasSlept = false;
    if (limit() > milliseconds::zero()) {
        if (limitsSilence())
            watchSilence(limit());
        else
            timer.start(limit());
    }
    send();
}

void HttpExchange::Private::send()
{
    state = State::Sending;
    const bool usable = url.isValid() && !url.host().isEmpty()
        && (url.scheme() == "http"_L1 || url.scheme() == "https"_L1);
    if (!usable) {
        const Failure why = failed(
            Failure::Kind::Network,
            QCoreApplication::translate("Http", "This is not an address on the web: %1")
                .arg(redacted(url.toDisplayString(QUrl::RemoveUserInfo | QUrl::RemoveQuery))));
        QMetaObject::invokeMethod(
            &q, [this, why] { finish(why); }, Qt::QueuedConnection);
        return;
    }
    const Credentials credentials
        = request.anonymous ? Credentials() : http.m_credentials.credentialsFor(url);
    const bool isPost = method == HttpRequest::Method::Post;
    const QByteArray token = isPost && request.takesAppToken && !request.anonymous
        ? http.m_credentials.appTokenFor(url)
        : QByteArray();
    payload = token.isEmpty() ? request.body : withAppToken(request.body, token);
    if (isLogging()) {
        const qsizetype cookies
            = request.anonymous ? 0 : http.m_manager->cookieJar()->cookiesForUrl(url).size();
        http.m_log->requested(id, nameOf(method), url, isPost ? bodySize() : 0, credentials,
                              cookies, repetitions);
    }
    const QNetworkRequest outgoing = networkRequest(credentials);
    if (isPost) {
        QIODevice *content = nullptr;
        if (request.files.isEmpty()) {
            content = new SequentialBody(payload);
        } else {
            auto *files = new FilesBody(request.files);
            // The server would wait for the rest for ever. Queued: it is told from within a read.
            QObject::connect(
                files, &FilesBody::broken, &q,
                [this](const QString &) {
                    finish(failed(
                        Failure::Kind::Upload,
                        QCoreApplication::translate("Http", "A file changed while it was sent.")));
                },
                Qt::QueuedConnection);
            content = files;
        }
        reply = http.m_manager->post(outgoing, content);
        content->setParent(reply);
    } else {
        reply = http.m_manager->get(outgoing);
    }
    if (request.stream)
        reply->setReadBufferSize(kStreamBuffer);
    tlsErrors.clear();
    sinceByte.start();
    QObject::connect(reply, &QNetworkReply::metaDataChanged, &q, [this] { headersCame(); });
    QObject::connect(reply, &QNetworkReply::readyRead, &q, [this] { bytesCame(); });
    QObject::connect(reply, &QNetworkReply::finished, &q, [this] { replyFinished(); });
    QObject::connect(reply, &QNetworkReply::uploadProgress, &q, [this](qint64 sent, qint64 total) {
        sinceByte.restart();
        Q_EMIT q.sent(sent, total);
    });
    QObject::connect(reply, &QNetworkReply::sslErrors, &q,
                     [this](const QList<QSslError> &errors) { judge(errors); });
}

/// Only the very certificate that the user trusts passes, whatever is wrong with it.
void HttpExchange::Private::judge(const QList<QSslError> &errors)
{
    certificate = reply->sslConfiguration().peerCertificate();
    if (http.m_trust && http.m_trust->trusts(url, *certificate))
        reply->ignoreSslErrors(errors);
    else
        tlsErrors = errors;
}

QNetworkRequest HttpExchange::Private::networkRequest(const Credentials &credentials) const
{
    QNetworkRequest outgoing(url);
    outgoing.setAttribute(QNetworkRequest::RedirectPolicyAttribute,
                          QNetworkRequest::ManualRedirectPolicy);
    outgoing.setRawHeader("User-Agent", "Spaceline/" SPACELINE_VERSION);
    if (request.stream) {
        outgoing.setRawHeader("Accept", "text/event-stream");
        outgoing.setRawHeader("Cache-Control", "no-cache");
        outgoing.setRawHeader("Accept-Encoding", "identity");
    } else {
        outgoing.setRawHeader("Accept", "*/*");
    }
    if (method == HttpRequest::Method::Post) {
        outgoing.setHeader(QNetworkRequest::ContentTypeHeader, request.contentType);
        outgoing.setHeader(QNetworkRequest::ContentLengthHeader, bodySize());
        outgoing.setAttribute(QNetworkRequest::DoNotBufferUploadDataAttribute, true);
    }
    if (!request.accept.isEmpty())
        outgoing.setRawHeader("Accept", request.accept);
    if (request.anonymous) {
        outgoing.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
        outgoing.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    }
    if (!leftSite) {
        for (const auto &[name, value] : request.headers)
            outgoing.setRawHeader(name, value);
    }
    for (const auto &[name, value] : credentials)
        outgoing.setRawHeader(name, value);
    return outgoing;
}

void HttpExchange::Private::headersCame()
{
    sinceByte.restart();
    const int code = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (code == 0 || state != State::Sending)
        return;
    const Redirect redirect = judgeRedirect(method, url, code, reply->rawHeader("Location"));
    if (redirect.verdict != Redirect::Verdict::None) {
        follow(redirect, code);
        return;
    }
    state = State::Receiving;
    status = code;
    headers = reply->rawHeaderPairs();
    contentType = header("Content-Type").split(';').constFirst().trimmed().toLower();
    if (http.m_log)
        http.m_log->answered(id, status, contentType);
    if (status == 200 && contentType == "text/event-stream")
        noteReplica();
    refused = status == 401 && contentType == "application/json" && http.m_reentry && !signedIn
        && !leftSite && !request.anonymous && !request.isLogin
        && pauseBefore(Repeatable::AfterLogin, 1);
    if (request.repeat || announced || refused)
        return;
    announced = true;
    Q_EMIT q.headersArrived();
}

/// "a-b" of `x-proxied-replica`, where b is the copy's own name (failures.md F17).
void HttpExchange::Private::noteReplica()
{
    const QByteArray name = header("X-Proxied-Replica").trimmed();
    const QByteArray copy = name.sliced(name.lastIndexOf('-') + 1);
    // It becomes a part of a path.
    const bool usable
        = !copy.isEmpty() && copy.size() <= 64 && std::all_of(copy.begin(), copy.end(), [](char c) {
              return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
          });
    if (usable)
        http.m_replicas.insert(originOf(url), QString::fromLatin1(copy));
    else
        http.m_replicas.remove(originOf(url));
}

/// Nothing has run: who is not known is sent away before anything else.
bool HttpExchange::Private::signInAgain()
{
    signedIn = true;
    const bool known = http.m_reentry->signIn(url, &q, [this](bool worked) {
        if (state != State::Pausing)
            return;
        if (worked) {
            forget();
            begin();
            return;
        }
        state = State::Receiving;
        handOver({});
    });
    if (!known)
        return false;
    state = State::Pausing;
    Q_EMIT q.signingIn();
    return true;
}

void HttpExchange::Private::follow(const Redirect &redirect, int code)
{
    if (http.m_log)
        http.m_log->redirected(id, code, redirect.to);
    // What the redirect's own body says is of no use, so it is not waited for.
    release();
    if (redirect.verdict == Redirect::Verdict::Refuse || ++redirects > Redirect::kMost) {
        const QString target = TrafficLog::shown(redirect.to);
        finish(failed(Failure::Kind::Redirect,
                      redirect.verdict == Redirect::Verdict::Refuse
                          ? QCoreApplication::translate("Http", "It sends on to %1.").arg(target)
                          : QCoreApplication::translate("Http", "It sends on again and again."),
                      QString::number(code) + u" to "_s + target));
        return;
    }
    if (!redirect.sameSite)
        leftSite = true;
    method = redirect.method;
    url = redirect.to;
    send();
}

void HttpExchange::Private::bytesCame()
{
    sinceByte.restart();
    hasSlept = false;
    if (state != State::Receiving)
        return;
    if (request.stream) {
        if (!refused)
            Q_EMIT q.readyRead();
    } else if (reply->bytesAvailable() > request.bodyLimit) {
        finish(failed(Failure::Kind::StreamFormat,
                      QCoreApplication::translate("Http", "The answer is too large."),
                      u"longer than %1 bytes"_s.arg(request.bodyLimit)));
    }
}

void HttpExchange::Private::replyFinished()
{
    const bool answered = state == State::Receiving;
    Failure why = networkFailure(*reply, answered, tlsErrors);
    if (why)
        why = failed(why.kind, why.said, reply->errorString());
    if (answered)
        body = reply->readAll();
    received += body.size();
    if (!why && answered && isShort())
        why = failed(Failure::Kind::ConnectionLost, {}, u"the body broke off"_s);
    if (!request.stream && body.size() > request.bodyLimit) {
        // It came in one piece with the end.
        body.clear();
        why = failed(Failure::Kind::StreamFormat,
                     QCoreApplication::translate("Http", "The answer is too large."),
                     u"longer than %1 bytes"_s.arg(request.bodyLimit));
    }
    release();
    timer.stop();

    if (const std::optional<milliseconds> pause = pauseFor(why)) {
        state = State::Pausing;
        ++repetitions;
        forget();
        if (http.m_log)
            http.m_log->repeating(id, repetitions, *pause);
        timer.start(*pause);
        Q_EMIT q.repeating(repetitions, *pause);
        return;
    }
    if (std::exchange(refused, false) && !why && signInAgain())
        return;
    handOver(why);
}

void HttpExchange::Private::handOver(const Failure &why)
{
    const QPointer<HttpExchange> alive(&q);
    if (status != 0 && !announced) {
        announced = true;
        Q_EMIT q.headersArrived();
    }
    if (alive && request.stream && !body.isEmpty() && state != State::Finished)
        Q_EMIT q.readyRead();
    if (alive)
        finish(why);
}

/// The answer that was not the last.
void HttpExchange::Private::forget()
{
    status = 0;
    contentType.clear();
    headers.clear();
    body.clear();
}

bool HttpExchange::Private::isShort() const
{
    // The manager takes a closed connection for the end of the body where nothing is left to read.
    // A chunked body that broke off so cannot be told from a whole one here.
    bool hasLength = false;
    const qint64 length = header("Content-Length").toLongLong(&hasLength);
    return hasLength && header("Content-Encoding").isEmpty() && received < length;
}

std::optional<milliseconds> HttpExchange::Private::pauseFor(const Failure &why) const
{
    if (!request.repeat || request.stream || request.method != HttpRequest::Method::Get)
        return {};
    // It will be the same in a second.
    if (!tlsErrors.isEmpty())
        return {};
    const bool unreachable
        = why.kind == Failure::Kind::Network || why.kind == Failure::Kind::ConnectionLost;
    const bool busy = status == 429 || (status >= 502 && status <= 504);
    const bool page = status >= 200 && status < 300 && contentType == "text/html";
    if (!unreachable && (why || !(busy || page)))
        return {};
    const std::optional<std::chrono::seconds> pause
        = pauseBefore(Repeatable::Get, repetitions + 1, q.retryAfter());
    if (!pause)
        return {};
    return http.second() * pause->count();
}

void HttpExchange::Private::timedOut()
{
    if (state == State::Pausing) {
        begin();
        return;
    }
    if (limitsSilence()) {
        // Restarting a timer with every byte costs more than reading the byte, so the timer asks
        // how long it has been. A full buffer is the reader's silence, not the server's.
        const bool isFull
            = request.stream && !refused && reply && reply->bytesAvailable() >= kStreamBuffer;
        noticeSleep();
        const milliseconds silence(isFull ? 0 : sinceByte.elapsed());
        const milliseconds most = hasSlept ? std::min(limit(), kAwake * http.second()) : limit();
        if (silence < most) {
            watchSilence(most - silence);
            return;
        }
        if (hasSlept) {
            finish(failed(Failure::Kind::ConnectionLost,
                          QCoreApplication::translate("Http", "The computer was asleep."),
                          u"nothing for %1 s since it woke"_s.arg(double(most.count()) / 1000)));
            return;
        }
    }
    finish(failed(Failure::Kind::Silence, {},
                  u"nothing for %1 s"_s.arg(double(limit().count()) / 1000)));
}

/// Looks again when \p left is over, and meanwhile whether the computer slept.
void HttpExchange::Private::watchSilence(milliseconds left)
{
    sinceLook.start();
    looked = http.m_now();
    timer.start(std::min(left, kLook * http.second()));
}

void HttpExchange::Private::noticeSleep()
{
    if (!sinceLook.isValid())
        return;
    const qint64 slept = looked.msecsTo(http.m_now()) - sinceLook.elapsed();
    if (slept < kSleep.count())
        return;
    qCInfo(lcNet) << "the computer slept for" << slept / 1000 << "s";
    hasSlept = true;
    sinceByte.restart();
}

void HttpExchange::Private::finish(Failure why)
{
    if (state == State::Finished)
        return;
    if (reply && request.stream && status != 0) {
        body += reply->readAll();
        received += body.size();
    }
    state = State::Finished;
    failure = std::move(why);
    timer.stop();
    release();
    qCDebug(lcNet) << nameOf(method) << url.host() << status << received << "bytes" << failure.kind;
    if (http.m_log)
        http.m_log->finished(id, received, milliseconds(sinceStart.elapsed()), failure);
    const QPointer<HttpExchange> alive(&q);
    Q_EMIT q.finished();
    if (alive)
        q.deleteLater();
}

void HttpExchange::Private::release()
{
    if (!reply)
        return;
    QNetworkReply *gone = std::exchange(reply, nullptr);
    QObject::disconnect(gone, nullptr, &q, nullptr);
    // Deleting it closes the connection too. abort() within one of its own signals makes Qt warn of
    // a second error when a cut connection is noticed afterwards.
    gone->deleteLater();
}

Failure HttpExchange::Private::failed(Failure::Kind kind, const QString &said,
                                      const QString &more) const
{
    // What a server sends can be in it; Failure promises 500 characters at most.
    Failure why(kind, redacted(said).left(kSaid), describe({}));
    if (!more.isEmpty())
        why.detail += u": "_s + redacted(more);
    why.retryAfter = q.retryAfter();
    return why;
}

QByteArray HttpExchange::Private::header(const QByteArray &name) const
{
    for (const auto &[key, value] : headers) {
        if (key.compare(name, Qt::CaseInsensitive) == 0)
            return value;
    }
    return {};
}

QString HttpExchange::Private::describe(const QByteArray &shown) const
{
    QString text = QString::fromLatin1(nameOf(method)) + u' ' + TrafficLog::shown(url);
    if (status != 0)
        text += u' ' + QString::number(status);
    if (!contentType.isEmpty())
        text += u' ' + QString::fromLatin1(contentType);
    text = redacted(text);
    if (!shown.isEmpty()) {
        // Hidden before it is cut: half a secret would not be known as one.
        const QString start = redacted(QString::fromUtf8(shown.left(4 * kShownBody)));
        text += u'\n' + start.left(kShownBody);
    }
    return text;
}

HttpExchange::HttpExchange(Http &http, const HttpRequest &request)
    : QObject(&http)
    , d(std::make_unique<Private>(*this, http, request))
{
}

HttpExchange::~HttpExchange() = default;

int HttpExchange::status() const { return d->status; }

QByteArray HttpExchange::contentType() const { return d->contentType; }

QByteArray HttpExchange::header(const QByteArray &name) const { return d->header(name); }

QUrl HttpExchange::url() const { return d->url; }

QUrl HttpExchange::asked() const { return d->request.url; }

int HttpExchange::repetitions() const { return d->repetitions; }

QByteArray HttpExchange::readAll()
{
    if (!d->request.stream)
        return d->state == Private::State::Finished ? d->body : QByteArray();
    if (d->reply && d->state == Private::State::Receiving) {
        QByteArray bytes = d->reply->readAll();
        d->received += bytes.size();
        return bytes;
    }
    return std::exchange(d->body, {});
}

const Failure &HttpExchange::failure() const { return d->failure; }

QSslCertificate HttpExchange::refusedCertificate() const
{
    return d->tlsErrors.isEmpty() || !d->certificate ? QSslCertificate() : *d->certificate;
}

std::optional<std::chrono::seconds> HttpExchange::retryAfter() const
{
    return serverPause(d->header("Retry-After"), d->header("RateLimit"));
}

QString HttpExchange::describe(const QByteArray &body) const { return d->describe(body); }

void HttpExchange::logEvent(QByteArrayView name, qsizetype bytes)
{
    if (d->http.m_log)
        d->http.m_log->event(d->id, name, bytes);
}

void HttpExchange::abort() { d->finish(d->failed(Failure::Kind::Interrupted, {})); }

HttpExchange *Http::send(const HttpRequest &request)
{
    auto *exchange = new HttpExchange(*this, request);
    exchange->d->begin();
    return exchange;
}

} // namespace spaceline
