#include "blockdump.h"
#include "markdown/parser.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace spaceline::markdown;

class TestParser : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void blocks_data();
    void blocks();
    void runs_data();
    void runs();
    void links_data();
    void links();
    void tables_data();
    void tables();
    void softBreaks();
    void hostile_data();
    void hostile();
    void deepNestingIsFlattened_data();
    void deepNestingIsFlattened();
    void wideTablesAreText();
};

namespace {

size_t depthOf(const Blocks &blocks)
{
    size_t depth = 0;
    for (const Block &block : blocks)
        depth = std::max(depth, 1 + depthOf(block.children));
    return depth;
}

size_t countOf(const Blocks &blocks)
{
    size_t count = blocks.size();
    for (const Block &block : blocks)
        count += countOf(block.children);
    return count;
}

} // namespace

void TestParser::blocks_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, const QByteArray &text, const QString &expected) {
        QTest::newRow(name) << text << expected;
    };
    row("nothing", "", u""_s);
    row("blanks", " \n\t\n", u""_s);
    row("paragraphs", "one\n\ntwo\n", u"paragraph: one\nparagraph: two\n"_s);
    row("headings", "# One\n### Three ###\n#No\n",
        u"heading 1: One\nheading 3: Three\nparagraph: #No\n"_s);
    row("underlined headings", "One\n===\n\nTwo\n---\n", u"heading 1: One\nheading 2: Two\n"_s);
    row("rule", "a\n\n---\n***\n", u"paragraph: a\nrule\nrule\n"_s);
    row("tight list", "- a\n- b\n",
        u"list\n  item\n    paragraph: a\n  item\n    paragraph: b\n"_s);
    row("loose list", "3. a\n\n4. b\n",
        u"list ordered 3 loose\n  item\n    paragraph: a\n  item\n    paragraph: b\n"_s);
    row("nested list", "- a\n  1. b\n- c\n",
        u"list\n  item\n    paragraph: a\n    list ordered 1\n      item\n        paragraph: b\n"
        "  item\n    paragraph: c\n"_s);
    row("tasks", "- [ ] a\n- [x] b\n- [X] c\n- d\n",
        u"list\n  item to do\n    paragraph: a\n  item done\n    paragraph: b\n"
        "  item done\n    paragraph: c\n  item\n    paragraph: d\n"_s);
    row("quote", "> a\nlazy\n>\n> b\n", u"quote\n  paragraph: a⏎lazy\n  paragraph: b\n"_s);
    row("fence", "```py title\nx\n\n  y\n```\n", u"code py: x\\n\\n  y\n"_s);
    row("fence without end", "~~~\nx\n", u"code : x\n"_s);
    row("fence of fences", "````\n```\nx\n```\n````\n", u"code : ```\\nx\\n```\n"_s);
    row("empty fence", "```\n```\n", u"code : \n"_s);
    row("language with marks", "```c++\n```\n```objective-c\n```\n",
        u"code c++: \ncode objective-c: \n"_s);
    row("tabs stay in fences", "```make\nall:\n\tcc\n```\n", u"code make: all:\\n\\tcc\n"_s);
    row("tabs stay in an item's fence", "- x\n  ```\n  \ty\n  ```\n",
        u"list\n  item\n    paragraph: x\n    code : \\ty\n"_s);
    row("tabs stay in a quote's fence", "> ```\n> \ty\n> ```\n", u"quote\n  code : \\ty\n"_s);
    row("fence right after text", "a\n```\nb\n```\nc\n",
        u"paragraph: a\ncode : b\nparagraph: c\n"_s);
    row("fence at four blanks after text", "a:\n    ```py\n    b\n      c\n    ```\nd\n",
        u"paragraph: a:\ncode py: b\\n  c\nparagraph: d\n"_s);
    row("fence after an item's fence", "- ```\n  a\n```\nb\n```\n",
        u"list\n  item\n    code : a\ncode : b\n"_s);
    row("indented code", "a\n\n    b\n\n      c\n", u"paragraph: a\ncode : b\\n\\n  c\n"_s);
    row("CRLF", "a\r\nb\r\n\r\n```\r\nc\r\n```\r\n", u"paragraph: a⏎b\ncode : c\n"_s);
    row("image alone", "![alt **x**](https://example.org/a.png \"t\")\n",
        u"image: <image|alt x|https://example.org/a.png>\n"_s);
    row("image in text", "see ![alt](a/b.png)\n", u"paragraph: see <image|alt|a/b.png>\n"_s);
    row("HTML is text", "<div>\n*a*\n</div>\n", u"paragraph: <div>⏎<em|a>⏎</div>\n"_s);
    row("details", "<details>\n<summary>More</summary>\n\nHidden\n\n</details>\n",
        u"paragraph: More\nparagraph: Hidden\n"_s);
    row("details in one paragraph", "<details><summary>More</summary>Hidden</details>",
        u"paragraph: More⏎Hidden\n"_s);
    row("definitions", "[a][b] and [b]\n\n[b]: https://example.org/\n",
        u"paragraph: <link|a|https://example.org/> and <link|b|https://example.org/>\n"_s);
    row("broken UTF-8 and NUL", QByteArray("a\0b \xFF\xE2\x82 c", 9),
        u"paragraph: a\uFFFDb \uFFFD\uFFFD c\n"_s);
    row("surrogate and overlong", "\xED\xA0\x80 \xC0\xAF",
        u"paragraph: \uFFFD\uFFFD\uFFFD \uFFFD\uFFFD\n"_s);
}

