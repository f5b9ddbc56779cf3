#pragma once

#include "gradio/chatmapping.h"

#include <QString>

namespace spaceline {

/// \p role as a person says it: "Message", "Conversation so far".
[[nodiscard]] QString roleWords(gradio::Role role);
/// Who keeps what was said before: one sentence.
[[nodiscard]] QString historyWords(gradio::ChatMapping::History history);

} // namespace spaceline
