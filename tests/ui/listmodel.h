#pragma once

#include "chat/conversationmodel.h"
#include "chat/messageroles.h"

#include <QStandardItemModel>

namespace spaceline {

/// A stand-in for ConversationModel: the same roles, filled by a test.
class ListModel : public QStandardItemModel {
public:
    using Group = ConversationModel::DayGroup;

    QStandardItem *add(qint64 id, const QString &title, const QString &space = {},
                       const QString &snippet = {}, Group group = Group::Today)
    {
        auto *item = new QStandardItem(title);
        item->setData(id, ConversationModel::IdRole);
        item->setData(title, ConversationModel::TitleRole);
        item->setData(space, ConversationModel::SpaceNameRole);
        item->setData(snippet, ConversationModel::SnippetRole);
        item->setData(QDateTime::currentMSecsSinceEpoch(), ConversationModel::UpdatedRole);
        item->setData(int(group), ConversationModel::DayGroupRole);
        appendRow(item);
        return item;
    }
};

} // namespace spaceline
