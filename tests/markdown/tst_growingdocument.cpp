#include "blockdump.h"
#include "corpus.h"
#include "markdown/parser.h"

#include <QRandomGenerator>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace spaceline::markdown;

class TestGrowingDocument : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void piecesMakeTheWhole_data();
    void piecesMakeTheWhole();
    void blocksAloneAreBlocksTogether_data();
    void blocksAloneAreBlocksTogether();
    void randomTexts();
    void opensWhatIsUnfinished_data();
    void opensWhatIsUnfinished();
    void neverShowsRawMarks();
    void marksWhatGrows();
    void holdsBackHalfCharacters();
    void resolvesLateDefinitions();
    void startsAgainAfterOtherText();
    void sameTextChangesNothing();
    void keepsTheCallersBuffer();
    void costsLittleForParagraphs();
    void costsLittleForFences();
    void costsLittleForOneParagraph();
    void oneParagraphLooksLikeTheWhole();
};

namespace {

qsizetype firstDifference(const Blocks &now, const Blocks &before)
{
    const auto [a, b] = std::mismatch(now.begin(), now.end(), before.begin(), before.end());
    return a - now.begin();
}

/// Feeds \p text in pieces of up to \p longest bytes; an empty string, or what went wrong.
QString grow(const QByteArray &text, quint32 seed, int longest)
{
    QRandomGenerator random(seed);
    GrowingDocument document;
    Blocks before;
    for (qsizetype size = 0; size < text.size();) {
        size = std::min<qsizetype>(text.size(), size + 1 + random.bounded(longest));
        const QByteArray prefix = text.first(size);
        const qsizetype changed = document.setText(prefix, true);
        const Blocks fresh = parse(prefix, true);
        if (document.blocks() != fresh)
            return u"After %1 bytes (seed %2)\n%3instead of\n%4"_s.arg(size).arg(seed).arg(
                dump(document.blocks()), dump(fresh));
        if (changed != firstDifference(fresh, before))
            return u"After %1 bytes (seed %2) block %3 was told, block %4 differs"_s.arg(size)
                .arg(seed)
                .arg(changed)
                .arg(firstDifference(fresh, before));
        before = fresh;
    }
    const qsizetype changed = document.setText(text, false);
    const Blocks whole = parse(text);
    if (document.blocks() != whole)
        return u"At the end (seed %1)\n%2instead of\n%3"_s.arg(seed).arg(dump(document.blocks()),
                                                                         dump(whole));
    if (changed != firstDifference(whole, before))
        return u"At the end (seed %1) block %2 was told, block %3 differs"_s.arg(seed)
            .arg(changed)
            .arg(firstDifference(whole, before));
    return {};
}

void corpusRows()
{
    QTest::addColumn<QByteArray>("text");
    const QMap<QString, QByteArray> texts = corpus();
    for (auto text = texts.begin(); text != texts.end(); ++text)
        QTest::newRow(qPrintable(text.key())) << text.value();
}

QString visibleText(const Blocks &blocks)
{
    QString text;
    for (const Block &block : blocks) {
        for (const Run &run : block.runs)
            text += run.text;
        text += block.code + u' ' + visibleText(block.children);
    }
    return text;
}

QByteArray words(int count, const char *separator)
{
    QByteArray text;
    for (int i = 0; i < count; ++i)
        text += "word" + QByteArray::number(i % 97) + (i % 60 == 59 ? separator : " ");
    return text;
}

/// Appends \p text in tokens of six bytes; returns how many bytes were parsed for each of its
/// bytes.
double parsedPerByte(const QByteArray &text)
{
    GrowingDocument document;
    for (qsizetype size = 6; size < text.size(); size += 6)
        document.setText(text.first(size), true);
    document.setText(text, false);
    return double(document.parsedBytes()) / double(text.size());
}

} // namespace

void TestGrowingDocument::piecesMakeTheWhole_data() { corpusRows(); }

void TestGrowingDocument::piecesMakeTheWhole()
{
    QFETCH(QByteArray, text);
    for (const int longest : {1, 5, 23, 400}) {
        // The step by step comparison costs the square of the size.
        if (longest * 1000 < text.size())
            continue;
        const QString mistake = grow(text, quint32(1000 + longest), longest);
        QVERIFY2(mistake.isEmpty(), qPrintable(mistake));
    }
}

void TestGrowingDocument::blocksAloneAreBlocksTogether_data() { corpusRows(); }

