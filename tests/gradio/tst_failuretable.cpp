#include "gradio/failuretable.h"

#include "net/http.h"
#include "support/scriptedserver.h"

#include <QNetworkCookieJar>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace spaceline;
using namespace spaceline::gradio;
using Kind = Failure::Kind;

/// failures.md: its rows and its table "Error text → class".
class TestFailureTable : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void texts_data();
    void texts();
    void waits_data();
    void waits();
    void plainTexts_data();
    void plainTexts();
    void pythonQuotes_data();
    void pythonQuotes();
    void longTexts();
    void gpuFigures_data();
    void gpuFigures();
    void causes_data();
    void causes();
    void links_data();
    void links();
    void portal();
    void secretsAreHidden();
    void answers_data();
    void answers();
    void exchanges();
};

void TestFailureTable::texts_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<Kind>("kind");
    const auto row = [](const char *text, Kind kind) {
        QTest::newRow(QByteArray(text).left(90).simplified().constData())
            << QString::fromUtf8(text) << kind;
    };
    row("You have exceeded your ZeroGPU quota (60s requested vs. 56s left). Try again in 0:09:48. "
        "Authenticate with a Hugging Face token for more quota - "
        "https://huggingface.co/settings/tokens",
        Kind::Quota);
    row("You have exceeded your free ZeroGPU quota (60s requested vs. 56s left).", Kind::Quota);
    row("You have exceeded your Pro ZeroGPU quota (60s requested vs. 56s left).", Kind::Quota);
    row("You have exceeded your GPU quota (60s requested vs. 56s left). <a style=\"x\" "
        "href=\"https://huggingface.co/join\">Create a free account</a> to get more usage quota",
        Kind::Quota);
    row("You have exceeded your GPU quota (46s left vs. 60s requested). Please retry in 0:09:48",
        Kind::Quota);
    row("You have exceeded your ZeroGPU runs limit", Kind::Quota);
    row("This Space app has reached its GPU limit", Kind::Quota);
    row("No GPU was available after 60s", Kind::Gpu);
    row("No GPU is currently available for you after 60s", Kind::Gpu);
    row("The requested GPU duration (300s) is larger than the maximum allowed", Kind::Gpu);
    row("Expired ZeroGPU proxy token", Kind::Gpu);
    row("GPU task aborted", Kind::Gpu);
    row("ZeroGPU worker error", Kind::Gpu);
    row("This action requires a logged in user. Please sign in and retry.", Kind::OAuth);
    row("Not authenticated", Kind::Login);
    row("An event handler (chat) didn't receive enough input values (needed: 2, got: 1). Check if "
        "the event handler calls a Javascript function.\nWanted inputs: […]\nReceived inputs: […]",
        Kind::Arguments);
    row("Parameter 'chat_history' is not a valid key-word argument", Kind::Arguments);
    row("No value provided for required argument: punctuation", Kind::Arguments);
    row("predict() got an unexpected keyword argument 'message'", Kind::Arguments);
    row("echo() missing 1 required positional argument: 'history'", Kind::Arguments);
    row("Data incompatible with messages format. Each message should be a dictionary with 'role' "
        "and 'content' keys or a ChatMessage object.",
        Kind::HistoryFormat);
    row("Data incompatible with tuples format. Each message should be a list of length 2.",
        Kind::HistoryFormat);
    row("Data incompatible with the messages format", Kind::HistoryFormat);
    row("MultimodalTextbox expects a dictionary with optional keys 'text' and 'files'. Received "
        "str",
        Kind::Multimodal);
    row("Value: gpt-4 is not in the list of choices: ['a', 'b']", Kind::Parameter);
    row("Value 99 is greater than maximum value 5.", Kind::Parameter);
    row("Value 0 is less than minimum value 1.", Kind::Parameter);
    row("InvalidPathError: Cannot move /home/me/a.png to the gradio cache dir because it was not "
        "uploaded by a user.",
        Kind::Upload);
    row("File not allowed: /etc/passwd.", Kind::Upload);
    row("File size exceeded maximum allowed size of 1000 bytes.", Kind::Upload);
    row("Invalid file type: please upload a file of the type image", Kind::Upload);
    row("Queue is full. Max size is 10 and size is 10.", Kind::QueueFull);
    row("Queue is stopped.", Kind::QueueFull);
    row("404: Session not found.", Kind::SessionLost);
    row("404: Not Found", Kind::SessionLost);
    row("Event not found in queue. If you are deploying this Gradio app with multiple replicas, "
        "please enable stickiness to ensure that all requests from the same user are routed to "
        "the same instance.",
        Kind::SessionLost);
    row("Server stopped unexpectedly.", Kind::ConnectionLost);
    row("This API endpoint does not accept direct HTTP POST requests. Please join the queue to "
        "use this API.",
        Kind::Transport);
    row("CUDA out of memory. Tried to allocate 2.00 GiB", Kind::AppError);
    row("The queue is full of ideas", Kind::AppError);
    row("You are not authenticated enough", Kind::AppError);
    row("Something else", Kind::AppError);
    row("", Kind::SilentApp);
    row("   \n", Kind::SilentApp);
    row("None", Kind::SilentApp);
    row("null", Kind::SilentApp);
    row("''", Kind::SilentApp);
    row("<br/>", Kind::SilentApp);
}

