#include "window/mainwindow.h"

#include "account/tokenvault.h"
#include "chat/conversationcontroller.h"
#include "chat/conversationmodel.h"
#include "chat/messagemodel.h"
#include "chat/services.h"
#include "chat/unwrittenreplies.h"
#include "composer/composer.h"
#include "conversations/conversationpanel.h"
#include "history/historyview.h"
#include "settings/settings.h"
#include "settings/tokendialog.h"
#include "store/database.h"
#include "widgets/toast.h"
#include "window/appearance.h"
#include "window/attachments.h"
#include "window/conversationpage.h"
#include "window/dialogs.h"
#include "window/filedrop.h"
#include "window/header.h"
#include "window/noticebar.h"
#include "window/parameterside.h"
#include "window/replystatus.h"

#include <QAction>
#include <QApplication>
#include <QBoxLayout>
#include <QCloseEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QScreen>
#include <QSplitter>

#include <utility>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace spaceline {

namespace {

constexpr int kNarrow = 700; ///< below this width the list hides behind a button, in pixels
constexpr int kPanelWidth = 264;
constexpr QSize kFrame(16, 40); ///< what a window manager may put around a window, in pixels
constexpr auto kBeforeOpening = 150ms;
constexpr auto kKeychainPatience = 2s; ///< then a Space is asked without the token

} // namespace

MainWindow::MainWindow(Services &services, ConversationModel &conversations, Appearance &appearance)
    : m_services(services)
    , m_conversations(conversations)
    , m_appearance(appearance)
    , m_notice(new NoticeBar(this))
    , m_splitter(new QSplitter(this))
    , m_panel(new ConversationPanel(conversations))
    , m_page(new ConversationPage(services))
    , m_toast(new Toast(&m_page->history(), this))
    , m_drop(new FileDrop(*this))
    , m_status(new ReplyStatus(this))
    , m_dialogs(std::make_unique<Dialogs>(services, *this))
{
    setMinimumSize(360, 360);
    m_splitter->setHandleWidth(1);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->addWidget(m_panel);
    m_splitter->addWidget(m_page);
    m_splitter->setStretchFactor(1, 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_notice);
    layout->addWidget(m_splitter, 1);

    m_openTimer.setSingleShot(true);
    m_openTimer.setInterval(kBeforeOpening);
    makeActions();
    makeMenu();
    connectParts();
    m_page->setTheme(m_appearance.theme());
    updateNotice();
    updateToken();
    restore();
}

MainWindow::~MainWindow()
{
    // Drafts are written while everything they need is there.
    m_page->setController(nullptr);
}

QAction *MainWindow::addCommand(Command command, const std::function<void()> &run)
{
    auto *action = new QAction(commandText(command), this);
    action->setShortcuts(commandKeys(command));
    connect(action, &QAction::triggered, this, run);
    addAction(action);
    m_actions.insert(command, action);
    return action;
}

