#include "gradio/configs.h"
#include "gradio/parameterfiles.h"
#include "gradio/parametervalues.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace spaceline;
using namespace spaceline::gradio;

/// gradio-protocol.md §3.1, failures.md F27.
class TestParameterValues : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void problems_data();
    void problems();
    void defaultsAreFine_data();
    void defaultsAreFine();
    void schemas_data();
    void schemas();
    void texts_data();
    void texts();
    void localPathIsALocalFile();
    void choiceOfManyIsNotListedWhole();
    void differences();
    void passwordsAreNotForTheStore();
    void fileTypes_data();
    void fileTypes();
    void uploadsTakeTheirPlaces();
    void everyKindHasARow();
};

namespace {

QJsonValue json(const QByteArray &text)
{
    return QJsonDocument::fromJson('[' + text + ']').array().at(0);
}

/// The input that a server describes with \p component and, in /info, with \p schema.
Parameter parameterOf(const QByteArray &component, const QByteArray &schema = "{}")
{
    const Config config = writtenConfig('[' + component + ']',
                                        R"([{"id":0,"targets":[],"inputs":[0],"outputs":[],
                                           "api_name":"f","backend_fn":true}])");
    const ApiInfo info = ApiInfo::parse(R"({"named_endpoints":{"/f":{"parameters":[{"type":)"
                                        + schema + R"(}],"returns":[]}}})");
    const std::vector<Endpoint> endpoints = endpointsOf(config, info);
    if (endpoints.empty() || endpoints[0].inputs.empty())
        qFatal("the component cannot be read: %s", component.constData());
    return endpoints[0].inputs[0];
}

constexpr auto kSlider
    = R"({"type":"slider","props":{"label":"Heat","minimum":0,"maximum":2,"step":0.1,"value":0.7}})";
constexpr auto kDropdown
    = R"({"type":"dropdown","props":{"label":"Model","choices":[["Small","s"],["Seven",7]],"value":"s"}})";
constexpr auto kMany = R"({"type":"dropdown","props":{"label":"Tools","multiselect":true,
    "choices":[["Web","w"],["Code","c"]],"value":[]}})";
constexpr auto kGroup = R"({"type":"checkboxgroup","props":{"label":"Tools",
    "choices":[["Web","w"],["Code","c"]],"value":["w"]}})";
constexpr auto kImage = R"({"type":"image","props":{"label":"Photo"}})";
constexpr auto kFiles
    = R"({"type":"file","props":{"label":"Papers","file_count":"multiple","file_types":[".pdf","text"]}})";

} // namespace

