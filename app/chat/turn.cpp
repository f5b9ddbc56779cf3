#include "chat/turn.h"

#include "base/logging.h"
#include "base/redaction.h"
#include "chat/spaceconnection.h"
#include "gradio/callscript.h"
#include "gradio/json.h"
#include "gradio/mappingchoice.h"
#include "gradio/parameterfiles.h"
#include "gradio/replyreader.h"
#include "gradio/session.h"
#include "gradio/upload.h"
#include "net/repetition.h"

#include <algorithm>
#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace spaceline {

using gradio::Call;

Turn::Turn(Http &http, SpaceConnection &connection, gradio::Session &session, QObject *parent)
    : QObject(parent)
    , m_http(http)
    , m_connection(connection)
    , m_session(session)
    , m_config(connection.config())
    , m_mapping(connection.mapping())
{
    connect(this, &Turn::repeating, this,
            [this](const Failure &reason) { m_tried.countTried(reason.kind); });
}

Turn::~Turn() = default;

const gradio::PartialData &Turn::replyData() const
{
    return m_call && m_step == m_mapping.replyStep() ? m_call->data() : m_replyData;
}

QByteArray Turn::rawData() const
{
    return m_rawData.isEmpty() ? gradio::toJson(replyData().toArray()) : m_rawData;
}

const Reply &Turn::reply()
{
    if (std::exchange(m_isReplyNewer, false) && !replyData().isEmpty()
        && !gradio::isNoReply(replyData(), m_mapping))
        m_reply = gradio::readReply(replyData(), m_mapping);
    if (isFinal(m_state)) {
        // One whose end never came thinks no more.
        for (Thought &thought : m_reply.thoughts) {
            if (thought.status == "pending"_L1)
                thought.status = u"done"_s;
        }
    }
    return m_reply;
}

QString Turn::session() const { return m_session.hash(); }

void Turn::setEvent(const gradio::ChatMapping &mapping, const QJsonValue &eventData, int trigger)
{
    m_isEvent = true;
    m_chatMapping = std::exchange(m_mapping, mapping);
    m_eventData = eventData;
    m_trigger = trigger;
}

gradio::QueuePlace Turn::place() const { return m_call ? m_call->place() : gradio::QueuePlace(); }

gradio::Progress Turn::progress() const { return m_call ? m_call->progress() : gradio::Progress(); }

void Turn::start(const Prompt &prompt, const gradio::PageValues &page)
{
    if (m_state != State::Idle) {
        qCWarning(lcChat) << "a turn was started twice";
        return;
    }
    m_clock.start();
    noticeChange();
    m_input = {prompt.text, {}, prompt.values};
    m_page = page;
    m_pageBefore = page;
    for (const gradio::Parameter &parameter : m_mapping.parameters()) {
        if (parameter.password)
            addSecret(prompt.values.value(parameter.key()).toString().toUtf8());
    }
    m_promptFiles = prompt.files.size();
    m_files = prompt.files + gradio::localFilesOf(m_mapping.parameters(), prompt.values);
    if (m_files.isEmpty())
        runStep(0);
    else
        upload();
}

void Turn::upload()
{
    m_upload = new gradio::Upload(m_http, m_config, m_session.api(), this);
    m_upload->setSilenceLimit(m_silenceLimit);
    connect(m_upload, &gradio::Upload::progressed, this, [this](qint64 sent, qint64 total) {
        m_timeline.uploadedBytes = sent;
        Q_EMIT uploadProgressed(sent, total);
    });
    connect(m_upload, &gradio::Upload::repeating, this,
            [this](int attempt, std::chrono::milliseconds pause) {
                Q_EMIT repeating(Failure(Failure::Kind::Network), attempt, pause);
            });
    connect(m_upload, &gradio::Upload::signingIn, this,
            [this] { Q_EMIT repeating(Failure(Failure::Kind::Login), 1, {}); });
    connect(m_upload, &gradio::Upload::finished, this, &Turn::uploadFinished);
    advance(State::Uploading);
    m_upload->start(m_files);
}

void Turn::uploadFinished()
{
    const Failure failure = m_upload->failure();
    const QJsonArray values = m_upload->values();
    m_upload.clear();
    m_timeline.uploaded = m_clock.elapsed();
    if (m_state == State::Cancelling || failure.kind == Failure::Kind::Interrupted) {
        advance(State::Cancelled, Failure(Failure::Kind::Interrupted));
        return;
    }
    if (failure) {
        if (!repeatRefused(failure))
            advance(State::Failed, failure);
        return;
    }
    m_isUploaded = true;
    QJsonArray ofValues;
    for (qsizetype i = 0; i < values.size(); ++i)
        (i < m_promptFiles ? m_input.files : ofValues).append(values.at(i));
    m_input.values
        = gradio::withUploads(m_mapping.parameters(), m_input.values, ofValues, m_config.version());
    runStep(0);
}

