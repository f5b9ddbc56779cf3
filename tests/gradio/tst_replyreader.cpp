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
    void components_data();
    void components();
    void componentsInMessages_data();
    void componentsInMessages();
    void longTables();
    void fileForms_data();
    void fileForms();
    void contents_data();
    void contents();
    void nestedThoughts();
    void thoughtsInText();
    void thoughtsThatGrow();
    void ownTagsOfTheApp();
    void pythonMessages_data();
    void pythonMessages();
    void lostComponents_data();
    void lostComponents();
    void severalOutputs();
    void asides_data();
    void asides();
    void chatsThatDidNotAnswer_data();
    void chatsThatDidNotAnswer();
    void updatesKeepTheAnswer();
    void filesWithinValues();
    void theStepThatAnswers();
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

FileRef image(const QString &path, const QString &caption = {})
{
    FileRef file;
    file.kind = FileKind::Image;
    file.name = path.section(u'/', -1);
    file.path = path;
    file.caption = caption;
    return file;
}

/// One line for each file: what of it decides how it is shown.
QStringList told(const std::vector<FileRef> &files)
{
    QStringList lines;
    for (const FileRef &file : files) {
        const char *kind = file.kind == FileKind::Image ? "image"
            : file.kind == FileKind::Audio              ? "audio"
            : file.kind == FileKind::Video              ? "video"
                                                        : "file";
        lines += u"%1 %2 %3 %4 %5"_s
                     .arg(QLatin1StringView(kind), file.name, file.path,
                          file.stream ? u"stream"_s : QString::fromUtf8(file.content), file.caption)
                     .simplified();
    }
    return lines;
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
        "**x**");
    row("a component, 5.x",
        R"({"role":"assistant","content":{"component":"markdown","value":"x","props":{}}})", "x");
    row("a component inside a component", R"({"role":"assistant","content":
        {"component":"multimodaltextbox","value":{"text":"a","files":[]}}})",
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
        2);
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
    QCOMPARE(reply.thoughts[1], (Thought{u"Read"_s, "found"_ba, u"done"_s, 1.5, u"x"_s}));
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

