#include "connect/consent.h"

#include "connect/questioncard.h"

#include <QCoreApplication>
#include <QHostAddress>
#include <QPushButton>

using namespace Qt::Literals::StringLiterals;

namespace spaceline {

namespace {

QString translated(const char *text)
{
    return QCoreApplication::translate("spaceline::Consent", text);
}

} // namespace

Consent Consent::toToken(const QUrl &url)
{
    Consent consent;
    consent.question
        = translated(QT_TRANSLATE_NOOP("spaceline::Consent",
                                       "May %1 be told your Hugging Face access token?"))
              .arg(url.host());
    consent.words = translated(QT_TRANSLATE_NOOP(
        "spaceline::Consent",
        "It is not Hugging Face: whoever runs it can then do with the token whatever the token "
        "allows."));
    const bool isHere = url.host() == "localhost"_L1 || QHostAddress(url.host()).isLoopback();
    if (url.scheme() == "http"_L1 && !isHere)
        consent.words += u' '
            + translated(QT_TRANSLATE_NOOP("spaceline::Consent",
                                           "The connection is not encrypted: others on the way can "
                                           "read it."));
    return consent;
}

Consent Consent::toAppToken(const QString &name)
{
    return {
        translated(QT_TRANSLATE_NOOP("spaceline::Consent", "May %1 act on Hugging Face as you?"))
            .arg(name),
        translated(QT_TRANSLATE_NOOP(
            "spaceline::Consent",
            "Your access token then goes to this app, and its code can do with it whatever the "
            "token allows."))};
}

QString Consent::buttonText(Answer answer)
{
    switch (answer) {
    case No:
        return translated(QT_TRANSLATE_NOOP("spaceline::Consent", "No"));
    case Once:
        return translated(QT_TRANSLATE_NOOP("spaceline::Consent", "Allow once"));
    case Always:
        return translated(QT_TRANSLATE_NOOP("spaceline::Consent", "Always allow"));
    }
    Q_UNREACHABLE();
}

void askFor(const Consent &consent, QuestionCard &card)
{
    card.setQuestion(consent.question, consent.words);
    for (const Consent::Answer answer : {Consent::No, Consent::Once, Consent::Always}) {
        QPushButton *button = card.addButton(Consent::buttonText(answer), answer);
        if (answer == Consent::Once)
            button->setToolTip(
                translated(QT_TRANSLATE_NOOP("spaceline::Consent", "Until Spaceline is closed")));
    }
}

} // namespace spaceline
