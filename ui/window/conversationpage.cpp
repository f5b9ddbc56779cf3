#include "window/conversationpage.h"

#include "account/tokenvault.h"
#include "chat/conversationcontroller.h"
#include "chat/draftfiles.h"
#include "chat/messagemodel.h"
#include "chat/services.h"
#include "chat/spaceconnection.h"
#include "composer/composer.h"
#include "connect/connectbox.h"
#include "connect/startpage.h"
#include "history/historystyle.h"
#include "history/historyview.h"
#include "settings/settings.h"
#include "store/historystore.h"
#include "widgets/failurecard.h"
#include "widgets/labels.h"
#include "widgets/theme.h"
#include "window/attachments.h"
#include "window/header.h"
#include "window/parameterside.h"
#include "window/questions.h"
#include "window/savedfiles.h"

#include <QApplication>
#include <QDesktopServices>
#include <QLabel>
#include <QSplitter>
#include <QStyle>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace spaceline {

using Activity = ConversationController::Activity;

namespace {

constexpr int kRecent = 3;

StateChip::Dot dotOf(Activity activity)
{
    switch (activity) {
    case Activity::NotConnected:
        return StateChip::Dot::None;
    case Activity::Ready:
        return StateChip::Dot::Ready;
    case Activity::Asking:
    case Activity::Failed:
        return StateChip::Dot::Trouble;
    default:
        return StateChip::Dot::Busy;
    }
}

} // namespace

ConversationPage::ConversationPage(Services &services, QWidget *parent)
    : QWidget(parent)
    , m_services(services)
    , m_header(new Header(this))
    , m_history(new HistoryView(this))
    , m_start(new StartPage)
    , m_failure(new FailureCard(this))
    , m_composer(new Composer(this))
    , m_attachments(new Attachments(*m_composer))
    , m_linkTarget(mutedLabel({}, m_history))
{
    m_history->setPlaceholderWidget(m_start);
    m_failure->hide();
    m_linkTarget->setAutoFillBackground(true);
    m_linkTarget->setMargin(4);
    m_linkTarget->setAttribute(Qt::WA_TransparentForMouseEvents);
    m_linkTarget->hide();

    auto *column = new QVBoxLayout;
    column->setSpacing(8);
    column->addWidget(m_failure);
    column->addWidget(m_composer);
    m_questions = std::make_unique<Questions>(services.permissions(), *column);
    auto *row = new QHBoxLayout;
    // The history's column ends before its scroll bar, which is always there.
    const int scrollBar = style()->pixelMetric(QStyle::PM_ScrollBarExtent);
    row->setContentsMargins(HistoryStyle::kMargin, 8, HistoryStyle::kMargin, 14);
    row->addStretch(1);
    row->addLayout(column, 1000);
    row->addStretch(1);
    row->addSpacing(scrollBar);
    auto *conversation = new QWidget;
    conversation->setFocusProxy(m_composer);
    auto *splitter = new QSplitter(this);
    splitter->setHandleWidth(1);
    splitter->addWidget(conversation);
    m_parameters = new ParameterSide(services.settings(), *m_header, *splitter);
    connect(m_parameters, &ParameterSide::problemGone, this,
            [this] { m_composer->takeBackProblem(m_refusal); });
    auto *whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(splitter);
    auto *layout = new QVBoxLayout(conversation);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_header);
    layout->addWidget(m_history, 1);
    layout->addLayout(row);

    connect(m_composer, &Composer::sendRequested, this, &ConversationPage::send);
    connect(m_composer, &Composer::sendWaitingRequested, this, [this] {
        m_controller->sendWaiting();
        m_history->scrollToEndAndFollow();
    });
    connect(m_composer, &Composer::stopRequested, this, [this] {
        if (m_controller && m_controller->canStop())
            m_controller->stop();
    });
    connect(m_composer, &Composer::textEdited, this, [this](const QString &text) {
        if (m_controller)
            m_controller->setDraft(text);
    });
    connect(&m_start->box(), &ConnectBox::connectRequested, this, &ConversationPage::connectTo);
    connect(&m_start->box(), &ConnectBox::edited, this, &ConversationPage::showStart);
    connect(&m_start->box(), &ConnectBox::demoRequested, this, [this] { connectTo(u"demo:"_s); });
    connect(m_start, &StartPage::remedyRequested, this,
            [this](Failure::Remedy remedy) { mend(0, remedy); });
    connect(m_start, &StartPage::exampleChosen, this, &ConversationPage::takeExample);
    connect(m_failure, &FailureCard::remedyRequested, this,
            [this](Failure::Remedy remedy) { mend(0, remedy); });
    connect(m_start, &StartPage::checkRequested, this, &ConversationPage::checkRequested);
    connect(m_failure, &FailureCard::checkRequested, this, &ConversationPage::checkRequested);
    connect(m_history, &HistoryView::remedyRequested, this, &ConversationPage::mend);
    connect(m_history, &HistoryView::editRequested, m_composer, &Composer::editLast);
    connect(m_history, &HistoryView::undoRequested, this, [this] {
        if (m_controller)
            m_controller->undo();
    });
    connect(m_history, &HistoryView::rated, this, [this](qint64 message, Feedback feedback) {
        if (m_controller)
            m_controller->rate(message, feedback);
    });
    connect(m_history, &HistoryView::detailsRequested, this, &ConversationPage::detailsRequested);
    connect(m_history, &HistoryView::checkRequested, this, &ConversationPage::checkRequested);
    connect(m_history, &HistoryView::linkActivated, this, &ConversationPage::openLink);
    connect(m_history, &HistoryView::optionChosen, this, &ConversationPage::chooseOption);
    connect(m_history, &HistoryView::fetchRequested, this, [this](qint64 file) {
        if (m_controller)
            m_controller->fetchFile(file);
    });
    connect(m_history, &HistoryView::fileOpenRequested, this, &openStoredFile);
    connect(m_history, &HistoryView::fileSaveRequested, this,
            [this](const StoredFile &file) { saveStoredFileAs(this, file); });
    connect(m_history, &HistoryView::linkHovered, this, &ConversationPage::showLinkTarget);
    m_second.setInterval(1000);
    connect(&m_second, &QTimer::timeout, this, &ConversationPage::count);
    // Which buttons the cards have depends on it.
    connect(&services.vault(), &TokenVault::changed, this, &ConversationPage::showState);
    applySettings();
    setController(nullptr);
}

