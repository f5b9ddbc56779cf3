#pragma once

#include "store/timelinestore.h"

#include <QString>

namespace spaceline {

/// "850 ms", "12.3 s", "3 min 5 s".
[[nodiscard]] QString timeWords(qint64 ms);
/// How a Space did, in one or two lines; empty where nothing was sent to it yet.
[[nodiscard]] QString statisticsWords(const SpaceStatistics &statistics);

} // namespace spaceline
