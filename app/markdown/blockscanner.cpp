#include "markdown/blockscanner.h"

#include <QByteArray>

#include <algorithm>

namespace spaceline::markdown {

namespace {

struct Indent {
    qsizetype columns = 0;
    qsizetype bytes = 0;
};

Indent indentOf(QByteArrayView line, qsizetype column = 0)
{
    Indent indent;
    for (; indent.bytes < line.size(); ++indent.bytes) {
        if (line[indent.bytes] == ' ')
            ++indent.columns;
        else if (line[indent.bytes] == '\t')
            indent.columns += 4 - (column + indent.columns) % 4;
        else
            break;
    }
    return indent;
}

bool isBlank(QByteArrayView text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return c == ' ' || c == '\t'; });
}

bool isDigit(char c) { return c >= '0' && c <= '9'; }

qsizetype runLength(QByteArrayView text, char c)
{
    qsizetype size = 0;
    while (size < text.size() && text[size] == c)
        ++size;
    return size;
}

/// `***`, `- - -`, `___`: three or more of one kind, and blanks.
bool isRule(QByteArrayView text)
{
    const char mark = text.front();
    if (mark != '*' && mark != '-' && mark != '_')
        return false;
    const bool pure = std::all_of(text.begin(), text.end(),
                                  [mark](char c) { return c == mark || c == ' ' || c == '\t'; });
    return pure && std::count(text.begin(), text.end(), mark) >= 3;
}

bool isHeading(QByteArrayView text)
{
    const qsizetype level = runLength(text, '#');
    return level >= 1 && level <= 6
        && (level == text.size() || text[level] == ' ' || text[level] == '\t');
}

/// `---` or `===` under a paragraph.
bool isUnderline(QByteArrayView text)
{
    return (text.front() == '-' || text.front() == '=')
        && isBlank(text.sliced(runLength(text, text.front())));
}

/// No table, no definition of a link.
bool mayBeOnlyText(QByteArrayView text)
{
    return text.front() != '[' && text.front() != ':' && text.front() != '-' && !text.contains('|');
}

/// The list item that begins with \p text, which stands at \p column.
ListMarker markerOf(QByteArrayView text, qsizetype column)
{
    ListMarker marker;
    qsizetype size = 0;
    bool first = true;
    if (text.front() == '-' || text.front() == '*' || text.front() == '+') {
        size = 1;
    } else {
        while (size < text.size() && size < 9 && isDigit(text[size]))
            ++size;
        if (size == 0 || size == text.size() || (text[size] != '.' && text[size] != ')'))
            return marker;
        first = text.first(size).toByteArray().toInt() == 1;
        ++size;
    }
    const QByteArrayView rest = text.sliced(size);
    const Indent gap = indentOf(rest, column + size);
    marker.empty = gap.bytes == rest.size();
    if (!marker.empty && gap.bytes == 0)
        return marker;
    marker.interrupts = first && !marker.empty;
    // Five blanks and more are one blank and indented code.
    marker.contentIndent = column + size + (marker.empty || gap.columns > 4 ? 1 : gap.columns);
    return marker;
}

} // namespace

Fence openingFence(QByteArrayView line)
{
    const Indent indent = indentOf(line);
    const QByteArrayView text = line.sliced(indent.bytes);
    if (text.isEmpty() || (text.front() != '`' && text.front() != '~'))
        return {};
    const qsizetype length = runLength(text, text.front());
    if (length < 3 || (text.front() == '`' && text.sliced(length).contains('`')))
        return {};
    return {text.front(), length, indent.columns};
}

bool closesFence(QByteArrayView line, const Fence &fence)
{
    const Indent indent = indentOf(line);
    const QByteArrayView text = line.sliced(indent.bytes);
    const qsizetype length = runLength(text, fence.character);
    const qsizetype deepest = fence.indent > 3 ? fence.indent + 3 : 3;
    return indent.columns <= deepest && length >= fence.length && isBlank(text.sliced(length));
}

