#pragma once

#include <QObject>
#include <QPointer>

class QVBoxLayout;

namespace spaceline {

class ConversationController;
class Permissions;
class QuestionCard;

/// Shows what a conversation's connection asks the user, and gives it the answers. A card is made
/// when there is a question, and goes with it.
class Questions : public QObject {
    Q_OBJECT
public:
    /// The card stands at the top of \p column; both outlive this.
    Questions(Permissions &permissions, QVBoxLayout &column);

    /// Shows what \p controller asks now; nothing for null. True where a card came up that was not
    /// there.
    bool show(ConversationController *controller);
    /// Gives the card the focus; false where there is none.
    bool focusCard();
    void setMaximumWidth(int width);

private:
    [[nodiscard]] QuestionCard *makeCard(ConversationController &controller);
    [[nodiscard]] QuestionCard *makeSignIn(ConversationController &controller);
    [[nodiscard]] QuestionCard *makeCertificate(ConversationController &controller);
    [[nodiscard]] QuestionCard *makeConsent(ConversationController &controller, bool isForApp);
    void refresh();

    Permissions &m_permissions;
    QVBoxLayout &m_column;
    QPointer<ConversationController> m_controller;
    QPointer<QuestionCard> m_card;
    int m_question = 0; ///< of the card
    int m_width;
};

} // namespace spaceline
