#include "history/control.h"

#include "history/historystyle.h"
#include "widgets/icons.h"

#include <QCoreApplication>
#include <QFontMetrics>
#include <QPainter>
#include <QPainterPath>
#include <QStyle>

using namespace Qt::Literals::StringLiterals;

namespace spaceline {

namespace {

constexpr int kFocusRadius = 8;

QString words(const char *text) { return QCoreApplication::translate("History", text); }

constexpr int kInset = 6; ///< beside the words of an action, in pixels

/// What is an icon instead of words; empty else.
QLatin1StringView iconOf(Control::Kind kind)
{
    if (kind == Control::Kind::Like)
        return "thumbs-up"_L1;
    return kind == Control::Kind::Dislike ? "thumbs-down"_L1 : QLatin1StringView();
}

QString copiedText() { return words(QT_TRANSLATE_NOOP("History", "Copied")); }

bool isCopy(Control::Kind kind)
{
    return kind == Control::Kind::Copy || kind == Control::Kind::CopyCode
        || kind == Control::Kind::CopyReport;
}

bool isFold(Control::Kind kind)
{
    return kind == Control::Kind::Fold || kind == Control::Kind::Thought;
}

/// Room for the mark before the words of what folds.
int foldMark(const HistoryStyle &style) { return QFontMetrics(style.muted).ascent(); }

/// A triangle: down where it is open, else towards the words.
void paintFoldMark(QPainter &painter, QRectF box, bool open, bool mirrored, const QColor &color)
{
    const QPointF c = box.center();
    const qreal r = box.width() * 0.3;
    QPainterPath path;
    if (open) {
        path.moveTo(c + QPointF(-r, -r * 0.55));
        path.lineTo(c + QPointF(r, -r * 0.55));
        path.lineTo(c + QPointF(0, r * 0.75));
    } else {
        const qreal side = mirrored ? -1 : 1;
        path.moveTo(c + QPointF(-r * 0.55 * side, -r));
        path.lineTo(c + QPointF(-r * 0.55 * side, r));
        path.lineTo(c + QPointF(r * 0.75 * side, 0));
    }
    path.closeSubpath();
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawPath(path);
}

/// \p text in the direction of its own letters, whatever that of the window is.
void drawWords(QPainter &painter, QRect rect, Qt::Alignment side, const QString &text,
               const HistoryStyle &style)
{
    painter.setLayoutDirection(text.isRightToLeft() ? Qt::RightToLeft : Qt::LeftToRight);
    const Qt::Alignment alignment
        = QStyle::visualAlignment(style.direction, side) | Qt::AlignAbsolute | Qt::AlignVCenter;
    painter.drawText(rect, int(alignment), text);
}

void paintCheck(QPainter &painter, QRect box, const QColor &color)
{
    QPainterPath path;
    path.moveTo(box.left() + box.width() * 0.15, box.top() + box.height() * 0.55);
    path.lineTo(box.left() + box.width() * 0.4, box.top() + box.height() * 0.8);
    path.lineTo(box.left() + box.width() * 0.88, box.top() + box.height() * 0.22);
    painter.setPen(QPen(color, 1.6, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(path);
}

} // namespace

QString Control::accessibleName() const
{
    if (!name.isEmpty())
        return name;
    return key.kind == Kind::CopyCode ? words(QT_TRANSLATE_NOOP("History", "Copy code")) : text;
}

QSize Control::sizeOf(Kind kind, const QString &text, const HistoryStyle &style)
{
    if (kind == Kind::Remedy) {
        const QFontMetrics metrics(style.body);
        return {metrics.horizontalAdvance(text) + 28, std::max(30, metrics.height() + 12)};
    }
    if (kind == Kind::Option) {
        const QFontMetrics metrics(style.table);
        return {metrics.horizontalAdvance(text) + 26, metrics.height() + 10};
    }
    const QFontMetrics metrics(style.muted);
    // What stands below a reply is as high as the distance of two turns.
    const int actionHeight = std::max(HistoryStyle::kTurnGap, metrics.height() + 2);
    if (!iconOf(kind).isEmpty())
        return {actionHeight + 4, actionHeight};
    if (kind == Kind::Retry || kind == Kind::Edit || kind == Kind::Undo)
        return {metrics.horizontalAdvance(text) + 12, actionHeight};
    int width = metrics.horizontalAdvance(text);
    // Room for the word that stands there after a click, so that nothing beside it moves. Below a
    // reply it is the word alone, and takes the inset too: other actions stand close by.
    if (kind == Kind::Copy)
        width = std::max(width, metrics.horizontalAdvance(copiedText()) - kInset);
    else if (isCopy(kind))
        width = std::max(width, metrics.horizontalAdvance(copiedText()) + metrics.ascent() + 4);
    if (kind == Kind::Copy)
        return {width + 12, actionHeight};
    if (isFold(kind))
        width += foldMark(style);
    return {width + 12, metrics.height() + 8};
}

void Control::paint(QPainter &painter, const HistoryStyle &style, const Look &look) const
{
    const Theme &theme = style.theme;
    painter.setRenderHint(QPainter::Antialiasing);
    if (look.focused) {
        painter.setPen(QPen(theme.accent, 2));
        painter.setBrush(Qt::NoBrush);
        const int out = key.kind == Kind::Remedy || key.kind == Kind::Option ? 3 : 1;
        const int radius = key.kind == Kind::Option ? rect.height() / 2 + out
            : key.kind == Kind::Image               ? HistoryStyle::kBlockRadius
                                                    : kFocusRadius;
        painter.drawRoundedRect(rect.adjusted(-out, -out, out, out), radius, radius);
    }
    if (key.kind == Kind::Link || key.kind == Kind::Image)
        return;

    const bool lit = (look.hovered || look.focused) && isEnabled();
    if (key.kind == Kind::Remedy) {
        QColor ground = theme.accent;
        if (look.pressed)
            ground = ground.darker(theme.isDark ? 112 : 118);
        else if (look.hovered)
            ground = theme.isDark ? ground.lighter(106) : ground.darker(108);
        painter.setPen(Qt::NoPen);
        painter.setBrush(ground);
        painter.drawRoundedRect(rect, HistoryStyle::kControlRadius, HistoryStyle::kControlRadius);
        painter.setFont(style.body);
        painter.setPen(theme.onAccent);
        drawWords(painter, rect, Qt::AlignHCenter, text, style);
        return;
    }

    if (key.kind == Kind::Option) {
        const QRectF pill = QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5);
        painter.setPen(QPen(isEnabled() ? theme.accent : theme.line, 1));
        painter.setBrush(lit ? QBrush(look.pressed ? theme.selected : theme.tint)
                             : QBrush(Qt::NoBrush));
        painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2);
        painter.setFont(style.table);
        painter.setPen(isEnabled() ? theme.accent : theme.muted);
        drawWords(painter, rect, Qt::AlignHCenter, text, style);
        return;
    }

