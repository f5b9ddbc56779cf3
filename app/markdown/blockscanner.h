#pragma once

#include <QByteArrayView>

namespace spaceline::markdown {

/// A line that opens a fenced code block, or closes one.
struct Fence {
    char character = 0; ///< '`' or '~'; 0: no fence
    qsizetype length = 0;
    qsizetype indent = 0; ///< blanks before it: as many are taken from each line of the code

    explicit operator bool() const { return character != 0; }
};

/// The fence that \p line (without its line end) opens if it is not indented code.
[[nodiscard]] Fence openingFence(QByteArrayView line);
/// Does \p line close \p fence?
[[nodiscard]] bool closesFence(QByteArrayView line, const Fence &fence);

/// What stands before a list item.
struct ListMarker {
    qsizetype contentIndent = 0; ///< columns; 0: no marker
    bool interrupts = false; ///< may it follow a line of a paragraph?
    bool empty = false;
};

/// Finds where top-level blocks begin, line by line, because md4c does not tell.
///
/// It only claims what is sure whatever comes later: text before such a place and text after it
/// parse to the same blocks alone as together. Where a line can only be understood by a whole
/// parser, it claims nothing until the next sure place; that costs time, never correctness. The
/// lines inside a fence at top level are not shown to it.
class BlockScanner {
public:
    enum class Line : quint8 {
        Continues, ///< belongs to the segment, or nobody knows
        Begins, ///< a new block begins here
        StandsAlone, ///< a block of this one line: a heading, a rule
        Ends, ///< the block ends with this line: the underline of a heading
        OpensFence, ///< the first line of a fenced code block at top level
    };

    /// Reads the next whole line, without its line end.
    [[nodiscard]] Line read(QByteArrayView line);
    /// Is it sure that a new block begins with the line that so far reads \p line, whatever follows
    /// in it?
    [[nodiscard]] bool surelyBegins(QByteArrayView line) const;
    /// Is all that was read since the segment began one paragraph, without a table?
    [[nodiscard]] bool isParagraph() const { return m_plain && !m_empty && !m_lost; }
    /// A new segment begins with the next line: nothing is known of it.
    void restart() { *this = {}; }

private:
    [[nodiscard]] Line understand(QByteArrayView line);
    [[nodiscard]] Line understandItem(const ListMarker &marker, qsizetype indent);
    [[nodiscard]] Line understandText(QByteArrayView text, bool outside);
    [[nodiscard]] Line begin(bool sure);

    /// Columns that a line needs to belong to the open list item; 0 outside of lists.
    qsizetype m_itemIndent = 0;
    bool m_empty = true; ///< no line of the segment was read
    bool m_afterBlank = false;
    bool m_quote = false; ///< the last lines are a quote, or lazily belong to one
    bool m_plain = false; ///< all lines so far can only be a paragraph
    bool m_unsure = false; ///< there may or may not be a list
    bool m_lost = false; ///< there may or may not be an open fence
};

} // namespace spaceline::markdown
