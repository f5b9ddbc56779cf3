#include "gradio/download.h"

#include "net/cookiejar.h"
#include "net/http.h"
#include "support/httpoutcome.h"
#include "support/scriptedserver.h"

#include <QDir>
#include <QFile>
#include <QNetworkCookie>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using namespace spaceline;
using namespace spaceline::gradio;
using Kind = Failure::Kind;

namespace {

const QByteArray kPng = QByteArray::fromBase64(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJg"
    "gg==");

/// Tells everybody the token: what Download asks without it must be seen to be so.
class Token final : public CredentialSource {
public:
    [[nodiscard]] Credentials credentialsFor(const QUrl &) const override
    {
        return {{"Authorization", "Bearer hf_secretsecret"}};
    }
};

FileRef fileAt(const QString &path, const QString &name = u"a.bin"_s)
{
    FileRef file;
    file.path = path;
    file.name = name;
    return file;
}

} // namespace

/// gradio-protocol.md §7.2 to §7.4; failures.md F17.
class TestDownload : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();

    void sources_data();
    void sources();
    void comesWhole();
    void replacesWhatIsThere();
    void contentNeedsNoRequest();
    void kinds_data();
    void kinds();
    void otherHostsAreToldNothing();
    void privateNetworks_data();
    void privateNetworks();
    void redirectToAnotherHostDropsTheToken();
    void tooLarge_data();
    void tooLarge();
    void theServersOwnUrlIsTheSecondTry();
    void replicaThatMadeIt_data();
    void replicaThatMadeIt();
    void refusals_data();
    void refusals();
    void brokenOff();
    void cancelled();
    void cannotWrite();

private:
    struct Outcome {
        int finished = 0;
        Failure failure;
        bool isTooLarge = false;
        QString mime;
        qint64 size = -1;
        QList<std::pair<qint64, qint64>> progress;
    };
    std::shared_ptr<Outcome> watch(Download *download);
    std::shared_ptr<Outcome> run(const FileRef &file, qint64 limit = -1);
    [[nodiscard]] QString target() const { return m_folder->filePath(u"got.bin"_s); }
    [[nodiscard]] QByteArray got() const;
    /// Nothing but what the test put there.
    [[nodiscard]] QStringList left() const
    {
        return QDir(m_folder->path()).entryList(QDir::Files | QDir::Hidden);
    }

    std::unique_ptr<ScriptedServer> m_server;
    std::unique_ptr<ScriptedServer> m_elsewhere;
    std::unique_ptr<CookieJar> m_jar;
    std::unique_ptr<Http> m_http;
    std::unique_ptr<QTemporaryDir> m_folder;
    Token m_token;
};

void TestDownload::init()
{
    m_server = std::make_unique<ScriptedServer>();
    m_elsewhere = std::make_unique<ScriptedServer>();
    m_jar = std::make_unique<CookieJar>();
    m_http = std::make_unique<Http>(m_token, *m_jar, nullptr);
    m_folder = std::make_unique<QTemporaryDir>();
}

void TestDownload::cleanup()
{
    m_http.reset();
    m_jar.reset();
    m_server.reset();
    m_elsewhere.reset();
}

QByteArray TestDownload::got() const
{
    QFile file(target());
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("(nothing)");
}

std::shared_ptr<TestDownload::Outcome> TestDownload::watch(Download *download)
{
    auto outcome = std::make_shared<Outcome>();
    connect(download, &Download::progressed, this, [outcome](qint64 received, qint64 total) {
        outcome->progress.append({received, total});
    });
    connect(download, &Download::finished, this, [outcome, download] {
        ++outcome->finished;
        outcome->failure = download->failure();
        outcome->isTooLarge = download->isTooLarge();
        outcome->mime = download->mime();
        outcome->size = download->size();
    });
    return outcome;
}

