#include "settings/tokendialog.h"

#include "account/tokenvault.h"
#include "chat/accounts.h"
#include "chat/services.h"
#include "settings/settings.h"
#include "settings/settingsdialog.h"
#include "support/scriptedserver.h"
#include "ui/faketokenstore.h"
#include "ui/names.h"

#include <QAbstractButton>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTemporaryDir>
#include <QTest>

using namespace spaceline;
using namespace Qt::Literals::StringLiterals;

namespace {

// Not a token, but it looks like one.
const QByteArray kToken = "hf_" + QByteArray(30, 'k') + "x9Qd";

/// Every text that any part of \p root shows or tells.
QString allTexts(const QWidget &root)
{
    QString texts = root.windowTitle();
    for (const QWidget *widget : root.findChildren<QWidget *>()) {
        texts += u'\n' + widget->accessibleName() + u'\n' + widget->accessibleDescription() + u'\n'
            + widget->toolTip() + u'\n' + widget->whatsThis();
        for (const char *name : {"text", "displayText", "placeholderText", "plainText"})
            texts += u'\n' + widget->property(name).toString();
        if (auto *interface = QAccessible::queryAccessibleInterface(
                const_cast<QWidget *>(widget))) {
            for (const auto part :
                 {QAccessible::Name, QAccessible::Value, QAccessible::Description})
                texts += u'\n' + interface->text(part);
        }
    }
    return texts;
}

} // namespace

class TestTokenDialog : public QObject {
    Q_OBJECT

    std::shared_ptr<FakeKeychain> m_keychain;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<ScriptedServer> m_hub;
    std::unique_ptr<Services> m_services;
    TokenVault *m_vault = nullptr;

    std::unique_ptr<TokenDialog> makeDialog()
    {
        return std::make_unique<TokenDialog>(m_services->accounts(), *m_vault,
                                             QUrl(u"https://example.org/tokens"_s));
    }

private Q_SLOTS:
    void init()
    {
        m_keychain = std::make_shared<FakeKeychain>();
        m_folder = std::make_unique<QTemporaryDir>();
        m_hub = std::make_unique<ScriptedServer>();
        Services::Options options;
        options.databasePath = m_folder->filePath(u"history.sqlite"_s);
        options.settingsPath = m_folder->filePath(u"settings.ini"_s);
        options.trafficLogPath = m_folder->filePath(u"traffic.log"_s);
        options.hub = HubEndpoint(m_hub->url(""));
        options.tokenStore = std::make_unique<FakeTokenStore>(m_keychain);
        m_services = std::make_unique<Services>(std::move(options));
        m_vault = &m_services->vault();
    }
    void cleanup()
    {
        m_services.reset();
        m_hub.reset();
        m_folder.reset();
    }

    void savesAndNeverShowsTheToken()
    {
        const auto dialog = makeDialog();
        QSignalSpy saved(dialog.get(), &TokenDialog::tokenSaved);
        auto *box = named<QLineEdit>(*dialog, u"Access token"_s);
        auto *save = named<QAbstractButton>(*dialog, u"Save token"_s);
        QCOMPARE(box->echoMode(), QLineEdit::Password);
        QVERIFY(!save->isEnabled());
        box->insert(QString::fromLatin1(" " + kToken + "\n"));
        QVERIFY(save->isEnabled());
        save->click();
        QTRY_COMPARE(m_vault->state(), TokenVault::State::Kept);
        QCOMPARE(saved.count(), 1);
        QCOMPARE(m_keychain->token, kToken);
        QVERIFY(box->text().isEmpty());
        // Neither can it be brought back, nor does it stand anywhere else.
        box->undo();
        QVERIFY(box->text().isEmpty());
        QVERIFY(!allTexts(*dialog).contains(QString::fromLatin1(kToken)));
        QVERIFY(!allTexts(*dialog).contains(QString::fromLatin1(kToken.mid(3, 12))));
        QVERIFY(allTexts(*dialog).contains(u"ends in x9Qd"_s));
        QCOMPARE(tokenWords(*m_vault), u"Token ••••x9Qd"_s);
    }

    void saysWhyItIsForThisRunOnly()
    {
        m_keychain->error = TokenAnswer::Error::NoKeychain;
        m_keychain->detail = u"no service answers"_s;
        const auto dialog = makeDialog();
        named<QLineEdit>(*dialog, u"Access token"_s)->setText(QString::fromLatin1(kToken));
        named<QAbstractButton>(*dialog, u"Save token"_s)->click();
        QTRY_VERIFY(!m_vault->keychainTrouble().isEmpty());
        QCOMPARE(m_vault->state(), TokenVault::State::ThisRunOnly);
        const QString sentence = tokenSentence(*m_vault);
        QVERIFY2(sentence.contains(m_vault->keychainTrouble()), qPrintable(sentence));
        QVERIFY2(sentence.contains(u"x9Qd"_s), qPrintable(sentence));
        QVERIFY2(!sentence.contains(u"for this run only"_s), "said once, by the keychain's words");
        QVERIFY(allTexts(*dialog).contains(sentence));
        QVERIFY(!allTexts(*dialog).contains(QString::fromLatin1(kToken)));
    }

    void saysWhatHoldsForThisRunOnly()
    {
        m_vault->setTokenForThisRun(kToken);
        QCOMPARE(tokenSentence(*m_vault),
                 u"The token that ends in x9Qd is used for this run only."_s);
    }

    void saysWhyThereIsNone()
    {
        m_keychain->error = TokenAnswer::Error::NoKeychain;
        m_vault->load();
        QTRY_COMPARE(m_vault->state(), TokenVault::State::Empty);
        QVERIFY(!m_vault->keychainTrouble().isEmpty());
        QVERIFY(tokenSentence(*m_vault).endsWith(m_vault->keychainTrouble()));
    }

