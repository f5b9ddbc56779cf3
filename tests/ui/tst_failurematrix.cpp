#include "account/tokenpolicy.h"
#include "base/redaction.h"
#include "chat/conversationcontroller.h"
#include "chat/messagemodel.h"
#include "chat/messageroles.h"
#include "chat/services.h"
#include "chat/spaceconnection.h"
#include "chat/turn.h"
#include "gradio/download.h"
#include "gradio/session.h"
#include "history/historystyle.h"
#include "history/messagelayout.h"
#include "net/http.h"
#include "support/chatapp.h"
#include "support/scriptedserver.h"
#include "support/temporaryservices.h"
#include "widgets/failurewords.h"

#include <QApplication>
#include <QFile>
#include <QImage>
#include <QJsonDocument>
#include <QJsonObject>
#include <QPainter>
#include <QTemporaryDir>
#include <QTest>

#include <functional>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using namespace spaceline;
using chatapp::kData;
using chatapp::kJoin;
using Kind = Failure::Kind;
using Cause = Failure::Cause;
using Remedy = Failure::Remedy;
using Server = ScriptedServer;

namespace {

const QByteArray kConfig = "GET /config";
const QString kToken = u"hf_"_s + QString(34, u'q');

/// What happened on the wire, and what the user's message holds then.
struct Outcome {
    Failure failure;
    MessageItem item;
};

/// One program of its own: a Space, a Hub, and a second that lasts a millisecond.
class Scene {
public:
    Scene()
        : services(HubEndpoint(hub.url("")))
        , http((*services).policy(), (*services).cookies(), nullptr)
        , connection(http, (*services).hub(), (*services).policy(), nullptr)
    {
        http.setSecond(1ms);
        chatapp::install(space);
        space.answers[kJoin] = chatapp::joined();
        space.answers[kData] = chatapp::reply("Hello");
        hub.answers["GET /api/spaces/me/app/host"] = Server::json(
            R"({"subdomain":"me-app","host":")" + space.url("").toString().toUtf8() + R"("})");
    }

