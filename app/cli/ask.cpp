#include "cli/ask.h"

#include "cli/cliservices.h"
#include "gradio/replyreader.h"

#include <QJsonArray>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace spaceline::cli {

namespace {

QJsonObject toJson(const Reply &reply, int turn, const gradio::Call &call)
{
    QJsonArray thoughts;
    for (const Thought &thought : reply.thoughts) {
        thoughts.append(QJsonObject{
            {"title"_L1, thought.title},
            {"text"_L1, QString::fromUtf8(thought.text)},
            {"status"_L1, thought.status},
            {"duration_s"_L1, thought.duration ? QJsonValue(*thought.duration) : QJsonValue()}});
    }
    QJsonArray files;
    for (const FileRef &file : reply.files)
        files.append(QJsonObject{{"name"_L1, file.name}, {"mime"_L1, file.mime}});
    QJsonArray options;
    for (const ReplyOption &option : reply.options)
        options.append(QJsonObject{{"value"_L1, option.value}, {"label"_L1, option.label}});

    const gradio::CallTiming &timing = call.timing();
    const qint64 queued = timing.started < 0 || timing.submitted < 0
        ? 0
        : qMax(0, timing.started - timing.submitted);
    const QJsonObject times{{"submit_ms"_L1, timing.submitted},
                            {"queued_ms"_L1, queued},
                            {"first_text_ms"_L1, timing.firstData},
                            {"total_ms"_L1, timing.finished}};
    return {{"turn"_L1, turn},         {"text"_L1, QString::fromUtf8(reply.text)},
            {"thoughts"_L1, thoughts}, {"files"_L1, files},
            {"options"_L1, options},   {"data"_L1, call.data().toArray()},
            {"timing"_L1, times}};
}

} // namespace

Ask::Ask(CliServices &services, AskOptions options, AskSink &sink, QObject *parent)
    : QObject(parent)
    , m_services(services)
    , m_options(std::move(options))
    , m_sink(sink)
    , m_connection(services.http(), services.hub(), services.policy(), &services.demo())
{
    m_connection.setInfoOnlyIfNeeded(true);
    m_connection.setAnswerLimit(std::min<std::chrono::milliseconds>(m_options.silence, 30s));
    connect(&m_connection, &SpaceConnection::repeating, this,
            [this](int attempt, std::chrono::milliseconds pause) {
                m_sink.note(u"no usable answer, trying again in %1 s (%2)"_s
                                .arg(double(pause.count()) / 1000)
                                .arg(attempt));
            });
    m_connection.setWantedEndpoint(m_options.endpoint);
    connect(&m_connection, &SpaceConnection::stateChanged, this, &Ask::connectionChanged);
    m_textTimer.setSingleShot(true);
    m_textTimer.setInterval(50ms);
    connect(&m_textTimer, &QTimer::timeout, this, [this] { m_sink.flushText(); });
}

Ask::~Ask() = default;

void Ask::start()
{
    m_services.withToken(m_options.space, this,
                         [this] { m_connection.connectTo(m_options.space); });
}

void Ask::connectionChanged()
{
    switch (m_connection.state()) {
    case SpaceConnection::State::Idle:
        break;
    case SpaceConnection::State::Resolving:
        m_sink.state(u"resolving"_s, u"looking for the Space"_s);
        break;
    case SpaceConnection::State::Reading:
        break;
    case SpaceConnection::State::Ready:
        ready();
        break;
    case SpaceConnection::State::Failed:
        finish(m_connection.failure(), {});
        break;
    }
}

void Ask::ready()
{
    const gradio::Config &config = m_connection.config();
    const gradio::ChatMapping &mapping = m_connection.mapping();
    m_sink.connected({{"space"_L1, m_connection.address()},
                      {"url"_L1, m_connection.base().toString(QUrl::FullyEncoded)},
                      {"gradio"_L1, config.versionText()},
                      {"protocol"_L1, config.protocolName()},
                      {"endpoint"_L1, mapping.endpoint.name},
                      {"mapping"_L1, mapping.toJson()}});
    if (m_options.transport == gradio::Transport::Kind::Call && m_options.prompts.size() > 1
        && !config.callKeepsSession()) {
        m_sink.warn(u"Gradio %1 keeps no memory between turns on this transport"_s.arg(
            config.versionText()));
    }
    m_session = std::make_unique<gradio::Session>(m_services.http(), m_connection.api());
    nextTurn();
}

