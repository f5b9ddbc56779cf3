#include "chat/messageroles.h"
#include "history/historyaccessible.h"
#include "history/historyview.h"
#include "markdown/parser.h"

#include <QAbstractItemModel>
#include <QLocale>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace spaceline {

namespace {

QRect onScreen(const HistoryView &view, QRect rect)
{
    return rect.isNull() ? rect : QRect(view.viewport()->mapToGlobal(rect.topLeft()), rect.size());
}

/// Qt 6.4 has no roles for headings inside of a text, so they are told in the description.
QString headingsOf(const markdown::Blocks &blocks)
{
    QStringList headings;
    for (const markdown::Block &block : blocks) {
        if (block.kind == markdown::Block::Kind::Heading)
            headings += markdown::toPlainText({block}).trimmed();
    }
    return headings.join(u", "_s);
}

} // namespace

MessageAccessible::MessageAccessible(HistoryView *view, qsizetype row)
    : m_view(view)
    , m_row(row) { }

bool MessageAccessible::isValid() const { return m_view && m_row < m_view->rows().count(); }

HistoryAccessible *MessageAccessible::list() const
{
    return static_cast<HistoryAccessible *>(QAccessible::queryAccessibleInterface(m_view));
}

QAccessibleInterface *MessageAccessible::parent() const { return m_view ? list() : nullptr; }

std::vector<Control> MessageAccessible::controls() const
{
    const MessageLayout *layout = isValid() ? m_view->rows().known(m_row) : nullptr;
    return layout ? layout->controls() : std::vector<Control>();
}

int MessageAccessible::childCount() const { return int(controls().size()); }

QAccessibleInterface *MessageAccessible::child(int index) const
{
    const std::vector<Control> all = controls();
    if (index < 0 || index >= int(all.size()))
        return nullptr;
    return list()->control(m_row, all[size_t(index)].key);
}

int MessageAccessible::indexOfChild(const QAccessibleInterface *child) const
{
    const auto *wanted = dynamic_cast<const ControlAccessible *>(child);
    if (!wanted)
        return -1;
    const std::vector<Control> all = controls();
    const auto found = std::find_if(all.begin(), all.end(), [wanted](const Control &control) {
        return control.key == wanted->key();
    });
    return found == all.end() ? -1 : int(found - all.begin());
}

QAccessibleInterface *MessageAccessible::childAt(int x, int y) const
{
    const int count = childCount();
    for (int i = 0; i < count; ++i) {
        QAccessibleInterface *control = child(i);
        if (control && control->rect().contains(x, y))
            return control;
    }
    return nullptr;
}

QString MessageAccessible::text(QAccessible::Text kind) const
{
    if (!isValid())
        return {};
    const QModelIndex index = m_view->model()->index(int(m_row), 0);
    MessageItem item;
    item.author = MessageAuthor(index.data(MessageAuthorRole).toInt());
    if (kind == QAccessible::Name)
        return item.accessibleName();
    if (kind != QAccessible::Description || item.author != MessageAuthor::Reply)
        return {};
    item = m_view->rows().item(m_row);
    QString description = item.name + u", "_s + QLocale().toString(item.time, QLocale::ShortFormat);
    const QString headings = headingsOf(markdown::parse(item.text, !isFinal(item.state)));
    if (!headings.isEmpty())
        description += u". "_s + HistoryView::tr("Headings: %1").arg(headings);
    return description;
}

QRect MessageAccessible::rect() const
{
    return isValid() ? onScreen(*m_view, m_view->sight().rowRect(m_row)) : QRect();
}

QAccessible::State MessageAccessible::state() const
{
    QAccessible::State state;
    if (!isValid()) {
        state.invalid = true;
        return state;
    }
    const HistoryFocus &focus = m_view->keyboardFocus();
    state.focusable = true;
    state.readOnly = true;
    state.multiLine = true;
    state.offscreen = m_view->sight().rowRect(m_row).isNull();
    state.invisible = !m_view->isVisible();
    state.focused = m_view->hasFocus() && focus.isVisible() && focus.row() == m_row && !focus.key();
    return state;
}

