#include "conversations/conversationfilter.h"

#include "chat/conversationmodel.h"

using namespace Qt::Literals::StringLiterals;

namespace spaceline {

void ConversationFilter::setNeedle(const QString &needle)
{
    m_words = needle.simplified().split(u' ', Qt::SkipEmptyParts);
    invalidateFilter();
}

QVariant ConversationFilter::data(const QModelIndex &index, int role) const
{
    if (role != Qt::AccessibleTextRole)
        return QSortFilterProxyModel::data(index, role);
    QStringList parts{index.data(ConversationModel::TitleRole).toString(),
                      index.data(ConversationModel::SpaceNameRole).toString(),
                      index.data(ConversationModel::StateRole).toString()};
    if (index.data(ConversationModel::FailedRole).toBool())
        parts += tr("failed");
    if (index.data(ConversationModel::UnreadRole).toBool())
        parts += tr("unread");
    parts.removeAll(QString());
    return parts.join(u", "_s);
}

Qt::ItemFlags ConversationFilter::flags(const QModelIndex &index) const
{
    const Qt::ItemFlags flags = QSortFilterProxyModel::flags(index);
    return index.isValid() ? flags | Qt::ItemIsEditable : flags;
}

bool ConversationFilter::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    if (m_words.isEmpty())
        return true;
    const QModelIndex index = sourceModel()->index(row, 0, parent);
    QString text;
    for (const int role : {ConversationModel::TitleRole, ConversationModel::SpaceNameRole,
                           ConversationModel::SnippetRole})
        text += index.data(role).toString() + u'\n';
    return std::all_of(m_words.cbegin(), m_words.cend(), [&text](const QString &word) {
        return text.contains(word, Qt::CaseInsensitive);
    });
}

} // namespace spaceline
