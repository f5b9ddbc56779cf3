#pragma once

#include "parameters/parametercontrol.h"

class QLineEdit;
class QToolButton;

namespace spaceline {

/// A day, or a day and a time, as apps write them; a calendar helps. It may be empty, and it may
/// be "now - 1d", which no date editor could hold.
class DateTimeControl : public ParameterControl {
    Q_OBJECT
public:
    DateTimeControl(const gradio::Parameter &parameter, QWidget *parent);
    [[nodiscard]] QJsonValue value() const override;
    void setValue(const QJsonValue &value) override;

private:
    void showCalendar();
    void takeDay(QDate day);

    QLineEdit *m_edit;
    QToolButton *m_button;
    bool m_hasTime;
};

} // namespace spaceline
