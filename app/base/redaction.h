#pragma once

#include <QByteArray>
#include <QString>

namespace spaceline {

/// \p text without secrets: every Hugging Face token, bearer value, cookie value, password field
/// and signed query parameter becomes "•••". For all that is written to a log, a detail or a
/// report.
[[nodiscard]] QByteArray redacted(const QByteArray &text);
[[nodiscard]] QString redacted(const QString &text);

/// From now on redacted() hides \p secret as well, wherever it stands. For passwords and tokens of
/// unusual form; thread-safe. Shorter than 4 bytes are not registered: hiding them would hide
/// ordinary text.
void addSecret(const QByteArray &secret);

} // namespace spaceline
