#pragma once

#include "base/failure.h"
#include "base/reply.h"
#include "chat/pagememory.h"
#include "gradio/chatevents.h"

#include <QObject>
#include <QPointer>

#include <functional>

namespace spaceline {

class Http;
class MessageModel;
class SpaceConnection;
class Turn;

namespace gradio {
class Session;
}

/// What the app of a conversation lets one do about what was said already: its own like, retry,
/// undo and edit (gradio-protocol.md §10.5), and what stands in for them where it has none.
///
/// It knows how the last turn is taken out of the app's memory: by the app's own function; in the
/// history that is sent along; by telling a ChatInterface what it is to remember; else only by a
/// new session, which forgets all the rest too. One quiet call at a time, never beside a reply:
/// both would read the same stream. Main thread.
class TurnActions : public QObject {
    Q_OBJECT
public:
    /// Nothing is owned; all outlive this.
    TurnActions(Http &http, SpaceConnection &connection, const MessageModel &messages,
                PageMemory &memory, QObject *parent = nullptr);
    ~TurnActions() override;

    /// The one of the conversation, which outlives what runs; null: none yet.
    void setSession(gradio::Session *session) { m_session = session; }
    /// Reads again what the app offers: it is ready, or called otherwise.
    void read();
    /// A quiet call runs.
    [[nodiscard]] bool isBusy() const { return m_quiet; }

    [[nodiscard]] bool offersLike(Feedback feedback) const;
    /// An opinion can be taken back again.
    [[nodiscard]] bool canWithdraw() const { return m_events.canWithdraw; }
    /// The app asks again for \p reply by itself, in the place of that answer.
    [[nodiscard]] bool offersRetry(qint64 reply) const;
    /// Why \p reply, the last one, cannot be taken back, in one sentence; empty where it can.
    [[nodiscard]] QString undoRefusal(qint64 reply) const;

    enum class Kind { Retry, Edit };
    /// How a turn is asked for that takes the place of another one.
    struct Plan {
        gradio::ChatMapping mapping; ///< not valid: as any turn
        QJsonValue eventData;
        int trigger = -1;
        gradio::PageValues page;
        bool asksByItself = false; ///< the app knows the prompt: its files are not sent again
        bool renews = false; ///< only in a new session
        bool forgets = false; ///< which does not know the turns before
    };
    /// A turn whose place another one takes; it is no longer among the messages as it was.
    struct Replaced {
        qint64 reply = 0;
        Kind kind = Kind::Retry;
        bool hasText = false; ///< something was answered to it
        PageMemory memory = {}; ///< what was known with it
    };
    /// For the turn in the place of \p turn, whose prompt is \p words. Afterwards the memory is
    /// what it was before that turn.
    [[nodiscard]] Plan planFor(const Replaced &turn, const QString &words, bool hasFiles);
    /// The app's own function for \p kind gave no answer: it is not asked again.
    void distrust(Kind kind);

    /// Tells the app what the user thinks of \p reply. \p done gets why that failed.
    void tell(qint64 reply, Feedback feedback, std::function<void(const Failure &)> done);
    /// Takes the turn of \p reply, the last one, out of the app's memory. Only where undoRefusal()
    /// says nothing.
    void takeBack(qint64 reply, const std::function<void(const Failure &)> &done);
    /// The reverse, where \p memory is what was known with that turn, which is among the messages
    /// again. Where it fails the app does not know of the turn.
    void bringBack(const PageMemory &memory, const std::function<void(const Failure &)> &done);

Q_SIGNALS:
    void idle(); ///< a quiet call has ended
    void offersChanged();

private:
    enum class Held { No, Yes, Perhaps };
    enum class Way { Nothing, Here, Undo, Remember, NewSession };
    [[nodiscard]] QJsonValue pageChat() const;
    [[nodiscard]] bool isOnPage() const;
    /// \p something: it has a text.
    [[nodiscard]] Held held(qint64 reply, bool something) const;
    [[nodiscard]] Way wayBack(Held held) const;
    [[nodiscard]] gradio::ChatTurns chatOf(qint64 reply) const;
    [[nodiscard]] gradio::ChatTurns turnsIn(const QJsonValue &chat) const;
    [[nodiscard]] QJsonArray writtenChat(qint64 without = 0) const;
    [[nodiscard]] gradio::PageValues pageWith(const QJsonValue &chat) const;
    [[nodiscard]] gradio::PageValues trimmed() const;
    [[nodiscard]] qint64 replyBefore(qint64 reply) const;
    void run(const gradio::ChatMapping &mapping, const QJsonValue &eventData,
             const gradio::PageValues &page, std::function<void(const Turn &)> ended);

    Http &m_http;
    SpaceConnection &m_connection;
    const MessageModel &m_messages;
    PageMemory &m_memory;
    gradio::Session *m_session = nullptr;
    gradio::ChatEvents m_events;
    QPointer<Turn> m_quiet;
};

} // namespace spaceline