void TestParser::blocks()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, expected);
    QCOMPARE(dump(parse(text)), expected);
}

void TestParser::runs_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, const QByteArray &text, const QString &expected) {
        QTest::newRow(name) << text << expected;
    };
    row("emphasis", "*a* **b** ***c*** __d__", u"<em|a> <strong|b> <strong+em|c> <strong|d>"_s);
    row("nested", "**a *b* c**", u"<strong|a ><strong+em|b><strong| c>"_s);
    row("inside a word", "a_b_c a*b*c 2 * 3", u"a_b_c a<em|b>c 2 * 3"_s);
    row("CJK", "这是**重要**的", u"这是<strong|重要>的"_s);
    row("Arabic", "هذا **نص** هنا", u"هذا <strong|نص> هنا"_s);
    row("emoji", "**👩‍💻** 🇩🇪", u"<strong|👩‍💻> 🇩🇪"_s);
    row("strike", "~~a~~ ~5 and 6", u"<strike|a> ~5 and 6"_s);
    row("code", "`a` ``b`c`` `*d*`", u"<code|a> <code|b`c> <code|*d*>"_s);
    row("strong code", "**a `b`**", u"<strong|a ><strong+code|b>"_s);
    row("escapes", "\\*a\\* \\[b\\]", u"*a* [b]"_s);
    row("unclosed", "**a `b [c](d", u"**a `b [c](d"_s);
    row("entities", "&amp;&lt;&copy;&#65;&#x42;&hellip;", u"&<©AB…"_s);
    row("no entities", "&nope; &#; &#xZ; AT&T &#1234567890;",
        u"&nope; &#; &#xZ; AT&T &#1234567890;"_s);
    row("no characters", "&#0;&#xD800;&#x110000;", u"\uFFFD\uFFFD\uFFFD"_s);
    row("entity in code", "`&amp;`", u"<code|&amp;>"_s);
    row("hard breaks", "a  \nb\\\nc<br>d<br/>\ne", u"a⏎b⏎c⏎d⏎e"_s);
    row("blanks collapse", "a    b\tc \f d", u"a b c d"_s);
    row("tags", "<b>a</b><STRONG>b</STRONG> <i>c</i> H<sub>2</sub>O x<sup>2</sup>",
        u"<strong|ab> <em|c> H<sub|2>O x<sup|2>"_s);
    row("tags that cross", "<b>a <i>b</b> c</i>", u"<strong|a ><strong+em|b><em| c>"_s);
    row("a tag ends with its paragraph", "<b>a\n\nb", u"<strong|a>\nparagraph: b"_s);
    row("an end tag ends no Markdown", "**a </b> b** **c**", u"<strong|a b> <strong|c>"_s);
    row("an end without begin", "a</b></a> **b**", u"a <strong|b>"_s);
    row("other tags", "<script>x</script> <img src=x onerror=y> <p>",
        u"<script>x</script> <img src=x onerror=y> <p>"_s);
    row("no other attributes", "<b onclick=\"x()\" style='y'>a</b>", u"<strong|a>"_s);
    row("comment", "a <!-- b --> c", u"a <!-- b --> c"_s);
    row("less and greater", "a < b > c", u"a < b > c"_s);
}

void TestParser::runs()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, expected);
    QCOMPARE(dump(parse(text)), u"paragraph: "_s + expected + u'\n');
}

