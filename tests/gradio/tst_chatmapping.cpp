#include "gradio/chatmapping.h"
#include "gradio/configs.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace spaceline;
using namespace spaceline::gradio;

/// gradio-protocol.md §10.1, §10.2 and §10.6.
class TestChatMapping : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void realChats_data();
    void realChats();
    void findsTheChat_data();
    void findsTheChat();
    void interfaces_data();
    void interfaces();
    void passwordsAreNoMessages();
    void ownWish_data();
    void ownWish();
    void wishThatCannotBe_data();
    void wishThatCannotBe();
    void nothingToChatWith_data();
    void nothingToChatWith();
    void multimodal();
    void filesBesideABoxThatTakesThem();
    void describesItself();
    void roleNames();
};

namespace {

/// A chat as 6.x describes it: text box, State and the invisible button.
const QByteArray kChatParts = R"([{"type":"textbox"},{"type":"state"},{"type":"json"},
    {"type":"button","props":{"value":"Fake API"}},{"type":"textbox"},{"type":"textbox"}])";

ChatMapping mappingOf(const Config &config, const QString &wanted = {}, Failure *failure = nullptr,
                      const ApiInfo &info = {})
{
    return chooseMapping(config, endpointsOf(config, info), wanted, failure);
}

void verifySentence(const QString &text)
{
    QVERIFY(text.endsWith(u'.'));
    QCOMPARE(text.count(u". "_s), 0);
    QVERIFY(!text.contains(u'%'));
    QVERIFY(!text.contains(u'\n'));
}

} // namespace

void TestChatMapping::realChats_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("3.50.2") << u"/chat"_s;
    QTest::newRow("4.44.1") << u"/chat"_s;
    QTest::newRow("5.0.2") << u"/chat"_s;
    QTest::newRow("5.49.1") << u"/chat"_s;
    QTest::newRow("6.31.0") << u"/echo"_s;
}

void TestChatMapping::realChats()
{
    QFETCH(const QString, name);
    const QString version = QString::fromLatin1(QTest::currentDataTag());
    for (const ApiInfo &info : {ApiInfo(), capturedInfo(version)}) {
        Failure failure;
        const ChatMapping mapping = mappingOf(capturedConfig(version), {}, &failure, info);
        QVERIFY(mapping.isValid());
        QVERIFY(!failure);
        QCOMPARE(mapping.endpoint.name, name);
        QCOMPARE(mapping.inputs,
                 (std::vector<Role>{Role::Message, Role::State, Role::System, Role::Parameter}));
        QCOMPARE(mapping.outputs, (std::vector<Role>{Role::Reply, Role::State}));
        QCOMPARE(mapping.messageInput(), 0);
        QCOMPARE(mapping.replyOutput(), 0);
        QCOMPARE(mapping.history, ChatMapping::History::Server);
        QVERIFY(!mapping.fullValues);
        QCOMPARE(mapping.buildData(0, {u"h\u00e9llo \U0001F600"_s, {}, {}}, {}),
                 (QJsonArray{u"h\u00e9llo \U0001F600"_s, QJsonValue::Null, u"You are nice"_s, 10}));
        QVERIFY(mapping.reason.startsWith(name + u' '));
        verifySentence(mapping.reason);
    }
}

