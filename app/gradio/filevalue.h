#pragma once

#include "gradio/endpoint.h"

#include <QHash>
#include <QJsonArray>
#include <QJsonValue>

#include <vector>

namespace spaceline::gradio {

/// True for components whose value is a file, or is made of files (gradio-protocol.md §3.1).
[[nodiscard]] bool isFileType(const QString &type);

/// True for a chatbot, also for one of a custom component.
[[nodiscard]] bool isChatbotType(const QString &type);

/// \p file, uploaded, as a component of \p type takes it: alone, as an item of a gallery, in an
/// image editor, as a video of 4.x and 5.x. \p version is the server's; 3.x has forms of its own,
/// which stay.
[[nodiscard]] QJsonValue fileValue(const QString &type, const QJsonValue &file,
                                   const Version &version);

/// Which of \p inputs gets which of \p files: component id -> value. A file goes to the first input
/// of its kind that is free; what fits nowhere to the first free one; several to one that takes
/// several.
[[nodiscard]] QHash<int, QJsonValue> placedFiles(const std::vector<const Parameter *> &inputs,
                                                 const QJsonArray &files, const Version &version);

} // namespace spaceline::gradio
