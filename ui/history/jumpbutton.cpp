#include "history/jumpbutton.h"

#include <QPainter>
#include <QPainterPath>
#include <QStyle>

namespace spaceline {

namespace {

constexpr int kSize = 38; ///< with room for the dot
constexpr int kInset = 14;

} // namespace

JumpButton::JumpButton(QWidget *parent) : QAbstractButton(parent)
{
    setFocusPolicy(Qt::TabFocus);
    setCursor(Qt::ArrowCursor);
    setAttribute(Qt::WA_Hover);
    setAccessibleName(tr("Jump to the end"));
    setToolTip(tr("Jump to the end"));
    resize(sizeHint());
}

QSize JumpButton::sizeHint() const { return {kSize, kSize}; }

void JumpButton::setTheme(const Theme &theme)
{
    m_theme = theme;
    update();
}

void JumpButton::setNews(bool news)
{
    if (news == m_news)
        return;
    m_news = news;
    setAccessibleDescription(news ? tr("Something new has come") : QString());
    update();
}

void JumpButton::moveTo(const QRect &area)
{
    setGeometry(QStyle::alignedRect(layoutDirection(), Qt::AlignRight | Qt::AlignBottom, size(),
                                    area.adjusted(kInset, kInset, -kInset, -kInset)));
}

void JumpButton::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF circle = QRectF(rect()).adjusted(2.5, 2.5, -2.5, -2.5);
    painter.setPen(QPen(hasFocus() ? m_theme.accent : m_theme.line, hasFocus() ? 2 : 1));
    painter.setBrush(isDown() || underMouse() ? m_theme.selected : m_theme.raised);
    painter.drawEllipse(circle);

    const QPointF c = circle.center();
    QPainterPath arrow;
    arrow.moveTo(c.x(), c.y() - 6);
    arrow.lineTo(c.x(), c.y() + 6);
    arrow.moveTo(c.x() - 5, c.y() + 1);
    arrow.lineTo(c.x(), c.y() + 6);
    arrow.lineTo(c.x() + 5, c.y() + 1);
    painter.setPen(QPen(m_theme.text, 1.6, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(arrow);

    if (m_news) {
        painter.setPen(QPen(m_theme.window, 2));
        painter.setBrush(m_theme.accent);
        painter.drawEllipse(QPointF(rect().right() - 6.5, 6.5), 5, 5);
    }
}

} // namespace spaceline
