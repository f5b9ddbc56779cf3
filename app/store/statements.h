#pragma once

#include <QSqlDatabase>
#include <QSqlQuery>
#include <QString>
#include <QVariant>

#include <initializer_list>
#include <map>
#include <utility>

namespace spaceline {

class Database;

/// The rows of a statement that ran. Lets go of the statement and of the values bound to it when it
/// goes out of scope, so only one Rows of a statement may live at a time.
class Rows {
public:
    Rows() = default;
    explicit Rows(QSqlQuery *query) : m_query(query) { }
    Rows(Rows &&other) noexcept : m_query(std::exchange(other.m_query, nullptr)) { }
    ~Rows();
    Rows(const Rows &) = delete;
    Rows &operator=(const Rows &) = delete;
    Rows &operator=(Rows &&) = delete;

    /// False where the statement failed; Statements::lastError() says why.
    explicit operator bool() const { return m_query != nullptr; }
    [[nodiscard]] bool next() { return m_query && m_query->next(); }
    [[nodiscard]] QVariant value(int column) const { return m_query->value(column); }
    [[nodiscard]] int affected() const { return m_query ? m_query->numRowsAffected() : 0; }
    [[nodiscard]] qint64 insertedId() const;

private:
    QSqlQuery *m_query = nullptr;
};

/// The statements of one connection, prepared once, and the one place where an error of SQLite
/// becomes a log line and a sentence. Destroyed before its Database.
class Statements {
public:
    explicit Statements(const Database &database);

    /// Runs \p sql, a literal, with \p values bound to its question marks.
    [[nodiscard]] Rows run(QLatin1StringView sql, std::initializer_list<QVariant> values = {});

    /// Runs a setting (PRAGMA). Never from the prepared ones: SQLite obeys many settings when it
    /// reads them, not when it runs them, so a second run of the same statement would do nothing.
    [[nodiscard]] bool set(QLatin1StringView pragma);

    /// Undoes an open transaction. Silent: SQLite may have done it by itself (a full disk), and
    /// lastError() stays with what went wrong before.
    void rollBack();

    [[nodiscard]] QString lastError() const { return m_error; }
    void setError(const QString &sentence) { m_error = sentence; }

private:
    void fail(const QSqlError &error);

    const Database &m_database;
    QSqlDatabase m_connection;
    std::map<QLatin1StringView, QSqlQuery> m_prepared;
    QString m_error;
};

/// Survives power loss, or only the program's end.
enum class Durability { Full, Light };

/// Everything between its making and commit() happens at once or not at all.
class Transaction {
public:
    Transaction(Statements &statements, Durability durability);
    ~Transaction();
    Transaction(const Transaction &) = delete;
    Transaction &operator=(const Transaction &) = delete;

    /// False where it could not be begun.
    explicit operator bool() const { return m_open; }
    [[nodiscard]] bool commit();

private:
    Statements &m_statements;
    bool m_open = false;
};

} // namespace spaceline
