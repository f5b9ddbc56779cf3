#include "chat/signin.h"

#include "chat/spaceconnection.h"
#include "net/cookiejar.h"
#include "net/http.h"

#include <QFutureWatcher>
#include <QUrlQuery>

#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace spaceline {

SignIn::SignIn(SpaceConnection &connection, Http &http, LoginVault &logins, CookieJar &cookies,
               QObject *parent)
    : QObject(parent)
    , m_connection(connection)
    , m_http(http)
    , m_logins(logins)
    , m_cookies(cookies)
{
    connect(&connection, &SpaceConnection::stateChanged, this, &SignIn::connectionChanged);
    connect(&connection, &SpaceConnection::signedIn, this, [this] {
        if (!m_typed.isEmpty())
            m_logins.keep(m_connection.base(), std::exchange(m_typed, {}), m_inKeychain);
    });
}

void SignIn::submit(const AppLogin &login, bool inKeychain)
{
    if (login.isEmpty() || m_connection.isSigningIn())
        return;
    m_typed = login;
    m_inKeychain = inKeychain;
    m_connection.signIn(login.user, login.password);
}

void SignIn::signOut()
{
    const QUrl base = m_connection.base();
    // Only this program's session: without the query the server ends all of the user's
    // (gradio-protocol.md §8). What it answers does not matter, the cookies are gone anyway.
    HttpRequest request;
    request.url = base;
    request.url.setPath(base.path() + u"/logout"_s);
    QUrlQuery query;
    query.addQueryItem(u"all_session"_s, u"false"_s);
    request.url.setQuery(query);
    m_http.send(request);
    m_cookies.forget(base);
    m_logins.forget(base);
}

QString SignIn::knownUser() const { return m_logins.userAt(m_connection.base()); }

bool SignIn::isSignedIn() const
{
    return !knownUser().isEmpty() && m_cookies.hasCookies(m_connection.base());
}

void SignIn::connectionChanged()
{
    if (m_connection.question() == SpaceConnection::Question::SignIn) {
        if (!std::exchange(m_triedKnown, true))
            tryKnown();
        return;
    }
    const SpaceConnection::State state = m_connection.state();
    if (state != SpaceConnection::State::Reading) {
        m_triedKnown = false;
        m_typed = {};
    }
}

void SignIn::tryKnown()
{
    auto *watcher = new QFutureWatcher<AppLogin>(this);
    const QUrl base = m_connection.base();
    connect(watcher, &QFutureWatcher<AppLogin>::finished, this, [this, watcher, base] {
        watcher->deleteLater();
        if (watcher->future().resultCount() == 0)
            return;
        const AppLogin login = watcher->result();
        // The user may have been faster than the keychain.
        if (!login.isEmpty() && m_connection.base() == base && !m_connection.failure())
            m_connection.signIn(login.user, login.password);
    });
    watcher->setFuture(m_logins.find(base));
}

} // namespace spaceline
