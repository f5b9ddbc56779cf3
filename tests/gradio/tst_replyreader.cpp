#include "gradio/json.h"
#include "gradio/replyreader.h"
#include "support/capture.h"
#include <QJsonObject>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace spaceline;
using namespace spaceline::gradio;

/// gradio-protocol.md §10.3 and §10.4: the answer, in whatever form it comes.
class TestReplyReader : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void texts_data();
    void texts();
    void codeBlocks_data();
    void codeBlocks();
    void tables();
    void labels();
    void files_data();
    void files();
    void thoughts();
    void options();
    void updates();
    void readsTheMappedOutput();
    void chatbots_data();
    void chatbots();
    void chatbotsOfRealServers_data();
    void chatbotsOfRealServers();
    void noReply_data();
    void noReply();
    void hostile_data();
    void hostile();
};

namespace {

Reply read(const QByteArray &json) { return readReplyValue(parseJsonValue(json)); }

/// A mapping whose reply is the output number \p output, a component of type \p type.
ChatMapping mappingTo(int output, const QString &type = u"json"_s)
{
    ChatMapping mapping;
    mapping.endpoint.fnIndex = 0;
    mapping.outputs.assign(size_t(output), Role::Ignored);
    mapping.outputs.push_back(Role::Reply);
    mapping.endpoint.outputs.resize(size_t(output) + 1);
    mapping.endpoint.outputs.back().type = type;
    return mapping;
}

PartialData holding(const QByteArray &json)
{
    PartialData data;
    data.setFull(QJsonDocument::fromJson(json).array());
    return data;
}

constexpr auto kFile
    = R"({"path":"/tmp/a b.png","url":"http://h/file=/tmp/a b.png","size":7,"orig_name":"a b.png","mime_type":"image/png","is_stream":false,"meta":{"_type":"gradio.FileData"}})";

} // namespace

void TestReplyReader::texts_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QByteArray>("text");
    const auto row = [](const char *name, const QByteArray &json, const QByteArray &text) {
        QTest::newRow(name) << json << text;
    };
    row("a text", R"("**Hi** \ud83d\ude00")", "**Hi** \xF0\x9F\x98\x80");
    row("nothing", "null", "");
    row("an empty text", R"("")", "");
    row("blanks are kept", R"("\n a \n")", "\n a \n");
    row("a number", "42", "42");
    row("a fraction", "0.5", "0.5");
    row("true", "true", "true");
    row("a message, 5.x", R"({"role":"assistant","content":"Hi"})", "Hi");
    row("a message with everything empty",
        R"({"role":"assistant","content":"Hi","metadata":null,"options":[]})", "Hi");
    row("a message of 5.0", R"({"role":"assistant","content":"Hi","metadata":{"title":null}})",
        "Hi");
    row("a message, 6.x", R"({"role":"assistant","metadata":{},"options":null,
        "content":[{"type":"text","text":"Hi"},{"type":"text","text":"there"}]})",
        "Hi\n\nthere");
    row("content without a type", R"({"role":"assistant","content":["Hi","there"]})",
        "Hi\n\nthere");
    row("content nothing", R"({"role":"assistant","content":null})", "");
    row("several messages",
        R"(["one",{"role":"assistant","content":"two"},{"role":"assistant","content":[{"type":"text","text":"three"}]}])",
        "one\n\ntwo\n\nthree");
    row("others' messages are not the answer",
        R"([{"role":"user","content":"question"},{"role":"system","content":"be nice"},
            {"role":"assistant","content":"answer"}])",
        "answer");
    row("an unknown role is", R"({"role":"tool","content":"result"})", "result");
    row("several texts", R"(["one","","two"])", "one\n\ntwo");
    row("a component with a text", R"({"role":"assistant","content":[
        {"type":"component","component":"html","value":"<b>x</b>","props":{}}]})",
        "<b>x</b>");
    row("a component, 5.x",
        R"({"role":"assistant","content":{"component":"markdown","value":"x","props":{}}})", "x");
    row("a component inside a component", R"({"role":"assistant","content":
        {"component":"json","value":{"text":"a","files":[]}}})",
        "a");
    row("multimodal", R"({"text":"Hi","files":[]})", "Hi");
}

