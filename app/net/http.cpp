#include "net/http.h"

#include "net/websocket.h"

#include <QHostAddress>
#include <QNetworkAccessManager>
#include <QNetworkCookieJar>
#include <QNetworkProxyFactory>

using namespace Qt::Literals::StringLiterals;

namespace spaceline {

namespace {

/// The user's proxy, except for servers on this machine: no proxy elsewhere can reach them.
class ProxyUnlessLoopback final : public QNetworkProxyFactory {
public:
    QList<QNetworkProxy> queryProxy(const QNetworkProxyQuery &query) override
    {
        const QString host = query.peerHostName();
        if (host.compare("localhost"_L1, Qt::CaseInsensitive) == 0
            || QHostAddress(host).isLoopback())
            return {QNetworkProxy(QNetworkProxy::NoProxy)};
        return proxyForQuery(query);
    }
};

} // namespace

Http::Http(const CredentialSource &credentials, QNetworkCookieJar &cookies, TrafficLog *log,
           QObject *parent)
    : QObject(parent)
    , m_credentials(credentials)
    , m_log(log)
    , m_manager(std::make_unique<QNetworkAccessManager>())
{
    m_manager->setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
    m_manager->setProxyFactory(new ProxyUnlessLoopback);
    // The manager makes itself the jar's owner; the jar belongs to all conversations.
    QObject *owner = cookies.parent();
    m_manager->setCookieJar(&cookies);
    cookies.setParent(owner);
}

Http::~Http()
{
    // They hold replies of the manager, which goes before QObject's own clean-up of children.
    qDeleteAll(findChildren<HttpExchange *>(Qt::FindDirectChildrenOnly));
    qDeleteAll(findChildren<WebSocket *>(Qt::FindDirectChildrenOnly));
}

WebSocket *Http::open(const QUrl &url, std::chrono::milliseconds silenceLimit)
{
    return new WebSocket(*this, url, silenceLimit);
}

} // namespace spaceline
