#pragma once

#include "base/failure.h"
#include "base/localfile.h"
#include "base/message.h"
#include "chat/lastturn.h"
#include "chat/turn.h"
#include "gradio/mappingchoice.h"
#include "store/historystore.h"

#include <QElapsedTimer>
#include <QObject>
#include <QPointer>
#include <QTimer>

#include <chrono>
#include <memory>

namespace spaceline {

class ConversationFiles;
class DraftFiles;
class Http;
class MessageModel;
class Outbox;
class ServerPresence;
class Services;
class SignIn;
class SpaceConnection;

/// One conversation: its connection, its messages, the turn that runs and the prompts that wait.
///
/// A prompt is on disk before its first byte is on the wire. Prompts sent while a reply runs, or
/// before the Space is ready, wait in order (the outbox) and go out by themselves; those behind a
/// reply that was stopped, or that the Space would refuse, wait until they are sent once more or
/// stopped too. Main thread.
class ConversationController : public QObject {
    Q_OBJECT
public:
    enum class Activity {
        NotConnected, ///< no Space was chosen
        Connecting, ///< resolving and reading
        Asking, ///< the connection waits for the user: connection().question() says for what
        Waking, ///< the Space does not run yet; connection().stage() says how far it is
        Ready,
        Sending, ///< submitting, not yet in the queue
        Queued,
        Running, ///< started, nothing of the answer has come
        Receiving,
        Stopping, ///< asked to stop, waiting for the server's last word
        Failed, ///< the connection could not be made; connection().failure() says why
    };
    Q_ENUM(Activity)

    /// \p services outlive this.
    ConversationController(Services &services, qint64 conversation, QObject *parent = nullptr);
    ~ConversationController() override;

    [[nodiscard]] qint64 id() const { return m_record.id; }
    [[nodiscard]] const ConversationRecord &record() const { return m_record; }
    [[nodiscard]] MessageModel &messages() const { return *m_messages; }
    [[nodiscard]] SpaceConnection &connection() const { return *m_connection; }
    [[nodiscard]] SignIn &signIn() const { return *m_signIn; }
    [[nodiscard]] Activity activity() const { return m_activity; }
    /// The activity in words for the header and the pending reply: "In queue 3 of 12", "Receiving",
    /// "Ready".
    [[nodiscard]] QString activityText() const;
    /// The same in a word or two, without what counts: for the list.
    [[nodiscard]] QString activityWord() const;
    /// activityText() counts seconds: it is another one after each, which refreshWords() tells.
    [[nodiscard]] bool isCounting() const;
    void refreshWords();
    /// The server is asked to keep this conversation's memory. For the one in front.
    void setInFront(bool on);
    /// A reply is being made or waited for.
    [[nodiscard]] bool isBusy() const;
    /// Prompts wait for sendWaiting() or stop().
    [[nodiscard]] bool isHeld() const;
    /// stop() would change something: a reply is being made, prompts wait, or the Space is being
    /// connected to.
    [[nodiscard]] bool canStop() const;
    /// A Space is chosen (it need not be ready) and the history takes what is sent: prompts can be
    /// sent.
    [[nodiscard]] bool canSend() const;
    /// Why nothing can be kept, and so nothing is sent, in one sentence; empty where it can.
    [[nodiscard]] QString lockedBecause() const;

    /// Chooses a Space for this conversation and connects; the address is remembered at once. Where
    /// \p typed cannot be an address, or nothing can be kept, nothing changes, and the answer is
    /// one sentence that says why; else it is empty.
    QString connectTo(const QString &typed);
    /// Connects to the remembered address if there is one and nothing is under way.
    void open();
    /// Puts \p text and copies of \p files on disk and sends them when their turn comes. Those of
    /// the draft are no longer attached to it then. False where they could not be stored: keep them
    /// in the composer (storeError() says why).
    bool send(const QString &text, const QList<LocalFile> &files = {});
    [[nodiscard]] QString storeError() const;
    /// Sends the prompts that isHeld() tells of.
    void sendWaiting();
    /// Fetches a file that was too large, or could not be fetched, now.
    void fetchFile(qint64 file);