void TestChatMapping::findsTheChat_data()
{
    QTest::addColumn<QByteArray>("dependencies");
    QTest::addColumn<QString>("expected");
    const QByteArray chat
        = R"("inputs":[0,1],"outputs":[2,1],"targets":[[3,"click"]],"api_visibility":"public"})";
    const QByteArray plain = R"("inputs":[4],"outputs":[5],"api_visibility":"public"})";
    QTest::newRow("a lambda's number")
        << QByteArray(R"([{"api_name":"lambda_2",)" + chat + ']') << u"/lambda_2"_s;
    QTest::newRow("embedded, before /chat of another kind") << QByteArray(
        R"([{"api_name":"chat",)" + plain + R"(,{"api_name":"respond_2",)" + chat + ']')
                                                            << u"/respond_2"_s;
    QTest::newRow("two chats: /chat first")
        << QByteArray(R"([{"api_name":"chat_1",)" + chat + R"(,{"api_name":"chat",)" + chat + ']')
        << u"/chat"_s;
    QTest::newRow("names: chat before respond before predict before generate before others")
        << QByteArray(R"([{"api_name":"x",)" + plain + R"(,{"api_name":"generate",)" + plain
                      + R"(,{"api_name":"predict",)" + plain + R"(,{"api_name":"respond",)" + plain
                      + R"(,{"api_name":"chat",)" + plain + ']')
        << u"/chat"_s;
    QTest::newRow("named before unnamed")
        << QByteArray(R"([{"api_name":null,)" + plain + R"(,{"api_name":"x",)" + plain + ']')
        << u"/x"_s;
    QTest::newRow("unnamed if there is nothing else")
        << QByteArray(R"([{"api_name":null,)" + plain + ']') << u"#0"_s;
    QTest::newRow("chores last") << QByteArray(R"([{"api_name":"retry",)" + plain
                                               + R"(,{"api_name":"b",)" + plain + ']')
                                 << u"/b"_s;
    QTest::newRow("what starts by itself last")
        << R"([{"api_name":"a","inputs":[4],"outputs":[5],"targets":[[4,"change"]]},
               {"api_name":"b","inputs":[4],"outputs":[5],"targets":[[4,"submit"]]}])"_ba
        << u"/b"_s;
    QTest::newRow("what is shown before what is not") << QByteArray(
        R"([{"api_name":"chat","inputs":[4],"outputs":[5],"api_visibility":"undocumented"},
                   {"api_name":"b",)"
        + plain + ']') << u"/b"_s;
    QTest::newRow("the first of equals")
        << QByteArray(R"([{"api_name":"a",)" + plain + R"(,{"api_name":"b",)" + plain + ']')
        << u"/a"_s;
    QTest::newRow("not what the author switched off, 6.12")
        << QByteArray(R"([{"api_name":"False",)" + plain + R"(,{"api_name":"b",)" + plain + ']')
        << u"/b"_s;
    QTest::newRow("what needs nothing else before a better name") << QByteArray(
        R"([{"api_name":"chat","inputs":[0,4],"outputs":[5]},{"api_name":"b",)" + plain + ']')
                                                                  << u"/b"_s;
    QTest::newRow("what is left empty before nothing at all")
        << R"([{"api_name":"b","inputs":[0,4],"outputs":[5]}])"_ba << u"/b"_s;
    QTest::newRow("what needs nothing else before a message that comes second") << QByteArray(
        R"([{"api_name":"chat","inputs":[2,4],"outputs":[5]},{"api_name":"b",)" + plain + ']')
                                                                                << u"/b"_s;
}

void TestChatMapping::findsTheChat()
{
    QFETCH(const QByteArray, dependencies);
    QFETCH(const QString, expected);
    const ChatMapping mapping = mappingOf(writtenConfig(kChatParts, dependencies));
    QCOMPARE(mapping.endpoint.name, expected);
    verifySentence(mapping.reason);
}

