#pragma once

class QSslCertificate;
class QUrl;

namespace spaceline {

/// Which servers the user trusts although no authority vouches for their certificate. Asked by Http
/// when a certificate is refused.
class ServerTrust {
public:
    virtual ~ServerTrust() = default;
    /// The user trusts exactly this \p certificate, which the server of \p url has itself.
    [[nodiscard]] virtual bool trusts(const QUrl &url,
                                      const QSslCertificate &certificate) const = 0;
    /// The user can be asked about the server of \p url at all.
    [[nodiscard]] virtual bool mayBeTrusted(const QUrl &url) const = 0;
};

} // namespace spaceline
