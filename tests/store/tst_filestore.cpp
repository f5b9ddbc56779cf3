#include "store/filestore.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace spaceline;

namespace {

constexpr QFile::Permissions kOthers = QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup
    | QFile::ReadOther | QFile::WriteOther | QFile::ExeOther;

bool write(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write("x") == 1;
}

} // namespace

class TestFileStore : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void placesAreFree();
    void namesStayInTheFolder();
    void onlyTheOwnerReads();
    void removesOneConversation();
    void linksAreNotFollowed();
    void noConversationNoPlace();
};

void TestFileStore::placesAreFree()
{
    const QTemporaryDir dir;
    const FileStore store(dir.filePath(u"files"_s));
    const QString first = store.place(7, u"a.png"_s);
    QCOMPARE(first, dir.filePath(u"files/7/a.png"_s));
    QVERIFY(write(first));
    const QString second = store.place(7, u"a.png"_s);
    QCOMPARE(second, dir.filePath(u"files/7/a-2.png"_s));
    QVERIFY(QFile::link(dir.filePath(u"nowhere"_s), second));
    QCOMPARE(store.place(7, u"a.png"_s), dir.filePath(u"files/7/a-3.png"_s));
}

void TestFileStore::namesStayInTheFolder()
{
    const QTemporaryDir dir;
    const FileStore store(dir.filePath(u"files"_s));
    QCOMPARE(store.place(1, u"../../2/x"_s), dir.filePath(u"files/1/x"_s));
}

void TestFileStore::onlyTheOwnerReads()
{
    const QTemporaryDir dir;
    const FileStore store(dir.filePath(u"files"_s));
    const QString path = store.place(1, u"a"_s);
    QVERIFY(write(path));
    QVERIFY(FileStore::makePrivate(path));
    QVERIFY(!(QFile::permissions(path) & (kOthers | QFile::ExeOwner)));
    QVERIFY(!(QFile::permissions(QFileInfo(path).path()) & kOthers));
    QVERIFY(!(QFile::permissions(store.folder()) & kOthers));
}

void TestFileStore::removesOneConversation()
{
    const QTemporaryDir dir;
    const FileStore store(dir.filePath(u"files"_s));
    const QString one = store.place(1, u"a"_s);
    const QString other = store.place(11, u"a"_s);
    QVERIFY(write(one) && write(other));
    QVERIFY(store.removeConversation(1));
    QVERIFY(!QFileInfo::exists(QFileInfo(one).path()));
    QVERIFY(QFileInfo::exists(other));
    QVERIFY(store.removeConversation(1)); // nothing left is fine
}

void TestFileStore::linksAreNotFollowed()
{
    const QTemporaryDir dir;
    const FileStore store(dir.filePath(u"files"_s));
    QVERIFY(!store.place(1, u"a"_s).isEmpty());
    QVERIFY(QDir().mkpath(dir.filePath(u"foreign"_s)));
    QVERIFY(write(dir.filePath(u"foreign/kept"_s)));
    QVERIFY(QFile::link(dir.filePath(u"foreign"_s), store.folder() + u"/2"_s));
    QVERIFY(store.place(2, u"a"_s).isEmpty());
    QVERIFY(store.removeConversation(2));
    QVERIFY(QFileInfo::exists(dir.filePath(u"foreign/kept"_s)));
}

void TestFileStore::noConversationNoPlace()
{
    const QTemporaryDir dir;
    const FileStore store(dir.filePath(u"files"_s));
    QVERIFY(store.place(0, u"a"_s).isEmpty());
    QVERIFY(!store.removeConversation(0));
    QVERIFY(FileStore(QString()).place(1, u"a"_s).isEmpty());
}

QTEST_GUILESS_MAIN(TestFileStore)

#include "tst_filestore.moc"
