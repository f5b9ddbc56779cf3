#pragma once

#include "base/failure.h"
#include "base/localfile.h"
#include "base/reply.h"
#include "base/timeline.h"
#include "gradio/call.h"
#include "gradio/chatmapping.h"
#include "gradio/config.h"
#include "gradio/partialdata.h"
#include "gradio/turninput.h"

#include <QElapsedTimer>
#include <QList>
#include <QObject>
#include <QPointer>

#include <chrono>
#include <optional>
#include <vector>

namespace spaceline {

class Http;
class SpaceConnection;

namespace gradio {
class Session;
class Upload;
} // namespace gradio

/// One prompt from its files to the end of its answer: uploads, then the functions of the mapping
/// one after the other, each fed with what the components hold.
///
/// The state moves forward, except that each function of a chain, and a repetition, is submitted
/// anew. Functions behind the one that answers only let the server know: where one of them fails
/// the turn is answered all the same, with a notice. They run for an answer too that was stopped,
/// or broken off by the app, after some of it had come: what the user has read, the app's next turn
/// knows. A prompt to which nothing was answered is not remembered. A submit that was refused for
/// its arguments or its format (F2, F10, F26), or found no such route (F7), is repeated once, after
/// the app's description was read again, where something else would be sent then, or to somewhere
/// else. Every path ends in exactly one finished(), then the turn deletes itself; keep it in a
/// QPointer. Lives in the thread of its Http.
class Turn : public QObject {
    Q_OBJECT
public:
    enum class State {
        Idle,
        Uploading,
        Submitting,
        Queued,
        Running, ///< nothing of the answer has come
        Streaming, ///< some of it has
        Cancelling, ///< asked to stop, waiting for the server's last word
        Completed,
        Failed,
        Cancelled,
    };
    Q_ENUM(State)

    /// What is asked.
    struct Prompt {
        QString text;
        QList<LocalFile> files;
        /// By Parameter::key(); may hold files of this computer (gradio::localFileValue()).
        QJsonObject values;
    };

    /// Nothing is owned; \p http, \p connection and \p session outlive the turn, and the connection
    /// is Ready. What it knows of the app is copied: it may move on meanwhile.
    Turn(Http &http, SpaceConnection &connection, gradio::Session &session,
         QObject *parent = nullptr);
    ~Turn() override;

    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] static constexpr bool isFinal(State state) { return state >= State::Completed; }
    /// Why it Failed. Interrupted when Cancelled.
    [[nodiscard]] const Failure &failure() const { return m_failure; }
    /// The answer as far as it has come; what the function returned beside it when it is complete.
    /// An empty value that follows takes nothing away.
    [[nodiscard]] const Reply &reply();
    /// The last `data` of the function that answers, as JSON: as the server wrote it where it came
    /// whole.
    [[nodiscard]] QByteArray rawData() const;
    /// How many of the mapping's functions have ended well.
    [[nodiscard]] int stepsDone() const { return m_stepsDone; }
    /// The functions behind the answer, by which the server gets to know of it, have ended well, or
    /// there are none.
    [[nodiscard]] bool isRemembered() const { return m_stepsDone == m_mapping.stepCount(); }
    /// What the components hold now.
    [[nodiscard]] const gradio::PageValues &page() const { return m_page; }
    [[nodiscard]] const gradio::ChatMapping &mapping() const { return m_mapping; }
    /// Under which the server keeps it.
    [[nodiscard]] QString session() const;
    [[nodiscard]] bool isEvent() const { return m_isEvent; }
    /// The mapping of the conversation's turns: another one than mapping() for an event.
    [[nodiscard]] const gradio::ChatMapping &chatMapping() const
    {
        return m_isEvent ? m_chatMapping : m_mapping;
    }
    /// Adds to notices() what the app did not say.
    void notice(const Notice &notice);
    [[nodiscard]] const std::vector<Notice> &notices() const { return m_notices; }
    [[nodiscard]] gradio::QueuePlace place() const;
    [[nodiscard]] gradio::Progress progress() const;
    /// When the parts of the function that answers happened, from start() on.
    [[nodiscard]] const gradio::CallTiming &timing() const { return m_timing; }
    /// How it went, when it is final; redacted, and without the values of password boxes. \p
    /// credentials names the headers that carried the token, \p user who is signed in to the app.
    [[nodiscard]] Timeline timeline(const QStringList &credentials = {},
                                    const QString &user = {}) const;

