#pragma once

#include <QString>

namespace spaceline {

/// A name for a file that a server or a user called \p name: its last part, without what a path, a
/// terminal or a file system could take for something else; 200 bytes of UTF-8 at most, with the
/// suffix kept; never empty, and never hidden.
[[nodiscard]] QString safeFileName(const QString &name);

} // namespace spaceline
