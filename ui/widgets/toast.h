#pragma once

#include <QFrame>
#include <QTimer>

#include <functional>

class QLabel;
class QPushButton;

namespace spaceline {

/// A short message over the upper edge of another widget, with a button that undoes what was done.
/// Goes by itself after eight seconds, but not while the pointer or the focus is on it. One toast a
/// parent: a new message takes the place of the old one.
class Toast : public QFrame {
    Q_OBJECT
public:
    /// \p over is where it is shown: \p parent or a descendant of it.
    Toast(QWidget *over, QWidget *parent);

    /// Shows \p text. \p undo is called at most once, by the button or Ctrl+Z; it may be empty,
    /// then there is no button.
    void present(const QString &text, std::function<void()> undo = {});
    void dismiss();
    /// Another place for it: a descendant of its parent.
    void moveOver(QWidget *over);

Q_SIGNALS:
    void dismissed(); ///< gone, undone or not

protected:
    void paintEvent(QPaintEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    void place();

    QWidget *m_over;
    QLabel *m_text;
    QPushButton *m_undoButton;
    std::function<void()> m_undo;
    QTimer m_timer;
};

} // namespace spaceline
