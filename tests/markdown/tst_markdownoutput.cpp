#include "corpus.h"
#include "markdown/parser.h"

#include <QRandomGenerator>
#include <QTest>
#include <QXmlStreamReader>

using namespace Qt::Literals::StringLiterals;
using namespace spaceline::markdown;

class TestMarkdownOutput : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void plainText_data();
    void plainText();
    void html_data();
    void html();
    void htmlIsWellFormed_data();
    void htmlIsWellFormed();
    void htmlOfAnythingIsWellFormed();
    void thoughtsStayOut();
};

namespace {

/// What is wrong with \p html as a fragment for the clipboard; empty if nothing.
QString mistakeIn(const QString &html)
{
    static const QStringList elements{
        u"div"_s,   u"p"_s,      u"h1"_s,  u"h2"_s,  u"h3"_s,        u"h4"_s,   u"h5"_s,
        u"h6"_s,    u"ul"_s,     u"ol"_s,  u"li"_s,  u"pre"_s,       u"code"_s, u"a"_s,
        u"em"_s,    u"strong"_s, u"del"_s, u"sup"_s, u"sub"_s,       u"br"_s,   u"hr"_s,
        u"table"_s, u"tr"_s,     u"th"_s,  u"td"_s,  u"blockquote"_s};
    QXmlStreamReader reader(u"<div>"_s + html + u"</div>"_s);
    while (!reader.atEnd()) {
        if (reader.readNext() != QXmlStreamReader::StartElement)
            continue;
        if (!elements.contains(reader.name()))
            return u"element %1"_s.arg(reader.name());
        for (const QXmlStreamAttribute &attribute : reader.attributes()) {
            const QString value = attribute.value().toString();
            const QStringView name = attribute.name();
            const bool web = value.startsWith("http://"_L1, Qt::CaseInsensitive)
                || value.startsWith("https://"_L1, Qt::CaseInsensitive)
                || value.startsWith("mailto:"_L1, Qt::CaseInsensitive);
            if (!(name == u"href" ? web : name == u"start" || name == u"align"))
                return u"attribute %1=%2"_s.arg(name, value);
        }
    }
    return reader.hasError() ? reader.errorString() : QString();
}

QString htmlOf(const QByteArray &text) { return toHtml(parse(text)); }

} // namespace

void TestMarkdownOutput::plainText_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("expected");
    QTest::newRow("nothing") << QByteArray() << QString();
    QTest::newRow("paragraphs") << QByteArray("# T *i*\n\na **b** [c](https://e.org)\nd")
                                << u"T i\n\na b c\nd"_s;
    QTest::newRow("tight list") << QByteArray("- a\n- [x] b\n  1. c\n- [ ] d\n")
                                << u"- a\n- [x] b\n  1. c\n- [ ] d"_s;
    QTest::newRow("loose list") << QByteArray("9. a\n\n   b\n\n10. c\n")
                                << u"9. a\n\n   b\n\n10. c"_s;
    QTest::newRow("quote") << QByteArray("> a\n> b\n>\n> c\n") << u"> a\n> b\n>\n> c"_s;
    QTest::newRow("code") << QByteArray("```py\nif x:\n\n    y\n```\n") << u"if x:\n\n    y"_s;
    QTest::newRow("code in a list")
        << QByteArray("1. a\n   ```\n   x\n\n     y\n   ```\n") << u"1. a\n   x\n\n     y"_s;
    QTest::newRow("table") << QByteArray("|a|b|\n|---|---|\n|c<br>d|e|\n") << u"a\tb\nc d\te"_s;
    QTest::newRow("rule and image")
        << QByteArray("a\n\n---\n\n![alt](x.png)\n") << u"a\n\n---\n\nalt"_s;
    QTest::newRow("markup is gone") << QByteArray("&lt;b&gt; <b>x</b> `y`") << u"<b> x y"_s;
}

void TestMarkdownOutput::plainText()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, expected);
    QCOMPARE(toPlainText(parse(text)), expected);
}

