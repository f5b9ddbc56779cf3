#pragma once

#include "account/tokenstore.h"

#include <QHash>

namespace spaceline {

/// Keeps tokens in this run's memory only. For the command line's tests and wherever no keychain is
/// wanted. Answers at once.
class SessionTokenStore final : public TokenStore {
public:
    [[nodiscard]] QFuture<TokenAnswer> read(const QString &host) override;
    [[nodiscard]] QFuture<TokenAnswer> write(const QString &host, const QByteArray &token) override;
    [[nodiscard]] QFuture<TokenAnswer> remove(const QString &host) override;
    [[nodiscard]] bool isPersistent() const override { return false; }

private:
    QHash<QString, QByteArray> m_tokens;
};

} // namespace spaceline
