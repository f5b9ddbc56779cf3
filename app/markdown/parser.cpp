#include "markdown/parser.h"

#include "markdown/blockbuilder.h"
#include "markdown/cleantext.h"

namespace spaceline::markdown {

Blocks parse(QByteArrayView text, bool open, SoftBreak softBreak)
{
    if (open) {
        // The same steps as a reply that grows, so that both always show the same.
        GrowingDocument document(softBreak);
        document.setText(QByteArray::fromRawData(text.data(), text.size()), true);
        return document.blocks();
    }
    QByteArray clean;
    appendClean(clean, text, false);
    return buildBlocks(clean, softBreak, false);
}

} // namespace spaceline::markdown
