#pragma once

#include <QJsonObject>
#include <QJsonValue>
#include <QString>

namespace spaceline::gradio {

/// The first rule of the JSON schema \p schema that \p value breaks, as the end of a sentence that
/// begins with the name of what is looked at ("must be a number"); empty where it breaks none. Only
/// the cheap rules are read: type, enum, const, required, properties, items, anyOf. A schema with
/// others, or with references, forbids less than it says.
[[nodiscard]] QString brokenRule(const QJsonObject &schema, const QJsonValue &value);

} // namespace spaceline::gradio
