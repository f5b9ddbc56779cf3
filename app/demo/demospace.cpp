#include "demo/demospace.h"

#include "demo/democonfig.h"
#include "demo/turn.h"
#include "demo/wire.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>
#include <QTcpSocket>
#include <QUuid>

#include <algorithm>
#include <optional>

using namespace Qt::Literals::StringLiterals;

namespace spaceline {

using namespace demo;

namespace {

constexpr int kConnections = 64;
constexpr qsizetype kSessions = 64;
constexpr size_t kEvents = 32;
constexpr size_t kFiles = 32;
constexpr qsizetype kHashLength = 128;
constexpr qsizetype kRemembered = 2000; // characters of a prompt
constexpr qint64 kUnread = 64 * 1024; // bytes; above, partial values wait for the reader

constexpr auto kApi = "/gradio_api/"_L1;
constexpr int kInternalFunctions = 4; // of the page, numbered from 0

const auto kJson = "application/json"_ba;
const auto kPlain = "text/plain; charset=utf-8"_ba;

QByteArray json(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

void respondDetail(HttpConnection *connection, int status, const QJsonValue &detail)
{
    connection->respond(status, kJson, json({{u"detail"_s, detail}}));
}

/// FastAPI's words for a body that is not what it should be.
void respondInvalid(HttpConnection *connection, const QString &field, const QString &message)
{
    respondDetail(connection, 422,
                  QJsonArray{QJsonObject{{u"type"_s, u"value_error"_s},
                                         {u"loc"_s, QJsonArray{u"body"_s, field}},
                                         {u"msg"_s, message}}});
}

void respondCrash(HttpConnection *connection)
{
    connection->respond(500, kPlain, "Internal Server Error"_ba);
}

/// The object in \p body, where it has a list named "data"; else \p connection has been answered.
std::optional<QJsonObject> callArguments(HttpConnection *connection, const QByteArray &body)
{
    const QJsonDocument document = QJsonDocument::fromJson(body);
    if (!document.isObject()) {
        respondInvalid(connection, {}, u"JSON decode error"_s);
        return {};
    }
    if (!document.object().value("data"_L1).isArray()) {
        respondInvalid(connection, u"data"_s, u"Input should be a valid list"_s);
        return {};
    }
    return document.object();
}

} // namespace

DemoSpace::DemoSpace(QObject *parent)
    : QObject(parent)
    , m_appId(qint64(QRandomGenerator::system()->generate64() >> 1))
{
    connect(&m_server, &QTcpServer::newConnection, this, &DemoSpace::accept);
}

DemoSpace::~DemoSpace() = default;

QUrl DemoSpace::start()
{
    if (!m_server.isListening() && !m_server.listen(QHostAddress::LocalHost))
        return {};
    return QUrl(u"http://127.0.0.1:%1"_s.arg(m_server.serverPort()));
}

void DemoSpace::accept()
{
    while (QTcpSocket *socket = m_server.nextPendingConnection()) {
        if (m_connections == kConnections) {
            socket->abort();
            socket->deleteLater();
            continue;
        }
        ++m_connections;
        auto *connection = new Connection(
            socket, "127.0.0.1:" + QByteArray::number(m_server.serverPort()), this);
        connect(connection, &Connection::requested, this,
                [this, connection](const Connection::Request &request) {
                    QString path = request.path;
                    if (path.size() > 1 && path.endsWith(u'/'))
                        path.chop(1);
                    if (request.method == "GET")
                        get(connection, path, request.query);
                    else if (request.method == "POST")
                        post(connection, path, request.body);
                    else
                        respondDetail(connection, 405, u"Method Not Allowed"_s);
                });
        connect(connection, &Connection::drained, this,
                [this, connection] { deliverTo(connection); });
        connect(connection, &Connection::closed, this, [this, connection] { closed(connection); });
    }
}

void DemoSpace::get(Connection *connection, const QString &path, const QUrlQuery &query)
{
    const QString route = path.startsWith(kApi) ? path.sliced(kApi.size()) : QString();
    if (path == "/config"_L1) {
        connection->respond(200, kJson, config(start(), m_appId));
    } else if (path == "/"_L1) {
        connection->respond(200, "text/html; charset=utf-8"_ba,
                            "<!DOCTYPE html><title>Demo Space</title><p>"
                                + Answers::greeting().toHtmlEscaped().toUtf8());
    } else if (route == "info"_L1) {
        connection->respond(200, kJson, info());
    } else if (route == "app_id"_L1) {
        connection->respond(200, kJson, json({{u"app_id"_s, m_appId}}));
    } else if (route == "queue/data"_L1) {
        followSession(connection, query.queryItemValue(u"session_hash"_s, QUrl::FullyDecoded));
    } else if (route.startsWith("call/"_L1)) {
        followEvent(connection, route.section(u'/', 2));
    } else if (route.startsWith("heartbeat/"_L1)) {
        connection->beginStream("data: ALIVE\n\n"_ba);
        connection->send("data: ALIVE\n\n"_ba);
    } else if (route.startsWith("file="_L1)) {
        sendFile(connection, route.section(u'=', 1));
    } else {
        respondDetail(connection, 404, u"Not Found"_s);
    }
}

void DemoSpace::post(Connection *connection, const QString &path, const QByteArray &body)
{
    const QString route = path.startsWith(kApi) ? path.sliced(kApi.size()) : QString();
    if (route == "queue/join"_L1)
        join(connection, body);
    else if (route.startsWith("call/"_L1))
        callByName(connection, route.section(u'/', 1), body);
    else if (route == "cancel"_L1)
        cancel(connection, body);
    else if (route == "reset"_L1)
        connection->respond(200, kJson, json({{u"success"_s, true}}));
    else
        respondDetail(connection, 404, u"Not Found"_s);
}

void DemoSpace::join(Connection *connection, const QByteArray &body)
{
    const std::optional<QJsonObject> arguments = callArguments(connection, body);
    if (!arguments)
        return;
    const QJsonValue function = arguments->value("fn_index"_L1);
    const QString hash = arguments->value("session_hash"_L1).toString();
    if (!function.isDouble())
        return respondDetail(connection, 400, u"No function index provided."_s);
    if (hash.isEmpty() || hash.size() > kHashLength)
        return respondDetail(connection, 400, u"Session hash not found."_s);
    const int index = function.toInt(-1);
    const bool chat = index == kChatFunction;
    if (!chat && (index < 0 || index >= kInternalFunctions))
        return respondCrash(connection);

    Event event;
    event.session = hash;
    event.whole = arguments->value("simple_format"_L1).toBool();
    enqueue(connection, std::move(event), arguments->value("data"_L1).toArray(), chat);
}

void DemoSpace::callByName(Connection *connection, const QString &name, const QByteArray &body)
{
    if (name != "chat"_L1)
        return respondCrash(connection);
    const std::optional<QJsonObject> arguments = callArguments(connection, body);
    if (!arguments)
        return;
    Event event;
    event.byName = true;
    event.session = arguments->value("session_hash"_L1).toString();
    if (event.session.size() > kHashLength)
        return respondDetail(connection, 400, u"Session hash not found."_s);
    enqueue(connection, std::move(event), arguments->value("data"_L1).toArray(), true);
}

void DemoSpace::cancel(Connection *connection, const QByteArray &body)
{
    const QJsonObject arguments = QJsonDocument::fromJson(body).object();
    for (const auto field : {"session_hash"_L1, "fn_index"_L1, "event_id"_L1}) {
        if (!arguments.contains(field))
            return respondInvalid(connection, field, u"Field required"_s);
    }
    connection->respond(200, kJson, json({{u"success"_s, true}}));
    const QString id = arguments.value("event_id"_L1).toString();
    const QString hash = arguments.value("session_hash"_L1).toString();
    for (const Event &event : m_events) {
        if (event.id == id && event.session == hash)
            return event.turn->cancel(); // which ends the event, so this loop as well
    }
}

void DemoSpace::enqueue(Connection *connection, Event event, const QJsonArray &data, bool chat)
{
    if (!makeRoom()) {
        respondDetail(connection, 503,
                      u"Queue is full. Max size is %1 and size is %1."_s.arg(kEvents));
        return;
    }
    event.id = QString::fromLatin1(QUuid::createUuid().toRfc4122().toHex());
    if (event.session.isEmpty())
        event.session = event.id;
    Memory &memory = session(event.session).memory;
    Answer reply;
    if (chat)
        reply = answer(memory, data);
    else
        reply.raised = Raised();

    const QString folder = "/demo/"_L1 + event.id + u'/';
    for (const Answer::Part &part : reply.parts) {
        if (part.kind == Answer::Part::Kind::File)
            m_files.emplace_back(folder + part.file.name, part.file.content);
    }
    if (m_files.size() > kFiles)
        m_files.erase(m_files.begin());
    const QUrl api = start().resolved(QUrl(QString(kApi)));
    event.turn = new Turn(std::move(reply), m_pace, folder, api, this);
    connect(event.turn, &Turn::changed, this, [this, id = event.id] { deliver(id); });

    connection->respond(200, kJson, json({{u"event_id"_s, event.id}}));
    m_events.push_back(std::move(event));
    deliver(m_events.back().id);
}

Answer DemoSpace::answer(Memory &memory, const QJsonArray &data)
{
    const QJsonValue value = data.isEmpty() ? QJsonValue() : data.first();
    if (!value.isString()) {
        Answer failure; // as an app that cannot read its arguments
        failure.raised = Raised();
        return failure;
    }
    const QString prompt = value.toString();
    Answer result = Answers::to(prompt, memory);
    memory.last = prompt.first(std::min(prompt.size(), kRemembered));
    if (memory.turns++ == 0)
        memory.first = memory.last;
    return result;
}

bool DemoSpace::makeRoom()
{
    if (m_events.size() < kEvents)
        return true;
    // Events that nobody listens to make room; those under way do not.
    const auto event
        = std::find_if(m_events.cbegin(), m_events.cend(),
                       [this](const Event &candidate) { return !listener(candidate); });
    if (event == m_events.cend())
        return false;
    forget(event->id);
    return true;
}

DemoSpace::Session &DemoSpace::session(const QString &hash)
{
    if (!m_sessions.contains(hash) && m_sessions.size() >= kSessions) {
        const auto busy = [this](const QString &key) {
            return std::any_of(m_events.cbegin(), m_events.cend(),
                               [&](const Event &event) { return event.session == key; });
        };
        auto oldest = m_sessions.end();
        for (auto it = m_sessions.begin(); it != m_sessions.end(); ++it) {
            if (!it->stream && !busy(it.key())
                && (oldest == m_sessions.end() || it->used < oldest->used))
                oldest = it;
        }
        if (oldest != m_sessions.end())
            m_sessions.erase(oldest);
    }
    Session &result = m_sessions[hash];
    result.used = ++m_clock;
    result.lost = false;
    return result;
}

void DemoSpace::followSession(Connection *connection, const QString &hash)
{
    connection->beginStream(wire::event(wire::heartbeat()));
    const auto session = m_sessions.find(hash);
    if (session == m_sessions.end() || session->lost) {
        connection->send(wire::event(wire::sessionNotFound()));
        connection->cutStream();
        return;
    }
    // One stream a session: a second one takes over, from the beginning.
    if (Connection *const before = std::exchange(session->stream, connection))
        before->cutStream();
    for (Event &event : m_events) {
        if (listener(event) == connection)
            event.told = {};
    }
    deliverTo(connection);
}

void DemoSpace::followEvent(Connection *connection, const QString &id)
{
    connection->beginStream("event: heartbeat\ndata: null\n\n"_ba);
    const auto event = std::find_if(m_events.begin(), m_events.end(), [&](const Event &candidate) {
        return candidate.id == id && candidate.byName && !candidate.stream;
    });
    if (event == m_events.end()) {
        connection->send(wire::event("error"_ba, u"404: Not Found"_s));
        connection->cutStream();
        return;
    }
    event->stream = connection;
    deliver(id);
}

void DemoSpace::sendFile(Connection *connection, const QString &path)
{
    const auto file = std::find_if(m_files.cbegin(), m_files.cend(),
                                   [&](const auto &candidate) { return candidate.first == path; });
    if (file == m_files.cend())
        respondDetail(connection, 403, QString("File not allowed: "_L1 + path));
    else
        connection->respond(200, kPlain, file->second);
}

HttpConnection *DemoSpace::listener(const Event &event) const
{
    if (event.byName)
        return event.stream;
    const auto session = m_sessions.constFind(event.session);
    return session == m_sessions.cend() ? nullptr : session->stream;
}

void DemoSpace::deliverTo(Connection *connection)
{
    QStringList ids; // delivering may forget events
    for (const Event &event : m_events) {
        if (listener(event) == connection)
            ids << event.id;
    }
    for (const QString &id : std::as_const(ids))
        deliver(id);
}

void DemoSpace::deliver(const QString &id)
{
    const auto event = std::find_if(m_events.begin(), m_events.end(),
                                    [&](const Event &candidate) { return candidate.id == id; });
    if (event == m_events.end())
        return;
    Connection *const stream = listener(*event);
    if (!stream)
        return;
    event->turn->start();
    const QString hash = event->session;
    const bool byName = event->byName;
    const bool ended = event->turn->isFinal();
    if (byName)
        tellByName(*event, stream);
    else
        tell(*event, stream);
    if (!ended)
        return;
    forget(id);
    if (byName) {
        stream->endStream();
        return;
    }
    const bool more = std::any_of(m_events.cbegin(), m_events.cend(), [&](const Event &other) {
        return other.session == hash && !other.byName;
    });
    if (!more) {
        m_sessions[hash].stream = nullptr;
        stream->send(wire::event(wire::closeStream()));
        stream->endStream();
    }
}

void DemoSpace::tell(Event &event, Connection *stream)
{
    const Turn &turn = *event.turn;
    if (!event.told.start && turn.ahead() != event.told.ahead) {
        event.told.ahead = turn.ahead();
        stream->send(wire::event(wire::estimation(event.id, turn.ahead(), turn.eta())));
    }
    if (!event.told.start && turn.state() != Turn::State::Waiting) {
        event.told.start = true;
        stream->send(wire::event(wire::processStarts(event.id, turn.eta())));
    }
    const QJsonValue value = turn.value();
    // The last partial value goes out before a failure: what came is part of the reply.
    if (value != event.told.value && (turn.isFinal() || stream->backlog() < kUnread)) {
        const bool first = event.told.value.isNull();
        const QJsonArray data = first || event.whole
            ? QJsonArray{value, QJsonValue()}
            : QJsonArray{wire::edits(event.told.value, value), QJsonArray()};
        event.told.value = value;
        stream->send(wire::event(wire::generating(event.id, data, turn.seconds())));
    }
    if (turn.state() == Turn::State::Completed)
        stream->send(wire::event(wire::completed(event.id, {value, QJsonValue()}, turn.seconds())));
    else if (turn.state() == Turn::State::Failed)
        stream->send(wire::event(wire::failed(event.id, turn.error())));
    else if (turn.state() == Turn::State::Cancelled)
        stream->send(wire::event(wire::cancelled(event.id)));
}

void DemoSpace::tellByName(Event &event, Connection *stream)
{
    const Turn &turn = *event.turn;
    const QJsonValue value = turn.value();
    const QJsonArray data{value, QJsonValue()};
    if (value != event.told.value && (turn.isFinal() || stream->backlog() < kUnread)) {
        event.told.value = value;
        stream->send(wire::event("generating"_ba, data));
    }
    if (turn.state() == Turn::State::Completed)
        stream->send(wire::event("complete"_ba, data));
    else if (turn.state() == Turn::State::Failed)
        stream->send(wire::event("error"_ba, turn.error()));
    else if (turn.state() == Turn::State::Cancelled)
        stream->send(wire::event("complete"_ba, QJsonValue()));
}

void DemoSpace::forget(const QString &id)
{
    const auto event = std::find_if(m_events.begin(), m_events.end(),
                                    [&](const Event &candidate) { return candidate.id == id; });
    if (event == m_events.end())
        return;
    event->turn->disconnect(this);
    event->turn->cancel();
    event->turn->deleteLater();
    m_events.erase(event);
}

void DemoSpace::closed(Connection *connection)
{
    --m_connections;
    QStringList orphans;
    for (const Event &event : m_events) {
        if (listener(event) == connection)
            orphans << event.id;
    }
    for (Session &session : m_sessions) {
        if (session.stream == connection) {
            session.stream = nullptr;
            session.lost = true;
        }
    }
    for (const QString &id : std::as_const(orphans))
        forget(id);
}

} // namespace spaceline
