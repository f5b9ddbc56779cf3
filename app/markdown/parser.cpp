#include "markdown/parser.h"

namespace spaceline::markdown {

Blocks parse(QByteArrayView text, bool open, SoftBreak softBreak)
{
    // The same steps as for a reply that grows, so that both always show the same.
    GrowingDocument document(softBreak);
    document.setText(QByteArray::fromRawData(text.data(), text.size()), open);
    return document.blocks();
}

} // namespace spaceline::markdown
