#include "history/historyfocus.h"

#include "history/historyaccessible.h"
#include "history/historyview.h"

#include <QKeyEvent>
#include <QScrollBar>

#include <algorithm>

namespace spaceline {

std::optional<Control> HistoryFocus::control() const
{
    if (m_row < 0 || !m_key)
        return std::nullopt;
    for (Control &control : m_view.rows().layout(m_row).controls()) {
        if (control.key == *m_key)
            return std::move(control);
    }
    return std::nullopt;
}

void HistoryFocus::set(qsizetype row, bool visibly, std::optional<Control::Key> key)
{
    const bool changed = row != m_row || key != m_key;
    m_row = row;
    m_key = key;
    m_visible = visibly;
    m_view.viewport()->update();
    if (changed && m_view.hasFocus())
        notifyAccessibleFocus(&m_view);
}

void HistoryFocus::enter()
{
    const qsizetype last = m_view.sight().rowAt(m_view.viewport()->height() - 1);
    const bool inSight = m_row >= 0 && !m_view.sight().rowRect(m_row).isNull();
    set(inSight ? m_row : last, true);
    notifyAccessibleFocus(&m_view);
}

void HistoryFocus::shiftRows(qsizetype first, qsizetype by)
{
    if (m_row < first)
        return;
    m_row = by < 0 && m_row < first - by ? -1 : m_row + by;
    m_key.reset();
}

void HistoryFocus::stepMessage(int by)
{
    const qsizetype count = m_view.rows().count();
    if (count == 0)
        return;
    const bool inSight = m_row >= 0 && !m_view.sight().rowRect(m_row).isNull();
    qsizetype row = m_row + by;
    if (!inSight)
        row = m_view.sight().rowAt(by < 0 ? m_view.viewport()->height() - 1 : 0);
    row = std::clamp<qsizetype>(row, 0, count - 1);
    m_view.ensureVisible(row, m_view.rows().layout(row).contentRect());
    set(row, true);
}

bool HistoryFocus::stepControl(bool next)
{
    if (m_row < 0 || m_row >= m_view.rows().count())
        return false;
    std::vector<Control> controls = m_view.rows().layout(m_row).controls();
    std::erase_if(controls, [](const Control &control) { return !control.isEnabled(); });
    const auto now = std::find_if(controls.begin(), controls.end(), [this](const Control &control) {
        return m_key && control.key == *m_key;
    });
    const qsizetype at = now == controls.end() ? -1 : now - controls.begin();
    const qsizetype wanted = at + (next ? 1 : -1);
    if (wanted >= qsizetype(controls.size()) || wanted < -1)
        return false;
    if (wanted < 0) {
        set(m_row, true);
        return true;
    }
    const Control &control = controls[size_t(wanted)];
    m_view.ensureVisible(m_row, control.rect);
    set(m_row, true, control.key);
    return true;
}

bool HistoryFocus::press()
{
    const std::optional<Control> pressed = control();
    if (!pressed)
        return false;
    m_view.activate(m_row, *pressed);
    return true;
}

bool HistoryFocus::handleKey(const QKeyEvent &event)
{
    if (event.matches(QKeySequence::Copy)) {
        m_view.copy();
        return true;
    }
    if (event.matches(QKeySequence::SelectAll)) {
        m_view.selectAll();
        return true;
    }
    const QScrollBar *bar = m_view.verticalScrollBar();
    const bool plain = (event.modifiers() & ~Qt::KeypadModifier) == Qt::NoModifier;
    if ((event.modifiers() & ~Qt::KeypadModifier) == Qt::AltModifier
        && (event.key() == Qt::Key_Up || event.key() == Qt::Key_Down)) {
        stepMessage(event.key() == Qt::Key_Up ? -1 : 1);
        return true;
    }
    if (!plain)
        return false;
    switch (event.key()) {
    case Qt::Key_Up:
        m_view.scrollByUser(-2 * bar->singleStep());
        return true;
    case Qt::Key_Down:
        m_view.scrollByUser(2 * bar->singleStep());
        return true;
    case Qt::Key_PageUp:
        m_view.scrollByUser(-bar->pageStep());
        return true;
    case Qt::Key_PageDown:
        m_view.scrollByUser(bar->pageStep());
        return true;
    case Qt::Key_Home:
        m_view.scrollToRow(0);
        return true;
    case Qt::Key_End:
        m_view.scrollToEndAndFollow();
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
        return press();
    case Qt::Key_Escape:
        if (m_view.selection().isEmpty() && !m_visible)
            return false;
        m_view.selection().clear();
        set(m_row, false);
        return true;
    default:
        return false;
    }
}

} // namespace spaceline
