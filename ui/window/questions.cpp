#include "window/questions.h"

#include "account/certificatetrust.h"
#include "chat/conversationcontroller.h"
#include "chat/permissions.h"
#include "chat/signin.h"
#include "chat/spaceconnection.h"
#include "connect/certificatecard.h"
#include "connect/consent.h"
#include "connect/signincard.h"

#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace spaceline {

using Question = SpaceConnection::Question;

namespace {

QString nameOf(const ConversationController &controller)
{
    const ConversationRecord &record = controller.record();
    return record.spaceName.isEmpty() ? controller.connection().spaceName() : record.spaceName;
}

} // namespace

Questions::Questions(Permissions &permissions, QVBoxLayout &column)
    : m_permissions(permissions)
    , m_column(column)
    , m_width(QWIDGETSIZE_MAX)
{
}

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
    switch (controller.connection().question()) {
    case Question::TrustCertificate:
        return makeCertificate(controller);
    case Question::ShareToken:
        return makeConsent(controller, false);
    case Question::ShareWithApp:
        return makeConsent(controller, true);
    default:
        return makeSignIn(controller);
    }
}

QuestionCard *Questions::makeCertificate(ConversationController &controller)
{
    const SpaceConnection &connection = controller.connection();
    const QUrl url = connection.askedAbout();
    const QString fingerprint = CertificateTrust::fingerprintOf(connection.certificate());
    auto *card = new CertificateCard;
    card->setCertificate(url.host() + u':' + QString::number(url.port(443)),
                         connection.failure().said, connection.certificate(), fingerprint,
                         !m_permissions.certificateFor(url).isEmpty());
    connect(card, &CertificateCard::trusted, &controller, [this, &controller, url, fingerprint] {
        m_permissions.trustCertificate(url, fingerprint);
        controller.connection().goOn();
    });
    connect(card, &QuestionCard::declined, &controller,
            [&controller] { controller.connection().decline(); });
    return card;
}

QuestionCard *Questions::makeConsent(ConversationController &controller, bool isForApp)
{
    const QUrl url = controller.connection().askedAbout();
    auto *card = new QuestionCard;
    askFor(isForApp ? Consent::toAppToken(controller.connection().spaceName())
                    : Consent::toToken(url),
           *card);
    const auto answer = [this, &controller, url, isForApp](int chosen) {
        if (chosen == Consent::No) {
            controller.connection().decline();
            return;
        }
        const auto span
            = chosen == Consent::Always ? Permissions::Span::Always : Permissions::Span::ThisRun;
        if (isForApp)
            m_permissions.allowAppToken(url, span);
        else
            m_permissions.allowToken(url, span);
        controller.connection().goOn();
    };
    connect(card, &QuestionCard::answered, &controller, answer);
    connect(card, &QuestionCard::declined, &controller, [answer] { answer(Consent::No); });
    return card;
}

QuestionCard *Questions::makeSignIn(ConversationController &controller)
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
