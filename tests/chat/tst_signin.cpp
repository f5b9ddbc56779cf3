#include "account/loginvault.h"
#include "chat/conversationcontroller.h"
#include "chat/messagemodel.h"
#include "chat/signin.h"
#include "chat/spaceconnection.h"
#include "net/trafficlog.h"
#include "settings/settings.h"
#include "support/chatapp.h"
#include "support/temporaryservices.h"

#include <QDirIterator>
#include <QFile>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace spaceline;
using Activity = ConversationController::Activity;
using Question = SpaceConnection::Question;

namespace {

const AppLogin kAda{u"ada"_s, u"difference engine"_s};

/// An app with a password, which answers as Gradio 6.31 does (gradio-protocol.md §8).
class GuardedApp {
public:
    GuardedApp()
    {
        server.answers["GET /config"] = guarded(ScriptedServer::json(chatapp::config()));
        server.answers["GET /gradio_api/info"]
            = guarded(ScriptedServer::json(R"({"named_endpoints":{},"unnamed_endpoints":{}})"));
        server.answers[chatapp::kJoin] = guarded(chatapp::joined());
        server.answers[chatapp::kData] = guarded(chatapp::reply("let in"));
        server.answers["POST /login"] = [this](const ScriptedServer::Request &request) {
            if (request.body != "username=ada&password=difference%20engine")
                return ScriptedServer::json(R"({"detail":"Incorrect credentials."})", 400);
            return ScriptedServer::json(R"({"success":true})")
                .with("Set-Cookie",
                      "access-token-unsecure-" + serial
                          + "=opaque; HttpOnly; Path=/; SameSite=lax");
        };
        server.answers["GET /logout"] = ScriptedServer::redirect(302, "/");
        server.answers["GET /"] = ScriptedServer::html(200, "<p>a page</p>");
    }

    ScriptedServer server;
    QByteArray message = R"("<b>For engineers</b> only")"; ///< JSON
    QByteArray serial
        = "one"; ///< of the server's process: what it gave out before is worth nothing

private:
    ScriptedServer::Handler guarded(const ScriptedServer::Answer &answer)
    {
        return [this, answer](const ScriptedServer::Request &request) {
            if (request.header("Cookie").contains(QByteArray("access-token-unsecure-" + serial)))
                return answer;
            return ScriptedServer::json(
                R"({"detail":{"error":"Not authenticated","auth_message":)" + message + "}}", 401);
        };
    }
};

} // namespace

class TestSignIn : public QObject {
    Q_OBJECT

    std::unique_ptr<TemporaryServices> m_services;
    std::unique_ptr<GuardedApp> m_app;
    std::unique_ptr<ConversationController> m_controller;

    SpaceConnection &connection() const { return m_controller->connection(); }
    void connectNow() const
    {
        QCOMPARE(m_controller->connectTo(m_app->server.url().toString()), QString());
    }
    MessageState stateOf(int row) const
    {
        return MessageState(m_controller->messages().index(row).data(MessageStateRole).toInt());
    }
    int logins() const { return m_app->server.count("POST /login"); }

private Q_SLOTS:
    void init()
    {
        m_services = std::make_unique<TemporaryServices>();
        m_app = std::make_unique<GuardedApp>();
        const qint64 id = (**m_services).history().addConversation({});
        m_controller = std::make_unique<ConversationController>(**m_services, id);
    }
    void cleanup()
    {
        m_controller.reset();
        m_services.reset();
        m_app.reset();
    }

    void waitsAndSendsWhatWasWrittenMeanwhile()
    {
        connectNow();
        QTRY_COMPARE(m_controller->activity(), Activity::Asking);
        QCOMPARE(connection().question(), Question::SignIn);
        QCOMPARE(connection().signInMessage(), u"For engineers only"_s);
        QVERIFY(m_controller->send(u"hello"_s));
        QCOMPARE(stateOf(1), MessageState::Pending);
        QCOMPARE(m_controller->activity(), Activity::Asking);

        m_controller->signIn().submit(kAda, false);
        QCOMPARE(m_controller->activityText(), u"Signing in"_s);
        QTRY_COMPARE(stateOf(1), MessageState::Complete);
        QCOMPARE(logins(), 1);
        QCOMPARE(m_controller->signIn().knownUser(), u"ada"_s);
        QVERIFY(m_controller->signIn().isSignedIn());
        QCOMPARE((*m_services)->logins().placeOf(connection().base()), LoginVault::Place::ThisRun);
    }

    void aWrongPasswordIsSaidAndAskedForAgain()
    {
        connectNow();
        QTRY_COMPARE(connection().question(), Question::SignIn);
        m_controller->send(u"hello"_s);
        m_controller->signIn().submit({u"ada"_s, u"guess"_s}, true);
        QTRY_COMPARE(connection().failure().kind, Failure::Kind::Login);
        QCOMPARE(connection().failure().said, u"The user name or the password is wrong."_s);
        QCOMPARE(connection().question(), Question::SignIn);
        QCOMPARE(connection().signInMessage(), u"For engineers only"_s);
        QVERIFY(m_controller->signIn().knownUser().isEmpty());
        m_controller->signIn().submit(kAda, true);
        QTRY_COMPARE(stateOf(1), MessageState::Complete);
        QCOMPARE(logins(), 2);
    }

