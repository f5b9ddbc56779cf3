#pragma once

#include "account/loginvault.h"
#include "gradio/relogin.h"

#include <QObject>
#include <QPointer>

namespace spaceline {

class CookieJar;
class Http;
class SpaceConnection;

/// Signs one connection in to an app with a password of its own: with what the user types, and
/// later by itself with what the app took. Main thread.
class SignIn : public QObject, private gradio::LoginSource {
    Q_OBJECT
public:
    /// Nothing is owned; all outlive this.
    SignIn(SpaceConnection &connection, Http &http, LoginVault &logins, CookieJar &cookies,
           QObject *parent = nullptr);

    /// Tries what was typed. It is remembered once the server took it: for this run, or in the
    /// keychain.
    void submit(const AppLogin &login, bool inKeychain);
    /// Tells the server, and forgets password and cookies.
    void signOut();
    /// The user name that the server took; empty where none is known.
    [[nodiscard]] QString knownUser() const;
    /// What the server took before was tried, and it did not take it again.
    [[nodiscard]] bool isKnownRefused() const { return m_wasTold; }
    /// The server knows who is there.
    [[nodiscard]] bool isSignedIn() const;

private:
    void connectionChanged();
    [[nodiscard]] QFuture<gradio::LoginWords> loginFor(const QUrl &base) override;

    SpaceConnection &m_connection;
    Http &m_http;
    LoginVault &m_logins;
    CookieJar &m_cookies;
    AppLogin m_typed; ///< until the server has answered
    bool m_inKeychain = false;
    bool m_wasTaken = false; ///< m_typed, by the server
    bool m_wasTold = false; ///< loginFor() had an answer, and the app is not open yet
};

} // namespace spaceline
