#include "connect/questioncard.h"

#include "widgets/labels.h"
#include "widgets/theme.h"

#include <QGuiApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QPushButton>

namespace spaceline {

QuestionCard::QuestionCard(QWidget *parent)
    : QFrame(parent)
    , m_question(headingLabel({}, 1.0, this))
    , m_words(mutedLabel({}, this))
    , m_content(new QVBoxLayout)
    , m_buttons(new QHBoxLayout)
{
    m_question->setWordWrap(true);
    m_words->setWordWrap(true);
    m_words->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_content->setSpacing(8);
    m_buttons->setSpacing(8);
    m_buttons->addStretch();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 12, 12, 12);
    layout->setSpacing(4);
    layout->addWidget(m_question);
    layout->addWidget(m_words);
    layout->addLayout(m_content);
    layout->addSpacing(4);
    layout->addLayout(m_buttons);
}

void QuestionCard::setQuestion(const QString &question, const QString &words)
{
    m_question->setText(question);
    m_words->setText(words);
    m_words->setVisible(!words.isEmpty());
    setAccessibleName(question);
    setAccessibleDescription(words);
}

QPushButton *QuestionCard::addButton(const QString &text, int answer)
{
    auto *button = new QPushButton(text, this);
    button->setAccessibleName(text);
    button->setAutoDefault(false);
    if (!m_first)
        m_first = button;
    m_buttons->addWidget(button);
    connect(button, &QPushButton::clicked, this, [this, answer] { Q_EMIT answered(answer); });
    return button;
}

void QuestionCard::focusFirst()
{
    if (m_first)
        m_first->setFocus(Qt::OtherFocusReason);
}

void QuestionCard::paintEvent(QPaintEvent *)
{
    const Theme theme = Theme::fromPalette(QGuiApplication::palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme.line, 1));
    painter.setBrush(theme.raised);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 10, 10);
}

void QuestionCard::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        Q_EMIT declined();
    else
        QFrame::keyPressEvent(event);
}

} // namespace spaceline
