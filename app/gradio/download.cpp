#include "gradio/download.h"

#include "base/hubendpoint.h"
#include "base/logging.h"
#include "base/redaction.h"
#include "gradio/failuretable.h"
#include "net/http.h"

#include <QCoreApplication>
#include <QFile>
#include <QHostAddress>
#include <QMimeDatabase>
#include <QSaveFile>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace spaceline::gradio {

namespace {

/// As much of an answer that is not the file as is needed to say what it is.
constexpr qsizetype kErrorBody = 64 * 1024;
/// As much of a file as tells its kind.
constexpr qint64 kMagic = 64 * 1024;

QString text(const char *source) { return QCoreApplication::translate("Download", source); }

bool isWebAddress(const QString &path)
{
    return path.startsWith("http://"_L1, Qt::CaseInsensitive)
        || path.startsWith("https://"_L1, Qt::CaseInsensitive);
}

/// This computer, or the network that it is in: what a server on the internet has no business to
/// name.
bool isPrivate(const QUrl &url)
{
    const QString host = url.host().toLower();
    if (host == "localhost"_L1 || host.endsWith(".localhost"_L1) || host.endsWith(".local"_L1)
        || host.endsWith(".internal"_L1))
        return true;
    QHostAddress address(host);
    bool isV4 = false;
    if (const quint32 v4 = address.toIPv4Address(&isV4); isV4)
        address = QHostAddress(v4); // also where it was written as ::ffff:10.0.0.1
    static const QList<QPair<QHostAddress, int>> networks{
        QHostAddress::parseSubnet(u"0.0.0.0/8"_s),
        QHostAddress::parseSubnet(u"10.0.0.0/8"_s),
        QHostAddress::parseSubnet(u"100.64.0.0/10"_s),
        QHostAddress::parseSubnet(u"172.16.0.0/12"_s),
        QHostAddress::parseSubnet(u"192.168.0.0/16"_s),
    };
    return !address.isNull()
        && (address.isLoopback() || address.isLinkLocal() || address.isUniqueLocalUnicast()
            || address.isMulticast() || address == QHostAddress(QHostAddress::AnyIPv6)
            || std::any_of(networks.begin(), networks.end(),
                           [&](const auto &network) { return address.isInSubnet(network); }));
}

QString mimeOf(const QByteArray &start, const QString &name)
{
    const QMimeDatabase database;
    const QMimeType byContent = database.mimeTypeForData(start);
    const QMimeType byName = database.mimeTypeForFile(name, QMimeDatabase::MatchExtension);
    // A name can say more exactly what the content is (a DOCX is a ZIP, source code is text), never
    // something else.
    if (byName.isDefault() || !byName.inherits(byContent.name()))
        return byContent.name();
    // What is shown as a picture must have begun like one.
    return byContent.isDefault() && byName.name().startsWith("image/"_L1) ? byContent.name()
                                                                          : byName.name();
}

} // namespace

Download::Download(Http &http, const QUrl &api, QObject *parent)
    : QObject(parent)
    , m_http(http)
    , m_api(api)
{
}

Download::~Download() { stop(); }

QUrl Download::source(const FileRef &file, const QUrl &api)
{
    QUrl url = file.url.isEmpty() ? QUrl() : api.resolved(file.url);
    // A stream lives at its playlist, not at its path (§7.4).
    if (file.path.isEmpty() || file.stream)
        return url;
    if (isWebAddress(file.path))
        return QUrl(file.path);
    // From `path`, which is always raw; `url` may be wrong or encoded twice (§7.2).
    return api.resolved(
        QUrl(u"file="_s + QString::fromLatin1(QUrl::toPercentEncoding(file.path, "/")),
             QUrl::StrictMode));
}

bool Download::isForeign(const FileRef &file, const QUrl &api)
{
    return originOf(source(file, api)) != originOf(api);
}

void Download::start(const FileRef &file, const QString &targetPath, qint64 limit)
{
    if (m_started) {
        qCWarning(lcGradio) << "a download is started once only";
        return;
    }
    m_started = true;
    m_source = file;
    m_target = targetPath;
    m_limit = limit;
    // Never from within: whoever starts it listens only afterwards.
    QMetaObject::invokeMethod(
        this,
        [this] {
            if (m_done)
                return;
            const qint64 known
                = m_source.content.isEmpty() ? m_source.size : m_source.content.size();
            if (m_limit >= 0 && known > m_limit) {
                tooLarge(known);
                return;
            }
            m_file = std::make_unique<QSaveFile>(m_target);
            if (!m_file->open(QIODevice::WriteOnly)) {
                finish(Failure(Failure::Kind::Download, redacted(m_file->errorString())));
                return;
            }
            if (!m_source.content.isEmpty()) {
                m_file->write(m_source.content);
                m_received = m_source.content.size();
                keep();
                return;
            }
            get(source(m_source, m_api));
        },
        Qt::QueuedConnection);
}