ConversationPage::~ConversationPage() = default;

void ConversationPage::setController(ConversationController *controller)
{
    if (m_controller) {
        m_controller->flushDraft();
        m_controller->disconnect(this);
    }
    m_controller = controller;
    m_choosesAgain = false;
    m_start->box().setAddress({});
    m_history->setModel(controller ? &controller->messages() : nullptr);
    m_composer->setMessages(controller ? &controller->messages() : nullptr);
    m_composer->setText(controller ? controller->record().draft : QString());
    if (controller) {
        connect(controller, &ConversationController::activityChanged, this,
                &ConversationPage::showState);
        connect(controller, &ConversationController::recordChanged, this,
                &ConversationPage::showState);
        // A reply that failed has a card of its own from now on.
        connect(controller, &ConversationController::replyFinished, this,
                &ConversationPage::showState);
        connect(controller, &ConversationController::replyAwaited, this,
                &ConversationPage::toastOver);
        connect(controller, &ConversationController::noticed, this,
                [this](const QString &sentence) { Q_EMIT toastRequested(sentence, {}); });
        const auto undo = [of = m_controller] {
            if (of)
                of->bringBack();
        };
        connect(controller, &ConversationController::turnTakenBack, this,
                [this, undo] { Q_EMIT toastRequested(tr("The last turn was taken back."), undo); });
        connect(controller, &ConversationController::turnReplaced, this,
                [this, undo] { Q_EMIT toastRequested(tr("The turn before was replaced."), undo); });
        connect(controller, &ConversationController::promptRefused, this,
                &ConversationPage::showRefusal);
    }
    Q_EMIT toastOver();
    showOffers();
    m_parameters->setController(controller);
    m_attachments->setController(controller);
    showState();
}

