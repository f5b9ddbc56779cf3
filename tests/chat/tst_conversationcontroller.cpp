#include "chat/conversationcontroller.h"
#include "chat/messagemodel.h"
#include "chat/spaceconnection.h"
#include "chat/unwrittenreplies.h"
#include "settings/settings.h"
#include "store/database.h"
#include "store/filestore.h"
#include "store/spacememory.h"
#include "store/timelinestore.h"
#include "support/chatapp.h"
#include "support/fulldisk.h"
#include "support/temporaryservices.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSignalSpy>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTest>

#include <filesystem>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using namespace spaceline;
using Activity = ConversationController::Activity;

namespace {
/// How the server answers a cancel.
constexpr auto kStopped
    = "data: "
      "{\"msg\":\"process_completed\",\"event_id\":\"e1\",\"output\":{},\"success\":true}\n\n";
} // namespace

class TestConversationController : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void promptIsOnDiskBeforeItIsOnTheWire();
    void turnsShareASession();
    void promptsWaitTheirTurn();
    void stopKeepsWhatCame();
    void stoppingAReplyKeepsThePromptsBehindIt();
    void whatAStopHeldBackIsNotSentAtTheNextStart();
    void whatTheFormRefusesWaits();
    void afterAStopOfAllNothingWaits();
    void stopBeforeItWasSent();
    void connectingCanBeStopped();
    void connectionLostIsInterrupted();
    void retryInPlace();
    void retryOfACompleteReplyKeepsIt();
    void retryBeginsANewSessionWhereTheServerRemembers();
    void failedConnectionFailsWaitingPrompts();
    void repetitionsOfConnectingAreTold();
    void quotaIsSentAgainWhenItsTimeHasCome();
    void whatIsHeldCanBeStopped_data();
    void whatIsHeldCanBeStopped();
    void theSameFailureIsCounted();
    void badAddressChangesNothing();
    void sessionIsUsedAgainAfterARestart();
    void whatWaitedGoesOutAfterARestart();
    void whatMayHaveBeenSentIsNotSentAgain();
    void whatWasOnlyUploadedGoesOutAfterARestart();
    void whatTheUserHeldBackStaysHeldBack();
    void promptsGoOutWhenTheSpaceIsAwake();
    void wakingCanBeStopped();
    void aRestartedServerForgets();
    void anotherAppIsReadBeforeItIsCalled();
    void whatTheClientKeepsIsNotForgotten();
    void aServerThatGoesAwayIsNoticed();
    void drafts();
    void draftsAreStoredWhileTyping();
    void aReplyTakesNoDraftAway();
    void finalNullKeepsThePartialText();
    void thoughtsAreNotLost();
    void queueInWords();
    void filesOfAReplyAreFetched();
    void filesLeftWaitingAreFetchedAfterARestart();
    void filesLeftWaitingElsewhereAreNotAskedFor();
    void filesAloneMakeTheTitle();
    void attachedFilesAreKept();
    void clientHistorySurvivesARestart();
    void anotherEndpointIsToldAtOnce();
    void whatCannotBeChosenByItselfIsChosenByHand();
    void howATurnWentIsKept();
    void everyAttemptCounts();
    void aFullDiskLosesNoReply();
    void aHistoryThatIsNotOursIsLeftAlone();

private:
    std::unique_ptr<ConversationController> connected();
    [[nodiscard]] MessageState stateOf(const ConversationController &controller, int row) const
    {
        return MessageState(controller.messages().index(row).data(MessageStateRole).toInt());
    }
    [[nodiscard]] QByteArray textOf(const ConversationController &controller, int row) const
    {
        return controller.messages().index(row).data(MessageTextRole).toByteArray();
    }
    [[nodiscard]] QString statusOf(const ConversationController &controller, int row) const
    {
        return controller.messages().index(row).data(MessageStatusRole).toString();
    }
    [[nodiscard]] qint64 idOf(const ConversationController &controller, int row) const
    {
        return controller.messages().index(row).data(MessageIdRole).toLongLong();
    }
    [[nodiscard]] QStringList sessions() const
    {
        QStringList hashes;
        for (const auto &request : m_server->requests) {
            if (request.route() == chatapp::kJoin)
                hashes << QJsonDocument::fromJson(request.body)
                              .object()
                              .value("session_hash"_L1)
                              .toString();
        }
        return hashes;
    }

    std::unique_ptr<TemporaryServices> m_services;
    std::unique_ptr<ScriptedServer> m_server;
    qint64 m_conversation = 0;
};

void TestConversationController::init()
{
    m_services = std::make_unique<TemporaryServices>();
    m_server = std::make_unique<ScriptedServer>();
    chatapp::install(*m_server);
    m_server->answers[chatapp::kJoin] = chatapp::joined();
    m_server->answers[chatapp::kCancel] = ScriptedServer::json(R"({"success":true})");
    m_conversation = (**m_services).history().addConversation({});
}

std::unique_ptr<ConversationController> TestConversationController::connected()
{
    auto controller = std::make_unique<ConversationController>(**m_services, m_conversation);
    if (!controller->connectTo(m_server->url().toString()).isEmpty()
        || !QTest::qWaitFor([&] { return controller->activity() == Activity::Ready; }))
        qFatal("not connected");
    return controller;
}

void TestConversationController::promptIsOnDiskBeforeItIsOnTheWire()
{
    QByteArray stored;
    m_server->answers[chatapp::kJoin] = [&](const ScriptedServer::Request &) {
        HistoryStore &history = (**m_services).history();
        const auto heads = history.heads(m_conversation);
        if (heads.size() == 2 && heads.at(1).state == MessageState::Streaming)
            stored = history.text(heads.at(0).id);
        return chatapp::joined();
    };
    m_server->answers[chatapp::kData] = chatapp::reply("Hello");
    const auto controller = connected();
    QSignalSpy finished(controller.get(), &ConversationController::replyFinished);
    QVERIFY(controller->send(u"my prompt"_s));
    QTRY_COMPARE(finished.count(), 1);
    QCOMPARE(stored, "my prompt");
    QCOMPARE(textOf(*controller, 1), "Hello");
    QCOMPARE(stateOf(*controller, 1), MessageState::Complete);
    QCOMPARE(controller->activity(), Activity::Ready);
    QVERIFY(!controller->isBusy());
    QCOMPARE(controller->record().title, u"my prompt"_s);
}

void TestConversationController::turnsShareASession()
{
    m_server->answers[chatapp::kData] = {chatapp::reply("one"), chatapp::reply("two")};
    const auto controller = connected();
    QSignalSpy finished(controller.get(), &ConversationController::replyFinished);
    controller->send(u"a"_s);
    QTRY_COMPARE(finished.count(), 1);
    controller->send(u"b"_s);
    QTRY_COMPARE(finished.count(), 2);
    QCOMPARE(sessions().size(), 2);
    QCOMPARE(sessions().at(0), sessions().at(1));
    QCOMPARE(textOf(*controller, 3), "two");
}

void TestConversationController::promptsWaitTheirTurn()
{
    m_server->answers[chatapp::kData] = {
        ScriptedServer::events({chatapp::generating("one")}).stayingOpen(), chatapp::reply("two")};
    const auto controller = connected();
    QSignalSpy finished(controller.get(), &ConversationController::replyFinished);
    controller->send(u"a"_s);
    QTRY_COMPARE(textOf(*controller, 1), "one");
    controller->send(u"b"_s);
    QCOMPARE(stateOf(*controller, 3), MessageState::Pending);
    QVERIFY(!controller->messages().index(3).data(MessageStatusRole).toString().isEmpty());
    QCOMPARE(m_server->count(chatapp::kJoin), 1);
    QVERIFY(m_server->push(chatapp::kData, chatapp::completed("one!") + "\n\n"));
    QTRY_COMPARE(finished.count(), 2);
    QCOMPARE(textOf(*controller, 1), "one!");
    QCOMPARE(textOf(*controller, 3), "two");
}