QJsonArray Turn::dataOf(int step) const { return m_mapping.buildData(step, m_input, m_page); }

void Turn::runStep(int step)
{
    m_step = step;
    const gradio::Endpoint &endpoint = m_mapping.stepEndpoint(step);
    gradio::CallRequest request;
    request.fnIndex = endpoint.fnIndex;
    request.apiName = endpoint.apiName();
    request.data = dataOf(step);
    request.fullValues = m_mapping.fullValues;
    m_sent.resize(size_t(step)); // a repetition takes the place of what was refused
    m_sent.push_back(request.data);
    if (m_isEvent) {
        request.triggerId = m_trigger;
        if (step == 0)
            request.eventData = m_eventData;
    }

    m_call = new Call(m_http, m_config, m_session, this);
    m_call->setSilenceLimit(m_silenceLimit);
    if (m_isEvent)
        m_call->setTransport(gradio::Transport::Kind::Queue); // the other one tells no events
    else if (m_transport)
        m_call->setTransport(*m_transport);
    connect(m_call, &Call::stateChanged, this, &Turn::callChanged);
    connect(m_call, &Call::placeChanged, this, &Turn::placeChanged);
    connect(m_call, &Call::progressChanged, this, &Turn::progressChanged);
    connect(m_call, &Call::logged, this, &Turn::notice);
    connect(m_call, &Call::repeating, this, &Turn::repeating);
    if (step == m_mapping.replyStep()) {
        connect(m_call, &Call::dataChanged, this, [this] {
            m_isReplyNewer = true;
            Q_EMIT replyChanged();
        });
    }
    connect(m_call, &Call::wantsFullValues, this, [this] {
        m_mapping.fullValues = true;
        m_connection.rememberFullValues();
    });
    connect(m_call, &Call::finished, this, &Turn::callFinished);
    m_call->start(request);
}

void Turn::callChanged()
{
    // Behind the answer nothing is worth a word; and who stopped waits for the end only.
    if (!m_call || m_step > m_mapping.replyStep() || m_state == State::Cancelling)
        return;
    switch (m_call->state()) {
    case Call::State::Submitting:
        advance(State::Submitting);
        break;
    case Call::State::Queued:
        advance(State::Queued);
        break;
    case Call::State::Running:
        advance(State::Running);
        break;
    case Call::State::Streaming:
        advance(m_step == m_mapping.replyStep() ? State::Streaming : State::Running);
        break;
    case Call::State::Cancelling:
        advance(State::Cancelling);
        break;
    case Call::State::Idle:
    case Call::State::Completed:
    case Call::State::Failed:
    case Call::State::Cancelled:
        break;
    }
}

void Turn::callFinished()
{
    const Call &call = *m_call;
    const Call::State state = call.state();
    const Failure failure = call.failure();
    const bool answers = m_step == m_mapping.replyStep();
    const bool answered = m_step > m_mapping.replyStep();
    if (answers) {
        m_isReplyNewer = true;
        static_cast<void>(reply());
        m_replyData = call.data();
        m_rawData = call.rawData();
        if (state == Call::State::Completed)
            m_hasAsides = gradio::addAsides(m_reply, m_replyData, m_mapping, m_pageBefore);
        const qint64 since = m_clock.elapsed() - call.timing().finished;
        const auto from = [since](qint64 ms) { return ms < 0 ? ms : ms + since; };
        m_timing = {from(call.timing().submitted), from(call.timing().started),
                    from(call.timing().firstData), from(call.timing().finished)};
    }
    if (state == Call::State::Cancelled)
        noticeWhatGoesOn(call);
    // What came of an answer that was stopped stands on the page too.
    if (!call.data().isEmpty())
        m_mapping.takeOutputs(m_step, call.data().values(), m_page);
    const bool nothingCame = call.data().isEmpty();
    keepRecord(call);
    m_call.clear();

    if (answers && keepsWhatCame(state, failure)) {
        const bool stopped = state == Call::State::Cancelled || m_state == State::Cancelling;
        m_end = stopped ? State::Cancelled : State::Failed;
        m_endFailure = stopped ? Failure(Failure::Kind::Interrupted) : failure;
    }
    if (state == Call::State::Completed || (answers && m_end)) {
        ++m_stepsDone;
        // Someone who stopped between two functions wants no further one to run, but what was
        // answered is told to the server.
        if (m_state == State::Cancelling && !answers && !answered)
            advance(State::Cancelled, Failure(Failure::Kind::Interrupted));
        else if (m_step + 1 < m_mapping.stepCount())
            runStep(m_step + 1);
        else
            complete();
    } else if (answered && m_end) {
        complete();
    } else if (answered) {
        qCWarning(lcChat) << "a function behind the answer failed:" << failure.code();
        notice({u"warning"_s,
                {},
                tr("The app answered, but it may not remember this turn: %1")
                    .arg(failure.said.isEmpty() ? failure.sentence() : failure.said)});
        complete();
    } else if (state == Call::State::Cancelled || m_state == State::Cancelling) {
        advance(State::Cancelled, Failure(Failure::Kind::Interrupted));
    } else if (!nothingCame || !repeatRefused(failure)) {
        advance(State::Failed, failure);
    }
}

