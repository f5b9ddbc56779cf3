#include "chat/conversationcontroller.h"
#include "chat/messagemodel.h"
#include "chat/spaceconnection.h"
#include "gradio/json.h"
#include "settings/settings.h"
#include "support/capture.h"
#include "support/chatapp.h"
#include "support/temporaryservices.h"

#include <QFile>
#include <QJsonObject>
#include <QLoggingCategory>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace spaceline;

/// A conversation over a bad line: what a real server sent, cut at every byte, trickling, and with
/// a server that restarts. Whatever happens the prompt and what came of the answer are in the
/// database, and the turn ends.
class TestFaultRuns : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void cutAtEveryByte();
    void inPiecesOfAnySize();
    void oneByteAtATime();
    void aLargeLastWordBeforeTheCut();
    void theServerRestartsBetweenTurns();
    void theServerRestartsWithinTurns();
#if !defined(__SANITIZE_ADDRESS__) // which keeps what was freed
    void memoryIsBounded();
#endif

private:
    struct Outcome {
        qint64 reply = 0;
        MessageState state = MessageState::Pending;
        QByteArray text;
    };
    void answerWith(const ScriptedServer::Answer &stream)
    {
        m_server->answers[chatapp::kData] = stream;
    }
    /// Without the pauses of a test that polls.
    [[nodiscard]] bool finishes() { return !m_finished->isEmpty() || m_finished->wait(20'000); }
    /// Sends \p prompt and waits for the end of its turn; what the database holds of both.
    Outcome turn(const QString &prompt);

    QByteArray m_stream; ///< as it was on the wire
    QByteArray m_answer; ///< the text of its last word
    qsizetype m_decided = 0; ///< so many bytes hold the last word
    std::unique_ptr<TemporaryServices> m_services;
    std::unique_ptr<ScriptedServer> m_server;
    std::unique_ptr<ConversationController> m_controller;
    std::unique_ptr<QSignalSpy> m_finished;
};

namespace {

constexpr int kRuns = 200;

#if !defined(__SANITIZE_ADDRESS__)
/// In KiB, as the kernel counts it.
qint64 residentMemory()
{
    QFile status(u"/proc/self/status"_s);
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    for (const QByteArray &line : status.readAll().split('\n')) {
        if (line.startsWith("VmRSS:"))
            return line.mid(6).trimmed().split(' ').first().toLongLong();
    }
    return 0;
}
#endif

} // namespace

void TestFaultRuns::initTestCase()
{
    QLoggingCategory::setFilterRules(u"spaceline.*=false"_s);
    for (const CapturedExchange &exchange : capture(u"6.31.0/stream-echo"_s)) {
        if (exchange.isStream())
            m_stream = exchange.body;
    }
    const QByteArray last = "\"msg\":\"process_completed\"";
    const qsizetype at = m_stream.indexOf(last);
    QVERIFY(at > 0);
    m_decided = m_stream.indexOf("\n\n", at) + 2;
    const qsizetype data = m_stream.lastIndexOf("data: ", at) + 6;
    const QJsonObject message = gradio::parseJson(m_stream.mid(data, m_decided - data)).object();
    m_answer = message.value("output"_L1).toObject().value("data"_L1)[0].toString().toUtf8();
    QVERIFY(m_answer.startsWith("You typed"));
}

void TestFaultRuns::init()
{
    m_finished.reset();
    m_controller.reset();
    m_services = std::make_unique<TemporaryServices>();
    m_server = std::make_unique<ScriptedServer>();
    chatapp::install(*m_server);
    const QByteArray marker = "\"event_id\":\"";
    const qsizetype id = m_stream.indexOf(marker) + marker.size();
    m_server->answers[chatapp::kJoin] = ScriptedServer::json(
        "{\"event_id\":\"" + m_stream.mid(id, m_stream.indexOf('"', id) - id) + "\"}");
    m_server->answers[chatapp::kCancel] = ScriptedServer::json(R"({"success":true})");
    m_services->operator->()->settings().setSilenceLimit(std::chrono::seconds(5));
    const qint64 conversation = (**m_services).history().addConversation({});
    m_controller = std::make_unique<ConversationController>(**m_services, conversation);
    m_finished
        = std::make_unique<QSignalSpy>(m_controller.get(), &ConversationController::replyFinished);
    QVERIFY(m_controller->connectTo(m_server->url().toString()).isEmpty());
    QTRY_COMPARE(m_controller->activity(), ConversationController::Activity::Ready);
}

TestFaultRuns::Outcome TestFaultRuns::turn(const QString &prompt)
{
    m_finished->clear();
    Outcome outcome;
    if (!m_controller->send(prompt) || !finishes())
        return outcome;
    outcome.reply = m_finished->first().first().toLongLong();
    HistoryStore &history = (**m_services).history();
    outcome.text = history.text(outcome.reply);
    const qint64 promptId = m_controller->messages().promptOf(outcome.reply);
    if (QString::fromUtf8(history.text(promptId)) != prompt)
        return {};
    const int row = m_controller->messages().rowOf(outcome.reply);
    outcome.state
        = MessageState(m_controller->messages().index(row).data(MessageStateRole).toInt());
    // The screen and the disk say the same.
    if (m_controller->messages().text(outcome.reply) != outcome.text)
        return {};
    return outcome;
}

void TestFaultRuns::cutAtEveryByte()
{
    QByteArray longest;
    for (qsizetype bytes = 0; bytes < m_stream.size(); ++bytes) {
        answerWith(ScriptedServer::stream(m_stream).cutAfter(bytes));
        const Outcome outcome = turn(u"cut after %1"_s.arg(bytes));
        const QByteArray where = "cut after " + QByteArray::number(bytes) + ": " + outcome.text;
        QVERIFY2(outcome.reply != 0, where.constData());
        // A last message without its blank line is whole all the same, and counts.
        if (bytes >= m_decided) {
            QVERIFY2(outcome.state == MessageState::Complete, where.constData());
            QCOMPARE(outcome.text, m_answer);
            continue;
        }
        if (outcome.state == MessageState::Complete) {
            QVERIFY2(bytes >= m_decided - 2, where.constData());
            QCOMPARE(outcome.text, m_answer);
            continue;
        }
        QVERIFY2(outcome.state == MessageState::Interrupted, where.constData());
        QVERIFY2(m_answer.startsWith(outcome.text), where.constData());
        QVERIFY2(outcome.text.size() >= longest.size(),
                 where.constData()); // more bytes never tell less
        longest = outcome.text;
    }
    QCOMPARE(longest, m_answer);
    QCOMPARE(m_controller->messages().rowCount(), int(2 * m_stream.size()));
}

void TestFaultRuns::inPiecesOfAnySize()
{
    QRandomGenerator random(631);
    for (int run = 0; run < kRuns; ++run) {
        const int piece = 1 << random.bounded(0, 12);
        answerWith(ScriptedServer::stream(m_stream).inPieces(piece + random.bounded(piece)));
        const Outcome outcome = turn(u"pieces of %1"_s.arg(piece));
        QCOMPARE(outcome.state, MessageState::Complete);
        QCOMPARE(outcome.text, m_answer);
    }
}

void TestFaultRuns::oneByteAtATime()
{
    answerWith(ScriptedServer::stream(m_stream).inPieces(1));
    for (int run = 0; run < kRuns / 10; ++run) {
        const Outcome outcome = turn(u"bytes %1"_s.arg(run));
        QCOMPARE(outcome.state, MessageState::Complete);
        QCOMPARE(outcome.text, m_answer);
    }
}

void TestFaultRuns::aLargeLastWordBeforeTheCut()
{
    m_server->answers[chatapp::kJoin] = chatapp::joined();
    for (int run = 0; run < 8; ++run) {
        const QByteArray answer(500'000 + 250'000 * run, 'x');
        answerWith(ScriptedServer::events({chatapp::completed(answer)}).cut());
        const Outcome outcome = turn(u"large %1"_s.arg(run));
        QCOMPARE(outcome.state, MessageState::Complete);
        QCOMPARE(outcome.text.size(), answer.size());
    }
}

void TestFaultRuns::theServerRestartsBetweenTurns()
{
    answerWith(ScriptedServer::stream(m_stream));
    for (int run = 0; run < kRuns; ++run) {
        const Outcome outcome = turn(u"restart %1"_s.arg(run));
        QVERIFY(outcome.reply != 0);
        // A message that runs into a connection which is just being closed may have been read: it
        // is not sent again by itself, but nothing is lost, and one click sends it.
        if (outcome.state == MessageState::Interrupted) {
            QVERIFY(outcome.text.isEmpty());
            m_finished->clear();
            m_controller->retry(outcome.reply);
            QVERIFY(finishes());
        }
        QCOMPARE((**m_services).history().text(outcome.reply), m_answer);
        m_server->goDown();
        m_server->answers["GET /config"]
            = ScriptedServer::json(chatapp::config("6.31.0", QByteArray::number(run + 2)));
        m_server->comeUp();
    }
}

void TestFaultRuns::theServerRestartsWithinTurns()
{
    QRandomGenerator random(632);
    for (int run = 0; run < kRuns; ++run) {
        answerWith(ScriptedServer::stream(m_stream.first(random.bounded(int(m_decided) - 2)))
                       .stayingOpen());
        m_finished->clear();
        QVERIFY(m_controller->send(u"restart within %1"_s.arg(run)));
        QTRY_COMPARE(m_server->openStreams(chatapp::kData), 1);
        m_server->goDown();
        QVERIFY(finishes());
        const qint64 reply = m_finished->first().first().toLongLong();
        const QByteArray kept = (**m_services).history().text(reply);
        QVERIFY2(m_answer.startsWith(kept), kept.constData());
        m_server->comeUp();
        // One click, and the turn is whole.
        answerWith(ScriptedServer::stream(m_stream));
        m_finished->clear();
        m_controller->retry(reply);
        QVERIFY(finishes());
        QCOMPARE((**m_services).history().text(reply), m_answer);
    }
}

#if !defined(__SANITIZE_ADDRESS__)
void TestFaultRuns::memoryIsBounded()
{
    // An answer of 2 MB that comes in pieces and is cut: 20 of them leave nothing behind.
    const QByteArray word = "data: {\"msg\":\"process_generating\",\"event_id\":\"e1\",\"output\":{"
                            "\"data\":[\"";
    const QByteArray event = word + QByteArray(2'000'000, 'x')
        + "\",null],\"is_generating\":true},"
          "\"success\":true}\n\n";
    m_server->answers[chatapp::kJoin] = chatapp::joined();
    answerWith(ScriptedServer::stream(event).cut());
    qint64 warm = 0;
    for (int run = 0; run < 24; ++run) {
        const Outcome outcome = turn(u"large %1"_s.arg(run));
        QCOMPARE(outcome.state, MessageState::Interrupted);
        QCOMPARE(outcome.text.size(), 2'000'000);
        if (run == 3)
            warm = residentMemory();
    }
    QVERIFY2(residentMemory() < warm + 16'384,
             qPrintable(QString::number(residentMemory() - warm)));
}
#endif

QTEST_GUILESS_MAIN(TestFaultRuns)
#include "tst_faultruns.moc"
