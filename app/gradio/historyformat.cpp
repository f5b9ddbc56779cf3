#include "gradio/historyformat.h"

#include "gradio/config.h"

#include <QJsonObject>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace spaceline::gradio {

namespace {

bool isText(const QJsonValue &value) { return value.isString(); }

QString joined(const QString &first, const QString &second)
{
    return first.isEmpty() ? second : second.isEmpty() ? first : first + u"\n\n"_s + second;
}

/// The words of a message's content or of one side of a pair; files and components have none.
QString textOf(const QJsonValue &content)
{
    if (content.isString())
        return content.toString();
    if (content.isArray()) {
        QString text;
        for (const QJsonValue &part : content.toArray())
            text = joined(text, textOf(part));
        return text;
    }
    return content.toObject().value("text"_L1).toString();
}

QJsonObject filePart(const QJsonValue &file, HistoryFormat format)
{
    QJsonObject part{{"file"_L1, file}, {"alt_text"_L1, QJsonValue::Null}};
    if (format == HistoryFormat::Parts)
        part.insert("type"_L1, u"file"_s);
    return part;
}

/// One content as a list of parts (6.x).
QJsonArray partsOf(const QJsonValue &content)
{
    if (content.isString())
        return {QJsonObject{{"type"_L1, u"text"_s}, {"text"_L1, content}}};
    if (content.isNull() || content.isUndefined())
        return {};
    QJsonArray parts;
    const QJsonArray items = content.isArray() ? content.toArray() : QJsonArray{content};
    for (const QJsonValue &item : items) {
        QJsonObject part = item.toObject();
        if (item.isString())
            part = {{"type"_L1, u"text"_s}, {"text"_L1, item}};
        else if (!part.contains("type"_L1) && part.contains("file"_L1))
            part.insert("type"_L1, u"file"_s);
        else if (!part.contains("type"_L1) && part.contains("component"_L1))
            part.insert("type"_L1, u"component"_s);
        parts.append(part);
    }
    return parts;
}

QJsonObject message(const QString &role, const QJsonValue &content)
{
    return {{"role"_L1, role}, {"content"_L1, content}};
}

/// The messages of 5.x for one message of 6.x: each has either words or one file.
QJsonArray messagesOf(const QJsonObject &source)
{
    const QJsonValue content = source.value("content"_L1);
    if (!content.isArray())
        return {source};
    QJsonArray result;
    const auto add = [&](const QJsonValue &part) {
        QJsonObject single = source;
        single.insert("content"_L1, part);
        result.append(single);
    };
    QString words;
    for (const QJsonValue &item : content.toArray()) {
        QJsonObject part = item.toObject();
        if (item.isString() || part.contains("text"_L1)) {
            words = joined(words, textOf(item));
            continue;
        }
        if (!words.isEmpty())
            add(std::exchange(words, QString()));
        part.remove("type"_L1);
        add(part);
    }
    if (!words.isEmpty() || result.isEmpty())
        add(words);
    return result;
}

bool isPairs(const QJsonArray &history)
{
    return std::all_of(history.begin(), history.end(), [](const QJsonValue &item) {
        return item.isArray() && item.toArray().size() == 2;
    });
}

bool isMessages(const QJsonArray &history)
{
    return std::all_of(history.begin(), history.end(),
                       [](const QJsonValue &item) { return item.toObject().contains("role"_L1); });
}

/// The answer of the last pair.
void setAnswer(QJsonArray &pairs, const QJsonValue &answer)
{
    const QJsonValue question = pairs.takeAt(pairs.size() - 1).toArray().at(0);
    pairs.append(QJsonArray{question, answer});
}

QJsonArray pairsFromMessages(const QJsonArray &messages)
{
    QJsonArray pairs;
    for (const QJsonValue &item : messages) {
        for (const QJsonValue &single : messagesOf(item.toObject())) {
            const QJsonObject object = single.toObject();
            const QString role = object.value("role"_L1).toString();
            const QJsonValue content = object.value("content"_L1);
            if (role == "user"_L1) {
                pairs.append(QJsonArray{content, QJsonValue::Null});
                continue;
            }
            // Pairs know no system prompts, and no thoughts.
            if (role != "assistant"_L1
                || object.value("metadata"_L1).toObject().value("title"_L1).isString())
                continue;
            if (!pairs.isEmpty() && pairs.last().toArray().at(1).isNull()) {
                setAnswer(pairs, content);
            } else if (!pairs.isEmpty() && isText(content)
                       && isText(pairs.last().toArray().at(1))) {
                setAnswer(pairs,
                          joined(pairs.last().toArray().at(1).toString(), content.toString()));
            } else {
                pairs.append(QJsonArray{QJsonValue::Null, content});
            }
        }
    }
    return pairs;
}

QJsonArray messagesFromPairs(const QJsonArray &pairs)
{
    QJsonArray messages;
    for (const QJsonValue &item : pairs) {
        const QJsonArray pair = item.toArray();
        if (!pair.at(0).isNull())
            messages.append(message(u"user"_s, pair.at(0)));
        if (!pair.at(1).isNull())
            messages.append(message(u"assistant"_s, pair.at(1)));
    }
    return messages;
}

} // namespace