void Turn::keepRecord(const gradio::Call &call)
{
    constexpr size_t kMostCalls = 8;
    if (m_timeline.calls.size() >= kMostCalls)
        return;
    Timeline::Call record = call.record();
    const gradio::Endpoint &endpoint = m_mapping.stepEndpoint(m_step);
    record.endpoint = endpoint.name;
    const bool hasPassword = std::any_of(endpoint.inputs.begin(), endpoint.inputs.end(),
                                         [](const auto &input) { return input.password; });
    if (hasPassword) {
        // Where it stands in a body depends on the transport; that there was one is enough.
        for (Timeline::Request &request : record.requests) {
            if (!request.body.isEmpty())
                request.body = "(not kept: one of the values is a password)";
        }
    }
    m_timeline.calls.push_back(std::move(record));
}

Timeline Turn::timeline(const QStringList &credentials, const QString &user) const
{
    Timeline timeline = m_timeline;
    timeline.submitted = m_timing.submitted;
    timeline.started = m_timing.started;
    timeline.firstData = m_timing.firstData;
    timeline.finished = m_ended;
    timeline.server = u"Gradio %1, %2"_s.arg(m_config.versionText(), m_config.protocolName());
    QUrl base = m_session.api();
    // It ends in the prefix and a slash.
    base.setPath(base.path().chopped(m_config.apiPrefix().size() + 1));
    gradio::CallScript script = gradio::CallScript::of(m_config, base, m_mapping, m_sent);
    script.credentials = credentials;
    script.user = user;
    timeline.script = script.toJson();
    if (gradio::toJson(timeline.script).size() > Timeline::kLongestBody)
        timeline.script = {};
    timeline.redact();
    return timeline;
}

bool Turn::repeatRefused(const Failure &failure)
{
    using Kind = Failure::Kind;
    // A route that is missing was asked for, and has an answer to show.
    const bool missing = failure.kind == Kind::Transport && !failure.detail.isEmpty();
    // A number that means nothing any more, or another function, fails like this too (F3, F8).
    const bool elsewhere = failure.kind == Kind::Endpoint || failure.kind == Kind::SilentApp;
    const bool refused = missing || elsewhere || failure.kind == Kind::Arguments
        || failure.kind == Kind::HistoryFormat || failure.kind == Kind::Multimodal;
    if (!refused || m_isEvent || m_refused || !pauseBefore(Repeatable::SubmitRefused, 1))
        return false;
    m_refused = failure;
    m_refusedData = dataOf(m_step);
    m_isReading = true;
    advance(State::Submitting);
    connect(&m_connection, &SpaceConnection::descriptionRead, this, &Turn::descriptionRead,
            Qt::SingleShotConnection);
    m_connection.readAgain();
    return true;
}

void Turn::descriptionRead(const Failure &failure)
{
    if (!std::exchange(m_isReading, false))
        return;
    if (failure) {
        // Why it was refused says more than why the description could not be read.
        advance(State::Failed, m_refused);
        return;
    }
    const gradio::HistoryFormat format = m_mapping.historyFormat;
    const int function = m_mapping.stepEndpoint(m_step).fnIndex;
    const QString shape = gradio::shapeOf(m_mapping);
    m_config = m_connection.config();
    m_mapping = m_connection.mapping();
    if (m_step >= m_mapping.stepCount() || gradio::shapeOf(m_mapping) != shape)
        m_step = 0;
    if (m_refused.kind == Failure::Kind::HistoryFormat && m_mapping.historyFormat == format
        && m_mapping.flipHistoryFormat(m_page))
        m_connection.rememberHistoryFormat(m_mapping.historyFormat);
    if (m_refused.kind == Failure::Kind::Multimodal && dataOf(m_step) == m_refusedData)
        m_mapping.flipMessageForm();
    // The same again would be refused again.
    const bool isElsewhere = m_session.api() != m_connection.api();
    const bool isOther = m_refused.kind == Failure::Kind::Transport
        ? isElsewhere
        : dataOf(m_step) != m_refusedData || m_mapping.stepEndpoint(m_step).fnIndex != function
            || gradio::shapeOf(m_mapping) != shape;
    if (!isOther) {
        advance(State::Failed, m_refused);
        return;
    }
    m_session.setApi(m_connection.api());
    Q_EMIT repeating(m_refused, 1, {});
    noticeChange();
    if (m_isUploaded || m_files.isEmpty())
        runStep(m_step);
    else
        upload();
}

