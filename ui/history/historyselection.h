#pragma once

#include <QtGlobal>

#include <utility>

namespace spaceline {

/// A place in the conversation's text: a row, and a position in the row's text.
struct TextPlace {
    qsizetype row = -1;
    qsizetype position = 0;

    friend auto operator<=>(const TextPlace &, const TextPlace &) = default;
};

/// What is selected: from one place to another, over any number of rows.
class HistorySelection {
public:
    [[nodiscard]] bool isEmpty() const { return m_from >= m_to; }
    [[nodiscard]] TextPlace from() const { return m_from; }
    [[nodiscard]] TextPlace to() const { return m_to; }
    void clear() { *this = {}; }
    /// A click at a letter, a word or a paragraph: [from, to) stays selected while it is extended.
    void start(TextPlace from, TextPlace to);
    /// The pointer is now over [from, to).
    void extend(TextPlace from, TextPlace to);
    /// The part of \p row, whose text has \p length positions: [first, second).
    [[nodiscard]] std::pair<qsizetype, qsizetype> inRow(qsizetype row, qsizetype length) const;
    /// Rows from \p first on moved by \p by; what was selected in rows that went is dropped.
    void shiftRows(qsizetype first, qsizetype by);

private:
    TextPlace m_anchorFrom;
    TextPlace m_anchorTo;
    TextPlace m_from;
    TextPlace m_to;
};

} // namespace spaceline
