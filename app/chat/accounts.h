#pragma once

#include "base/failure.h"
#include "base/hubendpoint.h"

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QObject>
#include <QString>
#include <QStringList>

#include <functional>
#include <memory>

namespace spaceline {

class CookieJar;
class Http;
class HubClient;
class Settings;
class TokenPolicy;
class TokenStore;
class TokenVault;
class TrafficLog;
struct WhoAmI;

/// Whose token it is, as the Hub said when it was entered.
struct Account {
    QString name; ///< empty: not known
    QString fullName;
    QString role; ///< of the token, the Hub's word: "read", "write", "fineGrained"
    QString tokenName; ///< what the user called it there
    QString ending; ///< the token's last four characters
    bool isPro = false;

    [[nodiscard]] bool isKnown() const { return !name.isEmpty(); }
    friend bool operator==(const Account &, const Account &) = default;
};

/// The user's accounts on the Hub. The default one's token is the TokenVault's; those of the others
/// lie beside it in the keychain, under "token/", the Hub's host and the account's name.
///
/// Whose a token is is asked once, when it is entered (or first looked at), and remembered in the
/// settings, without the token. Main thread.
class Accounts : public QObject {
    Q_OBJECT
public:
    /// What is known of the default account.
    enum class State {
        Unknown, ///< not asked, or there is no token
        Asking,
        Known,
        Refused, ///< the Hub does not accept the token: failure() has its words
        Unanswered, ///< the Hub could not be asked: failure() says why
    };
    Q_ENUM(State)

    struct Parts {
        TokenVault &vault;
        TokenPolicy &policy;
        Settings &settings;
        CookieJar &cookies;
        TrafficLog *log;
        HubEndpoint hub;
        std::shared_ptr<TokenStore> keychain;
    };
    /// Nothing of \p parts but the keychain is owned; all outlive this.
    explicit Accounts(Parts parts, QObject *parent = nullptr);
    ~Accounts() override;

    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] const Account &current() const { return m_current; }
    [[nodiscard]] const Failure &failure() const { return m_failure; }
    /// The names of the further accounts.
    [[nodiscard]] QStringList others() const;

    /// Asks whose the default token is, unless that is known or was asked in this run.
    void ask();
    /// \p token becomes the default. The one before stays as a further account, unless it is of the
    /// same account or nobody knows whose it is.
    void enter(const QByteArray &token);
    /// The further account \p name becomes the default, and the default one a further one.
    void choose(const QString &name);
    /// Removes the default token; the first further account takes its place.
    void removeCurrent();

    /// Until another token is entered or chosen, nobody is told it: for one that is worse than
    /// none.
    void tryWithoutToken();
    [[nodiscard]] bool isTryingWithout() const;

Q_SIGNALS:
    void changed();
    /// choose() is done: the token is there.
    void chosen();

private:
    void vaultChanged();
    void answered(const WhoAmI &who);
    void setAside(const Account &account, const QByteArray &token);
    void withTokenOf(const QString &name, const std::function<void(const QByteArray &)> &then);
    void drop(const QString &name);
    void store();
    void settle(State state, Failure failure = {});
    [[nodiscard]] QString keyOf(const QString &name) const;

    Parts m_parts;
    std::unique_ptr<Http> m_http; ///< made at the first question
    std::unique_ptr<HubClient> m_client;
    Account m_current;
    QList<Account> m_others;
    QHash<QString, QByteArray> m_tokens; ///< of m_others, as far as they passed through in this run
    Account m_before; ///< whose token was replaced, until it is known by whose
    QByteArray m_tokenBefore;
    Failure m_failure;
    QString m_asked; ///< the ending of the token that was asked about
    State m_state = State::Unknown;
    bool m_isWanted = false; ///< ask() came before the keychain's answer
};

} // namespace spaceline
