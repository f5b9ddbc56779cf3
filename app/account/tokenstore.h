#pragma once

#include <QByteArray>
#include <QFuture>
#include <QString>

namespace spaceline {

/// The answer of a TokenStore.
struct TokenAnswer {
    enum class Error {
        None,
        NotFound, ///< no token is kept for that host
        NoKeychain, ///< no keychain service answers; nothing was kept
        Denied, ///< the user or the service refused
        Other,
    };
    Error error = Error::None;
    QByteArray token; ///< of read() only
    QString detail; ///< the service's own words; never the token
};

/// Keeps one token for each host. One-shot answers, delivered in the caller's thread; an answer may
/// come late.
class TokenStore {
public:
    virtual ~TokenStore() = default;
    [[nodiscard]] virtual QFuture<TokenAnswer> read(const QString &host) = 0;
    [[nodiscard]] virtual QFuture<TokenAnswer> write(const QString &host, const QByteArray &token)
        = 0;
    [[nodiscard]] virtual QFuture<TokenAnswer> remove(const QString &host) = 0;
    /// True where a token outlives the program.
    [[nodiscard]] virtual bool isPersistent() const = 0;
};

} // namespace spaceline
