#include "gradio/upload.h"

#include "gradio/config.h"
#include "net/cookiejar.h"
#include "net/http.h"
#include "support/scriptedserver.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using namespace spaceline;
using namespace spaceline::gradio;
using Kind = Failure::Kind;

namespace {

const QByteArray kRoute = "POST /gradio_api/upload";

Config configOf(const QByteArray &version = "6.31.0", const QByteArray &protocol = "\"sse_v3\"",
                const QByteArray &limit = "null")
{
    return Config::parse("{\"version\":\"" + version + "\",\"protocol\":" + protocol
                         + ",\"max_file_size\":" + limit
                         + ",\"components\":[],\"dependencies\":[]}");
}

} // namespace

/// gradio-protocol.md §7.1; failures.md F16.
class TestUpload : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();

    void sendsWhatServersRead();
    void strangeNames_data();
    void strangeNames();
    void valuesOfOldServers();
    void nothingToSend();
    void refusedBeforeSending_data();
    void refusedBeforeSending();
    void refusedByTheServer_data();
    void refusedByTheServer();
    void strangeAnswers_data();
    void strangeAnswers();
    void repeatedOnce();
    void cancelled_data();
    void cancelled();
    void largeFileIsNotHeldInMemory();
    void fileThatShrinks();
    void silence();

private:
    struct Outcome {
        int finished = 0;
        Failure failure;
        QJsonArray values;
        QList<std::pair<qint64, qint64>> progress;
        int repetitions = 0;
    };
    LocalFile file(const QString &name, const QByteArray &content, const QString &mime = {});
    /// Starts \p upload and writes down what becomes of it.
    std::shared_ptr<Outcome> watch(Upload *upload);
    std::shared_ptr<Outcome> run(const QList<LocalFile> &files, const Config &config = configOf());

    std::unique_ptr<ScriptedServer> m_server;
    std::unique_ptr<CookieJar> m_jar;
    std::unique_ptr<Http> m_http;
    std::unique_ptr<QTemporaryDir> m_folder;
    NoCredentials m_nobody;
};

void TestUpload::init()
{
    m_server = std::make_unique<ScriptedServer>();
    m_jar = std::make_unique<CookieJar>();
    m_http = std::make_unique<Http>(m_nobody, *m_jar, nullptr);
    m_http->setSecond(1ms);
    m_folder = std::make_unique<QTemporaryDir>();
    m_server->answers[kRoute] = ScriptedServer::json(R"(["/cache/1/a.txt"])");
}

void TestUpload::cleanup()
{
    m_http.reset();
    m_jar.reset();
    m_server.reset();
}

LocalFile TestUpload::file(const QString &name, const QByteArray &content, const QString &mime)
{
    const QString path
        = m_folder->filePath(u"file-%1"_s.arg(m_folder->path().size() + qint64(qHash(name))));
    QFile written(path);
    if (!written.open(QIODevice::WriteOnly) || written.write(content) != content.size())
        qFatal("cannot write");
    return {path, name, mime};
}

std::shared_ptr<TestUpload::Outcome> TestUpload::watch(Upload *upload)
{
    auto outcome = std::make_shared<Outcome>();
    connect(upload, &Upload::progressed, this, [outcome](qint64 sent, qint64 total) {
        outcome->progress.append({sent, total});
    });
    connect(upload, &Upload::repeating, this, [outcome] { ++outcome->repetitions; });
    connect(upload, &Upload::finished, this, [outcome, upload] {
        ++outcome->finished;
        outcome->failure = upload->failure();
        outcome->values = upload->values();
    });
    return outcome;
}

std::shared_ptr<TestUpload::Outcome> TestUpload::run(const QList<LocalFile> &files,
                                                     const Config &config)
{
    const QPointer<Upload> upload = new Upload(*m_http, config, m_server->url("/gradio_api/"));
    auto outcome = watch(upload);
    upload->start(files);
    if (outcome->finished != 0)
        qFatal("finished() from within start()");
    (void)QTest::qWaitFor([&] { return !upload; }, 10'000);
    return outcome;
}

void TestUpload::sendsWhatServersRead()
{
    m_server->answers[kRoute] = ScriptedServer::json(R"(["/cache/1/kase.txt","/cache/2/b.bin"])");
    const auto outcome = run({file(u"käse \"x\".txt"_s, "hello", u"text/plain"_s),
                              file(u"b.bin"_s, QByteArray("\0\r\n--", 5))});
    QCOMPARE(outcome->finished, 1);
    QVERIFY2(!outcome->failure, qPrintable(outcome->failure.detail));
    const ScriptedServer::Request sent = m_server->last(kRoute);
    const QByteArray type = sent.header("Content-Type");
    QVERIFY(type.startsWith("multipart/form-data; boundary="));
    const QByteArray line = "--" + type.mid(type.indexOf('=') + 1);
    QCOMPARE(sent.body,
             QByteArray(line
                        + "\r\nContent-Disposition: form-data; name=\"files\"; "
                          "filename=\"käse \\\"x\\\".txt\"\r\n"
                          "Content-Type: text/plain\r\n\r\nhello\r\n"
                        + line
                        + "\r\nContent-Disposition: form-data; name=\"files\"; "
                          "filename=\"b.bin\"\r\nContent-Type: application/octet-stream\r\n\r\n"
                        + QByteArray("\0\r\n--", 5) + "\r\n" + line + "--\r\n"));
    const QByteArray expected = R"([
        {"path":"/cache/1/kase.txt","orig_name":"käse \"x\".txt","size":5,"mime_type":"text/plain",
         "is_stream":false,"meta":{"_type":"gradio.FileData"}},
        {"path":"/cache/2/b.bin","orig_name":"b.bin","size":5,"is_stream":false,
         "meta":{"_type":"gradio.FileData"}}] )";
    QCOMPARE(outcome->values, QJsonDocument::fromJson(expected).array());
    QVERIFY(!outcome->progress.isEmpty());
    QCOMPARE(outcome->progress.constLast(),
             (std::pair<qint64, qint64>(sent.body.size(), sent.body.size())));
}

