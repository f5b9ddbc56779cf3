#pragma once

#include <QWidget>

class QAbstractButton;
class QLabel;

namespace spaceline {

/// A check box or radio button with a text that breaks into lines where it has no room, which the
/// buttons themselves cannot do. A click on the text is one on the button.
class OptionRow : public QWidget {
    Q_OBJECT
public:
    /// Takes \p button, and names it \p text.
    OptionRow(QAbstractButton *button, const QString &text, QWidget *parent = nullptr);
    [[nodiscard]] QAbstractButton &button() const { return *m_button; }

protected:
    void mouseReleaseEvent(QMouseEvent *event) override;

private:
    QAbstractButton *m_button;
};

} // namespace spaceline
