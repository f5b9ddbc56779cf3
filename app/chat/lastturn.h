#pragma once

#include "base/message.h"
#include "chat/pagememory.h"
#include "chat/turnactions.h"
#include "store/historystore.h"

#include <QHash>
#include <QObject>

#include <memory>
#include <optional>

namespace spaceline {

class MessageModel;
class Turn;

/// The last turn of a conversation: what its app remembers of it, what can be done about it, and
/// what was set aside in doing so. What is set aside is out of sight, on disk, and can come back.
///
/// It runs no turns: its owner does, and asks here how; between the two no quiet call may run. Main
/// thread.
class LastTurn : public QObject {
    Q_OBJECT
public:
    /// Nothing is owned; all outlive this.
    LastTurn(Http &http, SpaceConnection &connection, HistoryStore &history, MessageModel &messages,
             qint64 conversation, QObject *parent = nullptr);
    ~LastTurn() override;

    [[nodiscard]] TurnActions &actions() const { return *m_actions; }
    /// The Space is ready, or called otherwise: reads what is known of its page.
    void read();
    /// Another Space was chosen.
    void forgetApp();

    /// Ids are 0 where there is none, or it is not over yet.
    [[nodiscard]] TurnIds ids() const;

    /// How the turn that makes \p reply runs, whose prompt is \p words.
    [[nodiscard]] TurnActions::Plan planFor(qint64 reply, const QString &words, bool hasFiles);
    /// The end of that turn. False where the app's own function gave no answer: to be run once
    /// more, as any turn.
    [[nodiscard]] bool take(qint64 reply, Turn &turn, MessageState state);
    /// The turn of \p reply, which did not end well, begins again in its place.
    void restarts(qint64 reply);

    using Kind = TurnActions::Kind;
    /// Sets the last turn aside for another one. False where it could not be stored.
    bool setAside();
    /// That other one is \p ids; where they are 0 the last turn is back.
    void replaceBy(const TurnIds &ids, Kind kind);
    /// A message was sent: what was set aside stays there.
    void keepAside() { m_aside.reset(); }
    /// The reply that took the place of what bringBack() would bring back; 0 where none did.
    [[nodiscard]] qint64 replacement() const { return m_aside ? m_aside->now.reply : 0; }

    /// Takes the turn back in the app's memory, then sets it aside.
    void undo();
    /// Brings back what the last replaceBy() or undo() set aside, and tells the app where that can
    /// be told.
    void bringBack();
    /// Tells the app what the user thinks of \p reply; the same again takes it back.
    void rate(qint64 reply, Feedback feedback);

Q_SIGNALS:
    void changed(); ///< another turn is the last one now
    void takenBack(); ///< by undo()
    void noticed(const QString &sentence); ///< something failed

private:
    void store();
    void reload();

    HistoryStore &m_history;
    MessageModel &m_messages;
    SpaceConnection &m_connection;
    qint64 m_conversation;
    PageMemory m_memory;
    std::unique_ptr<TurnActions> m_actions;
    QHash<qint64, TurnActions::Replaced> m_replaced; ///< by the reply that takes its place
    struct Aside {
        TurnIds old;
        TurnIds now; ///< what took its place; 0 where nothing did
        PageMemory memory; ///< what was known with it
    };
    std::optional<Aside> m_aside;
};

} // namespace spaceline