void *MessageAccessible::interface_cast(QAccessible::InterfaceType type)
{
    return type == QAccessible::TextInterface ? static_cast<QAccessibleTextInterface *>(this)
                                              : nullptr;
}

QString MessageAccessible::plainText() const
{
    return isValid() ? m_view->rows().item(m_row).plainText() : QString();
}

void MessageAccessible::selection(int, int *from, int *to) const { *from = *to = 0; }

QString MessageAccessible::text(int from, int to) const
{
    const QString all = plainText();
    return to < 0 ? all.mid(from) : all.mid(from, to - from);
}

int MessageAccessible::characterCount() const { return int(plainText().size()); }

void MessageAccessible::scrollToSubstring(int, int)
{
    if (isValid())
        m_view->scrollToRow(int(m_row));
}

QString MessageAccessible::attributes(int, int *from, int *to) const
{
    *from = 0;
    *to = characterCount();
    return {};
}

ControlAccessible::ControlAccessible(HistoryView *view, qsizetype row, const Control::Key &key)
    : m_view(view)
    , m_row(row)
    , m_key(key)
{
}

std::optional<Control> ControlAccessible::control() const
{
    const MessageLayout *layout
        = m_view && m_row < m_view->rows().count() ? m_view->rows().known(m_row) : nullptr;
    if (!layout)
        return std::nullopt;
    for (Control &control : layout->controls()) {
        if (control.key == m_key)
            return std::move(control);
    }
    return std::nullopt;
}

QAccessibleInterface *ControlAccessible::parent() const
{
    if (!m_view)
        return nullptr;
    return QAccessible::queryAccessibleInterface(m_view)->child(int(m_row));
}

QString ControlAccessible::text(QAccessible::Text kind) const
{
    const std::optional<Control> found = control();
    if (!found)
        return {};
    if (kind == QAccessible::Name)
        return found->accessibleName();
    if (kind != QAccessible::Description)
        return {};
    return found->reason.isEmpty() ? found->description : found->reason;
}

QRect ControlAccessible::rect() const
{
    const std::optional<Control> found = control();
    const QRect row = found ? m_view->sight().rowRect(m_row) : QRect();
    return row.isNull() ? QRect() : onScreen(*m_view, found->rect.translated(row.topLeft()));
}

QAccessible::Role ControlAccessible::role() const
{
    switch (m_key.kind) {
    case Control::Kind::Link:
        return QAccessible::Link;
    case Control::Kind::Image:
        return QAccessible::Graphic;
    default:
        return QAccessible::Button;
    }
}

QAccessible::State ControlAccessible::state() const
{
    QAccessible::State state;
    const std::optional<Control> found = control();
    if (!found) {
        state.invalid = true;
        return state;
    }
    const HistoryFocus &focus = m_view->keyboardFocus();
    state.disabled = !found->isEnabled();
    state.focusable = found->isEnabled();
    state.focused = m_view->hasFocus() && focus.row() == m_row && focus.key() == m_key;
    state.offscreen = !rect().intersects(onScreen(*m_view, m_view->viewport()->rect()));
    state.invisible = !m_view->isVisible();
    state.checkable = found->isOn.has_value();
    state.checked = found->isOn.value_or(false);
    state.expandable = found->isOpen.has_value();
    state.expanded = found->isOpen.value_or(false);
    state.collapsed = found->isOpen && !*found->isOpen;
    state.linked = m_key.kind == Control::Kind::Link;
    return state;
}

void *ControlAccessible::interface_cast(QAccessible::InterfaceType type)
{
    return type == QAccessible::ActionInterface ? static_cast<QAccessibleActionInterface *>(this)
                                                : nullptr;
}

QStringList ControlAccessible::actionNames() const
{
    const std::optional<Control> found = control();
    return found && found->isEnabled() ? QStringList{pressAction()} : QStringList();
}

void ControlAccessible::doAction(const QString &name)
{
    if (name != pressAction())
        return;
    if (const std::optional<Control> found = control())
        m_view->activate(m_row, *found);
}

QStringList ControlAccessible::keyBindingsForAction(const QString &) const { return {}; }

} // namespace spaceline
