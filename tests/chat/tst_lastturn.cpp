#include "chat/conversationcontroller.h"
#include "chat/lastturn.h"
#include "chat/messagemodel.h"
#include "chat/spaceconnection.h"
#include "store/spacememory.h"
#include "support/chatapp.h"
#include "support/temporaryservices.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace spaceline;
using Activity = ConversationController::Activity;

/// What is done about the last turn, with the configs of real apps (tests/data/chatevents).
class TestLastTurn : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void retryOfAnInterface();
    void undoInAnInterface();
    void eventsOfAnInterfaceCalledAsItsPage();
    void eventsOfAPageMadeByHand();
    void undoOfAPageMadeByHand();
    void twoTurnsCanBeTakenBack();
    void aFunctionThatOnlyChangesTheChat();
    void editBeginsANewSessionWhereNothingElseForgets();
    void undoIsRefusedWhereItWouldForgetTheRest();
    void whatWasReadIsRemembered_data();
    void whatWasReadIsRemembered();
    void anAppThatBreaksOffRemembersWhatCame();
    void opinions();
    void opinionsThatCannotBeTold();
    void replacedTurnComesBackWhileItsSuccessorRuns();
    void anotherMessageKeepsItAside();
    void allOfItSurvivesARestart();
    void aTurnThatNeverReplacedIsStillTheOne();

private:
    void serve(const QString &name);
    void connectNow();
    void say(const QString &prompt);
    void settle();
    [[nodiscard]] QStringList texts() const;
    [[nodiscard]] QList<int> called() const;
    [[nodiscard]] QJsonObject sent(qsizetype call) const
    {
        return m_calls.at(call < 0 ? m_calls.size() + call : call);
    }
    [[nodiscard]] qint64 last() const { return m_controller->lastTurn().ids().reply; }
    /// What the function answers, as the real one would.
    QByteArray answer(const QJsonObject &call);

    std::unique_ptr<TemporaryServices> m_services;
    std::unique_ptr<ScriptedServer> m_server;
    std::unique_ptr<ConversationController> m_controller;
    qint64 m_conversation = 0;
    bool m_isInterface = false;
    QList<QJsonObject> m_calls;
    int m_tries = 0;
    QJsonArray m_chat; ///< what the server of an interface knows
    QByteArray m_partial; ///< where set, an answer comes so far and then ends in m_end
    QByteArray m_end;
};

namespace {

QByteArray line(const QByteArray &json) { return "data: " + json; }

QByteArray completed(const QByteArray &data)
{
    return line(R"({"msg":"process_completed","event_id":"e1","success":true,"output":{"data":)"
                + data + "}}");
}

QJsonObject message(const QString &role, const QString &text)
{
    return {{"role"_L1, role},
            {"content"_L1, QJsonArray{QJsonObject{{"type"_L1, u"text"_s}, {"text"_L1, text}}}}};
}

QString textOf(const QJsonValue &message)
{
    return message.toObject()
        .value("content"_L1)
        .toArray()
        .at(0)
        .toObject()
        .value("text"_L1)
        .toString();
}

QByteArray json(const QJsonArray &array)
{
    return QJsonDocument(array).toJson(QJsonDocument::Compact);
}

/// An array that holds \p chat.
QJsonArray alone(const QJsonArray &chat) { return {QJsonValue(chat)}; }

QStringList textsOf(const QJsonValue &chat)
{
    QStringList result;
    const QJsonArray messages = chat.toArray();
    for (const QJsonValue &each : messages)
        result << textOf(each);
    return result;
}

} // namespace

void TestLastTurn::init()
{
    m_controller.reset();
    m_services = std::make_unique<TemporaryServices>();
    m_server = std::make_unique<ScriptedServer>();
    m_conversation = (**m_services).history().addConversation({});
    m_calls.clear();
    m_tries = 0;
    m_chat = {};
    m_partial.clear();
    m_end.clear();
}

