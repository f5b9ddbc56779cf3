#pragma once

#include "base/localfile.h"
#include "gradio/endpoint.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QJsonValue>
#include <QList>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace spaceline::gradio {

/// What \p parameter takes, as Gradio's `file_types` says it: ".pdf", "image", "text/csv". Empty:
/// everything.
[[nodiscard]] QStringList acceptedTypes(const Parameter &parameter);

/// Whether \p parameter takes a file of this name and type, by its fileTypes and its component.
/// \p mime may be empty.
[[nodiscard]] bool takesFile(const Parameter &parameter, const QString &name, const QString &mime);

/// A file of this machine as a value, until it is uploaded. A list of them stands in a JSON array.
[[nodiscard]] QJsonObject localFileValue(const LocalFile &file);
/// The file that localFileValue() made \p value of.
[[nodiscard]] std::optional<LocalFile> localFileOf(const QJsonValue &value);
/// The local files in \p values, in the order of \p parameters: what has to be uploaded before
/// they can be sent.
[[nodiscard]] QList<LocalFile> localFilesOf(const std::vector<Parameter> &parameters,
                                            const QJsonObject &values);
/// \p values with its local files replaced by \p uploaded, in the order of localFilesOf(), each as
/// its component takes it from a server of \p version (fileValue()).
[[nodiscard]] QJsonObject withUploads(const std::vector<Parameter> &parameters, QJsonObject values,
                                      const QJsonArray &uploaded, const Version &version);

} // namespace spaceline::gradio
