#include "store/historystore.h"

#include "base/logging.h"
#include "store/database.h"
#include "store/plaintext.h"
#include "store/statements.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSet>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace spaceline {

namespace {

/// So much of a text is read for a snippet, in bytes.
constexpr int kSnippetBytes = 1200;

// No reply yet counts as complete: nothing is wrong with a new conversation.
#define SPACELINE_RECORD                                                                           \
    "SELECT id, coalesce(chosen_title, first_words), chosen_title IS NOT NULL, address, "          \
    "space_name, session_hash, app_id, draft, snippet, created_ms, updated_ms, "                   \
    "coalesce((SELECT state FROM messages WHERE conversation = conversations.id AND author = 1 "   \
    "AND id NOT IN (SELECT message FROM set_aside) ORDER BY id DESC LIMIT 1), 0) FROM "            \
    "conversations WHERE deleted_ms IS NULL "
constexpr auto kAllRecords = SPACELINE_RECORD "ORDER BY updated_ms DESC, id DESC"_L1;
constexpr auto kOneRecord = SPACELINE_RECORD "AND id = ?"_L1;
#undef SPACELINE_RECORD

ConversationRecord recordOf(const Rows &row)
{
    ConversationRecord record;
    record.id = row.value(0).toLongLong();
    record.title = row.value(1).toString();
    record.titleChosen = row.value(2).toBool();
    record.address = row.value(3).toString();
    record.spaceName = row.value(4).toString();
    record.sessionHash = row.value(5).toString();
    record.appId = row.value(6).toString();
    record.draft = row.value(7).toString();
    record.snippet = row.value(8).toString();
    record.createdMs = row.value(9).toLongLong();
    record.updatedMs = row.value(10).toLongLong();
    record.lastState = MessageState(row.value(11).toInt());
    return record;
}

/// Qt binds null strings and byte arrays as NULL, which the columns refuse.
QVariant notNull(const QString &text) { return text.isNull() ? u""_s : text; }
QVariant notNull(const QByteArray &bytes) { return bytes.isNull() ? QByteArray("") : bytes; }

QVariant chosenTitle(const ConversationRecord &record)
{
    return record.titleChosen && !record.title.isEmpty() ? record.title : QVariant();
}

QByteArray sourceJson(const FileRef &source)
{
    return QJsonDocument(QJsonObject{{"kind"_L1, int(source.kind)},
                                     {"name"_L1, source.name},
                                     {"mime"_L1, source.mime},
                                     {"path"_L1, source.path},
                                     {"url"_L1, source.url.toString(QUrl::FullyEncoded)},
                                     {"size"_L1, source.size},
                                     {"caption"_L1, source.caption},
                                     {"stream"_L1, source.stream}})
        .toJson(QJsonDocument::Compact);
}

/// What an unknown number means is a plain file: a later version may have written it.
FileKind kindOf(int number)
{
    return number >= 0 && number <= int(FileKind::Video) ? FileKind(number) : FileKind::File;
}

FileRef sourceOf(const QByteArray &json)
{
    const QJsonObject object = QJsonDocument::fromJson(json).object();
    FileRef source;
    source.kind = kindOf(object.value("kind"_L1).toInt());
    source.name = object.value("name"_L1).toString();
    source.mime = object.value("mime"_L1).toString();
    source.path = object.value("path"_L1).toString();
    source.url = QUrl(object.value("url"_L1).toString(), QUrl::TolerantMode);
    source.size = object.value("size"_L1).toInteger(-1);
    source.caption = object.value("caption"_L1).toString();
    source.stream = object.value("stream"_L1).toBool();
    return source;
}

StoredFile::State fileStateOf(int number)
{
    return number >= 0 && number <= int(StoredFile::State::Missing) ? StoredFile::State(number)
                                                                    : StoredFile::State::Missing;
}

QList<StoredFile> filesOf(Rows rows)
{
    QList<StoredFile> list;
    while (rows.next()) {
        StoredFile file;
        file.id = rows.value(0).toLongLong();
        file.message = rows.value(1).toLongLong();
        file.kind = kindOf(rows.value(2).toInt());
        file.state = fileStateOf(rows.value(3).toInt());
        file.name = rows.value(4).toString();
        file.mime = rows.value(5).toString();
        file.caption = rows.value(6).toString();
        file.path = rows.value(7).toString();
        file.size = rows.value(8).toLongLong();
        file.source = sourceOf(rows.value(9).toByteArray());
        list.append(file);
    }
    return list;
}

qint64 now() { return QDateTime::currentMSecsSinceEpoch(); }

} // namespace

