#include "demo/wire.h"

#include <QJsonDocument>

using namespace Qt::Literals::StringLiterals;

namespace spaceline::demo::wire {

namespace {

QJsonObject message(QLatin1StringView kind, const QString &id)
{
    return {{u"msg"_s, kind}, {u"event_id"_s, id.isEmpty() ? QJsonValue() : QJsonValue(id)}};
}

QJsonObject output(const QJsonArray &data, bool generating, double seconds)
{
    return {{u"data"_s, data},
            {u"is_generating"_s, generating},
            {u"duration"_s, seconds},
            {u"average_duration"_s, seconds},
            {u"render_config"_s, QJsonValue()},
            {u"changed_state_ids"_s, QJsonArray()},
            {u"used_cache"_s, QJsonValue()}};
}

QJsonObject completion(const QString &id, const QJsonObject &output, bool success,
                       const QJsonValue &seconds)
{
    QJsonObject result = message("process_completed"_L1, id);
    result.insert("output"_L1, output);
    result.insert("success"_L1, success);
    result.insert("title"_L1, QJsonValue());
    result.insert("used_cache"_L1, QJsonValue());
    result.insert("cache_duration"_L1, seconds);
    result.insert("avg_time"_L1, seconds);
    return result;
}

/// QJsonDocument writes no single values, only what is in an object or a list.
QByteArray json(const QJsonValue &value)
{
    const QByteArray list = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
    return list.sliced(1, list.size() - 2);
}

} // namespace

QByteArray event(const QJsonObject &message)
{
    return "data: " + QJsonDocument(message).toJson(QJsonDocument::Compact) + "\n\n";
}

QByteArray event(const QByteArray &name, const QJsonValue &data)
{
    return "event: " + name + "\ndata: " + json(data) + "\n\n";
}

QJsonObject estimation(const QString &id, int ahead, double eta)
{
    QJsonObject result = message("estimation"_L1, id);
    result.insert("rank"_L1, ahead);
    result.insert("queue_size"_L1, ahead + 1);
    result.insert("rank_eta"_L1, eta);
    return result;
}

QJsonObject processStarts(const QString &id, double eta)
{
    QJsonObject result = message("process_starts"_L1, id);
    result.insert("eta"_L1, eta);
    return result;
}

QJsonObject generating(const QString &id, const QJsonArray &data, double seconds)
{
    QJsonObject result = message("process_generating"_L1, id);
    result.insert("output"_L1, output(data, true, seconds));
    result.insert("success"_L1, true);
    result.insert("time_limit"_L1, QJsonValue());
    return result;
}

QJsonObject completed(const QString &id, const QJsonArray &data, double seconds)
{
    return completion(id, output(data, false, seconds), true, seconds);
}

QJsonObject cancelled(const QString &id) { return completion(id, {}, true, QJsonValue()); }

QJsonObject failed(const QString &id, const QJsonObject &error)
{
    QJsonObject result = completion(id, error, false, QJsonValue());
    result.insert("title"_L1,
                  error.value("title"_L1).toVariant().isNull() ? QJsonValue()
                                                               : error.value("title"_L1));
    return result;
}

QJsonObject closeStream() { return message("close_stream"_L1, {}); }

QJsonObject heartbeat() { return message("heartbeat"_L1, {}); }

QJsonObject sessionNotFound()
{
    QJsonObject result = message("unexpected_error"_L1, {});
    result.insert("message"_L1, u"404: Not Found"_s);
    result.insert("session_not_found"_L1, true);
    result.insert("success"_L1, false);
    return result;
}

QJsonObject errorOutput(const QString &text, const QString &title)
{
    if (text.isEmpty())
        return {{u"error"_s, QJsonValue()}};
    return {{u"error"_s, text}, {u"duration"_s, 10}, {u"visible"_s, true}, {u"title"_s, title}};
}

QJsonArray edits(const QJsonValue &before, const QJsonValue &now)
{
    if (before == now)
        return {};
    const QString was = before.toString();
    const QString is = now.toString();
    const bool grew = before.isString() && now.isString() && is.startsWith(was);
    QJsonArray result;
    // A list of one list: in braces compilers take it for a copy.
    result.append(grew ? QJsonArray{u"append"_s, QJsonArray(), is.sliced(was.size())}
                       : QJsonArray{u"replace"_s, QJsonArray(), now});
    return result;
}

} // namespace spaceline::demo::wire
