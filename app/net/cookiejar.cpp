#include "net/cookiejar.h"

#include <QNetworkCookie>
#include <QUrl>

using namespace Qt::Literals::StringLiterals;

namespace spaceline {

QString CookieJar::serverOf(const QUrl &url)
{
    const int usual = url.scheme() == "https"_L1 || url.scheme() == "wss"_L1 ? 443 : 80;
    const int port = url.port(usual);
    return url.host().toLower() + (port == usual ? QString() : u':' + QString::number(port));
}

QList<QNetworkCookie> CookieJar::cookiesForUrl(const QUrl &url) const
{
    const QNetworkCookieJar *jar = m_jars.value(serverOf(url));
    return jar ? jar->cookiesForUrl(url) : QList<QNetworkCookie>();
}

bool CookieJar::hasCookies(const QUrl &url) const
{
    const QNetworkCookieJar *jar = m_jars.value(serverOf(url));
    return jar && !jar->cookiesForUrl(url).isEmpty();
}

void CookieJar::forget(const QUrl &url) { delete m_jars.take(serverOf(url)); }

bool CookieJar::setCookiesFromUrl(const QList<QNetworkCookie> &cookies, const QUrl &url)
{
    QNetworkCookieJar *&jar = m_jars[serverOf(url)];
    if (!jar)
        jar = new QNetworkCookieJar(this);
    return jar->setCookiesFromUrl(cookies, url);
}

} // namespace spaceline