void TestParameterValues::problems_data()
{
    QTest::addColumn<QByteArray>("component");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QString>("problem");
    const auto row
        = [](const char *name, const QByteArray &component, const QByteArray &value,
             const QString &problem = {}) { QTest::newRow(name) << component << value << problem; };
    const QByteArray text = R"({"type":"textbox","props":{"label":"Name","max_length":3}})";
    row("text", text, "\"abc\"");
    row("text too long", text, "\"abcd\"", u"“Name” takes at most 3 character(s)."_s);
    row("text, number", text, "3", u"“Name” takes a text."_s);
    row("text, empty though required", text, "\"\"");
    row("code", R"({"type":"code","props":{"label":"Query"}})", "\"a = 1\\nb\"");

    const QByteArray number = R"({"type":"number","props":{"label":"Seed"}})";
    row("number", number, "7.25");
    row("number, text", number, "\"7\"", u"“Seed” takes a number."_s);
    row("number, missing", number, "null", u"“Seed” needs a value."_s);
    row("number, null where it may be", R"({"type":"number","props":{"label":"Seed","value":3}})",
        "null");
    const QByteArray least = R"({"type":"number","props":{"label":"Seed","minimum":1,"step":2}})";
    row("number, at the bound", least, "1");
    row("number, between steps", least, "1.5");
    row("number, below", least, "0.99", u"“Seed” must be at least 1."_s);
    row("number, above", R"({"type":"number","props":{"label":"Seed","maximum":0.5}})", "1",
        u"“Seed” must be at most 0.5."_s);

    row("slider", kSlider, "1.3");
    row("slider, many steps", kSlider, "0.30000000000000004");
    row("slider, ends", kSlider, "2");
    row("slider, above", kSlider, "99", u"“Heat” must be between 0 and 2."_s);
    row("slider, below", kSlider, "-0.1", u"“Heat” must be between 0 and 2."_s);
    row("slider, between steps", kSlider, "0.75", u"“Heat” goes in steps of 0.1 from 0."_s);
    row("slider, text", kSlider, "\"0.7\"", u"“Heat” takes a number."_s);
    row("slider, null", kSlider, "null", u"“Heat” takes a number."_s);
    row("slider, short last step",
        R"({"type":"slider","props":{"label":"Tokens","minimum":1,"maximum":2048,"step":64}})",
        "2048");
    row("slider, steps from its start",
        R"({"type":"slider","props":{"label":"Tokens","minimum":1,"maximum":2048,"step":64}})",
        "65");

    const QByteArray box = R"({"type":"checkbox","props":{"label":"Web"}})";
    row("check box", box, "true");
    row("check box, number", box, "1", u"“Web” is either true or false."_s);

    row("dropdown", kDropdown, "\"s\"");
    row("dropdown, number", kDropdown, "7.0");
    row("dropdown, label", kDropdown, "\"Small\"", u"“Model” takes one of: Small, Seven."_s);
    row("dropdown, null", kDropdown, "null", u"“Model” takes one of: Small, Seven."_s);
    row("dropdown, list", kDropdown, "[\"s\"]", u"“Model” takes one of: Small, Seven."_s);
    const QByteArray custom
        = R"({"type":"dropdown","props":{"label":"Model","choices":[["A","a"]],"allow_custom_value":true}})";
    row("dropdown, custom", custom, "\"mine\"");
    row("dropdown, custom list", custom, R"([])", u"“Model” takes one of: A."_s);
    row("dropdown, filled while the app runs",
        R"({"type":"dropdown","props":{"label":"Model","choices":[]}})", "\"x\"");
    row("dropdown, several", kMany, "[\"c\",\"w\"]");
    row("dropdown, several, unknown", kMany, "[\"c\",\"x\"]",
        u"“Tools” takes one of: Web, Code."_s);
    row("dropdown, several, one", kMany, "\"c\"", u"“Tools” takes a list of choices."_s);
    row("dropdown, too many",
        R"({"type":"dropdown","props":{"label":"Tools","multiselect":true,"max_choices":1,
            "choices":[["Web","w"],["Code","c"]]}})",
        "[\"c\",\"w\"]", u"“Tools” takes at most 1 choice(s)."_s);
    row("group", kGroup, R"([])");
    row("group, unknown", kGroup, R"([1])", u"“Tools” takes one of: Web, Code."_s);
    const QByteArray radio
        = R"({"type":"radio","props":{"label":"Style","choices":["short","long"]}})";
    row("radio, bare choices", radio, "\"long\"");
    row("radio, unknown", radio, "\"medium\"", u"“Style” takes one of: short, long."_s);

    row("picture", kImage, R"({"local_path":"/a/b.png","orig_name":"b.png"})");
    row("picture, uploaded", kImage, R"({"path":"/srv/b.png","meta":{"_type":"gradio.FileData"}})");
    row("picture, missing", kImage, "null");
    row("picture, text", kImage, R"({"local_path":"/a/b.txt","orig_name":"b.txt"})",
        u"“Photo” takes files of these types only: image."_s);
    row("picture, two", kImage,
        R"([{"local_path":"/a","orig_name":"a.png"},{"local_path":"/b","orig_name":"b.png"}])",
        u"“Photo” takes one file only."_s);
    row("picture, number", kImage, "3", u"“Photo” takes a file."_s);
    row("files", kFiles, R"([{"local_path":"/a","orig_name":"a.PDF"},{"path":"/srv/x"}])");
    row("files, wrong type", kFiles, R"([{"local_path":"/a","orig_name":"a.exe"}])",
        u"“Papers” takes files of these types only: .pdf, text."_s);
    row("files, none", kFiles, "[]");

    const QByteArray color = R"({"type":"colorpicker","props":{"label":"Ink"}})";
    row("colour", color, "\"#3A5bd0\"");
    row("colour, short", color, "\"#fff\"");
    row("colour, function", color, "\"rgba(58.5, 91, 208, 0.5)\"");
    row("colour, word", color, "\"ink\"", u"“Ink” takes a colour such as #3a5bd0."_s);
    row("colour, digits", color, "\"#12345\"", u"“Ink” takes a colour such as #3a5bd0."_s);

    const QByteArray dateTime = R"({"type":"datetime","props":{"label":"When"}})";
    const QString form = u"“When” takes a date and time such as 2026-01-31 18:30:00."_s;
    row("time", dateTime, "\"2026-01-31 18:30:00\"");
    row("time, now", dateTime, "\"now - 5m\"");
    row("time, no such day", dateTime, "\"2026-02-31 18:30:00\"", form);
    row("time, day alone", dateTime, "\"2026-01-31\"", form);
    // What the function is given is a number; what the server takes is the text (§3.1, seen).
    row("time, number", dateTime, "1700000000", form);
    const QByteArray date
        = R"({"type":"datetime","props":{"label":"When","include_time":false,"type":"string"}})";
    row("date", date, "\"2026-01-31\"");
    row("date, with time", date, "\"2026-01-31 18:30:00\"",
        u"“When” takes a date such as 2026-01-31."_s);

    const QByteArray any = R"({"type":"json","props":{"label":"Extra"}})";
    row("JSON", any, R"({"a":[1]})");
    row("JSON, missing", any, "null");
    row("no label", R"({"type":"number","props":{}})", "null", u"“#0” needs a value."_s);
    row("label with a place",
        R"({"type":"slider","props":{"label":"%2 %1","minimum":1,"maximum":3}})", "9",
        u"“%2 %1” must be between 1 and 3."_s);
}

