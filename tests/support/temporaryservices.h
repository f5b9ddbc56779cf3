#pragma once

#include "account/sessiontokenstore.h"
#include "chat/services.h"
#include "demo/demospace.h"

#include <QTemporaryDir>

namespace spaceline {

/// Services in a folder of their own that is removed afterwards; no keychain, no user's files, a
/// Demo Space that answers at once.
class TemporaryServices {
public:
    explicit TemporaryServices(const HubEndpoint &hub = {}) : m_hub(hub) { reopen(); }
    [[nodiscard]] Services &operator*() const { return *m_services; }
    [[nodiscard]] Services *operator->() const { return m_services.get(); }
    /// As if the program had ended and been started again.
    void reopen()
    {
        m_services.reset();
        Services::Options options;
        options.databasePath = m_folder.filePath(QStringLiteral("history.sqlite"));
        options.settingsPath = m_folder.filePath(QStringLiteral("settings.ini"));
        options.trafficLogPath = m_folder.filePath(QStringLiteral("traffic.log"));
        options.hub = m_hub;
        options.tokenStore = std::make_unique<SessionTokenStore>();
        m_services = std::make_unique<Services>(std::move(options));
        m_services->demo().setPace(std::chrono::milliseconds(0));
    }
    [[nodiscard]] QString path(const QString &name) const { return m_folder.filePath(name); }

private:
    HubEndpoint m_hub;
    QTemporaryDir m_folder;
    std::unique_ptr<Services> m_services;
};

} // namespace spaceline
