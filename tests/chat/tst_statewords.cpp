#include "chat/statewords.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using namespace spaceline;
using Kind = SpaceStage::Kind;

class TestStateWords : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void clock();
    void waking();
    void queue();
    void running_data();
    void running();
};

void TestStateWords::clock()
{
    QCOMPARE(statewords::clock(0s), u"0:00"_s);
    QCOMPARE(statewords::clock(42s), u"0:42"_s);
    QCOMPARE(statewords::clock(754s), u"12:34"_s);
    QCOMPARE(statewords::clock(3727s), u"1:02:07"_s);
    QCOMPARE(statewords::clock(-5s), u"0:00"_s);
}

void TestStateWords::waking()
{
    using statewords::waking;
    // Nothing is promised that was not seen.
    QCOMPARE(waking(Kind::Asleep, 42s, 0s, true), u"Waking · 0:42"_s);
    QCOMPARE(waking(Kind::Building, 42s, 0s, true), u"Building · 0:42"_s);
    QCOMPARE(waking(Kind::Starting, 42s, 0s, true), u"Starting · 0:42"_s);
    QCOMPARE(waking(Kind::Asleep, 42s, 52s, true), u"Waking · 0:42 · usually about 50 s"_s);
    QCOMPARE(waking(Kind::Asleep, 42s, 3s, false),
             u"Waking · 0:42 · longer than usual · Hugging Face does not answer just now"_s);
    QCOMPARE(waking(Kind::Asleep, 2s, 3s, true), u"Waking · 0:02 · usually about 10 s"_s);
    QCOMPARE(waking(Kind::Asleep, 42s, 130s, true), u"Waking · 0:42 · usually about 2 min"_s);
    QCOMPARE(waking(Kind::Asleep, 300s, 130s, true), u"Waking · 5:00 · longer than usual"_s);
    QCOMPARE(waking(Kind::Building, 601s, 0s, true), u"Building · 10:01 · longer than usual"_s);
}

void TestStateWords::queue()
{
    QCOMPARE(statewords::queue({1, 1, 5.0}), u"In the queue"_s);
    QCOMPARE(statewords::queue({3, 12, 40.4}), u"In queue 3 of 12"_s);
    QCOMPARE(statewords::queueWithGuess({3, 12, 40.4}), u"In queue 3 of 12 · about 40 s"_s);
    QCOMPARE(statewords::queueWithGuess({3, 2, {}}), u"In queue 3 of 3"_s);
}

void TestStateWords::running_data()
{
    QTest::addColumn<gradio::Progress>("progress");
    QTest::addColumn<int>("seconds");
    QTest::addColumn<QString>("words");
    QTest::addColumn<double>("done");
    const auto row
        = [](const char *name, const gradio::Progress &progress, int seconds, const QString &words,
             double done) { QTest::newRow(name) << progress << seconds << words << done; };
    row("just begun", {}, 0, u"Running"_s, -1);
    row("seconds", {}, 8, u"Running 8 s"_s, -1);
    row("minutes", {}, 68, u"Running 1:08"_s, -1);
    row("a step", {u"reading\n the book"_s, {}, {}, {}}, 8, u"Running 8 s · reading the book"_s,
        -1);
    row("steps of many", {u"reading"_s, 3, 10, u"steps"_s}, 0, u"Running · reading 3/10"_s, 0.3);
    row("steps without an end", {u"reading"_s, 3, {}, u"steps"_s}, 0, u"Running · reading 3"_s, -1);
    row("a fraction", {{}, 0.25, 1, u"steps"_s}, 2, u"Running 2 s · 25 %"_s, 0.25);
    row("more than all", {{}, 12, 10, {}}, 0, u"Running · 12/10"_s, 1);
    row("of nothing", {{}, 0, 0, {}}, 0, u"Running · 0"_s, -1);
}

void TestStateWords::running()
{
    QFETCH(const gradio::Progress, progress);
    QFETCH(const int, seconds);
    QFETCH(const QString, words);
    QFETCH(const double, done);
    QCOMPARE(statewords::running(std::chrono::seconds(seconds), progress), words);
    QCOMPARE(statewords::doneOf(progress).value_or(-1), done);
}

QTEST_GUILESS_MAIN(TestStateWords)
#include "tst_statewords.moc"
