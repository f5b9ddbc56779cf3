#pragma once

#include "gradio/endpoint.h"

#include <vector>

namespace spaceline::gradio {

/// True for the endpoint that a gr.ChatInterface makes for callers, whatever its name
/// (gradio-protocol.md §10.6 row 1): text box and State in, the same State out, started by the
/// invisible button that exists for this purpose.
[[nodiscard]] bool isChatInterface(const Config &config, const Endpoint &endpoint);

/// What the page of that ChatInterface calls for one turn (§10.5): A takes the message into a
/// State, C runs the function, D writes the chat into the server's history. Empty where the
/// structure is not the known one, and before 5.9. C's inputs are described as \p endpoint's.
[[nodiscard]] std::vector<Endpoint>
pageChainOf(const Config &config, const std::vector<Endpoint> &endpoints, const Endpoint &endpoint);

} // namespace spaceline::gradio
