#include "store/database.h"
#include "store/historystore.h"

#include <QCoreApplication>
#include <QProcess>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>

#include <cstdio>

using namespace Qt::Literals::StringLiterals;
using namespace spaceline;

namespace {

constexpr int kTurns = 100;

/// What a second process does: this program with two arguments.
int child(const QString &task, const QString &path)
{
    Database database(path);
    if (database.condition() != Database::Condition::Ready)
        return 2;
    HistoryStore store(database);
    const qint64 id = store.addConversation({});
    if (task == "killed"_L1) {
        const TurnIds turn = store.addTurn(id, "a prompt worth keeping");
        if (!store.savePartial(turn.reply, "half an ans"))
            return 3;
        std::puts("ready");
        std::fflush(stdout);
        return QCoreApplication::exec();
    }
    for (int i = 0; i < kTurns; ++i) {
        const TurnIds turn = store.addTurn(id, "prompt");
        if (!store.savePartial(turn.reply, "par")
            || !store.finishReply(turn.reply, "partial", MessageState::Complete, {}))
            return 4;
    }
    return 0;
}

} // namespace

/// Several processes and one file.
class TestStoreProcesses : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void killedProcessLosesNothing();
    void twoWritersAtOnce();
    void twoStartsAtOnce();

private:
    std::unique_ptr<QProcess> start(const QString &task, const QString &path)
    {
        auto process = std::make_unique<QProcess>();
        process->setProcessChannelMode(QProcess::ForwardedErrorChannel);
        process->start(QCoreApplication::applicationFilePath(), {task, path});
        return process;
    }
    QTemporaryDir m_dir;
};

void TestStoreProcesses::killedProcessLosesNothing()
{
    const QString path = m_dir.filePath(u"killed.sqlite"_s);
    const auto process = start(u"killed"_s, path);
    QVERIFY(process->waitForReadyRead(20'000));
    QCOMPARE(process->readLine(), QByteArray("ready\n"));
    process->kill();
    QVERIFY(process->waitForFinished(20'000));
    QCOMPARE(process->exitStatus(), QProcess::CrashExit);

    Database database(path);
    QCOMPARE(database.condition(), Database::Condition::Ready);
    HistoryStore store(database);
    const ConversationRecord record = store.conversations().value(0);
    QCOMPARE(record.title, u"a prompt worth keeping"_s);
    QCOMPARE(record.lastState, MessageState::Streaming);
    QCOMPARE(store.markInterrupted(), 1);
    const QList<MessageHead> heads = store.heads(record.id);
    QCOMPARE(heads.size(), 2);
    QCOMPARE(store.text(heads[0].id), QByteArray("a prompt worth keeping"));
    QCOMPARE(store.text(heads[1].id), QByteArray("half an ans"));
    QCOMPARE(heads[1].state, MessageState::Interrupted);
}

void TestStoreProcesses::twoWritersAtOnce()
{
    const QString path = m_dir.filePath(u"shared.sqlite"_s);
    Database database(path);
    const auto a = start(u"write"_s, path);
    const auto b = start(u"write"_s, path);
    QVERIFY(a->waitForFinished(60'000));
    QVERIFY(b->waitForFinished(60'000));
    QCOMPARE(a->exitCode(), 0);
    QCOMPARE(b->exitCode(), 0);

    HistoryStore store(database);
    QCOMPARE(store.conversations().size(), 2);
    for (const ConversationRecord &record : store.conversations())
        QCOMPARE(store.heads(record.id).size(), 2 * kTurns);
    QSqlQuery query(database.connection());
    QVERIFY(query.exec(u"PRAGMA integrity_check"_s) && query.next());
    QCOMPARE(query.value(0).toString(), u"ok"_s);
}

void TestStoreProcesses::twoStartsAtOnce()
{
    // Both find no file, and both want to make its tables.
    for (int round = 0; round < 10; ++round) {
        const QString path = m_dir.filePath(u"new-%1/history.sqlite"_s.arg(round));
        const auto a = start(u"write"_s, path);
        const auto b = start(u"write"_s, path);
        QVERIFY(a->waitForFinished(60'000));
        QVERIFY(b->waitForFinished(60'000));
        QCOMPARE(a->exitCode(), 0);
        QCOMPARE(b->exitCode(), 0);
    }
}

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() == 3 && !arguments.at(1).startsWith(u'-'))
        return child(arguments.at(1), arguments.at(2));
    TestStoreProcesses test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_storeprocesses.moc"
