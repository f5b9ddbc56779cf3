#include "gradio/address.h"

#include <QCoreApplication>
#include <QHostAddress>
#include <QRegularExpression>

using namespace Qt::Literals::StringLiterals;

namespace spaceline::gradio {

namespace {

Address invalid(const char *sentence)
{
    Address address;
    address.problem = QCoreApplication::translate("Address", sentence);
    return address;
}

Address space(const QString &owner, const QString &name)
{
    // The name becomes a part of the path of requests to the Hub: nothing may stand in it that
    // means something there.
    static const QRegularExpression usable(u"^(?!\\.{1,2}$)[A-Za-z0-9_.-]+$"_s);
    if (!usable.match(owner).hasMatch() || !usable.match(name).hasMatch())
        return invalid(QT_TRANSLATE_NOOP("Address",
                                         "A Space's name has only letters, digits, “-”, “_” and "
                                         "“.” in it."));
    Address address;
    address.kind = Address::Kind::Space;
    address.spaceId = owner + u'/' + name;
    return address;
}

bool isNumericHost(const QString &host)
{
    // QHostAddress takes "1" for 0.0.0.1; here it is somebody's name.
    const bool numeric = host.count(u'.') == 3 || host.contains(u':');
    return host.compare("localhost"_L1, Qt::CaseInsensitive) == 0
        || host.endsWith(".localhost"_L1, Qt::CaseInsensitive)
        || (numeric && !QHostAddress(host).isNull());
}

/// The host's part of "host[:port][/path]".
QString hostOf(const QString &text)
{
    if (text.startsWith(u'['))
        return text.mid(1, text.indexOf(u']') - 1);
    static const QRegularExpression end(u"[:/?#]"_s);
    return text.section(end, 0, 0);
}

bool looksLikeSpaceHost(const QString &host)
{
    static const QStringList suffixes{u".hf.space"_s, u".gradio.live"_s, u".gradio.app"_s};
    for (const QString &suffix : suffixes) {
        if (host.endsWith(suffix, Qt::CaseInsensitive))
            return true;
    }
    return false;
}

/// The page of a Space on the Hub that lives at \p hubPath: /spaces/owner/name[/…].
Address fromHubPage(const QUrl &url, const QString &hubPath = {})
{
    const QStringList parts = url.path().mid(hubPath.size()).split(u'/', Qt::SkipEmptyParts);
    if (parts.size() >= 3 && parts.constFirst() == "spaces"_L1)
        return space(parts.at(1), parts.at(2));
    if (parts.size() >= 4 && parts.constFirst() == "api"_L1 && parts.at(1) == "spaces"_L1)
        return space(parts.at(2), parts.at(3));
    return invalid(QT_TRANSLATE_NOOP("Address",
                                     "This page of Hugging Face is not a Space; a Space's page has "
                                     "“spaces” in its address."));
}

Address fromUrl(QUrl url, const HubEndpoint &hub)
{
    if (!url.isValid() || url.host().isEmpty())
        return invalid(QT_TRANSLATE_NOOP("Address", "This is not a valid address."));
    const QString host = url.host().toLower();
    if (host == "huggingface.co"_L1 || host == "www.huggingface.co"_L1 || host == "hf.co"_L1)
        return fromHubPage(url);
    const QString hubPath = hub.base().path();
    if (!hub.isDefault() && hub.isHub(url) && url.path().startsWith(hubPath + "/spaces/"_L1))
        return fromHubPage(url, hubPath);

    // The platform answers http with a redirect, and a POST must not depend on that.
    if (host.endsWith(".hf.space"_L1) && url.scheme() == "http"_L1 && url.port(80) == 80) {
        url.setScheme(u"https"_s);
        url.setPort(-1);
    }
    url = url.adjusted(QUrl::RemoveQuery | QUrl::RemoveFragment | QUrl::RemoveUserInfo);

    QString path = url.path(QUrl::FullyEncoded);
    // The address of one replica, copied from an old "Use via API" page, stops working when it is
    // replaced.
    static const QRegularExpression replica(u"/--replicas/[^/]*"_s);
    path.remove(replica);
    // What people copy along with the address of an app.
    static const QRegularExpression route(
        u"/(?:gradio_api(?:/.*)?|config|info|queue/join|call/.*|run/predict|api/predict)/*$"_s);
    path.remove(route);
    while (path.endsWith(u'/'))
        path.chop(1);
    url.setPath(path, QUrl::TolerantMode);

    Address address;
    address.kind = Address::Kind::Url;
    address.url = url;
    return address;
}

} // namespace

QString Address::canonical() const
{
    switch (kind) {
    case Kind::Invalid:
        return {};
    case Kind::Demo:
        return u"demo:"_s;
    case Kind::Space:
        return spaceId;
    case Kind::Url: {
        QString text = url.toString(QUrl::FullyEncoded);
        // At its end they are taken for what surrounds an address.
        if (const QChar last = text.back(); u"',;"_s.contains(last)) {
            text.chop(1);
            text += QLatin1StringView(QUrl::toPercentEncoding(last));
        }
        return text;
    }
    }
    return {};
}

Address Address::parse(const QString &typed, const HubEndpoint &hub)
{
    QString text = typed.trimmed();
    // Addresses are often copied with what surrounds them.
    static const QRegularExpression wrapping(u"^[<\"'`]+|[>\"'`,;]+$"_s);
    text.remove(wrapping);
    text = text.trimmed();
    if (text.isEmpty())
        return invalid(QT_TRANSLATE_NOOP("Address",
                                         "Type the name of a Space, such as owner/name, "
                                         "or the address of an app."));
    if (text.compare("demo:"_L1, Qt::CaseInsensitive) == 0) {
        Address address;
        address.kind = Kind::Demo;
        return address;
    }
    static const QRegularExpression blank(u"\\s"_s);
    if (text.contains(blank))
        return invalid(QT_TRANSLATE_NOOP("Address", "An address has no blanks in it."));

    static const QRegularExpression scheme(u"^([A-Za-z][A-Za-z0-9+.-]*)://"_s);
    if (const auto match = scheme.match(text); match.hasMatch()) {
        const QString name = match.captured(1).toLower();
        if (name != "http"_L1 && name != "https"_L1)
            return invalid(QT_TRANSLATE_NOOP("Address",
                                             "Only addresses that begin with http:// or https:// "
                                             "can be opened."));
        return fromUrl(QUrl(text, QUrl::TolerantMode), hub);
    }

    const QString host = hostOf(text);
    static const QRegularExpression hubPage(u"^(?:www\\.)?(?:huggingface\\.co|hf\\.co)(?:/|$)"_s,
                                            QRegularExpression::CaseInsensitiveOption);
    if (hubPage.match(text).hasMatch() || looksLikeSpaceHost(host))
        return fromUrl(QUrl(u"https://"_s + text, QUrl::TolerantMode), hub);
    if (isNumericHost(host))
        return fromUrl(QUrl(u"http://"_s + text, QUrl::TolerantMode), hub);

    static const QRegularExpression id(u"^(?:spaces/)?([A-Za-z0-9_.-]+)/([A-Za-z0-9_.-]+)/?$"_s);
    if (const auto match = id.match(text); match.hasMatch())
        return space(match.captured(1), match.captured(2));

    static const QRegularExpression withPort(u"^[A-Za-z0-9._-]+:\\d{1,5}(?:/.*)?$"_s);
    if (withPort.match(text).hasMatch())
        return fromUrl(QUrl(u"http://"_s + text, QUrl::TolerantMode), hub);
    if (host.contains(u'.') && !host.startsWith(u'.') && !host.endsWith(u'.'))
        return fromUrl(QUrl(u"https://"_s + text, QUrl::TolerantMode), hub);
    return invalid(QT_TRANSLATE_NOOP(
        "Address",
        "A Space is named owner/name; an app's address begins with http:// or https://."));
}

} // namespace spaceline::gradio
