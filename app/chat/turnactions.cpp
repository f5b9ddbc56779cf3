#include "chat/turnactions.h"

#include "base/message.h"
#include "chat/messagemodel.h"
#include "chat/spaceconnection.h"
#include "chat/turn.h"
#include "gradio/mappingbuilder.h"
#include "gradio/session.h"

#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace spaceline {

using gradio::ChatMapping;
using gradio::ChatTurns;
using gradio::PageValues;

TurnActions::TurnActions(Http &http, SpaceConnection &connection, const MessageModel &messages,
                         PageMemory &memory, QObject *parent)
    : QObject(parent)
    , m_http(http)
    , m_connection(connection)
    , m_messages(messages)
    , m_memory(memory)
{
}

TurnActions::~TurnActions()
{
    if (!m_quiet)
        return;
    m_quiet->disconnect(this);
    delete m_quiet;
}

void TurnActions::read()
{
    m_events = m_connection.state() == SpaceConnection::State::Ready ? gradio::chatEventsOf(
                   m_connection.config(), m_connection.endpoints(), m_connection.mapping())
                                                                     : gradio::ChatEvents();
    Q_EMIT offersChanged();
}

bool TurnActions::offersLike(Feedback feedback) const
{
    return feedback == Feedback::Like ? m_events.offersLike : m_events.offersDislike;
}

/// The chat on the page. Where the turns are not told it, it is as an event left it long ago.
QJsonValue TurnActions::pageChat() const
{
    const ChatMapping &mapping = m_connection.mapping();
    for (int step = 0; step < mapping.stepCount() && mapping.isValid(); ++step) {
        for (const gradio::Output &output : mapping.stepEndpoint(step).outputs) {
            if (output.component == m_events.chatbot)
                return m_memory.values().value(m_events.chatbot, QJsonArray());
        }
    }
    return QJsonValue::Undefined;
}

TurnActions::Held TurnActions::held(qint64 reply, bool something) const
{
    const bool isServer = m_connection.mapping().history == ChatMapping::History::Server;
    if (m_memory.turn() == reply) {
        if (!isServer || (m_session && m_memory.session() == m_session->hash()))
            return Held::Yes;
        // Of another session than this one, or it was cut off.
        return m_memory.session().isEmpty() ? Held::Perhaps : Held::No;
    }
    // Where nothing of it came, nothing of it stands anywhere.
    return !something || !isServer || m_memory.turn() != 0 ? Held::No : Held::Perhaps;
}

TurnActions::Way TurnActions::wayBack(Held held) const
{
    if (held == Held::No)
        return Way::Nothing;
    const bool isOnPage = this->isOnPage();
    switch (m_connection.mapping().history) {
    case ChatMapping::History::None:
        break;
    case ChatMapping::History::Client:
        return m_events.undo.isValid() && isOnPage ? Way::Undo : Way::Here;
    case ChatMapping::History::Server:
        if (held == Held::Yes && m_events.undo.isValid() && isOnPage)
            return Way::Undo;
        return m_events.remember.isValid() ? Way::Remember : Way::NewSession;
    }
    return Way::Nothing;
}

bool TurnActions::isOnPage() const { return turnsIn(pageChat()).count() > 0; }

bool TurnActions::offersRetry(qint64 reply) const
{
    if (held(reply, true) != Held::Yes)
        return false;
    // Where the turns do not go through the page's chat, a ChatInterface is told what to remember
    // and asked as before: its own retry cannot read what its endpoint for callers remembers.
    return isOnPage() ? m_events.retry.isValid() : m_events.remember.isValid();
}

QString TurnActions::undoRefusal(qint64 reply) const
{
    if (m_connection.state() != SpaceConnection::State::Ready)
        return tr("The Space is not connected.");
    const int row = m_messages.rowOf(reply);
    const bool something = row >= 0 && m_messages.head(row).length > 0;
    if (wayBack(held(reply, something)) != Way::NewSession || replyBefore(reply) == 0)
        return {};
    return tr("This Space remembers what was said and cannot take a turn back.");
}

