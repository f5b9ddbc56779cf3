#pragma once

#include "history/control.h"
#include "history/historyselection.h"

#include <QBasicTimer>
#include <QObject>
#include <QPoint>

#include <optional>

class QHelpEvent;
class QMouseEvent;

namespace spaceline {

class HistoryView;

/// The mouse in the history: what it is over, what it presses, what it selects.
class HistoryPointer : public QObject {
    Q_OBJECT
public:
    explicit HistoryPointer(HistoryView &view);

    [[nodiscard]] qsizetype hoveredRow() const { return m_hoveredRow; }
    [[nodiscard]] std::optional<Control::Key> hoveredKey() const;
    [[nodiscard]] std::optional<Control::Key> pressedKey() const;
    [[nodiscard]] bool isSelecting() const { return m_selecting; }

    void press(const QMouseEvent &event);
    void move(const QMouseEvent &event);
    void release(const QMouseEvent &event);
    void doubleClick(const QMouseEvent &event);
    void leave();
    void contentMoved(); ///< other rows may be under the pointer now
    void clear(); ///< rows changed places: forget what was hovered and pressed
    void showToolTip(const QHelpEvent &event) const;

protected:
    void timerEvent(QTimerEvent *event) override;

private:
    enum class Unit { Letter, Word, Paragraph };
    void hover(QPoint point);
    void startSelection(QPoint point, Unit unit);
    void extendSelection(QPoint point);
    [[nodiscard]] std::pair<TextPlace, TextPlace> unitAt(QPoint point) const;

    HistoryView &m_view;
    qsizetype m_hoveredRow = -1;
    std::optional<Control> m_hovered;
    std::optional<Control> m_pressed;
    qsizetype m_pressedRow = -1;
    QPoint m_point;
    QPoint m_doubleClickAt;
    quint64 m_doubleClickTime = 0;
    Unit m_unit = Unit::Letter;
    QBasicTimer m_autoScroll;
    bool m_inside = false;
    bool m_selecting = false;
};

} // namespace spaceline
