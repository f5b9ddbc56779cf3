#pragma once

#include <QSet>
#include <QString>
#include <QUrl>

namespace spaceline {

class CertificateTrust;
class Settings;
class TokenPolicy;

/// What the user allowed single servers beyond what every server may: applied at once, and kept for
/// later runs where that was wished (in the settings, without any secret). Main thread.
class Permissions {
public:
    /// Until when something is allowed.
    enum class Span { Never, ThisRun, Always };

    /// Applies what earlier runs kept. Nothing is owned; all outlive this.
    Permissions(Settings &settings, TokenPolicy &policy, CertificateTrust &certificates);

    /// The server of \p base is told the token in a header.
    void allowToken(const QUrl &base, Span span);
    [[nodiscard]] Span tokenFor(const QUrl &base) const;
    /// The code of the app at \p base gets the token itself, to act with it.
    void allowAppToken(const QUrl &base, Span span);
    [[nodiscard]] Span appTokenFor(const QUrl &base) const;
    /// The certificate with \p fingerprint is the one of \p base's server; empty: no longer.
    void trustCertificate(const QUrl &base, const QString &fingerprint);
    [[nodiscard]] QString certificateFor(const QUrl &base) const;

private:
    void keep();

    Settings &m_settings;
    TokenPolicy &m_policy;
    CertificateTrust &m_certificates;
    QSet<QString> m_tokenHosts; ///< origins, for always
    QSet<QString> m_appHosts;
};

} // namespace spaceline
