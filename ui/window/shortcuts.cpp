#include "window/shortcuts.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

using namespace Qt::Literals::StringLiterals;

namespace spaceline {

namespace {

constexpr std::array kTable{
    ShortcutRow{Command::NewConversation, QT_TRANSLATE_NOOP("Shortcuts", "New conversation"),
                "Ctrl+N", true},
    ShortcutRow{Command::Connect, QT_TRANSLATE_NOOP("Shortcuts", "Connect to a Space…"),
                "Ctrl+O Ctrl+K", true},
    ShortcutRow{Command::NextConversation, QT_TRANSLATE_NOOP("Shortcuts", "Next conversation"),
                "Ctrl+PgDown Ctrl+Tab", true},
    ShortcutRow{Command::PreviousConversation,
                QT_TRANSLATE_NOOP("Shortcuts", "Previous conversation"), "Ctrl+PgUp Ctrl+Shift+Tab",
                true},
    ShortcutRow{Command::ConversationByNumber, QT_TRANSLATE_NOOP("Shortcuts", "Conversation 1–9"),
                "Alt+1 Alt+2 Alt+3 Alt+4 Alt+5 Alt+6 Alt+7 Alt+8 Alt+9", true},
    ShortcutRow{Command::RenameConversation, QT_TRANSLATE_NOOP("Shortcuts", "Rename conversation"),
                "F2", true},
    ShortcutRow{Command::DeleteConversation,
                QT_TRANSLATE_NOOP("Shortcuts", "Delete conversation (in the list)"), "Del", false},
    ShortcutRow{Command::FocusMessage, QT_TRANSLATE_NOOP("Shortcuts", "Write a message"), "Ctrl+L",
                true},
    ShortcutRow{Command::AttachFiles, QT_TRANSLATE_NOOP("Shortcuts", "Attach files…"), "Ctrl+U",
                true},
    ShortcutRow{Command::Send, QT_TRANSLATE_NOOP("Shortcuts", "Send the message"), "Ctrl+Return",
                false},
    ShortcutRow{Command::Stop, QT_TRANSLATE_NOOP("Shortcuts", "Stop the reply"), "Esc", false},
    ShortcutRow{Command::EarlierPrompt, QT_TRANSLATE_NOOP("Shortcuts", "Earlier message"),
                "Ctrl+Up", false},
    ShortcutRow{Command::LaterPrompt, QT_TRANSLATE_NOOP("Shortcuts", "Later message"), "Ctrl+Down",
                false},
    ShortcutRow{Command::EditLastPrompt,
                QT_TRANSLATE_NOOP("Shortcuts", "Edit the last message (in an empty box)"), "Up",
                false},
    ShortcutRow{Command::RetryLastReply, QT_TRANSLATE_NOOP("Shortcuts", "Retry the last reply"),
                "Ctrl+R", true},
    ShortcutRow{Command::CopyLastReply, QT_TRANSLATE_NOOP("Shortcuts", "Copy the last reply"),
                "Ctrl+Shift+C", true},
    ShortcutRow{Command::ToggleSidebar, QT_TRANSLATE_NOOP("Shortcuts", "Show conversations"),
                "Ctrl+B F9", true},
    ShortcutRow{Command::CyclePanes, QT_TRANSLATE_NOOP("Shortcuts", "Next part of the window"),
                "F6", true},
    ShortcutRow{Command::ZoomIn, QT_TRANSLATE_NOOP("Shortcuts", "Larger text"),
                "Ctrl++ Ctrl+=", true},
    ShortcutRow{Command::ZoomOut, QT_TRANSLATE_NOOP("Shortcuts", "Smaller text"), "Ctrl+-", true},
    ShortcutRow{Command::ZoomReset, QT_TRANSLATE_NOOP("Shortcuts", "Normal text size"), "Ctrl+0",
                true},
    ShortcutRow{Command::Token, QT_TRANSLATE_NOOP("Shortcuts", "Access token…"), "", true},
    ShortcutRow{Command::Settings, QT_TRANSLATE_NOOP("Shortcuts", "Settings"), "Ctrl+,", true},
    ShortcutRow{Command::CheckConnection, QT_TRANSLATE_NOOP("Shortcuts", "Check the connection…"),
                "", true},
    ShortcutRow{Command::TrafficLog, QT_TRANSLATE_NOOP("Shortcuts", "Traffic log…"), "", true},
    ShortcutRow{Command::Shortcuts, QT_TRANSLATE_NOOP("Shortcuts", "Keyboard shortcuts"), "Ctrl+/",
                true},
    ShortcutRow{Command::About, QT_TRANSLATE_NOOP("Shortcuts", "About Spaceline"), "", true},
    ShortcutRow{Command::Close, QT_TRANSLATE_NOOP("Shortcuts", "Close the window"), "Ctrl+W", true},
    ShortcutRow{Command::Quit, QT_TRANSLATE_NOOP("Shortcuts", "Quit"), "Ctrl+Q", true},
};

const ShortcutRow &rowOf(Command command)
{
    return *std::find_if(kTable.begin(), kTable.end(),
                         [command](const ShortcutRow &row) { return row.command == command; });
}

} // namespace

std::span<const ShortcutRow> shortcutTable() { return kTable; }

QString commandText(Command command)
{
    return QCoreApplication::translate("Shortcuts", rowOf(command).text);
}

QList<QKeySequence> commandKeys(Command command)
{
    QList<QKeySequence> keys;
    for (const QString &text :
         QString::fromLatin1(rowOf(command).keys).split(u' ', Qt::SkipEmptyParts))
        keys += QKeySequence(text, QKeySequence::PortableText);
    return keys;
}

} // namespace spaceline