void TestConversationController::stopKeepsWhatCame()
{
    m_server->answers[chatapp::kData]
        = ScriptedServer::events({chatapp::generating("partial")}).stayingOpen();
    const auto controller = connected();
    QSignalSpy finished(controller.get(), &ConversationController::replyFinished);
    controller->send(u"a"_s);
    controller->send(u"b"_s);
    QTRY_COMPARE(textOf(*controller, 1), "partial");
    controller->stop();
    QTRY_COMPARE(m_server->count(chatapp::kCancel), 1);
    controller->stop(); // what waits too
    QVERIFY(m_server->push(chatapp::kData, kStopped));
    QTRY_COMPARE(finished.count(), 2);
    QCOMPARE(stateOf(*controller, 1), MessageState::Stopped);
    QCOMPARE(stateOf(*controller, 3), MessageState::Stopped);
    QCOMPARE(textOf(*controller, 1), "partial");
    QCOMPARE(m_server->count(chatapp::kJoin), 1);
    QCOMPARE(controller->activity(), Activity::Ready);
    QVERIFY(!controller->isHeld());
}

void TestConversationController::stoppingAReplyKeepsThePromptsBehindIt()
{
    m_server->answers[chatapp::kData]
        = {ScriptedServer::events({chatapp::generating("partial")}).stayingOpen(),
           chatapp::reply("two"), chatapp::reply("three")};
    const auto controller = connected();
    QSignalSpy finished(controller.get(), &ConversationController::replyFinished);
    controller->send(u"a"_s);
    controller->send(u"b"_s);
    QTRY_COMPARE(textOf(*controller, 1), "partial");
    controller->stop();
    QVERIFY(controller->isHeld());
    QTRY_COMPARE(m_server->count(chatapp::kCancel), 1);
    QVERIFY(m_server->push(chatapp::kData, kStopped));
    QTRY_COMPARE(finished.count(), 1);
    QCOMPARE(stateOf(*controller, 1), MessageState::Stopped);
    QCOMPARE(controller->activity(), Activity::Ready);
    // It waits, and says so; nothing is being made, but there is something to stop.
    QCOMPARE(stateOf(*controller, 3), MessageState::Pending);
    QCOMPARE(statusOf(*controller, 3), u"Not sent, because the reply before was stopped"_s);
    QVERIFY(!controller->isBusy());
    QVERIFY(controller->canStop());
    QCOMPARE(m_server->count(chatapp::kJoin), 1);
    // What is sent next goes behind it.
    controller->send(u"c"_s);
    QVERIFY(!controller->isHeld());
    QTRY_COMPARE(finished.count(), 3);
    QCOMPARE(textOf(*controller, 3), "two");
    QCOMPARE(textOf(*controller, 5), "three");
}

void TestConversationController::whatAStopHeldBackIsNotSentAtTheNextStart()
{
    m_server->answers[chatapp::kData]
        = ScriptedServer::events({chatapp::generating("partial")}).stayingOpen();
    auto controller = connected();
    controller->send(u"a"_s);
    controller->send(u"b"_s);
    QTRY_COMPARE(textOf(*controller, 1), "partial");
    controller->stop();
    controller.reset();
    ConversationController next(**m_services, m_conversation);
    QCOMPARE(stateOf(next, 3), MessageState::Stopped);
}

void TestConversationController::afterAStopOfAllNothingWaits()
{
    m_server->answers[chatapp::kData]
        = ScriptedServer::events({chatapp::generating("partial")}).stayingOpen();
    const auto controller = connected();
    controller->send(u"a"_s);
    controller->send(u"b"_s);
    QTRY_COMPARE(textOf(*controller, 1), "partial");
    controller->stop();
    controller->connectTo(
        u"http://127.0.0.1:1"_s); // another Space: not for what was meant for this one
    QCOMPARE(stateOf(*controller, 3), MessageState::Stopped);
    QVERIFY(!controller->isHeld());
}

void TestConversationController::whatTheFormRefusesWaits()
{
    QByteArray config = chatapp::config();
    config.replace("{\"id\":4,", R"({"id":5,"type":"slider","skip_api":false,
        "props":{"label":"Heat","minimum":0,"maximum":2,"step":0.1,"value":1}},{"id":4,)");
    config.replace("\"inputs\":[1,2]", "\"inputs\":[1,2,5]");
    m_server->answers["GET /config"] = ScriptedServer::json(config);
    m_server->answers[chatapp::kData] = {chatapp::reply("Warm")};
    auto controller = connected();
    const std::vector<gradio::Parameter> parameters
        = controller->connection().mapping().parameters();
    const auto heat = std::find_if(parameters.begin(), parameters.end(), [](const auto &parameter) {
        return parameter.label == "Heat"_L1;
    });
    QVERIFY(heat != parameters.end());
    const QString key = heat->key();
    controller->setParameters({{key, 7}});
    controller.reset();
    // Started again: what the slider takes is not known yet.
    controller = std::make_unique<ConversationController>(**m_services, m_conversation);
    QSignalSpy refused(controller.get(), &ConversationController::promptRefused);
    QCOMPARE(controller->parametersProblem(), QString());
    QVERIFY(controller->send(u"a"_s));
    QTRY_COMPARE(refused.count(), 1);
    const QString problem = refused.constFirst().constFirst().toString();
    QVERIFY2(problem.contains(u"Heat"_s), qPrintable(problem));
    QCOMPARE(stateOf(*controller, 1), MessageState::Pending);
    QVERIFY2(statusOf(*controller, 1).contains(problem), qPrintable(statusOf(*controller, 1)));
    QVERIFY(controller->isHeld());
    QCOMPARE(m_server->count(chatapp::kJoin), 0);
    // Half a number is a value too: it goes when the user says so.
    controller->setParameters({{key, 1.5}});
    QCOMPARE(m_server->count(chatapp::kJoin), 0);
    controller->sendWaiting();
    QTRY_COMPARE(stateOf(*controller, 1), MessageState::Complete);
    QVERIFY(m_server->last(chatapp::kJoin).body.contains("1.5"));
    QVERIFY(!controller->isHeld());
}

void TestConversationController::stopBeforeItWasSent()
{
    m_server->answers["GET /config"] = ScriptedServer::silence();
    ConversationController controller(**m_services, m_conversation);
    controller.connectTo(m_server->url().toString());
    QVERIFY(controller.send(u"a"_s));
    QVERIFY(controller.isBusy());
    controller.stop();
    QCOMPARE(stateOf(controller, 1), MessageState::Stopped);
    QVERIFY(!controller.isBusy());
}

void TestConversationController::connectingCanBeStopped()
{
    m_server->answers["GET /config"] = ScriptedServer::silence();
    ConversationController controller(**m_services, m_conversation);
    controller.connectTo(m_server->url().toString());
    QVERIFY(controller.canStop());
    controller.stop();
    QCOMPARE(controller.activity(), Activity::NotConnected);
    QVERIFY(!controller.canStop());
    chatapp::install(*m_server);
    controller.open();
    QTRY_COMPARE(controller.activity(), Activity::Ready);
}

void TestConversationController::connectionLostIsInterrupted()
{
    m_server->answers[chatapp::kData] = ScriptedServer::events({chatapp::generating("half")}).cut();
    const auto controller = connected();
    QSignalSpy finished(controller.get(), &ConversationController::replyFinished);
    controller->send(u"a"_s);
    QTRY_COMPARE(finished.count(), 1);
    QCOMPARE(stateOf(*controller, 1), MessageState::Interrupted);
    QCOMPARE(textOf(*controller, 1), "half");
    QCOMPARE(m_server->count(chatapp::kJoin), 1);
}

