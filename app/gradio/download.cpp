#include "gradio/download.h"

#include "base/logging.h"
#include "net/http.h"

#include <QFile>
#include <QMetaObject>

using namespace Qt::Literals::StringLiterals;

namespace spaceline::gradio {

Download::Download(Http &http, const QUrl &api, QObject *parent)
    : QObject(parent)
    , m_http(http)
    , m_api(api)
{
}

Download::~Download() = default;

QUrl Download::source(const FileRef &file, const QUrl &api)
{
    return api.resolved(
        QUrl(u"file="_s + QString::fromLatin1(QUrl::toPercentEncoding(file.path, "/"))));
}

bool Download::isForeign(const FileRef &file, const QUrl &api)
{
    return source(file, api).host() != api.host();
}

void Download::start(const FileRef &, const QString &, qint64)
{
    if (m_started) {
        qCWarning(lcGradio) << "a download is started once only";
        return;
    }
    m_started = true;
    (void)m_http;
    QMetaObject::invokeMethod(
        this, [this] { finish(Failure(Failure::Kind::Download)); }, Qt::QueuedConnection);
}

void Download::cancel() { finish(Failure(Failure::Kind::Interrupted)); }

void Download::finish(Failure failure)
{
    if (m_done)
        return;
    m_done = true;
    m_failure = std::move(failure);
    Q_EMIT finished();
    deleteLater();
}

} // namespace spaceline::gradio
