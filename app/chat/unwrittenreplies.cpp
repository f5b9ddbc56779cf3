#include "chat/unwrittenreplies.h"

#include "base/logging.h"
#include "store/historystore.h"

#include <algorithm>
#include <utility>

namespace spaceline {

UnwrittenReplies::UnwrittenReplies(HistoryStore &history, QObject *parent)
    : QObject(parent)
    , m_history(history)
{
}

UnwrittenReplies::~UnwrittenReplies()
{
    for (const FinishedReply &reply : m_replies) {
        if (!write(reply))
            qCWarning(lcStore) << "lost, because it could not be written: reply" << reply.id;
    }
}

bool UnwrittenReplies::contains(qint64 reply) const
{
    return std::any_of(m_replies.begin(), m_replies.end(),
                       [reply](const FinishedReply &kept) { return kept.id == reply; });
}

bool UnwrittenReplies::write(const FinishedReply &reply)
{
    return (!reply.extras || m_history.setExtras(reply.id, *reply.extras))
        && m_history.finishReply(reply.id, reply.text, reply.state, reply.failure);
}

bool UnwrittenReplies::store(const FinishedReply &reply)
{
    if (write(reply)) {
        // Where this went, what waits may go as well.
        if (!isEmpty())
            writeAll();
        return true;
    }
    m_error = m_history.lastError();
    qCWarning(lcStore) << "a reply could not be stored:" << m_error;
    m_replies.push_back(reply);
    if (!m_timer) {
        m_timer = std::make_unique<QTimer>();
        connect(m_timer.get(), &QTimer::timeout, this, &UnwrittenReplies::writeAll);
    }
    m_timer->start(m_pause);
    Q_EMIT changed();
    return false;
}

bool UnwrittenReplies::writeAll()
{
    const QString before = m_error;
    std::vector<FinishedReply> left;
    std::vector<FinishedReply> done;
    m_error.clear();
    for (FinishedReply &reply : std::exchange(m_replies, {})) {
        if (write(reply)) {
            done.push_back(std::move(reply));
            continue;
        }
        m_error = m_history.lastError();
        left.push_back(std::move(reply));
    }
    m_replies = std::move(left);
    if (isEmpty() && m_timer)
        m_timer->stop();
    for (const FinishedReply &reply : done)
        Q_EMIT written(reply);
    if (!done.empty() || m_error != before)
        Q_EMIT changed();
    return isEmpty();
}

} // namespace spaceline
