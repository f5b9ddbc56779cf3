#pragma once

#include <chrono>
#include <optional>

namespace spaceline {

/// What may be repeated by itself, and why. design.md's table in code: nothing else is ever
/// repeated without the user.
enum class Repeatable {
    Get, ///< GET of config, info, stage, quota: network error, 429, 502–504, HTML for JSON
    SubmitQueueFull, ///< 503 "Queue is full" (F13)
    SubmitRateLimit, ///< 429 (F14)
    SubmitSessionGone, ///< event or session gone before anything of the answer came (F12, F25); in
                       ///< a new session
    SubmitRefused, ///< refused for its arguments or format before it ran (F2, F10, F26)
    SubmitGpuToken, ///< "Expired ZeroGPU proxy token" (F20)
    SubmitNoGpu, ///< "No GPU was available" (F20)
    Upload, ///< network error
    AfterLogin, ///< 401 after a login that worked (F18)
};

/// How long to wait before repetition number \p attempt (from 1), in units of seconds; nothing
/// where the table allows no further one. \p retryAfter is the server's own wish (Retry-After, or
/// `t=` of RateLimit) and wins where the table says so.
[[nodiscard]] std::optional<std::chrono::seconds>
pauseBefore(Repeatable what, int attempt, std::optional<std::chrono::seconds> retryAfter = {});

} // namespace spaceline
