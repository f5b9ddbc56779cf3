#pragma once

#include "markdown/opentail.h"

namespace spaceline::markdown {

/// The open paragraph of a growing text, parsed in pieces of about a kilobyte: a reply without a
/// single empty line costs no more a word than any other.
///
/// A piece ends at a blank where no emphasis, code or link seems to be open, so that the pieces
/// look like the whole; where they do not, that lasts until the paragraph is closed and parsed as
/// one. The pieces depend on the text only, never on the steps in which it came.
class OpenParagraph {
public:
    /// A new paragraph begins.
    void clear();
    /// Parses \p text, which is the paragraph so far and begins as it did in the last call.
    [[nodiscard]] OpenTail parse(QByteArrayView text, SoftBreak softBreak);

private:
    qint64 parsePiece(QByteArrayView piece, SoftBreak softBreak);

    std::vector<Run> m_runs; ///< of the pieces
    qsizetype m_parsed = 0; ///< bytes of the pieces
};

} // namespace spaceline::markdown
