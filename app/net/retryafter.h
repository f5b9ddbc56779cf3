#pragma once

#include <QByteArray>
#include <QDateTime>

#include <chrono>
#include <optional>

namespace spaceline {

/// How long a server wishes to be left alone: the longer of \p retryAfter (the header
/// `Retry-After`: seconds, or a date, read against \p now) and of `t=` in \p rateLimit (the header
/// `RateLimit`, for example `"api";r=0;t=55`). Nothing where neither can be read; never negative.
[[nodiscard]] std::optional<std::chrono::seconds>
serverPause(const QByteArray &retryAfter, const QByteArray &rateLimit,
            const QDateTime &now = QDateTime::currentDateTimeUtc());

} // namespace spaceline