void TestReplyReader::components_data()
{
    QTest::addColumn<QString>("type");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QStringList>("files");
    const auto row = [](const char *name, const char *type, const QByteArray &value,
                        const QByteArray &text, const QStringList &files = {}) {
        QTest::newRow(name) << QString::fromLatin1(type) << value << text << files;
    };
    const QByteArray file = kFile;
    const QByteArray old = R"({"name":"/tmp/x.png","data":null,"is_file":true})";
    const QString shown = u"image a b.png /tmp/a b.png"_s;
    const QString shownOld = u"image x.png /tmp/x.png"_s;
    row("null", "image", "null", "");
    row("html", "html", R"("<p>a <b>b</b></p><script>x</script>")", "a **b**");
    row("html as an update", "html", R"({"__type__":"update","value":"<i>a</i>"})", "*a*");
    row("markdown", "markdown", R"("<b>a</b>")", "<b>a</b>");
    row("code", "code", R"("a = 1")", "```\na = 1\n```");
    row("code with backticks", "code", R"("```\nx\n```")", "````\n```\nx\n```\n````");
    row("no code", "code", R"("")", "");
    row("code as an update", "code", R"({"__type__":"update","value":"x","language":"python"})",
        "```python\nx\n```");
    row("a number", "number", "0.25", "0.25");
    row("a choice", "radio", R"("a")", "a");
    row("a checkbox", "checkbox", "true", "true");
    row("choices", "checkboxgroup", R"(["a*",1])", "- a\\*\n- 1");
    row("one of a list", "dropdown", R"("a")", "a");
    row("label", "label", R"({"label":"cat","confidences":[{"label":"cat","confidence":1}]})",
        "**cat**\n- cat: 100.0 %");
    row("label of 3.x", "label", R"({"label":"cat"})", "**cat**");
    row("data frame", "dataframe", R"({"headers":["a"],"data":[[1]],"metadata":null})",
        "| a |\n| --- |\n| 1 |");
    row("data frame, rows alone", "dataframe", R"([[1,"x"],[2]])",
        "| 1 | 2 |\n| --- | --- |\n| 1 | x |\n| 2 |");
    row("data frame, records", "dataframe", R"([{"a":1,"b":2},{"a":3}])",
        "| a | b |\n| --- | --- |\n| 1 | 2 |\n| 3 |  |");
    row("data frame, empty", "dataframe", R"({"headers":["a"],"data":[]})", "| a |\n| --- |");
    row("native chart", "lineplot",
        R"({"columns":["a","b"],"data":[[1,3]],"datatypes":{"a":"quantitative"},"mark":"line"})",
        "| a | b |\n| --- | --- |\n| 1 | 3 |");
    row("matplotlib", "plot", R"({"type":"matplotlib","plot":"data:image/webp;base64,QUJD"})", "",
        {u"image plot.webp ABC"_s});
    row("plotly", "plot", R"({"type":"plotly","plot":"{\"data\":[]}"})",
        "A chart that only a web page can draw (plotly); its data is in plot.json.",
        {u"file plot.json {\"data\":[]}"_s});
    row("altair of 3.x", "lineplot", R"({"type":"altair","plot":"{}"})",
        "A chart that only a web page can draw (altair); its data is in plot.json.",
        {u"file plot.json {}"_s});
    row("highlighted", "highlightedtext",
        R"([{"token":"Paris","class_or_confidence":"LOC"},{"token":" is ","class_or_confidence":null},
            {"token":" big ","class_or_confidence":0.5}])",
        "**Paris** (LOC) is  **big** (0.5) ");
    row("highlighted of 3.x", "highlightedtext", R"([["Paris","LOC"],[" is",null]])",
        "**Paris** (LOC) is");
    row("highlighted, none", "highlightedtext", "[]", "");
    row("image", "image", file, "", {shown});
    row("image of 3.x", "image", R"("data:image/png;base64,QUJD")", "", {u"image image.png ABC"_s});
    row("image inside its description", "image",
        R"({"path":null,"url":"data:image/png;base64,QUJD","meta":{"_type":"gradio.FileData"}})",
        "", {u"image image.png ABC"_s});
    row("image by its path", "image", R"("/tmp/x")", "", {u"image x /tmp/x"_s});
    row("image elsewhere", "image",
        R"({"path":"https://h/c.png?x=1","meta":{"_type":"gradio.FileData"}})", "",
        {u"image c.png https://h/c.png?x=1"_s});
    row("audio of 3.x", "audio",
        R"({"name":"/tmp/audio.wav","data":null,"is_file":true,"orig_name":"my.wav"})", "",
        {u"audio my.wav /tmp/audio.wav"_s});
    row("audio inside its description, 3.x", "audio",
        R"({"name":"a.wav","data":"data:audio/wav;base64,QUJD","is_file":false})", "",
        {u"audio audio.wav ABC"_s});
    row("audio that streams", "audio",
        R"({"path":"x","url":"https://h/stream/p.m3u8","is_stream":true,"orig_name":"a.mp3","meta":{"_type":"gradio.FileData"}})",
        "", {u"audio a.mp3 x stream"_s});
    row("video, 4.x", "video",
        R"({"video":{"path":"/tmp/v","orig_name":"v.mp4","meta":{"_type":"gradio.FileData"}},"subtitles":null})",
        "", {u"video v.mp4 /tmp/v"_s});
    row("video with subtitles", "video",
        R"({"video":{"path":"/tmp/v.mp4"},"subtitles":{"path":"/tmp/s.vtt"}})", "",
        {u"video v.mp4 /tmp/v.mp4"_s, u"file s.vtt /tmp/s.vtt"_s});
    row("video of 3.x", "video", R"([{"name":"/tmp/v.mp4","data":null,"is_file":true},null])", "",
        {u"video v.mp4 /tmp/v.mp4"_s});
    row("file", "file", file, "", {shown});
    row("file by its path", "file", R"("/tmp/some/report")", "",
        {u"file report /tmp/some/report"_s});
    row("files by their paths", "file", R"(["/tmp/a","/tmp/b"])", "",
        {u"file a /tmp/a"_s, u"file b /tmp/b"_s});
    row("no file", "file", R"("")", "");
    row("files of 3.x", "file", '[' + old + ',' + old + ']', "", {shownOld, shownOld});
    row("a button that downloads", "downloadbutton", file, "", {shown});
    row("model", "model3d", R"({"path":"/tmp/m.glb","url":null})", "",
        {u"file m.glb /tmp/m.glb"_s});
    row("gallery", "gallery",
        R"([{"image":)" + file + R"(,"caption":"one"},{"video":{"path":"/v.mp4"},"caption":null}])",
        "", {shown + u" one"_s, u"video v.mp4 /v.mp4"_s});
    row("gallery of 3.x", "gallery", "[[" + old + ",\"one\"]," + old + "]", "",
        {shownOld + u" one"_s, shownOld});
    row("gallery of texts", "gallery", R"(["data:image/png;base64,QUJD","https://h/x.jpg"])", "",
        {u"image image.png ABC"_s, u"image x.jpg https://h/x.jpg"_s});
    row("edited image", "imageeditor",
        R"({"background":)" + old + R"(,"layers":[],"composite":)" + file + '}', "", {shown});
    row("edited image without a whole", "imageeditor",
        R"({"background":)" + file + R"(,"layers":[],"composite":null})", "", {shown});
    row("edited image with layers alone", "imageeditor",
        R"({"background":null,"layers":[)" + file + R"(],"composite":null})", "", {shown});
    row("image slider", "imageslider", '[' + file + ',' + file + ']', "", {shown, shown});
    row("half an image slider", "imageslider", '[' + file + ",null]", "", {shown});
    row("annotated image", "annotatedimage",
        R"({"image":)" + file + R"(,"annotations":[{"image":)" + file
            + R"(,"label":"cat"},{"label":"d*g"}]})",
        "- cat\n- d\\*g", {shown, shown + u" cat"_s});
    row("annotated image of 3.x", "annotatedimage", '[' + old + ",[[" + old + ",\"cat\"]]]",
        "- cat", {shownOld, shownOld + u" cat"_s});
    row("annotated image, masks in words", "annotatedimage",
        '[' + old + R"(,[["data:image/png;base64,QUJD","cat"]]])", "- cat",
        {shownOld, u"image image.png ABC cat"_s});
    row("file explorer", "fileexplorer", R"([["","etc","my_hosts"],"x"])",
        "- /etc/my\\_hosts\n- x");
    row("multimodal", "multimodaltextbox", R"({"text":"a","files":["/tmp/x.png",)" + file + "]}",
        "a", {u"image x.png /tmp/x.png"_s, shown});
    row("an unknown component", "mything", R"({"a":1})", "```json\n{\n    \"a\": 1\n}\n```");
}

