#pragma once

#include "connect/grantlist.h"

#include <QDialog>

class QFormLayout;
class QLabel;
class QPushButton;
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
    QList<Grant> grants = {};
    QString statistics = {}; ///< how it did so far
};

/// Explains the connection of a conversation; changes or renews it. What has no room scrolls.
class ConnectionSheet : public QDialog {
    Q_OBJECT
public:
    ConnectionSheet(const ConnectionFacts &facts, QWidget *parent);

    void setFacts(const ConnectionFacts &facts);
    /// Shows below the facts how the Space is called. Once.
    MappingEditor &addMapping(MappingSubject subject);
    [[nodiscard]] bool hasMapping() const { return m_hasMapping; }

Q_SIGNALS:
    void changeRequested();
    /// The button of a grant.
    void grantPressed(spaceline::Grant::What what);
    void reconnectRequested();
    void checkRequested(); ///< step by step

private:
    void setRow(QLabel *label, const QString &value);

    QVBoxLayout *m_layout;
    QWidget *m_facts;
    QFormLayout *m_form;
    QLabel *m_state;
    QLabel *m_address;
    QLabel *m_server;
    QLabel *m_gradio;
    QLabel *m_protocol;
    QLabel *m_credentials;
    GrantList *m_grants;
    QLabel *m_statistics;
    QPushButton *m_again;
    QPushButton *m_check;
    bool m_hasMapping = false;
};

} // namespace spaceline