void Download::get(const QUrl &url)
{
    const bool foreign = originOf(url) != originOf(m_api);
    if (foreign && isPrivate(url) && !isPrivate(m_api)) {
        finish(Failure(Failure::Kind::Download,
                       text(QT_TRANSLATE_NOOP("Download",
                                              "The app names a file in your own network, which "
                                              "is not fetched."))));
        return;
    }
    HttpRequest request;
    request.url = url;
    request.stream = true; // handed out as it comes, not kept in memory
    request.accept = "*/*";
    request.anonymous = foreign;
    request.silenceLimit = m_silenceLimit;
    m_errorBody.clear();
    m_exchange = m_http.send(request);
    connect(m_exchange, &HttpExchange::readyRead, this, &Download::onBytes);
    connect(m_exchange, &HttpExchange::finished, this, &Download::onEnded);
}

void Download::onBytes()
{
    const QByteArray bytes = m_exchange->readAll();
    if (m_exchange->status() != 200) {
        m_errorBody += bytes.left(kErrorBody - m_errorBody.size());
        return;
    }
    bool ok = false;
    qint64 total = m_exchange->header("Content-Length").toLongLong(&ok);
    if (!ok)
        total = m_source.size;
    m_received += bytes.size();
    if (m_limit >= 0 && (m_received > m_limit || (ok && total > m_limit))) {
        stop();
        tooLarge(ok ? total : -1);
        return;
    }
    if (m_file->write(bytes) != bytes.size()) {
        const QString why = m_file->errorString();
        stop();
        finish(Failure(Failure::Kind::Download, redacted(why)));
        return;
    }
    if (!bytes.isEmpty())
        Q_EMIT progressed(m_received, total);
}

void Download::onEnded()
{
    onBytes();
    HttpExchange *exchange = m_exchange;
    if (!exchange)
        return;
    m_exchange.clear();
    const int status = exchange->status();
    if (status == 200 && !exchange->failure()) {
        keep();
        return;
    }
    const bool elsewhere = status == 403 || status == 404;
    const QUrl told = m_source.url.isEmpty() ? QUrl() : m_api.resolved(m_source.url);
    if (elsewhere && !m_triedUrl && originOf(told) == originOf(m_api) && told != exchange->url()) {
        m_triedUrl = true;
        get(told);
        return;
    }
    if (const QUrl there = onReplica(); elsewhere && !m_triedReplica && there.isValid()) {
        m_triedReplica = true;
        get(there);
        return;
    }
    Failure failure = exchange->failure();
    if (!failure || status >= 300)
        failure = failureOf(*exchange, m_errorBody, Asked::Other);
    if (status >= 200 && status != 401 && status != 429 && failure.kind != Failure::Kind::Silence
        && failure.kind != Failure::Kind::ConnectionLost)
        failure.kind = Failure::Kind::Download;
    finish(failure);
}

/// The file where the copy of the app has it that made the reply: a file is on one copy only, and
/// the proxy may ask another (failures.md F17). Invalid where there are no copies.
QUrl Download::onReplica() const
{
    const QString replica = m_http.replicaOf(m_api);
    QUrl url = source(m_source, m_api);
    if (replica.isEmpty() || originOf(url) != originOf(m_api))
        return {};
    const QString path = url.path(QUrl::FullyEncoded);
    url.setPath(u"/--replicas/"_s + replica + path, QUrl::TolerantMode);
    return url;
}

void Download::tooLarge(qint64 size)
{
    m_tooLarge = true;
    m_size = size;
    finish(Failure(
        Failure::Kind::Download,
        text(QT_TRANSLATE_NOOP("Download", "The file is larger than the limit in Settings."))));
}

void Download::keep()
{
    if (!m_file->commit()) {
        finish(Failure(Failure::Kind::Download, redacted(m_file->errorString())));
        return;
    }
    m_file.reset();
    QFile written(m_target);
    if (written.open(QIODevice::ReadOnly))
        m_mime = mimeOf(written.read(kMagic), m_source.name);
    m_size = m_received;
    finish({});
}

void Download::cancel()
{
    stop();
    finish(Failure(Failure::Kind::Interrupted));
}

void Download::stop()
{
    if (!m_exchange)
        return;
    m_exchange->disconnect(this);
    m_exchange->abort();
    m_exchange.clear();
}

void Download::finish(Failure failure)
{
    if (m_done)
        return;
    m_done = true;
    m_failure = std::move(failure);
    // What was written so far goes away with it.
    m_file.reset();
    Q_EMIT finished();
    deleteLater();
}

} // namespace spaceline::gradio