ConversationController *ConversationPage::controller() const { return m_controller; }

void ConversationPage::connectTo(const QString &typed)
{
    if (!m_controller)
        return;
    // Set first: what is wrong is said beside the text that is wrong.
    m_start->box().setAddress(typed);
    const QString problem = m_controller->connectTo(typed);
    m_choosesAgain = !problem.isEmpty();
    m_start->box().setProblem(problem);
    showState();
    if (problem.isEmpty())
        m_composer->focusText();
    else if (!focusAddress()) // there is no box for it over a conversation
        m_composer->showProblem(problem);
}

bool ConversationPage::focusAddress()
{
    if (!m_controller || !isEmpty())
        return false;
    if (!m_start->showsChoice()) {
        m_choosesAgain = true;
        m_start->box().setAddress(m_controller->record().address);
        showStart();
    }
    m_start->box().focusAddress();
    return true;
}

bool ConversationPage::leaveAddress()
{
    if (!m_choosesAgain || !isEmpty() || m_controller->record().address.isEmpty())
        return false;
    m_choosesAgain = false;
    showStart();
    m_composer->focusText();
    return true;
}

void ConversationPage::focusInput()
{
    if (m_controller && isEmpty() && m_start->showsChoice())
        m_start->box().focusAddress();
    else if (!m_composer->text().isEmpty() || !m_questions->focusCard())
        m_composer->focusText();
}

void ConversationPage::setTheme(const Theme &theme) { m_history->setTheme(theme); }

void ConversationPage::applySettings()
{
    const Settings &settings = m_services.settings();
    m_composer->setSendKey(settings.sendKey());
    m_composer->setZoom(settings.zoom());
    m_history->setZoom(settings.zoom());
    const HistoryStyle look(Theme(), m_history->font(), settings.zoom(), layoutDirection());
    const int column = look.columnWidth(QWIDGETSIZE_MAX);
    m_composer->setMaximumWidth(column);
    m_failure->setMaximumWidth(column);
    m_questions->setMaximumWidth(column);
}

void ConversationPage::retryLastReply()
{
    if (const qint64 reply = retriedReply())
        mend(reply, Failure::Remedy::Retry);
}

qint64 ConversationPage::retriedReply() const
{
    if (!m_controller)
        return 0;
    const MessageModel &messages = m_controller->messages();
    const QModelIndex last = messages.index(messages.rowCount() - 1, 0);
    if (!last.isValid())
        return 0;
    const auto state = MessageState(last.data(MessageStateRole).toInt());
    const bool isOffered = m_controller->canReplace()
        && m_controller->lastTurn().actions().offersRetry(last.data(MessageIdRole).toLongLong());
    const bool isRetried = state == MessageState::Failed || state == MessageState::Interrupted
        || state == MessageState::Stopped || (state == MessageState::Complete && isOffered);
    return isRetried ? last.data(MessageIdRole).toLongLong() : 0;
}

void ConversationPage::showState()
{
    const bool isBusy = m_controller && m_controller->canStop();
    m_composer->setBusy(isBusy);
    m_history->setBusy(isBusy || (m_controller && !m_controller->canReplace()));
    if (!isBusy)
        showOffers(); // nothing of it changes before the reply is there
    m_composer->setCanSend(m_controller && m_controller->canSend(),
                           m_controller ? m_controller->lockedBecause() : QString());
    m_composer->setWaiting(m_controller && m_controller->isHeld());
    m_attachments->update();
    const QString space = spaceName();
    m_composer->setSpaceName(space.mid(space.lastIndexOf(u'/') + 1));
    m_header->setSpaceName(space.isEmpty() ? tr("New conversation") : space);
    if (m_controller)
        m_header->setState(dotOf(m_controller->activity()), m_controller->activityText());
    else
        m_header->setState(StateChip::Dot::None, tr("Not connected"));
    const bool failed = m_controller && m_controller->activity() == Activity::Failed;
    // In an empty conversation the card stands in the middle; a reply that failed has its own.
    const bool needsCard
        = failed && !isEmpty() && !saysLastReply(m_controller->connection().failure());
    if (needsCard)
        m_failure->setFailure(m_controller->connection().failure(), remedyContext());
    m_failure->setVisible(needsCard);
    m_history->setRemedyContext(remedyContext());
    // What is being written is not interrupted.
    if (m_questions->show(m_controller) && isVisible() && m_composer->text().isEmpty()
        && isAncestorOf(QApplication::focusWidget()))
        m_questions->focusCard();
    showStart();
    resumeCounting();
}

