#include "demo/democonfig.h"
#include "demo/demospace.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QSignalSpy>
#include <QTcpSocket>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace spaceline;
using namespace std::chrono_literals;

namespace {

struct Response {
    int status = 0;
    QByteArray type;
    QByteArray body;

    [[nodiscard]] QJsonObject json() const { return QJsonDocument::fromJson(body).object(); }
};

/// What a client understands of one event's messages.
struct Outcome {
    QStringList messages; // the kinds, in order
    QJsonArray ranks;
    QList<QJsonValue> partials; // with the differences applied
    QJsonObject last; // the process_completed
    bool clean = false; // the stream ended as HTTP wants it

    [[nodiscard]] QJsonValue value() const
    {
        return last.value("output"_L1).toObject().value("data"_L1).toArray().at(0);
    }
    [[nodiscard]] QString text() const { return value().toString(); }
};

/// The text of a reply that is a list of messages: what stands in its \p index-th one.
QJsonObject message(const QJsonValue &value, qsizetype index)
{
    return value.toArray().at(index).toObject();
}

} // namespace

class TestDemoSpace : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<DemoSpace> m_demo;
    std::unique_ptr<QNetworkAccessManager> m_network;
    QString m_root;

    Response finish(QNetworkReply *reply)
    {
        QSignalSpy finished(reply, &QNetworkReply::finished);
        if (!reply->isFinished() && !finished.wait())
            qFatal("no answer to %s", qPrintable(reply->url().toString()));
        reply->deleteLater();
        return {reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(),
                reply->header(QNetworkRequest::ContentTypeHeader).toByteArray(), reply->readAll()};
    }
    QNetworkRequest request(const QString &path) const
    {
        QNetworkRequest result(QUrl(QString(m_root + path)));
        result.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
        return result;
    }
    Response get(const QString &path) { return finish(m_network->get(request(path))); }
    Response post(const QString &path, const QByteArray &body)
    {
        return finish(m_network->post(request(path), body));
    }
    Response post(const QString &path, const QJsonObject &body)
    {
        return post(path, QJsonDocument(body).toJson());
    }

    static QJsonObject arguments(const QString &prompt, const QString &session)
    {
        return {{u"data"_s, QJsonArray{prompt, QJsonValue()}},
                {u"fn_index"_s, demo::kChatFunction},
                {u"session_hash"_s, session}};
    }
    QString join(const QString &prompt, const QString &session)
    {
        return post(u"/gradio_api/queue/join"_s, arguments(prompt, session))
            .json()
            .value("event_id"_L1)
            .toString();
    }
    QNetworkReply *listen(const QString &session)
    {
        return m_network->get(request("/gradio_api/queue/data?session_hash="_L1 + session));
    }

    static QList<QJsonObject> events(const QByteArray &stream)
    {
        QList<QJsonObject> result;
        for (qsizetype at = 0, end = 0; (end = stream.indexOf("\n\n", at)) >= 0; at = end + 2) {
            if (stream.sliced(at).startsWith("data: "))
                result << QJsonDocument::fromJson(stream.sliced(at + 6, end - at - 6)).object();
        }
        return result;
    }
    static Outcome understood(const QByteArray &stream, const QString &id)
    {
        Outcome result;
        for (const QJsonObject &event : events(stream)) {
            const QString kind = event.value("msg"_L1).toString();
            if (kind == "close_stream"_L1) {
                result.messages << kind;
                continue;
            }
            if (event.value("event_id"_L1).toString() != id)
                continue;
            result.messages << kind;
            const QJsonArray data = event.value("output"_L1).toObject().value("data"_L1).toArray();
            if (kind == "estimation"_L1)
                result.ranks.append(event.value("rank"_L1));
            else if (kind == "process_completed"_L1)
                result.last = event;
            else if (kind == "process_generating"_L1 && result.partials.isEmpty())
                result.partials << data.at(0);
            else if (kind == "process_generating"_L1)
                result.partials << applied(result.partials.last(), data.at(0).toArray());
        }
        return result;
    }
    static QJsonValue applied(QJsonValue value, const QJsonArray &edits)
    {
        for (const QJsonValue &item : edits) {
            const QJsonArray edit = item.toArray();
            if (!edit.at(1).toArray().isEmpty())
                qFatal("a JSON component has no paths");
            if (edit.at(0) == "append"_L1)
                value = QString(value.toString() + edit.at(2).toString());
            else
                value = edit.at(2);
        }
        return value;
    }
    Outcome ask(const QString &prompt, const QString &session)
    {
        const QString id = join(prompt, session);
        QNetworkReply *reply = listen(session);
        const Response response = finish(reply);
        Outcome result = understood(response.body, id);
        result.clean = reply->error() == QNetworkReply::NoError;
        return result;
    }

    /// Sends \p bytes as they are; what came until the server closed the connection.
    QByteArray raw(const QByteArray &bytes)
    {
        QTcpSocket socket;
        socket.connectToHost(QHostAddress::LocalHost, quint16(QUrl(m_root).port()));
        QSignalSpy disconnected(&socket, &QTcpSocket::disconnected);
        socket.write(bytes);
        if (!disconnected.wait())
            qFatal("the server kept a connection that it should have closed");
        return socket.readAll();
    }
    QByteArray host() const { return "Host: " + QUrl(m_root).authority().toLatin1() + "\r\n"; }

