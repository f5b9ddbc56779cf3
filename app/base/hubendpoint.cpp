#include "base/hubendpoint.h"

using namespace Qt::Literals::StringLiterals;

namespace spaceline {

QString originOf(const QUrl &url)
{
    const QString scheme = url.scheme().toLower();
    const int defaultPort = scheme == "https"_L1 || scheme == "wss"_L1 ? 443 : 80;
    return scheme + u"://" + url.host().toLower() + u':' + QString::number(url.port(defaultPort));
}

HubEndpoint::HubEndpoint() : m_base(u"https://huggingface.co"_s) { }

HubEndpoint::HubEndpoint(const QUrl &base) : HubEndpoint()
{
    const bool usable = base.isValid() && !base.host().isEmpty()
        && (base.scheme() == "http"_L1 || base.scheme() == "https"_L1);
    if (!usable || originOf(base) == originOf(m_base))
        return;
    m_base = base.adjusted(QUrl::StripTrailingSlash | QUrl::RemoveQuery | QUrl::RemoveFragment
                           | QUrl::RemoveUserInfo);
    // QUrl lets the root have its slash.
    if (m_base.path() == "/"_L1)
        m_base.setPath({});
    m_default = false;
}

HubEndpoint HubEndpoint::fromEnvironment()
{
    return HubEndpoint(QUrl(qEnvironmentVariable("HF_ENDPOINT").trimmed(), QUrl::StrictMode));
}

bool HubEndpoint::isHub(const QUrl &url) const { return originOf(url) == originOf(m_base); }

bool HubEndpoint::isSpaceHost(const QUrl &url) const
{
    return m_default && url.scheme() == "https"_L1 && url.host().endsWith(".hf.space"_L1)
        && url.port(443) == 443;
}

} // namespace spaceline
