#include "widgets/choicebox.h"

#include <QAbstractItemView>
#include <QAccessibleWidget>
#include <QLineEdit>

using namespace Qt::Literals::StringLiterals;

namespace spaceline {

namespace {

/// Name and value apart, and the list opens and closes.
class ChoiceBoxInterface : public QAccessibleWidget {
public:
    explicit ChoiceBoxInterface(ChoiceBox *box) : QAccessibleWidget(box, QAccessible::ComboBox) { }

    [[nodiscard]] QString text(QAccessible::Text kind) const override
    {
        return kind == QAccessible::Value ? box().currentText() : QAccessibleWidget::text(kind);
    }
    [[nodiscard]] int childCount() const override { return box().isEditable() ? 2 : 1; }
    [[nodiscard]] QAccessibleInterface *child(int index) const override
    {
        return index == 0 ? QAccessible::queryAccessibleInterface(box().view())
            : index == 1 && box().isEditable()
            ? QAccessible::queryAccessibleInterface(box().lineEdit())
            : nullptr;
    }
    [[nodiscard]] int indexOfChild(const QAccessibleInterface *child) const override
    {
        return !child                             ? -1
            : child->object() == box().view()     ? 0
            : child->object() == box().lineEdit() ? 1
                                                  : -1;
    }
    [[nodiscard]] QAccessible::State state() const override
    {
        QAccessible::State state = QAccessibleWidget::state();
        state.expandable = true;
        state.hasPopup = true;
        state.expanded = box().view()->isVisible();
        state.collapsed = !state.expanded;
        state.editable = box().isEditable();
        return state;
    }
    [[nodiscard]] QStringList actionNames() const override
    {
        return {showMenuAction(), pressAction()};
    }
    void doAction(const QString &name) override
    {
        if (name != showMenuAction() && name != pressAction())
            return;
        // Later: who asks is waiting, and a list that opens may take its time.
        QMetaObject::invokeMethod(
            &box(),
            [shown = &box()] {
                shown->view()->isVisible() ? shown->hidePopup() : shown->showPopup();
            },
            Qt::QueuedConnection);
    }
    [[nodiscard]] QStringList keyBindingsForAction(const QString &) const override { return {}; }

private:
    [[nodiscard]] ChoiceBox &box() const { return static_cast<ChoiceBox &>(*widget()); }
};

QAccessibleInterface *makeInterface(const QString &className, QObject *object)
{
    if (className != "spaceline::ChoiceBox"_L1)
        return nullptr;
    auto *box = qobject_cast<ChoiceBox *>(object);
    return box ? new ChoiceBoxInterface(box) : nullptr;
}

} // namespace

ChoiceBox::ChoiceBox(QWidget *parent) : QComboBox(parent)
{
    static const bool installed = [] {
        QAccessible::installFactory(makeInterface);
        return true;
    }();
    Q_UNUSED(installed)
}

} // namespace spaceline