void MainWindow::makeActions()
{
    addCommand(Command::NewConversation, [this] { newConversation(); });
    addCommand(Command::Connect, [this] { chooseSpace(); });
    addCommand(Command::QuickSwitch, [this] { m_dialogs->quickSwitch(m_conversations); });
    addCommand(Command::NextConversation, [this] { showConversation(m_panel->neighbour(1)); });
    addCommand(Command::PreviousConversation, [this] { showConversation(m_panel->neighbour(-1)); });
    const QList<QKeySequence> numbers = commandKeys(Command::ConversationByNumber);
    for (int row = 0; row < numbers.size(); ++row) {
        auto *action = new QAction(this);
        action->setShortcut(numbers.at(row));
        connect(action, &QAction::triggered, this,
                [this, row] { showConversation(m_panel->listed(row)); });
        addAction(action);
    }
    addCommand(Command::RenameConversation, [this] {
        if (!m_services.database().isWritable()) {
            m_toast->present(tr("It cannot be renamed: %1").arg(m_services.database().error()));
            return;
        }
        if (!m_panel->isVisible())
            toggleSidebar();
        m_panel->renameCurrent();
    });
    addCommand(Command::FocusMessage, [this] { m_page->composer().focusText(); });
    addCommand(Command::AttachFiles, [this] { m_page->attachments().pick(); });
    addCommand(Command::RetryLastReply, [this] { m_page->retryLastReply(); });
    addCommand(Command::CopyLastReply, [this] { m_page->history().copyLastReply(); });
    addCommand(Command::ToggleSidebar, [this] { toggleSidebar(); })->setCheckable(true);
    addCommand(Command::CyclePanes, [this] { cyclePanes(); });
    addCommand(Command::ZoomIn, [this] { zoomBy(10); });
    addCommand(Command::ZoomOut, [this] { zoomBy(-10); });
    addCommand(Command::ZoomReset, [this] { m_services.settings().setZoom(100); });
    addCommand(Command::Token, [this] { m_dialogs->showToken(m_page->controller(), 0); });
    addCommand(Command::Settings, [this] {
        m_dialogs->showSettings();
    })->setMenuRole(QAction::PreferencesRole);
    addCommand(Command::CheckConnection, [this] { checkConnection(); });
    addCommand(Command::TrafficLog, [this] { m_dialogs->showTraffic(); });
    addCommand(Command::Shortcuts, [this] { m_dialogs->showShortcuts(); });
    addCommand(Command::About, [this] { m_dialogs->showAbout(); })->setMenuRole(QAction::AboutRole);
    addCommand(Command::Close, [this] { close(); });
    addCommand(Command::Quit, [] {
        QApplication::closeAllWindows();
    })->setMenuRole(QAction::QuitRole);
}

void MainWindow::makeMenu()
{
    auto *menu = new QMenu(this);
    const auto add = [this, menu](Command command) { menu->addAction(m_actions.value(command)); };
    add(Command::NewConversation);
    add(Command::Connect);
    add(Command::QuickSwitch);
    add(Command::Token);
    menu->addSeparator();
    add(Command::RenameConversation);
    QAction *deletes = menu->addAction(tr("Delete conversation"), this, [this] {
        if (const ConversationController *controller = m_page->controller())
            deleteConversation(controller->id());
    });
    add(Command::RetryLastReply);
    add(Command::CopyLastReply);
    menu->addSeparator();
    add(Command::ToggleSidebar);
    add(Command::ZoomIn);
    add(Command::ZoomOut);
    add(Command::ZoomReset);
    menu->addSeparator();
    add(Command::Settings);
    add(Command::CheckConnection);
    add(Command::TrafficLog);
    add(Command::Shortcuts);
    add(Command::About);
    add(Command::Quit);
    connect(menu, &QMenu::aboutToShow, this, [this, deletes] {
        const ConversationController *controller = m_page->controller();
        deletes->setEnabled(controller);
        m_actions.value(Command::RenameConversation)->setEnabled(controller);
        m_actions.value(Command::RetryLastReply)->setEnabled(m_page->retriedReply() != 0);
        m_actions.value(Command::CopyLastReply)->setEnabled(m_page->history().hasReply());
        m_actions.value(Command::CheckConnection)
            ->setEnabled(controller && !controller->record().address.isEmpty());
    });
    // An entry that is greyed has no key either, and what it depends on changes unseen.
    connect(menu, &QMenu::aboutToHide, this, [this] {
        for (const Command command :
             {Command::RenameConversation, Command::RetryLastReply, Command::CopyLastReply})
            m_actions.value(command)->setEnabled(true);
    });
    m_page->header().setMenu(menu);
}