void TestConversationController::retryInPlace()
{
    m_server->answers[chatapp::kJoin] = {ScriptedServer::html(502), chatapp::joined()};
    m_server->answers[chatapp::kData] = chatapp::reply("fine");
    const auto controller = connected();
    QSignalSpy finished(controller.get(), &ConversationController::replyFinished);
    controller->send(u"my prompt"_s);
    QTRY_COMPARE(finished.count(), 1);
    QCOMPARE(stateOf(*controller, 1), MessageState::Failed);
    const QModelIndex reply = controller->messages().index(1);
    QCOMPARE(reply.data(MessageFailureRole).value<Failure>().kind, Failure::Kind::NotJson);
    controller->retry(reply.data(MessageIdRole).toLongLong());
    QTRY_COMPARE(finished.count(), 2);
    QCOMPARE(controller->messages().rowCount(), 2);
    QCOMPARE(textOf(*controller, 1), "fine");
    const QJsonObject body = QJsonDocument::fromJson(m_server->last(chatapp::kJoin).body).object();
    QCOMPARE(body.value("data"_L1).toArray().at(0).toString(), u"my prompt"_s);
    // Nothing of the failed try reached the server's memory.
    QCOMPARE(sessions().at(0), sessions().at(1));
}

void TestConversationController::retryOfACompleteReplyKeepsIt()
{
    m_server->answers[chatapp::kData] = {chatapp::reply("one"), chatapp::reply("two")};
    const auto controller = connected();
    QSignalSpy finished(controller.get(), &ConversationController::replyFinished);
    controller->send(u"a"_s);
    QTRY_COMPARE(finished.count(), 1);
    controller->retry(controller->messages().index(1).data(MessageIdRole).toLongLong());
    QTRY_COMPARE(finished.count(), 2);
    QCOMPARE(controller->messages().rowCount(), 4);
    QCOMPARE(textOf(*controller, 1), "one");
    QCOMPARE(textOf(*controller, 2), "a");
    QCOMPARE(textOf(*controller, 3), "two");
}

void TestConversationController::retryBeginsANewSessionWhereTheServerRemembers()
{
    m_server->answers[chatapp::kData]
        = {ScriptedServer::events({chatapp::generating("half")}).cut(), chatapp::reply("whole")};
    const auto controller = connected();
    QSignalSpy finished(controller.get(), &ConversationController::replyFinished);
    controller->send(u"a"_s);
    QTRY_COMPARE(finished.count(), 1);
    controller->retry(controller->messages().index(1).data(MessageIdRole).toLongLong());
    QTRY_COMPARE(finished.count(), 2);
    QCOMPARE(textOf(*controller, 1), "whole");
    QVERIFY(sessions().at(0) != sessions().at(1));
    QCOMPARE(controller->record().sessionHash, sessions().at(1));
}

void TestConversationController::failedConnectionFailsWaitingPrompts()
{
    m_server->answers["GET /config"] = ScriptedServer::html(200);
    ConversationController controller(**m_services, m_conversation);
    QSignalSpy finished(&controller, &ConversationController::replyFinished);
    controller.connectTo(m_server->url().toString());
    QVERIFY(controller.send(u"a"_s));
    // HTML where JSON is expected is asked for again; that takes its time.
    QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, 20000);
    QCOMPARE(stateOf(controller, 1), MessageState::Failed);
    QCOMPARE(controller.activity(), Activity::Failed);
    // The next Retry connects again by itself.
    chatapp::install(*m_server);
    m_server->answers[chatapp::kData] = chatapp::reply("at last");
    controller.retry(controller.messages().index(1).data(MessageIdRole).toLongLong());
    QTRY_COMPARE(finished.count(), 2);
    QCOMPARE(textOf(controller, 1), "at last");
}

void TestConversationController::repetitionsOfConnectingAreTold()
{
    m_server->answers["GET /config"] = ScriptedServer::html(502);
    ConversationController controller(**m_services, m_conversation);
    QStringList told;
    connect(&controller, &ConversationController::activityChanged, this,
            [&] { told += controller.activityText(); });
    controller.connectTo(m_server->url().toString());
    QTRY_VERIFY(told.contains(u"No answer, trying again in 1 s (1 of 3)"_s));
    QCOMPARE(controller.activity(), Activity::Connecting);
    chatapp::install(*m_server);
    QTRY_COMPARE(controller.activity(), Activity::Ready);
    QVERIFY(controller.activityText().startsWith(u"Ready"_s));
}

/// The wait that the server named is over in a second; the program ends and starts again meanwhile.
void TestConversationController::quotaIsSentAgainWhenItsTimeHasCome()
{
    const QByteArray quota = "\"You have exceeded your GPU quota (60s requested vs. 56s left). Try "
                             "again in 12:00:00\"";
    m_server->answers[chatapp::kData]
        = {ScriptedServer::events({chatapp::failed(quota)}), chatapp::reply("at last")};
    QDateTime at;
    {
        const auto controller = connected();
        QSignalSpy finished(controller.get(), &ConversationController::replyFinished);
        controller->send(u"keep me"_s);
        QTRY_COMPARE(finished.count(), 1);
        const Failure failure = controller->messages().failure(idOf(*controller, 1));
        QCOMPARE(failure.kind, Failure::Kind::Quota);
        QVERIFY(failure.overMs() > QDateTime::currentMSecsSinceEpoch());
        at = QDateTime::fromMSecsSinceEpoch(failure.overMs());
        controller->sendLater(idOf(*controller, 1));
        QCOMPARE(stateOf(*controller, 1), MessageState::Pending);
        QVERIFY(controller->isBusy());
        QVERIFY2(statusOf(*controller, 1).contains(at.toString(u"mm"_s)),
                 qPrintable(statusOf(*controller, 1)));
        QCOMPARE(m_server->count(chatapp::kJoin), 1);
    }
    m_services->reopen();
    auto controller = std::make_unique<ConversationController>(**m_services, m_conversation);
    controller->open();
    QTRY_COMPARE(controller->activity(), Activity::Ready);
    QCOMPARE(stateOf(*controller, 1), MessageState::Pending);
    QCOMPARE(controller->messages().failure(idOf(*controller, 1)).sendAtMs, at.toMSecsSinceEpoch());
    QCOMPARE(textOf(*controller, 0), "keep me");
    QCOMPARE(m_server->count(chatapp::kJoin), 1);

    // As if the program were started when the time is over.
    controller.reset();
    Failure held(Failure::Kind::Quota);
    held.sendAtMs = QDateTime::currentMSecsSinceEpoch() - 1000;
    HistoryStore &history = (**m_services).history();
    const qint64 reply = history.heads(m_conversation).at(1).id;
    QVERIFY(history.finishReply(reply, {}, MessageState::Failed, held));
    QVERIFY(history.restartReply(reply, held));
    controller = std::make_unique<ConversationController>(**m_services, m_conversation);
    controller->open();
    QTRY_COMPARE(textOf(*controller, 1), "at last");
    QTRY_COMPARE(stateOf(*controller, 1), MessageState::Complete);
    QCOMPARE(m_server->count(chatapp::kJoin), 2);
}

void TestConversationController::whatIsHeldCanBeStopped_data()
{
    QTest::addColumn<bool>("byItself");
    QTest::newRow("its own button") << true;
    QTest::newRow("Stop") << false;
}