void TestReplyReader::components()
{
    QFETCH(const QString, type);
    QFETCH(const QByteArray, value);
    QFETCH(const QByteArray, text);
    QFETCH(const QStringList, files);
    const Reply reply = readReply(holding('[' + value + ']'), mappingTo(0, type));
    QCOMPARE(reply.text, text);
    QCOMPARE(told(reply.files), files);
    QVERIFY(!reply.lostComponents);

    // The same within a message, as 5.x and 6.x write it.
    const QByteArray part = R"({"component":")" + type.toLatin1() + R"(","value":)" + value
        + R"(,"props":{},"constructor_args":{}})";
    for (const QByteArray &content : {part, QByteArray('[' + part + ']')}) {
        const Reply inside = read(R"({"role":"assistant","content":)" + content + '}');
        QCOMPARE(inside.text, text);
        QCOMPARE(told(inside.files), files);
    }
}

void TestReplyReader::componentsInMessages_data()
{
    QTest::addColumn<QByteArray>("part");
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("code") << R"({"component":"code","value":"x","props":{"language":"python"}})"_ba
                          << "```python\nx\n```"_ba;
    QTest::newRow("a language that is none")
        << R"({"component":"code","value":"x","props":{"language":"a\n```b"}})"_ba
        << "```a b\nx\n```"_ba;
    // Elsewhere JSON is looked into, here it is shown.
    QTest::newRow("json") << R"({"component":"json","value":{"text":"a","files":[]}})"_ba
                          << "```json\n{\n    \"files\": [\n    ],\n    \"text\": \"a\"\n}\n```"_ba;
    QTest::newRow("a button") << R"({"component":"button","value":"Go"})"_ba
                              << "Go"_ba;
    QTest::newRow("a chat in a chat") << R"({"component":"chatbot","value":[["a","b"]]})"_ba
                                      << "b"_ba;
    QTest::newRow("nothing") << R"({"component":"plot","value":null})"_ba
                             << ""_ba;
}

void TestReplyReader::componentsInMessages()
{
    QFETCH(const QByteArray, part);
    QFETCH(const QByteArray, text);
    QCOMPARE(read(R"({"role":"assistant","content":)" + part + '}').text, text);
    QCOMPARE(read(R"({"role":"assistant","content":[)" + part + "]}").text, text);
    // Pairs of 5.x.
    QCOMPARE(readReply(holding("[[[\"q\"," + part + "]]]"), mappingTo(0, u"chatbot"_s)).text, text);
}

void TestReplyReader::longTables()
{
    const QByteArray rows = QByteArray("[1,\"a,\\\"b\\\"\"],").repeated(299) + "[2,null]";
    const Reply reply = readReply(holding(R"([{"headers":["n","t"],"data":[)" + rows + "]}]"),
                                  mappingTo(0, u"dataframe"_s));
    QCOMPARE(reply.text.count("\n| 1 |"), 200);
    QVERIFY(reply.text.endsWith("\n\nAll 300 rows are in the file table.csv.")
            || reply.text.endsWith("\n\nAll 300 row(s) are in the file table.csv."));
    QCOMPARE(reply.files.size(), 1U);
    QVERIFY(reply.files[0].content.startsWith("n,t\r\n1,\"a,\"\"b\"\"\"\r\n"));
    QVERIFY(reply.files[0].content.endsWith("\r\n2,\r\n"));
    QCOMPARE(reply.files[0].content.count('\n'), 301);
}

void TestReplyReader::fileForms_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QStringList>("files");
    const auto row = [](const char *name, const QByteArray &json, const QStringList &files) {
        QTest::newRow(name) << json << files;
    };
    row("its mime type says what it is", R"({"path":"/x","mime_type":"audio/wav"})",
        {u"audio x /x"_s});
    row("its name says what it is", R"({"path":"/x/y.MP4"})", {u"video y.MP4 /x/y.MP4"_s});
    row("its name says nothing", R"({"path":"/x/y"})", {u"file y /x/y"_s});
    row("a path of Windows", R"({"path":"C:\\x\\y.txt"})", {u"file y.txt C:\\x\\y.txt"_s});
    row("an address that is all there is",
        R"({"path":"","url":"https://h/c.gif","meta":{"_type":"gradio.FileData"}})",
        {u"image c.gif https://h/c.gif"_s});
    row("a lone picture of 3.x", R"("data:image/png;base64,QUJD")", {u"image image.png ABC"_s});
    row("a file of 3.x",
        R"({"orig_name":"r.pdf","name":"/tmp/r9.pdf","size":3,"data":null,"is_file":true})",
        {u"file r.pdf /tmp/r9.pdf"_s});
    row("base64 that is broken", R"("data:audio/wav;base64,QUJD*Q")", {u"audio audio.wav ABC"_s});
    row("data without base64", R"("data:text/plain,a%20b")", {u"file file.txt a b"_s});
    row("a picture as HTML, 3.x", R"("<img src='/file=/tmp/a%20b.png' alt='see'>")",
        {u"image a b.png /tmp/a b.png see"_s});
    row("a tuple in a message", R"({"role":"assistant","content":["/tmp/a.png","see"]})",
        {u"image a.png /tmp/a.png see"_s});
    row("a tuple without words", R"({"role":"assistant","content":["https://h/a.mp3"]})",
        {u"audio a.mp3 https://h/a.mp3"_s});
    row("a file with words, 6.x",
        R"({"role":"assistant","content":[{"type":"file","file":{"path":"/a.png"},"alt_text":"see"}]})",
        {u"image a.png /a.png see"_s});
    row("a picture as models write it",
        R"({"role":"assistant","content":[{"type":"image_url","image_url":{"url":"data:image/png;base64,QUJD"}}]})",
        {u"image image.png ABC"_s});
}

