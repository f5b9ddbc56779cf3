#include "gradio/htmltext.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace spaceline;
using namespace spaceline::gradio;

/// HTML that an app returns becomes Markdown with safe links, and files.
class TestHtmlText : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void texts_data();
    void texts();
    void media();
    void hostile_data();
    void hostile();
};

void TestHtmlText::texts_data()
{
    QTest::addColumn<QByteArray>("html");
    QTest::addColumn<QByteArray>("text");
    const auto row = [](const char *name, const QByteArray &html, const QByteArray &text) {
        QTest::newRow(name) << html << text;
    };
    row("nothing", "", "");
    row("words", " a\n  b ", "a b");
    row("no tags", "1 < 2 & 3", "1 \\< 2 \\& 3");
    row("markup is text", "a*b_c `d` [e](f) <p># g</p>1. h",
        "a\\*b\\_c \\`d\\` \\[e\\](f)\n\n\\# g\n\n1\\. h");
    row("entities", "&lt;b&gt; &amp;amp; &#65;&#x42; &nbsp;&unknown; &#xD800; &",
        "\\<b\\> \\&amp; AB \\&unknown; \xEF\xBF\xBD \\&");
    row("emphasis", "a <b>b</b> <i>c</i>, <strong> d </strong>e", "a **b** *c*, **d** e");
    row("empty emphasis", "a <b> </b>b<i></i>", "a b");
    row("emphasis within itself", "<b>a <strong>b</strong> c</b>", "**a b c**");
    row("emphasis that ends nowhere", "</b>a</i>", "a");
    row("paragraphs", "<p>a</p>\n<p>b</p><div>c</div>d", "a\n\nb\n\nc\n\nd");
    row("line breaks", "a<br>b<br/>c", "a  \nb  \nc");
    row("headings", "<h1>a</h1>b<h3 class='x'>c <em>d</em></h3><h2></h2>", "# a\n\nb\n\n### c *d*");
    row("a rule", "a<hr>b", "a\n\n---\n\nb");
    row("lists", "<ul><li>a</li><li>b<ol><li>c<li>d</ol></li></ul>e",
        "- a\n- b\n    1. c\n    2. d\n\ne");
    row("a quotation", "<blockquote><p>a</p><p>b</p></blockquote>c", "> a\n>\n> b\n\nc");
    row("code", "<code>a*b</code> <kbd>`</kbd>", "`a*b` `` ` ``");
    row("a block of code", "<pre><code class=\"language-c\">a &lt; b\n  *c\n</code></pre>d",
        "```\na < b\n  *c\n```\n\nd");
    row("a link", "<a href=\"https://h/a b?c=1&amp;d\" target=_blank>x*</a>",
        "[x\\*](<https://h/a%20b?c=1&d>)");
    row("links that are not safe",
        "<a href='javascript:alert(1)'>a</a> <a href='file:///etc/passwd'>b</a> "
        "<a href=/x>c</a> <a href='data:text/html,x'>d</a> <a>e</a>",
        "a b c d e");
    row("a link to write to", "<a href=mailto:a@b.c>a</a>", "[a](<mailto:a@b.c>)");
    row("a link without words", "a<a href=\"https://h\"></a>b", "ab");
    row("a link in a link", "<a href=https://h>a<a href=https://i>b</a>",
        "[a](<https://h>)[b](<https://i>)");
    row("what is not seen",
        "<style>p{}</style>a<script>if (a<b) \"</p>\"</script><!-- <p>x</p> "
        "-->b<svg><text>x</text></svg><head><title>t</title></head>",
        "ab");
    row("a table",
        "<table><thead><tr><th>a</th><th>b|c</th></tr></thead><tbody><tr><td><b>d</b><br>e</"
        "td><td></td></tr></tbody></table>x",
        "| a | b\\|c |\n| --- | --- |\n| **d** e |  |\n\nx");
    row("a table in a table",
        "<table><tr><td>a<table><tr><td>b</td></tr></table></td></tr></table>", "| a b |\n| --- |");
    row("attributes as they come", "<p a=1 b='>' c = \"x\" d / =e>f</p>", "f");
    row("cut off", "a<b>b<p clas", "a**b");
    row("a comment that is cut off", "a<!-- b", "a");
    row("not UTF-8 alone", "<b>\xC3\xA4</b>", "**\xC3\xA4**");
}

void TestHtmlText::texts()
{
    QFETCH(const QByteArray, html);
    QFETCH(const QByteArray, text);
    const HtmlText read = readHtml(html);
    QCOMPARE(read.text, text);
    QVERIFY(read.files.empty());
}

void TestHtmlText::media()
{
    const HtmlText read = readHtml(
        "<p>see</p><img alt='a *cat*' src='https://h/c.png'>"
        "<img src=\"/gradio_api/file=/tmp/a%20b.png\" alt=\"one\">"
        "<img src='data:image/gif;base64,R0lGOA=='><img src='javascript:x' alt='no'>"
        "<video><source src='https://h/f.mp4'></video><audio src='/file=/tmp/s.wav'></audio>");
    QCOMPARE(read.text, "see\n\n![a \\*cat\\*](<https://h/c.png>)no[f.mp4](<https://h/f.mp4>)"_ba);
    QCOMPARE(read.files.size(), 3U);
    QCOMPARE(read.files[0].path, u"/tmp/a b.png"_s);
    QCOMPARE(read.files[0].caption, u"one"_s);
    QCOMPARE(read.files[0].kind, FileKind::Image);
    QCOMPARE(read.files[1].content, "GIF8"_ba);
    QCOMPARE(read.files[1].mime, u"image/gif"_s);
    QCOMPARE(read.files[1].name, u"image.gif"_s);
    QCOMPARE(read.files[2].path, u"/tmp/s.wav"_s);
    QCOMPARE(read.files[2].kind, FileKind::Audio);
}

void TestHtmlText::hostile_data()
{
    QTest::addColumn<QByteArray>("html");
    const int n = 50'000;
    for (const char *tag :
         {"<b>",       "<table>",  "<tr>",   "<td>",          "<ul>",
          "<ol><li>x", "</ul>",    "<pre>x", "<blockquote>x", "<a href=https://h>x",
          "<",         "<!--",     "&",      "<p a=\"",       "</",
          "<script>",  "</table>", "<h1>",   "<p =",          "<code>`"})
        QTest::newRow(tag) << QByteArray(tag).repeated(n);
}

void TestHtmlText::hostile()
{
    QFETCH(const QByteArray, html);
    // What is asked is that it ends, and that nothing grows out of hand.
    QVERIFY(readHtml(html).text.size() < 60 * html.size());
}

QTEST_GUILESS_MAIN(TestHtmlText)
#include "tst_htmltext.moc"
