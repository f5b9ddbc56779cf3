#pragma once

#include "base/failure.h"
#include "base/reply.h"

#include <QByteArray>
#include <QJsonArray>
#include <QJsonObject>
#include <QMetaType>
#include <QString>

#include <optional>

namespace spaceline::gradio {

/// Where an event stands in the server's queue. Nothing where the server does not tell.
struct QueuePlace {
    int position = 0; ///< from 1; 0 where unknown
    int size = 0;
    std::optional<double> etaSeconds;

    friend bool operator==(const QueuePlace &, const QueuePlace &) = default;
};

/// One bar of `gr.Progress`.
struct Progress {
    QString description;
    std::optional<double> index;
    std::optional<double> length;
    QString unit;

    friend bool operator==(const Progress &, const Progress &) = default;
};

/// A message of either HTTP transport, in one form (gradio-protocol.md §4.2 and §5.4).
struct StreamMessage {
    Q_GADGET
public:
    enum class Kind {
        Ignored, ///< nothing that concerns a call, or unknown
        Heartbeat,
        Estimation, ///< place
        Started,
        Progress,
        Log,
        Full, ///< data: the whole value so far
        Edits, ///< data: an array of edits for each output
        Completed, ///< data: the final value
        Cancelled, ///< completed without data: somebody cancelled it
        Failed, ///< failure: the app or the server says so in an orderly way
        Broken, ///< failure: the stream's own error; the connection is cut next, without a last
                ///< chunk
        Malformed, ///< not readable; failure F24
    };
    Q_ENUM(Kind)

    Kind kind = Kind::Ignored;
    QByteArray name; ///< the server's own word for it, for the log; at most 40 bytes
    QByteArray eventId; ///< empty where the message is for the whole session
    QJsonArray data;
    QByteArray rawData; ///< of Completed: `data` as the server wrote it, valid JSON
    QueuePlace place;
    Progress progress;
    Notice log;
    Failure failure;
};

/// Reads the `data:` of a queue/data event. \p fullValues: the join asked for `simple_format`, or
/// the protocol has no diffs. The first process_generating of an event is always full; \p first
/// tells that it is that one.
[[nodiscard]] StreamMessage readQueueMessage(const QByteArray &json, bool fullValues, bool first);

/// Reads an event of GET /call/…: its name and its `data:`.
[[nodiscard]] StreamMessage readCallMessage(QByteArrayView name, QByteArrayView data);

} // namespace spaceline::gradio
