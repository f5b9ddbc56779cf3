#include "gradio/configs.h"
#include "gradio/filevalue.h"
#include "gradio/mappingchoice.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace spaceline;
using namespace spaceline::gradio;

/// What the user changes of a mapping, and what becomes of it when the app changes (F8).
class TestMappingChoice : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void survivesBeingStored();
    void readsNothingFromRubbish_data();
    void readsNothingFromRubbish();
    void rolesAreChanged();
    void rolesThatAreThereOnce();
    void chainsCanBeCut();
    void afterTheAppChanged_data();
    void afterTheAppChanged();
    void afterARestart_data();
    void afterARestart();
    void rolesOfTheBestOneAreKeptByName();
    void impossibleRoles();
    void commandLineIsStronger();
    void whatMayBeChosen();
    void filesAreTheMessageWhereNothingElseIs();
    void aNumberIsTheMessageByHand();
    void whyThereIsNone_data();
    void whyThereIsNone();
    void pageChainOnDemand();
    void filesBesideTheBoxOfAPageChain();
    void filesFindTheirInputs_data();
    void filesFindTheirInputs();
    void messageForm();
    void historyForm();
};

namespace {

const QByteArray kParts = R"([{"type":"textbox","props":{"label":"Question"}},
    {"type":"textbox","props":{"label":"Context"}},{"type":"markdown"},{"type":"textbox"},
    {"type":"chatbot","props":{"type":"messages"}},{"type":"state"},
    {"type":"slider","props":{"value":3}}])";

const QByteArray kAsk
    = R"([{"api_name":"ask","inputs":[0,1],"outputs":[2,3]},{"api_name":"size","inputs":[0,6],"outputs":[2]}])";

struct App {
    Config config;
    std::vector<Endpoint> endpoints;
    [[nodiscard]] ChatMapping choose(const MappingChoice &choice = {}, Failure *failure = nullptr,
                                     const QString &wanted = {}) const
    {
        return chooseMapping(config, endpoints, wanted, choice, failure);
    }
};

App app(const QByteArray &dependencies, const QByteArray &version = "5.49.1")
{
    const Config config = writtenConfig(kParts, dependencies, version);
    return {config, endpointsOf(config, {})};
}

QString names(const std::vector<Role> &roles)
{
    QStringList result;
    for (const Role role : roles)
        result += nameOf(role);
    return result.join(u' ');
}

MappingChoice contextIsTheMessage(const App &from)
{
    MappingChoice choice = MappingChoice::of(from.choose({}, nullptr, u"/ask"_s));
    choice.inputs[{0, 1}] = Role::Message;
    choice.outputs[{0, 1}] = Role::Reply;
    return choice;
}

} // namespace

void TestMappingChoice::survivesBeingStored()
{
    MappingChoice choice = contextIsTheMessage(app(kAsk));
    choice.follow = MappingChoice::Follow::Alone;
    choice.inputs[{1, 12}] = Role::System;
    QCOMPARE(choice.shape, u"textbox,textbox>markdown,textbox"_s);
    QVERIFY(!choice.isEmpty());
    QCOMPARE(MappingChoice::fromJson(choice.toJson()), choice);
    QCOMPARE(MappingChoice().toJson(), QByteArray());
    QVERIFY(MappingChoice::fromJson({}).isEmpty());
}

void TestMappingChoice::readsNothingFromRubbish_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::newRow("text") << "hello"_ba;
    QTest::newRow("list") << "[1]"_ba;
    QTest::newRow("other types") << R"({"endpoint":3,"inputs":[],"follow":{}})"_ba;
    QTest::newRow("places") << R"({"inputs":{"a:b":"message","1":"message","-1:0":"reply"}})"_ba;
    QTest::newRow("roles") << R"({"outputs":{"0:0":"king","0:1":5}})"_ba;
}

void TestMappingChoice::readsNothingFromRubbish()
{
    QFETCH(const QByteArray, json);
    QVERIFY(MappingChoice::fromJson(json).isEmpty());
}

void TestMappingChoice::rolesAreChanged()
{
    const App there = app(kAsk);
    QCOMPARE(names(there.choose({}, nullptr, u"/ask"_s).inputs), u"message parameter"_s);
    const ChatMapping mapping = there.choose(contextIsTheMessage(there));
    QCOMPARE(names(mapping.inputs), u"parameter message"_s);
    QCOMPARE(names(mapping.outputs), u"ignored reply"_s);
    QCOMPARE(mapping.buildData(0, {u"hi"_s, {}, {}}, {}), (QJsonArray{QString(), u"hi"_s}));
    QCOMPARE(mapping.changed, QString());
    QVERIFY(mapping.reason.contains(u"chosen by you"_s));
}

