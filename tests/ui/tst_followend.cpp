#include "history/followend.h"

#include <QTest>

using namespace spaceline;

class tst_FollowEnd : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void startsPinned() { QVERIFY(FollowEnd().isPinned()); }

    void threePixelsUpUnpin()
    {
        FollowEnd follow;
        follow.userMoved(-2, 2);
        QVERIFY(follow.isPinned());
        follow.userMoved(-1, 3);
        QVERIFY(!follow.isPinned());
    }

    void movingDownForgetsSmallStepsUp()
    {
        FollowEnd follow;
        follow.userMoved(-2, 2);
        follow.userMoved(2, 0);
        follow.userMoved(-2, 2);
        QVERIFY(follow.isPinned());
    }

    void aStepThatGoesNowhereDoesNotUnpin()
    {
        FollowEnd follow;
        follow.userMoved(-120, 0); // everything fits: there is no up
        QVERIFY(follow.isPinned());
    }

    void comingBackNearTheEndPins()
    {
        FollowEnd follow;
        follow.userMoved(-500, 500);
        follow.userMoved(300, 200);
        QVERIFY(!follow.isPinned());
        follow.userMoved(100, 100);
        QVERIFY(follow.isPinned());
    }

    void goingUpNearTheEndDoesNotPin()
    {
        FollowEnd follow;
        follow.userMoved(-50, 50);
        QVERIFY(!follow.isPinned());
        follow.userMoved(-10, 60);
        QVERIFY(!follow.isPinned());
    }

    void buttonHasHysteresis()
    {
        FollowEnd follow;
        follow.unpin();
        follow.setDistance(200);
        QVERIFY(!follow.isButtonShown());
        follow.setDistance(201);
        QVERIFY(follow.isButtonShown());
        follow.setDistance(100);
        QVERIFY(follow.isButtonShown());
        follow.setDistance(59);
        QVERIFY(!follow.isButtonShown());
        follow.setDistance(150);
        QVERIFY(!follow.isButtonShown());
    }

    void noButtonWhilePinned()
    {
        FollowEnd follow;
        follow.setDistance(1000);
        QVERIFY(!follow.isButtonShown());
    }

    void newsOnlyWhileAway()
    {
        FollowEnd follow;
        follow.newsArrived();
        QVERIFY(!follow.hasNews());
        follow.userMoved(-400, 400);
        follow.newsArrived();
        QVERIFY(follow.hasNews());
        follow.setDistance(400);
        QVERIFY(follow.hasNews());
        follow.pin();
        QVERIFY(!follow.hasNews());
    }
};

QTEST_APPLESS_MAIN(tst_FollowEnd)
#include "tst_followend.moc"
