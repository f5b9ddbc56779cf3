#pragma once

#include "gradio/chatmapping.h"

#include <vector>

namespace spaceline::gradio {

/// True for what a person types words into: text boxes, and custom components whose value is text.
[[nodiscard]] bool isTextInput(const Parameter &input);

/// The input that a person's message goes to: a text input, by its name, its place, what it holds
/// at first and what starts the function. Never a password, a key, a system prompt or a negative
/// prompt. -1 where there is none.
[[nodiscard]] int messageInputOf(const Config &config, const Endpoint &endpoint);

/// One role for each input, \p message being the message's place or -1. Where the message's box,
/// here or in another step, takes files itself, no other input has those of the message.
[[nodiscard]] std::vector<Role> inputRoles(const Endpoint &endpoint, int message,
                                           bool messageTakesFiles);

/// How well an output can hold the answer: a chat before words, words before media, those before
/// numbers, what only goes back to an input last; 0 for what is hidden.
[[nodiscard]] int replyScore(const Endpoint &endpoint, size_t output, int messageComponent);

/// The place of the best one; -1 where there is none.
[[nodiscard]] int replyOutputOf(const Endpoint &endpoint, int messageComponent);

/// One role for each output, \p reply being the answer's place or -1; \p inputs are components that
/// the steps of the mapping read.
[[nodiscard]] std::vector<Role> outputRoles(const Endpoint &endpoint, int reply,
                                            const std::vector<int> &inputs);

/// replyScore() of an output that is a chat.
inline constexpr int kChatScore = 90;
/// The lowest replyScore() of words.
inline constexpr int kWordsScore = 45;

} // namespace spaceline::gradio
