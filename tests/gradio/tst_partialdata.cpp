#include "gradio/appendscan.h"
#include "gradio/events.h"
#include "gradio/json.h"
#include "gradio/partialdata.h"

#include <QJsonObject>
#include <QRandomGenerator>
#include <QSet>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace spaceline;
using namespace spaceline::gradio;
using Outcome = PartialData::Outcome;

/// gradio-protocol.md §5.5.
class TestPartialData : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void startsEmpty();
    void edits_data();
    void edits();
    void unusable_data();
    void unusable();
    void severalOutputs();
    void laterOutputsStartFromNull();
    void fullReplacesAll();
    void updatesWithoutValueKeepIt();
    void diffsGoOnBehindAnUpdate();
    void fastAppends();
    void fastAppendsNeedTheSameString();
    void fastAndSlowAgree();
    void capturesReachTheirFinalValue_data();
    void capturesReachTheirFinalValue();
    void cutListsOfBothForms();
    void memoryGrowsWithTheText();
};

namespace {

QJsonArray array(const QByteArray &json) { return QJsonDocument::fromJson(json).array(); }

PartialData holding(const QByteArray &json)
{
    PartialData data;
    data.setFull(array(json));
    return data;
}

QByteArray compact(const PartialData &data)
{
    return QJsonDocument(data.toArray()).toJson(QJsonDocument::Compact);
}

} // namespace

void TestPartialData::startsEmpty()
{
    PartialData data;
    QVERIFY(data.isEmpty());
    QCOMPARE(data.size(), 0);
    QVERIFY(data.value(0).isNull());
    QVERIFY(data.value(-1).isNull());
    QVERIFY(!data.text(0));
    QVERIFY(!data.append(0, "[]", R"("x")"));
    QCOMPARE(data.toArray(), QJsonArray());
}

void TestPartialData::edits_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("changes");
    QTest::addColumn<QByteArray>("after");
    QTest::addColumn<Outcome>("outcome");
    const auto row = [](const char *name, const QByteArray &before, const QByteArray &changes,
                        const QByteArray &after, Outcome outcome = Outcome::Changed) {
        QTest::newRow(name) << before << changes << after << outcome;
    };
    row("nothing", R"("a")", "[]", R"("a")", Outcome::Unchanged);
    row("append", R"("a")", R"([["append",[],"b"]])", R"("ab")");
    row("append to nothing", R"("")", R"([["append",[],"\ud83d\ude00"]])", "\"\xF0\x9F\x98\x80\"");
    row("append twice", R"("a")", R"([["append",[],"b"],["append",[],"c"]])", R"("abc")");
    row("replace", R"("a")", R"([["replace",[],"b"]])", R"("b")");
    row("text to null", R"("a")", R"([["replace",[],null]])", "null");
    row("null to text, then more", "null", R"([["replace",[],"a"],["append",[],"b"]])", R"("ab")");
    row("append, then replace, then append", R"("a")",
        R"([["append",[],"b"],["replace",[],"c"],["append",[],"d"]])", R"("cd")");
    row("pairs, 4.44", R"([["hi","He"]])", R"([["append",[0,1],"llo"]])", R"([["hi","Hello"]])");
    row("messages, 5.x", R"([{"content":"a"},{"content":"b"}])",
        R"([["append",[1,"content"],"c"]])", R"([{"content":"a"},{"content":"bc"}])");
    row("parts, 6.x", R"([{"content":[{"text":"a"}]}])",
        R"([["append",[0,"content",0,"text"],"b"]])", R"([{"content":[{"text":"ab"}]}])");
    row("two strings grow", R"({"a":"1","b":"2"})",
        R"([["append",["a"],"x"],["append",["b"],"y"],["append",["a"],"z"]])",
        R"({"a":"1xz","b":"2y"})");
    row("a number", R"({"a":1})", R"([["replace",["a"],2.5]])", R"({"a":2.5})");
    row("a new key", R"({"a":1})", R"([["add",["b"],{"c":[]}]])", R"({"a":1,"b":{"c":[]}})");
    row("a new key deep down", R"([{"metadata":{}}])", R"([["add",[0,"metadata","duration"],1.5]])",
        R"([{"metadata":{"duration":1.5}}])");
    row("a key goes", R"([{"a":1,"b":2}])", R"([["delete",[0,"a"],null]])", R"([{"b":2}])");
    row("a key that is not there goes", R"({"b":2})", R"([["delete",["a"],null]])", R"({"b":2})");
    row("add at the end", "[1]", R"([["add",[1],2],["add",[2],3]])", "[1,2,3]");
    row("add in between", "[1,3]", R"([["add",[1],2]])", "[1,2,3]");
    row("cut, indexes of the old list", "[1,2,3,4]", R"([["delete",[2],null],["delete",[3],null]])",
        "[1,2]");
    row("cut, shifted indexes", "[1,2,3,4]", R"([["delete",[2],null],["delete",[2],null]])",
        "[1,2]");
    row("cut to nothing", "[1,2]", R"([["delete",[0],null],["delete",[0],null]])", "[]");
    row("cut beyond the end", "[1]", R"([["delete",[5],null]])", "[1]");
    row("cut without a value", "[1,2]", R"([["delete",[1]]])", "[1]");
    row("grow inside, then cut", R"([["a"],2])", R"([["append",[0,0],"b"],["delete",[1],null]])",
        R"([["ab"]])");
    row("grow where it grew, after a cut", R"(["a",2])",
        R"([["append",[0],"b"],["delete",[1],null],["append",[0],"c"]])", R"(["abc"])");
    row("a key named like a number", R"({"0":"a"})", R"([["append",["0"],"b"]])", R"({"0":"ab"})");
    row("another kind", R"({"a":1})", R"([["replace",[],["now","a","list"]]])",
        R"(["now","a","list"])");
}

