#include "gradio/json.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QRandomGenerator>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace spaceline::gradio;

/// gradio-protocol.md §14.2: what servers send instead of JSON.
class TestJson : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void repairs_data();
    void repairs();
    void validJsonIsLeftAlone();
    void refuses_data();
    void refuses();
    void anyValue_data();
    void anyValue();
    void integersKeepTheirDigits();
    void membersAsTheyStand_data();
    void membersAsTheyStand();
    void deepNestingIsRefused();
    void compactText_data();
    void compactText();
    void unescapes_data();
    void unescapes();
    void refusesLiterals_data();
    void refusesLiterals();
    void unescapesAsTheParser();
};

void TestJson::repairs_data()
{
    QTest::addColumn<QByteArray>("sent");
    QTest::addColumn<QByteArray>("meant");
    const auto row = [](const char *name, const QByteArray &sent, const QByteArray &meant) {
        QTest::newRow(name) << sent << meant;
    };
    row("NaN", "[NaN]", "[null]");
    row("infinities", "[Infinity,-Infinity, 1]", "[null,null,1]");
    row("in an object", R"({"a":NaN,"b":{"c":-Infinity}})", R"({"a":null,"b":{"c":null}})");
    row("not inside strings", R"(["NaN","-Infinity \" NaN",NaN])",
        R"(["NaN","-Infinity \" NaN",null])");
    row("not after an escaped backslash", R"(["\\",NaN,"\\\"NaN"])", R"(["\\",null,"\\\"NaN"])");
    row("not in keys", R"({"NaN":NaN})", R"({"NaN":null})");
    row("invalid UTF-8", "[\"a\xff\xfe z\"]", "[\"a\xEF\xBF\xBD\xEF\xBF\xBD z\"]");
    row("cut UTF-8 in a string", "[\"\xE2\x82\",NaN]", "[\"\xEF\xBF\xBD\xEF\xBF\xBD\",null]");
    row("a lone surrogate alone", R"(["a\ud83d","b"])", "[\"a\xEF\xBF\xBD\",\"b\"]");
    row("a lone surrogate beside NaN", R"(["\ud83d",NaN])", "[\"\xEF\xBF\xBD\",null]");
    row("a pair beside NaN", R"(["\ud83d\ude00",NaN])", "[\"\xF0\x9F\x98\x80\",null]");
    row("surrogates the wrong way round", R"(["\ude00\ud83d!",NaN])",
        "[\"\xEF\xBF\xBD\xEF\xBF\xBD!\",null]");
    row("a lone surrogate at the end of a string", R"(["x\ud83d","\ude00",NaN])",
        "[\"x\xEF\xBF\xBD\",\"\xEF\xBF\xBD\",null]");
}

void TestJson::repairs()
{
    QFETCH(const QByteArray, sent);
    QFETCH(const QByteArray, meant);
    const QJsonDocument document = parseJson(sent);
    QVERIFY(!document.isNull());
    QCOMPARE(document.toJson(QJsonDocument::Compact), meant);
    if (document.isArray())
        QVERIFY(document.array().at(0).toString().isValidUtf16());
}

void TestJson::validJsonIsLeftAlone()
{
    const QByteArray json = "{\"a\":[1,2.5,true,null,\"\xC2\x85\xE2\x80\xA8\"],\"b\":{}}";
    QCOMPARE(parseJson(json).toJson(QJsonDocument::Compact), json);
    QCOMPARE(repairedJson(json), json);
}

void TestJson::refuses_data()
{
    QTest::addColumn<QByteArray>("sent");
    for (const char *sent : {"", " ", "{", "[1,", "\"unfinished", "{\"a\":}", "<html></html>",
                             "[NaN", "[1]]", "Internal Server Error", "[\"\\u12\"]", "[\"a\\"})
        QTest::newRow(*sent ? sent : "nothing") << QByteArray(sent);
}

void TestJson::refuses()
{
    QFETCH(const QByteArray, sent);
    QString error;
    QVERIFY(parseJson(sent, &error).isNull());
    QVERIFY(error.contains(u" at byte "_s));
    QVERIFY(parseJsonValue(sent).isUndefined());
}

