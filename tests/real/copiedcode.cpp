#include "account/sessiontokenstore.h"
#include "account/tokenpolicy.h"
#include "account/tokenvault.h"
#include "chat/spaceconnection.h"
#include "chat/turn.h"
#include "gradio/callscript.h"
#include "gradio/login.h"
#include "gradio/session.h"
#include "net/cookiejar.h"
#include "net/http.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <cstdio>

using namespace Qt::Literals::StringLiterals;
using namespace spaceline;

/// Asks once and prints one JSON object: what came, and the code that "Copy as …" makes of the
/// turn after it was kept.
///
///     copied_code URL PROMPT [VALUES [USER]]
///
/// VALUES are parameters as a JSON object; USER signs in with SPACELINE_PASSWORD.
int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() < 3)
        return 2;
    TokenVault vault(std::make_unique<SessionTokenStore>(), u"none"_s);
    TokenPolicy policy({}, vault);
    CookieJar cookies;
    Http http(policy, cookies, nullptr);
    SpaceConnection connection(http, {}, policy, nullptr);
    std::unique_ptr<gradio::Session> session;
    const QString user = arguments.value(4);
    const auto end = [](const QJsonObject &object, int status) {
        std::puts(QJsonDocument(object).toJson(QJsonDocument::Compact).constData());
        QCoreApplication::exit(status);
    };
    QObject::connect(&connection, &SpaceConnection::stateChanged, &application, [&] {
        if (connection.state() == SpaceConnection::State::Failed) {
            end({{"failure"_L1, connection.failure().code()}}, 1);
            return;
        }
        if (connection.state() != SpaceConnection::State::Ready)
            return;
        session = std::make_unique<gradio::Session>(http, connection.api());
        auto *turn = new Turn(http, connection, *session, &application);
        QObject::connect(turn, &Turn::finished, &application, [turn, end, user] {
            if (turn->failure()) {
                end({{"failure"_L1, turn->failure().code()}, {"said"_L1, turn->failure().said}}, 1);
                return;
            }
            const Timeline kept = Timeline::fromBytes(turn->timeline({}, user).toBytes());
            const gradio::CallScript script = gradio::CallScript::fromJson(kept.script);
            end({{"text"_L1, QString::fromUtf8(turn->reply().text)},
                 {"data"_L1, QJsonDocument::fromJson(turn->rawData()).array()},
                 {"replyStep"_L1, turn->mapping().replyStep()},
                 {"curl"_L1, gradio::asCurl(script)},
                 {"python"_L1, gradio::asPython(script)},
                 {"javascript"_L1, gradio::asJavaScript(script)}},
                0);
        });
        turn->start(
            {arguments.at(2), {}, QJsonDocument::fromJson(arguments.value(3).toUtf8()).object()},
            {});
    });
    if (user.isEmpty()) {
        connection.connectTo(arguments.at(1));
    } else {
        auto *login = new gradio::Login(http, QUrl(arguments.at(1)), &application);
        QObject::connect(login, &gradio::Login::finished, &application,
                         [&] { connection.connectTo(arguments.at(1)); });
        login->start(user, qEnvironmentVariable("SPACELINE_PASSWORD"));
    }
    return QCoreApplication::exec();
}