void TestPartialData::edits()
{
    QFETCH(const QByteArray, before);
    QFETCH(const QByteArray, changes);
    QFETCH(const QByteArray, after);
    QFETCH(const Outcome, outcome);
    PartialData data = holding('[' + before + ']');
    const QByteArray edits = '[' + changes + ']';
    QVERIFY(!array(edits).isEmpty());
    QCOMPARE(data.apply(array(edits)), outcome);
    QCOMPARE(compact(data), QByteArray('[' + after + ']'));
    const QJsonValue value = data.value(0);
    QCOMPARE(toJson(value), after);
    QCOMPARE(data.text(0).has_value(), value.isString());
    if (value.isString())
        QCOMPARE(*data.text(0), value.toString().toUtf8());
}

void TestPartialData::unusable_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("changes");
    const auto row = [](const char *name, const QByteArray &before, const QByteArray &changes) {
        QTest::newRow(name) << before << changes;
    };
    row("no edits at all", R"("a")", R"("b")");
    row("an edit that is none", R"("a")", R"(["append"])");
    row("without a path", R"("a")", R"([["append"]])");
    row("a path that is none", R"("a")", R"([["append","x","b"]])");
    row("an unknown word", R"("a")", R"([["insert",[],"b"]])");
    row("append to a number", "1", R"([["append",[],"b"]])");
    row("append to null", "null", R"([["append",[],"b"]])");
    row("append a number", R"("a")", R"([["append",[],1]])");
    row("append where nothing is", R"({"a":"x"})", R"([["append",["b"],"y"]])");
    row("an index beyond", R"(["a"])", R"([["append",[1],"y"]])");
    row("a negative index", R"(["a"])", R"([["replace",[-1],"y"]])");
    row("a broken index, replace", R"(["a"])", R"([["replace",[0.5],"y"]])");
    row("a broken index, append", R"(["a"])", R"([["append",[0.5],"y"]])");
    row("a huge index", R"(["a"])", R"([["append",[4294967296],"y"]])");
    row("a key of a list", R"(["a"])", R"([["replace",["x"],"y"]])");
    row("an index of an object", R"({"0":"a"})", R"([["replace",[0],"y"]])");
    row("inside a text", R"("abc")", R"([["replace",[0],"y"]])");
    row("replace a key that is not there", R"({"a":1})", R"([["replace",["b"],2]])");
    row("add with an empty path", "[1]", R"([["add",[],2]])");
    row("add beyond the end", "[1]", R"([["add",[3],2]])");
    row("delete with an empty path", "[1]", R"([["delete",[],null]])");
    row("delete at a negative index", "[1]", R"([["delete",[-1],null]])");
    row("delete in a list in a list (§5.5)", R"([{"c":[1,2]},{"c":[3]},{"c":[4]}])",
        R"([["delete",[0,"c",1],null],["delete",[1],null]])");
    row("delete in a list of an object", R"({"c":[1,2]})", R"([["delete",["c",1],null]])");
    row("the second of two", R"("a")", R"([["append",[],"b"],["delete",[],null]])");
    row("a path of lists", R"([["a"]])", R"([["replace",[[0]],"y"]])");
}

