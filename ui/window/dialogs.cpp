#include "window/dialogs.h"

#include "account/certificatetrust.h"
#include "account/tokenpolicy.h"
#include "chat/conversationcontroller.h"
#include "chat/conversationmodel.h"
#include "chat/diagnosis.h"
#include "chat/messagemodel.h"
#include "chat/services.h"
#include "chat/spaceconnection.h"
#include "chat/trial.h"
#include "connect/connectbox.h"
#include "connect/connectdialog.h"
#include "connect/connectionsheet.h"
#include "connect/diagnosisdialog.h"
#include "connect/mappingeditor.h"
#include "inspect/detailsdialog.h"
#include "inspect/statisticswords.h"
#include "inspect/trafficwindow.h"
#include "net/http.h"
#include "net/trafficlog.h"
#include "settings/settings.h"
#include "settings/settingsdialog.h"
#include "settings/tokendialog.h"
#include "store/timelinestore.h"
#include "window/connectionfacts.h"
#include "window/grants.h"
#include "window/quickswitch.h"
#include "window/shortcutsdialog.h"

#include <QCoreApplication>
#include <QMessageBox>
#include <QPushButton>

using namespace Qt::Literals::StringLiterals;

namespace spaceline {

namespace {

constexpr int kRecent = 3;
constexpr int kSwitched = 20; ///< recent Spaces of the quick switch

/// The dialog of this class if it is open, else a new one.
template <class Dialog, class Make>
Dialog *openOnce(QWidget &parent, const Make &make, bool isModal = true)
{
    auto *dialog = parent.findChild<Dialog *>({}, Qt::FindDirectChildrenOnly);
    if (!dialog) {
        dialog = make();
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        if (isModal)
            dialog->open();
        else
            dialog->show();
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

void Dialogs::quickSwitch(ConversationModel &conversations)
{
    openOnce<QuickSwitch>(
        m_window,
        [&] {
            auto *box = new QuickSwitch(conversations,
                                        m_services.history().recentAddresses(kSwitched), &m_window);
            connect(box, &QuickSwitch::conversationChosen, this, &Dialogs::conversationChosen);
            connect(box, &QuickSwitch::spaceChosen, this, &Dialogs::spaceChosen);
            return box;
        },
        false);
}

void Dialogs::showConnection(ConversationController &conversation)
{
    openOnce<ConnectionSheet>(m_window, [&] {
        const auto factsNow = [this, &conversation] {
            ConnectionFacts facts = connectionFacts(conversation, m_services);
            facts.statistics
                = statisticsWords(m_services.timelines().statistics(conversation.record().address));
            return facts;
        };
        auto *sheet = new ConnectionSheet(factsNow(), &m_window);
        const auto show = [this, sheet, factsNow, &conversation] {
            sheet->setFacts(factsNow());
            if (!sheet->hasMapping() && conversation.connection().canChoose())
                addMapping(*sheet, conversation);
        };
        show();
        connect(&conversation, &ConversationController::activityChanged, sheet, show);
        connect(sheet, &ConnectionSheet::grantPressed, &conversation,
                [this, sheet, &conversation, show](Grant::What what) {
                    changeGrant(m_services, conversation, what, *sheet, show);
                });
        connect(sheet, &ConnectionSheet::changeRequested, this, &Dialogs::changeRequested);
        connect(sheet, &ConnectionSheet::checkRequested, &conversation,
                [this, &conversation] { showDiagnosis(conversation); });
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

void Dialogs::showDiagnosis(const ConversationController &conversation)
{
    const QString address = conversation.record().address;
    if (address.isEmpty())
        return;
    openOnce<DiagnosisDialog>(m_window, [&] {
        auto *http = new Http(m_services.policy(), m_services.cookies(), &m_services.trafficLog());
        http->setServerTrust(&m_services.certificates());
        auto *diagnosis
            = new Diagnosis(*http, m_services.hub(), m_services.policy(), &m_services.demo());
        http->setParent(diagnosis);
        diagnosis->setChoice(conversation.connection().choice());
        auto *dialog = new DiagnosisDialog(diagnosis, address, &m_window);
        dialog->run();
        return dialog;
    });
}

void Dialogs::showDetails(const ConversationController &conversation, qint64 message)
{
    openOnce<DetailsDialog>(m_window, [&] {
        const MessageModel &messages = conversation.messages();
        ReplyDetails details;
        details.timeline = m_services.timelines().latest(message);
        details.space = conversation.record().spaceName;
        details.failure = m_services.history().failure(message);
        if (const int row = messages.rowOf(message); row >= 0)
            details.sent = QDateTime::fromMSecsSinceEpoch(messages.head(row).createdMs);
        for (const StoredFile &file : m_services.history().files(message)) {
            ++details.files;
            details.fileBytes += qMax<qint64>(0, file.size);
        }
        return new DetailsDialog(details, &m_window);
    });
}

void Dialogs::showTraffic()
{
    openOnce<TrafficWindow>(
        m_window, [this] { return new TrafficWindow(m_services.trafficLog(), &m_window); }, false);
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
    openOnce<ShortcutsDialog>(m_window, [this] {
        return new ShortcutsDialog(m_services.settings().sendKey(), &m_window);
    });
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

void Dialogs::askToQuit(const QString &notice)
{
    for (auto *open : m_window.findChildren<QMessageBox *>(u"quit"_s, Qt::FindDirectChildrenOnly)) {
        if (open->isVisible()) { // one that was answered goes a moment later
            open->activateWindow();
            return;
        }
    }
    auto *box = new QMessageBox(QMessageBox::Warning, tr("Not everything is kept yet"), notice,
                                QMessageBox::NoButton, &m_window);
    box->setObjectName(u"quit"_s);
    box->setTextFormat(Qt::PlainText);
    box->setInformativeText(tr("Whoever quits now loses it."));
    QPushButton *quit = box->addButton(tr("Quit anyway"), QMessageBox::DestructiveRole);
    box->setDefaultButton(box->addButton(tr("Stay"), QMessageBox::RejectRole));
    box->setAttribute(Qt::WA_DeleteOnClose);
    connect(quit, &QAbstractButton::clicked, this, &Dialogs::quitChosen);
    box->open();
}

} // namespace spaceline
