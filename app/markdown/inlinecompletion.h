#pragma once

#include <QByteArray>
#include <QByteArrayView>

namespace spaceline::markdown {

/// What makes the inline text of an unfinished paragraph look like what it will become.
struct InlineCompletion {
    qsizetype chop = 0; ///< bytes to take from the end: blanks, half a marker, half an address
    QByteArray closers; ///< to append then: `**`, `]()`, …
};

/// Finds the emphasis, code, links and tags that \p text (one paragraph, no container marks) leaves
/// open. A guess for display: marks that hardly ever begin something (`2*3`, `~5`, `a[0`) stay
/// text.
[[nodiscard]] InlineCompletion completeInline(QByteArrayView text);

} // namespace spaceline::markdown
