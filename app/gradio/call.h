#pragma once

#include "base/failure.h"
#include "gradio/partialdata.h"
#include "gradio/streammessage.h"
#include "gradio/transport.h"
#include "net/repetition.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <array>
#include <chrono>
#include <memory>
#include <optional>

namespace spaceline {
class Http;
class HttpExchange;
} // namespace spaceline

namespace spaceline::gradio {

class Session;

/// When the parts of a call happened, in milliseconds from start(); -1 where they did not.
struct CallTiming {
    qint64 submitted = -1; ///< the server gave an event id
    qint64 started = -1; ///< left the queue
    qint64 firstData = -1;
    qint64 finished = -1;
};

/// One call to a function of the app: submit it, then follow its event stream to its own
/// completion.
///
/// The state only moves forward; a retry is a new Call. A submit is repeated by itself only as
/// net/repetition.h says, and that does not move the state. What came before a failure stays in
/// data(). Every path ends in exactly one finished(), then the call deletes itself; keep it in a
/// QPointer. Lives in the thread of its Http.
class Call : public QObject {
    Q_OBJECT
public:
    enum class State {
        Idle,
        Submitting,
        Queued,
        Running, ///< started, nothing of the answer yet
        Streaming, ///< some of the answer has come
        Cancelling, ///< the server was asked to stop; its last word may still come
        Completed,
        Failed,
        Cancelled,
    };
    Q_ENUM(State)

    /// Nothing is owned; \p http, \p config and \p session outlive the call.
    Call(Http &http, const Config &config, Session &session, QObject *parent = nullptr);
    ~Call() override;

    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] static constexpr bool isFinal(State state) { return state >= State::Completed; }
    /// Why it Failed. Interrupted when Cancelled.
    [[nodiscard]] const Failure &failure() const { return m_failure; }
    /// The output values as far as they have come.
    [[nodiscard]] const PartialData &data() const { return m_data; }
    /// The final values as the server wrote them: numbers with all their digits, members in their
    /// order. Empty before they came.
    [[nodiscard]] const QByteArray &rawData() const { return m_rawData; }
    [[nodiscard]] const QueuePlace &place() const { return m_place; }
    [[nodiscard]] const Progress &progress() const { return m_progress; }
    [[nodiscard]] const CallTiming &timing() const { return m_timing; }
    /// Cancelled, but the server never said so.
    [[nodiscard]] bool isStopUnheard() const { return m_isStopUnheard; }
    /// What went to and fro. Not redacted.
    [[nodiscard]] const Timeline::Call &record() const { return m_record; }
    [[nodiscard]] Transport::Kind transport() const;

    /// One transport only. Default: the queue, and /call where the queue is closed.
    void setTransport(Transport::Kind kind) { m_wantedTransport = kind; }
    /// Longest silence of the stream; the server's heartbeat is not silence. Exceeding it ends the
    /// call with F11.
    void setSilenceLimit(std::chrono::milliseconds limit) { m_silenceLimit = limit; }
    /// How long the server's last word after /cancel is waited for. Default: 10 s.
    void setCancelLimit(std::chrono::milliseconds limit) { m_cancelLimit.setInterval(limit); }
    /// Once only; a second start is logged and ignored.
    void start(const CallRequest &request);
    /// Asks the server to stop and waits a while for its last word. Safe in any state.
    void cancel();

Q_SIGNALS:
    void stateChanged();
    void placeChanged();
    void progressChanged();
    void logged(const spaceline::Notice &line);
    void dataChanged(); ///< data() is newer; at most once for each piece that the network delivers
    /// The submit is repeated by itself after \p pause, because of \p reason.
    void repeating(const spaceline::Failure &reason, int attempt, std::chrono::milliseconds pause);
    /// Diffs of this endpoint were of no use: ask for full values from now on.
    void wantsFullValues();
    void finished(); ///< always the last signal

private:
    void advance(State next, Failure failure = {});
    bool use(Transport::Kind kind);
    void submit();
    void onSubmitted();
    void submitFailed(const Failure &failure);
    bool handle(const EventStream::Event &event);
    bool handle(const StreamMessage &message);
    void take(const StreamMessage &message);
    void announceData();
    void pieceEnded();
    void sayHeldBack();
    void fail(const Failure &failure);
    bool repeat(Repeatable what, const Failure &reason);
    void sendCancel();
    void stopAsOldServersKnow();
    HttpExchange *post(const QString &route, const QJsonObject &body);
    [[nodiscard]] bool isActive() const { return m_transport && m_transport->isActive(); }

    Http &m_http;
    const Config &m_config;
    Session &m_session;
    CallRequest m_request;
    std::optional<Transport::Kind> m_wantedTransport;
    Timeline::Call m_record; ///< before the transport, which writes to it
    std::unique_ptr<Transport> m_transport;
    QString m_hash; ///< of the session in which it was submitted
    PartialData m_data;
    QByteArray m_rawData;
    QueuePlace m_place;
    Progress m_progress;
    CallTiming m_timing;
    QElapsedTimer m_clock;
    QTimer m_pause; ///< before a repetition
    QTimer m_cancelLimit;
    std::chrono::milliseconds m_silenceLimit = std::chrono::seconds(60);
    Failure m_failure;
    State m_state = State::Idle;
    std::array<int, size_t(Repeatable::AfterLogin) + 1> m_attempts{}; ///< by reason
    int m_stopping = 0; ///< requests that ask an old server to stop, not yet answered
    int m_beats = 0; ///< heartbeats in the piece of the network that is being read
    bool m_saidHeldBack = false; ///< that something holds the stream back (F23)
    int m_unchanged = 0; ///< partial updates in a row that changed nothing
    bool m_isSigningIn = false; ///< the user again; until the server takes the submit
    bool m_isStopUnheard = false;
    bool m_frozen = false; ///< a diff did not fit: wait for the final value
    bool m_dirty = false; ///< data() is newer than the last dataChanged()
};

} // namespace spaceline::gradio
