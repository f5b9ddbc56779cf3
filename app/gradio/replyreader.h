#pragma once

#include "base/reply.h"
#include "gradio/chatmapping.h"
#include "gradio/partialdata.h"

namespace spaceline::gradio {

/// Digs the answer out of `data`: the output that the mapping names, in whatever form it comes
/// (gradio-protocol.md §10.3, §10.4). Plain strings, messages (one or several, content as text,
/// parts or files), component updates, files, numbers, labels, tables; anything else as a JSON code
/// block. Never fails: what is not understood is shown as it is.
[[nodiscard]] Reply readReply(const PartialData &data, const ChatMapping &mapping);

/// The same for one value.
[[nodiscard]] Reply readReplyValue(const QJsonValue &value);

/// True where the reply's output holds nothing at all: null, or an array of nulls.
[[nodiscard]] bool isNoReply(const PartialData &data, const ChatMapping &mapping);

} // namespace spaceline::gradio
