#include "gradio/replybuilder.h"

#include "gradio/filevalue.h"
#include "gradio/htmltext.h"
#include "gradio/json.h"
#include "gradio/pythonvalue.h"
#include "gradio/replyfile.h"
#include "gradio/replymarkdown.h"

#include <QCoreApplication>
#include <QHash>
#include <QStringList>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace spaceline::gradio {

namespace {

/// A longer table goes into a file, with its beginning in the text.
constexpr qsizetype kRowLimit = 200;
/// Files are looked for in values of any shape, but not without end.
constexpr int kDeepest = 12;

bool isUpdate(const QJsonObject &object)
{
    return object.value("__type__"_L1).toString() == "update"_L1;
}

bool isMessage(const QJsonObject &object)
{
    return object.value("role"_L1).isString() && object.contains("content"_L1);
}

/// The file of a picture, film or sound with something beside it: a gallery's item, a Video up to
/// 5.x, an edited or annotated image (§3.1). Empty where it is none.
QJsonObject mediaOf(const QJsonObject &object)
{
    for (const QLatin1StringView key :
         {"image"_L1, "video"_L1, "audio"_L1, "composite"_L1, "background"_L1}) {
        QJsonObject file = object.value(key).toObject();
        if (!file.isEmpty() && fileOf(file))
            return file;
    }
    return {};
}

bool isToken(const QJsonValue &value)
{
    const QJsonObject object = value.toObject();
    return object.value("token"_L1).isString() && object.contains("class_or_confidence"_L1);
}

/// Several messages in one reply, each a string, a message, a file or a component.
bool isMessageList(const QJsonArray &array)
{
    return !array.isEmpty() && std::all_of(array.begin(), array.end(), [](const QJsonValue &item) {
        const QJsonObject object = item.toObject();
        return item.isString() || item.isNull() || isMessage(object) || isUpdate(object)
            || fileOf(object) || !mediaOf(object).isEmpty();
    });
}

/// A tuple that stands for a file in pairs and messages: its path, and maybe what it shows.
bool isFileTuple(const QJsonArray &array)
{
    return (array.size() == 1 || (array.size() == 2 && !looksLikeFilePath(array.at(1).toString())))
        && array.at(0).isString() && looksLikeFilePath(array.at(0).toString())
        && (array.size() == 1 || array.at(1).isString() || array.at(1).isNull());
}

/// An identifier of a thought, which may be a number or a text; empty where there is none.
QString idOf(const QJsonValue &value)
{
    return value.isNull() || value.isUndefined() ? QString() : value.toVariant().toString();
}

/// The words of \p value in a list or as an option: 0.5 as 0.5, a text as itself.
QString wordsOf(const QJsonValue &value)
{
    return value.isString() ? value.toString() : QString::fromUtf8(toJson(value));
}

bool looksLikeHtml(const QByteArray &text)
{
    const QByteArray trimmed = text.trimmed();
    return trimmed.startsWith('<') && trimmed.endsWith('>');
}

/// A text that is nothing but a picture, a player or a link to a file of the app: how apps of 3.x
/// and 4.x put media into a chat.
bool isMediaHtml(QByteArrayView text)
{
    return text.startsWith("<img ") || text.startsWith("<audio ") || text.startsWith("<video ");
}

} // namespace

bool ReplyBuilder::areWords(QByteArrayView text)
{
    return !isDataUrl(text) && !isLostComponent(text) && !isMediaHtml(text)
        && !looksLikePythonMessage(text);
}

void ReplyBuilder::addText(const QByteArray &text)
{
    if (text.isEmpty())
        return;
    if (m_reply.text.isEmpty()) {
        m_reply.text = text;
        return;
    }
    m_reply.text += "\n\n";
    m_reply.text += text;
}

void ReplyBuilder::addWords(const QByteArray &words)
{
    addText(withoutReasoning(words, m_tags, m_reply.thoughts));
}

bool ReplyBuilder::addFile(const QJsonObject &object, FileKind kind, const QString &caption)
{
    std::optional<FileRef> file = fileOf(object, kind);
    if (!file)
        return false;
    if (!caption.isEmpty())
        file->caption = caption;
    m_reply.files.push_back(std::move(*file));
    return true;
}