void TestParser::links_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, const QByteArray &text, const QString &expected) {
        QTest::newRow(name) << text << expected;
    };
    row("https", "[a](https://example.org/x?y=1&amp;z=2)",
        u"<link|a|https://example.org/x?y=1&z=2>"_s);
    row("mailto", "[a](mailto:b@example.org)", u"<link|a|mailto:b@example.org>"_s);
    row("upper case", "[a](HTTPS://example.org)", u"<link|a|HTTPS://example.org>"_s);
    row("with styles", "[**a** `b`](http://e.org)",
        u"<strong+link|a|http://e.org><link| |http://e.org><code+link|b|http://e.org>"_s);
    row("angle", "<https://example.org>", u"<link|https://example.org|https://example.org>"_s);
    row("bare", "(https://example.org/a_b).",
        u"(<link|https://example.org/a_b|https://example.org/a_b>)."_s);
    row("www", "www.example.org", u"<link|www.example.org|http://www.example.org>"_s);
    row("tag", "<a class=x href='https://example.org/?a&amp;b'>a</a>b",
        u"<link|a|https://example.org/?a&b>b"_s);
    row("tag without address", "<a name=x>a</a>", u"a"_s);
    row("script", "[a](javascript:alert%281%29)", u"a"_s);
    row("script in capitals", "[a](JaVaScRiPt:alert%281%29)", u"a"_s);
    row("script as entities", "[a](&#106;avascript:x)", u"a"_s);
    row("script with a tab as entity", "[a](java&#9;script:x)", u"a"_s);
    row("script after a control", "[a](&#1;javascript:x)", u"a"_s);
    row("script in angles", "<javascript:x>", u"javascript:x"_s);
    row("script in a tag", "<a href=\"javascript:x\">a</a>", u"a"_s);
    row("file", "[a](file:///etc/passwd)", u"a"_s);
    row("data", "[a](data:text/html,x)", u"a"_s);
    row("relative", "[a](/b) [c](#d) [e]()", u"a c e"_s);
    row("scheme only", "[a](https://)", u"a"_s);
    row("hidden control", "[a](https://example.org/&#8238;x)", u"a"_s);
    row("image of a file", "x ![a](file:///etc/passwd)", u"x <image|a>"_s);
    row("image of a script", "x ![a](javascript:x)", u"x <image|a>"_s);
    row("image of another host without scheme", "x ![a](//example.org/a.png)", u"x <image|a>"_s);
    row("image of the Space", "x ![a](/gradio_api/file=a.png)",
        u"x <image|a|/gradio_api/file=a.png>"_s);
}

void TestParser::links()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, expected);
    QCOMPARE(dump(parse(text)), u"paragraph: "_s + expected + u'\n');
}

void TestParser::tables_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("expected");
    const QString ab = u"  row\n    cell: a\n    cell: b\n"_s;
    const QString cd = u"  row\n    cell: c\n    cell: d\n"_s;
    QTest::newRow("with alignments")
        << QByteArray("|a|b|\n|:--|--:|\n|c|d|\n") << u"table 1 lr\n"_s + ab + cd;
    QTest::newRow("short dashes") << QByteArray("|a|b|\n|-|:-:|\n|c|d|\n")
                                  << u"table 1 -c\n"_s + ab + cd;
    QTest::newRow("without outer pipes")
        << QByteArray("a | b\n---|---\nc | d\n") << u"table 1 --\n"_s + ab + cd;
    QTest::newRow("right after text") << QByteArray("text\n|a|b|\n|---|---|\n|c|d|\n")
                                      << u"paragraph: text\ntable 1 --\n"_s + ab + cd;
    QTest::newRow("in a quote after text")
        << QByteArray("> text\n> |a|\n> |---|\n")
        << u"quote\n  paragraph: text\n  table 1 -\n    row\n      cell: a\n"_s;
    QTest::newRow("a row too short and one too long")
        << QByteArray("|a|b|\n|---|---|\n|c\n|c|d|e|\n")
        << u"table 1 --\n"_s + ab + u"  row\n    cell: c\n    cell: \n"_s + cd;
    QTest::newRow("ends at a heading")
        << QByteArray("|a|b|\n|---|---|\n# c\n") << u"table 1 --\n"_s + ab + u"heading 1: c\n"_s;
    QTest::newRow("ends at a fence") << QByteArray("|a|b|\n|---|---|\n```\nc\n```\n")
                                     << u"table 1 --\n"_s + ab + u"code : c\n"_s;
    QTest::newRow("runs in cells") << QByteArray("|**a** \\| `b`|\n|---|\n")
                                   << u"table 1 -\n  row\n    cell: <strong|a> | <code|b>\n"_s;
    QTest::newRow("not in code") << QByteArray("```\n|a|\n|-|\n```\n") << u"code : |a|\\n|-|\n"_s;
    QTest::newRow("not without a delimiter row")
        << QByteArray("|a|\n|b|\n") << u"paragraph: |a|⏎|b|\n"_s;
    QTest::newRow("not with other columns")
        << QByteArray("x\n|a|b|\n|---|\n") << u"paragraph: x⏎|a|b|⏎|---|\n"_s;
}

