#pragma once

#include "base/fileref.h"
#include "base/localfile.h"
#include "store/storedfile.h"

#include <QList>
#include <QObject>
#include <QPointer>
#include <QUrl>

#include <vector>

namespace spaceline {

class FileStore;
class HistoryStore;
class Http;

namespace gradio {
class Download;
}

/// The files of one conversation: attached ones are copied into its own store, those of replies are
/// fetched into it one after the other. Rows are in the database before a byte moves. Main thread.
class ConversationFiles : public QObject {
    Q_OBJECT
public:
    /// Nothing is owned; all outlive this.
    ConversationFiles(Http &http, HistoryStore &history, const FileStore &store,
                      qint64 conversation, QObject *parent = nullptr);
    ~ConversationFiles() override;

    /// \p files in the store: those \p there lie in it already, the others are copied. On failure
    /// nothing is left of the copies, and \p problem is one sentence.
    [[nodiscard]] QList<LocalFile> kept(const QList<LocalFile> &files,
                                        const QList<LocalFile> &there, QString *problem) const;
    /// \p content as a file in the store. On failure nothing is left, and \p problem is one
    /// sentence.
    [[nodiscard]] LocalFile written(const QString &name, const QString &mime,
                                    const QByteArray &content, QString *problem) const;
    /// That \p name could not be copied, in one sentence.
    [[nodiscard]] static QString notCopied(const QString &name);
    /// Removes the copies that kept() made.
    static void discard(const QList<LocalFile> &kept, const QList<LocalFile> &there);
    /// Writes rows for files of the store; they belong to \p prompt.
    void attach(qint64 prompt, const QList<LocalFile> &copies);
    /// What was attached to \p prompt and is still there.
    [[nodiscard]] QList<LocalFile> attachedTo(qint64 prompt) const;

    /// Writes rows for the files of \p reply and fetches them; more than \p limit bytes are not
    /// fetched. \p api ends in a slash.
    void fetch(qint64 reply, const std::vector<FileRef> &files, const QUrl &api, qint64 limit);
    /// Fetches what an earlier run of the program left to be fetched, likewise.
    void fetchWaiting(const QUrl &api, qint64 limit);
    /// What nobody is fetching will not be fetched by itself any more.
    void giveUpWaiting();
    /// Fetches \p file after all, whatever its size. Nothing where it is there or under way.
    void fetchAgain(const StoredFile &file, const QUrl &api);

Q_SIGNALS:
    /// Rows of \p message are others than before.
    void changed(qint64 message);
    /// \p done is 0..1 for \p file of \p message, -1 where that is unknown.
    void progressed(qint64 message, qint64 file, double done);

private:
    struct Job {
        StoredFile file;
        QUrl api;
        qint64 limit = -1;
    };
    [[nodiscard]] bool linked(const QString &path, const QString &place) const;
    [[nodiscard]] bool isUnderWay(qint64 file) const;
    void next();
    void fetched();

    Http &m_http;
    HistoryStore &m_history;
    const FileStore &m_store;
    qint64 m_conversation;
    std::vector<Job> m_waiting; ///< the first one is under way where m_download is
    QString m_target;
    QPointer<gradio::Download> m_download;
};

} // namespace spaceline
