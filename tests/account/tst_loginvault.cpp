#include "account/loginvault.h"
#include "account/sessiontokenstore.h"
#include "base/redaction.h"

#include <QHash>
#include <QPromise>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace spaceline;
using Place = LoginVault::Place;

namespace {

/// A keychain that answers when the test says so.
class SlowStore final : public TokenStore {
public:
    QFuture<TokenAnswer> read(const QString &key) override { return ask(u"read "_s + key); }
    QFuture<TokenAnswer> write(const QString &key, const QByteArray &) override
    {
        return ask(u"write "_s + key);
    }
    QFuture<TokenAnswer> remove(const QString &key) override { return ask(u"remove "_s + key); }
    bool isPersistent() const override { return true; }

    void answer(const TokenAnswer &what)
    {
        m_open.front()->addResult(what);
        m_open.front()->finish();
        m_open.erase(m_open.begin());
    }
    QStringList questions;

private:
    QFuture<TokenAnswer> ask(const QString &question)
    {
        questions += question;
        m_open.push_back(std::make_unique<QPromise<TokenAnswer>>());
        m_open.back()->start();
        return m_open.back()->future();
    }
    std::vector<std::unique_ptr<QPromise<TokenAnswer>>> m_open;
};

const QUrl kBase(u"http://app.example:7860/folder"_s);
const AppLogin kAda{u"ada"_s, u"differ€nce engine"_s};
const QByteArray kStored = R"({"password":"differ€nce engine","user":"ada"})";

} // namespace

class TestLoginVault : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void nothingIsKnownAtFirst()
    {
        LoginVault vault(std::make_shared<SessionTokenStore>());
        QFuture<AppLogin> found = vault.find(kBase);
        QTRY_VERIFY(found.isFinished());
        QVERIFY(found.result().isEmpty());
        QCOMPARE(vault.placeOf(kBase), Place::Nowhere);
    }

    void forThisRunNothingIsWritten()
    {
        const auto store = std::make_shared<SlowStore>();
        LoginVault vault(store);
        vault.keep(kBase, kAda, false);
        QCOMPARE(vault.find(QUrl(u"http://app.example:7860/other"_s)).result(), kAda);
        QCOMPARE(vault.placeOf(kBase), Place::ThisRun);
        QCOMPARE(vault.userAt(kBase), u"ada"_s);
        QCOMPARE(store->questions, QStringList());
        QVERIFY(!redacted(u"it was differ€nce engine"_s).contains(kAda.password));
        // Another port, another scheme: another server.
        QVERIFY(vault.userAt(QUrl(u"http://app.example"_s)).isEmpty());
        QVERIFY(vault.userAt(QUrl(u"https://app.example:7860"_s)).isEmpty());
    }

    void keptInTheKeychainUnderItsServer()
    {
        const auto store = std::make_shared<SlowStore>();
        LoginVault vault(store);
        QSignalSpy changes(&vault, &LoginVault::changed);
        vault.keep(kBase, kAda, true);
        QCOMPARE(store->questions, QStringList(u"write login/http://app.example:7860"_s));
        QCOMPARE(vault.placeOf(kBase), Place::ThisRun); // until the keychain says that it has it
        store->answer({});
        QTRY_COMPARE(changes.count(), 1);
        QCOMPARE(vault.placeOf(kBase), Place::Keychain);

        vault.forget(kBase);
        QCOMPARE(store->questions.constLast(), u"remove login/http://app.example:7860"_s);
        QCOMPARE(vault.placeOf(kBase), Place::Nowhere);
        QVERIFY(vault.find(kBase).result().isEmpty());
        QCOMPARE(store->questions.size(), 2); // what was forgotten is not asked for again
    }

    void withoutAKeychainItIsForThisRun()
    {
        const auto store = std::make_shared<SlowStore>();
        LoginVault vault(store);
        QSignalSpy changes(&vault, &LoginVault::changed);
        vault.keep(kBase, kAda, true);
        store->answer({TokenAnswer::Error::NoKeychain, {}, {}});
        QTRY_COMPARE(changes.count(), 1);
        QCOMPARE(vault.placeOf(kBase), Place::ThisRun);
        QCOMPARE(vault.find(kBase).result(), kAda);
    }

    void theKeychainIsAskedOnce()
    {
        const auto store = std::make_shared<SlowStore>();
        LoginVault vault(store);
        QFuture<AppLogin> found = vault.find(kBase);
        store->answer({TokenAnswer::Error::None, kStored, {}});
        QTRY_VERIFY(found.isFinished());
        QCOMPARE(found.result(), kAda);
        QCOMPARE(vault.placeOf(kBase), Place::Keychain);
        QCOMPARE(vault.find(kBase).result(), kAda);
        QCOMPARE(store->questions.size(), 1);
    }

    void whatIsNewerCountsMoreThanALateAnswer()
    {
        const auto store = std::make_shared<SlowStore>();
        LoginVault vault(store);
        QFuture<AppLogin> found = vault.find(kBase);
        const AppLogin typed{u"grace"_s, u"nanosecond"_s};
        vault.keep(kBase, typed, false);
        store->answer({TokenAnswer::Error::None, kStored, {}});
        QTRY_VERIFY(found.isFinished());
        QCOMPARE(found.result(), typed);
        QCOMPARE(vault.placeOf(kBase), Place::ThisRun);
    }

    void aSilentKeychainIsNotWaitedForForEver()
    {
        const auto store = std::make_shared<SlowStore>();
        LoginVault vault(store);
        vault.setPatience(std::chrono::milliseconds(1));
        QFuture<AppLogin> found = vault.find(kBase);
        QTRY_VERIFY(found.isFinished());
        QVERIFY(found.result().isEmpty());
        // Its dialog was answered at last.
        store->answer({TokenAnswer::Error::None, kStored, {}});
        QTRY_COMPARE(vault.userAt(kBase), u"ada"_s);
    }

    void keptForThisRunOnlyItLeavesTheKeychain()
    {
        const auto store = std::make_shared<SlowStore>();
        LoginVault vault(store);
        QFuture<AppLogin> found = vault.find(kBase);
        store->answer({TokenAnswer::Error::None, kStored, {}});
        QTRY_VERIFY(found.isFinished());
        vault.keep(kBase, kAda, false);
        QCOMPARE(store->questions.constLast(), u"remove login/http://app.example:7860"_s);
    }
};

QTEST_GUILESS_MAIN(TestLoginVault)
#include "tst_loginvault.moc"
