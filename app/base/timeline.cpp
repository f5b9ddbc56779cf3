#include "base/timeline.h"

#include "base/redaction.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::Literals::StringLiterals;

namespace spaceline {

namespace {

/// Room of the last event, which says how it ended.
constexpr qsizetype kLast = 16 * 1024;
constexpr qsizetype kFirst = Timeline::kLongestBody - kLast;

QJsonObject toJson(const Timeline::Call &call)
{
    QJsonArray requests;
    for (const Timeline::Request &request : call.requests) {
        requests.append(
            QJsonObject{{"line"_L1, request.line}, {"body"_L1, QString::fromUtf8(request.body)}});
    }
    return {{"endpoint"_L1, call.endpoint},
            {"requests"_L1, requests},
            {"response"_L1, QString::fromUtf8(call.response)},
            {"sent"_L1, call.sentBytes},
            {"received"_L1, call.receivedBytes},
            {"events"_L1, call.events},
            {"partials"_L1, call.partials}};
}

Timeline::Call callOf(const QJsonObject &object)
{
    Timeline::Call call;
    call.endpoint = object.value("endpoint"_L1).toString();
    for (const QJsonValue &value : object.value("requests"_L1).toArray()) {
        const QJsonObject request = value.toObject();
        call.requests.push_back(
            {request.value("line"_L1).toString(), request.value("body"_L1).toString().toUtf8()});
    }
    call.response = object.value("response"_L1).toString().toUtf8();
    call.sentBytes = object.value("sent"_L1).toInteger();
    call.receivedBytes = object.value("received"_L1).toInteger();
    call.events = object.value("events"_L1).toInt();
    call.partials = object.value("partials"_L1).toInt();
    return call;
}

} // namespace

void Timeline::Call::takeRequest(const QString &line, const QByteArray &requestBody)
{
    sentBytes += requestBody.size();
    if (requests.size() < kMostRequests)
        requests.push_back({line, requestBody.left(kLongestBody)});
}

void Timeline::Call::takeEvent(QByteArrayView data)
{
    ++events;
    receivedBytes += data.size();
    const qsizetype room = kFirst - response.size();
    if (room <= 0)
        return;
    response.append(data.first(qMin(room, data.size())));
    response.append('\n');
}

void Timeline::Call::takeLast(QByteArrayView data)
{
    const QByteArrayView all(response);
    const bool isThere
        = all.size() <= kFirst && all.size() > data.size() && all.chopped(1).endsWith(data);
    if (isThere)
        return;
    response.append("…\n");
    response.append(data.first(qMin(kLast - 8, data.size())));
    response.append('\n');
}

qint64 Timeline::queueTime() const
{
    return submitted < 0 || started < 0 ? -1 : qMax<qint64>(0, started - submitted);
}

qint64 Timeline::runTime() const
{
    const qint64 from = started < 0 ? submitted : started;
    return from < 0 || finished < 0 ? -1 : qMax<qint64>(0, finished - from);
}

void Timeline::redact()
{
    for (Call &call : calls) {
        for (Request &request : call.requests) {
            request.line = redacted(request.line);
            request.body = redacted(request.body);
        }
        call.response = redacted(call.response);
    }
    if (!script.isEmpty()) {
        script = QJsonDocument::fromJson(
                     redacted(QJsonDocument(script).toJson(QJsonDocument::Compact)))
                     .object();
    }
}

QByteArray Timeline::toBytes() const
{
    QJsonArray list;
    for (const Call &call : calls)
        list.append(toJson(call));
    const QJsonObject object{{"uploaded"_L1, uploaded},
                             {"submitted"_L1, submitted},
                             {"started"_L1, started},
                             {"first"_L1, firstData},
                             {"finished"_L1, finished},
                             {"files"_L1, filesFetched},
                             {"uploadedBytes"_L1, uploadedBytes},
                             {"server"_L1, server},
                             {"calls"_L1, list},
                             {"script"_L1, script}};
    return qCompress(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

Timeline Timeline::fromBytes(const QByteArray &bytes)
{
    // Its first four bytes are the length, which qUncompress() believes.
    constexpr qsizetype kHead = 4;
    if (bytes.size() <= kHead || quint8(bytes.at(0)) > 0x07)
        return {};
    const QJsonObject object = QJsonDocument::fromJson(qUncompress(bytes)).object();
    if (object.isEmpty())
        return {};
    const auto number
        = [&object](QLatin1StringView name) { return object.value(name).toInteger(-1); };
    Timeline timeline;
    timeline.uploaded = number("uploaded"_L1);
    timeline.submitted = number("submitted"_L1);
    timeline.started = number("started"_L1);
    timeline.firstData = number("first"_L1);
    timeline.finished = number("finished"_L1);
    timeline.filesFetched = number("files"_L1);
    timeline.uploadedBytes = object.value("uploadedBytes"_L1).toInteger();
    timeline.server = object.value("server"_L1).toString();
    for (const QJsonValue &call : object.value("calls"_L1).toArray())
        timeline.calls.push_back(callOf(call.toObject()));
    timeline.script = object.value("script"_L1).toObject();
    return timeline;
}

} // namespace spaceline
