#include "account/certificatetrust.h"
#include "account/tokenpolicy.h"
#include "account/tokenvault.h"
#include "chat/conversationcontroller.h"
#include "chat/messagemodel.h"
#include "chat/permissions.h"
#include "chat/spaceconnection.h"
#include "settings/settings.h"
#include "support/chatapp.h"
#include "support/temporaryservices.h"

#include <QFile>
#include <QHostAddress>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>
#include <QSslServer>
#include <QTcpSocket>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace spaceline;
using Activity = ConversationController::Activity;
using Question = SpaceConnection::Question;
using Span = Permissions::Span;

namespace {

const QByteArray kToken = "hf_permissionsToken";

QSslCertificate testCertificate()
{
    QFile file(QStringLiteral(SPACELINE_TEST_DATA "/tls/certificate.pem"));
    return file.open(QIODevice::ReadOnly) ? QSslCertificate(&file) : QSslCertificate();
}

/// A Gradio app behind a certificate that nobody vouches for: passes everything on to \p inner.
class SecureApp : public QObject {
public:
    explicit SecureApp(const ScriptedServer &inner) : m_inner(inner)
    {
        QFile key(QStringLiteral(SPACELINE_TEST_DATA "/tls/key.pem"));
        QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
        configuration.setLocalCertificate(testCertificate());
        if (key.open(QIODevice::ReadOnly))
            configuration.setPrivateKey(QSslKey(&key, QSsl::Ec));
        m_server.setSslConfiguration(configuration);
        m_server.listen(QHostAddress::LocalHost);
        connect(&m_server, &QTcpServer::pendingConnectionAvailable, this, [this] {
            QTcpSocket *outside = m_server.nextPendingConnection();
            auto *inside = new QTcpSocket(outside);
            inside->connectToHost(QHostAddress::LocalHost, m_inner.port());
            connect(outside, &QTcpSocket::readyRead, inside,
                    [outside, inside] { inside->write(outside->readAll()); });
            connect(inside, &QTcpSocket::readyRead, outside,
                    [outside, inside] { outside->write(inside->readAll()); });
            connect(inside, &QTcpSocket::disconnected, outside, &QTcpSocket::disconnectFromHost);
        });
    }
    [[nodiscard]] QUrl url() const
    {
        return QUrl(u"https://127.0.0.1:%1"_s.arg(m_server.serverPort()));
    }

private:
    const ScriptedServer &m_inner;
    QSslServer m_server;
};

} // namespace

class TestPermissions : public QObject {
    Q_OBJECT

    std::unique_ptr<TemporaryServices> m_services;
    std::unique_ptr<ScriptedServer> m_server;
    std::unique_ptr<ConversationController> m_controller;

    SpaceConnection &connection() const { return m_controller->connection(); }
    Permissions &permissions() const { return (*m_services)->permissions(); }
    void connectTo(const QUrl &url) const
    {
        QCOMPARE(m_controller->connectTo(url.toString()), QString());
    }
    MessageState stateOf(int row) const
    {
        return MessageState(m_controller->messages().index(row).data(MessageStateRole).toInt());
    }
    void installApp(const QByteArray &oauth = {})
    {
        chatapp::install(*m_server);
        m_server->answers[chatapp::kJoin] = chatapp::joined();
        m_server->answers[chatapp::kData] = chatapp::reply("fine");
        if (!oauth.isEmpty()) {
            m_server->answers["GET /gradio_api/info"] = ScriptedServer::json(
                R"({"named_endpoints":{"/chat":{"parameters":[],"returns":[],"oauth_token":")"
                + oauth + R"("}},"unnamed_endpoints":{}})");
        }
    }

