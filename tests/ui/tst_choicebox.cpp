#include "widgets/choicebox.h"

#include <QAbstractItemView>
#include <QAccessible>
#include <QTest>

using namespace spaceline;
using namespace Qt::Literals::StringLiterals;

class TestChoiceBox : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void screenReadersHearNameAndValue()
    {
        ChoiceBox box;
        box.setAccessibleName(u"Theme"_s);
        box.addItems({u"Light"_s, u"Dark"_s});
        box.setCurrentIndex(1);
        const QAccessibleInterface *interface = QAccessible::queryAccessibleInterface(&box);
        QCOMPARE(interface->role(), QAccessible::ComboBox);
        QCOMPARE(interface->text(QAccessible::Name), u"Theme"_s);
        QCOMPARE(interface->text(QAccessible::Value), u"Dark"_s);
        QCOMPARE(interface->childCount(), 1);
        QCOMPARE(interface->child(0)->object(), static_cast<QObject *>(box.view()));
        QCOMPARE(interface->indexOfChild(interface->child(0)), 0);
        box.setEditable(true);
        QCOMPARE(interface->childCount(), 2);
        QVERIFY(interface->child(1));
    }

    void screenReadersOpenAndCloseTheList()
    {
        ChoiceBox box;
        box.addItems({u"Light"_s, u"Dark"_s});
        box.show();
        QVERIFY(QTest::qWaitForWindowExposed(&box));
        QAccessibleInterface *interface = QAccessible::queryAccessibleInterface(&box);
        QVERIFY(interface->state().collapsed);
        interface->actionInterface()->doAction(QAccessibleActionInterface::pressAction());
        QTRY_VERIFY(interface->state().expanded);
        interface->actionInterface()->doAction(QAccessibleActionInterface::pressAction());
        QTRY_VERIFY(interface->state().collapsed);
    }
};

QTEST_MAIN(TestChoiceBox)
#include "tst_choicebox.moc"
