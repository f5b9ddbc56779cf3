#pragma once

#include "markdown/block.h"

#include <QByteArrayView>

namespace spaceline::markdown {

/// Parses \p text (UTF-8, GitHub's Markdown through md4c) into blocks. Invalid UTF-8 becomes
/// U+FFFD. HTML is text, except the inline tags that design.md lists. With \p open the text is a
/// prefix that still grows: the last block and its ancestors carry Block::open, and an unfinished
/// `**`, link or fence is read as what it will become. Never throws; depth and size are bounded,
/// hostile input gives flat text.
[[nodiscard]] Blocks parse(QByteArrayView text, bool open = false);

/// The text of \p blocks as a reader would type it: for a screen reader, a snippet, "copy as plain
/// text".
[[nodiscard]] QString toPlainText(const Blocks &blocks);
/// Well-formed HTML without scripts, styles or images; every text escaped, every link http, https
/// or mailto. For the clipboard.
[[nodiscard]] QString toHtml(const Blocks &blocks);

/// The blocks of a reply that grows: what is closed is not parsed again, so n appended tokens cost
/// O(n).
class GrowingDocument {
public:
    /// Takes the whole text so far. Where it extends the last one only the open tail is parsed
    /// again; else everything is. \p open as in parse(). Returns the index of the first block that
    /// differs from before (blocks().size() if none).
    qsizetype setText(const QByteArray &text, bool open);
    [[nodiscard]] const Blocks &blocks() const { return m_blocks; }
    /// Bytes parsed since construction, for tests that hold the cost to be linear.
    [[nodiscard]] qint64 parsedBytes() const { return m_parsedBytes; }

private:
    Blocks m_blocks;
    QByteArray m_text;
    qsizetype m_closedBytes = 0; ///< text before this belongs to closed blocks
    qsizetype m_closedBlocks = 0;
    qint64 m_parsedBytes = 0;
    bool m_open = false;
};

} // namespace spaceline::markdown
