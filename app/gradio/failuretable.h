#pragma once

#include "base/failure.h"
#include "gradio/errortext.h"

#include <QByteArray>
#include <QString>

namespace spaceline {
class HttpExchange;
}

namespace spaceline::gradio {

/// What a request was for; the same status means different things.
enum class Asked { Config, Info, Submit, Stream, Other };

/// The failure of an HTTP answer that should have been a success with JSON (or an event stream);
/// None where it is fine. \p body is the whole body, for streams empty. Considers status, content
/// type and the server's `detail`.
[[nodiscard]] Failure failureOf(const HttpExchange &exchange, const QByteArray &body, Asked asked);
/// The same from its parts, for tests.
[[nodiscard]] Failure failureOf(int status, const QByteArray &contentType, const QByteArray &body,
                                Asked asked);

/// The failure that an app's error text means: failures.md, "Error text → class". \p text may be
/// null (F3), quoted as Python's repr() (≤ 5.1), or HTML; `said` becomes plain text of
/// at most 2,000 characters, its links are kept apart.
[[nodiscard]] Failure failureOfText(const QString &text);

} // namespace spaceline::gradio
