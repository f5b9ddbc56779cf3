#pragma once

#include "base/reply.h"
#include "gradio/chatmapping.h"
#include "gradio/partialdata.h"

namespace spaceline::gradio {

/// Digs the answer out of `data`: the output of Role::Reply, in whatever form it comes
/// (gradio-protocol.md §10.3, §10.4). Plain strings, messages (one or several, content as text,
/// parts or files), component updates, files, numbers, labels, tables; anything else as a JSON code
/// block. Never fails: what is not understood is shown as it is.
[[nodiscard]] Reply readReply(const PartialData &data, const ChatMapping &mapping);

/// The same for one value.
[[nodiscard]] Reply readReplyValue(const QJsonValue &value);

/// What the function returned beside the answer (Role::Aside) goes below it, each with its label;
/// once, when \p data is the last. What is empty, or not shown on the app's own page, is left out;
/// so is, of several chats, each that holds what it held in \p before, which is what the components
/// held before the turn: it did not answer. True where there was anything.
bool addAsides(Reply &reply, const PartialData &data, const ChatMapping &mapping,
               const PageValues &before);

/// True where the reply's output holds nothing at all: null, or an array of nulls.
[[nodiscard]] bool isNoReply(const PartialData &data, const ChatMapping &mapping);

} // namespace spaceline::gradio
