#include "window/connectionfacts.h"

#include "account/loginvault.h"
#include "account/tokenpolicy.h"
#include "chat/conversationcontroller.h"
#include "chat/permissions.h"
#include "chat/services.h"
#include "chat/signin.h"
#include "chat/spaceconnection.h"

#include <QCoreApplication>

using namespace Qt::Literals::StringLiterals;

namespace spaceline {

namespace {

QString translated(const char *text)
{
    return QCoreApplication::translate("spaceline::ConnectionFacts", text);
}

QString toldWords(const Credentials &credentials)
{
    QStringList words;
    for (const auto &[name, value] : credentials) {
        if (name.compare("X-HF-Authorization", Qt::CaseInsensitive) == 0)
            words += translated(QT_TRANSLATE_NOOP(
                "spaceline::ConnectionFacts",
                "Your access token, to Hugging Face's proxy only: the app never sees it."));
        else
            words += translated(QT_TRANSLATE_NOOP("spaceline::ConnectionFacts",
                                                  "Your access token, which the app can see."));
    }
    return words.isEmpty()
        ? translated(QT_TRANSLATE_NOOP("spaceline::ConnectionFacts", "Nothing: no token is sent."))
        : words.join(u'\n');
}

QString spanWords(Permissions::Span span)
{
    return span == Permissions::Span::Always ? QString()
                                             : u' '
            + translated(QT_TRANSLATE_NOOP("spaceline::ConnectionFacts",
                                           "(until Spaceline is closed)"));
}

QString takeBack()
{
    return translated(QT_TRANSLATE_NOOP("spaceline::ConnectionFacts", "Take back"));
}

/// What this server is allowed beyond others, and what it could be.
QList<Grant> grantsOf(const ConversationController &conversation, Services &services)
{
    using Span = Permissions::Span;
    const SpaceConnection &connection = conversation.connection();
    const QUrl base = connection.base();
    const Permissions &permissions = services.permissions();
    QList<Grant> grants;
    if (conversation.record().address == "demo:"_L1)
        return grants;
    if (conversation.signIn().isSignedIn()) {
        const bool isKept = services.logins().placeOf(base) == LoginVault::Place::Keychain;
        const QString words
            = translated(isKept ? QT_TRANSLATE_NOOP("spaceline::ConnectionFacts",
                                                    "Signed in as %1, kept in the keychain")
                                : QT_TRANSLATE_NOOP("spaceline::ConnectionFacts",
                                                    "Signed in as %1, until Spaceline is closed"));
        grants.append({Grant::What::SignIn, words.arg(conversation.signIn().knownUser()),
                       translated(QT_TRANSLATE_NOOP("spaceline::ConnectionFacts", "Sign out"))});
    } else if (services.cookies().hasCookies(base)) {
        grants.append(
            {Grant::What::Cookies,
             translated(QT_TRANSLATE_NOOP("spaceline::ConnectionFacts",
                                          "Its own cookies, until Spaceline is closed")),
             translated(QT_TRANSLATE_NOOP("spaceline::ConnectionFacts", "Delete cookies"))});
    }
    if (!services.policy().isHuggingFace(base) && services.policy().hasToken()) {
        const Span span = permissions.tokenFor(base);
        const bool isAllowed = span != Span::Never;
        grants.append({Grant::What::Token,
                       isAllowed ? translated(QT_TRANSLATE_NOOP("spaceline::ConnectionFacts",
                                                                "May be told your access token"))
                               + spanWords(span)
                                 : translated(QT_TRANSLATE_NOOP("spaceline::ConnectionFacts",
                                                                "Is not told your access token")),
                       isAllowed ? takeBack()
                                 : translated(QT_TRANSLATE_NOOP("spaceline::ConnectionFacts",
                                                                "Share token…"))});
    }
    const Span appSpan = permissions.appTokenFor(base);
    if (appSpan != Span::Never) {
        grants.append({Grant::What::AppToken,
                       translated(QT_TRANSLATE_NOOP("spaceline::ConnectionFacts",
                                                    "Its code may act with your access token"))
                           + spanWords(appSpan),
                       takeBack()});
    } else if (connection.tokenWish() != gradio::Endpoint::Token::None
               && services.policy().canShareWithApp(base)) {
        grants.append({Grant::What::AppToken,
                       translated(QT_TRANSLATE_NOOP("spaceline::ConnectionFacts",
                                                    "Its code asks to act with your access token")),
                       translated(QT_TRANSLATE_NOOP("spaceline::ConnectionFacts", "Allow…"))});
    }
    if (const QString fingerprint = permissions.certificateFor(base); !fingerprint.isEmpty()) {
        grants.append({Grant::What::Certificate,
                       translated(QT_TRANSLATE_NOOP("spaceline::ConnectionFacts",
                                                    "You trust its certificate %1…"))
                           .arg(fingerprint.left(23)),
                       takeBack()});
    }
    return grants;
}

} // namespace

ConnectionFacts connectionFacts(const ConversationController &conversation, Services &services)
{
    const SpaceConnection &connection = conversation.connection();
    ConnectionFacts facts;
    facts.address = conversation.record().address;
    facts.state = connection.state() == SpaceConnection::State::Failed
        ? connection.failure().sentence()
        : conversation.activityText();
    if (connection.base().isValid()) {
        facts.server = connection.base().toDisplayString();
        facts.credentials = toldWords(services.policy().credentialsFor(connection.base()));
        facts.grants = grantsOf(conversation, services);
    }
    if (connection.state() == SpaceConnection::State::Ready) {
        facts.gradio = connection.config().versionText();
        facts.transport = connection.config().protocolName();
    }
    return facts;
}

} // namespace spaceline
