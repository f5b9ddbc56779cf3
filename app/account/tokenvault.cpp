#include "account/tokenvault.h"

#include "base/logging.h"
#include "base/redaction.h"

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace spaceline {

namespace {

/// \p token without all that a copied text brings along and no header may hold: blanks, line
/// breaks, no-break spaces, invisible characters.
QByteArray cleaned(const QByteArray &token)
{
    QByteArray clean;
    clean.reserve(token.size());
    for (const char c : token) {
        if (c > ' ' && c < '\x7f')
            clean += c;
    }
    return clean;
}

} // namespace

TokenVault::TokenVault(std::shared_ptr<TokenStore> keychain, const QString &host, QObject *parent)
    : QObject(parent)
    , m_keychain(std::move(keychain))
    , m_key(u"token/"_s + host)
{
    m_patience.setSingleShot(true);
    m_patience.setInterval(10s);
    // A watcher, because QFuture::then() of Qt 6.4 does not survive that its context is gone.
    connect(&m_answer, &QFutureWatcherBase::finished, this, [this] {
        // Without a result the store has dropped the question: the same as silence.
        if (m_answer.future().resultCount() == 0)
            return;
        m_patience.stop();
        believe(m_answer.result());
    });
    // The question stays open: a late answer is still believed.
    connect(&m_patience, &QTimer::timeout, this, [this] {
        believe({TokenAnswer::Error::NoKeychain, {}, {}});
    });
}

TokenVault::~TokenVault() = default;

QString TokenVault::lastFour() const
{
    return QString::fromLatin1(m_token.right(std::min<qsizetype>(4, m_token.size() / 2)));
}

void TokenVault::load()
{
    if (m_state != State::Unread)
        return;
    m_state = State::Reading;
    ask(Question::Read);
}

void TokenVault::setToken(const QByteArray &token)
{
    const QByteArray clean = cleaned(token);
    if (clean.isEmpty()) {
        removeToken();
        return;
    }
    addSecret(clean);
    m_token = clean;
    m_trouble.clear();
    m_state = State::ThisRunOnly; // until the keychain says that it has it
    ask(Question::Write);
}

void TokenVault::setTokenForThisRun(const QByteArray &token)
{
    const QByteArray clean = cleaned(token);
    if (clean.isEmpty())
        return;
    addSecret(clean);
    m_token = clean;
    m_answer.setFuture({}); // what the keychain may still answer is older than this
    m_patience.stop();
    settle(State::ThisRunOnly, {});
}

void TokenVault::takeFromEnvironment()
{
    for (const char *name : {"SPACELINE_TOKEN", "HF_TOKEN"}) {
        const QByteArray token = qgetenv(name).trimmed();
        if (!token.isEmpty()) {
            setTokenForThisRun(token);
            return;
        }
    }
}

void TokenVault::removeToken()
{
    m_token.clear();
    m_trouble.clear();
    m_state = State::Empty;
    ask(Question::Remove);
    Q_EMIT changed();
}

void TokenVault::ask(Question question)
{
    m_question = question;
    m_patience.start();
    m_answer.setFuture(question == Question::Read        ? m_keychain->read(m_key)
                           : question == Question::Write ? m_keychain->write(m_key, m_token)
                                                         : m_keychain->remove(m_key));
}

void TokenVault::believe(const TokenAnswer &answer)
{
    using Error = TokenAnswer::Error;
    const State held = m_keychain->isPersistent() ? State::Kept : State::ThisRunOnly;
    switch (m_question) {
    case Question::Read:
        if (answer.error == Error::None) {
            m_token = cleaned(answer.token);
            addSecret(m_token);
        }
        settle(m_token.isEmpty() ? State::Empty : held, troubleOf(answer));
        return;
    case Question::Write:
        settle(answer.error == Error::None ? held : State::ThisRunOnly, troubleOf(answer));
        return;
    case Question::Remove:
        settle(State::Empty, troubleOf(answer));
        return;
    }
}

QString TokenVault::troubleOf(const TokenAnswer &answer) const
{
    QString sentence;
    switch (answer.error) {
    case TokenAnswer::Error::None:
        return {};
    case TokenAnswer::Error::NotFound:
        if (m_question != Question::Write)
            return {};
        [[fallthrough]];
    case TokenAnswer::Error::Other:
        sentence = m_question == Question::Read ? tr("The keychain could not be read.")
            : m_question == Question::Write
            ? tr("The keychain did not keep the token: it is kept until Spaceline is closed.")
            : tr("The keychain could not remove the token: it may be back at the next start.");
        break;
    case TokenAnswer::Error::NoKeychain:
        sentence = m_question == Question::Read
            ? tr("No keychain answers: a token would be kept until Spaceline is closed.")
            : m_question == Question::Write
            ? tr("No keychain answers: the token is kept until Spaceline is closed.")
            : tr("No keychain answers: a token that it may hold could not be removed.");
        break;
    case TokenAnswer::Error::Denied:
        sentence = m_question == Question::Read ? tr("The keychain refused to hand out the token.")
            : m_question == Question::Write
            ? tr("The keychain refused the token: it is kept until Spaceline is closed.")
            : tr("The keychain refused to remove the token: it will be back at the next start.");
        break;
    }
    if (answer.detail.isEmpty())
        return sentence;
    //: %1 is one of our sentences, %2 are the keychain's own words
    return tr("%1 (%2)").arg(sentence, redacted(answer.detail));
}

void TokenVault::settle(State state, const QString &trouble)
{
    m_state = state;
    m_trouble = trouble;
    qCInfo(lcAccount) << "token:" << state << (trouble.isEmpty() ? "" : "with trouble");
    Q_EMIT changed();
}

} // namespace spaceline
