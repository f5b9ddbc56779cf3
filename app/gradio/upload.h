#pragma once

#include "base/failure.h"
#include "base/localfile.h"

#include <QJsonArray>
#include <QObject>
#include <QPointer>
#include <QTimer>
#include <QUrl>

#include <chrono>

namespace spaceline {
class Http;
class HttpExchange;
} // namespace spaceline

namespace spaceline::gradio {

class Config;

/// Files of this computer become files of the server: `POST API/upload` (gradio-protocol.md §7.1).
///
/// All go in one request, read from disk as they are sent. What is larger than the app takes is not
/// sent at all. Repeated once after a network error, as net/repetition.h says. Every path ends in
/// exactly one finished(), then the job deletes itself; keep it in a QPointer. Lives in the thread
/// of its Http.
class Upload : public QObject {
    Q_OBJECT
public:
    /// Nothing is owned; \p http and \p config outlive the job. \p api ends in a slash.
    Upload(Http &http, const Config &config, const QUrl &api, QObject *parent = nullptr);
    ~Upload() override;

    /// Once only; a second start is logged and ignored. No files is a success at once, told from
    /// the event loop.
    void start(const QList<LocalFile> &files);
    /// Ends in failure Interrupted. Safe at any time.
    void cancel();
    /// Longest time in which no byte is taken and none comes. Default: 60 s.
    void setSilenceLimit(std::chrono::milliseconds limit) { m_silenceLimit = limit; }

    /// The files as the app takes them, in order: FileData with `meta` (§7.2), or 3.x's own form.
    /// Empty before the end and after a failure.
    [[nodiscard]] QJsonArray values() const { return m_values; }
    /// F16 with a sentence that names the file in `said`, or what kept the request from being
    /// answered.
    [[nodiscard]] const Failure &failure() const { return m_failure; }

Q_SIGNALS:
    void progressed(qint64 sent, qint64 total); ///< bytes of all files and what frames them
    /// The server no longer knows the user, who is being signed in again.
    void signingIn();
    /// It is sent again after \p pause.
    void repeating(int attempt, std::chrono::milliseconds pause);
    void finished(); ///< always the last signal, never from within start()

private:
    void send();
    void answered();
    [[nodiscard]] Failure check();
    void finish(Failure failure);

    Http &m_http;
    const Config &m_config;
    QUrl m_api;
    QPointer<HttpExchange> m_exchange;
    QList<LocalFile> m_files;
    QList<qint64> m_sizes; ///< of m_files, when they were checked
    QTimer m_pause; ///< before a repetition
    qint64 m_sent = 0; ///< of the running request
    int m_attempts = 0;
    QJsonArray m_values;
    Failure m_failure;
    std::chrono::milliseconds m_silenceLimit = std::chrono::seconds(60);
    bool m_started = false;
    bool m_done = false;
};

} // namespace spaceline::gradio
