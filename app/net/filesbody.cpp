#include "net/filesbody.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace spaceline {

FilesBody::FilesBody(QList<Piece> pieces, QObject *parent)
    : QIODevice(parent)
    , m_pieces(std::move(pieces))
    , m_left(sizeOf(m_pieces))
{
    open(QIODevice::ReadOnly | QIODevice::Unbuffered);
}

qint64 FilesBody::sizeOf(const QList<Piece> &pieces)
{
    qint64 size = 0;
    for (const Piece &piece : pieces)
        size += piece.path.isEmpty() ? piece.bytes.size() : piece.size;
    return size;
}

qint64 FilesBody::bytesAvailable() const { return m_left + QIODevice::bytesAvailable(); }

bool FilesBody::seek(qint64) { return false; }

qint64 FilesBody::readData(char *data, qint64 maxSize)
{
    qint64 done = 0;
    while (done < maxSize && m_piece < m_pieces.size() && !m_broken) {
        const Piece &piece = m_pieces[m_piece];
        const qint64 size = piece.path.isEmpty() ? piece.bytes.size() : piece.size;
        const qint64 wanted = std::min(maxSize - done, size - m_at);
        if (wanted == 0) {
            ++m_piece;
            m_at = 0;
            m_file.reset();
            continue;
        }
        qint64 got = wanted;
        if (piece.path.isEmpty()) {
            std::memcpy(data + done, piece.bytes.constData() + m_at, size_t(wanted));
        } else {
            if (!m_file) {
                m_file = std::make_unique<QFile>(piece.path);
                if (!m_file->open(QIODevice::ReadOnly | QIODevice::Unbuffered))
                    m_broken = true;
            }
            got = m_broken ? -1 : m_file->read(data + done, wanted);
            if (got <= 0) {
                // Shorter than it was, or gone: the promised length cannot be kept any more.
                m_broken = true;
                Q_EMIT broken(piece.path);
                break;
            }
        }
        m_at += got;
        m_left -= got;
        done += got;
    }
    return done > 0 ? done : -1;
}

qint64 FilesBody::writeData(const char *, qint64) { return -1; }

} // namespace spaceline