void TestChatMapping::interfaces_data()
{
    QTest::addColumn<QByteArray>("components");
    QTest::addColumn<QByteArray>("dependency");
    QTest::addColumn<QList<int>>("roles");
    QTest::addColumn<QByteArray>("data");
    const auto list = [](std::initializer_list<Role> roles) {
        QList<int> result;
        for (const Role role : roles)
            result += int(role);
        return result;
    };
    QTest::newRow("text to text")
        << R"([{"type":"textbox"},{"type":"textbox"}])"_ba
        << R"({"api_name":"greet","inputs":[0],"outputs":[1],"api_visibility":"public"})"_ba
        << list({Role::Message, Role::Reply}) << R"(["hi"])"_ba;
    QTest::newRow("with parameters")
        << R"([{"type":"textbox"},{"type":"slider","props":{"value":3,"minimum":1}},
               {"type":"dropdown","props":{"choices":[["A","a"],["B","b"]],"value":"b"}},
               {"type":"checkbox"},{"type":"textbox"}])"_ba
        << R"({"api_name":"predict","inputs":[0,1,2,3],"outputs":[4]})"_ba
        << list({Role::Message, Role::Parameter, Role::Parameter, Role::Parameter, Role::Reply})
        << R"(["hi",3,"b",false])"_ba;
    QTest::newRow("State first, answer behind a picture")
        << R"([{"type":"state"},{"type":"textbox"},{"type":"image"},{"type":"markdown"}])"_ba
        << R"({"api_name":"f","inputs":[0,1],"outputs":[2,0,3]})"_ba
        << list({Role::State, Role::Message, Role::Aside, Role::State, Role::Reply})
        << R"([null,"hi"])"_ba;
    QTest::newRow("two chats side by side")
        << R"([{"type":"textbox"},{"type":"chatbot"},{"type":"chatbot"}])"_ba
        << R"({"api_name":"f","inputs":[0,1,2],"outputs":[0,1,2]})"_ba
        << list({Role::Message, Role::History, Role::History, Role::Echo, Role::Reply, Role::Aside})
        << R"(["hi",[],[]])"_ba;
    QTest::newRow("what people look at beside the answer")
        << R"([{"type":"textbox"},{"type":"slider"},{"type":"number"},{"type":"chatbot"},
               {"type":"json"},{"type":"dataframe"},{"type":"file"},{"type":"label"}])"_ba
        << R"({"api_name":"f","inputs":[0,1],"outputs":[2,3,4,5,6,7]})"_ba
        << list({Role::Message, Role::Parameter, Role::Aside, Role::Reply, Role::Aside, Role::Aside,
                 Role::Aside, Role::Aside})
        << R"(["hi",0])"_ba;
    QTest::newRow("what people use beside the answer")
        << R"([{"type":"textbox"},{"type":"slider"},{"type":"textbox"},{"type":"dropdown"},
               {"type":"slider"},{"type":"button"},{"type":"uploadbutton"},{"type":"antdtabs"},
               {"type":"chatbot"},{"type":"checkbox"}])"_ba
        << R"({"api_name":"f","inputs":[0,1],"outputs":[2,0,1,3,4,5,6,7,8,9]})"_ba
        << list({Role::Message, Role::Parameter, Role::Aside, Role::Echo, Role::Echo, Role::Ignored,
                 Role::Ignored, Role::Ignored, Role::Ignored, Role::Ignored, Role::Reply,
                 Role::Ignored})
        << R"(["hi",0])"_ba;
    QTest::newRow("the emptied message box is no answer")
        << R"([{"type":"textbox"},{"type":"chatbot","props":{"value":[]}}])"_ba
        << R"({"api_name":"respond","inputs":[0,1],"outputs":[0,1]})"_ba
        << list({Role::Message, Role::History, Role::Echo, Role::Reply}) << R"(["hi",[]])"_ba;
    QTest::newRow("nor is it before a picture")
        << R"([{"type":"textbox"},{"type":"image"}])"_ba
        << R"({"api_name":"draw","inputs":[0],"outputs":[0,1]})"_ba
        << list({Role::Message, Role::Echo, Role::Reply}) << R"(["hi"])"_ba;
    QTest::newRow("unless there is nothing else")
        << R"([{"type":"textbox"},{"type":"state"}])"_ba
        << R"({"api_name":"shout","inputs":[0],"outputs":[0]})"_ba
        << list({Role::Message, Role::Reply}) << R"(["hi"])"_ba;
    QTest::newRow("a picture is an answer too")
        << R"([{"type":"textbox"},{"type":"image"}])"_ba
        << R"({"api_name":"draw","inputs":[0],"outputs":[1]})"_ba
        << list({Role::Message, Role::Reply}) << R"(["hi"])"_ba;
}

void TestChatMapping::interfaces()
{
    QFETCH(const QByteArray, components);
    QFETCH(const QByteArray, dependency);
    QFETCH(const QList<int>, roles);
    QFETCH(const QByteArray, data);
    const QByteArray dependencies = '[' + dependency + ']';
    const ChatMapping mapping
        = mappingOf(writtenConfig(components, dependencies, "6.31.0", "interface"));
    QVERIFY(mapping.isValid());
    QList<int> found;
    for (const Role role : mapping.inputs)
        found += int(role);
    for (const Role role : mapping.outputs)
        found += int(role);
    QCOMPARE(found, roles);
    QCOMPARE(
        QJsonDocument(mapping.buildData(0, {u"hi"_s, {}, {}}, {})).toJson(QJsonDocument::Compact),
        data);
    verifySentence(mapping.reason);
    // A State that goes in and comes out is the server's memory.
    const bool remembers = found.count(int(Role::State)) == 2;
    const bool isTold = found.contains(int(Role::History));
    QCOMPARE(mapping.history,
             remembers    ? ChatMapping::History::Server
                 : isTold ? ChatMapping::History::Client
                          : ChatMapping::History::None);
    QCOMPARE(mapping.reason.contains(u"remembers nothing"_s), !remembers && !isTold);
}

void TestChatMapping::passwordsAreNoMessages()
{
    const Config config = writtenConfig(
        R"([{"type":"textbox","props":{"type":"password"}},{"type":"textbox"},{"type":"textbox"}])",
        R"([{"api_name":"login","inputs":[0],"outputs":[2]},
            {"api_name":"chat","inputs":[0,1],"outputs":[2]},
            {"api_name":"say","inputs":[1,0],"outputs":[2]}])");
    const ChatMapping mapping = mappingOf(config);
    QCOMPARE(mapping.endpoint.name, u"/chat"_s);
    QCOMPARE(mapping.buildData(0, {u"hi"_s, {}, {}}, {}), (QJsonArray{QString(), u"hi"_s}));
}

