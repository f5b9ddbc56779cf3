#pragma once

#include "base/failure.h"
#include "chat/spaceconnection.h"
#include "cli/asksink.h"
#include "cli/options.h"
#include "gradio/call.h"
#include "gradio/session.h"

#include <QObject>
#include <QPointer>
#include <QTimer>

#include <memory>

namespace spaceline::cli {

class CliServices;

/// `spaceline ask`: connects once, sends each prompt as a turn of one session, prints what comes.
/// Ends in exactly one finished() with the exit status; after a failed turn the rest are not sent.
/// Writes no history.
class Ask : public QObject {
    Q_OBJECT
public:
    /// \p services and \p sink outlive this.
    Ask(CliServices &services, AskOptions options, AskSink &sink, QObject *parent = nullptr);
    ~Ask() override;

    void start();
    /// Ctrl+C: cancels on the server and ends when its last word came.
    void interrupt();
    /// Ctrl+C again: ends at once.
    void end();

Q_SIGNALS:
    void finished(int exitStatus);

private:
    void connectionChanged();
    void ready();
    void nextTurn();
    void callStateChanged();
    void takeText();
    void callFinished();
    void finish(const Failure &failure, const QByteArray &partial);

    CliServices &m_services;
    AskOptions m_options;
    AskSink &m_sink;
    SpaceConnection m_connection;
    std::unique_ptr<gradio::Session> m_session;
    QPointer<gradio::Call> m_call;
    QTimer m_textTimer; ///< prints what the sink held back
    QByteArray m_text;
    int m_turn = 0; ///< from 1
    bool m_finished = false;
};

} // namespace spaceline::cli
