#include "connect/questioncard.h"
#include "connect/signincard.h"
#include "ui/names.h"

#include <QAbstractButton>
#include <QCheckBox>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>

using namespace spaceline;
using namespace Qt::Literals::StringLiterals;

/// The cards by which a connection asks the user.
class TestQuestions : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void signInIsComplete()
    {
        SignInCard card;
        card.setApp(u"owner/app"_s, u"For engineers only"_s);
        QCOMPARE(namelessControls(card).join(u" "_s), QString());
        QVERIFY(card.accessibleName().contains(u"owner/app"_s));
        QCOMPARE(card.accessibleDescription(), u"For engineers only"_s);
        QSignalSpy submitted(&card, &SignInCard::submitted);
        auto *user = named<QLineEdit>(card, u"User name"_s);
        auto *password = named<QLineEdit>(card, u"Password"_s);
        auto *signIn = named<QAbstractButton>(card, u"Sign in"_s);
        QCOMPARE(password->echoMode(), QLineEdit::Password);
        QVERIFY(!named<QCheckBox>(card, u"Keep in the keychain"_s)->isChecked());
        QVERIFY(!signIn->isEnabled());
        QTest::keyClick(password, Qt::Key_Return);
        QCOMPARE(submitted.count(), 0); // nothing is sent without a name

        QTest::keyClicks(user, u" ada "_s);
        QTest::keyClicks(password, u" with blanks "_s);
        QVERIFY(signIn->isEnabled());
        named<QCheckBox>(card, u"Keep in the keychain"_s)->click();
        QTest::keyClick(password, Qt::Key_Return);
        QCOMPARE(submitted.count(), 1);
        // The server takes blanks from the name, never from the password.
        QCOMPARE(submitted.first(), QVariantList({u"ada"_s, u" with blanks "_s, true}));
    }

    void whatWasTypedStays()
    {
        SignInCard card;
        auto *user = named<QLineEdit>(card, u"User name"_s);
        auto *password = named<QLineEdit>(card, u"Password"_s);
        user->setText(u"ada"_s);
        password->setText(u"guess"_s);
        card.setBusy(true);
        QSignalSpy submitted(&card, &SignInCard::submitted);
        QTest::keyClick(password, Qt::Key_Return);
        QCOMPARE(submitted.count(), 0); // once is enough
        QTest::keyClicks(password, u"x"_s);
        card.setBusy(false);
        card.setProblem(u"It is wrong."_s);
        QVERIFY(named(card, u"It is wrong."_s));
        QCOMPARE(password->accessibleDescription(), u"It is wrong."_s);
        QCOMPARE(user->text(), u"ada"_s);
        QCOMPARE(password->text(), u"guess"_s);
        card.setUser(u"grace"_s); // fills an empty box only
        QCOMPARE(user->text(), u"ada"_s);
        QTest::keyClick(password, Qt::Key_Return);
        QCOMPARE(submitted.count(), 1);
        card.setProblem({});
        QVERIFY(!named(card, u"It is wrong."_s));
    }

    void escapeDeclines()
    {
        SignInCard card;
        QSignalSpy declined(&card, &QuestionCard::declined);
        QTest::keyClick(named<QLineEdit>(card, u"Password"_s), Qt::Key_Escape);
        QCOMPARE(declined.count(), 1);
        named<QAbstractButton>(card, u"Cancel"_s)->click();
        QCOMPARE(declined.count(), 2);
    }
};

QTEST_MAIN(TestQuestions)
#include "tst_questions.moc"
