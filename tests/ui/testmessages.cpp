#include "ui/testmessages.h"

#include "chat/messageroles.h"

namespace spaceline {

int TestMessages::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_entries.size());
}

QVariant TestMessages::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Entry &entry = m_entries[size_t(index.row())];
    const Message &message = entry.message;
    switch (role) {
    case MessageIdRole:
        return entry.id;
    case MessageAuthorRole:
        return int(message.author);
    case MessageStateRole:
        return int(message.state);
    case MessageTextRole:
        ++m_textReads;
        return message.text;
    case MessageLengthRole:
        return int(message.text.size());
    case MessageTimeRole:
        return message.time.toMSecsSinceEpoch();
    case MessageNameRole:
        return message.author == MessageAuthor::User ? QStringLiteral("You") : message.name;
    case MessageFailureRole:
        return QVariant::fromValue(message.failure);
    case MessageStatusRole:
        return message.status;
    case MessageExtrasRole:
        return QVariant::fromValue(message.extras);
    case MessageFilesRole:
        return QVariant::fromValue(message.files);
    case MessageProgressRole:
        return QVariant::fromValue(message.progress);
    default:
        return {};
    }
}

void TestMessages::append(Message message) { insert(rowCount(), std::move(message)); }

void TestMessages::reply(const QByteArray &text, MessageState state)
{
    append({MessageAuthor::Reply, text, state});
}

void TestMessages::insert(int row, Message message)
{
    beginInsertRows({}, row, row);
    m_entries.insert(m_entries.begin() + row, {m_nextId++, std::move(message)});
    endInsertRows();
}

void TestMessages::removeRowsAt(int row, int count)
{
    beginRemoveRows({}, row, row + count - 1);
    m_entries.erase(m_entries.begin() + row, m_entries.begin() + row + count);
    endRemoveRows();
}

void TestMessages::reset(std::vector<Message> messages)
{
    beginResetModel();
    m_entries.clear();
    m_entries.reserve(messages.size());
    for (Message &message : messages)
        m_entries.push_back({m_nextId++, std::move(message)});
    endResetModel();
}

void TestMessages::setText(int row, const QByteArray &text)
{
    m_entries[size_t(row)].message.text = text;
    Q_EMIT dataChanged(index(row), index(row), {MessageTextRole, MessageLengthRole});
}

void TestMessages::extend(int row, const QByteArray &text)
{
    m_entries[size_t(row)].message.text += text;
    Q_EMIT dataChanged(index(row), index(row), {MessageTextRole, MessageLengthRole});
}

void TestMessages::setState(int row, MessageState state, const Failure &failure)
{
    m_entries[size_t(row)].message.state = state;
    m_entries[size_t(row)].message.failure = failure;
    Q_EMIT dataChanged(index(row), index(row), {MessageStateRole, MessageFailureRole});
}

void TestMessages::setStatus(int row, const QString &status)
{
    m_entries[size_t(row)].message.status = status;
    Q_EMIT dataChanged(index(row), index(row), {MessageStatusRole});
}

void TestMessages::setExtras(int row, const MessageExtras &extras)
{
    m_entries[size_t(row)].message.extras = extras;
    Q_EMIT dataChanged(index(row), index(row), {MessageExtrasRole});
}

void TestMessages::setFiles(int row, const QList<StoredFile> &files, const QList<double> &progress)
{
    m_entries[size_t(row)].message.files = files;
    m_entries[size_t(row)].message.progress = progress;
    Q_EMIT dataChanged(index(row), index(row), {MessageFilesRole, MessageProgressRole});
}

} // namespace spaceline
