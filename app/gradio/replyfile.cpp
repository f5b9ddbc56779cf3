#include "gradio/replyfile.h"

#include <QHash>

#include <array>

using namespace Qt::Literals::StringLiterals;

namespace spaceline::gradio {

namespace {

struct MimeType {
    QLatin1StringView suffix;
    QLatin1StringView mime;
};

/// What apps return; the first suffix of a type is the one that a new file gets.
constexpr std::array kMimeTypes{
    MimeType{"png"_L1, "image/png"_L1},        MimeType{"jpg"_L1, "image/jpeg"_L1},
    MimeType{"jpeg"_L1, "image/jpeg"_L1},      MimeType{"webp"_L1, "image/webp"_L1},
    MimeType{"gif"_L1, "image/gif"_L1},        MimeType{"svg"_L1, "image/svg+xml"_L1},
    MimeType{"bmp"_L1, "image/bmp"_L1},        MimeType{"avif"_L1, "image/avif"_L1},
    MimeType{"tiff"_L1, "image/tiff"_L1},      MimeType{"wav"_L1, "audio/wav"_L1},
    MimeType{"wav"_L1, "audio/x-wav"_L1},      MimeType{"mp3"_L1, "audio/mpeg"_L1},
    MimeType{"ogg"_L1, "audio/ogg"_L1},        MimeType{"flac"_L1, "audio/flac"_L1},
    MimeType{"m4a"_L1, "audio/mp4"_L1},        MimeType{"aac"_L1, "audio/aac"_L1},
    MimeType{"opus"_L1, "audio/opus"_L1},      MimeType{"mp4"_L1, "video/mp4"_L1},
    MimeType{"webm"_L1, "video/webm"_L1},      MimeType{"mov"_L1, "video/quicktime"_L1},
    MimeType{"mkv"_L1, "video/x-matroska"_L1}, MimeType{"avi"_L1, "video/x-msvideo"_L1},
    MimeType{"pdf"_L1, "application/pdf"_L1},  MimeType{"json"_L1, "application/json"_L1},
    MimeType{"csv"_L1, "text/csv"_L1},         MimeType{"txt"_L1, "text/plain"_L1},
    MimeType{"md"_L1, "text/markdown"_L1},     MimeType{"html"_L1, "text/html"_L1},
    MimeType{"zip"_L1, "application/zip"_L1},  MimeType{"glb"_L1, "model/gltf-binary"_L1},
    MimeType{"obj"_L1, "model/obj"_L1},        MimeType{"vtt"_L1, "text/vtt"_L1},
};

FileKind kindOfMime(const QString &mime)
{
    if (mime.startsWith("image/"_L1))
        return FileKind::Image;
    if (mime.startsWith("audio/"_L1))
        return FileKind::Audio;
    return mime.startsWith("video/"_L1) ? FileKind::Video : FileKind::File;
}

QString mimeOfName(const QString &name)
{
    const QString suffix = name.section(u'.', -1).toLower();
    for (const MimeType &type : kMimeTypes) {
        if (suffix == type.suffix)
            return type.mime;
    }
    return {};
}

QString nameFor(FileKind kind, const QString &mime)
{
    QString base = u"file"_s;
    if (kind == FileKind::Image)
        base = u"image"_s;
    else if (kind == FileKind::Audio)
        base = u"audio"_s;
    else if (kind == FileKind::Video)
        base = u"video"_s;
    for (const MimeType &type : kMimeTypes) {
        if (mime == type.mime)
            return base + u'.' + type.suffix;
    }
    return base;
}

/// The last part of a path or an address, without what follows a file's name in an address.
QString nameOfPath(const QString &path)
{
    if (path.startsWith("http://"_L1) || path.startsWith("https://"_L1)) {
        const QString name = QUrl(path, QUrl::TolerantMode).fileName(QUrl::FullyDecoded);
        return name.isEmpty() ? QUrl(path).host() : name;
    }
    return path.section(u'/', -1).section(u'\\', -1);
}

void settle(FileRef &file, FileKind kind)
{
    if (file.name.isEmpty())
        file.name = nameOfPath(file.path);
    file.kind = kind;
    // A video's component holds subtitles too, a gallery's films.
    if (const FileKind said = kindOfMime(file.mime); said != FileKind::File)
        file.kind = said;
    else if (file.mime.isEmpty() && kind == FileKind::File)
        file.kind = kindOfMime(mimeOfName(file.name.isEmpty() ? file.path : file.name));
}

/// What a data URL holds; nothing where it is none.
std::optional<FileRef> fileOfDataUrl(const QByteArray &url, FileKind kind)
{
    const qsizetype comma = url.indexOf(',');
    if (!isDataUrl(url) || comma < 0)
        return {};
    const QList<QByteArray> words = url.first(comma).sliced(5).split(';');
    FileRef file;
    file.mime = QString::fromLatin1(words.constFirst()).trimmed().toLower();
    const QByteArray rest = url.sliced(comma + 1);
    file.content = words.contains("base64"_ba) ? QByteArray::fromBase64(rest)
                                               : QByteArray::fromPercentEncoding(rest);
    file.size = file.content.size();
    settle(file, kind);
    file.name = nameFor(file.kind, file.mime);
    return file;
}

} // namespace

FileKind fileKindOf(const QString &type)
{
    static const QHash<QString, FileKind> kinds{
        {u"image"_s, FileKind::Image},          {u"imageeditor"_s, FileKind::Image},
        {u"sketchpad"_s, FileKind::Image},      {u"imagemask"_s, FileKind::Image},
        {u"paint"_s, FileKind::Image},          {u"imageslider"_s, FileKind::Image},
        {u"annotatedimage"_s, FileKind::Image}, {u"gallery"_s, FileKind::Image},
        {u"audio"_s, FileKind::Audio},          {u"microphone"_s, FileKind::Audio},
        {u"video"_s, FileKind::Video},          {u"playablevideo"_s, FileKind::Video}};
    return kinds.value(type, FileKind::File);
}

std::optional<FileRef> fileOf(const QJsonObject &object, FileKind kind)
{
    FileRef file;
    file.mime = object.value("mime_type"_L1).toString();
    file.size = object.value("size"_L1).toInteger(-1);
    file.name = object.value("orig_name"_L1).toString();
    file.caption = object.value("alt_text"_L1).toString();
    file.stream = object.value("is_stream"_L1).toBool();

    const bool isOld = object.contains("data"_L1) && object.contains("name"_L1)
        && (object.contains("is_file"_L1) || object.value("data"_L1).isString());
    const QString url = object.value(isOld ? "data"_L1 : "url"_L1).toString();
    // What a picture of 5.x may be, and a recording of 3.x: the file itself, with its name beside.
    if (url.startsWith("data:"_L1)) {
        if (auto inside = fileOfDataUrl(url.toUtf8(), kind)) {
            if (!file.name.isEmpty())
                inside->name = file.name;
            inside->caption = file.caption;
            return inside;
        }
    }
    if (isOld) {
        if (!object.value("is_file"_L1).toBool() || !object.value("name"_L1).isString())
            return {};
        file.path = object.value("name"_L1).toString();
        settle(file, kind);
        return file;
    }
    const bool isFileData
        = object.value("meta"_L1).toObject().value("_type"_L1).toString() == "gradio.FileData"_L1;
    const bool hasPath = object.value("path"_L1).isString();
    if (!hasPath && !(isFileData && !url.isEmpty()))
        return {};
    // Since 4.21 `meta` says what it is; ChatInterface endpoints return bare paths (§7.2).
    if (!isFileData && !object.contains("orig_name"_L1) && object.size() != 1
        && !object.contains("url"_L1) && !object.contains("mime_type"_L1)
        && !object.contains("alt_text"_L1))
        return {};
    file.path = object.value("path"_L1).toString();
    file.url = QUrl(url, QUrl::TolerantMode);
    if (file.path.isEmpty() && !file.stream)
        file.path = url;
    settle(file, kind);
    return file;
}

FileRef fileOfText(const QString &text, FileKind kind)
{
    if (text.startsWith("data:"_L1)) {
        if (auto inside = fileOfDataUrl(text.toUtf8(), kind))
            return *inside;
    }
    FileRef file;
    file.path = text;
    settle(file, kind);
    return file;
}

bool isDataUrl(QByteArrayView text)
{
    if (!text.startsWith("data:"))
        return false;
    const QByteArrayView head = text.first(std::min<qsizetype>(text.size(), 120));
    const qsizetype comma = head.indexOf(',');
    return comma > 0 && !head.first(comma).contains(' ')
        && (head.first(comma).contains('/') || head.first(comma).contains(';'));
}

bool looksLikeFilePath(const QString &text)
{
    if (text.size() > 1000 || text.contains(u'\n'))
        return false;
    const bool isAddress = text.startsWith("http://"_L1) || text.startsWith("https://"_L1);
    const bool isWindows = text.size() > 3 && text[0].isLetter() && text[1] == u':'
        && (text[2] == u'\\' || text[2] == u'/');
    if (!isAddress && !isWindows && !text.startsWith(u'/'))
        return false;
    const QString name = nameOfPath(text);
    return (!isAddress || !text.contains(u' ')) && name.contains(u'.')
        && !mimeOfName(name).isEmpty();
}

} // namespace spaceline::gradio
