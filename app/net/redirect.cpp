#include "net/redirect.h"

#include "base/hubendpoint.h"

using namespace Qt::Literals::StringLiterals;

namespace spaceline {

namespace {

bool isRedirect(int status)
{
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

bool isSameSite(const QUrl &from, const QUrl &to)
{
    if (originOf(from) == originOf(to))
        return true;
    return from.host().compare(to.host(), Qt::CaseInsensitive) == 0 && from.scheme() == "http"_L1
        && to.scheme() == "https"_L1 && from.port(80) == 80 && to.port(443) == 443;
}

} // namespace

Redirect judgeRedirect(HttpRequest::Method method, const QUrl &from, int status,
                       const QByteArray &location)
{
    Redirect redirect;
    if (!isRedirect(status) || location.isEmpty())
        return redirect;
    redirect.verdict = Redirect::Verdict::Refuse;
    const QUrl target = QUrl::fromEncoded(location);
    if (!target.isValid())
        return redirect;
    redirect.to = from.resolved(target).adjusted(QUrl::RemoveUserInfo);
    // A server behind a proxy that speaks TLS for it knows only http: what it means is the address
    // that was asked (failures.md F32).
    if (from.scheme() == "https"_L1 && redirect.to.scheme() == "http"_L1
        && redirect.to.port(80) == 80
        && redirect.to.host().compare(from.host(), Qt::CaseInsensitive) == 0) {
        redirect.to.setScheme(u"https"_s);
        redirect.to.setPort(from.port());
    }
    const bool toHttps = redirect.to.scheme() == "https"_L1;
    const bool toHttp = redirect.to.scheme() == "http"_L1;
    if (redirect.to.host().isEmpty() || !(toHttps || toHttp)
        || (toHttp && from.scheme() == "https"_L1)) {
        return redirect;
    }
    redirect.sameSite = isSameSite(from, redirect.to);
    if (method == HttpRequest::Method::Post && !redirect.sameSite)
        return redirect;
    redirect.method = status == 303 ? HttpRequest::Method::Get : method;
    redirect.verdict = Redirect::Verdict::Follow;
    return redirect;
}

} // namespace spaceline
