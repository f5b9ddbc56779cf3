#include "connect/signincard.h"

#include "widgets/labels.h"
#include "widgets/theme.h"

#include <QCheckBox>
#include <QEvent>
#include <QGridLayout>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

using namespace Qt::Literals::StringLiterals;

namespace spaceline {

namespace {

enum Answer { Cancel, SignInNow };

QLineEdit *addBox(QGridLayout &grid, const QString &name, QWidget *parent)
{
    const int row = grid.rowCount();
    auto *label = new QLabel(name, parent);
    auto *box = new QLineEdit(parent);
    box->setAccessibleName(name);
    label->setBuddy(box);
    grid.addWidget(label, row, 0);
    grid.addWidget(box, row, 1);
    return box;
}

} // namespace

SignInCard::SignInCard(QWidget *parent) : QuestionCard(parent), m_problem(new QLabel(this))
{
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(8);
    grid->setColumnStretch(1, 1);
    m_user = addBox(*grid, tr("User name"), this);
    m_password = addBox(*grid, tr("Password"), this);
    m_password->setEchoMode(QLineEdit::Password);
    m_password->setInputMethodHints(Qt::ImhHiddenText | Qt::ImhNoPredictiveText
                                    | Qt::ImhNoAutoUppercase | Qt::ImhSensitiveData);
    m_keep = new QCheckBox(tr("Keep in the keychain"), this);
    m_keep->setAccessibleName(m_keep->text());
    m_keep->setToolTip(tr("Otherwise it is kept until Spaceline is closed"));
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->setWordWrap(true);
    m_problem->hide();
    content().addSpacing(4);
    content().addLayout(grid);
    content().addWidget(m_keep);
    content().addWidget(m_problem);
    addButton(tr("Cancel"), Cancel);
    m_signIn = addButton(tr("Sign in"), SignInNow);
    m_signIn->setDefault(true);

    connect(this, &QuestionCard::answered, this, [this](int answer) {
        if (answer == SignInNow)
            submit();
        else
            Q_EMIT declined();
    });
    connect(m_user, &QLineEdit::textChanged, this, &SignInCard::update);
    connect(m_user, &QLineEdit::returnPressed, m_password, [this] {
        if (m_password->text().isEmpty())
            m_password->setFocus(Qt::TabFocusReason);
        else
            submit();
    });
    connect(m_password, &QLineEdit::returnPressed, this, &SignInCard::submit);
    update();
}

void SignInCard::setApp(const QString &name, const QString &message)
{
    setQuestion(tr("%1 asks for a user name and a password.").arg(name), message);
}

void SignInCard::setUser(const QString &user)
{
    if (m_user->text().isEmpty())
        m_user->setText(user);
}

void SignInCard::setProblem(const QString &sentence)
{
    if (sentence == m_problem->text())
        return;
    m_problem->setText(sentence);
    m_problem->setAccessibleName(sentence);
    m_problem->setVisible(!sentence.isEmpty());
    m_password->setAccessibleDescription(sentence);
    colourProblem();
    if (!sentence.isEmpty()) {
        m_password->setFocus(Qt::OtherFocusReason);
        m_password->selectAll();
    }
}

void SignInCard::setBusy(bool busy)
{
    if (m_isBusy == busy)
        return;
    m_isBusy = busy;
    // Not disabled: that would hand the focus on to anything.
    m_user->setReadOnly(busy);
    m_password->setReadOnly(busy);
    m_keep->setEnabled(!busy);
    update();
}

void SignInCard::focusFirst()
{
    QLineEdit *box = m_user->text().isEmpty() ? m_user : m_password;
    box->setFocus(Qt::OtherFocusReason);
}

void SignInCard::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange)
        colourProblem();
    QuestionCard::changeEvent(event);
}

void SignInCard::submit()
{
    if (m_signIn->isEnabled())
        Q_EMIT submitted(m_user->text().trimmed(), m_password->text(), m_keep->isChecked());
}

void SignInCard::update()
{
    m_signIn->setEnabled(!m_isBusy && !m_user->text().trimmed().isEmpty());
    m_signIn->setText(m_isBusy ? tr("Signing in…") : tr("Sign in"));
}

void SignInCard::colourProblem()
{
    const QColor colour = Theme::fromPalette(QGuiApplication::palette()).error;
    if (m_problem->palette().color(QPalette::WindowText) == colour)
        return;
    QPalette palette;
    palette.setColor(QPalette::WindowText, colour);
    m_problem->setPalette(palette);
}

} // namespace spaceline