void TestUpload::strangeNames_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("sent");
    QTest::newRow("empty") << QString() << "file"_ba;
    QTest::newRow("line end") << u"a\r\nX-Evil: 1"_s << "a  X-Evil: 1"_ba;
    QTest::newRow("quote") << u"a\";b"_s << "a\\\";b"_ba;
    QTest::newRow("backslash") << u"a\\"_s << "a\\\\"_ba;
    QTest::newRow("emoji") << u"😀 你好.png"_s << "😀 你好.png"_ba;
}

void TestUpload::strangeNames()
{
    QFETCH(const QString, name);
    QFETCH(const QByteArray, sent);
    LocalFile given = file(u"x"_s, "x");
    given.name = name;
    given.mime = u"text/plain\r\nX-Evil: 1"_s;
    QVERIFY(!run({given})->failure);
    const QByteArray body = m_server->last(kRoute).body;
    const QByteArray head = "; filename=\"" + sent + "\"\r\nContent-Type: application/octet-stream";
    QVERIFY2(body.contains(head), body.constData());
    QVERIFY(!body.contains("\nX-Evil"));
}

void TestUpload::valuesOfOldServers()
{
    const Config config = configOf("3.50.2", "null");
    const auto outcome = run({file(u"a.txt"_s, "hello", u"text/plain"_s)}, config);
    const QByteArray expected = R"([{"name":"/cache/1/a.txt","data":null,"is_file":true,
        "orig_name":"a.txt","mime_type":"text/plain","size":5}] )";
    QCOMPARE(outcome->values, QJsonDocument::fromJson(expected).array());
    // A picture brings its bytes along: the only form that an Image of 3.x takes.
    const auto picture = run({file(u"a.png"_s, "hello", u"image/png"_s)}, config);
    QCOMPARE(picture->values.at(0)["data"_L1].toString(), u"data:image/png;base64,aGVsbG8="_s);
}

void TestUpload::nothingToSend()
{
    const auto outcome = run({});
    QCOMPARE(outcome->finished, 1);
    QVERIFY(!outcome->failure);
    QVERIFY(outcome->values.isEmpty());
    QVERIFY(m_server->requests.isEmpty());
}

void TestUpload::refusedBeforeSending_data()
{
    QTest::addColumn<bool>("exists");
    QTest::addColumn<QByteArray>("limit");
    QTest::newRow("is not there") << false << "null"_ba;
    QTest::newRow("larger than the app takes") << true << "4"_ba;
}

void TestUpload::refusedBeforeSending()
{
    QFETCH(const bool, exists);
    QFETCH(const QByteArray, limit);
    LocalFile given = file(u"a.txt"_s, "hello");
    if (!exists)
        given.path += u"-gone"_s;
    const auto outcome = run({given}, configOf("6.31.0", "\"sse_v3\"", limit));
    QCOMPARE(outcome->finished, 1);
    QCOMPARE(outcome->failure.kind, Kind::Upload);
    QVERIFY2(outcome->failure.said.contains(u"a.txt"_s), qPrintable(outcome->failure.said));
    QVERIFY(m_server->requests.isEmpty());
}

void TestUpload::refusedByTheServer_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<QString>("said");
    const QString said = u"File size exceeded maximum allowed size of 1000 bytes."_s;
    QTest::newRow("413") << 413 << Kind::Upload << said;
    QTest::newRow("400") << 400 << Kind::Upload << said;
    QTest::newRow("401") << 401 << Kind::PrivateSpace << said;
    QTest::newRow("502") << 502 << Kind::NotJson << said;
}

