#include "store/statements.h"

#include "base/logging.h"
#include "store/database.h"
#include "store/sqlerror.h"

#include <QSqlError>

using namespace Qt::Literals::StringLiterals;

namespace spaceline {

Rows::~Rows()
{
    if (!m_query)
        return;
    m_query->finish();
    // A text of megabytes would else be held until the statement's next use.
    for (int i = 0; i < int(m_query->boundValues().size()); ++i)
        m_query->bindValue(i, QVariant());
}

qint64 Rows::insertedId() const { return m_query ? m_query->lastInsertId().toLongLong() : 0; }

Statements::Statements(const Database &database)
    : m_database(database)
    , m_connection(database.connection())
{
}

Rows Statements::run(QLatin1StringView sql, std::initializer_list<QVariant> values)
{
    if (!m_connection.isOpen()) {
        m_error = m_database.error();
        return {};
    }
    auto found = m_prepared.find(sql);
    if (found == m_prepared.end()) {
        QSqlQuery query(m_connection);
        query.setForwardOnly(true);
        if (!query.prepare(sql)) {
            fail(query.lastError());
            return {};
        }
        found = m_prepared.emplace(sql, std::move(query)).first;
    }
    QSqlQuery &query = found->second;
    int place = 0;
    for (const QVariant &value : values)
        query.bindValue(place++, value);
    Rows rows(&query);
    if (!query.exec()) {
        fail(query.lastError());
        return {};
    }
    return rows;
}

bool Statements::set(QLatin1StringView pragma)
{
    if (!m_connection.isOpen()) {
        m_error = m_database.error();
        return false;
    }
    QSqlQuery query(m_connection);
    if (query.exec(pragma))
        return true;
    fail(query.lastError());
    return false;
}

void Statements::rollBack()
{
    QSqlQuery query(m_connection);
    (void)query.exec(u"ROLLBACK"_s);
}

void Statements::fail(const QSqlError &error)
{
    m_error = sentenceFor(error);
    qCWarning(lcStore).noquote() << "SQLite" << error.nativeErrorCode() << error.driverText()
                                 << error.databaseText();
}

Transaction::Transaction(Statements &statements, Durability durability) : m_statements(statements)
{
    // The level cannot change inside a transaction. IMMEDIATE: a transaction that reads first and
    // writes later could not wait for another process.
    m_open = statements.set(durability == Durability::Full ? "PRAGMA synchronous = FULL"_L1
                                                           : "PRAGMA synchronous = NORMAL"_L1)
        && statements.run("BEGIN IMMEDIATE"_L1);
}

Transaction::~Transaction()
{
    if (m_open)
        m_statements.rollBack();
}

bool Transaction::commit()
{
    if (!m_statements.run("COMMIT"_L1))
        return false;
    m_open = false;
    return true;
}

} // namespace spaceline
