#include "gradio/streammessage.h"

#include "base/redaction.h"
#include "gradio/failuretable.h"
#include "gradio/json.h"

#include <algorithm>
#include <limits>
using namespace Qt::Literals::StringLiterals;

namespace spaceline::gradio {

namespace {

using Kind = StreamMessage::Kind;

std::optional<double> number(const QJsonValue &value)
{
    if (value.isDouble())
        return value.toDouble();
    return {};
}

StreamMessage malformed(const QString &why, QByteArrayView json)
{
    StreamMessage message;
    message.kind = Kind::Malformed;
    message.failure = Failure(
        Failure::Kind::StreamFormat, {},
        why + u": "_s
            + redacted(QString::fromUtf8(json.first(std::min<qsizetype>(json.size(), 500)))));
    return message;
}

/// The failure of an `output` with `error` in it (§5.6).
Failure failureOfOutput(const QJsonObject &output)
{
    Failure failure = failureOfText(output.value("error"_L1).toString());
    // `visible` is about the page's pop-up; who asked is told all the same.
    const QString title = plainText(output.value("title"_L1).toString(), 100).simplified();
    if (failure.kind == Failure::Kind::AppError
        && title.compare("error"_L1, Qt::CaseInsensitive) != 0)
        failure.title = title;
    return failure;
}

void readEstimation(const QJsonObject &object, StreamMessage &message)
{
    message.kind = Kind::Estimation;
    // toInt() keeps out what no queue holds: fractions, and numbers beyond an int.
    const int rank = object.value("rank"_L1).toInt(-1);
    message.place.position = rank < 0 || rank == std::numeric_limits<int>::max() ? 0 : rank + 1;
    message.place.size = std::max(0, object.value("queue_size"_L1).toInt());
    message.place.etaSeconds = number(object.value("rank_eta"_L1));
}

void readProgress(const QJsonObject &object, StreamMessage &message)
{
    message.kind = Kind::Progress;
    const QJsonArray bars = object.value("progress_data"_L1).toArray();
    // Nested bars come in order; the innermost one moves.
    const QJsonObject bar = bars.isEmpty() ? QJsonObject() : bars.last().toObject();
    message.progress.description = plainText(bar.value("desc"_L1).toString(), 200);
    message.progress.unit = bar.value("unit"_L1).toString();
    message.progress.index = number(bar.value("index"_L1));
    message.progress.length = number(bar.value("length"_L1));
    if (const auto fraction = number(bar.value("progress"_L1))) {
        message.progress.index = *fraction;
        message.progress.length = 1;
    }
}

void readCompleted(const QJsonObject &object, QByteArrayView json, StreamMessage &message)
{
    const QJsonObject output = object.value("output"_L1).toObject();
    // `title` and `is_generating` tell nothing (§5.4, §5.6).
    if (!object.value("success"_L1).toBool(true) || output.contains("error"_L1)) {
        message.kind = Kind::Failed;
        message.failure = failureOfOutput(output);
    } else if (output.value("data"_L1).isUndefined() && object.value("output"_L1).isObject()) {
        message.kind = Kind::Cancelled;
    } else if (!output.value("data"_L1).isArray()) {
        message.kind = Kind::Malformed;
        message.failure
            = Failure(Failure::Kind::StreamFormat, {}, u"process_completed without an array"_s);
    } else {
        message.kind = Kind::Completed;
        message.data = output.value("data"_L1).toArray();
        message.rawData = rawMember(rawMember(json, "output"), "data").toByteArray();
    }
}

void readUnexpected(const QJsonObject &object, StreamMessage &message)
{
    message.kind = Kind::Broken;
    const QString said = object.value("message"_L1).toString();
    message.failure = failureOfText(said);
    if (object.value("session_not_found"_L1).toBool())
        message.failure = Failure(Failure::Kind::SessionLost, plainText(said));
    else if (message.failure.kind == Failure::Kind::SilentApp)
        message.failure = Failure(Failure::Kind::ConnectionLost);
    else if (message.failure.kind == Failure::Kind::AppError)
        // It is the server that says so, not the app, and it cuts the connection next (§4.2).
        message.failure.kind = Failure::Kind::ConnectionLost;
}

} // namespace

StreamMessage readQueueMessage(const QByteArray &json, bool fullValues, bool first)
{
    QString error;
    QByteArray repaired;
    const QJsonDocument document = parseJson(json, &error, &repaired);
    if (!document.isObject())
        return malformed(error, json);
    const QJsonObject object = document.object();
    StreamMessage message;
    message.eventId = object.value("event_id"_L1).toString().toUtf8();
    const QString msg = object.value("msg"_L1).toString();
    message.name = msg.left(40).toLatin1();
    if (msg == "process_generating"_L1 || msg == "process_streaming"_L1) {
        const QJsonObject output = object.value("output"_L1).toObject();
        if (!object.value("success"_L1).toBool(true) || output.contains("error"_L1)) {
            // Old versions report a failing generator here; the completion that follows repeats it.
            message.kind = Kind::Ignored;
        } else {
            message.data = output.value("data"_L1).toArray();
            const bool full = fullValues || first || msg == "process_streaming"_L1;
            message.kind = full ? Kind::Full : Kind::Edits;
        }
    } else if (msg == "process_completed"_L1) {
        readCompleted(object, repaired.isEmpty() ? json : repaired, message);
    } else if (msg == "estimation"_L1) {
        readEstimation(object, message);
    } else if (msg == "process_starts"_L1) {
        message.kind = Kind::Started;
    } else if (msg == "progress"_L1) {
        readProgress(object, message);
    } else if (msg == "log"_L1) {
        message.kind = Kind::Log;
        message.log = {object.value("level"_L1).toString(),
                       plainText(object.value("title"_L1).toString(), 200),
                       plainText(object.value("log"_L1).toString())};
    } else if (msg == "heartbeat"_L1) {
        message.kind = Kind::Heartbeat;
    } else if (msg == "unexpected_error"_L1) {
        readUnexpected(object, message);
    } else if (msg == "queue_full"_L1) {
        message.kind = Kind::Failed;
        message.failure = Failure(Failure::Kind::QueueFull);
    }
    return message;
}

StreamMessage readCallMessage(QByteArrayView name, QByteArrayView data)
{
    StreamMessage message;
    message.name = name.first(std::min<qsizetype>(name.size(), 40)).toByteArray();
    if (name == "heartbeat") {
        message.kind = Kind::Heartbeat;
        return message;
    }
    const bool known = name == "generating" || name == "complete" || name == "error";
    if (!known)
        return message;
    QByteArray repaired;
    const QJsonValue value = parseJsonValue(data, &repaired);
    if (value.isUndefined())
        return malformed(u"event %1"_s.arg(QString::fromUtf8(name)), data);
    if (name == "error") {
        if (value.isString()) {
            // A stream-level failure; the body is cut off next.
            QJsonObject unexpected{{"message"_L1, value}};
            readUnexpected(unexpected, message);
        } else {
            // null before 6.13: the message is lost on this route.
            message.kind = Kind::Failed;
            message.failure = failureOfOutput(value.toObject());
        }
        return message;
    }
    if (value.isArray()) {
        message.kind = name == "complete" ? Kind::Completed : Kind::Full;
        message.data = value.toArray();
        if (message.kind == Kind::Completed)
            message.rawData = repaired.isEmpty() ? data.toByteArray() : repaired;
    } else if (name == "complete" && value.isNull()) {
        message.kind = Kind::Cancelled;
    } else {
        return malformed(u"event %1 without an array"_s.arg(QString::fromUtf8(name)), data);
    }
    return message;
}

} // namespace spaceline::gradio
