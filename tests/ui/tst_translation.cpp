#include "conversations/conversationdelegate.h"
#include "window/translation.h"

#include <QApplication>
#include <QLocale>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <cstdio>
#include <cstring>

using namespace Qt::Literals::StringLiterals;
using namespace spaceline;

namespace {

constexpr auto kSay = "--say";

/// What a window would show in the language of the environment, a line each.
int say(int &argc, char **argv)
{
    QApplication application(argc, argv);
    installTranslation(application);
    const QStringList lines{
        QCoreApplication::translate("Shortcuts", "Quit"),
        QCoreApplication::translate("spaceline::MainWindow", "%n conversation(s) were deleted",
                                    nullptr, 1),
        QCoreApplication::translate("spaceline::MainWindow", "%n conversation(s) were deleted",
                                    nullptr, 2),
        // Qt's own, as on a dialog's button.
        QCoreApplication::translate("QPlatformTheme", "Cancel"),
        ConversationDelegate::timeText({{2026, 11, 16}, {}}, {{2026, 11, 18}, {}}, QLocale()),
        ConversationDelegate::timeText({{2026, 11, 3}, {}}, {{2026, 11, 18}, {}}, QLocale()),
        ConversationDelegate::timeText({{2025, 1, 3}, {}}, {{2026, 11, 18}, {}}, QLocale()),
        QGuiApplication::isRightToLeft() ? u"rtl"_s : u"ltr"_s,
    };
    std::fputs(lines.join(u'\n').toUtf8().constData(), stdout);
    return 0;
}

} // namespace

class TestTranslation : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void languageIsChosen_data()
    {
        QTest::addColumn<QStringList>("wanted");
        QTest::addColumn<QString>("language");
        QTest::newRow("none") << QStringList() << u"en"_s;
        QTest::newRow("C") << QStringList{u"C"_s} << u"en"_s;
        QTest::newRow("English") << QStringList{u"en-GB"_s, u"en"_s} << u"en"_s;
        QTest::newRow("no translation") << QStringList{u"de-DE"_s, u"de"_s} << u"en"_s;
        QTest::newRow("Chinese") << QStringList{u"zh-CN"_s, u"zh-Hans-CN"_s, u"zh"_s} << u"zh_CN"_s;
        QTest::newRow("Chinese, no country") << QStringList{u"zh"_s} << u"zh_CN"_s;
        QTest::newRow("Singapore") << QStringList{u"zh-SG"_s, u"zh-Hans-SG"_s} << u"zh_CN"_s;
        QTest::newRow("other characters") << QStringList{u"zh-TW"_s, u"zh-Hant-TW"_s} << u"en"_s;
        QTest::newRow("second wish") << QStringList{u"de-DE"_s, u"de"_s, u"zh-CN"_s} << u"zh_CN"_s;
        QTest::newRow("English before") << QStringList{u"en-US"_s, u"zh-CN"_s} << u"en"_s;
    }
    void languageIsChosen()
    {
        QFETCH(QStringList, wanted);
        QTEST(languageFor(wanted), "language");
    }

    void speaksTheLanguageOfTheEnvironment_data()
    {
        QTest::addColumn<QStringList>("variables");
        QTest::addColumn<QStringList>("lines");
        const QStringList english{u"Quit"_s,
                                  u"1 conversation was deleted"_s,
                                  u"2 conversations were deleted"_s,
                                  u"Cancel"_s,
                                  u"Mon"_s,
                                  u"3 Nov"_s,
                                  u"Jan 2025"_s,
                                  u"ltr"_s};
        const QStringList chinese{u"退出"_s, u"已删除 1 个对话"_s, u"已删除 2 个对话"_s, u"取消"_s,
                                  u"周一"_s, u"11月3日"_s,         u"2025年1月"_s,       u"ltr"_s};
        QTest::newRow("nothing") << QStringList() << english;
        QTest::newRow("C") << QStringList{u"LC_ALL=C"_s} << english;
        QTest::newRow("C.UTF-8") << QStringList{u"LANG=C.UTF-8"_s} << english;
        QTest::newRow("American") << QStringList{u"LANG=en_US.UTF-8"_s} << english;
        QTest::newRow("German") << QStringList{u"LANG=de_DE.UTF-8"_s} << english;
        QTest::newRow("Arabic") << QStringList{u"LANG=ar_EG.UTF-8"_s, u"LANGUAGE=ar"_s} << english;
        // Whether or not the locale is installed.
        QTest::newRow("LANG") << QStringList{u"LANG=zh_CN.UTF-8"_s} << chinese;
        QTest::newRow("LC_ALL") << QStringList{u"LANG=en_US.UTF-8"_s, u"LC_ALL=zh_CN.UTF-8"_s}
                                << chinese;
        QTest::newRow("LC_MESSAGES")
            << QStringList{u"LANG=en_US.UTF-8"_s, u"LC_MESSAGES=zh_CN.UTF-8"_s} << chinese;
        QTest::newRow("LANGUAGE only") << QStringList{u"LANGUAGE=zh_CN"_s} << chinese;
        QTest::newRow("LANGUAGE before LANG")
            << QStringList{u"LANG=C.UTF-8"_s, u"LANGUAGE=zh_CN:en"_s} << chinese;
        QTest::newRow("LANGUAGE, second")
            << QStringList{u"LANG=de_DE.UTF-8"_s, u"LANGUAGE=de:zh_CN"_s} << chinese;
        QTest::newRow("English in China")
            << QStringList{u"LANG=zh_CN.UTF-8"_s, u"LANGUAGE=en"_s} << english;
    }
    void speaksTheLanguageOfTheEnvironment()
    {
        QFETCH(QStringList, variables);
        QFETCH(QStringList, lines);
        // Without a font for it, it is not spoken.
        if (lines.first() != u"Quit"_s && !isReadable(QLocale(u"zh_CN"_s)))
            lines = saidIn({u"LANG=C"_s});
        QCOMPARE(saidIn(variables), lines);
    }

    void whatNoFontHasIsNotSpoken()
    {
        QTemporaryDir folder;
        QFile fonts(folder.filePath(u"fonts.conf"_s));
        QVERIFY(fonts.open(QIODevice::WriteOnly));
        fonts.write("<fontconfig><cachedir>" + folder.path().toUtf8() + "</cachedir></fontconfig>");
        fonts.close();
        QCOMPARE(saidIn({u"LANG=zh_CN.UTF-8"_s, u"FONTCONFIG_FILE="_s + fonts.fileName()}),
                 saidIn({u"LANG=en_US.UTF-8"_s}));
    }

private:
    static QStringList saidIn(const QStringList &variables)
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        for (const QString &name : environment.keys()) {
            if (name.startsWith("LC_"_L1) || name.startsWith("LANG"_L1))
                environment.remove(name);
        }
        for (const QString &variable : variables)
            environment.insert(variable.section(u'=', 0, 0), variable.section(u'=', 1));
        QProcess process;
        process.setProcessEnvironment(environment);
        process.start(QCoreApplication::applicationFilePath(), {QString::fromLatin1(kSay)});
        return process.waitForFinished()
            ? QString::fromUtf8(process.readAllStandardOutput()).split(u'\n')
            : QStringList();
    }
};

int main(int argc, char **argv)
{
    if (argc > 1 && std::strcmp(argv[1], kSay) == 0)
        return say(argc, argv);
    QApplication application(argc, argv);
    TestTranslation test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_translation.moc"
