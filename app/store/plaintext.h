#pragma once

#include <QByteArrayView>
#include <QString>

namespace spaceline {

/// The start of \p markdown (UTF-8) as one line without its marks: line breaks are blanks, control
/// characters are gone. At most \p most characters; where it was cut, at a word's end if there is
/// one, it ends in "…". Looks at the first few hundred bytes only.
[[nodiscard]] QString plainLine(QByteArrayView markdown, int most);

/// What a conversation is called after its first prompt: at most 60 characters.
[[nodiscard]] QString titleOf(QByteArrayView prompt);

/// The line below a conversation's title: at most 200 characters.
[[nodiscard]] QString snippetOf(QByteArrayView markdown);

} // namespace spaceline
