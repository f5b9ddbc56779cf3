#pragma once

#include "history/blocklayout.h"

namespace spaceline {

struct MessageItem;

/// The card at a reply that failed or was interrupted: what happened, one muted line of facts, one
/// button that mends it, and folded details. Coordinates are relative to its top left.
class CardLayout {
public:
    CardLayout(const MessageItem &item, const HistoryStyle &style, int width, bool detailsOpen);

    [[nodiscard]] int height() const { return m_rect.height(); }
    [[nodiscard]] const std::vector<Control> &controls() const { return m_controls; }
    void paint(QPainter &painter, const HistoryStyle &style, const BlockLayout::Paint &paint) const;

private:
    int addText(const QString &text, const QFont &font, const QColor &color, QPoint at, int width,
                bool isCode = false);
    Control &addControl(Control::Kind kind, const QString &text, QRect rect);

    std::vector<Piece> m_pieces;
    std::vector<Control> m_controls;
    QRect m_rect;
    int m_ruleY = -1; ///< above the details, -1 without
    bool m_isError;
};

} // namespace spaceline