void ConversationPage::resumeCounting()
{
    const bool counts
        = m_controller && m_controller->isCounting() && isVisible() && !window()->isMinimized();
    if (!counts)
        m_second.stop();
    else if (!m_second.isActive())
        m_second.start();
}

void ConversationPage::count()
{
    resumeCounting();
    if (m_second.isActive())
        m_controller->refreshWords();
}

void ConversationPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    count();
}

void ConversationPage::showOffers()
{
    ReplyOffers offers;
    if (m_controller && !isEmpty()) {
        const MessageModel &messages = m_controller->messages();
        const TurnActions &actions = m_controller->lastTurn().actions();
        offers.edit = true;
        offers.undoRefusal = actions.undoRefusal(messages.head(messages.rowCount() - 1).id);
        offers.like = actions.offersLike(Feedback::Like);
        offers.dislike = actions.offersLike(Feedback::Dislike);
    }
    m_history->setOffers(offers);
}

void ConversationPage::showStart()
{
    m_start->setEnabled(m_controller);
    if (!isEmpty())
        return;
    if (!m_controller || m_controller->record().address.isEmpty() || m_choosesAgain) {
        ConnectBox &box = m_start->box();
        box.setRecent(m_services.history().recentAddresses(kRecent));
        const bool isOfThis = m_controller && box.address() == m_controller->record().address;
        const bool isConnecting = isOfThis && m_controller->activity() == Activity::Connecting;
        box.setState(isConnecting ? m_controller->activityText() : QString());
        if (isOfThis && m_controller->activity() == Activity::Failed) {
            m_start->showChoice(m_controller->connection().failure(), remedyContext());
        } else {
            m_start->showChoice();
        }
    } else if (m_controller->activity() == Activity::Failed) {
        const SpaceConnection &connection = m_controller->connection();
        m_start->showFailure(spaceName(), connection.failure(), remedyContext());
    } else {
        const bool isReady = m_controller->activity() == Activity::Ready;
        m_start->showSpace(spaceName(),
                           isReady ? tr("Ready — write a message below")
                                   : m_controller->activityText(),
                           isReady ? gradio::Introduction::of(m_controller->connection().config())
                                   : gradio::Introduction());
    }
}

bool ConversationPage::deliver(const QString &text, const QList<LocalFile> &files, bool isEdit)
{
    if (!m_controller)
        return false;
    if (const QString problem = m_parameters->showProblem(true); !problem.isEmpty()) {
        m_refusal = tr("Not sent: %1").arg(problem);
        m_composer->showProblem(m_refusal);
        return false;
    }
    if (isEdit && !m_controller->canReplace()) {
        m_composer->showProblem(tr("Not sent: another reply is on its way."));
        return false;
    }
    if (isEdit ? m_controller->edit(text, files) : m_controller->send(text, files))
        return true;
    const QString reason = m_controller->storeError();
    m_composer->showProblem(tr("Not sent, because it could not be kept: %1").arg(reason));
    return false;
}

