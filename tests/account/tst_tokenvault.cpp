#include "account/tokenvault.h"

#include "account/sessiontokenstore.h"
#include "base/redaction.h"

#include <QPromise>
#include <QSignalSpy>
#include <QTest>

#include <memory>
#include <vector>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using namespace spaceline;
using Error = TokenAnswer::Error;
using State = TokenVault::State;

namespace {

/// A keychain that answers when the test says so.
struct Keychain {
    struct Question {
        QByteArray what;
        std::shared_ptr<QPromise<TokenAnswer>> promise;
    };
    std::vector<Question> questions;
    bool persistent = true;

    QFuture<TokenAnswer> ask(const QByteArray &what)
    {
        auto promise = std::make_shared<QPromise<TokenAnswer>>();
        promise->start();
        questions.push_back({what, promise});
        return promise->future();
    }
    void answer(size_t question, Error error, const QByteArray &token = {},
                const QString &detail = {}) const
    {
        questions.at(question).promise->addResult(TokenAnswer{error, token, detail});
        questions.at(question).promise->finish();
    }
    [[nodiscard]] QList<QByteArray> asked() const
    {
        QList<QByteArray> list;
        for (const Question &question : questions)
            list.append(question.what);
        return list;
    }
};

class LateStore final : public TokenStore {
public:
    explicit LateStore(Keychain &keychain) : m_keychain(keychain) { }
    QFuture<TokenAnswer> read(const QString &host) override
    {
        return m_keychain.ask("read " + host.toUtf8());
    }
    QFuture<TokenAnswer> write(const QString &host, const QByteArray &token) override
    {
        return m_keychain.ask("write " + host.toUtf8() + ' ' + token);
    }
    QFuture<TokenAnswer> remove(const QString &host) override
    {
        return m_keychain.ask("remove " + host.toUtf8());
    }
    bool isPersistent() const override { return m_keychain.persistent; }

private:
    Keychain &m_keychain;
};

} // namespace

class TestTokenVault : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void readsOnce();
    void showsHalfOfAShortToken();
    void nothingKept_data();
    void nothingKept();
    void savesAndIsUsableAtOnce();
    void cleansWhatWasPasted_data();
    void cleansWhatWasPasted();
    void cleansWhatWasKept();
    void emptyMeansRemove();
    void unsavedTokenStaysForThisRun_data();
    void unsavedTokenStaysForThisRun();
    void lateAnswerToTheReadDoesNotUndoANewToken();
    void olderAnswersAreNotBelieved();
    void silentKeychainThenALateYes();
    void silentKeychainThenALateToken();
    void silentKeychainThenSomethingNewer();
    void removes();
    void removalRefused_data();
    void removalRefused();
    void removedWhileReading();
    void forThisRun();
    void removedFromWithinChanged();
    void sessionStoreIsNotTheKeychain();
    void goneBeforeTheAnswer();
    void droppedQuestionIsSilence();
    void troubleHoldsNoToken();
    void secretsAreHiddenEverywhere();

private:
    Keychain m_keychain;
    std::unique_ptr<TokenVault> m_vault;
};

void TestTokenVault::init()
{
    m_keychain = {};
    m_vault
        = std::make_unique<TokenVault>(std::make_unique<LateStore>(m_keychain), u"hub.example"_s);
}

void TestTokenVault::readsOnce()
{
    QSignalSpy changes(m_vault.get(), &TokenVault::changed);
    QCOMPARE(m_vault->state(), State::Unread);
    m_vault->load();
    m_vault->load();
    QCOMPARE(m_vault->state(), State::Reading);
    QCOMPARE(m_keychain.asked(), QList<QByteArray>{"read token/hub.example"});
    QCOMPARE(changes.size(), 0);
    m_keychain.answer(0, Error::None, "hf_keptToken");
    QTRY_COMPARE(changes.size(), 1);
    QCOMPARE(m_vault->state(), State::Kept);
    QVERIFY(m_vault->hasToken());
    QCOMPARE(m_vault->token(), QByteArray("hf_keptToken"));
    QCOMPARE(m_vault->lastFour(), u"oken"_s);
    QCOMPARE(m_vault->keychainTrouble(), QString());
    m_vault->load();
    QCOMPARE(m_keychain.questions.size(), size_t(1));
}

void TestTokenVault::showsHalfOfAShortToken()
{
    m_vault->load();
    m_keychain.answer(0, Error::None, "abc");
    QTRY_VERIFY(m_vault->hasToken());
    QCOMPARE(m_vault->lastFour(), u"c"_s);
}

