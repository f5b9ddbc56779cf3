#include "net/linkprobe.h"

#include "net/proxy.h"

#include <QHostAddress>
#include <QHostInfo>
#include <QSslCipher>
#include <QSslSocket>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace spaceline {

namespace {

constexpr auto kLimit = 10s;
constexpr int kAddresses = 3; ///< shown

LinkProbe::Trouble troubleOf(QAbstractSocket::SocketError error, bool isSecure)
{
    using Trouble = LinkProbe::Trouble;
    switch (error) {
    case QAbstractSocket::ConnectionRefusedError:
        return Trouble::Refused;
    case QAbstractSocket::HostNotFoundError:
        return Trouble::NoSuchHost;
    case QAbstractSocket::SocketTimeoutError:
        return Trouble::Silent;
    case QAbstractSocket::ProxyConnectionRefusedError:
    case QAbstractSocket::ProxyNotFoundError:
        return Trouble::ProxyUnreachable;
    default:
        return isSecure ? Trouble::NotTls : Trouble::Unreachable;
    }
}

} // namespace

LinkProbe::LinkProbe(QObject *parent) : QObject(parent)
{
    m_limit.setSingleShot(true);
    m_limit.setInterval(kLimit);
    connect(&m_limit, &QTimer::timeout, this, &LinkProbe::timedOut);
}

LinkProbe::~LinkProbe()
{
    if (m_lookUp >= 0)
        QHostInfo::abortHostLookup(m_lookUp);
    if (m_socket)
        m_socket->disconnect(this);
}

quint16 LinkProbe::port() const
{
    return quint16(m_url.port(m_url.scheme() == "https"_L1 ? 443 : 80));
}

QString LinkProbe::place() const
{
    return hasProxy() ? tr("the proxy %1, port %2").arg(m_proxy.hostName()).arg(m_proxy.port())
                      : tr("%1, port %2").arg(m_url.host()).arg(port());
}

void LinkProbe::start(const QUrl &url)
{
    m_url = url;
    m_proxy = proxyFor(url);
    m_layer = Layer::Dns;
    m_clock.start();
    m_limit.start();
    lookUp();
}

void LinkProbe::goOn()
{
    if (m_layer == Layer::Tls)
        return;
    m_layer = Layer(int(m_layer) + 1);
    m_clock.start();
    m_limit.start();
    if (m_layer == Layer::Tcp)
        connectSocket();
    else
        encrypt();
}

void LinkProbe::find(Trouble trouble, const QString &result, bool isNeeded)
{
    m_limit.stop();
    if (m_socket) {
        m_socket->disconnect(this);
        m_socket.release()->deleteLater(); // it may be the one that is speaking
    }
    const Finding finding{m_layer, isNeeded, trouble,
                          isNeeded ? std::chrono::milliseconds(m_clock.elapsed()) : 0ms, result};
    QMetaObject::invokeMethod(
        this, [this, finding] { Q_EMIT found(finding); }, Qt::QueuedConnection);
}

void LinkProbe::lookUp()
{
    if (hasProxy()) {
        find(Trouble::None, tr("Not needed: the proxy looks the name up."), false);
        return;
    }
    if (!QHostAddress(m_url.host()).isNull()) {
        find(Trouble::None, tr("Not needed: the address is a number."), false);
        return;
    }
    m_lookUp = QHostInfo::lookupHost(m_url.host(QUrl::FullyEncoded), this, &LinkProbe::lookedUp);
}

void LinkProbe::lookedUp(const QHostInfo &info)
{
    if (std::exchange(m_lookUp, -1) < 0)
        return;
    const QList<QHostAddress> addresses = info.addresses();
    if (addresses.isEmpty()) {
        find(Trouble::NoSuchHost,
             tr("The host %1 was not found: %2").arg(m_url.host(), info.errorString()));
        return;
    }
    QStringList shown;
    for (const QHostAddress &address : addresses.first(qMin(kAddresses, addresses.size())))
        shown += address.toString();
    if (addresses.size() > kAddresses)
        shown += u"…"_s;
    find(Trouble::None, tr("%1 is %2.").arg(m_url.host(), shown.join(u", "_s)));
}

