#include "base/redaction.h"

#include <QList>
#include <QMutex>
#include <QRegularExpression>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace spaceline {

namespace {

QMutex s_mutex;

QStringList &secrets()
{
    static QStringList list;
    return list;
}

const QString kHidden = u"•••"_s;

} // namespace

void addSecret(const QByteArray &secret)
{
    if (secret.size() < 4)
        return;
    const QMutexLocker lock(&s_mutex);
    const QString text = QString::fromUtf8(secret);
    if (secrets().contains(text))
        return;
    secrets().append(text);
    // The longest first: a secret that holds another must not leave its rest behind.
    std::sort(secrets().begin(), secrets().end(),
              [](const QString &a, const QString &b) { return a.size() > b.size(); });
}

QString redacted(const QString &text)
{
    QString result = text;
    {
        const QMutexLocker lock(&s_mutex);
        for (const QString &secret : std::as_const(secrets()))
            result.replace(secret, kHidden);
    }
    static const QRegularExpression token(u"\\bhf_[A-Za-z0-9]{4,}"_s);
    static const QRegularExpression bearer(u"(?i)\\bbearer\\s+[^\\s\"',;]+"_s);
    static const QRegularExpression cookieHeader(u"(?im)^(\\s*(?:set-)?cookie\\s*:\\s*).*$"_s);
    static const QRegularExpression accessToken(u"(access-token[A-Za-z0-9_-]*=)[^;\\s\"]+"_s);
    static const QRegularExpression field(
        u"(?i)(\"(?:password|token|oauth_token|access_token|hf_token|api_key|secret)\"\\s*:\\s*)\"(?:[^\"\\\\]|\\\\.)*\""_s);
    static const QRegularExpression query(
        u"(?i)([?&](?:__sign|token|access_token|password|api_key)=)[^&\\s\"#]+"_s);
    static const QRegularExpression form(u"(?i)(\\bpassword=)[^&\\s\"]+"_s);
    static const QRegularExpression userInfo(u"(?i)(\\bhttps?://)[^/\\s@\"]+@"_s);
    result.replace(token, kHidden);
    result.replace(bearer, u"Bearer "_s + kHidden);
    result.replace(cookieHeader, u"\\1"_s + kHidden);
    result.replace(accessToken, u"\\1"_s + kHidden);
    result.replace(field, u"\\1\""_s + kHidden + u'"');
    result.replace(query, u"\\1"_s + kHidden);
    result.replace(form, u"\\1"_s + kHidden);
    result.replace(userInfo, u"\\1"_s + kHidden + u'@');
    return result;
}

QByteArray redacted(const QByteArray &text) { return redacted(QString::fromUtf8(text)).toUtf8(); }

} // namespace spaceline
