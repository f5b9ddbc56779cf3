#pragma once

#include <QAbstractButton>

namespace spaceline {

/// A button that paints itself, and again when the pointer comes or goes.
class PaintedButton : public QAbstractButton {
    Q_OBJECT
public:
    using QAbstractButton::QAbstractButton;

protected:
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;
};

} // namespace spaceline