    void streams(const QList<QByteArray> &events) { space.answers[kData] = Server::events(events); }
    /// The app's own error, as the queue tells it.
    void fails(const QByteArray &words) { streams({chatapp::failed('"' + words + '"')}); }
    bool connects(const QString &address = {})
    {
        connection.connectTo(address.isEmpty() ? space.url().toString() : address);
        const bool settled = QTest::qWaitFor(
            [this] { return connection.state() >= SpaceConnection::State::Ready; }, 10'000);
        return settled && connection.state() == SpaceConnection::State::Ready;
    }
    /// Connects and sends; afterwards `then` says what the user does as soon as text is there.
    Outcome run(const QString &address = {}, const QList<LocalFile> &files = {})
    {
        Outcome outcome;
        outcome.item.author = MessageAuthor::Reply;
        outcome.item.time = QDateTime::currentDateTime();
        outcome.item.state = MessageState::Failed;
        if (!connects(address)) {
            outcome.failure = connection.failure();
            return shown(std::move(outcome));
        }
        gradio::Session session(http, connection.api());
        QPointer<Turn> turn = new Turn(http, connection, session);
        turn->setSilenceLimit(silence);
        bool isDone = false;
        QObject::connect(turn, &Turn::replyChanged, turn, [&] {
            if (whenText)
                whenText(*turn);
        });
        QObject::connect(turn, &Turn::finished, turn, [&] {
            isDone = true;
            outcome.failure = turn->failure();
            outcome.item.text = turn->reply().text;
            outcome.item.extras.notices = turn->notices();
            outcome.item.state = stateOf(*turn);
        });
        turn->start({u"hi"_s, files, {}}, {});
        if (!QTest::qWaitFor([&] { return isDone; }, 20'000))
            QTest::qFail("the turn did not end", __FILE__, __LINE__);
        return shown(std::move(outcome));
    }
    static MessageState stateOf(const Turn &turn)
    {
        if (turn.state() == Turn::State::Completed)
            return MessageState::Complete;
        if (turn.state() == Turn::State::Cancelled)
            return MessageState::Stopped;
        const Kind kind = turn.failure().kind;
        return kind == Kind::ConnectionLost || kind == Kind::Silence ? MessageState::Interrupted
                                                                     : MessageState::Failed;
    }
    static Outcome shown(Outcome outcome)
    {
        if (outcome.item.state == MessageState::Failed
            || outcome.item.state == MessageState::Interrupted) {
            outcome.item.failure = outcome.failure;
            outcome.item.failure.happenedMs = QDateTime::currentMSecsSinceEpoch();
        }
        return outcome;
    }

    Server space;
    Server hub;
    TemporaryServices services;
    Http http;
    SpaceConnection connection;
    std::chrono::milliseconds silence = 60s;
    std::function<void(Turn &)> whenText;
};

struct Count {
    QByteArray route;
    int times;
};

/// A row of failures.md: what is on the wire, and what must come of it there and on the card.
struct Row {
    const char *row;
    const char *wire; ///< the name of its wire case
    std::function<Outcome(Scene &)> play;
    Kind kind;
    int exitStatus; ///< of `spaceline ask`
    QList<Count> counts; ///< requests of the Space, repetitions counted
    const char *card; ///< the name of its card case
    QString sentence; ///< of the card; empty where there is none
    QStringList shows; ///< what else the message says
    QList<Remedy> remedies = {}; ///< without a token; the main one first
    Cause cause = Cause::None;
};

Outcome fails(Scene &scene, const QByteArray &words)
{
    scene.fails(words);
    return scene.run();
}

Outcome refuses(Scene &scene, const Server::Script &script)
{
    scene.space.answers[kJoin] = script;
    return scene.run();
}

Outcome noConfig(Scene &scene, const Server::Script &script)
{
    scene.space.answers[kConfig] = script;
    return scene.run();
}

/// The Space is "me/app", and the Hub says \p stage of it.
Outcome staged(Scene &scene, const QByteArray &stage)
{
    scene.space.answers[kConfig] = Server::html(404);
    scene.hub.answers["GET /api/spaces/me/app"]
        = Server::json(R"({"id":"me/app","runtime":{"stage":")" + stage + R"("}})");
    return scene.run(u"me/app"_s);
}

Outcome hubSays(Scene &scene, const Server::Answer &answer)
{
    scene.hub.answers["GET /api/spaces/me/app/host"] = answer;
    return scene.run(u"me/app"_s);
}

Outcome forgets(Scene &scene)
{
    Outcome outcome;
    TemporaryServices &services = scene.services;
    const qint64 conversation = (*services).history().addConversation({});
    for (const QByteArray app : {"1", "2"}) {
        scene.space.answers[kConfig] = Server::json(chatapp::config("6.31.0", app));
        ConversationController controller(*services, conversation);
        bool isDone = false;
        QObject::connect(&controller, &ConversationController::replyFinished, &controller,
                         [&] { isDone = true; });
        controller.connectTo(scene.space.url().toString());
        controller.send(u"hi"_s);
        if (!QTest::qWaitFor([&] { return isDone; }, 10'000))
            QTest::qFail("no reply", __FILE__, __LINE__);
        // The divider stands below the reply before, not in the one that knows nothing.
        outcome.item = MessageItem::read(controller.messages(), 1);
    }
    return outcome;
}

Outcome downloads(Scene &scene)
{
    Outcome outcome;
    const QTemporaryDir folder;
    FileRef file;
    file.path = u"/tmp/gradio/abc/a.png"_s;
    QPointer<gradio::Download> download
        = new gradio::Download(scene.http, scene.space.url("/gradio_api/"));
    QObject::connect(download, &gradio::Download::finished, download,
                     [&] { outcome.failure = download->failure(); });
    download->start(file, folder.filePath(u"a.png"_s), -1);
    if (!QTest::qWaitFor([&] { return !download; }, 10'000))
        QTest::qFail("no end", __FILE__, __LINE__);
    outcome.item.author = MessageAuthor::Reply;
    outcome.item.text = "Here it is";
    StoredFile stored;
    stored.id = 1;
    stored.name = u"a.png"_s;
    stored.state = StoredFile::State::Missing;
    outcome.item.files = {stored};
    return outcome;
}

Outcome uploads(Scene &scene, const Server::Script &script)
{
    scene.space.answers["POST /gradio_api/upload"] = script;
    const QString path = scene.services.path(u"a.txt"_s);
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write("text") != 4)
        QTest::qFail("no file", __FILE__, __LINE__);
    file.close();
    return scene.run({}, {LocalFile{path, u"a.txt"_s, u"text/plain"_s}});
}

QByteArray quota()
{
    return "You have exceeded your free ZeroGPU quota (<b>60s</b> requested vs. 56s left). Try "
           "again "
           "in 0:09:48. <a style='x' href='https://huggingface.co/join'>Create a free account</a>";
}

const QList<Row> &rows()
{
    static const QByteArray joins = kJoin;
    static const QByteArray upload = "POST /gradio_api/upload";
    static const QList<Row> all{
        {"F1",
         "quota used up, as HTML",
         [](Scene &s) { return fails(s, quota()); },
         Kind::Quota,
         4,
         {{joins, 1}},
         "figures, time, token, later",
         u"This Space's free GPU time is used up for today."_s,
         {u"56 s left, this app asks for 60 s."_s, u"Free again "_s, u"Your message is kept."_s,
          u"Create a free account (huggingface.co)"_s},
         {Remedy::AddToken, Remedy::SendLater}},
        {"F1",
         "the other order of words",
         [](Scene &s) {
             return fails(s,
                          "You have exceeded your GPU quota (46s left vs. 60s requested). Please "
                          "retry in 1 day, 0:09:48");
         },
         Kind::Quota,
         4,
         {{joins, 1}},
         "another day",
         u"This Space's free GPU time is used up for today."_s,
         {u"46 s left, this app asks for 60 s."_s, u"Free again on "_s},
         {Remedy::AddToken, Remedy::SendLater}},
        {"F2",
         "too few inputs, the app is as it was",
         [](Scene &s) {
             return fails(s,
                          "An event handler (chat) didn't receive enough input values (needed: "
                          "2, got: 1).");
         },
         Kind::Arguments,
         1,
         {{joins, 1}, {kConfig, 2}},
         "not sent twice",
         u"The app expects other inputs than it was given."_s,
         {u"needed: 2, got: 1"_s},
         {Remedy::Retry}},
        {"F2",
         "too few inputs, the app was changed",
         [](Scene &s) {
             QByteArray changed = chatapp::config();
             changed.replace(R"("inputs":[1,2])", R"("inputs":[1,2,5])");
             changed.replace(R"({"id":3,)",
                             R"({"id":5,"type":"slider","props":{"label":"Top","value":3,)"
                             R"("minimum":1,"maximum":9}},{"id":3,)");
             s.space.answers[kConfig] = {Server::json(chatapp::config()), Server::json(changed)};
             return fails(s,
                          "An event handler (chat) didn't receive enough input values (needed: "
                          "3, got: 2).");
         },
         Kind::Arguments,
         1,
         {{joins, 2}, {kConfig, 2}},
         "sent once more",
         u"The app expects other inputs than it was given."_s,
         {u"The app's description was read again, and the message sent once more."_s},
         {Remedy::Retry}},
        {"F3",
         "error null",
         [](Scene &s) {
             s.streams({chatapp::failed("null")});
             return s.run();
         },
         Kind::SilentApp,
         1,
         {{joins, 1}},
         "says that it says nothing",
         u"The app failed while working on your request and does not say why."_s,
         {u"It may miss a file"_s},
         {Remedy::Retry, Remedy::OpenSpacePage}},
        {"F3",
         "out of memory",
         [](Scene &s) { return fails(s, "CUDA out of memory. Tried to allocate 2.00 GiB"); },
         Kind::AppError,
         1,
         {{joins, 1}},
         "advice",
         u"The app ran out of memory."_s,
         {u"Try a shorter message"_s, u"CUDA out of memory"_s},
         {Remedy::Retry, Remedy::OpenSpacePage},
         Cause::OutOfMemory},
        {"F4",
         "PAUSED",
         [](Scene &s) { return staged(s, "PAUSED"); },
         Kind::SpaceNotRunning,
         3,
         {{joins, 0}},
         "only its owner",
         u"The Space is paused, and only its owner can start it again."_s,
         {},
         {Remedy::OpenSpacePage, Remedy::ChangeAddress},
         Cause::Paused},
        {"F4",
         "RUNTIME_ERROR",
         [](Scene &s) { return staged(s, R"(RUNTIME_ERROR","errorMessage":"no module x)"); },
         Kind::SpaceNotRunning,
         3,
         {{joins, 0}},
         "with the Hub's words",
         u"The Space has crashed and does not run."_s,
         {u"no module x"_s},
         {Remedy::OpenSpacePage, Remedy::ChangeAddress},
         Cause::Broken},
        {"F5",
         "the Hub answers 404",
         [](Scene &s) {
             return hubSays(s,
                            Server::json(R"({"error":"Repository not found"})", 404)
                                .with("X-Error-Code", "RepoNotFound"));
         },
         Kind::PrivateSpace,
         4,
         {{kConfig, 0}},
         "token",
         u"The Space was not found, or it is private and your token cannot see it."_s,
         {},
         {Remedy::AddToken, Remedy::ChangeAddress}},
        {"F6",
         "the Hub knows no such name",
         [](Scene &s) { return hubSays(s, Server::json(R"({"error":"Invalid repo name"})", 400)); },
         Kind::Address,
         3,
         {{kConfig, 0}},
         "address",
         u"There is no Space at this address."_s,
         {},
         {Remedy::ChangeAddress}},
        {"F7",
         "neither the queue nor /call",
         [](Scene &s) {
             return refuses(s, Server::json(R"({"detail":"Method Not Allowed"})", 405));
         },
         Kind::Transport,
         3,
         {{joins, 1}, {"POST /gradio_api/call/chat", 1}},
         "transport",
         u"The server does not accept this way of calling it."_s,
         {},
         {Remedy::Retry}},
        {"F8",
         "an unknown function is 500 in plain text",
         [](Scene &s) { return refuses(s, Server::text("Internal Server Error", 500)); },
         Kind::Endpoint,
         2,
         {{joins, 1}},
         "endpoint",
         u"The app offers nothing that can be chatted with."_s,
         {},
         {Remedy::OpenSpacePage, Remedy::ChangeAddress}},
        {"F9",
         "another app_id at the next start",
         forgets,
         Kind::None,
         0,
         {{joins, 2}},
         "a divider after the last turn it knew",
         {},
         {u"The Space was restarted and no longer remembers what came before."_s}},
        {"F10",
         "messages wanted, tuples sent",
         [](Scene &s) {
             return fails(s,
                          "Data incompatible with messages format. Each message should be a "
                          "dictionary with 'role' and 'content' keys or a ChatMessage object.");
         },
         Kind::HistoryFormat,
         1,
         {{joins, 1}, {kConfig, 2}},
         "form",
         u"The app expects the conversation in another form."_s,
         {u"A new conversation"_s},
         {Remedy::Retry}},
        {"F11",
         "not a byte",
         [](Scene &s) {
             s.silence = 500ms;
             s.space.answers[kData] = Server::silence();
             return s.run();
         },
         Kind::Silence,
         5,
         {{joins, 1}, {kData, 1}},
         "silence",
         u"The server has stopped answering."_s,
         {},
         {Remedy::Retry}},
        {"F12",
         "cut in the middle",
         [](Scene &s) {
             s.space.answers[kData] = Server::events({chatapp::generating("half")}).cut();
             return s.run();
         },
         Kind::ConnectionLost,
         3,
         {{joins, 1}, {kData, 1}},
         "the partial answer is kept",
         u"The connection was lost before the reply was complete."_s,
         {u"half"_s, u"Interrupted."_s},
         {Remedy::Retry}},
        {"F12",
         "Server stopped unexpectedly.",
         [](Scene &s) {
             s.space.answers[kData]
                 = Server::events(
                       {chatapp::generating("half"),
                        R"(data: {"msg":"unexpected_error","event_id":null,"message":"Server stopped unexpectedly.","success":false})"})
                       .cut();
             return s.run();
         },
         Kind::ConnectionLost,
         3,
         {{joins, 1}, {kData, 1}},
         "the same",
         u"The connection was lost before the reply was complete."_s,
         {u"half"_s},
         {Remedy::Retry}},
        {"F13",
         "Queue is full",
         [](Scene &s) {
             return refuses(
                 s,
                 Server::json(R"({"detail":"Queue is full. Max size is 10 and size is 10."})",
                              503));
         },
         Kind::QueueFull,
         3,
         {{joins, 4}},
         "how often it was tried",
         u"The Space is busy: its queue is full."_s,
         {u"Tried again 3 time"_s},
         {Remedy::Retry}},
        {"F13",
         "Queue is stopped",
         [](Scene &s) {
             return refuses(s, Server::json(R"({"detail":"Queue is stopped."})", 503));
         },
         Kind::QueueFull,
         3,
         {{joins, 1}},
         "who can start it",
         u"The Space takes no requests: its queue was stopped."_s,
         {u"has to restart it"_s},
         {Remedy::OpenSpacePage, Remedy::ChangeAddress},
         Cause::QueueStopped},
        {"F14",
         "429 with RateLimit",
         [](Scene &s) {
             return refuses(s,
                            Server::json(R"({"error":"slow down"})", 429)
                                .with("RateLimit", "\"api\";r=0;t=55"));
         },
         Kind::RateLimit,
         3,
         {{joins, 4}},
         "time, later, token",
         u"The server asks for fewer requests for a while."_s,
         {u"Possible again "_s, u"Tried again 3 time"_s},
         {Remedy::SendLater, Remedy::AddToken}},
        {"F14",
         "429 of the config",
         [](Scene &s) { return noConfig(s, Server::json(R"({"error":"slow down"})", 429)); },
         Kind::RateLimit,
         3,
         {{kConfig, 4}},
         "token",
         u"The server asks for fewer requests for a while."_s,
         {u"Tried again 3 time"_s},
         {Remedy::Retry, Remedy::AddToken}},
        {"F15",
         "502 as a page",
         [](Scene &s) {
             return refuses(s, Server::html(502, "<title>Bad <b>Gateway</b></title>"));
         },
         Kind::NotJson,
         3,
         {{joins, 1}},
         "its title only",
         u"What came back is not the app's answer."_s,
         {u"Bad Gateway"_s},
         {Remedy::Retry, Remedy::OpenSpacePage}},
        {"F15",
         "502 of the config",
         [](Scene &s) { return noConfig(s, Server::html(502)); },
         Kind::NotJson,
         3,
         {{kConfig, 4}},
         "how often it was tried",
         u"What came back is not the app's answer."_s,
         {u"Tried again 3 time"_s},
         {Remedy::Retry}},
        {"F16",
         "413",
         [](Scene &s) {
             return uploads(
                 s, Server::text("File size exceeded maximum allowed size of 3 bytes.", 413));
         },
         Kind::Upload,
         1,
         {{upload, 1}, {joins, 0}},
         "the server's words",
         u"The app did not accept a file."_s,
         {u"File size exceeded"_s},
         {Remedy::Retry}},
        {"F16",
         "hangs up once",
         [](Scene &s) {
             return uploads(s, {Server::hangUp(), Server::json(R"({"detail":"no"})", 400)});
         },
         Kind::Upload,
         1,
         {{upload, 2}, {joins, 0}},
         "tried once more",
         u"The app did not accept a file."_s,
         {u"Tried again 1 time"_s},
         {Remedy::Retry}},
        {"F17",
         "404 for the file",
         downloads,
         Kind::Download,
         1,
         {{"GET /gradio_api/file=/tmp/gradio/abc/a.png", 1}},
         "the file's own row",
         {},
         {u"Here it is"_s, u"a.png"_s}},
        {"F18",
         "401 with the author's words",
         [](Scene &s) {
             return noConfig(
                 s,
                 Server::json(
                     R"({"detail":{"error":"Not authenticated","auth_message":"<b>Ask</b> ada"}})",
                     401));
         },
         Kind::Login,
         4,
         {{kConfig, 1}},
         "sign in",
         u"This app asks for a user name and a password."_s,
         {u"Ask ada"_s},
         {Remedy::SignIn}},
        {"F19",
         "a logged in user",
         [](Scene &s) {
             return fails(s, "This action requires a logged in user. Please sign in and retry.");
         },
         Kind::OAuth,
         4,
         {{joins, 1}},
         "the page",
         u"This app asks you to sign in with Hugging Face."_s,
         {},
         {Remedy::OpenSpacePage}},
        {"F20",
         "no GPU",
         [](Scene &s) { return fails(s, "No GPU was available after 60s"); },
         Kind::Gpu,
         1,
         {{joins, 3}},
         "busy",
         u"All of the platform's shared GPUs were busy."_s,
         {u"Tried again 2 time"_s, u"may use up"_s},
         {Remedy::Retry, Remedy::AddToken},
         Cause::GpuBusy},
        {"F20",
         "an expired pass",
         [](Scene &s) { return fails(s, "Expired ZeroGPU proxy token"); },
         Kind::Gpu,
         1,
         {{joins, 2}},
         "pass",
         u"The pass for the GPU ran out while the request waited."_s,
         {u"Tried again 1 time"_s},
         {Remedy::Retry, Remedy::AddToken},
         Cause::GpuToken},
        {"F20",
         "too long",
         [](Scene &s) {
             return fails(s,
                          "The requested GPU duration (300s) is larger than the maximum allowed");
         },
         Kind::Gpu,
         1,
         {{joins, 1}},
         "duration",
         u"This app asks for more GPU time at once than you may have."_s,
         {u"This app asks for 300 s."_s},
         {Remedy::AddToken, Remedy::ChangeAddress},
         Cause::GpuDuration},
        {"F20",
         "aborted",
         [](Scene &s) { return fails(s, "GPU task aborted"); },
         Kind::Gpu,
         1,
         {{joins, 1}},
         "aborted",
         u"The GPU stopped before the app was done."_s,
         {},
         {Remedy::Retry, Remedy::AddToken},
         Cause::GpuAborted},
        {"F21",
         "a diff that does not fit",
         [](Scene &s) {
             s.streams(
                 {chatapp::generating("Hel"),
                  R"(data: {"msg":"process_generating","event_id":"e1","output":{"data":[[["append",["x",9],"lo"]],[]],"is_generating":true},"success":true})",
                  chatapp::completed("Hello")});
             return s.run();
         },
         Kind::None,
         0,
         {{joins, 1}, {kData, 1}},
         "the whole answer",
         {},
         {u"Hello"_s}},
        {"F22",
         "stopped while it streams",
         [](Scene &s) {
             s.space.answers[kData] = Server::events({chatapp::generating("half")}).stayingOpen();
             s.space.answers[chatapp::kCancel] = [&s](const Server::Request &) {
                 QMetaObject::invokeMethod(
                     &s.space,
                     [&s] {
                         (void)s.space.push(
                             kData,
                             R"(data: {"msg":"process_completed","event_id":"e1","output":{},"success":true})"
                             "\n\n");
                     },
                     Qt::QueuedConnection);
                 return Server::json(R"({"success":true})");
             };
             s.whenText = [](Turn &turn) { turn.cancel(); };
             return s.run();
         },
         Kind::Interrupted,
         130,
         {{joins, 1}, {chatapp::kCancel, 1}},
         "one quiet line",
         {},
         {u"half"_s, u"Stopped."_s}},
        {"F23",
         "heartbeats come in a burst",
         [](Scene &s) {
             const QByteArray beat = R"(data: {"msg":"heartbeat"})";
             QByteArray bytes;
             for (const QByteArray &event :
                  {beat, beat, beat, chatapp::generating("Hel"), chatapp::completed("Hello")})
                 bytes += event + "\n\n";
             s.space.answers[kData] = Server::stream(bytes);
             return s.run();
         },
         Kind::None,
         0,
         {{joins, 1}},
         "a notice",
         {},
         {u"Hello"_s, u"holds the reply back"_s}},
        {"F24",
         "no JSON",
         [](Scene &s) {
             s.streams({"data: {\"msg\" nonsense}", chatapp::completed("x")});
             return s.run();
         },
         Kind::StreamFormat,
         3,
         {{joins, 1}, {kData, 1}},
         "unreadable",
         u"The server's answer could not be read."_s,
         {},
         {Remedy::Retry}},
        {"F24",
         "a letter at a time, CRLF, comments, NaN",
         [](Scene &s) {
             QByteArray bytes = ": hello\r\n\r\n";
             bytes
                 += R"(data:{"msg":"process_completed","event_id":"e1","output":{"data":["äöü 你好",)"
                    R"(NaN]},"success":true})"
                    "\r\n\r\n";
             s.space.answers[kData] = Server::stream(bytes).inPieces(1);
             return s.run();
         },
         Kind::None,
         0,
         {{joins, 1}},
         "every letter",
         {},
         {u"äöü 你好"_s}},
        {"F25",
         "the event is on another copy",
         [](Scene &s) {
             s.space.answers[kData] = Server::json(R"({"detail":"Not Found"})", 404);
             return s.run();
         },
         Kind::SessionLost,
         3,
         {{joins, 2}, {kData, 2}},
         "sent once more",
         u"The server has lost this session."_s,
         {u"several copies"_s, u"once more in a new session"_s},
         {Remedy::Retry}},
        {"F26",
         "text where an object is wanted",
         [](Scene &s) {
             return fails(s,
                          "MultimodalTextbox expects a dictionary with optional keys 'text' and "
                          "'files'. Received str");
         },
         Kind::Multimodal,
         1,
         {{joins, 2}, {kConfig, 2}},
         "sent in the other form",
         u"The app expects text and files together."_s,
         {u"The app's description was read again, and the message sent once more."_s},
         {Remedy::Retry}},
        {"F27",
         "a validator's 422",
         [](Scene &s) {
             return refuses(
                 s,
                 Server::json(
                     R"({"detail":[{"__type__":"validate","is_valid":false,"message":"too short"}]})",
                     422));
         },
         Kind::Parameter,
         1,
         {{joins, 1}},
         "its words",
         u"The app does not accept the value of a parameter."_s,
         {u"too short"_s},
         {Remedy::Retry}},
        {"F28",
         "401 of the Hub",
         [](Scene &s) {
             return hubSays(s,
                            Server::json("{}", 401).with(
                                "X-Error-Message", "Invalid credentials in Authorization header"));
         },
         Kind::Token,
         4,
         {{kConfig, 0}},
         "the Hub's words",
         u"Hugging Face does not accept this token."_s,
         {u"Invalid credentials"_s},
         {Remedy::AddToken}},
        {"F29",
         "HTML, links, a wall, a secret",
         [](Scene &s) {
             return fails(s,
                          "<b>Bad</b> input<script>alert(1)</script><br>see <a "
                          "href='https://example.org/help'>help</a> or <a "
                          "href='javascript:alert(1)'>this</a><br>"
                              + kToken.toUtf8() + "<br>"
                              + QByteArray("a line that nobody reads ").repeated(40));
         },
         Kind::AppError,
         1,
         {{joins, 1}},
         "text, safe links, a fold",
         u"The app reported an error."_s,
         {u"Bad input"_s, u"help (example.org)"_s, u"Show all"_s},
         {Remedy::Retry, Remedy::OpenSpacePage}},
        {"F29",
         "a title of the author's",
         [](Scene &s) {
             s.streams(
                 {R"(data: {"msg":"process_completed","event_id":"e1","output":{"error":"Use less than 10 MB.","title":"Too large"},"success":false})"});
             return s.run();
         },
         Kind::AppError,
         1,
         {{joins, 1}},
         "as its headline",
         u"Too large"_s,
         {u"Use less than 10 MB."_s},
         {Remedy::Retry}},
        {"F30",
         "nobody listens",
         [](Scene &s) {
             s.space.goDown();
             return s.run();
         },
         Kind::Network,
         3,
         {{kConfig, 0}},
         "host and cause",
         u"The server cannot be reached."_s,
         {u"127.0.0.1 refused the connection."_s, u"Tried again 3 time"_s},
         {Remedy::Retry}},
        {"F31",
         "other JSON",
         [](Scene &s) { return noConfig(s, Server::json(R"({"a":1})")); },
         Kind::NotGradio,
         3,
         {{kConfig, 1}},
         "address",
         u"There is a server at this address, but it is not a Gradio app."_s,
         {},
         {Remedy::ChangeAddress}},
        {"F32",
         "a root that leads nowhere",
         [](Scene &s) {
             QByteArray config = chatapp::config();
             config.replace(R"("root":"")", R"("root":"http://internal.invalid:7860")");
             return noConfig(s, Server::json(config));
         },
         Kind::None,
         0,
         {{joins, 1}},
         "answered all the same",
         {},
         {u"Hello"_s}},
        {"F32",
         "unknown api call pattern",
         [](Scene &s) {
             return refuses(s, Server::json(R"({"detail":"unknown api call pattern"})", 500));
         },
         Kind::Root,
         3,
         {{joins, 1}},
         "address",
         u"The server gives a wrong address for itself."_s,
         {},
         {Remedy::ChangeAddress}},
        {"F33",
         "sends on again and again",
         [](Scene &s) { return noConfig(s, Server::redirect(302, "/config")); },
         Kind::Redirect,
         3,
         {{kConfig, 6}},
         "address",
         u"The server sends on to another address that cannot be followed."_s,
         {u"again and again"_s},
         {Remedy::ChangeAddress}},
    };
    return all;
}

/// All that a message's layout says, as a user reads it.
QString wordsOf(const MessageItem &item, const MessageLayout &layout)
{
    QStringList all{item.plainText(), QString::fromUtf8(item.text)};
    for (const Control &control : layout.controls())
        all += control.text;
    return all.join(u'\n');
}

} // namespace

/// failures.md, row by row: what comes over the wire is recognised and repeated as often as the
/// table says, and the card that the user sees says it. The last test prints what was held.
class TestFailureMatrix : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void row_data();
    void row();
    void matrix();

private:
    void checkCard(const Row &row, const MessageItem &item);

    QMap<int, std::pair<QStringList, QStringList>> m_held; ///< wire and card cases by row
};

void TestFailureMatrix::row_data()
{
    QTest::addColumn<int>("index");
    for (qsizetype i = 0; i < rows().size(); ++i) {
        const Row &row = rows()[i];
        QTest::addRow("%s: %s", row.row, row.wire) << int(i);
    }
}

void TestFailureMatrix::row()
{
    QFETCH(const int, index);
    const Row &row = rows()[index];
    const int number = QByteArray(row.row).sliced(1).toInt();
    Scene scene;
    const Outcome outcome = row.play(scene);
    QCOMPARE(outcome.failure.kind, row.kind);
    QCOMPARE(outcome.failure.cause, row.cause);
    QCOMPARE(outcome.failure.exitStatus(), row.exitStatus);
    for (const Count &count : row.counts) {
        if (scene.space.count(count.route) != count.times) {
            QFAIL(qPrintable(u"%1: %2 times, not %3"_s.arg(QString::fromLatin1(count.route))
                                 .arg(scene.space.count(count.route))
                                 .arg(count.times)));
        }
    }
    QVERIFY(!outcome.failure.said.contains(u'<'));
    QVERIFY(!QString::fromUtf8(outcome.failure.toJson()).contains(kToken));
    m_held[number].first += QString::fromLatin1(row.wire);

    checkCard(row, outcome.item);
    if (!QTest::currentTestFailed())
        m_held[number].second += QString::fromLatin1(row.card);
}

void TestFailureMatrix::checkCard(const Row &row, const MessageItem &item)
{
    const HistoryStyle style(Theme::light(), QApplication::font(), 100, Qt::LeftToRight);
    for (const int width : {400, 766}) {
        MessageLayout layout(style, width);
        layout.setItem(item, {});
        const QString words = wordsOf(item, layout);
        QCOMPARE(item.cardSentence(), row.sentence);
        for (const QString &part : row.shows)
            QVERIFY2(words.contains(part), qPrintable(part + u" is not in:\n"_s + words));
        QVERIFY2(!words.contains(kToken), qPrintable(words));
        const std::vector<Control> controls = layout.controls();
        QList<Remedy> remedies;
        for (const Control &control : controls) {
            QVERIFY2(control.rect.left() >= 0 && control.rect.right() < width,
                     qPrintable(control.text));
            QVERIFY(!control.accessibleName().isEmpty());
            if (control.key.kind == Control::Kind::OtherRemedy)
                remedies.append(control.remedy);
            if (control.key.kind == Control::Kind::Remedy)
                remedies.prepend(control.remedy);
            if (control.key.kind == Control::Kind::Link)
                QCOMPARE(control.target.scheme(), u"https"_s);
        }
        // A page is known of Spaces of the Hub only; the layout knows of none else.
        for (const Remedy remedy : row.remedies)
            QVERIFY2(remedies.contains(remedy), row.card);
        if (!row.remedies.isEmpty())
            QCOMPARE(remedies.constFirst(), row.remedies.constFirst());
        if (row.sentence.isEmpty()) {
            QVERIFY(remedies.isEmpty());
            continue;
        }
        Folds folds;
        folds.chosen[{Control::Kind::Details, -1, 0}] = true;
        layout.setItem(item, folds);
        QVERIFY(!layout.controls().empty());
        const QString report = item.report();
        for (const QString &part : {item.failure.code(), u"Spaceline "_s, u"Qt "_s,
                                    QString::number(QDate::currentDate().year())})
            QVERIFY2(report.contains(part), qPrintable(report));
        QVERIFY2(!report.contains(kToken), qPrintable(report));
        QImage image(width, layout.height(), QImage::Format_RGB32);
        image.fill(style.theme.window);
        QPainter painter(&image);
        layout.paint(painter, {});
    }
}

void TestFailureMatrix::matrix()
{
    constexpr int kRows = 33;
    QStringList holes;
    for (int number = 1; number <= kRows; ++number) {
        const auto [wire, card] = m_held.value(number);
        qInfo("F%-3d wire: %-60s card: %s", number, qPrintable(wire.join(u" · "_s)),
              qPrintable(card.join(u" · "_s)));
        if (wire.isEmpty() || card.isEmpty())
            holes += u"F%1"_s.arg(number);
    }
    QVERIFY2(holes.isEmpty(), qPrintable(u"Holes: "_s + holes.join(u", "_s)));
}

QTEST_MAIN(TestFailureMatrix)
#include "tst_failurematrix.moc"
