#pragma once

#include <QByteArray>

#include <span>

namespace spaceline::fuzz {

/// A decoder of bytes that a stranger wrote, with the properties that hold for all of them.
struct Target {
    const char *name;
    /// Ends the process where a property does not hold for \p input.
    void (*run)(const QByteArray &input);
};

[[nodiscard]] std::span<const Target> targets();
/// Null where there is none of that name.
[[nodiscard]] const Target *targetNamed(QByteArrayView name);

} // namespace spaceline::fuzz