void TestParameterValues::problems()
{
    QFETCH(const QByteArray, component);
    QFETCH(const QByteArray, value);
    QFETCH(const QString, problem);
    QVERIFY(!json(value).isUndefined());
    QCOMPARE(problemOf(parameterOf(component), json(value)), problem);
}

void TestParameterValues::defaultsAreFine_data()
{
    QTest::addColumn<QByteArray>("component");
    QTest::newRow("slider between steps")
        << QByteArray(R"({"type":"slider","props":{"minimum":1,"maximum":9,"step":2,"value":4}})");
    QTest::newRow("choice that is none")
        << QByteArray(R"({"type":"dropdown","props":{"choices":[["A","a"]],"value":"b"}})");
    QTest::newRow("colour by name")
        << QByteArray(R"({"type":"colorpicker","props":{"value":"red"}})");
    QTest::newRow("time in words")
        << QByteArray(R"({"type":"datetime","props":{"value":"yesterday"}})");
    QTest::newRow("radio without one")
        << QByteArray(R"({"type":"radio","props":{"choices":["a"]}})");
    QTest::newRow("group without one")
        << QByteArray(R"({"type":"checkboxgroup","props":{"choices":["a"]}})");
    QTest::newRow("text") << QByteArray(R"({"type":"textbox","props":{}})");
}

void TestParameterValues::defaultsAreFine()
{
    QFETCH(const QByteArray, component);
    const Parameter parameter = parameterOf(component);
    QCOMPARE(problemOf(parameter, parameter.fallback), QString());
    QCOMPARE(problemOf(parameter, QJsonValue::Undefined), QString());
}

void TestParameterValues::schemas_data()
{
    QTest::addColumn<QByteArray>("schema");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QString>("problem");
    const auto row
        = [](const char *name, const QByteArray &schema, const QByteArray &value,
             const QString &problem = {}) { QTest::newRow(name) << schema << value << problem; };
    row("any", R"({"type":{}})", "3");
    row("number", R"({"type":"number"})", "\"3\"", u"“Extra” must be a number."_s);
    row("whole", R"({"type":"integer"})", "2.5", u"“Extra” must be a whole number."_s);
    row("either type", R"({"type":["string","boolean"]})", "true");
    row("neither type", R"({"type":["object","null"]})", "true",
        u"“Extra” must be an object in { }."_s);
    row("enum", R"({"enum":["a",1]})", "\"b\"", u"“Extra” takes one of: \"a\", 1."_s);
    row("const", R"({"const":"a"})", "\"b\"", u"“Extra” takes one of: \"a\"."_s);
    const QByteArray object = R"({"type":"object","required":["mode"],
        "properties":{"mode":{"enum":["x"]},"size":{"type":"number"}}})";
    row("object", object, R"({"mode":"x","other":1})");
    row("member missing", object, R"({"size":1})", u"“Extra” needs a member “mode”."_s);
    row("member wrong", object, R"({"mode":"x","size":"1"})",
        u"“Extra” is wrong in “size”, which must be a number."_s);
    row("list", R"({"type":"array","items":{"type":"string"}})", R"(["a",2])",
        u"“Extra” is wrong in entry 2, which must be a text in quotation marks."_s);
    row("any of", R"({"anyOf":[{"type":"null"},{"type":"array"}]})", "[1]");
    row("none of", R"({"anyOf":[{"type":"array"},{"type":"string"}]})", "1",
        u"“Extra” must be a list in [ ]."_s);
    row("reference", R"({"$ref":"#/$defs/Thing"})", "1");
    QByteArray deep = R"({"type":"string"})";
    for (int i = 0; i < 50; ++i)
        deep = R"({"items":)" + deep + '}';
    row("deeper than anyone types", deep, QByteArray(50, '[') + '1' + QByteArray(50, ']'));
}

