#pragma once

#include "markdown/block.h"

#include <QString>

/// \p blocks as text for comparing and reading, one line a block, two blanks a level:
///
///     heading 2: Title
///     list ordered 3 loose
///       item
///         paragraph: plain <strong|bold> <link|text|https://example.org/>
///     code py: print()\nx
///
/// A line break is `⏎`, an open block ends in ` …`.
[[nodiscard]] QString dump(const spaceline::markdown::Blocks &blocks);
