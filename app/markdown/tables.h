#pragma once

#include <QByteArray>
#include <QByteArrayView>

namespace spaceline::markdown {

/// Columns of the delimiter row (`|:--|--:|`) that \p line is, container marks before it allowed; 0
/// when it is none. At least one pipe is needed.
[[nodiscard]] qsizetype delimiterColumns(QByteArrayView line);
/// Cells of \p line read as the row of a table.
[[nodiscard]] qsizetype cellsOf(QByteArrayView line);

/// \p text with its tables as md4c wants them, while GitHub and chat pages take more: a header row
/// right after a line of text gets an empty line before it, a delimiter of one or two dashes gets
/// three. A delimiter row of very many columns is escaped.
[[nodiscard]] QByteArray withRegularTables(QByteArrayView text);

} // namespace spaceline::markdown
