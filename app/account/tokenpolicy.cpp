#include "account/tokenpolicy.h"

#include "account/tokenvault.h"

#include <QHostAddress>

using namespace Qt::Literals::StringLiterals;

namespace spaceline {

namespace {

/// A WebSocket (Gradio 3) goes to the same server as the page that opens it.
QUrl asHttp(QUrl url)
{
    if (url.scheme() == "wss"_L1)
        url.setScheme(u"https"_s);
    else if (url.scheme() == "ws"_L1)
        url.setScheme(u"http"_s);
    return url;
}

/// What a consent or a mark is kept under; empty for what is not a web address.
QString webOriginOf(const QUrl &url)
{
    const QUrl http = asHttp(url);
    const bool isWeb = http.isValid() && !http.host().isEmpty()
        && (http.scheme() == "https"_L1 || http.scheme() == "http"_L1);
    return isWeb ? originOf(http) : QString();
}

void insert(QSet<QString> &origins, const QUrl &base)
{
    if (const QString origin = webOriginOf(base); !origin.isEmpty())
        origins.insert(origin);
}

} // namespace

TokenPolicy::TokenPolicy(HubEndpoint hub, const TokenVault &vault)
    : m_hub(std::move(hub))
    , m_vault(vault)
{
}

Credentials TokenPolicy::credentialsFor(const QUrl &url) const
{
    const QString origin = webOriginOf(url);
    if (!hasToken() || origin.isEmpty())
        return {};
    const QByteArray bearer = "Bearer " + m_vault.token();
    const std::pair<QByteArray, QByteArray> open("Authorization", bearer);
    const bool agreed = m_consents.contains(origin);
    if (m_hub.isHub(asHttp(url)))
        return {open};
    if (isHuggingFace(url)) {
        Credentials credentials{{"X-HF-Authorization", bearer}};
        if (agreed || m_privateOrigins.contains(origin))
            credentials.append(open);
        return credentials;
    }
    return agreed ? Credentials{open} : Credentials();
}

QByteArray TokenPolicy::appTokenFor(const QUrl &url) const
{
    return hasAppConsent(url) && canShareWithApp(url) ? m_vault.token() : QByteArray();
}

bool TokenPolicy::hasToken() const { return m_vault.hasToken() && !m_isSilent; }

bool TokenPolicy::canShareWithApp(const QUrl &base) const
{
    const QUrl http = asHttp(base);
    const QString host = http.host();
    const bool isHere = host == "localhost"_L1 || QHostAddress(host).isLoopback();
    return hasToken() && (http.scheme() == "https"_L1 || isHere);
}

void TokenPolicy::setAppConsent(const QUrl &base, bool agreed)
{
    if (agreed)
        insert(m_appConsents, base);
    else
        m_appConsents.remove(webOriginOf(base));
}

bool TokenPolicy::hasAppConsent(const QUrl &base) const
{
    return m_appConsents.contains(webOriginOf(base));
}

bool TokenPolicy::isHuggingFace(const QUrl &url) const
{
    const QUrl http = asHttp(url);
    if (m_hub.isHub(http))
        return true;
    return m_hub.isDefault() ? m_hub.isSpaceHost(http) : m_spaceOrigins.contains(webOriginOf(url));
}

bool TokenPolicy::hasConsent(const QUrl &base) const
{
    return m_consents.contains(webOriginOf(base));
}

void TokenPolicy::addSpaceHost(const QUrl &base) { insert(m_spaceOrigins, base); }

void TokenPolicy::addPrivateSpace(const QUrl &base) { insert(m_privateOrigins, base); }

void TokenPolicy::addConsent(const QUrl &base) { insert(m_consents, base); }

void TokenPolicy::removeConsent(const QUrl &base) { m_consents.remove(webOriginOf(base)); }

} // namespace spaceline