void TestTokenVault::nothingKept_data()
{
    QTest::addColumn<int>("error");
    QTest::addColumn<QString>("trouble");
    QTest::newRow("no entry") << int(Error::NotFound) << QString();
    QTest::newRow("empty entry") << int(Error::None) << QString();
    QTest::newRow("no keychain") << int(Error::NoKeychain) << u"No keychain answers"_s;
    QTest::newRow("denied") << int(Error::Denied) << u"The keychain refused"_s;
    QTest::newRow("other") << int(Error::Other) << u"The keychain could not be read"_s;
}

void TestTokenVault::nothingKept()
{
    QFETCH(int, error);
    QFETCH(QString, trouble);
    QSignalSpy changes(m_vault.get(), &TokenVault::changed);
    m_vault->load();
    m_keychain.answer(0, Error(error));
    QTRY_COMPARE(changes.size(), 1);
    QCOMPARE(m_vault->state(), State::Empty);
    QVERIFY(!m_vault->hasToken());
    QCOMPARE(m_vault->lastFour(), QString());
    QCOMPARE(m_vault->keychainTrouble().isEmpty(), trouble.isEmpty());
    QVERIFY(m_vault->keychainTrouble().startsWith(trouble));
}

void TestTokenVault::savesAndIsUsableAtOnce()
{
    QSignalSpy changes(m_vault.get(), &TokenVault::changed);
    m_vault->setToken("hf_newToken");
    QCOMPARE(m_vault->token(), QByteArray("hf_newToken"));
    QVERIFY(m_vault->state() != State::Kept);
    QCOMPARE(m_keychain.asked(), QList<QByteArray>{"write token/hub.example hf_newToken"});
    m_keychain.answer(0, Error::None);
    QTRY_COMPARE(changes.size(), 1);
    QCOMPARE(m_vault->state(), State::Kept);
}

void TestTokenVault::cleansWhatWasPasted_data()
{
    QTest::addColumn<QByteArray>("pasted");
    QTest::newRow("clean") << QByteArray("hf_ABCdef123");
    QTest::newRow("blanks around") << QByteArray("  hf_ABCdef123\t");
    QTest::newRow("line break") << QByteArray("hf_ABCdef123\r\n");
    QTest::newRow("wrapped") << QByteArray("hf_ABC\n  def123");
    QTest::newRow("header injection") << QByteArray("hf_ABC\r\ndef\0"
                                                    "123",
                                                    15);
    QTest::newRow("no-break and zero-width space") << QByteArray("\xc2\xa0hf_ABC\xe2\x80\x8b"
                                                                 "def123\xef\xbb\xbf");
}

void TestTokenVault::cleansWhatWasPasted()
{
    QFETCH(QByteArray, pasted);
    m_vault->setToken(pasted);
    QCOMPARE(m_vault->token(), QByteArray("hf_ABCdef123"));
    QCOMPARE(m_keychain.asked(), QList<QByteArray>{"write token/hub.example hf_ABCdef123"});
    m_vault->setTokenForThisRun(pasted);
    QCOMPARE(m_vault->token(), QByteArray("hf_ABCdef123"));
}

void TestTokenVault::cleansWhatWasKept()
{
    m_vault->load();
    m_keychain.answer(0, Error::None, "hf_ABC\r\nX-Evil: 1");
    QTRY_COMPARE(m_vault->state(), State::Kept);
    QCOMPARE(m_vault->token(), QByteArray("hf_ABCX-Evil:1"));
}

void TestTokenVault::emptyMeansRemove()
{
    m_vault->setToken("hf_newToken");
    m_vault->setToken(" \n");
    QVERIFY(!m_vault->hasToken());
    QCOMPARE(m_vault->state(), State::Empty);
    QCOMPARE(m_keychain.asked().constLast(), QByteArray("remove token/hub.example"));
}

void TestTokenVault::unsavedTokenStaysForThisRun_data()
{
    QTest::addColumn<int>("error");
    QTest::addColumn<QString>("trouble");
    QTest::newRow("no keychain") << int(Error::NoKeychain) << u"No keychain answers"_s;
    QTest::newRow("denied") << int(Error::Denied) << u"The keychain refused the token"_s;
    QTest::newRow("other") << int(Error::Other) << u"The keychain did not keep the token"_s;
    QTest::newRow("nonsense") << int(Error::NotFound) << u"The keychain did not keep the token"_s;
}

void TestTokenVault::unsavedTokenStaysForThisRun()
{
    QFETCH(int, error);
    QFETCH(QString, trouble);
    QSignalSpy changes(m_vault.get(), &TokenVault::changed);
    m_vault->setToken("hf_newToken");
    m_keychain.answer(0, Error(error), {}, u"service is away"_s);
    QTRY_COMPARE(changes.size(), 1);
    QCOMPARE(m_vault->state(), State::ThisRunOnly);
    QCOMPARE(m_vault->token(), QByteArray("hf_newToken"));
    QVERIFY2(m_vault->keychainTrouble().startsWith(trouble),
             qPrintable(m_vault->keychainTrouble()));
    QVERIFY(m_vault->keychainTrouble().contains(u"until Spaceline is closed"));
    QVERIFY(m_vault->keychainTrouble().contains(u"service is away"));
    // A second try that succeeds ends the trouble.
    m_vault->setToken("hf_newToken");
    m_keychain.answer(1, Error::None);
    QTRY_COMPARE(m_vault->state(), State::Kept);
    QCOMPARE(m_vault->keychainTrouble(), QString());
}