class HistoryStore::Private {
public:
    explicit Private(const Database &database) : statements(database) { }

    /// Begins a public function: what went wrong before is over.
    Statements &fresh()
    {
        statements.setError({});
        return statements;
    }

    /// True where \p rows changed something; else \p otherwise is the error.
    bool changed(const Rows &rows, const char *otherwise)
    {
        if (!rows)
            return false;
        if (rows.affected() > 0)
            return true;
        statements.setError(QCoreApplication::translate("Store", otherwise));
        qCWarning(lcStore) << "nothing to change:" << otherwise;
        return false;
    }

    /// One statement as a transaction of its own.
    bool change(Durability durability, QLatin1StringView sql,
                std::initializer_list<QVariant> values, const char *otherwise)
    {
        Transaction transaction(fresh(), durability);
        return transaction && changed(statements.run(sql, values), otherwise)
            && transaction.commit();
    }

    /// Makes the snippet of \p conversation that of its last message with a text.
    bool refreshSnippet(qint64 conversation)
    {
        QByteArray start;
        {
            Rows rows = statements.run(
                "SELECT substr(text, 1, ?) FROM messages WHERE id = (SELECT id FROM messages "
                "WHERE conversation = ? AND length > 0 "
                "AND id NOT IN (SELECT message FROM set_aside) ORDER BY id DESC LIMIT 1)"_L1,
                {kSnippetBytes, conversation});
            if (!rows)
                return false;
            if (rows.next())
                start = rows.value(0).toByteArray();
        }
        return bool(statements.run("UPDATE conversations SET snippet = ? WHERE id = ?"_L1,
                                   {notNull(snippetOf(start)), conversation}));
    }

    qint64 conversationOf(qint64 message)
    {
        Rows rows = statements.run("SELECT conversation FROM messages WHERE id = ?"_L1, {message});
        return rows.next() ? rows.value(0).toLongLong() : 0;
    }

    qint64 insertMessage(qint64 conversation, MessageAuthor author, MessageState state,
                         const QByteArray &text, qint64 time)
    {
        return statements
            .run("INSERT INTO messages (conversation, author, state, length, created_ms, "
                 "finished_ms, text) VALUES (?, ?, ?, ?, ?, ?, ?)"_L1,
                 {conversation, int(author), int(state), text.size(), time,
                  isFinal(state) ? QVariant(time) : QVariant(), notNull(text)})
            .insertedId();
    }

    Statements statements;

    static constexpr auto kNoConversation
        = QT_TRANSLATE_NOOP("Store", "This conversation is no longer there.");
    static constexpr auto kNoReply = QT_TRANSLATE_NOOP("Store", "This reply is no longer there.");
    static constexpr auto kNoFile = QT_TRANSLATE_NOOP("Store", "This file is no longer there.");
};

HistoryStore::HistoryStore(Database &database) : d(std::make_unique<Private>(database)) { }

HistoryStore::~HistoryStore() = default;

QString HistoryStore::lastError() const { return d->statements.lastError(); }

QList<ConversationRecord> HistoryStore::conversations() const
{
    QList<ConversationRecord> list;
    Rows rows = d->fresh().run(kAllRecords);
    while (rows.next())
        list.append(recordOf(rows));
    return list;
}

ConversationRecord HistoryStore::conversation(qint64 id) const
{
    Rows rows = d->fresh().run(kOneRecord, {id});
    return rows.next() ? recordOf(rows) : ConversationRecord();
}

