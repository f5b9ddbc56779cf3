#pragma once

#include "parameters/parametercontrol.h"

class QLineEdit;
class QPlainTextEdit;

namespace spaceline {

/// A text of one line; masked where it is a password.
class LineControl : public ParameterControl {
    Q_OBJECT
public:
    LineControl(const gradio::Parameter &parameter, QWidget *parent);
    [[nodiscard]] QJsonValue value() const override;
    void setValue(const QJsonValue &value) override;

private:
    QLineEdit *m_edit;
    bool m_isNull = false; ///< nobody wrote anything where the app has no text
};

/// A text of several lines: words, program code, or JSON.
class AreaControl : public ParameterControl {
    Q_OBJECT
public:
    enum class Content { Text, Code, Json };

    AreaControl(const gradio::Parameter &parameter, Content content, QWidget *parent);
    [[nodiscard]] QJsonValue value() const override;
    void setValue(const QJsonValue &value) override;
    [[nodiscard]] QString problem() const override;

private:
    QPlainTextEdit *m_edit;
    QString m_title;
    Content m_content;
    bool m_isNull = false;
};

} // namespace spaceline
