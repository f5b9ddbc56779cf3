#include "chat/lastturn.h"

#include "chat/messagemodel.h"
#include "chat/spaceconnection.h"
#include "chat/turn.h"
#include "gradio/session.h"

#include <utility>

namespace spaceline {

LastTurn::LastTurn(Http &http, SpaceConnection &connection, HistoryStore &history,
                   MessageModel &messages, qint64 conversation, QObject *parent)
    : QObject(parent)
    , m_history(history)
    , m_messages(messages)
    , m_connection(connection)
    , m_conversation(conversation)
    , m_actions(std::make_unique<TurnActions>(http, connection, messages, m_memory))
{
}

LastTurn::~LastTurn() = default;

void LastTurn::read()
{
    m_memory = PageMemory::read(m_history.page(m_conversation), m_connection.mapping());
    m_actions->read();
}

void LastTurn::forgetApp()
{
    m_memory = {};
    m_aside.reset();
    m_replaced.clear();
    store();
}

void LastTurn::store() { m_history.setPage(m_conversation, m_memory.toJson()); }

void LastTurn::reload()
{
    m_messages.reload();
    Q_EMIT changed();
}

TurnIds LastTurn::ids() const
{
    const int row = m_messages.rowCount() - 1;
    if (row < 0 || m_messages.head(row).author != MessageAuthor::Reply
        || !isFinal(m_messages.head(row).state))
        return {};
    const qint64 reply = m_messages.head(row).id;
    return {m_messages.promptOf(reply), reply};
}

TurnActions::Plan LastTurn::planFor(qint64 reply, const QString &words, bool hasFiles)
{
    if (const auto replaced = m_replaced.constFind(reply); replaced != m_replaced.constEnd())
        return m_actions->planFor(*replaced, words, hasFiles);
    TurnActions::Plan plan;
    plan.page = m_memory.values();
    return plan;
}

bool LastTurn::take(qint64 reply, Turn &turn, MessageState state)
{
    const auto replaced = m_replaced.constFind(reply);
    const bool isReplacing = replaced != m_replaced.constEnd();
    const bool hasAnswer = state == MessageState::Complete || !turn.reply().isEmpty();
    if (hasAnswer) {
        m_memory.take(turn.chatMapping(), turn.page(), reply,
                      turn.isRemembered() ? turn.session() : QString());
    } else if (isReplacing && turn.isEvent() && turn.failure().kind == Failure::Kind::SilentApp) {
        // It changes the chat and leaves the answer to another function.
        m_actions->distrust(replaced->kind);
        m_replaced.erase(replaced);
        return false;
    } else if (isReplacing && turn.stepsDone() == 0) {
        // Nothing was taken back yet: the next try has to.
        m_memory = replaced->memory;
        return true;
    }
    m_replaced.remove(reply);
    store();
    return true;
}

void LastTurn::restarts(qint64 reply)
{
    const int row = m_messages.rowOf(reply);
    if (reply != ids().reply || m_replaced.contains(reply))
        return;
    // What the app already took into its memory would stand there twice.
    m_replaced.insert(reply, {reply, Kind::Retry, m_messages.head(row).length > 0, m_memory});
}

bool LastTurn::setAside()
{
    const TurnIds old = ids();
    if (old.reply == 0)
        return false;
    const bool hasText = m_messages.head(m_messages.rowOf(old.reply)).length > 0;
    if (!m_history.setAside(old, true))
        return false;
    m_aside = {old, {}, m_memory};
    // Of a turn that was to take another one's place and never did, it is the other one.
    if (!m_replaced.contains(old.reply))
        m_replaced.insert(old.reply, {old.reply, Kind::Retry, hasText, m_memory});
    reload();
    return true;
}

void LastTurn::replaceBy(const TurnIds &ids, Kind kind)
{
    const TurnIds old = m_aside->old;
    TurnActions::Replaced replaced = m_replaced.take(old.reply);
    if (ids.reply == 0) {
        m_aside.reset();
        m_history.setAside(old, false);
        reload();
        return;
    }
    replaced.kind = kind;
    m_replaced.insert(ids.reply, replaced);
    m_aside->now = ids;
}

void LastTurn::undo()
{
    const TurnIds last = ids();
    if (last.reply == 0 || !m_actions->undoRefusal(last.reply).isEmpty())
        return;
    const PageMemory memory = m_memory;
    m_actions->takeBack(last.reply, [this, last, memory](const Failure &failure) {
        store();
        if (failure) {
            Q_EMIT noticed(tr("The turn could not be taken back. %1").arg(failure.sentence()));
            return;
        }
        if (!m_history.setAside(last, true)) {
            Q_EMIT noticed(m_history.lastError());
            return;
        }
        m_replaced.remove(last.reply);
        m_aside = {last, {}, memory};
        reload();
        Q_EMIT takenBack();
    });
}

void LastTurn::bringBack()
{
    if (!m_aside)
        return;
    const Aside aside = *std::exchange(m_aside, std::nullopt);
    const bool isStored = (aside.now.reply == 0 || m_history.setAside(aside.now, true))
        && m_history.setAside(aside.old, false);
    m_replaced.remove(aside.now.reply);
    reload();
    if (!isStored) {
        Q_EMIT noticed(m_history.lastError());
        return;
    }
    m_actions->bringBack(aside.memory, [this](const Failure &failure) {
        store();
        if (failure)
            Q_EMIT noticed(tr("It is here again, but the Space does not remember it any more."));
    });
}

void LastTurn::rate(qint64 reply, Feedback feedback)
{
    const Feedback before = m_history.extras(reply).feedback;
    if (!m_actions->offersLike(feedback) || (feedback == before && !m_actions->canWithdraw()))
        return;
    const auto keep = [this, reply](Feedback kept) {
        MessageExtras extras = m_history.extras(reply);
        extras.feedback = kept;
        m_history.setExtras(reply, extras);
        m_messages.setExtras(reply, extras);
    };
    const Feedback wanted = feedback == before ? Feedback::None : feedback;
    keep(wanted);
    m_actions->tell(reply, wanted, [this, keep, before](const Failure &failure) {
        if (!failure)
            return;
        keep(before);
        Q_EMIT noticed(tr("The Space could not be told. %1").arg(failure.sentence()));
    });
}

} // namespace spaceline
