#include "net/http.h"

#include "base/hubendpoint.h"
#include "net/proxy.h"
#include "net/websocket.h"

#include <QNetworkAccessManager>
#include <QNetworkCookieJar>

namespace spaceline {

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

QString Http::replicaOf(const QUrl &url) const { return m_replicas.value(originOf(url)); }

void Http::dropConnections() { m_manager->clearConnectionCache(); }

WebSocket *Http::open(const QUrl &url, std::chrono::milliseconds silenceLimit)
{
    return new WebSocket(*this, url, silenceLimit);
}

} // namespace spaceline