void TestParser::tables()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, expected);
    QCOMPARE(dump(parse(text)), expected);
}

void TestParser::softBreaks()
{
    QCOMPARE(dump(parse("a\nb", false, SoftBreak::Line)), u"paragraph: a⏎b\n"_s);
    QCOMPARE(dump(parse("a\nb  \nc", false, SoftBreak::Blank)), u"paragraph: a b⏎c\n"_s);
}

void TestParser::hostile_data()
{
    QTest::addColumn<QByteArray>("text");
    const auto row = [](const char *name, const QByteArray &part, int count) {
        QTest::newRow(name) << part.repeated(count);
    };
    row("stars", "*", 1000000);
    row("backticks", "`", 300000);
    row("brackets", "[", 20000);
    row("image brackets", "![", 20000);
    row("link begins", "[a](<b", 20000);
    row("emphasis begins", "*a _b ", 20000);
    row("bracketed emphasis", "*[", 20000);
    row("angles", "<", 100000);
    row("comments", "<!--", 20000);
    row("declarations", "<?", 20000);
    row("tags", "<b>", 20000);
    row("entities", "&", 50000);
    row("backslashes", "\\", 50000);
    row("pipes", "|", 50000);
    row("quotes", ">", 10000);
    row("items", "- ", 10000);
    row("empty items", "-\n", 20000);
    row("fences", "```\n", 20000);
    row("delimiter rows", "|---|\n", 5000);
    row("addresses", "http://a.b ", 20000);
    row("NUL", QByteArray(1, '\0'), 50000);
    row("broken UTF-8", "\xFF\xE2\x82", 20000);
    row("carriage returns", "\r", 50000);
    QByteArray backticks;
    for (int i = 1; i < 600; ++i)
        backticks += QByteArray(i, '`') + ' ';
    QTest::newRow("runs of backticks") << backticks;
    QTest::newRow("a definition used often") << QByteArray(
        "[a]: http://" + QByteArray(7000, 'x') + "\n\n" + QByteArray("[a] ").repeated(20000));
}

/// The test's time limit holds the time; here the shape is held.
void TestParser::hostile()
{
    QFETCH(QByteArray, text);
    for (const bool open : {false, true}) {
        const Blocks blocks = parse(text, open);
        QVERIFY(depthOf(blocks) <= 40);
        QVERIFY(countOf(blocks) <= size_t(2 * text.size() + 10000));
    }
}

void TestParser::deepNestingIsFlattened_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("quotes") << QByteArray("> ").repeated(10000) + "deep **text**";
    QTest::newRow("items") << QByteArray("- ").repeated(10000) + "deep **text**";
    QByteArray list;
    for (int i = 0; i < 300; ++i)
        list += QByteArray(2 * i, ' ') + "- " + (i == 299 ? "deep **text**" : "x") + "\n";
    QTest::newRow("nested list") << list;
}

void TestParser::deepNestingIsFlattened()
{
    QFETCH(QByteArray, text);
    const Blocks blocks = parse(text);
    QVERIFY(depthOf(blocks) <= 34);
    QVERIFY(depthOf(blocks) > 30);
    QVERIFY(dump(blocks).endsWith(u"paragraph: deep <strong|text>\n"_s));
}

void TestParser::wideTablesAreText()
{
    const auto table = [](int columns) -> QByteArray {
        return "|" + QByteArray("a|").repeated(columns) + "\n|"
            + QByteArray("---|").repeated(columns) + '\n' + QByteArray("|\n").repeated(1000);
    };
    QCOMPARE(parse(table(100)).front().kind, Block::Kind::Table);
    QCOMPARE(parse(table(200)).front().kind, Block::Kind::Paragraph);
    QVERIFY(countOf(parse(table(20000))) < 10);
}

QTEST_APPLESS_MAIN(TestParser)
#include "tst_parser.moc"