void TestMappingChoice::rolesThatAreThereOnce()
{
    const App there = app(R"([{"api_name":"ask","inputs":[0,1,3],"outputs":[2,3]}])");
    MappingChoice choice = MappingChoice::of(there.choose());
    choice.inputs[{0, 1}] = Role::System;
    choice.inputs[{0, 2}] = Role::System;
    QCOMPARE(names(there.choose(choice).inputs), u"message parameter system"_s);
}

void TestMappingChoice::chainsCanBeCut()
{
    const App there = app(R"([{"api_name":"user","inputs":[0,4],"outputs":[0,4]},
        {"api_name":"bot","inputs":[4],"outputs":[4],"trigger_after":0}])");
    QCOMPARE(there.choose().stepCount(), 2);
    MappingChoice choice;
    choice.endpoint = u"/user"_s;
    choice.follow = MappingChoice::Follow::Alone;
    const ChatMapping mapping = there.choose(choice);
    QCOMPARE(mapping.stepCount(), 1);
    QCOMPARE(names(mapping.outputs), u"echo reply"_s);
    // The other way round: only how the best one goes on.
    choice.endpoint.clear();
    QCOMPARE(there.choose(choice).stepCount(), 1);
}

void TestMappingChoice::afterTheAppChanged_data()
{
    QTest::addColumn<QByteArray>("dependencies");
    QTest::addColumn<QString>("endpoint");
    QTest::addColumn<QString>("inputs");
    QTest::addColumn<QString>("changed");
    const QByteArray ask = R"("inputs":[0,1],"outputs":[2,3]})";
    const QByteArray other = R"("inputs":[0,6],"outputs":[2]})";
    QTest::newRow("nothing changed") << QByteArray(R"([{"api_name":"ask",)" + ask + ']')
                                     << u"/ask"_s << u"parameter message"_s << QString();
    QTest::newRow("renamed") << QByteArray(R"([{"api_name":"size",)" + other
                                           + R"(,{"api_name":"reply",)" + ask + ']')
                             << u"/reply"_s << u"parameter message"_s
                             << u"renamed /ask to /reply"_s;
    QTest::newRow("the name went to another function")
        << QByteArray(R"([{"api_name":"ask",)" + other + R"(,{"api_name":"old",)" + ask + ']')
        << u"/old"_s << u"parameter message"_s << u"renamed /ask to /old"_s;
    QTest::newRow("another shape under the same name")
        << QByteArray(R"([{"api_name":"ask",)" + other + ']') << u"/ask"_s << u"message parameter"_s
        << u"changed /ask"_s;
    QTest::newRow("gone, and two could be meant")
        << QByteArray(R"([{"api_name":"a",)" + ask + R"(,{"api_name":"b",)" + ask + ']') << u"/a"_s
        << u"message parameter"_s << u"no longer has /ask"_s;
    QTest::newRow("renamed, but switched off")
        << QByteArray(R"([{"api_name":"size",)" + other + R"(,{"api_name":false,)" + ask + ']')
        << u"/size"_s << u"message parameter"_s << u"no longer has /ask"_s;
}

void TestMappingChoice::afterTheAppChanged()
{
    QFETCH(const QByteArray, dependencies);
    QFETCH(const QString, endpoint);
    QFETCH(const QString, inputs);
    QFETCH(const QString, changed);
    Failure failure;
    const ChatMapping mapping = app(dependencies).choose(contextIsTheMessage(app(kAsk)), &failure);
    QVERIFY(!failure);
    QCOMPARE(mapping.endpoint.name, endpoint);
    QCOMPARE(names(mapping.inputs), inputs);
    QCOMPARE(mapping.changed.isEmpty(), changed.isEmpty());
    QVERIFY2(mapping.changed.contains(changed), qPrintable(mapping.changed));
    QVERIFY(changed.isEmpty() || mapping.changed.endsWith(u'.'));
    QVERIFY(!mapping.reason.isEmpty());
}

