#include "history/messagepart.h"

#include "history/historystyle.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace spaceline {

std::optional<Control> MessagePart::controlAt(QPoint point) const
{
    for (Control &control : controls()) {
        if (control.rect.contains(point))
            return std::move(control);
    }
    return std::nullopt;
}

QString MessagePart::code(const Control::Key &) const { return {}; }

void MessagePart::paintPiece(QPainter &painter, const Piece &piece, const BlockLayout::Paint &paint)
{
    TextBox::Paint text;
    text.color = piece.color;
    text.clip = paint.clip.translated(-piece.at);
    piece.box.paint(painter, piece.at, text);
}

void MessagePart::paintBar(QPainter &painter, const HistoryStyle &style, const QRect &rect,
                           double done)
{
    const qreal radius = rect.height() / 2.0;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(style.theme.line);
    painter.drawRoundedRect(rect, radius, radius);
    QRect part = rect;
    part.setWidth(int(std::lround(rect.width() * done)));
    if (style.isRightToLeft())
        part.moveRight(rect.right());
    painter.setBrush(style.theme.accent);
    painter.drawRoundedRect(part, radius, radius);
}

void MessagePart::paintControl(QPainter &painter, const HistoryStyle &style, const Control &control,
                               const BlockLayout::Paint &paint)
{
    control.paint(painter, style,
                  {paint.hovered == control.key, paint.pressed == control.key,
                   paint.focused == control.key, paint.done == control.key});
}

Piece quietPiece(const QString &text, const QFont &font, const QColor &color,
                 const HistoryStyle &style, QPoint at, int width, bool atEnd)
{
    QString lines = text;
    lines.replace(u'\n', QChar::LineSeparator);
    TextBox box(StyledText(lines), font, HistoryStyle::pitchOf(font));
    // Labels stand at the side where the window has them, whatever their letters are: the box is no
    // wider than its text.
    box.layOut(width);
    const int natural = std::clamp(box.naturalWidth(), 1, std::max(1, width));
    box.layOut(natural);
    if (style.isRightToLeft() != atEnd)
        at.rx() += width - natural;
    return {std::move(box), at, natural, color};
}

} // namespace spaceline
