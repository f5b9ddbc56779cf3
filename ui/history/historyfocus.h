#pragma once

#include "history/control.h"

#include <optional>

class QKeyEvent;

namespace spaceline {

class HistoryView;

/// The keyboard in the history: which message has the focus, which link or button in it, and what
/// the keys do.
class HistoryFocus {
public:
    explicit HistoryFocus(HistoryView &view) : m_view(view) { }

    [[nodiscard]] qsizetype row() const { return m_row; } ///< -1 where no message has the focus
    [[nodiscard]] std::optional<Control::Key> key() const { return m_key; }
    [[nodiscard]] std::optional<Control> control() const;
    /// Shown only after a key was used: a ring after each click would be noise.
    [[nodiscard]] bool isVisible() const { return m_visible; }

    /// \p row may be -1 for none.
    void set(qsizetype row, bool visibly, std::optional<Control::Key> key = {});
    void enter(); ///< the view got the focus by Tab
    void shiftRows(qsizetype first, qsizetype by);
    bool stepControl(bool next); ///< false: Tab leaves the view
    bool handleKey(const QKeyEvent &event); ///< false: the key is not ours

private:
    void stepMessage(int by);
    bool press();

    HistoryView &m_view;
    qsizetype m_row = -1;
    std::optional<Control::Key> m_key;
    bool m_visible = false;
};

} // namespace spaceline
