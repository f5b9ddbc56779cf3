#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QList>
#include <QString>

#include <utility>

namespace spaceline::gradio {

/// One tag of HTML as it stands in the source.
struct HtmlTag {
    QByteArray name; ///< lower case; empty for comments, declarations, and what is no tag
    bool closing = false;
    QList<std::pair<QByteArray, QString>> attributes; ///< names in lower case, entities decoded
    qsizetype end = 0; ///< behind it

    [[nodiscard]] QString attribute(QByteArrayView name) const;
};

/// Reads what begins with `<` at \p at. A `<` that begins nothing ends where it began.
[[nodiscard]] HtmlTag readHtmlTag(QByteArrayView html, qsizetype at);

/// Where the element \p name, whose content is not text, is closed after \p at: behind its closing
/// tag, or the end.
[[nodiscard]] qsizetype behindElement(QByteArrayView html, qsizetype at, QByteArrayView name);

/// \p text with its entities decoded.
[[nodiscard]] QByteArray decodedHtml(QByteArrayView text);

} // namespace spaceline::gradio
