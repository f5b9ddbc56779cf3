#include "connect/rolewords.h"

#include <QCoreApplication>

namespace spaceline {

using gradio::Role;
using History = gradio::ChatMapping::History;

QString roleWords(Role role)
{
    switch (role) {
    case Role::Message:
        return QCoreApplication::translate("RoleWords", "Message");
    case Role::History:
        return QCoreApplication::translate("RoleWords", "Conversation so far");
    case Role::State:
        return QCoreApplication::translate("RoleWords", "Server's memory");
    case Role::System:
        return QCoreApplication::translate("RoleWords", "System prompt");
    case Role::File:
        return QCoreApplication::translate("RoleWords", "Attached file");
    case Role::Parameter:
        return QCoreApplication::translate("RoleWords", "Parameter");
    case Role::Reply:
        return QCoreApplication::translate("RoleWords", "Reply");
    case Role::Echo:
        return QCoreApplication::translate("RoleWords", "Echo of the message");
    case Role::Aside:
        return QCoreApplication::translate("RoleWords", "Beside the reply");
    case Role::Ignored:
        return QCoreApplication::translate("RoleWords", "Not used");
    }
    Q_UNREACHABLE();
}

QString historyWords(History history)
{
    switch (history) {
    case History::Server:
        return QCoreApplication::translate("RoleWords", "The server remembers what was said.");
    case History::Client:
        return QCoreApplication::translate("RoleWords",
                                           "What was said is sent along with each message.");
    case History::None:
        return QCoreApplication::translate("RoleWords",
                                           "Nobody remembers: each message stands alone.");
    }
    Q_UNREACHABLE();
}

} // namespace spaceline