    /// What is sent for the Space's parameters, by Parameter::key(); what is not there has its
    /// default. Stored with the conversation, except for passwords, which last as long as this.
    [[nodiscard]] QJsonObject parameters() const { return m_parameters; }
    void setParameters(const QJsonObject &values);
    /// What the Space would refuse of them: one sentence that names the field. Empty where all is
    /// well, or nothing is known of the Space yet.
    [[nodiscard]] QString parametersProblem() const;
    /// Name -> values, of the Space; passwords are left out.
    [[nodiscard]] QJsonObject presets() const;
    void setPresets(const QJsonObject &presets);
    /// How the user wants the Space to be called; remembered for it. Takes effect with the next
    /// turn.
    void setMappingChoice(const gradio::MappingChoice &choice);
    /// Stops the running reply; prompts behind it wait then. Where none runs, or it is being
    /// stopped already, the prompts that wait become Stopped. Safe at any time.
    void stop();
    /// Stops both at once.
    void stopAll();
    /// Kept connections are closed: what the server is allowed has changed.
    void dropConnections();
    /// Connects anew and then tries the reply \p message again (0: only connects): for what needed
    /// a sign-in.
    void reconnect(qint64 message);
    /// Sends the prompt of the failed, stopped or interrupted reply \p message again, in its place.
    /// Of a complete one, where it is the last one and the app offers to ask again, the new turn
    /// takes its place and it is set aside; else its prompt is sent as a new turn, because nothing
    /// is thrown away. False where that could not be stored (storeError() says why): nothing
    /// changes.
    bool retry(qint64 message);
    /// Sends the prompt of the failed reply \p message again by itself when the wait that the
    /// server named is over, also after a restart; until then it is in the outbox. Does nothing
    /// where no time is known. False as retry().
    bool sendLater(qint64 message);
    /// Ends that wait: the reply is failed as it was before.
    void dontSend(qint64 message);
    /// edit(), undo() and rate() can do something now.
    [[nodiscard]] bool canReplace() const;
    /// Puts a turn with another prompt in the place of the last one, which is set aside; what was
    /// attached to that goes along. As send().
    bool edit(const QString &text, const QList<LocalFile> &files = {});
    /// Takes the last turn back, in the app's memory and here, where it is set aside.
    void undo();
    /// Brings back what the last retry(), edit() or undo() set aside. Nothing once another message
    /// was sent.
    void bringBack();
    /// Tells the app what the user thinks of \p reply; the same again takes it back.
    void rate(qint64 reply, spaceline::Feedback feedback);
    /// What the app offers for all this.
    [[nodiscard]] LastTurn &lastTurn() const { return *m_last; }
    /// What stands in the composer; written with a delay of half a second.
    void setDraft(const QString &text);
    void flushDraft();
    /// What is attached to it.
    [[nodiscard]] DraftFiles &draftFiles() const { return *m_draftFiles; }
    /// False where it could not be stored: the title stays what it was.
    bool setTitle(const QString &title);

Q_SIGNALS:
    void activityChanged();
    void recordChanged(); ///< title, Space, snippet, time or last state
    /// The next prompt was not sent: \p problem is one sentence. It waits, isHeld() is true.
    void promptRefused(const QString &problem);
    void turnReplaced(); ///< bringBack() undoes it
    void turnTakenBack(); ///< likewise
    void noticed(const QString &sentence); ///< something outside a turn failed
    void replyAwaited(qint64 message); ///< a prompt was sent, or its reply is tried again
    void replyFinished(qint64 message, spaceline::MessageState state);

private:
    [[nodiscard]] QString waitingText(qint64 reply) const;
    void pump();
    [[nodiscard]] QString problemOf(qint64 reply) const;
    [[nodiscard]] qint64 fetchLimit() const;
    void checkServer();
    void serverConfirmed();
    void endMemory(int row);
    void startTurn(qint64 reply);
    void makeSession();
    void turnChanged();
    void endUpload();
    void takeReply();
    void takeExtras();
    void savePartial();
    void turnFinished();
    void keepTimeline(const Turn &turn, qint64 reply);
    void fileChanged(qint64 message);
    TurnIds add(const QString &text, const QList<LocalFile> &files);
    void enqueue(qint64 reply);
    bool replace(LastTurn::Kind kind, const QString &text, const QList<LocalFile> &files);
    void connectNow(const QString &address);
    void takeWhatWaited();
    void settle(qint64 reply, MessageState state, const Failure &failure,
                const std::optional<MessageExtras> &extras = {});
    bool restart(qint64 message, const Failure &held = {});
    void settleOutbox(MessageState state, const Failure &failure);
    void connectionChanged();
    void connectionRepeats(int attempt, std::chrono::milliseconds pause);
    void setActivity(Activity activity);
    void reloadRecord();

    Services &m_services;
    std::unique_ptr<Http> m_http;
    std::unique_ptr<MessageModel> m_messages;
    std::unique_ptr<SignIn> m_signIn; ///< gone after the connection that asks it
    std::unique_ptr<SpaceConnection> m_connection;
    std::unique_ptr<gradio::Session> m_session;
    std::unique_ptr<ConversationFiles> m_files;
    std::unique_ptr<DraftFiles> m_draftFiles;
    std::unique_ptr<Outbox> m_outbox; ///< replies that wait for their turn
    std::unique_ptr<ServerPresence> m_presence;
    QPointer<Turn> m_turn;
    ConversationRecord m_record;
    QHash<qint64, Failure> m_failedBefore; ///< of the replies that are tried again
    QString m_refusal; ///< why the first one is held; empty where it is not for its values
    bool m_areFilesResumed = false; ///< what an earlier run left to be fetched is being fetched
    qint64 m_running = 0; ///< the reply that the turn makes; 0 where none runs
    bool m_isBegun = false; ///< its prompt may be on the wire
    QByteArray m_text; ///< of the running reply
    MessageExtras m_extras; ///< of the running reply
    bool m_areExtrasStored = true;
    std::pair<qint64, qint64> m_uploaded; ///< bytes, and how many there are
    QString m_problem; ///< why files could not be stored
    QJsonObject m_parameters;
    qint64 m_fetching = 0; ///< the reply whose files are being fetched
    QElapsedTimer m_sinceFetch;
    std::unique_ptr<LastTurn> m_last;
    bool m_bringsBack = false; ///< once the turn that took another one's place has stopped
    QString m_notice; ///< why nothing happens just now: a repetition that waits
    QTimer m_readTimer; ///< what has come is shown at most once a frame
    QTimer m_saveTimer; ///< and stored at most twice a second
    QTimer m_draftTimer;
    bool m_isDraftStored = true;
    Activity m_activity = Activity::NotConnected;
    QElapsedTimer m_sinceActivity;
    std::chrono::seconds m_usualWaking{0}; ///< of the Space; 0 where it is not known
    bool m_inFront = false;
};

} // namespace spaceline
