#pragma once

#include <QtGlobal>

namespace spaceline {

/// Decides whether the view follows the end of a conversation that grows, and whether the button
/// that jumps there is shown. Knows nothing of widgets; distances are pixels that lie between the
/// view's lower edge and the end.
class FollowEnd {
public:
    static constexpr int kUnpinAfter = 3; ///< this far up means that the user wants to stay there
    static constexpr int kNearEnd = 100; ///< coming back this near pins again
    static constexpr int kShowButton = 200;
    static constexpr int kHideButton = 60;

    [[nodiscard]] bool isPinned() const { return m_pinned; }
    void pin();
    void unpin() { m_pinned = false; }
    /// The user, not the program, scrolled by \p dy (down is positive) and is now \p distance away.
    void userMoved(int dy, qint64 distance);
    /// Something new came below what is in sight.
    void newsArrived() { m_news = m_news || !m_pinned; }
    /// To be told after each layout.
    void setDistance(qint64 distance);
    [[nodiscard]] bool isButtonShown() const { return m_buttonShown; }
    [[nodiscard]] bool hasNews() const { return m_news; }

private:
    int m_movedUp = 0;
    bool m_pinned = true;
    bool m_buttonShown = false;
    bool m_news = false;
};

} // namespace spaceline
