#pragma once

#include <QDialog>

class QVBoxLayout;

namespace spaceline {

class MappingEditor;
struct MappingSubject;

/// What a connection is made of, in words for ConnectionSheet. Empty members are not shown.
struct ConnectionFacts {
    QString state;
    QString address;
    QString server; ///< where the app answers
    QString gradio; ///< version
    QString transport; ///< protocol
    QString credentials; ///< what the server is told of the user
    QString statistics; ///< how it did so far
};

/// Explains the connection of a conversation; changes or renews it. A snapshot: it is made when it
/// is opened.
class ConnectionSheet : public QDialog {
    Q_OBJECT
public:
    ConnectionSheet(const ConnectionFacts &facts, QWidget *parent);

    /// Shows below the facts how the Space is called. Once.
    MappingEditor &addMapping(MappingSubject subject);

Q_SIGNALS:
    void changeRequested();
    void reconnectRequested();
    void checkRequested(); ///< step by step

private:
    QVBoxLayout *m_layout;
};

} // namespace spaceline
