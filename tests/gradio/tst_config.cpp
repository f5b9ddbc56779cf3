#include "gradio/configs.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace spaceline;
using namespace spaceline::gradio;
using Visibility = Dependency::Visibility;

class TestConfig : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void versions_data();
    void versions();
    void readsRealConfigs_data();
    void readsRealConfigs();
    void whatAVersionHas_data();
    void whatAVersionHas();
    void protocols_data();
    void protocols();
    void limitsAndPages();
    void outsideTheQueue_data();
    void outsideTheQueue();
    void cancellers();
    void bases_data();
    void bases();
    void pages_data();
    void pages();
    void visibility_data();
    void visibility();
    void functionIndexes();
    void skippedComponents();
    void labels();
    void appIdIsExact_data();
    void appIdIsExact();
    void refuses_data();
    void refuses();
    void gradioTwoIsNamed();
    void strangeMembersDoNoHarm();
    void infoFindsEndpoints();
    void infoIsNeverFatal_data();
    void infoIsNeverFatal();
};

void TestConfig::versions_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QList<int>>("expected");
    QTest::newRow("6.31.0") << u"6.31.0"_s << QList{6, 31, 0};
    QTest::newRow("beta") << u"5.0.0b3"_s << QList{5, 0, 0};
    QTest::newRow("two parts") << u"4.12"_s << QList{4, 12, 0};
    QTest::newRow("one part") << u" 7 "_s << QList{7, 0, 0};
    QTest::newRow("more parts") << u"4.44.1.dev2"_s << QList{4, 44, 1};
    QTest::newRow("nothing") << QString() << QList{0, 0, 0};
    QTest::newRow("words") << u"latest"_s << QList{0, 0, 0};
}

void TestConfig::versions()
{
    QFETCH(const QString, text);
    QFETCH(const QList<int>, expected);
    const Version version = Version::parse(text);
    QCOMPARE((QList{version.major, version.minor, version.patch}), expected);
    QVERIFY(Version::parse(u"4.9.0"_s) < Version::parse(u"4.17.0"_s));
}

void TestConfig::readsRealConfigs_data()
{
    QTest::addColumn<Protocol>("protocol");
    QTest::addColumn<QString>("prefix");
    QTest::addColumn<QString>("root");
    QTest::addColumn<QString>("appId");
    QTest::addColumn<bool>("heartbeat");
    QTest::addColumn<int>("components");
    QTest::addColumn<int>("dependencies");
    const QString api = u"/gradio_api"_s;
    QTest::newRow("3.50.2") << Protocol::WebSocket << QString() << QString()
                            << u"10441137555852249251"_s << false << 20 << 19;
    QTest::newRow("4.44.1") << Protocol::SseV3 << QString() << u"http://127.0.0.1:17400"_s
                            << u"11880664327717543119"_s << true << 19 << 19;
    QTest::newRow("5.0.2") << Protocol::SseV3 << api << u"http://127.0.0.1:17500"_s
                           << u"3841511809366912176"_s << true << 15 << 17;
    QTest::newRow("5.49.1") << Protocol::SseV3 << api << u"http://127.0.0.1:17540"_s
                            << u"8825725146503201141"_s << true << 18 << 32;
    QTest::newRow("6.31.0") << Protocol::SseV3 << api << u"http://127.0.0.1:17600"_s
                            << u"14613203405566862606"_s << true << 18 << 31;
}

