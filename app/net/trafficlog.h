#pragma once

#include "base/failure.h"
#include "net/credentialsource.h"

#include <QFile>
#include <QObject>
#include <QString>
#include <QStringList>
#include <QUrl>

#include <chrono>

namespace spaceline {

/// What went over the wire, one line for each happening, without secrets: queries show their names
/// only, credentials are named by kind, and every line passes redacted().
///
/// Off until there is a file, keeping() or someone listens to lineAdded(); while off, a call costs
/// one comparison. Lines are English: they are for reports, not for reading along. Lives in the
/// thread of the Http objects that write to it.
class TrafficLog : public QObject {
    Q_OBJECT
public:
    static constexpr qsizetype kKeptLines = 1'000;

    explicit TrafficLog(QObject *parent = nullptr);
    ~TrafficLog() override;

    /// Appends to the file at \p path from now on, each line written through at once; the file is
    /// readable by its owner only. An empty path ends that. Returns why it cannot be written, in
    /// the user's language; empty when all is well.
    [[nodiscard]] QString setFile(const QString &path);
    /// Keeps the last kKeptLines lines in memory.
    void setKeeping(bool keeping);
    [[nodiscard]] bool isKeeping() const { return m_keeping; }
    /// The kept lines, oldest first.
    [[nodiscard]] QStringList lines() const;
    [[nodiscard]] bool isEnabled() const;

    /// A number for one exchange; all its lines begin with it.
    [[nodiscard]] quint64 newExchange() { return ++m_lastId; }
    /// \p cookies is how many the jar adds; \p attempt counts repetitions, 0 for the first try.
    void requested(quint64 id, const QByteArray &method, const QUrl &url, qint64 bodyBytes,
                   const Credentials &credentials, qsizetype cookies, int attempt);
    void redirected(quint64 id, int status, const QUrl &to);
    void answered(quint64 id, int status, const QByteArray &contentType);
    void repeating(quint64 id, int attempt, std::chrono::milliseconds pause);
    void event(quint64 id, QByteArrayView name, qsizetype bytes);
    void finished(quint64 id, qint64 receivedBytes, std::chrono::milliseconds duration,
                  const Failure &failure);

    /// \p url without user information, its query's values hidden.
    [[nodiscard]] static QString shown(const QUrl &url);

Q_SIGNALS:
    void lineAdded(const QString &line);

private:
    [[nodiscard]] bool isHeard() const;
    void add(quint64 id, const QString &text);

    QFile m_file;
    QStringList m_lines; ///< a ring: m_next is the oldest once it is full
    qsizetype m_next = 0;
    quint64 m_lastId = 0;
    bool m_keeping = false;
};

} // namespace spaceline
