#pragma once

#include <QtGlobal>

#include <vector>

namespace spaceline {

/// Heights of a list's rows in pixels; sums, look-ups, changes and rows added or taken at the end
/// cost O(log n).
///
/// A Fenwick tree: m_tree[i] holds the sum of the rows (i - lowest bit of i, i]. Heights are 0 or
/// more.
class HeightIndex {
public:
    HeightIndex() = default;
    explicit HeightIndex(std::vector<int> heights);

    [[nodiscard]] qsizetype count() const { return qsizetype(m_heights.size()); }
    [[nodiscard]] qint64 total() const { return top(count()); }
    [[nodiscard]] int height(qsizetype row) const { return m_heights[size_t(row)]; }
    void setHeight(qsizetype row, int height);
    void append(int height);
    void removeLast(qsizetype rows = 1);
    [[nodiscard]] qint64 top(qsizetype row) const; ///< sum of the rows before \p row
    [[nodiscard]] qsizetype
    rowAt(qint64 y) const; ///< the row that covers \p y, clamped; -1 if empty

private:
    std::vector<int> m_heights;
    std::vector<qint64> m_tree = {0};
};

} // namespace spaceline
