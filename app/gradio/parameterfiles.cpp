#include "gradio/parameterfiles.h"

#include "gradio/filevalue.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace spaceline::gradio {

namespace {

// Not a member of FileData, so that the two cannot be mixed up; no server sees it.
constexpr auto kLocalPath = "local_path"_L1;
constexpr auto kName = "orig_name"_L1;
constexpr auto kMime = "mime_type"_L1;

/// Calls \p visit(value) for each local file of \p value, and puts in its place what that returns.
template <class Visit>
QJsonValue replaced(const QJsonValue &value, const Visit &visit)
{
    if (value.isArray()) {
        QJsonArray result;
        for (const QJsonValue &one : value.toArray())
            result.append(replaced(one, visit));
        return result;
    }
    return localFileOf(value) ? visit(value) : value;
}

bool hasFamily(const QString &family, const QString &name, const QString &mime)
{
    if (!mime.isEmpty())
        return mime.startsWith(family + u'/');
    static const QHash<QString, QStringList> suffixes{
        {u"image"_s,
         {u"png"_s, u"jpg"_s, u"jpeg"_s, u"gif"_s, u"webp"_s, u"bmp"_s, u"svg"_s, u"tif"_s,
          u"tiff"_s, u"avif"_s, u"heic"_s}},
        {u"audio"_s,
         {u"wav"_s, u"mp3"_s, u"ogg"_s, u"oga"_s, u"opus"_s, u"flac"_s, u"m4a"_s, u"aac"_s,
          u"weba"_s}},
        {u"video"_s,
         {u"mp4"_s, u"webm"_s, u"mov"_s, u"mkv"_s, u"avi"_s, u"mpeg"_s, u"mpg"_s, u"m4v"_s,
          u"ogv"_s}},
        {u"text"_s, {u"txt"_s, u"md"_s, u"csv"_s, u"html"_s, u"htm"_s, u"xml"_s, u"css"_s}},
    };
    const QString suffix = name.mid(name.lastIndexOf(u'.') + 1).toLower();
    return suffixes.value(family).contains(suffix);
}

/// \p type as Gradio's `file_types` has it: ".pdf", "image", "image/*", "text/csv", "file".
bool matches(const QString &type, const QString &name, const QString &mime)
{
    if (type == "file"_L1 || type == "*"_L1 || type == "*/*"_L1)
        return true;
    if (type.startsWith(u'.'))
        return name.endsWith(type, Qt::CaseInsensitive);
    if (type.endsWith("/*"_L1))
        return hasFamily(type.chopped(2), name, mime);
    if (type.contains(u'/'))
        return mime.isEmpty() || mime.compare(type, Qt::CaseInsensitive) == 0;
    if (type == "image"_L1 || type == "audio"_L1 || type == "video"_L1 || type == "text"_L1)
        return hasFamily(type, name, mime);
    return name.endsWith(u'.' + type, Qt::CaseInsensitive);
}

} // namespace

QStringList acceptedTypes(const Parameter &parameter)
{
    if (!parameter.fileTypes.isEmpty())
        return parameter.fileTypes;
    if (parameter.type == "image"_L1 || parameter.type == "audio"_L1
        || parameter.type == "video"_L1)
        return {parameter.type};
    return {};
}

bool takesFile(const Parameter &parameter, const QString &name, const QString &mime)
{
    const QStringList types = acceptedTypes(parameter);
    return types.isEmpty() || std::any_of(types.begin(), types.end(), [&](const QString &type) {
               return matches(type, name, mime);
           });
}

QJsonObject localFileValue(const LocalFile &file)
{
    QJsonObject value{{kLocalPath, file.path}, {kName, file.name}};
    if (!file.mime.isEmpty())
        value.insert(kMime, file.mime);
    return value;
}

std::optional<LocalFile> localFileOf(const QJsonValue &value)
{
    const QJsonObject object = value.toObject();
    const QString path = object.value(kLocalPath).toString();
    if (path.isEmpty())
        return {};
    return LocalFile{path, object.value(kName).toString(), object.value(kMime).toString()};
}

QList<LocalFile> localFilesOf(const std::vector<Parameter> &parameters, const QJsonObject &values)
{
    QList<LocalFile> files;
    for (const Parameter &parameter : parameters) {
        (void)replaced(values.value(parameter.key()), [&](const QJsonValue &value) {
            files += *localFileOf(value);
            return value;
        });
    }
    return files;
}

QJsonObject withUploads(const std::vector<Parameter> &parameters, QJsonObject values,
                        const QJsonArray &uploaded, const Version &version)
{
    qsizetype next = 0;
    for (const Parameter &parameter : parameters) {
        const auto it = values.find(parameter.key());
        if (it == values.end())
            continue;
        *it = replaced(*it, [&](const QJsonValue &) {
            return fileValue(parameter.type, uploaded.at(next++), version);
        });
    }
    return values;
}

} // namespace spaceline::gradio
