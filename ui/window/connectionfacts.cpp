#include "window/connectionfacts.h"

#include "chat/conversationcontroller.h"
#include "chat/spaceconnection.h"
#include "net/credentialsource.h"

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

} // namespace

ConnectionFacts connectionFacts(const ConversationController &conversation,
                                const CredentialSource &credentials)
{
    const SpaceConnection &connection = conversation.connection();
    ConnectionFacts facts;
    facts.address = conversation.record().address;
    facts.state = connection.state() == SpaceConnection::State::Failed
        ? connection.failure().sentence()
        : conversation.activityText();
    if (connection.base().isValid()) {
        facts.server = connection.base().toDisplayString();
        facts.credentials = toldWords(credentials.credentialsFor(connection.base()));
    }
    if (connection.state() == SpaceConnection::State::Ready) {
        facts.gradio = connection.config().versionText();
        facts.transport = connection.config().protocolName();
    }
    return facts;
}

} // namespace spaceline
