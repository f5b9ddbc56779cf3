#pragma once

#include "markdown/parser.h"

namespace spaceline::markdown {

/// Runs md4c over \p text and makes Blocks of its callbacks.
///
/// \p text is clean UTF-8 (cleantext.h). Lists and quotes deeper than 32 are flattened into the
/// block above them. Where md4c's output is out of all proportion to its input (a table of very
/// many columns, a definition that is used very often) the result is the flat text. With \p open a
/// link whose address has not come yet is a link without a target instead of text.
[[nodiscard]] Blocks buildBlocks(QByteArrayView text, SoftBreak softBreak, bool open);

/// \p text as one paragraph of plain text, nothing interpreted.
[[nodiscard]] Blocks flatBlocks(QByteArrayView text);

} // namespace spaceline::markdown
