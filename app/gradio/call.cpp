#include "gradio/call.h"

#include "base/logging.h"
#include "gradio/appendscan.h"
#include "gradio/failuretable.h"
#include "gradio/json.h"
#include "gradio/session.h"
#include "net/http.h"

#include <QCoreApplication>
#include <QJsonObject>
#include <QRegularExpression>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace spaceline::gradio {

namespace {

constexpr auto kCancelLimit = 10s;
/// As much of an answer that is no event stream as is needed to say what it is.
constexpr qsizetype kErrorBody = 64 * 1024;

QString text(const char *source) { return QCoreApplication::translate("Call", source); }

/// What the server may be asked again after it took the submit, as long as nothing of an answer has
/// come.
std::optional<Repeatable> repeatableOf(const Failure &failure)
{
    if (failure.kind == Failure::Kind::SessionLost)
        return Repeatable::SubmitSessionGone;
    if (failure.kind != Failure::Kind::Gpu)
        return {};
    if (failure.said.contains("expired zerogpu proxy token"_L1, Qt::CaseInsensitive))
        return Repeatable::SubmitGpuToken;
    static const QRegularExpression noGpu(u"no gpu (?:was|is currently) available"_s,
                                          QRegularExpression::CaseInsensitiveOption);
    if (noGpu.match(failure.said).hasMatch())
        return Repeatable::SubmitNoGpu;
    return {};
}

} // namespace

Call::Call(Http &http, const Config &config, Session &session, QObject *parent)
    : QObject(parent)
    , m_http(http)
    , m_config(config)
    , m_session(session)
{
    m_pause.setSingleShot(true);
    connect(&m_pause, &QTimer::timeout, this, &Call::submit);
    m_cancelLimit.setSingleShot(true);
    m_cancelLimit.setInterval(kCancelLimit);
    connect(&m_cancelLimit, &QTimer::timeout, this, [this] { advance(State::Cancelled); });
}

Call::~Call()
{
    release(m_submit);
    release(m_stream);
}

Transport::Kind Call::transport() const
{
    return m_transport ? m_transport->kind() : Transport::Kind::Queue;
}

void Call::release(QPointer<HttpExchange> &exchange)
{
    if (!exchange)
        return;
    exchange->disconnect(this);
    exchange->abort();
    exchange.clear();
}

/// The one function that writes m_state.
void Call::advance(State next, Failure failure)
{
    if (isFinal(m_state) || next <= m_state)
        return;
    qCDebug(lcGradio) << m_state << "->" << next << failure.code();
    m_state = next;
    if (next == State::Cancelled)
        failure = Failure(Failure::Kind::Interrupted);
    m_failure = std::move(failure);
    if (!isFinal(next)) {
        Q_EMIT stateChanged();
        return;
    }
    if (m_clock.isValid())
        m_timing.finished = m_clock.elapsed();
    m_pause.stop();
    m_cancelLimit.stop();
    release(m_submit);
    release(m_stream);
    Q_EMIT stateChanged();
    Q_EMIT finished();
    deleteLater();
}

void Call::start(const CallRequest &request)
{
    if (m_state != State::Idle) {
        qCWarning(lcGradio) << "a call is started once only";
        return;
    }
    m_clock.start();
    m_request = request;
    const QUrl api = m_session.api();
    m_transport
        = Transport::make(m_wantedTransport.value_or(Transport::Kind::Queue), m_config, api);
    if (!m_transport && !m_wantedTransport)
        m_transport = Transport::make(Transport::Kind::Call, m_config, api);
    if (!m_transport) {
        advance(State::Failed,
                Failure(Failure::Kind::Transport,
                        text(QT_TRANSLATE_NOOP("Call",
                                               "The app runs Gradio %1, which this version of "
                                               "Spaceline cannot call yet."))
                            .arg(m_config.versionText())));
        return;
    }
    if (m_transport->kind() == Transport::Kind::Call && m_request.apiName.isEmpty()) {
        advance(State::Failed,
                Failure(Failure::Kind::Transport,
                        text(QT_TRANSLATE_NOOP("Call",
                                               "An endpoint without a name can only be "
                                               "called through the queue."))));
        return;
    }
    advance(State::Submitting);
    submit();
}

void Call::submit()
{
    m_eventId.clear();
    m_hash = m_session.hash();
    m_submit = m_http.send(m_transport->submit(m_request, m_hash));
    connect(m_submit, &HttpExchange::finished, this, &Call::onSubmitted);
}