void TestTokenVault::lateAnswerToTheReadDoesNotUndoANewToken()
{
    m_vault->load();
    m_vault->setToken("hf_newToken");
    m_keychain.answer(0, Error::None, "hf_oldToken");
    m_keychain.answer(1, Error::None);
    QTRY_COMPARE(m_vault->state(), State::Kept);
    QCOMPARE(m_vault->token(), QByteArray("hf_newToken"));
}

void TestTokenVault::olderAnswersAreNotBelieved()
{
    QSignalSpy changes(m_vault.get(), &TokenVault::changed);
    m_vault->setToken("hf_first");
    m_vault->setToken("hf_second");
    m_keychain.answer(1, Error::Denied);
    QTRY_COMPARE(changes.size(), 1);
    m_keychain.answer(0, Error::None);
    QCoreApplication::processEvents();
    QCOMPARE(changes.size(), 1);
    QCOMPARE(m_vault->state(), State::ThisRunOnly);
    QCOMPARE(m_vault->token(), QByteArray("hf_second"));
}

void TestTokenVault::silentKeychainThenALateYes()
{
    m_vault->setPatience(1ms);
    QSignalSpy changes(m_vault.get(), &TokenVault::changed);
    m_vault->setToken("hf_newToken");
    QTRY_COMPARE(changes.size(), 1);
    QCOMPARE(m_vault->state(), State::ThisRunOnly);
    QVERIFY(m_vault->keychainTrouble().startsWith(u"No keychain answers"));
    m_keychain.answer(0, Error::None);
    QTRY_COMPARE(m_vault->state(), State::Kept);
    QCOMPARE(m_vault->keychainTrouble(), QString());
    QCOMPARE(changes.size(), 2);
}

void TestTokenVault::silentKeychainThenALateToken()
{
    m_vault->setPatience(1ms);
    m_vault->load();
    QTRY_COMPARE(m_vault->state(), State::Empty);
    QVERIFY(!m_vault->keychainTrouble().isEmpty());
    m_keychain.answer(0, Error::None, "hf_keptToken");
    QTRY_COMPARE(m_vault->state(), State::Kept);
    QCOMPARE(m_vault->token(), QByteArray("hf_keptToken"));
    QCOMPARE(m_vault->keychainTrouble(), QString());
}

void TestTokenVault::silentKeychainThenSomethingNewer()
{
    m_vault->setPatience(1ms);
    m_vault->load();
    QTRY_COMPARE(m_vault->state(), State::Empty);
    m_vault->setTokenForThisRun("hf_fromEnvironment");
    m_keychain.answer(0, Error::None, "hf_keptToken");
    QCoreApplication::processEvents();
    QCOMPARE(m_vault->token(), QByteArray("hf_fromEnvironment"));
    QCOMPARE(m_vault->state(), State::ThisRunOnly);
}

void TestTokenVault::removes()
{
    m_vault->load();
    m_keychain.answer(0, Error::None, "hf_keptToken");
    QTRY_COMPARE(m_vault->state(), State::Kept);
    QSignalSpy changes(m_vault.get(), &TokenVault::changed);
    m_vault->removeToken();
    QCOMPARE(m_vault->state(), State::Empty);
    QVERIFY(!m_vault->hasToken());
    QCOMPARE(changes.size(), 1);
    QCOMPARE(m_keychain.asked().constLast(), QByteArray("remove token/hub.example"));
    m_keychain.answer(1, Error::None);
    QTRY_COMPARE(changes.size(), 2);
    QCOMPARE(m_vault->state(), State::Empty);
    QCOMPARE(m_vault->keychainTrouble(), QString());
}

void TestTokenVault::removalRefused_data()
{
    QTest::addColumn<int>("error");
    QTest::addColumn<QString>("trouble");
    QTest::newRow("was not there") << int(Error::NotFound) << QString();
    QTest::newRow("no keychain") << int(Error::NoKeychain) << u"No keychain answers"_s;
    QTest::newRow("denied") << int(Error::Denied) << u"The keychain refused to remove"_s;
    QTest::newRow("other") << int(Error::Other) << u"The keychain could not remove"_s;
}

