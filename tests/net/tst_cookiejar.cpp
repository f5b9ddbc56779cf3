#include "net/cookiejar.h"

#include <QNetworkCookie>
#include <QTest>
#include <QUrl>

using namespace Qt::Literals::StringLiterals;
using namespace spaceline;

class TestCookieJar : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void portsAreServersOfTheirOwn();
    void httpAndHttpsAreOneServer();
};

void TestCookieJar::portsAreServersOfTheirOwn()
{
    CookieJar jar;
    QVERIFY(jar.setCookiesFromUrl({QNetworkCookie("a", "1")}, QUrl(u"http://127.0.0.1:7860/"_s)));
    QCOMPARE(jar.cookiesForUrl(QUrl(u"http://127.0.0.1:7860/queue/data"_s)).size(), 1);
    QVERIFY(jar.cookiesForUrl(QUrl(u"http://127.0.0.1:7861/queue/data"_s)).isEmpty());
    QVERIFY(jar.cookiesForUrl(QUrl(u"http://127.0.0.1/queue/data"_s)).isEmpty());
}

void TestCookieJar::httpAndHttpsAreOneServer()
{
    CookieJar jar;
    QVERIFY(jar.setCookiesFromUrl({QNetworkCookie("a", "1")}, QUrl(u"http://example.org/"_s)));
    QCOMPARE(jar.cookiesForUrl(QUrl(u"https://EXAMPLE.org/x"_s)).size(), 1);
}

QTEST_APPLESS_MAIN(TestCookieJar)
#include "tst_cookiejar.moc"
