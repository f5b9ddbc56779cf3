#include "net/repetition.h"

#include <array>
#include <span>

using namespace std::chrono_literals;

namespace spaceline {

namespace {

/// The server may wish for hours; a repetition that far away is the user's decision.
constexpr std::chrono::seconds kLongestPause = 120s;

constexpr std::array kGet{1s, 2s, 4s};
constexpr std::array kQueueFull{5s, 10s, 20s};
constexpr std::array kRateLimit{2s, 4s, 8s};
constexpr std::array kAtOnce{0s};
constexpr std::array kNoGpu{30s, 30s};
constexpr std::array kUpload{1s};

struct Row {
    std::span<const std::chrono::seconds> pauses;
    bool serverDecides;
};

Row rowOf(Repeatable what)
{
    switch (what) {
    case Repeatable::Get:
        return {kGet, true};
    case Repeatable::SubmitQueueFull:
        return {kQueueFull, false};
    case Repeatable::SubmitRateLimit:
        return {kRateLimit, true};
    case Repeatable::SubmitNoGpu:
        return {kNoGpu, false};
    case Repeatable::Upload:
        return {kUpload, false};
    case Repeatable::SubmitSessionGone:
    case Repeatable::SubmitRefused:
    case Repeatable::SubmitGpuToken:
    case Repeatable::AfterLogin:
        return {kAtOnce, false};
    }
    return {};
}

} // namespace

std::optional<std::chrono::seconds> pauseBefore(Repeatable what, int attempt,
                                                std::optional<std::chrono::seconds> retryAfter)
{
    const Row row = rowOf(what);
    if (attempt < 1 || size_t(attempt) > row.pauses.size())
        return {};
    if (row.serverDecides && retryAfter) {
        if (*retryAfter > kLongestPause)
            return {};
        return *retryAfter;
    }
    return row.pauses[size_t(attempt) - 1];
}

} // namespace spaceline
