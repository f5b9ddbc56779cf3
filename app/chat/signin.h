#pragma once

#include "account/loginvault.h"

#include <QObject>
#include <QPointer>

namespace spaceline {

class CookieJar;
class Http;
class SpaceConnection;

/// Signs one connection in to an app with a password of its own: with what the app took before,
/// else with what the user types. Main thread.
class SignIn : public QObject {
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
    /// The server knows who is there.
    [[nodiscard]] bool isSignedIn() const;

private:
    void connectionChanged();
    void tryKnown();

    SpaceConnection &m_connection;
    Http &m_http;
    LoginVault &m_logins;
    CookieJar &m_cookies;
    AppLogin m_typed; ///< until the server has answered
    bool m_inKeychain = false;
    bool m_triedKnown = false; ///< once for each question
};

} // namespace spaceline