void TestFailureTable::texts()
{
    QFETCH(const QString, text);
    QFETCH(const Kind, kind);
    for (const QString &variant : {text, text.toUpper(), QString(u" " + text + u"\n")}) {
        // "None" is a word of Python.
        if (variant == "NONE"_L1 || variant == "NULL"_L1)
            continue;
        const Failure failure = failureOfText(variant);
        QCOMPARE(failure.kind, kind);
        QCOMPARE(failure.said.isEmpty(), kind == Kind::SilentApp);
        QVERIFY(!failure.said.contains(u'<'));
    }
}

void TestFailureTable::waits_data()
{
    QTest::addColumn<QString>("wait");
    QTest::addColumn<int>("seconds");
    QTest::newRow("minutes") << u"Try again in 0:09:48"_s << 588;
    QTest::newRow("retry") << u"retry in 0:00:30."_s << 30;
    QTest::newRow("hours") << u"try again in 12:34:56"_s << 45'296;
    QTest::newRow("a day") << u"Try again in 1 day, 3:02:01"_s << 97'321;
    QTest::newRow("days") << u"Try again in 2 days, 0:00:00"_s << 172'800;
    QTest::newRow("none") << u"Try again later"_s << -1;
}

void TestFailureTable::waits()
{
    QFETCH(const QString, wait);
    QFETCH(const int, seconds);
    const Failure failure = failureOfText(
        u"You have exceeded your GPU quota (60s requested vs. 56s left). "_s + wait);
    QCOMPARE(failure.kind, Kind::Quota);
    QCOMPARE(failure.retryAfter.has_value(), seconds >= 0);
    if (seconds >= 0)
        QCOMPARE(int(failure.retryAfter->count()), seconds);
}

void TestFailureTable::plainTexts_data()
{
    QTest::addColumn<QString>("html");
    QTest::addColumn<QString>("text");
    const auto row = [](const char *html, const QString &text) {
        QTest::newRow(*html ? html : "nothing") << QString::fromUtf8(html) << text;
    };
    row("", {});
    row("plain", u"plain"_s);
    row("starting <b>work</b>", u"starting work"_s);
    row("<a style='x' href=\"https://huggingface.co/join\">Create</a> one", u"Create one"_s);
    row("one<br>two<br/>three", u"one\ntwo\nthree"_s);
    row("<p>one</p><p>two</p>", u"one\ntwo"_s);
    row("a &lt;b&gt; &amp;amp; &quot;c&quot; &#39;d&#39;&nbsp;e", u"a <b> &amp; \"c\" 'd' e"_s);
    row("1 < 2 and 3 > 2", u"1 < 2 and 3 > 2"_s);
    row("expected <class 'str'>, got <Response [404]>",
        u"expected <class 'str'>, got <Response [404]>"_s);
    row("<gradio.components.image.Image object at 0x7f>",
        u"<gradio.components.image.Image object at 0x7f>"_s);
    row("a<script>alert(1)</script><style>b{}</style><!-- c -->d", u"ad"_s);
    row("<H1>one</H1><IMG src=x onerror=y>two", u"one\ntwo"_s);
    row("&#x27;a&#X27; &#8230; &apos;&hellip; &unknown; &#0;&#xd800;&", u"'a' … '… &unknown; &"_s);
    row("&amp;lt;b&amp;gt;", u"&lt;b&gt;"_s);
    row("  many \t blanks  ", u"many blanks"_s);
    row("see [the page](https://example.org/a?b=c) or [this] (that)",
        u"see the page or [this] (that)"_s);
}

