#include "store/filecopy.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QThreadPool>

using namespace Qt::Literals::StringLiterals;
using namespace spaceline;

class TestFileCopy : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void copiesAll_data();
    void copiesAll();
    void whatFailsLeavesTheTarget();
    void givenUpLeavesNothing();

private:
    QString write(const QString &name, const QByteArray &content) const
    {
        QFile file(m_folder.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            qFatal("a file of the test could not be written");
        return file.fileName();
    }
    static QByteArray read(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : "cannot be read";
    }
    QTemporaryDir m_folder;
};

void TestFileCopy::copiesAll_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("little") << QByteArray("abc");
    QTest::newRow("more than is read at once") << QByteArray(3'000'001, 'x').replace(2, 1, "y");
}

void TestFileCopy::copiesAll()
{
    QFETCH(const QByteArray, content);
    const QString from = write(u"from"_s, content);
    const QString to = write(u"to"_s, "what was there");
    QVERIFY(QFile::setPermissions(to, QFile::ReadOwner | QFile::WriteOwner));
    FileCopy copy(from, to);
    QSignalSpy finished(&copy, &FileCopy::finished);
    copy.start();
    QCOMPARE(finished.count(), 0); // never from within
    QVERIFY(finished.wait());
    QCOMPARE(copy.error(), QString());
    QCOMPARE(read(to), content);
    QVERIFY(!(QFile::permissions(to) & (QFile::ReadGroup | QFile::ReadOther)));
}

void TestFileCopy::whatFailsLeavesTheTarget()
{
    const QString to = write(u"kept"_s, "what was there");
    FileCopy copy(m_folder.filePath(u"nothing"_s), to);
    QSignalSpy finished(&copy, &FileCopy::finished);
    copy.start();
    QVERIFY(finished.wait());
    QVERIFY(!copy.error().isEmpty());
    QCOMPARE(read(to), "what was there");
}

void TestFileCopy::givenUpLeavesNothing()
{
    const QString from = write(u"large"_s, QByteArray(40'000'000, 'x'));
    QVERIFY(QDir(m_folder.path()).mkdir(u"target"_s));
    const QDir target(m_folder.filePath(u"target"_s));
    {
        FileCopy copy(from, target.filePath(u"copy"_s));
        copy.start();
    }
    QThreadPool::globalInstance()->waitForDone();
    QCOMPARE(target.entryList(QDir::Files), QStringList());
}

QTEST_GUILESS_MAIN(TestFileCopy)
#include "tst_filecopy.moc"
