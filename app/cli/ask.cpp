#include "cli/ask.h"

#include "base/hubendpoint.h"
#include "cli/askinput.h"
#include "cli/cliservices.h"
#include "gradio/login.h"
#include "net/repetition.h"

#include <QJsonArray>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace spaceline::cli {

namespace {

/// The exit status where standard output cannot be written: as of other programs.
constexpr int kNotWritten = 1;

/// The row of the repetition table that a turn's failure is repeated by, where it has more than
/// one try; those that have one are not counted.
std::optional<Repeatable> repeatableOf(Failure::Kind kind)
{
    if (kind == Failure::Kind::QueueFull)
        return Repeatable::SubmitQueueFull;
    if (kind == Failure::Kind::RateLimit)
        return Repeatable::SubmitRateLimit;
    return {};
}

/// "queue full, trying again in 5 s (1 of 3)".
QString againWords(const QString &why, int attempt, std::chrono::milliseconds pause,
                   std::optional<Repeatable> what)
{
    QString words = why.endsWith(u'.') ? why.chopped(1) : why;
    words += u", trying again"_s;
    if (pause > pause.zero())
        words += u" in %1 s"_s.arg(double(pause.count()) / 1000);
    if (!what)
        return words;
    int most = attempt;
    while (pauseBefore(*what, most + 1))
        ++most;
    return words + u" (%1 of %2)"_s.arg(attempt).arg(most);
}

QJsonObject toJson(const Reply &reply, int number, const Turn &turn)
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

    const gradio::CallTiming &timing = turn.timing();
    const qint64 queued = timing.started < 0 || timing.submitted < 0
        ? 0
        : qMax(0, timing.started - timing.submitted);
    const QJsonObject times{{"submit_ms"_L1, timing.submitted},
                            {"queued_ms"_L1, queued},
                            {"first_text_ms"_L1, timing.firstData},
                            {"total_ms"_L1, timing.finished}};
    return {{"turn"_L1, number},       {"text"_L1, QString::fromUtf8(reply.text)},
            {"thoughts"_L1, thoughts}, {"files"_L1, files},
            {"options"_L1, options},   {"timing"_L1, times}};
}

} // namespace

Ask::Ask(CliServices &services, AskOptions options, const QString &password, AskSink &sink,
         QObject *parent)
    : QObject(parent)
    , m_services(services)
    , m_options(std::move(options))
    , m_sink(sink)
    , m_connection(services.http(), services.hub(), services.policy(), &services.demo())
    , m_password(password)
{
    // Names of parameters, and what their values may be, are in /info only.
    m_connection.setInfoOnlyIfNeeded(m_options.params.isEmpty());
    m_connection.setOnlyCall(m_options.transport == gradio::Transport::Kind::Call);
    if (!m_options.output.isEmpty()) {
        m_fetcher = std::make_unique<FileFetcher>(services.http(), m_options.output);
        connect(m_fetcher.get(), &FileFetcher::finished, this, &Ask::replyIsWhole);
    }
    m_connection.setAnswerLimit(std::min<std::chrono::milliseconds>(m_options.silence, 30s));
    connect(&m_connection, &SpaceConnection::repeating, this,
            [this](int attempt, std::chrono::milliseconds pause) {
                m_sink.repeating(
                    u"resolving"_s,
                    againWords(u"no usable answer"_s, attempt, pause, Repeatable::Get));
            });
    connect(&m_connection, &SpaceConnection::signingIn, this,
            [this] { m_sink.note(u"signing in again"_s); });
    if (!m_options.user.isEmpty())
        m_connection.setLogins(*this);
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
        m_isLooking = true;
        break;
    case SpaceConnection::State::Waking:
        toldWaking();
        break;
    case SpaceConnection::State::Reading:
        // An address needs no Hub to be found, but it is waited for as well.
        if (!std::exchange(m_isLooking, true))
            m_sink.state(u"resolving"_s, u"reading the app's description"_s);
        if (m_connection.isSlow())
            m_sink.note(u"the Space is said to run, but has not answered yet"_s);
        break;
    case SpaceConnection::State::Asking: // nobody is asked here
        break;
    case SpaceConnection::State::Ready:
        ready();
        break;
    case SpaceConnection::State::Failed:
        if (m_connection.failure().kind == Failure::Kind::Login && !m_options.user.isEmpty()
            && !std::exchange(m_triedLogin, true))
            signIn();
        else
            finish(m_connection.failure(), {});
        break;
    }
}

void Ask::signIn()
{
    m_login = new gradio::Login(m_services.http(), m_connection.base(), this);
    connect(m_login, &gradio::Login::finished, this, [this] {
        const Failure failure = m_login->failure();
        m_login.clear();
        if (failure) {
            finish(failure, {});
            return;
        }
        m_signedInAt = m_connection.base();
        m_connection.refresh();
    });
    m_login->start(m_options.user, m_password);
}

QFuture<gradio::LoginWords> Ask::loginFor(const QUrl &base)
{
    const bool isKnown = !m_signedInAt.isEmpty() && originOf(base) == originOf(m_signedInAt);
    return QtFuture::makeReadyFuture(isKnown ? gradio::LoginWords{m_options.user, m_password}
                                             : gradio::LoginWords());
}

void Ask::toldWaking()
{
    const SpaceStage stage = m_connection.stage();
    QString words = stage.kind() == SpaceStage::Kind::Asleep ? u"waking the Space (%1)"_s
                                                             : u"waiting for the Space (%1)"_s;
    words = words.arg(stage.stage);
    if (!m_connection.isHubAnswering())
        words += u", Hugging Face does not answer just now"_s;
    m_sink.state(u"waking"_s, words);
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
    if (const Failure failure = applyInput(m_options, m_connection, m_values)) {
        finish(failure, {});
        return;
    }
    m_session = std::make_unique<gradio::Session>(m_services.http(), m_connection.api());
    nextTurn();
}