void TestPartialData::unusable()
{
    QFETCH(const QByteArray, before);
    QFETCH(const QByteArray, changes);
    PartialData data = holding('[' + before + ']');
    const QByteArray edits = '[' + changes + ']';
    QVERIFY(!array(edits).isEmpty());
    QCOMPARE(data.apply(array(edits)), Outcome::Unusable);
}

void TestPartialData::severalOutputs()
{
    PartialData data = holding(R"(["a",null,["b"]])");
    QCOMPARE(data.apply(array(R"([[["append",[],"1"]],[],[["append",[0],"2"]]])")),
             Outcome::Changed);
    QCOMPARE(compact(data), R"(["a1",null,["b2"]])"_ba);
    QCOMPARE(data.apply(array("[[],[],[]]")), Outcome::Unchanged);
    QCOMPARE(data.apply(array("[[],[]]")), Outcome::Unchanged);
    QCOMPARE(data.size(), 3);
    QCOMPARE(compact(data), R"(["a1",null,["b2"]])"_ba);
}

void TestPartialData::laterOutputsStartFromNull()
{
    PartialData data = holding(R"(["a"])");
    QCOMPARE(data.apply(array(R"([[],[["replace",[],"new"]],[]])")), Outcome::Changed);
    QCOMPARE(compact(data), R"(["a","new",null])"_ba);
}

void TestPartialData::fullReplacesAll()
{
    PartialData data = holding(R"(["a","b"])");
    QCOMPARE(data.apply(array(R"([[["append",[],"1"]]])")), Outcome::Changed);
    data.setFull(array(R"(["c"])"));
    QCOMPARE(compact(data), R"(["c"])"_ba);
    QVERIFY(!data.append(0, "[]", R"("x")"));
    data.setFull({});
    QVERIFY(data.isEmpty());
}

void TestPartialData::updatesWithoutValueKeepIt()
{
    const auto shown = [](const PartialData &data) {
        return QJsonDocument(data.values()).toJson(QJsonDocument::Compact);
    };
    // What Gradio 4.44 and 5.49 sent for a last `yield gr.update(interactive=True), gr.update()`.
    const QByteArray last = R"([{"interactive":true,"__type__":"update"},{"__type__":"update"}])";
    PartialData data = holding(R"(["",[["a","one "]]])");
    QVERIFY(data.apply(array(R"([[],[["append",[0,1],"two "]]])")) == Outcome::Changed);
    QVERIFY(data.append(1, "[0,1]", R"("three")"));
    data.setFull(array(last));
    QCOMPARE(data.value(0).toObject().value("value"_L1), QJsonValue(QString()));
    QCOMPARE(data.value(0).toObject().value("interactive"_L1), QJsonValue(true));
    QCOMPARE(data.value(1).toObject().value("value"_L1),
             QJsonValue(array(R"([["a","one two three"]])")));
    QCOMPARE(data.toArray(), array(last));
    QVERIFY(!data.text(0));

    // Once more, and then a value.
    data.setFull(array(last));
    QCOMPARE(data.value(1).toObject().value("value"_L1),
             QJsonValue(array(R"([["a","one two three"]])")));
    data.setFull(array(R"([{"__type__":"update","value":"x"},[["b","c"]]])"));
    QCOMPARE(shown(data), R"([{"__type__":"update","value":"x"},[["b","c"]]])"_ba);
    data.setFull(array(R"([{"__type__":"update","visible":false},null])"));
    QCOMPARE(shown(data), R"([{"__type__":"update","value":"x","visible":false},null])"_ba);

    // Nothing came before.
    PartialData alone = holding(last);
    QCOMPARE(shown(alone), compact(alone));
    QCOMPARE(alone.toArray(), array(last));
}

