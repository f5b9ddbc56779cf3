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

QFuture<TokenAnswer> SessionTokenStore::read(const QString &host)
{
    const auto found = m_tokens.constFind(host);
    if (found == m_tokens.constEnd())
        return ready({TokenAnswer::Error::NotFound, {}, {}});
    return ready({TokenAnswer::Error::None, *found, {}});
}

QFuture<TokenAnswer> SessionTokenStore::write(const QString &host, const QByteArray &token)
{
    addSecret(token);
    m_tokens.insert(host, token);
    return ready({});
}

QFuture<TokenAnswer> SessionTokenStore::remove(const QString &host)
{
    const bool had = m_tokens.remove(host);
    return ready({had ? TokenAnswer::Error::None : TokenAnswer::Error::NotFound, {}, {}});
}

} // namespace spaceline
