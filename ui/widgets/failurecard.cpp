#include "widgets/failurecard.h"

#include "widgets/labels.h"
#include "widgets/theme.h"

#include <QCoreApplication>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>

using namespace Qt::Literals::StringLiterals;

namespace spaceline {

using Remedy = Failure::Remedy;

namespace {

QString buttonText(Remedy remedy)
{
    switch (remedy) {
    case Remedy::None:
        return {};
    case Remedy::Retry:
        return QCoreApplication::translate("FailureCard", "Retry");
    case Remedy::AddToken:
        return QCoreApplication::translate("FailureCard", "Add token");
    case Remedy::SignIn:
        return QCoreApplication::translate("FailureCard", "Sign in");
    case Remedy::ChangeAddress:
        return QCoreApplication::translate("FailureCard", "Change address");
    case Remedy::OpenSpacePage:
        return QCoreApplication::translate("FailureCard", "Open Space page");
    }
    Q_UNREACHABLE();
}

} // namespace

FailureCard::FailureCard(QWidget *parent)
    : QFrame(parent)
    , m_sentence(headingLabel({}, 1.0, this))
    , m_facts(mutedLabel({}, this))
    , m_main(new QPushButton(this))
    , m_change(new QPushButton(buttonText(Remedy::ChangeAddress), this))
{
    m_sentence->setWordWrap(true);
    m_facts->setWordWrap(true);
    m_facts->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_main->setDefault(true);
    m_change->setAutoDefault(false);
    m_change->setAccessibleName(m_change->text());

    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addStretch();
    buttons->addWidget(m_change);
    buttons->addWidget(m_main);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 12, 12, 12);
    layout->setSpacing(4);
    layout->addWidget(m_sentence);
    layout->addWidget(m_facts);
    layout->addSpacing(4);
    layout->addLayout(buttons);

    connect(m_main, &QPushButton::clicked, this, [this] { Q_EMIT remedyRequested(m_remedy); });
    connect(m_change, &QPushButton::clicked, this,
            [this] { Q_EMIT remedyRequested(Remedy::ChangeAddress); });
}

void FailureCard::setBesideAddress(bool isBeside)
{
    m_isBesideAddress = isBeside;
    m_main->setDefault(!isBeside);
    m_main->setAutoDefault(!isBeside);
}

void FailureCard::setFailure(const Failure &failure, bool hasPage)
{
    m_remedy = failure.remedy();
    if (m_remedy == Remedy::None || (m_remedy == Remedy::OpenSpacePage && !hasPage))
        m_remedy = Remedy::Retry;
    m_sentence->setText(failure.sentence());
    QStringList facts;
    if (!failure.said.isEmpty() && failure.said != failure.sentence())
        facts += failure.said;
    if (failure.retryAfter)
        facts += tr("Possible again in %n second(s).", nullptr, int(failure.retryAfter->count()));
    if (facts.isEmpty() && !failure.detail.isEmpty())
        facts += failure.detail.left(200);
    m_facts->setText(facts.join(u" · "_s));
    m_facts->setVisible(!facts.isEmpty());
    m_main->setText(buttonText(m_remedy));
    m_main->setAccessibleName(m_main->text());
    m_main->setVisible(!m_isBesideAddress || m_remedy != Remedy::ChangeAddress);
    m_change->setVisible(!m_isBesideAddress && m_remedy != Remedy::ChangeAddress);
    setAccessibleName(failure.sentence());
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