void TestConversationController::whatIsHeldCanBeStopped()
{
    QFETCH(const bool, byItself);
    const QByteArray quota = "\"You have exceeded your GPU quota (60s requested vs. 56s left). Try "
                             "again in 12:00:00\"";
    m_server->answers[chatapp::kData] = ScriptedServer::events({chatapp::failed(quota)});
    const auto controller = connected();
    QSignalSpy finished(controller.get(), &ConversationController::replyFinished);
    controller->send(u"keep me"_s);
    QTRY_COMPARE(finished.count(), 1);
    const qint64 reply = idOf(*controller, 1);
    const Failure failure = controller->messages().failure(reply);
    controller->sendLater(reply);
    QVERIFY(controller->canStop());
    if (byItself)
        controller->dontSend(reply);
    else
        controller->stop();
    QVERIFY(!controller->isBusy());
    QCOMPARE(stateOf(*controller, 1), MessageState::Failed);
    // All is as it was.
    QCOMPARE(controller->messages().failure(reply), failure);
    QCOMPARE((**m_services).history().failure(reply), failure);
    QCOMPARE(m_server->count(chatapp::kJoin), 1);
}

void TestConversationController::theSameFailureIsCounted()
{
    m_server->answers[chatapp::kData] = {ScriptedServer::events({chatapp::failed("\"a\"")}),
                                         ScriptedServer::events({chatapp::failed("\"a\"")}),
                                         ScriptedServer::events({chatapp::failed("\"b\"")})};
    const auto controller = connected();
    QSignalSpy finished(controller.get(), &ConversationController::replyFinished);
    controller->send(u"x"_s);
    QTRY_COMPARE(finished.count(), 1);
    const qint64 reply = idOf(*controller, 1);
    const auto times = [&] { return controller->messages().failure(reply).times; };
    QCOMPARE(times(), 1);
    controller->retry(reply);
    QTRY_COMPARE(finished.count(), 2);
    QCOMPARE(times(), 2);
    controller->retry(reply);
    QTRY_COMPARE(finished.count(), 3);
    QCOMPARE(times(), 1);
    QCOMPARE(controller->messages().rowCount(), 2);
}

void TestConversationController::badAddressChangesNothing()
{
    const auto controller = connected();
    QVERIFY(!controller->connectTo(u"not an address"_s).isEmpty());
    QCOMPARE(controller->activity(), Activity::Ready);
    QCOMPARE(controller->record().address, m_server->url("").toString());
}

void TestConversationController::sessionIsUsedAgainAfterARestart()
{
    m_server->answers[chatapp::kData] = chatapp::reply("x");
    QString hash;
    {
        const auto controller = connected();
        hash = controller->record().sessionHash;
    }
    m_services->reopen();
    {
        ConversationController controller(**m_services, m_conversation);
        controller.open();
        QTRY_COMPARE(controller.activity(), Activity::Ready);
        QCOMPARE(controller.record().sessionHash, hash);
    }
    // Another process of the server has forgotten it.
    m_server->answers["GET /config"] = ScriptedServer::json(chatapp::config("6.31.0", "2"));
    ConversationController controller(**m_services, m_conversation);
    controller.open();
    QTRY_COMPARE(controller.activity(), Activity::Ready);
    QVERIFY(controller.record().sessionHash != hash);
}

void TestConversationController::whatWaitedGoesOutAfterARestart()
{
    {
        m_server->answers["GET /config"] = ScriptedServer::silence();
        ConversationController controller(**m_services, m_conversation);
        controller.connectTo(m_server->url().toString());
        QVERIFY(controller.send(u"a"_s));
        QVERIFY(controller.send(u"b"_s));
    }
    m_services->reopen();
    QCOMPARE((**m_services).history().waitingConversations(), QList<qint64>{m_conversation});
    chatapp::install(*m_server);
    m_server->answers[chatapp::kData] = {chatapp::reply("one"), chatapp::reply("two")};
    ConversationController controller(**m_services, m_conversation);
    QVERIFY(controller.isBusy());
    QSignalSpy finished(&controller, &ConversationController::replyFinished);
    controller.open();
    QTRY_COMPARE(finished.count(), 2);
    QCOMPARE(textOf(controller, 1), "one");
    QCOMPARE(textOf(controller, 3), "two");
    QCOMPARE(m_server->count(chatapp::kJoin), 2);
    QVERIFY((**m_services).history().waitingConversations().isEmpty());
}

void TestConversationController::whatMayHaveBeenSentIsNotSentAgain()
{
    // The program ends when the server has the submit and has not answered yet.
    m_server->answers[chatapp::kJoin] = ScriptedServer::silence();
    {
        const auto controller = connected();
        QVERIFY(controller->send(u"a"_s));
        QVERIFY(controller->send(u"b"_s));
        QTRY_COMPARE(m_server->count(chatapp::kJoin), 1);
    }
    m_services->reopen();
    m_server->answers[chatapp::kJoin] = chatapp::joined();
    m_server->answers[chatapp::kData] = chatapp::reply("two");
    ConversationController controller(**m_services, m_conversation);
    QCOMPARE(stateOf(controller, 1), MessageState::Interrupted);
    QCOMPARE(stateOf(controller, 3), MessageState::Pending);
    QSignalSpy finished(&controller, &ConversationController::replyFinished);
    controller.open();
    QTRY_COMPARE(finished.count(), 1);
    QCOMPARE(textOf(controller, 3), "two");
    QCOMPARE(stateOf(controller, 1), MessageState::Interrupted);
    QCOMPARE(m_server->count(chatapp::kJoin), 2);
}

void TestConversationController::whatWasOnlyUploadedGoesOutAfterARestart()
{
    QByteArray config = chatapp::config();
    config.replace(R"({"id":1,"type":"textbox")", R"({"id":1,"type":"multimodaltextbox")");
    m_server->answers["GET /config"] = ScriptedServer::json(config);
    m_server->answers["POST /gradio_api/upload"] = ScriptedServer::silence();
    QFile file(m_services->path(u"a.txt"_s));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("abc") == 3);
    file.close();
    {
        const auto controller = connected();
        QVERIFY(controller->send(u"hi"_s, {{file.fileName(), u"a.txt"_s, u"text/plain"_s}}));
        QTRY_COMPARE(m_server->count("POST /gradio_api/upload"), 1);
    }
    m_services->reopen();
    m_server->answers["POST /gradio_api/upload"] = ScriptedServer::json(R"(["/tmp/g/a.txt"])");
    m_server->answers[chatapp::kData] = chatapp::reply("Read");
    ConversationController controller(**m_services, m_conversation);
    QCOMPARE(stateOf(controller, 1), MessageState::Pending);
    QSignalSpy finished(&controller, &ConversationController::replyFinished);
    controller.open();
    QTRY_COMPARE(finished.count(), 1);
    QCOMPARE(textOf(controller, 1), "Read");
    QVERIFY(m_server->last(chatapp::kJoin).body.contains("/tmp/g/a.txt"));
}

void TestConversationController::whatTheUserHeldBackStaysHeldBack()
{
    // The program was killed after Stop was pressed.
    HistoryStore &history = (**m_services).history();
    const TurnIds stopped = history.addTurn(m_conversation, "a");
    QVERIFY(history.finishReply(stopped.reply, "half", MessageState::Stopped, {}));
    QVERIFY(history.addTurn(m_conversation, "b").reply > 0);
    m_server->answers[chatapp::kData] = chatapp::reply("two");
    ConversationRecord record = history.conversation(m_conversation);
    record.address = m_server->url("").toString();
    QVERIFY(history.updateConversation(record));
    ConversationController controller(**m_services, m_conversation);
    controller.open();
    QTRY_COMPARE(controller.activity(), Activity::Ready);
    QVERIFY(controller.isHeld());
    QCOMPARE(m_server->count(chatapp::kJoin), 0);
    controller.sendWaiting();
    QTRY_COMPARE(textOf(controller, 3), "two");
}

