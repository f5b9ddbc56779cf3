#pragma once

#include <QString>

class QSqlDatabase;
class QSqlError;

namespace spaceline {

/// The one SQLite file: opens it (WAL, foreign keys), brings its schema up to date step by step in
/// transactions, and closes it. A file that is newer than this program, or that cannot be written
/// to, is opened read-only and said so; one that is damaged is set aside under another name and a
/// new one begun, never deleted. Another process may have the same file open; a write waits for its
/// write, three seconds at most. Main thread. What uses connection(), a HistoryStore for instance,
/// is destroyed first.
class Database {
public:
    enum class Condition { Closed, Ready, SetAside, NewerThanProgram, ReadOnly, Unusable };

    /// \p path of the file (its folder is made, mode 0700), or ":memory:".
    explicit Database(const QString &path);
    ~Database();
    Database(const Database &) = delete;
    Database &operator=(const Database &) = delete;

    /// Ready and SetAside can be written to, NewerThanProgram and ReadOnly can be read, Unusable
    /// neither.
    [[nodiscard]] Condition condition() const { return m_condition; }
    [[nodiscard]] bool isWritable() const
    {
        return m_condition == Condition::Ready || m_condition == Condition::SetAside;
    }
    /// One sentence for the user about a condition other than Ready.
    [[nodiscard]] QString error() const { return m_error; }
    /// Where a damaged file was moved to; empty else.
    [[nodiscard]] QString setAsidePath() const { return m_setAside; }
    [[nodiscard]] QSqlDatabase connection() const;

private:
    [[nodiscard]] bool start(QSqlError &error);
    [[nodiscard]] bool makeFile();
    [[nodiscard]] QSqlError open(const char *options, const QString &name = {});
    [[nodiscard]] QSqlError prepare();
    [[nodiscard]] bool openWithoutWriting(const QSqlError &error);
    [[nodiscard]] QSqlError read(const char *options, const QString &name);
    [[nodiscard]] QString whyNotWritten() const;
    [[nodiscard]] bool isBroken(const QSqlError &error);
    [[nodiscard]] bool setAside();
    void close();

    QString m_path;
    QString m_name; ///< Qt's connection name
    QString m_error;
    QString m_setAside;
    Condition m_condition = Condition::Closed;
};

} // namespace spaceline
