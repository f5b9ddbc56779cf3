#pragma once

#include <QByteArray>
#include <QByteArrayView>

namespace spaceline::markdown {

/// Columns that \p text takes, tabs at every fourth.
[[nodiscard]] qsizetype columnsOf(QByteArrayView text);

/// Appends the last \p columns columns of \p prefix, which is what stands before the first word of
/// a line of code. They are taken as they are written, so that tabs stay tabs (a Makefile needs
/// them); where that is impossible they become blanks.
void appendCodeIndent(QByteArray &code, QByteArrayView prefix, qsizetype columns);

/// Appends a whole line of fenced code without the first \p fenceIndent columns of its indentation.
/// A line of blanks is an empty line.
void appendCodeLine(QByteArray &code, QByteArrayView line, qsizetype fenceIndent);

} // namespace spaceline::markdown
