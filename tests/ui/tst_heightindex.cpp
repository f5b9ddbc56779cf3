#include "history/heightindex.h"

#include <QRandomGenerator>
#include <QTest>

#include <numeric>

using namespace spaceline;

namespace {

/// What HeightIndex does, the slow way.
struct Naive {
    std::vector<int> heights;

    [[nodiscard]] qint64 top(qsizetype row) const
    {
        return std::accumulate(heights.begin(), heights.begin() + row, qint64(0));
    }
    [[nodiscard]] qsizetype rowAt(qint64 y) const
    {
        for (size_t row = 0; row < heights.size(); ++row) {
            if (y < top(qsizetype(row) + 1))
                return qsizetype(row);
        }
        return qsizetype(heights.size()) - 1;
    }
};

void compare(const HeightIndex &index, const Naive &naive)
{
    QCOMPARE(index.count(), qsizetype(naive.heights.size()));
    QCOMPARE(index.total(), naive.top(index.count()));
    for (qsizetype row = 0; row <= index.count(); ++row)
        QCOMPARE(index.top(row), naive.top(row));
    for (qint64 y = -3; y < index.total() + 3; y += 7)
        QCOMPARE(index.rowAt(y), naive.rowAt(y));
}

} // namespace

class tst_HeightIndex : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void empty()
    {
        HeightIndex index;
        QCOMPARE(index.count(), 0);
        QCOMPARE(index.total(), 0);
        QCOMPARE(index.rowAt(0), -1);
        index.append(5);
        QCOMPARE(index.rowAt(0), 0);
        QCOMPARE(index.total(), 5);
    }

    void likeSums_data()
    {
        QTest::addColumn<int>("rows");
        for (int rows : {1, 2, 3, 7, 8, 9, 31, 64, 100})
            QTest::addRow("%d rows", rows) << rows;
    }

    void likeSums()
    {
        QFETCH(int, rows);
        QRandomGenerator random{quint32(rows)};
        Naive naive;
        for (int i = 0; i < rows; ++i)
            naive.heights.push_back(random.bounded(0, 40));
        HeightIndex index(naive.heights);
        compare(index, naive);
        for (int step = 0; step < 60; ++step) {
            const int row = random.bounded(int(naive.heights.size()));
            const int height = random.bounded(0, 90);
            switch (random.bounded(4)) {
            case 0:
                index.append(height);
                naive.heights.push_back(height);
                break;
            case 1:
                if (naive.heights.size() > 1) {
                    index.removeLast();
                    naive.heights.pop_back();
                }
                break;
            default:
                index.setHeight(row, height);
                naive.heights[size_t(row)] = height;
            }
            compare(index, naive);
        }
    }

    void removesMoreThanThereIs()
    {
        HeightIndex index({3, 4, 5});
        index.removeLast(2);
        QCOMPARE(index.total(), 3);
        index.removeLast(9);
        QCOMPARE(index.count(), 0);
        index.append(6);
        QCOMPARE(index.top(1), 6);
    }

    void sumsBeyondThirtyTwoBits()
    {
        HeightIndex index(std::vector<int>(5000, 1'000'000));
        QCOMPARE(index.total(), 5'000'000'000);
        QCOMPARE(index.rowAt(4'999'999'999), 4999);
    }
};

QTEST_APPLESS_MAIN(tst_HeightIndex)
#include "tst_heightindex.moc"