void TestConfig::readsRealConfigs()
{
    QFETCH(const Protocol, protocol);
    QFETCH(const QString, prefix);
    QFETCH(const QString, root);
    QFETCH(const QString, appId);
    QFETCH(const bool, heartbeat);
    QFETCH(const int, components);
    QFETCH(const int, dependencies);
    const QString version = QString::fromLatin1(QTest::currentDataTag());
    const Config config = capturedConfig(version);
    QVERIFY(config.isValid());
    QCOMPARE(config.versionText(), version);
    QCOMPARE(config.version(), Version::parse(version));
    QCOMPARE(config.protocol(), protocol);
    QCOMPARE(config.apiPrefix(), prefix);
    QCOMPARE(config.root(), root);
    QCOMPARE(config.mode(), u"chat_interface"_s);
    QCOMPARE(config.title(), u"Gradio"_s);
    QCOMPARE(config.spaceId(), QString());
    QCOMPARE(config.appId(), appId);
    QCOMPARE(config.connectHeartbeat(), heartbeat);
    QCOMPARE(int(config.components().size()), components);
    QCOMPARE(int(config.dependencies().size()), dependencies);
    for (const Component &component : config.components())
        QCOMPARE(config.component(component.id), &component);
    for (const Dependency &dependency : config.dependencies()) {
        QCOMPARE(config.dependency(dependency.id), &dependency);
        for (const int id : dependency.inputs)
            QVERIFY(config.component(id));
        for (const int id : dependency.outputs)
            QVERIFY(config.component(id));
    }
    QVERIFY(!config.component(-1));
    QVERIFY(!config.component(4711));
    QVERIFY(!config.dependency(4711));
}

void TestConfig::whatAVersionHas_data()
{
    QTest::addColumn<bool>("call");
    QTest::addColumn<bool>("cancel");
    QTest::addColumn<bool>("heartbeat");
    QTest::addColumn<bool>("callKeepsSession");
    QTest::addColumn<bool>("simpleFormat");
    // gradio-protocol.md §12 and failures.md §0.
    QTest::newRow("4.0.0") << false << false << false << false << false;
    QTest::newRow("4.19.2") << false << false << false << false << false;
    QTest::newRow("4.20.0") << true << false << false << false << true;
    QTest::newRow("4.24.9") << true << false << false << false << true;
    QTest::newRow("4.25.0") << true << false << true << false << true;
    QTest::newRow("4.30.0") << true << false << true << false << true;
    QTest::newRow("4.31.0") << true << true << true << false << true;
    QTest::newRow("5.0.0b3") << true << true << true << false << true;
    QTest::newRow("6.17.9") << true << true << true << false << true;
    QTest::newRow("6.18.0") << true << true << true << true << true;
}

void TestConfig::whatAVersionHas()
{
    QFETCH(const bool, call);
    QFETCH(const bool, cancel);
    QFETCH(const bool, heartbeat);
    QFETCH(const bool, callKeepsSession);
    QFETCH(const bool, simpleFormat);
    const Config config = writtenConfig("[]", "[]", QTest::currentDataTag());
    QVERIFY(config.isValid());
    QCOMPARE(config.hasCall(), call);
    QCOMPARE(config.hasCancel(), cancel);
    QCOMPARE(config.hasHeartbeat(), heartbeat);
    QCOMPARE(config.callKeepsSession(), callKeepsSession);
    QCOMPARE(config.knowsSimpleFormat(), simpleFormat);
}

void TestConfig::protocols_data()
{
    QTest::addColumn<QByteArray>("member");
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("diffs");
    QTest::newRow("absent") << ""_ba << u"ws"_s << false;
    QTest::newRow("ws") << R"("protocol":"ws",)"_ba << u"ws"_s << false;
    QTest::newRow("sse") << R"("protocol":"sse",)"_ba << u"sse"_s << false;
    QTest::newRow("sse_v1") << R"("protocol":"sse_v1",)"_ba << u"sse_v1"_s << false;
    QTest::newRow("sse_v2") << R"("protocol":"sse_v2",)"_ba << u"sse_v2"_s << true;
    QTest::newRow("sse_v2.1") << R"("protocol":"sse_v2.1",)"_ba << u"sse_v2.1"_s << true;
    QTest::newRow("sse_v3") << R"("protocol":"sse_v3",)"_ba << u"sse_v3"_s << true;
    QTest::newRow("a later one") << R"("protocol":"sse_v4",)"_ba << u"sse_v3"_s << true;
}