void TestMarkdownOutput::html_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("expected");
    QTest::newRow("nothing") << QByteArray() << QString();
    QTest::newRow("text") << QByteArray("## T\n\na *b*\n**c `d`**")
                          << u"<h2>T</h2><p>a <em>b</em><br/><strong>c </strong>"
                             "<strong><code>d</code></strong></p>"_s;
    QTest::newRow("escaped")
        << QByteArray("\\<script> & \"q\" `<i>`")
        << u"<p>&lt;script&gt; &amp; &quot;q&quot; <code>&lt;i&gt;</code></p>"_s;
    QTest::newRow("link")
        << QByteArray("[a&b](https://e.org/?x=\"1\"&y=<2>)")
        << u"<p><a href=\"https://e.org/?x=&quot;1&quot;&amp;y=&lt;2&gt;\">a&amp;b</a></p>"_s;
    QTest::newRow("no link") << QByteArray("[a](javascript:x)") << u"<p>a</p>"_s;
    QTest::newRow("lists") << QByteArray("3. a\n   - [x] b\n\ntext\n\n- c\n\n- d\n")
                           << u"<ol start=\"3\"><li>a<ul><li>☑ b</li></ul></li></ol><p>text</p>"
                              "<ul><li><p>c</p></li><li><p>d</p></li></ul>"_s;
    QTest::newRow("code") << QByteArray("```html\n<b>\n\n&\n```")
                          << u"<pre><code>&lt;b&gt;\n\n&amp;</code></pre>"_s;
    QTest::newRow("table") << QByteArray("|a|b|\n|--:|---|\n|1|<br>|\n")
                           << u"<table><tr><th align=\"right\">a</th><th>b</th></tr>"
                              "<tr><td align=\"right\">1</td><td></td></tr></table>"_s;
    QTest::newRow("image") << QByteArray("![a<b](https://e.org/a.png)") << u"<p>a&lt;b</p>"_s;
    QTest::newRow("controls") << QByteArray("a\x01\x1b\x0c b&#xFFFE;c") << u"<p>a bc</p>"_s;
    QTest::newRow("rest") << QByteArray("> a\n\n---\n\nH<sub>2</sub>O x<sup>2</sup> ~~d~~")
                          << u"<blockquote><p>a</p></blockquote><hr/><p>H<sub>2</sub>O "
                             "x<sup>2</sup> <del>d</del></p>"_s;
}

void TestMarkdownOutput::html()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, expected);
    const QString html = htmlOf(text);
    QCOMPARE(html, expected);
    QCOMPARE(mistakeIn(html), QString());
}

void TestMarkdownOutput::htmlIsWellFormed_data()
{
    QTest::addColumn<QByteArray>("text");
    const QMap<QString, QByteArray> texts = corpus();
    for (auto text = texts.begin(); text != texts.end(); ++text)
        QTest::newRow(qPrintable(text.key())) << text.value();
}

void TestMarkdownOutput::htmlIsWellFormed()
{
    QFETCH(QByteArray, text);
    QCOMPARE(mistakeIn(htmlOf(text)), QString());
    QCOMPARE(mistakeIn(toHtml(parse(QByteArrayView(text).first(text.size() / 2), true))),
             QString());
}

void TestMarkdownOutput::htmlOfAnythingIsWellFormed()
{
    for (quint32 seed = 1; seed <= 300; ++seed) {
        QRandomGenerator random(seed);
        QByteArray text;
        for (int i = 0; i < 300; ++i) {
            const QByteArrayView common("<>&\"'*_`~[]()!|#->\n\n ab:/\\=");
            text += random.bounded(4) == 0 ? char(random.bounded(256))
                                           : common[random.bounded(int(common.size()))];
        }
        const QString mistake = mistakeIn(htmlOf(text));
        QVERIFY2(mistake.isEmpty(), qPrintable(u"seed %1: %2"_s.arg(seed).arg(mistake)));
    }
}

void TestMarkdownOutput::thoughtsStayOut()
{
    Blocks blocks = parse("before\n\nafter");
    Block thought;
    thought.kind = Block::Kind::Thought;
    thought.runs.push_back({u"Thinking"_s, {}, {}});
    thought.children = parse("secret");
    blocks.insert(blocks.begin() + 1, thought);
    QCOMPARE(toPlainText(blocks), u"before\n\nafter"_s);
    QCOMPARE(toHtml(blocks), u"<p>before</p><p>after</p>"_s);
}

QTEST_APPLESS_MAIN(TestMarkdownOutput)
#include "tst_markdownoutput.moc"
