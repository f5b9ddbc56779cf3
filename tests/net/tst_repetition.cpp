#include "net/repetition.h"

#include <QTest>

using namespace std::chrono_literals;
using namespace spaceline;

using Seconds = QList<std::chrono::seconds>;

class TestRepetition : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void table_data();
    void table();
    void attemptsOutsideTheTable();
};

void TestRepetition::table_data()
{
    QTest::addColumn<Repeatable>("what");
    QTest::addColumn<Seconds>("pauses");
    QTest::addColumn<bool>("serverDecides");
    QTest::newRow("GET") << Repeatable::Get << Seconds{1s, 2s, 4s} << true;
    QTest::newRow("queue full") << Repeatable::SubmitQueueFull << Seconds{5s, 10s, 20s} << false;
    QTest::newRow("rate limit") << Repeatable::SubmitRateLimit << Seconds{2s, 4s, 8s} << true;
    QTest::newRow("session gone") << Repeatable::SubmitSessionGone << Seconds{0s} << false;
    QTest::newRow("refused") << Repeatable::SubmitRefused << Seconds{0s} << false;
    QTest::newRow("GPU token") << Repeatable::SubmitGpuToken << Seconds{0s} << false;
    QTest::newRow("no GPU") << Repeatable::SubmitNoGpu << Seconds{30s, 30s} << false;
    QTest::newRow("upload") << Repeatable::Upload << Seconds{1s} << false;
    QTest::newRow("after login") << Repeatable::AfterLogin << Seconds{0s} << false;
}

void TestRepetition::table()
{
    QFETCH(const Repeatable, what);
    QFETCH(const Seconds, pauses);
    QFETCH(const bool, serverDecides);
    Seconds found;
    Seconds wished;
    for (int attempt = 1; const auto pause = pauseBefore(what, attempt); ++attempt) {
        found += *pause;
        wished += pauseBefore(what, attempt, 17s).value_or(-1s);
    }
    QCOMPARE(found, pauses);
    QCOMPARE(wished, serverDecides ? Seconds(pauses.size(), 17s) : pauses);
    QCOMPARE(pauseBefore(what, int(pauses.size()) + 1, 17s).has_value(), false);
    // Hours are for the user to decide.
    QCOMPARE(pauseBefore(what, 1, 3600s).has_value(), !serverDecides);
}

void TestRepetition::attemptsOutsideTheTable()
{
    QVERIFY(!pauseBefore(Repeatable::Get, 0));
    QVERIFY(!pauseBefore(Repeatable::Get, -1));
    QVERIFY(!pauseBefore(Repeatable::Get, 4));
}

QTEST_APPLESS_MAIN(TestRepetition)
#include "tst_repetition.moc"
