#include "gradio/reasoning.h"

#include <QJsonArray>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace spaceline;
using namespace spaceline::gradio;

/// What models write between reasoning tags is a thought, and everything else stays text.
class TestReasoning : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void splits_data();
    void splits();
    void eachPrefixKeepsEveryWord();
    void ownTags();
    void tagsOfAChatbot();
    void textWithoutTagsIsNotCopied();
    void hostile_data();
    void hostile();
};

void TestReasoning::splits_data()
{
    QTest::addColumn<QByteArray>("source");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArrayList>("thoughts"); // "status:text"
    const auto row = [](const char *name, const QByteArray &source, const QByteArray &text,
                        const QByteArrayList &thoughts = {}) {
        QTest::newRow(name) << source << text << thoughts;
    };
    row("no tag", " a < b\n", " a < b\n");
    row("another tag", "<b>a</b> <thin> <thinker>", "<b>a</b> <thin> <thinker>");
    row("thought and answer", "<think>\nhm\n</think>\n\nanswer", "answer", {"done:hm"});
    row("still open", "<think>\nhm", "", {"pending:hm"});
    row("just opened", "<think>", "", {"pending:"});
    row("a tag that has not come whole", "<thin", "<thin");
    row("a closing tag that has not come whole", "<think>a</thi", "", {"pending:a</thi"});
    row("nothing thought", "<think>\n\n</think>\n\nanswer", "answer");
    row("text before it", "Well.\n\n<think>hm</think>\nSo.", "Well.\n\nSo.", {"done:hm"});
    row("in the middle of a line", "Well <thinking>hm</thinking> so", "Well\n\n so", {"done:hm"});
    row("several", "<think>a</think>b<think>c</think>d", "b\n\nd", {"done:a", "done:c"});
    row("several kinds", "<reasoning>a</reasoning><thought>b</thought>c<reason>d", "c",
        {"done:a", "done:b", "pending:d"});
    row("a marker of tokens", "<|begin_of_thought|>a<|end_of_thought|>b", "b", {"done:a"});
    row("capitals", "<Think>a</THINK>b", "b", {"done:a"});
    row("another closing tag does not end it", "<think>a</thinking>b</think>c", "c",
        {"done:a</thinking>b"});
    row("opened by the prompt", "hm\n</think>\nanswer", "answer", {"done:hm"});
    row("a closing tag behind a thought is text", "<think>a</think>b</think>c", "b</think>c",
        {"done:a"});
    row("in a fence", "```html\n<think>\n```\nx", "```html\n<think>\n```\nx");
    row("in a fence that is open", "~~~~\n~~~\n<think>", "~~~~\n~~~\n<think>");
    row("behind a fence", "```\n<think>\n```\n<think>a", "```\n<think>\n```", {"pending:a"});
    row("in a fence of a list", "- x\n    ```\n    <think>\n    ```",
        "- x\n    ```\n    <think>\n    ```");
    row("in a code span", "Use `<think>` so", "Use `<think>` so");
    row("behind a code span", "Use `x` <think>a", "Use `x`", {"pending:a"});
    row("three backticks in a line are a span", "```x``` <think>a", "```x```", {"pending:a"});
    row("code in a thought", "<think>\n```\n</think>\n```\nb</think>c", "c",
        {"done:```\n</think>\n```\nb"});
    row("code in a thought that never ends", "<think>\n```py\nx\n</think>\nanswer", "answer",
        {"done:```py\nx"});
    row("line ends of Windows", "<think>\r\na\r\n</think>\r\nb", "b", {"done:a"});
    row("blanks at the end of an answer are kept", "<think>a</think>b \n", "b \n", {"done:a"});
}

void TestReasoning::splits()
{
    QFETCH(const QByteArray, source);
    QFETCH(const QByteArray, text);
    QFETCH(const QByteArrayList, thoughts);
    std::vector<Thought> found;
    QCOMPARE(withoutReasoning(source, {}, found), text);
    QByteArrayList told;
    for (const Thought &thought : found) {
        told += thought.status.toLatin1() + ':' + thought.text;
        QVERIFY(thought.title.isEmpty());
    }
    QCOMPARE(told, thoughts);
}

void TestReasoning::eachPrefixKeepsEveryWord()
{
    const QByteArray source
        = "one <think>two\n```\nthree\n```\n</think>four\n```\n<think>five\n```\nsix";
    for (qsizetype length = 0; length <= source.size(); ++length) {
        std::vector<Thought> thoughts;
        const QByteArray prefix = source.first(length);
        QByteArray all = withoutReasoning(prefix, {}, thoughts);
        for (const Thought &thought : thoughts)
            all += thought.text;
        for (const QByteArray &word :
             {"one"_ba, "two"_ba, "three"_ba, "four"_ba, "five"_ba, "six"_ba})
            QCOMPARE(all.contains(word), prefix.contains(word));
        QCOMPARE(holdsReasoningTag(prefix), prefix.contains("<think>"));
    }
}

void TestReasoning::ownTags()
{
    const QList<ReasoningTag> tags{{"[[", "]]"}, {"<x>", "</x>"}};
    std::vector<Thought> thoughts;
    QCOMPARE(withoutReasoning("[[a]]b<x>c</x>d<think>e", tags, thoughts), "b\n\nd"_ba);
    QCOMPARE(thoughts.size(), 3U);
    QCOMPARE(thoughts[0].text, "a"_ba);
    QCOMPARE(thoughts[1].text, "c"_ba);
    QCOMPARE(thoughts[2].text, "e"_ba);
    QCOMPARE(thoughts[2].status, u"pending"_s);
}

void TestReasoning::tagsOfAChatbot()
{
    const QList<ReasoningTag> tags = reasoningTagsOf(
        QJsonArray{QJsonArray{u"<think>"_s, u"</think>"_s}, QJsonArray{u"<a>"_s, u"</a>"_s},
                   QJsonArray{u""_s, u"x"_s}, QJsonArray{u"x"_s}, 7, QJsonValue::Null});
    QCOMPARE(tags.size(), 1);
    QCOMPARE(tags[0].open, "<a>"_ba);
    QCOMPARE(tags[0].close, "</a>"_ba);
    QVERIFY(reasoningTagsOf(QJsonValue::Null).isEmpty());
}

void TestReasoning::textWithoutTagsIsNotCopied()
{
    const QByteArray source = "a <b> c";
    std::vector<Thought> thoughts;
    const QByteArray text = withoutReasoning(source, {{"<x>", "</x>"}}, thoughts);
    QCOMPARE(static_cast<const void *>(text.constData()),
             static_cast<const void *>(source.constData()));
}

void TestReasoning::hostile_data()
{
    QTest::addColumn<QByteArray>("source");
    QTest::newRow("many thoughts") << QByteArray("<think>a</think>").repeated(50'000);
    QTest::newRow("many that open") << QByteArray("<think>").repeated(100'000);
    QTest::newRow("many that close") << QByteArray("</think>").repeated(100'000);
    QTest::newRow("many angles") << QByteArray(1'000'000, '<');
    QTest::newRow("many fences") << QByteArray("<think>\n```x\n</think>\n").repeated(20'000);
    QTest::newRow("no text") << QByteArray("\xff\xfe\0<think>", 10);
}

void TestReasoning::hostile()
{
    QFETCH(const QByteArray, source);
    std::vector<Thought> thoughts;
    const QByteArray text = withoutReasoning(source, {{"[[", "]]"}, {"<p", ">"}}, thoughts);
    QVERIFY(!text.isEmpty() || !thoughts.empty());
}

QTEST_GUILESS_MAIN(TestReasoning)
#include "tst_reasoning.moc"