void TestPartialData::diffsGoOnBehindAnUpdate()
{
    PartialData data = holding(R"(["a"])");
    QCOMPARE(data.apply(array(R"([[["append",[],"b"]]])")), Outcome::Changed);
    QCOMPARE(data.apply(array(R"([[["replace",[],{"__type__":"update"}]]])")), Outcome::Changed);
    QCOMPARE(data.value(0).toObject().value("value"_L1), QJsonValue(u"ab"_s));
    QCOMPARE(compact(data), R"([{"__type__":"update"}])"_ba);
    QCOMPARE(data.apply(array(R"([[["add",["label"],"x"]]])")), Outcome::Changed);
    QCOMPARE(data.value(0).toObject().value("value"_L1), QJsonValue(u"ab"_s));
    QCOMPARE(data.apply(array(R"([[["add",["value"],"c"]]])")), Outcome::Changed);
    QCOMPARE(data.value(0).toObject().value("value"_L1), QJsonValue(u"c"_s));
    QCOMPARE(data.apply(array(R"([[["append",["value"],"d"]]])")), Outcome::Changed);
    QCOMPARE(data.apply(array(R"([[["delete",["value"],null]]])")), Outcome::Changed);
    QCOMPARE(data.value(0).toObject().value("value"_L1), QJsonValue(u"cd"_s));
    QCOMPARE(data.apply(array(R"([[["replace",[],"new"]]])")), Outcome::Changed);
    QCOMPARE(data.text(0), "new"_ba);
    QCOMPARE(data.value(0), QJsonValue(u"new"_s));
}

void TestPartialData::fastAppends()
{
    PartialData data = holding(R"(["a",[{"content":"b"}]])");
    // The first append of a string takes the long way and makes the buffer.
    QVERIFY(!data.append(0, "[]", R"("x")"));
    QCOMPARE(data.apply(array(R"([[["append",[],"1"]],[["append",[0,"content"],"2"]]])")),
             Outcome::Changed);
    QVERIFY(data.append(0, "[]", R"("\n\ud83d\ude00")"));
    QVERIFY(data.append(1, R"([0,"content"])", R"("!")"));
    QCOMPARE(*data.text(0), "a1\n\xF0\x9F\x98\x80"_ba);
    QVERIFY(!data.text(1));
    QCOMPARE(compact(data), "[\"a1\\n\xF0\x9F\x98\x80\",[{\"content\":\"b2!\"}]]"_ba);
    // And what was appended fast is there for a later edit.
    QCOMPARE(data.apply(array(R"([[["append",[],"."]],[["add",[1],"end"]]])")), Outcome::Changed);
    QCOMPARE(compact(data), "[\"a1\\n\xF0\x9F\x98\x80.\",[{\"content\":\"b2!\"},\"end\"]]"_ba);
}

void TestPartialData::fastAppendsNeedTheSameString()
{
    PartialData data = holding(R"([["a","b"]])");
    QCOMPARE(data.apply(array(R"([[["append",[0],"1"]]])")), Outcome::Changed);
    QVERIFY(!data.append(0, "[1]", R"("x")"));
    QVERIFY(!data.append(0, "[]", R"("x")"));
    QVERIFY(!data.append(1, "[0]", R"("x")"));
    QVERIFY(!data.append(-1, "[0]", R"("x")"));
    QVERIFY(!data.append(0, "[0]", R"("bad \x")"));
    QVERIFY(!data.append(0, "[0]", "\"bad"));
    // Repairing is the parser's work.
    QVERIFY(!data.append(0, "[0]", "\"bad \xC3\""));
    QCOMPARE(compact(data), R"([["a1","b"]])"_ba);
}