void TestReplyReader::texts()
{
    QFETCH(const QByteArray, json);
    QFETCH(const QByteArray, text);
    Reply expected;
    expected.text = text;
    QCOMPARE(read(json), expected);
}

void TestReplyReader::codeBlocks_data()
{
    QTest::addColumn<QByteArray>("json");
    for (const char *json :
         {R"({"a":1})", R"([1,2])", "[]", "{}", R"([["a","b"],["c","d"]])", R"(["a",["b"]])",
          R"({"headers":[],"data":[]})", R"({"label":"x"})", R"({"path":7})",
          R"({"path":"/x","weight":3})", R"({"role":7,"content":"x"})"})
        QTest::newRow(json) << QByteArray(json);
}

void TestReplyReader::codeBlocks()
{
    QFETCH(const QByteArray, json);
    const Reply reply = read(json);
    QVERIFY(reply.text.startsWith("```json\n"));
    QVERIFY(reply.text.endsWith("\n```"));
    const QByteArray inside = reply.text.mid(8).chopped(4);
    QCOMPARE(parseJsonValue(inside), parseJsonValue(json));
    QVERIFY(reply.files.empty());
}

void TestReplyReader::tables()
{
    QCOMPARE(
        read(R"({"headers":["a","b|c",3],"data":[["x\ny",1.5,null],[true,[1],{"k":2}],["short"]],
                      "metadata":null})")
            .text,
        "| a | b\\|c | 3 |\n| --- | --- | --- |\n| x y | 1.5 |  |\n| true | [1] | "
        "{\"k\":2} |\n| short |"_ba);
}

void TestReplyReader::labels()
{
    QCOMPARE(read(R"({"label":"cat","confidences":[{"label":"cat","confidence":0.875},
                      {"label":"dog","confidence":0.125}]})")
                 .text,
             "**cat**\n- cat: 87.5 %\n- dog: 12.5 %"_ba);
    QCOMPARE(read(R"({"label":"cat","confidences":null})").text, "**cat**"_ba);
}

void TestReplyReader::files_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("count");
    const QByteArray file = kFile;
    const auto row
        = [](const char *name, const QByteArray &json, int count = 1, const QByteArray &text = {}) {
              QTest::newRow(name) << json << text << count;
          };
    row("a file", file);
    row("several", '[' + file + ',' + file + ']', 2);
    row("in a message, 6.x",
        R"({"role":"assistant","content":[{"type":"text","text":"see"},{"type":"file","file":)"
            + file + R"(,"alt_text":null}]})",
        1, "see");
    row("in a message, 5.x",
        R"({"role":"assistant","content":{"file":)" + file + R"(,"alt_text":null}})");
    row("as content", R"({"role":"assistant","content":)" + file + '}');
    row("between texts", R"(["a",)" + file + R"(,"b"])", 1, "a\n\nb");
    row("a component of images",
        R"({"role":"assistant","content":[{"type":"component","component":"image","value":)" + file
            + R"(,"props":{}}]})");
    row("a component with a list of files",
        R"({"role":"assistant","content":[{"component":"file","value":[)" + file + ',' + file
            + "]}]}",
        2);
    row("multimodal", R"({"text":"see","files":[)" + file + "]}", 1, "see");
    row("a film, up to 5.x", R"({"video":)" + file + R"(,"subtitles":null})");
    row("a gallery",
        R"([{"image":)" + file + R"(,"caption":"one"},{"video":)" + file + R"(,"caption":null}])",
        2, "one");
    row("an edited image",
        R"({"background":)" + file + R"(,"layers":[],"composite":)" + file + '}');
    row("a component that came as an update among others",
        R"(["a",{"__type__":"update","value":)" + file + "},null]", 1, "a");
    row("files that are none", R"({"text":"see","files":["x",null,{"a":1},)" + file + "]}", 1,
        "see");
}

void TestReplyReader::files()
{
    QFETCH(const QByteArray, json);
    QFETCH(const QByteArray, text);
    QFETCH(const int, count);
    const Reply reply = read(json);
    QCOMPARE(reply.text, text);
    QCOMPARE(int(reply.files.size()), count);
    for (const FileRef &file : reply.files) {
        QCOMPARE(file.name, u"a b.png"_s);
        QCOMPARE(file.mime, u"image/png"_s);
        QCOMPARE(file.path, u"/tmp/a b.png"_s);
        QCOMPARE(file.size, 7);
        QCOMPARE(file.url.host(), u"h"_s);
    }
}