/// A definition of a link makes the parser read the text as a whole; without one it is cut into
/// blocks first. Both have to agree.
void TestGrowingDocument::blocksAloneAreBlocksTogether()
{
    QFETCH(QByteArray, text);
    const QByteArray whole = "[never used]: https://example.org/\n\n" + text;
    QCOMPARE(dump(parse(text)), dump(parse(whole)));
}

void TestGrowingDocument::randomTexts()
{
    const QList<QByteArray> pieces{"\n",
                                   "\n",
                                   "\n\n",
                                   "\n\n",
                                   " ",
                                   "  ",
                                   "    ",
                                   "\t",
                                   "word",
                                   "a b",
                                   "- ",
                                   "* ",
                                   "1. ",
                                   "2. ",
                                   "---",
                                   "===",
                                   "```",
                                   "~~~",
                                   "```py",
                                   "> ",
                                   "# ",
                                   "|",
                                   "| a | b |",
                                   "|--|--|",
                                   "|---|---|",
                                   "**",
                                   "*",
                                   "_",
                                   "`",
                                   "~~",
                                   "[x](http://a.b)",
                                   "[a]",
                                   "![i](j)",
                                   "<b>",
                                   "<br>",
                                   "&amp;",
                                   "\\",
                                   "世界",
                                   "🙂",
                                   "\r\n",
                                   "http://a.b/c",
                                   "[ ] ",
                                   "[x] ",
                                   "\"",
                                   "(",
                                   ")",
                                   "!",
                                   ":",
                                   "\xE2\x82",
                                   "é"};
    for (quint32 seed = 1; seed <= 500; ++seed) {
        QRandomGenerator random(seed);
        QByteArray text;
        for (int i = random.bounded(2, 40); i > 0; --i)
            text += pieces.at(random.bounded(int(pieces.size())));
        const QString mistake = grow(text, seed, 9);
        QVERIFY2(mistake.isEmpty(), qPrintable(QString::fromUtf8(text) + u'\n' + mistake));
    }
}

