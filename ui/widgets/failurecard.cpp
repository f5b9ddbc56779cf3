#include "widgets/failurecard.h"

#include "widgets/failurewords.h"
#include "widgets/labels.h"
#include "widgets/theme.h"

#include <QClipboard>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>

using namespace Qt::Literals::StringLiterals;

namespace spaceline {

using Remedy = Failure::Remedy;

FailureCard::FailureCard(QWidget *parent)
    : QFrame(parent)
    , m_sentence(headingLabel({}, 1.0, this))
    , m_facts(mutedLabel({}, this))
    , m_buttons(new QHBoxLayout)
    , m_main(new QPushButton(this))
    , m_detailsButton(new QPushButton(this))
    , m_checkButton(new QPushButton(tr("Check…"), this))
{
    m_sentence->setWordWrap(true);
    m_facts->setWordWrap(true);
    m_facts->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_main->setDefault(true);
    m_detailsButton->setAutoDefault(false);
    m_detailsButton->setFlat(true);
    m_checkButton->setAutoDefault(false);
    m_checkButton->setFlat(true);
    m_checkButton->setAccessibleName(tr("Check the connection"));
    m_checkButton->setToolTip(tr("Tries the connection step by step and says what to do."));

    m_buttons->setSpacing(8);
    m_buttons->addWidget(m_detailsButton);
    m_buttons->addWidget(m_checkButton);
    m_buttons->addStretch();
    m_buttons->addWidget(m_main);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 12, 12, 12);
    layout->setSpacing(4);
    layout->addWidget(m_sentence);
    layout->addWidget(m_facts);
    layout->addSpacing(4);
    layout->addLayout(m_buttons);

    connect(m_main, &QPushButton::clicked, this, [this] { Q_EMIT remedyRequested(m_remedy); });
    connect(m_detailsButton, &QPushButton::clicked, this, &FailureCard::toggleDetails);
    connect(m_checkButton, &QPushButton::clicked, this, &FailureCard::checkRequested);
}

void FailureCard::setBesideAddress(bool isBeside)
{
    m_isBesideAddress = isBeside;
    m_checkButton->setHidden(isBeside); // another address may stand there
    m_main->setDefault(!isBeside);
    m_main->setAutoDefault(!isBeside);
}

void FailureCard::setFailure(const Failure &failure, RemedyContext context)
{
    context.hasMessage = false;
    QList<Remedy> remedies = remediesOf(failure, context);
    // Here nothing else offers them; but an address is what the box beside it is for.
    if (remedies.isEmpty())
        remedies += Remedy::Retry;
    if (m_isBesideAddress)
        remedies.removeAll(Remedy::ChangeAddress);
    else if (!remedies.contains(Remedy::ChangeAddress))
        remedies += Remedy::ChangeAddress;
    offer(remedies, context);
    if (m_failure == failure)
        return; // what is open stays open
    m_failure = failure;
    m_sentence->setText(failure.sentence());
    QStringList facts{failureSaid(failure), failureFacts(failure), failure.triedText()};
    facts.removeAll(QString());
    m_facts->setText(facts.join(u'\n'));
    m_facts->setVisible(!facts.isEmpty());
    setAccessibleName(failure.sentence());
    if (m_details) {
        m_details->hide();
        m_copy->hide();
    }
    m_detailsButton->setText(tr("Details"));
    m_detailsButton->setAccessibleName(m_detailsButton->text());
}

void FailureCard::offer(const QList<Remedy> &remedies, const RemedyContext &context)
{
    m_remedy = remedies.value(0, Remedy::None);
    m_main->setVisible(m_remedy != Remedy::None);
    m_main->setText(remedyText(m_remedy, m_failure, context));
    m_main->setAccessibleName(m_main->text());
    const QList<Remedy> others = remedies.mid(1);
    while (m_others.size() < others.size()) {
        auto *button = new QPushButton(this);
        button->setAutoDefault(false);
        m_buttons->insertWidget(m_buttons->count() - 1, button);
        m_others += button;
        setTabOrder(button, m_main);
    }
    for (qsizetype i = 0; i < m_others.size(); ++i) {
        QPushButton *button = m_others[i];
        button->setVisible(i < others.size());
        if (i >= others.size())
            continue;
        button->setText(remedyText(others[i], m_failure, context));
        button->setAccessibleName(button->text());
        button->disconnect(this);
        connect(button, &QPushButton::clicked, this,
                [this, remedy = others[i]] { Q_EMIT remedyRequested(remedy); });
    }
}

void FailureCard::toggleDetails()
{
    if (!m_details) {
        m_details = new QLabel(this);
        m_details->setTextFormat(Qt::PlainText);
        m_details->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
        m_details->setWordWrap(true);
        m_details->setTextInteractionFlags(Qt::TextSelectableByMouse
                                           | Qt::TextSelectableByKeyboard);
        m_details->setAccessibleName(tr("Details"));
        m_copy = new QPushButton(tr("Copy report"), this);
        m_copy->setAccessibleName(m_copy->text());
        m_copy->setAutoDefault(false);
        m_details->hide();
        auto *whole = static_cast<QVBoxLayout *>(layout());
        whole->addWidget(m_details);
        whole->addWidget(m_copy, 0, Qt::AlignLeading);
        connect(m_copy, &QPushButton::clicked, this,
                [this] { QGuiApplication::clipboard()->setText(m_details->text()); });
    }
    const bool opens = m_details->isHidden();
    if (opens)
        m_details->setText(failureReport(m_failure, QDateTime::currentDateTime()));
    m_details->setVisible(opens);
    m_copy->setVisible(opens);
    m_detailsButton->setText(opens ? tr("Hide details") : tr("Details"));
    m_detailsButton->setAccessibleName(m_detailsButton->text());
}

void FailureCard::paintEvent(QPaintEvent *)
{
    const Theme theme = Theme::fromPalette(QGuiApplication::palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme.warnLine, 1));
    painter.setBrush(theme.warnGround);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 10, 10);
}

} // namespace spaceline
