#include "history/historyview.h"

#include "history/historyaccessible.h"
#include "history/historyclipboard.h"
#include "history/historypointer.h"
#include "history/jumpbutton.h"

#include <QAbstractItemModel>
#include <QAccessible>
#include <QPainter>
#include <QPaintEvent>
#include <QScrollBar>

#include <algorithm>
#include <chrono>
#include <limits>

using namespace std::chrono_literals;

namespace spaceline {

namespace {

constexpr int kBottomPadding = 20;
constexpr int kFrame = 16; ///< milliseconds
constexpr auto kCopiedShown = 1500ms;

} // namespace

HistoryView::HistoryView(QWidget *parent)
    : QAbstractScrollArea(parent)
    , m_theme(Theme::fromPalette(palette()))
    , m_rows(new HistoryRows(HistoryStyle(m_theme, font(), m_zoom, layoutDirection()), this))
    , m_pointer(std::make_unique<HistoryPointer>(*this))
    , m_jump(new JumpButton(this))
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
    connect(m_jump, &QAbstractButton::clicked, this, &HistoryView::scrollToEndAndFollow);
    connect(verticalScrollBar(), &QAbstractSlider::sliderReleased, this,
            &HistoryView::syncScrollBar);
    m_frameTimer.setSingleShot(true);
    m_frameTimer.setTimerType(Qt::PreciseTimer);
    connect(&m_frameTimer, &QTimer::timeout, this, &HistoryView::frame);
    m_copiedTimer.setSingleShot(true);
    connect(&m_copiedTimer, &QTimer::timeout, this, [this] {
        m_copiedKey.reset();
        viewport()->update();
    });
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
    widget->setParent(viewport());
    widget->installEventFilter(this);
    placePlaceholder();
}

QWidget *HistoryView::jumpButton() const { return m_jump; }

std::optional<HistoryView::ReadingLine> HistoryView::readingLine() const
{
    const MessageLayout *layout = m_rows->known(m_anchor.row);
    if (m_follow.isPinned() || m_anchor.offset < 0 || !layout)
        return std::nullopt;
    const QPoint edge(layout->contentRect().center().x(), m_anchor.offset);
    const qsizetype position = layout->positionAt(edge);
    return ReadingLine{m_anchor.row, position, layout->rectOf(position).top() - m_anchor.offset};
}

void HistoryView::restyle()
{
    const std::optional<ReadingLine> line = readingLine();
    m_rows->setStyle(HistoryStyle(m_theme, font(), m_zoom, layoutDirection()),
                     viewport()->width());
    if (line) {
        const MessageLayout &layout = m_rows->layout(line->row);
        const int offset = layout.rectOf(line->position).top() - line->top;
        m_anchor = {line->row, std::clamp(offset, 0, std::max(0, layout.height() - 1))};
    }
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

void HistoryView::frame()
{
    m_sinceFrame.start();
    const bool changed = m_rows->refresh();
    if (changed || m_dirty) {
        layOutSight();
        viewport()->update();
    }
    m_frameCost = int(std::min<qint64>(m_sinceFrame.elapsed(), 300));
}

void HistoryView::layOutSight()
{
    m_dirty = false;
    if (m_rows->count() > 0) {
        if (m_follow.isPinned())
            placeAtEnd();
        else
            placeFromAnchor();
        m_rows->trim(m_anchor.row, m_lastInSight);
    }
    syncScrollBar();
    updateJumpButton();
}

void HistoryView::placeAtEnd()
{
    int y = viewport()->height() - kBottomPadding;
    m_lastInSight = m_rows->count() - 1;
    m_anchor.row = m_rows->count();
    while (m_anchor.row > 0 && y > 0)
        y -= m_rows->layout(--m_anchor.row).height();
    m_anchor.offset = -y;
}

void HistoryView::placeFromAnchor()
{
    m_anchor.row = std::clamp<qsizetype>(m_anchor.row, 0, m_rows->count() - 1);
    if (m_anchor.row == 0)
        m_anchor.offset = std::max(m_anchor.offset, 0);
    // The anchor stays where it is: heights that turn out otherwise move what lies below it.
    int y = -m_anchor.offset;
    qsizetype row = m_anchor.row;
    while (row < m_rows->count() && y < viewport()->height())
        y += m_rows->layout(row++).height();
    m_lastInSight = row - 1;
    if (row == m_rows->count() && y + kBottomPadding < viewport()->height())
        placeAtEnd();
}

qint64 HistoryView::offsetFromStart() const
{
    return m_rows->count() == 0 ? 0 : m_rows->heights().top(m_anchor.row) + m_anchor.offset;
}

qint64 HistoryView::distanceToEnd() const
{
    const qint64 total = m_rows->heights().total() + kBottomPadding;
    return std::max<qint64>(0, total - viewport()->height() - offsetFromStart());
}

void HistoryView::syncScrollBar()
{
    QScrollBar *bar = verticalScrollBar();
    // While the user holds the handle it is theirs: a range that changes would pull it away.
    if (bar->isSliderDown())
        return;
    const qint64 total = m_rows->heights().total() + kBottomPadding;
    const qint64 most = std::clamp<qint64>(m_rows->count() == 0 ? 0 : total - viewport()->height(),
                                           0, std::numeric_limits<int>::max());
    m_syncing = true;
    bar->setPageStep(std::max(1, viewport()->height() - m_rows->style().pitch));
    bar->setRange(0, int(most));
    bar->setValue(int(std::clamp<qint64>(offsetFromStart(), 0, most)));
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
        jumpTo(value);
        m_follow.userMoved(by, distanceToEnd());
        updateJumpButton();
    } else {
        scrollByUser(by);
    }
}

