#include "cli/filefetcher.h"

#include "base/filename.h"
#include "gradio/download.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

using namespace Qt::Literals::StringLiterals;

namespace spaceline::cli {

namespace {

/// Makes an empty file in \p folder, so that nobody else takes the name. Its path; empty where none
/// can be made.
QString reserved(const QString &folder, const QString &wanted)
{
    const QFileInfo name(safeFileName(wanted));
    const QString suffix = name.suffix().isEmpty() ? QString() : u'.' + name.suffix();
    for (int number = 1; number < 10'000; ++number) {
        const QString counted = number == 1 ? QString() : u'-' + QString::number(number);
        QFile file(QDir(folder).filePath(name.completeBaseName() + counted + suffix));
        if (file.open(QIODevice::WriteOnly | QIODevice::NewOnly))
            return file.fileName();
        if (!file.exists())
            return {};
    }
    return {};
}

} // namespace

FileFetcher::FileFetcher(Http &http, QString folder, QObject *parent)
    : QObject(parent)
    , m_http(http)
    , m_folder(std::move(folder))
{
}

void FileFetcher::start(const std::vector<FileRef> &files, const QUrl &api)
{
    m_files = files;
    m_api = api;
    m_paths.clear();
    m_mimes.clear();
    m_failure = {};
    next();
}

void FileFetcher::next()
{
    if (size_t(m_paths.size()) == m_files.size() || m_isCancelled) {
        Q_EMIT finished();
        return;
    }
    const FileRef &file = m_files[size_t(m_paths.size())];
    m_target = reserved(m_folder, file.name);
    if (m_target.isEmpty()) {
        m_failure = Failure(Failure::Kind::Download,
                            u"Nothing can be written to the folder %1."_s.arg(m_folder));
        Q_EMIT finished();
        return;
    }
    m_download = new gradio::Download(m_http, m_api, this);
    connect(m_download, &gradio::Download::finished, this, &FileFetcher::fetched);
    m_download->start(file, m_target, -1);
}

void FileFetcher::fetched()
{
    const Failure failure = m_download->failure();
    m_mimes.append(failure ? QString() : m_download->mime());
    m_download.clear();
    if (failure) {
        QFile::remove(m_target);
        if (!m_failure)
            m_failure = failure;
    }
    m_paths.append(failure ? QString() : m_target);
    next();
}

void FileFetcher::cancel()
{
    m_isCancelled = true;
    if (m_download)
        m_download->cancel();
}

} // namespace spaceline::cli
