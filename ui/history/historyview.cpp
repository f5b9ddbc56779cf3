#include "history/historyview.h"

#include "history/historyaccessible.h"
#include "history/historyactions.h"
#include "history/historyclipboard.h"
#include "history/historymenu.h"
#include "history/historypointer.h"
#include "history/jumpbutton.h"

#include <QAbstractItemModel>
#include <QApplication>
#include <QPaintEvent>
#include <QPainter>
#include <QScrollBar>
#include <QStyle>

#include <algorithm>
#include <limits>

namespace spaceline {

namespace {

constexpr int kFrame = 16; ///< milliseconds

} // namespace

HistoryView::HistoryView(QWidget *parent)
    : QAbstractScrollArea(parent)
    , m_theme(Theme::fromPalette(palette()))
    , m_rows(new HistoryRows(HistoryStyle(m_theme, font(), m_zoom, layoutDirection()), this))
    , m_pointer(std::make_unique<HistoryPointer>(*this))
    , m_actions(std::make_unique<HistoryActions>(*this))
    , m_jump(new JumpButton(this))
    , m_sight(*m_rows, m_follow)
{
    installHistoryAccessibility();
    setAccessibleName(tr("Conversation"));
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    // Always there, so that the text's width stays put.
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    viewport()->setMouseTracking(true);
    viewport()->setAttribute(Qt::WA_OpaquePaintEvent);

    connect(m_rows, &HistoryRows::reset, this, &HistoryView::onReset);
    connect(m_rows, &HistoryRows::shifted, this, &HistoryView::onShifted);
    connect(m_rows, &HistoryRows::changed, this, &HistoryView::onChanged);
    connect(&m_rows->images(), &HistoryImages::ready, viewport(), qOverload<>(&QWidget::update));
    connect(m_jump, &QAbstractButton::clicked, this, &HistoryView::scrollToEndAndFollow);
    connect(verticalScrollBar(), &QAbstractSlider::sliderReleased, this,
            &HistoryView::syncScrollBar);
    m_frameTimer.setSingleShot(true);
    m_frameTimer.setTimerType(Qt::PreciseTimer);
    connect(&m_frameTimer, &QTimer::timeout, this, &HistoryView::frame);
    m_jump->setTheme(m_theme);
    m_jump->hide();
}

HistoryView::~HistoryView() = default;

void HistoryView::setModel(QAbstractItemModel *model) { m_rows->setModel(model); }

void HistoryView::setTheme(const Theme &theme)
{
    m_theme = theme;
    m_jump->setTheme(theme);
    restyle();
}

void HistoryView::setZoom(int percent)
{
    m_zoom = std::clamp(percent, 25, 500);
    restyle();
}

void HistoryView::setPlaceholderWidget(QWidget *widget)
{
    delete std::exchange(m_placeholder, widget);
    if (!widget)
        return;
    widget->setParent(this);
    widget->installEventFilter(this);
    placePlaceholder();
}

QWidget *HistoryView::jumpButton() const { return m_jump; }

void HistoryView::restyle()
{
    const std::optional<HistorySight::ReadingLine> line = m_sight.readingLine();
    m_rows->setStyle(HistoryStyle(m_theme, font(), m_zoom, layoutDirection()), viewport()->width());
    if (line)
        m_sight.restore(*line);
    m_dirty = true;
    verticalScrollBar()->setSingleStep(m_rows->style().pitch);
    scheduleFrame();
    viewport()->update();
}

void HistoryView::scheduleFrame()
{
    if (m_frameTimer.isActive())
        return;
    // One frame in 16 ms, and never more than a third of the time for what is expensive.
    const qint64 wait = std::max(kFrame, 3 * m_frameCost);
    const qint64 since = m_sinceFrame.isValid() ? m_sinceFrame.elapsed() : wait;
    m_frameTimer.start(int(std::clamp<qint64>(wait - since, 0, wait)));
}

void HistoryView::flush()
{
    m_frameTimer.stop();
    frame();
}

void HistoryView::frame()
{
    m_sinceFrame.start();
    const std::vector<qsizetype> changed = refreshRows();
    if (m_dirty || !changed.empty()) {
        const HistorySight::Anchor before = m_sight.anchor();
        layOutSight();
        updateChanged(changed, m_sight.anchor() != before);
    }
    m_frameCost = int(std::min<qint64>(m_sinceFrame.elapsed(), 300));
}

std::vector<qsizetype> HistoryView::refreshRows()
{
    const std::optional<HistorySight::ReadingLine> line = m_sight.readingLine();
    std::vector<qsizetype> changed = m_rows->refresh();
    // A thought that folds by itself, or a picture that came, is above what is read.
    if (line && std::find(changed.begin(), changed.end(), line->row) != changed.end())
        m_sight.restore(*line);
    return changed;
}

void HistoryView::updateChanged(const std::vector<qsizetype> &rows, bool moved)
{
    if (moved || rows.empty()) {
        viewport()->update();
        return;
    }
    // A word at the end of a reply: the lines above it need not be painted again.
    int from = viewport()->height();
    for (const qsizetype row : rows) {
        const QRect rect = m_sight.rowRect(row);
        if (const MessageLayout *layout = m_rows->known(row); layout && !rect.isNull())
            from = std::min(from, rect.top() + layout->changedFrom());
    }
    viewport()->update(0, from, viewport()->width(), viewport()->height() - from);
}

void HistoryView::layOutSight()
{
    m_dirty = false;
    m_sight.layOut();
    syncScrollBar();
    updateJumpButton();
}

void HistoryView::syncScrollBar()
{
    QScrollBar *bar = verticalScrollBar();
    // While the user holds the handle it is theirs: a range that changes would pull it away.
    if (bar->isSliderDown())
        return;
    const qint64 most = std::min<qint64>(m_sight.scrollRange(), std::numeric_limits<int>::max());
    m_syncing = true;
    bar->setPageStep(std::max(1, viewport()->height() - m_rows->style().pitch));
    bar->setRange(0, int(most));
    bar->setValue(int(std::clamp<qint64>(m_sight.offsetFromStart(), 0, most)));
    m_syncing = false;
    m_barValue = bar->value();
}

void HistoryView::scrollContentsBy(int, int)
{
    if (m_syncing)
        return;
    const QScrollBar *bar = verticalScrollBar();
    const int value = bar->value();
    const int by = value - m_barValue;
    if (bar->isSliderDown() || std::abs(by) > 2 * bar->pageStep()) {
        m_barValue = value;
        // The handle's range may be older than the heights: what counts is how far along it is.
        m_follow.unpin();
        m_sight.moveTo(double(value) / std::max(1, bar->maximum()));
        m_follow.userMoved(by, m_sight.distanceToEnd());
        updateJumpButton();
        viewport()->update();
    } else {
        scrollByUser(by);
    }
}

void HistoryView::scrollByUser(int dy)
{
    if (m_rows->count() == 0 || dy == 0)
        return;
    if (m_dirty)
        layOutSight();
    m_sight.moveBy(dy);
    m_follow.userMoved(dy, m_sight.distanceToEnd());
    syncScrollBar();
    updateJumpButton();
    viewport()->update();
    m_pointer->contentMoved();
}

void HistoryView::scrollToEndAndFollow()
{
    m_follow.pin();
    layOutSight();
    viewport()->update();
}

void HistoryView::ensureVisible(qsizetype row, QRect rect)
{
    if (m_dirty)
        layOutSight();
    constexpr int kRoom = 12;
    if (row > m_sight.lastRow()) {
        scrollToRow(int(row));
        return;
    }
    int top = m_sight.rowRect(row).top();
    if (row < m_sight.firstRow()) {
        // Lay out the way there, so that its place is exact.
        top = m_sight.rowRect(m_sight.firstRow()).top();
        for (qsizetype r = m_sight.firstRow(); r > row; --r)
            top -= m_rows->layout(r - 1).height();
    }
    const int from = top + rect.top() - kRoom;
    const int beyond = top + rect.bottom() + kRoom - viewport()->height();
    if (from < 0)
        scrollByUser(from);
    else if (beyond > 0)
        scrollByUser(std::min(from, beyond));
}

void HistoryView::scrollToRow(int row)
{
    if (row < 0 || row >= m_rows->count())
        return;
    m_follow.unpin();
    m_sight.setTop(row);
    layOutSight();
    viewport()->update();
}

void HistoryView::onReset()
{
    m_follow = {};
    m_selection.clear();
    m_focus.set(-1, false);
    m_sight.reset();
    m_dirty = true;
    m_pointer->clear();
    placePlaceholder();
    scheduleFrame();
    viewport()->update();
    notifyAccessibleRows(this, 0, 0);
}

void HistoryView::onShifted(qsizetype first, qsizetype by)
{
    m_selection.shiftRows(first, by);
    m_pointer->clear();
    m_sight.shiftRows(first, by);
    m_focus.shiftRows(first, by);
    if (by > 0 && first + by == m_rows->count())
        m_follow.newsArrived();
    m_dirty = true;
    placePlaceholder();
    scheduleFrame();
    viewport()->update();
    notifyAccessibleRows(this, first, by);
}

void HistoryView::onChanged(qsizetype row)
{
    if (row >= m_sight.lastRow())
        m_follow.newsArrived();
    m_dirty = true;
    scheduleFrame();
}

void HistoryView::updateJumpButton()
{
    m_follow.setDistance(m_sight.distanceToEnd());
    m_jump->setNews(m_follow.hasNews());
    m_jump->setVisible(m_follow.isButtonShown());
}

void HistoryView::placePlaceholder()
{
    if (!m_placeholder)
        return;
    m_placeholder->setVisible(m_rows->count() == 0);
    const QSize room = viewport()->size() - QSize(2 * 16, 2 * 16);
    QSize size = m_placeholder->sizeHint().boundedTo(room);
    if (m_placeholder->hasHeightForWidth())
        size.setHeight(std::min(room.height(), m_placeholder->heightForWidth(size.width())));
    size = size.expandedTo(m_placeholder->minimumSize());
    m_placeholder->setGeometry(
        QStyle::alignedRect(layoutDirection(), Qt::AlignCenter, size, viewport()->geometry()));
}

TextPlace HistoryView::placeAt(QPoint point)
{
    const qsizetype row = m_sight.rowAt(point.y());
    if (row < 0)
        return {};
    return {row, m_rows->layout(row).positionAt(point - m_sight.rowRect(row).topLeft())};
}

std::optional<Control> HistoryView::controlAt(QPoint point, qsizetype *row)
{
    const qsizetype at = m_sight.rowAt(point.y());
    if (row)
        *row = at;
    if (at < 0 || !m_rows->known(at))
        return std::nullopt;
    return m_rows->layout(at).controlAt(point - m_sight.rowRect(at).topLeft());
}

std::optional<StoredFile> HistoryView::fileOf(qint64 id) const
{
    for (qsizetype row = m_sight.firstRow(); row <= m_sight.lastRow(); ++row) {
        const MessageLayout *layout = m_rows->known(row);
        for (const StoredFile &file : layout ? layout->item().files : QList<StoredFile>()) {
            if (file.id == id)
                return file;
        }
    }
    return std::nullopt;
}

void HistoryView::activate(qsizetype row, const Control &control)
{
    m_actions->activate(row, control);
}

void HistoryView::toggleFold(qsizetype row, const Control::Key &key)
{
    // What is opened must not push away the line that is read.
    m_follow.unpin();
    const std::optional<HistorySight::ReadingLine> line = m_sight.readingLine();
    m_rows->toggleFold(row, key);
    if (line && line->row == row)
        m_sight.restore(*line);
    layOutSight();
    if (m_sight.distanceToEnd() == 0)
        m_follow.pin();
    viewport()->update();
    notifyAccessibleFold(this, row, key);
}

QString HistoryView::selectedText()
{
    QString text = plainTextOf(*m_rows, m_selection);
    m_rows->trim(m_sight.firstRow(), m_sight.lastRow());
    return text;
}

void HistoryView::copy()
{
    if (!m_selection.isEmpty())
        putTextOnClipboard(selectedText());
}

void HistoryView::copyAsMarkdown()
{
    if (m_rows->count() == 0)
        return;
    qsizetype first = m_focus.row() >= 0 ? m_focus.row() : m_rows->count() - 1;
    qsizetype last = first;
    if (!m_selection.isEmpty()) {
        first = m_selection.from().row;
        last = m_selection.to().row;
    }
    putTextOnClipboard(QString::fromUtf8(markdownOf(*m_rows, first, last)));
}

bool HistoryView::hasReply() const { return m_rows->newestReply() >= 0; }

void HistoryView::copyLastReply()
{
    if (m_rows->newestReply() >= 0)
        putMessageOnClipboard(m_rows->item(m_rows->newestReply()));
}

void HistoryView::selectAll()
{
    if (m_rows->count() == 0)
        return;
    const qsizetype row = m_focus.row() >= 0 ? m_focus.row() : m_rows->count() - 1;
    m_selection.start({row, 0}, {row, m_rows->layout(row).length()});
    viewport()->update();
}

void HistoryView::resizeEvent(QResizeEvent *event)
{
    QAbstractScrollArea::resizeEvent(event);
    m_sight.setSize(event->size());
    if (event->size().width() != event->oldSize().width())
        restyle();
    layOutSight();
    m_jump->moveTo(viewport()->geometry());
    placePlaceholder();
}

void HistoryView::paintEvent(QPaintEvent *event)
{
    if (m_dirty) {
        refreshRows();
        layOutSight();
        if (!event->rect().contains(viewport()->rect()))
            viewport()->update(); // other parts may have moved as well
    }
    QPainter painter(viewport());
    painter.fillRect(event->rect(), m_theme.window);
    for (qsizetype row = m_sight.firstRow(); row <= m_sight.lastRow(); ++row) {
        const QRect rect = m_sight.rowRect(row);
        // The ring of a focused message reaches out of its row.
        if (!rect.adjusted(0, -12, 0, 12).intersects(event->rect()))
            continue;
        const MessageLayout &layout = m_rows->layout(row);
        MessageLayout::Paint paint = paintOf(row, layout);
        paint.clip = event->rect().translated(-rect.topLeft());
        painter.save();
        painter.translate(rect.topLeft());
        layout.paint(painter, paint);
        painter.restore();
    }
}

MessageLayout::Paint HistoryView::paintOf(qsizetype row, const MessageLayout &layout) const
{
    MessageLayout::Paint paint;
    const auto [from, to] = m_selection.inRow(row, layout.length());
    paint.selectedFrom = from;
    paint.selectedTo = to;
    const bool focused = row == m_focus.row() && m_focus.isVisible() && hasFocus();
    paint.withRing = focused && !m_focus.key();
    if (focused)
        paint.focused = m_focus.key();
    if (row == m_pointer->hoveredRow()) {
        paint.hovered = m_pointer->hoveredKey();
        paint.pressed = m_pointer->pressedKey();
    }
    paint.done = m_actions->copiedIn(layout.id());
    paint.withActions
        = focused || row == m_pointer->hoveredRow() || row == m_rows->newestReply() || paint.done;
    return paint;
}

bool HistoryView::viewportEvent(QEvent *event)
{
    switch (event->type()) {
    case QEvent::ToolTip:
        m_pointer->showToolTip(static_cast<const QHelpEvent &>(*event));
        return true;
    case QEvent::Leave:
        m_pointer->leave();
        break;
    default:
        break;
    }
    return QAbstractScrollArea::viewportEvent(event);
}

bool HistoryView::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_placeholder && event->type() == QEvent::LayoutRequest)
        placePlaceholder();
    return QAbstractScrollArea::eventFilter(watched, event);
}

