#include "chat/conversationcontroller.h"

#include "account/tokenpolicy.h"
#include "base/logging.h"
#include "chat/messagemodel.h"
#include "chat/services.h"
#include "chat/spaceconnection.h"
#include "gradio/address.h"
#include "gradio/replyreader.h"
#include "gradio/session.h"
#include "net/http.h"
#include "net/repetition.h"
#include "net/trafficlog.h"
#include "settings/settings.h"

#include <chrono>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace spaceline {

namespace {

/// The reply as one Markdown text: its thoughts, what it says, then links to its files.
QByteArray markdownOf(const Reply &reply)
{
    QByteArray text;
    // Only text is stored as yet, so a thought stands in it as a quotation under its title.
    for (const Thought &thought : reply.thoughts) {
        text += "> **" + thought.title.toUtf8() + "**\n>\n> "
            + QByteArray(thought.text).replace('\n', "\n> ") + "\n\n";
    }
    text += reply.text;
    for (const FileRef &file : reply.files) {
        if (!text.isEmpty())
            text += "\n\n";
        const QString url = file.url.isValid() ? file.url.toString(QUrl::FullyEncoded) : QString();
        text += url.isEmpty() ? file.name.toUtf8()
                              : "[" + file.name.toUtf8() + "](<" + url.toUtf8() + ">)";
    }
    return text;
}

} // namespace

ConversationController::ConversationController(Services &services, qint64 conversation,
                                               QObject *parent)
    : QObject(parent)
    , m_services(services)
    , m_http(std::make_unique<Http>(services.policy(), services.cookies(), &services.trafficLog()))
    , m_messages(std::make_unique<MessageModel>(services.history(), conversation))
    , m_connection(std::make_unique<SpaceConnection>(*m_http, services.hub(), services.policy(),
                                                     &services.demo()))
    , m_record(services.history().conversation(conversation))
{
    m_messages->setSpaceName(m_record.spaceName);
    connect(m_connection.get(), &SpaceConnection::stateChanged, this,
            &ConversationController::connectionChanged);
    connect(m_connection.get(), &SpaceConnection::repeating, this,
            &ConversationController::connectionRepeats);
    m_readTimer.setSingleShot(true);
    m_readTimer.setInterval(16ms);
    connect(&m_readTimer, &QTimer::timeout, this, &ConversationController::takeReply);
    m_saveTimer.setSingleShot(true);
    m_saveTimer.setInterval(500ms);
    connect(&m_saveTimer, &QTimer::timeout, this,
            [this] { m_services.history().savePartial(m_running, m_text); });
    m_draftTimer.setSingleShot(true);
    m_draftTimer.setInterval(500ms);
    connect(&m_draftTimer, &QTimer::timeout, this, &ConversationController::flushDraft);
}

ConversationController::~ConversationController()
{
    flushDraft();
    if (!m_call)
        return;
    // The program ends while a reply runs: what came is kept, and the next start marks it as
    // interrupted.
    m_call->disconnect(this);
    takeReply();
    m_services.history().savePartial(m_running, m_text);
    delete m_call;
}

QString ConversationController::activityText() const
{
    switch (m_activity) {
    case Activity::NotConnected:
        return tr("Not connected");
    case Activity::Connecting:
        if (!m_notice.isEmpty())
            return m_notice;
        return m_connection->state() == SpaceConnection::State::Resolving
            ? tr("Looking for the Space")
            : tr("Connecting");
    case Activity::Ready:
        return tr("Ready · Gradio %1 · %2")
            .arg(m_connection->config().versionText(), m_connection->mapping().endpoint.name);
    case Activity::Sending:
        return m_notice.isEmpty() ? tr("Sending") : m_notice;
    case Activity::Queued: {
        if (!m_notice.isEmpty())
            return m_notice;
        const gradio::QueuePlace place = m_call ? m_call->place() : gradio::QueuePlace();
        if (place.position <= 1 && place.size <= 1)
            return tr("In the queue");
        QString words
            = tr("In queue %1 of %2").arg(place.position).arg(qMax(place.position, place.size));
        if (place.etaSeconds && *place.etaSeconds >= 1)
            words += u" · "_s + tr("about %n s", nullptr, int(*place.etaSeconds + 0.5));
        return words;
    }
    case Activity::Running: {
        const QString step = m_call ? m_call->progress().description : QString();
        return step.isEmpty() ? tr("Running") : tr("Running · %1").arg(step);
    }
    case Activity::Receiving:
        return tr("Receiving");
    case Activity::Stopping:
        return tr("Stopping");
    case Activity::Failed:
        return tr("Not connected");
    }
    return {};
}

