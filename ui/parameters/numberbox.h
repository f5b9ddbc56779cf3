#pragma once

#include <QAbstractSpinBox>
#include <QJsonValue>

#include <optional>

namespace spaceline {

/// A box for a number of any size and precision, which may be empty. Beyond QDoubleSpinBox it keeps
/// every digit, does not force what is typed into bounds, and writes numbers with a point in every
/// language, as apps do; a comma that is typed becomes one.
class NumberBox : public QAbstractSpinBox {
    Q_OBJECT
    Q_PROPERTY(QString value READ text) // what screen readers read out
public:
    explicit NumberBox(QWidget *parent = nullptr);

    /// Where the arrows end; what is typed may go beyond.
    void setBounds(std::optional<double> minimum, std::optional<double> maximum);
    void setStep(double step);
    /// Empty where nothing is typed, or no number.
    [[nodiscard]] std::optional<double> number() const;
    void setNumber(std::optional<double> number); ///< emits nothing
    /// number() as JSON, whole ones of 64 bits with all their digits; null where it has none.
    [[nodiscard]] QJsonValue value() const;
    void setValue(const QJsonValue &value); ///< emits nothing
    /// Something is typed, but no number.
    [[nodiscard]] bool isNonsense() const;

    void stepBy(int steps) override;
    void clear() override;
    [[nodiscard]] QValidator::State validate(QString &input, int &position) const override;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

    /// \p number as it is written here: as short as it can be read back, in the C locale.
    [[nodiscard]] static QString written(double number);

Q_SIGNALS:
    void edited(); ///< by the user

protected:
    [[nodiscard]] StepEnabled stepEnabled() const override;

private:
    std::optional<double> m_minimum;
    std::optional<double> m_maximum;
    double m_step = 1;
};

} // namespace spaceline
