#include "chat/conversationcontroller.h"
#include "chat/messagemodel.h"
#include "chat/spaceconnection.h"
#include "chat/trial.h"
#include "composer/composer.h"
#include "composer/promptedit.h"
#include "parameters/numberbox.h"
#include "parameters/parameterpanel.h"
#include "settings/settings.h"
#include "support/chatapp.h"
#include "support/temporaryservices.h"
#include "ui/names.h"
#include "window/conversationpage.h"
#include "window/header.h"

#include <QApplication>
#include <QLabel>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace spaceline;
using namespace Qt::Literals::StringLiterals;

/// The panel beside a conversation with a scripted app that has a slider, a number that must be
/// given, and a password.
class TestParameterSide : public QObject {
    Q_OBJECT

    std::unique_ptr<ScriptedServer> m_server;
    std::unique_ptr<TemporaryServices> m_services;
    std::unique_ptr<ConversationController> m_controller;
    std::unique_ptr<ConversationPage> m_page;

    ParameterPanel *panel() const
    {
        auto *panel = m_page->findChild<ParameterPanel *>();
        return panel && panel->isVisible() ? panel : nullptr;
    }
    QToolButton *button() const
    {
        auto *show = named<QToolButton>(*m_page, u"Show parameters"_s);
        return show ? show : named<QToolButton>(*m_page, u"Hide parameters"_s);
    }
    PromptEdit *edit() const { return m_page->findChild<PromptEdit *>(); }
    bool shows(const QString &text) const
    {
        const auto labels = m_page->findChildren<QLabel *>();
        return std::any_of(labels.begin(), labels.end(), [&](const QLabel *label) {
            return label->isVisibleTo(m_page.get()) && label->text().contains(text);
        });
    }
    void open()
    {
        m_page = std::make_unique<ConversationPage>(**m_services);
        m_page->resize(1000, 700);
        m_page->setController(m_controller.get());
        m_page->show();
        m_page->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
    }
    static QByteArray config()
    {
        QByteArray config = chatapp::config();
        config.replace("{\"id\":4,", R"({"id":5,"type":"slider","skip_api":false,
                "props":{"label":"Heat","minimum":0,"maximum":2,"step":0.1,"value":1}},
            {"id":6,"type":"number","skip_api":false,"props":{"label":"Seed"}},
            {"id":7,"type":"textbox","skip_api":false,"props":{"label":"Key","type":"password"}},
            {"id":4,)");
        config.replace("\"inputs\":[1,2]", "\"inputs\":[1,2,5,6,7]");
        return config;
    }
    void connectToApp()
    {
        m_page->connectTo(m_server->url().toString());
        QTRY_COMPARE(m_controller->activity(), ConversationController::Activity::Ready);
    }

private Q_SLOTS:
    void init()
    {
        m_server = std::make_unique<ScriptedServer>();
        chatapp::install(*m_server);
        m_server->answers["GET /config"] = ScriptedServer::json(config());
        m_services = std::make_unique<TemporaryServices>();
        const qint64 id = (*m_services)->history().addConversation({});
        m_controller = std::make_unique<ConversationController>(**m_services, id);
        open();
    }
    void cleanup()
    {
        m_page.reset();
        m_controller.reset();
        m_services.reset();
        m_server.reset();
    }

    void isShownByTheHeadersButton()
    {
        QVERIFY(!panel());
        button()->click();
        QVERIFY(panel());
        QVERIFY(button()->isChecked());
        QVERIFY(shows(u"is known when the Space is connected"_s));
        connectToApp();
        QVERIFY(named<NumberBox>(*panel(), u"Heat"_s));
        button()->click();
        QVERIFY(!panel());
        QVERIFY(!button()->isChecked());
        // A screen reader's action is not a click.
        QAccessibleActionInterface *action
            = QAccessible::queryAccessibleInterface(button())->actionInterface();
        action->doAction(QAccessibleActionInterface::toggleAction());
        QVERIFY(panel());
    }

    void isAsItWasLeft()
    {
        button()->click();
        m_page.reset();
        open();
        QTRY_VERIFY(panel());
        button()->click();
        m_page.reset();
        open();
        QApplication::processEvents();
        QVERIFY(!panel());
    }

    void valuesGoToTheConversationAndAreCounted()
    {
        button()->click();
        connectToApp();
        QCOMPARE(button()->text(), QString());
        auto *heat = named<NumberBox>(*panel(), u"Heat"_s);
        QTest::keyClick(heat, Qt::Key_Up);
        QCOMPARE(m_controller->parameters(), (QJsonObject{{u"Heat"_s, 1.1}}));
        QCOMPARE(button()->text(), u"1"_s);
        QVERIFY(button()->accessibleDescription().startsWith(u'1'));
        // A password counts for nothing, because nothing is told of it.
        QTest::keyClicks(named(*panel(), u"Key"_s), u"hush"_s);
        QCOMPARE(button()->text(), u"1"_s);
        const QJsonObject stored = (*m_services)->history().parameters(m_controller->id());
        QCOMPARE(stored.value(u"Heat"_s), QJsonValue(1.1));
        QVERIFY(!QJsonDocument(stored).toJson().contains("hush"));
        QCOMPARE(m_controller->parameters().value(u"Key"_s), QJsonValue(u"hush"_s));
        // Another conversation has its own.
        m_page->setController(nullptr);
        QCOMPARE(button()->text(), QString());
        m_page->setController(m_controller.get());
        QCOMPARE(named<NumberBox>(*panel(), u"Heat"_s)->number(), 1.1);
    }

