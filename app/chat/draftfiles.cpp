#include "chat/draftfiles.h"

#include "base/logging.h"
#include "chat/conversationfiles.h"
#include "store/filecopy.h"
#include "store/filestore.h"
#include "store/historystore.h"

#include <QFile>
#include <QFileInfo>

#include <algorithm>

namespace spaceline {

DraftFiles::DraftFiles(HistoryStore &history, ConversationFiles &files, qint64 conversation,
                       QObject *parent)
    : QObject(parent)
    , m_history(history)
    , m_store(files)
    , m_conversation(conversation)
    , m_files(history.draftFiles(conversation))
{
}

DraftFiles::~DraftFiles()
{
    delete m_copy;
    for (const Copy &copy : std::as_const(m_copies))
        QFile::remove(copy.file.path);
}

void DraftFiles::attach(const QList<LocalFile> &files)
{
    QStringList problems;
    for (const LocalFile &file : files) {
        // An empty one keeps the place, and is readable by its owner alone, as the copy will be.
        QString problem;
        const LocalFile place = m_store.written(file.name, file.mime, {}, &problem);
        if (problem.isEmpty())
            m_copies.append(
                {{place.path, file.name, file.mime}, file.path, 0, QFileInfo(file.path).size()});
        else
            problems += ConversationFiles::notCopied(file.name);
    }
    Q_EMIT changed();
    if (!problems.isEmpty())
        Q_EMIT failed(problems.constFirst());
    next();
}

QString DraftFiles::attach(const QString &name, const QString &mime, const QByteArray &content)
{
    QString problem;
    const LocalFile file = m_store.written(name, mime, content, &problem);
    if (!problem.isEmpty())
        return problem;
    if (keep(m_files + QList{file}))
        return {};
    problem = m_history.lastError();
    QFile::remove(file.path);
    return problem;
}

void DraftFiles::detach(const LocalFile &file)
{
    QList<LocalFile> left = m_files;
    if (left.removeOne(file)) {
        if (keep(left))
            FileStore::removeSoon(file.path);
        return;
    }
    const auto copy = std::find_if(m_copies.begin(), m_copies.end(),
                                   [&file](const Copy &one) { return one.file == file; });
    if (copy == m_copies.end())
        return;
    if (copy == m_copies.begin())
        delete m_copy;
    m_copies.erase(copy);
    QFile::remove(file.path);
    Q_EMIT changed();
    next();
}

void DraftFiles::handOver(const QList<LocalFile> &files)
{
    QList<LocalFile> left = m_files;
    left.removeIf([&files](const LocalFile &file) { return files.contains(file); });
    if (left != m_files && !keep(left))
        qCWarning(lcStore) << "files that were sent are still attached to the draft";
}

bool DraftFiles::keep(const QList<LocalFile> &files)
{
    if (!m_history.setDraftFiles(m_conversation, files))
        return false;
    m_files = files;
    Q_EMIT changed();
    return true;
}

void DraftFiles::next()
{
    if (m_copy || m_copies.isEmpty())
        return;
    const Copy &first = m_copies.constFirst();
    m_copy = new FileCopy(first.from, first.file.path, this);
    connect(m_copy, &FileCopy::progressed, this, [this](qint64 copied, qint64 size) {
        m_copies.first().copied = copied;
        m_copies.first().size = size;
        Q_EMIT progressed();
    });
    connect(m_copy, &FileCopy::finished, this, &DraftFiles::copied);
    m_copy->start();
}

void DraftFiles::copied()
{
    const Copy copy = m_copies.takeFirst();
    const QString error = m_copy->error();
    m_copy->deleteLater();
    m_copy.clear();
    if (!error.isEmpty())
        qCWarning(lcStore) << "an attached file could not be copied";
    if (!error.isEmpty() || !keep(m_files + QList{copy.file})) {
        QFile::remove(copy.file.path);
        Q_EMIT changed();
        Q_EMIT failed(error.isEmpty() ? m_history.lastError()
                                      : ConversationFiles::notCopied(copy.file.name));
    }
    next();
}

} // namespace spaceline
