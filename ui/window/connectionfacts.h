#pragma once

#include "connect/connectionsheet.h"

namespace spaceline {

class ConversationController;
class Services;

/// What is known of the connection of \p conversation, in words, and what its server is allowed.
[[nodiscard]] ConnectionFacts connectionFacts(const ConversationController &conversation,
                                              Services &services);

} // namespace spaceline
