#include "markdown/codeindent.h"

#include <algorithm>

namespace spaceline::markdown {

namespace {

qsizetype columnAfter(char c, qsizetype column)
{
    return c == '\t' ? column + 4 - column % 4 : column + 1;
}

} // namespace

qsizetype columnsOf(QByteArrayView text)
{
    qsizetype column = 0;
    for (const char c : text)
        column = columnAfter(c, column);
    return column;
}

void appendCodeIndent(QByteArray &code, QByteArrayView prefix, qsizetype columns)
{
    const qsizetype total = columnsOf(prefix);
    qsizetype column = 0;
    qsizetype begin = 0;
    while (begin < prefix.size() && total - column > columns)
        column = columnAfter(prefix[begin++], column);
    const QByteArrayView blanks = prefix.sliced(begin);
    const bool asWritten = total - column == columns
        && std::all_of(blanks.begin(), blanks.end(), [](char c) { return c == ' ' || c == '\t'; });
    if (asWritten)
        code.append(blanks);
    else
        code.append(columns, ' ');
}

void appendCodeLine(QByteArray &code, QByteArrayView line, qsizetype fenceIndent)
{
    qsizetype blanks = 0;
    while (blanks < line.size() && (line[blanks] == ' ' || line[blanks] == '\t'))
        ++blanks;
    if (blanks == line.size())
        return;
    const QByteArrayView prefix = line.first(blanks);
    appendCodeIndent(code, prefix, std::max<qsizetype>(0, columnsOf(prefix) - fenceIndent));
    code.append(line.sliced(blanks));
}

} // namespace spaceline::markdown
