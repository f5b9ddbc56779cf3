#pragma once

#include <QAbstractItemModel>
#include <QPointer>

#include <optional>

namespace spaceline {

/// Walks through the prompts of a conversation, from the last one back, and returns to what was
/// typed before.
class PromptHistory {
public:
    /// \p messages by the roles of messageroles.h, oldest first; may be null. Not owned.
    void setMessages(const QAbstractItemModel *messages);
    /// The prompt before the one shown; \p typed is what stands in the box now. Nothing where there
    /// is none.
    [[nodiscard]] std::optional<QString> older(const QString &typed);
    /// The prompt after the one shown, at the end what was typed. Nothing where no walk is under
    /// way.
    [[nodiscard]] std::optional<QString> newer();
    /// What was shown is now the user's own text.
    void forget() { m_row = -1; }

private:
    [[nodiscard]] bool isPrompt(int row) const;
    [[nodiscard]] QString textOf(int row) const;

    QPointer<const QAbstractItemModel> m_messages;
    QString m_typed;
    int m_row = -1; ///< of the prompt shown; -1 where none is
};

} // namespace spaceline
