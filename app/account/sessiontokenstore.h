#pragma once

#include "account/tokenstore.h"

#include <QHash>

namespace spaceline {

/// Keeps secrets in this run's memory only. For the command line's tests and wherever no keychain
/// is wanted. Answers at once.
class SessionTokenStore final : public TokenStore {
public:
    [[nodiscard]] QFuture<TokenAnswer> read(const QString &key) override;
    [[nodiscard]] QFuture<TokenAnswer> write(const QString &key, const QByteArray &secret) override;
    [[nodiscard]] QFuture<TokenAnswer> remove(const QString &key) override;
    [[nodiscard]] bool isPersistent() const override { return false; }

private:
    QHash<QString, QByteArray> m_tokens;
};

} // namespace spaceline
