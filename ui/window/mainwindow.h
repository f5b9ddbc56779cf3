#pragma once

#include "window/shortcuts.h"

#include <QHash>
#include <QList>
#include <QTimer>
#include <QWidget>

#include <functional>
#include <memory>

class QAction;
class QSplitter;

namespace spaceline {

class Appearance;
class ConversationModel;
class ConversationPage;
class ConversationPanel;
class Dialogs;
class FileDrop;
class NoticeBar;
class ReplyStatus;
class Services;
class Toast;

/// The window: the list of conversations beside the one in front, the actions of the table of
/// shortcuts, and the dialogs, each made when it is first wanted.
class MainWindow : public QWidget {
    Q_OBJECT
public:
    /// All outlive this. Nothing is asked of network or keychain before start().
    MainWindow(Services &services, ConversationModel &conversations, Appearance &appearance);
    ~MainWindow() override;

    /// To be called once the window is shown: reads the keychain, then connects the conversation in
    /// front.
    void start();
    /// What the command line asked for: a Space to open in a new conversation; empty: only comes to
    /// the front.
    void openSpace(const QString &address);
    void openDemo();
    void comeToFront();

    void showConversation(qint64 id);
    [[nodiscard]] ConversationPage &page() const { return *m_page; }
    [[nodiscard]] ConversationPanel &panel() const { return *m_panel; }

protected:
    void closeEvent(QCloseEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void makeActions();
    QAction *addCommand(Command command, const std::function<void()> &run);
    void makeMenu();
    void connectParts();
    void restore();

    /// False where the history takes none; that is said.
    bool newConversation();
    void chooseSpace();
    void changeSpace();
    void checkConnection();
    void renameConversation(qint64 id, const QString &title);
    void deleteConversation(qint64 id);
    void updateNotice();
    void showTitle();
    void openShown();
    void openWithToken();
    void onReplyFinished(qint64 conversation, qint64 message);
    void updateToken();
    void toggleSidebar();
    void layOutSidebar();
    void cyclePanes();
    void zoomBy(int percent);

    Services &m_services;
    ConversationModel &m_conversations;
    Appearance &m_appearance;
    NoticeBar *m_notice;
    QSplitter *m_splitter;
    ConversationPanel *m_panel;
    ConversationPage *m_page;
    Toast *m_toast;
    FileDrop *m_drop;
    ReplyStatus *m_status;
    std::unique_ptr<Dialogs> m_dialogs;
    QHash<Command, QAction *> m_actions;
    QTimer m_openTimer; ///< so that walking through the list does not connect each row
    QList<qint64> m_deleted; ///< what the toast's Undo brings back
    bool m_isPageToast = false; ///< the toast tells of a turn
    bool m_isStarted = false;
    bool m_quitsUnwritten = false; ///< the user knows that replies are lost
    bool m_hasSentWaiting = false; ///< what waited when the program ended last
    bool m_isNarrow = false;
    bool m_sidebarWanted = true; ///< in a wide window
    bool m_sidebarInFront = false; ///< in a narrow window the list takes the page's place
};

} // namespace spaceline
