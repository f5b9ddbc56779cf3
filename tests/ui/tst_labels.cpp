#include "widgets/labels.h"

#include <QTest>

using namespace spaceline;
using namespace Qt::Literals::StringLiterals;

class TestLabels : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void shortTextsTakeNoMoreThanTheirWidth();
    void longTextsCanBeElided();
};

void TestLabels::shortTextsTakeNoMoreThanTheirWidth()
{
    ElidedLabel label;
    label.setText(u"ii"_s);
    QCOMPARE(label.minimumSizeHint().width(), label.sizeHint().width());
}

void TestLabels::longTextsCanBeElided()
{
    ElidedLabel label;
    label.setText(u"the name of a Space that is longer than its window is wide"_s);
    QVERIFY(label.minimumSizeHint().width() < label.sizeHint().width() / 4);
    QVERIFY(label.minimumSizeHint().width() > 0);
}

QTEST_MAIN(TestLabels)
#include "tst_labels.moc"