/// A Hub that names the scripted server, which is asleep at first.
void TestConversationController::promptsGoOutWhenTheSpaceIsAwake()
{
    ScriptedServer hub;
    hub.answers["GET /api/spaces/me/app/host"]
        = ScriptedServer::json(R"({"host":")" + m_server->url("").toString().toUtf8() + R"("})");
    bool isAwake = false;
    hub.answers["GET /api/spaces/me/app"] = [&](const ScriptedServer::Request &) {
        if (isAwake)
            chatapp::install(*m_server);
        return isAwake ? ScriptedServer::json(R"({"runtime":{"stage":"RUNNING"}})")
                       : ScriptedServer::json(R"({"runtime":{"stage":"SLEEPING"}})");
    };
    m_services = std::make_unique<TemporaryServices>(HubEndpoint(hub.url("")));
    m_conversation = (**m_services).history().addConversation({});
    m_server->answers["GET /config"] = ScriptedServer::html(404);
    m_server->answers["GET /"] = ScriptedServer::html(404);
    m_server->answers[chatapp::kData] = {chatapp::reply("one"), chatapp::reply("two")};
    QVERIFY((**m_services).spaces().addWaking(u"me/app"_s, 50s));
    {
        ConversationController controller(**m_services, m_conversation);
        QCOMPARE(controller.connectTo(u"me/app"_s), QString());
        QVERIFY(controller.send(u"a"_s));
        QVERIFY(controller.send(u"b"_s));
        QTRY_COMPARE(controller.activity(), Activity::Waking);
        QVERIFY(controller.isCounting());
        QVERIFY(controller.canStop());
        const QString words = controller.activityText();
        QVERIFY2(words.startsWith(u"Waking · 0:0"_s) && words.endsWith(u"usually about 50 s"_s),
                 qPrintable(words));
        QCOMPARE(controller.activityWord(), u"Waking"_s);
        // In the reply's own place, and kept over an end of the program.
        QVERIFY(controller.messages()
                    .index(1)
                    .data(MessageStatusRole)
                    .toString()
                    .startsWith(u"Waking · 0:0"_s));
    }
    m_services->reopen();
    ConversationController controller(**m_services, m_conversation);
    QSignalSpy finished(&controller, &ConversationController::replyFinished);
    controller.open();
    QTRY_COMPARE(controller.activity(), Activity::Waking);
    isAwake = true;
    QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 2, 20000);
    QCOMPARE(textOf(controller, 1), "one");
    QCOMPARE(textOf(controller, 3), "two");
    QCOMPARE(m_server->count(chatapp::kJoin), 2);
}

void TestConversationController::wakingCanBeStopped()
{
    ScriptedServer hub;
    hub.answers["GET /api/spaces/me/app/host"]
        = ScriptedServer::json(R"({"host":")" + m_server->url("").toString().toUtf8() + R"("})");
    hub.answers["GET /api/spaces/me/app"]
        = ScriptedServer::json(R"({"runtime":{"stage":"BUILDING"}})");
    m_services = std::make_unique<TemporaryServices>(HubEndpoint(hub.url("")));
    m_conversation = (**m_services).history().addConversation({});
    m_server->answers["GET /config"] = ScriptedServer::html(404);
    m_server->answers["GET /"] = ScriptedServer::html(404);
    ConversationController controller(**m_services, m_conversation);
    QCOMPARE(controller.connectTo(u"me/app"_s), QString());
    QVERIFY(controller.send(u"a"_s));
    QTRY_COMPARE(controller.activity(), Activity::Waking);
    QCOMPARE(controller.activityWord(), u"Building"_s);
    controller.stop();
    QCOMPARE(controller.activity(), Activity::NotConnected);
    QCOMPARE(stateOf(controller, 1), MessageState::Stopped);
    QVERIFY(!controller.canStop());
}

/// It is restarted in the middle of an answer.
void TestConversationController::aRestartedServerForgets()
{
    m_server->answers[chatapp::kData] = {
        chatapp::reply("one"), ScriptedServer::events({chatapp::generating("half")}).stayingOpen()};
    const auto controller = connected();
    QSignalSpy finished(controller.get(), &ConversationController::replyFinished);
    const auto endsMemory = [&](int row) {
        return controller->messages()
            .index(row)
            .data(MessageExtrasRole)
            .value<MessageExtras>()
            .endsMemory;
    };
    controller->send(u"a"_s);
    QTRY_COMPARE(finished.count(), 1);
    controller->send(u"b"_s);
    QTRY_COMPARE(textOf(*controller, 3), "half");
    chatapp::install(*m_server);
    m_server->answers["GET /config"] = ScriptedServer::json(chatapp::config("6.31.0", "2"));
    m_server->answers["GET /gradio_api/app_id"] = ScriptedServer::json(R"({"app_id":2})");
    QVERIFY(m_server->cutStream(chatapp::kData));
    QTRY_COMPARE(finished.count(), 2);
    QCOMPARE(stateOf(*controller, 3), MessageState::Interrupted);
    QTRY_VERIFY(endsMemory(3));
    QVERIFY(!endsMemory(1));
    QTRY_COMPARE(controller->activity(), Activity::Ready);
    // Nothing is sent again by itself.
    QCOMPARE(m_server->count(chatapp::kJoin), 2);

    // What is tried again is the first that the new one knows.
    m_server->answers[chatapp::kData] = chatapp::reply("two");
    controller->retry(controller->messages().head(3).id);
    QTRY_COMPARE(finished.count(), 3);
    QCOMPARE(textOf(*controller, 3), "two");
    QVERIFY(endsMemory(1));
    QVERIFY(!endsMemory(3));
    QVERIFY(sessions().at(0) != sessions().at(2));
    // It is stored, and said once for each restart.
    m_services->reopen();
    HistoryStore &history = (**m_services).history();
    QVERIFY(history.extras(history.heads(m_conversation).at(1).id).endsMemory);
    QVERIFY(!history.extras(history.heads(m_conversation).at(3).id).endsMemory);
}

/// The same two functions in another order, one of them under another name (F8).
void TestConversationController::anotherAppIsReadBeforeItIsCalled()
{
    QByteArray config = chatapp::config();
    config.replace(R"("mode":"chat_interface")", R"("mode":"blocks")");
    m_server->answers["GET /config"] = ScriptedServer::json(config);
    m_server->answers[chatapp::kData] = {ScriptedServer::events({chatapp::failed("\"no\"")}),
                                         chatapp::reply("yes"), chatapp::reply("again")};
    const auto controller = connected();
    QSignalSpy finished(controller.get(), &ConversationController::replyFinished);
    controller->send(u"a"_s);
    QTRY_COMPARE(finished.count(), 1);
    QCOMPARE(stateOf(*controller, 1), MessageState::Failed);

    config.replace(R"("app_id":1)", R"("app_id":2)");
    config.replace(R"("api_name":"chat")", R"("api_name":"talk")");
    config.replace(R"("dependencies":[{"id":0,)",
                   R"("dependencies":[{"id":0,"targets":[[1,"submit"]],"inputs":[1],"outputs":[4],)"
                   R"("backend_fn":true,"queue":true,"api_name":"chat",)"
                   R"("api_visibility":"public"},{"id":1,)");
    m_server->answers["GET /config"] = ScriptedServer::json(config);
    m_server->answers["GET /gradio_api/app_id"] = ScriptedServer::json(R"({"app_id":2})");
    controller->retry(idOf(*controller, 1));
    QTRY_COMPARE(finished.count(), 2);
    QCOMPARE(textOf(*controller, 1), "yes");
    const auto function = [&] {
        return QJsonDocument::fromJson(m_server->last(chatapp::kJoin).body)
            .object()
            .value("fn_index"_L1)
            .toInt();
    };
    const auto notices = [&](int row) {
        return controller->messages()
            .index(row)
            .data(MessageExtrasRole)
            .value<MessageExtras>()
            .notices;
    };
    QCOMPARE(function(), 1);
    QCOMPARE(m_server->count(chatapp::kJoin), 2);
    QCOMPARE(notices(1).size(), size_t(1));
    QVERIFY(notices(1).front().text.contains(u"renamed /chat to /talk"_s));
    // Once is enough.
    controller->send(u"b"_s);
    QTRY_COMPARE(finished.count(), 3);
    QCOMPARE(function(), 1);
    QVERIFY(notices(3).empty());
}