void ReplyBuilder::addHtml(const QByteArray &html)
{
    HtmlText read = readHtml(html);
    addText(read.text);
    m_reply.files.insert(m_reply.files.end(), std::make_move_iterator(read.files.begin()),
                         std::make_move_iterator(read.files.end()));
}

void ReplyBuilder::addFrame(const QJsonValue &value)
{
    const DataFrame frame = dataFrameOfValue(value);
    if (frame.isEmpty()) {
        // One that nobody filled yet is nothing.
        const bool isFrame = value.toObject().value("headers"_L1).isArray();
        if (!isFrame || !value.toObject().value("data"_L1).toArray().isEmpty())
            read(value);
        return;
    }
    addText(frame.toMarkdown(kRowLimit));
    if (frame.rows.size() <= kRowLimit)
        return;
    FileRef file;
    file.name = u"table.csv"_s;
    file.mime = u"text/csv"_s;
    file.content = frame.toCsv();
    file.size = file.content.size();
    addText(QCoreApplication::translate("ReplyReader", "All %n row(s) are in the file %1.", nullptr,
                                        int(frame.rows.size()))
                .arg(file.name)
                .toUtf8());
    m_reply.files.push_back(std::move(file));
}

/// What the regions of an image show, each with its mask (3.x: a pair).
void ReplyBuilder::addAnnotations(const QJsonArray &annotations)
{
    QByteArray labels;
    for (const QJsonValue &item : annotations) {
        const QJsonValue label
            = item.isArray() ? item.toArray().at(1) : item.toObject().value("label"_L1);
        // The mask is a picture of its own; in 3.x it may be one in words.
        const size_t before = m_reply.files.size();
        const QJsonValue mask
            = item.isArray() ? item.toArray().at(0) : item.toObject().value("image"_L1);
        if (mask.isObject() || isDataUrl(mask.toString().left(200).toUtf8()))
            readFiles(FileKind::Image, mask);
        if (label.isString() || label.isDouble()) {
            for (size_t i = before; i < m_reply.files.size(); ++i)
                m_reply.files[i].caption = wordsOf(label);
            labels += (labels.isEmpty() ? "- " : "\n- ") + escapedMarkdown(wordsOf(label).toUtf8());
        }
    }
    addText(labels);
}

/// JSON as a block, and the files that are named somewhere in it.
void ReplyBuilder::addJson(const QJsonValue &value)
{
    addText(jsonBlock(value));
    addFilesIn(value, kDeepest);
}

void ReplyBuilder::addFilesIn(const QJsonValue &value, int depth)
{
    if (depth == 0)
        return;
    if (value.isArray()) {
        for (const QJsonValue &item : value.toArray())
            addFilesIn(item, depth - 1);
        return;
    }
    const QJsonObject object = value.toObject();
    if (object.value("meta"_L1).toObject().value("_type"_L1).toString() == "gradio.FileData"_L1) {
        addFile(object);
        return;
    }
    for (const QJsonValue &member : object)
        addFilesIn(member, depth - 1);
}

void ReplyBuilder::addOption(const QString &value, const QString &label)
{
    // Clicking it would send nothing.
    if (!value.isEmpty())
        m_reply.options.push_back({value, label.isEmpty() ? value : label});
}

void ReplyBuilder::read(const QJsonValue &value)
{
    switch (value.type()) {
    case QJsonValue::Null:
    case QJsonValue::Undefined:
        return;
    case QJsonValue::String:
        readString(value.toString().toUtf8());
        return;
    case QJsonValue::Bool:
    case QJsonValue::Double:
        addText(toJson(value));
        return;
    case QJsonValue::Array:
        readArray(value.toArray());
        return;
    case QJsonValue::Object:
        readObject(value.toObject());
        return;
    }
}