bool ConversationController::isBusy() const { return m_running != 0 || !m_outbox.isEmpty(); }

bool ConversationController::canStop() const
{
    return isBusy() || m_activity == Activity::Connecting;
}

bool ConversationController::canSend() const { return !m_record.address.isEmpty(); }

QString ConversationController::storeError() const { return m_services.history().lastError(); }

void ConversationController::setActivity(Activity activity)
{
    m_activity = activity;
    if (m_running)
        m_messages->setStatus(m_running, activityText());
    const QString waiting = m_running ? tr("Waiting for the reply before") : activityText();
    for (const qint64 reply : std::as_const(m_outbox))
        m_messages->setStatus(reply, waiting);
    Q_EMIT activityChanged();
}

void ConversationController::reloadRecord()
{
    flushDraft(); // what is typed meanwhile is newer than what is read
    m_record = m_services.history().conversation(m_record.id);
    Q_EMIT recordChanged();
}

void ConversationController::setInFront(bool on)
{
    m_inFront = on;
    if (m_session)
        m_session->keepAlive(on && m_connection->config().connectHeartbeat()
                             && m_connection->config().hasHeartbeat());
}

QString ConversationController::connectTo(const QString &typed)
{
    const gradio::Address address = gradio::Address::parse(typed, m_services.hub());
    if (address.kind == gradio::Address::Kind::Invalid)
        return address.problem;
    stop();
    m_connection->connectTo(typed);
    if (m_record.address != m_connection->address()) {
        m_record.address = m_connection->address();
        m_record.spaceName = m_connection->spaceName();
        m_record.sessionHash.clear();
        m_record.appId.clear();
        m_services.history().updateConversation(m_record);
        Q_EMIT recordChanged();
    }
    return {};
}

void ConversationController::open()
{
    using State = SpaceConnection::State;
    const State state = m_connection->state();
    if (!m_record.address.isEmpty() && (state == State::Idle || state == State::Failed))
        m_connection->connectTo(m_record.address);
}

void ConversationController::connectionRepeats(int attempt, std::chrono::milliseconds pause)
{
    int most = attempt;
    while (pauseBefore(Repeatable::Get, most + 1))
        ++most;
    m_notice = tr("No answer, trying again in %n s (%1 of %2)", nullptr,
                  int((pause.count() + 999) / 1000))
                   .arg(attempt)
                   .arg(most);
    setActivity(m_activity);
}

void ConversationController::connectionChanged()
{
    using State = SpaceConnection::State;
    if (!m_call)
        m_notice.clear(); // of the repetition before
    switch (m_connection->state()) {
    case State::Idle:
        setActivity(Activity::NotConnected);
        break;
    case State::Resolving:
    case State::Reading:
        setActivity(Activity::Connecting);
        break;
    case State::Ready:
        makeSession();
        setActivity(Activity::Ready);
        pump();
        break;
    case State::Failed:
        setActivity(Activity::Failed);
        settleOutbox(MessageState::Failed, m_connection->failure());
        break;
    }
}

