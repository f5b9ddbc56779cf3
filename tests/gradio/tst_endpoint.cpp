#include "gradio/configs.h"
#include "gradio/endpoint.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace spaceline;
using namespace spaceline::gradio;

class TestEndpoint : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void realChats_data();
    void realChats();
    void leavesOutWhatCannotRun();
    void names();
    void hiddenInputsConsumeNoParameter();
    void unknownComponentsAreHidden();
    void defaults_data();
    void defaults();
    void choices();
    void worksWithoutInfo();
};

namespace {

Endpoint endpoint(const Config &config, const ApiInfo &info, const QString &name)
{
    for (const Endpoint &candidate : endpointsOf(config, info)) {
        if (candidate.name == name)
            return candidate;
    }
    return {};
}

} // namespace

void TestEndpoint::realChats_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("fnIndex");
    QTest::addColumn<bool>("generator");
    QTest::addColumn<QString>("parameterName");
    QTest::addColumn<QString>("messageLabel");
    QTest::addColumn<QString>("replyType");
    const QString chat = u"/chat"_s;
    const QString message = u"message"_s;
    // 3.50.2 says "generator": false of a generator; the labels are empty since 5.9.
    QTest::newRow("3.50.2") << chat << 18 << false << QString() << u"Message"_s << u"textbox"_s;
    QTest::newRow("4.44.1") << chat << 18 << true << message << u"Message"_s << u"textbox"_s;
    QTest::newRow("5.0.2") << chat << 16 << true << message << u"Message"_s << u"textbox"_s;
    QTest::newRow("5.49.1") << chat << 6 << true << message << QString() << u"json"_s;
    QTest::newRow("6.31.0") << u"/echo"_s << 6 << true << message << QString() << u"json"_s;
}

void TestEndpoint::realChats()
{
    QFETCH(const QString, name);
    QFETCH(const int, fnIndex);
    QFETCH(const bool, generator);
    QFETCH(const QString, parameterName);
    QFETCH(const QString, messageLabel);
    QFETCH(const QString, replyType);
    const QString version = QString::fromLatin1(QTest::currentDataTag());
    const Endpoint chat = endpoint(capturedConfig(version), capturedInfo(version), name);
    QCOMPARE(chat.fnIndex, fnIndex);
    QCOMPARE(chat.apiName(), name.mid(1));
    QCOMPARE(chat.generator, generator);
    QCOMPARE(chat.visibility, Dependency::Visibility::Public);

    QCOMPARE(chat.inputs.size(), 4U);
    QCOMPARE(chat.inputs[0].type, u"textbox"_s);
    QCOMPARE(chat.inputs[0].name, parameterName);
    QCOMPARE(chat.inputs[0].label, messageLabel);
    QVERIFY(chat.inputs[0].isText());
    QVERIFY(!chat.inputs[0].isMultimodal());
    QVERIFY(!chat.inputs[0].hidden);
    QVERIFY(!chat.inputs[0].password);
    QCOMPARE(chat.inputs[1].type, u"state"_s);
    QVERIFY(chat.inputs[1].hidden);
    QCOMPARE(chat.inputs[1].name, QString());
    QCOMPARE(chat.inputs[2].label, u"System prompt"_s);
    QCOMPARE(chat.inputs[2].fallback, QJsonValue(u"You are nice"_s));
    QVERIFY(!chat.inputs[2].required);
    QCOMPARE(chat.inputs[3].type, u"slider"_s);
    QCOMPARE(chat.inputs[3].label, u"Tokens"_s);
    QCOMPARE(chat.inputs[3].fallback, QJsonValue(10));
    QVERIFY(chat.inputs[3].minimum.has_value());
    QVERIFY(chat.inputs[3].maximum.has_value());

    QCOMPARE(chat.outputs.size(), 2U);
    QCOMPARE(chat.outputs[0].type, replyType);
    QVERIFY(!chat.outputs[0].hidden);
    QVERIFY(chat.outputs[1].hidden);
    QCOMPARE(chat.outputs[1].component, chat.inputs[1].component);
}

void TestEndpoint::leavesOutWhatCannotRun()
{
    const Config config = writtenConfig("[]", R"([{"api_name":"a"},
        {"api_name":"page","backend_fn":false},{"api_name":"stop","types":{"cancel":true}},
        {"api_name":"b"}])");
    QStringList names;
    for (const Endpoint &found : endpointsOf(config, {}))
        names += found.name;
    QCOMPARE(names, (QStringList{u"/a"_s, u"/b"_s}));
}

