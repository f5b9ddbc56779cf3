#include "settings/settings.h"

#include <QMetaEnum>
#include <QStandardPaths>

#include <algorithm>
#include <limits>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace spaceline {

namespace {

/// A preference: its name in the file and what holds where the file says nothing usable.
template <typename T>
struct Key {
    QLatin1StringView name;
    T fallback;
};

constexpr Key<Settings::Theme> kTheme{"window/theme"_L1, Settings::Theme::System};
constexpr Key<int> kZoom{"window/zoomPercent"_L1, 100};
constexpr Key<QByteArrayView> kGeometry{"window/geometry"_L1, {}};
constexpr Key<QByteArrayView> kSplitters{"window/splitters"_L1, {}};
constexpr Key<bool> kParameters{"window/parameters"_L1, false};
constexpr Key<QByteArrayView> kParametersState{"window/parametersSplitter"_L1, {}};
constexpr Key<qint64> kLastConversation{"window/lastConversation"_L1, 0};
constexpr Key<Settings::SendKey> kSendKey{"composer/sendKey"_L1, Settings::SendKey::Enter};
constexpr Key<qint64> kSilence{"network/silenceSeconds"_L1, 60};
constexpr Key<int> kLargestFetched{"files/largestFetchedMegabytes"_L1, 50};
constexpr Key<QByteArrayView> kAccounts{"account/known"_L1, {}};
constexpr Key<QByteArrayView> kPermissions{"network/permissions"_L1, {}};
constexpr Key<bool> kTrafficLog{"network/trafficLog"_L1, false};

template <typename T>
struct Range {
    T least;
    T most;
};

constexpr Range<int> kZooms{50, 300};
constexpr Range<qint64> kSilences{5, 600};
constexpr Range<int> kFetched{0, 10'000};
constexpr Range<qint64> kConversations{0, std::numeric_limits<qint64>::max()};

QString userFile()
{
    return QStandardPaths::writableLocation(QStandardPaths::AppConfigLocation) + u"/settings.ini"_s;
}

template <typename T>
T number(const QSettings &store, const Key<T> &key, const Range<T> &range)
{
    bool isNumber = false;
    const qlonglong value = store.value(key.name).toString().trimmed().toLongLong(&isNumber);
    return isNumber ? T(std::clamp(value, qlonglong(range.least), qlonglong(range.most)))
                    : key.fallback;
}

/// QVariant takes every word but "false" and "0" for true; a slip of the pen is no consent.
bool truth(const QSettings &store, const Key<bool> &key)
{
    const QString word = store.value(key.name).toString().trimmed().toLower();
    if (word == "true"_L1 || word == "1"_L1)
        return true;
    if (word == "false"_L1 || word == "0"_L1)
        return false;
    return key.fallback;
}

/// Enumerators stand in the file by name, whatever their case.
template <typename Enum>
Enum choice(const QSettings &store, const Key<Enum> &key)
{
    const QString word = store.value(key.name).toString().trimmed();
    const QMetaEnum names = QMetaEnum::fromType<Enum>();
    for (int i = 0; i < names.keyCount(); ++i) {
        if (word.compare(QLatin1StringView(names.key(i)), Qt::CaseInsensitive) == 0)
            return Enum(names.value(i));
    }
    return key.fallback;
}

template <typename Enum>
QString nameOf(Enum value)
{
    return QString::fromLatin1(QMetaEnum::fromType<Enum>().valueToKey(int(value)));
}

} // namespace

Settings::Settings(QObject *parent) : Settings(userFile(), parent) { }

Settings::Settings(const QString &iniPath, QObject *parent)
    : QObject(parent)
    , m_store(iniPath, QSettings::IniFormat)
{
}

Settings::Theme Settings::theme() const { return choice(m_store, kTheme); }

void Settings::setTheme(Theme theme) { store(kTheme.name, nameOf(theme)); }

Settings::SendKey Settings::sendKey() const { return choice(m_store, kSendKey); }

void Settings::setSendKey(SendKey key) { store(kSendKey.name, nameOf(key)); }

std::chrono::seconds Settings::silenceLimit() const
{
    return std::chrono::seconds(number(m_store, kSilence, kSilences));
}

void Settings::setSilenceLimit(std::chrono::seconds limit)
{
    store(kSilence.name, std::clamp(qint64(limit.count()), kSilences.least, kSilences.most));
}

bool Settings::logsTraffic() const { return truth(m_store, kTrafficLog); }

void Settings::setLogsTraffic(bool on) { store(kTrafficLog.name, on); }

int Settings::largestFetched() const { return number(m_store, kLargestFetched, kFetched); }

void Settings::setLargestFetched(int megabytes)
{
    store(kLargestFetched.name, std::clamp(megabytes, kFetched.least, kFetched.most));
}

QByteArray Settings::accounts() const { return m_store.value(kAccounts.name).toByteArray(); }

void Settings::setAccounts(const QByteArray &json) { store(kAccounts.name, json); }

QByteArray Settings::permissions() const { return m_store.value(kPermissions.name).toByteArray(); }

void Settings::setPermissions(const QByteArray &json) { store(kPermissions.name, json); }

int Settings::zoom() const { return number(m_store, kZoom, kZooms); }

void Settings::setZoom(int percent)
{
    store(kZoom.name, std::clamp(percent, kZooms.least, kZooms.most));
}

QByteArray Settings::windowGeometry() const { return m_store.value(kGeometry.name).toByteArray(); }

void Settings::setWindowGeometry(const QByteArray &geometry) { store(kGeometry.name, geometry); }

QByteArray Settings::splitterState() const { return m_store.value(kSplitters.name).toByteArray(); }

void Settings::setSplitterState(const QByteArray &state) { store(kSplitters.name, state); }

bool Settings::showsParameters() const { return truth(m_store, kParameters); }

void Settings::setShowsParameters(bool on) { store(kParameters.name, on); }

QByteArray Settings::parametersState() const
{
    return m_store.value(kParametersState.name).toByteArray();
}

void Settings::setParametersState(const QByteArray &state) { store(kParametersState.name, state); }

qint64 Settings::lastConversation() const
{
    return number(m_store, kLastConversation, kConversations);
}

void Settings::setLastConversation(qint64 id)
{
    store(kLastConversation.name, std::max(id, qint64(0)));
}

void Settings::store(QLatin1StringView name, const QVariant &value)
{
    // As text, because a file that was read holds nothing else.
    if (m_store.contains(name) && m_store.value(name).toByteArray() == value.toByteArray())
        return;
    m_store.setValue(name, value);
    Q_EMIT changed();
}

} // namespace spaceline
