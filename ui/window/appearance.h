#pragma once

#include "settings/settings.h"
#include "widgets/theme.h"

#include <QObject>

class QDBusVariant;

namespace spaceline {

/// Gives the application its style and the palette of the theme that Settings ask for. "System"
/// follows the desktop portal's `color-scheme`, which is asked without waiting; until it answers,
/// and where there is none, the palette that the platform gave.
class Appearance : public QObject {
    Q_OBJECT
public:
    /// Sets style and palette at once. \p settings outlive this.
    explicit Appearance(Settings &settings, QObject *parent = nullptr);

    /// Asks the desktop and listens to it from now on. Costs a connection to the session bus: call
    /// it after the first show().
    void followDesktop();
    [[nodiscard]] Theme theme() const { return m_theme; }

Q_SIGNALS:
    void changed();

private Q_SLOTS:
    void onPortalSetting(const QString &nameSpace, const QString &key, const QDBusVariant &value);

private:
    void takeScheme(uint scheme);
    void apply();

    Settings &m_settings;
    Theme m_theme;
    bool m_desktopIsDark;
};

} // namespace spaceline
