#pragma once

#include <QCache>
#include <QHash>
#include <QImage>
#include <QObject>
#include <QSet>
#include <QThreadPool>

namespace spaceline {

/// The pictures of a conversation: their sizes from the files' headers, and the pictures
/// themselves, decoded on other threads in the size that is wanted.
///
/// Reads PNG, JPEG, GIF, WebP and BMP, told by content; anything else, SVG above all, is no picture
/// here, because its reader would follow what the file names. Pictures that were shown lately are
/// kept. Lives on the GUI thread.
class HistoryImages : public QObject {
    Q_OBJECT
public:
    explicit HistoryImages(QObject *parent = nullptr);
    /// Waits for the pictures that are being decoded now, not for those that wait.
    ~HistoryImages() override;

    /// In pixels, as it is to be shown (turned as its camera says); empty where \p path is no
    /// picture. Only the header is read, and once.
    [[nodiscard]] QSize sizeOf(const QString &path);
    /// \p path in exactly \p pixels; null until it is decoded, which ready() tells.
    [[nodiscard]] QImage image(const QString &path, QSize pixels);
    /// Puts the whole picture on the clipboard when it is decoded.
    void copy(const QString &path);
    void clear(); ///< drops what is kept; what is being decoded still comes

Q_SIGNALS:
    void ready();
    void broken(const QString &path); ///< sizeOf() is empty from now on

private:
    void take(const QString &path, const QString &key, const QImage &image);

    QHash<QString, QSize> m_sizes;
    QCache<QString, QImage> m_images; ///< the cost is in kilobytes
    QSet<QString> m_pending;
    QThreadPool m_pool;
    int m_turn = 0; ///< what was asked for last is decoded first
};

} // namespace spaceline
