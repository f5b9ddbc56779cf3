#include "markdown/opentail.h"

#include "markdown/blockbuilder.h"

namespace spaceline::markdown {

namespace {

void markOpen(Blocks &blocks)
{
    for (Blocks *level = &blocks; !level->empty(); level = &level->back().children)
        level->back().open = true;
}

} // namespace

OpenTail parseOpenTail(QByteArrayView tail, SoftBreak softBreak)
{
    OpenTail result;
    result.blocks = buildBlocks(tail, softBreak, true);
    result.parsedBytes = tail.size();
    markOpen(result.blocks);
    return result;
}

} // namespace spaceline::markdown