qint64 TurnActions::replyBefore(qint64 reply) const
{
    const int row = m_messages.rowOf(reply);
    for (int i = (row < 0 ? m_messages.rowCount() : row) - 1; i >= 0; --i) {
        const MessageHead &head = m_messages.head(i);
        if (head.author == MessageAuthor::Reply && head.id != reply && head.length > 0)
            return head.id;
    }
    return 0;
}

ChatTurns TurnActions::turnsIn(const QJsonValue &chat) const { return {chat, m_events.format}; }

/// What was said, as the app's chatbot writes it: words only.
QJsonArray TurnActions::writtenChat(qint64 without) const
{
    QJsonArray chat;
    for (int row = 0; row < m_messages.rowCount(); ++row) {
        const MessageHead &head = m_messages.head(row);
        if (head.author != MessageAuthor::Reply || head.length == 0 || head.id == without)
            continue;
        const QString prompt = QString::fromUtf8(m_messages.text(m_messages.promptOf(head.id)));
        const QString answer = QString::fromUtf8(m_messages.text(head.id));
        const QJsonArray turn = gradio::withAnswer(
            gradio::withUserTurn({}, m_events.format, prompt), m_events.format, answer);
        for (const QJsonValue &each : turn)
            chat.append(each);
    }
    return chat;
}

/// A chat in which the turn of \p reply is as many turns from the end as among the messages: the
/// page's, with everything that it holds, else one that is written here.
ChatTurns TurnActions::chatOf(qint64 reply) const
{
    int later = 0;
    for (int row = m_messages.rowOf(reply) + 1; row > 0 && row < m_messages.rowCount(); ++row) {
        const MessageHead &head = m_messages.head(row);
        later += int(head.author == MessageAuthor::Reply && head.length > 0);
    }
    const QString prompt = QString::fromUtf8(m_messages.text(m_messages.promptOf(reply)));
    ChatTurns page = turnsIn(pageChat());
    if (page.count() > later && page.isAnswered(later)
        && (prompt.isEmpty() || page.prompt(later).trimmed() == prompt.trimmed()))
        return page;
    return turnsIn(writtenChat());
}

PageValues TurnActions::pageWith(const QJsonValue &chat) const
{
    PageValues page = m_memory.values();
    page.insert(m_events.chatbot, chat);
    return page;
}

/// The page's chat without its last turn, for where nobody knows what was there before.
PageValues TurnActions::trimmed() const
{
    const QJsonValue chat = pageChat();
    if (m_memory.knowsBefore() || !chat.isArray())
        return {};
    return {{m_events.chatbot, turnsIn(chat).withoutLast()}};
}

TurnActions::Plan TurnActions::planFor(const Replaced &turn, const QString &words, bool hasFiles)
{
    const ChatMapping &mapping = m_connection.mapping();
    Plan plan;
    plan.page = m_memory.values();
    const Held held = this->held(turn.reply, turn.hasText);
    const Way way = wayBack(held);
    if (way == Way::Nothing)
        return plan;

    const ChatTurns turns = turnsIn(pageChat());
    const bool isHeld = held == Held::Yes;
    const gradio::Parameter *message = mapping.messageParameter();
    const bool wordsOnly = !hasFiles && !(message && message->isMultimodal());
    plan.trigger = m_events.chatbot;
    if (turn.kind == Kind::Retry && isHeld && m_events.retry.isValid() && turns.count() > 0) {
        plan.mapping = m_events.retry;
        plan.eventData = gradio::ChatEvents::promptData(turns);
        plan.asksByItself = true;
    } else if (turn.kind == Kind::Edit && isHeld && m_events.edit.isValid() && wordsOnly
               && turns.count() > 0) {
        plan.mapping = m_events.edit;
        plan.eventData = gradio::ChatEvents::editData(turns, words);
        // The page shows the new words before it tells the app.
        plan.page = pageWith(turns.withLastPrompt(words));
        plan.asksByItself = true;
    }
    const qint64 before = replyBefore(turn.reply);
    m_memory.takeBack(before, trimmed());
    if (plan.mapping.isValid())
        return plan;

    switch (way) {
    case Way::Nothing:
        break;
    case Way::Here:
        plan.page = m_memory.values();
        break;
    case Way::Undo:
        // What is sent along needs no function of the app's to be shorter.
        if (mapping.history == ChatMapping::History::Client) {
            plan.page = m_memory.values();
            break;
        }
        plan.mapping = gradio::inFrontOf(m_events.undo, mapping);
        plan.eventData = gradio::ChatEvents::promptData(turns);
        break;
    case Way::Remember:
        plan.page = pageWith(writtenChat(turn.reply));
        plan.mapping = gradio::inFrontOf(m_events.remember, mapping);
        break;
    case Way::NewSession:
        plan.renews = true;
        plan.forgets = before != 0;
        break;
    }
    return plan;
}

