#include "account/tokenpolicy.h"
#include "account/tokenvault.h"
#include "chat/accounts.h"
#include "settings/settings.h"
#include "support/scriptedserver.h"
#include "support/temporaryservices.h"

#include <QFile>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace spaceline;
using State = Accounts::State;

namespace {

const QByteArray kAda = "hf_tokenOfAda0001";
const QByteArray kGrace = "hf_tokenOfGrace0002";
const QByteArray kWho = "GET /api/whoami-v2";

} // namespace

/// What the Hub answers is that of failures.md §2, which is all that is known here of whoami-v2.
class TestAccounts : public QObject {
    Q_OBJECT

    std::unique_ptr<ScriptedServer> m_hub;
    std::unique_ptr<TemporaryServices> m_services;

    Accounts &accounts() const { return (**m_services).accounts(); }
    TokenVault &vault() const { return (**m_services).vault(); }
    int questions() const { return m_hub->count(kWho); }

private Q_SLOTS:
    void init()
    {
        m_hub = std::make_unique<ScriptedServer>();
        m_hub->answers[kWho] = [](const ScriptedServer::Request &request) {
            const QByteArray token = request.header("Authorization").mid(7);
            if (token == kAda) {
                return ScriptedServer::json(
                    R"({"type":"user","name":"ada","fullname":"Ada Lovelace","isPro":true,"orgs":[],)"
                    R"("auth":{"type":"access_token","accessToken":{"displayName":"desk","role":"fineGrained"}}})");
            }
            if (token == kGrace || token == "hf_secondOfGrace0003") {
                return ScriptedServer::json(
                    R"({"type":"user","name":"grace","fullname":"grace","isPro":false,)"
                    R"("auth":{"type":"access_token","accessToken":{"displayName":"","role":"read"}}})");
            }
            return ScriptedServer::json(R"({"error":"Invalid credentials"})", 401)
                .with("X-Error-Message", "Invalid credentials in Authorization header");
        };
        m_services = std::make_unique<TemporaryServices>(HubEndpoint(m_hub->url("")));
        vault().load();
        QTRY_COMPARE(vault().state(), TokenVault::State::Empty);
    }
    void cleanup()
    {
        m_services.reset();
        m_hub.reset();
    }

    void whoseItIsIsAskedOnceAndRemembered()
    {
        accounts().enter(" " + kAda + "\n");
        QTRY_COMPARE(accounts().state(), State::Known);
        QCOMPARE(
            accounts().current(),
            (Account{u"ada"_s, u"Ada Lovelace"_s, u"fineGrained"_s, u"desk"_s, u"0001"_s, true}));
        accounts().ask();
        QCOMPARE(questions(), 1);
        // Nor at the next start; but what is kept is not the token.
        m_services->reopen();
        vault().setToken(kAda);
        accounts().ask();
        QCOMPARE(accounts().state(), State::Known);
        QCOMPARE(accounts().current().name, u"ada"_s);
        QCOMPARE(questions(), 1);
        QFile settings(m_services->path(u"settings.ini"_s));
        QVERIFY(settings.open(QIODevice::ReadOnly));
        const QByteArray kept = settings.readAll();
        QVERIFY(kept.contains("Ada Lovelace"));
        QVERIFY(!kept.contains("hf_") && !kept.contains("tokenOfAda"));
    }

    void anotherTokenIsAnotherQuestion()
    {
        vault().setToken(kAda);
        QCOMPARE(accounts().state(), State::Unknown);
        accounts().ask();
        QTRY_COMPARE(accounts().state(), State::Known);
        vault().setToken(kGrace);
        QTRY_COMPARE(accounts().state(), State::Unknown);
        accounts().ask();
        QTRY_COMPARE(accounts().current().name, u"grace"_s);
        QCOMPARE(questions(), 2);
    }

