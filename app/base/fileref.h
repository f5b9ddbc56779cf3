#pragma once

#include <QByteArray>
#include <QString>
#include <QUrl>

namespace spaceline {

/// What a file is to the person who looks at it. The values are stored in the database.
enum class FileKind { File = 0, Image = 1, Audio = 2, Video = 3 };

/// A file that a reply names, as the server described it. Nothing is fetched by holding one.
struct FileRef {
    FileKind kind
        = FileKind::File; ///< by component and mime type; what is in it decides in the end
    QString name; ///< the server's `orig_name`, else the last part of the path; not yet safe for a
                  ///< file system
    QString mime; ///< the server's `mime_type`; empty where it said nothing
    QString path; ///< the server's path, or an http(s) URL of another host
    QUrl url; ///< the server's `url` as it came (may be wrong, gradio-protocol.md §7.2)
    qint64 size = -1; ///< bytes, -1 where unknown
    QString caption; ///< of a gallery's item, or the `alt_text` of a message's file
    bool stream = false; ///< `is_stream`: lives at url, not at path (§7.4)
    QByteArray content; ///< where the value itself was the file: data URLs, base64 of 3.x

    friend bool operator==(const FileRef &, const FileRef &) = default;
};

} // namespace spaceline
