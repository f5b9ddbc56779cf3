#pragma once

#include "base/failure.h"

#include <QList>
#include <QString>

namespace spaceline::gradio {

/// \p html as plain text: tags cut, entities read, links of Markdown reduced to their words, at
/// most \p most characters.
[[nodiscard]] QString plainText(const QString &html, qsizetype most = 500);

/// The pages that \p html names, whether as HTML, as Markdown or as a bare address: https only,
/// each once, at most four.
[[nodiscard]] QList<Failure::Link> linksIn(const QString &html);

} // namespace spaceline::gradio
