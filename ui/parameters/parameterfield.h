#pragma once

#include "gradio/endpoint.h"

#include <QJsonValue>
#include <QTimer>
#include <QWidget>

class QLabel;
class QToolButton;

namespace spaceline {

class ParameterControl;

/// One row of the form: title, control, what the author says about it, what is wrong with it, and
/// the button that brings the default back.
class ParameterField : public QWidget {
    Q_OBJECT
public:
    explicit ParameterField(const gradio::Parameter &parameter, QWidget *parent = nullptr);

    [[nodiscard]] const gradio::Parameter &parameter() const { return m_parameter; }
    /// In the wire's form; undefined where there is no value to send, because problem().
    [[nodiscard]] QJsonValue value() const;
    /// Shows \p value; undefined is the default. Emits nothing.
    void setValue(const QJsonValue &value);
    [[nodiscard]] bool isDefault() const;
    /// One sentence that says what is wrong; empty where nothing is.
    [[nodiscard]] QString problem() const;
    /// Says it below the control, now. True where there is something wrong.
    bool showProblem();

Q_SIGNALS:
    void edited(); ///< by the user

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void reset();
    void onEdited();
    void updateState();
    void describe();

    gradio::Parameter m_parameter;
    ParameterControl *m_control;
    QToolButton *m_reset;
    QLabel *m_problem;
    QTimer m_patience; ///< a problem is not told while somebody is still writing
};

} // namespace spaceline
