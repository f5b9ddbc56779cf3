#pragma once

#include <QJsonArray>
#include <QJsonValue>
#include <QString>

namespace spaceline::gradio {

struct Version;

/// How a server writes down what was said (gradio-protocol.md §10.4). It refuses another one (F10).
enum class HistoryFormat {
    Pairs, ///< [[user, answer], …]: `tuples`, the only one before 4.38
    Messages, ///< [{role, content}], content a string or one file: `messages` of 4.38–5.x
    Parts, ///< the same with content as a list of typed parts: since 6.0
};

/// What a chatbot of this \p version whose `props.type` is \p type takes.
[[nodiscard]] HistoryFormat historyFormatOf(const Version &version, const QString &type);

/// \p history, in whatever form it is, in \p format. What one form cannot say (thoughts and options
/// in pairs) becomes text or is left out; what is not understood stays as it is.
[[nodiscard]] QJsonValue convertedHistory(const QJsonValue &history, HistoryFormat format);

/// \p history and what the user says next, \p files being FileData. In pairs the answer is null.
[[nodiscard]] QJsonArray withUserTurn(const QJsonValue &history, HistoryFormat format,
                                      const QString &text, const QJsonArray &files = {});

/// \p history, which ends in the user's turn, and what was answered to it.
[[nodiscard]] QJsonArray withAnswer(const QJsonValue &history, HistoryFormat format,
                                    const QString &text);

} // namespace spaceline::gradio