void HistoryView::changeEvent(QEvent *event)
{
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::LayoutDirectionChange
        || event->type() == QEvent::StyleChange)
        restyle();
}

void HistoryView::keyPressEvent(QKeyEvent *event) { event->setAccepted(m_focus.handleKey(*event)); }

void HistoryView::wheelEvent(QWheelEvent *event)
{
    // With Ctrl the wheel zooms, which is the window's.
    if (event->modifiers().testFlag(Qt::ControlModifier)) {
        event->ignore();
        return;
    }
    int dy = -event->pixelDelta().y();
    if (event->pixelDelta().isNull()) {
        m_wheelRest -= event->angleDelta().y() * QApplication::wheelScrollLines()
            * verticalScrollBar()->singleStep();
        dy = m_wheelRest / QWheelEvent::DefaultDeltasPerStep;
        m_wheelRest -= dy * QWheelEvent::DefaultDeltasPerStep;
    }
    scrollByUser(dy);
    event->accept();
}

void HistoryView::mousePressEvent(QMouseEvent *event) { m_pointer->press(*event); }

void HistoryView::mouseMoveEvent(QMouseEvent *event) { m_pointer->move(*event); }

void HistoryView::mouseReleaseEvent(QMouseEvent *event) { m_pointer->release(*event); }

