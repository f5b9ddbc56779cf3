#pragma once

#include <QByteArrayView>
#include <QJsonValue>

namespace spaceline::gradio {

/// True where \p text may be what Python writes for a message or a list of them: what a
/// ChatInterface of 4.x and 5.0–5.8 sends for a function that returns one (gradio-protocol.md
/// §10.3). Costs nothing.
[[nodiscard]] bool looksLikePythonMessage(QByteArrayView text);

/// What Python's `repr()` wrote as JSON: dicts and objects (`Name(key=value)`) as objects, lists
/// and tuples as arrays, `<… object at 0x…>` as that text. Undefined where \p text is anything
/// else, or nested deeper than anyone writes.
[[nodiscard]] QJsonValue pythonValue(QByteArrayView text);

/// True where \p text is what Python writes for an object of a component, which is lost then:
/// `<gradio.components.image.Image object at 0x7f…>`.
[[nodiscard]] bool isLostComponent(QByteArrayView text);

} // namespace spaceline::gradio
