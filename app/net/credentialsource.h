#pragma once

#include <QByteArray>
#include <QList>
#include <QUrl>

#include <utility>

namespace spaceline {

/// The headers that tell a host who is asking. Cookies are not among them: the jar keeps them with
/// their server.
using Credentials = QList<std::pair<QByteArray, QByteArray>>;

/// What may this host be told? Asked by Http once for every request and again after every redirect,
/// never cached there.
class CredentialSource {
public:
    virtual ~CredentialSource() = default;
    [[nodiscard]] virtual Credentials credentialsFor(const QUrl &url) const = 0;
    /// The token that the app at \p url itself may have, to act with it (F19); empty: none.
    [[nodiscard]] virtual QByteArray appTokenFor(const QUrl &) const { return {}; }
};

/// Tells nobody anything. For requests before an account exists, and for tests.
class NoCredentials final : public CredentialSource {
public:
    [[nodiscard]] Credentials credentialsFor(const QUrl &) const override { return {}; }
};

} // namespace spaceline
