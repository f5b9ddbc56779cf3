#include "base/hubendpoint.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace spaceline;

class TestHubEndpoint : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void spaceHosts_data();
    void spaceHosts();
    void anotherHub();
};

void TestHubEndpoint::spaceHosts_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<bool>("space");
    QTest::newRow("https") << u"https://me-app.hf.space/config"_s << true;
    QTest::newRow("http") << u"http://me-app.hf.space/config"_s << false;
    QTest::newRow("other port") << u"https://me-app.hf.space:8443/"_s << false;
    QTest::newRow("look-alike suffix") << u"https://me-app.hf.space.evil.example/"_s << false;
    QTest::newRow("look-alike name") << u"https://evilhf.space/"_s << false;
    QTest::newRow("bare domain") << u"https://hf.space/"_s << false;
    QTest::newRow("upper case") << u"https://ME-APP.HF.SPACE/"_s << true;
}

void TestHubEndpoint::spaceHosts()
{
    QFETCH(QString, url);
    QFETCH(bool, space);
    QCOMPARE(HubEndpoint().isSpaceHost(QUrl(url)), space);
}

void TestHubEndpoint::anotherHub()
{
    const HubEndpoint hub(QUrl(u"http://127.0.0.1:9000/"_s));
    QVERIFY(!hub.isDefault());
    QCOMPARE(hub.base(), QUrl(u"http://127.0.0.1:9000"_s));
    QCOMPARE(HubEndpoint(QUrl(u"http://127.0.0.1:9000/hub/?a#b"_s)).base(),
             QUrl(u"http://127.0.0.1:9000/hub"_s));
    QVERIFY(hub.isHub(QUrl(u"http://127.0.0.1:9000/api/spaces/a/b"_s)));
    QVERIFY(!hub.isHub(QUrl(u"http://127.0.0.1:9001/api/spaces/a/b"_s)));
    QVERIFY(!hub.isSpaceHost(QUrl(u"https://me-app.hf.space/"_s)));
    QVERIFY(HubEndpoint(QUrl(u"ftp://example.org"_s)).isDefault());
    QVERIFY(HubEndpoint(QUrl()).isHub(QUrl(u"https://huggingface.co/api/whoami-v2"_s)));
    QVERIFY(!HubEndpoint().isHub(QUrl(u"http://huggingface.co/api/whoami-v2"_s)));
}

QTEST_APPLESS_MAIN(TestHubEndpoint)
#include "tst_hubendpoint.moc"