void TestReplyReader::fileForms()
{
    QFETCH(const QByteArray, json);
    QFETCH(const QStringList, files);
    const Reply reply = read(json);
    QCOMPARE(told(reply.files), files);
    QCOMPARE(reply.text, QByteArray());
}

void TestReplyReader::contents_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<Reply>("reply");
    const auto row = [](const char *name, const QByteArray &value, const Reply &reply) {
        QTest::newRow(name) << value << reply;
    };
    Reply answer;
    answer.text = "a";
    row("pairs with an object that is being written", R"([["q",{"text":"a","flushing":true}]])",
        answer);
    row("pairs, multimodal", R"([[{"text":"q","files":[]},{"text":"a","files":[]}]])", answer);
    row("words that look like data", R"([["q",{"text":"a","flushing":false}],[null,null]])",
        answer);
    answer.text = "a\n\nb";
    row("pairs whose answer goes on", R"([["o","x"],["q","a"],[null,"b"]])", answer);
    row("strings behind a question", R"([{"role":"user","content":"q"},"a","b"])", answer);
    answer.text = "a";
    answer.files = {image(u"/tmp/x.png"_s, u"see"_s)};
    row("pairs with a file",
        R"([["q","a"],[null,{"file":{"path":"/tmp/x.png","meta":{"_type":"gradio.FileData"}},"alt_text":"see"}]])",
        answer);
    row("pairs with a file, 3.x",
        R"([["q","a"],[null,{"name":"/tmp/x.png","mime_type":null,"alt_text":"see","data":null,"is_file":true}]])",
        answer);
    row("pairs with a tuple", R"([["q","a"],[null,["/tmp/x.png","see"]]])", answer);
    Reply blocks;
    blocks.text = "a";
    blocks.thoughts.push_back({u"Thinking"_s, "hm"_ba, u"done"_s, std::nullopt});
    blocks.options.push_back({u"go"_s, u"Go"_s});
    row("blocks of a custom chatbot",
        R"([{"role":"user","content":"q"},{"role":"assistant","content":[
            {"type":"tool","content":"hm","options":{"title":"Thinking","status":"done"}},
            {"type":"text","content":"a","copyable":true},
            {"type":"suggestion","content":[{"label":"Go","value":"go"},{}]}]}])",
        blocks);
    blocks.thoughts[0] = {{}, "hm"_ba, {}, std::nullopt};
    blocks.options.clear();
    row("blocks of a model",
        R"([{"role":"assistant","content":[{"type":"thinking","thinking":"hm"},{"type":"output_text","text":"a"}]}])",
        blocks);
}

void TestReplyReader::contents()
{
    QFETCH(const QByteArray, value);
    QFETCH(const Reply, reply);
    QCOMPARE(readReply(holding('[' + value + ']'), mappingTo(0, u"multimodalchatbot"_s)), reply);
}

void TestReplyReader::nestedThoughts()
{
    const Reply reply = read(R"([
        {"role":"assistant","content":"a","metadata":{"title":"One","id":1,"status":"done"}},
        {"role":"assistant","content":"b","metadata":{"title":"Two","id":"x","parent_id":1,"log":"l"},
         "options":[{"value":"yes"}]},
        {"role":"assistant","content":"c","metadata":{"title":"Three","parent_id":"x"}},
        {"role":"assistant","content":"d","metadata":{"title":"Four","parent_id":9}},
        {"role":"assistant","content":"e","metadata":{"title":null,"log":"x"}}])");
    QCOMPARE(reply.thoughts.size(), 4U);
    QCOMPARE(reply.thoughts[0].depth, 0);
    QCOMPARE(reply.thoughts[1].depth, 1);
    QCOMPARE(reply.thoughts[1].log, u"l"_s);
    QCOMPARE(reply.thoughts[2].depth, 1);
    // Its parent is not there.
    QCOMPARE(reply.thoughts[3].depth, 0);
    QCOMPARE(reply.text, "e"_ba);
    QCOMPARE(reply.options.size(), 1U);
}