void ConversationController::makeSession()
{
    const gradio::Config &config = m_connection->config();
    // The server keeps the conversation under this hash as long as it is the same process (app_id).
    const bool same = !m_record.appId.isEmpty() && m_record.appId == config.appId();
    m_session = std::make_unique<gradio::Session>(*m_http, m_connection->api(),
                                                  same ? m_record.sessionHash : QString());
    const auto remember = [this] {
        m_record.sessionHash = m_session->hash();
        m_record.appId = m_connection->config().appId();
        m_record.address = m_connection->address();
        m_record.spaceName = m_connection->spaceName();
        m_services.history().updateConversation(m_record);
        Q_EMIT recordChanged();
    };
    connect(m_session.get(), &gradio::Session::hashChanged, this, remember);
    remember();
    m_messages->setSpaceName(m_record.spaceName);
    setInFront(m_inFront);
}

bool ConversationController::send(const QString &text)
{
    const QByteArray prompt = text.toUtf8();
    const TurnIds ids = m_services.history().addTurn(m_record.id, prompt);
    if (ids.reply == 0)
        return false;
    m_messages->appendTurn(ids, prompt);
    m_outbox.append(ids.reply);
    reloadRecord();
    Q_EMIT replyAwaited(ids.reply);
    open();
    pump();
    setActivity(m_activity);
    return true;
}

void ConversationController::pump()
{
    if (m_running || m_outbox.isEmpty() || m_connection->state() != SpaceConnection::State::Ready)
        return;
    startCall(m_outbox.takeFirst());
}

void ConversationController::startCall(qint64 reply)
{
    m_running = reply;
    m_text.clear();
    m_notice.clear();
    const gradio::ChatMapping &mapping = m_connection->mapping();
    gradio::CallRequest request;
    request.fnIndex = mapping.endpoint.fnIndex;
    request.apiName = mapping.endpoint.apiName();
    request.data = mapping.buildData(
        0, {QString::fromUtf8(m_messages->text(m_messages->promptOf(reply))), {}, {}}, {});
    request.fullValues = mapping.fullValues;

    m_call = new gradio::Call(*m_http, m_connection->config(), *m_session, this);
    m_call->setSilenceLimit(m_services.settings().silenceLimit());
    connect(m_call, &gradio::Call::stateChanged, this, &ConversationController::callChanged);
    connect(m_call, &gradio::Call::placeChanged, this, &ConversationController::callChanged);
    connect(m_call, &gradio::Call::progressChanged, this, &ConversationController::callChanged);
    connect(m_call, &gradio::Call::dataChanged, this, [this] {
        if (!m_readTimer.isActive())
            m_readTimer.start();
    });
    connect(m_call, &gradio::Call::repeating, this,
            [this](const Failure &reason, int attempt, std::chrono::milliseconds pause) {
                const int seconds = int((pause.count() + 999) / 1000);
                m_notice = seconds > 0 ? tr("%1 Trying again in %n s (%2).", nullptr, seconds)
                                             .arg(reason.sentence(), QString::number(attempt))
                                       : tr("%1 Trying again.").arg(reason.sentence());
                callChanged();
            });
    connect(m_call, &gradio::Call::wantsFullValues, m_connection.get(),
            [this] { m_connection->rememberFullValues(); });
    connect(m_call, &gradio::Call::finished, this, &ConversationController::callFinished);
    setActivity(Activity::Sending);
    m_call->start(request);
}

void ConversationController::callChanged()
{
    using State = gradio::Call::State;
    if (!m_call)
        return;
    switch (m_call->state()) {
    case State::Idle:
    case State::Submitting:
        setActivity(Activity::Sending);
        break;
    case State::Queued:
        setActivity(Activity::Queued);
        break;
    case State::Running:
        m_notice.clear();
        setActivity(Activity::Running);
        break;
    case State::Streaming:
        if (m_activity != Activity::Receiving)
            setActivity(Activity::Receiving);
        break;
    case State::Cancelling:
        setActivity(Activity::Stopping);
        break;
    case State::Completed:
    case State::Failed:
    case State::Cancelled:
        break;
    }
}

void ConversationController::takeReply()
{
    m_readTimer.stop();
    if (!m_call || !m_running)
        return;
    const gradio::ChatMapping &mapping = m_connection->mapping();
    // A final value of null must not take away what came before it.
    if (m_call->data().isEmpty() || gradio::isNoReply(m_call->data(), mapping))
        return;
    const QByteArray text = markdownOf(gradio::readReply(m_call->data(), mapping));
    if (text == m_text)
        return;
    m_text = text;
    m_messages->setReply(m_running, m_text, MessageState::Streaming);
    if (!m_saveTimer.isActive())
        m_saveTimer.start();
}