void TestEndpoint::names()
{
    const Config config
        = writtenConfig("[]", R"([{"api_name":null},{"api_name":"x"},{"api_name":false,"id":9}])");
    const std::vector<Endpoint> all = endpointsOf(config, {});
    QCOMPARE(all.size(), 3U);
    QCOMPARE(all[0].name, u"#0"_s);
    QCOMPARE(all[0].apiName(), QString());
    QCOMPARE(all[1].name, u"/x"_s);
    QCOMPARE(all[1].apiName(), u"x"_s);
    QCOMPARE(all[2].name, u"#9"_s);
    QCOMPARE(all[2].visibility, Dependency::Visibility::Private);
}

void TestEndpoint::hiddenInputsConsumeNoParameter()
{
    const Config config = writtenConfig(
        R"([{"type":"state"},{"type":"textbox"},{"type":"state"},{"type":"slider"}])",
        R"([{"api_name":"f","inputs":[0,1,2,3],"outputs":[]}])");
    const ApiInfo info = ApiInfo::parse(R"({"named_endpoints":{"/f":{"parameters":[
        {"parameter_name":"text","label":"T"},{"parameter_name":"size","label":"S",
         "parameter_has_default":true,"parameter_default":4}]}}})");
    const Endpoint f = endpoint(config, info, u"/f"_s);
    QCOMPARE(f.inputs.size(), 4U);
    QCOMPARE(f.inputs[0].name, QString());
    QCOMPARE(f.inputs[1].name, u"text"_s);
    QCOMPARE(f.inputs[1].label, u"T"_s);
    QCOMPARE(f.inputs[2].name, QString());
    QCOMPARE(f.inputs[3].name, u"size"_s);
    QCOMPARE(f.inputs[3].fallback, QJsonValue(4));
}

void TestEndpoint::unknownComponentsAreHidden()
{
    const Config config = writtenConfig(R"([{"type":"textbox"}])",
                                        R"([{"api_name":"f","inputs":[77,0],"outputs":[78,0]}])");
    const Endpoint f = endpoint(config, {}, u"/f"_s);
    QCOMPARE(f.inputs.size(), 2U);
    QVERIFY(f.inputs[0].hidden);
    QVERIFY(!f.inputs[1].hidden);
    QCOMPARE(f.outputs.size(), 2U);
    QVERIFY(f.outputs[0].hidden);
    QCOMPARE(f.outputs[0].component, 78);
    QVERIFY(!f.outputs[1].hidden);
}

