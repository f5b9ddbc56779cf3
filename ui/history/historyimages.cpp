#include "history/historyimages.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QImageReader>
#include <QMimeData>
#include <QUrl>

#include <algorithm>
#include <array>
#include <memory>

using namespace Qt::Literals::StringLiterals;

namespace spaceline {

namespace {

constexpr int kKept = 64 * 1024; ///< kilobytes
constexpr int kThreads = 2;
/// A picture with more pixels than this is a file row: it could not be decoded within Qt's own
/// limit for one image.
constexpr qint64 kMostPixels = 32'000'000;

/// Its format is one of those that a file from somewhere may be read as.
bool prepare(QImageReader &reader)
{
    reader.setDecideFormatFromContent(true);
    reader.setAutoTransform(true);
    const QByteArray format = reader.format();
    static constexpr std::array kFormats{"png", "jpeg", "jpg", "gif", "webp", "bmp"};
    return std::any_of(kFormats.begin(), kFormats.end(),
                       [&format](const char *known) { return format == known; });
}

QSize turned(const QImageReader &reader, QSize size)
{
    return reader.transformation().testFlag(QImageIOHandler::TransformationRotate90)
        ? size.transposed()
        : size;
}

/// In any thread. A null image where it cannot be read; \p pixels may be empty for all of it.
QImage decoded(const QString &path, QSize pixels)
{
    QImageReader reader(path);
    if (!prepare(reader))
        return {};
    if (!pixels.isEmpty())
        reader.setScaledSize(turned(reader, pixels));
    return reader.read();
}

} // namespace

HistoryImages::HistoryImages(QObject *parent) : QObject(parent), m_images(kKept)
{
    m_pool.setMaxThreadCount(kThreads);
}

HistoryImages::~HistoryImages()
{
    m_pool.clear();
    m_pool.waitForDone();
}

QSize HistoryImages::sizeOf(const QString &path)
{
    const auto known = m_sizes.constFind(path);
    if (known != m_sizes.constEnd())
        return *known;
    QImageReader reader(path);
    QSize size;
    if (prepare(reader))
        size = turned(reader, reader.size());
    if (size.isEmpty() || qint64(size.width()) * size.height() > kMostPixels)
        size = {};
    m_sizes.insert(path, size);
    return size;
}

QImage HistoryImages::image(const QString &path, QSize pixels)
{
    const QString key = u"%1x%2 %3"_s.arg(pixels.width()).arg(pixels.height()).arg(path);
    if (const QImage *image = m_images.object(key))
        return *image;
    if (pixels.isEmpty() || m_pending.contains(key))
        return {};
    m_pending.insert(key);
    m_pool.start(
        [this, path, key, pixels] {
            QImage image = decoded(path, pixels);
            if (!image.isNull())
                image.convertTo(image.hasAlphaChannel() ? QImage::Format_ARGB32_Premultiplied
                                                        : QImage::Format_RGB32);
            // The destructor waits for this thread; what is posted to it goes with it.
            QMetaObject::invokeMethod(
                this, [this, path, key, image] { take(path, key, image); }, Qt::QueuedConnection);
        },
        ++m_turn);
    return {};
}

void HistoryImages::take(const QString &path, const QString &key, const QImage &image)
{
    m_pending.remove(key);
    if (image.isNull()) {
        m_sizes.insert(path, {});
        Q_EMIT broken(path);
        return;
    }
    const int cost = int(std::clamp<qsizetype>(image.sizeInBytes() / 1024, 1, kKept));
    m_images.insert(key, new QImage(image), cost);
    Q_EMIT ready();
}

void HistoryImages::copy(const QString &path)
{
    m_pool.start(
        [this, path] {
            const QImage image = decoded(path, {});
            QMetaObject::invokeMethod(
                this,
                [path, image] {
                    if (image.isNull())
                        return;
                    auto data = std::make_unique<QMimeData>();
                    data->setImageData(image);
                    data->setUrls({QUrl::fromLocalFile(path)});
                    QGuiApplication::clipboard()->setMimeData(data.release());
                },
                Qt::QueuedConnection);
        },
        ++m_turn);
}

void HistoryImages::clear() { m_images.clear(); }

} // namespace spaceline