void ConversationController::callFinished()
{
    using State = gradio::Call::State;
    takeReply();
    const qint64 reply = m_running;
    Failure failure = m_call->failure();
    MessageState state = MessageState::Complete;
    if (m_call->state() == State::Cancelled) {
        state = MessageState::Stopped;
    } else if (m_call->state() == State::Failed) {
        const bool broken = failure.kind == Failure::Kind::ConnectionLost
            || failure.kind == Failure::Kind::Silence;
        state = broken ? MessageState::Interrupted : MessageState::Failed;
    } else if (gradio::isNoReply(m_call->data(), m_connection->mapping())) {
        failure = Failure(Failure::Kind::SilentApp);
        state = MessageState::Failed;
    }
    m_call.clear();
    settle(reply, state, failure);
    m_running = 0;
    m_text.clear();
    m_notice.clear();
    setActivity(Activity::Ready);
    pump();
}

void ConversationController::settle(qint64 reply, MessageState state, const Failure &failure)
{
    m_saveTimer.stop();
    const QByteArray text = reply == m_running ? m_text : QByteArray();
    const Failure kept = state == MessageState::Stopped ? Failure() : failure;
    const bool stored = m_services.history().finishReply(reply, text, state, kept);
    if (!stored)
        qCWarning(lcStore) << "a reply could not be stored:" << storeError();
    m_messages->setReply(reply, text, state, kept, stored);
    reloadRecord();
    Q_EMIT replyFinished(reply, state);
}

void ConversationController::settleOutbox(MessageState state, const Failure &failure)
{
    const QList<qint64> waiting = std::exchange(m_outbox, {});
    for (const qint64 reply : waiting)
        settle(reply, state, failure);
}

void ConversationController::stop()
{
    settleOutbox(MessageState::Stopped, {});
    if (m_call) {
        m_call->cancel();
    } else if (m_activity == Activity::Connecting) {
        m_connection->cancel();
        setActivity(Activity::NotConnected);
    } else {
        setActivity(m_activity);
    }
}

void ConversationController::retry(qint64 message)
{
    const int row = m_messages->rowOf(message);
    if (row < 0 || m_messages->head(row).author != MessageAuthor::Reply
        || !isFinal(m_messages->head(row).state) || m_outbox.contains(message))
        return;
    // A reply that is complete is not thrown away: its prompt is sent again, as a turn of its own.
    if (m_messages->head(row).state == MessageState::Complete) {
        send(QString::fromUtf8(m_messages->text(m_messages->promptOf(message))));
        return;
    }
    // What the server already took into its memory would stand there twice.
    const bool remembered = m_messages->head(row).length > 0;
    if (!m_services.history().restartReply(message))
        return;
    if (remembered && m_session && !m_running
        && m_connection->mapping().history == gradio::ChatMapping::History::Server)
        m_session->renew();
    m_messages->setReply(message, {}, MessageState::Pending);
    m_outbox.append(message);
    Q_EMIT replyAwaited(message);
    open();
    pump();
    setActivity(m_activity);
}

void ConversationController::setMappingChoice(const gradio::MappingChoice &choice)
{
    m_connection->setChoice(choice);
}

void ConversationController::setDraft(const QString &text)
{
    if (m_record.draft == text)
        return;
    m_record.draft = text;
    m_isDraftStored = false;
    m_draftTimer.start();
}

void ConversationController::flushDraft()
{
    m_draftTimer.stop();
    if (std::exchange(m_isDraftStored, true))
        return;
    m_services.history().updateConversation(m_record);
}

void ConversationController::setTitle(const QString &title)
{
    m_record.title = title.simplified();
    m_record.titleChosen = !m_record.title.isEmpty();
    m_services.history().updateConversation(m_record);
    reloadRecord();
}

} // namespace spaceline