void MainWindow::connectParts()
{
    connect(m_panel, &ConversationPanel::chosen, this, &MainWindow::showConversation);
    connect(m_panel, &ConversationPanel::confirmed, this, [this] {
        if (m_sidebarInFront)
            toggleSidebar();
    });
    connect(m_panel, &ConversationPanel::backRequested, this, &MainWindow::toggleSidebar);
    connect(m_panel, &ConversationPanel::newRequested, this, &MainWindow::newConversation);
    connect(m_panel, &ConversationPanel::deleteRequested, this, &MainWindow::deleteConversation);
    connect(m_panel, &ConversationPanel::renameRequested, this, &MainWindow::renameConversation);
    connect(&m_services.unwritten(), &UnwrittenReplies::changed, this, &MainWindow::updateNotice);
    connect(m_panel, &ConversationPanel::tokenRequested, m_actions.value(Command::Token),
            &QAction::trigger);
    connect(&m_page->header(), &Header::sidebarRequested, this, &MainWindow::toggleSidebar);
    connect(&m_page->header(), &Header::stateClicked, this, [this] {
        if (ConversationController *controller = m_page->controller())
            m_dialogs->showConnection(*controller);
    });
    connect(m_page, &ConversationPage::tokenRequested, this,
            [this](qint64 message) { m_dialogs->showToken(m_page->controller(), message); });
    connect(m_drop, &FileDrop::aboutToShow, this, [this] {
        const QString refusal = m_page->attachments().refusal();
        m_drop->setWords(refusal.isEmpty() ? tr("Drop files to attach them")
                                           : tr("Files cannot be attached now"),
                         refusal.isEmpty() ? m_page->attachments().accepted() : refusal);
    });
    connect(m_drop, &FileDrop::filesDropped, &m_page->attachments(), &Attachments::takeFiles);
    connect(m_drop, &FileDrop::imageDropped, &m_page->attachments(), &Attachments::takeImage);
    connect(m_page, &ConversationPage::detailsRequested, this,
            [this](qint64 message) { m_dialogs->showDetails(*m_page->controller(), message); });
    connect(m_page, &ConversationPage::checkRequested, this, &MainWindow::checkConnection);
    connect(m_page, &ConversationPage::changeAddressRequested, this, &MainWindow::changeSpace);
    connect(m_dialogs.get(), &Dialogs::conversationChosen, this, [this](qint64 id) {
        showConversation(id);
        if (m_sidebarInFront)
            toggleSidebar();
        m_page->focusInput();
    });
    connect(m_dialogs.get(), &Dialogs::spaceChosen, this, &MainWindow::openSpace);
    connect(m_dialogs.get(), &Dialogs::quitChosen, this, [this] {
        m_quitsUnwritten = true;
        close();
    });
    connect(m_dialogs.get(), &Dialogs::spaceChanged, m_page, &ConversationPage::connectTo);
    connect(m_dialogs.get(), &Dialogs::changeRequested, this, &MainWindow::changeSpace);
    connect(m_page, &ConversationPage::toastRequested, this,
            [this](const QString &text, const std::function<void()> &undo) {
                m_deleted.clear();
                m_isPageToast = true;
                m_toast->present(text, undo);
            });
    connect(m_page, &ConversationPage::toastOver, this, [this] {
        if (m_isPageToast)
            m_toast->dismiss();
    });
    connect(m_toast, &Toast::dismissed, this, [this] { m_deleted.clear(); });
    connect(&m_openTimer, &QTimer::timeout, this, &MainWindow::openShown);
    connect(&m_conversations, &ConversationModel::dataChanged, this, &MainWindow::showTitle);
    connect(&m_conversations, &ConversationModel::replyAwaited, m_status, &ReplyStatus::begin);
    connect(&m_conversations, &ConversationModel::replyFinished, this,
            &MainWindow::onReplyFinished);
    connect(&m_appearance, &Appearance::changed, this,
            [this] { m_page->setTheme(m_appearance.theme()); });
    connect(&m_services.settings(), &Settings::changed, m_page, &ConversationPage::applySettings);
    connect(&m_services.vault(), &TokenVault::changed, this, &MainWindow::updateToken);
}

void MainWindow::restore()
{
    if (!restoreGeometry(m_services.settings().windowGeometry()))
        resize(QSize(1280, 820).boundedTo(screen()->availableSize() - kFrame));
    if (!m_splitter->restoreState(m_services.settings().splitterState()))
        m_splitter->setSizes({kPanelWidth, width() - kPanelWidth});
    m_splitter->setHandleWidth(1);
    layOutSidebar();
    const qint64 last = m_services.settings().lastConversation();
    if (m_conversations.rowOf(last) >= 0)
        showConversation(last);
    else if (m_conversations.rowCount() > 0)
        showConversation(m_conversations.idAt(0));
    else
        newConversation();
}

