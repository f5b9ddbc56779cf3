#pragma once

#include <QByteArray>
#include <QJsonDocument>
#include <QJsonValue>

namespace spaceline::gradio {

/// Parses what Gradio servers really send: where \p json is not valid it is repaired first (bare
/// NaN and ±Infinity become null, invalid UTF-8 and lone surrogates become U+FFFD;
/// gradio-protocol.md §14.2) and parsed again. A null document if it still is not JSON; \p error
/// then says why and where. \p repaired becomes the text that was read instead, where it was not
/// \p json itself.
[[nodiscard]] QJsonDocument parseJson(const QByteArray &json, QString *error = nullptr,
                                      QByteArray *repaired = nullptr);

/// As parseJson(), for any value, also a bare string or number: what `/call` puts after `data:`.
/// Undefined on failure.
[[nodiscard]] QJsonValue parseJsonValue(QByteArrayView json, QByteArray *repaired = nullptr);

/// \p json with the repairs above made, outside strings for the tokens, inside for the rest.
[[nodiscard]] QByteArray repairedJson(QByteArrayView json);

/// The text of member \p name of the JSON object \p object, as it stands there; empty where there
/// is none. \p object must be valid; nothing is copied.
[[nodiscard]] QByteArrayView rawMember(QByteArrayView object, QByteArrayView name);

/// Compact JSON of any value: objects, arrays, and also `"text"`, `1`, `null`.
[[nodiscard]] QByteArray toJson(const QJsonValue &value);

/// The value of the JSON string literal \p literal (with its quotes) as UTF-8, appended to \p out.
/// Lone surrogates become U+FFFD. False where it is not one, or not UTF-8; \p out may then hold a
/// part of it.
bool appendUnescaped(QByteArrayView literal, QByteArray &out);

} // namespace spaceline::gradio
