#include "chat/outbox.h"

#include <QSignalSpy>
#include <QTest>

using namespace spaceline;
using Waits = Outbox::Waits;

class TestOutbox : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void waitsForTheSpace();
    void oneAfterTheOther();
    void heldUntilATime();
    void theTimeComes();
    void whatIsRemovedHoldsNobodyUp();
    void heldForTheUser();
    void whatIsTakenIsHeldNoMore();
};

void TestOutbox::waitsForTheSpace()
{
    Outbox outbox;
    QCOMPARE(outbox.takeNext(), 0);
    outbox.append(7);
    QCOMPARE(outbox.waits(7), Waits::ForSpace);
    QCOMPARE(outbox.takeNext(), 0);
    outbox.setSpaceReady(true);
    QCOMPARE(outbox.waits(7), Waits::ForNothing);
    QCOMPARE(outbox.takeNext(), 7);
    QVERIFY(outbox.isEmpty());
    QCOMPARE(outbox.takeNext(), 0);
}

void TestOutbox::oneAfterTheOther()
{
    Outbox outbox;
    outbox.setSpaceReady(true);
    outbox.append(7);
    outbox.append(8);
    outbox.append(7);
    QCOMPARE(outbox.replies(), (QList<qint64>{7, 8}));
    QCOMPARE(outbox.waits(8), Waits::ForReply);
    QCOMPARE(outbox.takeNext(), 7);
    QCOMPARE(outbox.waits(8), Waits::ForReply);
    QCOMPARE(outbox.takeNext(), 0);
    outbox.replyEnded();
    QCOMPARE(outbox.waits(8), Waits::ForNothing);
    QCOMPARE(outbox.takeAll(), QList<qint64>{8});
    QVERIFY(outbox.isEmpty());
}

void TestOutbox::heldUntilATime()
{
    Outbox outbox;
    outbox.setSpaceReady(true);
    outbox.append(7);
    outbox.append(8);
    const QDateTime time = QDateTime::currentDateTime().addDays(1);
    outbox.holdUntil(7, time);
    QCOMPARE(outbox.waits(7), Waits::ForTime);
    QCOMPARE(outbox.heldUntil(7), time);
    // Order is kept: what was written later may rest on what was written before.
    QCOMPARE(outbox.waits(8), Waits::ForReply);
    QCOMPARE(outbox.takeNext(), 0);
    outbox.holdUntil(7, QDateTime());
    QCOMPARE(outbox.takeNext(), 7);
    outbox.holdUntil(9, time);
    QVERIFY(!outbox.heldUntil(9).isValid());
}

void TestOutbox::theTimeComes()
{
    Outbox outbox;
    outbox.setSpaceReady(true);
    outbox.append(7);
    outbox.append(8);
    QSignalSpy due(&outbox, &Outbox::due);
    const QDateTime soon = QDateTime::currentDateTime().addMSecs(30);
    outbox.holdUntil(7, soon);
    outbox.holdUntil(8, soon);
    QTRY_COMPARE(due.count(), 1);
    QVERIFY(QDateTime::currentDateTime() >= soon);
    QCOMPARE(outbox.takeNext(), 7);
    // The one behind it is looked at when it is the first, and waits for the reply all the same.
    QCOMPARE(due.count(), 2);
    QCOMPARE(outbox.takeNext(), 0);
    outbox.replyEnded();
    QCOMPARE(outbox.takeNext(), 8);
}

void TestOutbox::whatIsRemovedHoldsNobodyUp()
{
    Outbox outbox;
    outbox.setSpaceReady(true);
    outbox.append(7);
    outbox.append(8);
    outbox.holdUntil(7, QDateTime::currentDateTime().addDays(1));
    outbox.remove(9);
    QCOMPARE(outbox.takeNext(), 0);
    outbox.remove(7);
    QVERIFY(!outbox.heldUntil(7).isValid());
    QCOMPARE(outbox.takeNext(), 8);
    // Who removes all that was held for the user holds nothing that comes later.
    outbox.replyEnded();
    outbox.append(7);
    outbox.setHeld(true);
    outbox.remove(7);
    outbox.append(9);
    QCOMPARE(outbox.takeNext(), 9);
}

void TestOutbox::heldForTheUser()
{
    Outbox outbox;
    outbox.setSpaceReady(true);
    outbox.setHeld(true);
    QVERIFY(!outbox.isHeld()); // nothing is in here
    outbox.setHeld(false);
    outbox.append(7);
    outbox.append(8);
    outbox.setHeld(true);
    QVERIFY(outbox.isHeld());
    QCOMPARE(outbox.waits(7), Waits::ForUser);
    QCOMPARE(outbox.waits(8), Waits::ForUser);
    QCOMPARE(outbox.takeNext(), 0);
    outbox.setHeld(false);
    QCOMPARE(outbox.takeNext(), 7);
    outbox.setHeld(true);
    outbox.takeAll();
    outbox.append(9);
    QVERIFY(!outbox.isHeld());
}

void TestOutbox::whatIsTakenIsHeldNoMore()
{
    Outbox outbox;
    outbox.setSpaceReady(true);
    outbox.append(7);
    outbox.holdUntil(7, QDateTime::currentDateTime().addDays(1));
    QCOMPARE(outbox.takeAll(), QList<qint64>{7});
    outbox.append(7);
    QCOMPARE(outbox.takeNext(), 7);
}

QTEST_GUILESS_MAIN(TestOutbox)
#include "tst_outbox.moc"