void TestLastTurn::serve(const QString &name)
{
    QFile file(QStringLiteral(SPACELINE_TEST_DATA "/chatevents/") + name + u".json"_s);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QJsonObject config
        = QJsonDocument::fromJson(file.readAll()).object().value("config"_L1).toObject();
    config.insert("app_id"_L1, 7);
    m_isInterface = name.startsWith("interface"_L1);
    m_server->answers["GET /config"] = ScriptedServer::json(QJsonDocument(config).toJson());
    m_server->answers["GET /gradio_api/info"] = ScriptedServer::json("{}");
    m_server->answers[chatapp::kCancel] = ScriptedServer::json(R"({"success":true})");
    m_server->answers[chatapp::kJoin] = [this](const ScriptedServer::Request &request) {
        m_calls << QJsonDocument::fromJson(request.body).object();
        return chatapp::joined();
    };
    m_server->answers[chatapp::kData] = [this](const ScriptedServer::Request &) {
        const QByteArray data = answer(m_calls.last());
        if (data.isEmpty())
            return ScriptedServer::events({chatapp::failed("\"no\"")});
        if (m_partial.isEmpty() || called().last() != 6)
            return ScriptedServer::events({chatapp::started(), completed(data)});
        const QByteArray partial
            = line(R"({"msg":"process_generating","event_id":"e1","success":true,"output":{"data":)"
                   + data + "}}");
        QList<QByteArray> events{chatapp::started(), partial};
        if (m_end.isEmpty())
            return ScriptedServer::events(events).stayingOpen();
        return ScriptedServer::events(events << m_end);
    };
    connectNow();
}

QByteArray TestLastTurn::answer(const QJsonObject &call)
{
    const int function = call.value("fn_index"_L1).toInt();
    const QJsonArray data = call.value("data"_L1).toArray();
    const QJsonObject told = call.value("event_data"_L1).toObject();
    const auto answered = [this](QJsonArray chat) {
        chat.append(
            message(u"assistant"_s, u"%1, try %2"_s.arg(textOf(chat.last())).arg(++m_tries)));
        return chat;
    };
    if (m_isInterface) {
        switch (function) {
        case 6:
            return json({u"%1, try %2"_s.arg(data.at(0).toString()).arg(++m_tries), QJsonValue()});
        case 0: // the prompt goes into a State
            m_chat.append(message(u"user"_s, data.at(0).toString()));
            return "[\"\",null]";
        case 7:
            m_chat.removeLast();
            return "[null,null]";
        case 29:
            m_chat = data.at(0).toArray();
            m_chat.removeLast();
            return json({m_chat, QJsonValue(), QJsonValue()});
        case 20:
            m_chat = data.at(0).toArray();
            m_chat.removeLast();
            m_chat.removeLast();
            return json({m_chat, u""_s});
        case 2:
        case 10:
        case 32:
            return json({QJsonValue(), m_chat = answered(m_chat)});
        default:
            return "[null,null]";
        }
    }
    const QJsonArray chat = data.last().toArray();
    switch (function) {
    case 0:
        return json({u""_s, QJsonArray(chat) += message(u"user"_s, data.at(0).toString())});
    case 3: {
        QJsonArray shorter;
        for (int i = 0; i <= told.value("index"_L1).toInt(); ++i)
            shorter.append(chat.at(i));
        return json(alone(answered(shorter)));
    }
    case 4: {
        QJsonArray shorter;
        for (int i = 0; i < told.value("index"_L1).toInt(); ++i)
            shorter.append(chat.at(i));
        return json({shorter, told.value("value"_L1)});
    }
    case 5: {
        QJsonArray shorter;
        for (int i = 0; i <= told.value("index"_L1).toInt(); ++i)
            shorter.append(chat.at(i));
        return json(alone(shorter));
    }
    case 2:
        return "[]";
    default:
        return json(alone(answered(chat)));
    }
}

void TestLastTurn::connectNow()
{
    m_controller = std::make_unique<ConversationController>(**m_services, m_conversation);
    QVERIFY(m_controller->connectTo(m_server->url().toString()).isEmpty());
    QTRY_COMPARE(m_controller->activity(), Activity::Ready);
}

void TestLastTurn::settle()
{
    QTRY_VERIFY(!m_controller->isBusy() && !m_controller->lastTurn().actions().isBusy());
}

void TestLastTurn::say(const QString &prompt)
{
    QVERIFY(m_controller->send(prompt));
    settle();
}

QStringList TestLastTurn::texts() const
{
    QStringList result;
    for (int row = 0; row < m_controller->messages().rowCount(); ++row)
        result << QString::fromUtf8(
            m_controller->messages().index(row).data(MessageTextRole).toByteArray());
    return result;
}

QList<int> TestLastTurn::called() const
{
    QList<int> result;
    for (const QJsonObject &call : m_calls)
        result << call.value("fn_index"_L1).toInt();
    return result;
}

