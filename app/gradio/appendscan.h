#pragma once

#include <QByteArrayView>

#include <optional>

namespace spaceline::gradio {

/// What one `process_generating` message of the commonest shape says: one string of one output
/// grows.
struct AppendScan {
    QByteArrayView eventId; ///< without quotes
    QByteArrayView path; ///< the edit's path as raw JSON: `[]`, `[1,"content",0,"text"]`
    QByteArrayView literal; ///< what is appended, a JSON string literal with its quotes
    int output = 0; ///< index in `data`
};

/// Reads \p message without building a tree where it is exactly
/// `{"msg":"process_generating","event_id":"…","output":{"data":[…,[["append",PATH,"text"]],…],"is_generating":…`,
/// all other outputs `[]`, as the server's JSON writer puts it since 4.24 (gradio-protocol.md
/// §5.3–5.5). Nothing for every other message: those go through the JSON parser. A tree costs 2.1
/// µs a message, this 0.1.
[[nodiscard]] std::optional<AppendScan> scanAppend(QByteArrayView message);

} // namespace spaceline::gradio
