#include "store/timelinestore.h"

#include "base/failure.h"
#include "store/database.h"
#include "store/statements.h"

#include <QDateTime>
#include <QHash>

#include <algorithm>
#include <vector>

using namespace Qt::Literals::StringLiterals;

namespace spaceline {

namespace {

QVariant timeOrNull(qint64 ms) { return ms < 0 ? QVariant() : QVariant(ms); }

/// The middle one; of an even number the lower one, which really happened.
std::optional<qint64> medianOf(std::vector<qint64> times)
{
    if (times.empty())
        return {};
    const auto middle = times.begin() + std::ptrdiff_t((times.size() - 1) / 2);
    std::nth_element(times.begin(), middle, times.end());
    return *middle;
}

} // namespace

class TimelineStore::Private {
public:
    explicit Private(const Database &database) : statements(database) { }

    Statements &fresh()
    {
        statements.setError({});
        return statements;
    }

    Statements statements;
};

TimelineStore::TimelineStore(Database &database) : d(std::make_unique<Private>(database)) { }

TimelineStore::~TimelineStore() = default;

QString TimelineStore::lastError() const { return d->statements.lastError(); }

bool TimelineStore::add(qint64 message, const QString &address, const QString &outcome,
                        const Timeline &timeline)
{
    Transaction transaction(d->fresh(), Durability::Light);
    return transaction
        && bool(d->statements.run(
            "INSERT INTO timelines (message, address, ended_ms, outcome, queue_ms, run_ms, record) "
            "VALUES (?, ?, ?, ?, ?, ?, ?)"_L1,
            {message, address.isNull() ? u""_s : address, QDateTime::currentMSecsSinceEpoch(),
             outcome.isNull() ? u""_s : outcome, timeOrNull(timeline.queueTime()),
             timeOrNull(timeline.runTime()), timeline.toBytes()}))
        && transaction.commit();
}

Timeline TimelineStore::latest(qint64 message) const
{
    Rows rows = d->fresh().run(
        "SELECT record FROM timelines WHERE message = ? ORDER BY id DESC LIMIT 1"_L1, {message});
    return rows.next() ? Timeline::fromBytes(rows.value(0).toByteArray()) : Timeline();
}

bool TimelineStore::replaceLatest(qint64 message, const Timeline &timeline)
{
    Transaction transaction(d->fresh(), Durability::Light);
    if (!transaction)
        return false;
    bool isThere = false;
    {
        const Rows rows = d->statements.run("UPDATE timelines SET record = ? WHERE id = "
                                            "(SELECT max(id) FROM timelines WHERE message = ?)"_L1,
                                            {timeline.toBytes(), message});
        isThere = rows && rows.affected() > 0;
    }
    return isThere && transaction.commit();
}

SpaceStatistics TimelineStore::statistics(const QString &address) const
{
    SpaceStatistics result;
    QHash<QString, int> failures;
    std::vector<qint64> queued;
    std::vector<qint64> ran;
    const QString stopped = Failure(Failure::Kind::Interrupted).code();
    Rows rows = d->fresh().run("SELECT outcome, queue_ms, run_ms FROM timelines "
                               "WHERE address = ? ORDER BY id DESC LIMIT ?"_L1,
                               {address, kMostTurns});
    while (rows.next()) {
        ++result.turns;
        const QString outcome = rows.value(0).toString();
        if (outcome == stopped)
            ++result.stopped;
        else if (!outcome.isEmpty())
            ++failures[outcome];
        if (!rows.value(1).isNull())
            queued.push_back(rows.value(1).toLongLong());
        // What was cut off says nothing of how long it takes.
        if (outcome.isEmpty() && !rows.value(2).isNull())
            ran.push_back(rows.value(2).toLongLong());
    }
    for (auto failure = failures.cbegin(); failure != failures.cend(); ++failure)
        result.failures.append({failure.key(), failure.value()});
    std::sort(result.failures.begin(), result.failures.end(), [](const auto &a, const auto &b) {
        return a.second != b.second ? a.second > b.second : a.first < b.first;
    });
    result.queueTime = medianOf(std::move(queued));
    result.runTime = medianOf(std::move(ran));
    return result;
}

} // namespace spaceline