    if (lit && !isFold(key.kind)) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(look.pressed ? theme.line : theme.selected);
        painter.drawRoundedRect(rect, 6, 6);
    }
    QColor color = lit ? theme.text : theme.muted;
    if (key.kind == Kind::OtherRemedy)
        color = theme.accent;
    if (!isEnabled())
        color.setAlphaF(0.55F);
    if (const QLatin1StringView icon = iconOf(key.kind); !icon.isEmpty()) {
        const bool on = isOn.value_or(false);
        if (on && !lit) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(theme.tint);
            painter.drawRoundedRect(rect, 6, 6);
        }
        const int size = QFontMetrics(style.muted).height() + 2;
        QRect box(0, 0, size, size);
        box.moveCenter(rect.center());
        paintIcon(painter, box, icon, on ? theme.accent : color);
        return;
    }
    painter.setFont(style.muted);
    QRect inner = rect.adjusted(6, 0, -6, 0);
    if (isFold(key.kind)) {
        const int size = foldMark(style);
        QRect mark(inner.left() - size / 6, inner.center().y() - size / 2, size, size);
        if (style.isRightToLeft()) {
            mark.moveRight(inner.right() + size / 6);
            inner.setRight(inner.right() - size);
        } else {
            inner.setLeft(inner.left() + size);
        }
        if (isOpen)
            paintFoldMark(painter, mark, *isOpen, style.isRightToLeft(), color);
    }
    if (look.done) {
        const int size = QFontMetrics(style.muted).ascent();
        QRect check(inner.left(), inner.center().y() - size / 2, size, size);
        if (key.kind == Kind::Copy) {
            painter.setPen(theme.text);
            const QRect whole = style.isRightToLeft() ? inner.adjusted(-kInset, 0, 0, 0)
                                                      : inner.adjusted(0, 0, kInset, 0);
            drawWords(painter, whole, Qt::AlignLeading, copiedText(), style);
            return;
        }
        QRect rest = inner.adjusted(size + 4, 0, 6, 0);
        if (style.isRightToLeft()) {
            check.moveRight(inner.right());
            rest = inner.adjusted(-6, 0, -size - 4, 0);
        }
        paintCheck(painter, check, theme.ok);
        painter.setPen(theme.text);
        drawWords(painter, rest, Qt::AlignLeading, copiedText(), style);
        return;
    }
    painter.setPen(color);
    const bool atEnd = key.kind == Kind::CopyCode;
    drawWords(painter, inner, atEnd ? Qt::AlignTrailing : Qt::AlignLeading, text, style);
}

} // namespace spaceline