void TestConfig::protocols()
{
    QFETCH(const QByteArray, member);
    QFETCH(const QString, name);
    QFETCH(const bool, diffs);
    const Config config
        = Config::parse('{' + member + R"("components":[],"dependencies":[],"version":"4.9.0"})");
    QVERIFY(config.isValid());
    QCOMPARE(config.protocolName(), name);
    QCOMPARE(config.sendsDiffs(), diffs);
}

void TestConfig::visibility_data()
{
    QTest::addColumn<QByteArray>("members");
    QTest::addColumn<Visibility>("visibility");
    QTest::addColumn<QString>("name");
    const auto row = [](const char *tag, const QByteArray &members, Visibility expected,
                        const QString &name) { QTest::newRow(tag) << members << expected << name; };
    row("3.x unnamed", R"("api_name":null)", Visibility::Public, {});
    row("3.x named", R"("api_name":"chat")", Visibility::Public, u"chat"_s);
    row("4/5 private", R"("api_name":false,"show_api":true)", Visibility::Private, {});
    row("4/5 hidden", R"("api_name":"lambda","show_api":false)", Visibility::Undocumented,
        u"lambda"_s);
    row("4/5 public", R"("api_name":"chat","show_api":true)", Visibility::Public, u"chat"_s);
    row("6 public", R"("api_name":"echo","api_visibility":"public")", Visibility::Public,
        u"echo"_s);
    row("6 undocumented", R"("api_name":"x","api_visibility":"undocumented")",
        Visibility::Undocumented, u"x"_s);
    row("6 private", R"("api_name":"false","api_visibility":"private")", Visibility::Private,
        u"false"_s);
    row("6.12 switched off", R"("api_name":"False","api_visibility":"public")", Visibility::Private,
        u"False"_s);
    row("a name like it in 5", R"("api_name":"false","show_api":true)", Visibility::Public,
        u"false"_s);
    row("a word not known", R"("api_name":"x","api_visibility":"shy")", Visibility::Public, u"x"_s);
}

void TestConfig::visibility()
{
    QFETCH(const QByteArray, members);
    QFETCH(const Visibility, visibility);
    QFETCH(const QString, name);
    const Config config = writtenConfig("[]", "[{" + members + "}]");
    QCOMPARE(config.dependencies().size(), 1U);
    QCOMPARE(config.dependencies()[0].visibility, visibility);
    QCOMPARE(config.dependencies()[0].apiName, name);
}

void TestConfig::functionIndexes()
{
    const Config config
        = writtenConfig("[]", R"([{"api_name":"a"},{"api_name":"b","id":7,"cancels":[0,9],
              "targets":[[3,"click"],[null,"then"]],"trigger_after":0,
              "types":{"generator":true,"cancel":true},"backend_fn":false},
              {"targets":[5],"trigger":"submit"}])");
    const std::vector<Dependency> &all = config.dependencies();
    QCOMPARE(all.size(), 3U);
    QCOMPARE(all[0].id, 0);
    QVERIFY(all[0].backend);
    QVERIFY(!all[0].generator);
    QCOMPARE(all[1].id, 7);
    QCOMPARE(all[1].cancels, (std::vector<int>{0, 9}));
    QCOMPARE(all[1].targets,
             (std::vector<std::pair<int, QString>>{{3, u"click"_s}, {-1, u"then"_s}}));
    QCOMPARE(all[1].triggerAfter, 0);
    QVERIFY(all[1].generator);
    QVERIFY(all[1].cancel);
    QVERIFY(!all[1].backend);
    QCOMPARE(all[2].id, 2);
    QCOMPARE(all[2].triggerAfter, -1);
    QCOMPARE(all[2].targets, (std::vector<std::pair<int, QString>>{{5, u"submit"_s}}));
    QCOMPARE(config.dependency(7), &all[1]);
    QVERIFY(!config.dependency(1));
}

