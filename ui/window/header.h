#pragma once

#include "connect/statechip.h"

#include <QWidget>

class QMenu;
class QToolButton;

namespace spaceline {

class ElidedLabel;
class MenuButton;

/// The line over a conversation: the button of the hidden list, the Space's name, the state of the
/// connection, the menu.
class Header : public QWidget {
    Q_OBJECT
public:
    explicit Header(QWidget *parent = nullptr);

    void setSpaceName(const QString &name);
    void setState(StateChip::Dot dot, const QString &words) { m_chip->setState(dot, words); }
    /// The button that brings the list of conversations back.
    void setSidebarButtonVisible(bool isVisible);
    void setMenu(QMenu *menu);
    /// The button of the Parameters panel: pressed while that is shown; \p count is how many values
    /// differ from their defaults.
    void setParameters(bool isShown, int count);

Q_SIGNALS:
    void sidebarRequested();
    void stateClicked();
    void parametersRequested();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QToolButton *m_sidebar;
    ElidedLabel *m_name;
    StateChip *m_chip;
    QToolButton *m_parameters;
    bool m_showsParameters = false;
    MenuButton *m_menu;
};

} // namespace spaceline
