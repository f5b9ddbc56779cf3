#pragma once

#include "account/tokenpolicy.h"
#include "account/tokenvault.h"
#include "base/hubendpoint.h"
#include "demo/demospace.h"
#include "net/http.h"
#include "net/trafficlog.h"

#include <QNetworkCookieJar>

#include <functional>

namespace spaceline::cli {

/// What a command needs of the program: no history, no settings. The token comes from
/// SPACELINE_TOKEN, else HF_TOKEN, else the keychain, which is asked only for addresses that may be
/// told it.
class CliServices {
public:
    CliServices();
    ~CliServices();

    /// Writes the redacted traffic log to \p path; empty: no log. Returns one sentence where that
    /// fails.
    [[nodiscard]] QString openLog(const QString &path);
    /// Calls \p next when it is known whether there is a token for \p address.
    void withToken(const QString &address, QObject *context, const std::function<void()> &next);

    [[nodiscard]] Http &http() { return m_http; }
    [[nodiscard]] const HubEndpoint &hub() const { return m_hub; }
    [[nodiscard]] TokenPolicy &policy() { return m_policy; }
    [[nodiscard]] DemoSpace &demo() { return m_demo; }

private:
    HubEndpoint m_hub = HubEndpoint::fromEnvironment();
    TokenVault m_vault;
    TokenPolicy m_policy;
    TrafficLog m_log;
    QNetworkCookieJar m_cookies;
    Http m_http;
    DemoSpace m_demo;
};

} // namespace spaceline::cli
