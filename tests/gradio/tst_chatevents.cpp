#include "gradio/chatevents.h"
#include "gradio/configs.h"
#include "gradio/json.h"
#include "gradio/mappingbuilder.h"
#include "gradio/mappingchoice.h"

#include <QFile>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace spaceline;
using namespace spaceline::gradio;

/// gradio-protocol.md §10.5, with the configs of real servers (tests/real/apps).
class TestChatEvents : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void offers_data();
    void offers();
    void turns_data();
    void turns();
    void greetingsAndFilesAreNoTurns();
    void eventData_data();
    void eventData();
    void changedChats_data();
    void changedChats();
    void anEventBringsNoMessage();
    void parametersAreThoseOfTheTurn();
    void otherMemoryIsNotOffered();
};

namespace {

struct App {
    Config config;
    std::vector<Endpoint> endpoints;
    ChatMapping mapping;
    ChatEvents events;
};

App appOf(const Config &config, const MappingChoice &choice = {})
{
    App app;
    app.config = config;
    app.endpoints = endpointsOf(config, {});
    app.mapping = chooseMapping(config, app.endpoints, {}, choice, nullptr);
    app.events = chatEventsOf(config, app.endpoints, app.mapping);
    return app;
}

Config stored(const QString &name)
{
    QFile file(QStringLiteral(SPACELINE_TEST_DATA "/chatevents/") + name + u".json"_s);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return Config::parse(
        toJson(QJsonDocument::fromJson(file.readAll()).object().value("config"_L1)));
}

/// The functions of a mapping, by number.
QList<int> steps(const ChatMapping &mapping)
{
    QList<int> result;
    for (int step = 0; step < mapping.stepCount() && mapping.isValid(); ++step)
        result << mapping.stepEndpoint(step).fnIndex;
    return result;
}

QJsonArray array(const QByteArray &json) { return QJsonDocument::fromJson(json).array(); }

/// "one", a file and "two", answered in one and in two messages.
QJsonArray chatIn(HistoryFormat format)
{
    switch (format) {
    case HistoryFormat::Pairs:
        return array(R"([["one","first"],[{"file":{"path":"f"}},null],["two","second"],
            [null,"third"]])");
    case HistoryFormat::Messages:
        return array(R"([{"role":"user","content":"one"},{"role":"assistant","content":"first"},
            {"role":"user","content":{"file":{"path":"f"}}},{"role":"user","content":"two"},
            {"role":"assistant","content":"second"},{"role":"assistant","content":"third"}])");
    case HistoryFormat::Parts:
        return array(R"([{"role":"user","content":[{"type":"text","text":"one"}]},
            {"role":"assistant","content":[{"type":"text","text":"first"}]},
            {"role":"user","content":[{"type":"file","file":{"path":"f"}},
                {"type":"text","text":"two"}]},
            {"role":"assistant","content":[{"type":"text","text":"second"}]},
            {"role":"assistant","content":[{"type":"text","text":"third"}]}])");
    }
    return {};
}

} // namespace

Q_DECLARE_METATYPE(HistoryFormat)
Q_DECLARE_METATYPE(Version)

void TestChatEvents::offers_data()
{
    QTest::addColumn<QList<int>>("like");
    QTest::addColumn<QList<int>>("retry");
    QTest::addColumn<QList<int>>("undo");
    QTest::addColumn<QList<int>>("edit");
    QTest::addColumn<QList<int>>("remember");
    using L = QList<int>;
    // Its retry and undo work on the page's chat, the endpoint for callers on a State.
    QTest::newRow("interface-4") << L{19} << L{} << L{} << L{} << L{};
    QTest::newRow("interface-5") << L{34} << L{7, 10, 11} << L{21, 22} << L{30, 31, 32} << L{3};
    QTest::newRow("interface-6") << L{36} << L{7, 10, 11} << L{20, 21} << L{29, 32, 33} << L{3};
    QTest::newRow("blocks-5") << L{2} << L{3} << L{4} << L{5, 6} << L{};
    QTest::newRow("blocks-6") << L{2} << L{3} << L{4} << L{5, 6} << L{};
}