void ReplyBuilder::readString(const QByteArray &text)
{
    if (isDataUrl(text)) {
        m_reply.files.push_back(fileOfText(QString::fromUtf8(text), FileKind::File));
    } else if (isLostComponent(text)) {
        m_reply.lostComponents = true;
    } else if (isMediaHtml(text)) {
        addHtml(text);
    } else {
        const QJsonValue value
            = looksLikePythonMessage(text) ? pythonValue(text) : QJsonValue(QJsonValue::Undefined);
        if (isMessage(value.toObject()) || isMessageList(value.toArray()))
            read(value);
        else
            addWords(text);
    }
}

void ReplyBuilder::readArray(const QJsonArray &array)
{
    if (isMessageList(array)) {
        for (const QJsonValue &item : array)
            read(item);
        return;
    }
    if (!array.isEmpty() && std::all_of(array.begin(), array.end(), isToken))
        addText(highlightedText(array));
    else
        addJson(array);
}

void ReplyBuilder::readObject(const QJsonObject &object)
{
    if (isUpdate(object)) {
        // Without `value` the component stays as it is.
        if (object.contains("value"_L1))
            read(object.value("value"_L1));
    } else if (isMessage(object)) {
        readMessage(object);
    } else if (addFile(object) || readMedia(object) || readPlot(object)) {
        return;
    } else if (object.value("text"_L1).isString()
               && (object.value("files"_L1).isArray() || object.contains("flushing"_L1))) {
        addWords(object.value("text"_L1).toString().toUtf8());
        for (const QJsonValue &file : object.value("files"_L1).toArray()) {
            if (file.isString() && looksLikeFilePath(file.toString()))
                m_reply.files.push_back(fileOfText(file.toString(), FileKind::File));
            else
                addFile(file.toObject());
        }
    } else if (!dataFrameOf(object).isEmpty()) {
        addFrame(object);
    } else if (object.contains("confidences"_L1) && !labelText(object).isEmpty()) {
        addText(labelText(object));
    } else {
        addJson(object);
    }
}

bool ReplyBuilder::readMedia(const QJsonObject &object)
{
    const QJsonObject media = mediaOf(object);
    if (media.isEmpty())
        return false;
    const QString key = object.contains("video"_L1) ? u"video"_s
        : object.contains("audio"_L1)               ? u"audio"_s
                                                    : u"image"_s;
    addFile(media, fileKindOf(key), object.value("caption"_L1).toString());
    addFile(object.value("subtitles"_L1).toObject());
    addAnnotations(object.value("annotations"_L1).toArray());
    return true;
}

bool ReplyBuilder::readPlot(const QJsonObject &object)
{
    const QString kind = object.value("type"_L1).toString();
    const QJsonValue plot = object.value("plot"_L1);
    if (kind.isEmpty() || !plot.isString())
        return false;
    FileRef file = fileOfText(plot.toString(), FileKind::File);
    if (!file.content.isEmpty()) {
        file.name = u"plot."_s + file.name.section(u'.', -1);
        m_reply.files.push_back(std::move(file));
        return true;
    }
    file = {};
    file.name = u"plot.json"_s;
    file.mime = u"application/json"_s;
    file.content = plot.toString().toUtf8();
    file.size = file.content.size();
    addText(QCoreApplication::translate(
                "ReplyReader", "A chart that only a web page can draw (%1); its data is in %2.")
                .arg(QString::fromUtf8(escapedMarkdown(kind.toUtf8())), file.name)
                .toUtf8());
    m_reply.files.push_back(std::move(file));
    return true;
}

void ReplyBuilder::readMessage(const QJsonObject &message)
{
    const QString role = message.value("role"_L1).toString();
    if (role == "user"_L1 || role == "system"_L1)
        return;
    const QJsonObject metadata = message.value("metadata"_L1).toObject();
    if (metadata.value("title"_L1).isString())
        readThought(metadata, message.value("content"_L1));
    else
        readContent(message.value("content"_L1));
    for (const QJsonValue &item : message.value("options"_L1).toArray()) {
        const QJsonObject option = item.toObject();
        addOption(option.value("value"_L1).toString(), option.value("label"_L1).toString());
    }
}