void TestConversationController::whatTheClientKeepsIsNotForgotten()
{
    QByteArray config = chatapp::config();
    config.replace(R"({"id":2,"type":"state","props":{},"skip_api":true})",
                   R"({"id":2,"type":"chatbot","props":{"type":"messages"},"skip_api":false})");
    config.replace(R"("outputs":[4,2])", R"("outputs":[2])");
    config.replace(R"("mode":"chat_interface")", R"("mode":"blocks")");
    m_server->answers["GET /config"] = ScriptedServer::json(config);
    m_server->answers[chatapp::kData] = ScriptedServer::events(
        {R"(data: {"msg":"process_completed","event_id":"e1","success":true,"output":{"data":[[)"
         R"({"role":"user","content":"a"},{"role":"assistant","content":"one"}]]}})"});
    {
        const auto controller = connected();
        QSignalSpy finished(controller.get(), &ConversationController::replyFinished);
        controller->send(u"a"_s);
        QTRY_COMPARE(finished.count(), 1);
    }
    config.replace(R"("app_id":1)", R"("app_id":2)");
    QVERIFY(config.contains(R"("app_id":2)"));
    m_server->answers["GET /config"] = ScriptedServer::json(config);
    const auto controller = connected();
    QVERIFY(!(**m_services).history().extras(controller->messages().head(1).id).endsMemory);
    QCOMPARE(controller->record().appId, u"2"_s);
}

void TestConversationController::aServerThatGoesAwayIsNoticed()
{
    QByteArray config = chatapp::config();
    config.replace(R"("connect_heartbeat":false)", R"("connect_heartbeat":true)");
    m_server->answers["GET /config"] = ScriptedServer::json(config);
    m_server->answers["GET /gradio_api/heartbeat/*"]
        = ScriptedServer::events({"data: ALIVE"}).stayingOpen();
    const auto controller = connected();
    controller->setInFront(true);
    QTRY_COMPARE(m_server->openStreams("GET /gradio_api/heartbeat/*"), 1);
    m_server->goDown();
    // It is asked for three times, then that is said.
    QTRY_COMPARE_WITH_TIMEOUT(controller->activity(), Activity::Failed, 20000);
    QCOMPARE(controller->connection().failure().kind, Failure::Kind::Network);
    // What is sent connects again.
    m_server->comeUp();
    m_server->answers[chatapp::kData] = chatapp::reply("back");
    QVERIFY(controller->send(u"a"_s));
    QTRY_COMPARE(textOf(*controller, 1), "back");
}

void TestConversationController::draftsAreStoredWhileTyping()
{
    ConversationController controller(**m_services, m_conversation);
    controller.setDraft(u"half a thought"_s);
    // The program may be killed at any time: nobody says that it is to be stored now.
    QTRY_COMPARE((**m_services).history().conversation(m_conversation).draft, u"half a thought"_s);
}

void TestConversationController::aReplyTakesNoDraftAway()
{
    m_server->answers[chatapp::kData] = chatapp::reply("Hello");
    const auto controller = connected();
    QSignalSpy finished(controller.get(), &ConversationController::replyFinished);
    QVERIFY(controller->send(u"my prompt"_s));
    controller->setDraft(u"the next one"_s);
    QTRY_COMPARE(finished.count(), 1);
    QCOMPARE(controller->record().draft, u"the next one"_s);
    controller->flushDraft();
    QCOMPARE((**m_services).history().conversation(m_conversation).draft, u"the next one"_s);
}

void TestConversationController::drafts()
{
    {
        ConversationController controller(**m_services, m_conversation);
        controller.setDraft(u"half a thought"_s);
    }
    m_services->reopen();
    QCOMPARE((**m_services).history().conversation(m_conversation).draft, u"half a thought"_s);
}

void TestConversationController::finalNullKeepsThePartialText()
{
    m_server->answers[chatapp::kData] = ScriptedServer::events(
        {chatapp::generating("what came"),
         R"(data: {"msg":"process_completed","event_id":"e1","output":{"data":[null,null]},"success":true})"});
    const auto controller = connected();
    QSignalSpy finished(controller.get(), &ConversationController::replyFinished);
    controller->send(u"a"_s);
    QTRY_COMPARE(finished.count(), 1);
    QCOMPARE(stateOf(*controller, 1), MessageState::Failed);
}

void TestConversationController::thoughtsAreNotLost()
{
    m_server->answers[chatapp::kData] = ScriptedServer::events(
        {R"(data: {"msg":"process_completed","event_id":"e1","success":true,"output":{"data":[[)"
         R"({"role":"assistant","content":"two\nlines","metadata":{"title":"Thinking","status":"done"}},)"
         R"({"role":"assistant","content":"The answer"}],null]}})"});
    const auto controller = connected();
    QSignalSpy finished(controller.get(), &ConversationController::replyFinished);
    controller->send(u"a"_s);
    QTRY_COMPARE(finished.count(), 1);
    QCOMPARE(textOf(*controller, 1), "The answer");
    const qint64 reply = controller->messages().head(1).id;
    const MessageExtras extras = (**m_services).history().extras(reply);
    QCOMPARE(extras.thoughts.size(), size_t(1));
    QCOMPARE(extras.thoughts.front().title, u"Thinking"_s);
    QCOMPARE(extras.thoughts.front().text, "two\nlines");
    QCOMPARE(controller->messages().index(1).data(MessageExtrasRole).value<MessageExtras>(),
             extras);
}

void TestConversationController::queueInWords()
{
    m_server->answers[chatapp::kData]
        = ScriptedServer::events({chatapp::estimation(2, 12)}).stayingOpen();
    const auto controller = connected();
    controller->send(u"a"_s);
    QTRY_COMPARE(controller->activity(), Activity::Queued);
    QTRY_COMPARE(controller->activityText(), u"In queue 3 of 12"_s);
    QCOMPARE(controller->messages().index(1).data(MessageStatusRole).toString(),
             u"In queue 3 of 12"_s);
    QVERIFY(m_server->push(chatapp::kData, chatapp::started() + "\n\n"));
    QTRY_COMPARE(controller->activity(), Activity::Running);
}

void TestConversationController::filesOfAReplyAreFetched()
{
    QByteArray config = chatapp::config();
    config.replace(R"("type":"json")", R"("type":"file")");
    m_server->answers["GET /config"] = ScriptedServer::json(config);
    m_server->answers["GET /gradio_api/file=/tmp/g/a.txt"]
        = ScriptedServer::content("text/plain", QByteArray(2000, 'x'));
    m_server->answers[chatapp::kData] = ScriptedServer::events(
        {R"(data: {"msg":"process_completed","event_id":"e1","success":true,"output":{"data":[)"
         R"({"path":"/tmp/g/a.txt","orig_name":"../a.txt","meta":{"_type":"gradio.FileData"}},null]}})"});
    // First nothing is fetched by itself, then what the user asks for.
    (**m_services).settings().setLargestFetched(0);
    const auto controller = connected();
    controller->send(u"a"_s);
    const auto file = [&] {
        const QModelIndex index = controller->messages().index(1);
        return index.data(MessageFilesRole).value<QList<StoredFile>>().value(0);
    };
    QTRY_COMPARE(file().state, StoredFile::State::TooLarge);
    controller->fetchFile(file().id);
    QTRY_COMPARE(file().state, StoredFile::State::Present);
    QCOMPARE(file().size, 2000);
    QVERIFY(file().path.startsWith((**m_services).files().folder() + u'/'));
    QVERIFY(file().path.endsWith(u"/a.txt"_s));
    QVERIFY(QFile::exists(file().path));
}

