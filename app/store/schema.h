#pragma once

#include <span>

namespace spaceline {

/// One step of the schema: statements that lead from its version to the next one. A step that was
/// released is never changed; what follows is a new one.
using SchemaStep = std::span<const char *const>;

/// All steps, the first from an empty file to version 1.
[[nodiscard]] std::span<const SchemaStep> schemaSteps();

} // namespace spaceline
