#include "net/proxy.h"

#include <QHostAddress>

using namespace Qt::Literals::StringLiterals;

namespace spaceline {

QList<QNetworkProxy> ProxyUnlessLoopback::queryProxy(const QNetworkProxyQuery &query)
{
    const QString host = query.peerHostName();
    if (host.compare("localhost"_L1, Qt::CaseInsensitive) == 0 || QHostAddress(host).isLoopback())
        return {QNetworkProxy(QNetworkProxy::NoProxy)};
    return proxyForQuery(query);
}

QNetworkProxy proxyFor(const QUrl &url)
{
    return ProxyUnlessLoopback()
        .queryProxy(QNetworkProxyQuery(url))
        .value(0, QNetworkProxy(QNetworkProxy::NoProxy));
}

} // namespace spaceline
