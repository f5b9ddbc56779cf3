#pragma once

#include <QToolButton>

namespace spaceline {

/// A tool button that opens its menu at once. Beyond QToolButton, which tells screen readers of no
/// menu that opens at once, they can open it, and find its entries below the button; and it does
/// not stay lit where an entry opens a dialog.
class MenuButton : public QToolButton {
    Q_OBJECT
public:
    explicit MenuButton(QWidget *parent = nullptr);

    void setMenu(QMenu *menu);
};

} // namespace spaceline
