#include "gradio/filevalue.h"

#include <QJsonObject>
#include <QSet>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace spaceline::gradio {

namespace {

/// The first part of the mime types that \p type takes; empty where it takes any file.
QString kindOf(const QString &type)
{
    if (type == "image"_L1 || type == "imageeditor"_L1 || type == "sketchpad"_L1
        || type == "imagemask"_L1 || type == "paint"_L1 || type == "imageslider"_L1
        || type == "gallery"_L1)
        return u"image/"_s;
    if (type == "audio"_L1 || type == "microphone"_L1)
        return u"audio/"_s;
    if (type == "video"_L1 || type == "playablevideo"_L1)
        return u"video/"_s;
    return {};
}

bool takesSeveral(const Parameter &input) { return input.multiple || input.type == "gallery"_L1; }

/// How well \p file suits \p input: 2 its kind, 1 anything goes, 0 another kind.
int fit(const Parameter &input, const QJsonValue &file)
{
    const QString kind = kindOf(input.type);
    const QString mime = file.toObject().value("mime_type"_L1).toString();
    if (kind.isEmpty() || mime.isEmpty())
        return 1;
    return mime.startsWith(kind) ? 2 : 0;
}

QJsonValue valueOf(const Parameter &input, const QJsonArray &files, const Version &version)
{
    if (!takesSeveral(input))
        return fileValue(input.type, files.at(0), version);
    QJsonArray values;
    for (const QJsonValue &file : files)
        values.append(fileValue(input.type, file, version));
    return values;
}

} // namespace

bool isFileType(const QString &type)
{
    static const QSet<QString> types{
        u"image"_s,   u"audio"_s,       u"video"_s,      u"file"_s,         u"uploadbutton"_s,
        u"gallery"_s, u"imageeditor"_s, u"sketchpad"_s,  u"imagemask"_s,    u"paint"_s,
        u"model3d"_s, u"imageslider"_s, u"microphone"_s, u"playablevideo"_s};
    return types.contains(type);
}

bool isChatbotType(const QString &type) { return type.endsWith("chatbot"_L1); }

QJsonValue fileValue(const QString &type, const QJsonValue &file, const Version &version)
{
    if (version < Version{4, 0, 0}) {
        if (!file.isObject())
            return file;
        QJsonObject old = file.toObject();
        const QJsonValue content = old.value("data"_L1);
        if (type == "image"_L1 && content.isString())
            return content;
        if (old.contains("data"_L1))
            old.insert("data"_L1, QJsonValue::Null); // it is at `name`
        return old;
    }
    if ((type == "video"_L1 || type == "playablevideo"_L1) && version < Version{6, 0, 0})
        return QJsonObject{{"video"_L1, file}, {"subtitles"_L1, QJsonValue::Null}};
    if (type == "imageeditor"_L1 || type == "sketchpad"_L1 || type == "imagemask"_L1
        || type == "paint"_L1) {
        return QJsonObject{
            {"background"_L1, file}, {"layers"_L1, QJsonArray()}, {"composite"_L1, file}};
    }
    if (type == "gallery"_L1) {
        const bool video = file.toObject().value("mime_type"_L1).toString().startsWith("video/"_L1);
        return QJsonObject{{video ? "video"_L1 : "image"_L1, file},
                           {"caption"_L1, QJsonValue::Null}};
    }
    if (type == "imageslider"_L1)
        return QJsonArray{file, QJsonValue::Null};
    return file;
}

QHash<int, QJsonValue> placedFiles(const std::vector<const Parameter *> &inputs,
                                   const QJsonArray &files, const Version &version)
{
    std::vector<QJsonArray> taken(inputs.size());
    const auto place = [&](const QJsonValue &file, int wanted) {
        for (size_t i = 0; i < inputs.size(); ++i) {
            if (taken[i].isEmpty() && fit(*inputs[i], file) == wanted) {
                taken[i].append(file);
                return true;
            }
        }
        // The second file for a box that takes several comes after every other box has one.
        for (size_t i = 0; i < inputs.size(); ++i) {
            if (takesSeveral(*inputs[i]) && fit(*inputs[i], file) == wanted) {
                taken[i].append(file);
                return true;
            }
        }
        return false;
    };
    QJsonArray left;
    for (const QJsonValue &file : files) {
        if (!place(file, 2))
            left.append(file);
    }
    for (const QJsonValue &file : std::exchange(left, {})) {
        if (!place(file, 1))
            left.append(file);
    }
    for (const QJsonValue &file : left)
        place(file, 0);

    QHash<int, QJsonValue> result;
    for (size_t i = 0; i < inputs.size(); ++i) {
        if (!taken[i].isEmpty())
            result.insert(inputs[i]->component, valueOf(*inputs[i], taken[i], version));
    }
    return result;
}

} // namespace spaceline::gradio