    void refusedInTheHubsOwnWords()
    {
        accounts().enter("hf_mistyped9999");
        QTRY_COMPARE(accounts().state(), State::Refused);
        QCOMPARE(accounts().failure().kind, Failure::Kind::Token);
        QCOMPARE(accounts().failure().said, u"Invalid credentials in Authorization header"_s);
        QVERIFY(!accounts().current().isKnown());
        accounts().ask();
        QCOMPARE(questions(), 1);

        // It can be worse than none.
        const QUrl hub = m_hub->url("/api/spaces/a/b");
        TokenPolicy &policy = (*m_services)->policy();
        QVERIFY(!policy.credentialsFor(hub).isEmpty());
        accounts().tryWithoutToken();
        QVERIFY(policy.credentialsFor(hub).isEmpty());
        QVERIFY(vault().hasToken());
        accounts().enter(kAda);
        QVERIFY(!accounts().isTryingWithout());
        QVERIFY(!policy.credentialsFor(hub).isEmpty());
    }

    void aHubThatDoesNotAnswerIsNoRefusal()
    {
        m_hub->answers[kWho] = ScriptedServer::json(R"({"error":"slow down"})", 429);
        accounts().enter(kAda);
        QTRY_COMPARE(accounts().state(), State::Unanswered);
        QCOMPARE(questions(), 1); // its rate limit is narrow
        QVERIFY(vault().hasToken());
    }

    void aTokenOfAnotherPersonAddsAnAccount()
    {
        accounts().enter(kAda);
        QTRY_COMPARE(accounts().state(), State::Known);
        accounts().enter(kGrace);
        QTRY_COMPARE(accounts().state(), State::Known);
        QCOMPARE(accounts().current().name, u"grace"_s);
        QCOMPARE(accounts().others(), QStringList(u"ada"_s));
        QCOMPARE(vault().token(), kGrace);

        accounts().choose(u"ada"_s);
        QTRY_COMPARE(vault().token(), kAda);
        QCOMPARE(accounts().state(), State::Known);
        QCOMPARE(accounts().current().tokenName, u"desk"_s);
        QCOMPARE(accounts().others(), QStringList(u"grace"_s));
        QCOMPARE(questions(), 2); // who they are is known

        accounts().removeCurrent();
        QTRY_COMPARE(vault().token(), kGrace);
        QCOMPARE(accounts().current().name, u"grace"_s);
        QCOMPARE(accounts().others(), QStringList());
        accounts().removeCurrent();
        QVERIFY(!vault().hasToken());
        QCOMPARE(accounts().state(), State::Unknown);
        QVERIFY((*m_services)->settings().accounts().isEmpty());
    }

    void aNewTokenOfTheSamePersonReplacesTheOld()
    {
        accounts().enter(kGrace);
        QTRY_COMPARE(accounts().state(), State::Known);
        accounts().enter("hf_secondOfGrace0003");
        QTRY_COMPARE(accounts().current().ending, u"0003"_s);
        QCOMPARE(accounts().others(), QStringList());
        // And where it is that of a further account, there is one of them still.
        accounts().enter(kAda);
        QTRY_COMPARE(accounts().current().name, u"ada"_s);
        QCOMPARE(accounts().others(), QStringList(u"grace"_s));
        accounts().enter(kGrace);
        QTRY_COMPARE(accounts().current().name, u"grace"_s);
        QCOMPARE(accounts().others(), QStringList(u"ada"_s));
    }

    void whatIsRefusedThrowsNothingAway()
    {
        accounts().enter(kAda);
        QTRY_COMPARE(accounts().state(), State::Known);
        accounts().enter("hf_mistyped9999");
        QTRY_COMPARE(accounts().state(), State::Refused);
        QCOMPARE(accounts().others(), QStringList(u"ada"_s));
        accounts().choose(u"ada"_s);
        QTRY_COMPARE(vault().token(), kAda);
        QCOMPARE(accounts().others(), QStringList());
    }
};

QTEST_GUILESS_MAIN(TestAccounts)
#include "tst_accounts.moc"
