#include "gradio/chatturns.h"

#include <QJsonObject>

using namespace Qt::Literals::StringLiterals;

namespace spaceline::gradio {

namespace {

/// How the page tells contents: words as text, other parts as they are; one after the other.
QJsonArray told(const QJsonValue &content)
{
    QJsonArray result;
    const QJsonArray parts = content.isArray() ? content.toArray() : QJsonArray{content};
    for (const QJsonValue &part : parts) {
        const QJsonValue text = part.toObject().value("text"_L1);
        result.append(text.isString() ? text : part);
    }
    return result;
}

QString wordsIn(const QJsonValue &content)
{
    QString words;
    const QJsonArray parts = told(content);
    for (const QJsonValue &part : parts)
        words += part.toString();
    return words;
}

} // namespace

ChatTurns::ChatTurns(const QJsonValue &chat, HistoryFormat format)
    : m_chat(chat.toArray())
    , m_format(format)
{
    for (qsizetype i = 0; i < m_chat.size(); ++i) {
        const bool pairs = format == HistoryFormat::Pairs;
        const QJsonArray pair = m_chat.at(i).toArray();
        const QString role = m_chat.at(i).toObject().value("role"_L1).toString();
        const bool asks
            = pairs ? !pair.at(0).isNull() && !pair.at(0).isUndefined() : role == "user"_L1;
        const bool answers
            = pairs ? !pair.at(1).isNull() && !pair.at(1).isUndefined() : role == "assistant"_L1;
        if (asks && (m_turns.empty() || m_turns.back().reply >= 0))
            m_turns.push_back({i, i, -1, i});
        if (m_turns.empty())
            continue;
        Turn &turn = m_turns.back();
        turn.end = i + 1;
        // Words count before the files beside them.
        if (asks && (!wordsIn(content(i, 0)).isEmpty() || turn.words == turn.first))
            turn.words = i;
        if (answers && turn.reply < 0)
            turn.reply = i;
    }
}

QJsonValue ChatTurns::content(qsizetype item, int side) const
{
    return m_format == HistoryFormat::Pairs ? m_chat.at(item).toArray().at(side)
                                            : m_chat.at(item).toObject().value("content"_L1);
}

QJsonValue ChatTurns::index(qsizetype item, int side) const
{
    return m_format == HistoryFormat::Pairs ? QJsonValue(QJsonArray{item, side}) : QJsonValue(item);
}

QString ChatTurns::prompt(int turn) const { return wordsIn(content(at(turn).words, 0)); }

bool ChatTurns::isAnswered(int turn) const { return at(turn).reply >= 0; }

QJsonValue ChatTurns::promptIndex(int turn) const { return index(at(turn).words, 0); }

QJsonValue ChatTurns::promptValue(int turn) const
{
    const QJsonValue value = content(at(turn).words, 0);
    const QString words = wordsIn(value);
    return words.isEmpty() ? value : QJsonValue(words);
}

QJsonValue ChatTurns::replyIndex(int turn) const
{
    // A page of pairs offers it beside the last of a reply's messages.
    return m_format == HistoryFormat::Pairs ? lastReplyIndex(turn) : index(at(turn).reply, 1);
}

QJsonValue ChatTurns::lastReplyIndex(int turn) const { return index(at(turn).end - 1, 1); }

QJsonValue ChatTurns::replyValue(int turn) const
{
    const Turn &here = at(turn);
    if (m_format == HistoryFormat::Pairs)
        return content(here.end - 1, 1);
    QJsonArray values;
    for (qsizetype i = here.reply; i < here.end; ++i) {
        const QJsonArray parts = told(content(i, 1));
        for (const QJsonValue &part : parts)
            values.append(part);
    }
    return values;
}

QJsonArray ChatTurns::withoutLast() const
{
    QJsonArray result = m_chat;
    while (!m_turns.empty() && result.size() > m_turns.back().first)
        result.removeLast();
    return result;
}

QJsonArray ChatTurns::withLastPrompt(const QString &text) const
{
    QJsonArray result = m_chat;
    if (m_turns.empty())
        return result;
    const qsizetype item = m_turns.back().words;
    if (m_format == HistoryFormat::Pairs) {
        result[item] = QJsonArray{text, m_chat.at(item).toArray().at(1)};
        return result;
    }
    QJsonObject message = m_chat.at(item).toObject();
    QJsonValue content = text;
    if (m_format == HistoryFormat::Parts) {
        QJsonArray parts;
        const QJsonArray before = message.value("content"_L1).toArray();
        for (const QJsonValue &part : before) {
            if (!part.toObject().contains("text"_L1))
                parts.append(part);
        }
        parts.append(QJsonObject{{"type"_L1, u"text"_s}, {"text"_L1, text}});
        content = parts;
    }
    message.insert("content"_L1, content);
    result[item] = message;
    return result;
}

} // namespace spaceline::gradio