void TestReplyReader::thoughtsInText()
{
    for (
        const QByteArray &json :
        {R"("<think>hm</think>a")"_ba, R"({"role":"assistant","content":"<think>hm</think>a"})"_ba,
         R"(["<think>hm</think>","a"])"_ba, R"({"text":"<think>hm</think>a","files":[]})"_ba,
         R"({"role":"assistant","content":[{"type":"text","text":"<think>hm</think>\n\na"}]})"_ba}) {
        const Reply reply = readReply(holding('[' + json + ']'), mappingTo(0));
        QCOMPARE(reply.text, "a"_ba);
        QCOMPARE(reply.thoughts, (std::vector<Thought>{{{}, "hm"_ba, u"done"_s, std::nullopt}}));
    }
    // What is code by its component is code.
    QVERIFY(readReply(holding(R"(["<think>a"])"), mappingTo(0, u"code"_s)).thoughts.empty());
}

void TestReplyReader::thoughtsThatGrow()
{
    PartialData data = holding(R"([""])");
    const QByteArray whole = "<think>one < two</think>three <b> `<think>` four";
    QByteArray sent;
    for (const char c : whole) {
        sent += c;
        const QByteArray edit = QByteArray("[[[\"append\",[],\"") + c + "\"]]]";
        QCOMPARE(data.apply(QJsonDocument::fromJson(edit).array()), PartialData::Outcome::Changed);
        QCOMPARE(data.mayHoldReasoning(0), sent.contains("<think>"));
        // As if it had come at once.
        QCOMPARE(readReply(data, mappingTo(0)), readReplyValue(QString::fromUtf8(sent)));
    }
    QCOMPARE(readReply(data, mappingTo(0)).text, "three <b> `<think>` four"_ba);

    // The tag's two halves by the short way.
    PartialData split = holding(R"(["a"])");
    QCOMPARE(split.apply(QJsonDocument::fromJson(R"([[["append",[]," <thi"]]])").array()),
             PartialData::Outcome::Changed);
    QVERIFY(!split.mayHoldReasoning(0));
    QVERIFY(split.append(0, "[]", "\"nk>b\""));
    QVERIFY(split.mayHoldReasoning(0));
    QCOMPARE(readReply(split, mappingTo(0)).thoughts.size(), 1U);
    // Another text begins.
    split.setFull({u"x"_s});
    QCOMPARE(split.apply(QJsonDocument::fromJson(R"([[["append",[],"y"]]])").array()),
             PartialData::Outcome::Changed);
    QVERIFY(!split.mayHoldReasoning(0));
}

void TestReplyReader::ownTagsOfTheApp()
{
    ChatMapping mapping = mappingTo(0, u"textbox"_s);
    mapping.reasoningTags = {{"[[", "]]"}};
    PartialData data = holding(R"(["[[a"])");
    QCOMPARE(data.apply(QJsonDocument::fromJson(R"([[["append",[],"b]]c"]]])").array()),
             PartialData::Outcome::Changed);
    const Reply reply = readReply(data, mapping);
    QCOMPARE(reply.text, "c"_ba);
    QCOMPARE(reply.thoughts.size(), 1U);
    QCOMPARE(reply.thoughts[0].text, "ab"_ba);

    ChatMapping chat = mappingTo(0, u"chatbot"_s);
    chat.endpoint.outputs[0].props
        = parseJsonValue(R"({"reasoning_tags":[["<x>","</x>"]]})").toObject();
    QCOMPARE(readReply(holding(R"([[["q","<x>a</x>b"]]])"), chat).text, "b"_ba);
}

void TestReplyReader::pythonMessages_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<Reply>("reply");
    const auto row = [](const char *name, const QByteArray &text, const Reply &reply) {
        QTest::newRow(name) << text << reply;
    };
    Reply reply;
    reply.text = "it's \"x\"\n\xC3\xBC\t\\";
    row("5.0",
        R"(ChatMessage(role='assistant', content='it\'s "x"\n\xfc\t\\', metadata=Metadata(title=None)))",
        reply);
    row("5.49",
        "ChatMessage(content='it\\'s \"x\"\\n\xC3\xBC\\t\\\\', role='assistant', metadata={}, "
        "options=[])",
        reply);
    row("a dict", R"({'role': 'assistant', 'content': "it's \"x\"\n\u00fc\t\\"})", reply);
    reply.text = "a\n\nb";
    row("a list",
        "[ChatMessage(role='assistant', content='a'), {'role': 'assistant', 'content': 'b'},]",
        reply);
    reply = {};
    reply.thoughts.push_back({u"T"_s, "a"_ba, u"done"_s, 1.5});
    row("a thought",
        "ChatMessage(role='assistant', content='a', metadata={'title': 'T', 'status': 'done', "
        "'duration': 1.5, 'x': (True, -1, None)})",
        reply);
    reply = {};
    reply.files = {image(u"/x.png"_s)};
    row("a file",
        "[ChatMessage(role='assistant', content={'path': '/x.png'}, "
        "metadata=Metadata(title=None))]",
        reply);
    reply = {};
    reply.lostComponents = true;
    row("a component",
        "ChatMessage(role='assistant', content=<gradio.components.image.Image object at "
        "0x7f30a0458e90>, metadata=Metadata(title=None))",
        reply);
    for (const char *words :
         {"ChatMessage(role='assistant', content='a'", "ChatMessage(role='assistant') and more",
          "{'role': 'assistant', 'content'}", "[{'role': 'x'}]", "ChatMessage()",
          "ChatMessage(a=[)", "{'role': 'assistant', 'content': foo}",
          "{'role': 'a', 'content': '\\u12'}"}) {
        reply = {};
        reply.text = words;
        row(words, words, reply);
    }
    reply.text = "ChatMessage(x=" + QByteArray(500, '[') + QByteArray(500, ']') + ')';
    row("too deep", reply.text, reply);
}

