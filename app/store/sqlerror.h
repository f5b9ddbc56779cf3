#pragma once

#include <QString>

class QSqlError;

namespace spaceline {

/// SQLite's primary result code (its numbers are fixed by its file format and interface); 0 where
/// \p error is none, 1 where it came from elsewhere.
[[nodiscard]] int sqliteCode(const QSqlError &error);

/// True where the file itself is damaged or is no database.
[[nodiscard]] bool isDamage(const QSqlError &error);

/// One plain sentence for the user; SQLite's own words are for the log.
[[nodiscard]] QString sentenceFor(const QSqlError &error);

} // namespace spaceline
