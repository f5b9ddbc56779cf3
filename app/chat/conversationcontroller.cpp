#include "chat/conversationcontroller.h"

#include "account/certificatetrust.h"
#include "account/tokenpolicy.h"
#include "base/logging.h"
#include "chat/conversationfiles.h"
#include "chat/draftfiles.h"
#include "chat/lastturn.h"
#include "chat/messagemodel.h"
#include "chat/outbox.h"
#include "chat/serverpresence.h"
#include "chat/services.h"
#include "chat/signin.h"
#include "chat/spaceconnection.h"
#include "chat/statewords.h"
#include "chat/unwrittenreplies.h"
#include "gradio/address.h"
#include "gradio/filerules.h"
#include "gradio/parametervalues.h"
#include "gradio/session.h"
#include "net/http.h"
#include "net/repetition.h"
#include "net/trafficlog.h"
#include "settings/settings.h"
#include "store/database.h"
#include "store/spacememory.h"
#include "store/timelinestore.h"

#include <QFileInfo>
#include <QLocale>

#include <algorithm>
#include <chrono>
#include <utility>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace spaceline {

namespace {

/// Whoever failed so may be gone, or be another one by now.
bool isBroken(const Failure &failure)
{
    using Kind = Failure::Kind;
    return failure.kind == Kind::ConnectionLost || failure.kind == Kind::Silence
        || failure.kind == Kind::SessionLost || failure.kind == Kind::Network
        || failure.kind == Kind::NotJson;
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
    , m_outbox(std::make_unique<Outbox>())
    , m_record(services.history().conversation(conversation))
{
    m_connection->setAsksUser(true);
    m_http->setServerTrust(&services.certificates());
    m_signIn
        = std::make_unique<SignIn>(*m_connection, *m_http, services.logins(), services.cookies());
    m_files = std::make_unique<ConversationFiles>(*m_http, services.history(), services.files(),
                                                  conversation);
    connect(m_files.get(), &ConversationFiles::changed, m_messages.get(),
            &MessageModel::filesChanged);
    connect(m_files.get(), &ConversationFiles::changed, this, &ConversationController::fileChanged);
    connect(m_files.get(), &ConversationFiles::progressed, m_messages.get(),
            &MessageModel::setFileProgress);
    connect(m_outbox.get(), &Outbox::due, this, [this] {
        open();
        pump();
        setActivity(m_activity);
    });
    m_last = std::make_unique<LastTurn>(*m_http, *m_connection, services.history(), *m_messages,
                                        conversation);
    connect(m_last.get(), &LastTurn::changed, this, &ConversationController::reloadRecord);
    connect(m_last.get(), &LastTurn::takenBack, this, &ConversationController::turnTakenBack);
    connect(m_last.get(), &LastTurn::noticed, this, &ConversationController::noticed);
    connect(&m_last->actions(), &TurnActions::idle, this, [this] {
        pump();
        setActivity(m_activity);
    });
    m_presence = std::make_unique<ServerPresence>(*m_http, *m_connection);
    connect(m_presence.get(), &ServerPresence::confirmed, this,
            &ConversationController::serverConfirmed);
    connect(m_presence.get(), &ServerPresence::lost, this,
            [this] { connectNow(m_record.address); });
    m_parameters = services.history().parameters(conversation);
    m_draftFiles = std::make_unique<DraftFiles>(services.history(), *m_files, conversation);
    m_messages->setSpaceName(m_record.spaceName);
    takeWhatWaited();
    connect(&services.unwritten(), &UnwrittenReplies::written, this,
            [this](const FinishedReply &reply) {
                if (m_messages->rowOf(reply.id) < 0)
                    return;
                m_messages->setReply(reply.id, reply.text, reply.state, reply.failure);
                reloadRecord();
            });
    connect(m_connection.get(), &SpaceConnection::stateChanged, this,
            &ConversationController::connectionChanged);
    connect(m_connection.get(), &SpaceConnection::repeating, this,
            &ConversationController::connectionRepeats);
    connect(m_connection.get(), &SpaceConnection::signingIn, this, [this] {
        m_notice = tr("Signing in again");
        setActivity(m_activity);
    });
    // The words for a connection that is ready name the endpoint.
    connect(m_connection.get(), &SpaceConnection::mappingChanged, this, [this] {
        m_last->actions().read();
        Q_EMIT activityChanged();
    });
    connect(m_connection.get(), &SpaceConnection::wantsFullValues, this,
            [this] { m_services.spaces().setFullValues(m_connection->address(), true); });
    connect(m_connection.get(), &SpaceConnection::choiceChanged, this, [this] {
        m_services.spaces().setChoice(m_connection->address(), m_connection->choice().toJson());
    });
    connect(m_connection.get(), &SpaceConnection::woke, this, [this](std::chrono::seconds time) {
        // Over night the computer may have slept longer than the Space.
        if (time < 1h)
            m_services.spaces().addWaking(m_connection->address(), time);
    });
    m_readTimer.setSingleShot(true);
    m_readTimer.setInterval(16ms);
    connect(&m_readTimer, &QTimer::timeout, this, &ConversationController::takeReply);
    m_saveTimer.setSingleShot(true);
    m_saveTimer.setInterval(500ms);
    connect(&m_saveTimer, &QTimer::timeout, this, &ConversationController::savePartial);
    m_draftTimer.setSingleShot(true);
    m_draftTimer.setInterval(500ms);
    connect(&m_draftTimer, &QTimer::timeout, this, &ConversationController::flushDraft);
}

/// What waited when the program ended goes out when the Space is ready.
void ConversationController::takeWhatWaited()
{
    const QString locked = lockedBecause();
    for (int row = 0; row < m_messages->rowCount(); ++row) {
        const MessageHead head = m_messages->head(row);
        if (!locked.isEmpty()) {
            // It stays in the history as it is, and is shown as what it is.
            if (head.state == MessageState::Pending)
                m_messages->setStatus(head.id, tr("Not sent: %1").arg(locked));
            else if (head.state == MessageState::Streaming)
                m_messages->setReply(head.id, m_messages->text(head.id), MessageState::Interrupted);
            continue;
        }
        if (head.state != MessageState::Pending)
            continue;
        // Behind a reply that was stopped they wait for the user, as they did before.
        const bool isHeld = m_outbox->isEmpty() && row >= 2
            && m_messages->head(row - 2).state == MessageState::Stopped;
        m_outbox->append(head.id);
        if (const Failure held = m_messages->failure(head.id); held.sendAtMs != 0)
            m_outbox->holdUntil(head.id, QDateTime::fromMSecsSinceEpoch(held.sendAtMs));
        if (isHeld)
            m_outbox->setHeld(true);
    }
}

ConversationController::~ConversationController()
{
    flushDraft();
    // What a stop held back does not go out at the next start.
    if (isHeld() && m_refusal.isEmpty()) {
        for (const qint64 reply : m_outbox->takeAll())
            m_services.history().finishReply(reply, {}, MessageState::Stopped, {});
    }
    if (!m_turn)
        return;
    // The program ends while a reply runs: what came is kept, and the next start marks it as
    // interrupted.
    m_turn->disconnect(this);
    takeReply();
    if (m_isBegun)
        savePartial();
    delete m_turn;
}

QString ConversationController::activityText() const
{
    switch (m_activity) {
    case Activity::Connecting:
        if (!m_notice.isEmpty())
            return m_notice;
        if (m_connection->isSlow())
            return tr("The Space is said to run, but has not answered yet");
        break;
    case Activity::Waking:
        return statewords::waking(m_connection->stage().kind(), m_connection->waited(),
                                  m_usualWaking, m_connection->isHubAnswering());
    case Activity::Ready:
        return tr("Ready · Gradio %1 · %2")
            .arg(m_connection->config().versionText(), m_connection->mapping().endpoint.name);
    case Activity::Sending:
        if (m_notice.isEmpty() && m_turn && m_turn->state() == Turn::State::Uploading
            && m_uploaded.second > 0)
            return tr("Sending files · %1 %").arg(100 * m_uploaded.first / m_uploaded.second);
        if (!m_notice.isEmpty())
            return m_notice;
        break;
    case Activity::Queued:
        if (!m_notice.isEmpty())
            return m_notice;
        return statewords::queueWithGuess(m_turn ? m_turn->place() : gradio::QueuePlace());
    case Activity::Running:
        return statewords::running(std::chrono::seconds(m_sinceActivity.elapsed() / 1000),
                                   m_turn ? m_turn->progress() : gradio::Progress());
    default:
        break;
    }
    return activityWord();
}

QString ConversationController::activityWord() const
{
    switch (m_activity) {
    case Activity::NotConnected:
    case Activity::Failed:
        return tr("Not connected");
    case Activity::Connecting:
        return m_connection->state() == SpaceConnection::State::Resolving
            ? tr("Looking for the Space")
            : tr("Connecting");
    case Activity::Asking:
        if (m_connection->isSigningIn())
            return tr("Signing in");
        return m_connection->question() == SpaceConnection::Question::SignIn
            ? tr("Sign in to go on")
            : tr("Waiting for your answer");
    case Activity::Waking:
        return statewords::stage(m_connection->stage().kind());
    case Activity::Ready:
        return tr("Ready");
    case Activity::Sending:
        return m_turn && m_turn->state() == Turn::State::Uploading ? tr("Sending files")
                                                                   : tr("Sending");
    case Activity::Queued:
        return statewords::queue(m_turn ? m_turn->place() : gradio::QueuePlace());
    case Activity::Running:
        return tr("Running");
    case Activity::Receiving:
        return tr("Receiving");
    case Activity::Stopping:
        return tr("Stopping");
    }
    return {};
}

bool ConversationController::isCounting() const
{
    return m_activity == Activity::Waking || m_activity == Activity::Running;
}

void ConversationController::refreshWords()
{
    if (isCounting())
        setActivity(m_activity);
}

QString ConversationController::waitingText(qint64 reply) const
{
    switch (m_outbox->waits(reply)) {
    case Outbox::Waits::ForReply:
        return tr("Waiting for the reply before");
    case Outbox::Waits::ForTime: {
        const QDateTime time = m_outbox->heldUntil(reply);
        const QString clock = QLocale().toString(time.time(), QLocale::ShortFormat);
        return time.date() == QDate::currentDate()
            ? tr("Will be sent at %1").arg(clock)
            : tr("Will be sent on %1 at %2")
                  .arg(QLocale().toString(time.date(), QLocale::ShortFormat), clock);
    }
    case Outbox::Waits::ForUser:
        return m_refusal.isEmpty() ? tr("Not sent, because the reply before was stopped")
                                   : tr("Not sent: %1").arg(m_refusal);
    case Outbox::Waits::ForSpace:
        // The server is asked whether it is still the same.
        if (m_activity == Activity::Ready)
            return tr("Connecting");
        break;
    case Outbox::Waits::ForNothing:
        break;
    }
    return activityText();
}

bool ConversationController::isBusy() const
{
    return m_running != 0 || (!m_outbox->isEmpty() && !isHeld());
}

bool ConversationController::isHeld() const { return m_outbox->isHeld(); }

bool ConversationController::canStop() const
{
    return isBusy() || isHeld() || m_activity == Activity::Connecting
        || m_activity == Activity::Waking || m_activity == Activity::Asking;
}

bool ConversationController::canSend() const
{
    return !m_record.address.isEmpty() && m_services.database().isWritable();
}

QString ConversationController::lockedBecause() const
{
    return m_services.database().isWritable() ? QString() : m_services.database().error();
}

QString ConversationController::storeError() const
{
    return m_problem.isEmpty() ? m_services.history().lastError() : m_problem;
}

void ConversationController::setActivity(Activity activity)
{
    if (m_activity != activity || !m_sinceActivity.isValid())
        m_sinceActivity.start();
    m_activity = activity;
    if (m_running) {
        const bool runs = m_turn && m_activity == Activity::Running;
        m_messages->setStatus(m_running, activityText(),
                              runs ? statewords::doneOf(m_turn->progress()) : std::nullopt);
    }
    for (const qint64 reply : m_outbox->replies())
        m_messages->setStatus(reply, waitingText(reply));
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
    if (QString locked = lockedBecause(); !locked.isEmpty())
        return locked;
    stopAll();
    connectNow(typed);
    if (m_record.address != m_connection->address()) {
        m_files->giveUpWaiting(); // they lie at the Space before
        m_last->forgetApp();
        setParameters({});
        m_record.address = m_connection->address();
        m_record.spaceName = m_connection->spaceName();
        m_messages->setSpaceName(m_record.spaceName);
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
        connectNow(m_record.address);
}

void ConversationController::connectNow(const QString &address)
{
    SpaceMemory &spaces = m_services.spaces();
    const QString known = gradio::Address::parse(address, m_services.hub()).canonical();
    m_connection->setChoice(gradio::MappingChoice::fromJson(spaces.choice(known)));
    m_usualWaking = spaces.usualWaking(known);
    m_connection->connectTo(address);
    if (spaces.fullValues(known))
        m_connection->rememberFullValues();
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
    m_outbox->setSpaceReady(m_connection->state() == State::Ready);
    m_presence->reset();
    if (!m_turn)
        m_notice.clear(); // of the repetition before
    switch (m_connection->state()) {
    case State::Idle:
        setActivity(Activity::NotConnected);
        break;
    case State::Resolving:
    case State::Reading:
        setActivity(Activity::Connecting);
        break;
    case State::Asking:
        setActivity(Activity::Asking);
        break;
    case State::Waking:
        setActivity(Activity::Waking);
        break;
    case State::Ready:
        m_presence->heard();
        makeSession();
        m_last->read();
        setActivity(Activity::Ready);
        pump();
        if (!std::exchange(m_areFilesResumed, true))
            m_files->fetchWaiting(m_connection->api(), fetchLimit());
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
    if (!same && !m_record.appId.isEmpty() && !config.appId().isEmpty()
        && m_connection->mapping().history == gradio::ChatMapping::History::Server)
        endMemory(m_messages->rowCount() - 1);
    // A turn that is still being stopped speaks in the old one.
    if (m_session && (m_turn || m_last->actions().isBusy()))
        m_session.release()->setParent(m_turn ? static_cast<QObject *>(m_turn) : m_last.get());
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
    connect(m_session.get(), &gradio::Session::heartbeatLost, this,
            &ConversationController::checkServer);
    remember();
    m_last->actions().setSession(m_session.get());
    m_messages->setSpaceName(m_record.spaceName);
    setInFront(m_inFront);
}

bool ConversationController::send(const QString &text, const QList<LocalFile> &files)
{
    const TurnIds ids = add(text, files);
    if (ids.reply == 0)
        return false;
    m_last->keepAside();
    enqueue(ids.reply);
    return true;
}

TurnIds ConversationController::add(const QString &text, const QList<LocalFile> &files)
{
    m_problem.clear();
    const QList<LocalFile> kept = m_files->kept(files, m_draftFiles->files(), &m_problem);
    if (!m_problem.isEmpty())
        return {};
    const QByteArray prompt = text.toUtf8();
    const QString name = kept.isEmpty() ? QString() : kept.constFirst().name;
    const TurnIds ids = m_services.history().addTurn(m_record.id, prompt, name);
    if (ids.reply == 0) {
        m_files->discard(kept, m_draftFiles->files());
        return {};
    }
    m_messages->appendTurn(ids, prompt);
    m_files->attach(ids.prompt, kept);
    m_draftFiles->handOver(files);
    return ids;
}

void ConversationController::enqueue(qint64 reply)
{
    m_outbox->append(reply);
    reloadRecord();
    Q_EMIT replyAwaited(reply);
    open();
    sendWaiting();
}

void ConversationController::sendWaiting()
{
    m_outbox->setHeld(false);
    pump();
    setActivity(m_activity);
}

qint64 ConversationController::fetchLimit() const
{
    return qint64(m_services.settings().largestFetched()) * 1'000'000;
}

void ConversationController::fetchFile(qint64 file)
{
    const StoredFile stored = m_services.history().file(file);
    if (m_connection->state() == SpaceConnection::State::Ready
        && m_messages->rowOf(stored.message) >= 0)
        m_files->fetchAgain(stored, m_connection->api());
}

void ConversationController::setParameters(const QJsonObject &values)
{
    if (m_parameters == values)
        return;
    m_parameters = values;
    // Which of them are passwords is known where the app is.
    if (m_connection->mapping().isValid()) {
        m_services.history().setParameters(
            m_record.id, gradio::withoutPasswords(m_connection->mapping().parameters(), values));
    } else if (values.isEmpty()) {
        m_services.history().setParameters(m_record.id, {});
    }
}

QString ConversationController::parametersProblem() const
{
    if (m_connection->state() != SpaceConnection::State::Ready)
        return {};
    const gradio::ChatMapping &mapping = m_connection->mapping();
    for (const gradio::Parameter &parameter : mapping.parameters()) {
        if (mapping.roleOf(parameter.key()) == gradio::Role::File)
            continue; // attached to the message
        QString problem = gradio::problemOf(parameter, m_parameters.value(parameter.key()));
        if (!problem.isEmpty())
            return problem;
    }
    return {};
}

QString ConversationController::problemOf(qint64 reply) const
{
    if (QString problem = parametersProblem(); !problem.isEmpty())
        return problem;
    const QList<LocalFile> files = m_files->attachedTo(m_messages->promptOf(reply));
    if (files.isEmpty()) {
        return m_connection->mapping().takesOnlyFiles()
            ? tr("This Space takes only files. Attach one.")
            : QString();
    }
    const gradio::FileRules rules(m_connection->mapping(), m_connection->config(), m_parameters);
    for (qsizetype i = 0; i < files.size(); ++i) {
        QString problem = rules.problemOf(files[i], QFileInfo(files[i].path).size(), i);
        if (!problem.isEmpty())
            return problem;
    }
    return {};
}

QJsonObject ConversationController::presets() const
{
    return m_services.spaces().presets(m_record.address);
}

void ConversationController::setPresets(const QJsonObject &presets)
{
    if (!m_connection->mapping().isValid())
        return;
    const std::vector<gradio::Parameter> parameters = m_connection->mapping().parameters();
    QJsonObject kept;
    for (auto preset = presets.begin(); preset != presets.end(); ++preset)
        kept.insert(preset.key(), gradio::withoutPasswords(parameters, preset.value().toObject()));
    m_services.spaces().setPresets(m_record.address, kept);
}

void ConversationController::setMappingChoice(const gradio::MappingChoice &choice)
{
    m_services.spaces().setChoice(m_record.address, choice.toJson());
    m_connection->setChoice(choice);
    if (m_connection->state() == SpaceConnection::State::Ready && !m_running)
        m_last->read();
}

void ConversationController::pump()
{
    // A quiet call and a reply in one session would read each other's stream.
    if (m_last->actions().isBusy())
        return;
    const QList<qint64> &waiting = m_outbox->replies();
    if (waiting.isEmpty() || m_outbox->waits(waiting.constFirst()) != Outbox::Waits::ForNothing)
        return;
    if (m_presence->isDoubtful(*m_session)) {
        checkServer();
        setActivity(Activity::Connecting);
        return;
    }
    // What was sent while the Space's form was not known, or was changed since.
    m_refusal = problemOf(waiting.constFirst());
    if (m_refusal.isEmpty()) {
        startTurn(m_outbox->takeNext());
        return;
    }
    m_outbox->setHeld(true);
    setActivity(m_activity);
    Q_EMIT promptRefused(m_refusal);
}

/// Nothing is sent meanwhile.
void ConversationController::checkServer()
{
    if (m_running || m_connection->state() != SpaceConnection::State::Ready)
        return;
    m_outbox->setSpaceReady(false);
    m_presence->check();
}

void ConversationController::serverConfirmed()
{
    m_outbox->setSpaceReady(true);
    setActivity(Activity::Ready);
    pump();
}

/// Below the last reply that the server could remember, from \p row upwards.
void ConversationController::endMemory(int row)
{
    for (; row >= 0; --row) {
        const MessageHead &head = m_messages->head(row);
        if (head.author != MessageAuthor::Reply || !isFinal(head.state)
            || (head.state != MessageState::Complete && head.length == 0))
            continue;
        MessageExtras extras = m_services.history().extras(head.id);
        if (std::exchange(extras.endsMemory, true))
            return;
        m_services.history().setExtras(head.id, extras);
        m_messages->setExtras(head.id, extras);
        return;
    }
}

void ConversationController::startTurn(qint64 reply)
{
    m_running = reply;
    m_isBegun = false;
    if (const Failure held = m_messages->failure(reply)) {
        m_failedBefore.insert(reply, held);
        m_messages->setReply(reply, {}, MessageState::Pending);
    }
    m_text.clear();
    m_extras = {};
    m_notice.clear();
    m_uploaded = {};
    m_extras.parameters = gradio::differing(m_connection->mapping().parameters(), m_parameters);
    m_areExtrasStored = m_extras.isEmpty();
    m_messages->setExtras(reply, m_extras);

    const qint64 prompt = m_messages->promptOf(reply);
    const QString words = QString::fromUtf8(m_messages->text(prompt));
    const QList<LocalFile> files = m_files->attachedTo(prompt);
    const TurnActions::Plan plan = m_last->planFor(reply, words, !files.isEmpty());
    if (plan.renews)
        m_session->renew();
    m_turn = new Turn(*m_http, *m_connection, *m_session, this);
    if (plan.mapping.isValid())
        m_turn->setEvent(plan.mapping, plan.eventData, plan.trigger);
    m_turn->setSilenceLimit(m_services.settings().silenceLimit());
    connect(m_turn, &Turn::stateChanged, this, &ConversationController::turnChanged);
    connect(m_turn, &Turn::placeChanged, this, &ConversationController::turnChanged);
    connect(m_turn, &Turn::progressChanged, this, &ConversationController::turnChanged);
    const QList<StoredFile> attached = m_services.history().files(prompt);
    connect(m_turn, &Turn::uploadProgressed, this,
            [this, prompt, attached](qint64 sent, qint64 total) {
                m_uploaded = {sent, total};
                // They travel in one request.
                for (const StoredFile &file : attached)
                    m_messages->setFileProgress(prompt, file.id,
                                                total > 0 ? double(sent) / double(total) : -1);
                turnChanged();
            });
    connect(m_turn, &Turn::noticed, this, &ConversationController::takeExtras);
    connect(m_turn, &Turn::replyChanged, this, [this] {
        if (!m_readTimer.isActive())
            m_readTimer.start();
    });
    connect(m_turn, &Turn::repeating, this,
            [this](const Failure &reason, int attempt, std::chrono::milliseconds pause) {
                const int seconds = int((pause.count() + 999) / 1000);
                m_notice = seconds > 0 ? tr("%1 Trying again in %n s (%2).", nullptr, seconds)
                                             .arg(reason.sentence(), QString::number(attempt))
                                       : tr("%1 Trying again.").arg(reason.sentence());
                // It goes on in a new session, which knows of this turn only.
                if (reason.kind == Failure::Kind::SessionLost
                    && m_connection->mapping().history == gradio::ChatMapping::History::Server)
                    endMemory(m_messages->rowOf(m_running) - 1);
                turnChanged();
            });
    connect(m_turn, &Turn::finished, this, &ConversationController::turnFinished);
    setActivity(Activity::Sending);
    if (plan.forgets) {
        m_turn->notice({u"info"_s,
                        {},
                        tr("This Space begins anew here: it no longer remembers what was said "
                           "before.")});
    }
    m_turn->start({words, plan.asksByItself ? QList<LocalFile>() : files, m_parameters}, plan.page);
}

void ConversationController::turnChanged()
{
    using State = Turn::State;
    if (!m_turn)
        return;
    if (m_turn->state() != State::Uploading)
        endUpload();
    switch (m_turn->state()) {
    case State::Submitting:
        // On disk before the first byte on the wire: what may have been sent is never sent by
        // itself again.
        if (!std::exchange(m_isBegun, true) && !m_services.history().beginReply(m_running))
            qCWarning(lcStore) << "a reply could not be marked as begun:" << storeError();
        [[fallthrough]];
    case State::Idle:
    case State::Uploading:
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

void ConversationController::endUpload()
{
    if (std::exchange(m_uploaded, {}).second > 0)
        m_messages->filesChanged(m_messages->promptOf(m_running));
}

void ConversationController::takeReply()
{
    m_readTimer.stop();
    if (!m_turn || !m_running)
        return;
    const QByteArray &text = m_turn->reply().text;
    takeExtras();
    if (text == m_text)
        return;
    m_text = text;
    m_messages->setReply(m_running, m_text, MessageState::Streaming);
    if (!m_saveTimer.isActive())
        m_saveTimer.start();
}

/// The server kept the conversation and has it no more (F9): the answer that comes knows nothing of
/// what was said before.
void ConversationController::takeExtras()
{
    if (!m_turn || !m_running)
        return;
    const Reply &reply = m_turn->reply();
    MessageExtras extras = m_extras;
    extras.thoughts = reply.thoughts;
    extras.options = reply.options;
    extras.notices = m_turn->notices();
    if (extras == m_extras)
        return;
    m_extras = std::move(extras);
    m_areExtrasStored = false;
    m_messages->setExtras(m_running, m_extras);
    if (!m_saveTimer.isActive())
        m_saveTimer.start();
}

void ConversationController::savePartial()
{
    if (!m_services.history().savePartial(m_running, m_text))
        qCWarning(lcStore) << "a part of a reply could not be stored:" << storeError();
    m_areExtrasStored = m_areExtrasStored || m_services.history().setExtras(m_running, m_extras);
}

void ConversationController::turnFinished()
{
    using State = Turn::State;
    endUpload();
    takeReply();
    const qint64 reply = m_running;
    const Failure failure = m_turn->failure();
    MessageState state = MessageState::Complete;
    if (m_turn->state() == State::Cancelled) {
        state = MessageState::Stopped;
    } else if (m_turn->state() == State::Failed) {
        const bool broken = failure.kind == Failure::Kind::ConnectionLost
            || failure.kind == Failure::Kind::Silence;
        state = broken ? MessageState::Interrupted : MessageState::Failed;
    }
    if (!m_last->take(reply, *m_turn, state)) {
        m_turn.clear();
        startTurn(reply);
        return;
    }
    const std::vector<FileRef> files = m_turn->reply().files;
    const QUrl api = m_session->api();
    const Turn &turn = *m_turn; // it lives as long as its last signal
    m_turn.clear();
    m_saveTimer.stop();
    settle(reply, state, failure,
           std::exchange(m_areExtrasStored, true) ? std::nullopt : std::optional(m_extras));
    keepTimeline(turn, reply);
    m_fetching = files.empty() ? 0 : reply;
    m_sinceFetch.start();
    m_files->fetch(reply, files, api, fetchLimit());
    m_running = 0;
    m_outbox->replyEnded();
    m_text.clear();
    m_notice.clear();
    setActivity(Activity::Ready);
    if (isBroken(failure))
        checkServer();
    else
        m_presence->heard();
    if (std::exchange(m_bringsBack, false))
        bringBack();
    pump();
}

void ConversationController::keepTimeline(const Turn &turn, qint64 reply)
{
    QStringList headers;
    for (const auto &[name, value] : m_services.policy().credentialsFor(m_connection->base()))
        headers += QString::fromLatin1(name);
    m_services.timelines().add(
        reply, m_record.address, turn.failure().code(),
        turn.timeline(headers, m_signIn->isSignedIn() ? m_signIn->knownUser() : QString()));
}

void ConversationController::fileChanged(qint64 message)
{
    if (message != m_fetching)
        return;
    const QList<StoredFile> files = m_services.history().files(message);
    const bool isWaiting = std::any_of(files.begin(), files.end(), [](const StoredFile &file) {
        return file.state == StoredFile::State::Waiting;
    });
    if (isWaiting)
        return;
    m_fetching = 0;
    Timeline timeline = m_services.timelines().latest(message);
    timeline.filesFetched = timeline.finished + m_sinceFetch.elapsed();
    m_services.timelines().replaceLatest(message, timeline);
}

void ConversationController::settle(qint64 reply, MessageState state, const Failure &failure,
                                    const std::optional<MessageExtras> &extras)
{
    m_saveTimer.stop();
    const QByteArray text = reply == m_running ? m_text : QByteArray();
    Failure kept = state == MessageState::Stopped ? Failure() : failure;
    const Failure before = m_failedBefore.take(reply);
    if (kept) {
        kept.sendAtMs = 0;
        if (kept.happenedMs == 0)
            kept.happenedMs = QDateTime::currentMSecsSinceEpoch();
        if (kept.isLike(before) && kept.happenedMs != before.happenedMs)
            kept.times = before.times + 1;
    }
    const bool stored = m_services.unwritten().store({reply, text, state, kept, extras});
    m_messages->setReply(reply, text, state, kept, stored);
    reloadRecord();
    Q_EMIT replyFinished(reply, state);
}

void ConversationController::settleOutbox(MessageState state, const Failure &failure)
{
    const QList<qint64> waiting = m_outbox->replies();
    for (const qint64 reply : waiting) {
        const bool isStopped = state == MessageState::Stopped;
        // Until its time has come it needs no connection.
        if (!isStopped && m_outbox->heldUntil(reply).isValid())
            continue;
        m_outbox->remove(reply);
        // What waited for its time failed before, and says so again.
        if (const Failure held = m_messages->failure(reply); held && isStopped)
            settle(reply, MessageState::Failed, held);
        else
            settle(reply, state, failure);
    }
}

void ConversationController::stop()
{
    if (!m_turn || m_outbox->isEmpty() || isHeld()) {
        stopAll();
        return;
    }
    m_refusal.clear();
    m_outbox->setHeld(true);
    m_turn->cancel();
    setActivity(m_activity);
}

void ConversationController::stopAll()
{
    settleOutbox(MessageState::Stopped, {});
    if (m_turn) {
        m_turn->cancel();
    } else if (m_activity == Activity::Connecting || m_activity == Activity::Waking
               || m_activity == Activity::Asking) {
        m_connection->cancel();
        m_presence->reset();
        m_outbox->setSpaceReady(false);
        setActivity(Activity::NotConnected);
    } else {
        setActivity(m_activity);
    }
}

void ConversationController::dropConnections() { m_http->dropConnections(); }

void ConversationController::reconnect(qint64 message)
{
    if (m_record.address.isEmpty())
        return;
    if (!m_running)
        connectNow(m_record.address);
    if (message)
        retry(message);
}

bool ConversationController::retry(qint64 message)
{
    m_problem.clear();
    const int row = m_messages->rowOf(message);
    if (row < 0 || m_messages->head(row).author != MessageAuthor::Reply
        || !isFinal(m_messages->head(row).state) || m_outbox->contains(message))
        return true;
    if (m_messages->head(row).state == MessageState::Complete) {
        const qint64 prompt = m_messages->promptOf(message);
        const QString text = QString::fromUtf8(m_messages->text(prompt));
        const QList<LocalFile> files = m_files->attachedTo(prompt);
        // Where the app does not ask again by itself, its prompt is sent as a turn of its own.
        if (canReplace() && message == m_last->ids().reply
            && m_last->actions().offersRetry(message))
            return replace(LastTurn::Kind::Retry, text, files);
        return send(text, files);
    }
    if (!restart(message))
        return false;
    // It may have failed because the app is another one by now.
    m_presence->doubt();
    Q_EMIT replyAwaited(message);
    open();
    sendWaiting();
    return true;
}

bool ConversationController::sendLater(qint64 message)
{
    m_problem.clear();
    Failure held = m_messages->failure(message);
    held.sendAtMs = held.overMs();
    if (held.sendAtMs == 0 || m_outbox->contains(message))
        return true;
    if (!restart(message, held))
        return false;
    m_outbox->holdUntil(message, QDateTime::fromMSecsSinceEpoch(held.sendAtMs));
    Q_EMIT replyAwaited(message);
    open();
    pump();
    setActivity(m_activity);
    return true;
}

void ConversationController::dontSend(qint64 message)
{
    if (!m_outbox->contains(message))
        return;
    const Failure held = m_messages->failure(message);
    m_outbox->remove(message);
    settle(message, held ? MessageState::Failed : MessageState::Stopped, held);
    pump();
    setActivity(m_activity);
}

bool ConversationController::restart(qint64 message, const Failure &held)
{
    const int row = m_messages->rowOf(message);
    if (row < 0)
        return false;
    // What it says must be on the disk before it goes.
    if (m_services.unwritten().contains(message) && !m_services.unwritten().writeAll())
        return false;
    m_last->restarts(message);
    const bool endsMemory = m_services.history().extras(message).endsMemory;
    const Failure before = m_messages->failure(message);
    if (!m_services.history().restartReply(message, held))
        return false;
    if (before)
        m_failedBefore.insert(message, before);
    // What comes now is the first that the server knows.
    if (endsMemory)
        endMemory(row - 1);
    m_messages->setReply(message, {}, MessageState::Pending, held);
    m_messages->setExtras(message, {});
    m_messages->filesChanged(message);
    m_outbox->append(message);
    return true;
}

bool ConversationController::canReplace() const
{
    return !isBusy() && !m_last->actions().isBusy() && m_last->ids().reply != 0;
}

bool ConversationController::edit(const QString &text, const QList<LocalFile> &files)
{
    return canReplace()
        && replace(LastTurn::Kind::Edit, text, m_files->attachedTo(m_last->ids().prompt) + files);
}

bool ConversationController::replace(LastTurn::Kind kind, const QString &text,
                                     const QList<LocalFile> &files)
{
    if (!m_last->setAside())
        return false;
    const TurnIds ids = add(text, files);
    m_last->replaceBy(ids, kind);
    if (ids.reply == 0)
        return false;
    enqueue(ids.reply);
    Q_EMIT turnReplaced();
    return true;
}

void ConversationController::undo()
{
    if (canReplace())
        m_last->undo();
    Q_EMIT activityChanged();
}

void ConversationController::bringBack()
{
    const qint64 now = m_last->replacement();
    if (now != 0 && (m_running == now || m_outbox->contains(now)))
        stop();
    m_bringsBack = isBusy();
    if (!m_bringsBack && !m_last->actions().isBusy())
        m_last->bringBack();
    Q_EMIT activityChanged();
}

void ConversationController::rate(qint64 reply, Feedback feedback)
{
    if (canReplace() && m_session)
        m_last->rate(reply, feedback);
    Q_EMIT activityChanged();
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

bool ConversationController::setTitle(const QString &title)
{
    const ConversationRecord before = m_record;
    m_record.title = title.simplified();
    m_record.titleChosen = !m_record.title.isEmpty();
    if (!m_services.history().updateConversation(m_record)) {
        m_record = before;
        return false;
    }
    reloadRecord();
    return true;
}

} // namespace spaceline