void Ask::nextTurn()
{
    const QString prompt = m_options.prompts.at(m_turn);
    ++m_turn;
    m_text.clear();

    m_current = new Turn(m_services.http(), m_connection, *m_session, this);
    m_current->setSilenceLimit(m_options.silence);
    if (m_options.transport)
        m_current->setTransport(*m_options.transport);
    connect(m_current, &Turn::stateChanged, this, &Ask::turnStateChanged);
    connect(m_current, &Turn::placeChanged, this, &Ask::turnStateChanged);
    connect(m_current, &Turn::progressChanged, this,
            [this] { m_sink.progress(m_current->progress()); });
    connect(m_current, &Turn::noticed, this, [this](const Notice &line) { m_sink.log(line); });
    connect(m_current, &Turn::replyChanged, this, &Ask::takeText);
    connect(m_current, &Turn::repeating, this,
            [this](const Failure &reason, int attempt, std::chrono::milliseconds pause) {
                m_sink.repeating(u"submitting"_s,
                                 againWords(reason.kind == Failure::Kind::QueueFull
                                                ? u"queue full"_s
                                                : reason.sentence(),
                                            attempt, pause, repeatableOf(reason.kind)));
            });
    connect(m_current, &Turn::finished, this, &Ask::turnFinished);
    m_current->start({prompt, m_options.files, m_values}, m_page);
}

void Ask::turnStateChanged()
{
    switch (m_current->state()) {
    case Turn::State::Uploading:
        m_sink.state(u"uploading"_s, u"sending files"_s);
        break;
    case Turn::State::Submitting:
        m_sink.state(u"submitting"_s, u"sending"_s);
        break;
    case Turn::State::Queued: {
        const gradio::QueuePlace place = m_current->place();
        if (place.position == 0)
            break; // its numbers follow in placeChanged()
        QJsonObject members{{"position"_L1, place.position}, {"size"_L1, place.size}};
        members.insert("eta_s"_L1, place.etaSeconds ? QJsonValue(*place.etaSeconds) : QJsonValue());
        m_sink.state(u"queued"_s, u"in queue %1 of %2"_s.arg(place.position).arg(place.size),
                     members);
        break;
    }
    case Turn::State::Streaming:
        m_sink.state(u"streaming"_s, u"receiving"_s);
        break;
    default:
        break;
    }
}

void Ask::takeText()
{
    const QByteArray &text = m_current->reply().text;
    if (text == m_text)
        return;
    m_text = text;
    m_sink.text(m_text);
    if (m_sink.isBroken()) {
        // Nobody reads any more: the server need not go on.
        interrupt();
        return;
    }
    if (m_sink.holdsText() && !m_textTimer.isActive())
        m_textTimer.start();
}

void Ask::turnFinished()
{
    m_textTimer.stop();
    if (m_current->state() != Turn::State::Completed) {
        const Failure failure = m_current->failure();
        m_current.clear();
        finish(failure, m_text);
        return;
    }
    m_reply = m_current->reply();
    m_replyJson = toJson(m_reply, m_turn, *m_current);
    m_replyData = m_current->rawData();
    m_page = m_current->page();
    m_current.clear();
    if (m_fetcher && !m_reply.files.empty())
        m_fetcher->start(m_reply.files, m_session->api());
    else
        replyIsWhole();
}

void Ask::replyIsWhole()
{
    Failure failure;
    if (m_fetcher && !m_reply.files.empty()) {
        QJsonArray files = m_replyJson.value("files"_L1).toArray();
        for (qsizetype i = 0; i < m_fetcher->paths().size(); ++i) {
            if (m_fetcher->paths().at(i).isEmpty())
                continue;
            QJsonObject file = files.at(i).toObject();
            file.insert("path"_L1, m_fetcher->paths().at(i));
            file.insert("mime"_L1, m_fetcher->mimes().at(i));
            files[i] = file;
        }
        m_replyJson.insert("files"_L1, files);
        // What an endpoint could not carry was said already; the next turn gets it.
        if (!m_reply.lostComponents)
            failure = m_fetcher->failure();
    }
    m_sink.reply(m_reply.text, m_replyJson, m_replyData);
    m_text.clear();
    if (failure) {
        finish(failure, {});
        return;
    }
    if (m_turn < m_options.prompts.size()) {
        nextTurn();
        return;
    }
    m_finished = true;
    if (m_sink.isBroken())
        m_sink.sayBroken();
    Q_EMIT finished(m_sink.isBroken() ? kNotWritten : 0);
}

void Ask::finish(const Failure &failure, const QByteArray &partial)
{
    if (m_finished)
        return;
    m_finished = true;
    // Whoever stopped for want of a reader was not interrupted by anybody.
    if (m_sink.isBroken() && failure.kind == Failure::Kind::Interrupted) {
        m_sink.sayBroken();
        Q_EMIT finished(kNotWritten);
        return;
    }
    m_sink.failed(failure, partial);
    if (m_sink.isBroken())
        m_sink.sayBroken();
    Q_EMIT finished(failure.exitStatus());
}

void Ask::interrupt()
{
    if (m_current)
        m_current->cancel(); // its end comes as turnFinished()
    else if (m_fetcher && !m_replyJson.isEmpty() && !m_finished)
        m_fetcher->cancel(); // the reply is printed without the rest
    else
        end();
}

void Ask::end()
{
    const QByteArray partial = m_text;
    if (m_current)
        m_current->disconnect(this);
    m_connection.disconnect(this);
    finish(Failure(Failure::Kind::Interrupted), partial);
}

} // namespace spaceline::cli