void TestMappingChoice::afterARestart_data()
{
    QTest::addColumn<QByteArray>("dependencies");
    QTest::addColumn<QString>("endpoint");
    QTest::addColumn<QString>("changed");
    const QByteArray ask = R"("inputs":[0,1],"outputs":[2,3]})";
    const QByteArray other = R"("inputs":[0,6],"outputs":[2]})";
    QTest::newRow("another order")
        << QByteArray(R"([{"api_name":"size",)" + other + R"(,{"api_name":"ask",)" + ask + ']')
        << u"/ask"_s << QString();
    QTest::newRow("renamed, and something better came")
        << QByteArray(R"([{"api_name":"chat","inputs":[0,4],"outputs":[4]},{"api_name":"reply",)"
                      + ask + ']')
        << u"/reply"_s << u"renamed /ask to /reply"_s;
    QTest::newRow("another shape") << QByteArray(R"([{"api_name":"ask",)" + other + ']')
                                   << u"/ask"_s << u"changed what /ask"_s;
    QTest::newRow("gone") << QByteArray(R"([{"api_name":"size",)" + other + ']') << u"/size"_s
                          << u"no longer has /ask; /size"_s;
}

void TestMappingChoice::afterARestart()
{
    QFETCH(const QByteArray, dependencies);
    QFETCH(const QString, endpoint);
    QFETCH(const QString, changed);
    const MappingChoice before = MappingChoice::of(app(kAsk).choose({}, nullptr, u"/ask"_s));
    const App now = app(dependencies);
    const ChatMapping mapping = mappingAfter(now.config, now.endpoints, before);
    QCOMPARE(mapping.calledAs, endpoint);
    QCOMPARE(mapping.changed.isEmpty(), changed.isEmpty());
    QVERIFY2(mapping.changed.contains(changed), qPrintable(mapping.changed));
    QVERIFY(!mapping.reason.contains(u"chosen by you"_s));
}

/// Where only roles were changed, the endpoint is whatever is the best.
void TestMappingChoice::rolesOfTheBestOneAreKeptByName()
{
    MappingChoice choice = contextIsTheMessage(app(kAsk));
    choice.was = std::exchange(choice.endpoint, {});
    choice = MappingChoice::fromJson(choice.toJson());
    const ChatMapping mapping
        = app(R"([{"api_name":"reply","inputs":[0,1],"outputs":[2,3]}])").choose(choice);
    QCOMPARE(mapping.calledAs, u"/reply"_s);
    QCOMPARE(names(mapping.inputs), u"parameter message"_s);
    QVERIFY(mapping.changed.contains(u"renamed /ask to /reply"_s));
}

void TestMappingChoice::impossibleRoles()
{
    const App there = app(kAsk);
    MappingChoice choice = MappingChoice::of(there.choose({}, nullptr, u"/ask"_s));
    choice.inputs[{0, 0}] = Role::Parameter;
    Failure failure;
    QVERIFY(!there.choose(choice, &failure).isValid());
    QCOMPARE(failure.kind, Failure::Kind::Endpoint);
    // Places that do not exist change nothing.
    choice.inputs = {{{0, 9}, Role::Message}, {{4, 0}, Role::Message}};
    QCOMPARE(names(there.choose(choice).inputs), u"message parameter"_s);
}

void TestMappingChoice::commandLineIsStronger()
{
    const App there = app(kAsk);
    QCOMPARE(there.choose(contextIsTheMessage(there), nullptr, u"size"_s).endpoint.name,
             u"/size"_s);
}

void TestMappingChoice::filesAreTheMessageWhereNothingElseIs()
{
    const QByteArray parts = R"([{"type":"audio","props":{"label":"Speak"}},
        {"type":"dropdown","props":{"value":"en","choices":[["en","en"]]}},{"type":"textbox"}])";
    const QByteArray talk = R"({"api_name":"talk","inputs":[0,1],"outputs":[2]})";
    const auto choose = [&](const QByteArray &dependencies, const QString &wanted) {
        const Config config = writtenConfig(parts, dependencies, "5.49.1");
        return chooseMapping(config, endpointsOf(config, {}), wanted, nullptr);
    };
    const ChatMapping mapping = choose('[' + talk + ']', {});
    QCOMPARE(mapping.calledAs, u"/talk"_s);
    QVERIFY(mapping.takesOnlyFiles());
    QCOMPARE(names(mapping.inputs), u"file parameter"_s);
    QVERIFY(!mapping.reason.isEmpty());
    // With two of them somebody has to say which.
    const QByteArray two = '[' + talk + R"(,{"api_name":"other","inputs":[0],"outputs":[2]}])";
    QVERIFY(!choose(two, {}).isValid());
    QCOMPARE(choose(two, u"other"_s).calledAs, u"/other"_s);
}

