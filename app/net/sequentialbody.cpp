#include "net/sequentialbody.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace spaceline {

SequentialBody::SequentialBody(QByteArray bytes, QObject *parent)
    : QIODevice(parent)
    , m_bytes(std::move(bytes))
{
    // Unbuffered: the bytes are in memory already.
    open(QIODevice::ReadOnly | QIODevice::Unbuffered);
}

qint64 SequentialBody::bytesAvailable() const
{
    return m_bytes.size() - m_at + QIODevice::bytesAvailable();
}

bool SequentialBody::seek(qint64) { return false; }

qint64 SequentialBody::readData(char *data, qint64 maxSize)
{
    if (m_at == m_bytes.size())
        return -1;
    const qsizetype size = qsizetype(std::min<qint64>(maxSize, m_bytes.size() - m_at));
    std::memcpy(data, m_bytes.constData() + m_at, size_t(size));
    m_at += size;
    return size;
}

qint64 SequentialBody::writeData(const char *, qint64) { return -1; }

} // namespace spaceline
