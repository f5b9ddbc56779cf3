#include "window/singleinstance.h"

#include "base/logging.h"

#include <QCryptographicHash>
#include <QDataStream>
#include <QDir>
#include <QLocalSocket>

using namespace Qt::Literals::StringLiterals;

namespace spaceline {

namespace {

constexpr int kPatience = 1000; ///< milliseconds that the first instance may take to answer
constexpr qint64 kMostBytes = 64 * 1024;
constexpr auto kStreamVersion = QDataStream::Qt_6_4;
constexpr char kTaken = '1';

} // namespace

SingleInstance::SingleInstance(const QString &dataFolder, QObject *parent) : QObject(parent)
{
    // Socket paths may have 107 bytes only, so the folder stands in the name as a hash.
    const QByteArray hash = QCryptographicHash::hash(QDir(dataFolder).absolutePath().toUtf8(),
                                                     QCryptographicHash::Sha256);
    m_name = u"spaceline-"_s + QString::fromLatin1(hash.toHex().left(16));
    const QString runtime = qEnvironmentVariable("XDG_RUNTIME_DIR");
    if (!runtime.isEmpty() && QDir(runtime).exists())
        m_name = runtime + u'/' + m_name;
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    connect(&m_server, &QLocalServer::newConnection, this, &SingleInstance::receive);
}

bool SingleInstance::handOver(const QStringList &arguments) const
{
    QLocalSocket socket;
    socket.connectToServer(m_name);
    if (!socket.waitForConnected(kPatience))
        return false;
    QByteArray message;
    QDataStream stream(&message, QIODevice::WriteOnly);
    stream.setVersion(kStreamVersion);
    stream << arguments;
    socket.write(message);
    // Only an instance that answers will show its window; one that hangs must not keep the user
    // from starting.
    char answer = 0;
    return socket.waitForBytesWritten(kPatience) && socket.waitForReadyRead(kPatience)
        && socket.getChar(&answer) && answer == kTaken;
}

bool SingleInstance::listen()
{
    if (m_server.listen(m_name))
        return true;
    // A program that was killed leaves its socket behind.
    QLocalServer::removeServer(m_name);
    if (m_server.listen(m_name))
        return true;
    qCWarning(lcUi) << "other starts cannot be received:" << m_server.errorString();
    return false;
}

void SingleInstance::receive()
{
    while (QLocalSocket *socket = m_server.nextPendingConnection()) {
        connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
        const auto read = [this, socket] {
            if (socket->bytesAvailable() > kMostBytes) {
                socket->abort();
                return;
            }
            QDataStream stream(socket);
            stream.setVersion(kStreamVersion);
            stream.startTransaction();
            QStringList arguments;
            stream >> arguments;
            if (!stream.commitTransaction())
                return;
            socket->putChar(kTaken);
            socket->disconnectFromServer();
            Q_EMIT argumentsArrived(arguments);
        };
        connect(socket, &QLocalSocket::readyRead, this, read);
        read();
    }
}

} // namespace spaceline
