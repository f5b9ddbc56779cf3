#include "widgets/roundbutton.h"

#include "widgets/icons.h"
#include "widgets/style.h"
#include "widgets/theme.h"

#include <QGuiApplication>
#include <QPainter>

namespace spaceline {

namespace {
constexpr int kDiameter = 32;
constexpr int kIcon = 16;
} // namespace

RoundButton::RoundButton(QLatin1StringView icon, Ground ground, QWidget *parent)
    : PaintedButton(parent)
    , m_icon(icon)
    , m_ground(ground)
{
    setFocusPolicy(Qt::TabFocus); // a click keeps the focus where the text is
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

QSize RoundButton::sizeHint() const { return {kDiameter, kDiameter}; }

void RoundButton::paintEvent(QPaintEvent *)
{
    const Theme theme = Theme::fromPalette(QGuiApplication::palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF disc = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    const bool active = isEnabled() && (underMouse() || isDown());
    QColor icon;
    if (m_ground == Ground::Accent && isEnabled()) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(isDown()     ? theme.accent.darker(112)
                             : active ? theme.accent.lighter(106)
                                      : theme.accent);
        icon = theme.onAccent;
    } else if (m_ground == Ground::Accent) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme.selected);
        icon = theme.muted;
    } else {
        painter.setPen(QPen(theme.line, 1));
        painter.setBrush(active ? theme.selected : theme.raised);
        icon = isEnabled() ? theme.text : theme.muted;
    }
    painter.drawEllipse(disc);
    paintIcon(painter, QRect((width() - kIcon) / 2, (height() - kIcon) / 2, kIcon, kIcon), m_icon,
              icon);
    if (hasFocus())
        paintFocusRing(painter, rect().adjusted(2, 2, -2, -2), kDiameter / 2.0,
                       m_ground == Ground::Accent && isEnabled() ? theme.onAccent : theme.accent);
}

} // namespace spaceline
