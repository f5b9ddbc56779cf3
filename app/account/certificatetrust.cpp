#include "account/certificatetrust.h"

#include "account/tokenpolicy.h"

#include <QCryptographicHash>
#include <QSslCertificate>
#include <QUrl>

using namespace Qt::Literals::StringLiterals;

namespace spaceline {

namespace {

/// "host:port", for https and for WebSockets alike.
QString serverOf(const QUrl &url)
{
    const bool isSecure = url.scheme() == "https"_L1 || url.scheme() == "wss"_L1;
    if (!isSecure || url.host().isEmpty())
        return {};
    return url.host().toLower() + u':' + QString::number(url.port(443));
}

bool isBelow(const QString &host, QLatin1StringView name)
{
    return host == name || (host.endsWith(name) && host.chopped(name.size()).endsWith(u'.'));
}

} // namespace

CertificateTrust::CertificateTrust(HubEndpoint hub, const TokenPolicy &policy)
    : m_hub(std::move(hub))
    , m_policy(policy)
{
}

bool CertificateTrust::mayBeTrusted(const QUrl &url) const
{
    // By name, whatever the port: who stands in for Hugging Face wants the token.
    const QString host = url.host().toLower();
    const bool isName = isBelow(host, "huggingface.co"_L1) || isBelow(host, "hf.space"_L1)
        || isBelow(host, "hf.co"_L1);
    return !serverOf(url).isEmpty() && !isName && host != m_hub.base().host().toLower()
        && !m_policy.isHuggingFace(url);
}

bool CertificateTrust::trusts(const QUrl &url, const QSslCertificate &certificate) const
{
    const QString known = trustedFor(url);
    return !known.isEmpty() && !certificate.isNull() && mayBeTrusted(url)
        && fingerprintOf(certificate) == known;
}

void CertificateTrust::trust(const QUrl &url, const QString &fingerprint)
{
    if (mayBeTrusted(url) && !fingerprint.isEmpty())
        m_fingerprints.insert(serverOf(url), fingerprint);
}

void CertificateTrust::distrust(const QUrl &url) { m_fingerprints.remove(serverOf(url)); }

QString CertificateTrust::trustedFor(const QUrl &url) const
{
    return m_fingerprints.value(serverOf(url));
}

QString CertificateTrust::fingerprintOf(const QSslCertificate &certificate)
{
    return QString::fromLatin1(certificate.digest(QCryptographicHash::Sha256).toHex(':').toUpper());
}

} // namespace spaceline
