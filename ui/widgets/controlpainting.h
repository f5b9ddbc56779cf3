#pragma once

class QColor;
class QPainter;
class QRect;
class QStyle;
class QStyleOption;
class QStyleOptionComboBox;
class QStyleOptionSlider;
class QWidget;

#include <QtGlobal>

namespace spaceline {

/// A rounded rectangle; without a fill or without a line where that colour is not valid.
void paintRounded(QPainter &painter, const QRect &rect, qreal radius, const QColor &fill,
                  const QColor &line);
/// A track that is filled up to a round handle.
void paintSlider(const QStyle &style, const QStyleOptionSlider &option, QPainter &painter,
                 const QWidget *widget);
void paintRadioButton(const QStyleOption &option, QPainter &painter);
/// A rounded field with an arrow; what is chosen is painted by others.
void paintComboBox(const QStyle &style, const QStyleOptionComboBox &option, QPainter &painter,
                   const QWidget *widget);

} // namespace spaceline