void TestConversationController::filesLeftWaitingAreFetchedAfterARestart()
{
    HistoryStore &history = (**m_services).history();
    (void)connected(); // the run before
    const qint64 reply = history.addTurn(m_conversation, "a").reply;
    const auto add = [&](const QString &name, StoredFile::State state) {
        StoredFile file;
        file.message = reply;
        file.state = state;
        file.name = name;
        file.source.path = u"/tmp/g/"_s + name;
        return history.addFile(file);
    };
    const qint64 waiting = add(u"a.txt"_s, StoredFile::State::Waiting);
    const qint64 large = add(u"b.txt"_s, StoredFile::State::Waiting);
    const qint64 failing = add(u"c.txt"_s, StoredFile::State::Waiting);
    const qint64 missing = add(u"d.txt"_s, StoredFile::State::Missing);
    (**m_services).settings().setLargestFetched(1);
    m_server->answers["GET /gradio_api/file=/tmp/g/a.txt"]
        = ScriptedServer::content("text/plain", "first");
    m_server->answers["GET /gradio_api/file=/tmp/g/b.txt"]
        = ScriptedServer::content("text/plain", QByteArray(1'000'001, 'x'));
    m_server->answers["GET /gradio_api/file=/tmp/g/c.txt"]
        = ScriptedServer::json(R"({"detail":"gone"})", 404);
    const auto stateOfFile = [&](qint64 id) { return history.file(id).state; };
    ConversationController controller(**m_services, m_conversation);
    controller.open();
    QTRY_COMPARE(stateOfFile(failing), StoredFile::State::Missing);
    QCOMPARE(stateOfFile(waiting), StoredFile::State::Present);
    QCOMPARE(stateOfFile(large), StoredFile::State::TooLarge);
    QCOMPARE(m_server->count("GET /gradio_api/file=/tmp/g/d.txt"), 0);
    QCOMPARE(stateOfFile(missing), StoredFile::State::Missing);
    // A second connection of the same run asks for nothing again.
    controller.connectTo(controller.record().address);
    QTRY_COMPARE(controller.activity(), Activity::Ready);
    QCOMPARE(m_server->count("GET /gradio_api/file=/tmp/g/c.txt"), 1);
}

void TestConversationController::filesLeftWaitingElsewhereAreNotAskedFor()
{
    HistoryStore &history = (**m_services).history();
    (void)connected(); // the run before
    StoredFile file;
    file.message = history.addTurn(m_conversation, "a").reply;
    file.state = StoredFile::State::Waiting;
    file.name = u"a.txt"_s;
    file.source.path = u"/tmp/g/a.txt"_s;
    file.id = history.addFile(file);
    ScriptedServer other;
    chatapp::install(other);
    ConversationController controller(**m_services, m_conversation);
    controller.connectTo(other.url().toString());
    QTRY_COMPARE(controller.activity(), Activity::Ready);
    QCOMPARE(history.file(file.id).state, StoredFile::State::Missing);
    QCOMPARE(other.count("GET /gradio_api/file=/tmp/g/a.txt"), 0);
}

void TestConversationController::filesAloneMakeTheTitle()
{
    m_server->answers[chatapp::kData] = ScriptedServer::silence();
    const auto controller = connected();
    QList<LocalFile> files;
    for (const QString &name : {u"photo.png"_s, u"notes.txt"_s}) {
        QFile file(m_services->path(name));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("abc") == 3);
        files.append({file.fileName(), name, {}});
    }
    QVERIFY(controller->send({}, files));
    QCOMPARE(controller->record().title, u"photo.png"_s);
    QCOMPARE(controller->record().snippet, u"photo.png"_s);
    QVERIFY(!controller->record().titleChosen);
    QVERIFY(controller->send(u"And what is this?"_s));
    QCOMPARE(controller->record().title, u"photo.png"_s);
    QCOMPARE(controller->record().snippet, u"And what is this?"_s);
}

void TestConversationController::attachedFilesAreKept()
{
    QByteArray config = chatapp::config();
    config.replace(R"({"id":1,"type":"textbox")", R"({"id":1,"type":"multimodaltextbox")");
    m_server->answers["GET /config"] = ScriptedServer::json(config);
    m_server->answers["POST /gradio_api/upload"] = {ScriptedServer::json(R"({"detail":"no"})", 500),
                                                    ScriptedServer::json(R"(["/tmp/g/a.txt"])")};
    m_server->answers[chatapp::kData] = chatapp::reply("Read");
    const auto controller = connected();
    QSignalSpy finished(controller.get(), &ConversationController::replyFinished);
    const QString path = m_services->path(u"a.txt"_s);
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("abc") == 3);
    file.close();
    QVERIFY(!controller->send(u"hi"_s, {{path + u"x"_s, u"x"_s, {}}}));
    QVERIFY(!controller->storeError().isEmpty());
    QVERIFY(controller->send(u"hi"_s, {{path, u"a.txt"_s, u"text/plain"_s}}));
    QTRY_COMPARE(finished.count(), 1);
    QCOMPARE(stateOf(*controller, 1), MessageState::Failed);
    // The user's own file is no longer needed.
    QVERIFY(QFile::remove(path));
    controller->retry(controller->messages().head(1).id);
    QTRY_COMPARE(finished.count(), 2);
    QCOMPARE(stateOf(*controller, 1), MessageState::Complete);
    QVERIFY(m_server->last("POST /gradio_api/upload").body.contains("abc"));
    // Sent again as a turn of its own it has its own name, but nothing was copied.
    m_server->answers["POST /gradio_api/upload"] = ScriptedServer::json(R"(["/tmp/g/a.txt"])");
    controller->retry(controller->messages().head(1).id);
    QTRY_COMPARE(finished.count(), 3);
    const auto pathOf = [&](int row) {
        const QModelIndex index = controller->messages().index(row);
        return index.data(MessageFilesRole).value<QList<StoredFile>>().value(0).path;
    };
    QVERIFY(pathOf(2) != pathOf(0));
    QCOMPARE(std::filesystem::hard_link_count(pathOf(2).toStdString()), std::uintmax_t(2));
    QVERIFY(m_server->last("POST /gradio_api/upload").body.contains("abc"));
}

void TestConversationController::anotherEndpointIsToldAtOnce()
{
    QByteArray config = chatapp::config();
    const qsizetype end = config.lastIndexOf("]}");
    QVERIFY(end > 0);
    config.insert(end,
                  R"(,{"id":1,"targets":[[1,"submit"]],"inputs":[1],"outputs":[4],)"
                  R"("backend_fn":true,"queue":true,"api_name":"shout",)"
                  R"("api_visibility":"public"})");
    m_server->answers["GET /config"] = ScriptedServer::json(config);
    const auto controller = connected();
    QVERIFY(controller->activityText().endsWith("/chat"_L1));
    QString told;
    connect(controller.get(), &ConversationController::activityChanged, this,
            [&] { told = controller->activityText(); });
    gradio::MappingChoice choice;
    choice.endpoint = u"/shout"_s;
    controller->setMappingChoice(choice);
    QVERIFY2(told.endsWith("/shout"_L1), qPrintable(told));
}

void TestConversationController::whatCannotBeChosenByItselfIsChosenByHand()
{
    QByteArray config = chatapp::config();
    config.replace(R"({"id":1,"type":"textbox")", R"({"id":1,"type":"number")");
    m_server->answers["GET /config"] = ScriptedServer::json(config);
    m_server->answers[chatapp::kData] = chatapp::reply("warm");
    ConversationController controller(**m_services, m_conversation);
    QVERIFY(controller.connectTo(m_server->url().toString()).isEmpty());
    QTRY_COMPARE(controller.activity(), Activity::Failed);
    QVERIFY(controller.connection().canChoose());
    gradio::MappingChoice choice;
    choice.endpoint = u"/chat"_s;
    controller.setMappingChoice(choice);
    QCOMPARE(controller.activity(), Activity::Ready);
    QSignalSpy finished(&controller, &ConversationController::replyFinished);
    controller.send(u"7"_s);
    QTRY_COMPARE(finished.count(), 1);
    QCOMPARE(textOf(controller, 1), "warm");
    QVERIFY(m_server->last(chatapp::kJoin).body.contains("[7,null]"));
}

