#pragma once

#include "support/scriptedserver.h"

#include <QByteArray>
#include <QList>

namespace spaceline {

/// What a ScriptedServer must answer to be taken for a Gradio 6.31 app whose only endpoint is the
/// ChatInterface "/chat" (fn_index 0). The values are the smallest that have the shape of
/// tests/data/captures/6.31.0.
namespace chatapp {

inline const QByteArray kJoin = "POST /gradio_api/queue/join";
inline const QByteArray kData = "GET /gradio_api/queue/data";
inline const QByteArray kCancel = "POST /gradio_api/cancel";

/// /config; \p version decides the protocol (sse_v3 from 4.22 on) and the prefix ("/gradio_api"
/// from 5.0 on).
[[nodiscard]] QByteArray config(const QByteArray &version = "6.31.0",
                                const QByteArray &appId = "1");
/// /config and /info of \p server.
void install(ScriptedServer &server, const QByteArray &version = "6.31.0");
/// queue/join answers event id "e1".
[[nodiscard]] ScriptedServer::Answer joined();
[[nodiscard]] QByteArray estimation(int rank, int size);
[[nodiscard]] QByteArray started();
/// The first partial value.
[[nodiscard]] QByteArray generating(const QByteArray &text);
/// A diff that appends.
[[nodiscard]] QByteArray appending(const QByteArray &text);
[[nodiscard]] QByteArray completed(const QByteArray &text);
/// A completion that failed; \p error is JSON: `"bad input"` or `null`.
[[nodiscard]] QByteArray failed(const QByteArray &error);
/// A whole stream in which \p text comes in two pieces.
[[nodiscard]] ScriptedServer::Answer reply(const QByteArray &text);

} // namespace chatapp

} // namespace spaceline
