#pragma once

#include <QByteArray>
#include <QFuture>
#include <QString>

namespace spaceline {

/// The answer of a TokenStore.
struct TokenAnswer {
    enum class Error {
        None,
        NotFound, ///< nothing is kept under that key
        NoKeychain, ///< no keychain service answers; nothing was kept
        Denied, ///< the user or the service refused
        Other,
    };
    Error error = Error::None;
    QByteArray token; ///< of read() only: the secret
    QString detail; ///< the service's own words; never the secret
};

/// Keeps one secret under each key: a token under "token/" and the Hub's host, what a user signs in
/// to an app with under "login/" and the app's origin. One-shot answers, delivered in the caller's
/// thread; an answer may come late.
class TokenStore {
public:
    virtual ~TokenStore() = default;
    [[nodiscard]] virtual QFuture<TokenAnswer> read(const QString &key) = 0;
    [[nodiscard]] virtual QFuture<TokenAnswer> write(const QString &key, const QByteArray &secret)
        = 0;
    [[nodiscard]] virtual QFuture<TokenAnswer> remove(const QString &key) = 0;
    /// True where a secret outlives the program.
    [[nodiscard]] virtual bool isPersistent() const = 0;
};

} // namespace spaceline
