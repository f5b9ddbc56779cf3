#include "store/filestore.h"

#include "base/filename.h"
#include "base/logging.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QThreadPool>

using namespace Qt::Literals::StringLiterals;

namespace spaceline {

namespace {

constexpr QFile::Permissions kOwnersFolder = QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner;

bool isTaken(const QString &path)
{
    const QFileInfo info(path);
    return info.exists() || info.isSymLink(); // a link to nowhere does not exist, but is there
}

/// True where \p path is a folder, not a link to one, that only its owner can read.
bool makeFolder(const QString &path)
{
    if (QFileInfo(path).isSymLink() || !QDir().mkpath(path))
        return false;
    return QFile::setPermissions(path, kOwnersFolder);
}

} // namespace

FileStore::FileStore(QString folder) : m_folder(std::move(folder)) { }

QString FileStore::folderOf(qint64 conversation) const
{
    return m_folder + u'/' + QString::number(conversation);
}

QString FileStore::place(qint64 conversation, const QString &name) const
{
    const QString folder = folderOf(conversation);
    if (m_folder.isEmpty() || conversation <= 0 || !QDir().mkpath(m_folder)
        || !QFile::setPermissions(m_folder, kOwnersFolder) || !makeFolder(folder)) {
        qCWarning(lcStore) << "no folder for the files of conversation" << conversation;
        return {};
    }
    const QString safe = safeFileName(name);
    const qsizetype dot = safe.lastIndexOf(u'.');
    const QString stem = dot > 0 ? safe.left(dot) : safe;
    const QString suffix = dot > 0 ? safe.mid(dot) : QString();
    QString path = folder + u'/' + safe;
    for (int number = 2; isTaken(path); ++number)
        path = folder + u'/' + stem + u'-' + QString::number(number) + suffix;
    return path;
}

bool FileStore::makePrivate(const QString &path)
{
    return QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner);
}

void FileStore::removeSoon(const QString &path)
{
    QThreadPool::globalInstance()->start([path] { QFile::remove(path); });
}

bool FileStore::removeConversation(qint64 conversation) const
{
    if (m_folder.isEmpty() || conversation <= 0)
        return false;
    const QString folder = folderOf(conversation);
    // What a link leads to is not ours to remove.
    if (QFileInfo(folder).isSymLink())
        return QFile::remove(folder);
    return QDir(folder).removeRecursively();
}

} // namespace spaceline