void TestUpload::refusedByTheServer()
{
    QFETCH(const int, status);
    QFETCH(const Kind, kind);
    QFETCH(const QString, said);
    m_server->answers[kRoute] = ScriptedServer::text(said.toUtf8(), status);
    const auto outcome = run({file(u"a.txt"_s, "hello")});
    QCOMPARE(outcome->failure.kind, kind);
    QCOMPARE(outcome->failure.said, said);
    QVERIFY(outcome->values.isEmpty());
    QCOMPARE(m_server->requests.size(), 1);
}

void TestUpload::strangeAnswers_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("too few") << "[]"_ba;
    QTest::newRow("too many") << R"(["a","b"])"_ba;
    QTest::newRow("no path") << "[null]"_ba;
    QTest::newRow("no array") << R"({"path":"a"})"_ba;
}

void TestUpload::strangeAnswers()
{
    QFETCH(const QByteArray, body);
    m_server->answers[kRoute] = ScriptedServer::json(body);
    const auto outcome = run({file(u"a.txt"_s, "hello")});
    QCOMPARE(outcome->failure.kind, Kind::Upload);
    QVERIFY(outcome->values.isEmpty());
}

void TestUpload::repeatedOnce()
{
    m_server->answers[kRoute]
        = {ScriptedServer::hangUp(), ScriptedServer::json(R"(["/cache/1/a.txt"])")};
    const auto once = run({file(u"a.txt"_s, "hello")});
    QVERIFY(!once->failure);
    QCOMPARE(once->repetitions, 1);
    QCOMPARE(m_server->count(kRoute), 2);
    QCOMPARE(m_server->requests[0].body.size(), m_server->requests[1].body.size());

    m_server->requests.clear();
    m_server->answers[kRoute] = ScriptedServer::hangUp();
    const auto twice = run({file(u"a.txt"_s, "hello")});
    QCOMPARE(twice->failure.kind, Kind::ConnectionLost);
    QCOMPARE(m_server->count(kRoute), 2);
}

void TestUpload::cancelled_data()
{
    QTest::addColumn<bool>("sent");
    QTest::newRow("at once") << false;
    QTest::newRow("before the answer") << true;
}

void TestUpload::cancelled()
{
    QFETCH(const bool, sent);
    m_server->answers[kRoute] = ScriptedServer::silence();
    const Config config = configOf();
    const QPointer<Upload> upload = new Upload(*m_http, config, m_server->url("/gradio_api/"));
    const auto outcome = watch(upload);
    upload->start({file(u"a.txt"_s, "hello")});
    if (sent)
        QTRY_COMPARE(m_server->requests.size(), 1);
    upload->cancel();
    QCOMPARE(outcome->finished, 1);
    QCOMPARE(outcome->failure.kind, Kind::Interrupted);
    QTRY_VERIFY(!upload);
    QCOMPARE(outcome->finished, 1);
    QTRY_COMPARE(m_server->openConnections(), 0);
}

void TestUpload::largeFileIsNotHeldInMemory()
{
    // What the other side does not take stays on the disk.
    LocalFile large = file(u"large.bin"_s, "x");
    QVERIFY(QFile::resize(large.path, qint64(64) << 20));
    const Config config = configOf();
    const QPointer<Upload> upload = new Upload(*m_http, config, m_server->url("/gradio_api/"));
    const auto outcome = watch(upload);
    upload->start({large});
    QTRY_VERIFY_WITH_TIMEOUT(!upload, 20'000);
    QVERIFY2(!outcome->failure, qPrintable(outcome->failure.detail));
    QVERIFY(outcome->progress.size() > 10);
    for (qsizetype i = 1; i < outcome->progress.size(); ++i)
        QVERIFY(outcome->progress[i].first >= outcome->progress[i - 1].first);
    QCOMPARE(m_server->last(kRoute).body.size(), outcome->progress.constLast().second);
}

void TestUpload::fileThatShrinks()
{
    LocalFile large = file(u"large.bin"_s, "x");
    QVERIFY(QFile::resize(large.path, qint64(8) << 20));
    const Config config = configOf();
    const QPointer<Upload> upload = new Upload(*m_http, config, m_server->url("/gradio_api/"));
    const auto outcome = watch(upload);
    upload->start({large});
    QVERIFY(QFile::resize(large.path, 10));
    QTRY_VERIFY(!upload);
    QCOMPARE(outcome->failure.kind, Kind::Upload);
    QVERIFY(m_server->requests.isEmpty());
}

void TestUpload::silence()
{
    m_server->answers[kRoute] = ScriptedServer::silence();
    const Config config = configOf();
    const QPointer<Upload> upload = new Upload(*m_http, config, m_server->url("/gradio_api/"));
    const auto outcome = watch(upload);
    upload->setSilenceLimit(100ms);
    upload->start({file(u"a.txt"_s, "hello")});
    QTRY_VERIFY(!upload);
    QCOMPARE(outcome->failure.kind, Kind::Silence);
    QCOMPARE(m_server->requests.size(), 1);
}

QTEST_GUILESS_MAIN(TestUpload)
#include "tst_upload.moc"