HistoryFormat historyFormatOf(const Version &version, const QString &type)
{
    if (version >= Version{6, 0, 0})
        return HistoryFormat::Parts;
    return type == "messages"_L1 ? HistoryFormat::Messages : HistoryFormat::Pairs;
}

QJsonValue convertedHistory(const QJsonValue &history, HistoryFormat format)
{
    if (!history.isArray())
        return history.isNull() || history.isUndefined() ? QJsonValue(QJsonArray()) : history;
    QJsonArray items = history.toArray();
    if (items.isEmpty())
        return items;
    const bool pairs = isPairs(items);
    if (!pairs && !isMessages(items))
        return history;
    if (format == HistoryFormat::Pairs)
        return pairs ? items : pairsFromMessages(items);
    if (pairs)
        items = messagesFromPairs(items);
    QJsonArray result;
    for (const QJsonValue &item : items) {
        QJsonObject object = item.toObject();
        if (format == HistoryFormat::Parts) {
            object.insert("content"_L1, partsOf(object.value("content"_L1)));
            result.append(object);
            continue;
        }
        for (const QJsonValue &single : messagesOf(object))
            result.append(single);
    }
    return result;
}

QJsonArray withUserTurn(const QJsonValue &history, HistoryFormat format, const QString &text,
                        const QJsonArray &files)
{
    QJsonArray result = history.toArray();
    if (format == HistoryFormat::Parts) {
        QJsonArray content;
        for (const QJsonValue &file : files)
            content.append(filePart(file, format));
        if (!text.isEmpty() || files.isEmpty())
            content.append(QJsonObject{{"type"_L1, u"text"_s}, {"text"_L1, text}});
        result.append(message(u"user"_s, content));
        return result;
    }
    const auto add = [&](const QJsonValue &content) {
        if (format == HistoryFormat::Pairs)
            result.append(QJsonArray{content, QJsonValue::Null});
        else
            result.append(message(u"user"_s, content));
    };
    for (const QJsonValue &file : files)
        add(filePart(file, format));
    if (!text.isEmpty() || files.isEmpty())
        add(text);
    return result;
}

QJsonArray withAnswer(const QJsonValue &history, HistoryFormat format, const QString &text)
{
    QJsonArray result = history.toArray();
    if (format != HistoryFormat::Pairs) {
        result.append(
            message(u"assistant"_s,
                    format == HistoryFormat::Parts ? QJsonValue(partsOf(text)) : QJsonValue(text)));
    } else if (!result.isEmpty() && result.last().toArray().at(1).isNull()) {
        setAnswer(result, text);
    } else {
        result.append(QJsonArray{QJsonValue::Null, text});
    }
    return result;
}

} // namespace spaceline::gradio
