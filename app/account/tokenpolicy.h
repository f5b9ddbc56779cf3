#pragma once

#include "base/hubendpoint.h"
#include "net/credentialsource.h"

#include <QSet>

namespace spaceline {

class TokenVault;

/// Decides which host is told the token, and how. The only place that does (design.md, Protocol
/// choices):
///
/// - the Hub's own API: `Authorization: Bearer`;
/// - a Space on https://*.hf.space: `X-HF-Authorization: Bearer`, which Hugging Face's proxy
/// strips, so that the app never
///   sees it; in `Authorization` only for a Space that the Hub says is private, or that the user
///   agreed to;
/// - with another Hub (HF_ENDPOINT): the Space hosts that its API named stand for *.hf.space;
/// - any other host, plain http of the default Hub, any other port: nothing, until the user agreed
/// for that host.
class TokenPolicy final : public CredentialSource {
public:
    TokenPolicy(HubEndpoint hub, const TokenVault &vault);

    [[nodiscard]] Credentials credentialsFor(const QUrl &url) const override;
    /// Only what the user agreed to for this very app, and never over a wire that others can read.
    [[nodiscard]] QByteArray appTokenFor(const QUrl &url) const override;

    /// The Hub's API answered that a Space lives at \p base. Believed only where the Hub is not the
    /// default one; there the host's name alone decides.
    void addSpaceHost(const QUrl &base);
    /// The Hub says that the Space at \p base is private: its proxy may be told in `Authorization`.
    void addPrivateSpace(const QUrl &base);
    /// The user agreed that \p base's host gets the token, in `Authorization`.
    void addConsent(const QUrl &base);
    void removeConsent(const QUrl &base);
    /// Nobody is told the token while this is on: for one that is worse than none.
    void setSilent(bool on) { m_isSilent = on; }
    [[nodiscard]] bool isSilent() const { return m_isSilent; }
    /// The Hub and its Spaces: asked for no consent, and never trusted by a certificate of their
    /// own.
    [[nodiscard]] bool isHuggingFace(const QUrl &url) const;
    [[nodiscard]] bool hasConsent(const QUrl &base) const;
    /// The user agreed, or no longer agrees, that the code of the app at \p base acts with the
    /// token.
    void setAppConsent(const QUrl &base, bool agreed);
    [[nodiscard]] bool hasAppConsent(const QUrl &base) const;
    /// There is a token that the app at \p base could be given.
    [[nodiscard]] bool canShareWithApp(const QUrl &base) const;
    /// There is a token, and it is in use.
    [[nodiscard]] bool hasToken() const;

private:
    HubEndpoint m_hub;
    const TokenVault &m_vault;
    QSet<QString> m_spaceOrigins;
    QSet<QString> m_privateOrigins;
    QSet<QString> m_consents;
    QSet<QString> m_appConsents;
    bool m_isSilent = false;
};

} // namespace spaceline