void TestFailureTable::plainTexts()
{
    QFETCH(const QString, html);
    QFETCH(const QString, text);
    QCOMPARE(plainText(html), text);
}

void TestFailureTable::pythonQuotes_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("said");
    const auto row = [](const char *text, const QString &said) {
        QTest::newRow(text) << QString::fromUtf8(text) << said;
    };
    row("'bad input'", u"bad input"_s);
    row("\"it's bad\"", u"it's bad"_s);
    row(R"('it\'s "bad"')", u"it's \"bad\""_s);
    row(R"('two\nlines')", u"two\nlines"_s);
    row(R"('a \\ b')", u"a \\ b"_s);
    row(R"('no\xa0break \u2028 \U0001f600 \xzz')", u"no\u00a0break \u2028 \U0001F600 xzz"_s);
    row(R"('cut \xa')", u"cut xa"_s);
    row(R"('a\r\nb')", u"a\r\nb"_s);
    row("'a' and 'b'", u"'a' and 'b'"_s);
    row("'unfinished", u"'unfinished"_s);
    row("it is 'so'", u"it is 'so'"_s);
    row("'", u"'"_s);
}

void TestFailureTable::pythonQuotes()
{
    QFETCH(const QString, text);
    QFETCH(const QString, said);
    const Failure failure = failureOfText(text);
    QCOMPARE(failure.kind, Kind::AppError);
    QCOMPARE(failure.said, said);
}

