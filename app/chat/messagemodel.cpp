#include "chat/messagemodel.h"

#include "base/message.h"

#include <QDateTime>
#include <QSet>

#include <algorithm>

namespace spaceline {

MessageModel::MessageModel(HistoryStore &history, qint64 conversation, QObject *parent)
    : QAbstractListModel(parent)
    , m_history(history)
    , m_conversation(conversation)
{
    const QList<MessageHead> heads = history.heads(conversation);
    m_heads.assign(heads.begin(), heads.end());
}

int MessageModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_heads.size());
}

int MessageModel::rowOf(qint64 message) const
{
    const auto found
        = std::lower_bound(m_heads.begin(), m_heads.end(), message,
                           [](const MessageHead &head, qint64 id) { return head.id < id; });
    return found != m_heads.end() && found->id == message ? int(found - m_heads.begin()) : -1;
}

const MessageModel::Live *MessageModel::findLive(qint64 id) const
{
    const auto found
        = std::find_if(m_live.begin(), m_live.end(), [id](const Live &l) { return l.id == id; });
    return found == m_live.end() ? nullptr : &*found;
}

MessageModel::Live &MessageModel::live(qint64 id)
{
    if (const Live *found = findLive(id))
        return m_live[size_t(found - m_live.data())];
    Live added;
    added.id = id;
    return m_live.emplace_back(std::move(added));
}

QByteArray MessageModel::text(qint64 message) const
{
    if (const Live *found = findLive(message); found && found->hasText)
        return found->text;
    return m_history.text(message);
}

Failure MessageModel::failure(qint64 message) const
{
    const int row = rowOf(message);
    if (row < 0)
        return {};
    const MessageState state = head(row).state;
    if (state != MessageState::Failed && state != MessageState::Interrupted
        && state != MessageState::Pending)
        return {};
    const Live *found = findLive(message);
    return found && found->failure ? *found->failure : m_history.failure(message);
}

qint64 MessageModel::promptOf(qint64 reply) const
{
    for (int row = rowOf(reply) - 1; row >= 0; --row) {
        if (head(row).author == MessageAuthor::User)
            return head(row).id;
    }
    return 0;
}

QVariant MessageModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const MessageHead &message = head(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return QString::fromUtf8(text(message.id));
    case MessageIdRole:
        return message.id;
    case MessageAuthorRole:
        return int(message.author);
    case MessageStateRole:
        return int(message.state);
    case MessageTextRole:
        return text(message.id);
    case MessageLengthRole:
        return message.length;
    case MessageTimeRole:
        return message.createdMs;
    case MessageNameRole:
        return message.author == MessageAuthor::User ? tr("You") : m_spaceName;
    case MessageFailureRole:
        return QVariant::fromValue(failure(message.id));
    case MessageStatusRole: {
        const Live *found = findLive(message.id);
        return found && !isFinal(message.state) ? found->status : QString();
    }
    case MessageDoneRole: {
        const Live *found = findLive(message.id);
        return found && found->done && !isFinal(message.state) ? QVariant(*found->done)
                                                               : QVariant();
    }
    case MessageExtrasRole: {
        const Live *found = findLive(message.id);
        return QVariant::fromValue(found && found->extras ? *found->extras
                                                          : m_history.extras(message.id));
    }
    case MessageFilesRole:
        return QVariant::fromValue(m_history.files(message.id));
    case MessageProgressRole: {
        const Live *found = findLive(message.id);
        QList<double> progress;
        if (!found || found->progress.isEmpty())
            return QVariant::fromValue(progress);
        const QList<StoredFile> files = m_history.files(message.id);
        for (const StoredFile &file : files)
            progress.append(found->progress.value(file.id, -1));
        return QVariant::fromValue(progress);
    }
    default:
        return {};
    }
}

void MessageModel::changed(int row, const QList<int> &roles)
{
    Q_EMIT dataChanged(index(row), index(row), roles);
}

void MessageModel::setSpaceName(const QString &name)
{
    if (m_spaceName == name)
        return;
    m_spaceName = name;
    if (!m_heads.empty())
        Q_EMIT dataChanged(index(0), index(int(m_heads.size()) - 1), {MessageNameRole});
}

void MessageModel::appendTurn(const TurnIds &ids, const QByteArray &prompt)
{
    const int first = int(m_heads.size());
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    beginInsertRows({}, first, first + 1);
    m_heads.push_back(
        {ids.prompt, MessageAuthor::User, MessageState::Complete, int(prompt.size()), now});
    m_heads.push_back({ids.reply, MessageAuthor::Reply, MessageState::Pending, 0, now});
    live(ids.reply).hasText = true;
    endInsertRows();
}

void MessageModel::reload()
{
    const QList<MessageHead> heads = m_history.heads(m_conversation);
    QSet<qint64> there;
    for (const MessageHead &head : heads)
        there.insert(head.id);
    for (int row = int(m_heads.size()) - 1; row >= 0; --row) {
        if (there.contains(head(row).id))
            continue;
        beginRemoveRows({}, row, row);
        m_heads.erase(m_heads.begin() + row);
        endRemoveRows();
    }
    for (int row = 0; row < int(heads.size()); ++row) {
        if (row < int(m_heads.size()) && head(row).id == heads[row].id)
            continue;
        beginInsertRows({}, row, row);
        m_heads.insert(m_heads.begin() + row, heads[row]);
        endInsertRows();
    }
}

void MessageModel::setReply(qint64 reply, const QByteArray &text, MessageState state,
                            const Failure &failure, bool stored)
{
    const int row = rowOf(reply);
    if (row < 0)
        return;
    MessageHead &message = m_heads[size_t(row)];
    Live &grown = live(reply);
    QList<int> roles;
    if (!grown.hasText || grown.text != text)
        roles << MessageTextRole << MessageLengthRole << Qt::DisplayRole;
    if (message.state != state)
        roles << MessageStateRole << MessageStatusRole << MessageDoneRole << MessageFailureRole;
    else if (grown.failure.value_or(Failure()) != failure)
        roles << MessageFailureRole;
    grown.text = text;
    grown.hasText = true;
    grown.failure = failure;
    message.state = state;
    message.length = int(text.size());
    // A finished text is in the database; keeping it here as well would keep the whole conversation
    // in memory.
    if (isFinal(state) && stored) {
        grown.text.clear();
        grown.hasText = false;
        grown.status.clear();
        grown.done.reset();
        grown.extras.reset();
    }
    if (!roles.isEmpty())
        changed(row, roles);
}

void MessageModel::setExtras(qint64 message, const MessageExtras &extras)
{
    const int row = rowOf(message);
    if (row < 0)
        return;
    live(message).extras = extras;
    changed(row, {MessageExtrasRole});
}

void MessageModel::filesChanged(qint64 message)
{
    const int row = rowOf(message);
    if (row < 0)
        return;
    if (findLive(message))
        live(message).progress.clear();
    changed(row, {MessageFilesRole, MessageProgressRole});
}

void MessageModel::setFileProgress(qint64 message, qint64 file, double done)
{
    const int row = rowOf(message);
    if (row < 0)
        return;
    live(message).progress.insert(file, done);
    changed(row, {MessageProgressRole});
}

void MessageModel::setStatus(qint64 reply, const QString &words, std::optional<double> done)
{
    const int row = rowOf(reply);
    if (row < 0)
        return;
    Live &waiting = live(reply);
    if (waiting.status == words && waiting.done == done)
        return;
    waiting.status = words;
    waiting.done = done;
    changed(row, {MessageStatusRole, MessageDoneRole});
}

} // namespace spaceline
