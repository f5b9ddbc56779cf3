#pragma once

#include "gradio/chatmapping.h"

#include <vector>

namespace spaceline::gradio {

/// The mapping that begins with \p endpoint: roles, what follows it (not where \p alone), history;
/// no reason yet. Its message or its reply may be missing.
[[nodiscard]] ChatMapping mappingOf(const Config &config, const std::vector<Endpoint> &endpoints,
                                    const Endpoint &endpoint, bool alone = false);

/// The mapping of a ChatInterface as its page calls it (gradio-protocol.md §10.5). Invalid where
/// the structure is not the known one.
[[nodiscard]] ChatMapping pageMappingOf(const Config &config,
                                        const std::vector<Endpoint> &endpoints,
                                        const Endpoint &endpoint);

/// What the page calls after something happened to the chat of \p mapping, beginning with \p head:
/// it brings no message. What the user set for \p mapping holds here too.
[[nodiscard]] ChatMapping eventMappingOf(const Config &config,
                                         const std::vector<Endpoint> &endpoints,
                                         const Endpoint &head, const ChatMapping &mapping);

/// \p mapping without an answer: what it writes into the chat is none.
[[nodiscard]] ChatMapping withoutReply(ChatMapping mapping);

/// \p first and, after it, \p mapping: one turn.
[[nodiscard]] ChatMapping inFrontOf(const ChatMapping &first, const ChatMapping &mapping);

/// \p mapping with \p role for one input or output. A message, a system prompt and a reply are
/// there once: what had that role becomes a parameter, or is ignored. False where there is no such
/// place.
bool setInputRole(ChatMapping &mapping, int step, int index, Role role);
bool setOutputRole(ChatMapping &mapping, int step, int index, Role role);

/// True where the prompt has somewhere to go, and an answer comes from somewhere.
[[nodiscard]] bool canChat(const ChatMapping &mapping);
/// As canChat(), also where what is sent is files only (ChatMapping::takesOnlyFiles()): good enough
/// where somebody chose it, or there is nothing else.
[[nodiscard]] bool canBeCalled(const ChatMapping &mapping);
/// \p mapping, in which a box for numbers takes the message where nothing else does.
[[nodiscard]] ChatMapping withSomeMessage(ChatMapping mapping);

} // namespace spaceline::gradio