void ReplyBuilder::readThought(const QJsonObject &metadata, const QJsonValue &content)
{
    ReplyBuilder inner;
    inner.readContent(content);
    Thought thought;
    thought.title = metadata.value("title"_L1).toString();
    thought.text = inner.m_reply.text;
    thought.status = metadata.value("status"_L1).toString();
    thought.log = metadata.value("log"_L1).toString();
    if (const QJsonValue duration = metadata.value("duration"_L1); duration.isDouble())
        thought.duration = duration.toDouble();
    const QString parent = idOf(metadata.value("parent_id"_L1));
    thought.depth = !parent.isEmpty() && m_thoughtIds.contains(parent) ? 1 : 0;
    if (const QString id = idOf(metadata.value("id"_L1)); !id.isEmpty())
        m_thoughtIds.insert(id);
    m_reply.thoughts.push_back(std::move(thought));
    std::move(inner.m_reply.thoughts.begin(), inner.m_reply.thoughts.end(),
              std::back_inserter(m_reply.thoughts));
    std::move(inner.m_reply.files.begin(), inner.m_reply.files.end(),
              std::back_inserter(m_reply.files));
    m_reply.lostComponents = m_reply.lostComponents || inner.m_reply.lostComponents;
}

/// The content of a message: text, a file, a typed part, a component, or a list of those.
void ReplyBuilder::readContent(const QJsonValue &content)
{
    if (content.isArray()) {
        const QJsonArray parts = content.toArray();
        if (isFileTuple(parts)) {
            FileRef file = fileOfText(parts.at(0).toString(), FileKind::File);
            file.caption = parts.at(1).toString();
            m_reply.files.push_back(std::move(file));
            return;
        }
        for (const QJsonValue &part : parts)
            readContent(part);
        return;
    }
    if (content.isString()) {
        // What Python wrote for a message is not looked for within a message.
        const QByteArray text = content.toString().toUtf8();
        looksLikePythonMessage(text) ? addWords(text) : readString(text);
    } else if (const QJsonObject object = content.toObject(); object.isEmpty()) {
        if (!content.isObject())
            read(content);
    } else if (!readPart(object)) {
        read(content);
    }
}

/// A typed part of a message: Gradio's own, those of common custom chatbots, those of the models'
/// own interfaces. False where it is none.
bool ReplyBuilder::readPart(const QJsonObject &part)
{
    const QString type = part.value("type"_L1).toString();
    const QJsonValue content = part.value("content"_L1);
    if (part.contains("component"_L1) && part.contains("value"_L1)) {
        readComponent(part.value("component"_L1).toString(), part.value("props"_L1).toObject(),
                      part.value("value"_L1));
        return true;
    }
    if (const QJsonValue file = part.value("file"_L1); file.isObject())
        return addFile(file.toObject(), FileKind::File, part.value("alt_text"_L1).toString());
    if (isMessage(part) || type.isEmpty())
        return false;
    if (part.value("text"_L1).isString() && !part.contains("files"_L1)) {
        addWords(part.value("text"_L1).toString().toUtf8());
        return true;
    }
    if (type == "tool"_L1 || type == "thinking"_L1 || type == "reasoning"_L1) {
        const QJsonObject options = part.value("options"_L1).toObject();
        QJsonObject metadata = options.isEmpty() ? part : options;
        if (!metadata.value("title"_L1).isString())
            metadata.insert("title"_L1, QString());
        readThought(metadata, content.isUndefined() ? part.value(type) : content);
        return true;
    }
    if (type == "suggestion"_L1) {
        for (const QJsonValue &item : content.toArray()) {
            const QJsonObject option = item.toObject();
            const QString label = option.value("label"_L1).toString();
            const QString value = option.value("value"_L1).toString();
            addOption(value.isEmpty() ? label : value, label);
        }
        return true;
    }
    if (type == "text"_L1 && content.isString()) {
        addWords(content.toString().toUtf8());
        return true;
    }
    if (type == "file"_L1 && !content.isUndefined()) {
        readFiles(FileKind::File, content);
        return true;
    }
    // {"type": "image", "image": "…"}, {"type": "image_url", "image_url": {"url": "…"}}.
    const QJsonValue inner = part.value(type);
    const QJsonValue address = inner.isObject() ? inner.toObject().value("url"_L1) : inner;
    if (address.isString()
        && (isDataUrl(address.toString().left(200).toUtf8())
            || looksLikeFilePath(address.toString()) || type.endsWith("_url"_L1))) {
        m_reply.files.push_back(
            fileOfText(address.toString(), fileKindOf(type.section(u'_', 0, 0))));
        return true;
    }
    return false;
}

