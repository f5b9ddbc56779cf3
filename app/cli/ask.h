#pragma once

#include "base/failure.h"
#include "chat/spaceconnection.h"
#include "chat/turn.h"
#include "cli/asksink.h"
#include "cli/filefetcher.h"
#include "cli/options.h"
#include "gradio/relogin.h"
#include "gradio/session.h"

#include <QObject>
#include <QPointer>
#include <QTimer>

#include <memory>

namespace spaceline::gradio {
class Login;
}

namespace spaceline::cli {

class CliServices;

/// `spaceline ask`: connects once, sends each prompt as a turn of one session, prints what comes.
/// Ends in exactly one finished() with the exit status; after a failed turn the rest are not sent.
/// Writes no history.
class Ask : public QObject, private gradio::LoginSource {
    Q_OBJECT
public:
    /// \p services and \p sink outlive this.
    /// \p password belongs to options.user.
    Ask(CliServices &services, AskOptions options, const QString &password, AskSink &sink,
        QObject *parent = nullptr);
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
    void toldWaking();
    void ready();
    void signIn();
    [[nodiscard]] QFuture<gradio::LoginWords> loginFor(const QUrl &base) override;
    void nextTurn();
    void turnStateChanged();
    void takeText();
    void turnFinished();
    void replyIsWhole();
    void finish(const Failure &failure, const QByteArray &partial);

    CliServices &m_services;
    AskOptions m_options;
    AskSink &m_sink;
    SpaceConnection m_connection;
    std::unique_ptr<gradio::Session> m_session;
    QPointer<gradio::Login> m_login;
    QPointer<Turn> m_current;
    std::unique_ptr<FileFetcher> m_fetcher; ///< null without --output
    QJsonObject m_values; ///< of the parameters
    gradio::PageValues m_page;
    Reply m_reply; ///< of the turn that ended
    QJsonObject m_replyJson;
    QByteArray m_replyData;
    QString m_password;
    QTimer m_textTimer; ///< prints what the sink held back
    QByteArray m_text;
    int m_turn = 0; ///< from 1
    bool m_isLooking = false; ///< that was said
    bool m_triedLogin = false;
    QUrl m_signedInAt; ///< the app that took the password; empty: none did
    bool m_finished = false;
};

} // namespace spaceline::cli