void TestChatMapping::ownWish_data()
{
    QTest::addColumn<QString>("wanted");
    QTest::addColumn<QString>("expected");
    QTest::newRow("with slash") << u"/b"_s << u"/b"_s;
    QTest::newRow("without") << u"b"_s << u"/b"_s;
    QTest::newRow("by number") << u"#1"_s << u"/b"_s;
    QTest::newRow("unnamed") << u"#2"_s << u"#2"_s;
    QTest::newRow("private") << u"/hidden"_s << u"/hidden"_s;
    QTest::newRow("undocumented") << u"/shy"_s << u"/shy"_s;
    QTest::newRow("the chat itself") << u"chat"_s << u"/chat"_s;
}

void TestChatMapping::ownWish()
{
    QFETCH(const QString, wanted);
    QFETCH(const QString, expected);
    const Config config = writtenConfig(
        kChatParts,
        R"([{"api_name":"chat","inputs":[0,1],"outputs":[2,1],"targets":[[3,"click"]]},
            {"api_name":"b","inputs":[4],"outputs":[5]},
            {"api_name":null,"inputs":[4],"outputs":[5]},
            {"api_name":"hidden","inputs":[4],"outputs":[5],"api_visibility":"private"},
            {"api_name":"shy","inputs":[4],"outputs":[5],"api_visibility":"undocumented"}])");
    Failure failure;
    const ChatMapping mapping = mappingOf(config, wanted, &failure);
    QVERIFY(!failure);
    QCOMPARE(mapping.endpoint.name, expected);
    QVERIFY(mapping.reason.contains(u"chosen by you"_s));
    verifySentence(mapping.reason);
    QCOMPARE(mapping.history,
             expected == u"/chat" ? ChatMapping::History::Server : ChatMapping::History::None);
}

void TestChatMapping::wishThatCannotBe_data()
{
    QTest::addColumn<QString>("wanted");
    QTest::addColumn<QStringList>("said");
    QTest::newRow("unknown") << u"/nope"_s << QStringList{u"/nope"_s, u"/a, /silent."_s};
    QTest::newRow("unknown number") << u"#9"_s << QStringList{u"#9"_s, u"/a, /silent."_s};
    QTest::newRow("no text goes in") << u"/amount"_s << QStringList{u"/amount takes no text"_s};
    QTest::newRow("no answer") << u"/silent"_s << QStringList{u"/silent"_s, u"gives no answer"_s};
}

void TestChatMapping::wishThatCannotBe()
{
    QFETCH(const QString, wanted);
    QFETCH(const QStringList, said);
    const Config config
        = writtenConfig(R"([{"type":"textbox"},{"type":"slider"},{"type":"state"}])",
                        R"([{"api_name":"a","inputs":[0],"outputs":[0]},
            {"api_name":"amount","inputs":[1],"outputs":[0],"api_visibility":"undocumented"},
            {"api_name":"silent","inputs":[0],"outputs":[2]}])");
    Failure failure;
    QVERIFY(!mappingOf(config, wanted, &failure).isValid());
    QCOMPARE(failure.kind, Failure::Kind::Endpoint);
    for (const QString &part : said)
        QVERIFY2(failure.said.contains(part), qPrintable(failure.said));
    verifySentence(failure.said);
    QVERIFY(!mappingOf(config, wanted).isValid());
}

void TestChatMapping::nothingToChatWith_data()
{
    QTest::addColumn<QByteArray>("components");
    QTest::addColumn<QByteArray>("dependencies");
    QTest::addColumn<QString>("said");
    const QByteArray parts
        = R"([{"type":"image"},{"type":"textbox"},{"type":"button","props":{"value":"Fake API"}},
              {"type":"textbox","props":{"type":"password"}},{"type":"state"}])";
    QTest::newRow("no functions") << parts << "[]"_ba << u"switched the API off"_s;
    // One alone would be called.
    QTest::newRow("a picture goes in, in two places")
        << parts << R"([{"api_name":"classify","inputs":[0],"outputs":[1]},
               {"api_name":"describe","inputs":[0],"outputs":[1]}])"_ba
        << u"/classify"_s;
    QTest::newRow("nothing comes out")
        << parts << R"([{"api_name":"send","inputs":[1],"outputs":[4]}])"_ba << u"/send"_s;
    QTest::newRow("only a password")
        << parts << R"([{"api_name":"login","inputs":[3],"outputs":[1]}])"_ba << u"/login"_s;
    QTest::newRow("all private")
        << parts << R"([{"api_name":"x","inputs":[1],"outputs":[1],"api_visibility":"private"}])"_ba
        << u"switched the API off"_s;
    QTest::newRow("all switched off in 5")
        << parts << R"([{"api_name":false,"inputs":[1],"outputs":[1]}])"_ba
        << u"switched the API off"_s;
    QTest::newRow("a chat that the author switched off")
        << kChatParts
        << R"([{"api_name":false,"inputs":[0,1],"outputs":[2,1],"targets":[[3,"click"]]}])"_ba
        << u"switched the API off"_s;
    QTest::newRow("JavaScript only")
        << parts << R"([{"api_name":"x","inputs":[1],"outputs":[1],"backend_fn":false}])"_ba
        << u"switched the API off"_s;
}