void TestMappingChoice::aNumberIsTheMessageByHand()
{
    const Config config
        = writtenConfig(R"([{"type":"number","props":{"label":"Guess"}},{"type":"textbox"}])",
                        R"([{"api_name":"guess","inputs":[0],"outputs":[1]}])", "5.49.1");
    const std::vector<Endpoint> endpoints = endpointsOf(config, {});
    QVERIFY(!chooseMapping(config, endpoints, {}, nullptr).isValid());
    MappingChoice choice;
    choice.endpoint = u"/guess"_s;
    for (const ChatMapping &mapping : {chooseMapping(config, endpoints, u"guess"_s, nullptr),
                                       chooseMapping(config, endpoints, {}, choice, nullptr)}) {
        QCOMPARE(names(mapping.inputs), u"message"_s);
        QCOMPARE(mapping.buildData(0, {u" 7 "_s, {}, {}}, {}), QJsonArray{7});
        QCOMPARE(mapping.buildData(0, {u"seven"_s, {}, {}}, {}), QJsonArray{u"seven"_s});
    }
}

void TestMappingChoice::whyThereIsNone_data()
{
    QTest::addColumn<QByteArray>("parts");
    QTest::addColumn<QByteArray>("dependencies");
    QTest::addColumn<QString>("why");
    const QByteArray box = R"([{"type":"textbox"},{"type":"textbox"}])";
    QTest::newRow("private") << box
                             << QByteArray(R"([{"api_name":false,"inputs":[0],"outputs":[1]}])")
                             << u"choose one of the page's own"_s;
    QTest::newRow("built in the page")
        << QByteArray(R"([{"type":"slider"},{"type":"column"}])")
        << QByteArray(R"([{"api_name":"apply","show_api":false,"inputs":[0],"outputs":[1]}])")
        << u"only in the browser page"_s;
    QTest::newRow("nothing") << box << QByteArray("[]") << u"switched the API off."_s;
}

void TestMappingChoice::whyThereIsNone()
{
    QFETCH(const QByteArray, parts);
    QFETCH(const QByteArray, dependencies);
    QFETCH(const QString, why);
    const Config config = writtenConfig(parts, dependencies, "5.49.1");
    Failure failure;
    QVERIFY(!chooseMapping(config, endpointsOf(config, {}), {}, &failure).isValid());
    QVERIFY2(failure.said.contains(why), qPrintable(failure.said));
}

void TestMappingChoice::whatMayBeChosen()
{
    const Config config = writtenConfig(
        R"([{"type":"textbox"},{"type":"textbox","props":{"type":"password"}},{"type":"state"},
            {"type":"image"},{"type":"chatbot"},{"type":"slider"}])",
        R"([{"api_name":"f","inputs":[0,1,2,3,4,5],"outputs":[0,2,4]}])");
    const Endpoint f = endpointsOf(config, {}).front();
    QVERIFY(rolesFor(f.inputs[0]).contains(Role::Message));
    QVERIFY(!rolesFor(f.inputs[1]).contains(Role::Message));
    QCOMPARE(rolesFor(f.inputs[2]), QList{Role::State});
    QVERIFY(rolesFor(f.inputs[3]).contains(Role::File));
    QVERIFY(rolesFor(f.inputs[4]).contains(Role::History));
    QVERIFY(!rolesFor(f.inputs[5]).contains(Role::Message));
    QVERIFY(rolesFor(f.outputs[0]).contains(Role::Reply));
    QCOMPARE(rolesFor(f.outputs[1]), QList{Role::State});
}

void TestMappingChoice::filesBesideTheBoxOfAPageChain()
{
    // The captured chat, with another box and a file in the place of its system prompt.
    QJsonObject body
        = QJsonDocument::fromJson(capture(u"6.31.0/config.json"_s).at(0).body).object();
    const Endpoint echo
        = chooseMapping(Config::parse(QJsonDocument(body).toJson()),
                        endpointsOf(capturedConfig(u"6.31.0"_s), {}), {}, {}, nullptr)
              .endpoint;
    QJsonArray components = body.value("components"_L1).toArray();
    for (qsizetype i = 0; i < components.size(); ++i) {
        QJsonObject component = components[i].toObject();
        const int id = component.value("id"_L1).toInt();
        if (id == echo.inputs[0].component)
            component.insert("type"_L1, u"multimodaltextbox"_s);
        else if (id == echo.inputs[2].component)
            component.insert("type"_L1, u"file"_s);
        components[i] = component;
    }
    body.insert("components"_L1, components);
    const Config config = Config::parse(QJsonDocument(body).toJson());
    MappingChoice choice;
    choice.follow = MappingChoice::Follow::Page;
    const ChatMapping page = chooseMapping(config, endpointsOf(config, {}), {}, choice, nullptr);
    QCOMPARE(page.stepCount(), 3);
    QCOMPARE(names(page.then[0].inputs), u"state state parameter parameter"_s);
}

