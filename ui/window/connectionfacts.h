#pragma once

#include "connect/connectionsheet.h"

namespace spaceline {

class ConversationController;
class CredentialSource;

/// What is known of the connection of \p conversation, in words. \p credentials answers what the
/// server is told.
[[nodiscard]] ConnectionFacts connectionFacts(const ConversationController &conversation,
                                              const CredentialSource &credentials);

} // namespace spaceline
