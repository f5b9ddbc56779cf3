#include "settings/tokendialog.h"

#include "account/tokenvault.h"
#include "chat/accounts.h"
#include "widgets/labels.h"

#include <QComboBox>
#include <QCoreApplication>
#include <QDesktopServices>
#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace spaceline {

namespace {
constexpr int kWidth = 460; ///< pixels

QString translated(const char *text)
{
    return QCoreApplication::translate("spaceline::TokenDialog", text);
}
} // namespace

QString tokenSentence(const TokenVault &vault)
{
    QString sentence;
    switch (vault.state()) {
    case TokenVault::State::Unread:
    case TokenVault::State::Reading:
        return translated(QT_TRANSLATE_NOOP("spaceline::TokenDialog", "Asking the keychain…"));
    case TokenVault::State::Empty:
        sentence = translated(QT_TRANSLATE_NOOP("spaceline::TokenDialog", "There is no token."));
        break;
    case TokenVault::State::Kept:
        return translated(
                   QT_TRANSLATE_NOOP("spaceline::TokenDialog",
                                     "The token that ends in %1 is kept in the system's keychain."))
            .arg(vault.lastFour());
    case TokenVault::State::ThisRunOnly:
        sentence
            = translated(QT_TRANSLATE_NOOP("spaceline::TokenDialog",
                                           "The token that ends in %1 is used for this run only."))
                  .arg(vault.lastFour());
        break;
    }
    return vault.keychainTrouble().isEmpty() ? sentence : sentence + u' ' + vault.keychainTrouble();
}

QString tokenWords(const TokenVault &vault)
{
    if (!vault.hasToken())
        return translated(QT_TRANSLATE_NOOP("spaceline::TokenDialog", "No token"));
    return translated(QT_TRANSLATE_NOOP("spaceline::TokenDialog", "token ••••%1"))
        .arg(vault.lastFour());
}

QString accountWords(const Account &account)
{
    QStringList words;
    //: %1 is an account's name, %2 the person's
    words += account.fullName.isEmpty() || account.fullName == account.name
        ? account.name
        : TokenDialog::tr("%1 (%2)").arg(account.name, account.fullName);
    if (account.isPro)
        words += u"PRO"_s;
    QString token;
    if (account.role == "read"_L1)
        token = TokenDialog::tr("token that can read");
    else if (account.role == "write"_L1)
        token = TokenDialog::tr("token that can read and write");
    else if (account.role == "fineGrained"_L1)
        token = TokenDialog::tr("fine-grained token");
    else if (!account.role.isEmpty())
        token = TokenDialog::tr("token of the kind “%1”").arg(account.role);
    if (!token.isEmpty()) {
        words += account.tokenName.isEmpty()
            ? token
            //: %1 is "fine-grained token", %2 what the user called it
            : TokenDialog::tr("%1 “%2”").arg(token, account.tokenName);
    }
    return words.join(u" · "_s);
}

