#include "gradio/upload.h"

#include "base/logging.h"
#include "base/redaction.h"
#include "gradio/config.h"
#include "gradio/failuretable.h"
#include "gradio/json.h"
#include "net/http.h"
#include "net/repetition.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QJsonObject>
#include <QLocale>
#include <QUuid>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace spaceline::gradio {

namespace {

QString text(const char *source) { return QCoreApplication::translate("Upload", source); }

/// \p name between the quotes of `filename="…"`: raw UTF-8, which every server reads, and nothing
/// that would end the quotes or the line (§7.1).
QByteArray quoted(const QString &name)
{
    QString safe;
    for (const QChar c : name) {
        if (c == u'"' || c == u'\\')
            safe += u'\\';
        safe += c.category() == QChar::Other_Control ? QChar(u' ') : c;
    }
    // An empty name would make the server think of a form's plain field.
    return safe.isEmpty() ? "file"_ba : safe.toUtf8();
}

/// A header's value can hold no line end.
QByteArray contentTypeOf(const LocalFile &file)
{
    const QByteArray type = file.mime.toLatin1();
    const bool usable = !type.isEmpty()
        && std::none_of(type.begin(), type.end(), [](char c) { return c <= ' ' || c > '~'; });
    return usable ? type : "application/octet-stream"_ba;
}

/// What the server answered as a value that the app takes. The name is ours: the server's has lost
/// its strange characters.
QJsonObject valueOf(const QString &path, const LocalFile &file, qint64 size, bool old)
{
    if (old) {
        // An Image of 3.x takes a data URL and nothing else (§3.1); fileValue() chooses.
        QJsonValue data = QJsonValue::Null;
        if (QFile content(file.path);
            file.mime.startsWith("image/"_L1) && content.open(QIODevice::ReadOnly)) {
            data = QString(u"data:"_s + file.mime + u";base64,"_s
                           + QString::fromLatin1(content.readAll().toBase64()));
        }
        // The type is for us, who choose the input by it; such a server reads nothing of it.
        return {{"name"_L1, path},           {"data"_L1, data},           {"is_file"_L1, true},
                {"orig_name"_L1, file.name}, {"mime_type"_L1, file.mime}, {"size"_L1, size}};
    }
    QJsonObject value{{"path"_L1, path},
                      {"orig_name"_L1, file.name},
                      {"size"_L1, size},
                      {"is_stream"_L1, false},
                      // Without it, it is no file since 5.0 (§7.2).
                      {"meta"_L1, QJsonObject{{"_type"_L1, "gradio.FileData"_L1}}}};
    if (!file.mime.isEmpty())
        value.insert("mime_type"_L1, file.mime);
    return value;
}

} // namespace

Upload::Upload(Http &http, const Config &config, const QUrl &api, QObject *parent)
    : QObject(parent)
    , m_http(http)
    , m_config(config)
    , m_api(api)
{
    m_pause.setSingleShot(true);
    connect(&m_pause, &QTimer::timeout, this, &Upload::send);
}

Upload::~Upload()
{
    if (m_exchange) {
        m_exchange->disconnect(this);
        m_exchange->abort();
    }
}

void Upload::start(const QList<LocalFile> &files)
{
    if (m_started) {
        qCWarning(lcGradio) << "an upload is started once only";
        return;
    }
    m_started = true;
    m_files = files;
    const Failure failure = check();
    if (!failure && !m_files.isEmpty()) {
        send();
        return;
    }
    QMetaObject::invokeMethod(
        this, [this, failure] { finish(failure); }, Qt::QueuedConnection);
}

Failure Upload::check()
{
    const QLocale locale;
    for (const LocalFile &file : std::as_const(m_files)) {
        QFile opened(file.path);
        if (!QFileInfo(file.path).isFile() || !opened.open(QIODevice::ReadOnly)) {
            return Failure(Failure::Kind::Upload,
                           text(QT_TRANSLATE_NOOP("Upload", "“%1” cannot be read.")).arg(file.name),
                           redacted(opened.errorString()));
        }
        if (m_config.maxFileSize() >= 0 && opened.size() > m_config.maxFileSize()) {
            return Failure(
                Failure::Kind::Upload,
                text(QT_TRANSLATE_NOOP("Upload", "“%1” has %2, but the app takes %3 at most."))
                    .arg(file.name, locale.formattedDataSize(opened.size()),
                         locale.formattedDataSize(m_config.maxFileSize())));
        }
        m_sizes.append(opened.size());
    }
    return {};
}