void HistoryView::jumpTo(int value)
{
    if (m_rows->count() == 0)
        return;
    const int most = verticalScrollBar()->maximum();
    m_follow.unpin();
    if (value >= most) {
        placeAtEnd();
    } else {
        // The handle's range may be older than the heights: what counts is how far along it is.
        const qint64 total = m_rows->heights().total() + kBottomPadding - viewport()->height();
        const qint64 y = std::max<qint64>(0, qint64(double(value) / most * double(total)));
        m_anchor.row = m_rows->heights().rowAt(y);
        const int guessed = std::max(1, m_rows->heights().height(m_anchor.row));
        const qint64 offset = y - m_rows->heights().top(m_anchor.row);
        m_anchor.offset = int(offset * m_rows->layout(m_anchor.row).height() / guessed);
        placeFromAnchor();
    }
    m_rows->trim(m_anchor.row, m_lastInSight);
    viewport()->update();
}

void HistoryView::scrollByUser(int dy)
{
    if (m_rows->count() == 0 || dy == 0)
        return;
    if (m_dirty)
        layOutSight();
    m_anchor.offset += dy;
    while (m_anchor.offset < 0 && m_anchor.row > 0)
        m_anchor.offset += m_rows->layout(--m_anchor.row).height();
    while (m_anchor.row + 1 < m_rows->count()
           && m_anchor.offset >= m_rows->layout(m_anchor.row).height())
        m_anchor.offset -= m_rows->layout(m_anchor.row++).height();
    placeFromAnchor();
    m_follow.userMoved(dy, distanceToEnd());
    m_rows->trim(m_anchor.row, m_lastInSight);
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

void HistoryView::scrollToRow(int row)
{
    if (row < 0 || row >= m_rows->count())
        return;
    m_follow.unpin();
    m_anchor = {row, 0};
    layOutSight();
    viewport()->update();
}

void HistoryView::onReset()
{
    m_follow = {};
    m_selection.clear();
    m_focusedRow = -1;
    m_focusedKey.reset();
    m_anchor = {};
    m_lastInSight = -1;
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
    const bool fromAnchorOn = by > 0 ? first <= m_anchor.row && m_anchor.offset >= 0
                                     : first - by <= m_anchor.row;
    if (fromAnchorOn)
        m_anchor.row += by;
    else if (by < 0 && first <= m_anchor.row)
        m_anchor = {first, 0};
    if (m_focusedRow >= first) {
        m_focusedRow = by < 0 && m_focusedRow < first - by ? -1 : m_focusedRow + by;
        m_focusedKey.reset();
    }
    if (by > 0 && first + by == m_rows->count())
        m_follow.newsArrived();
    m_dirty = true;
    placePlaceholder();
    scheduleFrame();
    notifyAccessibleRows(this, first, by);
}

void HistoryView::onChanged(qsizetype row)
{
    if (row >= m_lastInSight)
        m_follow.newsArrived();
    m_dirty = true;
    scheduleFrame();
}

void HistoryView::updateJumpButton()
{
    m_follow.setDistance(m_rows->count() == 0 ? 0 : distanceToEnd());
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
        QStyle::alignedRect(layoutDirection(), Qt::AlignCenter, size, viewport()->rect()));
}

qsizetype HistoryView::rowAt(int y) const
{
    if (m_rows->count() == 0)
        return -1;
    int top = -m_anchor.offset;
    qsizetype row = m_anchor.row;
    while (row < m_lastInSight && y >= top + m_rows->heights().height(row))
        top += m_rows->heights().height(row++);
    return row;
}

QRect HistoryView::rowRect(qsizetype row) const
{
    if (row < m_anchor.row || row > m_lastInSight || row >= m_rows->count())
        return {};
    const qint64 top = m_rows->heights().top(row) - m_rows->heights().top(m_anchor.row);
    return {0, int(top) - m_anchor.offset, viewport()->width(), m_rows->heights().height(row)};
}

TextPlace HistoryView::placeAt(QPoint point)
{
    const qsizetype row = rowAt(point.y());
    if (row < 0)
        return {};
    return {row, m_rows->layout(row).positionAt(point - rowRect(row).topLeft())};
}