void ConversationPage::send(const QString &text)
{
    if (const QString problem = m_attachments->problem(); !problem.isEmpty()) {
        m_composer->showProblem(tr("Not sent: %1").arg(problem));
        return;
    }
    const QString before = m_composer->beforeEdit().value_or(QString());
    const bool isEdit = m_composer->beforeEdit().has_value();
    if (!deliver(text, m_controller ? m_controller->draftFiles().files() : QList<LocalFile>(),
                 isEdit))
        return;
    m_composer->clear();
    if (!before.isEmpty())
        m_composer->setText(before); // what stood there before the edit is still to be sent
    m_controller->setDraft(before);
    m_controller->flushDraft();
    m_history->scrollToEndAndFollow();
}

void ConversationPage::showRefusal(const QString &problem)
{
    m_refusal = tr("Not sent: %1").arg(problem);
    m_composer->showProblem(m_refusal);
    // Whoever is writing already goes on writing.
    m_parameters->showProblem(m_composer->text().isEmpty());
}

void ConversationPage::takeExample(const QString &text, bool sends)
{
    if (!sends)
        m_composer->fill(text);
    else if (deliver(text)) // what is typed meanwhile stays
        m_history->scrollToEndAndFollow();
}

void ConversationPage::chooseOption(const QString &value)
{
    // What is being written in the composer stays there.
    if (deliver(value))
        m_history->scrollToEndAndFollow();
}

void ConversationPage::mend(qint64 message, Failure::Remedy remedy)
{
    using Remedy = Failure::Remedy;
    if (!m_controller)
        return;
    switch (remedy) {
    case Remedy::None:
        break;
    case Remedy::Retry:
    case Remedy::Wake:
        if (!message)
            m_controller->open();
        else if (!m_controller->retry(message))
            m_composer->showProblem(tr("Not sent again: %1").arg(m_controller->storeError()));
        break;
    case Remedy::SendLater:
        if (!m_controller->sendLater(message))
            m_composer->showProblem(tr("Not sent again: %1").arg(m_controller->storeError()));
        break;
    case Remedy::DontSend:
        m_controller->dontSend(message);
        break;
    case Remedy::GetPro:
        openLink(QUrl(m_services.hub().base().toString() + u"/pro"_s));
        break;
    case Remedy::AddToken:
        Q_EMIT tokenRequested(message);
        break;
    case Remedy::ChangeAddress:
        if (!focusAddress())
            Q_EMIT changeAddressRequested();
        break;
    case Remedy::SignIn:
        m_controller->reconnect(message);
        break;
    case Remedy::OpenSpacePage:
        openLink(m_controller->connection().page());
        break;
    }
}

void ConversationPage::openLink(const QUrl &url)
{
    const QString scheme = url.scheme();
    if (url.isValid() && (scheme == "https"_L1 || scheme == "http"_L1 || scheme == "mailto"_L1))
        QDesktopServices::openUrl(url);
}

void ConversationPage::showLinkTarget(const QString &address)
{
    m_linkTarget->setVisible(!address.isEmpty());
    if (address.isEmpty())
        return;
    const int width = m_history->viewport()->width() - 16;
    m_linkTarget->setText(m_linkTarget->fontMetrics().elidedText(address, Qt::ElideMiddle, width));
    m_linkTarget->adjustSize();
    m_linkTarget->move(8, m_history->height() - m_linkTarget->height() - 4);
}

RemedyContext ConversationPage::remedyContext() const
{
    RemedyContext context;
    context.hasToken = m_services.vault().hasToken();
    context.hasPage = m_controller && m_controller->connection().page().isValid();
    return context;
}

/// The newest reply's own card says the same.
bool ConversationPage::saysLastReply(const Failure &failure) const
{
    const MessageModel &messages = m_controller->messages();
    const QModelIndex last = messages.index(messages.rowCount() - 1, 0);
    return last.isValid() && last.data(MessageFailureRole).value<Failure>().isLike(failure);
}

bool ConversationPage::isEmpty() const
{
    return !m_controller || m_controller->messages().rowCount() == 0;
}

QString ConversationPage::spaceName() const
{
    if (!m_controller)
        return {};
    const ConversationRecord &record = m_controller->record();
    return record.spaceName.isEmpty() ? record.address : record.spaceName;
}

} // namespace spaceline