private Q_SLOTS:
    void init()
    {
        m_services = std::make_unique<TemporaryServices>();
        m_server = std::make_unique<ScriptedServer>();
        (*m_services)->vault().setTokenForThisRun(kToken);
        const qint64 id = (**m_services).history().addConversation({});
        m_controller = std::make_unique<ConversationController>(**m_services, id);
    }
    void cleanup()
    {
        m_controller.reset();
        m_services.reset();
        m_server.reset();
    }

    void aStrangerGetsNoTokenUnasked()
    {
        m_server->answers["GET /config"] = [](const ScriptedServer::Request &request) {
            return request.header("Authorization") == "Bearer " + kToken
                ? ScriptedServer::json(chatapp::config())
                : ScriptedServer::html(401, "<h1>Who are you?</h1>");
        };
        connectTo(m_server->url(""));
        QTRY_COMPARE(connection().question(), Question::ShareToken);
        QCOMPARE(m_controller->activity(), Activity::Asking);
        QCOMPARE(m_controller->activityText(), u"Waiting for your answer"_s);
        m_controller->send(u"hello"_s);
        for (const auto &request : std::as_const(m_server->requests))
            QVERIFY(!request.hasHeader("Authorization"));

        connection().decline();
        QCOMPARE(m_controller->activity(), Activity::Failed);
        QCOMPARE(stateOf(1), MessageState::Failed);
        connectTo(m_server->url(""));
        QTRY_COMPARE(connection().question(), Question::ShareToken);
        permissions().allowToken(connection().askedAbout(), Span::ThisRun);
        connection().goOn();
        QTRY_COMPARE(m_controller->activity(), Activity::Ready);
        QCOMPARE(m_server->last("GET /config").header("Authorization"),
                 QByteArray("Bearer " + kToken));
    }

    void withoutATokenThereIsNothingToAsk()
    {
        (*m_services)->vault().removeToken();
        m_server->answers["GET /config"] = ScriptedServer::html(401, "<h1>Who are you?</h1>");
        connectTo(m_server->url(""));
        QTRY_COMPARE(m_controller->activity(), Activity::Failed);
        QCOMPARE(connection().question(), Question::None);
    }

    void spansAreKeptWithoutTheToken()
    {
        const QUrl once(u"https://once.example"_s);
        const QUrl always(u"https://always.example:8443"_s);
        permissions().allowToken(once, Span::ThisRun);
        permissions().allowToken(always, Span::Always);
        permissions().allowAppToken(always, Span::Always);
        permissions().trustCertificate(always, u"AB:CD"_s);
        QCOMPARE(permissions().tokenFor(once), Span::ThisRun);
        QCOMPARE(permissions().tokenFor(always), Span::Always);
        m_controller.reset();
        m_services->reopen();
        (*m_services)->vault().setTokenForThisRun(kToken);
        QCOMPARE(permissions().tokenFor(once), Span::Never);
        QCOMPARE(permissions().tokenFor(always), Span::Always);
        QCOMPARE(permissions().appTokenFor(always), Span::Always);
        QCOMPARE(permissions().certificateFor(always), u"AB:CD"_s);
        TokenPolicy &policy = (*m_services)->policy();
        QVERIFY(policy.credentialsFor(once).isEmpty());
        QCOMPARE(policy.credentialsFor(always).size(), 1);
        QCOMPARE(policy.appTokenFor(always), kToken);
        QFile settings(m_services->path(u"settings.ini"_s));
        QVERIFY(settings.open(QIODevice::ReadOnly));
        QVERIFY(!settings.readAll().contains("hf_"));

        permissions().allowToken(always, Span::Never);
        permissions().allowAppToken(always, Span::Never);
        permissions().trustCertificate(always, {});
        QVERIFY(policy.credentialsFor(always).isEmpty());
        QVERIFY(policy.appTokenFor(always).isEmpty());
        QVERIFY((*m_services)->settings().permissions().isEmpty());
    }

    void theAppsCodeGetsTheTokenOnlyAfterConsent()
    {
        installApp("required");
        connectTo(m_server->url(""));
        QTRY_COMPARE(connection().question(), Question::ShareWithApp);
        m_controller->send(u"one"_s);
        connection().decline();
        QTRY_COMPARE(stateOf(1), MessageState::Complete);
        QVERIFY(!m_server->last(chatapp::kJoin).body.contains("oauth_token"));
        // No is not asked for again at each connection.
        connectTo(m_server->url(""));
        QTRY_COMPARE(m_controller->activity(), Activity::Ready);

        permissions().allowAppToken(connection().base(), Span::ThisRun);
        m_controller->send(u"two"_s);
        QTRY_COMPARE(stateOf(3), MessageState::Complete);
        const QJsonObject body
            = QJsonDocument::fromJson(m_server->last(chatapp::kJoin).body).object();
        QCOMPARE(body.value("oauth_token"_L1).toString(), QString::fromLatin1(kToken));
        QVERIFY(body.contains("session_hash"_L1));
        // In no header, and in nothing else that is sent.
        for (const auto &request : std::as_const(m_server->requests)) {
            if (request.route() != chatapp::kJoin)
                QVERIFY(!request.body.contains(kToken));
            for (const auto &[name, value] : request.headers)
                QVERIFY(!value.contains(kToken));
        }
        permissions().allowAppToken(connection().base(), Span::Never);
        m_controller->send(u"three"_s);
        QTRY_COMPARE(stateOf(5), MessageState::Complete);
        QVERIFY(!m_server->last(chatapp::kJoin).body.contains("oauth_token"));
    }

    void whatIsOptionalIsNotAskedFor()
    {
        installApp("optional");
        connectTo(m_server->url(""));
        QTRY_COMPARE(m_controller->activity(), Activity::Ready);
        QCOMPARE(connection().tokenWish(), gradio::Endpoint::Token::Optional);
    }

    void exactlyOneCertificateIsTrusted()
    {
        installApp();
        const SecureApp app(*m_server);
        connectTo(app.url());
        QTRY_COMPARE(connection().question(), Question::TrustCertificate);
        QCOMPARE(connection().certificate(), testCertificate());
        QVERIFY(connection().failure().said.contains(u"certificate"_s));
        QCOMPARE(m_server->requests.size(), 0);
        m_controller->send(u"hello"_s);
        QCOMPARE(stateOf(1), MessageState::Pending);

        // Another one is none.
        const QString right = CertificateTrust::fingerprintOf(testCertificate());
        QString wrong = right;
        wrong[0] = wrong.at(0) == u'0' ? u'1' : u'0';
        permissions().trustCertificate(connection().askedAbout(), wrong);
        connection().goOn();
        QTRY_COMPARE(m_controller->activity(), Activity::Connecting);
        QTRY_COMPARE(connection().question(), Question::TrustCertificate);
        QCOMPARE(m_server->requests.size(), 0);

        permissions().trustCertificate(connection().askedAbout(), right);
        connection().goOn();
        QTRY_COMPARE(stateOf(1), MessageState::Complete);

        // Taken back, it is refused again.
        permissions().trustCertificate(connection().base(), {});
        m_controller->dropConnections();
        connectTo(app.url());
        QTRY_COMPARE(connection().question(), Question::TrustCertificate);
        connection().decline();
        QCOMPARE(connection().failure().kind, Failure::Kind::Network);
    }

    void neverForHuggingFace_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<bool>("may");
        QTest::newRow("own server") << u"https://chat.example"_s << true;
        QTest::newRow("WebSocket") << u"wss://chat.example:7860/queue/join"_s << true;
        QTest::newRow("look-alike") << u"https://nothuggingface.co"_s << true;
        QTest::newRow("Hub") << u"https://huggingface.co"_s << false;
        QTest::newRow("Hub, other port") << u"https://huggingface.co:8443"_s << false;
        QTest::newRow("below the Hub") << u"https://cdn-lfs.HuggingFace.co"_s << false;
        QTest::newRow("Space") << u"https://me-app.hf.space"_s << false;
        QTest::newRow("Space, WebSocket") << u"wss://me-app.hf.space:444/x"_s << false;
        QTest::newRow("no TLS") << u"http://chat.example"_s << false;
    }
    void neverForHuggingFace()
    {
        QFETCH(const QString, url);
        QFETCH(const bool, may);
        const QSslCertificate certificate = testCertificate();
        QVERIFY(!certificate.isNull());
        const TokenPolicy &policy = (*m_services)->policy();
        CertificateTrust trust(HubEndpoint(), policy);
        QCOMPARE(trust.mayBeTrusted(QUrl(url)), may);
        trust.trust(QUrl(url), CertificateTrust::fingerprintOf(certificate));
        QCOMPARE(trust.trusts(QUrl(url), certificate), may);
        QVERIFY(!trust.trusts(QUrl(u"https://other.example"_s), certificate));
    }

    void neverForAnotherHubAndItsSpaces()
    {
        TokenVault vault(std::make_shared<SessionTokenStore>(), u"hub.example"_s);
        TokenPolicy policy(HubEndpoint(QUrl(u"https://hub.example"_s)), vault);
        policy.addSpaceHost(QUrl(u"https://space.example"_s));
        const CertificateTrust trust(HubEndpoint(QUrl(u"https://hub.example"_s)), policy);
        QVERIFY(!trust.mayBeTrusted(QUrl(u"https://hub.example:8443"_s)));
        QVERIFY(!trust.mayBeTrusted(QUrl(u"https://space.example/config"_s)));
        QVERIFY(trust.mayBeTrusted(QUrl(u"https://other.example"_s)));
    }

    void theAppTokenNeedsAWireThatNobodyReads()
    {
        TokenPolicy &policy = (*m_services)->policy();
        for (const QString &url : {u"http://lan.example:7860"_s, u"https://lan.example"_s,
                                   u"http://localhost:7860"_s, u"http://127.0.0.1:7860"_s})
            policy.setAppConsent(QUrl(url), true);
        QVERIFY(policy.appTokenFor(QUrl(u"http://lan.example:7860/x"_s)).isEmpty());
        QCOMPARE(policy.appTokenFor(QUrl(u"https://lan.example/x"_s)), kToken);
        QCOMPARE(policy.appTokenFor(QUrl(u"http://localhost:7860/x"_s)), kToken);
        QCOMPARE(policy.appTokenFor(QUrl(u"http://127.0.0.1:7860/x"_s)), kToken);
        QVERIFY(policy.appTokenFor(QUrl(u"https://lan.example:8443/x"_s)).isEmpty());
        policy.setSilent(true);
        QVERIFY(policy.appTokenFor(QUrl(u"https://lan.example/x"_s)).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestPermissions)
#include "tst_permissions.moc"
