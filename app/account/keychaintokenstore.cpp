#include "account/keychaintokenstore.h"

#include "base/logging.h"
#include "base/redaction.h"

#include <QPromise>
#include <qt6keychain/keychain.h>

#include <memory>

using namespace Qt::Literals::StringLiterals;

namespace spaceline {

namespace {

const QString kService = u"io.github.spaceline.Spaceline"_s;

TokenAnswer::Error errorOf(QKeychain::Error error)
{
    switch (error) {
    case QKeychain::NoError:
        return TokenAnswer::Error::None;
    case QKeychain::EntryNotFound:
        return TokenAnswer::Error::NotFound;
    case QKeychain::AccessDeniedByUser:
    case QKeychain::AccessDenied:
        return TokenAnswer::Error::Denied;
    case QKeychain::NoBackendAvailable:
    case QKeychain::NotImplemented:
        return TokenAnswer::Error::NoKeychain;
    case QKeychain::CouldNotDeleteEntry:
    case QKeychain::OtherError:
        break;
    }
    return TokenAnswer::Error::Other;
}

/// Starts \p job, which deletes itself, and answers what it ended with.
QFuture<TokenAnswer> start(QKeychain::Job *job, const QString &key)
{
    job->setAutoDelete(true);
    job->setInsecureFallback(false);
    job->setKey(key);
    const auto promise = std::make_shared<QPromise<TokenAnswer>>();
    promise->start();
    QObject::connect(job, &QKeychain::Job::finished, job, [promise](QKeychain::Job *done) {
        TokenAnswer answer;
        answer.error = errorOf(done->error());
        if (answer.error == TokenAnswer::Error::None) {
            if (const auto *read = qobject_cast<QKeychain::ReadPasswordJob *>(done)) {
                answer.token = read->binaryData();
                addSecret(answer.token);
            }
        } else {
            answer.detail = redacted(done->errorString());
            qCInfo(lcAccount) << "keychain:" << done->error() << answer.detail;
        }
        promise->addResult(answer);
        promise->finish();
    });
    job->start();
    return promise->future();
}

} // namespace

QFuture<TokenAnswer> KeychainTokenStore::read(const QString &key)
{
    return start(new QKeychain::ReadPasswordJob(kService), key);
}

QFuture<TokenAnswer> KeychainTokenStore::write(const QString &key, const QByteArray &secret)
{
    addSecret(secret);
    auto *job = new QKeychain::WritePasswordJob(kService);
    // As text: other programs that show the keychain then show what was typed.
    job->setTextData(QString::fromUtf8(secret));
    return start(job, key);
}

QFuture<TokenAnswer> KeychainTokenStore::remove(const QString &key)
{
    return start(new QKeychain::DeletePasswordJob(kService), key);
}

} // namespace spaceline