void TestReplyReader::thoughts()
{
    const Reply reply = read(R"([
        {"role":"assistant","content":"looking","metadata":{"title":"Search","status":"pending"}},
        {"role":"assistant","content":[{"type":"text","text":"found"},{"type":"file","file":{"path":"/x/y.txt"}}],
         "metadata":{"title":"Read","status":"done","duration":1.5,"id":2,"parent_id":1,"log":"x"}},
        {"role":"assistant","content":"answer","metadata":{}}])");
    QCOMPARE(reply.text, "answer"_ba);
    QCOMPARE(reply.thoughts.size(), 2U);
    QCOMPARE(reply.thoughts[0], (Thought{u"Search"_s, "looking"_ba, u"pending"_s, std::nullopt}));
    QCOMPARE(reply.thoughts[1], (Thought{u"Read"_s, "found"_ba, u"done"_s, 1.5}));
    QCOMPARE(reply.files.size(), 1U);
    QCOMPARE(reply.files[0].name, u"y.txt"_s);
}

void TestReplyReader::options()
{
    const Reply reply = read(R"({"role":"assistant","content":"Which?","options":[
        {"value":"yes","label":"Yes!"},{"value":"no"},{"value":"hm","label":null},
        {"label":"nothing"},{"value":""},null]})");
    QCOMPARE(reply.text, "Which?"_ba);
    QCOMPARE(
        reply.options,
        (std::vector<ReplyOption>{{u"yes"_s, u"Yes!"_s}, {u"no"_s, u"no"_s}, {u"hm"_s, u"hm"_s}}));
}

void TestReplyReader::updates()
{
    QCOMPARE(read(R"({"__type__":"update","value":"x","visible":true})").text, "x"_ba);
    QCOMPARE(read(R"({"visible":false,"value":["a","b"],"__type__":"update"})").text, "a\n\nb"_ba);
    QCOMPARE(read(R"({"__type__":"update","value":{"__type__":"update","value":"x"}})").text,
             "x"_ba);
    QVERIFY(read(R"({"__type__":"update","placeholder":"Type"})").isEmpty());
    QVERIFY(read(R"({"__type__":"update","value":null})").isEmpty());
    const Reply picture
        = read(R"({"__type__":"update","value":)" + QByteArray(kFile) + R"(,"label":"x"})");
    QCOMPARE(picture.files.size(), 1U);
}

void TestReplyReader::readsTheMappedOutput()
{
    const PartialData data = holding(R"(["",null,{"role":"assistant","content":"answer"}])");
    QCOMPARE(readReply(data, mappingTo(2)).text, "answer"_ba);
    QVERIFY(readReply(data, mappingTo(0)).isEmpty());
    QVERIFY(readReply(data, mappingTo(7)).isEmpty());
    QVERIFY(readReply(data, ChatMapping()).isEmpty());
    QVERIFY(readReply(PartialData(), mappingTo(0)).isEmpty());
    // A text that still grows.
    PartialData growing = holding(R"(["Hel"])");
    QCOMPARE(growing.apply(QJsonDocument::fromJson(R"([[["append",[],"lo"]]])").array()),
             PartialData::Outcome::Changed);
    QCOMPARE(readReply(growing, mappingTo(0)).text, "Hello"_ba);
}

void TestReplyReader::chatbots_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QByteArray>("text");
    const auto row = [](const char *name, const QByteArray &value, const QByteArray &text) {
        QTest::newRow(name) << value << text;
    };
    row("pairs", R"([["one","1"],["two","2"]])", "2");
    row("pairs, no answer yet", R"([["one","1"],["two",null]])", "");
    row("pairs with a greeting", R"([[null,"Hello"]])", "Hello");
    row("messages", R"([{"role":"user","content":"one"},{"role":"assistant","content":"1"},
        {"role":"user","content":"two"},{"role":"assistant","content":"2"},
        {"role":"assistant","content":[{"type":"text","text":"and"}]}])",
        "2\n\nand");
    row("messages, no answer yet", R"([{"role":"assistant","content":"1"},
        {"role":"user","content":[{"type":"text","text":"two"}]}])",
        "");
    row("an update", R"({"__type__":"update","value":[["one","1"]]})", "1");
    row("an update without a value", R"({"__type__":"update","label":"x"})", "");
    row("empty", "[]", "");
    row("null", "null", "");
}

