#pragma once

#include <QAccessible>
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

/// Class and object name of every control in \p root that takes the focus and has no name for
/// screen readers.
inline QStringList namelessControls(const QWidget &root)
{
    QStringList nameless;
    for (auto *widget : root.findChildren<QWidget *>()) {
        if (widget->focusPolicy() == Qt::NoFocus || widget->focusProxy()
            || !widget->isVisibleTo(&root)
            || widget->objectName().startsWith(QLatin1StringView("qt_")))
            continue;
        QAccessibleInterface *interface = QAccessible::queryAccessibleInterface(widget);
        if (!interface || interface->text(QAccessible::Name).isEmpty())
            nameless += QString::fromLatin1(widget->metaObject()->className());
    }
    return nameless;
}

} // namespace spaceline
