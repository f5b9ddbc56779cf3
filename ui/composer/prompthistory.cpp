#include "composer/prompthistory.h"

#include "base/message.h"
#include "chat/messageroles.h"

namespace spaceline {

void PromptHistory::setMessages(const QAbstractItemModel *messages)
{
    m_messages = messages;
    m_row = -1;
}

std::optional<QString> PromptHistory::older(const QString &typed)
{
    if (!m_messages)
        return {};
    const int start = m_row < 0 ? m_messages->rowCount() : qMin(m_row, m_messages->rowCount());
    for (int row = start - 1; row >= 0; --row) {
        if (!isPrompt(row))
            continue;
        if (m_row < 0)
            m_typed = typed;
        m_row = row;
        return textOf(row);
    }
    return {};
}

std::optional<QString> PromptHistory::newer()
{
    if (!m_messages || m_row < 0)
        return {};
    for (int row = m_row + 1; row < m_messages->rowCount(); ++row) {
        if (isPrompt(row)) {
            m_row = row;
            return textOf(row);
        }
    }
    m_row = -1;
    return m_typed;
}

bool PromptHistory::isPrompt(int row) const
{
    return m_messages->index(row, 0).data(MessageAuthorRole).toInt() == int(MessageAuthor::User);
}

QString PromptHistory::textOf(int row) const
{
    return QString::fromUtf8(m_messages->index(row, 0).data(MessageTextRole).toByteArray());
}

} // namespace spaceline
