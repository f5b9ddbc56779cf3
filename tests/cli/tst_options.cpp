#include "cli/cli.h"
#include "cli/options.h"

#include <QFile>
#include <QRegularExpression>
#include <QSet>
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
    void jsonIsWantedAlsoWhereNothingElseIsUnderstood();
    void completionAndManPageKnowEveryOption_data();
    void completionAndManPageKnowEveryOption();
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
    QVERIFY(!isCommand("demo:"));
    QVERIFY(!isCommand("localhost"));
    // Neither a command nor an address: no window is needed to say so.
    QVERIFY(isCommand("bogusverb"));
}

void TestOptions::jsonIsWantedAlsoWhereNothingElseIsUnderstood()
{
    const QStringList ask{u"spaceline"_s, u"ask"_s};
    QVERIFY(parseAsk(ask + QStringList{u"--json"_s, u"--nonsense"_s}).options.json);
    QVERIFY(parseAsk(ask + QStringList{u"hi"_s, u"--json"_s, u"--space"_s}).options.json);
    QVERIFY(!parseAsk(ask + QStringList{u"--nonsense"_s, u"--"_s, u"--json"_s}).options.json);
    QVERIFY(!parseAsk(ask + QStringList{u"--nonsense"_s}).options.json);
    QVERIFY(parseInfo({u"spaceline"_s, u"info"_s, u"--json"_s, u"--x"_s}).options.json);
    QVERIFY(parseDoctor({u"spaceline"_s, u"doctor"_s, u"--json"_s}).options.json);
}

void TestOptions::completionAndManPageKnowEveryOption_data()
{
    QTest::addColumn<QString>("command");
    QTest::addColumn<QString>("help");
    const auto row = [](const char *command, const auto &parse) {
        const QString name = QString::fromLatin1(command);
        QTest::newRow(command) << name << parse({u"spaceline"_s, name, u"--help"_s}).help;
    };
    row("ask", parseAsk);
    row("info", parseInfo);
    row("doctor", parseDoctor);
}

void TestOptions::completionAndManPageKnowEveryOption()
{
    QFETCH(const QString, command);
    QFETCH(const QString, help);
    const auto read = [](const QString &name) {
        QFile file(QStringLiteral(SPACELINE_SOURCE_DIR "/packaging/linux/") + name);
        return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
    };
    const auto optionsIn = [](const QString &text) {
        static const QRegularExpression option(u"--[a-z]+"_s);
        QSet<QString> found;
        for (auto matches = option.globalMatch(text); matches.hasNext();)
            found.insert(matches.next().captured());
        return found;
    };
    // The option stands at the start of its line; the words beside it may name others.
    static const QRegularExpression line(u"^  (?:-h, )?(--[a-z]+)"_s,
                                         QRegularExpression::MultilineOption);
    QSet<QString> options;
    for (auto matches = line.globalMatch(help); matches.hasNext();)
        options.insert(matches.next().captured(1));
    QVERIFY(options.contains(u"--json"_s) && options.contains(u"--help"_s));

    const QRegularExpression completed(u"^    %1\\)\\s+words=\"([^\"]*)\""_s.arg(command),
                                       QRegularExpression::MultilineOption);
    QCOMPARE(optionsIn(completed.match(read(u"spaceline.bash"_s)).captured(1)), options);

    const QString manual = read(u"spaceline.1.in"_s).remove(u'\\');
    const QString heading = u".SS Options of %1\n"_s.arg(command);
    const qsizetype begin = manual.indexOf(heading);
    QVERIFY(begin > 0);
    const qsizetype end = manual.indexOf(u"\n.S"_s, begin + heading.size());
    static const QRegularExpression entry(u"^\\.TP\\n\\.BI? (--[a-z]+)"_s,
                                          QRegularExpression::MultilineOption);
    QSet<QString> described{u"--help"_s}; // of every command, told once
    const QString section = manual.mid(begin, end - begin);
    for (auto matches = entry.globalMatch(section); matches.hasNext();)
        described.insert(matches.next().captured(1));
    QCOMPARE(described, options);
}

QTEST_APPLESS_MAIN(TestOptions)
#include "tst_options.moc"
