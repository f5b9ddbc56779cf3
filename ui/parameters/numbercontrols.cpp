#include "parameters/numbercontrols.h"

#include "gradio/parametervalues.h"
#include "parameters/numberbox.h"

#include <QAccessibleWidget>
#include <QSignalBlocker>

#include <algorithm>
#include <cmath>

using namespace Qt::Literals::StringLiterals;

namespace spaceline {

namespace {

constexpr int kMostPositions = 10000;

QString noNumber(const QString &title)
{
    return ParameterControl::tr("“%1” takes a number.").arg(title);
}

/// Tells the number; QAccessibleSlider would tell the position.
class SliderAccessible : public QAccessibleWidget, public QAccessibleValueInterface {
public:
    explicit SliderAccessible(ValueSlider *slider) : QAccessibleWidget(slider, QAccessible::Slider)
    {
    }
    void *interface_cast(QAccessible::InterfaceType type) override
    {
        if (type == QAccessible::ValueInterface)
            return static_cast<QAccessibleValueInterface *>(this);
        return QAccessibleWidget::interface_cast(type);
    }
    [[nodiscard]] QString text(QAccessible::Text type) const override
    {
        return type == QAccessible::Value ? NumberBox::written(slider().number())
                                          : QAccessibleWidget::text(type);
    }
    [[nodiscard]] QVariant currentValue() const override { return slider().number(); }
    void setCurrentValue(const QVariant &value) override
    {
        static_cast<ValueSlider *>(object())->setNumber(value.toDouble());
    }
    [[nodiscard]] QVariant maximumValue() const override { return slider().maximumNumber(); }
    [[nodiscard]] QVariant minimumValue() const override { return slider().minimumNumber(); }
    [[nodiscard]] QVariant minimumStepSize() const override { return slider().stepNumber(); }

private:
    [[nodiscard]] const ValueSlider &slider() const
    {
        return *static_cast<const ValueSlider *>(object());
    }
};

QAccessibleInterface *makeSliderAccessible(const QString &, QObject *object)
{
    auto *slider = qobject_cast<ValueSlider *>(object);
    return slider ? new SliderAccessible(slider) : nullptr;
}

} // namespace

NumberControl::NumberControl(const gradio::Parameter &parameter, QWidget *parent)
    : ParameterControl(parent)
    , m_box(new NumberBox(this))
    , m_title(gradio::titleOf(parameter))
{
    m_box->setAccessibleName(m_title);
    m_box->setBounds(parameter.minimum, parameter.maximum);
    m_box->setStep(parameter.step.value_or(1));
    setFocusProxy(m_box);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(m_box);
    connect(m_box, &NumberBox::edited, this, &NumberControl::edited);
}

QJsonValue NumberControl::value() const
{
    if (m_box->isNonsense())
        return QJsonValue::Undefined;
    return m_box->value();
}

void NumberControl::setValue(const QJsonValue &value) { m_box->setValue(value); }

QString NumberControl::problem() const
{
    return m_box->isNonsense() ? noNumber(m_title) : QString();
}

ValueSlider::ValueSlider(double minimum, double maximum, double step, QWidget *parent)
    : QSlider(Qt::Horizontal, parent)
    , m_minimum(minimum)
    , m_maximum(std::max(minimum, maximum))
    , m_step(step)
{
    static const bool isInstalled = [] {
        QAccessible::installFactory(makeSliderAccessible);
        return true;
    }();
    Q_UNUSED(isInstalled)
    const double span = m_maximum - m_minimum;
    if (m_step <= 0 || span / m_step > kMostPositions)
        m_step = span / (m_step <= 0 ? 100 : kMostPositions);
    // A last step that is shorter than the others still leads to the maximum.
    const int positions = m_step > 0 ? int(std::ceil(span / m_step - 1e-6)) : 0;
    setRange(0, positions);
    setPageStep(std::max(1, positions / 10));
}

void ValueSlider::setNumber(double number)
{
    const double at
        = m_step > 0 ? (std::clamp(number, m_minimum, m_maximum) - m_minimum) / m_step : 0;
    setValue(number >= m_maximum ? maximum() : int(std::lround(at)));
}

double ValueSlider::numberAt(int position) const
{
    const double number = std::min(m_minimum + position * m_step, m_maximum);
    return QString::number(number, 'g', 12).toDouble();
}

SliderControl::SliderControl(const gradio::Parameter &parameter, QWidget *parent)
    : ParameterControl(parent)
    , m_slider(new ValueSlider(parameter.minimum.value_or(0), parameter.maximum.value_or(100),
                               parameter.step.value_or(1), this))
    , m_box(new NumberBox(this))
    , m_title(gradio::titleOf(parameter))
{
    m_slider->setAccessibleName(m_title);
    m_box->setAccessibleName(m_title);
    m_box->setBounds(m_slider->minimumNumber(), m_slider->maximumNumber());
    m_box->setStep(parameter.step.value_or(m_slider->stepNumber()));
    m_box->setButtonSymbols(QAbstractSpinBox::NoButtons);
    m_box->setFrame(false);
    m_slider->setToolTip(tr("%1 to %2")
                             .arg(NumberBox::written(m_slider->minimumNumber()),
                                  NumberBox::written(m_slider->maximumNumber())));
    m_box->setToolTip(m_slider->toolTip());
    m_box->setAlignment(layoutDirection() == Qt::RightToLeft ? Qt::AlignLeft | Qt::AlignAbsolute
                                                             : Qt::AlignRight | Qt::AlignAbsolute);
    setFocusProxy(m_slider);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(m_slider);
    connect(m_slider, &QSlider::valueChanged, this, [this] {
        m_box->setNumber(m_slider->number());
        Q_EMIT edited();
    });
    connect(m_box, &NumberBox::edited, this, [this] {
        if (const std::optional<double> number = m_box->number()) {
            const QSignalBlocker blocker(m_slider);
            m_slider->setNumber(*number);
        }
        Q_EMIT edited();
    });
}

QJsonValue SliderControl::value() const
{
    const QJsonValue number = m_box->value();
    return number.isNull() ? QJsonValue(QJsonValue::Undefined) : number;
}

void SliderControl::setValue(const QJsonValue &value)
{
    const QSignalBlocker blocker(m_slider);
    const double number = value.toDouble(m_slider->minimumNumber());
    m_slider->setNumber(number);
    m_box->setValue(value.isDouble() ? value : QJsonValue(number));
}

QString SliderControl::problem() const { return m_box->number() ? QString() : noNumber(m_title); }

QWidget *SliderControl::titleControl() const { return m_box; }

} // namespace spaceline
