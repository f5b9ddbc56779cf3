#include "window/shortcuts.h"
#include "window/shortcutsdialog.h"

#include <QHash>
#include <QSet>
#include <QTest>
#include <QTreeWidget>

using namespace spaceline;
using namespace Qt::Literals::StringLiterals;

class TestShortcuts : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void noKeyStandsTwice()
    {
        QHash<QKeySequence, QString> seen;
        for (const ShortcutRow &row : shortcutTable()) {
            for (const QKeySequence &key : commandKeys(row.command)) {
                QVERIFY2(!seen.contains(key),
                         qPrintable(key.toString() + u": "_s + seen.value(key) + u" and "_s
                                    + commandText(row.command)));
                seen.insert(key, commandText(row.command));
            }
        }
        QVERIFY(seen.size() > 30);
    }

    void noCommandStandsTwice()
    {
        QSet<Command> commands;
        QSet<QString> texts;
        for (const ShortcutRow &row : shortcutTable()) {
            commands.insert(row.command);
            texts.insert(commandText(row.command));
        }
        QCOMPARE(size_t(commands.size()), shortcutTable().size());
        QCOMPARE(size_t(texts.size()), shortcutTable().size());
        QCOMPARE(commands.size(), int(Command::Quit) + 1);
    }

    void theHelpSaysWhatEnterDoes()
    {
        const auto keysOf = [](Settings::SendKey sendKey, Command command) {
            const ShortcutsDialog dialog(sendKey);
            const auto rows = dialog.findChild<QTreeWidget *>()->findItems(commandText(command),
                                                                           Qt::MatchExactly);
            return rows.size() == 1 ? rows.first()->text(1) : QString();
        };
        using SendKey = Settings::SendKey;
        QCOMPARE(keysOf(SendKey::Enter, Command::Send), u"Enter, Ctrl+Enter"_s);
        QCOMPARE(keysOf(SendKey::Enter, Command::NewLine), u"Shift+Enter"_s);
        QCOMPARE(keysOf(SendKey::ControlEnter, Command::Send), u"Ctrl+Enter"_s);
        QCOMPARE(keysOf(SendKey::ControlEnter, Command::NewLine), u"Enter, Shift+Enter"_s);
    }

    void everyKeyIsUnderstood()
    {
        for (const ShortcutRow &row : shortcutTable()) {
            const QStringList written
                = QString::fromLatin1(row.keys).split(u' ', Qt::SkipEmptyParts);
            const QList<QKeySequence> keys = commandKeys(row.command);
            QCOMPARE(keys.size(), written.size());
            for (qsizetype i = 0; i < keys.size(); ++i)
                QCOMPARE(keys.at(i).toString(QKeySequence::PortableText), written.at(i));
        }
    }
};

QTEST_MAIN(TestShortcuts)
#include "tst_shortcuts.moc"
