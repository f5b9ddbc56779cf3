#pragma once

#include "gradio/streammessage.h"
#include "hub/spacestage.h"

#include <QString>

#include <chrono>
#include <optional>

namespace spaceline {

/// What is waited for, in the user's words: for the header, the list and the reply's own place.
/// Counting words change each second.
namespace statewords {

/// "0:42", "1:02:07".
[[nodiscard]] QString clock(std::chrono::seconds time);
/// "Waking"; also for "Building" and "Starting".
[[nodiscard]] QString stage(SpaceStage::Kind kind);
/// "Waking · 0:42 · usually about 50 s". \p usual is 0 where it is not known; \p hubAnswers false
/// where the Hub cannot be asked just now.
[[nodiscard]] QString waking(SpaceStage::Kind kind, std::chrono::seconds waited,
                             std::chrono::seconds usual, bool hubAnswers);
/// "In queue 3 of 12".
[[nodiscard]] QString queue(const gradio::QueuePlace &place);
/// The same with the server's guess: "In queue 3 of 12 · about 40 s".
[[nodiscard]] QString queueWithGuess(const gradio::QueuePlace &place);
/// "Running 8 s · reading 3/10".
[[nodiscard]] QString running(std::chrono::seconds time, const gradio::Progress &progress);
/// 0..1; nothing where the app does not tell.
[[nodiscard]] std::optional<double> doneOf(const gradio::Progress &progress);

} // namespace statewords

} // namespace spaceline
