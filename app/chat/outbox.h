#pragma once

#include <QDateTime>
#include <QHash>
#include <QList>
#include <QObject>
#include <QTimer>

namespace spaceline {

/// The replies of one conversation whose prompts wait to be sent, in their order, and what they
/// wait for.
///
/// It knows neither the connection nor the turn: its owner says when the Space is ready and when a
/// reply has ended, and takes what may go. Only the first one may go; those behind it wait for
/// it. What is in here is Pending on disk, so a restart of the program finds it again. Main thread.
class Outbox : public QObject {
    Q_OBJECT
public:
    enum class Waits {
        ForNothing, ///< it may go, or is not in here
        ForSpace, ///< until it is ready
        ForReply, ///< the one before it is being made, or waits itself
        ForTime, ///< heldUntil()
        ForUser, ///< isHeld()
    };
    Q_ENUM(Waits)

    explicit Outbox(QObject *parent = nullptr);

    [[nodiscard]] bool isEmpty() const { return m_replies.isEmpty(); }
    [[nodiscard]] bool contains(qint64 reply) const { return m_replies.contains(reply); }
    /// Oldest first.
    [[nodiscard]] const QList<qint64> &replies() const { return m_replies; }
    [[nodiscard]] Waits waits(qint64 reply) const;

    void append(qint64 reply);
    /// The first one where it may go; else 0. It is in here no more, and the others wait until
    /// replyEnded().
    qint64 takeNext();
    void replyEnded() { m_isReplyRunning = false; }
    /// \p reply waits no more.
    void remove(qint64 reply);
    /// Empties it, oldest first.
    QList<qint64> takeAll();

    void setSpaceReady(bool isReady) { m_isSpaceReady = isReady; }

    /// Nothing goes out before it is said so. Over where it is emptied.
    void setHeld(bool isHeld) { m_isHeld = isHeld; }
    [[nodiscard]] bool isHeld() const { return m_isHeld && !isEmpty(); }

    /// \p reply, which is in here, does not go before \p time; a time that has passed, or an
    /// invalid one, holds no longer. By the wall clock, also over a sleep of the computer.
    void holdUntil(qint64 reply, const QDateTime &time);
    /// Invalid where it is not held.
    [[nodiscard]] QDateTime heldUntil(qint64 reply) const;

Q_SIGNALS:
    /// The time of the first one has come.
    void due();

private:
    void watchTime();

    QList<qint64> m_replies;
    QHash<qint64, QDateTime> m_held;
    QTimer m_timer;
    bool m_isSpaceReady = false;
    bool m_isReplyRunning = false;
    bool m_isHeld = false;
};

} // namespace spaceline
