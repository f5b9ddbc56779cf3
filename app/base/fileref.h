#pragma once

#include <QString>
#include <QUrl>

namespace spaceline {

/// A file that a reply names, as the server described it. Nothing is fetched by holding one.
struct FileRef {
    QString name; ///< the server's `orig_name`, else the last part of the path; not yet safe for a
                  ///< file system
    QString mime; ///< the server's `mime_type`; empty where it said nothing
    QString path; ///< the server's path, or an http(s) URL of another host
    QUrl url; ///< the server's `url` as it came (may be wrong, gradio-protocol.md §7.2)
    qint64 size = -1; ///< bytes, -1 where unknown

    friend bool operator==(const FileRef &, const FileRef &) = default;
};

} // namespace spaceline
