#include "account/sessiontokenstore.h"
#include "account/tokenpolicy.h"
#include "account/tokenvault.h"
#include "chat/diagnosis.h"
#include "connect/diagnosisdialog.h"
#include "net/cookiejar.h"
#include "net/http.h"
#include "support/chatapp.h"
#include "support/scriptedserver.h"
#include "ui/names.h"

#include <QCheckBox>
#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace spaceline;

class TestDiagnosisDialog : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void rowsAppear();
    void stopsAndSaysWhatToDo();
    void runsAgain();
    void sendsAMessage();
    void copiesTheReport();
    void escapeEndsTheCheck();
    void everyControlHasAName();

private:
    void finish();
    [[nodiscard]] bool shows(const QString &text) const
    {
        for (const QLabel *label : m_dialog->findChildren<QLabel *>()) {
            if (label->text().contains(text) && label->isVisibleTo(m_dialog.get()))
                return true;
        }
        return false;
    }

    std::unique_ptr<ScriptedServer> m_server;
    std::unique_ptr<TokenVault> m_vault;
    std::unique_ptr<TokenPolicy> m_policy;
    std::unique_ptr<CookieJar> m_cookies;
    std::unique_ptr<Http> m_http;
    QPointer<Diagnosis> m_diagnosis;
    std::unique_ptr<DiagnosisDialog> m_dialog;
};

void TestDiagnosisDialog::init()
{
    m_server = std::make_unique<ScriptedServer>();
    chatapp::install(*m_server);
    m_server->answers[chatapp::kJoin] = chatapp::joined();
    m_vault = std::make_unique<TokenVault>(std::make_unique<SessionTokenStore>(), u"hub"_s);
    m_policy = std::make_unique<TokenPolicy>(HubEndpoint(), *m_vault);
    m_cookies = std::make_unique<CookieJar>();
    m_http = std::make_unique<Http>(*m_policy, *m_cookies, nullptr);
    m_diagnosis = new Diagnosis(*m_http, {}, *m_policy, nullptr);
    m_dialog
        = std::make_unique<DiagnosisDialog>(m_diagnosis, m_server->url("").toString(), nullptr);
    m_dialog->show();
}

void TestDiagnosisDialog::cleanup()
{
    m_dialog.reset();
    QVERIFY(!m_diagnosis);
}

void TestDiagnosisDialog::finish()
{
    QSignalSpy finished(m_diagnosis, &Diagnosis::finished);
    QVERIFY(finished.wait(30000));
}

void TestDiagnosisDialog::rowsAppear()
{
    m_server->answers["GET /gradio_api/info"] = ScriptedServer::json("{}").onRelease();
    m_dialog->run();
    QVERIFY(shows(u"Checking…"_s));
    // What is done is shown while the rest is on its way.
    QTRY_VERIFY(shows(u"Gradio 6.31.0"_s));
    QVERIFY(!shows(u"The connection works."_s));
    QVERIFY(m_server->release("GET /gradio_api/info"));
    QTRY_VERIFY(shows(u"The connection works."_s));
    QVERIFY(shows(u"Not needed"_s));
    QVERIFY(shows(u"/chat"_s));
}

void TestDiagnosisDialog::stopsAndSaysWhatToDo()
{
    m_server->answers["GET /config"] = ScriptedServer::json(R"({"detail":"no"})", 401);
    m_dialog->run();
    finish();
    QVERIFY(shows(u"Stopped at: Gradio app"_s));
    QTRY_VERIFY(shows(u"sign in"_s)); // the layout shows it
    QVERIFY(!shows(u"Way to chat"_s));
}

void TestDiagnosisDialog::runsAgain()
{
    m_server->answers["GET /config"]
        = {ScriptedServer::html(502), ScriptedServer::json(chatapp::config())};
    m_dialog->run();
    finish();
    QTRY_VERIFY(shows(u"502"_s));
    named<QPushButton>(*m_dialog, u"Run again"_s)->click();
    QVERIFY(!shows(u"502"_s));
    finish();
    QVERIFY(shows(u"The connection works."_s));
}

void TestDiagnosisDialog::sendsAMessage()
{
    m_server->answers[chatapp::kData] = chatapp::reply("Good morning");
    named<QCheckBox>(*m_dialog, u"Send “Hello” as the last step"_s)->setChecked(true);
    m_dialog->run();
    finish();
    QTRY_VERIFY(shows(u"Good morning"_s));
}

void TestDiagnosisDialog::copiesTheReport()
{
    auto *copy = named<QPushButton>(*m_dialog, u"Copy report"_s);
    m_dialog->run();
    QVERIFY(!copy->isEnabled());
    finish();
    copy->click();
    const QString text = QGuiApplication::clipboard()->text();
    QVERIFY2(text.contains("\nmapping"_L1) && text.contains(m_server->url("").toString()),
             qPrintable(text));
}

void TestDiagnosisDialog::escapeEndsTheCheck()
{
    m_server->answers["GET /config"] = ScriptedServer::silence();
    m_dialog->run();
    QTRY_COMPARE(m_server->count("GET /config"), 1);
    QTest::keyClick(m_dialog.get(), Qt::Key_Escape);
    QVERIFY(!m_dialog->isVisible());
    QVERIFY(!m_diagnosis->isRunning());
    QTRY_COMPARE(m_server->openConnections(), 0);
}

void TestDiagnosisDialog::everyControlHasAName()
{
    m_dialog->run();
    finish();
    QCOMPARE(namelessControls(*m_dialog), QStringList());
}

QTEST_MAIN(TestDiagnosisDialog)
#include "tst_diagnosisdialog.moc"
