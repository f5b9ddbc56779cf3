#include "chat/signin.h"

#include "chat/spaceconnection.h"
#include "net/cookiejar.h"
#include "net/http.h"

#include <QFutureWatcher>
#include <QPromise>
#include <QUrlQuery>

#include <memory>

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
    connect(&connection, &SpaceConnection::signedIn, this, [this] { m_wasTaken = true; });
    connection.setLogins(*this);
}

void SignIn::submit(const AppLogin &login, bool inKeychain)
{
    if (login.isEmpty() || m_connection.isSigningIn())
        return;
    m_typed = login;
    m_inKeychain = inKeychain;
    m_wasTaken = false;
    m_wasTold = false;
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
    switch (m_connection.state()) {
    case SpaceConnection::State::Reading:
    case SpaceConnection::State::Asking:
        return;
    case SpaceConnection::State::Ready:
        if (m_wasTaken)
            m_logins.keep(m_connection.base(), m_typed, m_inKeychain);
        break;
    default:
        break;
    }
    m_typed = {};
    m_wasTaken = false;
    m_wasTold = false;
}

QFuture<gradio::LoginWords> SignIn::loginFor(const QUrl &base)
{
    const auto promise = std::make_shared<QPromise<gradio::LoginWords>>();
    promise->start();
    auto *watcher = new QFutureWatcher<AppLogin>(this);
    connect(watcher, &QFutureWatcher<AppLogin>::finished, this, [this, watcher, promise] {
        watcher->deleteLater();
        const AppLogin login = watcher->future().resultCount() > 0 ? watcher->result() : AppLogin();
        m_wasTold = !login.isEmpty();
        promise->addResult(gradio::LoginWords{login.user, login.password});
        promise->finish();
    });
    watcher->setFuture(m_logins.find(base));
    return promise->future();
}

} // namespace spaceline
