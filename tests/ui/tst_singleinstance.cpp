#include "window/singleinstance.h"

#include <QProcess>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

using namespace spaceline;
using namespace Qt::Literals::StringLiterals;

class TestSingleInstance : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void handsItsArgumentsOver()
    {
        const QTemporaryDir folder;
        SingleInstance first(folder.path());
        QVERIFY(first.listen());
        QSignalSpy arrived(&first, &SingleInstance::argumentsArrived);
        bool taken = false;
        // As another program would: with the first one's event loop running meanwhile.
        QScopedPointer<QThread> second(QThread::create([&] {
            const SingleInstance instance(folder.path());
            taken = instance.handOver({u"owner/naïve 名"_s, u"--demo"_s});
        }));
        second->start();
        QTRY_COMPARE(arrived.count(), 1);
        QTRY_VERIFY(second->isFinished());
        QVERIFY(taken);
        QCOMPARE(arrived.first().first().toStringList(),
                 (QStringList{u"owner/naïve 名"_s, u"--demo"_s}));
    }

    void otherFoldersAreOtherPrograms()
    {
        const QTemporaryDir one;
        const QTemporaryDir two;
        SingleInstance first(one.path());
        QVERIFY(first.listen());
        QVERIFY(!SingleInstance(two.path()).handOver({}));
    }

    void aSocketLeftBehindIsReplaced()
    {
        const QTemporaryDir folder;
        {
            // What a killed program leaves: a socket that nobody answers at.
            SingleInstance killed(folder.path());
            QVERIFY(killed.listen());
        }
        SingleInstance next(folder.path());
        QVERIFY(!next.handOver({}));
        QVERIFY(next.listen());
    }
};

QTEST_MAIN(TestSingleInstance)
#include "tst_singleinstance.moc"
