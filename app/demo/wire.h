#pragma once

#include <QByteArray>
#include <QJsonArray>
#include <QJsonObject>
#include <QJsonValue>
#include <QString>

namespace spaceline::demo {

/// What the Demo Space writes on its streams: Gradio 6's messages, as values without state.
///
/// `queue/data` carries them with an id and as differences (protocol sse_v3), `/call` as named
/// events with whole values.
namespace wire {

/// One server-sent event of `queue/data`.
[[nodiscard]] QByteArray event(const QJsonObject &message);
/// One server-sent event of `/call`.
[[nodiscard]] QByteArray event(const QByteArray &name, const QJsonValue &data);

/// \p ahead events run before this one; \p eta in seconds.
[[nodiscard]] QJsonObject estimation(const QString &id, int ahead, double eta);
[[nodiscard]] QJsonObject processStarts(const QString &id, double eta);
/// \p data: one element per output, a value or the list of edits that edits() makes.
[[nodiscard]] QJsonObject generating(const QString &id, const QJsonArray &data, double seconds);
[[nodiscard]] QJsonObject completed(const QString &id, const QJsonArray &data, double seconds);
[[nodiscard]] QJsonObject cancelled(const QString &id);
/// \p error as errorOutput() makes it.
[[nodiscard]] QJsonObject failed(const QString &id, const QJsonObject &error);
[[nodiscard]] QJsonObject closeStream();
[[nodiscard]] QJsonObject heartbeat();
[[nodiscard]] QJsonObject sessionNotFound();

/// What a gr.Error looks like; with an empty \p text, what an exception that the app does not
/// show looks like.
[[nodiscard]] QJsonObject errorOutput(const QString &text, const QString &title);

/// How \p now came from \p before, for an output that is a JSON component: text that grew is
/// appended to, everything else is replaced whole.
[[nodiscard]] QJsonArray edits(const QJsonValue &before, const QJsonValue &now);

} // namespace wire

} // namespace spaceline::demo