void TestJson::anyValue_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QJsonValue>("value");
    QTest::newRow("string") << "\"404: Not Found\""_ba << QJsonValue(u"404: Not Found"_s);
    QTest::newRow("number") << " 7 "_ba << QJsonValue(7);
    QTest::newRow("null") << "null"_ba << QJsonValue(QJsonValue::Null);
    QTest::newRow("true") << "true"_ba << QJsonValue(true);
    QTest::newRow("NaN") << "NaN"_ba << QJsonValue(QJsonValue::Null);
    QTest::newRow("array") << "[1]"_ba << QJsonValue(QJsonArray{1});
    QTest::newRow("object") << "{}"_ba << QJsonValue(QJsonObject());
    QTest::newRow("two values") << "1,2"_ba << QJsonValue(QJsonValue::Undefined);
    QTest::newRow("brackets from outside") << "1],[2"_ba << QJsonValue(QJsonValue::Undefined);
}

void TestJson::anyValue()
{
    QFETCH(const QByteArray, json);
    QFETCH(const QJsonValue, value);
    QCOMPARE(parseJsonValue(json), value);
}

void TestJson::integersKeepTheirDigits()
{
    const QJsonArray array
        = parseJson("[9007199254740993,9223372036854775807,-9223372036854775808]").array();
    QCOMPARE(array.at(0).toInteger(), 9007199254740993);
    QCOMPARE(array.at(1).toInteger(), std::numeric_limits<qint64>::max());
    QCOMPARE(array.at(2).toInteger(), std::numeric_limits<qint64>::min());
    // Larger ones (app_id, §2.1) lose digits but do no harm.
    QVERIFY(parseJson("[18446744073709551615]").isArray());
}

void TestJson::membersAsTheyStand_data()
{
    QTest::addColumn<QByteArray>("object");
    QTest::addColumn<QByteArray>("member");
    QTest::newRow("an array") << R"({"data":[1, "]", {"b":2,"a":1}]})"_ba
                              << R"([1, "]", {"b":2,"a":1}])"_ba;
    QTest::newRow("behind others")
        << R"( { "x" : {"data":1}, "y":"\"data\":7", "z": -1.50e3 , "data" : [ ] } )"_ba
        << "[ ]"_ba;
    QTest::newRow("a number") << R"({"data":18446744073709551615})"_ba
                              << "18446744073709551615"_ba;
    QTest::newRow("a word") << R"({"data":null ,"x":1})"_ba
                            << "null"_ba;
    QTest::newRow("a text") << R"({"data":"a\"}]"})"_ba
                            << R"("a\"}]")"_ba;
    QTest::newRow("an object") << R"({"a":[[]],"data":{"c":{}}})"_ba
                               << R"({"c":{}})"_ba;
    QTest::newRow("none") << R"({"a":1})"_ba
                          << ""_ba;
    QTest::newRow("only inside") << R"({"a":{"data":1}})"_ba
                                 << ""_ba;
    QTest::newRow("no object") << R"([1])"_ba
                               << ""_ba;
    QTest::newRow("empty") << "{}"_ba
                           << ""_ba;
    QTest::newRow("nothing") << ""_ba
                             << ""_ba;
    QTest::newRow("cut off") << R"({"data":[1,")"_ba
                             << R"([1,")"_ba;
    QTest::newRow("cut off before") << R"({"data)"_ba
                                    << ""_ba;
}

void TestJson::membersAsTheyStand()
{
    QFETCH(const QByteArray, object);
    QFETCH(const QByteArray, member);
    QCOMPARE(rawMember(object, "data").toByteArray(), member);
}

