#include "chat/accounts.h"

#include "account/tokenpolicy.h"
#include "account/tokenstore.h"
#include "account/tokenvault.h"
#include "base/logging.h"
#include "base/redaction.h"
#include "hub/hubclient.h"
#include "net/cookiejar.h"
#include "net/http.h"
#include "settings/settings.h"

#include <QFutureWatcher>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace spaceline {

namespace {

QJsonObject toJson(const Account &account)
{
    return {{"name"_L1, account.name},     {"fullName"_L1, account.fullName},
            {"role"_L1, account.role},     {"tokenName"_L1, account.tokenName},
            {"ending"_L1, account.ending}, {"isPro"_L1, account.isPro}};
}

Account fromJson(const QJsonObject &object)
{
    const auto text = [&object](QLatin1StringView key) { return object.value(key).toString(); };
    return {text("name"_L1),      text("fullName"_L1), text("role"_L1),
            text("tokenName"_L1), text("ending"_L1),   object.value("isPro"_L1).toBool()};
}

} // namespace

Accounts::Accounts(Parts parts, QObject *parent) : QObject(parent), m_parts(std::move(parts))
{
    // The default one comes first, and is nobody where it is not known.
    QList<Account> all;
    for (const QJsonValue &account : QJsonDocument::fromJson(m_parts.settings.accounts()).array())
        all += fromJson(account.toObject());
    if (!all.isEmpty())
        m_current = all.takeFirst();
    all.removeIf([](const Account &account) { return !account.isKnown(); });
    m_others = std::move(all);
    connect(&m_parts.vault, &TokenVault::changed, this, &Accounts::vaultChanged);
    vaultChanged();
}

Accounts::~Accounts() = default;

QStringList Accounts::others() const
{
    QStringList names;
    for (const Account &account : m_others)
        names += account.name;
    return names;
}

QString Accounts::keyOf(const QString &name) const
{
    return u"token/"_s + m_parts.hub.base().host() + u'/' + name;
}

void Accounts::vaultChanged()
{
    const TokenVault &vault = m_parts.vault;
    if (vault.state() == TokenVault::State::Unread || vault.state() == TokenVault::State::Reading)
        return;
    if (vault.hasToken() && m_current.isKnown() && m_current.ending == vault.lastFour()) {
        if (m_state != State::Known)
            settle(State::Known);
        return;
    }
    const bool wasAsked = vault.hasToken() && m_asked == vault.lastFour();
    if (!wasAsked && m_state != State::Unknown)
        settle(State::Unknown);
    if (std::exchange(m_isWanted, false))
        ask();
}

void Accounts::ask()
{
    const TokenVault &vault = m_parts.vault;
    if (vault.state() == TokenVault::State::Unread || vault.state() == TokenVault::State::Reading) {
        m_isWanted = true;
        return;
    }
    if (!vault.hasToken() || m_state == State::Known || m_asked == vault.lastFour())
        return;
    m_asked = vault.lastFour();
    if (!m_http) {
        m_http = std::make_unique<Http>(m_parts.policy, m_parts.cookies, m_parts.log);
        m_client = std::make_unique<HubClient>(*m_http, m_parts.hub);
    }
    settle(State::Asking);
    auto *watcher = new QFutureWatcher<WhoAmI>(this);
    connect(watcher, &QFutureWatcherBase::finished, this, [this, watcher, about = m_asked] {
        watcher->deleteLater();
        if (about == m_asked && watcher->future().resultCount() > 0)
            answered(watcher->result());
    });
    watcher->setFuture(m_client->whoAmI());
}

