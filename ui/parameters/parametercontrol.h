#pragma once

#include "gradio/endpoint.h"

#include <QJsonValue>
#include <QWidget>

namespace spaceline {

/// What one parameter's value is made with: a native control, or a few of them. All that take the
/// focus are named by the parameter's title; the focus proxy is the main one.
class ParameterControl : public QWidget {
    Q_OBJECT
public:
    using QWidget::QWidget;

    /// In the wire's form; undefined where what stands there is no value at all, and problem() says
    /// why.
    [[nodiscard]] virtual QJsonValue value() const = 0;
    /// Shows \p value; emits nothing.
    virtual void setValue(const QJsonValue &value) = 0;
    [[nodiscard]] virtual QString problem() const { return {}; }
    /// A small control that stands at the end of the title's line; null where there is none.
    [[nodiscard]] virtual QWidget *titleControl() const { return nullptr; }
    /// The control shows the title itself.
    [[nodiscard]] virtual bool showsTitle() const { return false; }

Q_SIGNALS:
    void edited(); ///< by the user
};

/// The control for \p parameter's kind; its value is the default.
[[nodiscard]] ParameterControl *makeControl(const gradio::Parameter &parameter,
                                            QWidget *parent = nullptr);

} // namespace spaceline
