#pragma once

#include <QString>

namespace spaceline {

/// Where the files of conversations lie: a folder (mode 0700) of its own for each below one folder.
/// What a file is called there never leaves its conversation's folder. Any thread, but one at a
/// time.
class FileStore {
public:
    /// \p folder, absolute; made when the first file needs it.
    explicit FileStore(QString folder);

    [[nodiscard]] QString folder() const { return m_folder; }
    /// Absolute path for a file that \p name describes: safeFileName(), numbered where that is
    /// taken. The folder is there, the file is not: the caller writes it. Empty where the folder
    /// cannot be made.
    [[nodiscard]] QString place(qint64 conversation, const QString &name) const;
    /// Makes a file that was written readable by its owner alone (0600).
    static bool makePrivate(const QString &path);
    /// Removes a file of the store, on a worker thread: one of gigabytes takes a second.
    static void removeSoon(const QString &path);
    /// Removes all files of \p conversation. True where nothing is left of them.
    bool removeConversation(qint64 conversation) const;

private:
    [[nodiscard]] QString folderOf(qint64 conversation) const;

    QString m_folder;
};

} // namespace spaceline
