#pragma once

#include <QDialog>
#include <QUrl>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace spaceline {

class Accounts;
class TokenVault;
struct Account;

/// Where the Hugging Face token is kept, in one sentence. Names the token by its last four
/// characters only.
[[nodiscard]] QString tokenSentence(const TokenVault &vault);
/// The same for a button: "token ••••x9Qd", "No token".
[[nodiscard]] QString tokenWords(const TokenVault &vault);

/// Whose token it is and of which kind: "ada (Ada Lovelace) · PRO · fine-grained token “laptop”".
[[nodiscard]] QString accountWords(const Account &account);

/// Sets, replaces and removes the token, and says whose it is. Where there are several accounts,
/// one is chosen. The token is never shown: the box hides what is typed and is emptied when it was
/// saved.
class TokenDialog : public QDialog {
    Q_OBJECT
public:
    /// \p accounts and \p vault outlive this. \p tokenPage is where the Hub lists a user's tokens.
    TokenDialog(Accounts &accounts, TokenVault &vault, const QUrl &tokenPage,
                QWidget *parent = nullptr);

Q_SIGNALS:
    /// What needed the token can go on: with it, with another account's, or without one.
    void tokenSaved();

private:
    void save();
    void refresh();
    void showAccount();
    void makeRoom();

    Accounts &m_accounts;
    TokenVault &m_vault;
    QLineEdit *m_token;
    QLabel *m_state;
    QLabel *m_whose;
    QLabel *m_hubSays;
    QLabel *m_accountTitle;
    QComboBox *m_account;
    QPushButton *m_without;
    QPushButton *m_save;
    QPushButton *m_remove;
};

} // namespace spaceline