std::optional<Control> HistoryView::controlAt(QPoint point, qsizetype *row)
{
    const qsizetype at = rowAt(point.y());
    if (row)
        *row = at;
    if (at < 0 || !m_rows->known(at))
        return std::nullopt;
    return m_rows->layout(at).controlAt(point - rowRect(at).topLeft());
}

void HistoryView::activate(qsizetype row, const Control &control)
{
    if (!control.isEnabled())
        return;
    switch (control.key.kind) {
    case Control::Kind::Link:
        Q_EMIT linkActivated(control.target);
        break;
    case Control::Kind::CopyCode:
        putTextOnClipboard(m_rows->layout(row).code(control.key));
        showCopied(row, control.key);
        break;
    case Control::Kind::Copy:
        putMessageOnClipboard(m_rows->item(row));
        showCopied(row, control.key);
        break;
    case Control::Kind::CopyReport:
        putTextOnClipboard(m_rows->item(row).report());
        showCopied(row, control.key);
        break;
    case Control::Kind::Retry:
        Q_EMIT remedyRequested(m_rows->layout(row).id(), Failure::Remedy::Retry);
        break;
    case Control::Kind::Remedy:
        Q_EMIT remedyRequested(m_rows->layout(row).id(), control.remedy);
        break;
    case Control::Kind::Fold:
    case Control::Kind::Details:
        // What is opened must not push away the line that is read.
        m_follow.unpin();
        m_rows->toggleFold(row, control.key);
        layOutSight();
        if (distanceToEnd() == 0)
            m_follow.pin();
        viewport()->update();
        break;
    }
}

void HistoryView::showCopied(qsizetype row, const Control::Key &key)
{
    m_copiedMessage = m_rows->layout(row).id();
    m_copiedKey = key;
    m_copiedTimer.start(kCopiedShown);
    viewport()->update();
}

QString HistoryView::selectedText() const
{
    QString text;
    if (m_selection.isEmpty())
        return text;
    for (qsizetype row = m_selection.from().row; row <= m_selection.to().row; ++row) {
        if (!text.isEmpty())
            text += u"\n\n";
        const MessageLayout *known = m_rows->known(row);
        const bool whole = row > m_selection.from().row && row < m_selection.to().row;
        if (!known && whole) {
            text += m_rows->item(row).plainText();
            continue;
        }
        // Rows that were scrolled away are laid out once more.
        const MessageLayout &layout = m_rows->layout(row);
        const auto [from, to] = m_selection.inRow(row, layout.length());
        text += layout.text(from, to);
    }
    m_rows->trim(m_anchor.row, m_lastInSight);
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
    qsizetype first = m_focusedRow >= 0 ? m_focusedRow : m_rows->count() - 1;
    qsizetype last = first;
    if (!m_selection.isEmpty()) {
        first = m_selection.from().row;
        last = m_selection.to().row;
    }
    QByteArray markdown;
    for (qsizetype row = first; row <= last; ++row) {
        if (!markdown.isEmpty())
            markdown += "\n\n";
        markdown += m_rows->item(row).text;
    }
    putTextOnClipboard(QString::fromUtf8(markdown));
}

void HistoryView::copyLastReply()
{
    if (m_rows->newestReply() >= 0)
        putMessageOnClipboard(m_rows->item(m_rows->newestReply()));
}

void HistoryView::selectAll()
{
    if (m_rows->count() == 0)
        return;
    const qsizetype row = m_focusedRow >= 0 ? m_focusedRow : m_rows->count() - 1;
    m_selection.start({row, 0}, {row, m_rows->layout(row).length()});
    viewport()->update();
}

void HistoryView::resizeEvent(QResizeEvent *event)
{
    QAbstractScrollArea::resizeEvent(event);
    if (event->size().width() != event->oldSize().width())
        restyle();
    layOutSight();
    m_jump->moveTo(viewport()->geometry());
    placePlaceholder();
}

void HistoryView::paintEvent(QPaintEvent *event)
{
    if (m_dirty) {
        m_rows->refresh();
        layOutSight();
    }
    QPainter painter(viewport());
    painter.fillRect(event->rect(), m_theme.window);
    for (qsizetype row = m_anchor.row; row <= m_lastInSight && row < m_rows->count(); ++row) {
        const QRect rect = rowRect(row);
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
    const bool focused = row == m_focusedRow && m_focusVisible && hasFocus();
    paint.withRing = focused && !m_focusedKey;
    if (focused)
        paint.focused = m_focusedKey;
    if (row == m_pointer->hoveredRow()) {
        paint.hovered = m_pointer->hoveredKey();
        paint.pressed = m_pointer->pressedKey();
    }
    if (m_copiedKey && layout.id() == m_copiedMessage)
        paint.done = m_copiedKey;
    paint.withActions
        = focused || row == m_pointer->hoveredRow() || row == m_rows->newestReply() || paint.done;
    return paint;
}

} // namespace spaceline