    /// Runs what the page runs after something happened to the chat, instead of what it runs for a
    /// message: \p mapping, whose first function is told \p eventData of the component \p trigger.
    /// Before start(). It is never repeated in another form, and may end without an answer where
    /// the mapping has none.
    void setEvent(const gradio::ChatMapping &mapping, const QJsonValue &eventData, int trigger);
    /// One transport only. Default: the better one.
    void setTransport(gradio::Transport::Kind kind) { m_transport = kind; }
    /// Longest silence of an upload and of a stream. Default: 60 s.
    void setSilenceLimit(std::chrono::milliseconds limit) { m_silenceLimit = limit; }
    /// \p page is what the components held after the turn before. Once only; a second start is
    /// logged and ignored.
    void start(const Prompt &prompt, const gradio::PageValues &page);
    /// Stops the upload, or asks the server to stop and waits a while for its last word. A turn
    /// whose answer is complete stays Completed. Safe in any state.
    void cancel();

Q_SIGNALS:
    void stateChanged();
    void uploadProgressed(qint64 sent, qint64 total); ///< bytes
    void placeChanged();
    void progressChanged();
    void noticed(const spaceline::Notice &notice); ///< it is in notices() too
    void replyChanged(); ///< reply() is newer; at most once for each piece of the network
    /// Something is sent again by itself after \p pause, because of \p reason.
    void repeating(const spaceline::Failure &reason, int attempt, std::chrono::milliseconds pause);
    void finished(); ///< always the last signal

private:
    void advance(State next, Failure failure = {});
    void upload();
    void uploadFinished();
    void runStep(int step);
    void callChanged();
    void callFinished();
    bool repeatRefused(const Failure &failure);
    void descriptionRead(const Failure &failure);
    /// What came of an answer that did not end well goes on to the next turn.
    [[nodiscard]] bool keepsWhatCame(gradio::Call::State ended, const Failure &failure) const;
    void noticeChange();
    void noticeWhatGoesOn(const gradio::Call &call);
    void complete();
    [[nodiscard]] QJsonArray dataOf(int step) const;
    [[nodiscard]] const gradio::PartialData &replyData() const;
    void keepRecord(const gradio::Call &call);

    Http &m_http;
    SpaceConnection &m_connection;
    gradio::Session &m_session;
    gradio::Config m_config;
    gradio::ChatMapping m_mapping;
    gradio::ChatMapping m_chatMapping; ///< of an event: the one that was replaced
    gradio::TurnInput m_input;
    gradio::PageValues m_page;
    gradio::PageValues m_pageBefore; ///< the turn
    QList<LocalFile> m_files; ///< the prompt's, then those of the values
    qsizetype m_promptFiles = 0;
    std::optional<gradio::Transport::Kind> m_transport;
    std::chrono::milliseconds m_silenceLimit = std::chrono::seconds(60);
    QPointer<gradio::Upload> m_upload;
    QPointer<gradio::Call> m_call;
    gradio::PartialData m_replyData; ///< after its function ended
    QByteArray m_rawData; ///< likewise
    Reply m_reply;
    std::vector<Notice> m_notices;
    gradio::CallTiming m_timing;
    Timeline m_timeline; ///< what is known of it before the end
    qint64 m_ended = -1; ///< milliseconds after the start
    std::vector<QJsonArray> m_sent; ///< what each step was sent
    QElapsedTimer m_clock;
    Failure m_failure;
    Failure m_tried; ///< counts what was repeated
    State m_state = State::Idle;
    int m_step = 0;
    int m_stepsDone = 0;
    bool m_isEvent = false;
    QJsonValue m_eventData;
    int m_trigger = -1;
    std::optional<State> m_end; ///< how the turn ends, once the server knows what came
    Failure m_endFailure;
    Failure m_refused; ///< why it was repeated
    QJsonArray m_refusedData; ///< and with what
    bool m_isUploaded = false; ///< what m_files names
    bool m_isReading = false; ///< the description is read again
    bool m_hasAsides = false; ///< something beside the answer came
    bool m_isReplyNewer = false; ///< than m_reply
};

} // namespace spaceline
