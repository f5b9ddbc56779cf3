#pragma once

#include "base/failure.h"

#include <QObject>
#include <QPointer>
#include <QUrl>

namespace spaceline {
class Http;
class HttpExchange;
} // namespace spaceline

namespace spaceline::gradio {

/// Signs in to an app that has a password of its own: `POST BASE/login` (gradio-protocol.md §8).
///
/// What it earns is a cookie in the Http's jar; the password is kept nowhere. Every path ends in
/// exactly one finished(), then the job deletes itself; keep it in a QPointer. Lives in the thread
/// of its Http.
class Login : public QObject {
    Q_OBJECT
public:
    /// \p http is not owned and outlives the job. \p base is the app's root without the API's
    /// prefix, with or without a trailing slash.
    Login(Http &http, const QUrl &base, QObject *parent = nullptr);
    ~Login() override;

    /// Once only; a second start is logged and ignored.
    void start(const QString &user, const QString &password);
    /// Ends in failure Interrupted. Safe at any time.
    void cancel();

    /// None where the server accepted. F18 where name or password are wrong, else what kept the
    /// server from answering.
    [[nodiscard]] const Failure &failure() const { return m_failure; }

Q_SIGNALS:
    void finished(); ///< always the last signal, never from within start()

private:
    void answered();
    void finish(Failure failure);

    Http &m_http;
    QUrl m_base;
    QString m_path; ///< of the login's own address
    QPointer<HttpExchange> m_exchange;
    Failure m_failure;
    bool m_started = false;
    bool m_done = false;
};

} // namespace spaceline::gradio