void TestChatEvents::offers()
{
    const App app = appOf(stored(QString::fromLatin1(QTest::currentDataTag())));
    QVERIFY(app.mapping.isValid());
    QTEST(steps(app.events.like), "like");
    QTEST(steps(app.events.retry), "retry");
    QTEST(steps(app.events.undo), "undo");
    QTEST(steps(app.events.edit), "edit");
    QTEST(steps(app.events.remember), "remember");
    QCOMPARE(app.events.offersLike, app.events.like.isValid());
    QCOMPARE(app.events.offersDislike, app.events.like.isValid());
    QCOMPARE(app.events.canWithdraw, app.config.version() >= (Version{5, 0, 0}));
    for (const ChatMapping *event : {&app.events.retry, &app.events.edit}) {
        if (event->isValid())
            QCOMPARE(event->stepEndpoint(event->replyStep())
                         .outputs[size_t(event->replyOutput())]
                         .component,
                     app.events.chatbot);
    }
    for (const ChatMapping *event : {&app.events.like, &app.events.undo, &app.events.remember})
        QCOMPARE(event->replyOutput(), -1);
}

void TestChatEvents::turns_data()
{
    QTest::addColumn<HistoryFormat>("format");
    QTest::newRow("pairs") << HistoryFormat::Pairs;
    QTest::newRow("messages") << HistoryFormat::Messages;
    QTest::newRow("parts") << HistoryFormat::Parts;
}

void TestChatEvents::turns()
{
    QFETCH(const HistoryFormat, format);
    const ChatTurns turns(chatIn(format), format);
    QCOMPARE(turns.count(), 2);
    QCOMPARE(turns.prompt(0), u"two"_s);
    QCOMPARE(turns.prompt(1), u"one"_s);
    QVERIFY(turns.isAnswered(0) && turns.isAnswered(1));
    const QJsonArray shorter = turns.withoutLast();
    QCOMPARE(ChatTurns(shorter, format).count(), 1);
    QCOMPARE(shorter.first(), chatIn(format).first());
    QCOMPARE(ChatTurns(shorter, format).withoutLast(), QJsonArray());
    QCOMPARE(ChatTurns(QJsonValue(), format).count(), 0);
    QCOMPARE(ChatTurns(QJsonValue(), format).withoutLast(), QJsonArray());
    QCOMPARE(ChatTurns(QJsonValue(), format).withLastPrompt(u"x"_s), QJsonArray());
}

void TestChatEvents::greetingsAndFilesAreNoTurns()
{
    const ChatTurns turns(array(R"([{"role":"system","content":"be kind"},
        {"role":"assistant","content":"Welcome"},
        {"role":"user","content":"hi"}])"),
                          HistoryFormat::Messages);
    QCOMPARE(turns.count(), 1);
    QVERIFY(!turns.isAnswered(0));
    QCOMPARE(turns.withoutLast().size(), 2);
    QCOMPARE(ChatTurns(array(R"([[null,"Welcome"]])"), HistoryFormat::Pairs).count(), 0);
}

void TestChatEvents::eventData_data()
{
    QTest::addColumn<HistoryFormat>("format");
    QTest::addColumn<Version>("version");
    QTest::addColumn<QByteArray>("liked"); ///< the last reply
    QTest::addColumn<QByteArray>("disliked"); ///< the first one
    QTest::addColumn<QByteArray>("prompt");
    QTest::addColumn<QByteArray>("edited");
    QTest::newRow("pairs of 4.44")
        << HistoryFormat::Pairs << Version{4, 44, 1}
        << QByteArray(R"({"index":[3,1],"value":"third","liked":true})")
        << QByteArray(R"({"index":[0,1],"value":"first","liked":false})")
        << QByteArray(R"({"index":[2,0],"value":"two"})")
        << QByteArray(R"({"index":[2,0],"value":"new","previous_value":"two"})");
    QTest::newRow("messages of 4.44")
        << HistoryFormat::Messages << Version{4, 44, 1}
        << QByteArray(R"({"index":[4,5],"value":["second","third"],"liked":true})")
        << QByteArray(R"({"index":[1,1],"value":["first"],"liked":false})")
        << QByteArray(R"({"index":3,"value":"two"})")
        << QByteArray(R"({"index":3,"value":"new","previous_value":"two"})");
    QTest::newRow("messages of 5.49")
        << HistoryFormat::Messages << Version{5, 49, 1}
        << QByteArray(R"({"index":4,"value":["second","third"],"liked":true})")
        << QByteArray(R"({"index":1,"value":["first"],"liked":false})")
        << QByteArray(R"({"index":3,"value":"two"})")
        << QByteArray(R"({"index":3,"value":"new","previous_value":"two"})");
    QTest::newRow("parts of 6.31")
        << HistoryFormat::Parts << Version{6, 31, 0}
        << QByteArray(R"({"index":3,"value":["second","third"],"liked":true})")
        << QByteArray(R"({"index":1,"value":["first"],"liked":false})")
        << QByteArray(R"({"index":2,"value":"two"})")
        << QByteArray(R"({"index":2,"value":"new","previous_value":"two"})");
}