std::shared_ptr<TestDownload::Outcome> TestDownload::run(const FileRef &file, qint64 limit)
{
    const QPointer<Download> download = new Download(*m_http, m_server->url("/gradio_api/"));
    auto outcome = watch(download);
    download->start(file, target(), limit);
    if (outcome->finished != 0)
        qFatal("finished() from within start()");
    (void)QTest::qWaitFor([&] { return !download; }, 10'000);
    return outcome;
}

void TestDownload::sources_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("url");
    QTest::addColumn<bool>("stream");
    QTest::addColumn<QByteArray>("source");
    QTest::addColumn<bool>("foreign");
    const QByteArray api = "https://a.hf.space/gradio_api/";
    QTest::newRow("path") << u"/data/a.png"_s << u"https://wrong/x"_s << false
                          << QByteArray(api + "file=/data/a.png") << false;
    QTest::newRow("strange name") << u"/data/ü #1 50%?.txt"_s << QString() << false
                                  << QByteArray(api + "file=/data/%C3%BC%20%231%2050%25%3F.txt")
                                  << false;
    QTest::newRow("Windows") << u"C:\\data\\a.png"_s << QString() << false
                             << QByteArray(api + "file=C%3A%5Cdata%5Ca.png") << false;
    QTest::newRow("looks escaped") << u"/data/a%20b"_s << QString() << false
                                   << QByteArray(api + "file=/data/a%2520b") << false;
    QTest::newRow("stream") << u"/data/a"_s
                            << u"https://a.hf.space/gradio_api/stream/1/2/3/playlist.m3u8"_s << true
                            << QByteArray(api + "stream/1/2/3/playlist.m3u8") << false;
    QTest::newRow("another host") << u"https://example.org/a.png"_s << QString() << false
                                  << "https://example.org/a.png"_ba << true;
    QTest::newRow("only a url") << QString() << u"https://a.hf.space/x/a.png"_s << false
                                << "https://a.hf.space/x/a.png"_ba << false;
    QTest::newRow("another port") << u"https://a.hf.space:8443/a"_s << QString() << false
                                  << "https://a.hf.space:8443/a"_ba << true;
}

void TestDownload::sources()
{
    QFETCH(const QString, path);
    QFETCH(const QString, url);
    QFETCH(const bool, stream);
    QFETCH(const QByteArray, source);
    QFETCH(const bool, foreign);
    FileRef file = fileAt(path);
    file.url = QUrl(url);
    file.stream = stream;
    const QUrl api(u"https://a.hf.space/gradio_api/"_s);
    QCOMPARE(Download::source(file, api).toEncoded(), source);
    QCOMPARE(Download::isForeign(file, api), foreign);
}

void TestDownload::comesWhole()
{
    m_server->answers["GET /gradio_api/file=/data/%C3%BC%20%231.txt"]
        = ScriptedServer::content("text/plain", "hello", 200).inPieces(3);
    const auto outcome = run(fileAt(u"/data/ü #1.txt"_s, u"ü #1.txt"_s), 5);
    QVERIFY2(!outcome->failure, qPrintable(outcome->failure.detail));
    QCOMPARE(outcome->finished, 1);
    QCOMPARE(got(), "hello"_ba);
    QCOMPARE(outcome->size, 5);
    QCOMPARE(outcome->mime, u"text/plain"_s);
    QCOMPARE(outcome->progress.constLast(), (std::pair<qint64, qint64>(5, 5)));
    QCOMPARE(left(), QStringList{u"got.bin"_s});
    QCOMPARE(m_server->requests[0].header("Accept"), "*/*"_ba);
    QCOMPARE(m_server->requests[0].header("Authorization"), "Bearer hf_secretsecret"_ba);
}

