#include "store/spacememory.h"

#include "store/database.h"
#include "store/statements.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <vector>

using namespace Qt::Literals::StringLiterals;

namespace spaceline {

namespace {
constexpr qsizetype kWakings = 5; ///< so many are remembered
} // namespace

class SpaceMemory::Private {
public:
    explicit Private(const Database &database) : statements(database) { }

    QVariant read(QLatin1StringView sql, const QString &address)
    {
        statements.setError({});
        Rows rows = statements.run(sql, {address});
        return rows.next() ? rows.value(0) : QVariant();
    }

    bool write(QLatin1StringView sql, const QString &address, const QVariant &value)
    {
        statements.setError({});
        Transaction transaction(statements, Durability::Light);
        return transaction && bool(statements.run(sql, {address, value})) && transaction.commit();
    }

    [[nodiscard]] QJsonArray wakings(const QString &address)
    {
        return QJsonDocument::fromJson(
                   read("SELECT waking FROM spaces WHERE address = ?"_L1, address).toByteArray())
            .array();
    }

    Statements statements;
};

SpaceMemory::SpaceMemory(Database &database) : d(std::make_unique<Private>(database)) { }

SpaceMemory::~SpaceMemory() = default;

QString SpaceMemory::lastError() const { return d->statements.lastError(); }

QByteArray SpaceMemory::choice(const QString &address) const
{
    return d->read("SELECT choice FROM spaces WHERE address = ?"_L1, address).toByteArray();
}

bool SpaceMemory::setChoice(const QString &address, const QByteArray &choice)
{
    return d->write("INSERT INTO spaces (address, choice) VALUES (?, ?) "
                    "ON CONFLICT (address) DO UPDATE SET choice = excluded.choice"_L1,
                    address, choice.isNull() ? QByteArray("") : choice);
}

QJsonObject SpaceMemory::presets(const QString &address) const
{
    return QJsonDocument::fromJson(
               d->read("SELECT presets FROM spaces WHERE address = ?"_L1, address).toByteArray())
        .object();
}

bool SpaceMemory::setPresets(const QString &address, const QJsonObject &presets)
{
    return d->write("INSERT INTO spaces (address, presets) VALUES (?, ?) "
                    "ON CONFLICT (address) DO UPDATE SET presets = excluded.presets"_L1,
                    address, QJsonDocument(presets).toJson(QJsonDocument::Compact));
}

bool SpaceMemory::fullValues(const QString &address) const
{
    return d->read("SELECT full_values FROM spaces WHERE address = ?"_L1, address).toBool();
}

bool SpaceMemory::setFullValues(const QString &address, bool full)
{
    return d->write("INSERT INTO spaces (address, full_values) VALUES (?, ?) "
                    "ON CONFLICT (address) DO UPDATE SET full_values = excluded.full_values"_L1,
                    address, int(full));
}

std::chrono::seconds SpaceMemory::usualWaking(const QString &address) const
{
    std::vector<qint64> times;
    for (const QJsonValue &time : d->wakings(address))
        times.push_back(time.toInteger());
    if (times.empty())
        return {};
    const auto middle = times.begin() + qsizetype(times.size()) / 2;
    std::nth_element(times.begin(), middle, times.end());
    return std::chrono::seconds(*middle);
}

bool SpaceMemory::addWaking(const QString &address, std::chrono::seconds time)
{
    QJsonArray times = d->wakings(address);
    times.append(qint64(time.count()));
    while (times.size() > kWakings)
        times.removeFirst();
    return d->write("INSERT INTO spaces (address, waking) VALUES (?, ?) "
                    "ON CONFLICT (address) DO UPDATE SET waking = excluded.waking"_L1,
                    address, QJsonDocument(times).toJson(QJsonDocument::Compact));
}

} // namespace spaceline