void TestConfig::skippedComponents()
{
    // Before 4.0 nothing says which components the API leaves out; their types do (§2.2).
    const Config config = Config::parse(R"({"dependencies":[],"components":[
        {"id":1,"type":"State"},{"id":2,"type":"row"},{"id":3,"type":"textbox"},
        {"id":4,"type":"state","skip_api":false},{"id":5,"type":"textbox","skip_api":true}]})");
    QList<bool> skipped;
    for (const Component &component : config.components())
        skipped += component.skipped;
    QCOMPARE(skipped, (QList{true, true, false, false, true}));
    QCOMPARE(config.component(1)->type, u"state"_s);
}

void TestConfig::labels()
{
    const Config config = writtenConfig(R"([{"type":"textbox","props":{"label":"Message"}},
        {"type":"textbox","props":{"label":"__i18n__{\"key\": \"chat_interface.chatbot\"}"}},
        {"type":"textbox"}])",
                                        "[]");
    QCOMPARE(config.component(0)->label, u"Message"_s);
    QCOMPARE(config.component(1)->label, QString());
    QCOMPARE(config.component(2)->label, QString());
}

void TestConfig::appIdIsExact_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("appId");
    const QByteArray rest = R"("components":[],"dependencies":[]})";
    QTest::newRow("a number") << R"({"app_id":18446744073709551615,)" + rest
                              << u"18446744073709551615"_s;
    QTest::newRow("with blanks") << "{\"app_id\" : \n 7," + rest << u"7"_s;
    QTest::newRow("a string") << R"({"app_id":"7",)" + rest << u"7"_s;
    QTest::newRow("absent") << '{' + rest << QString();
    QTest::newRow("of a component as well")
        << R"({"theme":{"app_id":5},"app_id":18446744073709551615,)" + rest
        << u"18446744073709551615"_s;
    QTest::newRow("of a component only") << R"({"theme":{"app_id":5},)" + rest << QString();
    QTest::newRow("in a text") << R"({"title":"\"app_id\":5",)" + rest << QString();
}

void TestConfig::appIdIsExact()
{
    QFETCH(const QByteArray, json);
    QFETCH(const QString, appId);
    QCOMPARE(Config::parse(json).appId(), appId);
}

void TestConfig::refuses_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<Failure::Kind>("kind");
    using Kind = Failure::Kind;
    QTest::newRow("nothing") << ""_ba << Kind::NotJson;
    QTest::newRow("HTML") << "<!DOCTYPE html><title>Sorry</title>"_ba << Kind::NotJson;
    QTest::newRow("text") << "Internal Server Error"_ba << Kind::NotJson;
    QTest::newRow("an array") << "[1]"_ba << Kind::NotJson;
    QTest::newRow("cut") << R"({"version":"6.31.0","components":[)"_ba << Kind::NotJson;
    QTest::newRow("other JSON") << R"({"hello":"world"})"_ba << Kind::NotGradio;
    QTest::newRow("a password, 3.x")
        << R"({"auth_required":true,"auth_message":null,"is_space":false})"_ba << Kind::Login;
    QTest::newRow("no dependencies") << R"({"components":[]})"_ba << Kind::NotGradio;
    QTest::newRow("wrong types") << R"({"components":{},"dependencies":7})"_ba << Kind::NotGradio;
    QTest::newRow("Gradio 2")
        << R"({"allow_flagging":"manual","input_components":[],"title":null})"_ba
        << Kind::NotGradio;
}

void TestConfig::refuses()
{
    QFETCH(const QByteArray, body);
    QFETCH(const Failure::Kind, kind);
    Failure failure;
    QVERIFY(!Config::parse(body, &failure).isValid());
    QCOMPARE(failure.kind, kind);
    QVERIFY(!failure.said.contains(u'<'));
    QVERIFY(!Config::parse(body).isValid());
}

