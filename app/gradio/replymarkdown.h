#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QJsonArray>
#include <QJsonObject>
#include <QJsonValue>
#include <QList>

namespace spaceline::gradio {

/// \p text in Markdown as itself: what would be markup is escaped.
[[nodiscard]] QByteArray escapedMarkdown(QByteArrayView text);

/// \p code as a fenced block that it cannot leave; \p language may be empty.
[[nodiscard]] QByteArray codeBlock(QByteArrayView code, QByteArrayView language);
/// \p value as a fenced block of indented JSON.
[[nodiscard]] QByteArray jsonBlock(const QJsonValue &value);

/// Rows of text as a table whose first row is the head, which is as wide as the widest.
[[nodiscard]] QByteArray markdownTable(const QList<QList<QByteArray>> &rows);
/// \p value in a cell: one line, no bar.
[[nodiscard]] QByteArray tableCell(const QJsonValue &value);

/// A data frame in whatever form (gradio-protocol.md §3.1 and 3.x): rows of cells, the first one
/// the head. Empty where \p value is none.
struct DataFrame {
    QJsonArray headers;
    QJsonArray rows; ///< arrays

    [[nodiscard]] bool isEmpty() const { return headers.isEmpty(); }
    /// The first \p limit rows as a Markdown table.
    [[nodiscard]] QByteArray toMarkdown(qsizetype limit) const;
    [[nodiscard]] QByteArray toCsv() const;
};
/// {headers, data}, and a native chart's {columns, data}.
[[nodiscard]] DataFrame dataFrameOf(const QJsonObject &object);
/// The same for a value of which the component says that it is one: also bare rows, and rows that
/// are objects.
[[nodiscard]] DataFrame dataFrameOfValue(const QJsonValue &value);

/// A classification, the best first; empty where \p object is none.
[[nodiscard]] QByteArray labelText(const QJsonObject &object);

/// Text with some of its words classified: [{token, class_or_confidence}], or 3.x's pairs. Empty
/// where \p array is none.
[[nodiscard]] QByteArray highlightedText(const QJsonArray &array);

} // namespace spaceline::gradio