    void sendIsRefusedWhereAValueIsWrong()
    {
        connectToApp();
        QVERIFY(!panel());
        edit()->setFocus();
        QTest::keyClicks(edit(), u"hello"_s);
        QTest::keyClick(edit(), Qt::Key_Return);
        QVERIFY(panel());
        auto *seed = named<NumberBox>(*panel(), u"Seed"_s);
        QVERIFY(seed->hasFocus());
        QVERIFY(shows(u"Not sent: “Seed” needs a value."_s));
        QCOMPARE(m_page->composer().text(), u"hello"_s);
        QCOMPARE(m_controller->messages().rowCount(), 0);

        // It is said as long as it is so.
        QTest::keyClicks(seed, u"7"_s);
        QVERIFY(!shows(u"Not sent"_s));
        QTest::keyClick(edit(), Qt::Key_Return);
        QCOMPARE(m_controller->messages().rowCount(), 2);
        QCOMPARE(m_page->composer().text(), QString());
    }

    void aResetTakesTheRefusalAway()
    {
        QByteArray withJson = config();
        withJson.replace(R"({"id":6,"type":"number","skip_api":false,"props":{"label":"Seed"}})",
                         R"({"id":6,"type":"json","skip_api":false,
                             "props":{"label":"Config","value":{"k":1}}})");
        m_server->answers["GET /config"] = ScriptedServer::json(withJson);
        button()->click();
        connectToApp();
        QWidget *box = named(*panel(), u"Config"_s);
        QVERIFY(box);
        box->setFocus();
        QTest::keyClicks(box, u"{"_s);
        QTest::keyClicks(edit(), u"hello"_s);
        QTest::keyClick(edit(), Qt::Key_Return);
        QVERIFY(shows(u"Not sent: “Config” is not JSON"_s));
        // Another value changes nothing of it.
        QTest::keyClick(named<NumberBox>(*panel(), u"Heat"_s), Qt::Key_Up);
        QVERIFY(shows(u"Not sent"_s));
        named<QToolButton>(*panel(), u"Reset Config"_s)->click();
        QVERIFY(!shows(u"Not sent"_s));
        QCOMPARE(m_page->composer().text(), u"hello"_s);
    }

    void takesTheConversationsPlaceWhereThereIsNoRoom()
    {
        connectToApp();
        m_page->resize(500, 700);
        button()->click();
        QVERIFY(panel());
        QVERIFY(!m_page->composer().isVisible());
        auto *heat = named<NumberBox>(*panel(), u"Heat"_s);
        QTest::keyClick(heat, Qt::Key_Escape);
        QVERIFY(!panel());
        QVERIFY(m_page->composer().isVisible());
    }

    void aTrialTouchesNoConversation()
    {
        connectToApp();
        m_server->answers[chatapp::kJoin] = chatapp::joined();
        m_server->answers[chatapp::kData] = chatapp::reply("Here I am.");
        gradio::MappingChoice choice;
        choice.endpoint = u"/chat"_s;
        Trial trial(**m_services, m_controller->connection().address(), choice);
        QSignalSpy finished(&trial, &Trial::finished);
        trial.start(u"Are you there?"_s, {{u"Seed"_s, 7}});
        QVERIFY(finished.wait());
        QVERIFY(!trial.failure());
        QCOMPARE(trial.answer(), u"Here I am."_s);
        QCOMPARE(m_controller->messages().rowCount(), 0);
    }

    void aTrialSaysWhatFailed()
    {
        m_server->answers["GET /config"] = ScriptedServer::json("{}");
        Trial trial(**m_services, m_server->url().toString(), {});
        QSignalSpy finished(&trial, &Trial::finished);
        trial.start(u"Are you there?"_s, {});
        QVERIFY(finished.wait());
        QVERIFY(trial.failure());
    }

    void whatIsRefusedAfterTheConnectionNamesItsField_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::newRow("nothing") << QString();
        QTest::newRow("the next message") << u"and"_s;
    }
    void whatIsRefusedAfterTheConnectionNamesItsField()
    {
        QFETCH(const QString, typed);
        // A number that must be given; while connecting nobody knows of it.
        m_page->connectTo(m_server->url().toString());
        QTest::keyClicks(edit(), u"hello"_s);
        QTest::keyClick(edit(), Qt::Key_Return);
        QVERIFY(edit()->toPlainText().isEmpty());
        QTest::keyClicks(edit(), typed);
        QTRY_VERIFY(m_controller->isHeld());
        QVERIFY(panel());
        QVERIFY(shows(u"Seed"_s));
        QCOMPARE(m_controller->messages().rowCount(), 2);
        QCOMPARE(m_server->count(chatapp::kJoin), 0);
        auto *seed = named<NumberBox>(*panel(), u"Seed"_s);
        QVERIFY(seed);
        // Whoever writes goes on writing.
        QCOMPARE(seed->hasFocus(), typed.isEmpty());
        QCOMPARE(edit()->toPlainText(), typed);
        seed->setFocus();
        QTest::keyClicks(seed, u"7"_s);
        QTest::keyClick(seed, Qt::Key_Tab);
        QTRY_VERIFY(m_controller->parametersProblem().isEmpty());
        m_server->answers[chatapp::kJoin] = chatapp::joined();
        m_server->answers[chatapp::kData] = chatapp::reply("Seven");
        edit()->clear();
        edit()->setFocus();
        QTest::keyClick(edit(), Qt::Key_Return);
        QTRY_COMPARE(m_server->count(chatapp::kJoin), 1);
        QVERIFY(m_server->last(chatapp::kJoin).body.contains(",7,"));
    }
};

QTEST_MAIN(TestParameterSide)
#include "tst_parameterside.moc"
