#include "store/database.h"

#include "base/logging.h"
#include "store/schema.h"
#include "store/sqlerror.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QTemporaryFile>
#include <QUrl>

#include <atomic>

using namespace Qt::Literals::StringLiterals;

namespace spaceline {

namespace {

constexpr auto kFolderMode
    = QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner;
constexpr auto kFileMode = QFileDevice::ReadOwner | QFileDevice::WriteOwner;
constexpr auto kOpenOptions = "QSQLITE_BUSY_TIMEOUT=3000";
constexpr auto kOpenAsItIs = "QSQLITE_OPEN_READONLY;QSQLITE_OPEN_URI";
constexpr auto kOpenReadOnly = "QSQLITE_BUSY_TIMEOUT=3000;QSQLITE_OPEN_READONLY";

QString sentence(const char *text) { return QCoreApplication::translate("Store", text); }

QString newConnectionName()
{
    static std::atomic<int> s_count = 0;
    return u"spaceline-store-"_s + QString::number(++s_count);
}

/// The first value of the first row of \p sql; \p error is set where it fails.
QVariant valueOf(const QSqlDatabase &connection, const QString &sql, QSqlError &error)
{
    QSqlQuery query(connection);
    query.setForwardOnly(true);
    const bool ran = query.exec(sql) && query.next();
    error = query.lastError();
    return ran ? query.value(0) : QVariant();
}

QSqlError run(const QSqlDatabase &connection, const QString &sql)
{
    QSqlQuery query(connection);
    return query.exec(sql) ? QSqlError() : query.lastError();
}

/// Runs the steps that the file lacks, each in its own transaction together with the new version.
QSqlError bringUpToDate(const QSqlDatabase &connection)
{
    const auto steps = schemaSteps();
    for (;;) {
        // The version is read inside the transaction: another process may be doing the same.
        if (QSqlError error = run(connection, u"BEGIN IMMEDIATE"_s); error.isValid())
            return error;
        QSqlError error;
        const auto version = size_t(valueOf(connection, u"PRAGMA user_version"_s, error).toUInt());
        if (error.isValid() || version >= steps.size()) {
            (void)run(connection, u"ROLLBACK"_s);
            return error;
        }
        for (const char *statement : steps[version]) {
            if (error = run(connection, QString::fromLatin1(statement)); error.isValid())
                break;
        }
        if (!error.isValid())
            error = run(connection, u"PRAGMA user_version = "_s + QString::number(version + 1));
        if (!error.isValid())
            error = run(connection, u"COMMIT"_s);
        if (error.isValid()) {
            (void)run(connection, u"ROLLBACK"_s);
            return error;
        }
        qCInfo(lcStore) << "schema brought to version" << version + 1;
    }
}

} // namespace

Database::Database(const QString &path) : m_path(path), m_name(newConnectionName())
{
    QSqlError error;
    bool ready = start(error);
    if (!ready && isBroken(error)) {
        qCWarning(lcStore).noquote() << "damaged:" << error.databaseText();
        close();
        error = {};
        ready = setAside() && start(error);
        if (ready)
            m_condition = Condition::SetAside;
    }
    if (ready)
        return;
    if (error.isValid() && openWithoutWriting(error))
        return;
    if (error.isValid()) {
        qCWarning(lcStore).noquote() << "cannot be opened:" << error.nativeErrorCode()
                                     << error.databaseText() << error.driverText();
        const QString why = whyNotWritten();
        m_error = why.isEmpty() ? sentenceFor(error) : why;
    }
    m_condition = Condition::Unusable;
    close();
}

Database::~Database() { close(); }

QSqlDatabase Database::connection() const { return QSqlDatabase::database(m_name, false); }

/// Sets the condition on success. On failure either \p error or m_error says why.
bool Database::start(QSqlError &error)
{
    if (!makeFile())
        return false;
    error = open(kOpenOptions);
    if (!error.isValid())
        error = prepare();
    return !error.isValid();
}

bool Database::makeFile()
{
    if (m_path == ":memory:"_L1)
        return true;
    const QFileInfo info(m_path);
    const QString folder = info.absolutePath();
    if (!QFileInfo::exists(folder)) {
        // The mode is given when the folder is made, so that nobody else can look in between.
        // Another process that starts just now may make it first.
        const QString above = QFileInfo(folder).absolutePath();
        if (!(QDir().mkpath(above) && QDir().mkdir(folder, kFolderMode))
            && !QFileInfo::exists(folder)) {
            m_error = sentence(QT_TRANSLATE_NOOP("Store",
                                                 "The folder %1 for the history cannot be created: "
                                                 "%2."))
                          .arg(QDir::toNativeSeparators(folder), qt_error_string());
            qCWarning(lcStore) << "cannot create the folder";
            return false;
        }
    }
    QFile file(m_path);
    // SQLite gives its companion files the mode of this one.
    if (!file.exists() && !file.open(QIODevice::NewOnly | QIODevice::WriteOnly, kFileMode)
        && !file.exists()) {
        qCWarning(lcStore).noquote() << "cannot create the file:" << file.errorString();
        m_error = sentence(QT_TRANSLATE_NOOP("Store",
                                             "The file %1 for the history cannot be created: %2."))
                      .arg(QDir::toNativeSeparators(m_path), file.errorString());
        return false;
    }
    if (!info.isDir())
        QFile::setPermissions(m_path, kFileMode);
    return true;
}

QSqlError Database::open(const char *options, const QString &name)
{
    QSqlDatabase connection = QSqlDatabase::addDatabase(u"QSQLITE"_s, m_name);
    connection.setDatabaseName(name.isEmpty() ? m_path : name);
    connection.setConnectOptions(QString::fromLatin1(options));
    return connection.open() ? QSqlError() : connection.lastError();
}

/// Everything between the opened file and the first question to it.
QSqlError Database::prepare()
{
    QSqlError error;
    const auto version = size_t(valueOf(connection(), u"PRAGMA user_version"_s, error).toUInt());
    if (error.isValid())
        return error;
    if (version > schemaSteps().size()) {
        close();
        if (error = open(kOpenReadOnly); error.isValid())
            return error;
        m_error = sentence(QT_TRANSLATE_NOOP(
            "Store",
            "The history was written by a newer version of Spaceline: it can be read but not "
            "changed."));
        m_condition = Condition::NewerThanProgram;
        return {};
    }
    // A file system without shared memory refuses WAL; the file then works without it, slower.
    (void)valueOf(connection(), u"PRAGMA journal_mode = WAL"_s, error);
    if (isDamage(error))
        return error;
    // fullfsync: only macOS knows it, where a sync else stops at the disk's own memory.
    for (const auto &setting : {u"PRAGMA foreign_keys = ON"_s, u"PRAGMA fullfsync = ON"_s}) {
        if (error = run(connection(), setting); error.isValid())
            return error;
    }
    if (version < schemaSteps().size()) {
        if (error = bringUpToDate(connection()); error.isValid())
            return error;
    }
    // Reads what every start reads, so that damage there is found while it can be set aside.
    (void)valueOf(connection(), u"SELECT count(updated_ms) FROM conversations"_s, error);
    if (error.isValid())
        return error;
    (void)valueOf(connection(), u"SELECT max(id) FROM messages"_s, error);
    if (!error.isValid())
        m_condition = Condition::Ready;
    return error;
}

/// Where the file or its folder cannot be written to, \p error being what came of trying: what was
/// kept can still be read.
bool Database::openWithoutWriting(const QSqlError &error)
{
    constexpr int kReadOnlyFile = 8;
    constexpr int kCannotOpen = 14;
    const int code = sqliteCode(error);
    if ((code != kReadOnlyFile && code != kCannotOpen) || !QFileInfo(m_path).isFile())
        return false;
    const QString why = whyNotWritten();
    if (why.isEmpty())
        return false;
    if (read(kOpenReadOnly, m_path).isValid()) {
        // WAL wants files beside this one, which cannot be made. Without any nobody else writes
        // either, and SQLite may take the file as it is.
        const QFileInfo log(m_path + u"-wal"_s);
        const QString name
            = QString::fromLatin1(QUrl::fromLocalFile(QFileInfo(m_path).absoluteFilePath())
                                      .toEncoded(QUrl::FullyEncoded))
            + u"?immutable=1"_s;
        if ((log.exists() && log.size() > 0) || read(kOpenAsItIs, name).isValid())
            return false;
    }
    qCWarning(lcStore).noquote() << "read-only:" << why;
    m_error = why;
    m_condition = Condition::ReadOnly;
    return true;
}

/// Opens the file with \p options under \p name, and asks it what every start asks.
QSqlError Database::read(const char *options, const QString &name)
{
    close();
    QSqlError error = open(options, name);
    if (error.isValid())
        return error;
    // What an older version wrote would have to be changed first.
    const auto version = size_t(valueOf(connection(), u"PRAGMA user_version"_s, error).toUInt());
    if (!error.isValid() && version < schemaSteps().size())
        return QSqlError(u"older"_s, {}, QSqlError::StatementError);
    if (!error.isValid())
        (void)valueOf(connection(), u"SELECT count(updated_ms) FROM conversations"_s, error);
    return error;
}

/// One sentence with the system's reason; empty where file and folder can be written to.
QString Database::whyNotWritten() const
{
    QFile file(m_path);
    if (!file.open(QIODevice::ReadWrite | QIODevice::ExistingOnly))
        return sentence(
                   QT_TRANSLATE_NOOP("Store", "The history's file %1 cannot be written to: %2."))
            .arg(QDir::toNativeSeparators(m_path), file.errorString());
    const QString folder = QFileInfo(m_path).absolutePath();
    QTemporaryFile beside(folder + u"/XXXXXX"_s);
    if (!beside.open())
        return sentence(
                   QT_TRANSLATE_NOOP("Store", "The history's folder %1 cannot be written to: %2."))
            .arg(QDir::toNativeSeparators(folder), beside.errorString());
    return {};
}

bool Database::isBroken(const QSqlError &error)
{
    if (!error.isValid())
        return false;
    if (isDamage(error))
        return true;
    if (sqliteCode(error) != 1 || !connection().isOpen())
        return false; // busy, full, not permitted: the file may be fine
    QSqlError checkError;
    const QString verdict
        = valueOf(connection(), u"PRAGMA quick_check(1)"_s, checkError).toString();
    return isDamage(checkError) || (!checkError.isValid() && verdict != "ok"_L1);
}

bool Database::setAside()
{
    const QFileInfo info(m_path);
    const QString date = QDateTime::currentDateTime().toString(u"yyyyMMdd-HHmmss"_s);
    const QString suffix = info.suffix().isEmpty() ? QString() : u'.' + info.suffix();
    const QString stem
        = info.absolutePath() + u'/' + info.completeBaseName() + u"-damaged-"_s + date;
    QString target = stem + suffix;
    for (int i = 2; QFileInfo::exists(target); ++i)
        target = stem + u'-' + QString::number(i) + suffix;
    if (!QFile::rename(m_path, target)) {
        m_error = sentence(QT_TRANSLATE_NOOP(
            "Store", "The history's file is damaged and could not be set aside."));
        return false;
    }
    // What a recovery would need stays beside it.
    for (const auto &companion : {u"-wal"_s, u"-shm"_s})
        QFile::rename(m_path + companion, target + companion);
    m_setAside = target;
    m_error = sentence(QT_TRANSLATE_NOOP("Store",
                                         "The history's file was damaged. It was set aside as %1, "
                                         "and a new history was begun."))
                  .arg(QDir::toNativeSeparators(target));
    return true;
}

void Database::close()
{
    if (QSqlDatabase::contains(m_name)) {
        connection().close();
        QSqlDatabase::removeDatabase(m_name);
    }
}

} // namespace spaceline
