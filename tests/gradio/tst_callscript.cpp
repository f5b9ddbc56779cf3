#include "gradio/callscript.h"

#include <QFile>
#include <QJsonDocument>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace spaceline;
using namespace spaceline::gradio;

/// What the code looks like; that it runs is tried with real servers (tests/real/check_copied.py).
class TestCallScript : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void statesAreLeftOut();
    void answerIsCountedWithoutStates();
    void readsBack();
    void passwordsComeFromTheEnvironment();
    void tokenComesFromTheEnvironment();
    void loginComesFromTheEnvironment();
    void quoting();
    void filesAreNamedByAddress();
    void privateFunctionsByNumber();
    void oldQueues_data();
    void oldQueues();
    void stepsThatDidNotRun();

private:
    [[nodiscard]] static CallScript script();
};

CallScript TestCallScript::script()
{
    CallScript script;
    script.base = QUrl(u"http://127.0.0.1:7860/a%20b"_s);
    script.prefix = u"/gradio_api"_s;
    script.version = u"6.31.0"_s;
    script.protocol = u"sse_v3"_s;
    CallScript::Step step;
    step.name = u"/chat"_s;
    step.fnIndex = 2;
    step.data = {u"hello"_s, QJsonValue::Null, 0.5, true, QJsonValue::Null};
    step.states = {1};
    step.outputs = 1;
    step.reply = 0;
    script.steps.push_back(step);
    return script;
}

void TestCallScript::statesAreLeftOut()
{
    QVERIFY(asPython(script()).contains(
        "client.predict(\n    \"hello\",\n    0.5,\n    True,\n    None,\n    api_name=\"/chat\",\n)"_L1));
    QVERIFY(asJavaScript(script()).contains(
        "client.predict(\"/chat\", [\n\t\"hello\",\n\t0.5,\n\ttrue,\n\tnull,\n]);"_L1));
    // On the wire they have their place.
    QVERIFY(asCurl(script()).contains(R"(call 2 '["hello",null,0.5,true,null]')"_L1));
    QVERIFY(asCurl(script()).contains("api='http://127.0.0.1:7860/a%20b/gradio_api'"_L1));
}

void TestCallScript::answerIsCountedWithoutStates()
{
    CallScript several = script();
    several.steps[0].outputs = 3;
    several.steps[0].reply = 1;
    QVERIFY(asPython(several).contains("print(result[1])"_L1));
    QVERIFY(asJavaScript(several).contains("const answer = result.data[1];"_L1));
    QVERIFY(asPython(script()).contains("print(result)\n"_L1));
}

void TestCallScript::readsBack()
{
    CallScript before = script();
    before.credentials = {u"Authorization"_s};
    before.steps[0].passwords = {2};
    before.steps[0].isPrivate = true;
    const CallScript after = CallScript::fromJson(before.toJson());
    QCOMPARE(after.toJson(), before.toJson());
    QCOMPARE(asCurl(after), asCurl(before));
    QVERIFY(CallScript::fromJson({}).isEmpty());
}

void TestCallScript::passwordsComeFromTheEnvironment()
{
    CallScript secret = script();
    secret.steps[0].passwords = {4};
    QVERIFY(asPython(secret).contains("    os.environ[\"SPACE_PASSWORD\"],\n"_L1));
    QVERIFY(asPython(secret).contains("import os\n"_L1));
    QVERIFY(asJavaScript(secret).contains("process.env.SPACE_PASSWORD,\n"_L1));
    QVERIFY(asCurl(secret).contains("$SPACE_PASSWORD"_L1));
}

void TestCallScript::tokenComesFromTheEnvironment()
{
    CallScript told = script();
    told.credentials = {u"X-HF-Authorization"_s};
    for (const QString &code : {asCurl(told), asPython(told), asJavaScript(told)}) {
        QVERIFY2(code.contains("HF_TOKEN"_L1), qPrintable(code));
        QVERIFY2(code.contains("X-HF-Authorization"_L1), qPrintable(code));
    }
    QVERIFY(!asCurl(script()).contains("HF_TOKEN"_L1));
}

