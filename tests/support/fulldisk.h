#pragma once

#include "store/database.h"

#include <QSqlDatabase>
#include <QSqlQuery>

namespace spaceline {

/// From now on the file of \p database cannot grow, as on a full disk: SQLite's own limit.
inline void fillDisk(const Database &database)
{
    QSqlQuery(database.connection()).exec(QStringLiteral("PRAGMA max_page_count = 1"));
}

/// There is room again.
inline void emptyDisk(const Database &database)
{
    QSqlQuery(database.connection()).exec(QStringLiteral("PRAGMA max_page_count = 1000000"));
}

} // namespace spaceline
