#include "connect/startpage.h"

#include "connect/connectbox.h"
#include "widgets/avatar.h"
#include "widgets/failurecard.h"
#include "widgets/labels.h"

#include <QLabel>
#include <QStackedLayout>
#include <QVBoxLayout>

namespace spaceline {

namespace {

constexpr int kCardWidth = 520; ///< pixels, at most

/// A page whose content stands in the middle.
QVBoxLayout *centred(QWidget *page)
{
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(20, 12, 20, 12);
    layout->setSpacing(8);
    layout->addStretch();
    return layout;
}

} // namespace

StartPage::StartPage(QWidget *parent)
    : QWidget(parent)
    , m_pages(new QStackedLayout(this))
    , m_box(new ConnectBox)
    , m_space(new QWidget)
    , m_avatar(new Avatar(56))
    , m_name(headingLabel({}, kHeadingSize))
    , m_state(mutedLabel({}))
    , m_failure(new FailureCard)
{
    auto *choice = new QWidget;
    QVBoxLayout *choiceLayout = centred(choice);
    auto *row = new QHBoxLayout;
    auto *column = new QVBoxLayout;
    column->setSpacing(12);
    column->addWidget(headingLabel(tr("Chat with a Space"), kHeadingSize));
    column->addWidget(m_box);
    row->addStretch(1);
    row->addLayout(column, 100);
    row->addStretch(1);
    choiceLayout->addLayout(row);
    choiceLayout->addStretch();

    QVBoxLayout *spaceLayout = centred(m_space);
    m_name->setAlignment(Qt::AlignCenter);
    m_name->setWordWrap(true);
    m_state->setAlignment(Qt::AlignCenter);
    m_state->setWordWrap(true);
    m_failure->setMaximumWidth(kCardWidth);
    auto *cardRow = new QHBoxLayout;
    cardRow->addStretch(1);
    cardRow->addWidget(m_failure, 100);
    cardRow->addStretch(1);
    spaceLayout->addWidget(m_avatar, 0, Qt::AlignHCenter);
    spaceLayout->addWidget(m_name);
    spaceLayout->addWidget(m_state);
    spaceLayout->addLayout(cardRow);
    spaceLayout->addStretch();

    m_pages->addWidget(choice);
    m_pages->addWidget(m_space);
    connect(m_failure, &FailureCard::remedyRequested, this, &StartPage::remedyRequested);
}

void StartPage::showChoice() { m_pages->setCurrentIndex(0); }

void StartPage::showSpace(const QString &name, const QString &state)
{
    m_avatar->setName(name);
    m_name->setText(name);
    m_state->setText(state);
    m_state->show();
    m_failure->hide();
    m_pages->setCurrentWidget(m_space);
}

void StartPage::showFailure(const QString &name, const Failure &failure, bool hasPage)
{
    m_avatar->setName(name);
    m_name->setText(name);
    m_state->hide();
    m_failure->setFailure(failure, hasPage);
    m_failure->show();
    m_pages->setCurrentWidget(m_space);
}

bool StartPage::showsChoice() const { return m_pages->currentIndex() == 0; }

} // namespace spaceline