void Call::onSubmitted()
{
    HttpExchange *exchange = m_submit;
    m_submit.clear();
    const QByteArray body = exchange->readAll();
    Failure failure = failureOf(*exchange, body, Asked::Submit);
    QByteArray eventId;
    if (!failure) {
        eventId = parseJson(body).object().value("event_id"_L1).toString().toUtf8();
        if (eventId.isEmpty()) {
            failure = Failure(Failure::Kind::StreamFormat,
                              text(QT_TRANSLATE_NOOP("Call", "The server gave no event id.")),
                              exchange->describe(body));
        }
    }
    if (failure) {
        submitFailed(failure);
        return;
    }
    m_eventId = eventId;
    if (m_timing.submitted < 0)
        m_timing.submitted = m_clock.elapsed();
    follow();
    // Stop was pressed before the event had an id.
    if (m_state == State::Cancelling)
        sendCancel();
}

void Call::submitFailed(const Failure &failure)
{
    if (m_state == State::Cancelling) {
        advance(State::Cancelled);
        return;
    }
    using Kind = Failure::Kind;
    if (failure.kind == Kind::Transport && !m_wantedTransport
        && m_transport->kind() == Transport::Kind::Queue && !m_request.apiName.isEmpty()) {
        // The queue is closed on this server or by its proxy; nothing has run yet.
        if (auto other = Transport::make(Transport::Kind::Call, m_config, m_session.api())) {
            qCInfo(lcGradio) << "the queue is closed, trying /call";
            m_transport = std::move(other);
            submit();
            return;
        }
    }
    // A queue that is stopped stays so until somebody restarts the Space.
    const bool full = failure.kind == Kind::QueueFull
        && !failure.said.startsWith("queue is stopped"_L1, Qt::CaseInsensitive);
    if (full && repeat(Repeatable::SubmitQueueFull, failure))
        return;
    if (failure.kind == Kind::RateLimit && repeat(Repeatable::SubmitRateLimit, failure))
        return;
    fail(failure);
}

bool Call::repeat(Repeatable what, const Failure &reason)
{
    if (m_state >= State::Cancelling)
        return false;
    int &attempts = m_attempts[size_t(what)];
    const int attempt = attempts + 1;
    const auto seconds = pauseBefore(what, attempt, reason.retryAfter);
    if (!seconds)
        return false;
    attempts = attempt;
    const std::chrono::milliseconds pause = seconds->count() * m_http.second();
    Q_EMIT repeating(reason, attempt, pause);
    // The user may have pressed Stop in answer to the signal.
    if (!isFinal(m_state))
        m_pause.start(pause);
    return true;
}

void Call::follow()
{
    HttpRequest request = m_transport->follow(m_eventId, m_hash);
    request.silenceLimit = m_silenceLimit;
    m_events = std::make_unique<EventStream>();
    m_errorBody.clear();
    m_stream = m_http.send(request);
    connect(m_stream, &HttpExchange::readyRead, this, &Call::onStreamBytes);
    connect(m_stream, &HttpExchange::finished, this, &Call::onStreamEnded);
}

void Call::onStreamBytes()
{
    // Signals sent from here may end the call; its members stay until control returns to the event
    // loop.
    const QByteArray bytes = m_stream->readAll();
    if (m_stream->status() != 200 || m_stream->contentType() != "text/event-stream") {
        m_errorBody += bytes.left(kErrorBody - m_errorBody.size());
        return;
    }
    m_events->feed(bytes, [this](const EventStream::Event &event) { return handle(event); });
    announceData();
    if (m_events->isOverlong()) {
        fail(Failure(Failure::Kind::StreamFormat,
                     text(QT_TRANSLATE_NOOP("Call", "One event of the answer is over 64 MiB."))));
    }
}

void Call::onStreamEnded()
{
    onStreamBytes();
    // That may have ended the call, or let go of this stream to submit again.
    HttpExchange *exchange = m_stream;
    if (!exchange)
        return;
    Failure failure = failureOf(*exchange, m_errorBody, Asked::Stream);
    if (exchange->status() == 200) {
        // The last event may lack its blank line; half of one is not an event.
        m_events->finish([this](const EventStream::Event &event) {
            const StreamMessage message = m_transport->read(event, m_data.isEmpty());
            return message.kind == StreamMessage::Kind::Malformed || handle(message);
        });
        if (!m_stream)
            return;
    }
    m_stream.clear();
    if (exchange->status() == 404)
        failure.kind = Failure::Kind::SessionLost;
    if (!failure)
        failure = Failure(Failure::Kind::ConnectionLost, {}, exchange->describe());
    else if (failure.kind == Failure::Kind::Network && exchange->status() == 200)
        failure.kind = Failure::Kind::ConnectionLost;
    fail(failure);
}

bool Call::handle(const EventStream::Event &event)
{
    if (m_transport->diffs() && !m_frozen && !m_data.isEmpty()) {
        if (const auto scan = scanAppend(event.data); scan && scan->eventId == m_eventId
            && m_data.append(scan->output, scan->path, scan->literal)) {
            m_unchanged = 0;
            m_dirty = true;
            if (m_stream)
                m_stream->logEvent("process_generating", event.data.size());
            return true;
        }
    }
    const StreamMessage message = m_transport->read(event, m_data.isEmpty());
    if (m_stream)
        m_stream->logEvent(message.name, event.data.size());
    return handle(message);
}

