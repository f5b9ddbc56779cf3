#pragma once

#include "parameters/parametercontrol.h"

class QLineEdit;
class QToolButton;

namespace spaceline {

/// A colour: its text, and a button that shows it and opens the colour dialog.
class ColorControl : public ParameterControl {
    Q_OBJECT
public:
    ColorControl(const gradio::Parameter &parameter, QWidget *parent);
    [[nodiscard]] QJsonValue value() const override;
    void setValue(const QJsonValue &value) override;

private:
    void chooseColor();
    void showColor();

    QLineEdit *m_edit;
    QToolButton *m_button;
};

} // namespace spaceline
