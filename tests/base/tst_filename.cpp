#include "base/filename.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace spaceline;

class TestFileName : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void names_data();
    void names();
    void longNamesKeepTheirSuffix();
};

void TestFileName::names_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("safe");
    QTest::newRow("plain") << u"cat.png"_s << u"cat.png"_s;
    QTest::newRow("words") << u"my cat.png"_s << u"my cat.png"_s;
    QTest::newRow("Chinese") << u"图片.png"_s << u"图片.png"_s;
    QTest::newRow("path") << u"../../etc/passwd"_s << u"passwd"_s;
    QTest::newRow("Windows path") << u"C:\\Users\\a\\b.txt"_s << u"b.txt"_s;
    QTest::newRow("up") << u".."_s << u"file"_s;
    QTest::newRow("empty") << QString() << u"file"_s;
    QTest::newRow("folder") << u"a/"_s << u"file"_s;
    QTest::newRow("hidden") << u".bashrc"_s << u"bashrc"_s;
    QTest::newRow("end") << u"a. . "_s << u"a"_s;
    QTest::newRow("control") << u"a\nb\u001bc.txt"_s << u"a_b_c.txt"_s;
    QTest::newRow("null") << u"a"_s + QChar(0) + u"b"_s << u"a_b"_s;
    QTest::newRow("direction") << u"\u202egpj.exe"_s << u"_gpj.exe"_s;
    QTest::newRow("reserved") << u"a<b>:c|d?.txt"_s << u"a_b__c_d_.txt"_s;
    QTest::newRow("device") << u"con.txt"_s << u"_con.txt"_s;
    QTest::newRow("port") << u"LPT1"_s << u"_LPT1"_s;
    QTest::newRow("emoji") << u"\U0001F431.png"_s << u"\U0001F431.png"_s;
    QTest::newRow("half a pair") << QString(QChar(0xd83d)) + u".png"_s << u"_.png"_s;
}

void TestFileName::names()
{
    QFETCH(QString, name);
    QTEST(safeFileName(name), "safe");
}

void TestFileName::longNamesKeepTheirSuffix()
{
    for (const QString &part : {u"a"_s, u"图"_s, u"\U0001F431"_s}) {
        const QString safe = safeFileName(part.repeated(1000) + u".tar"_s);
        QVERIFY(safe.endsWith(u".tar"_s));
        QVERIFY(safe.toUtf8().size() <= 200);
        QVERIFY(safe.toUtf8().size() > 190);
        QCOMPARE(QString::fromUtf8(safe.toUtf8()), safe);
    }
}

QTEST_GUILESS_MAIN(TestFileName)

#include "tst_filename.moc"