void TestDownload::replacesWhatIsThere()
{
    QFile old(target());
    QVERIFY(old.open(QIODevice::WriteOnly));
    old.write("old and longer");
    old.close();
    m_server->answers["GET /gradio_api/file=/a"] = ScriptedServer::content("text/plain", "new");
    QVERIFY(!run(fileAt(u"/a"_s))->failure);
    QCOMPARE(got(), "new"_ba);

    // A failure leaves it as it is.
    m_server->answers["GET /gradio_api/file=/a"]
        = ScriptedServer::content("text/plain", "newer").cutAfter(2);
    QVERIFY(run(fileAt(u"/a"_s))->failure);
    QCOMPARE(got(), "new"_ba);
    QCOMPARE(left(), QStringList{u"got.bin"_s});
}

void TestDownload::contentNeedsNoRequest()
{
    FileRef file = fileAt({}, u"a.png"_s);
    file.content = kPng;
    const auto outcome = run(file);
    QVERIFY(!outcome->failure);
    QCOMPARE(got(), kPng);
    QCOMPARE(outcome->mime, u"image/png"_s);
    QVERIFY(m_server->requests.isEmpty());
    QVERIFY(run(file, 10)->isTooLarge);
}

void TestDownload::kinds_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("mime");
    QTest::newRow("picture by content") << u"a.txt"_s << kPng << u"image/png"_s;
    QTest::newRow("no picture by name") << u"a.png"_s << "hello"_ba << u"text/plain"_s;
    QTest::newRow("no picture at all")
        << u"a.png"_s << QByteArray("\x00\x01\x02\xff", 4) << u"application/octet-stream"_s;
    QTest::newRow("text of a kind") << u"a.py"_s << "x = 1\n"_ba << u"text/x-python"_s;
    QTest::newRow("nothing") << u"a"_s << QByteArray("\x00\x01\x02\xff", 4)
                             << u"application/octet-stream"_s;
}

void TestDownload::kinds()
{
    QFETCH(const QString, name);
    QFETCH(const QByteArray, content);
    QFETCH(const QString, mime);
    m_server->answers["GET /gradio_api/file=/a"]
        = ScriptedServer::content("image/gif", content); // what the server says is not believed
    const auto outcome = run(fileAt(u"/a"_s, name));
    QVERIFY(!outcome->failure);
    QCOMPARE(outcome->mime, mime);
}

void TestDownload::otherHostsAreToldNothing()
{
    QNetworkCookie cookie("session", "1");
    cookie.setPath(u"/"_s);
    m_jar->setCookiesFromUrl({cookie}, m_elsewhere->url());
    m_elsewhere->answers["GET /a"]
        = ScriptedServer::content("text/plain", "x").with("Set-Cookie", "tracked=1; Path=/");
    QVERIFY(!run(fileAt(m_elsewhere->url("/a").toString()))->failure);
    const ScriptedServer::Request seen = m_elsewhere->last("GET /a");
    QVERIFY(!seen.hasHeader("Authorization"));
    QVERIFY(!seen.hasHeader("Cookie"));
    QCOMPARE(m_jar->cookiesForUrl(m_elsewhere->url()).size(), 1);
}

void TestDownload::privateNetworks_data()
{
    QTest::addColumn<QString>("path");
    for (const char *path :
         {"http://127.0.0.1:1/a", "http://localhost:1/a", "http://[::1]:1/a", "http://10.0.0.1/a",
          "http://192.168.1.1/a", "http://172.20.0.1/a", "http://169.254.169.254/latest/meta-data",
          "http://[fd00::1]/a", "http://[::ffff:10.0.0.1]/a", "http://0.0.0.0/a",
          "http://printer.local/a"})
        QTest::newRow(path) << QString::fromLatin1(path);
}

void TestDownload::privateNetworks()
{
    // An app on the internet that names a file of the user's own network.
    QFETCH(const QString, path);
    const QPointer<Download> download
        = new Download(*m_http, QUrl(u"https://a.hf.space/gradio_api/"_s));
    const auto outcome = watch(download);
    download->start(fileAt(path), target(), -1);
    QTRY_VERIFY(!download);
    QCOMPARE(outcome->failure.kind, Kind::Download);
    QVERIFY(outcome->failure.said.contains(u"network"_s));
    QVERIFY(left().isEmpty());
}

