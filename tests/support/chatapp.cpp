#include "support/chatapp.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace spaceline::chatapp {

namespace {

QByteArray quoted(const QByteArray &text)
{
    const QByteArray array
        = QJsonDocument(QJsonArray{QString::fromUtf8(text)}).toJson(QJsonDocument::Compact);
    return array.sliced(1, array.size() - 2);
}

QByteArray message(const QByteArray &msg, const QByteArray &members)
{
    return "data: {\"msg\":\"" + msg + "\",\"event_id\":\"e1\"," + members + "}";
}

} // namespace

QByteArray config(const QByteArray &version, const QByteArray &appId)
{
    const bool prefixed = version.at(0) >= '5';
    return R"({"version":")" + version + R"(","protocol":"sse_v3",)"
        + (prefixed ? R"("api_prefix":"/gradio_api",)" : "") + R"("app_id":)" + appId
        + R"(,"mode":"chat_interface","title":"Scripted","connect_heartbeat":false,"root":"",
"components":[
 {"id":1,"type":"textbox","props":{"label":"Message"},"skip_api":false},
 {"id":2,"type":"state","props":{},"skip_api":true},
 {"id":3,"type":"button","props":{"value":"Fake API","visible":false},"skip_api":true},
 {"id":4,"type":"json","props":{"label":"Response"},"skip_api":false}],
"dependencies":[{"id":0,"targets":[[3,"click"]],"inputs":[1,2],"outputs":[4,2],"backend_fn":true,
 "queue":true,"api_name":"chat","api_visibility":"public","types":{"generator":true,"cancel":false},
 "cancels":[],"trigger_after":null}]})";
}

void install(ScriptedServer &server, const QByteArray &version)
{
    const QByteArray prefix = version.at(0) >= '5' ? "/gradio_api" : "";
    server.answers["GET /config"] = ScriptedServer::json(config(version));
    server.answers["GET " + prefix + "/info"]
        = ScriptedServer::json(R"({"named_endpoints":{},"unnamed_endpoints":{}})");
}

ScriptedServer::Answer joined() { return ScriptedServer::json(R"({"event_id":"e1"})"); }

QByteArray estimation(int rank, int size)
{
    return message("estimation",
                   "\"rank\":" + QByteArray::number(rank)
                       + ",\"queue_size\":" + QByteArray::number(size) + ",\"rank_eta\":null");
}

QByteArray started() { return message("process_starts", "\"eta\":null"); }

QByteArray generating(const QByteArray &text)
{
    return message("process_generating",
                   "\"output\":{\"data\":[" + quoted(text)
                       + ",null],\"is_generating\":true},\"success\":true");
}

QByteArray appending(const QByteArray &text)
{
    return message("process_generating",
                   "\"output\":{\"data\":[[[\"append\",[]," + quoted(text)
                       + "]],[]],\"is_generating\":true},\"success\":true");
}

QByteArray completed(const QByteArray &text)
{
    return message("process_completed",
                   "\"output\":{\"data\":[" + quoted(text)
                       + ",null],\"is_generating\":false},\"success\":true");
}

QByteArray failed(const QByteArray &error)
{
    return message("process_completed", "\"output\":{\"error\":" + error + "},\"success\":false");
}

ScriptedServer::Answer reply(const QByteArray &text)
{
    const qsizetype half = text.size() / 2;
    return ScriptedServer::events({estimation(0, 1), started(), generating(text.first(half)),
                                   appending(text.sliced(half)), completed(text),
                                   R"(data: {"msg":"close_stream","event_id":null})"});
}

} // namespace spaceline::chatapp