private Q_SLOTS:
    void init()
    {
        m_demo = std::make_unique<DemoSpace>();
        m_demo->setPace(0ms);
        m_network = std::make_unique<QNetworkAccessManager>();
        m_root = m_demo->start().toString();
    }
    void cleanup()
    {
        m_network.reset();
        m_demo.reset();
    }

    void listensOnLoopbackFromTheFirstStart()
    {
        DemoSpace demo;
        QCOMPARE(demo.findChildren<QTcpSocket *>().size(), 0);
        const QUrl url = demo.start();
        QCOMPARE(url.host(), u"127.0.0.1"_s);
        QVERIFY(url.port() > 0);
        QCOMPARE(demo.start(), url);
        QVERIFY(url != m_demo->start());
    }

    void configIsThatOfAChatInterface()
    {
        const QJsonObject config = get(u"/config"_s).json();
        QCOMPARE(config.value("protocol"_L1).toString(), u"sse_v3"_s);
        QCOMPARE(config.value("api_prefix"_L1).toString(), u"/gradio_api"_s);
        QCOMPARE(config.value("mode"_L1).toString(), u"chat_interface"_s);
        QCOMPARE(config.value("root"_L1).toString(), m_root);
        QVERIFY(config.value("title"_L1).toString().contains(u"Demo"_s));

        QHash<int, QJsonObject> components;
        for (const QJsonValue &component : config.value("components"_L1).toArray())
            components.insert(component["id"_L1].toInt(), component.toObject());
        const auto type = [&](const QJsonValue &id) {
            return components.value(id.toInt()).value("type"_L1).toString();
        };
        int found = 0;
        for (const QJsonValue &dependency : config.value("dependencies"_L1).toArray()) {
            const QJsonArray inputs = dependency["inputs"_L1].toArray();
            const QJsonArray outputs = dependency["outputs"_L1].toArray();
            for (const QJsonArray &list : {inputs, outputs}) {
                for (const QJsonValue &id : list)
                    QVERIFY(components.contains(id.toInt()));
            }
            // How a client finds the endpoint (gradio-protocol.md 10.6, the first rule).
            if (type(inputs.at(0)) != "textbox"_L1 || type(inputs.at(1)) != "state"_L1
                || outputs.at(1) != inputs.at(1))
                continue;
            const QJsonObject target = components.value(dependency["targets"_L1][0][0].toInt());
            if (target["props"_L1]["value"_L1] != "Fake API"_L1)
                continue;
            ++found;
            QCOMPARE(target["props"_L1]["visible"_L1].toBool(true), false);
            QCOMPARE(dependency["api_name"_L1].toString(), u"chat"_s);
            QCOMPARE(dependency["api_visibility"_L1].toString(), u"public"_s);
            QCOMPARE(dependency["id"_L1].toInt(), demo::kChatFunction);
            QCOMPARE(dependency["types"_L1]["generator"_L1].toBool(), true);
        }
        QCOMPARE(found, 1);
    }

    void infoDescribesTheOneParameter()
    {
        const QJsonObject endpoints
            = get(u"/gradio_api/info"_s).json()["named_endpoints"_L1].toObject();
        QCOMPARE(endpoints.keys(), QStringList{u"/chat"_s});
        const QJsonArray parameters = endpoints["/chat"_L1]["parameters"_L1].toArray();
        QCOMPARE(parameters.size(), 1);
        QCOMPARE(parameters.at(0)["parameter_name"_L1].toString(), u"message"_s);
    }

    void appIdIsTheSameEverywhereUntilARestart()
    {
        const qint64 id = get(u"/config"_s).json()["app_id"_L1].toInteger();
        QCOMPARE(get(u"/gradio_api/app_id"_s).json()["app_id"_L1].toInteger(), id);
        init();
        QVERIFY(get(u"/config"_s).json()["app_id"_L1].toInteger() != id);
    }

    void streamsWordByWordAsDifferences()
    {
        const Outcome outcome = ask(u"hello there"_s, u"s1"_s);
        QVERIFY(outcome.clean);
        QCOMPARE(outcome.messages.first(2), QStringList({u"estimation"_s, u"process_starts"_s}));
        QCOMPARE(outcome.messages.last(2),
                 QStringList({u"process_completed"_s, u"close_stream"_s}));
        QVERIFY(outcome.partials.size() > 30);
        QCOMPARE(outcome.partials.first().toString(), u"Hello! "_s);
        for (qsizetype i = 1; i < outcome.partials.size(); ++i)
            QVERIFY(outcome.partials[i].toString().startsWith(outcome.partials[i - 1].toString()));
        QCOMPARE(outcome.partials.last(), outcome.value());
        QVERIFY(outcome.text().contains(u"Demo Space"_s));
        QVERIFY(outcome.text().contains(u"hello there"_s));
        QCOMPARE(outcome.last["output"_L1]["is_generating"_L1].toBool(true), false);
    }

    void givesWholeValuesWhereAskedFor()
    {
        QJsonObject body = arguments(u"hello"_s, u"s1"_s);
        body.insert("simple_format"_L1, true);
        post(u"/gradio_api/queue/join"_s, body);
        QStringList values;
        for (const QJsonObject &event : events(finish(listen(u"s1"_s)).body)) {
            if (event.value("msg"_L1) == "process_generating"_L1)
                values << event["output"_L1]["data"_L1][0].toString();
        }
        QVERIFY(values.size() > 30);
        QVERIFY(values.at(20).startsWith(values.at(10)));
    }

    void remembersTheTurnsOfASession()
    {
        ask(u"apples"_s, u"s1"_s);
        ask(u"pears"_s, u"s1"_s);
        const QString third = ask(u"plums"_s, u"s1"_s).text();
        QVERIFY2(third.contains(u"3"_s) && third.contains(u"apples"_s)
                     && third.contains(u"pears"_s),
                 qPrintable(third));
    }

    void keepsSessionsApart()
    {
        const QString first = join(u"apples"_s, u"s1"_s);
        const QString second = join(u"pears"_s, u"s2"_s);
        QNetworkReply *one = listen(u"s1"_s);
        QNetworkReply *two = listen(u"s2"_s);
        const QByteArray ones = finish(one).body;
        const QByteArray twos = finish(two).body;
        QVERIFY(understood(ones, first).text().contains(u"apples"_s));
        QVERIFY(understood(twos, second).text().contains(u"pears"_s));
        QVERIFY(!ones.contains(second.toLatin1()) && !ones.contains("pears"));
        QVERIFY(!twos.contains(first.toLatin1()) && !twos.contains("apples"));
        QVERIFY(!ask(u"plums"_s, u"s2"_s).text().contains(u"apples"_s));
    }

    void playsTwoEventsOfASessionOnOneStream()
    {
        const QString first = join(u"apples"_s, u"s1"_s);
        const QString second = join(u"/think"_s, u"s1"_s);
        const QByteArray stream = finish(listen(u"s1"_s)).body;
        QVERIFY(understood(stream, first).text().contains(u"apples"_s));
        QCOMPARE(understood(stream, second).value().toArray().size(), 3);
        QCOMPARE(stream.count("close_stream"), 1);
    }

    void anAnswerWaitsForItsListener()
    {
        const QString id = join(u"hello"_s, u"s1"_s);
        QVERIFY(!ask(u"again"_s, u"s2"_s).text().isEmpty());
        const Outcome outcome = understood(finish(listen(u"s1"_s)).body, id);
        QVERIFY(outcome.text().contains(u"hello"_s));
        QVERIFY(outcome.partials.size() > 30);
    }

    void answersChineseInChinese()
    {
        QVERIFY(ask(u"你好，Qt %2"_s, u"s1"_s).text().contains(u"“你好，Qt %2”（4 个字）"_s));
        const Outcome outcome = ask(u"再说一次"_s, u"s1"_s);
        QVERIFY(outcome.text().contains(u"演示 Space"_s));
        QVERIFY(outcome.text().contains(u"第 2 个"_s));
        QVERIFY(outcome.partials.size() > 60); // characters, where there are no blanks
    }

    void answersCommands_data()
    {
        QTest::addColumn<QString>("part");
        QTest::newRow("/markdown") << u"| :--- | ---: |"_s;
        QTest::newRow("/code") << u"```python\n"_s;
        QTest::newRow("/slow") << u"press Stop"_s;
        QTest::newRow("/queue") << u"queue"_s;
        QTest::newRow("/help") << u"- `/files`"_s;
        QTest::newRow("/HELP please") << u"- `/files`"_s;
    }
    void answersCommands()
    {
        QFETCH(QString, part);
        const Outcome outcome = ask(QString::fromLatin1(QTest::currentDataTag()), u"s1"_s);
        QVERIFY2(outcome.text().contains(part), qPrintable(outcome.text()));
        QCOMPARE(outcome.partials.last(), outcome.value());
    }

    void queuePositionsFall()
    {
        QCOMPARE(ask(u"/queue"_s, u"s1"_s).ranks, QJsonArray({2, 1, 0}));
        QCOMPARE(ask(u"hello"_s, u"s1"_s).ranks, QJsonArray({0}));
    }

    void thoughtsComeBeforeTheAnswer()
    {
        const Outcome outcome = ask(u"/think"_s, u"s1"_s);
        const QJsonObject pending = message(outcome.partials.first(), 0);
        QCOMPARE(pending["metadata"_L1]["status"_L1].toString(), u"pending"_s);
        QCOMPARE(outcome.value().toArray().size(), 3);
        for (int i : {0, 1}) {
            const QJsonObject thought = message(outcome.value(), i);
            QCOMPARE(thought["role"_L1].toString(), u"assistant"_s);
            QVERIFY(!thought["metadata"_L1]["title"_L1].toString().isEmpty());
            QCOMPARE(thought["metadata"_L1]["status"_L1].toString(), u"done"_s);
            QVERIFY(thought["metadata"_L1]["duration"_L1].isDouble());
        }
        QVERIFY(!message(outcome.value(), 2).contains("metadata"_L1));
        QVERIFY(!message(outcome.value(), 2)["content"_L1].toString().isEmpty());
        QCOMPARE(outcome.partials.last(), outcome.value());
    }

    void filesCanBeFetched()
    {
        ask(u"remember me"_s, u"s1"_s);
        const Outcome outcome = ask(u"/files"_s, u"s1"_s);
        const QJsonValue file = message(outcome.value(), 1)["content"_L1];
        QCOMPARE(file["meta"_L1]["_type"_L1].toString(), u"gradio.FileData"_s);
        const QString path = file["path"_L1].toString();
        QCOMPARE(file["url"_L1].toString(), QString(m_root + "/gradio_api/file="_L1 + path));
        const Response response = get("/gradio_api/file="_L1 + path);
        QCOMPARE(response.status, 200);
        QVERIFY(response.type.startsWith("text/plain"));
        QCOMPARE(response.body.size(), file["size"_L1].toInteger());
        QVERIFY(response.body.contains("remember me"));
        QCOMPARE(get(u"/gradio_api/file=/etc/passwd"_s).status, 403);
    }

    void errorComesAfterSomeText()
    {
        const Outcome outcome = ask(u"/error"_s, u"s1"_s);
        QVERIFY(outcome.partials.last().toString().size() > 40);
        QCOMPARE(outcome.last["success"_L1].toBool(true), false);
        QVERIFY(!outcome.last["output"_L1]["error"_L1].toString().isEmpty());
        QVERIFY(!outcome.last["output"_L1]["title"_L1].toString().isEmpty());
        QVERIFY(ask(u"hello"_s, u"s1"_s).text().contains(u"/error"_s)); // it is remembered
    }

    void cancelsInTheMiddle()
    {
        m_demo->setPace(20ms);
        const QString id = join(u"/slow"_s, u"s1"_s);
        QNetworkReply *reply = listen(u"s1"_s);
        QByteArray stream;
        QTRY_VERIFY((stream += reply->readAll()).contains("process_generating"));
        const Response response = post(u"/gradio_api/cancel"_s,
                                       QJsonObject{{u"session_hash"_s, u"s1"_s},
                                                   {u"fn_index"_s, demo::kChatFunction},
                                                   {u"event_id"_s, id}});
        QCOMPARE(response.body, "{\"success\":true}");
        const Outcome outcome = understood(stream + finish(reply).body, id);
        QVERIFY(!outcome.partials.isEmpty());
        QCOMPARE(outcome.messages.last(2),
                 QStringList({u"process_completed"_s, u"close_stream"_s}));
        QCOMPARE(outcome.last["output"_L1], QJsonValue(QJsonObject()));
        QCOMPARE(outcome.last["success"_L1].toBool(), true);
    }

    void cancelsWhileItWaits()
    {
        m_demo->setPace(100ms);
        const QString id = join(u"/queue"_s, u"s1"_s);
        const auto cancel = [&](const QString &session) {
            return post(u"/gradio_api/cancel"_s,
                        QJsonObject{{u"session_hash"_s, session},
                                    {u"fn_index"_s, demo::kChatFunction},
                                    {u"event_id"_s, id}})
                .status;
        };
        QCOMPARE(cancel(u"another"_s), 200); // which is not its session, so nothing happens
        QNetworkReply *reply = listen(u"s1"_s);
        QTRY_VERIFY(reply->bytesAvailable() > 0);
        QVERIFY(!reply->isFinished());
        QCOMPARE(cancel(u"s1"_s), 200);
        const Outcome outcome = understood(finish(reply).body, id);
        QCOMPARE(outcome.partials.size(), 0);
        QCOMPARE(outcome.last["output"_L1], QJsonValue(QJsonObject()));
    }

    void callByName_data()
    {
        QTest::addColumn<QString>("prompt");
        QTest::addColumn<QByteArray>("end");
        QTest::addColumn<QByteArray>("data");
        QTest::newRow("text") << u"hello"_s << "event: complete"_ba
                              << "hello"_ba;
        QTest::newRow("error") << u"/error"_s << "event: error"_ba
                               << "\"error\":\"The Demo"_ba;
        QTest::newRow("thoughts") << u"/think"_s << "event: complete"_ba
                                  << "\"metadata\""_ba;
    }
    void callByName()
    {
        QFETCH(QString, prompt);
        QFETCH(QByteArray, end);
        QFETCH(QByteArray, data);
        const QString id
            = post(u"/gradio_api/call/chat"_s, QJsonObject{{u"data"_s, QJsonArray{prompt}}})
                  .json()["event_id"_L1]
                  .toString();
        const QString path = "/gradio_api/call/chat/"_L1 + id;
        const QList<QByteArray> blocks = finish(m_network->get(request(path)))
                                             .body.trimmed()
                                             .replace("\n\n", "\x1e")
                                             .split('\x1e');
        QVERIFY(blocks.size() > 10);
        QVERIFY(blocks.first().startsWith("event: generating\ndata: [\""_ba)
                || blocks.first().startsWith("event: generating\ndata: [[{"_ba));
        QVERIFY2(blocks.last().startsWith(end), blocks.last().constData());
        QVERIFY2(blocks.last().contains(data), blocks.last().constData());
        QVERIFY(finish(m_network->get(request(path))).body.contains("event: error\ndata: \"404"));
    }

    void callByNameRemembersItsSession()
    {
        for (const QString &prompt : {u"apples"_s, u"pears"_s}) {
            const Response response
                = post(u"/gradio_api/call/chat"_s,
                       QJsonObject{{u"data"_s, QJsonArray{prompt, QJsonValue()}},
                                   {u"session_hash"_s, u"s1"_s}});
            const QByteArray stream
                = get("/gradio_api/call/chat/"_L1 + response.json()["event_id"_L1].toString()).body;
            QCOMPARE(stream.contains("apples"), true);
        }
    }

    void heartbeatStaysOpen()
    {
        QNetworkReply *reply = m_network->get(request(u"/gradio_api/heartbeat/s1"_s));
        QByteArray got;
        QTRY_COMPARE(got += reply->readAll(), "data: ALIVE\n\n");
        QVERIFY(!reply->isFinished());
        reply->abort();
        reply->deleteLater();
        QCOMPARE(get(u"/config"_s).status, 200);
    }

    void unknownSessionIsSaidAndCut()
    {
        const QByteArray answer
            = raw("GET /gradio_api/queue/data?session_hash=never HTTP/1.1\r\n" + host() + "\r\n");
        QVERIFY(answer.startsWith("HTTP/1.1 200 OK\r\n"));
        QCOMPARE(answer.count("data: "), 1);
        QVERIFY(answer.contains("\"session_not_found\":true"));
        QVERIFY(!answer.endsWith("0\r\n\r\n"));
    }

    void aDroppedStreamEndsItsEventsButNotTheMemory()
    {
        m_demo->setPace(20ms);
        join(u"/slow"_s, u"s1"_s);
        QNetworkReply *reply = listen(u"s1"_s);
        QTRY_VERIFY(reply->bytesAvailable() > 0);
        reply->abort();
        QTRY_COMPARE(m_demo->findChildren<demo::HttpConnection *>().size(), 0);
        QVERIFY(finish(listen(u"s1"_s)).body.contains("session_not_found"));
        m_demo->setPace(0ms);
        const Outcome outcome = ask(u"plums"_s, u"s1"_s);
        QVERIFY(outcome.text().contains(u"/slow"_s));
        QCOMPARE(outcome.messages.last(), u"close_stream"_s);
    }

    void aSecondStreamTakesOver()
    {
        m_demo->setPace(5ms);
        const QString id = join(u"hello"_s, u"s1"_s);
        QTcpSocket first;
        first.connectToHost(QHostAddress::LocalHost, quint16(QUrl(m_root).port()));
        first.write("GET /gradio_api/queue/data?session_hash=s1 HTTP/1.1\r\n" + host() + "\r\n");
        QTRY_VERIFY(first.bytesAvailable() > 0);
        const Outcome outcome = understood(finish(listen(u"s1"_s)).body, id);
        QVERIFY(outcome.text().contains(u"hello"_s));
        QTRY_COMPARE(first.state(), QAbstractSocket::UnconnectedState);
    }

    void aSlowReaderGetsLongerPieces()
    {
        QTcpSocket socket;
        socket.setReadBufferSize(1024);
        socket.connectToHost(QHostAddress::LocalHost, quint16(QUrl(m_root).port()));
        QTRY_COMPARE(socket.state(), QAbstractSocket::ConnectedState);
        socket.setSocketOption(QAbstractSocket::ReceiveBufferSizeSocketOption, 32 * 1024);
        QStringList ids;
        for (int i = 0; i < 16; ++i)
            ids << join(u"/think"_s, u"slow"_s);
        socket.write("GET /gradio_api/queue/data?session_hash=slow HTTP/1.1\r\n" + host() + "\r\n");
        const Outcome reader = ask(u"/think"_s, u"quick"_s); // the server goes on serving others
        QVERIFY(reader.partials.size() > 60);

        QByteArray stream;
        socket.setReadBufferSize(0);
        connect(&socket, &QTcpSocket::readyRead, this, [&] { stream += socket.readAll(); });
        stream += socket.readAll();
        QTRY_VERIFY(stream.endsWith("\r\n0\r\n\r\n"));
        // Without the framing: each chunk is one event.
        QByteArray body;
        for (qsizetype at = stream.indexOf("\r\n\r\n") + 4, end = 0;
             (end = stream.indexOf("\r\n", at)) >= 0;) {
            const qsizetype size = stream.sliced(at, end - at).toLongLong(nullptr, 16);
            body += stream.sliced(end + 2, size);
            at = end + 2 + size + 2;
        }
        qsizetype pieces = 0;
        for (const QString &id : ids) {
            const Outcome outcome = understood(body, id);
            QCOMPARE(outcome.value(), reader.value());
            pieces += outcome.partials.size();
        }
        QVERIFY(pieces < ids.size() * reader.partials.size());
    }

    void refusesBadCalls_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("status");
        const QString join = u"/gradio_api/queue/join"_s;
        const QString call = u"/gradio_api/call/chat"_s;
        QTest::newRow("unknown path") << u"/queue/join"_s << "{}"_ba << 404;
        QTest::newRow("no JSON") << join << "hello"_ba << 422;
        QTest::newRow("JSON list") << join << "[]"_ba << 422;
        QTest::newRow("no data") << join << R"({"fn_index":6,"session_hash":"s"})"_ba << 422;
        QTest::newRow("no function")
            << join << R"({"data":["x",null],"session_hash":"s"})"_ba << 400;
        QTest::newRow("no session") << join << R"({"data":["x",null],"fn_index":6})"_ba << 400;
        QTest::newRow("long session")
            << join
            << QByteArray(R"({"data":["x",null],"fn_index":6,"session_hash":"SSSSSSSSSS"})")
                   .replace("S", "0123456789abcdef")
            << 400;
        QTest::newRow("unknown function")
            << join << R"({"data":["x",null],"fn_index":60,"session_hash":"s"})"_ba << 500;
        QTest::newRow("unknown name") << u"/gradio_api/call/no"_s << R"({"data":["x"]})"_ba << 500;
        QTest::newRow("call without data") << call << "{}"_ba << 422;
        QTest::newRow("cancel without event")
            << u"/gradio_api/cancel"_s << R"({"fn_index":6,"session_hash":"s"})"_ba << 422;
        QTest::newRow("config posted") << u"/config"_s << "{}"_ba << 404;
        QTest::newRow("too large")
            << join << QByteArray(demo::HttpConnection::kBodyLimit + 1, ' ') << 413;
    }
    void refusesBadCalls()
    {
        QFETCH(QString, path);
        QFETCH(QByteArray, body);
        QFETCH(int, status);
        QCOMPARE(post(path, body).status, status);
        QCOMPARE(get(u"/config"_s).status, 200); // and goes on
    }

    void aCallWithWrongArgumentsFailsLikeAnApp_data()
    {
        QTest::addColumn<int>("function");
        QTest::addColumn<QJsonArray>("data");
        QTest::newRow("none") << demo::kChatFunction << QJsonArray();
        QTest::newRow("no text") << demo::kChatFunction << QJsonArray{QJsonObject(), QJsonValue()};
        QTest::newRow("the page's own function") << 2 << QJsonArray{QJsonValue(), QJsonValue()};
    }
    void aCallWithWrongArgumentsFailsLikeAnApp()
    {
        QFETCH(int, function);
        QFETCH(QJsonArray, data);
        const QString id
            = post(u"/gradio_api/queue/join"_s,
                   QJsonObject{
                       {u"data"_s, data}, {u"fn_index"_s, function}, {u"session_hash"_s, u"s1"_s}})
                  .json()["event_id"_L1]
                  .toString();
        const Outcome outcome = understood(finish(listen(u"s1"_s)).body, id);
        QCOMPARE(outcome.last["success"_L1].toBool(true), false);
        QVERIFY(outcome.last["output"_L1]["error"_L1].isNull());
    }

    void refusesBadHttp_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("status");
        QTest::newRow("no HTTP") << "hello\r\n\r\n"_ba
                                 << "400"_ba;
        QTest::newRow("another protocol") << "GET / SMTP/1.1\r\nHOST\r\n\r\n"_ba
                                          << "400"_ba;
        QTest::newRow("endless head")
            << "GET / HTTP/1.1\r\nx: " + QByteArray(20000, 'x') << "431"_ba;
        QTest::newRow("no length")
            << "POST / HTTP/1.1\r\nHOST\r\nTransfer-Encoding: chunked\r\n\r\n"_ba
            << "411"_ba;
        QTest::newRow("negative length")
            << "POST / HTTP/1.1\r\nHOST\r\nContent-Length: -1\r\n\r\n"_ba
            << "411"_ba;
        QTest::newRow("a name that resolves to this machine")
            << "GET /config HTTP/1.1\r\nHost: evil.example\r\n\r\n"_ba
            << "403"_ba;
        QTest::newRow("no host") << "GET /config HTTP/1.1\r\n\r\n"_ba
                                 << "403"_ba;
        QTest::newRow("a page of another site")
            << "GET /config HTTP/1.1\r\nHOST\r\nOrigin: http://evil.example\r\n\r\n"_ba
            << "403"_ba;
    }
    void refusesBadHttp()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QByteArray, status);
        const QByteArray answer = raw(bytes.replace("HOST\r\n", host()));
        QCOMPARE(answer.left(13), "HTTP/1.1 " + status + ' ');
        QCOMPARE(get(u"/config"_s).status, 200);
    }

    void readsARequestThatComesInPieces()
    {
        QTcpSocket socket;
        socket.connectToHost(QHostAddress::LocalHost, quint16(QUrl(m_root).port()));
        QTRY_COMPARE(socket.state(), QAbstractSocket::ConnectedState);
        QSignalSpy written(&socket, &QTcpSocket::bytesWritten);
        // Two requests, the second one begun in the same piece that ends the first.
        const QList<QByteArray> pieces{
            "GET /gradio_api/app_id HT"_ba,
            "TP/1.1\r\n" + host() + "\r",
            "\nPOST /gradio_api/reset HTTP/1.1\r\n" + host() + "Content-Length: 9\r\n\r\n{\"a\"",
            ":\"b\"}"_ba,
        };
        for (const QByteArray &piece : pieces) {
            socket.write(piece);
            QVERIFY(written.wait());
        }
        QByteArray got;
        QTRY_COMPARE((got += socket.readAll()).count("HTTP/1.1 200 OK"), 2);
        QTRY_VERIFY((got += socket.readAll()).endsWith("{\"success\":true}"));
    }

    void aFullQueueSaysSo()
    {
        m_demo->setPace(1h);
        std::vector<std::unique_ptr<QTcpSocket>> listeners;
        QString id;
        while (!(id = join(u"hello"_s, u"s%1"_s.arg(listeners.size()))).isEmpty()) {
            auto socket = std::make_unique<QTcpSocket>();
            socket->connectToHost(QHostAddress::LocalHost, quint16(QUrl(m_root).port()));
            socket->write("GET /gradio_api/queue/data?session_hash=s"
                          + QByteArray::number(listeners.size()) + " HTTP/1.1\r\n" + host()
                          + "\r\n");
            QTRY_VERIFY(socket->bytesAvailable() > 0);
            listeners.push_back(std::move(socket));
        }
        QVERIFY(listeners.size() >= 16);
        const Response response
            = post(u"/gradio_api/queue/join"_s, arguments(u"hello"_s, u"more"_s));
        QCOMPARE(response.status, 503);
        QVERIFY(response.body.contains("Queue is full."));
    }

    void eventsThatNobodyListensToMakeRoom()
    {
        for (int i = 0; i < 40; ++i)
            QVERIFY(!join(u"hello"_s, u"s%1"_s.arg(i)).isEmpty());
        const QString last = join(u"plums"_s, u"last"_s);
        QVERIFY(understood(finish(listen(u"last"_s)).body, last).text().contains(u"plums"_s));
    }

    void forgetsTheOldestOfManySessions()
    {
        ask(u"apples"_s, u"first"_s);
        for (int i = 0; i < 80; ++i)
            ask(u"hello"_s, u"s%1"_s.arg(i));
        QVERIFY(!ask(u"plums"_s, u"first"_s).text().contains(u"apples"_s));
        QVERIFY(ask(u"plums"_s, u"s79"_s).text().contains(u"2"_s));
    }
};

QTEST_GUILESS_MAIN(TestDemoSpace)
#include "tst_demospace.moc"
