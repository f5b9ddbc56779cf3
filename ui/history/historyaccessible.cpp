#include "history/historyaccessible.h"

#include "history/historyview.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace spaceline {

namespace {

/// More rows at once than this are told as "all is different".
constexpr qsizetype kToldRows = 16;

QAccessibleInterface *makeInterface(const QString &className, QObject *object)
{
    if (className != "spaceline::HistoryView"_L1)
        return nullptr;
    auto *view = qobject_cast<HistoryView *>(object);
    return view ? new HistoryAccessible(view) : nullptr;
}

HistoryAccessible *interfaceOf(HistoryView *view)
{
    return static_cast<HistoryAccessible *>(QAccessible::queryAccessibleInterface(view));
}

} // namespace

void installHistoryAccessibility()
{
    static const bool installed = [] {
        QAccessible::installFactory(makeInterface);
        return true;
    }();
    Q_UNUSED(installed)
}

void notifyAccessibleRows(HistoryView *view, qsizetype first, qsizetype by)
{
    if (!QAccessible::isActive())
        return;
    HistoryAccessible *list = interfaceOf(view);
    if (by > 0 && by <= kToldRows && first + by == view->rows().count()) {
        for (qsizetype row = first; row < first + by; ++row) {
            QAccessibleEvent event(list->child(int(row)), QAccessible::ObjectCreated);
            QAccessible::updateAccessibility(&event);
        }
        return;
    }
    QAccessibleEvent event(view, QAccessible::ObjectReorder);
    QAccessible::updateAccessibility(&event);
}

void notifyAccessibleFold(HistoryView *view, qsizetype row, const Control::Key &key)
{
    if (!QAccessible::isActive())
        return;
    QAccessible::State changed;
    changed.expanded = true;
    changed.collapsed = true;
    QAccessibleStateChangeEvent event(interfaceOf(view)->control(row, key), changed);
    QAccessible::updateAccessibility(&event);
}

void notifyAccessibleFocus(HistoryView *view)
{
    if (!QAccessible::isActive())
        return;
    if (QAccessibleInterface *focused = interfaceOf(view)->focusChild()) {
        QAccessibleEvent event(focused, QAccessible::Focus);
        QAccessible::updateAccessibility(&event);
    }
}

HistoryAccessible::HistoryAccessible(HistoryView *view) : QAccessibleWidget(view, QAccessible::List)
{
}

HistoryAccessible::~HistoryAccessible()
{
    for (const auto &entry : m_controls)
        QAccessible::deleteAccessibleInterface(entry.second);
    for (const auto &entry : m_rows)
        QAccessible::deleteAccessibleInterface(entry.second);
}

HistoryView &HistoryAccessible::view() const { return *static_cast<HistoryView *>(object()); }

QList<QWidget *> HistoryAccessible::widgets() const
{
    QList<QWidget *> all;
    // While it is hidden, nothing of it belongs to the conversation.
    if (view().placeholderWidget() && !view().placeholderWidget()->isHidden())
        all += view().placeholderWidget();
    all += view().jumpButton();
    return all;
}

int HistoryAccessible::childCount() const { return int(view().rows().count() + widgets().size()); }

QAccessibleInterface *HistoryAccessible::child(int index) const
{
    const qsizetype rows = view().rows().count();
    if (index < 0 || index >= childCount())
        return nullptr;
    if (index >= rows)
        return QAccessible::queryAccessibleInterface(widgets().at(index - rows));
    QAccessible::Id &id = m_rows[index];
    if (id == 0)
        id = QAccessible::registerAccessibleInterface(new MessageAccessible(&view(), index));
    return QAccessible::accessibleInterface(id);
}

int HistoryAccessible::indexOfChild(const QAccessibleInterface *child) const
{
    if (!child)
        return -1;
    if (const auto *message = dynamic_cast<const MessageAccessible *>(child))
        return message->isValid() ? int(message->row()) : -1;
    const qsizetype at = widgets().indexOf(qobject_cast<QWidget *>(child->object()));
    return at < 0 ? -1 : int(view().rows().count() + at);
}

QAccessibleInterface *HistoryAccessible::childAt(int x, int y) const
{
    for (QWidget *widget : widgets()) {
        if (widget->isVisible() && widget->rect().contains(widget->mapFromGlobal(QPoint(x, y))))
            return QAccessible::queryAccessibleInterface(widget);
    }
    const QPoint point = view().viewport()->mapFromGlobal(QPoint(x, y));
    const qsizetype row = view().sight().rowAt(point.y());
    return view().sight().rowRect(row).contains(point) ? child(int(row)) : nullptr;
}

QAccessibleInterface *HistoryAccessible::focusChild() const
{
    const HistoryFocus &focus = view().keyboardFocus();
    if (!view().hasFocus())
        return QAccessibleWidget::focusChild();
    if (!focus.isVisible() || focus.row() < 0 || focus.row() >= view().rows().count())
        return const_cast<HistoryAccessible *>(this);
    return focus.key() ? control(focus.row(), *focus.key()) : child(int(focus.row()));
}

QAccessibleInterface *HistoryAccessible::control(qsizetype row, const Control::Key &key) const
{
    QAccessible::Id &id = m_controls[{row, key}];
    if (id == 0)
        id = QAccessible::registerAccessibleInterface(new ControlAccessible(&view(), row, key));
    return QAccessible::accessibleInterface(id);
}

} // namespace spaceline
