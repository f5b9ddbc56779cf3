#include "chat/services.h"

#include "account/certificatetrust.h"
#include "account/keychaintokenstore.h"
#include "account/loginvault.h"
#include "account/tokenpolicy.h"
#include "account/tokenvault.h"
#include "base/logging.h"
#include "chat/accounts.h"
#include "chat/permissions.h"
#include "chat/unwrittenreplies.h"
#include "demo/demospace.h"
#include "net/trafficlog.h"
#include "settings/settings.h"
#include "store/database.h"
#include "store/filestore.h"
#include "store/spacememory.h"
#include "store/timelinestore.h"

#include <QFileInfo>
#include <QStandardPaths>
#include <QThreadPool>

using namespace Qt::Literals::StringLiterals;

namespace spaceline {

namespace {

QString inFolder(QStandardPaths::StandardLocation location, const QString &name)
{
    return QStandardPaths::writableLocation(location) + u'/' + name;
}

} // namespace

Services::Services(Options options)
    : m_hub(std::move(options.hub))
    , m_trafficLogPath(options.trafficLogPath.isEmpty()
                           ? inFolder(QStandardPaths::AppLocalDataLocation, u"traffic.log"_s)
                           : options.trafficLogPath)
    , m_settings(options.settingsPath.isEmpty() ? std::make_unique<Settings>()
                                                : std::make_unique<Settings>(options.settingsPath))
    , m_database(std::make_unique<Database>(
          options.databasePath.isEmpty()
              ? inFolder(QStandardPaths::AppLocalDataLocation, u"history.sqlite"_s)
              : options.databasePath))
    , m_history(std::make_unique<HistoryStore>(*m_database))
    , m_unwritten(std::make_unique<UnwrittenReplies>(*m_history))
    , m_spaces(std::make_unique<SpaceMemory>(*m_database))
    , m_timelines(std::make_unique<TimelineStore>(*m_database))
    , m_files(std::make_unique<FileStore>(
          options.databasePath.isEmpty()
              ? inFolder(QStandardPaths::AppLocalDataLocation, u"files"_s)
              : QFileInfo(options.databasePath).absolutePath() + u"/files"_s))
    , m_keychain(options.tokenStore ? std::move(options.tokenStore)
                                    : std::make_unique<KeychainTokenStore>())
    , m_vault(std::make_unique<TokenVault>(m_keychain, m_hub.base().host()))
    , m_logins(std::make_unique<LoginVault>(m_keychain))
    , m_policy(std::make_unique<TokenPolicy>(m_hub, *m_vault))
    , m_certificates(std::make_unique<CertificateTrust>(m_hub, *m_policy))
    , m_permissions(std::make_unique<Permissions>(*m_settings, *m_policy, *m_certificates))
    , m_log(std::make_unique<TrafficLog>())
    , m_demo(std::make_unique<DemoSpace>())
{
    if (const int count = m_history->markInterrupted())
        qCInfo(lcStore) << count << "replies were cut off by the end of the program";
    applySettings();
    QObject::connect(m_settings.get(), &Settings::changed, m_log.get(),
                     [this] { applySettings(); });
}

Services::~Services() = default;

Accounts &Services::accounts()
{
    if (!m_accounts) {
        m_accounts = std::make_unique<Accounts>(Accounts::Parts{
            *m_vault, *m_policy, *m_settings, m_cookies, m_log.get(), m_hub, m_keychain});
    }
    return *m_accounts;
}

void Services::tidyUp()
{
    const QList<qint64> gone = m_history->purgeDeleted();
    if (gone.isEmpty())
        return;
    // Files of gigabytes take seconds. No conversation ever gets the id of one that is gone.
    QThreadPool::globalInstance()->start([store = *m_files, gone] {
        for (const qint64 conversation : gone)
            store.removeConversation(conversation);
    });
}

void Services::applySettings()
{
    const QString error = m_log->setFile(m_settings->logsTraffic() ? m_trafficLogPath : QString());
    if (!error.isEmpty())
        qCWarning(lcNet) << "traffic log:" << error;
}

} // namespace spaceline