/// A component as a ChatInterface's endpoint returns it: the value that its author gave it, and not
/// what kind it is (§10.3).
void ReplyBuilder::readLost(const QJsonValue &value)
{
    m_reply.lostComponents = true;
    const QString text = value.toString();
    if (value.isString() && looksLikeFilePath(text))
        m_reply.files.push_back(fileOfText(text, FileKind::File));
    else if (value.isString() && looksLikeHtml(text.toUtf8()))
        addHtml(text.toUtf8());
    else
        read(value);
}

void ReplyBuilder::readOutput(const QString &type, const QJsonObject &props,
                              const QJsonValue &value)
{
    const QJsonObject object = value.toObject();
    const bool isAnything = type.isEmpty() || type == "json"_L1 || type == "textbox"_L1;
    if (!isAnything) {
        readComponent(type, props, value);
        return;
    }
    const auto isLost = [&type](const QJsonValue &item) {
        const QJsonObject update = item.toObject();
        // A text box may be updated with its text.
        return isUpdate(update) && update.contains("value"_L1)
            && (type == "json"_L1 || looksLikeFilePath(update.value("value"_L1).toString()));
    };
    const QJsonArray items = value.toArray();
    if (isLost(value)) {
        readLost(object.value("value"_L1));
    } else if (isMessageList(items)) {
        for (const QJsonValue &item : items) {
            if (isLost(item))
                readLost(item.toObject().value("value"_L1));
            else
                read(item);
        }
    } else {
        read(value);
    }
}

void ReplyBuilder::readComponent(const QString &type, const QJsonObject &props,
                                 const QJsonValue &value)
{
    if (const QJsonObject object = value.toObject(); isUpdate(object)) {
        if (object.contains("value"_L1))
            readComponent(type, object, object.value("value"_L1));
        return;
    }
    if (value.isNull() || value.isUndefined())
        return;
    using Part = void (ReplyBuilder::*)(Props, Value);
    static const QHash<QString, Part> parts{
        {u"html"_s, &ReplyBuilder::readHtmlValue},
        {u"code"_s, &ReplyBuilder::readCode},
        {u"json"_s, &ReplyBuilder::readJson},
        {u"paramviewer"_s, &ReplyBuilder::readJson},
        {u"label"_s, &ReplyBuilder::readLabel},
        {u"dataframe"_s, &ReplyBuilder::readFrame},
        {u"timeseries"_s, &ReplyBuilder::readFrame},
        {u"highlightedtext"_s, &ReplyBuilder::readHighlighted},
        {u"annotatedimage"_s, &ReplyBuilder::readAnnotated},
        {u"fileexplorer"_s, &ReplyBuilder::readFileExplorer},
        {u"checkboxgroup"_s, &ReplyBuilder::readChoices},
        {u"dropdown"_s, &ReplyBuilder::readChoices},
    };
    const QString kind = type.toLower();
    if (const Part part = parts.value(kind))
        (this->*part)(props, value);
    else if (isChatbotType(kind))
        readChatbot(props, value);
    else if (isFileType(kind) || kind == "downloadbutton"_L1)
        readFiles(fileKindOf(kind), value);
    else
        read(value);
}

void ReplyBuilder::readHtmlValue(Props, Value value)
{
    value.isString() ? addHtml(value.toString().toUtf8()) : read(value);
}

void ReplyBuilder::readCode(Props props, Value value)
{
    if (!value.isString())
        read(value);
    else if (!value.toString().isEmpty())
        addText(
            codeBlock(value.toString().toUtf8(), props.value("language"_L1).toString().toUtf8()));
}

void ReplyBuilder::readJson(Props, Value value) { addJson(value); }

void ReplyBuilder::readLabel(Props, Value value)
{
    const QJsonObject object = value.toObject();
    const QByteArray text = labelText(object);
    // Without a label it says nothing yet.
    text.isEmpty() && !object.contains("label"_L1) ? read(value) : addText(text);
}

