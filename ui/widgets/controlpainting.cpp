#include "widgets/controlpainting.h"

#include "widgets/style.h"

#include <QPainter>
#include <QStyleOption>

namespace spaceline {

namespace {

constexpr int kTrack = 4; ///< pixels
constexpr int kHandle = 14;

} // namespace

void paintRounded(QPainter &painter, const QRect &rect, qreal radius, const QColor &fill,
                  const QColor &line)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(line.isValid() ? QPen(line, 1) : QPen(Qt::NoPen));
    painter.setBrush(fill.isValid() ? QBrush(fill) : QBrush(Qt::NoBrush));
    painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
    painter.restore();
}

void paintSlider(const QStyle &style, const QStyleOptionSlider &option, QPainter &painter,
                 const QWidget *widget)
{
    const QPalette &palette = option.palette;
    const bool isHorizontal = option.orientation == Qt::Horizontal;
    const QRect place
        = style.subControlRect(QStyle::CC_Slider, &option, QStyle::SC_SliderHandle, widget);
    const QRectF box(option.rect);
    QRectF track = isHorizontal
        ? QRectF(box.x(), box.center().y() - kTrack / 2.0, box.width(), kTrack)
        : QRectF(box.center().x() - kTrack / 2.0, box.y(), kTrack, box.height());
    const QPointF middle = QRectF(place).center();
    QRectF filled = track;
    // upsideDown: the minimum is at the right or, since it grows upwards, not at the bottom.
    if (isHorizontal)
        option.upsideDown ? filled.setLeft(middle.x()) : filled.setRight(middle.x());
    else
        option.upsideDown ? filled.setTop(middle.y()) : filled.setBottom(middle.y());

    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(palette.color(QPalette::Mid));
    painter.drawRoundedRect(track, kTrack / 2.0, kTrack / 2.0);
    const QColor accent = palette.color(QPalette::Highlight);
    painter.setBrush(accent);
    painter.drawRoundedRect(filled, kTrack / 2.0, kTrack / 2.0);
    const bool isHeld
        = option.activeSubControls & QStyle::SC_SliderHandle && option.state & QStyle::State_Sunken;
    const bool hasFocus
        = option.state & QStyle::State_HasFocus && option.state & QStyle::State_KeyboardFocusChange;
    painter.setBrush(isHeld ? accent : palette.color(QPalette::Base));
    painter.setPen(QPen(accent, 2));
    painter.drawEllipse(middle, kHandle / 2.0 - 1, kHandle / 2.0 - 1);
    if (hasFocus) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(accent, 2));
        painter.drawEllipse(middle, kHandle / 2.0 + 2, kHandle / 2.0 + 2);
    }
    painter.restore();
}

void paintRadioButton(const QStyleOption &option, QPainter &painter)
{
    const QPalette &palette = option.palette;
    const bool isOn = option.state & QStyle::State_On;
    const QRectF disc = QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -0.5);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(palette.color(isOn ? QPalette::Highlight : QPalette::PlaceholderText));
    painter.setBrush(palette.color(isOn ? QPalette::Highlight : QPalette::Base));
    painter.drawEllipse(disc);
    if (isOn) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(palette.color(QPalette::HighlightedText));
        const qreal inset = disc.width() * 0.31;
        painter.drawEllipse(disc.adjusted(inset, inset, -inset, -inset));
    }
    painter.restore();
}

void paintComboBox(const QStyle &style, const QStyleOptionComboBox &option, QPainter &painter,
                   const QWidget *widget)
{
    const QPalette &palette = option.palette;
    const bool isHovered = !option.editable && option.state & QStyle::State_Enabled
        && option.state & QStyle::State_MouseOver;
    paintRounded(painter, option.rect, Style::kRadius,
                 palette.color(isHovered ? QPalette::Midlight : QPalette::Base),
                 palette.color(QPalette::Mid));
    if (option.state & QStyle::State_HasFocus
        && (option.editable || option.state & QStyle::State_KeyboardFocusChange))
        paintFocusRing(painter, option.rect, Style::kRadius, palette.color(QPalette::Highlight));
    QStyleOption arrow = option;
    arrow.rect
        = style.subControlRect(QStyle::CC_ComboBox, &option, QStyle::SC_ComboBoxArrow, widget);
    const QPoint middle = arrow.rect.center();
    arrow.rect = QRect(middle.x() - 5, middle.y() - 4, 10, 10);
    style.drawPrimitive(QStyle::PE_IndicatorArrowDown, &arrow, &painter, widget);
}

} // namespace spaceline
