#include "account/sessiontokenstore.h"

#include "base/redaction.h"

#include <QPromise>

namespace spaceline {

namespace {

QFuture<TokenAnswer> ready(const TokenAnswer &answer)
{
    QPromise<TokenAnswer> promise;
    promise.start();
    promise.addResult(answer);
    promise.finish();
    return promise.future();
}

} // namespace

QFuture<TokenAnswer> SessionTokenStore::read(const QString &key)
{
    const auto found = m_tokens.constFind(key);
    if (found == m_tokens.constEnd())
        return ready({TokenAnswer::Error::NotFound, {}, {}});
    return ready({TokenAnswer::Error::None, *found, {}});
}

QFuture<TokenAnswer> SessionTokenStore::write(const QString &key, const QByteArray &secret)
{
    addSecret(secret);
    m_tokens.insert(key, secret);
    return ready({});
}

QFuture<TokenAnswer> SessionTokenStore::remove(const QString &key)
{
    const bool had = m_tokens.remove(key);
    return ready({had ? TokenAnswer::Error::None : TokenAnswer::Error::NotFound, {}, {}});
}

} // namespace spaceline