void TestReplyReader::pythonMessages()
{
    QFETCH(const QByteArray, text);
    QFETCH(const Reply, reply);
    PartialData data;
    data.setFull({QString::fromUtf8(text)});
    QCOMPARE(readReply(data, mappingTo(0, u"textbox"_s)), reply);
    // A message that talks about them.
    if (!reply.text.isEmpty()) {
        QCOMPARE(readReplyValue(QJsonObject{{"role"_L1, "assistant"_L1},
                                            {"content"_L1, QString::fromUtf8(text)}})
                     .text,
                 text);
    }
}

void TestReplyReader::lostComponents_data()
{
    QTest::addColumn<QString>("type");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<bool>("lost");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QStringList>("files");
    const auto row = [](const char *name, const char *type, const QByteArray &value, bool lost,
                        const QByteArray &text, const QStringList &files = {}) {
        QTest::newRow(name) << QString::fromLatin1(type) << value << lost << text << files;
    };
    const QByteArray object = R"("<gradio.components.image.Image object at 0x7f8e12345678>")";
    row("an object", "json", object, true, "");
    row("an object of a plug-in", "textbox", R"("<gradio_pdf.pdf.PDF object at 0x7f8e12345678>")",
        true, "");
    row("an object in a list", "json", "[\"a\"," + object + ']', true, "a");
    row("an object in a message", "json", R"({"role":"assistant","content":)" + object + '}', true,
        "");
    row("an object in a thought", "json",
        R"({"role":"assistant","metadata":{"title":"T"},"content":[)" + object + "]}", true, "");
    row("a picture's path", "json", R"({"__type__":"update","value":"/srv/red.png"})", true, "",
        {u"image red.png /srv/red.png"_s});
    row("a picture's path, 5.0", "textbox", R"({"__type__":"update","value":"/srv/red.png"})", true,
        "", {u"image red.png /srv/red.png"_s});
    row("HTML", "json", R"({"__type__":"update","value":"<b>x</b>"})", true, "**x**");
    row("words", "json", R"(["a",{"__type__":"update","value":"b"}])", true, "a\n\nb");
    row("a text box that is updated", "textbox", R"({"__type__":"update","value":"x"})", false,
        "x");
    row("a component that is updated", "markdown", R"({"__type__":"update","value":"/a/b.png"})",
        false, "/a/b.png");
    row("an update without a value", "json", R"({"__type__":"update","label":"b"})", false, "");
    row("words about an object", "json",
        R"("It printed <gradio.components.image.Image object at 0x7f>")", false,
        "It printed <gradio.components.image.Image object at 0x7f>");
}

void TestReplyReader::lostComponents()
{
    QFETCH(const QString, type);
    QFETCH(const QByteArray, value);
    QFETCH(const bool, lost);
    QFETCH(const QByteArray, text);
    QFETCH(const QStringList, files);
    const Reply reply = readReply(holding('[' + value + ']'), mappingTo(0, type));
    QCOMPARE(reply.lostComponents, lost);
    QCOMPARE(reply.text, text);
    QCOMPARE(told(reply.files), files);
}

void TestReplyReader::severalOutputs()
{
    // The answer may stand anywhere among them.
    ChatMapping mapping = mappingTo(1, u"textbox"_s);
    mapping.outputs = {Role::Aside, Role::Reply, Role::Ignored, Role::Aside};
    mapping.endpoint.outputs.resize(4);
    mapping.endpoint.outputs[0] = {1, u"html"_s, u"First:"_s, false, {}};
    mapping.endpoint.outputs[2] = {3, u"textbox"_s, u"No"_s, false, {}};
    mapping.endpoint.outputs[3] = {4, u"image"_s, u"Picture"_s, false, {}};
    const PartialData data
        = holding(R"(["<b>b</b>","<think>hm</think>a","no",)" + QByteArray(kFile) + ']');
    Reply reply = readReply(data, mapping);
    QCOMPARE(reply.text, "a"_ba);
    QVERIFY(reply.files.empty());
    QVERIFY(addAsides(reply, data, mapping, {}));
    QCOMPARE(reply.text, "a\n\n**First**\n\n**b**"_ba);
    QCOMPARE(reply.files.size(), 1U);
    QCOMPARE(reply.files[0].caption, u"Picture"_s);
    QCOMPARE(reply.thoughts.size(), 1U);
    QVERIFY(isNoReply(holding(R"(["x",null,"x",null])"), mapping));
}