void TestCallScript::loginComesFromTheEnvironment()
{
    CallScript open = script();
    open.user = u"a'da"_s;
    QVERIFY2(asPython(open).contains("auth=(\"a'da\", os.environ[\"SPACELINE_PASSWORD\"])"_L1),
             qPrintable(asPython(open)));
    QVERIFY(asPython(open).contains("import os\n"_L1));
    QVERIFY(asJavaScript(open).contains("{ auth: [\"a'da\", process.env.SPACELINE_PASSWORD] }"_L1));
    const QString curl = asCurl(open);
    QVERIFY2(curl.contains(R"(--data-urlencode 'username=a'\''da')"_L1), qPrintable(curl));
    QVERIFY(curl.contains("-b \"$cookies\" -H 'Content-Type"_L1));
    QVERIFY(!curl.contains("HF_TOKEN"_L1));
    QCOMPARE(asCurl(CallScript::fromJson(open.toJson())), curl);
}

void TestCallScript::quoting()
{
    CallScript odd = script();
    odd.steps[0].data = {u"it's \"%1\" %2 $HOME\n\\ \u2028"_s};
    odd.steps[0].states = {};
    const QString literal = uR"("it's \"%1\" %2 $HOME\n\\ \u2028")"_s;
    QVERIFY2(asPython(odd).contains(literal), qPrintable(asPython(odd)));
    QVERIFY2(asJavaScript(odd).contains(literal), qPrintable(asJavaScript(odd)));
    QVERIFY2(asCurl(odd).contains(uR"(call 2 '["it'\''s \"%1\" %2 $HOME\n\\ )"_s),
             qPrintable(asCurl(odd)));
}

void TestCallScript::filesAreNamedByAddress()
{
    CallScript withFile = script();
    const QJsonObject file{{"path"_L1, u"/tmp/gradio/x/a.png"_s},
                           {"meta"_L1, QJsonObject{{"_type"_L1, u"gradio.FileData"_s}}}};
    withFile.steps[0].data = {QJsonObject{{"text"_L1, u"look"_s}, {"files"_L1, QJsonArray{file}}}};
    withFile.steps[0].states = {};
    const QString call
        = u"handle_file(\"http://127.0.0.1:7860/a%20b/gradio_api/file=/tmp/gradio/x/a.png\")"_s;
    QVERIFY2(asPython(withFile).contains(call), qPrintable(asPython(withFile)));
    QVERIFY(asPython(withFile).contains("import Client, handle_file"_L1));
    QVERIFY(asJavaScript(withFile).contains(call));
}

void TestCallScript::privateFunctionsByNumber()
{
    CallScript hidden = script();
    hidden.steps[0].isPrivate = true;
    QVERIFY(asPython(hidden).contains("fn_index=2"_L1));
    QVERIFY(asJavaScript(hidden).contains("client.predict(2, "_L1));
    hidden.steps[0].isPrivate = false;
    hidden.steps[0].name = u"#2"_s;
    QVERIFY(asPython(hidden).contains("fn_index=2"_L1));
}

void TestCallScript::oldQueues_data()
{
    QTest::addColumn<QString>("protocol");
    QTest::addColumn<QString>("route");
    QTest::newRow("3.x") << u"ws"_s << u"$api/run/predict"_s;
    QTest::newRow("4.0") << u"sse"_s << u"$api/queue/join?fn_index=$1"_s;
    QTest::newRow("4.12") << u"sse_v1"_s << u"$api/queue/data?session_hash="_s;
}

void TestCallScript::oldQueues()
{
    QFETCH(QString, protocol);
    QFETCH(QString, route);
    CallScript old = script();
    old.protocol = protocol;
    QVERIFY2(asCurl(old).contains(route), qPrintable(asCurl(old)));
    QVERIFY(!asCurl(old).contains("%1"_L1));
}

void TestCallScript::stepsThatDidNotRun()
{
    Failure failure;
    QFile file(QStringLiteral(SPACELINE_TEST_DATA "/configs/two-steps-pairs.json"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QJsonObject written = QJsonDocument::fromJson(file.readAll()).object();
    const Config config
        = Config::parse(QJsonDocument(written.value("config"_L1).toObject()).toJson());
    const ChatMapping mapping = chooseMapping(config, endpointsOf(config, {}), {}, &failure);
    QVERIFY(mapping.stepCount() > 1);
    const QUrl base(u"http://a"_s);
    QCOMPARE(CallScript::of(config, base, mapping, {}).steps.size(), 0U);
    const CallScript one
        = CallScript::of(config, base, mapping, std::vector<QJsonArray>{QJsonArray{u"hi"_s}});
    QCOMPARE(one.steps.size(), 1U);
    QCOMPARE(one.steps.front().reply, -1);
    QVERIFY(!asPython(one).contains("result"_L1));
}

QTEST_GUILESS_MAIN(TestCallScript)
#include "tst_callscript.moc"