void ReplyBuilder::readFrame(Props, Value value) { addFrame(value); }

void ReplyBuilder::readHighlighted(Props, Value value)
{
    const QByteArray text = highlightedText(value.toArray());
    text.isEmpty() && !value.toArray().isEmpty() ? read(value) : addText(text);
}

void ReplyBuilder::readAnnotated(Props, Value value)
{
    // 3.x: [image, [[mask, label], …]].
    const QJsonArray old = value.toArray();
    if (old.isEmpty()) {
        readFiles(FileKind::Image, value);
        return;
    }
    readFiles(FileKind::Image, old.at(0));
    addAnnotations(old.at(1).toArray());
}

void ReplyBuilder::readFileExplorer(Props, Value value)
{
    QByteArray text;
    for (const QJsonValue &item : value.toArray()) {
        QStringList parts;
        for (const QJsonValue &part : item.toArray())
            parts.append(part.toString());
        const QString path = item.isString() ? item.toString() : parts.join(u'/');
        text += (text.isEmpty() ? "- " : "\n- ") + escapedMarkdown(path.toUtf8());
    }
    addText(text);
}

void ReplyBuilder::readChoices(Props, Value value)
{
    if (!value.isArray()) {
        read(value);
        return;
    }
    QByteArray text;
    for (const QJsonValue &item : value.toArray())
        text += (text.isEmpty() ? "- " : "\n- ") + escapedMarkdown(wordsOf(item).toUtf8());
    addText(text);
}

/// What a component that holds files holds: one, several, a gallery's items, each in any form.
void ReplyBuilder::readFiles(FileKind kind, Value value)
{
    if (value.isString()) {
        if (!value.toString().isEmpty())
            m_reply.files.push_back(fileOfText(value.toString(), kind));
    } else if (value.isArray()) {
        const QJsonArray items = value.toArray();
        // [file, caption] of a gallery, [film, subtitles] of 3.x.
        if (items.size() == 2 && items.at(0).isObject() && items.at(1).isString()) {
            if (addFile(items.at(0).toObject(), kind, items.at(1).toString()))
                return;
        }
        if (isFileTuple(items)) {
            FileRef file = fileOfText(items.at(0).toString(), kind);
            file.caption = items.at(1).toString();
            m_reply.files.push_back(std::move(file));
            return;
        }
        for (const QJsonValue &item : items)
            readFiles(kind, item);
    } else if (value.isObject()) {
        const QJsonObject object = value.toObject();
        if (addFile(object, kind) || readMedia(object))
            return;
        // An editor whose parts have not been put together.
        if (object.value("layers"_L1).isArray() && object.contains("background"_L1))
            readFiles(kind, object.value("layers"_L1));
        else if (object.value("video"_L1).isString())
            readFiles(FileKind::Video, object.value("video"_L1));
        else
            read(value);
    }
}

/// The value of a Chatbot: the whole conversation, of which the answer is what follows the last
/// message of the user (§10.4). Messages, or pairs up to 5.x.
void ReplyBuilder::readChatbot(Props props, Value value)
{
    if (!value.isArray()) {
        read(value);
        return;
    }
    m_tags += reasoningTagsOf(props.value("reasoning_tags"_L1));
    const QJsonArray array = value.toArray();
    qsizetype first = array.size();
    if (!array.isEmpty() && array.last().isArray()) {
        // Pairs without a question belong to the one before them.
        while (first > 0) {
            const QJsonArray pair = array.at(--first).toArray();
            if (!pair.at(0).isNull() && !pair.at(0).isUndefined())
                break;
        }
        for (; first < array.size(); ++first)
            readContent(array.at(first).toArray().at(1));
        return;
    }
    while (first > 0 && array.at(first - 1).toObject().value("role"_L1).toString() != "user"_L1)
        --first;
    for (; first < array.size(); ++first) {
        const QJsonValue item = array.at(first);
        isMessage(item.toObject()) ? readMessage(item.toObject()) : readContent(item);
    }
}

} // namespace spaceline::gradio