void MainWindow::start()
{
    m_isStarted = true;
    m_services.vault().load();
    QTimer::singleShot(kKeychainPatience, this, &MainWindow::openWithToken);
    connect(&m_services.vault(), &TokenVault::changed, this, &MainWindow::openWithToken,
            Qt::SingleShotConnection);
    if (m_services.vault().state() != TokenVault::State::Reading)
        openWithToken();
    m_appearance.followDesktop();
}

void MainWindow::openSpace(const QString &address)
{
    comeToFront();
    if (address.isEmpty())
        return;
    if (newConversation())
        m_page->connectTo(address);
}

void MainWindow::openDemo()
{
    comeToFront();
    for (const ConversationRecord &record : m_services.history().conversations()) {
        if (record.address == "demo:"_L1) {
            showConversation(record.id);
            return;
        }
    }
    openSpace(u"demo:"_s);
}

void MainWindow::comeToFront()
{
    setWindowState(windowState() & ~Qt::WindowMinimized);
    show();
    raise();
    activateWindow();
}

void MainWindow::showConversation(qint64 id)
{
    ConversationController *controller = id ? m_conversations.controller(id) : nullptr;
    if (!controller || controller == m_page->controller())
        return;
    // Asked first: what leaves the page with its controller hands its focus on to anything.
    const bool staysInList = m_panel->hasFocusInside();
    m_page->setController(controller);
    m_conversations.setShown(id);
    m_panel->setCurrent(id);
    showTitle();
    m_services.settings().setLastConversation(id);
    if (!staysInList)
        m_page->focusInput();
    if (m_isStarted)
        m_openTimer.start();
}

/// The desktop adds the program's name, and a screen reader tells it when the window comes to the
/// front.
void MainWindow::showTitle()
{
    const ConversationController *shown = m_page->controller();
    const int row = shown ? m_conversations.rowOf(shown->id()) : -1;
    setWindowTitle(m_conversations.index(row).data(ConversationModel::TitleRole).toString());
}

void MainWindow::openShown()
{
    if (ConversationController *controller = m_page->controller())
        controller->open();
}

void MainWindow::openWithToken()
{
    openShown();
    if (!std::exchange(m_hasSentWaiting, true))
        m_conversations.sendWaiting();
}

bool MainWindow::newConversation()
{
    const qint64 id = m_conversations.create();
    if (id == 0) {
        // Without any there is nothing to say it over; the bar does.
        if (m_page->controller())
            m_toast->present(
                tr("No conversation can be begun: %1").arg(m_services.history().lastError()));
        return false;
    }
    showConversation(id);
    if (m_sidebarInFront)
        toggleSidebar();
    m_page->focusInput();
    return true;
}

void MainWindow::chooseSpace()
{
    if (!m_page->focusAddress())
        m_dialogs->chooseSpace();
}

void MainWindow::changeSpace()
{
    if (!m_page->focusAddress() && m_page->controller())
        m_dialogs->changeSpace(*m_page->controller());
}

void MainWindow::renameConversation(qint64 id, const QString &title)
{
    if (!m_conversations.rename(id, title))
        m_toast->present(tr("It cannot be renamed: %1").arg(m_services.history().lastError()));
}

void MainWindow::updateNotice()
{
    const QString unwritten = unwrittenNotice(m_services.unwritten());
    m_notice->setText(unwritten.isEmpty() ? databaseNotice(m_services.database()) : unwritten);
}

void MainWindow::checkConnection()
{
    if (const ConversationController *controller = m_page->controller())
        m_dialogs->showDiagnosis(*controller);
}

void MainWindow::deleteConversation(qint64 id)
{
    const int row = m_conversations.rowOf(id);
    if (row < 0)
        return;
    const QString title = m_conversations.index(row).data(ConversationModel::TitleRole).toString();
    if (!m_conversations.remove(id)) {
        m_toast->present(tr("It cannot be deleted: %1").arg(m_services.history().lastError()));
        return;
    }
    m_deleted += id;
    if (m_conversations.rowCount() == 0 && !newConversation())
        m_page->setController(nullptr);
    const QString text = m_deleted.size() == 1
        ? tr("“%1” was deleted")
              .arg(u'\u2068' + fontMetrics().elidedText(title, Qt::ElideRight, 240) + u'\u2069')
        : tr("%n conversation(s) were deleted", nullptr, int(m_deleted.size()));
    m_isPageToast = false;
    m_toast->present(text, [this, deleted = m_deleted] {
        for (const qint64 conversation : deleted)
            m_conversations.restore(conversation);
        showConversation(deleted.constLast());
    });
}

