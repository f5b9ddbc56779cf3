#include "base/failure.h"
#include "base/remedies.h"

#include <QMetaEnum>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace spaceline;

class TestFailure : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyKindHasItsRow();
    void survivesTheDatabase();
    void theAppsOwnWordsWin();
    void aWallIsNoHeadline();
    void causesHaveTheirOwnWords();
    void linksFromTheDatabaseAreSafe();
    void figures_data();
    void figures();
    void whatWasTried();
    void remedies_data();
    void remedies();
    void whyASpaceDoesNotRun();
};

void TestFailure::everyKindHasItsRow()
{
    const QMetaEnum kinds = QMetaEnum::fromType<Failure::Kind>();
    QSet<QString> codes;
    for (int i = 1; i < kinds.keyCount(); ++i) {
        const Failure failure{Failure::Kind(kinds.value(i))};
        QVERIFY2(!failure.code().isEmpty(), kinds.key(i));
        QVERIFY2(!codes.contains(failure.code()), kinds.key(i));
        codes.insert(failure.code());
        QCOMPARE(Failure::kindOf(failure.code()), failure.kind);
        QVERIFY2(failure.sentence().endsWith(u'.'), kinds.key(i));
        QVERIFY2(failure.exitStatus() != 0, kinds.key(i));
    }
    QCOMPARE(Failure::kindOf(u"F99-unknown"_s), Failure::Kind::None);
}

void TestFailure::survivesTheDatabase()
{
    Failure failure(Failure::Kind::QueueFull, u"Queue is full."_s, u"POST /queue/join 503"_s);
    failure.retryAfter = std::chrono::seconds(5);
    QCOMPARE(Failure::fromJson(failure.toJson()), failure);
    failure.cause = Failure::Cause::QueueStopped;
    failure.gpuLeft = std::chrono::seconds(0);
    failure.gpuRequested = std::chrono::seconds(60);
    failure.links = {{u"words"_s, QUrl(u"https://example.org/a?b=c%20d#e"_s)},
                     {{}, QUrl(u"https://example.org/"_s)}};
    failure.countTried(Failure::Kind::QueueFull);
    failure.countTried(Failure::Kind::QueueFull);
    failure.countTried(Failure::Kind::AppError);
    failure.title = u"Wrong input"_s;
    failure.times = 3;
    failure.happenedMs = 1'800'000'000'123;
    failure.sendAtMs = failure.overMs();
    QCOMPARE(failure.sendAtMs, 1'800'000'005'123);
    QCOMPARE(Failure::fromJson(failure.toJson()), failure);
    QCOMPARE(Failure::fromJson("not json"), Failure());
}

void TestFailure::theAppsOwnWordsWin()
{
    QCOMPARE(Failure(Failure::Kind::AppError, u"bad input"_s).sentence(), u"bad input"_s);
    Failure titled(Failure::Kind::AppError, u"bad input"_s);
    titled.title = u"Wrong input"_s;
    QCOMPARE(titled.sentence(), u"Wrong input"_s);
    QVERIFY(Failure(Failure::Kind::SilentApp, u"null"_s).sentence() != u"null"_s);
}

void TestFailure::aWallIsNoHeadline()
{
    QCOMPARE(Failure(Failure::Kind::AppError, u"one\ntwo"_s).sentence(),
             u"The app reported an error."_s);
    QCOMPARE(Failure(Failure::Kind::AppError, QString(161, u'x')).sentence(),
             u"The app reported an error."_s);
}

void TestFailure::causesHaveTheirOwnWords()
{
    const QMetaEnum causes = QMetaEnum::fromType<Failure::Cause>();
    QSet<QString> sentences;
    for (int i = 1; i < causes.keyCount(); ++i) {
        Failure failure(Failure::Kind::AppError, u"said"_s);
        failure.cause = Failure::Cause(causes.value(i));
        const QString sentence = failure.sentence();
        QVERIFY2(sentence.endsWith(u'.') && !sentences.contains(sentence), causes.key(i));
        sentences.insert(sentence);
        const QString advice = failure.advice();
        QVERIFY2(advice.isEmpty() || advice.endsWith(u'.'), causes.key(i));
        QVERIFY2(!remediesOf(failure, {}).isEmpty(), causes.key(i));
    }
}

