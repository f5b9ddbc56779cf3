#pragma once

#include "base/failure.h"
#include "base/fileref.h"

#include <QObject>
#include <QPointer>
#include <QString>
#include <QUrl>

#include <chrono>
#include <memory>

class QSaveFile;

namespace spaceline {
class Http;
class HttpExchange;
} // namespace spaceline

namespace spaceline::gradio {

/// A file that a reply names becomes a file of this computer (gradio-protocol.md §7.2–7.4).
///
/// It is written beside its target under another name and put in its place when it is whole, so a
/// target is never half a file. Every path ends in exactly one finished(), then the job deletes
/// itself; keep it in a QPointer. Lives in the thread of its Http.
class Download : public QObject {
    Q_OBJECT
public:
    /// \p http is not owned and outlives the job. \p api ends in a slash.
    Download(Http &http, const QUrl &api, QObject *parent = nullptr);
    ~Download() override;

    /// Where \p file is fetched from; invalid where it is nowhere. Its `content` is not considered.
    [[nodiscard]] static QUrl source(const FileRef &file, const QUrl &api);
    /// \p file lies with another host than the app's: it is asked without token and cookies, and
    /// not at all where it is in a private network that the app itself is not in.
    [[nodiscard]] static bool isForeign(const FileRef &file, const QUrl &api);

    /// Writes \p file to \p targetPath, whose folder exists; a file that is there is replaced. More
    /// than \p limit bytes are not fetched; -1: no limit. Once only; a second start is logged and
    /// ignored.
    void start(const FileRef &file, const QString &targetPath, qint64 limit);
    /// Ends in failure Interrupted; nothing is left behind. Safe at any time.
    void cancel();
    /// Longest time without a byte. Default: 60 s.
    void setSilenceLimit(std::chrono::milliseconds limit) { m_silenceLimit = limit; }

    /// F17 with the server's or the system's words in `said`, or what kept the request from being
    /// answered.
    [[nodiscard]] const Failure &failure() const { return m_failure; }
    /// It failed because of the limit: it can be fetched with a higher one.
    [[nodiscard]] bool isTooLarge() const { return m_tooLarge; }
    /// What the file is by its content, then by its name: "image/png". Empty after a failure.
    [[nodiscard]] QString mime() const { return m_mime; }
    /// Bytes; of a file that is too large what the server announced, -1 where it said nothing.
    [[nodiscard]] qint64 size() const { return m_size; }

Q_SIGNALS:
    void progressed(qint64 received, qint64 total); ///< bytes; \p total is -1 where unknown
    void finished(); ///< always the last signal, never from within start()

private:
    void get(const QUrl &url);
    [[nodiscard]] QUrl onReplica() const;
    void onBytes();
    void onEnded();
    void tooLarge(qint64 size);
    void keep();
    void stop();
    void finish(Failure failure);

    Http &m_http;
    QUrl m_api;
    FileRef m_source;
    QString m_target;
    qint64 m_limit = -1;
    QPointer<HttpExchange> m_exchange;
    std::unique_ptr<QSaveFile> m_file;
    QByteArray m_errorBody; ///< of an answer that is not the file
    qint64 m_received = 0;
    bool m_triedUrl = false; ///< the server's own `url`, after the one made of `path`
    bool m_triedReplica = false; ///< the copy of the app that made the reply, after both
    Failure m_failure;
    QString m_mime;
    qint64 m_size = -1;
    std::chrono::milliseconds m_silenceLimit = std::chrono::seconds(60);
    bool m_tooLarge = false;
    bool m_started = false;
    bool m_done = false;
};

} // namespace spaceline::gradio
