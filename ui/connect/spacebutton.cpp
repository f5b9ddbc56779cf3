#include "connect/spacebutton.h"

#include "widgets/avatar.h"
#include "widgets/labels.h"
#include "widgets/style.h"
#include "widgets/theme.h"

#include <QGuiApplication>
#include <QPainter>

using namespace Qt::Literals::StringLiterals;

namespace spaceline {

namespace {
constexpr int kPad = 8;
constexpr int kAvatar = 24;
constexpr int kShortestNote = 40; ///< a note with less room than this is left out
} // namespace

SpaceButton::SpaceButton(const QString &name, const QString &note, QWidget *parent)
    : PaintedButton(parent)
    , m_name(name)
    , m_note(note)
{
    setText(name);
    setAccessibleName(name);
    setAccessibleDescription(note);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

QSize SpaceButton::sizeHint() const
{
    const int width = fontMetrics().horizontalAdvance(m_name + u"    "_s)
        + fontMetrics().horizontalAdvance(m_note);
    return {width + kAvatar + 3 * kPad, qMax(kAvatar, fontMetrics().height()) + kPad};
}

QSize SpaceButton::minimumSizeHint() const { return {160, sizeHint().height()}; }

void SpaceButton::paintEvent(QPaintEvent *)
{
    const Theme theme = Theme::fromPalette(QGuiApplication::palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (underMouse() || isDown()) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme.selected);
        painter.drawRoundedRect(rect(), Style::kRadius, Style::kRadius);
    }
    const auto mirrored
        = [this](const QRect &r) { return QStyle::visualRect(layoutDirection(), rect(), r); };
    const QRect avatar(kPad, (height() - kAvatar) / 2, kAvatar, kAvatar);
    paintAvatar(painter, mirrored(avatar), m_name, font());
    QRect line(avatar.right() + 1 + kPad, 0, width() - avatar.right() - 1 - 2 * kPad, height());
    painter.setPen(theme.text);
    drawElided(painter, mirrored(line), m_name, layoutDirection());
    line.setLeft(line.left() + fontMetrics().horizontalAdvance(m_name) + kPad + 2);
    if (line.width() > kShortestNote) {
        painter.setFont(scaledFont(font(), kMutedSize));
        painter.setPen(theme.muted);
        drawElided(painter, mirrored(line), m_note, layoutDirection());
    }
    if (hasFocus())
        paintFocusRing(painter, rect(), Style::kRadius, theme.accent);
}

} // namespace spaceline
