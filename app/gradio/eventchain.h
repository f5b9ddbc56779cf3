#pragma once

#include "gradio/endpoint.h"

#include <QSet>

#include <vector>

namespace spaceline::gradio {

/// What an app's page calls for one turn: a function, and those that its `trigger_after` links name
/// (gradio-protocol.md §2.3, §10.6 row 4). The server runs none of them by itself.
struct EventChain {
    std::vector<const Endpoint *> steps; ///< the first is where it begins; never empty
    size_t reply = 0; ///< the step with the answer
};

/// The functions that the page calls after \p head, as far as a turn needs them: those that lead to
/// the answer, and those that afterwards write a State which the turn reads. What only changes the
/// look of the page, or runs on failure, is left out. \p messageComponent holds the user's message;
/// -1: the history does. \p readLater are components that later turns read.
[[nodiscard]] EventChain eventChain(const Config &config, const std::vector<Endpoint> &endpoints,
                                    const Endpoint &head, int messageComponent,
                                    const QSet<int> &readLater = {});

} // namespace spaceline::gradio