void TestParameterValues::schemas()
{
    QFETCH(const QByteArray, schema);
    QFETCH(const QByteArray, value);
    QFETCH(const QString, problem);
    const Parameter parameter
        = parameterOf(R"({"type":"paramviewer","props":{"label":"Extra"}})", schema);
    QVERIFY(!json(value).isUndefined());
    QCOMPARE(problemOf(parameter, json(value)), problem);
}

void TestParameterValues::texts_data()
{
    QTest::addColumn<QByteArray>("component");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QByteArray>("value");
    const auto row
        = [](const char *name, const QByteArray &component, const QString &text,
             const QByteArray &value) { QTest::newRow(name) << component << text << value; };
    const QByteArray text = R"({"type":"textbox"})";
    row("bare word", text, u"hello"_s, "\"hello\"");
    row("sentence", text, u"say \"hi\""_s, "\"say \\\"hi\\\"\"");
    row("quoted", text, u"\"hello\""_s, "\"hello\"");
    row("digits are text there", text, u"007"_s, "\"007\"");
    row("number is text there", text, u"5"_s, "\"5\"");
    row("list is text there", text, u"[1, 2]"_s, "\"[1, 2]\"");
    row("two values", text, u"1, 2"_s, "\"1, 2\"");
    row("empty", text, QString(), "\"\"");
    row("number", R"({"type":"number"})", u"0.7"_s, "0.7");
    row("quoted number", R"({"type":"slider"})", u"\"0.7\""_s, "0.7");
    row("number without its zero", R"({"type":"slider"})", u".5"_s, "0.5");
    row("decimal comma", R"({"type":"slider"})", u"0,7"_s, "\"0,7\"");
    row("no number", R"({"type":"number"})", u"nan"_s, "\"nan\"");
    row("null", R"({"type":"number"})", u"null"_s, "null");
    row("true", R"({"type":"checkbox"})", u"true"_s, "true");
    row("Python's True", R"({"type":"checkbox"})", u"True"_s, "true");
    row("yes", R"({"type":"checkbox"})", u"yes"_s, "\"yes\"");
    row("choice", kDropdown, u"s"_s, "\"s\"");
    row("choice by its label", kDropdown, u"Small"_s, "\"s\"");
    row("number as choice", kDropdown, u"7"_s, "7");
    row("text of digits as choice", R"({"type":"radio","props":{"choices":["5","6"]}})", u"5"_s,
        "\"5\"");
    row("no choice", kDropdown, u"large"_s, "\"large\"");
    row("one of several", kMany, u"Code"_s, "[\"c\"]");
    row("several", kMany, u"[\"Code\",\"w\"]"_s, "[\"c\",\"w\"]");
    row("none of several", kGroup, u"[]"_s, "[]");
    row("colour", R"({"type":"colorpicker"})", u"#ff0000"_s, "\"#ff0000\"");
    row("time", R"({"type":"datetime"})", u"2026-01-31 18:30:00"_s, "\"2026-01-31 18:30:00\"");
    row("JSON", R"({"type":"json"})", uR"({"a":1})"_s, R"({"a":1})");
    row("rows of a table", R"({"type":"dataframe","props":{"headers":["a"]}})", u"[[1,2],[3,4]]"_s,
        R"({"headers":["a","2"],"data":[[1,2],[3,4]]})");
    row("a whole table", R"({"type":"dataframe"})", uR"({"headers":["a"],"data":[]})"_s,
        R"({"headers":["a"],"data":[]})");
    row("word for JSON", R"({"type":"json"})", u"a"_s, "\"a\"");
    row("uploaded file", kImage, uR"({"path":"/srv/x"})"_s, R"({"path":"/srv/x"})");
    row("data URL", kImage, u"data:image/png;base64,AA"_s, "\"data:image/png;base64,AA\"");
}

