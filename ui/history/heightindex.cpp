#include "history/heightindex.h"

#include <algorithm>
#include <bit>

namespace spaceline {

namespace {

constexpr size_t lowestBit(size_t i) { return i & (~i + 1); }

} // namespace

HeightIndex::HeightIndex(std::vector<int> heights)
    : m_heights(std::move(heights))
    , m_tree(m_heights.size() + 1, 0)
{
    for (size_t i = 1; i < m_tree.size(); ++i) {
        m_tree[i] += m_heights[i - 1];
        if (const size_t parent = i + lowestBit(i); parent < m_tree.size())
            m_tree[parent] += m_tree[i];
    }
}

void HeightIndex::setHeight(qsizetype row, int height)
{
    const int change = height - m_heights[size_t(row)];
    if (change == 0)
        return;
    m_heights[size_t(row)] = height;
    for (size_t i = size_t(row) + 1; i < m_tree.size(); i += lowestBit(i))
        m_tree[i] += change;
}

void HeightIndex::append(int height)
{
    m_heights.push_back(height);
    const size_t at = m_heights.size();
    qint64 sum = height;
    for (size_t i = at - 1; i > at - lowestBit(at); i -= lowestBit(i))
        sum += m_tree[i];
    m_tree.push_back(sum);
}

void HeightIndex::removeLast(qsizetype rows)
{
    // No entry that stays covers a row that goes.
    const size_t left = m_heights.size() - size_t(std::min(rows, count()));
    m_heights.resize(left);
    m_tree.resize(left + 1);
}

qint64 HeightIndex::top(qsizetype row) const
{
    qint64 sum = 0;
    for (size_t i = size_t(row); i > 0; i -= lowestBit(i))
        sum += m_tree[i];
    return sum;
}

qsizetype HeightIndex::rowAt(qint64 y) const
{
    size_t at = 0;
    for (size_t step = std::bit_floor(m_tree.size()); step > 0; step /= 2) {
        if (at + step < m_tree.size() && m_tree[at + step] <= y)
            y -= m_tree[at += step];
    }
    return std::min(qsizetype(at), count() - 1);
}

} // namespace spaceline
