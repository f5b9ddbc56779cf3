#include "gradio/replyreader.h"

#include "gradio/json.h"

#include <QJsonObject>
#include <QLocale>

#include <algorithm>
using namespace Qt::Literals::StringLiterals;

namespace spaceline::gradio {

namespace {

void addText(Reply &reply, const QByteArray &text)
{
    if (text.isEmpty())
        return;
    if (!reply.text.isEmpty())
        reply.text += "\n\n";
    reply.text += text;
}

bool isFile(const QJsonObject &object)
{
    if (!object.value("path"_L1).isString())
        return false;
    // Since 4.21 `meta` says what it is; ChatInterface endpoints return bare paths (§7.2).
    return object.value("meta"_L1).toObject().value("_type"_L1).toString() == "gradio.FileData"_L1
        || object.contains("orig_name"_L1) || object.size() == 1 || object.contains("url"_L1)
        || object.contains("mime_type"_L1);
}

void addFile(Reply &reply, const QJsonObject &object)
{
    FileRef file;
    file.path = object.value("path"_L1).toString();
    file.url = QUrl(object.value("url"_L1).toString(), QUrl::TolerantMode);
    file.mime = object.value("mime_type"_L1).toString();
    file.size = object.value("size"_L1).toInteger(-1);
    file.name = object.value("orig_name"_L1).toString();
    if (file.name.isEmpty())
        file.name = file.path.section(u'/', -1);
    reply.files.push_back(std::move(file));
}

QByteArray cell(const QJsonValue &value)
{
    QByteArray text = value.isString() ? value.toString().toUtf8() : toJson(value);
    if (value.isNull() || value.isUndefined())
        text.clear();
    text.replace('|', "\\|").replace('\n', ' ');
    return text;
}

/// A data frame as a Markdown table; empty where it is none.
QByteArray table(const QJsonObject &object)
{
    const QJsonArray headers = object.value("headers"_L1).toArray();
    if (headers.isEmpty() || !object.value("data"_L1).isArray())
        return {};
    QByteArray text = "|";
    for (const QJsonValue &header : headers)
        text += ' ' + cell(header) + " |";
    text += "\n|";
    for (qsizetype i = 0; i < headers.size(); ++i)
        text += " --- |";
    for (const QJsonValue &row : object.value("data"_L1).toArray()) {
        text += "\n|";
        for (const QJsonValue &value : row.toArray())
            text += ' ' + cell(value) + " |";
    }
    return text;
}

/// A classification as a list, the best first; empty where it is none.
QByteArray label(const QJsonObject &object)
{
    if (!object.contains("label"_L1) || !object.contains("confidences"_L1))
        return {};
    QByteArray text = "**" + cell(object.value("label"_L1)) + "**";
    for (const QJsonValue &item : object.value("confidences"_L1).toArray()) {
        const QJsonObject entry = item.toObject();
        const double percent = entry.value("confidence"_L1).toDouble() * 100;
        text += "\n- " + cell(entry.value("label"_L1)) + ": "
            + QLocale::c().toString(percent, 'f', 1).toUtf8() + " %";
    }
    return text;
}

QByteArray codeBlock(const QJsonValue &value)
{
    const QByteArray json = value.isObject() ? QJsonDocument(value.toObject()).toJson()
        : value.isArray()                    ? QJsonDocument(value.toArray()).toJson()
                                             : toJson(value);
    return "```json\n" + json.trimmed() + "\n```";
}

void read(Reply &reply, const QJsonValue &value);

/// The content of a message: text, a file, a typed part, a component, or a list of those.
void readContent(Reply &reply, const QJsonValue &content)
{
    if (content.isString()) {
        addText(reply, content.toString().toUtf8());
        return;
    }
    if (content.isArray()) {
        for (const QJsonValue &part : content.toArray())
            readContent(reply, part);
        return;
    }
    const QJsonObject object = content.toObject();
    if (object.value("type"_L1).toString() == "text"_L1 && object.contains("text"_L1))
        addText(reply, object.value("text"_L1).toString().toUtf8());
    else if (object.value("file"_L1).isObject())
        addFile(reply, object.value("file"_L1).toObject());
    else if (object.contains("component"_L1) && object.contains("value"_L1))
        read(reply, object.value("value"_L1));
    else if (!object.isEmpty())
        read(reply, content);
}

void readMessage(Reply &reply, const QJsonObject &message)
{
    const QString role = message.value("role"_L1).toString();
    if (role == "user"_L1 || role == "system"_L1)
        return;
    const QJsonObject metadata = message.value("metadata"_L1).toObject();
    if (metadata.value("title"_L1).isString()) {
        Reply inner;
        readContent(inner, message.value("content"_L1));
        Thought thought;
        thought.title = metadata.value("title"_L1).toString();
        thought.status = metadata.value("status"_L1).toString();
        if (metadata.value("duration"_L1).isDouble())
            thought.duration = metadata.value("duration"_L1).toDouble();
        thought.text = inner.text;
        reply.thoughts.push_back(std::move(thought));
        reply.files.insert(reply.files.end(), inner.files.begin(), inner.files.end());
        return;
    }
    readContent(reply, message.value("content"_L1));
    for (const QJsonValue &item : message.value("options"_L1).toArray()) {
        const QJsonObject option = item.toObject();
        const QString value = option.value("value"_L1).toString();
        const QString shown = option.value("label"_L1).toString();
        // Clicking it would send nothing.
        if (value.isEmpty())
            continue;
        reply.options.push_back({value, shown.isEmpty() ? value : shown});
    }
}

bool isMessage(const QJsonObject &object)
{
    return object.value("role"_L1).isString() && object.contains("content"_L1);
}

bool isUpdate(const QJsonObject &object)
{
    return object.value("__type__"_L1).toString() == "update"_L1;
}

/// The file of a picture, film or sound with something beside it: a gallery's item, a Video up to
/// 5.x, an edited or annotated image (§3.1). Empty where it is none.
QJsonObject mediaOf(const QJsonObject &object)
{
    for (const QLatin1StringView key : {"image"_L1, "video"_L1, "audio"_L1, "composite"_L1}) {
        const QJsonObject file = object.value(key).toObject();
        if (isFile(file))
            return file;
    }
    return {};
}

/// Several messages in one reply, each a string, a message, a file or a component.
bool isMessageList(const QJsonArray &array)
{
    if (array.isEmpty())
        return false;
    for (const QJsonValue &item : array) {
        const QJsonObject object = item.toObject();
        if (!item.isString() && !item.isNull() && !isMessage(object) && !isFile(object)
            && !isUpdate(object) && mediaOf(object).isEmpty())
            return false;
    }
    return true;
}

void read(Reply &reply, const QJsonValue &value)
{
    switch (value.type()) {
    case QJsonValue::Null:
    case QJsonValue::Undefined:
        return;
    case QJsonValue::String:
        addText(reply, value.toString().toUtf8());
        return;
    case QJsonValue::Bool:
    case QJsonValue::Double:
        addText(reply, toJson(value));
        return;
    case QJsonValue::Array: {
        const QJsonArray array = value.toArray();
        if (!isMessageList(array)) {
            addText(reply, codeBlock(value));
            return;
        }
        for (const QJsonValue &item : array)
            read(reply, item);
        return;
    }
    case QJsonValue::Object:
        break;
    }

    const QJsonObject object = value.toObject();
    if (isUpdate(object)) {
        // Without `value` the component stays as it is.
        if (object.contains("value"_L1))
            read(reply, object.value("value"_L1));
        return;
    }
    if (isMessage(object)) {
        readMessage(reply, object);
    } else if (isFile(object)) {
        addFile(reply, object);
    } else if (const QJsonObject media = mediaOf(object); !media.isEmpty()) {
        addFile(reply, media);
        addText(reply, object.value("caption"_L1).toString().toUtf8());
    } else if (object.value("text"_L1).isString() && object.value("files"_L1).isArray()) {
        addText(reply, object.value("text"_L1).toString().toUtf8());
        for (const QJsonValue &file : object.value("files"_L1).toArray()) {
            if (isFile(file.toObject()))
                addFile(reply, file.toObject());
        }
    } else if (const QByteArray rows = table(object); !rows.isEmpty()) {
        addText(reply, rows);
    } else if (const QByteArray classes = label(object); !classes.isEmpty()) {
        addText(reply, classes);
    } else {
        addText(reply, codeBlock(value));
    }
}

/// The value of a Chatbot: the whole conversation, of which the answer is what follows the last
/// message of the user (§10.4). Messages, or pairs up to 5.x.
void readChatbot(Reply &reply, const QJsonValue &value)
{
    const QJsonObject object = value.toObject();
    if (isUpdate(object)) {
        readChatbot(reply, object.value("value"_L1));
        return;
    }
    const QJsonArray array = value.toArray();
    if (!array.isEmpty() && array.last().isArray()) {
        const QJsonArray pair = array.last().toArray();
        if (pair.size() == 2) {
            readContent(reply, pair.at(1));
            return;
        }
    }
    QJsonArray answer;
    for (const QJsonValue &message : array) {
        if (message.toObject().value("role"_L1).toString() == "user"_L1)
            answer = {};
        else
            answer.append(message);
    }
    if (!answer.isEmpty())
        read(reply, answer);
}

} // namespace

Reply readReplyValue(const QJsonValue &value)
{
    Reply reply;
    read(reply, value);
    return reply;
}

Reply readReply(const PartialData &data, const ChatMapping &mapping)
{
    const int output = mapping.replyOutput();
    Reply reply;
    if (auto text = data.text(output)) {
        reply.text = std::move(*text);
        return reply;
    }
    const QJsonValue value = data.value(output);
    const auto &outputs = mapping.endpoint.outputs;
    if (output >= 0 && size_t(output) < outputs.size()
        && outputs[size_t(output)].type == "chatbot"_L1)
        readChatbot(reply, value);
    else
        read(reply, value);
    return reply;
}

bool isNoReply(const PartialData &data, const ChatMapping &mapping)
{
    // A text that grows is there without a copy; its value is not.
    if (data.text(mapping.replyOutput()))
        return false;
    const QJsonValue value = data.value(mapping.replyOutput());
    if (!value.isArray())
        return value.isNull() || value.isUndefined();
    const QJsonArray array = value.toArray();
    return !array.isEmpty() && std::all_of(array.begin(), array.end(), [](const QJsonValue &item) {
        return item.isNull();
    });
}

} // namespace spaceline::gradio
