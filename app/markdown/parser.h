#pragma once

#include "markdown/block.h"

#include <QByteArrayView>

#include <memory>

namespace spaceline::markdown {

/// What the end of a line inside a paragraph becomes. Gradio's chat windows keep the line
/// (`line_breaks=True`), so that is the default; CommonMark has a blank.
enum class SoftBreak : quint8 { Line, Blank };

/// Parses \p text (UTF-8, GitHub's Markdown through md4c) into blocks. Invalid UTF-8 and NUL become
/// U+FFFD. HTML is text, except `<br>`, `<b>`, `<strong>`, `<i>`, `<em>`, `<sub>`, `<sup>`,
/// `<a href>`, `<details>` and `<summary>`; links that are not http, https or mailto are text.
/// Never throws; depth and size are bounded, hostile input gives flat text.
///
/// With \p open the text is a prefix that still grows: the last block and its descendants at the
/// end carry Block::open unless nothing can change them any more (a heading after its line end, a
/// closed fence), and an unfinished `**`, link, row or fence is read as what it will become; such a
/// link has no target yet.
[[nodiscard]] Blocks parse(QByteArrayView text, bool open = false,
                           SoftBreak softBreak = SoftBreak::Line);

/// The text of \p blocks as a reader would type it: for a screen reader, a snippet, "copy as plain
/// text". Thoughts are left out.
[[nodiscard]] QString toPlainText(const Blocks &blocks);
/// Well-formed HTML (a fragment: one element a block) without scripts, styles or images; every text
/// escaped, every link http, https or mailto. For the clipboard. Thoughts are left out.
[[nodiscard]] QString toHtml(const Blocks &blocks);

/// The blocks of a reply that grows: what is closed is not parsed again, so n appended tokens cost
/// O(n).
///
/// At every step blocks() is what parse() makes of the same text. Only while the text is open a
/// reference link whose definition stands in another block is still text, and neighbouring runs of
/// a long paragraph may look the same. Not thread-safe. Shares no memory with the texts it is
/// given, so that appending to them stays cheap.
class GrowingDocument {
public:
    explicit GrowingDocument(SoftBreak softBreak = SoftBreak::Line);
    ~GrowingDocument();
    GrowingDocument(GrowingDocument &&other) noexcept;
    GrowingDocument &operator=(GrowingDocument &&other) noexcept;

    /// Takes the whole text so far. Where it extends the last one only the open tail is parsed
    /// again; else everything is. \p open as in parse(). Returns the index of the first block that
    /// differs from before (blocks().size() if none).
    qsizetype setText(const QByteArray &text, bool open);
    [[nodiscard]] const Blocks &blocks() const;
    /// Bytes parsed since construction, for tests that hold the cost to be linear.
    [[nodiscard]] qint64 parsedBytes() const;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace spaceline::markdown
