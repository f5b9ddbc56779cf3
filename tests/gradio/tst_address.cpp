#include "gradio/address.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace spaceline;
using gradio::Address;

/// gradio-protocol.md §1.1 and failures.md F6: what people type and paste.
class TestAddress : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void spaces_data();
    void spaces();
    void urls_data();
    void urls();
    void refusals_data();
    void refusals();
    void demo_data();
    void demo();
    void anotherHub_data();
    void anotherHub();
    void canonicalParsesToItself_data();
    void canonicalParsesToItself();
};

namespace {

const HubEndpoint kHub;

void addAll(const QList<std::pair<QString, QString>> &rows)
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("expected");
    for (const auto &[typed, expected] : rows)
        QTest::newRow(qPrintable(typed.trimmed())) << typed << expected;
}

} // namespace

void TestAddress::spaces_data()
{
    addAll({
        {u"owner/name"_s, u"owner/name"_s},
        {u"  owner/name\t\n"_s, u"owner/name"_s},
        {u"owner/name/"_s, u"owner/name"_s},
        {u"Owner_1/Na-me.2"_s, u"Owner_1/Na-me.2"_s},
        {u"1234/5"_s, u"1234/5"_s},
        {u"\"owner/name\""_s, u"owner/name"_s},
        {u"'owner/name',"_s, u"owner/name"_s},
        {u"<owner/name>"_s, u"owner/name"_s},
        {u"spaces/owner/name"_s, u"owner/name"_s},
        {u"https://huggingface.co/spaces/owner/name"_s, u"owner/name"_s},
        {u"https://huggingface.co/spaces/owner/name/"_s, u"owner/name"_s},
        {u"http://huggingface.co/spaces/owner/name"_s, u"owner/name"_s},
        {u"HTTPS://HuggingFace.co/spaces/Owner/Name"_s, u"Owner/Name"_s},
        {u"https://www.huggingface.co/spaces/owner/name"_s, u"owner/name"_s},
        {u"huggingface.co/spaces/owner/name"_s, u"owner/name"_s},
        {u"hf.co/spaces/owner/name"_s, u"owner/name"_s},
        {u"https://hf.co/spaces/owner/name"_s, u"owner/name"_s},
        {u"https://huggingface.co/spaces/owner/name/tree/main"_s, u"owner/name"_s},
        {u"https://huggingface.co/spaces/owner/name/discussions/3"_s, u"owner/name"_s},
        {u"https://huggingface.co/spaces/owner/name?logs=container"_s, u"owner/name"_s},
        {u"https://huggingface.co/spaces/owner/name#top"_s, u"owner/name"_s},
        {u"https://huggingface.co/api/spaces/owner/name/host"_s, u"owner/name"_s},
        {u"huggingface.co:443/spaces/owner/name"_s, u"owner/name"_s},
    });
}

void TestAddress::spaces()
{
    QFETCH(const QString, typed);
    QFETCH(const QString, expected);
    const Address address = Address::parse(typed, kHub);
    QCOMPARE(address.kind, Address::Kind::Space);
    QCOMPARE(address.spaceId, expected);
    QCOMPARE(address.canonical(), expected);
    QVERIFY(address.url.isEmpty());
    QVERIFY(address.problem.isEmpty());
}