void TestMappingChoice::pageChainOnDemand()
{
    const Config config = capturedConfig(u"6.31.0"_s);
    const std::vector<Endpoint> endpoints = endpointsOf(config, capturedInfo(u"6.31.0"_s));
    const ChatMapping own = chooseMapping(config, endpoints, {}, {}, nullptr);
    QCOMPARE(own.stepCount(), 1);
    QCOMPARE(chooseMapping(config, endpoints, u"echo"_s, nullptr).stepCount(), 1);
    const auto lost = [&](const QJsonValue &answer) {
        return wantsPageChain(config, endpoints, own, {answer, QJsonValue::Null});
    };
    QVERIFY(!lost(u"Hello"_s));
    QVERIFY(!lost(u"Say <gradio.components.image.Image object at 0x7f> aloud"_s));
    QVERIFY(lost(QJsonObject{{"__type__"_L1, u"update"_s}, {"value"_L1, u"/tmp/a.png"_s}}));
    QVERIFY(lost(u"<gradio.components.image.Image object at 0x7f00>"_s));
    QVERIFY(lost(QJsonArray{u"see"_s, u"<gradio.components.image.Image object at 0x7f00>"_s}));

    MappingChoice choice;
    choice.follow = MappingChoice::Follow::Page;
    const ChatMapping page = chooseMapping(config, endpoints, {}, choice, nullptr);
    QCOMPARE(page.stepCount(), 3);
    QCOMPARE(page.replyStep(), 1);
    QCOMPARE(page.calledAs, own.calledAs);
    QCOMPARE(page.history, ChatMapping::History::Server);
    QVERIFY(page.reason.contains(u"as its page calls it"_s));
    // A role says nothing about what the page's own functions remember.
    MappingChoice changed = choice;
    changed.inputs[{0, 0}] = Role::Message;
    QCOMPARE(chooseMapping(config, endpoints, {}, changed, nullptr).history,
             ChatMapping::History::Server);
    // The parameters are the same, by the names of /info.
    QStringList keys;
    for (const Parameter &parameter : page.parameters())
        keys += parameter.key();
    QCOMPARE(keys, (QStringList{u"system_prompt"_s, u"tokens"_s}));
    QVERIFY(!wantsPageChain(config, endpoints, page, {QJsonValue::Null, u"<gradio.components."_s}));

    // Before 5.9 there is no such chain.
    const Config old = capturedConfig(u"4.44.1"_s);
    QCOMPARE(chooseMapping(old, endpointsOf(old, {}), {}, choice, nullptr).stepCount(), 1);
}

void TestMappingChoice::filesFindTheirInputs_data()
{
    QTest::addColumn<QByteArray>("types");
    QTest::addColumn<QByteArray>("files");
    QTest::addColumn<QByteArray>("version");
    QTest::addColumn<QByteArray>("data");
    const QByteArray png = R"({"mime_type":"image/png","path":"p"})";
    const QByteArray wav = R"({"mime_type":"audio/wav","path":"w"})";
    const QByteArray mp4 = R"({"mime_type":"video/mp4","path":"m"})";
    const QByteArray many = R"({"type":"file","props":{"file_count":"multiple"}})";
    const auto row = [](const char *name, const QByteArray &types, const QByteArray &files,
                        const QByteArray &version, const QByteArray &data) {
        QTest::newRow(name) << types << files << version << data;
    };
    const QByteArray image = R"({"type":"image"})";
    const QByteArray audio = R"({"type":"audio"})";
    row("each its kind", audio + ',' + image, png + ',' + wav, "6.31.0", wav + ',' + png);
    row("one is left empty", audio + ',' + image, png, "6.31.0", "null," + png);
    row("in order", image + ',' + image, R"({"path":"1"},{"path":"2"})", "6.31.0",
        R"({"path":"1"},{"path":"2"})");
    row("several for one", many, png + ',' + wav, "6.31.0", '[' + png + ',' + wav + ']');
    row("an own place first", many + ',' + image, wav + ',' + png + ',' + wav, "6.31.0",
        '[' + wav + ',' + wav + "]," + png);
    row("no more than there are places", image, png + ',' + png, "6.31.0", png);
    row("video of 5.x", R"({"type":"video"})", mp4, "5.49.1",
        R"({"subtitles":null,"video":)" + mp4 + '}');
    row("video of 6.x", R"({"type":"video"})", mp4, "6.31.0", mp4);
    row("gallery", R"({"type":"gallery"})", png + ',' + mp4, "6.31.0",
        R"([{"caption":null,"image":)" + png + R"(},{"caption":null,"video":)" + mp4 + "}]");
    row("editor", R"({"type":"imageeditor"})", png, "6.31.0",
        R"({"background":)" + png + R"(,"composite":)" + png + R"(,"layers":[]})");
    row("3.x: as it was uploaded", R"({"type":"video"})", R"("data:video/mp4;base64,AA==")",
        "3.50.2", R"("data:video/mp4;base64,AA==")");
    const QByteArray old
        = R"({"data":"data:image/png;base64,AA==","is_file":true,"name":"/c/a.png"})";
    row("3.x: a picture as its bytes", R"({"type":"image"})", old, "3.50.2",
        R"("data:image/png;base64,AA==")");
    row("3.x: any other file where it lies", R"({"type":"file"})", old, "3.50.2",
        R"({"data":null,"is_file":true,"name":"/c/a.png"})");
}

