#pragma once

#include <QtGlobal>

class QByteArray;
class QString;

namespace spaceline {

class HistoryRows;
class HistorySelection;
struct MessageItem;

void putTextOnClipboard(const QString &text);
/// A reply as Markdown for what takes text, as HTML for what takes that. A prompt as it is.
void putMessageOnClipboard(const MessageItem &item);

/// The text of \p selection as a reader would type it. Lays out what it needs; trim() the rows
/// afterwards.
[[nodiscard]] QString plainTextOf(HistoryRows &rows, const HistorySelection &selection);
/// The Markdown of the rows \p first to \p last.
[[nodiscard]] QByteArray markdownOf(const HistoryRows &rows, qsizetype first, qsizetype last);

} // namespace spaceline