void TestAddress::urls_data()
{
    addAll({
        {u"https://owner-name.hf.space"_s, u"https://owner-name.hf.space"_s},
        {u"https://owner-name.hf.space/"_s, u"https://owner-name.hf.space"_s},
        {u"owner-name.hf.space"_s, u"https://owner-name.hf.space"_s},
        {u"http://owner-name.hf.space"_s, u"https://owner-name.hf.space"_s},
        {u"http://owner-name.hf.space:80/"_s, u"https://owner-name.hf.space"_s},
        {u"Owner-Name.HF.Space/"_s, u"https://owner-name.hf.space"_s},
        {u"https://owner-name.hf.space/?__theme=dark"_s, u"https://owner-name.hf.space"_s},
        {u"https://owner-name.hf.space/--replicas/abc12/"_s, u"https://owner-name.hf.space"_s},
        {u"https://owner-name.hf.space/--replicas/abc12/gradio_api/call/chat"_s,
         u"https://owner-name.hf.space"_s},
        {u"https://owner-name.hf.space/gradio_api/info"_s, u"https://owner-name.hf.space"_s},
        {u"https://owner-name.hf.space/config"_s, u"https://owner-name.hf.space"_s},
        {u"https://owner-name.hf.space/call/predict"_s, u"https://owner-name.hf.space"_s},
        {u"https://abcdef.gradio.live"_s, u"https://abcdef.gradio.live"_s},
        {u"abcdef.gradio.live"_s, u"https://abcdef.gradio.live"_s},
        {u"http://host:8000/app"_s, u"http://host:8000/app"_s},
        {u"http://host:8000/app/"_s, u"http://host:8000/app"_s},
        {u"http://host:8000/sub/app///"_s, u"http://host:8000/sub/app"_s},
        {u"https://example.org/a/b?x=1#y"_s, u"https://example.org/a/b"_s},
        {u"https://user:secret@example.org/app"_s, u"https://example.org/app"_s},
        {u"localhost"_s, u"http://localhost"_s},
        {u"localhost:7860"_s, u"http://localhost:7860"_s},
        {u"localhost:7860/sub"_s, u"http://localhost:7860/sub"_s},
        {u"LOCALHOST:7860/?__theme=light"_s, u"http://localhost:7860"_s},
        {u"app.localhost:7860"_s, u"http://app.localhost:7860"_s},
        {u"127.0.0.1:7860"_s, u"http://127.0.0.1:7860"_s},
        {u"192.168.1.5/app"_s, u"http://192.168.1.5/app"_s},
        {u"[::1]:7860"_s, u"http://[::1]:7860"_s},
        {u"http://[::1]:7860/x"_s, u"http://[::1]:7860/x"_s},
        {u"mybox:7860"_s, u"http://mybox:7860"_s},
        {u"chat.example.org"_s, u"https://chat.example.org"_s},
        {u"http://chat.example.org"_s, u"http://chat.example.org"_s},
        {u"chat.example.org:8080/app"_s, u"http://chat.example.org:8080/app"_s},
        {u"https://b\u00fccher.example/\u00fcber"_s, u"https://xn--bcher-kva.example/%C3%BCber"_s},
        {u"https://huggingface.example/owner/name"_s, u"https://huggingface.example/owner/name"_s},
    });
}

void TestAddress::urls()
{
    QFETCH(const QString, typed);
    QFETCH(const QString, expected);
    const Address address = Address::parse(typed, kHub);
    QCOMPARE(address.problem, QString());
    QCOMPARE(address.kind, Address::Kind::Url);
    QCOMPARE(address.canonical(), expected);
    QVERIFY(address.spaceId.isEmpty());
}

void TestAddress::refusals_data()
{
    QTest::addColumn<QString>("typed");
    for (const char *typed : {"",
                              "   ",
                              "\"\"",
                              "name",
                              "owner / name",
                              "https://",
                              "http://",
                              "https://:80",
                              "/",
                              "ftp://example.org/x",
                              "file:///etc/passwd",
                              "javascript:alert(1)",
                              "data:text/html,x",
                              "mailto:someone@example.org",
                              "http://host:99999/",
                              "a/b/c",
                              "owner/name?x=1",
                              "https://huggingface.co",
                              "https://huggingface.co/spaces",
                              "https://huggingface.co/spaces/owner",
                              "https://huggingface.co/meta-llama/Llama-3",
                              "https://huggingface.co/datasets/owner/name",
                              "../whoami-v2",
                              "./name",
                              "owner/..",
                              "https://huggingface.co/spaces/../whoami-v2",
                              "https://huggingface.co/spaces/o%2F../n",
                              "https://huggingface.co/spaces/ow%20ner/name",
                              "https://huggingface.co/spaces/o/n%3Fx",
                              "hf.co/owner/name",
                              ".hidden",
                              "dot."})
        QTest::newRow(*typed ? typed : "nothing") << QString::fromUtf8(typed);
}

