#pragma once

#include <QDialog>

namespace spaceline {

/// What a connection is made of, in words for ConnectionSheet. Empty members are not shown.
struct ConnectionFacts {
    QString state;
    QString address;
    QString server; ///< where the app answers
    QString gradio; ///< version
    QString transport; ///< protocol
    QString endpoint;
    QString reason; ///< why this endpoint: one sentence
    QString credentials; ///< what the server is told of the user
};

/// Explains the connection of a conversation; changes or renews it. A snapshot: it is made when it
/// is opened.
class ConnectionSheet : public QDialog {
    Q_OBJECT
public:
    ConnectionSheet(const ConnectionFacts &facts, QWidget *parent);

Q_SIGNALS:
    void changeRequested();
    void reconnectRequested();
};

} // namespace spaceline
