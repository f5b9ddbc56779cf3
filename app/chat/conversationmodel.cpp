#include "chat/conversationmodel.h"

#include "chat/conversationcontroller.h"
#include "chat/draftfiles.h"
#include "chat/messagemodel.h"
#include "chat/services.h"
#include "store/database.h"

#include <QDateTime>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace spaceline {

namespace {

ConversationModel::DayGroup groupOf(qint64 updatedMs)
{
    using Group = ConversationModel::DayGroup;
    const qint64 days
        = QDateTime::fromMSecsSinceEpoch(updatedMs).date().daysTo(QDate::currentDate());
    if (days <= 0)
        return Group::Today;
    if (days == 1)
        return Group::Yesterday;
    if (days < 7)
        return Group::ThisWeek;
    return days < 31 ? Group::ThisMonth : Group::Older;
}

/// Only what a prompt waits for: that a conversation is being connected to is no news in a list.
QString stateOf(const ConversationController &controller)
{
    return controller.isBusy() ? controller.activityWord() : QString();
}

} // namespace

ConversationModel::ConversationModel(Services &services, QObject *parent)
    : QAbstractListModel(parent)
    , m_services(services)
{
    for (const ConversationRecord &record : services.history().conversations())
        m_entries.append({record, {}, false});
}

ConversationModel::~ConversationModel()
{
    // Before the services that they use.
    qDeleteAll(m_controllers);
}

int ConversationModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_entries.size());
}

QVariant ConversationModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Entry &entry = m_entries.at(index.row());
    const ConversationRecord &record = entry.record;
    const QString title = record.title.isEmpty() ? tr("New conversation") : record.title;
    switch (role) {
    case Qt::DisplayRole:
    case TitleRole:
        return title;
    case Qt::ToolTipRole:
        return record.spaceName.isEmpty() ? title : title + u'\n' + record.spaceName;
    case IdRole:
        return record.id;
    case SpaceNameRole:
        return record.spaceName;
    case SnippetRole:
        return record.snippet;
    case UpdatedRole:
        return record.updatedMs;
    case DayGroupRole:
        return int(groupOf(record.updatedMs));
    case StateRole:
        return entry.state;
    case UnreadRole:
        return entry.unread;
    case FailedRole:
        return record.lastState == MessageState::Failed
            || record.lastState == MessageState::Interrupted;
    default:
        return {};
    }
}

int ConversationModel::rowOf(qint64 conversation) const
{
    const auto found = std::find_if(m_entries.cbegin(), m_entries.cend(), [&](const Entry &entry) {
        return entry.record.id == conversation;
    });
    return found == m_entries.cend() ? -1 : int(found - m_entries.cbegin());
}

qint64 ConversationModel::idAt(int row) const
{
    return row >= 0 && row < m_entries.size() ? m_entries.at(row).record.id : 0;
}

void ConversationModel::touch(int row) { Q_EMIT dataChanged(index(row), index(row)); }

void ConversationModel::insert(const Entry &entry)
{
    const auto place = std::find_if(m_entries.cbegin(), m_entries.cend(), [&](const Entry &other) {
        return other.record.updatedMs <= entry.record.updatedMs;
    });
    const int row = int(place - m_entries.cbegin());
    beginInsertRows({}, row, row);
    m_entries.insert(row, entry);
    endInsertRows();
}

void ConversationModel::refresh(ConversationController *controller)
{
    const int row = rowOf(controller->id());
    if (row < 0)
        return;
    Entry &entry = m_entries[row];
    const bool later = controller->record().updatedMs != entry.record.updatedMs;
    entry.record = controller->record();
    entry.state = stateOf(*controller);
    touch(row);
    if (!later || row == 0)
        return;
    // The list is ordered by the last update, and this one is the newest now.
    int target = 0;
    while (target < row && m_entries.at(target).record.updatedMs > entry.record.updatedMs)
        ++target;
    if (target < row) {
        beginMoveRows({}, row, row, {}, target);
        m_entries.move(row, target);
        endMoveRows();
    }
}