BlockScanner::Line BlockScanner::begin(bool sure)
{
    if (m_empty || !sure)
        return Line::Continues;
    restart();
    return Line::Begins;
}

BlockScanner::Line BlockScanner::read(QByteArrayView line)
{
    if (isBlank(line)) {
        m_afterBlank = !m_empty;
        return Line::Continues;
    }
    const Line result = understand(line);
    m_afterBlank = false;
    m_empty = false;
    return result;
}

BlockScanner::Line BlockScanner::understand(QByteArrayView line)
{
    if (m_lost)
        return Line::Continues;
    const Indent indent = indentOf(line);
    const QByteArrayView text = line.sliced(indent.bytes);
    if (m_itemIndent > 0 && indent.columns >= m_itemIndent) {
        m_lost = m_unsure && openingFence(line);
        return Line::Continues;
    }
    if (indent.columns > 3) {
        // md4c sees a fence here, but then no end of it; people mean one with both.
        const bool continuesText = !m_empty && !m_afterBlank;
        if (continuesText && m_plain && openingFence(line))
            return Line::OpensFence;
        m_lost = continuesText && openingFence(line);
        m_unsure |= !m_plain || m_afterBlank;
        return Line::Continues;
    }
    // What is not indented at all cannot belong to a list item, sure or not.
    const bool outside = !m_unsure || indent.columns == 0;

    if (openingFence(line)) {
        m_lost = !outside;
        return outside ? Line::OpensFence : Line::Continues;
    }
    if (isHeading(text))
        return outside ? Line::StandsAlone : Line::Continues;
    if (isUnderline(text) && !m_empty && !m_afterBlank && (m_itemIndent == 0 || m_unsure)) {
        if (m_plain || (isRule(text) && outside))
            return Line::Ends;
        m_unsure = true;
        return Line::Continues;
    }
    if (isRule(text) && outside)
        return Line::StandsAlone;
    if (text.front() == '>') {
        const Line result = begin(outside && (m_afterBlank || m_itemIndent > 0 || m_plain));
        m_quote = true;
        m_plain = false;
        return result;
    }
    const ListMarker marker = markerOf(text, indent.columns);
    if (marker.contentIndent > 0)
        return understandItem(marker, indent.columns);
    return understandText(text, outside);
}

BlockScanner::Line BlockScanner::understandItem(const ListMarker &marker, qsizetype indent)
{
    const bool startsAnywhere = m_empty || m_afterBlank || marker.interrupts;
    if (!startsAnywhere && m_itemIndent == 0 && !m_quote) {
        // In a paragraph it is text; after a table or indented code it would be a list.
        m_unsure |= !m_plain;
        return Line::Continues;
    }
    const Line result = begin(m_itemIndent == 0 && !m_unsure && (m_afterBlank || m_plain));
    if (startsAnywhere && indent == 0)
        m_unsure = false;
    m_unsure |= marker.empty;
    m_itemIndent = marker.contentIndent;
    m_plain = false;
    m_quote = false;
    return result;
}

BlockScanner::Line BlockScanner::understandText(QByteArrayView text, bool outside)
{
    const bool begins = m_empty || m_afterBlank;
    const Line result = begins ? begin(outside) : Line::Continues;
    m_plain = (m_plain || m_empty) && mayBeOnlyText(text);
    // Either a lazy line of the item's last paragraph, or the end of the list.
    m_unsure |= m_itemIndent > 0;
    return result;
}

bool BlockScanner::surelyBegins(QByteArrayView line) const
{
    const Indent indent = indentOf(line);
    if (m_lost || m_empty || !m_afterBlank || indent.bytes == line.size() || indent.columns > 3)
        return false;
    if (m_unsure ? indent.columns > 0 : m_itemIndent > 0 && indent.columns >= m_itemIndent)
        return false;
    const char c = line[indent.bytes];
    const bool mayBeItem = c == '-' || c == '*' || c == '+' || isDigit(c);
    return !mayBeItem || (m_itemIndent == 0 && !m_unsure);
}

} // namespace spaceline::markdown