void TestDownload::redirectToAnotherHostDropsTheToken()
{
    // Http asks its CredentialSource again for each host; this one would tell all of them.
    m_server->answers["GET /gradio_api/file=/a"] = ScriptedServer::redirect(302, "/b");
    m_server->answers["GET /b"] = ScriptedServer::content("text/plain", "x");
    QVERIFY(!run(fileAt(u"/a"_s))->failure);
    QCOMPARE(got(), "x"_ba);
}

void TestDownload::tooLarge_data()
{
    QTest::addColumn<qint64>("told");
    QTest::addColumn<bool>("length");
    QTest::addColumn<qint64>("size");
    QTest::addColumn<int>("requests");
    QTest::newRow("known before") << qint64(6) << true << qint64(6) << 0;
    QTest::newRow("announced") << qint64(-1) << true << qint64(6) << 1;
    QTest::newRow("found out") << qint64(-1) << false << qint64(-1) << 1;
}

void TestDownload::tooLarge()
{
    QFETCH(const qint64, told);
    QFETCH(const bool, length);
    QFETCH(const qint64, size);
    QFETCH(const int, requests);
    const auto answer = ScriptedServer::content("text/plain", "hello!");
    m_server->answers["GET /gradio_api/file=/a"] = length ? answer : answer.withoutLength();
    FileRef file = fileAt(u"/a"_s);
    file.size = told;
    const auto outcome = run(file, 5);
    QCOMPARE(outcome->finished, 1);
    QCOMPARE(outcome->failure.kind, Kind::Download);
    QVERIFY(outcome->isTooLarge);
    QCOMPARE(outcome->size, size);
    QCOMPARE(m_server->requests.size(), requests);
    QVERIFY(left().isEmpty());
}

void TestDownload::theServersOwnUrlIsTheSecondTry()
{
    m_server->answers["GET /gradio_api/file=/a"]
        = ScriptedServer::json(R"({"detail":"File not allowed: /a."})", 403);
    m_server->answers["GET /gradio_api/proxy=x/file=/a"]
        = ScriptedServer::content("text/plain", "there");
    FileRef file = fileAt(u"/a"_s);
    file.url = m_server->url("/gradio_api/proxy=x/file=/a");
    QVERIFY(!run(file)->failure);
    QCOMPARE(got(), "there"_ba);
    // Elsewhere it is not looked for: that url is often a wrong one.
    file.url = m_elsewhere->url("/a");
    m_elsewhere->answers["GET /a"] = ScriptedServer::content("text/plain", "trap");
    QVERIFY(run(file)->failure);
    QVERIFY(m_elsewhere->requests.isEmpty());
}

void TestDownload::replicaThatMadeIt_data()
{
    QTest::addColumn<QByteArray>("told"); ///< with the stream of the reply
    QTest::addColumn<int>("status"); ///< of the file
    QTest::addColumn<bool>("comes");
    QTest::newRow("404") << "me-app-abc12"_ba << 404 << true;
    QTest::newRow("403") << "me-app-abc12"_ba << 403 << true;
    QTest::newRow("in trouble") << "me-app-abc12"_ba << 500 << false;
    QTest::newRow("no copies") << ""_ba << 404 << false;
    QTest::newRow("a name that is a path") << "me-../x"_ba << 404 << false;
}