void TestMappingChoice::filesFindTheirInputs()
{
    QFETCH(const QByteArray, types);
    QFETCH(const QByteArray, files);
    QFETCH(const QByteArray, version);
    QFETCH(const QByteArray, data);
    const QByteArray components = R"([{"type":"textbox"},{"type":"markdown"},)" + types + ']';
    const int count = int(QJsonDocument::fromJson(components).array().size());
    QByteArray inputs = "0";
    for (int i = 2; i < count; ++i)
        inputs += ',' + QByteArray::number(i);
    const Config config = writtenConfig(
        components, R"([{"api_name":"f","outputs":[1],"inputs":[)" + inputs + "]}]", version);
    const ChatMapping mapping = chooseMapping(config, endpointsOf(config, {}), {}, nullptr);
    QVERIFY(mapping.takesFiles());
    const QJsonArray given = QJsonDocument::fromJson('[' + files + ']').array();
    QCOMPARE(QJsonDocument(mapping.buildData(0, {u"hi"_s, given, {}}, {}))
                 .toJson(QJsonDocument::Compact),
             QByteArray(R"(["hi",)" + data + ']'));
}

void TestMappingChoice::messageForm()
{
    ChatMapping mapping = app(kAsk).choose({}, nullptr, u"/ask"_s);
    QVERIFY(!mapping.takesFiles());
    QVERIFY(mapping.flipMessageForm());
    QCOMPARE(mapping.buildData(0, {u"hi"_s, {}, {}}, {}).at(0),
             QJsonValue(QJsonObject{{"text"_L1, u"hi"_s}, {"files"_L1, QJsonArray()}}));
    QVERIFY(mapping.flipMessageForm());
    QCOMPARE(mapping.buildData(0, {u"hi"_s, {}, {}}, {}).at(0), QJsonValue(u"hi"_s));
}

void TestMappingChoice::historyForm()
{
    const App there = app(R"([{"api_name":"respond","inputs":[0,4],"outputs":[2]}])");
    ChatMapping mapping = there.choose();
    PageValues page;
    const TurnInput turn{u"hi"_s, {}, {}};
    mapping.endTurn(turn, {u"Hello"_s}, page);
    const QJsonArray messages{QJsonObject{{"role"_L1, u"user"_s}, {"content"_L1, u"hi"_s}},
                              QJsonObject{{"role"_L1, u"assistant"_s}, {"content"_L1, u"Hello"_s}}};
    QCOMPARE(mapping.buildData(0, turn, page).at(1), QJsonValue(messages));
    QVERIFY(mapping.flipHistoryFormat(page));
    const QJsonArray pairs{QJsonArray{u"hi"_s, u"Hello"_s}};
    QCOMPARE(mapping.buildData(0, turn, page).at(1), QJsonValue(pairs));
    QVERIFY(mapping.flipHistoryFormat(page));
    QCOMPARE(mapping.buildData(0, turn, page).at(1), QJsonValue(messages));
    ChatMapping without = app(kAsk).choose();
    QVERIFY(!without.flipHistoryFormat(page));
}

QTEST_GUILESS_MAIN(TestMappingChoice)
#include "tst_mappingchoice.moc"
