#pragma once

#include "base/failure.h"
#include "base/localfile.h"
#include "base/message.h"
#include "base/reply.h"
#include "store/storedfile.h"

#include <QByteArray>
#include <QJsonObject>
#include <QList>
#include <QString>

#include <memory>

namespace spaceline {

class Database;

/// A conversation as the side list needs it.
struct ConversationRecord {
    qint64 id = 0;
    QString title; ///< chosen by the user, else the first words of the first prompt; empty while
                   ///< there is none
    bool titleChosen = false; ///< the user named it
    QString address; ///< what SpaceConnection takes: "owner/name", a URL, "demo:"; empty while not
                     ///< connected
    QString spaceName; ///< how the Space calls itself; for the list and the replies' name line
    QString sessionHash; ///< Gradio's memory of this conversation (design.md, Protocol choices)
    QString appId; ///< of the server that holds sessionHash; text, because it exceeds 2^53
    QString draft; ///< what stands in the composer, unsent
    QString
        snippet; ///< the start of the last message, one line of plain text, at most 200 characters
    qint64 createdMs = 0; ///< milliseconds since 1970 UTC
    qint64 updatedMs = 0; ///< the last prompt or finished reply
    MessageState lastState = MessageState::Complete; ///< of the last reply
};

/// What a model needs of every message without its text; read from a covering index.
struct MessageHead {
    qint64 id = 0;
    MessageAuthor author = MessageAuthor::User;
    MessageState state = MessageState::Complete;
    int length = 0; ///< bytes of the text
    qint64 createdMs = 0;
};

/// Prompt and reply of one turn.
struct TurnIds {
    qint64 prompt = 0;
    qint64 reply = 0;
};

/// Conversations and messages in SQLite. Every function returns when the change is in the database;
/// a prompt's commit is `synchronous=FULL` and survives power loss, a partial reply's is not and
/// need not. Main thread; errors are logged (spaceline.store), reported by lastError() and leave
/// the database as it was. Destroyed before its Database.
class HistoryStore {
public:
    explicit HistoryStore(Database &database);
    ~HistoryStore();

    /// One sentence for the user about the last call; empty where it succeeded.
    [[nodiscard]] QString lastError() const;

    /// All that are not deleted, the last updated first.
    [[nodiscard]] QList<ConversationRecord> conversations() const;
    /// Its id is 0 where there is no such conversation, or it is deleted.
    [[nodiscard]] ConversationRecord conversation(qint64 id) const;
    /// Inserts; id, createdMs and updatedMs are set where 0. Returns the id, 0 on failure.
    qint64 addConversation(const ConversationRecord &record);
    /// Writes title, titleChosen, address, spaceName, sessionHash, appId and draft. A title that
    /// was not chosen is left as the store made it: an older record cannot undo a newer title.
    bool updateConversation(const ConversationRecord &record);
    /// Hides a conversation; restoreConversation() brings it back until purgeDeleted() runs (at the
    /// next start). Its files stay until then.
    bool deleteConversation(qint64 id);
    bool restoreConversation(qint64 id);
    /// Returns the ids that are gone, so that their files can go too (FileStore).
    QList<qint64> purgeDeleted();

    /// Oldest first, without those that are set aside.
    [[nodiscard]] QList<MessageHead> heads(qint64 conversation) const;
    /// UTF-8 Markdown; null where there is no such message. Under 1 ms.
    [[nodiscard]] QByteArray text(qint64 message) const;
    [[nodiscard]] Failure failure(qint64 message) const;

    /// Writes a prompt and its empty, pending reply in one durable commit, and the conversation's
    /// snippet, time and (if not chosen) title; \p fileName stands for a prompt without words. Ids
    /// are 0 on failure.
    TurnIds addTurn(qint64 conversation, const QByteArray &prompt, const QString &fileName = {});
    /// The prompt of \p reply is about to go out: from now on an end of the program leaves the
    /// reply Interrupted, and it never goes out by itself again. Stored as Streaming; durable.
    bool beginReply(qint64 reply);
    /// A reply that grows, as beginReply(). Not durable against power loss; cheap. Refused once the
    /// reply is finished.
    bool savePartial(qint64 reply, const QByteArray &text);
    /// The end of a reply, with its state (isFinal()) and failure; durable.
    bool finishReply(qint64 reply, const QByteArray &text, MessageState state,
                     const Failure &failure);
    /// Makes a failed, stopped or interrupted reply pending again, its text, extras and files
    /// removed: Retry. What lies on the disk goes with the conversation.
    /// Durable. \p held says why, and until when, it is not sent yet.
    bool restartReply(qint64 reply, const Failure &held = {});

    /// Takes \p turn out of sight, or brings it back; nothing of it is lost. Durable.
    bool setAside(const TurnIds &turn, bool on);

    /// For the start of the program: every reply that was begun and not finished becomes
    /// Interrupted. Those that only waited stay Pending. Returns how many.
    int markInterrupted();
    /// Conversations in which replies are Pending.
    [[nodiscard]] QList<qint64> waitingConversations() const;

    /// What a message holds beside its text; empty where there is nothing.
    [[nodiscard]] MessageExtras extras(qint64 message) const;
    bool setExtras(qint64 message, const MessageExtras &extras);

    /// In the order in which they were added.
    [[nodiscard]] QList<StoredFile> files(qint64 message) const;
    /// Those of \p conversation that are still to be fetched.
    [[nodiscard]] QList<StoredFile> waitingFiles(qint64 conversation) const;
    /// Its id is 0 where there is no such file.
    [[nodiscard]] StoredFile file(qint64 id) const;
    /// Returns the id, 0 on failure. `source.content` is not kept.
    qint64 addFile(const StoredFile &file);
    /// Writes all of the file with this id except its message.
    bool updateFile(const StoredFile &file);

    /// Values of the Space's parameters in this conversation; the caller leaves passwords out.
    [[nodiscard]] QJsonObject parameters(qint64 conversation) const;
    bool setParameters(qint64 conversation, const QJsonObject &parameters);
    /// What the app's page would hold, as its caller wrote it; empty where nothing was.
    [[nodiscard]] QByteArray page(qint64 conversation) const;
    bool setPage(qint64 conversation, const QByteArray &page);

    /// What is attached to the draft, in its order.
    [[nodiscard]] QList<LocalFile> draftFiles(qint64 conversation) const;
    bool setDraftFiles(qint64 conversation, const QList<LocalFile> &files);

    /// Addresses that were ready once, the last first, without doubles and without "demo:".
    [[nodiscard]] QStringList recentAddresses(int most) const;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace spaceline
