#pragma once

#include "gradio/historyformat.h"

#include <QJsonArray>
#include <QJsonValue>
#include <QString>

#include <vector>

namespace spaceline::gradio {

/// The turns in the value of a chatbot: what a user said, and what was answered to it.
///
/// What stands before the first prompt (a greeting, a system prompt) belongs to no turn. Prompts
/// that follow each other without an answer, as files and words do, are one turn. Turns are counted
/// from the end: 0 is the last one.
class ChatTurns {
public:
    /// \p chat in \p format; anything else has no turns.
    ChatTurns(const QJsonValue &chat, HistoryFormat format);

    [[nodiscard]] const QJsonArray &chat() const { return m_chat; }
    [[nodiscard]] int count() const { return int(m_turns.size()); }
    /// The words of a prompt, without its files.
    [[nodiscard]] QString prompt(int turn) const;
    /// True where something was answered.
    [[nodiscard]] bool isAnswered(int turn) const;

    // As the page tells them (gradio-protocol.md §10.5): an index is that of the message, in pairs
    // [pair, side].
    [[nodiscard]] QJsonValue promptIndex(int turn) const;
    [[nodiscard]] QJsonValue promptValue(int turn) const;
    [[nodiscard]] QJsonValue replyIndex(int turn) const;
    [[nodiscard]] QJsonValue lastReplyIndex(int turn) const; ///< of a reply of several messages
    [[nodiscard]] QJsonValue replyValue(int turn) const; ///< in pairs one content, else a list

    /// The chat without the last turn.
    [[nodiscard]] QJsonArray withoutLast() const;
    /// The chat with other words in the last prompt.
    [[nodiscard]] QJsonArray withLastPrompt(const QString &text) const;

private:
    struct Turn {
        qsizetype first = 0; ///< of its items
        qsizetype words = -1; ///< the last item of the prompt
        qsizetype reply = -1; ///< the first item of the answer; -1 where there is none
        qsizetype end = 0; ///< behind its last item
    };
    [[nodiscard]] const Turn &at(int turn) const
    {
        return m_turns[m_turns.size() - 1 - size_t(turn)];
    }
    [[nodiscard]] QJsonValue content(qsizetype item, int side) const;
    [[nodiscard]] QJsonValue index(qsizetype item, int side) const;

    QJsonArray m_chat;
    HistoryFormat m_format;
    std::vector<Turn> m_turns; ///< oldest first
};

} // namespace spaceline::gradio