void TestGrowingDocument::opensWhatIsUnfinished_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("expected");
    const auto paragraph = [](const char *name, const QByteArray &text, const QString &runs) {
        QTest::newRow(name) << text << u"paragraph: "_s + runs + u" …\n";
    };
    paragraph("strong", "some **bo", u"some <strong|bo>"_s);
    paragraph("strong, half closed", "some **bold*", u"some <strong|bold>"_s);
    paragraph("strong, only the mark", "some **", u"some"_s);
    paragraph("strong, then a blank", "some **bold ", u"some <strong|bold>"_s);
    paragraph("strong over lines", "some **bold\nand more", u"some <strong|bold⏎and more>"_s);
    paragraph("strong and emphasis", "a **b *c", u"a <strong|b ><strong+em|c>"_s);
    paragraph("underscores", "an __init", u"an <strong|init>"_s);
    paragraph("a word with underscores", "snake_case", u"snake_case"_s);
    paragraph("a product", "2*3", u"2*3"_s);
    paragraph("about five", "~5 minutes", u"~5 minutes"_s);
    paragraph("strike", "a ~~b", u"a <strike|b>"_s);
    paragraph("code", "run `ls -", u"run <code|ls ->"_s);
    paragraph("code with two marks, half closed", "run ``a `b` c`", u"run <code|a `b` c>"_s);
    paragraph("a star in code", "run `ls *", u"run <code|ls *>"_s);
    paragraph("link text", "see [the ma", u"see <link|the ma>"_s);
    paragraph("link text whole", "see [the manual]", u"see <link|the manual>"_s);
    paragraph("link address", "see [text](http://exa", u"see <link|text>"_s);
    paragraph("link title", "see [text](http://e.org \"Ti", u"see <link|text>"_s);
    paragraph("strong link", "**[text](ht", u"<strong+link|text>"_s);
    paragraph("image", "an ![alt](http", u"an <image|alt>"_s);
    paragraph("an index", "array[0", u"array[0"_s);
    paragraph("bare address", "https://exa.mp", u"<link|https://exa.mp|https://exa.mp>"_s);
    paragraph("tag", "a<b", u"a"_s);
    paragraph("tag with address", "go <a href=\"http://x", u"go"_s);
    paragraph("less than", "a < b", u"a < b"_s);
    paragraph("entity", "a &am", u"a"_s);
    paragraph("backslash", "a \\", u"a"_s);
    paragraph("closed by an empty line", "a **b\n\n", u"a **b"_s);
    paragraph("maybe an underline", "Title\n-", u"Title"_s);
    paragraph("maybe a list item", "text\n1.", u"text"_s);
    QTest::newRow("heading") << QByteArray("## ") << u"heading 2:  …\n"_s;
    QTest::newRow("heading with strong")
        << QByteArray("# a **b") << u"heading 1: a <strong|b> …\n"_s;
    QTest::newRow("fence") << QByteArray("```py") << u"code py:  …\n"_s;
    QTest::newRow("fence, half closed")
        << QByteArray("```py\nx = 1\n``") << u"code py: x = 1 …\n"_s;
    QTest::newRow("fence closed") << QByteArray("```py\nx = 1\n```\n") << u"code py: x = 1\n"_s;
    QTest::newRow("maybe a fence") << QByteArray("text\n\n``") << u"paragraph: text\n"_s;
    QTest::newRow("fence in an item, half closed")
        << QByteArray("- a\n  ```\n  **b\n  `")
        << u"list …\n  item …\n    paragraph: a\n    code : **b …\n"_s;
    QTest::newRow("item") << QByteArray("- ") << u"list …\n  item …\n"_s;
    QTest::newRow("item with strong")
        << QByteArray("- **b") << u"list …\n  item …\n    paragraph: <strong|b> …\n"_s;
    QTest::newRow("second item begins with a star")
        << QByteArray("* a\n* *b")
        << u"list …\n  item\n    paragraph: a\n  item …\n    paragraph: <em|b> …\n"_s;
    QTest::newRow("task") << QByteArray("- [x") << u"list …\n  item …\n"_s;
    QTest::newRow("task box") << QByteArray("- [x]") << u"list …\n  item done …\n"_s;
    QTest::newRow("quote") << QByteArray("> **q") << u"quote …\n  paragraph: <strong|q> …\n"_s;
    const QString header = u"  row …\n    cell: a\n    cell: b …\n"_s;
    QTest::newRow("header row") << QByteArray("| a | b") << u"table 1 -- …\n"_s + header;
    QTest::newRow("header row whole") << QByteArray("| a | b |\n") << u"table 1 -- …\n"_s + header;
    QTest::newRow("delimiter row") << QByteArray("| a | b |\n|--") << u"table 1 -- …\n"_s + header;
    QTest::newRow("alignments") << QByteArray("| a | b |\n|--|:-:|")
                                << u"table 1 -c …\n"_s + header;
    QTest::newRow("row")
        << QByteArray("| a | b |\n|---|---|\n| 1 | **2")
        << u"table 1 -- …\n  row\n    cell: a\n    cell: b\n  row …\n    cell: 1\n    cell: <strong|2> …\n"_s;
}

void TestGrowingDocument::opensWhatIsUnfinished()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, expected);
    QCOMPARE(dump(parse(text, true)), expected);
}

/// The finished text shows none of these characters, so no step on the way may.
void TestGrowingDocument::neverShowsRawMarks()
{
    const QByteArray text
        = "Some **bold**, *slanted*, `code`, ~~gone~~ and a [link](https://e.org/a \"t\").\n"
          "## A **heading**\n\n1. **One** of `two`\n2. Two\n   - [nested](https://e.org)\n\n"
          "| a | *b* |\n|---|:-:|\n| `x` | **y** |\n\n> ***quoted***\n\n"
          "```py\nx\n```\n<b>b</b> &lt; ![alt](a.png) **[l](http://e.org)**\n";
    for (qsizetype size = 1; size <= text.size(); ++size) {
        const QString shown = visibleText(parse(QByteArrayView(text).first(size), true));
        for (const QChar mark : u"*`~[]|#>"_s)
            QVERIFY2(!shown.contains(mark),
                     qPrintable(QString::fromUtf8(text.first(size)) + u"\n→ "_s + shown));
        QVERIFY2(!shown.contains(u"<b"_s) && !shown.contains(u"http"_s), qPrintable(shown));
    }
}

void TestGrowingDocument::marksWhatGrows()
{
    QCOMPARE(dump(parse("a\n\n> - b", true)),
             u"paragraph: a\nquote …\n  list …\n    item …\n      paragraph: b …\n"_s);
    QCOMPARE(dump(parse("# a\n", true)), u"heading 1: a\n"_s);
    QCOMPARE(dump(parse("", true)), QString());
    QCOMPARE(dump(parse("a\n\n> - b")),
             u"paragraph: a\nquote\n  list\n    item\n      paragraph: b\n"_s);
}

