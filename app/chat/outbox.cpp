#include "chat/outbox.h"

#include <algorithm>
#include <chrono>
#include <utility>

using namespace std::chrono_literals;

namespace spaceline {

namespace {

/// A timer stands still while the computer sleeps, so the wall clock is looked at now and then.
constexpr std::chrono::milliseconds kLook = 1min;

} // namespace

Outbox::Outbox(QObject *parent) : QObject(parent)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &Outbox::watchTime);
}

Outbox::Waits Outbox::waits(qint64 reply) const
{
    if (!contains(reply))
        return Waits::ForNothing;
    if (m_isHeld)
        return Waits::ForUser;
    if (reply != m_replies.constFirst() || m_isReplyRunning)
        return Waits::ForReply;
    if (heldUntil(reply).isValid())
        return Waits::ForTime;
    return m_isSpaceReady ? Waits::ForNothing : Waits::ForSpace;
}

void Outbox::append(qint64 reply)
{
    if (!contains(reply))
        m_replies.append(reply);
}

qint64 Outbox::takeNext()
{
    if (isEmpty() || waits(m_replies.constFirst()) != Waits::ForNothing)
        return 0;
    const qint64 next = m_replies.takeFirst();
    m_isReplyRunning = true;
    watchTime();
    return next;
}

void Outbox::remove(qint64 reply)
{
    m_replies.removeOne(reply);
    m_held.remove(reply);
    if (isEmpty())
        m_isHeld = false;
    watchTime();
}

QList<qint64> Outbox::takeAll()
{
    m_held.clear();
    m_isHeld = false;
    m_timer.stop();
    return std::exchange(m_replies, {});
}

void Outbox::holdUntil(qint64 reply, const QDateTime &time)
{
    if (!contains(reply))
        return;
    if (time > QDateTime::currentDateTime())
        m_held.insert(reply, time);
    else
        m_held.remove(reply);
    watchTime();
}

QDateTime Outbox::heldUntil(qint64 reply) const { return m_held.value(reply); }

void Outbox::watchTime()
{
    m_timer.stop();
    if (isEmpty())
        return;
    const auto first = m_held.constFind(m_replies.constFirst());
    if (first == m_held.cend())
        return;
    const std::chrono::milliseconds left(QDateTime::currentDateTime().msecsTo(*first));
    if (left > 0ms) {
        m_timer.start(std::min(left, kLook));
        return;
    }
    m_held.erase(first);
    Q_EMIT due();
}

} // namespace spaceline