qint64 HistoryStore::addConversation(const ConversationRecord &record)
{
    Transaction transaction(d->fresh(), Durability::Light);
    if (!transaction)
        return 0;
    const qint64 time = now();
    const qint64 id
        = d->statements
              .run("INSERT INTO conversations (created_ms, updated_ms, connected_ms, chosen_title, "
                   "first_words, address, space_name, session_hash, app_id, snippet, draft) "
                   "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"_L1,
                   {record.createdMs == 0 ? time : record.createdMs,
                    record.updatedMs == 0 ? time : record.updatedMs,
                    record.updatedMs == 0 ? time : record.updatedMs, chosenTitle(record),
                    notNull(record.titleChosen ? QString() : record.title), notNull(record.address),
                    notNull(record.spaceName), notNull(record.sessionHash), notNull(record.appId),
                    notNull(record.snippet), notNull(record.draft)})
              .insertedId();
    return id != 0 && transaction.commit() ? id : 0;
}

bool HistoryStore::updateConversation(const ConversationRecord &record)
{
    return d->change(
        Durability::Light,
        "UPDATE conversations SET chosen_title = ?, space_name = ?, session_hash = ?, app_id = ?, "
        "draft = ?, connected_ms = CASE WHEN address = ? THEN connected_ms ELSE ? END, "
        "address = ? WHERE id = ?"_L1,
        {chosenTitle(record), notNull(record.spaceName), notNull(record.sessionHash),
         notNull(record.appId), notNull(record.draft), notNull(record.address), now(),
         notNull(record.address), record.id},
        Private::kNoConversation);
}

bool HistoryStore::deleteConversation(qint64 id)
{
    return d->change(
        Durability::Light,
        "UPDATE conversations SET deleted_ms = ? WHERE id = ? AND deleted_ms IS NULL"_L1,
        {now(), id}, Private::kNoConversation);
}

bool HistoryStore::restoreConversation(qint64 id)
{
    return d->change(
        Durability::Light,
        "UPDATE conversations SET deleted_ms = NULL WHERE id = ? AND deleted_ms IS NOT NULL"_L1,
        {id}, Private::kNoConversation);
}

QList<qint64> HistoryStore::purgeDeleted()
{
    Transaction transaction(d->fresh(), Durability::Light);
    if (!transaction)
        return {};
    QList<qint64> purged;
    {
        Rows rows
            = d->statements.run("SELECT id FROM conversations WHERE deleted_ms IS NOT NULL"_L1);
        while (rows.next())
            purged.append(rows.value(0).toLongLong());
    }
    if (!d->statements.run("DELETE FROM conversations WHERE deleted_ms IS NOT NULL"_L1)
        || !transaction.commit())
        return {};
    if (!purged.isEmpty())
        qCInfo(lcStore) << "deleted conversations purged:" << purged.size();
    return purged;
}

QList<MessageHead> HistoryStore::heads(qint64 conversation) const
{
    QSet<qint64> hidden;
    {
        Rows rows = d->fresh().run("SELECT message FROM set_aside JOIN messages ON id = message "
                                   "WHERE conversation = ?"_L1,
                                   {conversation});
        while (rows.next())
            hidden.insert(rows.value(0).toLongLong());
    }
    QList<MessageHead> list;
    // Qt's price is one QVariant a value: three small numbers in one make this a third faster.
    Rows rows = d->fresh().run(
        "SELECT id, (length << 8) | (state << 4) | author, created_ms FROM messages "
        "WHERE conversation = ? ORDER BY id"_L1,
        {conversation});
    while (rows.next()) {
        const qint64 id = rows.value(0).toLongLong();
        if (hidden.contains(id))
            continue;
        const qint64 packed = rows.value(1).toLongLong();
        list.append({id, MessageAuthor(packed & 0xf), MessageState(packed >> 4 & 0xf),
                     int(packed >> 8), rows.value(2).toLongLong()});
    }
    return list;
}

QByteArray HistoryStore::text(qint64 message) const
{
    Rows rows = d->fresh().run("SELECT text FROM messages WHERE id = ?"_L1, {message});
    if (!rows.next())
        return {};
    const QByteArray text = rows.value(0).toByteArray();
    return text.isNull() ? QByteArray("") : text; // an empty blob comes back as null
}