void TestConfig::gradioTwoIsNamed()
{
    Failure failure;
    QVERIFY(!Config::parse(R"({"allow_flagging":"never","mode":"interface"})", &failure).isValid());
    QCOMPARE(failure.said, u"This server runs Gradio 2, which is too old."_s);
}

void TestConfig::strangeMembersDoNoHarm()
{
    const Config config = Config::parse(R"({"version":6,"protocol":null,"api_prefix":7,"root":[],
        "components":[null,7,"x",{"id":"a","type":5,"props":[]},{"id":1,"type":"textbox"}],
        "dependencies":[null,[],{"id":"x","targets":{},"inputs":"abc","outputs":[null,"1",2.5],
        "api_name":7,"types":[],"cancels":{}}]})");
    QVERIFY(config.isValid());
    QCOMPARE(config.components().size(), 5U);
    QCOMPARE(config.component(1)->type, u"textbox"_s);
    QCOMPARE(config.dependencies().size(), 3U);
    QCOMPARE(config.dependencies()[2].id, 2);
    QVERIFY(config.dependencies()[2].inputs.empty());
    QCOMPARE(config.dependencies()[2].outputs, (std::vector<int>{-1, -1, -1}));
}

void TestConfig::infoFindsEndpoints()
{
    Dependency named;
    named.id = 3;
    named.apiName = u"chat"_s;
    Dependency unnamed;
    unnamed.id = 7;
    const QByteArray body = R"({"named_endpoints":{"/chat":{"parameters":[1]}},
                                "unnamed_endpoints":{"7":{"parameters":[2,3]}}})";
    for (const QByteArray &json : {body, QByteArray(R"({"api":)" + body + '}')}) {
        const ApiInfo info = ApiInfo::parse(json);
        QVERIFY(!info.isEmpty());
        QCOMPARE(info.endpoint(named).value("parameters"_L1).toArray().size(), 1);
        QCOMPARE(info.endpoint(unnamed).value("parameters"_L1).toArray().size(), 2);
        named.apiName = u"other"_s;
        QVERIFY(info.endpoint(named).isEmpty());
        named.apiName = u"chat"_s;
    }
}

void TestConfig::infoIsNeverFatal_data()
{
    QTest::addColumn<QByteArray>("body");
    for (const char *body : {"", "Internal Server Error", "[]", "{}", "null",
                             R"({"named_endpoints":[],"unnamed_endpoints":7})", R"({"api":{}})"})
        QTest::newRow(*body ? body : "nothing") << QByteArray(body);
}

void TestConfig::infoIsNeverFatal()
{
    QFETCH(const QByteArray, body);
    QVERIFY(ApiInfo::parse(body).isEmpty());
}

void TestConfig::limitsAndPages()
{
    const Config config = Config::parse(R"({"max_file_size":3000000000,"components":[],
        "dependencies":[],"pages":[["","Home",true],["second","Second",true]]})");
    QCOMPARE(config.maxFileSize(), 3'000'000'000);
    QCOMPARE(config.pages(), (QStringList{QString(), u"second"_s}));
    const Config none
        = Config::parse(R"({"max_file_size":null,"components":[],"dependencies":[]})");
    QCOMPARE(none.maxFileSize(), -1);
    QVERIFY(none.pages().isEmpty());
}

void TestConfig::outsideTheQueue_data()
{
    QTest::addColumn<QByteArray>("protocol");
    QTest::addColumn<QByteArray>("app");
    QTest::addColumn<QByteArray>("function");
    QTest::addColumn<bool>("queued");
    const QByteArray ws = "null";
    QTest::newRow("nothing said") << ws << "null"_ba
                                  << "null"_ba << true;
    QTest::newRow("the app does not") << ws << "false"_ba
                                      << "null"_ba << false;
    QTest::newRow("the function does") << ws << "false"_ba
                                       << "true"_ba << true;
    QTest::newRow("the function does not") << ws << "true"_ba
                                           << "false"_ba << false;
    QTest::newRow("since 4.0 the queue takes all") << "\"sse\""_ba
                                                   << "true"_ba
                                                   << "false"_ba << true;
}

