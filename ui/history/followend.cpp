#include "history/followend.h"

#include <algorithm>

namespace spaceline {

void FollowEnd::pin()
{
    m_pinned = true;
    m_movedUp = 0;
    m_news = false;
}

void FollowEnd::userMoved(int dy, qint64 distance)
{
    if (dy < 0) {
        // A step that the start of the conversation cut short counts only as far as it went.
        m_movedUp += int(std::min<qint64>(-dy, distance));
        if (m_movedUp >= kUnpinAfter)
            m_pinned = false;
    } else if (dy > 0) {
        m_movedUp = 0;
        if (distance <= kNearEnd)
            pin();
    }
}

void FollowEnd::setDistance(qint64 distance)
{
    if (m_pinned || distance < kHideButton)
        m_buttonShown = false;
    else if (distance > kShowButton)
        m_buttonShown = true;
    if (distance <= 0)
        m_news = false;
}

} // namespace spaceline
