#pragma once

#include "markdown/parser.h"

#include <md4c.h>

#include <optional>
#include <vector>

namespace spaceline::markdown {

/// An attribute of md4c (an address, a language) with its entities decoded; empty if it is longer
/// than 8 KiB.
[[nodiscard]] QString decodedAttribute(const MD_ATTRIBUTE &attribute);

/// Makes the runs of one paragraph, heading or cell of md4c's callbacks, then those of the next.
class InlineBuilder {
public:
    /// \p open as in buildBlocks().
    InlineBuilder(SoftBreak softBreak, bool open);

    void enterSpan(MD_SPANTYPE type, void *detail);
    void leaveSpan(MD_SPANTYPE type);
    void text(MD_TEXTTYPE type, QByteArrayView text);
    /// The runs since the last call, without blanks and line breaks at both ends.
    [[nodiscard]] std::vector<Run> take();

private:
    /// How often each style was opened and not closed yet.
    struct Depths {
        int strong = 0;
        int emphasis = 0;
        int strike = 0;
        int code = 0;
        int superscript = 0;
        int subscript = 0;
    };
    using Link = std::optional<QString>; ///< nothing: a link that is shown as text

    void appendCollapsed(QByteArrayView text);
    void breakLine();
    void tag(QByteArrayView source);
    void flush();
    [[nodiscard]] bool endsInBlank() const;
    [[nodiscard]] bool endsInLineBreak() const;
    [[nodiscard]] const Link *link() const;

    std::vector<Run> m_runs;
    QByteArray m_text; ///< of the run that is being read
    QByteArray m_tag; ///< an HTML tag that goes on in the next line
    Depths m_markdown;
    Depths m_html; ///< apart: a stray end tag ends no `**`
    std::vector<Link> m_links;
    std::vector<Link> m_htmlLinks;
    int m_images = 0; ///< an image's alternative text may hold images
    QString m_imageTarget;
    SoftBreak m_softBreak;
    bool m_open;
};

} // namespace spaceline::markdown