void TestChatEvents::eventData()
{
    QFETCH(const HistoryFormat, format);
    QFETCH(const QByteArray, liked);
    QFETCH(const QByteArray, disliked);
    QFETCH(const QByteArray, prompt);
    QFETCH(const QByteArray, edited);
    ChatEvents events;
    events.format = format;
    QFETCH(const Version, version);
    events.version = version;
    const auto object
        = [](const QByteArray &json) { return QJsonDocument::fromJson(json).object(); };
    const ChatTurns turns(chatIn(format), format);
    QCOMPARE(events.likeData(turns, 0, Feedback::Like).toObject(), object(liked));
    QCOMPARE(events.likeData(turns, 1, Feedback::Dislike).toObject(), object(disliked));
    QCOMPARE(events.likeData(turns, 0, Feedback::None).toObject().value("liked"_L1),
             QJsonValue(QString()));
    QCOMPARE(ChatEvents::promptData(turns).toObject(), object(prompt));
    QCOMPARE(ChatEvents::editData(turns, u"new"_s).toObject(), object(edited));
}

void TestChatEvents::changedChats_data() { turns_data(); }

void TestChatEvents::changedChats()
{
    QFETCH(const HistoryFormat, format);
    const QJsonArray changed = ChatTurns(chatIn(format), format).withLastPrompt(u"new"_s);
    const ChatTurns turns(changed, format);
    QCOMPARE(turns.count(), 2);
    QCOMPARE(turns.prompt(0), u"new"_s);
    // The file beside the words stays, and so does all the rest.
    QCOMPARE(toJson(changed), toJson(chatIn(format)).replace("two", "new"));
}

void TestChatEvents::anEventBringsNoMessage()
{
    const App app = appOf(stored(u"blocks-6"_s));
    const QJsonArray chat = chatIn(HistoryFormat::Parts);
    const PageValues page{{app.events.chatbot, chat}};
    QCOMPARE(app.events.retry.buildData(0, {u"not this"_s, {}, {}}, page), (QJsonArray{chat}));
    PageValues after = page;
    app.events.retry.endTurn({u"nor this"_s, {}, {}}, {QJsonArray()}, after);
    QCOMPARE(after, page);
}

void TestChatEvents::parametersAreThoseOfTheTurn()
{
    const App app = appOf(stored(u"interface-6"_s));
    const std::vector<Parameter> parameters = app.mapping.parameters();
    QCOMPARE(parameters.size(), size_t(1));
    const QJsonObject values{{parameters[0].key(), u"wild"_s}};
    QCOMPARE(app.events.retry.buildData(1, {{}, {}, values}, {}),
             (QJsonArray{QJsonValue::Null, QJsonValue::Null, u"wild"_s}));
    // What is taken back first, and then asked, is one turn with one answer.
    const ChatMapping both = inFrontOf(app.events.remember, app.mapping);
    QCOMPARE(steps(both), steps(app.events.remember) + steps(app.mapping));
    QCOMPARE(both.replyStep(), app.mapping.replyStep() + 1);
    QCOMPARE(both.buildData(1, {u"hi"_s, {}, values}, {}),
             app.mapping.buildData(0, {u"hi"_s, {}, values}, {}));
    QVERIFY(both.asks);
}

void TestChatEvents::otherMemoryIsNotOffered()
{
    // The turns are remembered in State 2; this retry knows only of the chat.
    const QByteArray components = R"([{"type":"textbox"},{"type":"chatbot"},{"type":"state"}])";
    const QByteArray turn = R"({"id":0,"targets":[[0,"submit"]],"inputs":[0,2],"outputs":[1,2],
        "api_name":"respond"},)";
    const QByteArray chatOnly = R"({"id":1,"targets":[[1,"retry"]],"inputs":[1],"outputs":[1],
        "api_name":"again"})";
    const QByteArray both = R"({"id":1,"targets":[[1,"retry"]],"inputs":[1,2],"outputs":[1,2],
        "api_name":"again"})";
    QVERIFY(!appOf(writtenConfig(components, '[' + turn + chatOnly + ']')).events.retry.isValid());
    QVERIFY(appOf(writtenConfig(components, '[' + turn + both + ']')).events.retry.isValid());
}

QTEST_GUILESS_MAIN(TestChatEvents)
#include "tst_chatevents.moc"
