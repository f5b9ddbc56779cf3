#pragma once

#include "account/tokenstore.h"

#include <QFutureWatcher>
#include <QObject>
#include <QTimer>

#include <chrono>
#include <memory>

namespace spaceline {

/// The Hugging Face token of this run: read once from the keychain, replaced or removed in the
/// dialog.
///
/// Where no keychain service answers, the token is kept in this run's memory, and state() and
/// keychainTrouble() say so. A keychain whose dialog stays open is waited for ten seconds; an
/// answer that comes later still counts, unless something newer was asked. Of a token only what can
/// stand in a header is taken: printable ASCII. Every token that passes through is registered with
/// addSecret(). Main thread only.
class TokenVault : public QObject {
    Q_OBJECT
public:
    enum class State {
        Unread, ///< the keychain was not asked yet
        Reading,
        Empty, ///< there is no token
        Kept, ///< in the keychain
        ThisRunOnly, ///< no keychain answered (or the token came from the environment): in memory
    };
    Q_ENUM(State)

    /// The keychain keeps the token under "token/" and \p host, the Hub's.
    TokenVault(std::shared_ptr<TokenStore> keychain, const QString &host,
               QObject *parent = nullptr);
    ~TokenVault() override;

    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] bool hasToken() const { return !m_token.isEmpty(); }
    /// For TokenPolicy only.
    [[nodiscard]] const QByteArray &token() const { return m_token; }
    /// The last four characters, of a short token at most half of it, to recognise it by; empty
    /// where there is none.
    [[nodiscard]] QString lastFour() const;
    /// A sentence about what the keychain did not do, with its own words; empty else.
    [[nodiscard]] QString keychainTrouble() const { return m_trouble; }

    /// Reads the keychain once; later calls do nothing. changed() follows when the answer is there.
    void load();
    /// Keeps \p token (blanks and line breaks around it are cut off) in the keychain, or in memory
    /// where that fails. The token is usable at once; changed() follows when it is known where it
    /// is kept. Empty: the same as removeToken().
    void setToken(const QByteArray &token);
    /// Uses \p token for this run without writing it anywhere.
    void setTokenForThisRun(const QByteArray &token);
    /// Uses the token of SPACELINE_TOKEN, else of HF_TOKEN, for this run; does nothing where both
    /// are empty.
    void takeFromEnvironment();
    /// Forgets the token at once, and removes it from the keychain; changed() comes at once, and
    /// again when the keychain has answered.
    void removeToken();

    /// How long the keychain may think before it counts as not answering. Ten seconds at first.
    void setPatience(std::chrono::milliseconds limit) { m_patience.setInterval(limit); }

Q_SIGNALS:
    void changed();

private:
    enum class Question { Read, Write, Remove };

    void ask(Question question);
    void believe(const TokenAnswer &answer);
    [[nodiscard]] QString troubleOf(const TokenAnswer &answer) const;
    void settle(State state, const QString &trouble);

    std::shared_ptr<TokenStore> m_keychain;
    QString m_key;
    QByteArray m_token;
    QString m_trouble;
    State m_state = State::Unread;
    Question m_question = Question::Read; ///< the last one; only its answer is heard
    QFutureWatcher<TokenAnswer> m_answer;
    QTimer m_patience;
};

} // namespace spaceline
