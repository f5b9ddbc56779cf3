#include "account/tokenpolicy.h"

#include "account/sessiontokenstore.h"
#include "account/tokenvault.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace spaceline;

namespace {

const QByteArray kBearer = "Bearer hf_policyToken";
const Credentials kNothing;
const Credentials kOpen{{"Authorization", kBearer}};
const Credentials kToProxy{{"X-HF-Authorization", kBearer}};
const Credentials kToBoth{{"X-HF-Authorization", kBearer}, {"Authorization", kBearer}};

} // namespace

class TestTokenPolicy : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void defaultHub_data();
    void defaultHub();
    void privateSpace();
    void privateMarkOfAStrangerIsNothing();
    void consent();
    void consentForASpace();
    void anotherHub_data();
    void anotherHub();
    void spaceHostIsNotBelievedOnTheDefaultHub();
    void noTokenNoCredentials();
    void tokenOfThisMoment();

private:
    TokenVault m_vault{std::make_unique<SessionTokenStore>(), u"huggingface.co"_s};
};

void TestTokenPolicy::init() { m_vault.setTokenForThisRun("hf_policyToken"); }

void TestTokenPolicy::defaultHub_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<Credentials>("expected");
    const auto row = [](const char *name, const QString &url, const Credentials &expected) {
        QTest::newRow(name) << url << expected;
    };
    row("Hub", u"https://huggingface.co/api/whoami-v2"_s, kOpen);
    row("Hub, port written out", u"https://huggingface.co:443/api/whoami-v2"_s, kOpen);
    row("Hub, upper case", u"HTTPS://HuggingFace.co/api"_s, kOpen);
    row("Hub over http", u"http://huggingface.co/api/whoami-v2"_s, kNothing);
    row("Hub, http on port 443", u"http://huggingface.co:443/api"_s, kNothing);
    row("Hub, other port", u"https://huggingface.co:8443/api"_s, kNothing);
    row("below the Hub's name", u"https://evil.huggingface.co/"_s, kNothing);
    row("look-alike of the Hub", u"https://huggingface.co.evil.example/"_s, kNothing);
    row("Hub as user name", u"https://huggingface.co@evil.example/"_s, kNothing);
    row("Hub in the path", u"https://evil.example/huggingface.co"_s, kNothing);
    row("Space", u"https://me-app.hf.space/gradio_api/queue/join"_s, kToProxy);
    row("Space over WebSocket", u"wss://me-app.hf.space/queue/join"_s, kToProxy);
    row("Space over http", u"http://me-app.hf.space/config"_s, kNothing);
    row("Space over plain WebSocket", u"ws://me-app.hf.space/queue/join"_s, kNothing);
    row("Space, other port", u"https://me-app.hf.space:8443/config"_s, kNothing);
    row("look-alike of a Space", u"https://me-app.hf.space.evil.example/"_s, kNothing);
    row("look-alike without a dot", u"https://evilhf.space/"_s, kNothing);
    row("Space as user name", u"https://me-app.hf.space:x@evil.example/"_s, kNothing);
    row("stranger", u"https://chat.example/"_s, kNothing);
    row("share link", u"https://0123456789abcdef.gradio.live/"_s, kNothing);
    row("local", u"http://127.0.0.1:7860/"_s, kNothing);
    row("file", u"file:///etc/hostname"_s, kNothing);
    row("no address", QString(), kNothing);
}

void TestTokenPolicy::defaultHub()
{
    QFETCH(QString, url);
    QFETCH(Credentials, expected);
    QCOMPARE(TokenPolicy(HubEndpoint(), m_vault).credentialsFor(QUrl(url)), expected);
}

void TestTokenPolicy::privateSpace()
{
    TokenPolicy policy(HubEndpoint(), m_vault);
    policy.addPrivateSpace(QUrl(u"https://me-app.hf.space"_s));
    QCOMPARE(policy.credentialsFor(QUrl(u"https://me-app.hf.space/config?x=1"_s)), kToBoth);
    QCOMPARE(policy.credentialsFor(QUrl(u"wss://me-app.hf.space/queue/join"_s)), kToBoth);
    QCOMPARE(policy.credentialsFor(QUrl(u"https://other.hf.space/"_s)), kToProxy);
    QCOMPARE(policy.credentialsFor(QUrl(u"http://me-app.hf.space/"_s)), kNothing);
}

void TestTokenPolicy::privateMarkOfAStrangerIsNothing()
{
    TokenPolicy policy(HubEndpoint(), m_vault);
    policy.addPrivateSpace(QUrl(u"https://chat.example"_s));
    QCOMPARE(policy.credentialsFor(QUrl(u"https://chat.example/"_s)), kNothing);
}

