#pragma once

#include <QByteArrayView>
#include <QString>

namespace spaceline::markdown {

/// One of the few HTML tags that mean something inside Markdown.
struct InlineTag {
    enum class Name : quint8 {
        Other, ///< shown as text
        Break,
        Strong,
        Emphasis,
        Superscript,
        Subscript,
        Anchor,
        Details,
        Summary,
    };
    Name name = Name::Other;
    bool closing = false;
    QString href; ///< Anchor: the only attribute that is read; entities decoded, not checked
};

/// Reads a whole tag, from `<` to `>`.
[[nodiscard]] InlineTag readInlineTag(QByteArrayView source);
/// Could \p source, which begins with `<`, become one of these tags or an autolink when more of it
/// arrives?
[[nodiscard]] bool mayBecomeTag(QByteArrayView source);

} // namespace spaceline::markdown
