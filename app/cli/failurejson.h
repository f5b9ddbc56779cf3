#pragma once

#include "base/failure.h"

#include <QJsonObject>

namespace spaceline::cli {

/// The members of an `error` object that every command has (ux.md, The command line): kind,
/// message, detail, retry_after_s.
[[nodiscard]] QJsonObject failureJson(const Failure &failure);

} // namespace spaceline::cli
