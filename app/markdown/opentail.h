#pragma once

#include "markdown/parser.h"

namespace spaceline::markdown {

/// The blocks of the end of a text that still grows.
struct OpenTail {
    Blocks blocks; ///< the last one and its descendants at the end carry Block::open
    qint64 parsedBytes = 0; ///< what md4c was given, over all attempts
};

/// Parses \p tail (clean UTF-8) as a prefix: what is unfinished in it is read as what it will most
/// likely become.
[[nodiscard]] OpenTail parseOpenTail(QByteArrayView tail, SoftBreak softBreak);

} // namespace spaceline::markdown
