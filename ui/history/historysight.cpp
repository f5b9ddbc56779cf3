#include "history/historysight.h"

#include <algorithm>
#include <cmath>

namespace spaceline {

HistorySight::HistorySight(HistoryRows &rows, FollowEnd &follow)
    : m_rows(rows)
    , m_follow(follow) { }

void HistorySight::setSize(QSize size) { m_size = size; }

void HistorySight::layOut()
{
    if (m_rows.count() == 0)
        return;
    if (m_follow.isPinned())
        placeAtEnd();
    else
        placeFromAnchor();
    m_rows.trim(m_anchor.row, m_last);
}

void HistorySight::placeAtEnd()
{
    int y = m_size.height() - kBottomPadding;
    m_last = m_rows.count() - 1;
    m_anchor.row = m_rows.count();
    // At least one, also where the view is lower than the padding.
    do {
        y -= m_rows.layout(--m_anchor.row).height();
    } while (m_anchor.row > 0 && y > 0);
    m_anchor.offset = -y;
}

void HistorySight::placeFromAnchor()
{
    m_anchor.row = std::clamp<qsizetype>(m_anchor.row, 0, m_rows.count() - 1);
    if (m_anchor.row == 0)
        m_anchor.offset = std::max(m_anchor.offset, 0);
    // The anchor stays where it is: heights that turn out otherwise move what lies below it.
    int y = -m_anchor.offset;
    qsizetype row = m_anchor.row;
    while (row < m_rows.count() && y < m_size.height())
        y += m_rows.layout(row++).height();
    m_last = row - 1;
    if (row == m_rows.count() && y + kBottomPadding < m_size.height())
        placeAtEnd();
}

void HistorySight::moveBy(int dy)
{
    if (m_rows.count() == 0)
        return;
    m_anchor.offset += dy;
    while (m_anchor.offset < 0 && m_anchor.row > 0)
        m_anchor.offset += m_rows.layout(--m_anchor.row).height();
    while (m_anchor.row + 1 < m_rows.count()
           && m_anchor.offset >= m_rows.layout(m_anchor.row).height())
        m_anchor.offset -= m_rows.layout(m_anchor.row++).height();
    placeFromAnchor();
    m_rows.trim(m_anchor.row, m_last);
}

void HistorySight::moveTo(double fraction)
{
    if (m_rows.count() == 0)
        return;
    if (fraction >= 1) {
        placeAtEnd();
    } else {
        const qint64 y = std::max<qint64>(0, std::llround(fraction * double(scrollRange())));
        m_anchor.row = m_rows.heights().rowAt(y);
        const int guessed = std::max(1, m_rows.heights().height(m_anchor.row));
        const qint64 offset = y - m_rows.heights().top(m_anchor.row);
        m_anchor.offset = int(offset * m_rows.layout(m_anchor.row).height() / guessed);
        placeFromAnchor();
    }
    m_rows.trim(m_anchor.row, m_last);
}

void HistorySight::setTop(qsizetype row)
{
    m_anchor = {row, 0};
    layOut();
}

void HistorySight::reset()
{
    m_anchor = {};
    m_last = -1;
}

void HistorySight::shiftRows(qsizetype first, qsizetype by)
{
    const bool above = by > 0 ? first <= m_anchor.row && m_anchor.offset >= 0 && m_last >= 0
                              : first - by <= m_anchor.row;
    if (above)
        m_anchor.row += by;
    else if (by < 0 && first <= m_anchor.row)
        m_anchor = {first, 0};
    m_last = std::min(m_last, m_rows.count() - 1);
    m_anchor.row
        = std::clamp<qsizetype>(m_anchor.row, 0, std::max<qsizetype>(0, m_rows.count() - 1));
}

qsizetype HistorySight::rowAt(int y) const
{
    if (m_rows.count() == 0)
        return -1;
    int top = -m_anchor.offset;
    qsizetype row = m_anchor.row;
    while (row < m_last && y >= top + m_rows.heights().height(row))
        top += m_rows.heights().height(row++);
    return row;
}

QRect HistorySight::rowRect(qsizetype row) const
{
    if (row < m_anchor.row || row > m_last)
        return {};
    const qint64 top = m_rows.heights().top(row) - m_rows.heights().top(m_anchor.row);
    return {0, int(top) - m_anchor.offset, m_size.width(), m_rows.heights().height(row)};
}

qint64 HistorySight::offsetFromStart() const
{
    return m_rows.count() == 0 ? 0 : m_rows.heights().top(m_anchor.row) + m_anchor.offset;
}

qint64 HistorySight::scrollRange() const
{
    if (m_rows.count() == 0)
        return 0;
    return std::max<qint64>(0, m_rows.heights().total() + kBottomPadding - m_size.height());
}

qint64 HistorySight::distanceToEnd() const
{
    return std::max<qint64>(0, scrollRange() - std::max<qint64>(0, offsetFromStart()));
}

std::optional<HistorySight::ReadingLine> HistorySight::readingLine() const
{
    const MessageLayout *layout = m_rows.known(m_anchor.row);
    if (m_follow.isPinned() || m_anchor.offset < 0 || !layout)
        return std::nullopt;
    const MessageLayout::Mark mark = layout->markAt(m_anchor.offset);
    return ReadingLine{m_anchor.row, mark, layout->topOf(mark) - m_anchor.offset};
}

void HistorySight::restore(const ReadingLine &line)
{
    const MessageLayout &layout = m_rows.layout(line.row);
    const int offset = layout.topOf(line.mark) - line.top;
    m_anchor = {line.row, std::clamp(offset, 0, std::max(0, layout.height() - 1))};
}

} // namespace spaceline
