#include "gradio/introduction.h"

#include "gradio/configs.h"

#include <QTest>

using namespace spaceline;
using namespace Qt::Literals::StringLiterals;
using gradio::Introduction;

/// What ChatInterface(title, examples=["one", "two"], Chatbot(value, placeholder)) puts into the
/// config, as servers of each version wrote it.
class TestIntroduction : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void versions_data();
    void versions();
    void examplesThatNeedMoreThanText();
    void markupIsNotShown_data();
    void markupIsNotShown();
    void nothingOffered();
};

void TestIntroduction::versions_data()
{
    QTest::addColumn<QByteArray>("version");
    QTest::addColumn<QByteArray>("chatbot");
    QTest::addColumn<QByteArray>("visible");
    QTest::newRow("3.50 pairs") << "3.50.2"_ba
                                << R"("value":[[null,"Welcome!"]])"_ba
                                << "true"_ba;
    QTest::newRow("4.44 messages")
        << "4.44.1"_ba
        << R"("value":[{"role":"assistant","metadata":{"title":null},"content":"Welcome!"}])"_ba
        << "true"_ba;
    QTest::newRow("5.49") << "5.49.1"_ba
                          << R"("value":[{"role":"assistant","metadata":null,
        "content":"Welcome!","options":null}],"examples":[{"text":"one"},{"text":"two"}])"_ba
                          << "false"_ba;
    QTest::newRow("6.31 parts") << "6.31.0"_ba
                                << R"("value":[{"role":"assistant","metadata":null,
        "content":[{"type":"text","text":"Welcome!"}],"options":null}],
        "examples":[{"text":"one"},{"text":"two"}])"_ba
                                << "false"_ba;
}

void TestIntroduction::versions()
{
    QFETCH(const QByteArray, version);
    QFETCH(const QByteArray, chatbot);
    QFETCH(const QByteArray, visible);
    const auto introduction = Introduction::of(writtenConfig(
        R"([{"type":"chatbot","props":{"placeholder":"<b>Ask</b> me",)" + chatbot
            + R"(}},{"type":"textbox","props":{}},{"type":"dataset","props":{"components":
              ["textbox"],"component_ids":[1],"samples":[["one"],["two"]],"visible":)"
            + visible + "}}]",
        "[]", version));
    QCOMPARE(introduction.messages, QStringList{u"Welcome!"_s});
    QCOMPARE(introduction.placeholder, u"Ask me"_s);
    QCOMPARE(introduction.examples, (QStringList{u"one"_s, u"two"_s}));
}

void TestIntroduction::examplesThatNeedMoreThanText()
{
    const auto introduction = Introduction::of(writtenConfig(
        R"([{"type":"multimodaltextbox","props":{}},{"type":"slider","props":{}},
            {"type":"dataset","props":{"components":["multimodaltextbox"],"component_ids":[0],
             "samples":[[{"text":"words","files":[]}],[{"text":"see","files":["a.png"]}]]}},
            {"type":"dataset","props":{"components":["textbox","slider"],"component_ids":[0,1],
             "samples":[["with a number",3]]}},
            {"type":"dataset","props":{"components":["slider"],"component_ids":[1],
             "samples":[[3]]}}])",
        "[]"));
    QCOMPARE(introduction.examples, QStringList{u"words"_s});
}

void TestIntroduction::markupIsNotShown_data()
{
    QTest::addColumn<QString>("sent");
    QTest::addColumn<QString>("shown");
    QTest::newRow("lines") << u"<h1 style=\\\"x\\\">Hi</h1><p>there</p>"_s << u"Hi\nthere"_s;
    QTest::newRow("script") << u"a<script>alert(1)</script>b<style>c{}"_s << u"ab"_s;
    QTest::newRow("entities") << u"1 &lt; 2 &amp;lt;"_s << u"1 < 2 &lt;"_s;
    QTest::newRow("comparison") << u"1 < 2 > 0"_s << u"1 < 2 > 0"_s;
    QTest::newRow("direction") << u"a\u202eb\u0007"_s << u"ab"_s;
}

void TestIntroduction::markupIsNotShown()
{
    QFETCH(const QString, sent);
    QFETCH(const QString, shown);
    const QByteArray json = QString(sent).replace(u'\u0007', u"\\u0007"_s).toUtf8();
    const auto introduction
        = Introduction::of(writtenConfig(R"([{"type":"chatbot","props":{"placeholder":)"
                                         "\"" + json
                                             + "\"}}]",
                                         "[]"));
    QCOMPARE(introduction.placeholder, shown);
}

void TestIntroduction::nothingOffered()
{
    const auto introduction
        = Introduction::of(writtenConfig(R"([{"type":"chatbot","props":{"value":[]}}])", "[]"));
    QVERIFY(introduction.messages.isEmpty() && introduction.examples.isEmpty());
    QVERIFY(introduction.placeholder.isEmpty() && introduction.title.isEmpty());
}

QTEST_GUILESS_MAIN(TestIntroduction)
#include "tst_introduction.moc"
