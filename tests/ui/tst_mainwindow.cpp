#include "window/mainwindow.h"

#include "account/tokenvault.h"
#include "chat/conversationcontroller.h"
#include "chat/conversationmodel.h"
#include "chat/messagemodel.h"
#include "chat/services.h"
#include "chat/spaceconnection.h"
#include "chat/unwrittenreplies.h"
#include "composer/composer.h"
#include "composer/promptedit.h"
#include "connect/connectbox.h"
#include "connect/connectdialog.h"
#include "connect/connectionsheet.h"
#include "connect/statechip.h"
#include "conversations/conversationpanel.h"
#include "history/historyview.h"
#include "settings/settings.h"
#include "settings/settingsdialog.h"
#include "settings/tokendialog.h"
#include "store/database.h"
#include "support/fulldisk.h"
#include "ui/faketokenstore.h"
#include "ui/names.h"
#include "widgets/failurecard.h"
#include "widgets/menubutton.h"
#include "window/appearance.h"
#include "window/conversationpage.h"
#include "window/noticebar.h"
#include "window/quickswitch.h"
#include "window/replystatus.h"
#include "window/shortcutsdialog.h"

#include <QAbstractButton>
#include <QApplication>
#include <QFile>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QPointer>
#include <QScreen>
#include <QSignalSpy>
#include <QSpinBox>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

using namespace spaceline;
using namespace Qt::Literals::StringLiterals;

