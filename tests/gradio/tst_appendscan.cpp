#include "gradio/appendscan.h"
#include "gradio/events.h"
#include "gradio/json.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace spaceline;
using namespace spaceline::gradio;

class TestAppendScan : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void reads_data();
    void reads();
    void leavesToTheParser_data();
    void leavesToTheParser();
    void everyCutIsLeftToTheParser();
    void agreesWithTheParser();
};

void TestAppendScan::reads_data()
{
    QTest::addColumn<QByteArray>("data");
    QTest::addColumn<int>("output");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("literal");
    const auto row = [](const char *name, const QByteArray &data, int output,
                        const QByteArray &path, const QByteArray &literal) {
        QTest::newRow(name) << data << output << path << literal;
    };
    row("the whole output", R"([["append",[],"lo"]],[])", 0, "[]", R"("lo")");
    row("the only output", R"([["append",[],"lo"]])", 0, "[]", R"("lo")");
    row("the second output", R"([],[["append",[],"lo"]],[])", 1, "[]", R"("lo")");
    row("inside a message", R"([["append",[1,"content",0,"text"],"x"]],[])", 0,
        R"([1,"content",0,"text"])", R"("x")");
    row("escapes", R"([["append",[],"a\"b\\"]])", 0, "[]", R"("a\"b\\")");
    row("a key with a bracket", R"([["append",["a]\"b"],"x"]])", 0, R"(["a]\"b"])", R"("x")");
    row("an empty text", R"([["append",[],""]])", 0, "[]", R"("")");
    row("text that looks like the end", R"([["append",[],"]],\"is_generating\":"]])", 0, "[]",
        R"("]],\"is_generating\":")");
}

void TestAppendScan::reads()
{
    QFETCH(const QByteArray, data);
    QFETCH(const int, output);
    QFETCH(const QByteArray, path);
    QFETCH(const QByteArray, literal);
    const QByteArray message = R"({"msg":"process_generating","event_id":"e7","output":{"data":[)"
        + data + R"(],"is_generating":true,"duration":0.1},"success":true})";
    const auto scan = scanAppend(message);
    QVERIFY(scan);
    QCOMPARE(scan->eventId.toByteArray(), "e7"_ba);
    QCOMPARE(scan->output, output);
    QCOMPARE(scan->path.toByteArray(), path);
    QCOMPARE(scan->literal.toByteArray(), literal);
}

void TestAppendScan::leavesToTheParser_data()
{
    QTest::addColumn<QByteArray>("message");
    const auto row
        = [](const char *name, const QByteArray &message) { QTest::newRow(name) << message; };
    const QByteArray head = R"({"msg":"process_generating","event_id":"e7","output":{"data":[)";
    const QByteArray tail = R"(],"is_generating":true},"success":true})";
    row("nothing", "");
    row("another message", R"({"msg":"heartbeat","event_id":null})");
    row("no event", R"({"msg":"process_generating","event_id":null,"output":{"data":[]}})");
    row("a full value", head + R"("Hel",null)" + tail);
    row("nothing changed", head + "[],[]" + tail);
    row("no outputs", head + tail);
    row("replace", head + R"([["replace",[],"x"]])" + tail);
    row("two edits", head + R"([["append",[],"x"],["append",[],"y"]])" + tail);
    row("two outputs grow", head + R"([["append",[],"x"]],[["append",[],"y"]])" + tail);
    row("not a text", head + R"([["append",[],7]])" + tail);
    row("a nested path", head + R"([["append",[[1]],"x"]])" + tail);
    row("a negative index", head + R"([["append",[-1],"x"]])" + tail);
    row("written with blanks",
        R"({"msg": "process_generating", "event_id": "e7", "output": {"data": [[["append", [], "x"]]], "is_generating": true}})");
    row("another order", R"({"event_id":"e7","msg":"process_generating"})");
}

void TestAppendScan::leavesToTheParser()
{
    QFETCH(const QByteArray, message);
    QVERIFY(!scanAppend(message));
}

void TestAppendScan::everyCutIsLeftToTheParser()
{
    const QByteArray whole
        = R"({"msg":"process_generating","event_id":"e7","output":{"data":[[["append",[0,"k"],"a\"\\"]],[]],"is_generating":)";
    QVERIFY(scanAppend(whole));
    for (qsizetype length = 0; length < whole.size(); ++length)
        QVERIFY2(!scanAppend(QByteArrayView(whole).first(length)), whole.left(length).constData());
}

void TestAppendScan::agreesWithTheParser()
{
    // Every message that real servers sent: where the scanner sees something, the parser sees the
    // same; where it sees nothing, the parser finds no single append either, or it is a server that
    // writes blanks.
    int scanned = 0;
    for (const QString &name : captureNames()) {
        for (const QList<CapturedEvent> &stream : queueStreams(name)) {
            for (const CapturedEvent &event : stream) {
                const auto scan = scanAppend(event.data);
                const QJsonObject message = parseJson(event.data).object();
                const QJsonArray data
                    = message.value("output"_L1).toObject().value("data"_L1).toArray();
                if (!scan)
                    continue;
                ++scanned;
                QCOMPARE(message.value("msg"_L1).toString(), u"process_generating"_s);
                QCOMPARE(message.value("event_id"_L1).toString().toLatin1(),
                         scan->eventId.toByteArray());
                for (qsizetype i = 0; i < data.size(); ++i) {
                    const QJsonArray edits = data.at(i).toArray();
                    QCOMPARE(edits.size(), i == scan->output ? 1 : 0);
                }
                const QJsonArray edit = data.at(scan->output).toArray().at(0).toArray();
                QCOMPARE(edit.at(0).toString(), u"append"_s);
                QCOMPARE(toJson(edit.at(1)), scan->path.toByteArray());
                QByteArray text;
                QVERIFY(appendUnescaped(scan->literal, text));
                QCOMPARE(text, edit.at(2).toString().toUtf8());
            }
        }
    }
    QVERIFY(scanned > 50);
}

QTEST_GUILESS_MAIN(TestAppendScan)
#include "tst_appendscan.moc"
