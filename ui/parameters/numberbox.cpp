#include "parameters/numberbox.h"

#include <QLineEdit>
#include <QLocale>
#include <QRegularExpression>
#include <QSignalBlocker>

#include <algorithm>
#include <cmath>
#include <limits>

using namespace Qt::Literals::StringLiterals;

namespace spaceline {

NumberBox::NumberBox(QWidget *parent) : QAbstractSpinBox(parent)
{
    // Numbers run from left to right in every script.
    lineEdit()->setLayoutDirection(Qt::LeftToRight);
    setInputMethodHints(Qt::ImhFormattedNumbersOnly);
    connect(lineEdit(), &QLineEdit::textEdited, this, &NumberBox::edited);
}

QString NumberBox::written(double number)
{
    // Twelve digits hide what binary fractions add: 0.1 + 0.2 is 0.3.
    const QString shortest = QLocale::c().toString(number, 'g', QLocale::FloatingPointShortest);
    const QString rounded = QString::number(number, 'g', 12);
    return std::abs(number) < 1e15 && std::trunc(number) == number ? QString::number(number, 'f', 0)
        : rounded.size() < shortest.size()                         ? rounded
                                                                   : shortest;
}

void NumberBox::setBounds(std::optional<double> minimum, std::optional<double> maximum)
{
    m_minimum = minimum;
    m_maximum = maximum;
}

void NumberBox::setStep(double step) { m_step = step > 0 ? step : 1; }

std::optional<double> NumberBox::number() const
{
    bool isNumber = false;
    const double number = QLocale::c().toDouble(lineEdit()->text(), &isNumber);
    return isNumber && std::isfinite(number) ? std::optional(number) : std::nullopt;
}

void NumberBox::setNumber(std::optional<double> number)
{
    lineEdit()->setText(number ? written(*number) : QString());
    lineEdit()->setCursorPosition(0);
}

QJsonValue NumberBox::value() const
{
    bool isWhole = false;
    const qint64 whole = QLocale::c().toLongLong(lineEdit()->text().trimmed(), &isWhole);
    if (isWhole)
        return whole;
    const std::optional<double> other = number();
    return other ? QJsonValue(*other) : QJsonValue();
}

void NumberBox::setValue(const QJsonValue &value)
{
    setNumber(value.isDouble() ? std::optional(value.toDouble()) : std::nullopt);
    // A double has 53 bits, seeds have 64.
    constexpr qint64 none = std::numeric_limits<qint64>::min();
    const qint64 whole = value.toInteger(none);
    if (whole != none && std::abs(double(whole)) >= 1e15) {
        lineEdit()->setText(QString::number(whole));
        lineEdit()->setCursorPosition(0);
    }
}

bool NumberBox::isNonsense() const { return !number() && !lineEdit()->text().trimmed().isEmpty(); }

void NumberBox::stepBy(int steps)
{
    double next = number() ? *number() + steps * m_step : m_minimum.value_or(0);
    if (m_maximum)
        next = std::min(next, *m_maximum);
    if (m_minimum)
        next = std::max(next, *m_minimum);
    setNumber(QString::number(next, 'g', 12).toDouble());
    lineEdit()->selectAll();
    Q_EMIT edited();
}

void NumberBox::clear()
{
    lineEdit()->clear();
    Q_EMIT edited();
}

QValidator::State NumberBox::validate(QString &input, int &) const
{
    static const QRegularExpression grouped(uR"(^\s*[+-]?\d{1,3}(,\d{3})+(\.|$))"_s);
    static const QRegularExpression begun(uR"(^\s*[+-]?\d*\.?\d*([eE][+-]?\d*)?\s*$)"_s);
    // "1,000" may be a thousand or one: the user has to say.
    if (input.count(u',') == 1 && !input.contains(u'.') && !grouped.match(input).hasMatch())
        input.replace(u',', u'.');
    if (!begun.match(input).hasMatch())
        return QValidator::Invalid;
    bool isNumber = false;
    (void)QLocale::c().toDouble(input, &isNumber);
    return isNumber ? QValidator::Acceptable : QValidator::Intermediate;
}

QSize NumberBox::sizeHint() const
{
    const int text = fontMetrics().horizontalAdvance(u"-000.000"_s);
    const int around = buttonSymbols() == NoButtons ? 12 : 36;
    const int least = hasFrame() ? 0 : fontMetrics().height() + 6;
    return {text + around, std::max(QAbstractSpinBox::sizeHint().height(), least)};
}

QSize NumberBox::minimumSizeHint() const { return sizeHint(); }

QAbstractSpinBox::StepEnabled NumberBox::stepEnabled() const
{
    StepEnabled enabled;
    const std::optional<double> now = number();
    enabled.setFlag(StepUpEnabled, !now || !m_maximum || *now < *m_maximum);
    enabled.setFlag(StepDownEnabled, !now || !m_minimum || *now > *m_minimum);
    return enabled;
}

} // namespace spaceline
