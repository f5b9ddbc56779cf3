#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

#include <utility>

namespace spaceline {

/// One exchange with a real Gradio server as tests/data/captures holds it (README.md there).
struct CapturedExchange {
    using Headers = QList<std::pair<QByteArray, QByteArray>>;

    QByteArray method;
    QByteArray target; ///< path and query
    Headers requestHeaders;
    QByteArray requestBody;
    int status = 0; ///< 0 for a WebSocket
    Headers headers;
    QByteArray body; ///< chunk framing removed; for a WebSocket the lines with `<<<` and `>>>`
    QByteArray end; ///< "EOF", "RemoteProtocolError" …; empty for plain answers

    [[nodiscard]] bool isStream() const;
    [[nodiscard]] bool isWebSocket() const { return method == "WEBSOCKET"; }
    /// The connection was cut without the last chunk.
    [[nodiscard]] bool wasCut() const { return end == "RemoteProtocolError"; }
};

/// The exchanges of one file, in the order they were begun. \p name is "6.31.0/diffs". Fails the
/// running test, and returns nothing, where there is no such file.
[[nodiscard]] QList<CapturedExchange> capture(const QString &name);

/// The names of all captures whose case is \p theCase: "6.31.0/diffs", "5.49.1/diffs" …; all there
/// are where it is empty.
[[nodiscard]] QStringList captureNames(const QString &theCase = {});

} // namespace spaceline
