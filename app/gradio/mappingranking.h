#pragma once

#include "gradio/chatmapping.h"

#include <vector>

namespace spaceline::gradio {

/// One way to chat with an app, and how much speaks for it.
struct RankedMapping {
    ChatMapping mapping; ///< with its reason
    int rank = 0;
};

/// \p mapping with its reason, and how well it suits a chat (gradio-protocol.md §10.6).
[[nodiscard]] RankedMapping judged(const Config &config, ChatMapping mapping);

/// True where the app's author offers \p mapping, or at least did not switch it off.
[[nodiscard]] bool isOffered(const Config &config, const std::vector<Endpoint> &endpoints,
                             const ChatMapping &mapping);

/// Everything that can be chatted with and is offered, the best first.
[[nodiscard]] std::vector<RankedMapping> ranking(const Config &config,
                                                 const std::vector<Endpoint> &endpoints);

} // namespace spaceline::gradio