void TestReplyReader::asides_data()
{
    QTest::addColumn<QString>("type");
    QTest::addColumn<QByteArray>("props");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QByteArray>("text"); ///< below the answer
    QTest::addColumn<int>("files");
    const auto row = [](const char *name, const char *type, const QByteArray &value,
                        const QByteArray &text, int files = 0, const QByteArray &props = "{}") {
        QTest::newRow(name) << QString::fromLatin1(type) << props << value << text << files;
    };
    row("a number", "number", "0", "**Other:** 0");
    row("a number of 64 bits", "number", "9223372036854775807", "**Other:** 9223372036854775807");
    row("a negative number", "number", "-5", "**Other:** -5");
    row("a text", "textbox", R"("some words")", "**Other:** some words");
    row("a text of two lines", "textbox", R"("some\nwords")", "**Other**\n\nsome\nwords");
    row("a heading", "markdown", R"("# Head")", "**Other**\n\n# Head");
    row("an item", "markdown", R"("- item")", "**Other**\n\n- item");
    row("html", "html", R"("<p>a <i>b</i></p>")", "**Other:** a *b*");
    row("a label", "label", R"({"label":"cat","confidences":[{"label":"cat","confidence":0.9}]})",
        "**Other**\n\n**cat**\n- cat: 90.0 %");
    row("JSON", "json", R"({"b":1})", "**Other**\n\n```json\n{\n    \"b\": 1\n}\n```");
    row("words as JSON", "json", R"("x")", "**Other**\n\n```json\n\"x\"\n```");
    row("a table", "dataframe", R"({"headers":["a"],"data":[[1]]})",
        "**Other**\n\n| a |\n| --- |\n| 1 |");
    row("code", "code", R"("x = 1")", "**Other**\n\n```python\nx = 1\n```", 0,
        R"({"language":"python"})");
    row("another chat", "chatbot", R"([["q","an answer"],["q",null],[null,"other"]])",
        "**Other:** other");
    row("the same chat", "chatbot", R"([["q","answer"]])", "");
    row("a chart", "plot", R"({"type":"matplotlib","plot":"data:image/png;base64,AAAA"})", "", 1);
    row("files", "file", '[' + QByteArray(kFile) + ',' + QByteArray(kFile) + ']', "", 2);
    row("an update", "number", R"({"__type__":"update","value":7})", "**Other:** 7");
    row("an update without a value", "number", R"({"__type__":"update","visible":true})", "");
    row("nothing", "number", "null", "");
    row("no words", "textbox", "\"\"", "");
    row("no files", "file", "[]", "");
    row("no label", "label", R"({"label":null,"confidences":null})", "");
    row("no JSON", "json", "{}", "");
    row("no table", "dataframe", R"({"headers":[],"data":[]})", "");
    row("not on the page", "number", "7", "", 0, R"({"visible":false})");
    row("not on the page, 6", "number", "7", "", 0, R"({"visible":"hidden"})");
    row("shown from now on", "number", R"({"__type__":"update","value":7,"visible":true})",
        "**Other:** 7", 0, R"({"visible":false})");
    row("no longer shown", "number", R"({"__type__":"update","value":7,"visible":false})", "");
    row("the answer once more", "textbox", R"("answer")", "");
}

void TestReplyReader::asides()
{
    QFETCH(const QString, type);
    QFETCH(const QByteArray, props);
    QFETCH(const QByteArray, value);
    QFETCH(const QByteArray, text);
    QFETCH(const int, files);
    ChatMapping mapping = mappingTo(0, u"textbox"_s);
    mapping.outputs.push_back(Role::Aside);
    mapping.endpoint.outputs.push_back(
        {1, type, u"Other"_s, false, QJsonDocument::fromJson(props).object()});
    const PartialData data = holding("[\"answer\"," + value + ']');
    Reply reply = readReply(data, mapping);
    const bool isAny = addAsides(reply, data, mapping, {});
    QCOMPARE(reply.text, "answer" + (text.isEmpty() ? QByteArray() : "\n\n" + text));
    QCOMPARE(int(reply.files.size()), files);
    if (!text.isEmpty() || files > 0)
        QVERIFY(isAny);

    // Without a name, and without an answer.
    mapping.endpoint.outputs[1].label.clear();
    const PartialData alone = holding("[null," + value + ']');
    Reply unnamed = readReply(alone, mapping);
    (void)addAsides(unnamed, alone, mapping, {});
    QVERIFY(!unnamed.text.contains("Other"));
    QCOMPARE(int(unnamed.files.size()), files);
}

void TestReplyReader::chatsThatDidNotAnswer_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("data");
    QTest::addColumn<QByteArray>("text");
    const QByteArray one = R"([["1","a1"]])";
    const QByteArray two = R"([["1","a1"],["2","a2"]])";
    const auto row = [](const char *name, const QByteArray &before, const QByteArray &data,
                        const QByteArray &text) {
        QTest::newRow(name) << '[' + before + ']' << '[' + data + ']' << text;
    };
    row("both", one + ',' + one, two + ',' + R"([["1","a1"],["2","b2"]])", "a2\n\n**B:** b2");
    row("not the one beside it", one + ',' + one, two + ',' + one, "a2");
    row("only the one beside it", one + ',' + one, one + ',' + two, "**B:** a2");
    row("as an update", one + ',' + one, two + R"(,{"__type__":"update","value":)" + one + '}',
        "a2");
    row("the first words of the app", "null,null", one + R"(,[[null,"Hello"]])", "a1");
    row("emptied", one + ',' + one, one + ",[]", "a1");
}

