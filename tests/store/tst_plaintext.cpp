#include "store/plaintext.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace spaceline;

class TestPlainText : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void title_data();
    void title();
    void snippetIsOneLineWithoutMarks_data();
    void snippetIsOneLineWithoutMarks();
    void longTextsAreCut();
    void nothingIsSplit();
};

void TestPlainText::title_data()
{
    QTest::addColumn<QByteArray>("prompt");
    QTest::addColumn<QString>("title");
    QTest::newRow("short") << QByteArray("Hello there") << u"Hello there"_s;
    QTest::newRow("empty") << QByteArray() << QString();
    QTest::newRow("blank") << QByteArray(" \n\t ") << QString();
    QTest::newRow("lines") << QByteArray("Translate:\n\n  good morning\r\n")
                           << u"Translate: good morning"_s;
    QTest::newRow("exactly sixty") << QByteArray(60, 'a') << QString(60, u'a');
    QTest::newRow("at a word") << QByteArray("How do I make a sourdough starter without any "
                                             "commercial yeast at home?")
                               << u"How do I make a sourdough starter without any commercial…"_s;
    QTest::newRow("not after a comma")
        << QByteArray("One two three four five six seven eight nine ten, elevens, twelve")
        << u"One two three four five six seven eight nine ten, elevens…"_s;
    QTest::newRow("one endless word") << QByteArray(100, 'x') << QString(59, u'x') + u'…';
    QTest::newRow("Chinese") << QString(u"请"_s.repeated(70)).toUtf8()
                             << u"请"_s.repeated(59) + u'…';
    QTest::newRow("emoji stay whole") << QString(u"👩‍👩‍👧"_s.repeated(20)).toUtf8()
                                      << u"👩‍👩‍👧"_s.repeated(7) + u'…';
    QTest::newRow("heading") << QByteArray("# Plan\n\nWrite it") << u"Plan Write it"_s;
}

void TestPlainText::title()
{
    QFETCH(QByteArray, prompt);
    QFETCH(QString, title);
    QCOMPARE(titleOf(prompt), title);
}

void TestPlainText::snippetIsOneLineWithoutMarks_data()
{
    QTest::addColumn<QString>("markdown");
    QTest::addColumn<QString>("line");
    QTest::newRow("strong") << u"a **bold** and __too__ ~~gone~~"_s << u"a bold and too gone"_s;
    QTest::newRow("emphasis") << u"an *important* and _other_ word"_s
                              << u"an important and other word"_s;
    QTest::newRow("sums") << u"2 * 3 * 4 and a_b_c"_s << u"2 * 3 * 4 and a_b_c"_s;
    QTest::newRow("list") << u"- one\n* two\n1. three\n> four"_s << u"one two three four"_s;
    QTest::newRow("nested") << u"> - ## deep"_s << u"deep"_s;
    QTest::newRow("negative") << u"-5 degrees"_s << u"-5 degrees"_s;
    QTest::newRow("code") << u"Use `ls`:\n```sh\nls -l\n```\ndone"_s << u"Use ls: ls -l done"_s;
    QTest::newRow("link") << u"See [the *page*](https://a.example/x_y) ![cat](c.png)"_s
                          << u"See the page cat"_s;
    QTest::newRow("rule") << u"above\n---\nbelow\n***"_s << u"above below"_s;
    QTest::newRow("tags") << u"a<br/>b <b>c</b> x<y"_s << u"a b c x<y"_s;
    QTest::newRow("controls") << u"a\u0000b\u001bc\u202ed"_s << u"a b c d"_s;
    QTest::newRow("separators") << u"a\u2028b\u2029c"_s << u"a b c"_s;
}

void TestPlainText::snippetIsOneLineWithoutMarks()
{
    QFETCH(QString, markdown);
    QFETCH(QString, line);
    QCOMPARE(snippetOf(markdown.toUtf8()), line);
}

void TestPlainText::longTextsAreCut()
{
    const QString line = snippetOf(QByteArray("word ").repeated(1'000'000));
    QVERIFY(line.size() <= 200);
    QVERIFY(line.endsWith(u"word…"));
}

void TestPlainText::nothingIsSplit()
{
    // Whatever the place where the bytes are cut: never half a character.
    for (int blanks = 0; blanks < 8; ++blanks) {
        const QByteArray text = QByteArray(blanks, 'a') + QString(u"🎈"_s.repeated(600)).toUtf8();
        const QString line = snippetOf(text);
        QVERIFY(!line.contains(QChar::ReplacementCharacter));
        QVERIFY(line.isValidUtf16());
    }
    QCOMPARE(snippetOf("bad \xff\xfe bytes"), u"bad \ufffd\ufffd bytes"_s);
}

QTEST_APPLESS_MAIN(TestPlainText)
#include "tst_plaintext.moc"
