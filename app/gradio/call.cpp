#include "gradio/call.h"

#include "base/logging.h"
#include "gradio/appendscan.h"
#include "gradio/failuretable.h"
#include "gradio/json.h"
#include "gradio/session.h"
#include "net/http.h"

#include <QCoreApplication>
#include <QJsonObject>

#include <utility>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace spaceline::gradio {

namespace {

constexpr auto kCancelLimit = 10s;

QString text(const char *source) { return QCoreApplication::translate("Call", source); }

/// What the server may be asked again after it took the submit, as long as nothing of an answer has
/// come.
std::optional<Repeatable> repeatableOf(const Failure &failure)
{
    if (failure.kind == Failure::Kind::SessionLost)
        return Repeatable::SubmitSessionGone;
    if (failure.kind != Failure::Kind::Gpu)
        return {};
    if (failure.cause == Failure::Cause::GpuToken)
        return Repeatable::SubmitGpuToken;
    if (failure.cause == Failure::Cause::GpuBusy)
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
    connect(&m_cancelLimit, &QTimer::timeout, this, [this] {
        m_isStopUnheard = true;
        advance(State::Cancelled);
    });
}

Call::~Call() = default;

Transport::Kind Call::transport() const
{
    return m_transport ? m_transport->kind() : Transport::Kind::Queue;
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
    if (m_transport)
        m_transport->stop();
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
    const Transport::Kind wanted = m_wantedTransport.value_or(Transport::Kind::Queue);
    if (!use(wanted)) {
        advance(State::Failed,
                Failure(Failure::Kind::Transport,
                        text(QT_TRANSLATE_NOOP("Call",
                                               "The app runs Gradio %1, which has no /call; it can "
                                               "only be called through the queue."))
                            .arg(m_config.versionText())));
        return;
    }
    if (wanted == Transport::Kind::Call && m_request.apiName.isEmpty()) {
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

/// Changes to transport \p kind where the server has it.
bool Call::use(Transport::Kind kind)
{
    auto transport = Transport::make(kind, m_http, m_config, m_session.api(), m_request.fnIndex);
    if (!transport)
        return false;
    transport->setSink([this](const EventStream::Event &event) { return handle(event); });
    transport->setSilenceLimit(m_silenceLimit);
    transport->setRecord(&m_record);
    connect(transport.get(), &Transport::submitted, this, &Call::onSubmitted);
    connect(transport.get(), &Transport::refused, this, &Call::submitFailed);
    connect(transport.get(), &Transport::piece, this, &Call::pieceEnded);
    connect(transport.get(), &Transport::ended, this, &Call::fail);
    connect(transport.get(), &Transport::signingIn, this, [this] {
        m_isSigningIn = true;
        Q_EMIT repeating(Failure(Failure::Kind::Login), 1, 0ms);
    });
    // The old one may be the one that is speaking.
    if (Transport *old = m_transport.release()) {
        old->disconnect(this);
        old->stop();
        old->deleteLater();
    }
    m_transport = std::move(transport);
    return true;
}

void Call::submit()
{
    m_hash = m_session.hash();
    m_isSigningIn = false;
    m_transport->start(m_request, m_hash);
}

void Call::onSubmitted()
{
    m_isSigningIn = false;
    if (m_timing.submitted < 0)
        m_timing.submitted = m_clock.elapsed();
    // Stop was pressed before the event had an id.
    if (m_state == State::Cancelling && m_config.hasCancel())
        sendCancel();
}

void Call::submitFailed(const Failure &failure)
{
    m_isSigningIn = false;
    if (m_state == State::Cancelling) {
        advance(State::Cancelled);
        return;
    }
    using Kind = Failure::Kind;
    if (failure.kind == Kind::Transport && !m_wantedTransport
        && m_transport->kind() == Transport::Kind::Queue && !m_request.apiName.isEmpty()) {
        // The queue is closed on this server or by its proxy; nothing has run yet.
        if (use(Transport::Kind::Call)) {
            qCInfo(lcGradio) << "the queue is closed, trying /call";
            submit();
            return;
        }
    }
    // A queue that is stopped stays so until somebody restarts the Space.
    const bool full
        = failure.kind == Kind::QueueFull && failure.cause != Failure::Cause::QueueStopped;
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

bool Call::handle(const EventStream::Event &event)
{
    m_record.takeEvent(event.data);
    if (m_transport->diffs() && !m_frozen && !m_data.isEmpty()) {
        if (const auto scan = scanAppend(event.data); scan
            && scan->eventId == m_transport->eventId()
            && m_data.append(scan->output, scan->path, scan->literal)) {
            m_unchanged = 0;
            m_dirty = true;
            ++m_record.partials;
            m_transport->logEvent("process_generating", event.data.size());
            return true;
        }
    }
    StreamMessage message = m_transport->read(event, m_data.isEmpty());
    m_transport->logEvent(message.name, event.data.size());
    if (message.failure) {
        QStringList detail{message.failure.detail, m_transport->describe(event.data)};
        detail.removeAll(QString());
        message.failure.detail = detail.join(u'\n');
    }
    if (message.kind >= StreamMessage::Kind::Completed)
        m_record.takeLast(event.data);
    else if (message.kind >= StreamMessage::Kind::Full)
        ++m_record.partials;
    return handle(message);
}

bool Call::handle(const StreamMessage &message)
{
    using Kind = StreamMessage::Kind;
    // One stream serves all events of the session; late messages of others are not ours.
    if (!message.eventId.isEmpty() && message.eventId != m_transport->eventId())
        return true;
    switch (message.kind) {
    case Kind::Heartbeat:
        // The server sends one every fifteen seconds: two at once were held back on their way
        // (F23).
        if (++m_beats == 2 && !std::exchange(m_saidHeldBack, true))
            sayHeldBack();
        break;
    case Kind::Ignored:
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
        m_rawData = message.rawData;
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
    return !isFinal(m_state) && isActive();
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

void Call::sayHeldBack()
{
    Q_EMIT logged(
        {u"info"_s,
         {},
         text(QT_TRANSLATE_NOOP("Call",
                                "Something between here and the server, probably a proxy, holds "
                                "the reply back: it comes in bursts. On a server of your own, turn "
                                "off the proxy's buffering (nginx: proxy_buffering off)."))});
}

void Call::pieceEnded()
{
    m_beats = 0;
    announceData();
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
        m_transport->stop();
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
    const bool wasRefused = m_isSigningIn && m_transport->eventId().isEmpty();
    if (!isActive() || wasRefused) {
        advance(State::Cancelled);
        return;
    }
    advance(State::Cancelling);
    if (isFinal(m_state))
        return;
    m_cancelLimit.start();
    if (!m_config.hasCancel())
        stopAsOldServersKnow();
    else if (!m_transport->eventId().isEmpty())
        sendCancel();
}

void Call::sendCancel()
{
    const QJsonObject body{{"session_hash"_L1, m_transport->cancelHash(m_hash)},
                           {"fn_index"_L1, m_request.fnIndex},
                           {"event_id"_L1, QString::fromUtf8(m_transport->eventId())}};
    post(u"cancel"_s, body);
}

/// Up to 4.30: run what the app's own Stop button runs, let go of the generator, and close the
/// stream, which is all that an app without such a button understands (gradio-protocol.md §6.2).
void Call::stopAsOldServersKnow()
{
    const auto answered = [this] {
        if (--m_stopping == 0)
            advance(State::Cancelled);
    };
    const Dependency *button = m_config.cancellerOf(m_request.fnIndex);
    const QString event = QString::fromUtf8(m_transport->eventId());
    QList<HttpExchange *> requests;
    if (button) {
        QJsonArray data;
        for (size_t i = 0; i < button->inputs.size(); ++i)
            data.append(QJsonValue::Null);
        requests
            += post(u"run/predict"_s,
                    {{"data"_L1, data}, {"fn_index"_L1, button->id}, {"session_hash"_L1, m_hash}});
    }
    if (m_config.protocol() == Protocol::WebSocket) {
        requests
            += post(u"reset"_s, {{"fn_index"_L1, m_request.fnIndex}, {"session_hash"_L1, m_hash}});
    } else if (!event.isEmpty()) {
        requests += post(u"reset"_s, {{"event_id"_L1, event}});
    }
    m_stopping = int(requests.size());
    for (HttpExchange *request : std::as_const(requests))
        connect(request, &HttpExchange::finished, this, answered);
    // It was not taken yet: closing is enough.
    if (requests.isEmpty())
        advance(State::Cancelled);
}

HttpExchange *Call::post(const QString &route, const QJsonObject &body)
{
    HttpRequest request;
    request.method = HttpRequest::Method::Post;
    request.url = m_session.api().resolved(QUrl(route));
    request.body = QJsonDocument(body).toJson(QJsonDocument::Compact);
    request.totalLimit = m_cancelLimit.intervalAsDuration();
    return m_http.send(request);
}

} // namespace spaceline::gradio
