#pragma once

#include <QObject>

class QWidget;

namespace spaceline {

class ConnectionSheet;
class ConversationController;
class Services;

/// The window's dialogs. Each is made when it is wanted, stands once, and goes when it is closed.
class Dialogs : public QObject {
    Q_OBJECT
public:
    /// \p services and \p window outlive this.
    Dialogs(Services &services, QWidget &window);

    /// The box for an address; answers with spaceChosen().
    void chooseSpace();
    /// The same with the address of \p conversation in it; answers with spaceChanged().
    void changeSpace(const ConversationController &conversation);
    /// Explains the connection; may answer with changeRequested().
    void showConnection(ConversationController &conversation);
    /// \p conversation goes on once a token was saved: it sends \p message again (0: it connects).
    /// May be null.
    void showToken(ConversationController *conversation, qint64 message);
    /// Tries the connection of \p conversation step by step.
    void showDiagnosis(const ConversationController &conversation);
    /// How the reply \p message was made.
    void showDetails(const ConversationController &conversation, qint64 message);
    /// The traffic as it goes; stays open beside the window.
    void showTraffic();
    void showSettings();
    void showShortcuts();
    void showAbout();
    /// What \p notice tells of would be lost; may answer with quitChosen().
    void askToQuit(const QString &notice);

Q_SIGNALS:
    void spaceChosen(const QString &address);
    void spaceChanged(const QString &address);
    void changeRequested();
    void quitChosen();

private:
    void addMapping(ConnectionSheet &sheet, ConversationController &conversation);

    Services &m_services;
    QWidget &m_window;
};

} // namespace spaceline