void TestFailure::linksFromTheDatabaseAreSafe()
{
    const Failure failure = Failure::fromJson(
        R"json({"kind":"app-error","links":[{"text":"a","url":"javascript:alert(1)"},)json"
        R"json({"text":"b","url":"http://b.example"},{"text":"c","url":"https://c.example"}]})json");
    QCOMPARE(failure.links.size(), 1);
    QCOMPARE(failure.links[0].text, u"c"_s);
}

void TestFailure::figures_data()
{
    QTest::addColumn<int>("left");
    QTest::addColumn<int>("requested");
    QTest::addColumn<QString>("words");
    QTest::newRow("both") << 56 << 60 << u"56 s left, this app asks for 60 s."_s;
    QTest::newRow("left") << 0 << -1 << u"0 s left."_s;
    QTest::newRow("requested") << -1 << 300 << u"This app asks for 300 s."_s;
    QTest::newRow("neither") << -1 << -1 << QString();
}

void TestFailure::figures()
{
    QFETCH(const int, left);
    QFETCH(const int, requested);
    Failure failure(Failure::Kind::Quota);
    if (left >= 0)
        failure.gpuLeft = std::chrono::seconds(left);
    if (requested >= 0)
        failure.gpuRequested = std::chrono::seconds(requested);
    QTEST(failure.figures(), "words");
}

void TestFailure::whatWasTried()
{
    Failure failure(Failure::Kind::QueueFull);
    QCOMPARE(failure.triedText(), QString());
    for (int i = 0; i < 3; ++i)
        failure.countTried(Failure::Kind::QueueFull);
    QVERIFY2(failure.triedText().contains(u"3 time"), qPrintable(failure.triedText()));
    failure.times = 2;
    QVERIFY2(failure.triedText().contains(u"2 time"), qPrintable(failure.triedText()));
    Failure refused(Failure::Kind::Arguments);
    refused.countTried(Failure::Kind::Arguments);
    QVERIFY2(refused.triedText().contains(u"read again"), qPrintable(refused.triedText()));
    // What differs only in when and how often it happened is the same.
    Failure again = failure;
    again.times = 7;
    again.happenedMs = 5;
    again.tried.clear();
    QVERIFY(again.isLike(failure));
    // A quota's figures change with each try.
    again.said = u"something else"_s;
    QVERIFY(again.isLike(failure));
    QVERIFY(
        !Failure(Failure::Kind::AppError, u"a"_s).isLike(Failure(Failure::Kind::AppError, u"b"_s)));
    QVERIFY(!Failure(Failure::Kind::SilentApp).isLike(Failure(Failure::Kind::Quota)));
}

void TestFailure::remedies_data()
{
    using Remedy = Failure::Remedy;
    using Kind = Failure::Kind;
    using Cause = Failure::Cause;
    QTest::addColumn<Failure>("failure");
    QTest::addColumn<RemedyContext>("context");
    QTest::addColumn<QList<Remedy>>("remedies");
    const auto row = [](const char *name, const Failure &failure, const RemedyContext &context,
                        const QList<Remedy> &remedies) {
        QTest::newRow(name) << failure << context << remedies;
    };
    const auto caused = [](Kind kind, Cause cause) {
        Failure failure(kind);
        failure.cause = cause;
        return failure;
    };
    const RemedyContext nobody;
    const RemedyContext known{.hasToken = true};
    Failure quota(Kind::Quota, u"You have exceeded your GPU quota"_s);
    row("quota, no wait", quota, nobody, {Remedy::AddToken});
    row("quota with a token, no wait", quota, known, {Remedy::Retry, Remedy::GetPro});
    quota.retryAfter = std::chrono::seconds(588);
    quota.happenedMs = QDateTime::currentMSecsSinceEpoch();
    row("quota", quota, nobody, {Remedy::AddToken, Remedy::SendLater});
    row("quota with a token", quota, known, {Remedy::SendLater, Remedy::GetPro});
    row("quota of a connection", quota, {.hasToken = true, .hasMessage = false},
        {Remedy::Retry, Remedy::GetPro});
    quota.said = u"You have exceeded your Pro ZeroGPU quota"_s;
    row("quota of PRO", quota, known, {Remedy::SendLater});
    quota.sendAtMs = quota.overMs();
    row("quota that waits", quota, known, {Remedy::DontSend});
    Failure limit(Kind::RateLimit);
    row("limit", limit, nobody, {Remedy::Retry, Remedy::AddToken});
    limit.retryAfter = std::chrono::seconds(55);
    limit.happenedMs = QDateTime::currentMSecsSinceEpoch();
    row("limit with a wait", limit, known, {Remedy::SendLater});
    limit.happenedMs -= 56'000;
    row("limit that is over", limit, known, {Remedy::Retry});
    row("asleep", caused(Kind::SpaceNotRunning, Cause::Asleep), nobody,
        {Remedy::Wake, Remedy::OpenSpacePage});
    row("paused", caused(Kind::SpaceNotRunning, Cause::Paused), nobody,
        {Remedy::OpenSpacePage, Remedy::ChangeAddress});
    row("paused without a page", caused(Kind::SpaceNotRunning, Cause::Paused), {.hasPage = false},
        {Remedy::ChangeAddress});
    row("duration", caused(Kind::Gpu, Cause::GpuDuration), nobody,
        {Remedy::AddToken, Remedy::ChangeAddress});
    row("duration with a token", caused(Kind::Gpu, Cause::GpuDuration), known,
        {Remedy::ChangeAddress, Remedy::GetPro});
    row("login", Failure(Kind::Login), nobody, {Remedy::SignIn, Remedy::OpenSpacePage});
    row("oauth without a page", Failure(Kind::OAuth), {.hasPage = false}, {Remedy::Retry});
    row("usage", Failure(Kind::Usage), nobody, {});
}

void TestFailure::remedies()
{
    QFETCH(const Failure, failure);
    QFETCH(const RemedyContext, context);
    QTEST(remediesOf(failure, context), "remedies");
}

void TestFailure::whyASpaceDoesNotRun()
{
    const auto sentence = [](const QString &said) {
        return Failure(Failure::Kind::SpaceNotRunning, said).sentence();
    };
    QCOMPARE(sentence(u"PAUSED"_s),
             u"The Space is paused, and only its owner can start it again."_s);
    QCOMPARE(sentence(u"BUILD_ERROR: no such file: x"_s), u"The Space could not be built."_s);
    QCOMPARE(sentence(u"A_LATER_WORD"_s), u"The Space is not running."_s);
    QCOMPARE(sentence({}), u"The Space is not running."_s);
}

Q_DECLARE_METATYPE(spaceline::RemedyContext)
QTEST_APPLESS_MAIN(TestFailure)
#include "tst_failure.moc"