void MainWindow::onReplyFinished(qint64 conversation, qint64 message)
{
    const ConversationController *controller = m_conversations.controller(conversation);
    if (!controller)
        return;
    const MessageModel &messages = controller->messages();
    const QModelIndex index = messages.index(messages.rowOf(message), 0);
    m_status->finish(MessageState(index.data(MessageStateRole).toInt()),
                     index.data(MessageFailureRole).value<Failure>());
}

void MainWindow::updateToken() { m_panel->setTokenText(tokenWords(m_services.vault())); }

void MainWindow::toggleSidebar()
{
    bool &isShown = m_isNarrow ? m_sidebarInFront : m_sidebarWanted;
    isShown = !isShown;
    layOutSidebar();
    if (m_isNarrow)
        isShown ? m_panel->focusList() : m_page->focusInput();
}

void MainWindow::layOutSidebar()
{
    m_isNarrow = width() < kNarrow;
    if (!m_isNarrow)
        m_sidebarInFront = false;
    const bool isShown = m_isNarrow ? m_sidebarInFront : m_sidebarWanted;
    m_panel->setVisible(isShown);
    m_actions.value(Command::ToggleSidebar)->setChecked(isShown);
    m_panel->setCoversPage(m_sidebarInFront);
    m_page->setVisible(!m_sidebarInFront);
    m_toast->moveOver(m_sidebarInFront ? static_cast<QWidget *>(m_panel) : &m_page->history());
    m_page->header().setSidebarButtonVisible(m_isNarrow || !m_sidebarWanted);
}

void MainWindow::cyclePanes()
{
    // List, history, composer, parameters, and around again; what is hidden is left out.
    QWidget *focus = QApplication::focusWidget();
    const bool inList = m_panel->hasFocusInside() && m_page->isVisible();
    if (!inList && focus && (focus == &m_page->history() || m_page->history().isAncestorOf(focus)))
        m_page->composer().focusText();
    else if (!inList && !m_page->parameters().hasFocusInside() && m_page->parameters().focusPanel())
        return;
    else if (!inList && m_panel->isVisible())
        m_panel->focusList();
    else
        m_page->history().setFocus(Qt::ShortcutFocusReason);
}

void MainWindow::zoomBy(int percent)
{
    Settings &settings = m_services.settings();
    settings.setZoom(settings.zoom() + percent);
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    if (!m_quitsUnwritten && !m_services.unwritten().writeAll()) {
        event->ignore();
        m_dialogs->askToQuit(unwrittenNotice(m_services.unwritten()));
        return;
    }
    m_services.settings().setWindowGeometry(saveGeometry());
    m_services.settings().setSplitterState(m_splitter->saveState());
    QWidget::closeEvent(event);
}

void MainWindow::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    if ((width() < kNarrow) != m_isNarrow)
        layOutSidebar();
}

void MainWindow::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::WindowStateChange)
        m_page->resumeCounting();
}

void MainWindow::keyPressEvent(QKeyEvent *event)
{
    // Keys that nothing else wanted: letters are for the message, Escape stops the reply.
    const QString text = event->text();
    const bool hasCommand
        = event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier);
    if (!m_sidebarInFront && !hasCommand && !text.isEmpty() && text.front().isPrint())
        m_page->composer().takeKey(event);
    else if (event->key() == Qt::Key_Escape && m_sidebarInFront)
        toggleSidebar();
    else if (event->key() == Qt::Key_Escape && m_page->leaveAddress())
        event->accept();
    else if (event->key() == Qt::Key_Escape && m_page->composer().text().isEmpty())
        Q_EMIT m_page->composer().stopRequested();
    else
        QWidget::keyPressEvent(event);
}

} // namespace spaceline
