#include "cli/cli.h"
#include "cli/options.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace spaceline;
using namespace spaceline::cli;

class TestOptions : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void refuses_data();
    void refuses();
    void understands();
    void commands();
};

void TestOptions::refuses_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("no space") << QStringList{u"hi"_s};
    QTest::newRow("no prompt") << QStringList{u"--space"_s, u"a/b"_s};
    QTest::newRow("unknown option")
        << QStringList{u"--space"_s, u"a/b"_s, u"--nonsense"_s, u"hi"_s};
    QTest::newRow("missing value") << QStringList{u"hi"_s, u"--space"_s};
    QTest::newRow("transport") << QStringList{u"--space"_s, u"a/b"_s, u"--transport"_s, u"ws"_s,
                                              u"hi"_s};
    QTest::newRow("timeout text") << QStringList{u"--space"_s, u"a/b"_s, u"--timeout"_s, u"x"_s,
                                                 u"hi"_s};
    QTest::newRow("timeout zero") << QStringList{u"--space"_s, u"a/b"_s, u"--timeout"_s, u"0"_s,
                                                 u"hi"_s};
    QTest::newRow("stdin twice") << QStringList{u"--space"_s, u"a/b"_s, u"-"_s, u"-"_s};
    QTest::newRow("token as argument")
        << QStringList{u"--space"_s, u"a/b"_s, u"--token"_s, u"x"_s, u"hi"_s};
}

void TestOptions::refuses()
{
    QFETCH(QStringList, arguments);
    const auto parsed = parseAsk(QStringList{u"spaceline"_s, u"ask"_s} + arguments);
    QVERIFY(!parsed.error.isEmpty());
    QVERIFY(parsed.help.isEmpty());
}

void TestOptions::understands()
{
    const auto [options, error, help]
        = parseAsk({u"spaceline"_s, u"ask"_s, u"--space"_s, u"ask"_s, u"--transport=call"_s,
                    u"--timeout"_s, u"0.5"_s, u"--json"_s, u"--quiet"_s, u"--endpoint"_s, u"#3"_s,
                    u"--log"_s, u"f"_s, u"one"_s, u"-"_s});
    QCOMPARE(error, QString());
    QCOMPARE(options.space, u"ask"_s);
    QCOMPARE(options.transport, gradio::Transport::Kind::Call);
    QCOMPARE(options.silence, std::chrono::milliseconds(500));
    QVERIFY(options.json && options.quiet);
    QCOMPARE(options.endpoint, u"#3"_s);
    QCOMPARE(options.logFile, u"f"_s);
    QCOMPARE(options.prompts, (QStringList{u"one"_s, u"-"_s}));
    QVERIFY(parseAsk({u"spaceline"_s, u"ask"_s, u"--help"_s})
                .help.startsWith(u"Usage: spaceline ask"_s));
    QVERIFY(!parseInfo({u"spaceline"_s, u"info"_s}).error.isEmpty());
    QVERIFY(parseInfo({u"spaceline"_s, u"info"_s, u"a/b"_s, u"--json"_s}).options.json);
}

void TestOptions::commands()
{
    QVERIFY(isCommand("ask"));
    QVERIFY(isCommand("--version"));
    QVERIFY(!isCommand("owner/name"));
    QVERIFY(!isCommand("--demo"));
}

QTEST_APPLESS_MAIN(TestOptions)
#include "tst_options.moc"
