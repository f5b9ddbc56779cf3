#pragma once

#include "parameters/parametercontrol.h"

#include <QSlider>

namespace spaceline {

class NumberBox;

/// A number, or none.
class NumberControl : public ParameterControl {
    Q_OBJECT
public:
    NumberControl(const gradio::Parameter &parameter, QWidget *parent);
    [[nodiscard]] QJsonValue value() const override;
    void setValue(const QJsonValue &value) override;
    [[nodiscard]] QString problem() const override;

private:
    NumberBox *m_box;
    QString m_title;
};

/// A slider whose positions are the steps between two bounds. Screen readers are told the number
/// and not the position.
class ValueSlider : public QSlider {
    Q_OBJECT
public:
    ValueSlider(double minimum, double maximum, double step, QWidget *parent = nullptr);
    [[nodiscard]] double number() const { return numberAt(value()); }
    void setNumber(double number); ///< the nearest position
    [[nodiscard]] double minimumNumber() const { return m_minimum; }
    [[nodiscard]] double maximumNumber() const { return m_maximum; }
    [[nodiscard]] double stepNumber() const { return m_step; }

private:
    [[nodiscard]] double numberAt(int position) const;

    double m_minimum;
    double m_maximum;
    double m_step;
};

/// A number between bounds: a slider, and beside the title a box where it can be typed.
class SliderControl : public ParameterControl {
    Q_OBJECT
public:
    SliderControl(const gradio::Parameter &parameter, QWidget *parent);
    [[nodiscard]] QJsonValue value() const override;
    void setValue(const QJsonValue &value) override;
    [[nodiscard]] QString problem() const override;
    [[nodiscard]] QWidget *titleControl() const override;

private:
    ValueSlider *m_slider;
    NumberBox *m_box;
    QString m_title;
};

} // namespace spaceline
