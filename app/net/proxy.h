#pragma once

#include <QNetworkProxyFactory>
#include <QUrl>

namespace spaceline {

/// The user's proxy, except for servers on this machine: no proxy elsewhere can reach them.
class ProxyUnlessLoopback final : public QNetworkProxyFactory {
public:
    QList<QNetworkProxy> queryProxy(const QNetworkProxyQuery &query) override;
};

/// The proxy that requests to \p url go through; of type NoProxy where there is none.
[[nodiscard]] QNetworkProxy proxyFor(const QUrl &url);

} // namespace spaceline