void TestAddress::refusals()
{
    QFETCH(const QString, typed);
    const Address address = Address::parse(typed, kHub);
    QCOMPARE(address.kind, Address::Kind::Invalid);
    QVERIFY(address.problem.endsWith(u'.'));
    QVERIFY(address.url.isEmpty());
    QVERIFY(address.spaceId.isEmpty());
    QCOMPARE(address.canonical(), QString());
}

void TestAddress::demo_data()
{
    QTest::addColumn<QString>("typed");
    for (const char *typed : {"demo:", "Demo:", " DEMO: "})
        QTest::newRow(typed) << QString::fromUtf8(typed);
}

void TestAddress::demo()
{
    QFETCH(const QString, typed);
    const Address address = Address::parse(typed, kHub);
    QCOMPARE(address.kind, Address::Kind::Demo);
    QCOMPARE(address.canonical(), u"demo:"_s);
}

void TestAddress::anotherHub_data()
{
    QTest::addColumn<QString>("hub");
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("expected");
    const QString local = u"http://127.0.0.1:9000"_s;
    QTest::newRow("its page") << local << local + u"/spaces/owner/name/tree/main"_s
                              << u"owner/name"_s;
    QTest::newRow("its page, no scheme")
        << local << u"127.0.0.1:9000/spaces/owner/name"_s << u"owner/name"_s;
    const QString below = local + u"/hub"_s;
    QTest::newRow("a Hub in a folder")
        << below << below + u"/spaces/owner/name/tree/main"_s << u"owner/name"_s;
    QTest::newRow("beside that folder")
        << below << local + u"/spaces/owner/name"_s << local + u"/spaces/owner/name"_s;
    QTest::newRow("an app beside it") << local << u"http://127.0.0.1:9001/spaces/owner/name"_s
                                      << u"http://127.0.0.1:9001/spaces/owner/name"_s;
    QTest::newRow("another page of it") << local << local + u"/x"_s << local + u"/x"_s;
    QTest::newRow("the public page still means the Space")
        << local << u"https://huggingface.co/spaces/owner/name"_s << u"owner/name"_s;
}

void TestAddress::anotherHub()
{
    QFETCH(const QString, hub);
    QFETCH(const QString, typed);
    QFETCH(const QString, expected);
    QCOMPARE(Address::parse(typed, HubEndpoint(QUrl(hub))).canonical(), expected);
}

void TestAddress::canonicalParsesToItself_data()
{
    QTest::addColumn<QString>("typed");
    for (const char *typed :
         {"owner/name", "https://huggingface.co/spaces/owner/name", "demo:", "localhost:7860/a b",
          "http://host:8000/sub/app/",
          "https://b\xc3\xbc"
          "cher.example/\xc3\xbc",
          "http://[::1]:7860/", "https://example.org/a%20b%2Fc/", "https://owner-name.hf.space",
          "http://host/%25", "chat.example.org:443"})
        QTest::newRow(typed) << QString::fromUtf8(typed);
}

void TestAddress::canonicalParsesToItself()
{
    QFETCH(const QString, typed);
    const Address first = Address::parse(typed, kHub);
    const Address again = Address::parse(first.canonical(), kHub);
    QCOMPARE(again.kind, first.kind);
    QCOMPARE(again.spaceId, first.spaceId);
    QCOMPARE(again.url, first.url);
    QCOMPARE(again.canonical(), first.canonical());
}

QTEST_GUILESS_MAIN(TestAddress)
#include "tst_address.moc"