void TestTokenPolicy::consent()
{
    TokenPolicy policy(HubEndpoint(), m_vault);
    policy.addConsent(QUrl(u"https://chat.example/some/page"_s));
    policy.addConsent(QUrl(u"http://127.0.0.1:7860"_s));
    policy.addConsent(QUrl());
    policy.addConsent(QUrl(u"file:///tmp"_s));
    QCOMPARE(policy.credentialsFor(QUrl(u"https://chat.example/config"_s)), kOpen);
    QCOMPARE(policy.credentialsFor(QUrl(u"wss://chat.example/queue/join"_s)), kOpen);
    QCOMPARE(policy.credentialsFor(QUrl(u"http://127.0.0.1:7860/config"_s)), kOpen);
    QCOMPARE(policy.credentialsFor(QUrl(u"http://127.0.0.1:7861/config"_s)), kNothing);
    QCOMPARE(policy.credentialsFor(QUrl(u"http://chat.example/config"_s)), kNothing);
    QCOMPARE(policy.credentialsFor(QUrl(u"https://www.chat.example/"_s)), kNothing);
    QCOMPARE(policy.credentialsFor(QUrl(u"file:///tmp"_s)), kNothing);
    policy.removeConsent(QUrl(u"https://CHAT.example:443/"_s));
    QCOMPARE(policy.credentialsFor(QUrl(u"https://chat.example/config"_s)), kNothing);
    QCOMPARE(policy.credentialsFor(QUrl(u"http://127.0.0.1:7860/config"_s)), kOpen);
}

void TestTokenPolicy::consentForASpace()
{
    TokenPolicy policy(HubEndpoint(), m_vault);
    const QUrl space(u"https://me-app.hf.space/"_s);
    policy.addConsent(space);
    QCOMPARE(policy.credentialsFor(space), kToBoth);
    policy.removeConsent(space);
    QCOMPARE(policy.credentialsFor(space), kToProxy);
}

void TestTokenPolicy::anotherHub_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<Credentials>("expected");
    const auto row = [](const char *name, const QString &url, const Credentials &expected) {
        QTest::newRow(name) << url << expected;
    };
    row("that Hub", u"http://127.0.0.1:9000/api/whoami-v2"_s, kOpen);
    row("that Hub, other port", u"http://127.0.0.1:9003/api/whoami-v2"_s, kNothing);
    row("that Hub over https", u"https://127.0.0.1:9000/api/whoami-v2"_s, kNothing);
    row("named Space", u"http://127.0.0.1:9001/config"_s, kToProxy);
    row("named Space over WebSocket", u"ws://127.0.0.1:9001/queue/join"_s, kToProxy);
    row("named private Space", u"http://127.0.0.1:9002/config"_s, kToBoth);
    row("unnamed", u"http://127.0.0.1:9004/config"_s, kNothing);
    row("default Hub", u"https://huggingface.co/api/whoami-v2"_s, kNothing);
    row("Space of the default Hub", u"https://me-app.hf.space/config"_s, kNothing);
}

void TestTokenPolicy::anotherHub()
{
    QFETCH(QString, url);
    QFETCH(Credentials, expected);
    TokenPolicy policy(HubEndpoint(QUrl(u"http://127.0.0.1:9000"_s)), m_vault);
    policy.addSpaceHost(QUrl(u"http://127.0.0.1:9001/"_s));
    policy.addSpaceHost(QUrl(u"http://127.0.0.1:9002/"_s));
    policy.addPrivateSpace(QUrl(u"http://127.0.0.1:9002/"_s));
    policy.addPrivateSpace(QUrl(u"http://127.0.0.1:9004/"_s));
    QCOMPARE(policy.credentialsFor(QUrl(url)), expected);
}

void TestTokenPolicy::spaceHostIsNotBelievedOnTheDefaultHub()
{
    TokenPolicy policy(HubEndpoint(), m_vault);
    policy.addSpaceHost(QUrl(u"https://chat.example"_s));
    policy.addSpaceHost(QUrl(u"http://me-app.hf.space"_s));
    QCOMPARE(policy.credentialsFor(QUrl(u"https://chat.example/"_s)), kNothing);
    QCOMPARE(policy.credentialsFor(QUrl(u"http://me-app.hf.space/"_s)), kNothing);
}

void TestTokenPolicy::noTokenNoCredentials()
{
    const TokenVault empty(std::make_unique<SessionTokenStore>(), u"huggingface.co"_s);
    TokenPolicy policy(HubEndpoint(), empty);
    policy.addConsent(QUrl(u"https://chat.example"_s));
    QCOMPARE(policy.credentialsFor(QUrl(u"https://huggingface.co/api"_s)), kNothing);
    QCOMPARE(policy.credentialsFor(QUrl(u"https://me-app.hf.space/"_s)), kNothing);
    QCOMPARE(policy.credentialsFor(QUrl(u"https://chat.example/"_s)), kNothing);
}

void TestTokenPolicy::tokenOfThisMoment()
{
    const TokenPolicy policy(HubEndpoint(), m_vault);
    const QUrl hub(u"https://huggingface.co/api"_s);
    m_vault.setToken("hf_anotherToken");
    QCOMPARE(policy.credentialsFor(hub),
             (Credentials{{"Authorization", "Bearer hf_anotherToken"}}));
    m_vault.removeToken();
    QCOMPARE(policy.credentialsFor(hub), kNothing);
}

QTEST_GUILESS_MAIN(TestTokenPolicy)
#include "tst_tokenpolicy.moc"
