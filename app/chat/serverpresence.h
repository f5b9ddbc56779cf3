#pragma once

#include <QDateTime>
#include <QObject>

namespace spaceline {

class Http;
class SpaceConnection;

namespace gradio {
class Session;
struct AppIdentity;
} // namespace gradio

/// Whether the server that a conversation speaks with is still there, and still the process that
/// remembers it (failures.md F9, F12).
///
/// It asks only where somebody wants to know: before a prompt that follows a silence of seconds
/// (by the wall clock, so also after a sleep of the computer), when the heartbeat breaks off, when
/// a turn broke. A server that was restarted may have other functions under the old numbers (F8),
/// and none starts within that time; a heartbeat that is heard tells of its end by itself. Main
/// thread.
class ServerPresence : public QObject {
    Q_OBJECT
public:
    /// Nothing is owned; both outlive this.
    ServerPresence(Http &http, const SpaceConnection &connection, QObject *parent = nullptr);

    /// It spoke just now.
    void heard() { m_heard = QDateTime::currentDateTimeUtc(); }
    /// Nothing was heard of it for a while, nor of the heartbeat of \p session.
    [[nodiscard]] bool isDoubtful(const gradio::Session &session) const;
    /// What it said last counts no more: it is asked before the next prompt.
    void doubt() { m_heard = {}; }
    /// Asks which process it is, once at a time.
    void check();
    [[nodiscard]] bool isChecking() const { return m_isChecking; }
    /// The connection is another one, or none.
    void reset();

Q_SIGNALS:
    /// It is there, and the same as far as it tells.
    void confirmed();
    /// It is another process, or not there: what it offers is to be read again.
    void lost();

private:
    void take(const gradio::AppIdentity &identity);

    Http &m_http;
    const SpaceConnection &m_connection;
    QDateTime m_heard;
    int m_question = 0; ///< answers to older ones are not taken
    bool m_isChecking = false;
};

} // namespace spaceline
