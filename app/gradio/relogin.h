#pragma once

#include "net/reentry.h"

#include <QFuture>
#include <QObject>
#include <QPointer>
#include <QString>
#include <QUrl>

#include <functional>
#include <utility>
#include <vector>

namespace spaceline {
class Http;
}

namespace spaceline::gradio {

class Login;

/// With what a user signs in to an app; empty where that is not known.
struct LoginWords {
    QString user;
    QString password;

    [[nodiscard]] bool isEmpty() const { return user.isEmpty(); }
};

/// Who knows what an app took when the user signed in. Main thread.
class LoginSource {
public:
    virtual ~LoginSource() = default;
    /// What the app at \p base accepted before, and nothing else: it is sent without asking. Ready
    /// at once or later; never of another server.
    [[nodiscard]] virtual QFuture<LoginWords> loginFor(const QUrl &base) = 0;
};

/// Signs in again by itself to the app of one Http: a server that was started anew, or ended the
/// user's sessions, forgets its cookies (gradio-protocol.md §8). Requests that were refused
/// meanwhile wait for the same login. What is known of the password lives as long as that takes.
class Relogin final : public QObject, public Reentry {
    Q_OBJECT
public:
    /// Nothing is owned; both outlive it.
    Relogin(Http &http, LoginSource &source, QObject *parent = nullptr);
    ~Relogin() override;

    /// The app's root, without the API's prefix. Nobody is signed in anywhere else.
    void setBase(const QUrl &base) { m_base = base; }
    [[nodiscard]] bool signIn(const QUrl &url, QObject *context,
                              std::function<void(bool)> then) override;

private:
    void start(const LoginWords &words);
    void tell(bool worked);

    Http &m_http;
    LoginSource &m_source;
    QUrl m_base;
    QPointer<Login> m_login;
    std::vector<std::pair<QPointer<QObject>, std::function<void(bool)>>> m_waiting;
};

} // namespace spaceline::gradio