void TestConfig::outsideTheQueue()
{
    QFETCH(const QByteArray, protocol);
    QFETCH(const QByteArray, app);
    QFETCH(const QByteArray, function);
    QFETCH(const bool, queued);
    const Config config
        = Config::parse("{\"protocol\":" + protocol + ",\"enable_queue\":" + app
                        + ",\"components\":[],\"dependencies\":[{\"queue\":" + function + "}]}");
    QVERIFY(config.isValid());
    QCOMPARE(config.isQueued(0), queued);
}

void TestConfig::cancellers()
{
    const Config config = Config::parse(R"({"components":[],"dependencies":[
        {"backend_fn":true},{"backend_fn":true,"cancels":[0,2]},{"backend_fn":true,"cancels":[0]},
        {"backend_fn":false,"cancels":[0]},{"backend_fn":false,"cancels":[4]}]})");
    QVERIFY(config.cancellerOf(0));
    QCOMPARE(config.cancellerOf(0)->id, 2);
    QCOMPARE(config.cancellerOf(2)->id, 1);
    QVERIFY(!config.cancellerOf(1));
    QVERIFY(!config.cancellerOf(4));
}

void TestConfig::bases_data()
{
    QTest::addColumn<QString>("asked");
    QTest::addColumn<QString>("root");
    QTest::addColumn<QString>("base");
    const QString here = u"https://a.org:8443/x"_s;
    QTest::newRow("nothing") << here << QString() << here;
    QTest::newRow("the same") << here << here << here;
    QTest::newRow("shorter") << here << u"https://a.org:8443"_s << u"https://a.org:8443"_s;
    QTest::newRow("http, another port")
        << here << u"http://a.org:7860/y/"_s << u"https://a.org:8443/y"_s;
    QTest::newRow("a path") << here << u"/y/z"_s << u"https://a.org:8443/y/z"_s;
    QTest::newRow("another host") << here << u"http://internal:7860/y"_s << here;
    QTest::newRow("not an address") << here << u"::::"_s << here;
    QTest::newRow("slash and query")
        << u"https://a.org/?__theme=dark"_s << QString() << u"https://a.org"_s;
}

void TestConfig::bases()
{
    QFETCH(const QString, asked);
    QFETCH(const QString, root);
    QFETCH(const QString, base);
    QCOMPARE(Config::baseOf(QUrl(asked), root).toString(), base);
}

void TestConfig::pages_data()
{
    QTest::addColumn<QByteArray>("html");
    QTest::addColumn<QByteArray>("json");
    const QByteArray begin = "<html><script>window.gradio_config = ";
    QTest::newRow("3.x to 6.x") << QByteArray(begin + R"({"a":{"b":1}};</script>)")
                                << R"({"a":{"b":1}})"_ba;
    QTest::newRow("two in one script")
        << QByteArray(begin + R"({"a":1};window.gradio_api_info = {"b":2};</script>)")
        << R"({"a":1})"_ba;
    QTest::newRow("braces and quotes in texts")
        << QByteArray(begin + R"({"a":"}\"};</script>"};</script>)")
        << R"({"a":"}\"};</script>"})"_ba;
    QTest::newRow("not there") << "<html>{}</html>"_ba
                               << ""_ba;
    QTest::newRow("cut") << QByteArray(begin + R"({"a":{"b":1})") << ""_ba;
    QTest::newRow("no object") << QByteArray(begin + "null;</script>") << ""_ba;
}

void TestConfig::pages()
{
    QFETCH(const QByteArray, html);
    QFETCH(const QByteArray, json);
    QCOMPARE(Config::ofPage(html), json);
}

QTEST_GUILESS_MAIN(TestConfig)
#include "tst_config.moc"
