#pragma once

#include "widgets/theme.h"

#include <QFont>

#include <array>

namespace spaceline {

/// Everything that decides how a conversation is drawn: colours, fonts and distances, in logical
/// pixels. A value type; a layout made with one style is thrown away when the style changes.
struct HistoryStyle {
    /// \p base is the system's font, \p zoom is in percent.
    HistoryStyle(const Theme &theme, const QFont &base, int zoom, Qt::LayoutDirection direction);

    Theme theme;
    Qt::LayoutDirection direction;
    QFont body;
    QFont strong; ///< the bold sentence of a card
    QFont muted; ///< small lines: name and time, actions, headers of code blocks
    QFont table;
    QFont code; ///< monospace
    std::array<QFont, 6> headings;
    int em; ///< the body font's size
    int pitch; ///< from one line of the body to the next

    static constexpr int kGap = 8; ///< inside a group
    static constexpr int kTurnGap = 20;
    static constexpr int kMargin = 24; ///< at least this beside the column
    static constexpr int kColumnEms = 46;
    static constexpr int kControlRadius = 8;
    static constexpr int kBlockRadius = 10;
    static constexpr int kMessageRadius = 14;

    [[nodiscard]] bool isRightToLeft() const { return direction == Qt::RightToLeft; }
    /// The width of the conversation's column in a view that is \p available wide.
    [[nodiscard]] int columnWidth(int available) const;
    /// A guess at the height of a message of \p bytes bytes that was not laid out yet.
    [[nodiscard]] int estimatedHeight(int bytes, int column) const;
    /// From one line of text in \p font to the next: 1.5 times its size.
    [[nodiscard]] static int pitchOf(const QFont &font);
    /// The colour behind selected text.
    [[nodiscard]] QColor selection() const;
};

} // namespace spaceline