/// What the server cannot stop, or may not have stopped (F22, gradio-protocol.md §6).
void Turn::noticeWhatGoesOn(const Call &call)
{
    const gradio::Dependency *function
        = m_config.dependency(m_mapping.stepEndpoint(m_step).fnIndex);
    // What only stood in the queue is taken out of it; a generator ends at its next step.
    if (call.timing().started < 0)
        return;
    if (function && !function->generator) {
        notice({u"info"_s,
                {},
                tr("The Space was asked to stop, but what runs there cannot be interrupted: it may "
                   "go on for a while, and use GPU time.")});
    } else if (call.isStopUnheard()) {
        notice({u"info"_s,
                {},
                tr("The Space was asked to stop and did not say that it has: it may go on for a "
                   "while, and use GPU time.")});
    }
}

void Turn::noticeChange()
{
    if (const QString changed = m_connection.takeChange(); !changed.isEmpty())
        notice({u"info"_s, {}, changed});
}

void Turn::notice(const Notice &notice)
{
    m_notices.push_back(notice);
    Q_EMIT noticed(notice);
}

bool Turn::keepsWhatCame(Call::State ended, const Failure &failure) const
{
    using Kind = Failure::Kind;
    // Whoever cannot be reached cannot be told either.
    const bool reachable = ended == Call::State::Cancelled || failure.kind == Kind::AppError
        || failure.kind == Kind::SilentApp;
    return ended != Call::State::Completed && reachable && !m_reply.isEmpty();
}

void Turn::complete()
{
    if (m_end) {
        m_mapping.endTurn(m_input, m_replyData.values(), m_page);
        advance(*m_end, m_endFailure);
        return;
    }
    if (m_mapping.replyOutput() < 0) {
        advance(State::Completed);
        return;
    }
    // The chat that an event leaves behind may end in a prompt.
    if ((!m_hasAsides && gradio::isNoReply(m_replyData, m_mapping))
        || (m_isEvent && !m_mapping.asks && reply().isEmpty())) {
        advance(State::Failed, Failure(Failure::Kind::SilentApp));
        return;
    }
    m_mapping.endTurn(m_input, m_replyData.values(), m_page);
    if (!m_isEvent
        && gradio::wantsPageChain(m_config, m_connection.endpoints(), m_mapping,
                                  m_replyData.toArray())
        && m_connection.followPage()) {
        notice({u"info"_s,
                {},
                tr("This answer holds parts that this endpoint cannot carry. From the next message "
                   "on the app is called as its own page calls it.")});
    }
    advance(State::Completed);
}

void Turn::cancel()
{
    if (isFinal(m_state) || m_state == State::Cancelling)
        return;
    if (m_upload) {
        advance(State::Cancelling);
        m_upload->cancel();
    } else if (m_call) {
        // The call tells when it is stopping; one that is refused by then ends at once.
        m_call->cancel();
    } else {
        m_isReading = false;
        advance(State::Cancelled, Failure(Failure::Kind::Interrupted));
    }
}

void Turn::advance(State next, Failure failure)
{
    Q_ASSERT(!isFinal(m_state));
    if (next == m_state)
        return;
    qCDebug(lcChat) << "turn" << m_state << "->" << next << "step" << m_step << failure.code();
    m_state = next;
    m_failure = std::move(failure);
    if (next == State::Failed) {
        m_failure.tried = m_tried.tried;
        m_failure.detail
            += u"\nGradio %1, %2"_s.arg(m_config.versionText(), m_mapping.endpoint.name);
    }
    Q_EMIT stateChanged();
    if (!isFinal(next))
        return;
    m_ended = m_clock.isValid() ? m_clock.elapsed() : 0;
    Q_EMIT finished();
    deleteLater();
}

} // namespace spaceline