void TestConversationController::clientHistorySurvivesARestart()
{
    QByteArray config = chatapp::config();
    config.replace(R"({"id":2,"type":"state","props":{},"skip_api":true})",
                   R"({"id":2,"type":"chatbot","props":{"type":"messages"},"skip_api":false})");
    config.replace(R"("outputs":[4,2])", R"("outputs":[2])");
    config.replace(R"("mode":"chat_interface")", R"("mode":"blocks")");
    m_server->answers["GET /config"] = ScriptedServer::json(config);
    m_server->answers[chatapp::kData] = ScriptedServer::events(
        {R"(data: {"msg":"process_completed","event_id":"e1","success":true,"output":{"data":[[)"
         R"({"role":"user","content":"a"},{"role":"assistant","content":"one"}]]}})"});
    for (int run = 0; run < 2; ++run) {
        const auto controller = connected();
        QSignalSpy finished(controller.get(), &ConversationController::replyFinished);
        controller->send(u"a"_s);
        QTRY_COMPARE(finished.count(), 1);
        const QJsonArray data = QJsonDocument::fromJson(m_server->last(chatapp::kJoin).body)
                                    .object()
                                    .value("data"_L1)
                                    .toArray();
        QCOMPARE(data.at(1).toArray().size(), run == 0 ? 0 : 2);
    }
}

void TestConversationController::howATurnWentIsKept()
{
    m_server->answers[chatapp::kData] = chatapp::reply("Hello, world");
    const auto controller = connected();
    QSignalSpy finished(controller.get(), &ConversationController::replyFinished);
    controller->send(u"my prompt"_s);
    QTRY_COMPARE(finished.count(), 1);
    const qint64 reply = finished.at(0).at(0).toLongLong();
    // It is written after the reply is shown.
    const Timeline timeline = (**m_services).timelines().latest(reply);
    QVERIFY(timeline.submitted >= 0);
    QVERIFY(timeline.started >= timeline.submitted);
    QVERIFY(timeline.firstData >= timeline.started);
    QVERIFY(timeline.finished >= timeline.firstData);
    QCOMPARE(timeline.uploaded, -1);
    QCOMPARE(timeline.server, u"Gradio 6.31.0, sse_v3"_s);
    QCOMPARE(timeline.calls.size(), 1U);
    const Timeline::Call &call = timeline.calls.front();
    QCOMPARE(call.endpoint, u"/chat"_s);
    QCOMPARE(call.partials, 2);
    QCOMPARE(call.events, 5);
    QCOMPARE(call.requests.size(), 2U);
    QVERIFY(call.requests.at(0).line.startsWith("POST http://127.0.0.1:"_L1));
    QCOMPARE(call.requests.at(0).body, m_server->last(chatapp::kJoin).body);
    QVERIFY(call.requests.at(1).line.contains("queue/data"_L1));
    QVERIFY(call.response.contains("process_generating"));
    QVERIFY(call.response.endsWith("\"success\":true}\n"));
    QCOMPARE(timeline.script.value("steps"_L1).toArray().size(), 1);
    const SpaceStatistics statistics
        = (**m_services).timelines().statistics(controller->record().address);
    QCOMPARE(statistics.turns, 1);
    QVERIFY(statistics.failures.isEmpty());
    QVERIFY(statistics.runTime);
}

void TestConversationController::everyAttemptCounts()
{
    m_server->answers[chatapp::kData]
        = {ScriptedServer::events({chatapp::failed("null")}), chatapp::reply("Hello")};
    const auto controller = connected();
    QSignalSpy finished(controller.get(), &ConversationController::replyFinished);
    controller->send(u"my prompt"_s);
    QTRY_COMPARE(finished.count(), 1);
    const qint64 reply = finished.at(0).at(0).toLongLong();
    controller->retry(reply);
    QTRY_COMPARE(finished.count(), 2);
    const SpaceStatistics statistics
        = (**m_services).timelines().statistics(controller->record().address);
    QCOMPARE(statistics.turns, 2);
    QCOMPARE(statistics.failures, (QList<std::pair<QString, int>>{{u"F3-silent-app"_s, 1}}));
    QVERIFY((**m_services).timelines().latest(reply).calls.front().response.contains("Hello"));
}

void TestConversationController::aFullDiskLosesNoReply()
{
    const QByteArray answer(300'000, 'x');
    m_server->answers[chatapp::kJoin] = [&](const ScriptedServer::Request &) {
        fillDisk((**m_services).database());
        return chatapp::joined();
    };
    m_server->answers[chatapp::kData] = chatapp::reply(answer);
    {
        const auto controller = connected();
        QSignalSpy finished(controller.get(), &ConversationController::replyFinished);
        QVERIFY(controller->send(u"my prompt"_s));
        QTRY_COMPARE(finished.count(), 1);
        QCOMPARE(stateOf(*controller, 1), MessageState::Complete);
        QCOMPARE(textOf(*controller, 1), answer);
        const UnwrittenReplies &unwritten = (**m_services).unwritten();
        QCOMPARE(unwritten.count(), 1);
        QVERIFY2(unwritten.error().contains(u"disk is full"), qPrintable(unwritten.error()));

        emptyDisk((**m_services).database());
        QVERIFY((**m_services).unwritten().writeAll());
        QCOMPARE(textOf(*controller, 1), answer);
    }
    m_services->reopen();
    const ConversationController again(**m_services, m_conversation);
    QCOMPARE(stateOf(again, 1), MessageState::Complete);
    QCOMPARE(textOf(again, 1), answer);
}

void TestConversationController::aHistoryThatIsNotOursIsLeftAlone()
{
    HistoryStore &history = (**m_services).history();
    ConversationRecord record = history.conversation(m_conversation);
    record.address = m_server->url().toString();
    QVERIFY(history.updateConversation(record));
    const TurnIds failed = history.addTurn(m_conversation, "failed");
    QVERIFY(history.finishReply(failed.reply, {}, MessageState::Failed, {}));
    const TurnIds cut = history.addTurn(m_conversation, "cut");
    QVERIFY(history.savePartial(cut.reply, "half"));
    QVERIFY(history.addTurn(m_conversation, "waits").reply > 0);
    QSqlQuery((**m_services).database().connection()).exec(u"PRAGMA user_version = 4711"_s);
    m_services->reopen();

    ConversationController controller(**m_services, m_conversation);
    QVERIFY(!controller.lockedBecause().isEmpty());
    QVERIFY(!controller.canSend());
    QCOMPARE(stateOf(controller, 3), MessageState::Interrupted);
    QCOMPARE(textOf(controller, 3), "half");
    QVERIFY(statusOf(controller, 5).contains(controller.lockedBecause()));
    QVERIFY(!controller.retry(failed.reply));
    QVERIFY(!controller.storeError().isEmpty());
    QVERIFY(!controller.setTitle(u"mine"_s));
    QCOMPARE(controller.record().title, u"failed"_s);
    QCOMPARE(controller.connectTo(u"demo:"_s), controller.lockedBecause());
    controller.open();
    QTRY_COMPARE(controller.activity(), Activity::Ready);
    // What waits is not sent by a program that cannot write down that it was.
    QVERIFY(!controller.isBusy());
    QCOMPARE(m_server->count(chatapp::kJoin), 0);
}

QTEST_GUILESS_MAIN(TestConversationController)
#include "tst_conversationcontroller.moc"
