#include "history/control.h"

#include "history/historystyle.h"

#include <QCoreApplication>
#include <QFontMetrics>
#include <QPainter>
#include <QPainterPath>
#include <QStyle>

namespace spaceline {

namespace {

constexpr int kFocusRadius = 8;

QString words(const char *text) { return QCoreApplication::translate("History", text); }

QString copiedText() { return words(QT_TRANSLATE_NOOP("History", "Copied")); }

bool isCopy(Control::Kind kind)
{
    return kind == Control::Kind::Copy || kind == Control::Kind::CopyCode
        || kind == Control::Kind::CopyReport;
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
    return key.kind == Kind::CopyCode ? words(QT_TRANSLATE_NOOP("History", "Copy code")) : text;
}

QSize Control::sizeOf(Kind kind, const QString &text, const HistoryStyle &style)
{
    if (kind == Kind::Remedy) {
        const QFontMetrics metrics(style.body);
        return {metrics.horizontalAdvance(text) + 28, std::max(30, metrics.height() + 12)};
    }
    const QFontMetrics metrics(style.muted);
    int width = metrics.horizontalAdvance(text);
    // Room for the word that stands there after a click, so that nothing beside it moves.
    if (isCopy(kind))
        width = std::max(width, metrics.horizontalAdvance(copiedText()) + metrics.ascent() + 4);
    return {width + 12, metrics.height() + 8};
}

void Control::paint(QPainter &painter, const HistoryStyle &style, const Look &look) const
{
    const Theme &theme = style.theme;
    painter.setRenderHint(QPainter::Antialiasing);
    if (look.focused) {
        painter.setPen(QPen(theme.accent, 2));
        painter.setBrush(Qt::NoBrush);
        const int out = key.kind == Kind::Remedy ? 3 : 1;
        painter.drawRoundedRect(rect.adjusted(-out, -out, out, out), kFocusRadius, kFocusRadius);
    }
    if (key.kind == Kind::Link)
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
        painter.drawText(rect, Qt::AlignCenter, text);
        return;
    }

    if (lit && key.kind != Kind::Fold) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(look.pressed ? theme.line : theme.selected);
        painter.drawRoundedRect(rect, 6, 6);
    }
    QColor color = lit ? theme.text : theme.muted;
    if (!isEnabled())
        color.setAlphaF(0.55F);
    painter.setFont(style.muted);
    const QRect inner = rect.adjusted(6, 0, -6, 0);
    if (look.done) {
        const int size = QFontMetrics(style.muted).ascent();
        QRect check(inner.left(), inner.center().y() - size / 2, size, size);
        QRect rest = inner.adjusted(size + 4, 0, 6, 0);
        if (style.isRightToLeft()) {
            check.moveRight(inner.right());
            rest = inner.adjusted(-6, 0, -size - 4, 0);
        }
        paintCheck(painter, check, theme.ok);
        painter.setPen(theme.text);
        painter.drawText(
            rest,
            int(QStyle::visualAlignment(style.direction, Qt::AlignLeading) | Qt::AlignVCenter),
            copiedText());
        return;
    }
    painter.setPen(color);
    const bool atEnd = key.kind == Kind::CopyCode;
    const Qt::Alignment side = atEnd ? Qt::AlignTrailing : Qt::AlignLeading;
    painter.drawText(inner, int(QStyle::visualAlignment(style.direction, side) | Qt::AlignVCenter),
                     text);
}

QString remedyText(Failure::Remedy remedy)
{
    switch (remedy) {
    case Failure::Remedy::None:
        break;
    case Failure::Remedy::Retry:
        return words(QT_TRANSLATE_NOOP("History", "Retry"));
    case Failure::Remedy::AddToken:
        return words(QT_TRANSLATE_NOOP("History", "Add token"));
    case Failure::Remedy::SignIn:
        return words(QT_TRANSLATE_NOOP("History", "Sign in"));
    case Failure::Remedy::ChangeAddress:
        return words(QT_TRANSLATE_NOOP("History", "Change address"));
    case Failure::Remedy::OpenSpacePage:
        return words(QT_TRANSLATE_NOOP("History", "Open Space page"));
    }
    return {};
}

} // namespace spaceline