void TestParameterValues::texts()
{
    QFETCH(const QByteArray, component);
    QFETCH(const QString, text);
    QFETCH(const QByteArray, value);
    QCOMPARE(valueFromText(parameterOf(component), text), json(value));
}

void TestParameterValues::localPathIsALocalFile()
{
    const Parameter papers = parameterOf(kFiles);
    const QJsonValue value = valueFromText(papers, u"[\"/a/one.pdf\",\"/b/two.txt\"]"_s);
    const QList<LocalFile> files = localFilesOf({papers}, {{papers.key(), value}});
    QCOMPARE(files.size(), 2);
    QCOMPARE(files[0].path, u"/a/one.pdf"_s);
    QCOMPARE(files[1].name, u"two.txt"_s);
    const QJsonValue relative = valueFromText(parameterOf(kImage), u"b.png"_s);
    QCOMPARE(localFileOf(relative)->mime, u"image/png"_s);
    QVERIFY(localFileOf(relative));
    QVERIFY(localFileOf(relative)->path.endsWith(u"/b.png"_s));
}

void TestParameterValues::choiceOfManyIsNotListedWhole()
{
    QJsonArray choices;
    for (int i = 0; i < 1000; ++i)
        choices.append(u"voice-%1"_s.arg(i));
    const QJsonObject component{{"type"_L1, "dropdown"_L1},
                                {"props"_L1, QJsonObject{{"choices"_L1, choices}}}};
    const QString problem = problemOf(parameterOf(QJsonDocument(component).toJson()), u"voice-x"_s);
    QVERIFY(problem.contains(u"voice-11, …"_s));
    QVERIFY(problem.size() < 300);
}

void TestParameterValues::differences()
{
    Parameter heat = parameterOf(kSlider);
    Parameter model = parameterOf(kDropdown);
    Parameter secret
        = parameterOf(R"({"type":"textbox","props":{"label":"Key","type":"password"}})");
    Parameter photo = parameterOf(kImage);
    Parameter again = parameterOf(kSlider);
    again.setKey(u"heat_2"_s);
    const std::vector<Parameter> form{heat, model, secret, photo, again};
    const QJsonObject values{
        {heat.key(), 1.5},
        {model.key(), u"s"_s},
        {secret.key(), u"hush"_s},
        {photo.key(), localFileValue({u"/home/me/b.png"_s, u"b.png"_s, {}})},
        {u"heat_2"_s, 2},
        {u"gone"_s, 1},
    };
    const QJsonObject expected{{u"Heat"_s, 1.5}, {u"heat_2"_s, 2}, {u"Photo"_s, u"b.png"_s}};
    QCOMPARE(differing(form, values), expected);
    QCOMPARE(differing(form, {}), QJsonObject());
}

void TestParameterValues::passwordsAreNotForTheStore()
{
    const Parameter secret
        = parameterOf(R"({"type":"textbox","props":{"label":"Key","type":"password"}})");
    const Parameter heat = parameterOf(kSlider);
    const QJsonObject kept
        = withoutPasswords({secret, heat}, {{secret.key(), u"hush"_s}, {heat.key(), 1}});
    QCOMPARE(kept, (QJsonObject{{heat.key(), 1}}));
}

