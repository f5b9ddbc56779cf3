#include "history/historypointer.h"

#include "history/historyview.h"

#include <QApplication>
#include <QClipboard>
#include <QHelpEvent>
#include <QMouseEvent>
#include <QStyleHints>
#include <QTimerEvent>
#include <QToolTip>

namespace spaceline {

namespace {

constexpr int kAutoScrollEvery = 30; ///< milliseconds

/// The address as it really is: a host in another script shows its ASCII form.
QString shownAddress(const QUrl &url) { return QString::fromLatin1(url.toEncoded()); }

} // namespace

HistoryPointer::HistoryPointer(HistoryView &view) : m_view(view) { }

std::optional<Control::Key> HistoryPointer::hoveredKey() const
{
    return m_hovered ? std::optional(m_hovered->key) : std::nullopt;
}

std::optional<Control::Key> HistoryPointer::pressedKey() const
{
    const bool held = m_pressed && m_pressedRow == m_hoveredRow && hoveredKey() == m_pressed->key;
    return held ? hoveredKey() : std::nullopt;
}

void HistoryPointer::hover(QPoint point)
{
    m_inside = true;
    m_point = point;
    qsizetype row = -1;
    std::optional<Control> control = m_view.controlAt(point, &row);
    if (!m_view.sight().rowRect(row).contains(point)) {
        row = -1;
        control.reset();
    }
    const auto before = hoveredKey();
    const qsizetype rowBefore = m_hoveredRow;
    const QUrl targetBefore = m_hovered ? m_hovered->target : QUrl();
    m_hovered = std::move(control);
    m_hoveredRow = row;
    if (rowBefore != row || before != hoveredKey()) {
        m_view.viewport()->update(m_view.sight().rowRect(rowBefore) | m_view.sight().rowRect(row));
        const QUrl target = m_hovered ? m_hovered->target : QUrl();
        if (target != targetBefore)
            Q_EMIT m_view.linkHovered(target.isEmpty() ? QString() : shownAddress(target));
    }

    const MessageLayout *layout = row < 0 ? nullptr : m_view.rows().known(row);
    if (m_hovered && m_hovered->isEnabled())
        m_view.viewport()->setCursor(Qt::PointingHandCursor);
    else if (layout && !m_hovered
             && layout->isOnText(point - m_view.sight().rowRect(row).topLeft()))
        m_view.viewport()->setCursor(Qt::IBeamCursor);
    else
        m_view.viewport()->setCursor(Qt::ArrowCursor);
}

void HistoryPointer::press(const QMouseEvent &event)
{
    const QPoint point = event.position().toPoint();
    hover(point);
    if (event.button() != Qt::LeftButton)
        return;
    if (m_hoveredRow >= 0)
        m_view.keyboardFocus().set(m_hoveredRow, false);
    m_pressed = m_hovered;
    m_pressedRow = m_hoveredRow;
    if (m_pressed && m_pressed->key.kind != Control::Kind::Link) {
        m_view.viewport()->update();
        return;
    }
    const bool third = event.timestamp() - m_doubleClickTime
            < quint64(QGuiApplication::styleHints()->mouseDoubleClickInterval())
        && (point - m_doubleClickAt).manhattanLength() < QApplication::startDragDistance();
    if (event.modifiers().testFlag(Qt::ShiftModifier) && !m_view.selection().isEmpty()) {
        m_selecting = true;
        extendSelection(point);
    } else {
        startSelection(point, third ? Unit::Paragraph : Unit::Letter);
    }
}

void HistoryPointer::doubleClick(const QMouseEvent &event)
{
    if (event.button() != Qt::LeftButton)
        return;
    const QPoint point = event.position().toPoint();
    hover(point);
    if (m_hovered && m_hovered->key.kind != Control::Kind::Link) {
        // Two quick presses of a button are two presses.
        press(event);
        return;
    }
    m_doubleClickTime = event.timestamp();
    m_doubleClickAt = point;
    m_pressed.reset();
    startSelection(point, Unit::Word);
}

void HistoryPointer::move(const QMouseEvent &event)
{
    const QPoint point = event.position().toPoint();
    if (!m_selecting) {
        hover(point);
        return;
    }
    m_point = point;
    if (m_pressed) {
        // A link that is dragged is text that is selected.
        if (m_pressed->rect.translated(m_view.sight().rowRect(m_pressedRow).topLeft())
                .contains(point))
            return;
        m_pressed.reset();
    }
    extendSelection(point);
    const QRect area = m_view.viewport()->rect();
    if (point.y() < area.top() || point.y() > area.bottom())
        m_autoScroll.start(kAutoScrollEvery, this);
    else
        m_autoScroll.stop();
}

void HistoryPointer::release(const QMouseEvent &event)
{
    if (event.button() != Qt::LeftButton)
        return;
    m_autoScroll.stop();
    const std::optional<Control> pressed = std::exchange(m_pressed, std::nullopt);
    const qsizetype row = std::exchange(m_pressedRow, -1);
    if (std::exchange(m_selecting, false) && !m_view.selection().isEmpty()
        && QGuiApplication::clipboard()->supportsSelection())
        QGuiApplication::clipboard()->setText(m_view.selectedText(), QClipboard::Selection);
    hover(event.position().toPoint());
    if (pressed && row == m_hoveredRow && hoveredKey() == pressed->key)
        m_view.activate(row, *m_hovered);
    m_view.viewport()->update();
}

void HistoryPointer::leave()
{
    m_inside = false;
    if (m_hoveredRow >= 0)
        m_view.viewport()->update(m_view.sight().rowRect(m_hoveredRow));
    if (m_hovered && !m_hovered->target.isEmpty())
        Q_EMIT m_view.linkHovered({});
    m_hovered.reset();
    m_hoveredRow = -1;
}

void HistoryPointer::contentMoved()
{
    if (m_inside && !m_selecting)
        hover(m_point);
}

void HistoryPointer::clear()
{
    m_autoScroll.stop();
    m_hovered.reset();
    m_hoveredRow = -1;
    m_pressed.reset();
    m_pressedRow = -1;
    m_selecting = false;
}

std::pair<TextPlace, TextPlace> HistoryPointer::unitAt(QPoint point) const
{
    const TextPlace place = m_view.placeAt(point);
    if (place.row < 0 || m_unit == Unit::Letter)
        return {place, place};
    const MessageLayout &layout = m_view.rows().layout(place.row);
    const auto [from, to]
        = m_unit == Unit::Word ? layout.wordAt(place.position) : layout.paragraphAt(place.position);
    return {{place.row, from}, {place.row, to}};
}

void HistoryPointer::startSelection(QPoint point, Unit unit)
{
    m_unit = unit;
    m_selecting = true;
    const auto [from, to] = unitAt(point);
    if (from.row < 0)
        return;
    m_view.selection().start(from, to);
    if (!m_view.selection().isEmpty())
        m_view.following().unpin();
    m_view.viewport()->update();
}

void HistoryPointer::extendSelection(QPoint point)
{
    const auto [from, to] = unitAt(point);
    if (from.row < 0)
        return;
    m_view.selection().extend(from, to);
    // What is being selected must not be moved away by text that arrives.
    if (!m_view.selection().isEmpty())
        m_view.following().unpin();
    m_view.viewport()->update();
}

void HistoryPointer::timerEvent(QTimerEvent *event)
{
    if (event->timerId() != m_autoScroll.timerId()) {
        QObject::timerEvent(event);
        return;
    }
    const QRect area = m_view.viewport()->rect();
    const int beyond
        = m_point.y() < area.top() ? m_point.y() - area.top() : m_point.y() - area.bottom();
    m_view.scrollByUser(qBound(-60, beyond, 60));
    extendSelection({m_point.x(), qBound(area.top(), m_point.y(), area.bottom())});
}

void HistoryPointer::showToolTip(const QHelpEvent &event) const
{
    const std::optional<Control> control = m_view.controlAt(event.pos());
    QString text;
    if (control)
        text = control->target.isEmpty() ? control->reason : shownAddress(control->target);
    // Words that were cut are shown whole.
    const bool mayBeCut = control
        && (control->key.kind == Control::Kind::Option
            || control->key.kind == Control::Kind::Thought);
    if (text.isEmpty() && mayBeCut && control->name != control->text)
        text = control->name;
    // An icon says what it is, a short word what it does.
    if (text.isEmpty() && control
        && (control->isOn || control->key.kind == Control::Kind::Edit
            || control->key.kind == Control::Kind::Undo))
        text = control->accessibleName();
    if (text.isEmpty())
        QToolTip::hideText();
    else
        QToolTip::showText(event.globalPos(), text, m_view.viewport());
}

} // namespace spaceline
