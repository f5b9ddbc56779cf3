#pragma once

#include "store/storedfile.h"

#include <QLatin1StringView>

#include <optional>

namespace spaceline {

/// The user's file goes to the Space, a reply's comes from there.
enum class FileOrigin { User, Space };

/// True where the file is in its place on the disk now.
[[nodiscard]] bool isThere(const StoredFile &file);

/// True where a click on a picture of the file may hand it to the desktop: its name, which decides
/// what the desktop does with it, is that of an image.
[[nodiscard]] bool isNamedAsImage(const StoredFile &file);

/// The muted line of a file: caption and size, or what it waits for. \p progress is 0..1, -1 where
/// that is unknown, nothing where the file is not on its way.
[[nodiscard]] QString fileFacts(const StoredFile &file, std::optional<double> progress,
                                FileOrigin origin);

/// The icon for what kind of file it is, by its type and name.
[[nodiscard]] QLatin1StringView fileIcon(const StoredFile &file);

} // namespace spaceline
