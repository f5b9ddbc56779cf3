#pragma once

#include "account/tokenstore.h"

namespace spaceline {

/// The system's keychain through QtKeychain: Secret Service or KWallet, Windows' credential store,
/// macOS' keychain. Service "io.github.spaceline.Spaceline", one entry a key.
///
/// Never falls back to a plain file. An answer can take as long as the dialog that unlocks a
/// keychain stays open; TokenVault has the patience's limit. Needs a running event loop; main
/// thread.
class KeychainTokenStore final : public TokenStore {
public:
    [[nodiscard]] QFuture<TokenAnswer> read(const QString &key) override;
    [[nodiscard]] QFuture<TokenAnswer> write(const QString &key, const QByteArray &secret) override;
    [[nodiscard]] QFuture<TokenAnswer> remove(const QString &key) override;
    [[nodiscard]] bool isPersistent() const override { return true; }
};

} // namespace spaceline