void TestGrowingDocument::holdsBackHalfCharacters()
{
    const QByteArray text = "Grüße 🙂 an 世界";
    GrowingDocument document;
    for (qsizetype size = 1; size <= text.size(); ++size) {
        document.setText(text.first(size), true);
        QVERIFY(!toPlainText(document.blocks()).contains(QChar::ReplacementCharacter));
    }
    document.setText(text, false);
    QCOMPARE(toPlainText(document.blocks()), QString::fromUtf8(text));
    document.setText(text.chopped(1), false);
    QVERIFY(toPlainText(document.blocks()).endsWith(QChar(QChar::ReplacementCharacter)));
}

void TestGrowingDocument::resolvesLateDefinitions()
{
    const QByteArray text = "See [one][1].\n\nMore text.\n\n[1]: https://example.org/1\n";
    GrowingDocument document;
    document.setText(text, true);
    QCOMPARE(dump(document.blocks()).section(u'\n', 0, 0), u"paragraph: See [one][1]."_s);
    QCOMPARE(document.setText(text, false), 0);
    QCOMPARE(dump(document.blocks()),
             u"paragraph: See <link|one|https://example.org/1>.\nparagraph: More text.\n"_s);
}

void TestGrowingDocument::startsAgainAfterOtherText()
{
    GrowingDocument document;
    document.setText("one\n\ntwo\n\nthree", true);
    QCOMPARE(document.setText("one\n\nTWO\n\nthree", true), 1);
    QCOMPARE(toPlainText(document.blocks()), u"one\n\nTWO\n\nthree"_s);
    QCOMPARE(document.setText("one", true), 0); // it was closed, now it is open
    QCOMPARE(document.setText("one", false), 0);
    QCOMPARE(document.setText("one and more", true), 0);
    QCOMPARE(toPlainText(document.blocks()), u"one and more"_s);
}

void TestGrowingDocument::sameTextChangesNothing()
{
    GrowingDocument document;
    document.setText("one\n\ntwo", true);
    const qint64 parsed = document.parsedBytes();
    QCOMPARE(document.setText("one\n\ntwo", true), 2);
    QCOMPARE(document.parsedBytes(), parsed);
    document.setText("one\n\ntwo", false);
    QCOMPARE(document.setText("one\n\ntwo", false), 2);
}

void TestGrowingDocument::keepsTheCallersBuffer()
{
    QByteArray text;
    text.reserve(1000);
    text.append("a text that grows");
    GrowingDocument document;
    document.setText(text, true);
    QVERIFY(text.isDetached());
}

void TestGrowingDocument::costsLittleForParagraphs()
{
    const double small = parsedPerByte(words(5000, ".\n\n"));
    const double large = parsedPerByte(words(20000, ".\n\n"));
    QVERIFY2(large < 45, qPrintable(QString::number(large)));
    QVERIFY2(large < 1.1 * small, qPrintable(QString::number(large / small)));
}

void TestGrowingDocument::costsLittleForFences()
{
    const double cost = parsedPerByte("```text\n" + words(20000, "\n") + "\n```\n");
    QVERIFY2(cost < 1.1, qPrintable(QString::number(cost)));
}

void TestGrowingDocument::costsLittleForOneParagraph()
{
    const double small = parsedPerByte(words(5000, " "));
    const double large = parsedPerByte(words(20000, " "));
    QVERIFY2(large < 150, qPrintable(QString::number(large)));
    QVERIFY2(large < 1.1 * small, qPrintable(QString::number(large / small)));
}

void TestGrowingDocument::oneParagraphLooksLikeTheWhole()
{
    QByteArray text;
    for (int i = 0; i < 800; ++i)
        text += "plain **bold *both* bold** `code x` [link text](https://example.org/a_b) 1. # a_b "
                "2 * 3\n- "
            + QByteArray(i % 7 == 0 ? "~~gone~~ " : "~5 ");
    text.replace("\n- ", " ");
    const auto merged = [](const Blocks &blocks) {
        QString result;
        Run last;
        for (const Run &run : blocks.front().runs) {
            if (run.styles != last.styles || run.target != last.target)
                result += u'<' + QString::number(run.styles.toInt()) + u'>' + run.target;
            result += run.text;
            last = run;
        }
        return result;
    };
    const Blocks open = parse(text, true);
    QCOMPARE(open.size(), size_t(1));
    QCOMPARE(merged(open), merged(parse(text)));
    QVERIFY(open.front().runs.size() > parse(text).front().runs.size());
}

QTEST_APPLESS_MAIN(TestGrowingDocument)
#include "tst_growingdocument.moc"
