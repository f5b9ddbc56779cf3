#include "base/redaction.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace spaceline;

class TestRedaction : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void hides_data();
    void hides();
    void leavesOrdinaryText();
    void registeredSecrets();
};

void TestRedaction::hides_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("token") << u"token hf_SECRETsecret in a sentence"_s;
    QTest::newRow("header") << u"Authorization: Bearer abc.SECRET-1"_s;
    QTest::newRow("cookie") << u"Cookie: access-token-x=SECRET; b=SECRET"_s;
    QTest::newRow("set-cookie") << u"a: 1\nSet-Cookie: k=SECRET; Path=/"_s;
    QTest::newRow("bare cookie") << u"got access-token-unsecure-9_-=SECRET; Path=/"_s;
    QTest::newRow("json") << u"{\"password\": \"SE\\\"CRET\", \"oauth_token\":\"SECRET\"}"_s;
    QTest::newRow("query") << u"https://a.hf.space/x?y=1&__sign=SECRET#f"_s;
    QTest::newRow("form") << u"username=a&password=SECRET"_s;
    QTest::newRow("user info") << u"https://me:SECRET@host/"_s;
}

void TestRedaction::hides()
{
    QFETCH(QString, text);
    QVERIFY2(!redacted(text).contains(u"SECRET"), qPrintable(redacted(text)));
    QVERIFY(redacted(text).contains(u"•••"));
}

void TestRedaction::leavesOrdinaryText()
{
    const QString text
        = u"POST /gradio_api/queue/join 200 {\"event_id\":\"3f\"} password forgotten?"_s;
    QCOMPARE(redacted(text), text);
}

void TestRedaction::registeredSecrets()
{
    addSecret("pa55");
    addSecret("pa55word");
    addSecret("abc");
    QCOMPARE(redacted(u"pa55word pa55 abc"_s), u"••• ••• abc"_s);
}

QTEST_APPLESS_MAIN(TestRedaction)
#include "tst_redaction.moc"
