#include "chat/messagemodel.h"
#include "support/temporaryservices.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace spaceline;

class TestMessageModel : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void growsAndEnds();
    void keepsWhatCouldNotBeStored();
    void findsThePrompt();
    void followsWhatIsSetAside();
};

void TestMessageModel::growsAndEnds()
{
    TemporaryServices services;
    HistoryStore &history = services->history();
    const qint64 conversation = history.addConversation({});
    MessageModel model(history, conversation);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setSpaceName(u"Space"_s);

    const TurnIds ids = history.addTurn(conversation, "prompt");
    model.appendTurn(ids, "prompt");
    QCOMPARE(model.rowCount(), 2);
    const QModelIndex prompt = model.index(0);
    const QModelIndex reply = model.index(1);
    QCOMPARE(prompt.data(MessageTextRole).toByteArray(), "prompt");
    QCOMPARE(reply.data(MessageNameRole).toString(), u"Space"_s);
    QCOMPARE(MessageState(reply.data(MessageStateRole).toInt()), MessageState::Pending);
    model.setStatus(ids.reply, u"In queue 3 of 12"_s);
    QCOMPARE(reply.data(MessageStatusRole).toString(), u"In queue 3 of 12"_s);

    QSignalSpy changed(&model, &MessageModel::dataChanged);
    model.setReply(ids.reply, "Hel", MessageState::Streaming);
    model.setReply(ids.reply, "Hello", MessageState::Streaming);
    QCOMPARE(changed.count(), 2);
    QVERIFY(!changed.at(1).at(2).value<QList<int>>().contains(MessageStateRole));
    QCOMPARE(reply.data(MessageTextRole).toByteArray(), "Hello");
    QCOMPARE(reply.data(MessageLengthRole).toInt(), 5);

    const Failure failure(Failure::Kind::ConnectionLost);
    QVERIFY(history.finishReply(ids.reply, "Hello", MessageState::Interrupted, failure));
    model.setReply(ids.reply, "Hello", MessageState::Interrupted, failure);
    QCOMPARE(reply.data(MessageTextRole).toByteArray(), "Hello");
    QCOMPARE(reply.data(MessageFailureRole).value<Failure>(), failure);
    QCOMPARE(reply.data(MessageStatusRole).toString(), QString());

    // What another start of the program sees.
    const MessageModel later(history, conversation);
    QCOMPARE(later.index(1).data(MessageTextRole).toByteArray(), "Hello");
    QCOMPARE(later.index(1).data(MessageFailureRole).value<Failure>(), failure);
}

void TestMessageModel::keepsWhatCouldNotBeStored()
{
    TemporaryServices services;
    HistoryStore &history = services->history();
    const qint64 conversation = history.addConversation({});
    MessageModel model(history, conversation);
    const TurnIds ids = history.addTurn(conversation, "prompt");
    model.appendTurn(ids, "prompt");
    model.setReply(ids.reply, "only here", MessageState::Complete, {}, false);
    QCOMPARE(model.index(1).data(MessageTextRole).toByteArray(), "only here");
}

void TestMessageModel::findsThePrompt()
{
    TemporaryServices services;
    HistoryStore &history = services->history();
    const qint64 conversation = history.addConversation({});
    const TurnIds first = history.addTurn(conversation, "a");
    const TurnIds second = history.addTurn(conversation, "b");
    const MessageModel model(history, conversation);
    QCOMPARE(model.promptOf(second.reply), second.prompt);
    QCOMPARE(model.promptOf(first.reply), first.prompt);
    QCOMPARE(model.rowOf(second.reply), 3);
    QCOMPARE(model.rowOf(second.reply + 100), -1);
}

void TestMessageModel::followsWhatIsSetAside()
{
    TemporaryServices services;
    HistoryStore &history = services->history();
    const qint64 conversation = history.addConversation({});
    QList<TurnIds> turns;
    for (const char *prompt : {"one", "two", "three"})
        turns << history.addTurn(conversation, prompt);
    MessageModel model(history, conversation);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const auto texts = [&model] {
        QByteArrayList result;
        for (int row = 0; row < model.rowCount(); row += 2)
            result << model.index(row).data(MessageTextRole).toByteArray();
        return result;
    };
    QVERIFY(history.setAside(turns[2], true));
    model.reload();
    QCOMPARE(texts(), (QByteArrayList{"one", "two"}));
    // Also where others have come behind it.
    QVERIFY(history.setAside(turns[1], true));
    QVERIFY(history.setAside(turns[2], false));
    model.reload();
    QCOMPARE(texts(), (QByteArrayList{"one", "three"}));
    QVERIFY(history.setAside(turns[1], false));
    model.reload();
    QCOMPARE(texts(), (QByteArrayList{"one", "two", "three"}));
    QCOMPARE(model.promptOf(turns[2].reply), turns[2].prompt);
}

QTEST_GUILESS_MAIN(TestMessageModel)
#include "tst_messagemodel.moc"
