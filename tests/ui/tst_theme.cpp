#include "widgets/avatar.h"
#include "widgets/style.h"
#include "widgets/theme.h"

#include <QApplication>
#include <QPalette>
#include <QTest>

using namespace spaceline;
using namespace Qt::Literals::StringLiterals;

class TestTheme : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void isReadable_data()
    {
        QTest::addColumn<QColor>("text");
        QTest::addColumn<QColor>("ground");
        for (const Theme &theme : {Theme::light(), Theme::dark()}) {
            const char *name = theme.isDark ? "dark" : "light";
            const auto row = [name](const char *what, const QColor &text, const QColor &ground) {
                QTest::addRow("%s %s", name, what) << text << ground;
            };
            const std::array grounds{theme.window, theme.side, theme.raised,     theme.selected,
                                     theme.tint,   theme.code, theme.warnGround, theme.errorGround};
            for (const QColor &ground : grounds) {
                row(qPrintable(u"text on "_s + ground.name()), theme.text, ground);
                row(qPrintable(u"muted on "_s + ground.name()), theme.muted, ground);
            }
            row("accent on window", theme.accent, theme.window);
            row("accent on raised", theme.accent, theme.raised);
            row("accent on tint", theme.accent, theme.tint);
            row("text on accent", theme.onAccent, theme.accent);
            row("warn", theme.warn, theme.warnGround);
            row("error", theme.error, theme.errorGround);
            row("error on window", theme.error, theme.window);
        }
        for (const QRgb ground : kAvatarGrounds)
            QTest::addRow("avatar %x", ground) << QColor(Qt::white) << QColor::fromRgb(ground);
    }
    void isReadable()
    {
        QFETCH(const QColor, text);
        QFETCH(const QColor, ground);
        QVERIFY2(contrast(text, ground) >= 4.5,
                 qPrintable(QString::number(contrast(text, ground))));
    }

    void contrastIsThatOfWcag()
    {
        QCOMPARE(contrast(Qt::black, Qt::white), 21.0);
        QCOMPARE(contrast(Qt::white, Qt::white), 1.0);
        QVERIFY(qAbs(contrast(QColor(0x777777), Qt::white) - 4.48) < 0.01);
    }

    void comesBackFromItsPalette()
    {
        QCOMPARE(Theme::fromPalette(Theme::light().palette()), Theme::light());
        QCOMPARE(Theme::fromPalette(Theme::dark().palette()), Theme::dark());
    }

    void followsAForeignPalette()
    {
        QPalette palette(Qt::black);
        palette.setColor(QPalette::Window, Qt::black);
        palette.setColor(QPalette::WindowText, Qt::yellow);
        palette.setColor(QPalette::Highlight, Qt::cyan);
        palette.setColor(QPalette::HighlightedText, Qt::black);
        const Theme theme = Theme::fromPalette(palette);
        QVERIFY(theme.isDark);
        QCOMPARE(theme.text, QColor(Qt::yellow));
        QCOMPARE(theme.accent, QColor(Qt::cyan));
        QVERIFY(contrast(theme.muted, theme.window) >= 4.5);
        QVERIFY(contrast(theme.muted, theme.selected) >= 4.5);
    }

    void avatarsShowTheFirstLetter_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("letter");
        QTest::newRow("owner/name") << u"me/legal-assistant"_s << u"L"_s;
        QTest::newRow("title") << u"Demo Space"_s << u"D"_s;
        QTest::newRow("Chinese") << u"合同条款"_s << u"合"_s;
        QTest::newRow("emoji of several code points") << u"x/👩‍🔬 lab"_s << u"👩‍🔬"_s;
        QTest::newRow("nothing") << QString() << QString();
    }
    void avatarsShowTheFirstLetter()
    {
        QFETCH(const QString, name);
        QTEST(avatarLetter(name), "letter");
        QCOMPARE(avatarGround(name), avatarGround(name));
    }

    void avatarGroundsAreFixed()
    {
        // The colour of a Space may not change from one release or Qt to the next.
        QCOMPARE(avatarGround(u"Qwen/Qwen3-Demo"_s), QColor::fromRgb(kAvatarGrounds[4]));
    }
};

QTEST_MAIN(TestTheme)
#include "tst_theme.moc"
