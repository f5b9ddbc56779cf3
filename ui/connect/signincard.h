#pragma once

#include "connect/questioncard.h"

class QCheckBox;
class QLineEdit;

namespace spaceline {

/// Asks for the user name and the password of an app. What was typed stays until the app took it;
/// the password is never shown.
class SignInCard : public QuestionCard {
    Q_OBJECT
public:
    explicit SignInCard(QWidget *parent = nullptr);

    /// \p message is what the app says to those who shall sign in; plain text, may be empty.
    void setApp(const QString &name, const QString &message);
    /// Fills an empty box.
    void setUser(const QString &user);
    /// One sentence about the last try; empty: none.
    void setProblem(const QString &sentence);
    /// The server is asked: nothing can be changed meanwhile.
    void setBusy(bool busy);
    void focusFirst() override;

Q_SIGNALS:
    void submitted(const QString &user, const QString &password, bool keep);

protected:
    void changeEvent(QEvent *event) override;

private:
    void submit();
    void update();
    void colourProblem();

    QLineEdit *m_user;
    QLineEdit *m_password;
    QCheckBox *m_keep;
    QLabel *m_problem;
    QPushButton *m_signIn;
    bool m_isBusy = false;
};

} // namespace spaceline
