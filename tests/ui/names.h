#pragma once

#include <QAccessible>
#include <QSet>
#include <QString>
#include <QWidget>

namespace spaceline {

/// The visible descendant of \p root with the accessible name \p name; null where there is none.
template <class Widget = QWidget>
Widget *named(const QWidget &root, const QString &name)
{
    for (auto *widget : root.findChildren<Widget *>()) {
        if (widget->accessibleName() == name && widget->isVisibleTo(&root))
            return widget;
    }
    return nullptr;
}

/// What a screen reader comes to that walks down from \p root.
inline void collectReachable(QAccessibleInterface *root, QSet<QObject *> &reached)
{
    for (int i = 0; root && i < root->childCount(); ++i) {
        QAccessibleInterface *child = root->child(i);
        if (!child || !child->object() || reached.contains(child->object()))
            continue; // a row of a list is no object
        reached.insert(child->object());
        collectReachable(child, reached);
    }
}

/// Class of every control in \p root that takes the focus and has no name for screen
/// readers, or that they do not come to.
inline QStringList namelessControls(const QWidget &root)
{
    QStringList nameless;
    QSet<QObject *> reached;
    collectReachable(QAccessible::queryAccessibleInterface(const_cast<QWidget *>(&root)), reached);
    for (auto *widget : root.findChildren<QWidget *>()) {
        if (widget->focusPolicy() == Qt::NoFocus || widget->focusProxy()
            || !widget->isVisibleTo(&root)
            || widget->objectName().startsWith(QLatin1StringView("qt_")))
            continue;
        QAccessibleInterface *interface = QAccessible::queryAccessibleInterface(widget);
        if (!interface || interface->text(QAccessible::Name).isEmpty())
            nameless += QString::fromLatin1(widget->metaObject()->className());
        else if (!reached.contains(widget))
            nameless += interface->text(QAccessible::Name) + QStringLiteral(" (not in the tree)");
    }
    return nameless;
}

} // namespace spaceline