void TestReplyReader::chatsThatDidNotAnswer()
{
    QFETCH(const QByteArray, before);
    QFETCH(const QByteArray, data);
    QFETCH(const QByteArray, text);
    ChatMapping mapping = mappingTo(0, u"chatbot"_s);
    mapping.outputs.push_back(Role::Aside);
    mapping.endpoint.outputs[0].component = 7;
    mapping.endpoint.outputs.push_back(
        {8, u"chatbot"_s, u"B"_s, false,
         QJsonDocument::fromJson(R"({"value":[[null,"Hello"]]})").object()});
    PageValues page;
    const QJsonArray held = QJsonDocument::fromJson(before).array();
    for (int i = 0; i < 2; ++i) {
        if (!held.at(i).isNull())
            page.insert(7 + i, held.at(i));
    }
    const PartialData now = holding(data);
    Reply reply = readReply(now, mapping);
    (void)addAsides(reply, now, mapping, page);
    QCOMPARE(reply.text, text);
}

void TestReplyReader::updatesKeepTheAnswer()
{
    ChatMapping mapping = mappingTo(0, u"chatbot"_s);
    mapping.outputs.push_back(Role::Aside);
    mapping.endpoint.outputs.push_back({1, u"image"_s, u"Picture"_s, false, {}});
    PartialData data = holding(R"([[["q","an answer"]],)" + QByteArray(kFile) + ']');
    data.setFull(
        QJsonDocument::fromJson(R"([{"__type__":"update"},{"__type__":"update","label":"Result"}])")
            .array());
    Reply reply = readReply(data, mapping);
    QVERIFY(addAsides(reply, data, mapping, {}));
    QCOMPARE(reply.text, "an answer"_ba);
    QCOMPARE(reply.files.size(), 1U);
    QVERIFY(!isNoReply(data, mapping));

    mapping = mappingTo(0, u"textbox"_s);
    data = holding(R"(["words"])");
    data.setFull(QJsonDocument::fromJson(R"([{"__type__":"update","interactive":true}])").array());
    QCOMPARE(readReply(data, mapping).text, "words"_ba);
}

void TestReplyReader::filesWithinValues()
{
    const QByteArray file = R"({"path":"/tmp/g/x.bin","meta":{"_type":"gradio.FileData"}})";
    const Reply reply = readReply(holding(R"([{"boxes":[{"mask":)" + file + R"(}],"n":1}])"),
                                  mappingTo(0, u"json"_s));
    QVERIFY(reply.text.startsWith("```json"));
    QCOMPARE(told(reply.files), QStringList{u"file x.bin /tmp/g/x.bin"_s});
    // JSON that only looks like one is none.
    QVERIFY(readReply(holding(R"([{"a":{"path":"/x","name":"y"}}])"), mappingTo(0)).files.empty());
}

void TestReplyReader::theStepThatAnswers()
{
    ChatMapping mapping = mappingTo(0, u"html"_s);
    mapping.outputs = {Role::Ignored};
    ChainStep step;
    step.outputs = {Role::Ignored, Role::Reply};
    step.endpoint.outputs.resize(2);
    step.endpoint.outputs[1].type = u"code"_s;
    mapping.then = {step, ChainStep()};
    QCOMPARE(readReply(holding(R"(["no","x"])"), mapping).text, "```\nx\n```"_ba);
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
    QTest::newRow("wrong types in every component") << [] {
        QByteArray all = "[";
        for (const char *type :
             {"image", "video", "gallery", "plot", "label", "dataframe", "highlightedtext", "html",
              "code", "annotatedimage", "imageslider", "fileexplorer", "chatbot", "checkboxgroup",
              "imageeditor", "multimodaltextbox", "file", "json", ""}) {
            for (const char *value : {"7",
                                      "true",
                                      "\"x\"",
                                      "[]",
                                      "{}",
                                      "[[]]",
                                      "[[[]]]",
                                      "[{}]",
                                      "[7,[7]]",
                                      "[null,null]",
                                      R"({"headers":7,"data":[7]})",
                                      R"({"headers":[[]],"data":[[{}]]})",
                                      R"({"type":"plotly","plot":{}})",
                                      R"({"type":"x","plot":""})",
                                      R"({"video":7,"subtitles":[]})",
                                      R"({"image":{"path":7}})",
                                      R"({"label":{},"confidences":7})",
                                      R"({"layers":7,"background":7})",
                                      R"({"image":[],"annotations":[7,[]]})",
                                      R"({"name":7,"data":7,"is_file":true})",
                                      R"([{"token":7,"class_or_confidence":[]}])",
                                      R"("data:;base64,")",
                                      R"({"url":"data:","path":null})"}) {
                all += QByteArray(R"({"role":"assistant","content":[{"component":")") + type
                    + R"(","value":)" + value + "}]},";
            }
        }
        return QByteArray(all + "\"x\"]");
    }();
    QTest::newRow("a large picture")
        << QByteArray(R"("data:image/png;base64,)" + QByteArray(8'000'000, 'A') + '"');
    QTest::newRow("deep Python") << QByteArray("\"[ChatMessage(a=" + QByteArray(200'000, '(')
                                               + "\"");
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
