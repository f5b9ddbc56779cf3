#include "markdown/tables.h"

#include <algorithm>

namespace spaceline::markdown {

namespace {

/// A table of more columns than anyone reads costs time and memory for each cell that a row lacks.
constexpr qsizetype kMostColumns = 128;

bool isBlankOrQuote(char c) { return c == ' ' || c == '\t' || c == '>'; }

/// The blanks and quote marks that \p line begins with.
QByteArrayView prefixOf(QByteArrayView line)
{
    const auto end = std::find_if_not(line.begin(), line.end(), isBlankOrQuote);
    return line.first(end - line.begin());
}

QByteArrayView contentOf(QByteArrayView line)
{
    return line.sliced(prefixOf(line).size()).trimmed();
}

bool beginsFence(QByteArrayView content)
{
    return content.startsWith("```") || content.startsWith("~~~");
}

bool beginsItem(QByteArrayView content)
{
    if (content.startsWith("- ") || content.startsWith("* ") || content.startsWith("+ "))
        return true;
    const auto digits = std::find_if_not(content.begin(), content.end(),
                                         [](char c) { return c >= '0' && c <= '9'; });
    const QByteArrayView rest = content.sliced(digits - content.begin());
    return digits != content.begin() && (rest.startsWith(". ") || rest.startsWith(") "));
}

/// \p row with at least three dashes in each cell.
QByteArray withLongDashes(QByteArrayView row)
{
    QByteArray result;
    for (qsizetype i = 0; i < row.size(); ++i) {
        result.append(row[i]);
        const bool single = row[i] == '-' && (i == 0 || row[i - 1] != '-');
        if (single)
            result.append("--");
    }
    return result;
}

QByteArrayView withoutOuterPipes(QByteArrayView row)
{
    if (row.startsWith('|'))
        row = row.sliced(1);
    if (row.endsWith('|') && !row.endsWith("\\|"))
        row.chop(1);
    return row;
}

/// `---`, `:--`, `:-:`
bool isDelimiter(QByteArrayView cell)
{
    if (cell.startsWith(':'))
        cell = cell.sliced(1);
    if (cell.endsWith(':'))
        cell.chop(1);
    return !cell.isEmpty()
        && std::all_of(cell.begin(), cell.end(), [](char c) { return c == '-'; });
}

} // namespace

qsizetype delimiterColumns(QByteArrayView line)
{
    const QByteArrayView row = withoutOuterPipes(contentOf(line));
    if (!line.contains('|') || row.isEmpty() || contentOf(line).startsWith("- "))
        return 0;
    qsizetype columns = 0;
    for (qsizetype begin = 0; begin <= row.size();) {
        const qsizetype found = row.indexOf('|', begin);
        const qsizetype end = found < 0 ? row.size() : found;
        if (!isDelimiter(row.sliced(begin, end - begin).trimmed()))
            return 0;
        ++columns;
        begin = end + 1;
    }
    return columns;
}

qsizetype cellsOf(QByteArrayView line)
{
    const QByteArrayView row = withoutOuterPipes(contentOf(line));
    qsizetype cells = 1;
    for (qsizetype i = 0; i < row.size(); ++i) {
        if (row[i] == '\\')
            ++i;
        else if (row[i] == '|')
            ++cells;
    }
    return cells;
}

QByteArray withRegularTables(QByteArrayView text)
{
    if (!text.contains('|'))
        return QByteArray::fromRawData(text.data(), text.size());
    QByteArray result;
    result.reserve(text.size() + 64);
    QByteArrayView previous;
    QByteArrayView beforePrevious;
    bool inFence = false;
    bool inTable = false;
    for (qsizetype begin = 0; begin < text.size();) {
        const qsizetype found = text.indexOf('\n', begin);
        const qsizetype end = found < 0 ? text.size() : found;
        const QByteArrayView line = text.sliced(begin, end - begin);
        const QByteArrayView content = contentOf(line);
        const qsizetype columns = inFence || inTable ? 0 : delimiterColumns(line);
        if (beginsFence(content))
            inFence = !inFence;
        if (content.isEmpty())
            inTable = false;
        if (columns > kMostColumns) {
            // Escaped, it is text.
            result.append(prefixOf(line)).append('\\').append(content);
        } else if (columns > 0 && previous.contains('|') && cellsOf(previous) == columns) {
            inTable = true;
            if (!contentOf(beforePrevious).isEmpty() && !beginsItem(contentOf(previous))) {
                const QByteArrayView prefix = prefixOf(previous);
                QByteArray empty = prefix.contains('>') ? prefix.toByteArray() : QByteArray();
                empty.append('\n');
                const qsizetype header = result.size() - previous.size() - 1;
                result.insert(header, empty);
            }
            result.append(withLongDashes(line));
        } else {
            result.append(line);
        }
        if (found >= 0)
            result.append('\n');
        beforePrevious = previous;
        previous = line;
        begin = end + 1;
    }
    return result;
}

} // namespace spaceline::markdown
