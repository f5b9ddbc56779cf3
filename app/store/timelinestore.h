#pragma once

#include "base/timeline.h"

#include <QList>
#include <QString>

#include <memory>
#include <optional>
#include <utility>

namespace spaceline {

class Database;

/// How a Space did in the last turns.
struct SpaceStatistics {
    int turns = 0;
    int stopped = 0; ///< by the user
    /// Failure::code() and how often, the most frequent first.
    QList<std::pair<QString, int>> failures;
    /// Medians in milliseconds, of the turns where they are known.
    std::optional<qint64> queueTime;
    std::optional<qint64> runTime;

    friend bool operator==(const SpaceStatistics &, const SpaceStatistics &) = default;
};

/// How turns went, beside the replies that they made; a reply that was tried again has several.
/// They go with their conversation. Main thread; errors as of HistoryStore. Destroyed before its
/// Database.
class TimelineStore {
public:
    /// Turns that statistics() looks at.
    static constexpr int kMostTurns = 1'000;

    explicit TimelineStore(Database &database);
    ~TimelineStore();

    /// One sentence for the user about the last call; empty where it succeeded.
    [[nodiscard]] QString lastError() const;

    /// \p outcome is the Failure::code() of the turn, empty where it was answered. \p address as
    /// the conversation holds it.
    bool add(qint64 message, const QString &address, const QString &outcome,
             const Timeline &timeline);
    /// The last one of \p message; empty where there is none.
    [[nodiscard]] Timeline latest(qint64 message) const;
    /// Writes the last one of \p message anew.
    bool replaceLatest(qint64 message, const Timeline &timeline);
    /// Of the last kMostTurns turns with \p address.
    [[nodiscard]] SpaceStatistics statistics(const QString &address) const;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace spaceline
