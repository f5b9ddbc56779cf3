#include "account/loginvault.h"

#include "base/hubendpoint.h"
#include "base/logging.h"
#include "base/redaction.h"

#include <QFutureWatcher>
#include <QJsonDocument>
#include <QJsonObject>
#include <QPromise>
#include <QTimer>

using namespace Qt::Literals::StringLiterals;

namespace spaceline {

namespace {

QString keyOf(const QString &origin) { return u"login/"_s + origin; }

QByteArray toSecret(const AppLogin &login)
{
    return QJsonDocument(QJsonObject{{"user"_L1, login.user}, {"password"_L1, login.password}})
        .toJson(QJsonDocument::Compact);
}

AppLogin fromSecret(const QByteArray &secret)
{
    const QJsonObject object = QJsonDocument::fromJson(secret).object();
    return {object.value("user"_L1).toString(), object.value("password"_L1).toString()};
}

/// Calls \p then with the answer, also where it is late; not at all where the store dropped the
/// question, or \p context is gone.
template <typename Then>
void whenAnswered(const QFuture<TokenAnswer> &future, QObject *context, Then then)
{
    auto *watcher = new QFutureWatcher<TokenAnswer>(context);
    QObject::connect(watcher, &QFutureWatcherBase::finished, context, [watcher, then] {
        watcher->deleteLater();
        then(watcher->future().resultCount() > 0
                 ? watcher->result()
                 : TokenAnswer{TokenAnswer::Error::NoKeychain, {}, {}});
    });
    watcher->setFuture(future);
}

} // namespace

LoginVault::LoginVault(std::shared_ptr<TokenStore> keychain, QObject *parent)
    : QObject(parent)
    , m_keychain(std::move(keychain))
{
}

QFuture<AppLogin> LoginVault::find(const QUrl &base)
{
    const QString origin = originOf(base);
    const auto promise = std::make_shared<QPromise<AppLogin>>();
    promise->start();
    Entry &entry = m_entries[origin];
    if (!entry.login.isEmpty() || entry.wasAsked) {
        promise->addResult(entry.login);
        promise->finish();
        return promise->future();
    }
    entry.wasAsked = true;
    const auto finish = [promise](const AppLogin &login) {
        if (promise->future().isFinished())
            return;
        promise->addResult(login);
        promise->finish();
    };
    whenAnswered(m_keychain->read(keyOf(origin)), this,
                 [this, origin, finish, revision = entry.revision](const TokenAnswer &answer) {
                     Entry &known = m_entries[origin];
                     if (answer.error == TokenAnswer::Error::None && known.revision == revision) {
                         known.login = fromSecret(answer.token);
                         known.place
                             = m_keychain->isPersistent() ? Place::Keychain : Place::ThisRun;
                         addSecret(known.login.password.toUtf8());
                     }
                     if (known.login.isEmpty())
                         known.place = Place::Nowhere;
                     finish(known.login);
                     Q_EMIT changed();
                 });
    QTimer::singleShot(m_patience, this, [finish] { finish({}); });
    return promise->future();
}

void LoginVault::keep(const QUrl &base, const AppLogin &login, bool inKeychain)
{
    const QString origin = originOf(base);
    addSecret(login.password.toUtf8());
    Entry &entry = m_entries[origin];
    const bool wasInKeychain = entry.place == Place::Keychain;
    entry = {login, Place::ThisRun, true, entry.revision + 1};
    if (!inKeychain) {
        // What the keychain still holds would come back at the next start.
        if (wasInKeychain)
            whenAnswered(m_keychain->remove(keyOf(origin)), this, [](const TokenAnswer &) {});
        Q_EMIT changed();
        return;
    }
    whenAnswered(m_keychain->write(keyOf(origin), toSecret(login)), this,
                 [this, origin, revision = entry.revision](const TokenAnswer &answer) {
                     Entry &kept = m_entries[origin];
                     if (kept.revision != revision)
                         return;
                     if (answer.error == TokenAnswer::Error::None && m_keychain->isPersistent())
                         kept.place = Place::Keychain;
                     qCInfo(lcAccount) << "login:" << kept.place;
                     Q_EMIT changed();
                 });
}

void LoginVault::forget(const QUrl &base)
{
    const QString origin = originOf(base);
    Entry &entry = m_entries[origin];
    entry = {{}, Place::Nowhere, true, entry.revision + 1};
    whenAnswered(m_keychain->remove(keyOf(origin)), this, [](const TokenAnswer &) {});
    Q_EMIT changed();
}

LoginVault::Place LoginVault::placeOf(const QUrl &base) const
{
    return m_entries.value(originOf(base)).place;
}

QString LoginVault::userAt(const QUrl &base) const
{
    return m_entries.value(originOf(base)).login.user;
}

} // namespace spaceline