bool Call::handle(const StreamMessage &message)
{
    using Kind = StreamMessage::Kind;
    // One stream serves all events of the session; late messages of others are not ours.
    if (!message.eventId.isEmpty() && message.eventId != m_eventId)
        return true;
    switch (message.kind) {
    case Kind::Ignored:
    case Kind::Heartbeat:
        break;
    case Kind::Estimation:
        advance(State::Queued);
        if (m_state == State::Queued && m_place != message.place) {
            m_place = message.place;
            Q_EMIT placeChanged();
        }
        break;
    case Kind::Started:
        if (m_timing.started < 0)
            m_timing.started = m_clock.elapsed();
        advance(State::Running);
        break;
    case Kind::Progress:
        if (m_progress != message.progress) {
            m_progress = message.progress;
            Q_EMIT progressChanged();
        }
        break;
    case Kind::Log:
        Q_EMIT logged(message.log);
        break;
    case Kind::Full:
    case Kind::Edits:
        take(message);
        break;
    case Kind::Completed:
        m_data.setFull(message.data);
        m_dirty = true;
        advance(State::Streaming);
        announceData();
        // A cancelled generator may still come to its own end.
        advance(m_state == State::Cancelling ? State::Cancelled : State::Completed);
        break;
    case Kind::Cancelled:
        // Also where it was not us: another window, or the app itself (§5.4).
        announceData();
        advance(State::Cancelled);
        break;
    case Kind::Failed:
    case Kind::Broken:
    case Kind::Malformed:
        fail(message.failure);
        break;
    }
    return !isFinal(m_state) && m_stream;
}

void Call::take(const StreamMessage &message)
{
    if (m_timing.started < 0)
        m_timing.started = m_clock.elapsed();
    advance(State::Streaming);
    if (isFinal(m_state))
        return;
    if (message.kind == StreamMessage::Kind::Full) {
        m_data.setFull(message.data);
        m_dirty = true;
        return;
    }
    if (m_frozen)
        return;
    switch (m_data.apply(message.data)) {
    case PartialData::Outcome::Changed:
        m_unchanged = 0;
        m_dirty = true;
        break;
    case PartialData::Outcome::Unchanged:
        // The app changes one object in place, and the server compares it with itself (§5.5).
        if (++m_unchanged == 2)
            Q_EMIT wantsFullValues();
        break;
    case PartialData::Outcome::Unusable:
        qCInfo(lcGradio) << "a diff does not fit; waiting for the final value";
        m_frozen = true;
        Q_EMIT wantsFullValues();
        break;
    }
}

/// What has come so far belongs to the reply; whoever shows it must have it before the end.
void Call::announceData()
{
    if (!m_dirty || isFinal(m_state))
        return;
    m_dirty = false;
    if (m_timing.firstData < 0)
        m_timing.firstData = m_clock.elapsed();
    Q_EMIT dataChanged();
}

void Call::fail(const Failure &failure)
{
    announceData();
    if (isFinal(m_state))
        return;
    if (m_state == State::Cancelling) {
        advance(State::Cancelled);
        return;
    }
    const auto what = m_data.isEmpty() ? repeatableOf(failure) : std::nullopt;
    if (what) {
        release(m_stream);
        if (*what == Repeatable::SubmitSessionGone && m_attempts[size_t(*what)] == 0)
            m_session.renew();
        if (repeat(*what, failure))
            return;
    }
    advance(State::Failed, failure);
}

void Call::cancel()
{
    if (isFinal(m_state) || m_state == State::Cancelling)
        return;
    // Nothing is on its way before the start, and from the moment a repetition is announced.
    if (!m_submit && !m_stream) {
        advance(State::Cancelled);
        return;
    }
    if (!m_config.hasCancel()) {
        // Closing the stream is all that these servers understand (§6.2, §6.3).
        advance(State::Cancelled);
        return;
    }
    advance(State::Cancelling);
    m_cancelLimit.start();
    if (!m_eventId.isEmpty())
        sendCancel();
}

void Call::sendCancel()
{
    const QJsonObject body{{"session_hash"_L1, m_transport->cancelHash(m_eventId, m_hash)},
                           {"fn_index"_L1, m_request.fnIndex},
                           {"event_id"_L1, QString::fromUtf8(m_eventId)}};
    HttpRequest request;
    request.method = HttpRequest::Method::Post;
    request.url = m_session.api().resolved(QUrl(u"cancel"_s));
    request.body = QJsonDocument(body).toJson(QJsonDocument::Compact);
    request.totalLimit = m_cancelLimit.intervalAsDuration();
    m_http.send(request);
}

} // namespace spaceline::gradio