void TestTokenVault::removalRefused()
{
    QFETCH(int, error);
    QFETCH(QString, trouble);
    m_vault->setToken("hf_newToken");
    QSignalSpy changes(m_vault.get(), &TokenVault::changed);
    m_vault->removeToken();
    m_keychain.answer(1, Error(error));
    QTRY_COMPARE(changes.size(), 2);
    QCOMPARE(m_vault->state(), State::Empty);
    QVERIFY(!m_vault->hasToken());
    QCOMPARE(m_vault->keychainTrouble().isEmpty(), trouble.isEmpty());
    QVERIFY(m_vault->keychainTrouble().startsWith(trouble));
}

void TestTokenVault::removedWhileReading()
{
    m_vault->load();
    m_vault->removeToken();
    m_keychain.answer(0, Error::None, "hf_keptToken");
    m_keychain.answer(1, Error::None);
    QCoreApplication::processEvents();
    QVERIFY(!m_vault->hasToken());
    QCOMPARE(m_vault->state(), State::Empty);
}

void TestTokenVault::forThisRun()
{
    QSignalSpy changes(m_vault.get(), &TokenVault::changed);
    m_vault->setTokenForThisRun("");
    QCOMPARE(m_vault->state(), State::Unread);
    m_vault->setTokenForThisRun("hf_fromEnvironment");
    QCOMPARE(m_vault->state(), State::ThisRunOnly);
    QCOMPARE(m_vault->keychainTrouble(), QString());
    QCOMPARE(changes.size(), 1);
    m_vault->load();
    QVERIFY2(m_keychain.questions.empty(), "the keychain is not touched");
    QCOMPARE(m_vault->token(), QByteArray("hf_fromEnvironment"));
}

void TestTokenVault::removedFromWithinChanged()
{
    // A window may ask for the next thing as soon as it hears of the last one.
    m_vault->setToken("hf_first");
    connect(m_vault.get(), &TokenVault::changed, m_vault.get(), [this] {
        if (!m_vault->hasToken() && m_vault->keychainTrouble().isEmpty())
            m_vault->setToken("hf_second");
    });
    m_vault->removeToken();
    QCOMPARE(m_vault->token(), QByteArray("hf_second"));
    QCOMPARE(m_keychain.asked(),
             (QList<QByteArray>{"write token/hub.example hf_first", "remove token/hub.example",
                                "write token/hub.example hf_second"}));
    m_keychain.answer(1, Error::Denied);
    m_keychain.answer(2, Error::None);
    QTRY_COMPARE(m_vault->state(), State::Kept);
}

void TestTokenVault::sessionStoreIsNotTheKeychain()
{
    TokenVault vault(std::make_unique<SessionTokenStore>(), u"hub.example"_s);
    vault.load();
    QTRY_COMPARE(vault.state(), State::Empty);
    QSignalSpy changes(&vault, &TokenVault::changed);
    vault.setToken("hf_session");
    QTRY_COMPARE(changes.size(), 1);
    QCOMPARE(vault.state(), State::ThisRunOnly);
    QCOMPARE(vault.keychainTrouble(), QString());
    vault.removeToken();
    QTRY_COMPARE(changes.size(), 3);
    QCOMPARE(vault.keychainTrouble(), QString());
}

void TestTokenVault::goneBeforeTheAnswer()
{
    m_vault->load();
    m_vault.reset();
    m_keychain.answer(0, Error::None, "hf_keptToken");
    QCoreApplication::processEvents();
    QCOMPARE(m_keychain.questions.size(), size_t(1));
}

void TestTokenVault::droppedQuestionIsSilence()
{
    m_vault->setPatience(1ms);
    m_vault->setToken("hf_newToken");
    m_keychain.questions.clear();
    QTRY_VERIFY(m_vault->keychainTrouble().startsWith(u"No keychain answers"));
    QCOMPARE(m_vault->state(), State::ThisRunOnly);
}

void TestTokenVault::troubleHoldsNoToken()
{
    m_vault->setToken("unusualSecret77");
    m_keychain.answer(0, Error::Other, {}, u"could not store 'unusualSecret77'"_s);
    QTRY_VERIFY(!m_vault->keychainTrouble().isEmpty());
    QVERIFY(!m_vault->keychainTrouble().contains(u"unusualSecret77"));
}

void TestTokenVault::secretsAreHiddenEverywhere()
{
    m_vault->setToken("oddlyFormedOne");
    QVERIFY(!redacted(u"x oddlyFormedOne"_s).contains(u"oddly"));
    m_vault->setTokenForThisRun("oddlyFormedTwo");
    QVERIFY(!redacted(u"x oddlyFormedTwo"_s).contains(u"oddly"));
    init();
    m_vault->load();
    m_keychain.answer(0, Error::None, "oddlyFormedThree");
    QTRY_VERIFY(m_vault->hasToken());
    QVERIFY(!redacted(u"x oddlyFormedThree"_s).contains(u"oddly"));
}

QTEST_GUILESS_MAIN(TestTokenVault)
#include "tst_tokenvault.moc"