Failure HistoryStore::failure(qint64 message) const
{
    Rows rows = d->fresh().run("SELECT failure FROM messages WHERE id = ?"_L1, {message});
    return rows.next() ? Failure::fromJson(rows.value(0).toByteArray()) : Failure();
}

TurnIds HistoryStore::addTurn(qint64 conversation, const QByteArray &prompt,
                              const QString &fileName)
{
    Transaction transaction(d->fresh(), Durability::Full);
    if (!transaction)
        return {};
    const qint64 time = now();
    const QString snippet = snippetOf(prompt);
    const QString title = titleOf(prompt);
    const bool found = d->changed(
        d->statements.run("UPDATE conversations SET updated_ms = ?, snippet = ?, first_words = "
                          "CASE WHEN first_words = '' THEN ? ELSE first_words END "
                          "WHERE id = ? AND deleted_ms IS NULL"_L1,
                          {time, notNull(snippet.isEmpty() ? fileName : snippet),
                           notNull(title.isEmpty() ? fileName : title), conversation}),
        Private::kNoConversation);
    if (!found)
        return {};
    TurnIds ids;
    ids.prompt
        = d->insertMessage(conversation, MessageAuthor::User, MessageState::Complete, prompt, time);
    if (ids.prompt == 0)
        return {};
    ids.reply
        = d->insertMessage(conversation, MessageAuthor::Reply, MessageState::Pending, {}, time);
    return ids.reply != 0 && transaction.commit() ? ids : TurnIds();
}

bool HistoryStore::beginReply(qint64 reply)
{
    return d->change(
        Durability::Full,
        "UPDATE messages SET state = 2, failure = NULL WHERE id = ? AND author = 1 AND state IN (1, 2)"_L1,
        {reply}, Private::kNoReply);
}

bool HistoryStore::savePartial(qint64 reply, const QByteArray &text)
{
    return d->change(Durability::Light,
                     "UPDATE messages SET state = 2, text = ?, length = ? "
                     "WHERE id = ? AND author = 1 AND state IN (1, 2)"_L1,
                     {notNull(text), text.size(), reply}, Private::kNoReply);
}

bool HistoryStore::finishReply(qint64 reply, const QByteArray &text, MessageState state,
                               const Failure &failure)
{
    Q_ASSERT(isFinal(state));
    Transaction transaction(d->fresh(), Durability::Full);
    if (!transaction)
        return false;
    const qint64 time = now();
    const bool found = d->changed(
        d->statements.run("UPDATE messages SET state = ?, text = ?, length = ?, failure = ?, "
                          "finished_ms = ? WHERE id = ? AND author = 1"_L1,
                          {int(state), notNull(text), text.size(),
                           failure ? QVariant(failure.toJson()) : QVariant(), time, reply}),
        Private::kNoReply);
    if (!found)
        return false;
    const qint64 conversation = d->conversationOf(reply);
    return d->statements.run("UPDATE conversations SET updated_ms = ? WHERE id = ?"_L1,
                             {time, conversation})
        && d->refreshSnippet(conversation) && transaction.commit();
}

bool HistoryStore::restartReply(qint64 reply, const Failure &held)
{
    Transaction transaction(d->fresh(), Durability::Full);
    return transaction
        && d->changed(
            d->statements.run("UPDATE messages SET state = 1, text = x'', length = 0, failure = "
                              "?, finished_ms = NULL, created_ms = ? "
                              "WHERE id = ? AND author = 1 AND state IN (3, 4, 5)"_L1,
                              {held ? QVariant(held.toJson()) : QVariant(), now(), reply}),
            Private::kNoReply)
        && d->statements.run("DELETE FROM message_extras WHERE message = ?"_L1, {reply})
        && d->statements.run("DELETE FROM files WHERE message = ?"_L1, {reply})
        && d->refreshSnippet(d->conversationOf(reply)) && transaction.commit();
}

bool HistoryStore::setAside(const TurnIds &turn, bool on)
{
    Transaction transaction(d->fresh(), Durability::Full);
    if (!transaction)
        return false;
    for (const qint64 message : {turn.prompt, turn.reply}) {
        const Rows rows = on
            ? d->statements.run("INSERT OR IGNORE INTO set_aside VALUES (?)"_L1, {message})
            : d->statements.run("DELETE FROM set_aside WHERE message = ?"_L1, {message});
        if (!rows)
            return false;
    }
    const qint64 conversation = d->conversationOf(turn.reply);
    return d->refreshSnippet(conversation) && transaction.commit();
}