/// The whole window on files of its own and the Demo Space.
class TestMainWindow : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    std::shared_ptr<FakeKeychain> m_keychain;
    std::unique_ptr<Services> m_services;
    std::unique_ptr<ConversationModel> m_model;
    std::unique_ptr<Appearance> m_appearance;
    std::unique_ptr<MainWindow> m_window;

    void open()
    {
        Services::Options options;
        options.databasePath = m_folder->filePath(u"history.sqlite"_s);
        options.settingsPath = m_folder->filePath(u"settings.ini"_s);
        options.trafficLogPath = m_folder->filePath(u"traffic.log"_s);
        options.tokenStore = std::make_unique<FakeTokenStore>(m_keychain);
        m_services = std::make_unique<Services>(std::move(options));
        m_model = std::make_unique<ConversationModel>(*m_services);
        m_appearance = std::make_unique<Appearance>(m_services->settings());
        m_window = std::make_unique<MainWindow>(*m_services, *m_model, *m_appearance);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
        m_window->activateWindow();
    }
    void close()
    {
        if (m_window)
            m_window->close();
        m_window.reset();
        m_appearance.reset();
        m_model.reset();
        m_services.reset();
    }
    ConversationController *controller() const { return m_window->page().controller(); }
    PromptEdit *edit() const { return m_window->findChild<PromptEdit *>(); }
    QString chip() const { return m_window->findChild<StateChip *>()->words(); }
    MessageState lastState() const
    {
        const MessageModel &messages = controller()->messages();
        return MessageState(
            messages.index(messages.rowCount() - 1, 0).data(MessageStateRole).toInt());
    }
    QByteArray lastText() const
    {
        const MessageModel &messages = controller()->messages();
        return messages.index(messages.rowCount() - 1, 0).data(MessageTextRole).toByteArray();
    }
    void connectDemo()
    {
        m_window->openDemo();
        m_window->start();
        QTRY_COMPARE(controller()->activity(), ConversationController::Activity::Ready);
    }
    /// Some label of the box for the address begins so.
    bool boxSays(const QString &start) const
    {
        const auto labels = m_window->findChild<ConnectBox *>()->findChildren<QLabel *>();
        return std::any_of(labels.begin(), labels.end(), [&](const QLabel *label) {
            return label->isVisible() && label->text().startsWith(start);
        });
    }
    /// Some visible label in \p parent begins so.
    static bool labelSays(const QWidget &parent, const QString &start)
    {
        const auto labels = parent.findChildren<QLabel *>();
        return std::any_of(labels.begin(), labels.end(), [&](const QLabel *label) {
            return label->isVisible() && label->text().startsWith(start);
        });
    }
    void say(const QString &text)
    {
        QTest::keyClicks(edit(), text);
        QTest::keyClick(edit(), Qt::Key_Return);
    }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_keychain = std::make_shared<FakeKeychain>();
        open();
    }
    void cleanup()
    {
        close();
        m_folder.reset();
    }

    void beginsWithTheChoiceOfASpace()
    {
        QVERIFY(named(*m_window, u"Space address"_s));
        QVERIFY(named(*m_window, u"Connect"_s));
        QVERIFY(named(*m_window, u"Try the demo"_s));
        QCOMPARE(chip(), u"Not connected"_s);
        QCOMPARE(namelessControls(*m_window).join(u" "_s), QString());
        QTRY_VERIFY(named<QLineEdit>(*m_window, u"Space address"_s)->hasFocus());
    }

    void fitsTheScreen()
    {
        const QSize room = m_window->screen()->availableSize();
        QVERIFY(room.width() < 1280 && room.height() < 820); // else nothing is tried here
        QVERIFY(m_window->width() <= room.width() && m_window->height() <= room.height());
    }

    void isNamedAfterTheConversation()
    {
        connectDemo();
        say(u"What a day"_s);
        QTRY_COMPARE(m_window->windowTitle(), u"What a day"_s);
        m_model->rename(controller()->id(), u"Weather"_s);
        QTRY_COMPARE(m_window->windowTitle(), u"Weather"_s);
        QTest::keyClick(m_window.get(), Qt::Key_N, Qt::ControlModifier);
        QTRY_VERIFY(m_window->windowTitle() != u"Weather"_s);
        QVERIFY(!m_window->windowTitle().isEmpty());
    }

    void aWrongAddressIsExplainedBesideItsText()
    {
        auto *address = named<QLineEdit>(*m_window, u"Space address"_s);
        QTest::keyClicks(address, u"what is this"_s);
        QTest::keyClick(address, Qt::Key_Return);
        QVERIFY(!address->accessibleDescription().isEmpty());
        QVERIFY(named(*m_window, address->accessibleDescription()));
        QCOMPARE(address->text(), u"what is this"_s);
        QVERIFY(controller()->record().address.isEmpty());
    }

    void theMenuTicksTheShownList()
    {
        const auto entries = m_window->findChild<MenuButton *>()->menu()->actions();
        const auto found = std::find_if(entries.begin(), entries.end(), [](const QAction *entry) {
            return entry->text() == u"Show conversations"_s;
        });
        QVERIFY(found != entries.end());
        QVERIFY((*found)->isCheckable() && (*found)->isChecked());
        QTest::keyClick(m_window.get(), Qt::Key_B, Qt::ControlModifier);
        QVERIFY(!m_window->panel().isVisible());
        QVERIFY(!(*found)->isChecked());
        (*found)->trigger();
        QVERIFY(m_window->panel().isVisible() && (*found)->isChecked());
    }

    void escapeLeavesTheAddressBox()
    {
        connectDemo();
        QTest::keyClick(m_window.get(), Qt::Key_O, Qt::ControlModifier);
        auto *address = named<QLineEdit>(*m_window, u"Space address"_s);
        QVERIFY(address);
        QTest::keyClick(address, Qt::Key_Escape);
        QVERIFY(!named(*m_window, u"Space address"_s));
        QVERIFY(chip().startsWith(u"Ready"_s));
    }

    void theAddressBoxSaysWhatIsWaitedForAndWhatFailed()
    {
        m_window->start();
        m_window->openSpace(u"http://127.0.0.1:1/"_s);
        QTest::keyClick(m_window.get(), Qt::Key_O, Qt::ControlModifier);
        auto *address = named<QLineEdit>(*m_window, u"Space address"_s);
        QVERIFY(address && address->hasFocus());
        QTRY_VERIFY(boxSays(u"No answer, trying again in 1 s (1 of 3)"_s));
        QTRY_COMPARE_WITH_TIMEOUT(controller()->activity(),
                                  ConversationController::Activity::Failed, 20000);
        QVERIFY(!boxSays(u"No answer"_s));
        const QString sentence = controller()->connection().failure().sentence();
        QVERIFY(named<FailureCard>(*m_window, sentence));
        QVERIFY(named<QAbstractButton>(*m_window, u"Retry"_s));
        QVERIFY(address->hasFocus());
        QCOMPARE(namelessControls(*m_window).join(u" "_s), QString());
        // It speaks of the address that stands there.
        QTest::keyClicks(address, u"x"_s);
        QVERIFY(!named<FailureCard>(*m_window, sentence));
    }

    void theRenameEditorIsInTheTree()
    {
        connectDemo();
        QTest::keyClick(m_window.get(), Qt::Key_F2);
        auto *editor = named<QLineEdit>(*m_window, u"Conversation title"_s);
        QTRY_VERIFY(editor && editor->hasFocus());
        QCOMPARE(namelessControls(*m_window).join(u" "_s), QString());
        // It lies over its row.
        const auto *list = m_window->findChild<QListView *>();
        const QRect row(list->viewport()->mapTo(m_window.get(),
                                                list->visualRect(list->currentIndex()).topLeft()),
                        list->visualRect(list->currentIndex()).size());
        QVERIFY(row.contains(QRect(editor->mapTo(m_window.get(), QPoint()), editor->size())));
        QTest::keyClicks(editor, u"Mine"_s);
        QTest::keyClick(editor, Qt::Key_Return);
        QTRY_COMPARE(controller()->record().title, u"Mine"_s);
        QTRY_VERIFY(!named(*m_window, u"Conversation title"_s));
    }

    void tabGoesFromTheAddressToTheRecentOnes()
    {
        connectDemo();
        for (const QString &address : {u"a/one"_s, u"b/two"_s}) {
            ConversationRecord record;
            record.title = record.address = address;
            record.titleChosen = true;
            record.sessionHash = u"x"_s;
            QVERIFY(m_services->history().addConversation(record) > 0);
        }
        ConversationRecord silent; // it never answered
        silent.title = silent.address = u"c/silent"_s;
        QVERIFY(m_services->history().addConversation(silent) > 0);
        QTest::keyClick(m_window.get(), Qt::Key_N, Qt::ControlModifier);
        auto *address = named<QLineEdit>(*m_window, u"Space address"_s);
        QTRY_VERIFY(address && address->hasFocus());
        QVERIFY(!named(*m_window, u"c/silent"_s));
        QStringList names;
        for (int i = 0; i < 5; ++i) {
            names += QApplication::focusWidget()->accessibleName();
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        }
        QCOMPARE(names.at(1), u"Connect"_s);
        QVERIFY2(names.mid(2, 2).contains(u"a/one"_s) && names.mid(2, 2).contains(u"b/two"_s),
                 qPrintable(names.join(u", "_s)));
    }

    void sendsAndShowsTheReply()
    {
        named<QAbstractButton>(*m_window, u"Try the demo"_s)->click();
        QTRY_VERIFY2(chip().startsWith(u"Ready · Gradio "_s), qPrintable(chip()));
        auto *status = m_window->findChild<ReplyStatus *>();
        QCOMPARE(status->accessibleName(), u"Reply status"_s);
        say(u"hello there"_s);
        QVERIFY(m_window->page().composer().text().isEmpty());
        QTRY_COMPARE(lastState(), MessageState::Complete);
        QVERIFY(lastText().contains("hello there"));
        QCOMPARE(status->accessibleName(), u"Reply finished"_s);
        QCOMPARE(QAccessible::queryAccessibleInterface(status)->role(), QAccessible::Notification);
        // The end of the next one has to be a change again.
        say(u"and again"_s);
        QCOMPARE(status->accessibleName(), u"Reply status"_s);
        QTRY_COMPARE(status->accessibleName(), u"Reply finished"_s);
    }

    void stopsAndQueues()
    {
        connectDemo();
        say(u"/slow"_s);
        QTRY_COMPARE(lastState(), MessageState::Streaming);
        QVERIFY(named(*m_window, u"Stop"_s));
        QVERIFY(!named(*m_window, u"Send"_s));
        say(u"the next one"_s);
        QCOMPARE(controller()->messages().rowCount(), 4);
        QTest::keyClick(edit(), Qt::Key_Escape);
        QTRY_VERIFY(!controller()->isBusy());
        // The next one is the user's to send or to stop.
        QCOMPARE(lastState(), MessageState::Pending);
        auto *send = named<QAbstractButton>(*m_window, u"Send"_s);
        QVERIFY(send && send->isEnabled());
        QCOMPARE(send->toolTip(), u"Send what waits"_s);
        const auto labels = m_window->page().composer().findChildren<QLabel *>();
        QVERIFY(std::any_of(labels.begin(), labels.end(), [](const QLabel *label) {
            return label->text() == u"Not everything is sent: Enter sends it · Esc gives it up"_s;
        }));
        QTest::keyClick(edit(), Qt::Key_Escape);
        QCOMPARE(lastState(), MessageState::Stopped);
        QVERIFY(!send->isEnabled());
        QVERIFY(!named(*m_window, u"Stop"_s));
    }

    void anEmptyBoxSendsWhatWaits()
    {
        connectDemo();
        say(u"/slow"_s);
        QTRY_COMPARE(lastState(), MessageState::Streaming);
        say(u"the next one"_s);
        QTest::keyClick(edit(), Qt::Key_Escape);
        QTRY_VERIFY(!controller()->isBusy());
        QTest::keyClick(edit(), Qt::Key_Return);
        QTRY_COMPARE(lastState(), MessageState::Complete);
        QVERIFY(lastText().contains("the next one"));
        QVERIFY(!named<QAbstractButton>(*m_window, u"Send"_s)->isEnabled());
    }

    void aFailureIsToldAndRetried()
    {
        connectDemo();
        say(u"/error"_s);
        QTRY_COMPARE(lastState(), MessageState::Failed);
        QTRY_VERIFY(
            m_window->findChild<ReplyStatus *>()->accessibleName().startsWith(u"Reply failed: "_s));
        const int rows = controller()->messages().rowCount();
        QTest::keyClick(m_window.get(), Qt::Key_R, Qt::ControlModifier);
        QTRY_VERIFY(controller()->isBusy());
        QTRY_COMPARE(lastState(), MessageState::Failed);
        QCOMPARE(controller()->messages().rowCount(), rows);
    }

    void screenReadersCanOpenTheMenu()
    {
        auto *button = m_window->findChild<MenuButton *>();
        QAccessibleInterface *menu = QAccessible::queryAccessibleInterface(button);
        QCOMPARE(menu->childCount(), 1);
        QStringList entries;
        for (int i = 0; i < menu->child(0)->childCount(); ++i)
            entries += menu->child(0)->child(i)->text(QAccessible::Name);
        QVERIFY2(entries.contains(u"Settings"_s), qPrintable(entries.join(u' ')));
        QVERIFY2(entries.contains(u"Access token…"_s), qPrintable(entries.join(u' ')));

        bool wasOpen = false;
        connect(button->menu(), &QMenu::aboutToShow, this, [&] {
            wasOpen = true;
            QTimer::singleShot(0, button->menu(), &QWidget::hide);
        });
        QCursor::setPos(m_window->mapToGlobal(QPoint(5, 5)));
        button->setAttribute(Qt::WA_UnderMouse);
        menu->actionInterface()->doAction(QAccessibleActionInterface::showMenuAction());
        QVERIFY2(!wasOpen, "who asks for it would wait until it is closed");
        QTRY_VERIFY(wasOpen);
        QTRY_VERIFY2(!button->underMouse(), "it stays lit");
    }

    void typingGoesToTheMessage()
    {
        connectDemo();
        m_window->panel().focusList();
        QTest::keyClicks(QApplication::focusWidget(), u"Hey"_s);
        QCOMPARE(m_window->page().composer().text(), u"Hey"_s);
        QVERIFY(edit()->hasFocus());
    }

    void anEditTakesThePlaceOfTheLastTurn()
    {
        connectDemo();
        const auto prompts = [this] {
            QStringList result;
            const MessageModel &messages = controller()->messages();
            for (int row = 0; row < messages.rowCount(); row += 2)
                result << messages.index(row).data(Qt::DisplayRole).toString();
            return result;
        };
        QTest::keyClicks(edit(), u"Hello"_s);
        QTest::keyClick(edit(), Qt::Key_Return);
        QTRY_VERIFY(controller()->canReplace());
        QTest::keyClick(edit(), Qt::Key_Up);
        QTest::keyClicks(edit(), u"!"_s);
        QTest::keyClick(edit(), Qt::Key_Return);
        QCOMPARE(prompts(), QStringList(u"Hello!"_s));
        QVERIFY(m_window->page().composer().text().isEmpty());
        QTRY_VERIFY(controller()->canReplace());
        auto *undo = named<QAbstractButton>(*m_window, u"Undo"_s);
        QVERIFY(undo && undo->isVisible());
        undo->click();
        QCOMPARE(prompts(), QStringList(u"Hello"_s));
        // Another message is behind it: nothing is to be undone any more.
        QTest::keyClicks(edit(), u"More"_s);
        QTest::keyClick(edit(), Qt::Key_Return);
        QVERIFY(!undo->isVisible());
        QTRY_VERIFY(controller()->canReplace());
        QCOMPARE(prompts(), (QStringList{u"Hello"_s, u"More"_s}));
    }

    void draftsStayWithTheirConversation()
    {
        connectDemo();
        const qint64 first = controller()->id();
        QTest::keyClicks(edit(), u"half a thought"_s);
        QTest::keyClick(m_window.get(), Qt::Key_N, Qt::ControlModifier);
        QVERIFY(controller()->id() != first);
        QVERIFY(m_window->page().composer().text().isEmpty());
        m_window->showConversation(first);
        QCOMPARE(m_window->page().composer().text(), u"half a thought"_s);
        close();
        open();
        m_window->showConversation(first);
        QCOMPARE(m_window->page().composer().text(), u"half a thought"_s);
    }

    void reopensTheLastConversation()
    {
        connectDemo();
        say(u"remember me"_s);
        QTRY_COMPARE(lastState(), MessageState::Complete);
        const qint64 id = controller()->id();
        m_window->resize(900, 640);
        close();
        open();
        QCOMPARE(controller()->id(), id);
        QCOMPARE(controller()->messages().rowCount(), 2);
        QCOMPARE(m_window->size(), QSize(900, 640));
        // Nothing was asked of the network yet.
        QCOMPARE(controller()->activity(), ConversationController::Activity::NotConnected);
        m_window->start();
        QTRY_COMPARE(controller()->activity(), ConversationController::Activity::Ready);
    }

    void demoIsOpenedAgainRatherThanMade()
    {
        m_window->openDemo();
        const qint64 id = controller()->id();
        m_window->openSpace(u"127.0.0.1:9"_s);
        QVERIFY(controller()->id() != id);
        QCOMPARE(controller()->record().address, u"http://127.0.0.1:9"_s);
        m_window->openDemo();
        QCOMPARE(controller()->id(), id);
    }

    void deletesWithUndo()
    {
        connectDemo();
        say(u"keep me"_s);
        QTRY_COMPARE(lastState(), MessageState::Complete);
        const qint64 id = controller()->id();
        m_window->panel().focusList();
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Delete);
        QCOMPARE(m_model->rowOf(id), -1);
        QVERIFY(controller()->id() != id);
        auto *undo = named<QAbstractButton>(*m_window, u"Undo"_s);
        QVERIFY(undo);
        // Screen readers reach it: its parents are all in the accessible tree.
        QAccessibleInterface *parent
            = QAccessible::queryAccessibleInterface(undo->parentWidget())->parent();
        bool isListed = false;
        for (int i = 0; i < parent->childCount(); ++i)
            isListed = isListed || parent->child(i)->object() == undo->parentWidget();
        QVERIFY(isListed);
        undo->click();
        QVERIFY(m_model->rowOf(id) >= 0);
        QCOMPARE(controller()->id(), id);
        QCOMPARE(controller()->messages().rowCount(), 2);
    }

    void aDeletionIsUndoneByKey()
    {
        connectDemo();
        say(u"keep me"_s);
        QTRY_COMPARE(lastState(), MessageState::Complete);
        const qint64 id = controller()->id();
        const auto undoKey
            = [this] { QTest::keyClick(m_window->focusWidget(), Qt::Key_Z, Qt::ControlModifier); };
        m_window->panel().focusList();
        QTest::keyClick(m_window->focusWidget(), Qt::Key_Delete);
        QCOMPARE(m_model->rowOf(id), -1);
        undoKey(); // in the box for the address of the conversation that took its place
        QVERIFY(m_model->rowOf(id) >= 0);
        QVERIFY(!named(*m_window, u"Undo"_s));

        // What is written meanwhile has its own.
        m_window->panel().focusList();
        QTest::keyClick(m_window->focusWidget(), Qt::Key_Delete);
        QTest::keyClicks(m_window->focusWidget(), u"word"_s);
        undoKey();
        QCOMPARE(m_model->rowOf(id), -1);
        undoKey();
        QVERIFY(m_model->rowOf(id) >= 0);
    }

    void theMenuHasWhatIsDoneWithAConversation()
    {
        QMenu *menu = m_window->findChild<MenuButton *>()->menu();
        const auto entry = [menu](const QString &text) {
            const auto entries = menu->actions();
            const auto found
                = std::find_if(entries.begin(), entries.end(),
                               [&text](const QAction *one) { return one->text() == text; });
            return found == entries.end() ? nullptr : *found;
        };
        QAction *rename = entry(u"Rename conversation"_s);
        QAction *remove = entry(u"Delete conversation"_s);
        QAction *retry = entry(u"Retry the last reply"_s);
        QAction *copy = entry(u"Copy the last reply"_s);
        QVERIFY(rename && remove && retry && copy);
        Q_EMIT menu->aboutToShow();
        QVERIFY(rename->isEnabled() && remove->isEnabled());
        QVERIFY(!retry->isEnabled() && !copy->isEnabled());
        Q_EMIT menu->aboutToHide();
        QVERIFY2(retry->isEnabled() && copy->isEnabled(), "their keys work");

        connectDemo();
        say(u"hello"_s);
        QTRY_COMPARE(lastState(), MessageState::Complete);
        Q_EMIT menu->aboutToShow();
        QVERIFY(copy->isEnabled());
        const qint64 id = controller()->id();
        remove->trigger();
        QCOMPARE(m_model->rowOf(id), -1);
    }

    void theQuickSwitchGoesWhereItsLettersSay()
    {
        connectDemo();
        say(u"about lighthouses"_s);
        QTRY_COMPARE(lastState(), MessageState::Complete);
        const qint64 first = controller()->id();
        ConversationRecord record;
        record.title = record.address = u"http://127.0.0.1:1/"_s;
        record.titleChosen = true;
        record.sessionHash = u"x"_s;
        QVERIFY(m_services->history().addConversation(record) > 0);
        QTest::keyClick(m_window.get(), Qt::Key_N, Qt::ControlModifier);
        QVERIFY(controller()->id() != first);

        const auto open = [this]() -> QuickSwitch * {
            m_window->activateWindow();
            if (!QTest::qWaitForWindowActive(m_window.get()))
                return nullptr;
            QTest::keyClick(m_window.get(), Qt::Key_K, Qt::ControlModifier);
            return m_window->findChild<QuickSwitch *>();
        };
        QPointer<QuickSwitch> box = open();
        QVERIFY(box && box->isVisible());
        QCOMPARE(namelessControls(*box).join(u" "_s), QString());
        auto *line = named<QLineEdit>(*box, u"Go to a conversation or Space"_s);
        auto *list = named<QListWidget>(*box, u"Conversations and Spaces"_s);
        QVERIFY(line && list && list->count() > 2);
        QTest::keyClick(line, Qt::Key_Down);
        QCOMPARE(list->currentRow(), 1);
        QTest::keyClicks(line, u"lightho zzz"_s);
        QVERIFY(labelSays(*box, u"No conversation or Space matches"_s));
        QTest::keyClick(line, Qt::Key_Return);
        QVERIFY(box && box->isVisible());
        line->setText(u"LIGHTHO"_s);
        QCOMPARE(list->count(), 1);
        QTest::keyClick(line, Qt::Key_Return);
        QCOMPARE(controller()->id(), first);
        QTRY_VERIFY(!box);

        box = open();
        QVERIFY(box);
        QTest::keyClick(box->findChild<QLineEdit *>(), Qt::Key_Escape);
        QTRY_VERIFY(!box);
        QCOMPARE(controller()->id(), first);

        box = open();
        QVERIFY(box);
        QTest::keyClicks(box->findChild<QLineEdit *>(), u"127.0.0.1"_s);
        QTest::keyClick(box->findChild<QLineEdit *>(), Qt::Key_Return);
        QVERIFY(controller()->id() != first);
        QCOMPARE(controller()->record().address, u"http://127.0.0.1:1"_s);
    }

    void aFailedConnectionIsSaidOnce()
    {
        m_window->start();
        m_window->openSpace(u"http://127.0.0.1:1/"_s);
        say(u"queued?"_s);
        QTRY_COMPARE_WITH_TIMEOUT(controller()->activity(),
                                  ConversationController::Activity::Failed, 20000);
        QTRY_COMPARE(lastState(), MessageState::Failed);
        for (const FailureCard *card : m_window->findChildren<FailureCard *>())
            QVERIFY2(!card->isVisible(), "the turn that failed has one");
    }

    void settingsStandBesideTheirFields()
    {
        QTest::keyClick(m_window.get(), Qt::Key_Comma, Qt::ControlModifier);
        auto *dialog = m_window->findChild<SettingsDialog *>();
        const auto *form = dialog->findChild<QFormLayout *>();
        QVERIFY(form->rowCount() > 5);
        for (int row = 0; row + 1 < form->rowCount(); ++row) { // the last has two lines
            const QRect label = form->itemAt(row, QFormLayout::LabelRole)->geometry();
            const QRect field = form->itemAt(row, QFormLayout::FieldRole)->geometry();
            QVERIFY2(qAbs(label.center().y() - field.center().y()) <= 1,
                     qPrintable(QString::number(row)));
        }
    }

    void whatCannotBeStoredStaysInTheBox()
    {
        connectDemo();
        QTest::keyClicks(edit(), u"precious"_s);
        m_services->history().deleteConversation(controller()->id());
        m_services->history().purgeDeleted(); // now there is no conversation to put it in
        QTest::keyClick(edit(), Qt::Key_Return);
        QCOMPARE(m_window->page().composer().text(), u"precious"_s);
    }

    void aTokenIsReadAfterTheStartAndShown()
    {
        close();
        m_keychain->token = "hf_" + QByteArray(30, 'k') + "x9Qd";
        open();
        QCOMPARE(m_services->vault().state(), TokenVault::State::Unread);
        QVERIFY(named(*m_window, u"No token"_s));
        m_window->start();
        QTRY_VERIFY(named(*m_window, u"Token ••••x9Qd"_s));
    }

    void narrowWindowsHideTheList()
    {
        m_window->resize(1000, 700);
        QVERIFY(m_window->panel().isVisible());
        QVERIFY(!named(*m_window, u"Show conversations"_s));
        m_window->resize(600, 700);
        QVERIFY(!m_window->panel().isVisible());
        named<QAbstractButton>(*m_window, u"Show conversations"_s)->click();
        QVERIFY(m_window->panel().isVisible());
        QTest::keyClick(m_window.get(), Qt::Key_F9);
        QVERIFY(!m_window->panel().isVisible());
        QVERIFY(m_window->page().isVisible());
        m_window->resize(1000, 700);
        QVERIFY(m_window->panel().isVisible());
        QTest::keyClick(m_window.get(), Qt::Key_B, Qt::ControlModifier);
        QVERIFY(!m_window->panel().isVisible());
    }

    void theListInFrontLeadsBackToItsConversation()
    {
        connectDemo();
        m_window->resize(600, 700);
        auto *list = m_window->findChild<QListView *>();
        auto *button = named<QAbstractButton>(*m_window, u"Show conversations"_s);
        button->click();
        QVERIFY(!m_window->page().isVisible());
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {},
                          list->visualRect(list->currentIndex()).center());
        QVERIFY(m_window->page().isVisible());

        say(u"hello"_s);
        QTRY_COMPARE(lastState(), MessageState::Complete);
        const qint64 first = controller()->id();
        QTest::keyClick(m_window.get(), Qt::Key_N, Qt::ControlModifier);
        button->click();
        QTest::keyClick(list, Qt::Key_Down);
        QCOMPARE(controller()->id(), first);
        QVERIFY2(!m_window->page().isVisible(), "the arrow keys look through the list");
        QTest::keyClick(list, Qt::Key_Return);
        QVERIFY(m_window->page().isVisible());
        button->click();
        QTest::keyClick(list, Qt::Key_Escape);
        QVERIFY(m_window->page().isVisible());
        button->click();
        auto *back = named<QAbstractButton>(*m_window, u"Back to the conversation"_s);
        QVERIFY(back && back->isVisible());
        back->click();
        QVERIFY(m_window->page().isVisible());
        button->click();
        QTest::keyClick(named<QLineEdit>(*m_window, u"Search conversations"_s), Qt::Key_Escape);
        QVERIFY(m_window->page().isVisible());
        m_window->resize(1000, 700);
        QVERIFY(!named(*m_window, u"Back to the conversation"_s));
    }

    void whatIsDeletedInANarrowWindowComesBackToo()
    {
        connectDemo();
        say(u"hello"_s);
        const qint64 first = controller()->id();
        QTest::keyClick(m_window.get(), Qt::Key_N, Qt::ControlModifier);
        m_window->resize(600, 700);
        named<QAbstractButton>(*m_window, u"Show conversations"_s)->click();
        m_window->showConversation(first);
        QTest::keyClick(m_window->findChild<QListView *>(), Qt::Key_Delete);
        QCOMPARE(m_model->rowOf(first), -1);
        auto *undo = named<QAbstractButton>(*m_window, u"Undo"_s);
        QVERIFY(undo);
        undo->click();
        QVERIFY(m_model->rowOf(first) >= 0);
    }

    void panesTakeTurns()
    {
        connectDemo();
        edit()->setFocus();
        QTest::keyClick(m_window.get(), Qt::Key_F6);
        QVERIFY(m_window->panel().hasFocusInside());
        QTest::keyClick(m_window.get(), Qt::Key_F6);
        QVERIFY(m_window->page().history().hasFocus());
        QTest::keyClick(m_window.get(), Qt::Key_F6);
        QVERIFY(edit()->hasFocus());
    }

    void settingsReachTheWindow()
    {
        connectDemo();
        m_services->settings().setTheme(Settings::Theme::Dark);
        QCOMPARE(QGuiApplication::palette().color(QPalette::Window), Theme::dark().window);
        QTRY_COMPARE(m_window->panel().palette().color(QPalette::Window), Theme::dark().side);
        m_services->settings().setSendKey(Settings::SendKey::ControlEnter);
        say(u"not yet"_s);
        QCOMPARE(controller()->messages().rowCount(), 0);
        const int zoom = m_services->settings().zoom();
        QTest::keyClick(m_window.get(), Qt::Key_Plus, Qt::ControlModifier);
        QCOMPARE(m_services->settings().zoom(), zoom + 10);
        QCOMPARE(m_window->page().history().zoom(), zoom + 10);
    }

    void theLargestFileFetchedIsASetting()
    {
        QTest::keyClick(m_window.get(), Qt::Key_Comma, Qt::ControlModifier);
        auto *box
            = named<QSpinBox>(*QApplication::activeModalWidget(), u"Fetch files by itself up to"_s);
        QVERIFY(box);
        QCOMPARE(box->value(), 50);
        QCOMPARE(box->minimum(), 1);
        QCOMPARE(box->maximum(), 2000);
        box->setValue(120);
        QCOMPARE(m_services->settings().largestFetched(), 120);
    }

    void aDamagedHistoryIsSaid()
    {
        close();
        QFile file(m_folder->filePath(u"history.sqlite"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray(8192, 'x'));
        file.close();
        open();
        const auto *bar = m_window->findChild<NoticeBar *>();
        QVERIFY(bar->isVisible());
        QVERIFY(bar->accessibleName().contains(u"damaged"_s));
        QVERIFY(controller());
    }

    void aHistoryThatCannotBeChangedClaimsNothing()
    {
        connectDemo();
        say(u"keep me"_s);
        QTRY_COMPARE(lastState(), MessageState::Complete);
        const qint64 id = controller()->id();
        const qint64 failed = m_services->history().addTurn(id, "fails").reply;
        m_services->history().finishReply(failed, {}, MessageState::Failed,
                                          Failure(Failure::Kind::SilentApp));
        QSqlQuery(m_services->database().connection()).exec(u"PRAGMA user_version = 4711"_s);
        close();
        open();
        QVERIFY(labelSays(*m_window, u"The history was written by a newer"_s));
        QVERIFY(labelSays(m_window->page().composer(), u"Nothing can be sent: "_s));
        QVERIFY(!labelSays(m_window->page().composer(), u"Enter sends"_s));

        m_window->panel().focusList();
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Delete);
        QVERIFY(m_model->rowOf(id) >= 0);
        QVERIFY(labelSays(*m_window, u"It cannot be deleted: "_s));
        QVERIFY(!labelSays(*m_window, u"“"_s));
        QVERIFY(!named<QAbstractButton>(*m_window, u"Undo"_s));
        QTest::keyClick(m_window.get(), Qt::Key_F2);
        QVERIFY(labelSays(*m_window, u"It cannot be renamed: "_s));
        QTest::keyClick(m_window.get(), Qt::Key_N, Qt::ControlModifier);
        QVERIFY(labelSays(*m_window, u"No conversation can be begun: "_s));
        QCOMPARE(controller()->id(), id);
        Q_EMIT m_window->page().history().remedyRequested(failed, Failure::Remedy::Retry);
        QVERIFY(labelSays(m_window->page().composer(), u"Not sent again: "_s));
    }

    void aReplyThatIsNotOnTheDiskIsSaid()
    {
        connectDemo();
        say(u"hello"_s);
        QTRY_COMPARE(lastState(), MessageState::Complete);
        const MessageModel &messages = controller()->messages();
        const qint64 reply = messages.head(messages.rowCount() - 1).id;
        fillDisk(m_services->database());
        QVERIFY(!m_services->unwritten().store(
            {reply, QByteArray(300'000, 'x'), MessageState::Complete, {}, {}}));
        const auto *bar = m_window->findChild<NoticeBar *>();
        QVERIFY(bar->isVisible());
        QVERIFY2(bar->accessibleName().contains(u"disk is full"),
                 qPrintable(bar->accessibleName()));

        m_window->close();
        QVERIFY(m_window->isVisible());
        const auto press = [this](const QString &text) {
            for (auto *button : m_window->findChildren<QAbstractButton *>()) {
                if (button->isVisible() && QString(button->text()).remove(u'&') == text) {
                    button->click();
                    return true;
                }
            }
            return false;
        };
        QVERIFY(press(u"Stay"_s));
        QVERIFY(m_window->isVisible());
        m_window->close();
        QVERIFY(m_window->isVisible());
        QVERIFY(press(u"Quit anyway"_s));
        QTRY_VERIFY(!m_window->isVisible());

        emptyDisk(m_services->database());
        QVERIFY(m_services->unwritten().writeAll());
        QVERIFY(bar->accessibleName().isEmpty());
    }

    void everyControlHasAName()
    {
        connectDemo();
        say(u"hello"_s);
        QTRY_COMPARE(lastState(), MessageState::Complete);
        QCOMPARE(namelessControls(*m_window).join(u" "_s), QString());
        for (const QString &name :
             {u"Connection state"_s, u"Conversation"_s, u"Message"_s, u"Send"_s, u"Conversations"_s,
              u"Search conversations"_s, u"New conversation"_s})
            QVERIFY2(named(*m_window, name), qPrintable(name));
    }

    void dialogsHaveNamesToo_data()
    {
        QTest::addColumn<Qt::Key>("key");
        QTest::addColumn<QByteArray>("dialog");
        QTest::newRow("Settings") << Qt::Key_Comma << QByteArray("spaceline::SettingsDialog");
        QTest::newRow("shortcuts") << Qt::Key_Slash << QByteArray("spaceline::ShortcutsDialog");
        QTest::newRow("connect") << Qt::Key_O << QByteArray("spaceline::ConnectDialog");
    }
    void dialogsHaveNamesToo()
    {
        QFETCH(const Qt::Key, key);
        QFETCH(const QByteArray, dialog);
        connectDemo();
        say(u"hello"_s);
        QTRY_COMPARE(lastState(), MessageState::Complete);
        edit()->setFocus();
        QTest::keyClick(edit(), key, Qt::ControlModifier);
        QWidget *opened = QApplication::activeModalWidget();
        QVERIFY(opened);
        QCOMPARE(QByteArray(opened->metaObject()->className()), dialog);
        QCOMPARE(namelessControls(*opened).join(u" "_s), QString());
        QVERIFY(!opened->windowTitle().isEmpty());
    }

    void theChipExplainsTheConnection()
    {
        connectDemo();
        m_window->findChild<StateChip *>()->click();
        auto *sheet = m_window->findChild<ConnectionSheet *>();
        QVERIFY(sheet);
        const auto labels = sheet->findChildren<QLabel *>();
        const auto shows = [&labels](const QString &text) {
            return std::any_of(labels.begin(), labels.end(),
                               [&text](QLabel *label) { return label->text() == text; });
        };
        QVERIFY(shows(u"demo:"_s));
        QVERIFY(shows(controller()->connection().mapping().reason));
        QVERIFY(shows(u"Nothing: no token is sent."_s));
        QCOMPARE(namelessControls(*sheet).join(u" "_s), QString());
        // What it says of the state is how it is.
        QVERIFY(shows(controller()->activityText()));
        QVERIFY(controller()->send(u"/slow"_s));
        QTRY_COMPARE(controller()->activity(), ConversationController::Activity::Receiving);
        QVERIFY(shows(u"Receiving"_s));
        controller()->stop();
        QTRY_VERIFY(shows(controller()->activityText()) && !controller()->isBusy());
    }
};

QTEST_MAIN(TestMainWindow)
#include "tst_mainwindow.moc"
