#pragma once

#include "base/hubendpoint.h"
#include "net/cookiejar.h"
#include "store/historystore.h"

#include <QObject>

#include <memory>

namespace spaceline {

class Accounts;
class CertificateTrust;
class Database;
class DemoSpace;
class FileStore;
class LoginVault;
class Permissions;
class Settings;
class SpaceMemory;
class TimelineStore;
class TokenPolicy;
class TokenStore;
class TokenVault;
class TrafficLog;
class UnwrittenReplies;

/// What all conversations share. Made once, by main() or by a test, and outlives everything else of
/// chat/. Main thread.
class Services {
public:
    struct Options {
        QString databasePath; ///< empty: the user's own
        QString settingsPath; ///< empty: the user's own
        QString trafficLogPath; ///< where the switch in Settings writes to; empty: the user's cache
                                ///< folder
        HubEndpoint hub;
        std::unique_ptr<TokenStore> tokenStore; ///< null: the system's keychain
    };
    explicit Services(Options options);
    ~Services();
    Services(const Services &) = delete;
    Services &operator=(const Services &) = delete;

    /// Removes for good what was deleted in an earlier run. May take a second for a very long
    /// conversation, so it is called when the first frame is on the screen; before anything can be
    /// deleted in this run.
    void tidyUp();

    [[nodiscard]] Database &database() const { return *m_database; }
    [[nodiscard]] HistoryStore &history() const { return *m_history; }
    /// Finished replies that the history did not take yet.
    [[nodiscard]] UnwrittenReplies &unwritten() const { return *m_unwritten; }
    /// Where the files of conversations lie: beside the database.
    [[nodiscard]] const FileStore &files() const { return *m_files; }
    [[nodiscard]] SpaceMemory &spaces() const { return *m_spaces; }
    [[nodiscard]] TimelineStore &timelines() const { return *m_timelines; }
    [[nodiscard]] Settings &settings() const { return *m_settings; }
    /// Made when it is first asked for.
    [[nodiscard]] Accounts &accounts();
    [[nodiscard]] TokenVault &vault() const { return *m_vault; }
    /// What apps with a password of their own took.
    [[nodiscard]] LoginVault &logins() const { return *m_logins; }
    [[nodiscard]] TokenPolicy &policy() const { return *m_policy; }
    [[nodiscard]] const CertificateTrust &certificates() const { return *m_certificates; }
    [[nodiscard]] Permissions &permissions() const { return *m_permissions; }
    [[nodiscard]] TrafficLog &trafficLog() const { return *m_log; }
    [[nodiscard]] QString trafficLogPath() const { return m_trafficLogPath; }
    [[nodiscard]] DemoSpace &demo() const { return *m_demo; }
    [[nodiscard]] CookieJar &cookies() { return m_cookies; }
    [[nodiscard]] const HubEndpoint &hub() const { return m_hub; }

private:
    void applySettings();

    HubEndpoint m_hub;
    QString m_trafficLogPath;
    CookieJar m_cookies;
    std::unique_ptr<Settings> m_settings;
    std::unique_ptr<Database> m_database;
    std::unique_ptr<HistoryStore> m_history;
    std::unique_ptr<UnwrittenReplies> m_unwritten;
    std::unique_ptr<SpaceMemory> m_spaces;
    std::unique_ptr<TimelineStore> m_timelines;
    std::unique_ptr<FileStore> m_files;
    std::shared_ptr<TokenStore> m_keychain;
    std::unique_ptr<TokenVault> m_vault;
    std::unique_ptr<LoginVault> m_logins;
    std::unique_ptr<TokenPolicy> m_policy;
    std::unique_ptr<CertificateTrust> m_certificates;
    std::unique_ptr<Permissions> m_permissions;
    std::unique_ptr<TrafficLog> m_log;
    std::unique_ptr<DemoSpace> m_demo;
    std::unique_ptr<Accounts> m_accounts;
};

} // namespace spaceline