void TestLastTurn::retryOfAnInterface()
{
    serve(u"interface-6"_s);
    say(u"one"_s);
    say(u"two"_s);
    QVERIFY(m_controller->lastTurn().actions().offersRetry(last()));
    QSignalSpy replaced(m_controller.get(), &ConversationController::turnReplaced);
    m_controller->retry(last());
    settle();
    // It is told what was said before, then asked again.
    QCOMPARE(called(), (QList<int>{6, 6, 3, 6}));
    const QStringList before{u"one"_s, u"one, try 1"_s};
    QCOMPARE(textsOf(sent(2).value("data"_L1).toArray().at(0)), before);
    QCOMPARE(sent(3).value("data"_L1).toArray().at(0).toString(), u"two"_s);
    QCOMPARE(sent(3).value("session_hash"_L1), sent(0).value("session_hash"_L1));
    QCOMPARE(replaced.count(), 1);
    QCOMPARE(texts(), before + QStringList({u"two"_s, u"two, try 3"_s}));

    // The answer before was not lost, and the server is told of it.
    m_controller->bringBack();
    settle();
    QCOMPARE(texts(), before + QStringList({u"two"_s, u"two, try 2"_s}));
    QCOMPARE(called().last(), 3);
    QCOMPARE(textsOf(sent(-1).value("data"_L1).toArray().at(0)), texts());
    // Once.
    m_controller->bringBack();
    QCOMPARE(texts().last(), u"two, try 2"_s);
}

void TestLastTurn::eventsOfAnInterfaceCalledAsItsPage()
{
    serve(u"interface-6"_s);
    QVERIFY(m_controller->connection().followPage());
    say(u"one"_s);
    say(u"two"_s);
    QCOMPARE(called(), (QList<int>{0, 2, 3, 0, 2, 3}));
    m_calls.clear();
    m_controller->retry(last());
    settle();
    QCOMPARE(called(), (QList<int>{7, 10, 11}));
    QVERIFY(sent(0).value("trigger_id"_L1).isDouble());
    QCOMPARE(texts(), (QStringList{u"one"_s, u"one, try 1"_s, u"two"_s, u"two, try 3"_s}));
    m_calls.clear();
    QVERIFY(m_controller->edit(u"three"_s));
    settle();
    QCOMPARE(called(), (QList<int>{29, 32, 33}));
    QCOMPARE(sent(0).value("event_data"_L1).toObject().value("value"_L1), QJsonValue(u"three"_s));
    QCOMPARE(texts().last(), u"three, try 4"_s);
    m_calls.clear();
    m_controller->undo();
    settle();
    QCOMPARE(called(), (QList<int>{20, 21}));
    QCOMPARE(texts().size(), 2);
}

void TestLastTurn::undoInAnInterface()
{
    serve(u"interface-6"_s);
    say(u"one"_s);
    say(u"two"_s);
    QSignalSpy takenBack(m_controller.get(), &ConversationController::turnTakenBack);
    m_controller->undo();
    QVERIFY(!m_controller->canReplace());
    settle();
    QCOMPARE(takenBack.count(), 1);
    QCOMPARE(called(), (QList<int>{6, 6, 3}));
    QCOMPARE(texts(), (QStringList{u"one"_s, u"one, try 1"_s}));
    QCOMPARE(textsOf(sent(-1).value("data"_L1).toArray().at(0)), texts());
    QCOMPARE(m_controller->record().snippet, u"one, try 1"_s);
    m_controller->bringBack();
    settle();
    QCOMPARE(texts().size(), 4);
    QCOMPARE(textsOf(sent(-1).value("data"_L1).toArray().at(0)), texts());
    // A message that is sent meanwhile waits for the quiet call.
    m_controller->undo();
    QVERIFY(m_controller->send(u"three"_s));
    settle();
    QCOMPARE(called(), (QList<int>{6, 6, 3, 3, 3, 6}));
    QCOMPARE(texts(), (QStringList{u"one"_s, u"one, try 1"_s, u"three"_s, u"three, try 3"_s}));
}