void TestChatMapping::nothingToChatWith()
{
    QFETCH(const QByteArray, components);
    QFETCH(const QByteArray, dependencies);
    QFETCH(const QString, said);
    Failure failure;
    QVERIFY(!mappingOf(writtenConfig(components, dependencies), {}, &failure).isValid());
    QCOMPARE(failure.kind, Failure::Kind::Endpoint);
    QVERIFY2(failure.said.contains(said), qPrintable(failure.said));
    verifySentence(failure.said);
}

void TestChatMapping::multimodal()
{
    QByteArray parts = kChatParts;
    parts.replace(R"([{"type":"textbox"},{"type":"state"})",
                  R"([{"type":"multimodaltextbox"},{"type":"state"})");
    const Config config = writtenConfig(
        parts, R"([{"api_name":"chat","inputs":[0,1],"outputs":[2,1],"targets":[[3,"click"]]}])");
    const QJsonArray data = mappingOf(config).buildData(0, {u"What is this?"_s, {}, {}}, {});
    QCOMPARE(QJsonDocument(data).toJson(QJsonDocument::Compact),
             R"([{"files":[],"text":"What is this?"},null])"_ba);
}

void TestChatMapping::filesBesideABoxThatTakesThem()
{
    const auto roles = [](const QByteArray &box) {
        const Config config = writtenConfig(
            R"([{"type":")" + box + R"("},{"type":"state"},{"type":"json"},
               {"type":"file","props":{"label":"Knowledge"}},
               {"type":"image","props":{"label":"Reference picture"}}])",
            R"([{"api_name":"chat","inputs":[0,1,3,4],"outputs":[2,1],"targets":[[0,"submit"]]}])");
        return mappingOf(config);
    };
    const ChatMapping mapping = roles("multimodaltextbox");
    QCOMPARE(mapping.inputs,
             (std::vector<Role>{Role::Message, Role::State, Role::Parameter, Role::Parameter}));
    const QJsonValue given = QJsonObject{{"path"_L1, u"/tmp/g/k.txt"_s}};
    const QJsonArray attached{QJsonObject{{"path"_L1, u"/tmp/g/a.png"_s}}};
    const QString key = mapping.endpoint.inputs[2].key();
    const QJsonArray data = mapping.buildData(0, {u"hi"_s, attached, {{key, given}}}, {});
    QCOMPARE(data.at(0).toObject().value("files"_L1).toArray(), attached);
    QCOMPARE(data.at(2), given);
    QCOMPARE(data.at(3), QJsonValue());
    QCOMPARE(roles("textbox").inputs,
             (std::vector<Role>{Role::Message, Role::State, Role::File, Role::File}));
}

void TestChatMapping::describesItself()
{
    const QJsonObject json = mappingOf(capturedConfig(u"6.31.0"_s)).toJson();
    QCOMPARE(json.value("endpoint"_L1).toString(), u"/echo"_s);
    QCOMPARE(json.value("inputs"_L1).toArray(),
             (QJsonArray{u"message"_s, u"state"_s, u"system"_s, u"parameter"_s}));
    QCOMPARE(json.value("outputs"_L1).toArray(), (QJsonArray{u"reply"_s, u"state"_s}));
    QCOMPARE(json.value("then"_L1).toArray(), QJsonArray());
    QCOMPARE(json.value("history"_L1).toString(), u"server"_s);
    QVERIFY(!json.value("reason"_L1).toString().isEmpty());
}

void TestChatMapping::roleNames()
{
    QStringList names;
    for (int role = int(Role::Message); role <= int(Role::Ignored); ++role)
        names += nameOf(Role(role));
    QCOMPARE(names.join(u' '),
             u"message history state system file parameter reply echo aside ignored"_s);
}

QTEST_GUILESS_MAIN(TestChatMapping)
#include "tst_chatmapping.moc"
