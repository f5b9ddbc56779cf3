#pragma once

#include "account/tokenstore.h"

#include <QPromise>

#include <memory>

namespace spaceline {

/// What a keychain keeps, seen from outside.
struct FakeKeychain {
    QByteArray token;
    TokenAnswer::Error error = TokenAnswer::Error::None; ///< of every answer, unless None
    QString detail;
};

/// A keychain that answers at once, with what the test wants.
class FakeTokenStore final : public TokenStore {
public:
    explicit FakeTokenStore(std::shared_ptr<FakeKeychain> keychain)
        : m_keychain(std::move(keychain))
    {
    }
    QFuture<TokenAnswer> read(const QString &) override
    {
        TokenAnswer answer = common();
        if (answer.error == TokenAnswer::Error::None) {
            answer.token = m_keychain->token;
            if (answer.token.isEmpty())
                answer.error = TokenAnswer::Error::NotFound;
        }
        return ready(answer);
    }
    QFuture<TokenAnswer> write(const QString &, const QByteArray &token) override
    {
        if (m_keychain->error == TokenAnswer::Error::None)
            m_keychain->token = token;
        return ready(common());
    }
    QFuture<TokenAnswer> remove(const QString &) override
    {
        m_keychain->token.clear();
        return ready(common());
    }
    bool isPersistent() const override { return true; }

private:
    TokenAnswer common() const
    {
        TokenAnswer answer;
        answer.error = m_keychain->error;
        answer.detail = m_keychain->detail;
        return answer;
    }
    static QFuture<TokenAnswer> ready(const TokenAnswer &answer)
    {
        QPromise<TokenAnswer> promise;
        promise.start();
        promise.addResult(answer);
        promise.finish();
        return promise.future();
    }

    std::shared_ptr<FakeKeychain> m_keychain;
};

} // namespace spaceline