void TestReplyReader::chatbots()
{
    QFETCH(const QByteArray, value);
    QFETCH(const QByteArray, text);
    Reply expected;
    expected.text = text;
    const QByteArray data = "[\"\"," + value + ']';
    QCOMPARE(readReply(holding(data), mappingTo(1, u"chatbot"_s)), expected);
}

void TestReplyReader::chatbotsOfRealServers_data()
{
    QTest::addColumn<QString>("version");
    for (const char *version : {"3.50.2", "4.44.1", "5.0.2", "5.49.1", "6.31.0"})
        QTest::newRow(version) << QString::fromLatin1(version);
}

void TestReplyReader::chatbotsOfRealServers()
{
    // blocks-chat: user() shows the message, bot() answers into the same Chatbot, respond() does
    // both; the Chatbot is the last output of each.
    QFETCH(const QString, version);
    QList<QByteArray> answers;
    for (const CapturedExchange &exchange : capture(version + u"/blocks-chat"_s)) {
        for (const QByteArray &line : exchange.body.split('\n')) {
            if (!line.contains("process_completed"))
                continue;
            const QJsonObject message = parseJson(line.mid(line.indexOf('{'))).object();
            PartialData data;
            data.setFull(message.value("output"_L1).toObject().value("data"_L1).toArray());
            const Reply reply = readReply(data, mappingTo(data.size() - 1, u"chatbot"_s));
            answers += reply.text;
            QVERIFY(reply.files.empty());
            QVERIFY(reply.thoughts.empty());
        }
    }
    QCOMPARE(answers, (QList<QByteArray>{"", "Answer to hello", "One-step again"}));
}

void TestReplyReader::noReply_data()
{
    QTest::addColumn<QByteArray>("data");
    QTest::addColumn<bool>("nothing");
    QTest::newRow("null") << "[null,\"x\"]"_ba << true;
    QTest::newRow("no output") << "[]"_ba << true;
    QTest::newRow("an empty text") << "[\"\"]"_ba << false;
    QTest::newRow("a text") << "[\"a\"]"_ba << false;
    QTest::newRow("zero") << "[0]"_ba << false;
    QTest::newRow("an empty list") << "[[]]"_ba << false;
    QTest::newRow("a list of nulls") << "[[null,null]]"_ba << true;
    QTest::newRow("a list with a text") << "[[null,\"a\"]]"_ba << false;
}

void TestReplyReader::noReply()
{
    QFETCH(const QByteArray, data);
    QFETCH(const bool, nothing);
    QCOMPARE(isNoReply(holding(data), mappingTo(0)), nothing);
}

void TestReplyReader::hostile_data()
{
    QTest::addColumn<QByteArray>("json");
    const auto nested = [](const QByteArray &open, const QByteArray &close, int depth) {
        return QByteArray(open.repeated(depth) + "\"x\"" + close.repeated(depth));
    };
    QTest::newRow("deep lists") << nested("[", "]", 900);
    QTest::newRow("deep contents") << nested(R"({"role":"assistant","content":[)", "]}", 450);
    QTest::newRow("deep updates") << nested(R"({"__type__":"update","value":)", "}", 900);
    QTest::newRow("deep components") << nested(R"({"component":"x","value":)", "}", 900);
    QTest::newRow("a large text") << QByteArray('"' + QByteArray(5'000'000, 'x') + '"');
    QTest::newRow("many messages") << QByteArray(
        '[' + QByteArray(R"({"role":"assistant","content":"x"},)").repeated(20'000) + "\"x\"]");
    QTest::newRow("wrong types everywhere")
        << R"([{"role":"assistant","content":{"type":"text","text":7},"metadata":[],"options":{"a":1}},
               {"role":"assistant","content":[{"file":7},{"component":null,"value":[]}],
                "metadata":{"title":"x","duration":"long","status":9},"options":[1,"a",null]},
               {"role":"assistant","content":false}])"_ba;
}

void TestReplyReader::hostile()
{
    QFETCH(const QByteArray, json);
    QVERIFY(!read(json).isEmpty());
}

QTEST_GUILESS_MAIN(TestReplyReader)
#include "tst_replyreader.moc"
