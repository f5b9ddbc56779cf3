#include "widgets/filelook.h"

#include <QFileInfo>
#include <QImageReader>
#include <QLocale>

#include <algorithm>
#include <array>

using namespace Qt::Literals::StringLiterals;

namespace spaceline {

namespace {
constexpr qint64 kLargestPicture = 64LL * 1024 * 1024; ///< bytes; larger ones are not read
}

QString fileSizeText(qint64 bytes)
{
    if (bytes < 0)
        return {};
    // "1.2 MB", but "120 MB": more digits say nothing.
    qint64 shown = bytes;
    while (shown >= 1000 * 1000)
        shown /= 1000;
    const int digits = bytes < 1000 || shown >= 10 * 1000 ? 0 : 1;
    return QLocale().formattedDataSize(bytes, digits, QLocale::DataSizeSIFormat);
}

QLatin1StringView fileIconOf(const QString &mime, const QString &name)
{
    if (mime.startsWith("image/"_L1))
        return "image-x-generic"_L1;
    if (mime.startsWith("audio/"_L1))
        return "audio-x-generic"_L1;
    if (mime.startsWith("video/"_L1))
        return "video-x-generic"_L1;
    static constexpr std::array kPackages{"zip"_L1, "gz"_L1, "xz"_L1,  "zst"_L1, "bz2"_L1,
                                          "tar"_L1, "7z"_L1, "rar"_L1, "tgz"_L1};
    const QString suffix = QFileInfo(name).suffix().toLower();
    return std::any_of(kPackages.begin(), kPackages.end(),
                       [&suffix](QLatin1StringView package) { return suffix == package; })
        ? "package-x-generic"_L1
        : "text-x-generic"_L1;
}

QImage smallPicture(const QString &path, const QSize &room)
{
    if (QFileInfo(path).size() > kLargestPicture)
        return {};
    QImageReader reader(path);
    reader.setDecideFormatFromContent(true);
    reader.setAutoTransform(true);
    const QSize size = reader.size();
    if (size.width() > room.width() || size.height() > room.height())
        reader.setScaledSize(size.scaled(room, Qt::KeepAspectRatio).expandedTo({1, 1}));
    const QImage image = reader.read();
    if (image.width() <= room.width() && image.height() <= room.height())
        return image;
    return image.scaled(room, Qt::KeepAspectRatio, Qt::SmoothTransformation);
}

} // namespace spaceline