void Upload::send()
{
    const QByteArray boundary
        = "spaceline-" + QUuid::createUuid().toString(QUuid::Id128).toLatin1();
    HttpRequest request;
    request.method = HttpRequest::Method::Post;
    request.url = m_api.resolved(QUrl(u"upload"_s));
    request.contentType = "multipart/form-data; boundary=" + boundary;
    request.totalLimit = {}; // as long as bytes move
    request.silenceLimit = m_silenceLimit;
    for (qsizetype i = 0; i < m_files.size(); ++i) {
        const QByteArray head = (i > 0 ? "\r\n--" : "--") + boundary
            + "\r\nContent-Disposition: form-data; name=\"files\"; filename=\""
            + quoted(m_files[i].name) + "\"\r\nContent-Type: " + contentTypeOf(m_files[i])
            + "\r\n\r\n";
        request.files.append({head, {}, 0});
        request.files.append({{}, m_files[i].path, m_sizes[i]});
    }
    request.files.append({"\r\n--" + boundary + "--\r\n", {}, 0});
    const qint64 total = FilesBody::sizeOf(request.files);
    m_exchange = m_http.send(request);
    connect(m_exchange, &HttpExchange::signingIn, this, &Upload::signingIn);
    m_sent = 0;
    connect(m_exchange, &HttpExchange::sent, this, [this, total](qint64 bytes, qint64) {
        // When all was sent, the manager begins again with 0.
        if (m_done || bytes <= m_sent)
            return;
        m_sent = bytes;
        Q_EMIT progressed(bytes, total);
    });
    connect(m_exchange, &HttpExchange::finished, this, &Upload::answered);
}

void Upload::answered()
{
    HttpExchange *exchange = m_exchange;
    m_exchange.clear();
    const QByteArray body = exchange->readAll();
    Failure failure = failureOf(*exchange, body, Asked::Other);
    const int status = exchange->status();
    const bool network
        = failure.kind == Failure::Kind::Network || failure.kind == Failure::Kind::ConnectionLost;
    if (network) {
        if (const auto pause = pauseBefore(Repeatable::Upload, m_attempts + 1)) {
            ++m_attempts;
            const std::chrono::milliseconds length = pause->count() * m_http.second();
            m_pause.start(length);
            Q_EMIT repeating(m_attempts, length);
            return;
        }
    }
    if (status == 400 || status == 413 || status == 422)
        failure.kind = Failure::Kind::Upload;
    if (failure) {
        finish(failure);
        return;
    }
    const QJsonArray paths = parseJson(body).array();
    const bool whole = paths.size() == m_files.size()
        && std::all_of(paths.begin(), paths.end(),
                       [](const QJsonValue &path) { return !path.toString().isEmpty(); });
    if (!whole) {
        finish(Failure(Failure::Kind::Upload,
                       text(QT_TRANSLATE_NOOP("Upload",
                                              "The server does not say where it put "
                                              "the files.")),
                       exchange->describe(body)));
        return;
    }
    const bool old = m_config.protocol() == Protocol::WebSocket;
    for (qsizetype i = 0; i < m_files.size(); ++i)
        m_values.append(valueOf(paths[i].toString(), m_files[i], m_sizes[i], old));
    finish({});
}

void Upload::cancel()
{
    if (m_exchange) {
        m_exchange->disconnect(this);
        m_exchange->abort();
        m_exchange.clear();
    }
    finish(Failure(Failure::Kind::Interrupted));
}

void Upload::finish(Failure failure)
{
    if (m_done)
        return;
    m_done = true;
    m_pause.stop();
    m_failure = std::move(failure);
    Q_EMIT finished();
    deleteLater();
}

} // namespace spaceline::gradio
