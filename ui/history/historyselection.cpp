#include "history/historyselection.h"

#include <algorithm>

namespace spaceline {

void HistorySelection::start(TextPlace from, TextPlace to)
{
    m_anchorFrom = m_from = from;
    m_anchorTo = m_to = to;
}

void HistorySelection::extend(TextPlace from, TextPlace to)
{
    if (m_anchorFrom.row < 0)
        return;
    m_from = std::min(from, m_anchorFrom);
    m_to = std::max(to, m_anchorTo);
}

std::pair<qsizetype, qsizetype> HistorySelection::inRow(qsizetype row, qsizetype length) const
{
    if (isEmpty() || row < m_from.row || row > m_to.row)
        return {0, 0};
    return {row == m_from.row ? std::min(m_from.position, length) : 0,
            row == m_to.row ? std::min(m_to.position, length) : length};
}

void HistorySelection::shiftRows(qsizetype first, qsizetype by)
{
    if (m_anchorFrom.row < 0 || m_to.row < first)
        return;
    if (m_from.row < first || (by < 0 && m_from.row < first - by)) {
        clear();
        return;
    }
    for (TextPlace *place : {&m_anchorFrom, &m_anchorTo, &m_from, &m_to})
        place->row += by;
}

} // namespace spaceline
