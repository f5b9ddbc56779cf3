#include "gradio/config.h"
#include "gradio/historyformat.h"
#include "gradio/json.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace spaceline::gradio;

/// gradio-protocol.md §10.4: the three ways to write down a conversation.
class TestHistoryFormat : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void ofChatbots_data();
    void ofChatbots();
    void converts_data();
    void converts();
    void userTurns_data();
    void userTurns();
};

namespace {

QJsonValue json(const QByteArray &text) { return parseJsonValue(text); }

} // namespace

void TestHistoryFormat::ofChatbots_data()
{
    QTest::addColumn<QString>("version");
    QTest::addColumn<QString>("type");
    QTest::addColumn<int>("format");
    QTest::newRow("3") << u"3.50.2"_s << QString() << int(HistoryFormat::Pairs);
    QTest::newRow("4") << u"4.44.1"_s << u"tuples"_s << int(HistoryFormat::Pairs);
    QTest::newRow("4 messages") << u"4.44.1"_s << u"messages"_s << int(HistoryFormat::Messages);
    QTest::newRow("5, silent") << u"5.0.2"_s << QString() << int(HistoryFormat::Pairs);
    QTest::newRow("5 messages") << u"5.49.1"_s << u"messages"_s << int(HistoryFormat::Messages);
    QTest::newRow("6") << u"6.31.0"_s << QString() << int(HistoryFormat::Parts);
}

void TestHistoryFormat::ofChatbots()
{
    QFETCH(const QString, version);
    QFETCH(const QString, type);
    QFETCH(const int, format);
    QCOMPARE(int(historyFormatOf(Version::parse(version), type)), format);
}

void TestHistoryFormat::converts_data()
{
    QTest::addColumn<QByteArray>("history");
    QTest::addColumn<int>("format");
    QTest::addColumn<QByteArray>("expected");
    const QByteArray pairs = R"([["a","b"],["c",null]])";
    const QByteArray messages
        = R"([{"role":"user","content":"a"},{"role":"assistant","content":"b"},{"role":"user","content":"c"}])";
    const QByteArray parts
        = R"([{"role":"user","content":[{"type":"text","text":"a"}]},{"role":"assistant","content":[{"type":"text","text":"b"}]},{"role":"user","content":[{"type":"text","text":"c"}]}])";
    const auto row = [](const char *name, const QByteArray &history, HistoryFormat format,
                        const QByteArray &expected) {
        QTest::newRow(name) << history << int(format) << expected;
    };
    using enum HistoryFormat;
    row("pairs to messages", pairs, Messages, messages);
    row("pairs to parts", pairs, Parts, parts);
    row("messages to pairs", messages, Pairs, pairs);
    row("messages to parts", messages, Parts, parts);
    row("parts to pairs", parts, Pairs, pairs);
    row("parts to messages", parts, Messages, messages);
    row("the same", pairs, Pairs, pairs);
    row("nothing", "null", Messages, "[]");
    row("empty", "[]", Pairs, "[]");
    row("words", R"("U: hi")", Pairs, R"("U: hi")");
    row("something else", R"([1,{"a":2}])", Messages, R"([1,{"a":2}])");
    row("a greeting", R"([{"role":"assistant","content":"Hi"}])", Pairs, R"([[null,"Hi"]])");
    row("two answers", R"([{"role":"user","content":"a"},{"role":"assistant","content":"b"},
        {"role":"assistant","content":"c"}])",
        Pairs, R"([["a","b\n\nc"]])");
    row("thoughts and system prompts are not for pairs",
        R"([{"role":"system","content":"s"},{"role":"user","content":"a"},
        {"role":"assistant","content":"t","metadata":{"title":"Thinking"}},
        {"role":"assistant","content":"b","metadata":{}}])",
        Pairs, R"([["a","b"]])");
    row("words and a file become two messages",
        R"([{"role":"user","content":[{"type":"text","text":"see"},{"type":"file","file":{"path":"p"}}]}])",
        Messages,
        R"([{"role":"user","content":"see"},{"role":"user","content":{"file":{"path":"p"}}}])");
    row("a file becomes a part",
        R"([{"role":"user","content":{"file":{"path":"p"},"alt_text":null}}])", Parts,
        R"([{"role":"user","content":[{"type":"file","file":{"path":"p"},"alt_text":null}]}])");
}

void TestHistoryFormat::converts()
{
    QFETCH(const QByteArray, history);
    QFETCH(const int, format);
    QFETCH(const QByteArray, expected);
    QCOMPARE(toJson(convertedHistory(json(history), HistoryFormat(format))),
             toJson(json(expected)));
}

void TestHistoryFormat::userTurns_data()
{
    QTest::addColumn<int>("format");
    QTest::addColumn<QByteArray>("turn");
    QTest::addColumn<QByteArray>("withFile");
    QTest::addColumn<QByteArray>("answered");
    QTest::newRow("pairs") << int(HistoryFormat::Pairs) << R"([["a",null]])"_ba
                           << R"([[{"file":{"path":"p"},"alt_text":null},null],["a",null]])"_ba
                           << R"([["a","b"]])"_ba;
    QTest::newRow("messages")
        << int(HistoryFormat::Messages) << R"([{"role":"user","content":"a"}])"_ba
        << R"([{"role":"user","content":{"file":{"path":"p"},"alt_text":null}},{"role":"user","content":"a"}])"_ba
        << R"([{"role":"user","content":"a"},{"role":"assistant","content":"b"}])"_ba;
    QTest::newRow("parts")
        << int(HistoryFormat::Parts)
        << R"([{"role":"user","content":[{"type":"text","text":"a"}]}])"_ba
        << R"([{"role":"user","content":[{"type":"file","file":{"path":"p"},"alt_text":null},{"type":"text","text":"a"}]}])"_ba
        << R"([{"role":"user","content":[{"type":"text","text":"a"}]},{"role":"assistant","content":[{"type":"text","text":"b"}]}])"_ba;
}

void TestHistoryFormat::userTurns()
{
    QFETCH(const int, format);
    QFETCH(const QByteArray, turn);
    QFETCH(const QByteArray, withFile);
    QFETCH(const QByteArray, answered);
    const auto as = HistoryFormat(format);
    const QJsonArray files{QJsonObject{{"path"_L1, u"p"_s}}};
    QCOMPARE(toJson(withUserTurn({}, as, u"a"_s)), toJson(json(turn)));
    QCOMPARE(toJson(withUserTurn({}, as, u"a"_s, files)), toJson(json(withFile)));
    QCOMPARE(toJson(withAnswer(withUserTurn({}, as, u"a"_s), as, u"b"_s)), toJson(json(answered)));
}

QTEST_GUILESS_MAIN(TestHistoryFormat)
#include "tst_historyformat.moc"
