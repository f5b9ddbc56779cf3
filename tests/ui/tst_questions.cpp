#include "connect/certificatecard.h"
#include "connect/connectionsheet.h"
#include "connect/consent.h"
#include "connect/questioncard.h"
#include "connect/signincard.h"
#include "ui/names.h"

#include <QAbstractButton>
#include <QCheckBox>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QSslCertificate>
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

    void consentHasThreeAnswers()
    {
        QuestionCard card;
        askFor(Consent::toToken(QUrl(u"http://lan.example:7860"_s)), card);
        QCOMPARE(namelessControls(card).join(u" "_s), QString());
        QVERIFY(card.accessibleName().contains(u"lan.example"_s));
        QVERIFY(card.accessibleDescription().contains(u"not encrypted"_s));
        QVERIFY(!Consent::toToken(QUrl(u"https://lan.example"_s)).words.contains(u"encrypted"_s));
        QSignalSpy answered(&card, &QuestionCard::answered);
        for (const QString &name : {u"No"_s, u"Allow once"_s, u"Always allow"_s})
            named<QAbstractButton>(card, name)->click();
        QCOMPARE(answered.count(), 3);
        QCOMPARE(answered.at(0).first().toInt(), int(Consent::No));
        QCOMPARE(answered.at(1).first().toInt(), int(Consent::Once));
        QCOMPARE(answered.at(2).first().toInt(), int(Consent::Always));
        // Enter in the wrong moment gives nothing away.
        for (auto *button : card.findChildren<QPushButton *>())
            QVERIFY(!button->isDefault());
    }

    void aCertificateIsShownWhole()
    {
        QFile file(QStringLiteral(SPACELINE_TEST_DATA "/tls/certificate.pem"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QSslCertificate certificate(&file);
        const QString fingerprint = QString::fromLatin1(
            certificate.digest(QCryptographicHash::Sha256).toHex(':').toUpper());
        CertificateCard card;
        card.setCertificate(u"lan.example:8443"_s, u"It is self-signed"_s, certificate, fingerprint,
                            true);
        QCOMPARE(namelessControls(card).join(u" "_s), QString());
        QVERIFY(card.accessibleName().contains(u"another certificate"_s));
        QVERIFY(card.accessibleDescription().startsWith(u"It is self-signed. Only"_s));
        QString shown;
        for (const auto *label : card.findChildren<QLabel *>())
            shown += label->text();
        QVERIFY(shown.remove(u'\n').contains(fingerprint));
        QSignalSpy trusted(&card, &CertificateCard::trusted);
        QSignalSpy declined(&card, &QuestionCard::declined);
        named<QAbstractButton>(card, u"Cancel"_s)->click();
        QCOMPARE(declined.count(), 1);
        QCOMPARE(trusted.count(), 0);
        named<QAbstractButton>(card, u"Trust this certificate for this server"_s)->click();
        QCOMPARE(trusted.count(), 1);
    }

    void theSheetTakesBack()
    {
        ConnectionFacts facts;
        facts.address = u"https://lan.example"_s;
        ConnectionSheet sheet(facts, nullptr);
        QVERIFY(!named(sheet, u"Sign out"_s));
        facts.grants = {{Grant::What::SignIn, u"Signed in as ada"_s, u"Sign out"_s},
                        {Grant::What::Certificate, u"You trust it"_s, u"Take back"_s}};
        sheet.setFacts(facts);
        QCOMPARE(namelessControls(sheet).join(u" "_s), QString());
        QSignalSpy pressed(&sheet, &ConnectionSheet::grantPressed);
        QCOMPARE(named(sheet, u"Take back"_s)->accessibleDescription(), u"You trust it"_s);
        named<QAbstractButton>(sheet, u"Take back"_s)->click();
        QCOMPARE(pressed.count(), 1);
        QCOMPARE(pressed.first().first().value<Grant::What>(), Grant::What::Certificate);
        facts.grants.removeLast();
        sheet.setFacts(facts);
        QVERIFY(!named(sheet, u"Take back"_s));
        QVERIFY(named(sheet, u"Sign out"_s));
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