void TestLastTurn::eventsOfAPageMadeByHand()
{
    serve(u"blocks-6"_s);
    say(u"one"_s);
    say(u"two"_s);
    m_controller->retry(last());
    settle();
    QCOMPARE(called().last(), 3);
    QCOMPARE(sent(-1).value("event_data"_L1).toObject(),
             (QJsonObject{{"index"_L1, 2}, {"value"_L1, u"two"_s}}));
    QCOMPARE(texts(), (QStringList{u"one"_s, u"one, try 1"_s, u"two"_s, u"two, try 3"_s}));

    m_calls.clear();
    QVERIFY(m_controller->edit(u"three"_s));
    settle();
    QCOMPARE(called(), (QList<int>{5, 6}));
    QCOMPARE(
        sent(0).value("event_data"_L1).toObject(),
        (QJsonObject{{"index"_L1, 2}, {"value"_L1, u"three"_s}, {"previous_value"_L1, u"two"_s}}));
    // The page shows the new words already, and only its first function is told of the event.
    QCOMPARE(textOf(sent(0).value("data"_L1).toArray().at(0).toArray().at(2)), u"three"_s);
    QVERIFY(sent(1).value("event_data"_L1).isNull());
    QCOMPARE(texts().last(), u"three, try 4"_s);

    // What comes back is on the page again too.
    m_controller->bringBack();
    settle();
    say(u"four"_s);
    QCOMPARE(textsOf(sent(-2).value("data"_L1).toArray().at(1)),
             (QStringList{u"one"_s, u"one, try 1"_s, u"two"_s, u"two, try 3"_s}));
}

void TestLastTurn::undoOfAPageMadeByHand()
{
    serve(u"blocks-6"_s);
    say(u"one"_s);
    say(u"two"_s);
    m_controller->undo();
    settle();
    QCOMPARE(called().last(), 4);
    QCOMPARE(sent(-1).value("event_data"_L1).toObject(),
             (QJsonObject{{"index"_L1, 2}, {"value"_L1, u"two"_s}}));
    QCOMPARE(texts().size(), 2);
    say(u"three"_s);
    QCOMPARE(textsOf(sent(-2).value("data"_L1).toArray().at(1)),
             (QStringList{u"one"_s, u"one, try 1"_s}));
}

void TestLastTurn::twoTurnsCanBeTakenBack()
{
    serve(u"blocks-6"_s);
    for (const auto &prompt : {u"one"_s, u"two"_s, u"three"_s})
        say(prompt);
    for (int left : {4, 2, 0}) {
        m_controller->undo();
        settle();
        QCOMPARE(texts().size(), left);
    }
    say(u"four"_s);
    QCOMPARE(textsOf(sent(-2).value("data"_L1).toArray().at(1)), QStringList());
}

void TestLastTurn::aFunctionThatOnlyChangesTheChat()
{
    serve(u"blocks-6"_s);
    say(u"one"_s);
    // As the guide has it: the chat up to the edited prompt, and nothing after it.
    m_server->answers[chatapp::kData] = [this](const ScriptedServer::Request &) {
        const QJsonObject call = m_calls.last();
        const int function = call.value("fn_index"_L1).toInt();
        if (function == 6)
            return ScriptedServer::events({completed(json(call.value("data"_L1).toArray()))});
        return ScriptedServer::events({completed(answer(call))});
    };
    QVERIFY(m_controller->edit(u"two"_s));
    settle();
    QCOMPARE(called(), (QList<int>{0, 1, 5, 6, 0, 1}));
    QCOMPARE(textsOf(sent(-2).value("data"_L1).toArray().at(1)), QStringList());
    QCOMPARE(texts(), (QStringList{u"two"_s, u"two, try 2"_s}));
}

void TestLastTurn::editBeginsANewSessionWhereNothingElseForgets()
{
    chatapp::install(*m_server);
    m_server->answers[chatapp::kJoin] = [this](const ScriptedServer::Request &request) {
        m_calls << QJsonDocument::fromJson(request.body).object();
        return chatapp::joined();
    };
    m_server->answers[chatapp::kData] = chatapp::reply("yes");
    connectNow();
    say(u"one"_s);
    QVERIFY(m_controller->edit(u"two"_s));
    settle();
    QVERIFY(sent(1).value("session_hash"_L1) != sent(0).value("session_hash"_L1));
    const auto notices = [this] {
        return m_controller->messages()
            .index(m_controller->messages().rowCount() - 1)
            .data(MessageExtrasRole)
            .value<MessageExtras>()
            .notices;
    };
    // There was nothing before it that could be forgotten.
    QCOMPARE(notices().size(), size_t(0));
    say(u"three"_s);
    QVERIFY(m_controller->edit(u"four"_s));
    settle();
    QVERIFY(sent(3).value("session_hash"_L1) != sent(2).value("session_hash"_L1));
    QCOMPARE(notices().size(), size_t(1));
    QCOMPARE(texts(), (QStringList{u"two"_s, u"yes"_s, u"four"_s, u"yes"_s}));
}

