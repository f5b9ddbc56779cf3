#include "fuzz/targets.h"

#include <QDir>
#include <QFile>
#include <QTest>

using namespace spaceline;

/// Inputs that once broke a decoder stay in findings/TARGET/ and are tried again here, without the
/// fuzzer.
class TestFuzzFindings : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyFindingBelongsToATarget();
    void findings_data();
    void findings();

private:
    const QDir m_folder{QStringLiteral(SPACELINE_SOURCE_DIR "/tests/fuzz/findings")};
};

void TestFuzzFindings::everyFindingBelongsToATarget()
{
    const QStringList folders = m_folder.entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    QVERIFY(!folders.isEmpty());
    for (const QString &folder : folders)
        QVERIFY2(fuzz::targetNamed(folder.toLatin1()), qPrintable(folder));
}

void TestFuzzFindings::findings_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QByteArray>("target");
    for (const fuzz::Target &target : fuzz::targets()) {
        const QString name = QString::fromLatin1(target.name);
        QTest::addRow("%s, nothing", target.name) << QString() << QByteArray(target.name);
        for (const QFileInfo &file : QDir(m_folder.filePath(name)).entryInfoList(QDir::Files))
            QTest::addRow("%s/%s", target.name, qPrintable(file.fileName()))
                << file.filePath() << QByteArray(target.name);
    }
}

void TestFuzzFindings::findings()
{
    QFETCH(const QString, path);
    QFETCH(const QByteArray, target);
    QByteArray input;
    if (!path.isEmpty()) {
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        input = file.readAll();
    }
    // A property that does not hold ends the process.
    fuzz::targetNamed(target)->run(input);
    QVERIFY(true);
}

QTEST_GUILESS_MAIN(TestFuzzFindings)
#include "tst_fuzzfindings.moc"
