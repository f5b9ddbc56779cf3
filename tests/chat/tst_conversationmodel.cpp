#include "chat/conversationcontroller.h"
#include "chat/conversationmodel.h"
#include "chat/draftfiles.h"
#include "support/temporaryservices.h"

#include <QAbstractItemModelTester>
#include <QFile>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace spaceline;

class TestConversationModel : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void createRenameRemoveRestore();
    void newestFirst();
    void unreadUntilShown();
    void whatWaitsGoesOutWithoutBeingOpened();
    void whatWasNeverWrittenInLeavesTheList();
    void whatIsDeletedTakesItsFilesAlongAtTheNextStart();
};

void TestConversationModel::createRenameRemoveRestore()
{
    TemporaryServices services;
    ConversationModel model(*services);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const qint64 first = model.create();
    QVERIFY(first > 0);
    QCOMPARE(model.create(), first); // untouched: as good as a new one
    QCOMPARE(model.index(0).data(ConversationModel::TitleRole).toString(), u"New conversation"_s);
    model.rename(first, u"  My   chat "_s);
    QCOMPARE(model.index(0).data(ConversationModel::TitleRole).toString(), u"My chat"_s);
    const qint64 second = model.create();
    QVERIFY(second != first);
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(model.index(model.rowOf(first)).data(ConversationModel::DayGroupRole).toInt(),
             int(ConversationModel::DayGroup::Today));

    model.remove(first);
    QCOMPARE(model.rowOf(first), -1);
    QCOMPARE(model.controller(first), nullptr);
    model.restore(first);
    QCOMPARE(model.index(model.rowOf(first)).data(ConversationModel::TitleRole).toString(),
             u"My chat"_s);
    model.restore(first);
    QCOMPARE(model.rowCount(), 2);
}

void TestConversationModel::newestFirst()
{
    TemporaryServices services;
    ConversationModel model(*services);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const qint64 old = model.create();
    QCOMPARE(model.controller(old)->connectTo(u"demo:"_s), QString());
    const qint64 recent = model.create();
    QVERIFY(recent != old);
    QTRY_COMPARE(model.controller(old)->activity(), ConversationController::Activity::Ready);
    QVERIFY(model.controller(old)->send(u"hello"_s));
    QTRY_COMPARE(model.rowOf(old), 0);
    QTRY_VERIFY(model.index(0).data(ConversationModel::StateRole).toString().isEmpty());
    QCOMPARE(model.index(0).data(ConversationModel::TitleRole).toString(), u"hello"_s);
}

void TestConversationModel::unreadUntilShown()
{
    TemporaryServices services;
    ConversationModel model(*services);
    const qint64 shown = model.create();
    model.rename(shown, u"in front"_s);
    const qint64 other = model.create();
    model.setShown(shown);
    QSignalSpy finished(&model, &ConversationModel::replyFinished);
    model.controller(other)->connectTo(u"demo:"_s);
    QVERIFY(model.controller(other)->send(u"hello"_s));
    QTRY_COMPARE(finished.count(), 1);
    QCOMPARE(finished.at(0).at(2).toBool(), false);
    QVERIFY(model.index(model.rowOf(other)).data(ConversationModel::UnreadRole).toBool());
    model.setShown(other);
    QVERIFY(!model.index(model.rowOf(other)).data(ConversationModel::UnreadRole).toBool());
}

void TestConversationModel::whatWaitsGoesOutWithoutBeingOpened()
{
    TemporaryServices services;
    ConversationRecord record;
    record.address = u"demo:"_s;
    const qint64 waiting = services->history().addConversation(record);
    const qint64 idle = services->history().addConversation(record);
    QVERIFY(services->history().addTurn(waiting, "hello").reply > 0);
    ConversationModel model(*services);
    QSignalSpy finished(&model, &ConversationModel::replyFinished);
    model.sendWaiting();
    QVERIFY(
        !model.index(model.rowOf(waiting)).data(ConversationModel::StateRole).toString().isEmpty());
    QTRY_COMPARE(finished.count(), 1);
    QCOMPARE(finished.constFirst().constFirst().toLongLong(), waiting);
    QVERIFY(idle > 0);
    QCOMPARE(services->history().conversation(waiting).lastState, MessageState::Complete);
}

void TestConversationModel::whatWasNeverWrittenInLeavesTheList()
{
    TemporaryServices services;
    ConversationModel model(*services);
    const qint64 connectedOnly = model.create();
    QCOMPARE(model.controller(connectedOnly)->connectTo(u"demo:"_s), QString());
    model.setShown(connectedOnly);
    const qint64 drafted = model.create();
    model.controller(drafted)->setDraft(u"half a thought"_s);
    model.setShown(drafted);
    const qint64 named = model.create();
    model.rename(named, u"Mine"_s);
    model.setShown(named);
    QTRY_COMPARE(model.rowOf(connectedOnly), -1);
    QVERIFY(model.rowOf(drafted) >= 0);
    QVERIFY(model.rowOf(named) >= 0);
    QCOMPARE((*services).history().conversation(connectedOnly).id, 0);
}

void TestConversationModel::whatIsDeletedTakesItsFilesAlongAtTheNextStart()
{
    TemporaryServices services;
    QStringList paths;
    {
        ConversationModel model(*services);
        for (const QString &title : {u"kept"_s, u"deleted"_s}) {
            const qint64 id = model.create();
            model.rename(id, title);
            QVERIFY(model.controller(id)
                        ->draftFiles()
                        .attach(u"a.txt"_s, u"text/plain"_s, "abc")
                        .isEmpty());
            paths += model.controller(id)->draftFiles().files().constFirst().path;
        }
        model.remove(
            model.idAt(model.index(0).data(ConversationModel::TitleRole) == u"deleted"_s ? 0 : 1));
        // Until then it can be had back.
        QVERIFY(QFile::exists(paths.at(1)));
    }
    services.reopen();
    services->tidyUp();
    QTRY_VERIFY(!QFile::exists(paths.at(1)));
    QVERIFY(QFile::exists(paths.at(0)));
}

QTEST_GUILESS_MAIN(TestConversationModel)
#include "tst_conversationmodel.moc"