void TestLastTurn::undoIsRefusedWhereItWouldForgetTheRest()
{
    chatapp::install(*m_server);
    m_server->answers[chatapp::kJoin] = chatapp::joined();
    m_server->answers[chatapp::kData] = chatapp::reply("yes");
    connectNow();
    say(u"one"_s);
    say(u"two"_s);
    QVERIFY(m_controller->lastTurn().actions().undoRefusal(last()).endsWith(u'.'));
    m_controller->undo();
    QCOMPARE(texts().size(), 4);
}

void TestLastTurn::whatWasReadIsRemembered_data()
{
    QTest::addColumn<bool>("partly"); ///< some of the answer came
    QTest::addColumn<QByteArray>("end");
    QTest::addColumn<QStringList>("remembered");
    const QStringList both{u"one"_s, u"one, try 1"_s};
    QTest::newRow("stopped") << true << QByteArray() << both;
    QTest::newRow("failed on the way") << true << chatapp::failed("\"no\"") << both;
    QTest::newRow("failed before an answer") << false << chatapp::failed("\"no\"") << QStringList();
}

void TestLastTurn::whatWasReadIsRemembered()
{
    QFETCH(const bool, partly);
    QFETCH(const QByteArray, end);
    QFETCH(const QStringList, remembered);
    serve(u"blocks-6"_s);
    m_server->answers[chatapp::kData] = [this, partly, end](const ScriptedServer::Request &) {
        const QByteArray data = answer(m_calls.last());
        if (called().last() == 0)
            return ScriptedServer::events({completed(data)});
        const QByteArray partial
            = line(R"({"msg":"process_generating","event_id":"e1","success":true,"output":{"data":)"
                   + data + "}}");
        const QList<QByteArray> events
            = partly ? QList{chatapp::started(), partial} : QList{chatapp::started()};
        return end.isEmpty() ? ScriptedServer::events(events).stayingOpen()
                             : ScriptedServer::events(QList<QByteArray>(events) << end);
    };
    QVERIFY(m_controller->send(u"one"_s));
    if (end.isEmpty()) {
        QTRY_COMPARE(texts().last(), u"one, try 1"_s);
        m_controller->stop();
        QVERIFY(m_server->push(
            chatapp::kData,
            line(
                R"({"msg":"process_completed","event_id":"e1","success":true,"output":{"data":null}})")
                + "\n\n"));
    }
    settle();
    m_calls.clear();
    QVERIFY(m_controller->send(u"two"_s));
    QTRY_VERIFY(!m_calls.isEmpty());
    QCOMPARE(textsOf(sent(0).value("data"_L1).toArray().at(1)), remembered);
}

void TestLastTurn::anAppThatBreaksOffRemembersWhatCame()
{
    serve(u"interface-6"_s);
    QVERIFY(m_controller->connection().followPage());
    const auto whole = [this](const ScriptedServer::Request &) {
        const QByteArray data = called().last() == 2
            ? json({QJsonValue(),
                    QJsonArray{message(u"user"_s, u"one"_s), message(u"assistant"_s, u"half"_s)}})
            : "[null,null]";
        if (called().last() != 2)
            return ScriptedServer::events({completed(data)});
        return ScriptedServer::events(
            {line(R"({"msg":"process_generating","event_id":"e1","success":true,"output":{"data":)"
                  + data + "}}"),
             chatapp::failed("\"no\"")});
    };
    m_server->answers[chatapp::kData] = whole;
    say(u"one"_s);
    // The function that tells the server what it is to remember ran all the same.
    QCOMPARE(called(), (QList<int>{0, 2, 3}));
    QCOMPARE(textsOf(sent(-1).value("data"_L1).toArray().at(0)),
             (QStringList{u"one"_s, u"half"_s}));
    QCOMPARE(m_controller->messages().head(1).state, MessageState::Failed);
    QCOMPARE(texts().last(), u"half"_s);
}

