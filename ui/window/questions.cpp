#include "window/questions.h"

#include "chat/conversationcontroller.h"
#include "chat/signin.h"
#include "chat/spaceconnection.h"
#include "connect/signincard.h"

#include <QVBoxLayout>

namespace spaceline {

using Question = SpaceConnection::Question;

namespace {

QString nameOf(const ConversationController &controller)
{
    const ConversationRecord &record = controller.record();
    return record.spaceName.isEmpty() ? controller.connection().spaceName() : record.spaceName;
}

} // namespace

Questions::Questions(QVBoxLayout &column) : m_column(column), m_width(QWIDGETSIZE_MAX) { }

bool Questions::show(ConversationController *controller)
{
    const Question question = controller ? controller->connection().question() : Question::None;
    const bool isNew = controller != m_controller || int(question) != m_question;
    if (isNew) {
        if (m_card) {
            // It may be its own button that ends it.
            m_card->hide();
            m_card->deleteLater();
            m_card.clear();
        }
        m_controller = controller;
        m_question = int(question);
        if (question != Question::None) {
            m_card = makeCard(*controller);
            m_card->setMaximumWidth(m_width);
            m_column.insertWidget(0, m_card);
        }
    }
    refresh();
    return isNew && m_card;
}

bool Questions::focusCard()
{
    if (m_card)
        m_card->focusFirst();
    return m_card;
}

void Questions::setMaximumWidth(int width)
{
    m_width = width;
    if (m_card)
        m_card->setMaximumWidth(width);
}

QuestionCard *Questions::makeCard(ConversationController &controller)
{
    auto *card = new SignInCard;
    card->setApp(nameOf(controller), controller.connection().signInMessage());
    connect(card, &SignInCard::submitted, &controller,
            [&controller](const QString &user, const QString &password, bool keep) {
                controller.signIn().submit({user, password}, keep);
            });
    connect(card, &QuestionCard::declined, &controller,
            [&controller] { controller.connection().decline(); });
    return card;
}

void Questions::refresh()
{
    if (auto *card = qobject_cast<SignInCard *>(m_card)) {
        const SpaceConnection &connection = m_controller->connection();
        card->setUser(m_controller->signIn().knownUser());
        card->setBusy(connection.isSigningIn());
        // While the server is asked, what it said before stays.
        if (!connection.isSigningIn())
            card->setProblem(m_controller->signIn().isKnownRefused()
                                 ? tr("The app no longer takes the password that was kept.")
                                 : connection.failure().said);
    }
}

} // namespace spaceline
