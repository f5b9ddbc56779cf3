#pragma once

#include "base/reply.h"
#include "history/messagepart.h"

namespace spaceline {

/// A thought or tool step of a reply: one folding line that says what it is, how far it is and how
/// long it took, and under it, while it is open, its text in quiet letters.
///
/// While it is being written only its last lines are shown, unless the user opened it: a reply that
/// thinks for pages would push the conversation away and let it fall back at the end.
class ThoughtLayout : public MessagePart {
public:
    enum class State {
        Live, ///< being written
        Done,
    };
    /// \p index is the thought's number in its reply. \p hasSteps: others within it fold with it.
    /// What \p before has that looks the same is taken over instead of being laid out again.
    ThoughtLayout(const Thought &thought, int index, State state, bool hasSteps,
                  const HistoryStyle &style, int width, const Folds &folds,
                  std::unique_ptr<ThoughtLayout> before);

    /// True where a layout made of these would look the same.
    [[nodiscard]] bool isMadeOf(const Thought &thought, State state, bool hasSteps) const;
    [[nodiscard]] int block() const { return m_line.key.block; }
    [[nodiscard]] bool isOpen() const { return m_line.isOpen.value_or(false); }

    [[nodiscard]] int height() const override { return m_height; }
    [[nodiscard]] std::vector<Control> controls() const override;
    [[nodiscard]] std::optional<Control> controlAt(QPoint point) const override;
    [[nodiscard]] QString code(const Control::Key &key) const override;
    void paint(QPainter &painter, const HistoryStyle &style,
               const BlockLayout::Paint &paint) const override;

    /// The `block` of the keys of the controls of thought \p index.
    [[nodiscard]] static int blockOf(int index) { return -2 - index; }

private:
    [[nodiscard]] QRect bodyRect() const; ///< what is shown of it
    [[nodiscard]] QPoint bodyAt() const; ///< its top left, which may be out of sight

    Thought m_thought;
    State m_state;
    bool m_hasSteps;
    Control m_line;
    std::unique_ptr<BlockLayout> m_body; ///< null while it is closed
    int m_x = 0;
    int m_width = 0;
    int m_bodyTop = 0;
    int m_bodyHeight = 0; ///< what is shown of it
    int m_height = 0;
};

/// The text of a thought's line: "Thought for 12 s", "Used tool weather · 0.4 s".
[[nodiscard]] QString thoughtTitle(const Thought &thought, ThoughtLayout::State state);

} // namespace spaceline