void TestLastTurn::opinions()
{
    serve(u"blocks-6"_s);
    say(u"one"_s);
    say(u"two"_s);
    const qint64 first = m_controller->messages().head(1).id;
    const auto feedback = [&] { return (**m_services).history().extras(first).feedback; };
    m_controller->rate(first, Feedback::Like);
    settle();
    QCOMPARE(called().last(), 2);
    QCOMPARE(sent(-1).value("event_data"_L1).toObject(),
             (QJsonObject{
                 {"index"_L1, 1}, {"value"_L1, QJsonArray{u"one, try 1"_s}}, {"liked"_L1, true}}));
    QCOMPARE(sent(-1).value("session_hash"_L1), sent(0).value("session_hash"_L1));
    QCOMPARE(feedback(), Feedback::Like);
    m_controller->rate(first, Feedback::Dislike);
    settle();
    QCOMPARE(sent(-1).value("event_data"_L1).toObject().value("liked"_L1), QJsonValue(false));
    QCOMPARE(feedback(), Feedback::Dislike);
    m_controller->rate(first, Feedback::Dislike);
    settle();
    QCOMPARE(sent(-1).value("event_data"_L1).toObject().value("liked"_L1), QJsonValue(QString()));
    QCOMPARE(feedback(), Feedback::None);
}

void TestLastTurn::opinionsThatCannotBeTold()
{
    serve(u"blocks-6"_s);
    say(u"one"_s);
    m_server->answers[chatapp::kData] = ScriptedServer::events({chatapp::failed("\"full\"")});
    QSignalSpy noticed(m_controller.get(), &ConversationController::noticed);
    m_controller->rate(last(), Feedback::Like);
    QCOMPARE((**m_services).history().extras(last()).feedback, Feedback::Like);
    settle();
    QCOMPARE(noticed.count(), 1);
    QCOMPARE((**m_services).history().extras(last()).feedback, Feedback::None);
    // It is no turn.
    QCOMPARE(texts().size(), 2);
    QCOMPARE(m_controller->messages().head(1).state, MessageState::Complete);
}

void TestLastTurn::replacedTurnComesBackWhileItsSuccessorRuns()
{
    serve(u"interface-6"_s);
    say(u"one"_s);
    m_partial = "x";
    QVERIFY(m_controller->edit(u"two"_s));
    QTRY_COMPARE(m_controller->activity(), Activity::Receiving);
    m_partial.clear();
    m_controller->bringBack();
    QVERIFY(m_server->push(
        chatapp::kData,
        line(R"({"msg":"process_completed","event_id":"e1","success":true,"output":{"data":null}})")
            + "\n\n"));
    QTRY_COMPARE(texts(), (QStringList{u"one"_s, u"one, try 1"_s}));
    settle();
    QCOMPARE(called().last(), 3);
}

void TestLastTurn::anotherMessageKeepsItAside()
{
    serve(u"blocks-6"_s);
    say(u"one"_s);
    m_controller->undo();
    settle();
    say(u"two"_s);
    m_controller->bringBack();
    settle();
    QCOMPARE(texts(), (QStringList{u"two"_s, u"two, try 2"_s}));
}

void TestLastTurn::allOfItSurvivesARestart()
{
    serve(u"interface-6"_s);
    say(u"one"_s);
    say(u"two"_s);
    m_controller->undo();
    settle();
    m_controller.reset();
    m_services->reopen();
    m_controller = std::make_unique<ConversationController>(**m_services, m_conversation);
    QCOMPARE(texts(), (QStringList{u"one"_s, u"one, try 1"_s}));
    m_controller->open();
    QTRY_COMPARE(m_controller->activity(), Activity::Ready);
    // The session is the same, and so is what it remembers.
    QVERIFY(m_controller->lastTurn().actions().offersRetry(last()));
    m_calls.clear();
    m_controller->undo();
    settle();
    QCOMPARE(called(), (QList<int>{3}));
    QCOMPARE(texts(), QStringList());
}

void TestLastTurn::aTurnThatNeverReplacedIsStillTheOne()
{
    serve(u"interface-6"_s);
    say(u"one"_s);
    m_server->answers[chatapp::kJoin] = ScriptedServer::json(R"({"detail":"gone"})", 400);
    QVERIFY(m_controller->edit(u"two"_s));
    settle();
    QCOMPARE(m_controller->messages().head(1).state, MessageState::Failed);
    m_server->answers[chatapp::kJoin] = [this](const ScriptedServer::Request &request) {
        m_calls << QJsonDocument::fromJson(request.body).object();
        return chatapp::joined();
    };
    // The server remembers the turn that was to be replaced: it is taken back first, as before.
    m_controller->retry(last());
    settle();
    QCOMPARE(called(), (QList<int>{6, 3, 6}));
    QCOMPARE(texts(), (QStringList{u"two"_s, u"two, try 2"_s}));
}

QTEST_GUILESS_MAIN(TestLastTurn)
#include "tst_lastturn.moc"
