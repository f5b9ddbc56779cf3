#include "store/filecopy.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QPointer>
#include <QSaveFile>
#include <QThreadPool>

#include <atomic>

namespace spaceline {

namespace {

constexpr qint64 kChunk = 1024 * 1024; ///< bytes
constexpr qint64 kPause = 50; ///< milliseconds from one word of progress to the next

} // namespace

/// What the worker and its owner have in common.
struct FileCopy::Shared {
    std::atomic<bool> isGivenUp = false;

    /// Answers what went wrong; empty where nothing did.
    QString copy(const QString &from, const QString &to,
                 const std::function<void(qint64, qint64)> &tell) const
    {
        QFile source(from);
        if (!source.open(QIODevice::ReadOnly))
            return source.errorString();
        QSaveFile target(to);
        if (!target.open(QIODevice::WriteOnly))
            return target.errorString();
        QByteArray chunk(kChunk, Qt::Uninitialized);
        QElapsedTimer sinceTold;
        sinceTold.start();
        qint64 copied = 0;
        while (!isGivenUp) {
            const qint64 read = source.read(chunk.data(), kChunk);
            if (read < 0)
                return source.errorString();
            if (read == 0)
                break;
            if (target.write(chunk.constData(), read) != read)
                return target.errorString();
            copied += read;
            if (sinceTold.hasExpired(kPause)) {
                sinceTold.start();
                tell(copied, source.size());
            }
        }
        if (isGivenUp)
            return {};
        return target.commit() ? QString() : target.errorString();
    }
};

FileCopy::FileCopy(QString from, QString to, QObject *parent)
    : QObject(parent)
    , m_from(std::move(from))
    , m_to(std::move(to))
    , m_shared(std::make_shared<Shared>())
{
}

FileCopy::~FileCopy() { m_shared->isGivenUp = true; }

void FileCopy::start()
{
    // Answers come by way of the application: this may be gone by then.
    const auto tell = [self = QPointer(this)](const auto &what) {
        QMetaObject::invokeMethod(
            QCoreApplication::instance(),
            [self, what] {
                if (self)
                    what(*self);
            },
            Qt::QueuedConnection);
    };
    QThreadPool::globalInstance()->start([shared = m_shared, from = m_from, to = m_to, tell] {
        const QString error = shared->copy(from, to, [&tell](qint64 copied, qint64 size) {
            tell([copied, size](FileCopy &copy) { Q_EMIT copy.progressed(copied, size); });
        });
        tell([error](FileCopy &copy) {
            copy.m_error = error;
            Q_EMIT copy.finished();
        });
    });
}

} // namespace spaceline
