#include "conversations/conversationdelegate.h"
#include "conversations/conversationfilter.h"
#include "conversations/conversationlist.h"
#include "conversations/conversationpanel.h"
#include "ui/listmodel.h"
#include "widgets/toast.h"

#include <QAbstractItemModelTester>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

using namespace spaceline;
using namespace Qt::Literals::StringLiterals;

class TestConversationList : public QObject {
    Q_OBJECT

    std::unique_ptr<ListModel> m_model;
    std::unique_ptr<ConversationPanel> m_panel;

    ConversationList *list() const { return m_panel->findChild<ConversationList *>(); }
    QLineEdit *search() const
    {
        for (auto *line : m_panel->findChildren<QLineEdit *>()) {
            if (line->accessibleName() == "Search conversations"_L1)
                return line;
        }
        return nullptr;
    }
    QStringList titles() const
    {
        QStringList titles;
        for (int row = 0; row < list()->model()->rowCount(); ++row)
            titles += list()->model()->index(row, 0).data().toString();
        return titles;
    }
    QLineEdit *lastEditor() const
    {
        const auto lines = m_panel->findChildren<QLineEdit *>();
        QLineEdit *found = nullptr;
        for (QLineEdit *line : lines)
            found = line->accessibleName() == "Conversation title"_L1 ? line : found;
        return found;
    }

private Q_SLOTS:
    void init()
    {
        m_model = std::make_unique<ListModel>();
        m_model->add(1, u"Sorting by two keys"_s, u"Qwen/Qwen3-Demo"_s, u"Python's sort"_s);
        m_model->add(2, u"合同条款的中文摘要"_s, u"me/legal-assistant"_s, u"条款"_s);
        m_model->add(3, u"ما هو المنارة؟"_s, u"demo:"_s, u"lighthouse"_s,
                     ListModel::Group::Yesterday);
        m_panel = std::make_unique<ConversationPanel>(*m_model);
        m_panel->resize(264, 500);
        m_panel->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_panel.get()));
        m_panel->activateWindow();
    }
    void cleanup()
    {
        m_panel.reset();
        m_model.reset();
    }

    void groupsByDate()
    {
        const QAbstractItemModel *shown = list()->model();
        QCOMPARE(ConversationDelegate::headingOf(shown->index(0, 0)), u"Today"_s);
        QCOMPARE(ConversationDelegate::headingOf(shown->index(1, 0)), QString());
        QCOMPARE(ConversationDelegate::headingOf(shown->index(2, 0)), u"Yesterday"_s);
        // A row with a heading is taller, and the list knows it.
        QVERIFY(list()->visualRect(shown->index(0, 0)).height()
                > list()->visualRect(shown->index(1, 0)).height());
    }

    void saysThatNothingMatches()
    {
        const auto says = [this] {
            const auto labels = m_panel->findChildren<QLabel *>();
            return std::any_of(labels.begin(), labels.end(), [](const QLabel *label) {
                return label->isVisible() && label->text() == u"No conversation matches"_s;
            });
        };
        QVERIFY(!says());
        search()->setText(u"zeppelin"_s);
        QVERIFY(says());
        m_model->add(4, u"A zeppelin"_s, u"demo:"_s, u"up"_s);
        QVERIFY(!says());
        search()->setText(u"zeppelins"_s);
        QVERIFY(says());
        search()->clear();
        QVERIFY(!says());
    }

    void headingsMoveWithTheFilter()
    {
        search()->setText(u"条款"_s);
        QCOMPARE(titles(), QStringList{u"合同条款的中文摘要"_s});
        QCOMPARE(ConversationDelegate::headingOf(list()->model()->index(0, 0)), u"Today"_s);
    }

    void searchFindsTitleSpaceAndSnippet_data()
    {
        QTest::addColumn<QString>("needle");
        QTest::addColumn<int>("found");
        QTest::newRow("title") << u"SORTING"_s << 1;
        QTest::newRow("space") << u"legal"_s << 1;
        QTest::newRow("snippet") << u"lighthouse"_s << 1;
        QTest::newRow("words of several places") << u"python qwen"_s << 1;
        QTest::newRow("Chinese") << u"中文"_s << 1;
        QTest::newRow("Arabic") << u"المنارة"_s << 1;
        QTest::newRow("none") << u"zebra"_s << 0;
        QTest::newRow("blanks") << u"  "_s << 3;
    }
    void searchFindsTitleSpaceAndSnippet()
    {
        QFETCH(const QString, needle);
        search()->setText(needle);
        QTEST(int(titles().size()), "found");
    }

    void proxyIsAProperModel()
    {
        ConversationFilter filter;
        filter.setSourceModel(m_model.get());
        const QAbstractItemModelTester tester(
            &filter, QAbstractItemModelTester::FailureReportingMode::QtTest);
        filter.setNeedle(u"sort"_s);
        m_model->item(1)->setData(u"Sorted"_s, ConversationModel::TitleRole);
        m_model->removeRow(0);
        filter.setNeedle({});
        QCOMPARE(filter.rowCount(), 2);
    }

    void choosingTellsOnce()
    {
        QSignalSpy chosen(m_panel.get(), &ConversationPanel::chosen);
        m_panel->setCurrent(1);
        QCOMPARE(chosen.count(), 0);
        const QRect second = list()->visualRect(list()->model()->index(1, 0));
        QTest::mouseClick(list()->viewport(), Qt::LeftButton, {}, second.center());
        QCOMPARE(chosen.count(), 1);
        QCOMPARE(chosen.first().first().toLongLong(), 2);
        QTest::keyClick(list(), Qt::Key_Down);
        QCOMPARE(chosen.last().first().toLongLong(), 3);
    }

    void searchingDoesNotSwitch()
    {
        m_panel->setCurrent(1);
        QSignalSpy chosen(m_panel.get(), &ConversationPanel::chosen);
        search()->setText(u"legal"_s);
        search()->setText({});
        QCOMPARE(chosen.count(), 0);
        QCOMPARE(list()->currentId(), 1);
        search()->setText(u"legal"_s);
        QTest::keyClick(search(), Qt::Key_Return);
        QCOMPARE(chosen.count(), 1);
        QCOMPARE(chosen.first().first().toLongLong(), 2);
    }

    void neighboursGoAround()
    {
        m_panel->setCurrent(3);
        QCOMPARE(m_panel->neighbour(1), 1);
        QCOMPARE(m_panel->neighbour(-1), 2);
        m_panel->setCurrent(0);
        QCOMPARE(m_panel->neighbour(1), 1);
        QCOMPARE(m_panel->listed(7), 0);
    }

    void theEditorGoesWithItsRow()
    {
        m_panel->setCurrent(2);
        m_panel->renameCurrent();
        const auto rowOfEditor = [this] {
            const QRect row = list()->visualRect(list()->currentIndex());
            return row.translated(list()->viewport()->mapTo(m_panel.get(), QPoint()));
        };
        QVERIFY(rowOfEditor().contains(lastEditor()->geometry()));
        m_panel->resize(m_panel->width() + 40, 160);
        QCoreApplication::processEvents();
        list()->verticalScrollBar()->setValue(list()->verticalScrollBar()->maximum());
        QVERIFY(rowOfEditor().contains(lastEditor()->geometry()));
        const QRegion inList = QRegion(list()->viewport()->rect())
                                   .translated(list()->viewport()->mapTo(m_panel.get(), QPoint()));
        const QRegion shown = lastEditor()->isVisible()
            ? lastEditor()->mask().translated(lastEditor()->pos())
            : QRegion();
        QVERIFY(shown.subtracted(inList).isEmpty());
    }

    void renamesInPlace()
    {
        QSignalSpy renamed(m_panel.get(), &ConversationPanel::renameRequested);
        m_panel->setCurrent(2);
        m_panel->renameCurrent();
        QLineEdit *editor = lastEditor();
        QVERIFY(editor);
        QCOMPARE(editor->text(), u"合同条款的中文摘要"_s);
        QTest::keyClicks(editor, u" Contracts "_s);
        // A reply that arrives meanwhile must not take away what was typed.
        m_model->item(1)->setData(u"new snippet"_s, ConversationModel::SnippetRole);
        QCOMPARE(editor->text(), u" Contracts "_s);
        QTest::keyClick(editor, Qt::Key_Return);
        QTRY_COMPARE(renamed.count(), 1); // editors commit in the next turn of the event loop
        QCOMPARE(renamed.first(), (QVariantList{qint64(2), u"Contracts"_s}));
    }

    void escapeAndEmptyTitlesRenameNothing()
    {
        QSignalSpy renamed(m_panel.get(), &ConversationPanel::renameRequested);
        m_panel->setCurrent(1);
        m_panel->focusList();
        QTest::keyClick(list(), Qt::Key_F2);
        QLineEdit *editor = lastEditor();
        QVERIFY(editor);
        QTest::keyClicks(editor, u"other"_s);
        QTest::keyClick(editor, Qt::Key_Escape);
        m_panel->renameCurrent();
        editor = lastEditor();
        QVERIFY(editor->isVisible());
        editor->clear();
        QSignalSpy closed(list()->itemDelegate(), &QAbstractItemDelegate::closeEditor);
        QTest::keyClick(editor, Qt::Key_Return);
        QTRY_COMPARE(closed.count(), 1);
        QCOMPARE(renamed.count(), 0);
    }

    void deleteKeyAsksForTheCurrentOne()
    {
        QSignalSpy deleted(m_panel.get(), &ConversationPanel::deleteRequested);
        m_panel->setCurrent(2);
        m_panel->focusList();
        QTest::keyClick(list(), Qt::Key_Backspace);
        QCOMPARE(deleted.count(), 0);
        QTest::keyClick(list(), Qt::Key_Delete);
        QCOMPARE(deleted.count(), 1);
        QCOMPARE(deleted.first().first().toLongLong(), 2);
    }

    void removingTheCurrentRowChoosesAnother()
    {
        m_panel->setCurrent(2);
        QSignalSpy chosen(m_panel.get(), &ConversationPanel::chosen);
        m_model->removeRow(1);
        QCOMPARE(chosen.count(), 1);
        QVERIFY(chosen.first().first().toLongLong() != 2);
    }

    void stateIsTold()
    {
        QStandardItem *item = m_model->item(0);
        item->setData(u"In queue 3 of 12"_s, ConversationModel::StateRole);
        const QModelIndex index = list()->model()->index(0, 0);
        QCOMPARE(ConversationDelegate::secondLine(index), u"Qwen3-Demo · In queue 3 of 12"_s);
        item->setData(QString(), ConversationModel::StateRole);
        QCOMPARE(ConversationDelegate::secondLine(index), u"Qwen3-Demo · Python's sort"_s);
        item->setData(true, ConversationModel::FailedRole);
        item->setData(true, ConversationModel::UnreadRole);
        QCOMPARE(index.data(Qt::AccessibleTextRole).toString(),
                 u"Sorting by two keys, Qwen/Qwen3-Demo, failed, unread"_s);
    }

    void timesAreShort()
    {
        const QLocale locale(QLocale::English, QLocale::UnitedKingdom);
        const QDateTime now(QDate(2026, 11, 23), QTime(15, 0));
        const auto text = [&](const QDateTime &time) {
            return ConversationDelegate::timeText(time, now, locale);
        };
        QCOMPARE(text({QDate(2026, 11, 23), QTime(9, 5)}), u"09:05"_s);
        QCOMPARE(text({QDate(2026, 11, 22), QTime(23, 59)}), u"Sun"_s);
        QCOMPARE(text({QDate(2026, 11, 3), QTime(8, 0)}), u"3 Nov"_s);
        QCOMPARE(text({QDate(2025, 1, 3), QTime(8, 0)}), u"Jan 2025"_s);
        // A clock that was set back is not an error.
        QCOMPARE(text({QDate(2026, 11, 24), QTime(8, 0)}), u"08:00"_s);
    }

    void toastUndoesOnce()
    {
        Toast toast(m_panel.get(), m_panel.get());
        QSignalSpy dismissed(&toast, &Toast::dismissed);
        int undone = 0;
        toast.present(u"Deleted"_s, [&undone] { ++undone; });
        QVERIFY(toast.isVisible());
        auto *undo = toast.findChild<QPushButton *>();
        undo->click();
        undo->click();
        QCOMPARE(undone, 1);
        QVERIFY(!toast.isVisible());
        QCOMPARE(dismissed.count(), 1);
        toast.present(u"Saved"_s);
        QVERIFY(!undo->isVisible());
        toast.dismiss();
        QCOMPARE(undone, 1);
    }
};

QTEST_MAIN(TestConversationList)
#include "tst_conversationlist.moc"