void TestFailureTable::longTexts()
{
    const Failure failure = failureOfText(QString(10'000, u'x'));
    QCOMPARE(failure.kind, Kind::AppError);
    QCOMPARE(failure.said.size(), 2'000);
    QVERIFY(failure.said.endsWith(u'…'));
    QCOMPARE(plainText(QString(201, u'x'), 200).size(), 200);
    QString emojis;
    for (int i = 0; i < 200; ++i)
        emojis += u"\U0001F600"_s;
    QVERIFY(plainText(emojis, 200).isValidUtf16());
    QVERIFY(plainText(emojis, 201).isValidUtf16());
    // Hostile ones cost no more than they are long.
    for (const QString &part : {u"<"_s, u"<a "_s, u"&"_s, u"<!--"_s, u"<script>"_s, u"</p>"_s})
        QVERIFY(plainText(part.repeated(1'000'000)).size() <= 500);
    QCOMPARE(plainText(QString(200, u'x'), 200), QString(200, u'x'));
}

void TestFailureTable::gpuFigures_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("requested");
    QTest::addColumn<int>("left");
    const QString quota = u"You have exceeded your GPU quota "_s;
    QTest::newRow("requested first") << quota + u"(60s requested vs. 56s left)."_s << 60 << 56;
    QTest::newRow("left first") << quota + u"(46s left vs. 60s requested)."_s << 60 << 46;
    QTest::newRow("spelt out") << quota + u"(120 seconds requested vs. 0 sec left)."_s << 120 << 0;
    QTest::newRow("in HTML") << quota + u"(<b>60s</b> requested vs. <b>5s</b> left)."_s << 60 << 5;
    QTest::newRow("left only") << quota + u"(7s left)"_s << -1 << 7;
    QTest::newRow("neither") << quota << -1 << -1;
    QTest::newRow("beyond all sense")
        << quota + u"(99999999999999999999s requested vs. -5s left)"_s << -1 << 5;
    QTest::newRow("a duration")
        << u"The requested GPU duration (300s) is larger than the maximum allowed"_s << 300 << -1;
}

void TestFailureTable::gpuFigures()
{
    QFETCH(const QString, text);
    const Failure failure = failureOfText(text);
    const auto number = [](const std::optional<std::chrono::seconds> &value) {
        return value ? int(value->count()) : -1;
    };
    QTEST(number(failure.gpuRequested), "requested");
    QTEST(number(failure.gpuLeft), "left");
    QCOMPARE(failureOfText(u"I have 60s left and 5s requested"_s).gpuLeft.has_value(), false);
}

void TestFailureTable::causes_data()
{
    using Cause = Failure::Cause;
    QTest::addColumn<QString>("text");
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<Cause>("cause");
    QTest::newRow("busy") << u"No GPU was available after 60s"_s << Kind::Gpu << Cause::GpuBusy;
    QTest::newRow("duration")
        << u"The requested GPU duration (300s) is larger than the maximum allowed"_s << Kind::Gpu
        << Cause::GpuDuration;
    QTest::newRow("token") << u"Expired ZeroGPU proxy token"_s << Kind::Gpu << Cause::GpuToken;
    QTest::newRow("aborted") << u"GPU task aborted"_s << Kind::Gpu << Cause::GpuAborted;
    QTest::newRow("worker") << u"ZeroGPU worker error"_s << Kind::Gpu << Cause::None;
    QTest::newRow("full") << u"Queue is full. Max size is 10 and size is 10."_s << Kind::QueueFull
                          << Cause::None;
    QTest::newRow("stopped") << u"Queue is stopped."_s << Kind::QueueFull << Cause::QueueStopped;
    QTest::newRow("memory") << u"CUDA out of memory. Tried to allocate 2.00 GiB"_s << Kind::AppError
                            << Cause::OutOfMemory;
    QTest::newRow("root") << u"unknown api call pattern"_s << Kind::Root << Cause::None;
}

void TestFailureTable::causes()
{
    QFETCH(const QString, text);
    const Failure failure = failureOfText(text);
    QTEST(failure.kind, "kind");
    QTEST(failure.cause, "cause");
    const Failure stopped
        = failureOf(503, "application/json", R"({"detail":"Queue is stopped."})", Asked::Submit);
    QCOMPARE(stopped.cause, Failure::Cause::QueueStopped);
}

void TestFailureTable::links_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("links"); ///< "words|address"
    QTest::newRow("none") << u"nothing"_s << QStringList();
    QTest::newRow("html") << u"<a style=\"x\" href=\"https://huggingface.co/join\">Create a "
                             "<b>free</b> account</a> now"_s
                          << QStringList{u"Create a free account|https://huggingface.co/join"_s};
    QTest::newRow("single quotes, entities") << u"<A HREF='https://a.example/?x=1&amp;y=2'>a</A>"_s
                                             << QStringList{u"a|https://a.example/?x=1&y=2"_s};
    QTest::newRow("markdown") << u"see [the page](https://example.org/a)"_s
                              << QStringList{u"the page|https://example.org/a"_s};
    QTest::newRow("bare") << u"more - https://huggingface.co/settings/tokens."_s
                          << QStringList{u"|https://huggingface.co/settings/tokens"_s};
    QTest::newRow("twice") << u"https://a.example https://a.example"_s
                           << QStringList{u"|https://a.example"_s};
    QTest::newRow("unsafe")
        << u"<a href=\"javascript:alert(1)\">a</a> <a href='http://b.example'>b</a> "
           "[c](ftp://c.example) https://user:pass@d.example file:///etc/passwd <a href='//e'>e</a>"_s
        << QStringList();
    QTest::newRow("a secret") << u"https://a.example/?token=hf_abcdefghijkl"_s << QStringList();
    QTest::newRow("many") << u"https://a.x https://b.x https://c.x https://d.x https://e.x"_s
                          << QStringList{u"|https://a.x"_s, u"|https://b.x"_s, u"|https://c.x"_s,
                                         u"|https://d.x"_s};
}

void TestFailureTable::links()
{
    QFETCH(const QString, text);
    QFETCH(const QStringList, links);
    QStringList found;
    for (const Failure::Link &link : failureOfText(text).links)
        found += link.text + u'|' + link.url.toString();
    QCOMPARE(found, links);
    // Hostile ones cost no more than they are long.
    for (const QString &part : {u"<a href="_s, u"[a]("_s, u"[a"_s, u"https://"_s, u"<a href='"_s})
        QVERIFY(linksIn(part.repeated(100'000)).size() <= 4);
}

/// A network that wants a login sends everybody to a page of its own.
void TestFailureTable::portal()
{
    ScriptedServer server;
    NoCredentials nobody;
    QNetworkCookieJar jar;
    Http http(nobody, jar, nullptr);
    QUrl other = server.url("/login");
    other.setHost(u"localhost"_s);
    server.answers["GET /config"] = ScriptedServer::redirect(302, other.toEncoded());
    server.answers["GET /login"] = ScriptedServer::html(200, "<title>Hotel</title>");
    HttpRequest request;
    request.url = server.url("/config");
    HttpExchange *exchange = http.send(request);
    Failure failure;
    connect(exchange, &HttpExchange::finished, this,
            [&] { failure = failureOf(*exchange, exchange->readAll(), Asked::Config); });
    QSignalSpy finished(exchange, &HttpExchange::finished);
    QVERIFY(finished.wait());
    QCOMPARE(failure.kind, Kind::NotJson);
    QCOMPARE(failure.cause, Failure::Cause::Portal);
}

void TestFailureTable::secretsAreHidden()
{
    const QString token = u"hf_"_s + QString(34, u'a');
    QVERIFY(!failureOfText(u"bad token "_s + token).said.contains(token));
    const QByteArray body = R"({"detail":"bad token )" + token.toUtf8() + "\"}";
    QVERIFY(!failureOf(400, "application/json", body, Asked::Submit).said.contains(token));
}

void TestFailureTable::answers_data()
{
    QTest::addColumn<Asked>("asked");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<QString>("said");
    const auto row = [](const char *name, Asked asked, int status, const QByteArray &type,
                        const QByteArray &body, Kind kind, const QString &said = {}) {
        QTest::newRow(name) << asked << status << type << body << kind << said;
    };
    const QByteArray json = "application/json";
    const QByteArray html = "text/html";
    const QByteArray text = "text/plain";
    const QByteArray stream = "text/event-stream";
    const QByteArray page = "<!DOCTYPE html><html><head><title>Sorry &amp; bye</title></head>"
                            "<body><h1>x</h1></body></html>";
    const QString title = u"Sorry & bye"_s;

    row("success", Asked::Submit, 200, json, R"({"event_id":"7"})", Kind::None);
    row("config", Asked::Config, 200, json, "{}", Kind::None);
    row("a stream", Asked::Stream, 200, stream, "", Kind::None);
    row("no stream", Asked::Stream, 200, json, "{}", Kind::StreamFormat, u"application/json"_s);
    row("F31 a page for the config", Asked::Config, 200, html, page, Kind::NotGradio, title);
    row("F15 a page for the rest", Asked::Submit, 200, html, page, Kind::NotJson, title);
    row("F15 a page for a stream", Asked::Stream, 200, html, page, Kind::NotJson, title);
    row("F15 a page that says it is JSON", Asked::Info, 200, json, page, Kind::NotJson, title);
    row("F15 only a heading", Asked::Submit, 502, html, "<html><h1 class=\"a\">Bad\nGateway</h1>",
        Kind::NotJson, u"Bad\nGateway"_s);

    row("F18 up to 5.35", Asked::Config, 401, json, R"({"detail":"Not authenticated"})",
        Kind::Login, u"Not authenticated"_s);
    row("F18 since 5.36", Asked::Config, 401, json,
        R"({"detail":{"error":"Not authenticated","auth_message":null}})", Kind::Login,
        u"Not authenticated"_s);
    row("F18 with the author's words", Asked::Config, 401, json,
        R"({"detail":{"error":"Not authenticated","auth_message":"<b>Ask</b> me for one"}})",
        Kind::Login, u"Ask me for one"_s);
    row("F5 private, 401", Asked::Config, 401, html, page, Kind::PrivateSpace, title);
    row("F5 private, 401 without a type", Asked::Config, 401, "", "", Kind::PrivateSpace);
    row("F5 private, 404", Asked::Config, 404, html, page, Kind::PrivateSpace, title);
    row("F31 404", Asked::Config, 404, json, R"({"detail":"Not Found"})", Kind::NotGradio,
        u"Not Found"_s);
    row("F28", Asked::Submit, 403, json, R"({"error":"pending"})", Kind::Token, u"pending"_s);
    row("F7 a wrong prefix", Asked::Submit, 404, json, R"({"detail":"Not Found"})", Kind::Transport,
        u"Not Found"_s);
    row("F7 the queue only", Asked::Submit, 404, json,
        R"({"detail":"This API endpoint does not accept direct HTTP POST requests. Please join the queue to use this API."})",
        Kind::Transport,
        u"This API endpoint does not accept direct HTTP POST requests. Please join the queue to "
        "use this API."_s);
    row("F15 404 of a proxy", Asked::Submit, 404, html, page, Kind::NotJson, title);
    row("F7 405", Asked::Submit, 405, json, R"({"detail":"Method Not Allowed"})", Kind::Transport,
        u"Method Not Allowed"_s);
    row("F16 413", Asked::Other, 413, text,
        "File size exceeded maximum allowed size of 1000 bytes.", Kind::Upload,
        u"File size exceeded maximum allowed size of 1000 bytes."_s);
    row("a long text is not shown", Asked::Other, 413, text, QByteArray(301, 'x'), Kind::Upload);
    row("nor are several lines", Asked::Other, 413, text, "one\ntwo", Kind::Upload);
    row("F25 without sticky sessions", Asked::Submit, 500, text,
        "Event not found in queue. please enable stickiness", Kind::SessionLost,
        u"Event not found in queue. please enable stickiness"_s);
    row("F16 413 of a proxy", Asked::Other, 413, html, page, Kind::Upload, title);
    row("F27 FastAPI", Asked::Submit, 422, json,
        R"({"detail":[{"type":"missing","loc":["body","data"],"msg":"Field required","input":{}}]})",
        Kind::Parameter, u"Field required"_s);
    row("F27 a validator", Asked::Submit, 422, json,
        R"({"detail":[{"__type__":"validate","is_valid":false,"message":"too short","parameter_name":"s"}]})",
        Kind::Parameter, u"too short"_s);
    row("F27 a validator, another input is fine", Asked::Submit, 422, json,
        R"({"detail":[{"__type__":"validate","is_valid":true,"message":"","parameter_name":"a"},
                      {"__type__":"validate","is_valid":false,"message":"too short","parameter_name":"s"}]})",
        Kind::Parameter, u"too short"_s);
    row("F14", Asked::Submit, 429, html, page, Kind::RateLimit, title);
    row("F14 in JSON", Asked::Config, 429, json, R"({"error":"slow down"})", Kind::RateLimit,
        u"slow down"_s);
    row("F13 full", Asked::Submit, 503, json,
        R"({"detail":"Queue is full. Max size is 10 and size is 10."})", Kind::QueueFull,
        u"Queue is full. Max size is 10 and size is 10."_s);
    row("F13 stopped", Asked::Submit, 503, json, R"({"detail":"Queue is stopped."})",
        Kind::QueueFull, u"Queue is stopped."_s);
    row("F15 503", Asked::Submit, 503, html, page, Kind::NotJson, title);
    row("F15 502", Asked::Stream, 502, html, page, Kind::NotJson, title);
    row("F15 504", Asked::Config, 504, html, "", Kind::NotJson);
    row("F3 500", Asked::Submit, 500, json, R"({"error":null})", Kind::SilentApp);
    row("an app's 500", Asked::Submit, 500, json, R"({"error":"'bad input'"})", Kind::AppError,
        u"bad input"_s);
    row("F8 an unknown function", Asked::Submit, 500, text, "Internal Server Error",
        Kind::Endpoint);
    row("F8 its traceback is not shown", Asked::Submit, 500, text,
        "Traceback (most recent call last):\n  File \"/app/routes.py\", line 5, in x\nKeyError: 9",
        Kind::Endpoint);
    row("500 as a page", Asked::Stream, 500, html, page, Kind::NotJson, title);
    row("500 as a page on submit", Asked::Submit, 500, html, page, Kind::NotJson, title);
    row("F25 on the stream", Asked::Stream, 500, json,
        R"({"detail":"Event not found in queue. please enable stickiness"})", Kind::SessionLost,
        u"Event not found in queue. please enable stickiness"_s);
    row("400 on submit is what it says", Asked::Submit, 400, json,
        R"({"detail":"Session hash not found."})", Kind::AppError, u"Session hash not found."_s);
    row("500 of the config", Asked::Config, 500, text, "Internal Server Error", Kind::NotJson);
    row("a strange status of the config", Asked::Config, 418, text, "", Kind::NotGradio);
    row("a strange status of the rest", Asked::Other, 418, text, "", Kind::Transport);
    row("nested deep", Asked::Submit, 422, json, QByteArray(5'000, '['), Kind::Parameter);
}

void TestFailureTable::answers()
{
    QFETCH(const Asked, asked);
    QFETCH(const int, status);
    QFETCH(const QByteArray, type);
    QFETCH(const QByteArray, body);
    QFETCH(const Kind, kind);
    QFETCH(const QString, said);
    const Failure failure = failureOf(status, type, body, asked);
    QCOMPARE(failure.kind, kind);
    QCOMPARE(failure.said, said);
}

void TestFailureTable::exchanges()
{
    ScriptedServer server;
    NoCredentials nobody;
    QNetworkCookieJar jar;
    Http http(nobody, jar, nullptr);
    const auto ask = [&](const QByteArray &path) {
        HttpRequest request;
        request.url = server.url(path);
        HttpExchange *exchange = http.send(request);
        Failure failure;
        connect(exchange, &HttpExchange::finished, this,
                [&] { failure = failureOf(*exchange, exchange->readAll(), Asked::Config); });
        QSignalSpy finished(exchange, &HttpExchange::finished);
        if (!finished.wait())
            QTest::qFail("no answer", __FILE__, __LINE__);
        return failure;
    };
    server.answers["GET /limited"] = ScriptedServer::json(R"({"error":"slow down"})", 429)
                                         .with("RateLimit", "\"api\";r=0;t=55");
    Failure failure = ask("/limited");
    QCOMPARE(failure.kind, Kind::RateLimit);
    QCOMPARE(failure.said, u"slow down"_s);
    QVERIFY(failure.retryAfter);
    QCOMPARE(int(failure.retryAfter->count()), 55);
    QVERIFY(failure.detail.startsWith(u"GET "_s));
    QVERIFY(failure.detail.contains(u"429"_s));

    server.answers["GET /cut"] = ScriptedServer::json(R"({"a":1})").cutAfter(3);
    QCOMPARE(ask("/cut").kind, Kind::ConnectionLost);
    server.answers["GET /config"] = ScriptedServer::json("{}");
    QVERIFY(!ask("/config"));
    server.goDown();
    QCOMPARE(ask("/config").kind, Kind::Network);
}

QTEST_GUILESS_MAIN(TestFailureTable)
#include "tst_failuretable.moc"
