#include "connect/statechip.h"

#include "widgets/labels.h"
#include "widgets/style.h"
#include "widgets/theme.h"

#include <QGuiApplication>
#include <QHBoxLayout>
#include <QPainter>

namespace spaceline {

namespace {
constexpr int kPad = 10;
constexpr int kDot = 8;
constexpr int kHeight = 24;
} // namespace

StateChip::StateChip(QWidget *parent) : PaintedButton(parent), m_words(new ElidedLabel(this))
{
    setAccessibleName(tr("Connection state"));
    setFocusPolicy(Qt::TabFocus);
    // A label of its own, so that the words can be read beside the chip's name.
    m_words->setForegroundRole(QPalette::PlaceholderText);
    m_words->setFont(scaledFont(font(), kMutedSize));
    m_words->setAttribute(Qt::WA_TransparentForMouseEvents);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(kPad, 0, kPad, 0);
    layout->setSpacing(0);
    layout->addSpacing(kDot + 6); // not a margin: those stay where they are in a mirrored window
    layout->addWidget(m_words);
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
}

void StateChip::setState(Dot dot, const QString &words)
{
    if (dot == m_dot && words == m_words->text())
        return;
    m_dot = dot;
    m_words->setText(words);
    setAccessibleDescription(words);
    setToolTip(words);
    updateGeometry();
    update();
}

QString StateChip::words() const { return m_words->text(); }

QSize StateChip::sizeHint() const
{
    return {m_words->sizeHint().width() + kPad * 2 + kDot + 6,
            qMax(kHeight, m_words->sizeHint().height() + 6)};
}

QSize StateChip::minimumSizeHint() const { return {64, sizeHint().height()}; }

void StateChip::paintEvent(QPaintEvent *)
{
    const Theme theme = Theme::fromPalette(QGuiApplication::palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme.line, 1));
    painter.setBrush(underMouse() || isDown() ? theme.selected : theme.window);
    const qreal radius = height() / 2.0;
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
    painter.setPen(Qt::NoPen);
    switch (m_dot) {
    case Dot::None:
        painter.setBrush(theme.muted);
        break;
    case Dot::Ready:
        painter.setBrush(theme.ok);
        break;
    case Dot::Busy:
        painter.setBrush(theme.accent);
        break;
    case Dot::Trouble:
        painter.setBrush(theme.warn);
        break;
    }
    painter.drawEllipse(QStyle::visualRect(layoutDirection(), rect(),
                                           QRect(kPad, (height() - kDot + 1) / 2, kDot, kDot)));
    if (hasFocus())
        paintFocusRing(painter, rect(), radius, theme.accent);
}

} // namespace spaceline
