#include "settings/tokendialog.h"

#include "account/tokenvault.h"
#include "widgets/labels.h"

#include <QCoreApplication>
#include <QDesktopServices>
#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

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

TokenDialog::TokenDialog(TokenVault &vault, const QUrl &tokenPage, QWidget *parent)
    : QDialog(parent)
    , m_vault(vault)
    , m_token(new QLineEdit(this))
    , m_state(new QLabel(this))
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
    layout->addWidget(m_state);
    layout->addWidget(m_token);
    layout->addWidget(why);
    layout->addWidget(page, 0, Qt::AlignLeading);
    layout->addWidget(buttons);

    connect(m_token, &QLineEdit::textChanged, this, &TokenDialog::refresh);
    connect(m_save, &QPushButton::clicked, this, &TokenDialog::save);
    connect(m_remove, &QPushButton::clicked, this, [this] { m_vault.removeToken(); });
    connect(page, &QPushButton::clicked, this,
            [tokenPage] { QDesktopServices::openUrl(tokenPage); });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(&m_vault, &TokenVault::changed, this, &TokenDialog::refresh);
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
    m_vault.setToken(token);
    Q_EMIT tokenSaved();
}

void TokenDialog::refresh()
{
    m_state->setText(tokenSentence(m_vault));
    m_save->setEnabled(!m_token->text().trimmed().isEmpty());
    m_remove->setEnabled(m_vault.hasToken());
}

} // namespace spaceline
