#pragma once

#include "base/hubendpoint.h"
#include "net/servertrust.h"

#include <QHash>
#include <QString>

namespace spaceline {

class TokenPolicy;

/// Certificates that the user trusts, one for each host and port, by their SHA-256. Never for
/// Hugging Face. Keeps nothing by itself: see Permissions. Main thread.
class CertificateTrust final : public ServerTrust {
public:
    /// \p policy outlives this.
    CertificateTrust(HubEndpoint hub, const TokenPolicy &policy);

    [[nodiscard]] bool trusts(const QUrl &url, const QSslCertificate &certificate) const override;
    [[nodiscard]] bool mayBeTrusted(const QUrl &url) const override;

    /// From now on the certificate with \p fingerprint is the server's; nothing where it may not be
    /// trusted.
    void trust(const QUrl &url, const QString &fingerprint);
    void distrust(const QUrl &url);
    /// The fingerprint that is trusted for the server of \p url; empty: none.
    [[nodiscard]] QString trustedFor(const QUrl &url) const;

    /// "host:port" -> fingerprint, to be kept.
    [[nodiscard]] QHash<QString, QString> all() const { return m_fingerprints; }
    /// SHA-256 as people compare it: "AB:CD:…".
    [[nodiscard]] static QString fingerprintOf(const QSslCertificate &certificate);

private:
    HubEndpoint m_hub;
    const TokenPolicy &m_policy;
    QHash<QString, QString> m_fingerprints;
};

} // namespace spaceline
