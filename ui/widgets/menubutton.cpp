#include "widgets/menubutton.h"

#include <QAccessibleWidget>
#include <QMenu>

using namespace Qt::Literals::StringLiterals;

namespace spaceline {

namespace {

class MenuButtonAccessible : public QAccessibleWidget {
public:
    explicit MenuButtonAccessible(MenuButton *button)
        : QAccessibleWidget(button, QAccessible::ButtonMenu)
    {
    }

    [[nodiscard]] int childCount() const override { return button().menu() ? 1 : 0; }
    [[nodiscard]] QAccessibleInterface *child(int index) const override
    {
        return index == 0 && button().menu()
            ? QAccessible::queryAccessibleInterface(button().menu())
            : nullptr;
    }
    [[nodiscard]] int indexOfChild(const QAccessibleInterface *child) const override
    {
        return child && child->object() == button().menu() ? 0 : -1;
    }
    [[nodiscard]] QAccessible::State state() const override
    {
        QAccessible::State state = QAccessibleWidget::state();
        state.hasPopup = true;
        return state;
    }
    [[nodiscard]] QStringList actionNames() const override
    {
        return button().isEnabled() ? QStringList{showMenuAction()} : QStringList();
    }
    void doAction(const QString &name) override
    {
        // Later, because showMenu() returns when the menu is closed, and who asks is waiting.
        if (name == showMenuAction() && button().isEnabled())
            QMetaObject::invokeMethod(&button(), &QToolButton::showMenu, Qt::QueuedConnection);
    }

private:
    [[nodiscard]] MenuButton &button() const { return *static_cast<MenuButton *>(widget()); }
};

QAccessibleInterface *makeInterface(const QString &className, QObject *object)
{
    if (className != "spaceline::MenuButton"_L1)
        return nullptr;
    auto *button = qobject_cast<MenuButton *>(object);
    return button ? new MenuButtonAccessible(button) : nullptr;
}

} // namespace

MenuButton::MenuButton(QWidget *parent) : QToolButton(parent)
{
    static const bool isInstalled = [] {
        QAccessible::installFactory(makeInterface);
        return true;
    }();
    Q_UNUSED(isInstalled)
    setPopupMode(InstantPopup);
}

void MenuButton::setMenu(QMenu *menu)
{
    QToolButton::setMenu(menu);
    // The menu takes the pointer, and nobody says so where a dialog takes it from the menu.
    connect(menu, &QMenu::aboutToHide, this, [this] {
        setAttribute(Qt::WA_UnderMouse, rect().contains(mapFromGlobal(QCursor::pos())));
        update();
    });
}

} // namespace spaceline