void Ask::nextTurn()
{
    const gradio::ChatMapping &mapping = m_connection.mapping();
    gradio::CallRequest request;
    request.fnIndex = mapping.endpoint.fnIndex;
    request.apiName = mapping.endpoint.apiName();
    request.data = mapping.buildData(0, {m_options.prompts.at(m_turn), {}, {}}, {});
    request.fullValues = mapping.fullValues;
    ++m_turn;
    m_text.clear();

    m_call = new gradio::Call(m_services.http(), m_connection.config(), *m_session, this);
    m_call->setSilenceLimit(m_options.silence);
    if (m_options.transport)
        m_call->setTransport(*m_options.transport);
    connect(m_call, &gradio::Call::stateChanged, this, &Ask::callStateChanged);
    connect(m_call, &gradio::Call::placeChanged, this, &Ask::callStateChanged);
    connect(m_call, &gradio::Call::progressChanged, this,
            [this] { m_sink.progress(m_call->progress()); });
    connect(m_call, &gradio::Call::logged, this, [this](const Notice &line) { m_sink.log(line); });
    connect(m_call, &gradio::Call::dataChanged, this, &Ask::takeText);
    connect(m_call, &gradio::Call::wantsFullValues, &m_connection,
            [this] { m_connection.rememberFullValues(); });
    connect(m_call, &gradio::Call::repeating, this,
            [this](const Failure &reason, int attempt, std::chrono::milliseconds pause) {
                m_sink.state(u"submitting"_s,
                             u"%1 Trying again in %2 s (%3)."_s.arg(reason.sentence())
                                 .arg(double(pause.count()) / 1000)
                                 .arg(attempt));
            });
    connect(m_call, &gradio::Call::finished, this, &Ask::callFinished);
    m_call->start(request);
}

void Ask::callStateChanged()
{
    using State = gradio::Call::State;
    switch (m_call->state()) {
    case State::Submitting:
        m_sink.state(u"submitting"_s, u"sending"_s);
        break;
    case State::Queued: {
        const gradio::QueuePlace &place = m_call->place();
        if (place.position == 0)
            break; // its numbers follow in placeChanged()
        QJsonObject members{{"position"_L1, place.position}, {"size"_L1, place.size}};
        members.insert("eta_s"_L1, place.etaSeconds ? QJsonValue(*place.etaSeconds) : QJsonValue());
        m_sink.state(u"queued"_s, u"in queue %1 of %2"_s.arg(place.position).arg(place.size),
                     members);
        break;
    }
    case State::Streaming:
        m_sink.state(u"streaming"_s, u"receiving"_s);
        break;
    default:
        break;
    }
}

void Ask::takeText()
{
    if (gradio::isNoReply(m_call->data(), m_connection.mapping()))
        return;
    QByteArray text = gradio::readReply(m_call->data(), m_connection.mapping()).text;
    if (text == m_text)
        return;
    m_text = std::move(text);
    m_sink.text(m_text);
    if (m_sink.isBroken()) {
        // Nobody reads any more: the server need not go on.
        interrupt();
        return;
    }
    if (m_sink.holdsText() && !m_textTimer.isActive())
        m_textTimer.start();
}

void Ask::callFinished()
{
    using State = gradio::Call::State;
    m_textTimer.stop();
    const gradio::ChatMapping &mapping = m_connection.mapping();
    if (m_call->state() != State::Completed) {
        finish(m_call->failure(), m_text);
        return;
    }
    if (gradio::isNoReply(m_call->data(), mapping)) {
        finish(Failure(Failure::Kind::SilentApp), m_text);
        return;
    }
    const Reply reply = gradio::readReply(m_call->data(), mapping);
    m_sink.reply(reply.text, toJson(reply, m_turn, *m_call));
    if (m_turn < m_options.prompts.size()) {
        nextTurn();
        return;
    }
    m_finished = true;
    if (m_sink.isBroken())
        m_sink.warn(u"standard output cannot be written"_s);
    Q_EMIT finished(m_sink.isBroken() ? 1 : 0);
}

void Ask::finish(const Failure &failure, const QByteArray &partial)
{
    if (m_finished)
        return;
    m_finished = true;
    m_sink.failed(failure, partial);
    Q_EMIT finished(failure.exitStatus());
}

void Ask::interrupt()
{
    if (m_call)
        m_call->cancel(); // its end comes as callFinished()
    else
        end();
}

void Ask::end()
{
    const QByteArray partial = m_text;
    if (m_call)
        m_call->disconnect(this);
    m_connection.disconnect(this);
    finish(Failure(Failure::Kind::Interrupted), partial);
}

} // namespace spaceline::cli
