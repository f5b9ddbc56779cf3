#include "window/dialogs.h"

#include "account/tokenpolicy.h"
#include "chat/conversationcontroller.h"
#include "chat/services.h"
#include "chat/spaceconnection.h"
#include "chat/trial.h"
#include "connect/connectbox.h"
#include "connect/connectdialog.h"
#include "connect/connectionsheet.h"
#include "connect/mappingeditor.h"
#include "settings/settings.h"
#include "settings/settingsdialog.h"
#include "settings/tokendialog.h"
#include "window/connectionfacts.h"
#include "window/grants.h"
#include "window/shortcutsdialog.h"

#include <QCoreApplication>
#include <QMessageBox>

using namespace Qt::Literals::StringLiterals;

namespace spaceline {

namespace {

constexpr int kRecent = 3;

/// The dialog of this class if it is open, else a new one.
template <class Dialog, class Make>
Dialog *openOnce(QWidget &parent, const Make &make)
{
    auto *dialog = parent.findChild<Dialog *>({}, Qt::FindDirectChildrenOnly);
    if (!dialog) {
        dialog = make();
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->open();
    }
    dialog->raise();
    dialog->activateWindow();
    return dialog;
}

} // namespace

Dialogs::Dialogs(Services &services, QWidget &window) : m_services(services), m_window(window) { }

void Dialogs::chooseSpace()
{
    openOnce<ConnectDialog>(m_window, [this] {
        auto *dialog = new ConnectDialog(&m_window);
        dialog->box().setRecent(m_services.history().recentAddresses(kRecent));
        connect(&dialog->box(), &ConnectBox::connectRequested, this, &Dialogs::spaceChosen);
        connect(&dialog->box(), &ConnectBox::demoRequested, this,
                [this] { Q_EMIT spaceChosen(u"demo:"_s); });
        return dialog;
    });
}

void Dialogs::changeSpace(const ConversationController &conversation)
{
    openOnce<ConnectDialog>(m_window, [&] {
        auto *dialog = new ConnectDialog(&m_window);
        dialog->setWindowTitle(tr("Change the Space of this conversation"));
        dialog->box().setAddress(conversation.record().address);
        dialog->box().setRecent(m_services.history().recentAddresses(kRecent));
        connect(&dialog->box(), &ConnectBox::connectRequested, this, &Dialogs::spaceChanged);
        connect(&dialog->box(), &ConnectBox::demoRequested, this,
                [this] { Q_EMIT spaceChanged(u"demo:"_s); });
        return dialog;
    });
}

void Dialogs::showConnection(ConversationController &conversation)
{
    openOnce<ConnectionSheet>(m_window, [&] {
        const ConnectionFacts facts = connectionFacts(conversation, m_services);
        auto *sheet = new ConnectionSheet(facts, &m_window);
        const auto show = [this, sheet, &conversation] {
            sheet->setFacts(connectionFacts(conversation, m_services));
            if (!sheet->hasMapping()
                && conversation.connection().state() == SpaceConnection::State::Ready)
                addMapping(*sheet, conversation);
        };
        show();
        connect(&conversation, &ConversationController::activityChanged, sheet, show);
        connect(sheet, &ConnectionSheet::grantPressed, &conversation,
                [this, sheet, &conversation, show](Grant::What what) {
                    changeGrant(m_services, conversation, what, *sheet, show);
                });
        connect(sheet, &ConnectionSheet::changeRequested, this, &Dialogs::changeRequested);
        connect(sheet, &ConnectionSheet::reconnectRequested, &conversation,
                [&conversation] { conversation.connectTo(conversation.record().address); });
        return sheet;
    });
}

void Dialogs::addMapping(ConnectionSheet &sheet, ConversationController &conversation)
{
    const SpaceConnection &connection = conversation.connection();
    MappingEditor &editor = sheet.addMapping({connection.config(), connection.endpoints(),
                                              connection.choice(), connection.mapping().changed});
    connect(&editor, &MappingEditor::used, &conversation,
            &ConversationController::setMappingChoice);
    connect(&editor, &MappingEditor::tryRequested, &editor,
            [this, &editor, address = connection.address(), values = conversation.parameters()](
                const gradio::MappingChoice &choice, const QString &text) {
                auto *trial = new Trial(m_services, address, choice, &editor);
                connect(trial, &Trial::stateChanged, &editor, &MappingEditor::showTrial);
                connect(trial, &Trial::finished, &editor, [&editor, trial] {
                    const bool isFailure = bool(trial->failure());
                    editor.showTrialResult(
                        isFailure ? trial->failure().sentence() : trial->answer(), isFailure);
                    trial->deleteLater();
                });
                trial->start(text, values);
            });
}

void Dialogs::showToken(ConversationController *conversation, qint64 message)
{
    auto *dialog = openOnce<TokenDialog>(m_window, [this] {
        const QUrl page(m_services.hub().base().toString() + u"/settings/tokens"_s);
        return new TokenDialog(m_services.accounts(), m_services.vault(), page, &m_window);
    });
    if (!conversation)
        return;
    // What needed the token goes on with it, once.
    connect(
        dialog, &TokenDialog::tokenSaved, conversation,
        [conversation, message] {
            if (message)
                conversation->retry(message);
            else
                conversation->open();
        },
        Qt::SingleShotConnection);
}

void Dialogs::showSettings()
{
    openOnce<SettingsDialog>(m_window, [this] {
        auto *dialog = new SettingsDialog(m_services.settings(), m_services.vault(),
                                          m_services.trafficLogPath(), &m_window);
        connect(dialog, &SettingsDialog::tokenRequested, this, [this] { showToken(nullptr, 0); });
        connect(dialog, &SettingsDialog::shortcutsRequested, this, &Dialogs::showShortcuts);
        return dialog;
    });
}

void Dialogs::showShortcuts()
{
    openOnce<ShortcutsDialog>(m_window, [this] { return new ShortcutsDialog(&m_window); });
}

void Dialogs::showAbout()
{
    openOnce<QMessageBox>(m_window, [this] {
        auto *box = new QMessageBox(
            QMessageBox::NoIcon, tr("About Spaceline"),
            tr("Spaceline %1\n\nChats with Gradio apps and Hugging Face Spaces.\nFree software: "
               "GNU General Public License, version 3 or later.")
                .arg(QCoreApplication::applicationVersion()),
            QMessageBox::Close, &m_window);
        box->setTextFormat(Qt::PlainText);
        return box;
    });
}

} // namespace spaceline