void TestJson::deepNestingIsRefused()
{
    QString error;
    QVERIFY(parseJson(QByteArray(100'000, '['), &error).isNull());
    QVERIFY(!error.isEmpty());
    const QByteArray fair = QByteArray(500, '[') + QByteArray(500, ']');
    QVERIFY(parseJson(fair).isArray());
}

void TestJson::compactText_data()
{
    QTest::addColumn<QJsonValue>("value");
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("string") << QJsonValue(u"a\"b"_s) << R"("a\"b")"_ba;
    QTest::newRow("number") << QJsonValue(0.5) << "0.5"_ba;
    QTest::newRow("null") << QJsonValue(QJsonValue::Null) << "null"_ba;
    QTest::newRow("undefined") << QJsonValue(QJsonValue::Undefined) << "null"_ba;
    QTest::newRow("array") << QJsonValue(QJsonArray{1, QJsonArray()}) << "[1,[]]"_ba;
    QTest::newRow("object") << QJsonValue(QJsonObject{{u"a"_s, 1}}) << R"({"a":1})"_ba;
}

void TestJson::compactText()
{
    QFETCH(const QJsonValue, value);
    QFETCH(const QByteArray, text);
    QCOMPARE(toJson(value), text);
}

void TestJson::unescapes_data()
{
    QTest::addColumn<QByteArray>("literal");
    QTest::addColumn<QByteArray>("text");
    const auto row = [](const char *name, const QByteArray &literal, const QByteArray &text) {
        QTest::newRow(name) << literal << text;
    };
    row("empty", R"("")", "");
    row("plain", R"("abc")", "abc");
    row("short escapes", R"("\"\\\/\b\f\n\r\t")", "\"\\/\b\f\n\r\t");
    row("one byte", R"("\u0041")", "A");
    row("two bytes", R"("\u00e9\u00E9")", "\xC3\xA9\xC3\xA9");
    row("three bytes", R"("\u20ac")", "\xE2\x82\xAC");
    row("a pair", R"("\ud83d\ude00")", "\xF0\x9F\x98\x80");
    row("the last code point", R"("\udbff\udfff")", "\xF4\x8F\xBF\xBF");
    row("a lone high surrogate", R"("\ud83d")", "\xEF\xBF\xBD");
    row("a lone low surrogate", R"("\ude00x")", "\xEF\xBF\xBDx");
    row("high, high, low", R"("\ud83d\ud83d\ude00")", "\xEF\xBF\xBD\xF0\x9F\x98\x80");
    row("zero", R"("a\u0000b")", QByteArray("a\0b", 3));
    row("raw UTF-8", "\"\xF0\x9F\x98\x80\"", "\xF0\x9F\x98\x80");
}

void TestJson::unescapes()
{
    QFETCH(const QByteArray, literal);
    QFETCH(const QByteArray, text);
    QByteArray out = "before ";
    QVERIFY(appendUnescaped(literal, out));
    QCOMPARE(out, "before " + text);
}

void TestJson::refusesLiterals_data()
{
    QTest::addColumn<QByteArray>("literal");
    for (const char *literal :
         {"", "\"", "abc", "\"abc", "abc\"", R"("\x41")", R"("\u12")", R"("\u12g4")", R"("\")"})
        QTest::newRow(*literal ? literal : "nothing") << QByteArray(literal);
}

void TestJson::refusesLiterals()
{
    QFETCH(const QByteArray, literal);
    QByteArray out;
    QVERIFY(!appendUnescaped(literal, out));
}

void TestJson::unescapesAsTheParser()
{
    // Both ways of writing a string, compared with Qt's parser on what can stand in one.
    QRandomGenerator random(20'231);
    for (int round = 0; round < 500; ++round) {
        QString text;
        const int length = random.bounded(40);
        for (int i = 0; i < length; ++i) {
            switch (random.bounded(6)) {
            case 0:
                text += QChar(random.bounded(0x20));
                break;
            case 1:
                text += QStringView(u"\"\\/").at(random.bounded(3));
                break;
            case 2: {
                const char32_t emoji = char32_t(0x1F600 + random.bounded(64));
                text += QString::fromUcs4(&emoji, 1);
                break;
            }
            case 3:
                text += QChar(0x80 + random.bounded(0xD800 - 0x80));
                break;
            default:
                text += QChar(0x20 + random.bounded(0x5F));
            }
        }
        QByteArray ascii = "\"";
        for (const QChar c : std::as_const(text))
            ascii += "\\u" + QByteArray::number(c.unicode(), 16).rightJustified(4, '0');
        ascii += '"';
        for (const QByteArray &literal : {toJson(text), ascii}) {
            QByteArray out;
            QVERIFY(appendUnescaped(literal, out));
            QCOMPARE(out, parseJsonValue(literal).toString().toUtf8());
            QCOMPARE(out, text.toUtf8());
        }
    }
}

QTEST_GUILESS_MAIN(TestJson)
#include "tst_json.moc"