void TestParameterValues::fileTypes_data()
{
    QTest::addColumn<QStringList>("types");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("mime");
    QTest::addColumn<bool>("taken");
    const auto row
        = [](const char *title, const QStringList &types, const QString &name, const QString &mime,
             bool taken) { QTest::newRow(title) << types << name << mime << taken; };
    row("all", {}, u"a.exe"_s, {}, true);
    row("suffix", {u".pdf"_s}, u"A.PDF"_s, {}, true);
    row("other suffix", {u".pdf"_s}, u"pdf"_s, {}, false);
    row("suffix without its dot", {u"pdf"_s}, u"a.pdf"_s, {}, true);
    row("family by type", {u"image"_s}, u"a"_s, u"image/png"_s, true);
    row("family by name", {u"image"_s}, u"a.JPG"_s, {}, true);
    row("the type wins", {u"image"_s}, u"a.jpg"_s, u"text/plain"_s, false);
    row("family with a star", {u"audio/*"_s}, u"a.mp3"_s, {}, true);
    row("type", {u"text/csv"_s}, u"a"_s, u"text/csv"_s, true);
    row("other type", {u"text/csv"_s}, u"a"_s, u"text/plain"_s, false);
    row("second of two", {u"video"_s, u".txt"_s}, u"a.txt"_s, u"text/plain"_s, true);
    row("any file", {u"file"_s}, u"a.exe"_s, {}, true);
}

void TestParameterValues::fileTypes()
{
    QFETCH(const QStringList, types);
    QFETCH(const QString, name);
    QFETCH(const QString, mime);
    QFETCH(const bool, taken);
    Parameter parameter = parameterOf(R"({"type":"file"})");
    parameter.fileTypes = types;
    QCOMPARE(takesFile(parameter, name, mime), taken);
}

void TestParameterValues::uploadsTakeTheirPlaces()
{
    Parameter photo = parameterOf(kImage);
    const Parameter papers = parameterOf(kFiles);
    const Parameter heat = parameterOf(kSlider);
    const std::vector<Parameter> form{papers, heat, photo};
    const QJsonObject old{{"path"_L1, "/srv/old.pdf"_L1}};
    const QJsonObject values{
        {papers.key(),
         QJsonArray{localFileValue({u"/a"_s, u"a.pdf"_s, {}}), old,
                    localFileValue({u"/b"_s, u"b.pdf"_s, {}})}},
        {heat.key(), 1},
        {photo.key(), localFileValue({u"/c"_s, u"c.png"_s, u"image/png"_s})},
    };
    const QList<LocalFile> files = localFilesOf(form, values);
    QCOMPARE(files,
             (QList<LocalFile>{{u"/a"_s, u"a.pdf"_s, {}},
                               {u"/b"_s, u"b.pdf"_s, {}},
                               {u"/c"_s, u"c.png"_s, u"image/png"_s}}));
    const QJsonObject sent = withUploads(form, values, {1, 2, 3}, {6, 0, 0});
    QCOMPARE(sent.value(papers.key()), QJsonValue(QJsonArray{1, old, 2}));
    QCOMPARE(sent.value(photo.key()), QJsonValue(3));
    QCOMPARE(sent.value(heat.key()), QJsonValue(1));

    // Old servers have forms of their own: a picture of 3.x is its content, a film of 5.x stands
    // beside its subtitles.
    const QJsonObject old3{{"name"_L1, "c.png"_L1}, {"data"_L1, "data:image/png;base64,QUJD"_L1}};
    QCOMPARE(withUploads(form, values, {1, 2, old3}, {3, 50, 2}).value(photo.key()),
             QJsonValue(u"data:image/png;base64,QUJD"_s));
    const Parameter film = parameterOf(R"({"type":"video","props":{"label":"Film"}})");
    const QJsonObject given{{film.key(), localFileValue({u"/d"_s, u"d.mp4"_s, {}})}};
    const QJsonObject wanted{{"video"_L1, 7}, {"subtitles"_L1, QJsonValue::Null}};
    QCOMPARE(withUploads({film}, given, {7}, {5, 49, 1}).value(film.key()), QJsonValue(wanted));
    QCOMPARE(withUploads({film}, given, {7}, {6, 0, 0}).value(film.key()), QJsonValue(7));
}

void TestParameterValues::everyKindHasARow()
{
    QCOMPARE(kindOf(parameterOf(R"({"type":"code"})")), ParameterKind::Code);
    QCOMPARE(kindOf(parameterOf(R"({"type":"video"})")), ParameterKind::File);
    QCOMPARE(kindOf(parameterOf(R"({"type":"dataframe"})")), ParameterKind::Json);
    QCOMPARE(kindOf(parameterOf(R"({"type":"somethingnew"})")), ParameterKind::Json);
}

QTEST_GUILESS_MAIN(TestParameterValues)
#include "tst_parametervalues.moc"
