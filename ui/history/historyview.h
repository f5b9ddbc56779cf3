#pragma once

#include "history/followend.h"
#include "history/historyrows.h"
#include "history/historyselection.h"
#include "widgets/theme.h"

#include <QAbstractScrollArea>
#include <QElapsedTimer>
#include <QTimer>

#include <memory>
#include <optional>

class QAbstractItemModel;

namespace spaceline {

class HistoryPointer;
class JumpButton;

/// The conversation: a model's messages (the roles of chat/messageroles.h), oldest first.
///
/// Scrolling is anchored to a row and an offset in it, so nothing that is read ever moves when a
/// height above turns out otherwise; only rows in sight are laid out. While the view is at the end
/// it follows the end. It opens and loads nothing by itself: a click on a link, Retry or a card's
/// button is a signal.
///
/// Keys: Up, Down, Page Up, Page Down, Home, End scroll; Alt+Up and Alt+Down go from message to
/// message, Tab then goes through the links and buttons of that message, Enter or Space presses
/// them; Ctrl+C copies the selection, Ctrl+A selects the message, Escape undoes both.
class HistoryView : public QAbstractScrollArea {
    Q_OBJECT
public:
    explicit HistoryView(QWidget *parent = nullptr);
    ~HistoryView() override;

    /// Shows \p model from its end; not owned, may be null.
    void setModel(QAbstractItemModel *model);
    [[nodiscard]] QAbstractItemModel *model() const { return m_rows->model(); }
    void setTheme(const Theme &theme);
    void setZoom(int percent); ///< of the font's size; 100 is as it is
    [[nodiscard]] int zoom() const { return m_zoom; }
    /// Shown in the middle while there are no messages; owned. Null shows nothing.
    void setPlaceholderWidget(QWidget *widget);
    [[nodiscard]] QWidget *placeholderWidget() const { return m_placeholder; }

    [[nodiscard]] bool isFollowingEnd() const { return m_follow.isPinned(); }
    void scrollToRow(int row); ///< its top to the view's top
    [[nodiscard]] QString selectedText() const;

    // What the parts of the view work with, and tests look at. Points and rectangles are the
    // viewport's.
    [[nodiscard]] HistoryRows &rows() const { return *m_rows; }
    [[nodiscard]] HistorySelection &selection() { return m_selection; }
    [[nodiscard]] FollowEnd &following() { return m_follow; }
    [[nodiscard]] qsizetype rowAt(int y) const; ///< of those in sight the nearest; -1 without rows
    [[nodiscard]] QRect rowRect(qsizetype row) const; ///< null where the row is out of sight
    [[nodiscard]] TextPlace placeAt(QPoint point);
    [[nodiscard]] std::optional<Control> controlAt(QPoint point, qsizetype *row = nullptr);
    void activate(qsizetype row, const Control &control);
    /// Scrolls by so many pixels because the user wants it; down is positive.
    void scrollByUser(int dy);
    [[nodiscard]] qsizetype focusedRow() const { return m_focusedRow; }
    [[nodiscard]] std::optional<Control::Key> focusedControl() const { return m_focusedKey; }
    void setFocusedRow(qsizetype row, bool visibly);
    [[nodiscard]] QWidget *jumpButton() const;

public Q_SLOTS:
    /// For the user's own message: goes to the end and stays there.
    void scrollToEndAndFollow();
    void copy(); ///< the selection, as plain text
    void copyAsMarkdown(); ///< the messages that the selection touches, else the focused one
    void copyLastReply();
    void selectAll(); ///< the text of the focused message, else of the last one

Q_SIGNALS:
    /// The user clicked a link: http, https or mailto.
    void linkActivated(const QUrl &target);
    /// The pointer is on a link with this address; empty where it has left.
    void linkHovered(const QString &address);
    void remedyRequested(qint64 messageId, spaceline::Failure::Remedy remedy);

protected:
    bool event(QEvent *event) override;
    bool viewportEvent(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;
    void keyPressEvent(QKeyEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    bool focusNextPrevChild(bool next) override;

private:
    /// What stands at the view's upper edge.
    struct Anchor {
        qsizetype row = 0;
        int offset = 0; ///< pixels of the row above the edge; negative where all rows fit
    };
    /// A line of text and how far its top is below the view's upper edge.
    struct ReadingLine {
        qsizetype row;
        qsizetype position;
        int top;
    };
    void restyle();
    [[nodiscard]] std::optional<ReadingLine> readingLine() const;
    void scheduleFrame();
    void frame();
    void layOutSight();
    void placeAtEnd();
    void placeFromAnchor();
    void syncScrollBar();
    void jumpTo(int value);
    [[nodiscard]] qint64 distanceToEnd() const;
    [[nodiscard]] qint64 offsetFromStart() const;
    void onReset();
    void onShifted(qsizetype first, qsizetype by);
    void onChanged(qsizetype row);
    void updateJumpButton();
    void placePlaceholder();
    void ensureVisible(qsizetype row, QRect rect);
    bool stepFocus(int by);
    bool stepControl(bool next);
    void pressFocusedControl();
    void showMenu(QPoint at, QPoint global);
    void showCopied(qsizetype row, const Control::Key &key);
    [[nodiscard]] MessageLayout::Paint paintOf(qsizetype row, const MessageLayout &layout) const;

    Theme m_theme;
    HistoryRows *m_rows;
    std::unique_ptr<HistoryPointer> m_pointer;
    JumpButton *m_jump;
    QWidget *m_placeholder = nullptr;
    FollowEnd m_follow;
    HistorySelection m_selection;
    Anchor m_anchor;
    qsizetype m_lastInSight = -1;
    qsizetype m_focusedRow = -1;
    std::optional<Control::Key> m_focusedKey;
    bool m_focusVisible = false;
    qint64 m_copiedMessage = 0;
    std::optional<Control::Key> m_copiedKey;
    QTimer m_copiedTimer;
    QTimer m_frameTimer;
    QElapsedTimer m_sinceFrame;
    int m_frameCost = 0; ///< milliseconds that the last frame took
    int m_zoom = 100;
    int m_barValue = 0;
    bool m_syncing = false; ///< the scroll bar is being written by us, not by the user
    bool m_dirty = true; ///< what is in sight has to be laid out
};

} // namespace spaceline
