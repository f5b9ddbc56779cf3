#pragma once

#include <QByteArray>
#include <QFile>
#include <QIODevice>
#include <QList>

#include <memory>

namespace spaceline {

/// A request body of bytes and files, one after the other, that can be read once, from the front.
///
/// Files are read as they are sent, never held in memory. It cannot be rewound, so a POST that
/// carries it reaches the server at most once (see SequentialBody).
class FilesBody final : public QIODevice {
    Q_OBJECT
public:
    /// Bytes, or \p size bytes of the file at \p path.
    struct Piece {
        QByteArray bytes;
        QString path;
        qint64 size = 0;
    };

    explicit FilesBody(QList<Piece> pieces, QObject *parent = nullptr);

    /// Of \p pieces together.
    [[nodiscard]] static qint64 sizeOf(const QList<Piece> &pieces);
    [[nodiscard]] bool isSequential() const override { return true; }
    [[nodiscard]] qint64 bytesAvailable() const override;
    bool seek(qint64 position) override;

Q_SIGNALS:
    /// The file at \p path cannot be read to the size that was promised; the body ends here.
    void broken(const QString &path);

protected:
    qint64 readData(char *data, qint64 maxSize) override;
    qint64 writeData(const char *data, qint64 size) override;

private:
    QList<Piece> m_pieces;
    qsizetype m_piece = 0;
    qint64 m_at = 0; ///< in the piece
    qint64 m_left = 0; ///< in all
    std::unique_ptr<QFile> m_file; ///< of the piece
    bool m_broken = false;
};

} // namespace spaceline