void TestEndpoint::defaults_data()
{
    QTest::addColumn<QByteArray>("component");
    QTest::addColumn<QByteArray>("parameter");
    QTest::addColumn<QJsonValue>("fallback");
    QTest::addColumn<bool>("required");
    const auto row = [](const char *name, const QByteArray &component, const QByteArray &parameter,
                        const QJsonValue &fallback, bool required) {
        QTest::newRow(name) << component << parameter << fallback << required;
    };
    const QJsonValue null(QJsonValue::Null);
    const QByteArray none = "{}";
    const auto given = [](const QByteArray &value) -> QByteArray {
        return R"({"parameter_has_default":true,"parameter_default":)" + value + '}';
    };
    row("info's default", R"({"type":"textbox","props":{"value":"a"}})", given("\"b\""), u"b"_s,
        false);
    row("the component's value", R"({"type":"textbox","props":{"value":"a"}})", none, u"a"_s,
        false);
    row("a default of None, a value in the component",
        R"({"type":"textbox","props":{"value":"a"}})", given("null"), u"a"_s, false);
    row("a default of None alone", R"({"type":"textbox"})", given("null"), QString(), false);
    row("no default", R"({"type":"textbox"})", none, QString(), true);
    row("slider: its minimum", R"({"type":"slider","props":{"minimum":2,"maximum":9}})", none, 2,
        true);
    row("slider without limits", R"({"type":"slider"})", none, 0, true);
    row("slider: a default of None", R"({"type":"slider","props":{"minimum":2}})", given("null"), 2,
        false);
    row("number: null is allowed", R"({"type":"number"})", none, null, true);
    row("number: zero is a value", R"({"type":"number","props":{"value":0}})", none, 0, false);
    row("checkbox", R"({"type":"checkbox"})", none, false, true);
    row("checkboxes", R"({"type":"checkboxgroup","props":{"choices":[["A","a"]]}})", none,
        QJsonArray(), true);
    row("radio: its first value", R"({"type":"radio","props":{"choices":[["A","a"],["B","b"]]}})",
        none, u"a"_s, true);
    row("dropdown: its first value", R"({"type":"dropdown","props":{"choices":[["A",1]]}})", none,
        1, true);
    row("dropdown of 3.x", R"({"type":"dropdown","props":{"choices":["a","b"]}})", none, u"a"_s,
        true);
    row("dropdown with many values",
        R"({"type":"dropdown","props":{"multiselect":true,"choices":[["A","a"]]}})", none,
        QJsonArray(), true);
    row("dropdown with nothing in it", R"({"type":"dropdown"})", none, null, true);
    row("multimodal", R"({"type":"multimodaltextbox"})", none,
        QJsonObject{{u"text"_s, QString()}, {u"files"_s, QJsonArray()}}, true);
    row("image", R"({"type":"image"})", none, null, true);
    row("a form of a custom component: the defaults of its schema",
        R"({"type":"antdform","api_info":{"type":"object","properties":{
            "model":{"type":"string","default":"m"},"name":{"type":"string"}}}})",
        none, QJsonObject{{u"model"_s, u"m"_s}}, true);
    row("a file of a custom component",
        R"({"type":"scan","api_info":{"type":"object","properties":{"path":{"default":"x"}}}})",
        none, null, true);
    row("chatbot", R"({"type":"chatbot"})", none, QJsonArray(), true);
    row("chatbot with a greeting",
        R"({"type":"chatbot","props":{"value":[{"role":"assistant","content":"Hi"}]}})", none,
        QJsonArray{QJsonObject{{u"role"_s, u"assistant"_s}, {u"content"_s, u"Hi"_s}}}, false);
}

void TestEndpoint::defaults()
{
    QFETCH(const QByteArray, component);
    QFETCH(const QByteArray, parameter);
    QFETCH(const QJsonValue, fallback);
    QFETCH(const bool, required);
    const QByteArray components = '[' + component + ']';
    const QByteArray infoJson = R"({"named_endpoints":{"/f":{"parameters":[)" + parameter + "]}}}";
    const Config config = writtenConfig(components, R"([{"api_name":"f","inputs":[0]}])");
    const Endpoint f = endpoint(config, ApiInfo::parse(infoJson), u"/f"_s);
    QCOMPARE(f.inputs.size(), 1U);
    QCOMPARE(f.inputs[0].fallback, fallback);
    QCOMPARE(f.inputs[0].required, required);
}

void TestEndpoint::choices()
{
    const Config config = writtenConfig(
        R"([{"type":"radio","props":{"choices":[["Label","value"],"bare",7]}},
            {"type":"textbox","props":{"type":"password"}},
            {"type":"multimodaltextbox"}])",
        R"([{"api_name":"f","inputs":[0,1,2]}])");
    const Endpoint f = endpoint(config, {}, u"/f"_s);
    QCOMPARE(f.inputs[0].choices,
             (QJsonArray{QJsonArray{u"Label"_s, u"value"_s}, QJsonArray{u"bare"_s, u"bare"_s},
                         QJsonArray{7, 7}}));
    QVERIFY(f.inputs[1].password);
    QVERIFY(f.inputs[2].isText());
    QVERIFY(f.inputs[2].isMultimodal());
}

void TestEndpoint::worksWithoutInfo()
{
    // /info is broken on real servers (§14.3); the config alone has names, defaults and limits.
    for (const char *version : {"3.50.2", "4.44.1", "5.0.2", "5.49.1", "6.31.0"}) {
        const Config config = capturedConfig(QString::fromLatin1(version));
        const Endpoint chat
            = endpoint(config, {}, QByteArray(version) == "6.31.0" ? u"/echo"_s : u"/chat"_s);
        QCOMPARE(chat.inputs.size(), 4U);
        QCOMPARE(chat.inputs[2].label, u"System prompt"_s);
        QCOMPARE(chat.inputs[2].fallback, QJsonValue(u"You are nice"_s));
        QCOMPARE(chat.inputs[3].fallback, QJsonValue(10));
    }
}

QTEST_GUILESS_MAIN(TestEndpoint)
#include "tst_endpoint.moc"