    void removes()
    {
        m_keychain->token = kToken;
        m_vault->load();
        QTRY_COMPARE(m_vault->state(), TokenVault::State::Kept);
        const auto dialog = makeDialog();
        auto *remove = named<QAbstractButton>(*dialog, u"Remove token"_s);
        QVERIFY(remove->isEnabled());
        remove->click();
        QTRY_COMPARE(m_vault->state(), TokenVault::State::Empty);
        QVERIFY(m_keychain->token.isEmpty());
        QVERIFY(!remove->isEnabled());
        QCOMPARE(tokenWords(*m_vault), u"No token"_s);
    }

    void saysWhoseItIs()
    {
        m_hub->answers["GET /api/whoami-v2"] = {
            ScriptedServer::json(
                R"({"name":"ada","fullname":"Ada Lovelace","isPro":true,)"
                R"("auth":{"accessToken":{"displayName":"desk","role":"fineGrained"}}})"),
            ScriptedServer::json(R"({"name":"grace","fullname":"grace","isPro":false,)"
                                 R"("auth":{"accessToken":{"displayName":"","role":"read"}}})"),
            ScriptedServer::json(R"({"error":"no"})", 401)
                .with("X-Error-Message", "Invalid credentials in Authorization header"),
        };
        const auto dialog = makeDialog();
        QSignalSpy saved(dialog.get(), &TokenDialog::tokenSaved);
        const auto save = [&](const QString &token) {
            named<QLineEdit>(*dialog, u"Access token"_s)->setText(token);
            named<QAbstractButton>(*dialog, u"Save token"_s)->click();
        };
        QVERIFY(!named<QComboBox>(*dialog, u"Account"_s));
        save(u"hf_firstToken0001"_s);
        QTRY_VERIFY(
            allTexts(*dialog).contains(u"ada (Ada Lovelace) · PRO · fine-grained token “desk”"_s));
        QVERIFY(!named<QAbstractButton>(*dialog, u"Try without token"_s));

        save(u"hf_secondToken0002"_s);
        QTRY_VERIFY(allTexts(*dialog).contains(u"grace · token that can read"_s));
        auto *account = named<QComboBox>(*dialog, u"Account"_s);
        QVERIFY(account);
        QCOMPARE(account->currentText(), u"grace"_s);
        QCOMPARE(account->itemText(1), u"ada"_s);

        save(u"hf_thirdToken0003"_s);
        QTRY_VERIFY(named(*dialog, u"Try without token"_s));
        QVERIFY(allTexts(*dialog).contains(u"does not accept this token"_s));
        QVERIFY(allTexts(*dialog).contains(u"Invalid credentials in Authorization header"_s));
        QCOMPARE(namelessControls(*dialog).join(u" "_s), QString());
        QCOMPARE(saved.count(), 3);
        named<QAbstractButton>(*dialog, u"Try without token"_s)->click();
        QCOMPARE(saved.count(), 4);
        QVERIFY(allTexts(*dialog).contains(u"No token is sent"_s));
        QVERIFY(!named(*dialog, u"Try without token"_s));

        // Back to one that is known, with the keyboard.
        const int ada = account->findText(u"ada"_s);
        QVERIFY(ada > 0);
        account->setCurrentIndex(ada);
        Q_EMIT account->activated(ada);
        QTRY_VERIFY(allTexts(*dialog).contains(u"ada (Ada Lovelace)"_s));
        QCOMPARE(m_vault->token(), "hf_firstToken0001"_ba);
        QCOMPARE(saved.count(), 5);
        QCOMPARE(account->currentText(), u"ada"_s);
    }

    void blanksAreNoToken()
    {
        const auto dialog = makeDialog();
        named<QLineEdit>(*dialog, u"Access token"_s)->setText(u"   "_s);
        QVERIFY(!named<QAbstractButton>(*dialog, u"Save token"_s)->isEnabled());
    }

    void everyControlHasAName()
    {
        const QTemporaryDir folder;
        Settings settings(folder.filePath(u"settings.ini"_s));
        QCOMPARE(namelessControls(*makeDialog()).join(u" "_s), QString());
        const SettingsDialog dialog(settings, *m_vault, folder.filePath(u"traffic.log"_s));
        QCOMPARE(namelessControls(dialog).join(u" "_s), QString());
    }

    void settingsAreAppliedAtOnce()
    {
        const QTemporaryDir folder;
        Settings settings(folder.filePath(u"settings.ini"_s));
        const SettingsDialog dialog(settings, *m_vault, folder.filePath(u"traffic.log"_s));
        auto *theme = named<QComboBox>(dialog, u"Theme"_s);
        theme->setCurrentIndex(theme->findText(u"Dark"_s));
        QCOMPARE(settings.theme(), Settings::Theme::Dark);
        auto *sendKey = named<QComboBox>(dialog, u"Send with"_s);
        sendKey->setCurrentIndex(1);
        QCOMPARE(settings.sendKey(), Settings::SendKey::ControlEnter);
        named<QSpinBox>(dialog, u"Give up after silence of"_s)->setValue(90);
        QCOMPARE(settings.silenceLimit().count(), 90);
        auto *zoom = named<QSpinBox>(dialog, u"Text size"_s);
        zoom->setValue(150);
        QCOMPARE(settings.zoom(), 150);
        settings.setZoom(120);
        QCOMPARE(zoom->value(), 120);
        named<QCheckBox>(dialog, u"Traffic log"_s)->click();
        QVERIFY(settings.logsTraffic());
    }
};

QTEST_MAIN(TestTokenDialog)
#include "tst_tokendialog.moc"
