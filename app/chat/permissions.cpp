#include "chat/permissions.h"

#include "account/certificatetrust.h"
#include "account/tokenpolicy.h"
#include "settings/settings.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::Literals::StringLiterals;

namespace spaceline {

namespace {

constexpr auto kToken = "token"_L1;
constexpr auto kAppToken = "appToken"_L1;
constexpr auto kCertificates = "certificates"_L1;

QJsonArray sorted(const QSet<QString> &origins)
{
    QStringList list(origins.begin(), origins.end());
    list.sort();
    return QJsonArray::fromStringList(list);
}

void set(QSet<QString> &kept, const QUrl &base, Permissions::Span span)
{
    if (span == Permissions::Span::Always)
        kept.insert(originOf(base));
    else
        kept.remove(originOf(base));
}

Permissions::Span spanOf(bool isAllowed, const QSet<QString> &kept, const QUrl &base)
{
    if (!isAllowed)
        return Permissions::Span::Never;
    return kept.contains(originOf(base)) ? Permissions::Span::Always : Permissions::Span::ThisRun;
}

} // namespace

Permissions::Permissions(Settings &settings, TokenPolicy &policy, CertificateTrust &certificates)
    : m_settings(settings)
    , m_policy(policy)
    , m_certificates(certificates)
{
    const QByteArray kept = m_settings.permissions();
    if (kept.isEmpty())
        return;
    const QJsonObject object = QJsonDocument::fromJson(kept).object();
    for (const QJsonValue &origin : object.value(kToken).toArray()) {
        m_policy.addConsent(QUrl(origin.toString()));
        m_tokenHosts.insert(origin.toString());
    }
    for (const QJsonValue &origin : object.value(kAppToken).toArray()) {
        m_policy.setAppConsent(QUrl(origin.toString()), true);
        m_appHosts.insert(origin.toString());
    }
    const QJsonObject trusted = object.value(kCertificates).toObject();
    for (auto server = trusted.begin(); server != trusted.end(); ++server)
        m_certificates.trust(QUrl(u"https://"_s + server.key()), server.value().toString());
}

void Permissions::allowToken(const QUrl &base, Span span)
{
    if (span == Span::Never)
        m_policy.removeConsent(base);
    else
        m_policy.addConsent(base);
    set(m_tokenHosts, base, span);
    keep();
}

Permissions::Span Permissions::tokenFor(const QUrl &base) const
{
    return spanOf(m_policy.hasConsent(base), m_tokenHosts, base);
}

void Permissions::allowAppToken(const QUrl &base, Span span)
{
    m_policy.setAppConsent(base, span != Span::Never);
    set(m_appHosts, base, span);
    keep();
}

Permissions::Span Permissions::appTokenFor(const QUrl &base) const
{
    return spanOf(m_policy.hasAppConsent(base), m_appHosts, base);
}

void Permissions::trustCertificate(const QUrl &base, const QString &fingerprint)
{
    if (fingerprint.isEmpty())
        m_certificates.distrust(base);
    else
        m_certificates.trust(base, fingerprint);
    keep();
}

QString Permissions::certificateFor(const QUrl &base) const
{
    return m_certificates.trustedFor(base);
}

void Permissions::keep()
{
    QJsonObject object;
    if (!m_tokenHosts.isEmpty())
        object.insert(kToken, sorted(m_tokenHosts));
    if (!m_appHosts.isEmpty())
        object.insert(kAppToken, sorted(m_appHosts));
    QJsonObject trusted;
    const QHash<QString, QString> all = m_certificates.all();
    for (auto server = all.begin(); server != all.end(); ++server)
        trusted.insert(server.key(), server.value());
    if (!trusted.isEmpty())
        object.insert(kCertificates, trusted);
    m_settings.setPermissions(
        object.isEmpty() ? QByteArray() : QJsonDocument(object).toJson(QJsonDocument::Compact));
}

} // namespace spaceline