int HistoryStore::markInterrupted()
{
    Transaction transaction(d->fresh(), Durability::Light);
    if (!transaction)
        return 0;
    QList<qint64> conversations;
    {
        Rows rows = d->statements.run(
            "SELECT DISTINCT conversation FROM messages WHERE state IN (1, 2) AND state = 2"_L1);
        while (rows.next())
            conversations.append(rows.value(0).toLongLong());
    }
    if (conversations.isEmpty())
        return 0;
    int marked = 0;
    {
        const Rows rows = d->statements.run(
            "UPDATE messages SET state = 4, finished_ms = ? WHERE state IN (1, 2) AND state = 2"_L1,
            {now()});
        if (!rows)
            return 0;
        marked = rows.affected();
    }
    for (const qint64 conversation : std::as_const(conversations)) {
        if (!d->refreshSnippet(conversation))
            return 0;
    }
    if (!transaction.commit())
        return 0;
    qCInfo(lcStore) << "replies found unfinished:" << marked;
    return marked;
}

QList<qint64> HistoryStore::waitingConversations() const
{
    QList<qint64> list;
    // Said twice, because the index of what is unfinished is found by the first.
    Rows rows = d->fresh().run(
        "SELECT DISTINCT conversation FROM messages JOIN conversations ON conversations.id = "
        "conversation WHERE state IN (1, 2) AND state = 1 AND deleted_ms IS NULL "
        "ORDER BY conversation"_L1);
    while (rows.next())
        list.append(rows.value(0).toLongLong());
    return list;
}

MessageExtras HistoryStore::extras(qint64 message) const
{
    Rows rows = d->fresh().run("SELECT extras FROM message_extras WHERE message = ?"_L1, {message});
    return rows.next() ? MessageExtras::fromJson(rows.value(0).toByteArray()) : MessageExtras();
}

bool HistoryStore::setExtras(qint64 message, const MessageExtras &extras)
{
    Transaction transaction(d->fresh(), Durability::Light);
    if (!transaction)
        return false;
    const bool done = extras.isEmpty()
        ? bool(d->statements.run("DELETE FROM message_extras WHERE message = ?"_L1, {message}))
        : bool(d->statements.run("INSERT OR REPLACE INTO message_extras VALUES (?, ?)"_L1,
                                 {message, extras.toJson()}));
    return done && transaction.commit();
}

QList<StoredFile> HistoryStore::files(qint64 message) const
{
    return filesOf(d->fresh().run("SELECT id, message, kind, state, name, mime, caption, path, "
                                  "size, source FROM files WHERE message = ? ORDER BY id"_L1,
                                  {message}));
}

QList<StoredFile> HistoryStore::waitingFiles(qint64 conversation) const
{
    return filesOf(d->fresh().run(
        "SELECT f.id, f.message, f.kind, f.state, f.name, f.mime, f.caption, f.path, f.size, "
        "f.source FROM files f CROSS JOIN messages m ON m.id = f.message "
        "WHERE f.state = ? AND m.conversation = ? ORDER BY f.id"_L1,
        {int(StoredFile::State::Waiting), conversation}));
}

StoredFile HistoryStore::file(qint64 id) const
{
    qint64 message = 0;
    {
        Rows rows = d->fresh().run("SELECT message FROM files WHERE id = ?"_L1, {id});
        if (rows.next())
            message = rows.value(0).toLongLong();
    }
    const QList<StoredFile> all = files(message);
    const auto found = std::find_if(all.begin(), all.end(),
                                    [id](const StoredFile &file) { return file.id == id; });
    return found == all.end() ? StoredFile() : *found;
}