void Accounts::answered(const WhoAmI &who)
{
    // What was replaced is kept unless it is known to be of the same account.
    const Account before = std::exchange(m_before, {});
    const QByteArray tokenBefore = std::exchange(m_tokenBefore, {});
    if (before.isKnown() && before.name != who.name)
        setAside(before, tokenBefore);
    if (who.failure) {
        m_current = {};
        m_current.ending = m_asked;
        store();
        settle(who.failure.kind == Failure::Kind::Token ? State::Refused : State::Unanswered,
               who.failure);
        return;
    }
    drop(who.name); // a newer token of the same account
    m_current = {who.name, who.fullName, who.role, who.tokenName, m_asked, who.isPro};
    store();
    settle(State::Known);
}

void Accounts::enter(const QByteArray &token)
{
    if (m_state == State::Known) {
        m_before = m_current;
        m_tokenBefore = m_parts.vault.token();
    }
    m_current = {};
    m_asked.clear();
    m_parts.policy.setSilent(false);
    m_parts.vault.setToken(token);
    settle(State::Unknown);
    ask();
}

void Accounts::choose(const QString &name)
{
    withTokenOf(name, [this, name](const QByteArray &token) {
        const auto found = std::find_if(m_others.cbegin(), m_others.cend(),
                                        [&name](const Account &a) { return a.name == name; });
        if (token.isEmpty() || found == m_others.cend()) {
            drop(name);
            store();
            Q_EMIT changed();
            return;
        }
        Account account = *found;
        if (m_state == State::Known)
            setAside(m_current, m_parts.vault.token());
        m_current = std::move(account);
        m_asked.clear();
        m_parts.policy.setSilent(false);
        m_parts.vault.setToken(token);
        m_current.ending = m_parts.vault.lastFour();
        drop(name);
        store();
        settle(State::Known);
        Q_EMIT chosen();
    });
}

void Accounts::removeCurrent()
{
    const QStringList names = others();
    m_current = {};
    m_asked.clear();
    m_parts.policy.setSilent(false);
    m_parts.vault.removeToken();
    store();
    settle(State::Unknown);
    if (!names.isEmpty())
        choose(names.constFirst());
}

void Accounts::tryWithoutToken()
{
    m_parts.policy.setSilent(true);
    Q_EMIT changed();
}

bool Accounts::isTryingWithout() const { return m_parts.policy.isSilent(); }

void Accounts::setAside(const Account &account, const QByteArray &token)
{
    m_others.removeIf([&account](const Account &other) { return other.name == account.name; });
    m_others.append(account);
    m_tokens.insert(account.name, token);
    // Where no keychain answers, it is there until the program ends.
    (void)m_parts.keychain->write(keyOf(account.name), token);
}

void Accounts::withTokenOf(const QString &name, const std::function<void(const QByteArray &)> &then)
{
    if (const QByteArray token = m_tokens.value(name); !token.isEmpty()) {
        then(token);
        return;
    }
    auto *watcher = new QFutureWatcher<TokenAnswer>(this);
    connect(watcher, &QFutureWatcherBase::finished, this, [watcher, then] {
        watcher->deleteLater();
        const bool hasAnswer = watcher->future().resultCount() > 0;
        const QByteArray token = hasAnswer ? watcher->result().token : QByteArray();
        addSecret(token);
        then(token);
    });
    watcher->setFuture(m_parts.keychain->read(keyOf(name)));
}

void Accounts::drop(const QString &name)
{
    if (m_others.removeIf([&name](const Account &other) { return other.name == name; }) == 0)
        return;
    m_tokens.remove(name);
    (void)m_parts.keychain->remove(keyOf(name));
}

void Accounts::store()
{
    QJsonArray all{toJson(m_current)};
    for (const Account &account : std::as_const(m_others))
        all.append(toJson(account));
    const bool isEmpty = m_others.isEmpty() && !m_current.isKnown();
    m_parts.settings.setAccounts(isEmpty ? QByteArray()
                                         : QJsonDocument(all).toJson(QJsonDocument::Compact));
}

void Accounts::settle(State state, Failure failure)
{
    m_state = state;
    m_failure = std::move(failure);
    qCInfo(lcAccount) << "account:" << state;
    Q_EMIT changed();
}

} // namespace spaceline
