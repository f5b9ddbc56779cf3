#include "window/grants.h"

#include "chat/conversationcontroller.h"
#include "chat/permissions.h"
#include "chat/services.h"
#include "chat/signin.h"
#include "chat/spaceconnection.h"
#include "connect/consent.h"

#include <QCoreApplication>
#include <QMessageBox>
#include <QPushButton>

namespace spaceline {

namespace {

using Span = Permissions::Span;

void askForConsent(const Consent &consent, QWidget &window, const std::function<void(Span)> &answer)
{
    auto *box = new QMessageBox(QMessageBox::NoIcon,
                                QCoreApplication::translate("spaceline::Consent", "Access token"),
                                consent.question, QMessageBox::NoButton, &window);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    box->setInformativeText(consent.words);
    const auto add = [box](Consent::Answer which, QMessageBox::ButtonRole role) {
        QPushButton *button = box->addButton(Consent::buttonText(which), role);
        button->setAccessibleName(button->text());
        return button;
    };
    QPushButton *no = add(Consent::No, QMessageBox::RejectRole);
    QPushButton *once = add(Consent::Once, QMessageBox::AcceptRole);
    QPushButton *always = add(Consent::Always, QMessageBox::AcceptRole);
    box->setDefaultButton(no);
    box->setEscapeButton(no);
    QObject::connect(once, &QPushButton::clicked, box, [answer] { answer(Span::ThisRun); });
    QObject::connect(always, &QPushButton::clicked, box, [answer] { answer(Span::Always); });
    box->open();
}

} // namespace

void changeGrant(Services &services, ConversationController &conversation, Grant::What what,
                 QWidget &window, const std::function<void()> &done)
{
    using What = Grant::What;
    Permissions &permissions = services.permissions();
    const QUrl base = conversation.connection().base();
    const auto setToken = [&permissions, base, done](Span span) {
        permissions.allowToken(base, span);
        done();
    };
    const auto setAppToken = [&permissions, base, done](Span span) {
        permissions.allowAppToken(base, span);
        done();
    };
    switch (what) {
    case What::Token:
        if (permissions.tokenFor(base) == Span::Never)
            askForConsent(Consent::toToken(base), window, setToken);
        else
            setToken(Span::Never);
        return;
    case What::AppToken:
        if (permissions.appTokenFor(base) == Span::Never)
            askForConsent(Consent::toAppToken(conversation.connection().spaceName()), window,
                          setAppToken);
        else
            setAppToken(Span::Never);
        return;
    case What::SignIn:
        conversation.signIn().signOut();
        break;
    case What::Cookies:
        services.cookies().forget(base);
        break;
    case What::Certificate:
        permissions.trustCertificate(base, {});
        conversation.dropConnections();
        break;
    }
    // What was begun with it ends.
    conversation.connectTo(conversation.record().address);
    done();
}

} // namespace spaceline
