#include "widgets/mimefiles.h"

#include <QMimeData>
#include <QUrl>

#include <algorithm>

namespace spaceline {

namespace {

bool holdsOnlyImage(const QMimeData &data)
{
    return data.hasImage() && !data.hasFormat(QStringLiteral("text/plain"));
}

} // namespace

QStringList localPathsOf(const QMimeData &data)
{
    QStringList paths;
    for (const QUrl &url : data.urls()) {
        if (url.isLocalFile())
            paths += url.toLocalFile();
    }
    return paths;
}

QImage imageOf(const QMimeData &data)
{
    return holdsOnlyImage(data) ? qvariant_cast<QImage>(data.imageData()) : QImage();
}

bool holdsFiles(const QMimeData &data)
{
    const QList<QUrl> urls = data.urls();
    return std::any_of(urls.begin(), urls.end(), [](const QUrl &url) { return url.isLocalFile(); })
        || holdsOnlyImage(data);
}

} // namespace spaceline
