#include "base/failure.h"

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
    QCOMPARE(Failure::fromJson("not json"), Failure());
}

void TestFailure::theAppsOwnWordsWin()
{
    QCOMPARE(Failure(Failure::Kind::AppError, u"bad input"_s).sentence(), u"bad input"_s);
    QVERIFY(Failure(Failure::Kind::SilentApp, u"null"_s).sentence() != u"null"_s);
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

QTEST_APPLESS_MAIN(TestFailure)
#include "tst_failure.moc"