void TestDownload::replicaThatMadeIt()
{
    QFETCH(const QByteArray, told);
    QFETCH(const int, status);
    QFETCH(const bool, comes);
    const ScriptedServer::Answer stream = ScriptedServer::events({"data: 1"});
    m_server->answers["GET /gradio_api/queue/data"]
        = told.isEmpty() ? stream : stream.with("X-Proxied-Replica", told);
    HttpRequest request;
    request.url = m_server->url("/gradio_api/queue/data");
    request.stream = true;
    QVERIFY(outcomeOf(*m_http, request)->body.contains("data: 1"));
    // The one that has not got it names itself too.
    m_server->answers["GET /gradio_api/file=/%C3%BC%20a"]
        = ScriptedServer::json(R"({"detail":"Not Found"})", status)
              .with("X-Proxied-Replica", "me-app-other");
    m_server->answers["GET /--replicas/abc12/gradio_api/file=/%C3%BC%20a"]
        = ScriptedServer::content("text/plain", "there");
    const auto outcome = run(fileAt(u"/ü a"_s));
    QCOMPARE(outcome->failure.kind, comes ? Kind::None : Kind::Download);
    QCOMPARE(m_server->count("GET /--replicas/*"), comes ? 1 : 0);
    QCOMPARE(m_server->requests.size(), comes ? 3 : 2);
    if (comes)
        QCOMPARE(got(), "there"_ba);
    // Once only.
    if (comes) {
        m_server->answers.remove("GET /--replicas/abc12/gradio_api/file=/%C3%BC%20a");
        QCOMPARE(run(fileAt(u"/ü a"_s))->failure.kind, Kind::Download);
        QCOMPARE(m_server->count("GET /--replicas/*"), 2);
    }
}

void TestDownload::refusals_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<Kind>("kind");
    QTest::newRow("not allowed") << 403 << Kind::Download;
    QTest::newRow("gone") << 404 << Kind::Download;
    QTest::newRow("in trouble") << 500 << Kind::Download;
    QTest::newRow("logged out") << 401 << Kind::Login;
    QTest::newRow("nothing changed") << 304 << Kind::Download;
}

void TestDownload::refusals()
{
    QFETCH(const int, status);
    QFETCH(const Kind, kind);
    m_server->answers["GET /gradio_api/file=/a"]
        = ScriptedServer::json(R"({"detail":"no file for you"})", status);
    const auto outcome = run(fileAt(u"/a"_s));
    QCOMPARE(outcome->failure.kind, kind);
    if (status >= 400)
        QCOMPARE(outcome->failure.said, u"no file for you"_s);
    QVERIFY(!outcome->isTooLarge);
    QVERIFY(left().isEmpty());
}

void TestDownload::brokenOff()
{
    m_server->answers["GET /gradio_api/file=/a"]
        = ScriptedServer::content("text/plain", "hello").cutAfter(3);
    const auto outcome = run(fileAt(u"/a"_s));
    QCOMPARE(outcome->failure.kind, Kind::ConnectionLost);
    QVERIFY(left().isEmpty());
}

void TestDownload::cancelled()
{
    m_server->answers["GET /gradio_api/file=/a"]
        = ScriptedServer::content("text/plain", "hello").withoutLength().stayingOpen();
    const QPointer<Download> download = new Download(*m_http, m_server->url("/gradio_api/"));
    const auto outcome = watch(download);
    download->start(fileAt(u"/a"_s), target(), -1);
    QTRY_COMPARE(outcome->progress.size(), 1);
    download->cancel();
    QCOMPARE(outcome->failure.kind, Kind::Interrupted);
    QTRY_VERIFY(!download);
    QCOMPARE(outcome->finished, 1);
    QVERIFY(left().isEmpty());
    QTRY_COMPARE(m_server->openConnections(), 0);
}

void TestDownload::cannotWrite()
{
    const QPointer<Download> download = new Download(*m_http, m_server->url("/gradio_api/"));
    const auto outcome = watch(download);
    download->start(fileAt(u"/a"_s), m_folder->filePath(u"no/such/folder/a"_s), -1);
    QTRY_VERIFY(!download);
    QCOMPARE(outcome->failure.kind, Kind::Download);
    QVERIFY(m_server->requests.isEmpty());
}

QTEST_GUILESS_MAIN(TestDownload)
#include "tst_download.moc"