void LinkProbe::connectSocket()
{
    m_socket = std::make_unique<QTcpSocket>();
    connect(m_socket.get(), &QTcpSocket::connected, this,
            [this] { find(Trouble::None, tr("Connected to %1.").arg(place())); });
    connect(m_socket.get(), &QTcpSocket::errorOccurred, this, &LinkProbe::failed);
    m_socket->setProxy(QNetworkProxy(QNetworkProxy::NoProxy));
    if (hasProxy())
        m_socket->connectToHost(m_proxy.hostName(), m_proxy.port());
    else
        m_socket->connectToHost(m_url.host(QUrl::FullyEncoded), port());
}

void LinkProbe::encrypt()
{
    if (m_url.scheme() != "https"_L1) {
        find(Trouble::None, tr("Not needed: the address begins with http://."), false);
        return;
    }
    if (hasProxy()) {
        find(Trouble::None, tr("Not tried alone: it goes through the proxy with the next step."),
             false);
        return;
    }
    auto secure = std::make_unique<QSslSocket>();
    connect(secure.get(), &QSslSocket::encrypted, this, &LinkProbe::encrypted);
    connect(secure.get(), &QSslSocket::sslErrors, this,
            [this](const QList<QSslError> &errors) { m_tlsErrors = errors; });
    connect(secure.get(), &QSslSocket::errorOccurred, this, &LinkProbe::failed);
    secure->setProxy(QNetworkProxy(QNetworkProxy::NoProxy));
    QSslSocket *socket = secure.get();
    m_socket = std::move(secure);
    socket->connectToHostEncrypted(m_url.host(QUrl::FullyEncoded), port());
}

void LinkProbe::encrypted()
{
    const auto *socket = static_cast<const QSslSocket *>(m_socket.get());
    const QSslCertificate certificate = socket->peerCertificate();
    const QString name = certificate.subjectInfo(QSslCertificate::CommonName).value(0);
    find(Trouble::None,
         tr("%1; the certificate for %2 is valid until %3.")
             .arg(socket->sessionCipher().protocolString(), name.isEmpty() ? m_url.host() : name,
                  certificate.expiryDate().date().toString(Qt::ISODate)));
}

void LinkProbe::failed()
{
    const bool isSecure = m_layer == Layer::Tls;
    const QAbstractSocket::SocketError error = m_socket->error();
    if (isSecure && !m_tlsErrors.isEmpty()) {
        find(Trouble::Untrusted,
             tr("The certificate of %1 is not trusted: %2")
                 .arg(m_url.host(), m_tlsErrors.constFirst().errorString()));
        return;
    }
    Trouble trouble = troubleOf(error, isSecure);
    if (hasProxy() && trouble != Trouble::None)
        trouble = Trouble::ProxyUnreachable;
    if (trouble == Trouble::Refused)
        find(trouble, tr("Refused by %1: nothing answers there.").arg(place()));
    else if (trouble == Trouble::NotTls)
        find(trouble, tr("No secure connection: %1").arg(m_socket->errorString()));
    else
        find(trouble, tr("No connection to %1: %2").arg(place(), m_socket->errorString()));
}

void LinkProbe::timedOut()
{
    if (m_lookUp >= 0)
        QHostInfo::abortHostLookup(std::exchange(m_lookUp, -1));
    const double seconds = double(m_limit.interval()) / 1000;
    // Who takes a connection and has no answer to a handshake waits for something else.
    find(m_layer == Layer::Tls ? Trouble::NotTls : Trouble::Silent,
         tr("No answer within %1 s.").arg(seconds));
}

} // namespace spaceline
