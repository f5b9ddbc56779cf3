#pragma once

#include "history/messagepart.h"

namespace spaceline {

struct MessageItem;

/// The card at a reply that failed, was interrupted or is held: what happened, muted lines of facts
/// and of what was tried, the other side's own words (folded where they are many) and the pages
/// that it named, one button that mends it, quiet ones beside, and folded details. Coordinates are
/// relative to its top left.
class CardLayout : public MessagePart {
public:
    CardLayout(const MessageItem &item, const HistoryStyle &style, int width, const Folds &folds);

    [[nodiscard]] int height() const override { return m_rect.height(); }
    [[nodiscard]] std::vector<Control> controls() const override { return m_controls; }
    void paint(QPainter &painter, const HistoryStyle &style,
               const BlockLayout::Paint &paint) const override;

private:
    int addText(const QString &text, const QFont &font, const QColor &color, QPoint at, int width,
                bool isCode = false);
    int addSaid(const QString &said, const HistoryStyle &style, const Folds &folds, QPoint at,
                int width);
    int addLinks(const MessageItem &item, const HistoryStyle &style, QPoint at, int width);
    int addQuietButtons(const MessageItem &item, const HistoryStyle &style, bool detailsOpen,
                        QPoint at, int width);
    Control &addControl(Control::Kind kind, const QString &text, QRect rect);

    std::vector<Piece> m_pieces;
    std::vector<Control> m_controls;
    QRect m_rect;
    int m_ruleY = -1; ///< above the details, -1 without
    bool m_isError;
};

} // namespace spaceline