void HistoryView::mouseDoubleClickEvent(QMouseEvent *event) { m_pointer->doubleClick(*event); }

void HistoryView::contextMenuEvent(QContextMenuEvent *event)
{
    QPoint at = event->pos();
    QPoint global = event->globalPos();
    if (event->reason() == QContextMenuEvent::Keyboard && m_focus.row() >= 0) {
        const QRect row = m_sight.rowRect(m_focus.row()) & viewport()->rect();
        at = row.center();
        global = viewport()->mapToGlobal(at);
    } else if (const qsizetype row = m_sight.rowAt(at.y()); row >= 0) {
        m_focus.set(row, false);
    }
    std::optional<Control> under = controlAt(at);
    if (event->reason() == QContextMenuEvent::Keyboard && m_focus.key()) {
        under = m_focus.control();
        if (under)
            global = viewport()->mapToGlobal(under->rect.bottomLeft()
                                             + m_sight.rowRect(m_focus.row()).topLeft());
    }
    showHistoryMenu(*this, under, global);
}

void HistoryView::focusInEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusInEvent(event);
    if (event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason)
        m_focus.enter();
    viewport()->update();
}

void HistoryView::focusOutEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusOutEvent(event);
    viewport()->update();
}

bool HistoryView::focusNextPrevChild(bool next)
{
    return (hasFocus() && m_focus.stepControl(next))
        || QAbstractScrollArea::focusNextPrevChild(next);
}

} // namespace spaceline
