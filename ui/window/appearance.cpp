#include "window/appearance.h"

#include "base/logging.h"
#include "widgets/style.h"

#include <QApplication>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>
#include <QPalette>

using namespace Qt::Literals::StringLiterals;

namespace spaceline {

namespace {
constexpr auto kService = "org.freedesktop.portal.Desktop"_L1;
constexpr auto kPath = "/org/freedesktop/portal/desktop"_L1;
constexpr auto kInterface = "org.freedesktop.portal.Settings"_L1;
constexpr auto kNamespace = "org.freedesktop.appearance"_L1;
constexpr auto kKey = "color-scheme"_L1;
constexpr uint kPrefersDark = 1;
constexpr uint kPrefersLight = 2;
} // namespace

Appearance::Appearance(Settings &settings, QObject *parent)
    : QObject(parent)
    , m_settings(settings)
    , m_desktopIsDark(QGuiApplication::palette().color(QPalette::Window).lightness() < 128)
{
    QApplication::setStyle(new Style);
    connect(&m_settings, &Settings::changed, this, &Appearance::apply);
    apply();
}

void Appearance::followDesktop()
{
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return;
    bus.connect(kService, kPath, kInterface, u"SettingChanged"_s, this,
                SLOT(onPortalSetting(QString, QString, QDBusVariant)));
    QDBusMessage question = QDBusMessage::createMethodCall(kService, kPath, kInterface, u"Read"_s);
    question.setArguments({kNamespace, kKey});
    auto *watcher = new QDBusPendingCallWatcher(bus.asyncCall(question), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher] {
        watcher->deleteLater();
        const QDBusPendingReply<QVariant> reply = *watcher;
        if (reply.isError()) {
            qCDebug(lcUi) << "no color scheme from the portal:" << reply.error().name();
            return;
        }
        // Read() wraps its answer in a second variant.
        QVariant value = reply.value();
        while (value.canConvert<QDBusVariant>())
            value = value.value<QDBusVariant>().variant();
        takeScheme(value.toUInt());
    });
}

void Appearance::onPortalSetting(const QString &nameSpace, const QString &key,
                                 const QDBusVariant &value)
{
    if (nameSpace == kNamespace && key == kKey)
        takeScheme(value.variant().toUInt());
}

void Appearance::takeScheme(uint scheme)
{
    if (scheme != kPrefersDark && scheme != kPrefersLight)
        return; // no preference: the palette that the platform gave decides
    m_desktopIsDark = scheme == kPrefersDark;
    apply();
}

void Appearance::apply()
{
    const bool isDark = m_settings.theme() == Settings::Theme::Dark
        || (m_settings.theme() == Settings::Theme::System && m_desktopIsDark);
    const Theme theme = isDark ? Theme::dark() : Theme::light();
    if (theme == m_theme)
        return;
    m_theme = theme;
    QApplication::setPalette(theme.palette());
    Q_EMIT changed();
}

} // namespace spaceline
