#include "composer/composer.h"

#include "base/message.h"
#include "chat/messageroles.h"
#include "composer/promptedit.h"

#include <QAbstractButton>
#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QMimeData>
#include <QSignalSpy>
#include <QStandardItemModel>
#include <QTest>
#include <QTextBlock>

using namespace spaceline;
using namespace Qt::Literals::StringLiterals;

class TestComposer : public QObject {
    Q_OBJECT

    std::unique_ptr<Composer> m_composer;
    std::unique_ptr<QSignalSpy> m_sent;
    std::unique_ptr<QSignalSpy> m_stopped;

    PromptEdit *edit() const { return m_composer->findChild<PromptEdit *>(); }
    QAbstractButton *button(const QString &name) const
    {
        for (auto *button : m_composer->findChildren<QAbstractButton *>()) {
            if (button->accessibleName() == name)
                return button;
        }
        return nullptr;
    }
    void preedit(const QString &text)
    {
        QInputMethodEvent event(text, {});
        QApplication::sendEvent(edit(), &event);
    }
    void commit(const QString &text)
    {
        QInputMethodEvent event;
        event.setCommitString(text);
        QApplication::sendEvent(edit(), &event);
    }

private Q_SLOTS:
    void init()
    {
        m_composer = std::make_unique<Composer>();
        m_composer->resize(500, 100);
        m_composer->setCanSend(true);
        m_composer->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_composer.get()));
        m_composer->activateWindow();
        m_composer->focusText();
        m_sent = std::make_unique<QSignalSpy>(m_composer.get(), &Composer::sendRequested);
        m_stopped = std::make_unique<QSignalSpy>(m_composer.get(), &Composer::stopRequested);
    }
    void cleanup() { m_composer.reset(); }

    void sendKeys_data()
    {
        QTest::addColumn<Settings::SendKey>("setting");
        QTest::addColumn<Qt::Key>("key");
        QTest::addColumn<Qt::KeyboardModifiers>("modifiers");
        QTest::addColumn<bool>("sends");
        const auto enter = Settings::SendKey::Enter;
        const auto control = Settings::SendKey::ControlEnter;
        using Modifiers = Qt::KeyboardModifiers;
        QTest::newRow("enter") << enter << Qt::Key_Return << Modifiers() << true;
        QTest::newRow("keypad") << enter << Qt::Key_Enter << Modifiers(Qt::KeypadModifier) << true;
        QTest::newRow("shift") << enter << Qt::Key_Return << Modifiers(Qt::ShiftModifier) << false;
        QTest::newRow("ctrl") << enter << Qt::Key_Return << Modifiers(Qt::ControlModifier) << true;
        QTest::newRow("swapped enter") << control << Qt::Key_Return << Modifiers() << false;
        QTest::newRow("swapped shift")
            << control << Qt::Key_Return << Modifiers(Qt::ShiftModifier) << false;
        QTest::newRow("swapped ctrl")
            << control << Qt::Key_Return << Modifiers(Qt::ControlModifier) << true;
    }
    void sendKeys()
    {
        QFETCH(const Settings::SendKey, setting);
        QFETCH(const Qt::Key, key);
        QFETCH(const Qt::KeyboardModifiers, modifiers);
        QFETCH(const bool, sends);
        m_composer->setSendKey(setting);
        QTest::keyClicks(edit(), u"hi"_s);
        QTest::keyClick(edit(), key, modifiers);
        QCOMPARE(m_sent->count(), sends ? 1 : 0);
        // The box is emptied by its owner, when the prompt is on disk.
        QCOMPARE(m_composer->text(), sends ? u"hi"_s : u"hi\n"_s);
    }

    void neverSendsWhileTheInputMethodComposes()
    {
        preedit(u"ni"_s);
        QTest::keyClick(edit(), Qt::Key_Return);
        QTest::keyClick(edit(), Qt::Key_Return, Qt::ControlModifier);
        QTest::mouseClick(button(u"Send"_s), Qt::LeftButton);
        QCOMPARE(m_sent->count(), 0);
        QCOMPARE(m_composer->text(), QString());
        commit(u"你"_s);
        QTest::keyClick(edit(), Qt::Key_Return);
        QCOMPARE(m_sent->count(), 1);
        QCOMPARE(m_sent->first().first().toString(), u"你"_s);
    }

    void neverSendsNothing_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("empty") << QString();
        QTest::newRow("blanks") << u"  \t "_s;
        QTest::newRow("lines") << u"\n\n\u3000\n"_s;
    }
    void neverSendsNothing()
    {
        QFETCH(const QString, text);
        m_composer->setText(text);
        QTest::keyClick(edit(), Qt::Key_Return);
        QTest::keyClick(edit(), Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(m_sent->count(), 0);
        QVERIFY(!button(u"Send"_s)->isEnabled());
    }

    void aHeldKeySendsOnce()
    {
        m_composer->setText(u"hi"_s);
        QKeyEvent repeated(QEvent::KeyPress, Qt::Key_Return, Qt::NoModifier, u"\r"_s, true);
        QApplication::sendEvent(edit(), &repeated);
        QCOMPARE(m_sent->count(), 0);
    }

    void keepsTheTextWithoutASpace()
    {
        m_composer->setCanSend(false);
        m_composer->setText(u"hi"_s);
        QTest::keyClick(edit(), Qt::Key_Return);
        QCOMPARE(m_sent->count(), 0);
        QCOMPARE(m_composer->text(), u"hi"_s);
        QVERIFY(!button(u"Send"_s)->isEnabled());
    }

    void sendAndStopTakeTurns()
    {
        QAbstractButton *send = button(u"Send"_s);
        QAbstractButton *stop = button(u"Stop"_s);
        QVERIFY(send->isVisible() && !stop->isVisible());
        m_composer->setBusy(true);
        QVERIFY(!send->isVisible() && stop->isVisible());
        QTest::keyClicks(edit(), u"next"_s);
        QVERIFY(send->isVisible() && send->isEnabled() && stop->isVisible());
        QTest::mouseClick(send, Qt::LeftButton);
        QCOMPARE(m_sent->count(), 1);
        m_composer->clear();
        QVERIFY(!send->isVisible() && stop->isVisible());
        QTest::mouseClick(stop, Qt::LeftButton);
        QCOMPARE(m_stopped->count(), 1);
        m_composer->setBusy(false);
        QVERIFY(send->isVisible() && !stop->isVisible());
    }

    void focusDoesNotLeaveWithAButton()
    {
        m_composer->setBusy(true);
        button(u"Stop"_s)->setFocus();
        QVERIFY(button(u"Stop"_s)->hasFocus());
        m_composer->setBusy(false);
        QVERIFY(edit()->hasFocus());
    }

    void escapeStopsOnlyWhenEmpty()
    {
        m_composer->setBusy(true);
        QTest::keyClicks(edit(), u"x"_s);
        QTest::keyClick(edit(), Qt::Key_Escape);
        QCOMPARE(m_stopped->count(), 0);
        QTest::keyClick(edit(), Qt::Key_Backspace);
        QTest::keyClick(edit(), Qt::Key_Escape);
        QCOMPARE(m_stopped->count(), 1);
    }

    void growsToEightLines()
    {
        const int one = edit()->height();
        m_composer->setText(u"a\nb\nc"_s);
        const int three = edit()->height();
        QVERIFY(three > one);
        m_composer->setText(QString(u"line\n"_s).repeated(7) + u"8"_s);
        const int eight = edit()->height();
        m_composer->setText(QString(u"line\n"_s).repeated(60));
        QCOMPARE(edit()->height(), eight);
        QVERIFY(eight > three);
        m_composer->clear();
        QCOMPARE(edit()->height(), one);
    }

    void wrappedLinesGrowToo()
    {
        const int one = edit()->height();
        m_composer->setText(QString(u"word "_s).repeated(60));
        QVERIFY(edit()->height() > 2 * one);
    }

    void walksThroughPrompts()
    {
        QStandardItemModel messages;
        const auto add = [&messages](MessageAuthor author, const QByteArray &text) {
            auto *item = new QStandardItem;
            item->setData(int(author), MessageAuthorRole);
            item->setData(text, MessageTextRole);
            messages.appendRow(item);
        };
        add(MessageAuthor::User, "first");
        add(MessageAuthor::Reply, "answer");
        add(MessageAuthor::User, "second");
        add(MessageAuthor::Reply, "answer");
        m_composer->setMessages(&messages);

        QTest::keyClick(edit(), Qt::Key_Up); // in an empty box
        QCOMPARE(m_composer->text(), u"second"_s);
        QTest::keyClick(edit(), Qt::Key_Up, Qt::ControlModifier);
        QCOMPARE(m_composer->text(), u"first"_s);
        QTest::keyClick(edit(), Qt::Key_Up, Qt::ControlModifier);
        QCOMPARE(m_composer->text(), u"first"_s);
        QTest::keyClick(edit(), Qt::Key_Down, Qt::ControlModifier);
        QCOMPARE(m_composer->text(), u"second"_s);
        QTest::keyClick(edit(), Qt::Key_Down, Qt::ControlModifier);
        QCOMPARE(m_composer->text(), QString());
    }

    void upEditsTheLastPrompt()
    {
        QStandardItemModel messages;
        auto *item = new QStandardItem;
        item->setData(int(MessageAuthor::User), MessageAuthorRole);
        item->setData(QByteArray("the last one"), MessageTextRole);
        messages.appendRow(item);
        m_composer->setMessages(&messages);
        QSignalSpy edited(m_composer.get(), &Composer::textEdited);
        const auto saysSo = [this] {
            const auto labels = m_composer->findChildren<QLabel *>();
            return std::any_of(labels.begin(), labels.end(), [](QLabel *label) {
                return label->text().startsWith(u"Edits your last message"_s);
            });
        };
        QTest::keyClick(edit(), Qt::Key_Up);
        QCOMPARE(m_composer->text(), u"the last one"_s);
        QVERIFY(saysSo());
        QTest::keyClicks(edit(), u"!"_s);
        QTest::keyClick(edit(), Qt::Key_Escape);
        QCOMPARE(m_composer->text(), QString());
        QCOMPARE(edited.last().first().toString(), QString()); // the draft follows
        QVERIFY(!saysSo());
        QCOMPARE(m_stopped->count(), 0);

        // Begun with a button, whatever stands there comes back.
        m_composer->setText(u"half a thought"_s);
        m_composer->editLast();
        QCOMPARE(m_composer->text(), u"the last one"_s);
        QCOMPARE(m_composer->beforeEdit(), std::optional(u"half a thought"_s));
        QTest::keyClick(edit(), Qt::Key_Escape);
        QCOMPARE(m_composer->text(), u"half a thought"_s);
        QVERIFY(!m_composer->beforeEdit());
        m_composer->clear();

        QTest::keyClick(edit(), Qt::Key_Up);
        QTest::keyClick(edit(), Qt::Key_Return);
        QCOMPARE(m_sent->last().first().toString(), u"the last one"_s);
        m_composer->clear();
        QVERIFY(!saysSo());
        QTest::keyClick(edit(), Qt::Key_Escape);
        QCOMPARE(m_stopped->count(), 1);
    }

    void paragraphsBeginAtTheSideOfTheirLetters()
    {
        m_composer->setText(
            u"hello\n\u0645\u0631\u062d\u0628\u0627\n123 \u05e9\u05dc\u05d5\u05dd"_s);
        const auto leftOf = [this](int paragraph) {
            QTextCursor cursor(edit()->document()->findBlockByNumber(paragraph));
            return edit()->cursorRect(cursor).left(); // before the first letter
        };
        const int middle = edit()->viewport()->width() / 2;
        QVERIFY(leftOf(0) < middle);
        QVERIFY(leftOf(1) > middle);
        QVERIFY(leftOf(2) > middle);
        QTest::keyClick(edit(), Qt::Key_Return, Qt::ShiftModifier);
        QTest::keyClicks(edit(), u"end"_s);
        QVERIFY(leftOf(1) > middle); // also when laid out again
    }

    void walkingReturnsToWhatWasTyped()
    {
        QStandardItemModel messages;
        auto *item = new QStandardItem;
        item->setData(int(MessageAuthor::User), MessageAuthorRole);
        item->setData(QByteArray("old"), MessageTextRole);
        messages.appendRow(item);
        m_composer->setMessages(&messages);
        QTest::keyClicks(edit(), u"half a"_s);
        QTest::keyClick(edit(), Qt::Key_Up); // moves the caret only
        QCOMPARE(m_composer->text(), u"half a"_s);
        QTest::keyClick(edit(), Qt::Key_Up, Qt::ControlModifier);
        QCOMPARE(m_composer->text(), u"old"_s);
        QTest::keyClick(edit(), Qt::Key_Down, Qt::ControlModifier);
        QCOMPARE(m_composer->text(), u"half a"_s);
    }

    void draftsAreToldOnlyWhenTheUserTypes()
    {
        QSignalSpy edited(m_composer.get(), &Composer::textEdited);
        m_composer->setText(u"restored"_s);
        m_composer->clear();
        QCOMPARE(edited.count(), 0);
        QTest::keyClicks(edit(), u"ab"_s);
        QCOMPARE(edited.count(), 2);
        QCOMPARE(edited.last().first().toString(), u"ab"_s);
    }

    void aProblemIsShownUntilTheNextChange()
    {
        m_composer->setText(u"kept"_s);
        m_composer->showProblem(u"The disk is full."_s);
        const auto shows = [this](const QString &text) {
            const auto labels = m_composer->findChildren<QLabel *>();
            return std::any_of(labels.begin(), labels.end(),
                               [&text](QLabel *label) { return label->text() == text; });
        };
        QVERIFY(shows(u"The disk is full."_s));
        QCOMPARE(m_composer->text(), u"kept"_s);
        QTest::keyClicks(edit(), u"!"_s);
        QVERIFY(!shows(u"The disk is full."_s));
    }

    void pastesPlainTextOnly()
    {
        auto *rich = new QMimeData;
        rich->setHtml(u"<b>bold</b><img src='file:///nowhere.png'>"_s);
        rich->setText(u"plain\u00a0text"_s);
        QApplication::clipboard()->setMimeData(rich);
        edit()->paste();
        QCOMPARE(m_composer->text(), u"plain\u00a0text"_s);
    }

    void carriesAMegabyte()
    {
        QString text;
        while (text.size() < 1'500'000)
            text += u"A line of an ordinary length, 一行普通长度的文字。\n"_s;
        QApplication::clipboard()->setText(text);
        edit()->paste();
        QTest::keyClick(edit(), Qt::Key_Return);
        QCOMPARE(m_sent->count(), 1);
        QCOMPARE(m_sent->first().first().toString(), text);
    }

    void takesAKeyFromElsewhere()
    {
        button(u"Send"_s)->setFocus();
        QKeyEvent key(QEvent::KeyPress, Qt::Key_A, Qt::NoModifier, u"a"_s);
        m_composer->takeKey(&key);
        QCOMPARE(m_composer->text(), u"a"_s);
        QVERIFY(edit()->hasFocus());
    }

    void aVeryLongLineStaysOneLine_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("no blanks") << QString(1'000'000, u'x');
        QTest::newRow("words") << u"lorem ipsum "_s.repeated(20'000);
        QTest::newRow("pairs") << u"x"_s + u"\U0001F680"_s.repeated(10'000);
        QTest::newRow("lines") << QString(u"y"_s.repeated(5000) + u'\n').repeated(3) + u"end"_s;
    }
    void aVeryLongLineStaysOneLine()
    {
        // In one piece the first of them would take its layout longer than the test may.
        QFETCH(const QString, text);
        QApplication::clipboard()->setText(text);
        edit()->paste();
        QVERIFY(m_composer->text() == text);
        for (QTextBlock block = edit()->document()->begin(); block.isValid(); block = block.next())
            QVERIFY(!block.text().startsWith(QChar(0xde80)));
        QApplication::clipboard()->clear();
        edit()->selectAll();
        edit()->cut();
        QVERIFY(QApplication::clipboard()->text() == text);
        QCOMPARE(m_composer->text(), QString());
        edit()->undo();
        QVERIFY(m_composer->text() == text);
        m_composer->setText({});
        m_composer->setText(text); // a draft
        QVERIFY(m_composer->text() == text);
        m_composer->fill(text + u'z');
        QVERIFY(m_composer->text() == text + u'z');
        QTest::keyClick(edit(), Qt::Key_Return);
        QVERIFY(m_sent->first().first().toString() == text + u'z');
    }
};

QTEST_MAIN(TestComposer)
#include "tst_composer.moc"
