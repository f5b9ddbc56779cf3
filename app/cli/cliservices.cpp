#include "cli/cliservices.h"

#include "account/keychaintokenstore.h"
#include "gradio/address.h"

using namespace Qt::Literals::StringLiterals;

namespace spaceline::cli {

CliServices::CliServices()
    : m_vault(std::make_unique<KeychainTokenStore>(), m_hub.base().host())
    , m_policy(m_hub, m_vault)
    , m_http(m_policy, m_cookies, &m_log)
{
    m_vault.takeFromEnvironment();
}

CliServices::~CliServices() = default;

QString CliServices::openLog(const QString &path)
{
    if (path.isEmpty())
        return {};
    return m_log.setFile(path);
}

void CliServices::withToken(const QString &address, QObject *context,
                            const std::function<void()> &next)
{
    using gradio::Address;
    const Address parsed = Address::parse(address, m_hub);
    const bool concerned = parsed.kind == Address::Kind::Space
        || (parsed.kind == Address::Kind::Url && m_hub.isSpaceHost(parsed.url));
    if (!concerned || m_vault.state() != TokenVault::State::Unread) {
        next();
        return;
    }
    QObject::connect(&m_vault, &TokenVault::changed, context, next, Qt::SingleShotConnection);
    m_vault.load();
}

} // namespace spaceline::cli
