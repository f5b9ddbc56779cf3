#pragma once

#include <QDialog>
#include <QUrl>

class QLabel;
class QLineEdit;
class QPushButton;

namespace spaceline {

class TokenVault;

/// Where the Hugging Face token is kept, in one sentence. Names the token by its last four
/// characters only.
[[nodiscard]] QString tokenSentence(const TokenVault &vault);
/// The same for a button: "token ••••x9Qd", "No token".
[[nodiscard]] QString tokenWords(const TokenVault &vault);

/// Sets, replaces and removes the token. The token is never shown: the box hides what is typed and
/// is emptied when it was saved.
class TokenDialog : public QDialog {
    Q_OBJECT
public:
    /// \p vault outlives this. \p tokenPage is where the Hub lists a user's tokens.
    TokenDialog(TokenVault &vault, const QUrl &tokenPage, QWidget *parent = nullptr);

Q_SIGNALS:
    void tokenSaved();

private:
    void save();
    void refresh();

    TokenVault &m_vault;
    QLineEdit *m_token;
    QLabel *m_state;
    QPushButton *m_save;
    QPushButton *m_remove;
};

} // namespace spaceline
