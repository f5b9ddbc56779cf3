#include "net/redirect.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace spaceline;

using Method = HttpRequest::Method;
using Verdict = Redirect::Verdict;

class TestRedirect : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void judges_data();
    void judges();
};

void TestRedirect::judges_data()
{
    QTest::addColumn<Method>("method");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("location");
    QTest::addColumn<Verdict>("verdict");
    QTest::addColumn<QByteArray>("to");
    QTest::addColumn<Method>("next");
    QTest::addColumn<bool>("sameSite");

    const auto get
        = [](const char *name, int status, const QByteArray &from, const QByteArray &location,
             Verdict verdict, const QByteArray &to = {}, bool sameSite = false) {
              QTest::newRow(name) << Method::Get << status << from << location << verdict << to
                                  << Method::Get << sameSite;
          };
    const auto post
        = [](const char *name, int status, const QByteArray &from, const QByteArray &location,
             Verdict verdict, const QByteArray &to = {}, Method next = Method::Post) {
              QTest::newRow(name) << Method::Post << status << from << location << verdict << to
                                  << next << (verdict == Verdict::Follow);
          };
    const QByteArray space = "https://a.hf.space/x/y?q=1";

    get("200", 200, space, "/z", Verdict::None);
    get("300 is a choice", 300, space, "/z", Verdict::None);
    get("304", 304, space, "/z", Verdict::None);
    get("without a location", 302, space, "", Verdict::None);
    for (const int status : {301, 302, 303, 307, 308}) {
        QTest::addRow("GET %d", status)
            << Method::Get << status << space << "/z"_ba << Verdict::Follow
            << "https://a.hf.space/z"_ba << Method::Get << true;
    }
    get("relative", 302, space, "z?w", Verdict::Follow, "https://a.hf.space/x/z?w", true);
    get("without scheme", 302, space, "//b.hf.space/", Verdict::Follow, "https://b.hf.space/");
    get("another host", 302, space, "https://b.hf.space/", Verdict::Follow, "https://b.hf.space/");
    get("a host below", 302, space, "https://x.a.hf.space/", Verdict::Follow,
        "https://x.a.hf.space/");
    get("another port", 302, space, "https://a.hf.space:8443/", Verdict::Follow,
        "https://a.hf.space:8443/");
    get("default port", 302, space, "https://A.HF.space:443/", Verdict::Follow,
        "https://a.hf.space:443/", true);
    get("to https", 301, "http://a.org/", "https://a.org/", Verdict::Follow, "https://a.org/",
        true);
    get("to https on another port", 301, "http://a.org:7860/", "https://a.org/", Verdict::Follow,
        "https://a.org/");
    get("to http", 301, space, "http://a.hf.space/z", Verdict::Follow, "https://a.hf.space/z",
        true);
    get("to http on another port", 301, space, "http://a.hf.space:8080/z", Verdict::Refuse,
        "http://a.hf.space:8080/z");
    get("to http elsewhere", 301, space, "http://b.org/", Verdict::Refuse, "http://b.org/");
    get("to http of the same host", 307, "https://a.org:8443/sub", "http://a.org/sub/",
        Verdict::Follow, "https://a.org:8443/sub/", true);
    get("user information", 302, space, "https://me:secret@b.org/", Verdict::Follow,
        "https://b.org/");
    get("file", 302, space, "file:///etc/passwd", Verdict::Refuse, "file:///etc/passwd");
    get("script", 302, space, "javascript:alert(1)", Verdict::Refuse, "javascript:alert(1)");
    get("data", 302, space, "data:text/plain,x", Verdict::Refuse, "data:text/plain,x");
    get("not an address", 302, space, "https://a b:c/", Verdict::Refuse, "");

    for (const int status : {301, 302, 307, 308}) {
        QTest::addRow("POST %d", status)
            << Method::Post << status << space << "/z"_ba << Verdict::Follow
            << "https://a.hf.space/z"_ba << Method::Post << true;
    }
    post("POST 303 becomes GET", 303, space, "/z", Verdict::Follow, "https://a.hf.space/z",
         Method::Get);
    post("POST to https", 307, "http://a.org/", "https://a.org/", Verdict::Follow,
         "https://a.org/");
    post("POST elsewhere", 307, space, "https://b.hf.space/", Verdict::Refuse,
         "https://b.hf.space/");
    post("POST to another port", 307, "http://127.0.0.1:1/", "http://127.0.0.1:2/", Verdict::Refuse,
         "http://127.0.0.1:2/");
    post("POST to http", 307, space, "http://a.hf.space/", Verdict::Follow, "https://a.hf.space/");
    post("POST 303 elsewhere", 303, space, "https://b.org/", Verdict::Refuse, "https://b.org/");
}

void TestRedirect::judges()
{
    QFETCH(const Method, method);
    QFETCH(const int, status);
    QFETCH(const QByteArray, from);
    QFETCH(const QByteArray, location);
    QFETCH(const Verdict, verdict);
    QFETCH(const QByteArray, to);
    QFETCH(const Method, next);
    QFETCH(const bool, sameSite);
    const Redirect redirect = judgeRedirect(method, QUrl::fromEncoded(from), status, location);
    QCOMPARE(redirect.verdict, verdict);
    QCOMPARE(redirect.to.toEncoded(), to);
    if (verdict != Verdict::Follow)
        return;
    QCOMPARE(redirect.method, next);
    QCOMPARE(redirect.sameSite, sameSite);
}

QTEST_APPLESS_MAIN(TestRedirect)
#include "tst_redirect.moc"
