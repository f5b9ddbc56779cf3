#pragma once

#include "base/localfile.h"

#include <QList>
#include <QObject>
#include <QPointer>

namespace spaceline {

class ConversationFiles;
class FileCopy;
class HistoryStore;

/// What is attached to the draft of one conversation: copies in its own store, stored at once.
/// Files are copied one after the other on a worker thread, and belong to the draft when all of
/// them is there. Main thread.
class DraftFiles : public QObject {
    Q_OBJECT
public:
    struct Copy {
        LocalFile file; ///< where it will lie
        QString from; ///< the user's own
        qint64 copied = 0; ///< bytes
        qint64 size = 0; ///< bytes
    };

    /// Nothing is owned; all outlive this.
    DraftFiles(HistoryStore &history, ConversationFiles &files, qint64 conversation,
               QObject *parent = nullptr);
    ~DraftFiles() override;

    [[nodiscard]] const QList<LocalFile> &files() const { return m_files; }
    /// Those that are being copied, or wait for it, in their order; the first one is under way.
    [[nodiscard]] const QList<Copy> &copies() const { return m_copies; }
    [[nodiscard]] bool isEmpty() const { return m_files.isEmpty() && m_copies.isEmpty(); }

    /// Begins to copy \p files; each that fails tells failed().
    void attach(const QList<LocalFile> &files);
    /// Attaches something that is no file yet. One sentence where that cannot be; else empty.
    [[nodiscard]] QString attach(const QString &name, const QString &mime,
                                 const QByteArray &content);
    /// Takes \p file from the draft and removes the copy, also one that is not finished.
    void detach(const LocalFile &file);
    /// They belong to a prompt now: nothing is removed.
    void handOver(const QList<LocalFile> &files);

Q_SIGNALS:
    void changed(); ///< files() or copies() are others
    void progressed(); ///< the first copy is further
    void failed(const QString &problem); ///< one sentence

private:
    [[nodiscard]] bool keep(const QList<LocalFile> &files);
    void next();
    void copied();

    HistoryStore &m_history;
    ConversationFiles &m_store;
    qint64 m_conversation;
    QList<LocalFile> m_files;
    QList<Copy> m_copies;
    QPointer<FileCopy> m_copy;
};

} // namespace spaceline
