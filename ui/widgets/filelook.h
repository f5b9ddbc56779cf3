#pragma once

#include <QImage>
#include <QLatin1StringView>
#include <QString>

namespace spaceline {

/// "1.2 MB"; empty where \p bytes is negative.
[[nodiscard]] QString fileSizeText(qint64 bytes);

/// The icon for a file of this type and name; \p mime may be empty.
[[nodiscard]] QLatin1StringView fileIconOf(const QString &mime, const QString &name);

/// The picture in the file at \p path, no larger than \p room; null where there is none that can be
/// read. Any thread; takes as long as the picture is large.
[[nodiscard]] QImage smallPicture(const QString &path, const QSize &room);

} // namespace spaceline
