#pragma once

#include "base/fileref.h"

#include <QByteArray>
#include <QJsonObject>
#include <QString>

#include <optional>

namespace spaceline::gradio {

/// What the value of a component of \p type is, as a file; File where it can be any.
[[nodiscard]] FileKind fileKindOf(const QString &type);

/// The file that \p object describes: FileData (gradio-protocol.md §7.2), or 3.x's
/// {name, data, is_file}. \p kind is what its component says; its mime type and its name decide
/// where that is File. Nothing where \p object is no file.
[[nodiscard]] std::optional<FileRef> fileOf(const QJsonObject &object,
                                            FileKind kind = FileKind::File);

/// The file that \p text is: a data URL, an address, or a path of the server. Only for values of
/// which the component says that they are files.
[[nodiscard]] FileRef fileOfText(const QString &text, FileKind kind);

/// True for `data:…,…` as 3.x sends pictures and sounds; costs nothing.
[[nodiscard]] bool isDataUrl(QByteArrayView text);

/// True where a lone \p text can hardly be anything but a file of the server: an absolute path, or
/// an address of the web, that ends in the name of a file of a known kind.
[[nodiscard]] bool looksLikeFilePath(const QString &text);

} // namespace spaceline::gradio