qint64 HistoryStore::addFile(const StoredFile &file)
{
    Transaction transaction(d->fresh(), Durability::Light);
    if (!transaction)
        return 0;
    const qint64 id
        = d->statements
              .run("INSERT INTO files (message, kind, state, name, mime, caption, path, size, "
                   "source) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"_L1,
                   {file.message, int(file.kind), int(file.state), notNull(file.name),
                    notNull(file.mime), notNull(file.caption), notNull(file.path), file.size,
                    sourceJson(file.source)})
              .insertedId();
    return id != 0 && transaction.commit() ? id : 0;
}

bool HistoryStore::updateFile(const StoredFile &file)
{
    return d->change(Durability::Light,
                     "UPDATE files SET kind = ?, state = ?, name = ?, mime = ?, caption = ?, "
                     "path = ?, size = ?, source = ? WHERE id = ?"_L1,
                     {int(file.kind), int(file.state), notNull(file.name), notNull(file.mime),
                      notNull(file.caption), notNull(file.path), file.size, sourceJson(file.source),
                      file.id},
                     Private::kNoFile);
}

QJsonObject HistoryStore::parameters(qint64 conversation) const
{
    Rows rows = d->fresh().run(
        "SELECT parameters FROM conversation_values WHERE conversation = ?"_L1, {conversation});
    return rows.next() ? QJsonDocument::fromJson(rows.value(0).toByteArray()).object()
                       : QJsonObject();
}

bool HistoryStore::setParameters(qint64 conversation, const QJsonObject &parameters)
{
    return d->change(Durability::Light,
                     "INSERT INTO conversation_values (conversation, parameters) VALUES (?, ?) "
                     "ON CONFLICT (conversation) DO UPDATE SET parameters = excluded.parameters"_L1,
                     {conversation, QJsonDocument(parameters).toJson(QJsonDocument::Compact)},
                     Private::kNoConversation);
}

QByteArray HistoryStore::page(qint64 conversation) const
{
    Rows rows = d->fresh().run("SELECT page FROM conversation_values WHERE conversation = ?"_L1,
                               {conversation});
    return rows.next() ? rows.value(0).toByteArray() : QByteArray();
}

bool HistoryStore::setPage(qint64 conversation, const QByteArray &page)
{
    return d->change(Durability::Light,
                     "INSERT INTO conversation_values (conversation, page) VALUES (?, ?) "
                     "ON CONFLICT (conversation) DO UPDATE SET page = excluded.page"_L1,
                     {conversation, notNull(page)}, Private::kNoConversation);
}

QList<LocalFile> HistoryStore::draftFiles(qint64 conversation) const
{
    Rows rows = d->fresh().run(
        "SELECT draft_files FROM conversation_values WHERE conversation = ?"_L1, {conversation});
    if (!rows.next())
        return {};
    QList<LocalFile> files;
    for (const QJsonValue &value : QJsonDocument::fromJson(rows.value(0).toByteArray()).array()) {
        const QJsonObject file = value.toObject();
        files.append({file.value("path"_L1).toString(), file.value("name"_L1).toString(),
                      file.value("mime"_L1).toString()});
    }
    return files;
}

bool HistoryStore::setDraftFiles(qint64 conversation, const QList<LocalFile> &files)
{
    QJsonArray list;
    for (const LocalFile &file : files)
        list.append(
            QJsonObject{{"path"_L1, file.path}, {"name"_L1, file.name}, {"mime"_L1, file.mime}});
    return d->change(
        Durability::Light,
        "INSERT INTO conversation_values (conversation, draft_files) VALUES (?, ?) "
        "ON CONFLICT (conversation) DO UPDATE SET draft_files = excluded.draft_files"_L1,
        {conversation, QJsonDocument(list).toJson(QJsonDocument::Compact)},
        Private::kNoConversation);
}

QStringList HistoryStore::recentAddresses(int most) const
{
    QStringList list;
    Rows rows = d->fresh().run(
        "SELECT address FROM conversations WHERE deleted_ms IS NULL AND address <> '' "
        "AND session_hash <> '' AND address NOT LIKE 'demo:%' GROUP BY address "
        "ORDER BY max(max(updated_ms, connected_ms)) DESC, max(id) DESC LIMIT ?"_L1,
        {most});
    while (rows.next())
        list.append(rows.value(0).toString());
    return list;
}

} // namespace spaceline
