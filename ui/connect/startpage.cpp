#include "connect/startpage.h"

#include "connect/connectbox.h"
#include "widgets/avatar.h"
#include "widgets/failurecard.h"
#include "widgets/labels.h"

#include <QGuiApplication>
#include <QLabel>
#include <QPushButton>
#include <QStackedLayout>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace spaceline {

namespace {

constexpr int kCardWidth = 520; ///< pixels, at most
constexpr int kExamples = 6; ///< of them fit beside the rest in a small window

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
    , m_words(new QLabel)
    , m_examples(new QVBoxLayout)
    , m_choiceCard(new QVBoxLayout)
    , m_spaceCard(new QHBoxLayout)
    , m_failure(new FailureCard)
{
    auto *choice = new QWidget;
    QVBoxLayout *choiceLayout = centred(choice);
    auto *row = new QHBoxLayout;
    auto *column = new QVBoxLayout;
    column->setSpacing(12);
    column->addWidget(headingLabel(tr("Chat with a Space"), kHeadingSize));
    column->addLayout(m_choiceCard);
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
    m_words->setTextFormat(Qt::PlainText);
    m_words->setAlignment(Qt::AlignCenter);
    m_words->setWordWrap(true);
    m_words->hide();
    m_examples->setSpacing(6);
    m_failure->setMaximumWidth(kCardWidth);
    m_spaceCard->addStretch(1);
    m_spaceCard->addWidget(m_failure, 100);
    m_spaceCard->addStretch(1);
    spaceLayout->addWidget(m_avatar, 0, Qt::AlignHCenter);
    spaceLayout->addWidget(m_name);
    spaceLayout->addWidget(m_state);
    spaceLayout->addWidget(m_words);
    spaceLayout->addLayout(m_examples);
    spaceLayout->addLayout(m_spaceCard);
    spaceLayout->addStretch();

    m_pages->addWidget(choice);
    m_pages->addWidget(m_space);
    connect(m_failure, &FailureCard::remedyRequested, this, &StartPage::remedyRequested);
    connect(m_failure, &FailureCard::checkRequested, this, &StartPage::checkRequested);
}

void StartPage::showChoice()
{
    m_failure->hide();
    m_pages->setCurrentIndex(0);
}

void StartPage::showChoice(const Failure &failure, const RemedyContext &context)
{
    showCard(*m_choiceCard, failure, context);
    m_pages->setCurrentIndex(0);
}

void StartPage::showCard(QBoxLayout &place, const Failure &failure, const RemedyContext &context)
{
    if (place.indexOf(m_failure) < 0)
        place.insertWidget(place.count() / 2, m_failure, 100);
    m_failure->setBesideAddress(&place == m_choiceCard);
    m_failure->setFailure(failure, context);
    m_failure->show();
}

void StartPage::showSpace(const QString &name, const QString &state,
                          const gradio::Introduction &introduction)
{
    m_avatar->setName(name);
    m_name->setText(introduction.title.isEmpty() ? name : introduction.title);
    QStringList words = introduction.messages;
    if (!introduction.placeholder.isEmpty())
        words += introduction.placeholder;
    m_words->setText(words.join(u"\n\n"_s));
    m_words->setVisible(!words.isEmpty());
    showExamples(introduction.examples.mid(0, kExamples));
    m_state->setText(state);
    m_state->show();
    m_failure->hide();
    m_pages->setCurrentWidget(m_space);
}

void StartPage::showFailure(const QString &name, const Failure &failure,
                            const RemedyContext &context)
{
    m_avatar->setName(name);
    m_name->setText(name);
    m_state->hide();
    m_words->hide();
    showExamples({});
    showCard(*m_spaceCard, failure, context);
    m_pages->setCurrentWidget(m_space);
}

void StartPage::showExamples(const QStringList &examples)
{
    if (examples == m_examplesShown)
        return; // a state that changes leaves the focus where it is
    m_examplesShown = examples;
    while (QLayoutItem *item = m_examples->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    for (const QString &example : examples) {
        const QString line = QString(example).replace(u'\n', u' ');
        auto *button = new QPushButton(m_space);
        button->setText(button->fontMetrics()
                            .elidedText(line, Qt::ElideRight, kCardWidth - 40)
                            .replace(u'&', u"&&"_s));
        button->setAccessibleName(line);
        button->setAccessibleDescription(
            tr("An example: click to edit it, Shift and click to send it"));
        button->setToolTip(tr("Click to edit it, Shift and click to send it"));
        button->setMinimumWidth(0);
        button->setMaximumWidth(kCardWidth);
        button->setAutoDefault(false);
        m_examples->addWidget(button, 0, Qt::AlignHCenter);
        connect(button, &QPushButton::clicked, this, [this, example] {
            Q_EMIT exampleChosen(example, QGuiApplication::keyboardModifiers() & Qt::ShiftModifier);
        });
    }
}

bool StartPage::showsChoice() const { return m_pages->currentIndex() == 0; }

} // namespace spaceline
