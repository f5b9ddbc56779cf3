#include "history/historyview.h"
#include "ui/testmessages.h"

#include <QAccessible>
#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace spaceline;

namespace {

QString textOf(QAccessibleInterface *message)
{
    QAccessibleTextInterface *text = message->textInterface();
    return text ? text->text(0, text->characterCount()) : QString();
}

QAccessibleInterface *childNamed(QAccessibleInterface *parent, const QString &name)
{
    for (int i = 0; i < parent->childCount(); ++i) {
        if (parent->child(i)->text(QAccessible::Name) == name)
            return parent->child(i);
    }
    return nullptr;
}

} // namespace

class tst_HistoryAccessible : public QObject {
    Q_OBJECT
    TestMessages m_messages;
    std::unique_ptr<HistoryView> m_view;

    [[nodiscard]] QAccessibleInterface *list() const
    {
        return QAccessible::queryAccessibleInterface(m_view.get());
    }

private Q_SLOTS:
    void init()
    {
        m_messages.reset({});
        m_view = std::make_unique<HistoryView>();
        m_view->resize(600, 400);
        m_view->setModel(&m_messages);
        m_view->show();
    }

    void everyRowIsAChild()
    {
        for (int i = 0; i < 100; ++i) {
            m_messages.prompt("Prompt " + QByteArray::number(i));
            m_messages.reply("Reply **" + QByteArray::number(i) + "**");
        }
        m_view->flush();
        QCOMPARE(list()->text(QAccessible::Name), u"Conversation"_s);
        QVERIFY(list()->childCount() >= 200);
        m_messages.forgetTextReads();
        for (int row = 0; row < 200; ++row) {
            QAccessibleInterface *child = list()->child(row);
            QVERIFY(child && child->isValid());
            QCOMPARE(child->text(QAccessible::Name), row % 2 == 0 ? u"You"_s : u"Reply"_s);
            QCOMPARE(list()->indexOfChild(child), row);
            QCOMPARE(child->parent(), list());
        }
        QCOMPARE(m_messages.textReads(), 0); // names are cheap
        QCOMPARE(textOf(list()->child(0)), u"Prompt 0"_s); // out of sight
        QCOMPARE(textOf(list()->child(1)), u"Reply 0"_s);
        QVERIFY(list()->child(0)->state().offscreen);
        QVERIFY(list()->child(0)->rect().isEmpty());
        QVERIFY(!list()->child(199)->state().offscreen);
        QVERIFY(!list()->child(199)->rect().isEmpty());
    }

    void textIsWhatTheModelHasNow()
    {
        m_messages.reply("It", MessageState::Streaming);
        m_view->flush();
        QAccessibleInterface *reply = list()->child(0);
        QCOMPARE(textOf(reply), u"It"_s);
        m_messages.extend(0, " grows");
        QCOMPARE(textOf(reply), u"It grows"_s);
        m_messages.setState(0, MessageState::Failed, Failure(Failure::Kind::Quota, u"56 s left"_s));
        const QString text = textOf(reply);
        QVERIFY(text.startsWith("It grows"_L1));
        QVERIFY(text.contains(Failure(Failure::Kind::Quota).sentence()));
        QVERIFY(text.contains("56 s left"_L1));
    }

    void partOfAText()
    {
        m_messages.prompt("0123456789");
        QAccessibleTextInterface *text = list()->child(0)->textInterface();
        QCOMPARE(text->characterCount(), 10);
        QCOMPARE(text->text(2, 5), u"234"_s);
        QCOMPARE(text->text(0, -1), u"0123456789"_s);
    }

    void descriptionTellsHeadings()
    {
        m_messages.reply("# First\n\ntext\n\n## Second");
        const QString description = list()->child(0)->text(QAccessible::Description);
        QVERIFY(description.contains("First, Second"_L1));
        QVERIFY(description.contains("Demo Space"_L1));
    }

