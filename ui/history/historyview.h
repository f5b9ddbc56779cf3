#pragma once

#include "history/followend.h"
#include "history/historyfocus.h"
#include "history/historyrows.h"
#include "history/historyselection.h"
#include "history/historysight.h"
#include "widgets/theme.h"

#include <QAbstractScrollArea>
#include <QElapsedTimer>
#include <QTimer>

#include <memory>
#include <optional>

class QAbstractItemModel;

namespace spaceline {

class HistoryActions;
class HistoryPointer;
class JumpButton;

/// The conversation: a model's messages (the roles of chat/messageroles.h), oldest first.
///
/// Scrolling is anchored to a row and an offset in it, so nothing that is read ever moves when a
/// height above turns out otherwise; only rows in sight are laid out. While the view is at the end
/// it follows the end. It opens and fetches nothing by itself: a click on a link, a file, a quick
/// reply, Retry or a card's button is a signal. Of files it reads only the pictures that it shows.
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

    /// What can be done below replies, beside Copy and Retry.
    void setOffers(const ReplyOffers &offers) { m_rows->setOffers(offers); }
    /// A reply is on its way: quick replies cannot be used until it is there.
    void setBusy(bool busy) { m_rows->setBusy(busy); }
    /// What decides which buttons the cards have.
    void setRemedyContext(const RemedyContext &context) { m_rows->setRemedyContext(context); }

    [[nodiscard]] bool isFollowingEnd() const { return m_follow.isPinned(); }
    void scrollToRow(int row); ///< its top to the view's top
    [[nodiscard]] QString selectedText();

    // What the parts of the view work with, and tests look at. Points and rectangles are the
    // viewport's.
    [[nodiscard]] HistoryRows &rows() const { return *m_rows; }
    [[nodiscard]] HistorySelection &selection() { return m_selection; }
    [[nodiscard]] FollowEnd &following() { return m_follow; }
    [[nodiscard]] const HistorySight &sight() const { return m_sight; }
    [[nodiscard]] TextPlace placeAt(QPoint point);
    [[nodiscard]] std::optional<Control> controlAt(QPoint point, qsizetype *row = nullptr);
    [[nodiscard]] std::optional<StoredFile> fileOf(qint64 id) const; ///< of the rows in sight
    void activate(qsizetype row, const Control &control); ///< as if it was pressed
    void toggleFold(qsizetype row, const Control::Key &key);
    /// Scrolls by so many pixels because the user wants it; down is positive.
    void scrollByUser(int dy);
    /// Scrolls no further than it takes to show \p rect, which is in the row's coordinates.
    void ensureVisible(qsizetype row, QRect rect);
    [[nodiscard]] HistoryFocus &keyboardFocus() { return m_focus; }
    [[nodiscard]] QWidget *jumpButton() const;
    void flush(); ///< lays out what changed at once instead of with the next frame

public Q_SLOTS:
    /// For the user's own message: goes to the end and stays there.
    void scrollToEndAndFollow();
    void copy(); ///< the selection, as plain text
    void copyAsMarkdown(); ///< the messages that the selection touches, else the focused one
    [[nodiscard]] bool hasReply() const; ///< one that can be copied
    void copyLastReply();
    void selectAll(); ///< the text of the focused message, else of the last one

Q_SIGNALS:
    /// The user clicked a link: http, https or mailto.
    void linkActivated(const QUrl &target);
    /// The pointer is on a link with this address; empty where it has left.
    void linkHovered(const QString &address);
    void remedyRequested(qint64 messageId, spaceline::Failure::Remedy remedy);
    void detailsRequested(qint64 messageId); ///< how a reply was made
    void checkRequested(); ///< of the connection, where a reply failed
    void editRequested(); ///< of the last prompt
    void undoRequested(); ///< of the last turn
    void rated(qint64 messageId, spaceline::Feedback feedback);
    void optionChosen(const QString &value); ///< of a quick reply
    /// The user wants to see \p file, which is there, in the desktop's program for it.
    void fileOpenRequested(const spaceline::StoredFile &file);
    void fileSaveRequested(const spaceline::StoredFile &file); ///< a copy, where the user says
    void fetchRequested(qint64 file); ///< what is too large or is missing, after all

protected:
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
    void restyle();
    void scheduleFrame();
    void frame();
    /// Lays out what changed, with what is at the upper edge where it was; answers those rows.
    std::vector<qsizetype> refreshRows();
    void layOutSight();
    void updateChanged(const std::vector<qsizetype> &rows, bool moved);
    void syncScrollBar();
    void onReset();
    void onShifted(qsizetype first, qsizetype by);
    void onChanged(qsizetype row);
    void updateJumpButton();
    void placePlaceholder();
    [[nodiscard]] MessageLayout::Paint paintOf(qsizetype row, const MessageLayout &layout) const;

    Theme m_theme;
    HistoryRows *m_rows;
    std::unique_ptr<HistoryPointer> m_pointer;
    std::unique_ptr<HistoryActions> m_actions;
    JumpButton *m_jump;
    QWidget *m_placeholder = nullptr;
    FollowEnd m_follow;
    HistorySight m_sight;
    HistorySelection m_selection;
    HistoryFocus m_focus{*this};
    QTimer m_frameTimer;
    QElapsedTimer m_sinceFrame;
    int m_frameCost = 0; ///< milliseconds that the last frame took
    int m_zoom = 100;
    int m_barValue = 0;
    int m_wheelRest = 0; ///< parts of a pixel that the wheel has still to its credit
    bool m_syncing = false; ///< the scroll bar is being written by us, not by the user
    bool m_dirty = true; ///< what is in sight has to be laid out
};

} // namespace spaceline
