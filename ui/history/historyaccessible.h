#pragma once

#include "history/control.h"

#include <QAccessibleWidget>
#include <QPointer>

#include <map>

namespace spaceline {

class HistoryView;

/// Makes HistoryAccessible the interface of every HistoryView. Cheap to call again.
void installHistoryAccessibility();
/// Tells screen readers that rows from \p first on came (\p by > 0) or went.
void notifyAccessibleRows(HistoryView *view, qsizetype first, qsizetype by);
/// Tells screen readers that the button \p key of \p row opened or closed something.
void notifyAccessibleFold(HistoryView *view, qsizetype row, const Control::Key &key);
/// Tells screen readers where the keyboard is now.
void notifyAccessibleFocus(HistoryView *view);

/// The conversation for screen readers: a list with one child per row, also of those out of sight,
/// then the widgets that lie over it.
class HistoryAccessible : public QAccessibleWidget {
public:
    explicit HistoryAccessible(HistoryView *view);
    ~HistoryAccessible() override;

    [[nodiscard]] int childCount() const override;
    [[nodiscard]] QAccessibleInterface *child(int index) const override;
    [[nodiscard]] int indexOfChild(const QAccessibleInterface *child) const override;
    [[nodiscard]] QAccessibleInterface *childAt(int x, int y) const override;
    [[nodiscard]] QAccessibleInterface *focusChild() const override;

    /// The interface of a link or button of \p row; lives as long as this.
    [[nodiscard]] QAccessibleInterface *control(qsizetype row, const Control::Key &key) const;

private:
    [[nodiscard]] HistoryView &view() const;
    [[nodiscard]] QList<QWidget *> widgets() const;

    mutable std::map<qsizetype, QAccessible::Id> m_rows;
    mutable std::map<std::pair<qsizetype, Control::Key>, QAccessible::Id> m_controls;
};

/// One message: "You" or "Reply", its text read from the model when it is asked for.
class MessageAccessible : public QAccessibleInterface, public QAccessibleTextInterface {
public:
    MessageAccessible(HistoryView *view, qsizetype row);

    [[nodiscard]] qsizetype row() const { return m_row; }
    [[nodiscard]] bool isValid() const override;
    [[nodiscard]] QObject *object() const override { return nullptr; }
    [[nodiscard]] QAccessibleInterface *parent() const override;
    [[nodiscard]] int childCount() const override;
    [[nodiscard]] QAccessibleInterface *child(int index) const override;
    [[nodiscard]] int indexOfChild(const QAccessibleInterface *child) const override;
    [[nodiscard]] QAccessibleInterface *childAt(int x, int y) const override;
    [[nodiscard]] QString text(QAccessible::Text kind) const override;
    void setText(QAccessible::Text, const QString &) override { }
    [[nodiscard]] QRect rect() const override;
    [[nodiscard]] QAccessible::Role role() const override { return QAccessible::ListItem; }
    [[nodiscard]] QAccessible::State state() const override;
    void *interface_cast(QAccessible::InterfaceType type) override;

    void selection(int index, int *from, int *to) const override;
    [[nodiscard]] int selectionCount() const override { return 0; }
    void addSelection(int, int) override { }
    void removeSelection(int) override { }
    void setSelection(int, int, int) override { }
    [[nodiscard]] int cursorPosition() const override { return 0; }
    void setCursorPosition(int) override { }
    [[nodiscard]] QString text(int from, int to) const override;
    [[nodiscard]] int characterCount() const override;
    [[nodiscard]] QRect characterRect(int) const override { return rect(); }
    [[nodiscard]] int offsetAtPoint(const QPoint &) const override { return -1; }
    void scrollToSubstring(int from, int to) override;
    [[nodiscard]] QString attributes(int offset, int *from, int *to) const override;

private:
    [[nodiscard]] HistoryAccessible *list() const;
    [[nodiscard]] std::vector<Control> controls() const;
    [[nodiscard]] QString plainText() const;

    QPointer<HistoryView> m_view;
    qsizetype m_row;
};

/// A link or a button of a message that is laid out.
class ControlAccessible : public QAccessibleInterface, public QAccessibleActionInterface {
public:
    ControlAccessible(HistoryView *view, qsizetype row, const Control::Key &key);

    [[nodiscard]] const Control::Key &key() const { return m_key; }
    [[nodiscard]] bool isValid() const override { return bool(control()); }
    [[nodiscard]] QObject *object() const override { return nullptr; }
    [[nodiscard]] QAccessibleInterface *parent() const override;
    [[nodiscard]] int childCount() const override { return 0; }
    [[nodiscard]] QAccessibleInterface *child(int) const override { return nullptr; }
    [[nodiscard]] int indexOfChild(const QAccessibleInterface *) const override { return -1; }
    [[nodiscard]] QAccessibleInterface *childAt(int, int) const override { return nullptr; }
    [[nodiscard]] QString text(QAccessible::Text kind) const override;
    void setText(QAccessible::Text, const QString &) override { }
    [[nodiscard]] QRect rect() const override;
    [[nodiscard]] QAccessible::Role role() const override;
    [[nodiscard]] QAccessible::State state() const override;
    void *interface_cast(QAccessible::InterfaceType type) override;

    [[nodiscard]] QStringList actionNames() const override;
    void doAction(const QString &name) override;
    [[nodiscard]] QStringList keyBindingsForAction(const QString &name) const override;

private:
    [[nodiscard]] std::optional<Control> control() const;

    QPointer<HistoryView> m_view;
    qsizetype m_row;
    Control::Key m_key;
};

} // namespace spaceline
