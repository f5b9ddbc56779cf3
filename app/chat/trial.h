#pragma once

#include "base/failure.h"
#include "gradio/mappingchoice.h"

#include <QJsonObject>
#include <QObject>
#include <QPointer>

#include <memory>

namespace spaceline {

class Http;
class Services;
class SpaceConnection;
class Turn;

namespace gradio {
class Session;
} // namespace gradio

/// One test message to a Space that is called as \p choice says, with a connection and a session
/// of its own: no conversation learns of it, and nothing is stored. One start(), one finished().
/// Ends what it does where it is deleted. Main thread.
class Trial : public QObject {
    Q_OBJECT
public:
    /// \p services outlive this. \p address as SpaceConnection::address() tells it.
    Trial(Services &services, QString address, const gradio::MappingChoice &choice,
          QObject *parent = nullptr);
    ~Trial() override;

    /// \p values as Turn::Prompt has them.
    void start(const QString &text, const QJsonObject &values);
    /// Why it failed; None where it was answered.
    [[nodiscard]] const Failure &failure() const { return m_failure; }
    /// The beginning of what was answered, in the user's language where it is no text.
    [[nodiscard]] QString answer() const { return m_answer; }

Q_SIGNALS:
    void stateChanged(const QString &words);
    void finished();

private:
    void connectionChanged();
    void turnChanged();
    void turnFinished();
    void end(const Failure &failure);

    QString m_address;
    QString m_text;
    QJsonObject m_values;
    std::unique_ptr<Http> m_http;
    std::unique_ptr<SpaceConnection> m_connection;
    std::unique_ptr<gradio::Session> m_session;
    QPointer<Turn> m_turn;
    Failure m_failure;
    QString m_answer;
};

} // namespace spaceline