void TestPartialData::fastAndSlowAgree()
{
    // Random strings grow at random places; one copy takes the fast way where it may.
    const QList<QByteArray> paths{R"([])", R"([0])", R"([1,"content",0,"text"])"};
    const QByteArray start = R"(["",["",{"content":[{"text":""}]}]])";
    QRandomGenerator random(7'411);
    for (int round = 0; round < 20; ++round) {
        PartialData fast = holding(start);
        PartialData slow = holding(start);
        int taken = 0;
        for (int step = 0; step < 200; ++step) {
            const int which = random.bounded(4) ? 0 : random.bounded(3);
            const int output = which == 0 ? 0 : 1;
            QString token;
            for (int i = random.bounded(6); i > 0; --i)
                token += random.bounded(4) ? QString(QChar(random.bounded(1, 0x300)))
                                           : u"\U0001F600\"\\"_s;
            const QByteArray literal = toJson(token);
            const QByteArray &path = paths.at(which);
            QByteArray edits = R"([["append",)" + path + ',' + literal + "]]";
            edits
                = output == 0 ? QByteArray('[' + edits + ",[]]") : QByteArray("[[]," + edits + ']');
            const QByteArray message
                = R"({"msg":"process_generating","event_id":"e","output":{"data":)" + edits
                + R"(,"is_generating":true}})";
            const auto scan = scanAppend(message);
            QVERIFY(scan);
            QCOMPARE(slow.apply(array(edits)), Outcome::Changed);
            if (fast.append(scan->output, scan->path, scan->literal))
                ++taken;
            else
                QCOMPARE(fast.apply(array(edits)), Outcome::Changed);
            QCOMPARE(fast.text(0), slow.text(0));
        }
        QCOMPARE(fast.toArray(), slow.toArray());
        QVERIFY(taken > 50);
    }
}

void TestPartialData::capturesReachTheirFinalValue_data()
{
    QTest::addColumn<QString>("name");
    int rows = 0;
    for (const char *theCase : {"diffs", "stream-echo", "state", "error-gr", "cancel"}) {
        for (const QString &name : captureNames(QString::fromLatin1(theCase))) {
            // Diffs came with sse_v2, 4.17.
            const QString version = name.section(u'/', 0, 0);
            if (version == "3.50.2"_L1 || version == "4.4.1"_L1 || version == "4.12.0"_L1)
                continue;
            QTest::newRow(qPrintable(name)) << name;
            ++rows;
        }
    }
    QVERIFY(rows > 20);
}

void TestPartialData::capturesReachTheirFinalValue()
{
    QFETCH(const QString, name);
    int compared = 0;
    for (const QList<CapturedEvent> &stream : queueStreams(name)) {
        QHash<QString, PartialData> events;
        QHash<QString, int> updates;
        QSet<QString> frozen;
        for (const CapturedEvent &event : stream) {
            const QJsonObject message = parseJson(event.data).object();
            const QString msg = message.value("msg"_L1).toString();
            const QString id = message.value("event_id"_L1).toString();
            const QJsonObject output = message.value("output"_L1).toObject();
            const QJsonArray data = output.value("data"_L1).toArray();
            if (msg == "process_generating"_L1) {
                if (updates[id]++ == 0) {
                    events[id].setFull(data);
                    continue;
                }
                const auto scan = scanAppend(event.data);
                if (scan && events[id].append(scan->output, scan->path, scan->literal))
                    continue;
                if (frozen.contains(id) || events[id].apply(data) != Outcome::Unusable)
                    continue;
                // design.md: deletes inside nested lists are not trusted; nothing else is refused.
                QVERIFY(event.data.contains(R"(["delete", ["list", 2], null])"));
                frozen.insert(id);
            } else if (msg == "process_completed"_L1 && output.contains("data"_L1)
                       && updates.value(id) > 0 && !frozen.contains(id)) {
                QCOMPARE(events[id].toArray(), data);
                ++compared;
            }
        }
    }
    // What failed or was cancelled has no final value; then it is enough that every edit fitted.
    if (!name.endsWith("error-gr"_L1) && !name.endsWith("cancel"_L1))
        QVERIFY(compared > 0);
}

void TestPartialData::cutListsOfBothForms()
{
    // Real servers of both forms, so that the rows above are not only our reading of them.
    const auto holds = [](const QString &version, const QByteArray &edits) {
        for (const QList<CapturedEvent> &stream : queueStreams(version + u"/diffs"_s)) {
            for (const CapturedEvent &event : stream) {
                if (event.data.contains(edits))
                    return true;
            }
        }
        return false;
    };
    QVERIFY(holds(u"6.31.0"_s, R"(["delete",[2],null],["delete",[2],null])"));
    QVERIFY(holds(u"5.49.1"_s, R"(["delete",[2],null],["delete",[2],null])"));
    QVERIFY(holds(u"5.0.2"_s, R"(["delete",[2],null],["delete",[3],null])"));
    QVERIFY(holds(u"4.44.1"_s, R"(["delete",[1],null],["delete",[2],null])"));
}

void TestPartialData::memoryGrowsWithTheText()
{
    PartialData data = holding(R"(["",null])");
    QCOMPARE(data.apply(array(R"([[["append",[],"x"]],[]])")), Outcome::Changed);
    const QByteArray literal = R"("four ")";
    for (int i = 0; i < 20'000; ++i)
        QVERIFY(data.append(0, "[]", literal));
    const std::optional<QByteArray> text = data.text(0);
    QVERIFY(text);
    QCOMPARE(text->size(), 1 + 20'000 * 5);
    // Amortised growth: at most the doubling of the last step.
    QVERIFY(text->capacity() < 4 * text->size());
    // Without a copy: two answers are the same bytes.
    QVERIFY(data.text(0)->constData() == text->constData());
}

QTEST_GUILESS_MAIN(TestPartialData)
#include "tst_partialdata.moc"
