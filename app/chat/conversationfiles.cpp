#include "chat/conversationfiles.h"

#include "base/filename.h"
#include "base/logging.h"
#include "gradio/download.h"
#include "store/filestore.h"
#include "store/historystore.h"

#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <filesystem>

using namespace Qt::Literals::StringLiterals;

namespace spaceline {

namespace {

FileKind kindOf(const QString &mime, FileKind told)
{
    if (mime.startsWith("image/"_L1))
        return FileKind::Image;
    if (mime.startsWith("audio/"_L1))
        return FileKind::Audio;
    if (mime.startsWith("video/"_L1))
        return FileKind::Video;
    // What is none of them by its content is not shown as one.
    return mime.isEmpty() ? told : FileKind::File;
}

} // namespace

ConversationFiles::ConversationFiles(Http &http, HistoryStore &history, const FileStore &store,
                                     qint64 conversation, QObject *parent)
    : QObject(parent)
    , m_http(http)
    , m_history(history)
    , m_store(store)
    , m_conversation(conversation)
{
}

ConversationFiles::~ConversationFiles()
{
    // Its job deletes itself, but must not outlive the Http.
    delete m_download;
}

bool ConversationFiles::linked(const QString &path, const QString &place) const
{
    // What lies in the store never changes: a second name is as good as a copy, and takes no time.
    if (!path.startsWith(m_store.folder() + u'/'))
        return false;
    std::error_code error;
    std::filesystem::create_hard_link(std::filesystem::path(path.toStdU16String()),
                                      std::filesystem::path(place.toStdU16String()), error);
    return !error;
}

QList<LocalFile> ConversationFiles::kept(const QList<LocalFile> &files,
                                         const QList<LocalFile> &there, QString *problem) const
{
    QList<LocalFile> kept;
    for (const LocalFile &file : files) {
        if (there.contains(file)) {
            if (QFileInfo(file.path).isFile()) {
                kept.append(file);
                continue;
            }
            *problem = tr("The file “%1” is no longer there.").arg(file.name);
        } else {
            const QString place = m_store.place(m_conversation, file.name);
            if (!place.isEmpty() && (linked(file.path, place) || QFile::copy(file.path, place))) {
                kept.append({place, file.name, file.mime});
                if (FileStore::makePrivate(place))
                    continue;
            }
            qCWarning(lcStore) << "an attached file could not be copied";
            *problem = notCopied(file.name);
        }
        discard(kept, there);
        return {};
    }
    return kept;
}

LocalFile ConversationFiles::written(const QString &name, const QString &mime,
                                     const QByteArray &content, QString *problem) const
{
    const QString place = m_store.place(m_conversation, name);
    QFile file(place);
    const bool isWritten = !place.isEmpty() && file.open(QIODevice::WriteOnly | QIODevice::NewOnly)
        && FileStore::makePrivate(place) && file.write(content) == content.size() && file.flush();
    if (isWritten)
        return {place, QFileInfo(place).fileName(), mime};
    qCWarning(lcStore) << "what was pasted could not be written";
    *problem = tr("The file “%1” could not be written into the conversation.").arg(name);
    if (file.isOpen())
        file.remove();
    return {};
}

QString ConversationFiles::notCopied(const QString &name)
{
    return tr("The file “%1” could not be copied into the conversation.").arg(name);
}

void ConversationFiles::discard(const QList<LocalFile> &kept, const QList<LocalFile> &there)
{
    for (const LocalFile &file : kept) {
        if (!file.path.isEmpty() && !there.contains(file))
            QFile::remove(file.path);
    }
}

void ConversationFiles::attach(qint64 prompt, const QList<LocalFile> &copies)
{
    for (const LocalFile &copy : copies) {
        StoredFile row;
        row.message = prompt;
        row.kind = kindOf(copy.mime, FileKind::File);
        row.name = safeFileName(copy.name);
        row.mime = copy.mime;
        row.path = copy.path;
        row.size = QFileInfo(copy.path).size();
        m_history.addFile(row);
    }
    if (!copies.isEmpty())
        Q_EMIT changed(prompt);
}

QList<LocalFile> ConversationFiles::attachedTo(qint64 prompt) const
{
    QList<LocalFile> result;
    const QList<StoredFile> rows = m_history.files(prompt);
    for (const StoredFile &row : rows) {
        if (row.state == StoredFile::State::Present)
            result.append({row.path, row.name, row.mime});
    }
    return result;
}

void ConversationFiles::fetch(qint64 reply, const std::vector<FileRef> &files, const QUrl &api,
                              qint64 limit)
{
    for (const FileRef &file : files) {
        StoredFile row;
        row.message = reply;
        row.kind = file.kind;
        row.state = StoredFile::State::Waiting;
        row.name = safeFileName(file.name);
        row.mime = file.mime;
        row.caption = file.caption;
        row.size = file.size;
        row.source = file;
        row.id = m_history.addFile(row);
        if (row.id != 0)
            m_waiting.push_back({row, api, limit});
    }
    if (files.empty())
        return;
    Q_EMIT changed(reply);
    next();
}

void ConversationFiles::fetchWaiting(const QUrl &api, qint64 limit)
{
    const QList<StoredFile> files = m_history.waitingFiles(m_conversation);
    for (const StoredFile &file : files) {
        if (!isUnderWay(file.id))
            m_waiting.push_back({file, api, limit});
    }
    next();
}

void ConversationFiles::giveUpWaiting()
{
    const QList<StoredFile> files = m_history.waitingFiles(m_conversation);
    for (StoredFile file : files) {
        if (isUnderWay(file.id))
            continue;
        file.state = StoredFile::State::Missing;
        m_history.updateFile(file);
        Q_EMIT changed(file.message);
    }
}

bool ConversationFiles::isUnderWay(qint64 file) const
{
    return std::any_of(m_waiting.begin(), m_waiting.end(),
                       [file](const Job &job) { return job.file.id == file; });
}

void ConversationFiles::fetchAgain(const StoredFile &file, const QUrl &api)
{
    if (file.id == 0 || file.state == StoredFile::State::Present || isUnderWay(file.id))
        return;
    StoredFile row = file;
    row.state = StoredFile::State::Waiting;
    m_history.updateFile(row);
    m_waiting.push_back({row, api, -1});
    Q_EMIT changed(row.message);
    next();
}

void ConversationFiles::next()
{
    if (m_download || m_waiting.empty())
        return;
    const Job &job = m_waiting.front();
    m_target = m_store.place(m_conversation, job.file.name);
    m_download = new gradio::Download(m_http, job.api, this);
    connect(m_download, &gradio::Download::progressed, this, [this](qint64 received, qint64 total) {
        const StoredFile &file = m_waiting.front().file;
        Q_EMIT progressed(file.message, file.id, total > 0 ? double(received) / double(total) : -1);
    });
    connect(m_download, &gradio::Download::finished, this, &ConversationFiles::fetched);
    m_download->start(job.file.source, m_target, job.limit);
}

void ConversationFiles::fetched()
{
    StoredFile row = m_waiting.front().file;
    m_waiting.erase(m_waiting.begin());
    if (m_download->failure()) {
        qCInfo(lcChat) << "a file was not fetched:" << m_download->failure().code();
        row.state
            = m_download->isTooLarge() ? StoredFile::State::TooLarge : StoredFile::State::Missing;
        if (m_download->size() >= 0)
            row.size = m_download->size();
    } else {
        FileStore::makePrivate(m_target);
        row.state = StoredFile::State::Present;
        row.path = m_target;
        row.mime = m_download->mime();
        row.kind = kindOf(row.mime, row.kind);
        row.size = m_download->size();
    }
    m_download.clear();
    m_history.updateFile(row);
    Q_EMIT changed(row.message);
    next();
}

} // namespace spaceline