    void whatTheAppTookIsTriedByItselfOnce()
    {
        connectNow();
        QTRY_COMPARE(connection().question(), Question::SignIn);
        m_controller->signIn().submit(kAda, false);
        QTRY_COMPARE(m_controller->activity(), Activity::Ready);
        // The server was started anew.
        m_app->serial = "two";
        connectNow();
        QTRY_COMPARE(m_controller->activity(), Activity::Ready);
        QCOMPARE(logins(), 2);
        // Then with another password: the user is asked, and nothing is tried again and again.
        m_app->serial = "three";
        m_app->server.answers["POST /login"]
            = ScriptedServer::json(R"({"detail":"Incorrect credentials."})", 400);
        connectNow();
        QTRY_COMPARE(connection().question(), Question::SignIn);
        QVERIFY(m_controller->signIn().isKnownRefused());
        QCOMPARE(m_controller->signIn().knownUser(), u"ada"_s);
        QCOMPARE(logins(), 3);
        m_controller->signIn().submit({u"ada"_s, u"another"_s}, false);
        QVERIFY(!m_controller->signIn().isKnownRefused());
    }

    void aSignInThatChangesNothingIsNotRepeated()
    {
        m_app->server.answers["POST /login"] = ScriptedServer::json(R"({"success":true})");
        connectNow();
        QTRY_COMPARE(connection().question(), Question::SignIn);
        m_controller->signIn().submit(kAda, false);
        QTRY_VERIFY(connection().failure().said.contains(u"asks for it again"_s));
        QCOMPARE(connection().question(), Question::SignIn);
        QCOMPARE(logins(), 1);
    }

    void oldServersHaveTheMessageInTheirPage_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("status");
        QTest::newRow("4.44") << QByteArray(R"({"detail":"Not authenticated"})") << 401;
        QTest::newRow("3.x") << QByteArray(R"({"auth_required":true})") << 200;
    }
    void oldServersHaveTheMessageInTheirPage()
    {
        QFETCH(const QByteArray, body);
        QFETCH(const int, status);
        m_app->server.answers["GET /config"] = ScriptedServer::json(body, status);
        m_app->server.answers["GET /"] = ScriptedServer::html(
            200,
            R"(<script>window.gradio_config = {"auth_required":true,"auth_message":"<i>Members</i>"};</script>)");
        connectNow();
        QTRY_COMPARE(connection().question(), Question::SignIn);
        QCOMPARE(connection().signInMessage(), u"Members"_s);
    }

    void notAuthenticatedIsNoMessage()
    {
        m_app->message = "null";
        connectNow();
        QTRY_COMPARE(connection().question(), Question::SignIn);
        QCOMPARE(connection().signInMessage(), QString());
    }

    void declinedIsAFailureThatCanBeMended()
    {
        connectNow();
        QTRY_COMPARE(connection().question(), Question::SignIn);
        m_controller->send(u"hello"_s);
        connection().decline();
        QCOMPARE(m_controller->activity(), Activity::Failed);
        QCOMPARE(connection().failure().kind, Failure::Kind::Login);
        QCOMPARE(stateOf(1), MessageState::Failed);
        const qint64 reply = m_controller->messages().index(1).data(MessageIdRole).toLongLong();
        m_controller->reconnect(reply);
        QTRY_COMPARE(connection().question(), Question::SignIn);
        QCOMPARE(stateOf(1), MessageState::Pending);
        m_controller->signIn().submit(kAda, false);
        QTRY_COMPARE(stateOf(1), MessageState::Complete);
    }

    void stopEndsTheQuestion()
    {
        connectNow();
        QTRY_COMPARE(connection().question(), Question::SignIn);
        m_controller->send(u"hello"_s);
        QVERIFY(m_controller->canStop());
        m_controller->stop();
        QCOMPARE(connection().question(), Question::None);
        QCOMPARE(m_controller->activity(), Activity::NotConnected);
        QCOMPARE(stateOf(1), MessageState::Stopped);
    }

    void signedOutTheServerKnowsNobody()
    {
        connectNow();
        QTRY_COMPARE(connection().question(), Question::SignIn);
        m_controller->signIn().submit(kAda, true);
        QTRY_COMPARE(m_controller->activity(), Activity::Ready);
        m_controller->signIn().signOut();
        QVERIFY(!m_controller->signIn().isSignedIn());
        connectNow();
        QTRY_COMPARE(connection().question(), Question::SignIn);
        QCOMPARE(logins(), 1);
        const ScriptedServer::Request logout = m_app->server.last("GET /logout");
        QCOMPARE(logout.query, "all_session=false"_ba);
        QVERIFY(logout.header("Cookie").contains("access-token-unsecure-one"));
    }

    void thePasswordStandsNowhere()
    {
        (*m_services)->settings().setLogsTraffic(true);
        connectNow();
        QTRY_COMPARE(connection().question(), Question::SignIn);
        m_controller->signIn().submit({u"ada"_s, u"a guess of mine"_s}, true);
        QTRY_COMPARE(connection().failure().kind, Failure::Kind::Login);
        QVERIFY(!connection().failure().detail.contains(u"guess"_s));
        m_controller->signIn().submit(kAda, true);
        QTRY_COMPARE(m_controller->activity(), Activity::Ready);
        (*m_services)->settings().setLogsTraffic(false);

        bool sawLogin = false;
        QDirIterator files((*m_services).path(QString()), QDir::Files | QDir::Hidden,
                           QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile file(files.next());
            QVERIFY(file.open(QIODevice::ReadOnly));
            const QByteArray bytes = file.readAll();
            sawLogin |= bytes.contains("/login");
            for (const char *secret : {"difference", "guess", "opaque"})
                QVERIFY2(!bytes.contains(secret), qPrintable(file.fileName()));
        }
        QVERIFY2(sawLogin, "the traffic log lies where this test looks");
    }
};

QTEST_GUILESS_MAIN(TestSignIn)
#include "tst_signin.moc"
