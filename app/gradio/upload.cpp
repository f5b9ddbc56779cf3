#include "gradio/upload.h"

#include "base/logging.h"
#include "gradio/config.h"
#include "net/http.h"

#include <QMetaObject>

namespace spaceline::gradio {

Upload::Upload(Http &http, const Config &config, const QUrl &api, QObject *parent)
    : QObject(parent)
    , m_http(http)
    , m_config(config)
    , m_api(api)
{
}

Upload::~Upload() = default;

void Upload::start(const QList<LocalFile> &files)
{
    if (m_started) {
        qCWarning(lcGradio) << "an upload is started once only";
        return;
    }
    m_started = true;
    m_files = files;
    (void)m_http;
    (void)m_config;
    QMetaObject::invokeMethod(
        this, [this] { finish(m_files.isEmpty() ? Failure() : Failure(Failure::Kind::Upload)); },
        Qt::QueuedConnection);
}

void Upload::cancel() { finish(Failure(Failure::Kind::Interrupted)); }

void Upload::finish(Failure failure)
{
    if (m_done)
        return;
    m_done = true;
    m_failure = std::move(failure);
    Q_EMIT finished();
    deleteLater();
}

} // namespace spaceline::gradio
