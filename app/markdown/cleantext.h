#pragma once

#include <QByteArray>
#include <QByteArrayView>

namespace spaceline::markdown {

/// Appends \p text to \p clean as valid UTF-8 with LF line ends: invalid sequences and NUL become
/// U+FFFD, CRLF and CR become LF. With \p open what may change with the next bytes (an unfinished
/// sequence, a CR) is held back at the end. Returns how many bytes of \p text were taken.
qsizetype appendClean(QByteArray &clean, QByteArrayView text, bool open);

} // namespace spaceline::markdown