TokenDialog::TokenDialog(Accounts &accounts, TokenVault &vault, const QUrl &tokenPage,
                         QWidget *parent)
    : QDialog(parent)
    , m_accounts(accounts)
    , m_vault(vault)
    , m_token(new QLineEdit(this))
    , m_state(new QLabel(this))
    , m_whose(new QLabel(this))
    , m_hubSays(mutedLabel({}, this))
    , m_accountTitle(new QLabel(tr("Account"), this))
    , m_account(new QComboBox(this))
    , m_without(new QPushButton(tr("Try without token"), this))
    , m_save(new QPushButton(tr("Save token"), this))
    , m_remove(new QPushButton(tr("Remove token"), this))
{
    setWindowTitle(tr("Access token"));
    setMinimumWidth(kWidth);
    m_token->setEchoMode(QLineEdit::Password);
    m_token->setInputMethodHints(Qt::ImhHiddenText | Qt::ImhNoPredictiveText
                                 | Qt::ImhNoAutoUppercase | Qt::ImhSensitiveData);
    m_token->setAccessibleName(tr("Access token"));
    m_token->setPlaceholderText(tr("Paste a token: hf_…"));
    m_state->setTextFormat(Qt::PlainText);
    m_state->setWordWrap(true);
    for (QLabel *label : {m_whose, m_hubSays}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    m_account->setAccessibleName(tr("Account"));
    m_accountTitle->setBuddy(m_account);
    m_without->setAccessibleName(m_without->text());
    m_without->setAutoDefault(false);
    m_save->setAccessibleName(tr("Save token"));
    m_save->setDefault(true);
    m_remove->setAccessibleName(tr("Remove token"));
    m_remove->setAutoDefault(false);
    auto *why = mutedLabel(
        tr("With a token you reach your private Spaces and get more GPU time. It goes to "
           "Hugging Face and to the Spaces there, never to another server without your consent."),
        this);
    why->setWordWrap(true);
    auto *page = new QPushButton(tr("Get a token in the browser…"), this);
    page->setAccessibleName(page->text());
    page->setToolTip(tokenPage.toDisplayString());
    page->setAutoDefault(false);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    QPushButton *close = buttons->button(QDialogButtonBox::Close);
    close->setAccessibleName(close->text().remove(u'&'));
    close->setAutoDefault(false);
    buttons->addButton(m_remove, QDialogButtonBox::ActionRole);
    buttons->addButton(m_save, QDialogButtonBox::ActionRole);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 20, 20, 16);
    layout->setSpacing(12);
    auto *accountRow = new QHBoxLayout;
    accountRow->setSpacing(12);
    accountRow->addWidget(m_accountTitle);
    accountRow->addWidget(m_account, 1);
    layout->addLayout(accountRow);
    layout->addWidget(m_whose);
    layout->addWidget(m_hubSays);
    layout->addWidget(m_without, 0, Qt::AlignLeading);
    layout->addWidget(m_state);
    layout->addWidget(m_token);
    layout->addWidget(why);
    layout->addWidget(page, 0, Qt::AlignLeading);
    layout->addWidget(buttons);

    connect(m_token, &QLineEdit::textChanged, this, &TokenDialog::refresh);
    connect(m_save, &QPushButton::clicked, this, &TokenDialog::save);
    connect(m_remove, &QPushButton::clicked, this, [this] { m_accounts.removeCurrent(); });
    connect(page, &QPushButton::clicked, this,
            [tokenPage] { QDesktopServices::openUrl(tokenPage); });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_account, &QComboBox::activated, this, [this](int index) {
        if (index > 0)
            m_accounts.choose(m_account->itemData(index).toString());
    });
    connect(&m_accounts, &Accounts::chosen, this, &TokenDialog::tokenSaved);
    connect(m_without, &QPushButton::clicked, this, [this] {
        m_accounts.tryWithoutToken();
        Q_EMIT tokenSaved();
    });
    connect(&m_vault, &TokenVault::changed, this, &TokenDialog::refresh);
    connect(&m_accounts, &Accounts::changed, this, &TokenDialog::showAccount);
    m_accounts.ask();
    showAccount();
    refresh();
    m_token->setFocus();
}

void TokenDialog::save()
{
    const QByteArray token = m_token->text().trimmed().toUtf8();
    // setText() empties the box's undo history too; clear() would not.
    m_token->setText({});
    if (token.isEmpty())
        return;
    m_state->setText(tr("Asking the keychain…"));
    m_accounts.enter(token);
    Q_EMIT tokenSaved();
}

void TokenDialog::showAccount()
{
    const QStringList others = m_accounts.others();
    m_accountTitle->setVisible(!others.isEmpty());
    m_account->setVisible(!others.isEmpty());
    m_account->clear();
    m_account->addItem(m_accounts.current().isKnown() ? m_accounts.current().name
                           : m_vault.hasToken()       ? tokenWords(m_vault)
                                                      : tr("None"));
    for (const QString &name : others)
        m_account->addItem(name, name);

    QString whose;
    switch (m_accounts.state()) {
    case Accounts::State::Unknown:
        break;
    case Accounts::State::Asking:
        whose = tr("Asking Hugging Face whose token this is…");
        break;
    case Accounts::State::Known:
        whose = accountWords(m_accounts.current());
        break;
    case Accounts::State::Refused:
        whose = tr("Hugging Face does not accept this token. It may be mistyped, expired, or not "
                   "approved yet.");
        break;
    case Accounts::State::Unanswered:
        whose = tr("Hugging Face could not be asked whose token this is.");
        break;
    }
    if (m_accounts.isTryingWithout())
        whose += (whose.isEmpty() ? QString() : u" "_s) + tr("No token is sent for now.");
    m_whose->setText(whose);
    m_whose->setVisible(!whose.isEmpty());
    m_hubSays->setText(m_accounts.failure().said);
    m_hubSays->setVisible(!m_hubSays->text().isEmpty());
    m_without->setVisible(m_accounts.state() == Accounts::State::Refused
                          && !m_accounts.isTryingWithout());
    makeRoom();
}

/// Lines that came need a higher window; one that the user made higher stays so.
void TokenDialog::makeRoom()
{
    layout()->activate();
    resize(width(), std::max(height(), layout()->totalHeightForWidth(width())));
}

void TokenDialog::refresh()
{
    m_state->setText(tokenSentence(m_vault));
    m_save->setEnabled(!m_token->text().trimmed().isEmpty());
    m_remove->setEnabled(m_vault.hasToken());
    makeRoom();
}

} // namespace spaceline
