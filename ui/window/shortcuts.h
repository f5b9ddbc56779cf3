#pragma once

#include <QKeySequence>
#include <QList>
#include <QString>

#include <span>

namespace spaceline {

/// What a key or a menu can ask for.
enum class Command {
    NewConversation,
    Connect,
    NextConversation,
    PreviousConversation,
    ConversationByNumber,
    RenameConversation,
    DeleteConversation,
    FocusMessage,
    AttachFiles,
    Send,
    Stop,
    EarlierPrompt,
    LaterPrompt,
    EditLastPrompt,
    RetryLastReply,
    CopyLastReply,
    ToggleSidebar,
    CyclePanes,
    ZoomIn,
    ZoomOut,
    ZoomReset,
    Token,
    Settings,
    CheckConnection,
    TrafficLog,
    Shortcuts,
    About,
    Close,
    Quit,
};

/// One row of the table that menus, actions and the list of shortcuts are made from.
struct ShortcutRow {
    Command command;
    const char *text; ///< English source text, for tr() in the context "Shortcuts"
    const char *keys; ///< portable texts of key sequences, separated by blanks; empty: none
    bool isWindowWide; ///< an action of the window; else a key of the control that has the focus
};

[[nodiscard]] std::span<const ShortcutRow> shortcutTable();
/// In the user's language, as a menu shows it.
[[nodiscard]] QString commandText(Command command);
[[nodiscard]] QList<QKeySequence> commandKeys(Command command);

} // namespace spaceline
