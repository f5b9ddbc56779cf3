#include "net/retryafter.h"

#include <QTest>
#include <QTimeZone>

using namespace std::chrono_literals;
using namespace Qt::Literals::StringLiterals;
using namespace spaceline;

class TestRetryAfter : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void reads_data();
    void reads();
};

void TestRetryAfter::reads_data()
{
    QTest::addColumn<QByteArray>("retryAfter");
    QTest::addColumn<QByteArray>("rateLimit");
    QTest::addColumn<int>("seconds"); // -1: nothing
    QTest::newRow("nothing") << ""_ba
                             << ""_ba << -1;
    QTest::newRow("seconds") << "120"_ba
                             << ""_ba << 120;
    QTest::newRow("blanks") << " 5 "_ba
                            << ""_ba << 5;
    QTest::newRow("zero") << "0"_ba
                          << ""_ba << 0;
    QTest::newRow("negative") << "-3"_ba
                              << ""_ba << -1;
    QTest::newRow("fraction") << "1.5"_ba
                              << ""_ba << -1;
    QTest::newRow("word") << "soon"_ba
                          << ""_ba << -1;
    QTest::newRow("date") << "Mon, 23 Nov 2026 12:00:30 GMT"_ba
                          << ""_ba << 30;
    QTest::newRow("date gone by") << "Mon, 23 Nov 2026 11:00:00 GMT"_ba
                                  << ""_ba << 0;
    QTest::newRow("not a date") << "Mon, 99 Nov 2026 11:00:00 GMT"_ba
                                << ""_ba << -1;
    QTest::newRow("limit") << ""_ba
                           << R"("api";r=0;t=55)"_ba << 55;
    QTest::newRow("limit with blanks") << ""_ba
                                       << R"("api"; r=0; t=55)"_ba << 55;
    QTest::newRow("limit without rest") << ""_ba
                                        << R"("api";t=55)"_ba << 55;
    QTest::newRow("limit not reached") << ""_ba
                                       << R"("api";r=12;t=55)"_ba << -1;
    QTest::newRow("several limits") << ""_ba
                                    << R"("api";r=0;t=5, "pages";r=3;t=300, "x";r=0;t=7)"_ba << 7;
    QTest::newRow("limit without time") << ""_ba
                                        << R"("api";r=0)"_ba << -1;
    QTest::newRow("the longer one: header") << "60"_ba
                                            << R"("api";r=0;t=55)"_ba << 60;
    QTest::newRow("the longer one: limit") << "10"_ba
                                           << R"("api";r=0;t=55)"_ba << 55;
}

void TestRetryAfter::reads()
{
    QFETCH(const QByteArray, retryAfter);
    QFETCH(const QByteArray, rateLimit);
    QFETCH(const int, seconds);
    const QDateTime now(QDate(2026, 11, 23), QTime(12, 0), Qt::UTC);
    const auto pause = serverPause(retryAfter, rateLimit, now);
    QCOMPARE(pause.has_value() ? int(pause->count()) : -1, seconds);
}

QTEST_APPLESS_MAIN(TestRetryAfter)
#include "tst_retryafter.moc"
