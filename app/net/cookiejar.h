#pragma once

#include <QHash>
#include <QNetworkCookieJar>

namespace spaceline {

/// Cookies that stay with their server. RFC 6265 gives a host's cookies to all its ports, but
/// several apps on one machine are several servers: here each host and port has a jar of its own.
/// http and https on their usual ports are one server.
class CookieJar : public QNetworkCookieJar {
    Q_OBJECT
public:
    using QNetworkCookieJar::QNetworkCookieJar;

    [[nodiscard]] QList<QNetworkCookie> cookiesForUrl(const QUrl &url) const override;
    /// True where the server of \p url has left cookies.
    [[nodiscard]] bool hasCookies(const QUrl &url) const;
    /// Throws away those of the server of \p url.
    void forget(const QUrl &url);
    bool setCookiesFromUrl(const QList<QNetworkCookie> &cookies, const QUrl &url) override;

private:
    [[nodiscard]] static QString serverOf(const QUrl &url);

    QHash<QString, QNetworkCookieJar *> m_jars; ///< children
};

} // namespace spaceline