    void buttonsArePressed()
    {
        m_messages.reply("```\ncode\n```");
        m_messages.append(
            {MessageAuthor::Reply, {}, MessageState::Failed, Failure(Failure::Kind::Quota)});
        m_view->flush();
        QAccessibleInterface *copy = childNamed(list()->child(0), u"Copy code"_s);
        QVERIFY(copy);
        QCOMPARE(copy->role(), QAccessible::Button);
        QCOMPARE(copy->actionInterface()->actionNames(),
                 QStringList{QAccessibleActionInterface::pressAction()});
        copy->actionInterface()->doAction(QAccessibleActionInterface::pressAction());
        QCOMPARE(QGuiApplication::clipboard()->text(), u"code"_s);

        QSignalSpy spy(m_view.get(), &HistoryView::remedyRequested);
        QAccessibleInterface *token = childNamed(list()->child(1), u"Add token"_s);
        QVERIFY(token);
        QVERIFY(list()->child(1)->rect().contains(token->rect()));
        token->actionInterface()->doAction(QAccessibleActionInterface::pressAction());
        QCOMPARE(spy.size(), 1);
        QCOMPARE(spy.at(0).at(1).value<Failure::Remedy>(), Failure::Remedy::AddToken);
    }

    void disabledButtonsSayWhy()
    {
        m_messages.reply("one");
        m_messages.reply("two");
        m_view->flush();
        QAccessibleInterface *retry = childNamed(list()->child(0), u"Retry"_s);
        QVERIFY(retry);
        QVERIFY(retry->state().disabled);
        QVERIFY(!retry->text(QAccessible::Description).isEmpty());
        QVERIFY(retry->actionInterface()->actionNames().isEmpty());
    }

    void linksAreLinks()
    {
        m_messages.reply("A [page](https://example.org)");
        m_view->flush();
        QAccessibleInterface *link = childNamed(list()->child(0), u"page"_s);
        QVERIFY(link);
        QCOMPARE(link->role(), QAccessible::Link);
        QSignalSpy spy(m_view.get(), &HistoryView::linkActivated);
        link->actionInterface()->doAction(QAccessibleActionInterface::pressAction());
        QCOMPARE(spy.size(), 1);
    }

    void everythingHasAName()
    {
        m_messages.prompt("p");
        m_messages.reply("[l](https://example.org)\n\n```\nc\n```");
        m_messages.append(
            {MessageAuthor::Reply, "x", MessageState::Failed, Failure(Failure::Kind::Silence)});
        m_view->flush();
        for (int i = 0; i < list()->childCount(); ++i) {
            QAccessibleInterface *child = list()->child(i);
            QVERIFY(!child->text(QAccessible::Name).isEmpty());
            for (int j = 0; j < child->childCount(); ++j)
                QVERIFY(!child->child(j)->text(QAccessible::Name).isEmpty());
        }
        QVERIFY(childNamed(list(), u"Jump to the end"_s));
    }

    void whatWentIsInvalid()
    {
        m_messages.reply("[l](https://example.org)");
        m_messages.reply("two");
        m_view->flush();
        QAccessibleInterface *link = childNamed(list()->child(0), u"l"_s);
        QAccessibleInterface *second = list()->child(1);
        m_messages.setText(0, "no link");
        m_messages.removeRowsAt(1, 1);
        m_view->flush();
        QVERIFY(!link->isValid());
        QVERIFY(!second->isValid());
        QCOMPARE(second->text(QAccessible::Name), QString());
        QCOMPARE(second->childCount(), 0);
        QVERIFY(second->state().invalid);
        QCOMPARE(textOf(second), QString());
    }

    void placeholderIsAChild()
    {
        auto *label = new QLabel(u"Nothing yet"_s);
        m_view->setPlaceholderWidget(label);
        QVERIFY(childNamed(list(), u"Nothing yet"_s));
        QVERIFY(list()->indexOfChild(QAccessible::queryAccessibleInterface(label)) >= 0);
    }

    void focusIsTold()
    {
        m_messages.prompt("p");
        m_messages.reply("r");
        m_view->flush();
        m_view->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_view.get()));
        m_view->clearFocus();
        m_view->setFocus(Qt::TabFocusReason);
        QTRY_VERIFY(m_view->hasFocus());
        QCOMPARE(list()->focusChild(), list()->child(1));
        QVERIFY(list()->child(1)->state().focused);
        QTest::keyClick(m_view.get(), Qt::Key_Tab);
        QCOMPARE(list()->focusChild(), childNamed(list()->child(1), u"Copy"_s));
        QVERIFY(childNamed(list()->child(1), u"Copy"_s)->state().focused);
        QVERIFY(!list()->child(1)->state().focused);
    }
};

QTEST_MAIN(tst_HistoryAccessible)
#include "tst_historyaccessible.moc"