void TurnActions::distrust(Kind kind)
{
    (kind == Kind::Retry ? m_events.retry : m_events.edit) = {};
    Q_EMIT offersChanged();
}

void TurnActions::tell(qint64 reply, Feedback feedback, std::function<void(const Failure &)> done)
{
    int later = 0;
    for (int row = m_messages.rowOf(reply) + 1; row > 0 && row < m_messages.rowCount(); ++row) {
        const MessageHead &head = m_messages.head(row);
        later += int(head.author == MessageAuthor::Reply && head.length > 0);
    }
    const ChatTurns turns = chatOf(reply);
    if (!m_session || turns.count() <= later) {
        done(Failure(Failure::Kind::Network));
        return;
    }
    run(m_events.like, m_events.likeData(turns, later, feedback), pageWith(turns.chat()),
        [done = std::move(done)](const Turn &turn) { done(turn.failure()); });
}

void TurnActions::takeBack(qint64 reply, const std::function<void(const Failure &)> &done)
{
    const qint64 before = replyBefore(reply);
    const auto ended = [this, before, done](bool isUndo) {
        return [this, before, done, isUndo](const Turn &turn) {
            if (turn.isRemembered())
                m_memory.takeBack(before, isUndo ? turn.page() : trimmed());
            done(turn.isRemembered() ? Failure() : turn.failure());
        };
    };
    const int row = m_messages.rowOf(reply);
    const bool something = row >= 0 && m_messages.head(row).length > 0;
    switch (wayBack(this->held(reply, something))) {
    case Way::Nothing:
        done({});
        break;
    case Way::Here:
        m_memory.takeBack(before, trimmed());
        done({});
        break;
    case Way::Undo:
        run(m_events.undo, gradio::ChatEvents::promptData(turnsIn(pageChat())), m_memory.values(),
            ended(true));
        break;
    case Way::Remember:
        run(m_events.remember, {}, pageWith(writtenChat(reply)), ended(false));
        break;
    case Way::NewSession:
        if (m_session)
            m_session->renew();
        m_memory.takeBack(before);
        done({});
        break;
    }
}

void TurnActions::bringBack(const PageMemory &memory,
                            const std::function<void(const Failure &)> &done)
{
    const bool isServer = m_connection.mapping().history == ChatMapping::History::Server;
    const bool knew = m_session && memory.session() == m_session->hash();
    if (!isServer || memory.turn() == m_memory.turn()) {
        m_memory = memory;
        done({});
        return;
    }
    if (!knew || !m_events.remember.isValid()) {
        done(Failure(Failure::Kind::MemoryLost));
        return;
    }
    const QJsonValue held = memory.values().value(m_events.chatbot);
    const bool isOnPage = !pageChat().isUndefined() && turnsIn(held).count() > 0;
    const QJsonValue chat = isOnPage ? held : QJsonValue(writtenChat());
    run(m_events.remember, {}, pageWith(chat), [this, memory, done](const Turn &turn) {
        if (turn.isRemembered())
            m_memory = memory;
        done(turn.isRemembered() ? Failure() : turn.failure());
    });
}

void TurnActions::run(const ChatMapping &mapping, const QJsonValue &eventData,
                      const PageValues &page, std::function<void(const Turn &)> ended)
{
    m_quiet = new Turn(m_http, m_connection, *m_session, this);
    m_quiet->setEvent(mapping, eventData, m_events.chatbot);
    connect(m_quiet, &Turn::finished, this, [this, ended = std::move(ended)] {
        const QPointer<Turn> turn = std::exchange(m_quiet, nullptr);
        ended(*turn);
        Q_EMIT idle();
    });
    m_quiet->start({}, page);
}

} // namespace spaceline