ConversationController *ConversationModel::controller(qint64 conversation)
{
    if (rowOf(conversation) < 0)
        return nullptr;
    if (ConversationController *known = m_controllers.value(conversation))
        return known;
    auto *controller = new ConversationController(m_services, conversation, this);
    m_controllers.insert(conversation, controller);
    connect(controller, &ConversationController::recordChanged, this,
            [this, controller] { refresh(controller); });
    connect(controller, &ConversationController::activityChanged, this, [this, controller] {
        const int row = rowOf(controller->id());
        const QString state = stateOf(*controller);
        if (row >= 0 && m_entries.at(row).state != state) {
            m_entries[row].state = state;
            touch(row);
        }
    });
    connect(controller, &ConversationController::replyAwaited, this,
            [this, controller] { Q_EMIT replyAwaited(controller->id()); });
    connect(controller, &ConversationController::replyFinished, this,
            [this, controller](qint64 message) {
                const int row = rowOf(controller->id());
                const bool shown = controller->id() == m_shown;
                if (row >= 0 && !shown) {
                    m_entries[row].unread = true;
                    touch(row);
                }
                Q_EMIT replyFinished(controller->id(), message, shown);
            });
    return controller;
}

void ConversationModel::sendWaiting()
{
    if (!m_services.database().isWritable())
        return;
    for (const qint64 conversation : m_services.history().waitingConversations()) {
        if (ConversationController *opened = controller(conversation)) {
            opened->open();
            refresh(opened);
        }
    }
}

qint64 ConversationModel::create()
{
    // An untouched conversation is as good as a new one.
    for (const Entry &entry : std::as_const(m_entries)) {
        const ConversationRecord &record = entry.record;
        if (record.address.isEmpty() && isUntouched(record))
            return record.id;
    }
    const qint64 id = m_services.history().addConversation({});
    if (id == 0)
        return 0;
    insert({m_services.history().conversation(id), {}, false});
    return id;
}

bool ConversationModel::remove(qint64 conversation)
{
    const int row = rowOf(conversation);
    if (row < 0 || !m_services.history().deleteConversation(conversation))
        return false;
    if (ConversationController *controller = m_controllers.value(conversation))
        controller->stopAll();
    beginRemoveRows({}, row, row);
    m_entries.removeAt(row);
    endRemoveRows();
    return true;
}

void ConversationModel::restore(qint64 conversation)
{
    if (rowOf(conversation) >= 0 || !m_services.history().restoreConversation(conversation))
        return;
    insert({m_services.history().conversation(conversation), {}, false});
}

bool ConversationModel::rename(qint64 conversation, const QString &title)
{
    ConversationController *opened = controller(conversation);
    return opened && opened->setTitle(title);
}

void ConversationModel::setShown(qint64 conversation)
{
    if (ConversationController *before = m_controllers.value(m_shown))
        before->setInFront(false);
    m_shown = conversation;
    if (ConversationController *now = m_controllers.value(conversation))
        now->setInFront(true);
    const int row = rowOf(conversation);
    if (row >= 0 && m_entries.at(row).unread) {
        m_entries[row].unread = false;
        touch(row);
    }
    // Later, because a view may be in the middle of changing its current row.
    QMetaObject::invokeMethod(this, &ConversationModel::dropUntouched, Qt::QueuedConnection);
}

bool ConversationModel::isUntouched(const ConversationRecord &listed) const
{
    const ConversationController *opened = m_controllers.value(listed.id);
    const ConversationRecord &record = opened ? opened->record() : listed; // knows the newest draft
    return record.title.isEmpty() && record.draft.isEmpty() && record.snippet.isEmpty()
        && (opened ? opened->draftFiles().isEmpty()
                   : m_services.history().draftFiles(listed.id).isEmpty())
        && record.updatedMs == record.createdMs;
}

void ConversationModel::dropUntouched()
{
    for (qsizetype row = m_entries.size() - 1; row >= 0; --row) {
        const ConversationRecord record = m_entries.at(row).record;
        if (record.id == m_shown || !isUntouched(record) || !remove(record.id))
            continue;
        if (ConversationController *opened = m_controllers.take(record.id))
            opened->deleteLater();
    }
}

} // namespace spaceline
