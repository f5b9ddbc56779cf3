#include "chat/diagnosisadvice.h"

#include "hub/spacestage.h"

#include <QCoreApplication>
#include <QHostAddress>

using namespace Qt::Literals::StringLiterals;

namespace spaceline {

namespace {

QString words(const char *text) { return QCoreApplication::translate("Diagnosis", text); }

bool isHere(const QUrl &url)
{
    return url.host() == "localhost"_L1 || QHostAddress(url.host()).isLoopback();
}

QString portOf(const QUrl &url)
{
    return QString::number(url.port(url.scheme() == "https"_L1 ? 443 : 80));
}

} // namespace

QString adviceOn(LinkProbe::Trouble trouble, const QUrl &url)
{
    using Trouble = LinkProbe::Trouble;
    switch (trouble) {
    case Trouble::None:
        return {};
    case Trouble::NoSuchHost:
        return words(QT_TRANSLATE_NOOP("Diagnosis",
                                       "Check how %1 is written, and whether this computer is "
                                       "online: open any page in a browser."))
            .arg(url.host());
    case Trouble::Refused:
        return isHere(url)
            ? words(QT_TRANSLATE_NOOP("Diagnosis",
                                      "Start the app on this computer, or correct the port: the "
                                      "app prints its address when it starts, usually with port "
                                      "7860."))
            : words(QT_TRANSLATE_NOOP("Diagnosis",
                                      "Correct the port (%1 was tried), or ask whoever runs the "
                                      "server whether the app is started and listens to other "
                                      "computers (server_name=\"0.0.0.0\")."))
                  .arg(portOf(url));
    case Trouble::Unreachable:
    case Trouble::Silent:
        return words(QT_TRANSLATE_NOOP("Diagnosis",
                                       "Check the address and the port; where they are right, the "
                                       "server is switched off or a firewall or VPN keeps this "
                                       "computer from it."));
    case Trouble::ProxyUnreachable:
        return words(QT_TRANSLATE_NOOP("Diagnosis",
                                       "Correct or switch off the proxy in the system's network "
                                       "settings (or in http_proxy and https_proxy)."));
    case Trouble::NotTls:
        return words(QT_TRANSLATE_NOOP("Diagnosis",
                                       "Try the address with http:// instead of https://: what "
                                       "answers there does not speak TLS."));
    case Trouble::Untrusted:
        return words(QT_TRANSLATE_NOOP("Diagnosis",
                                       "Check this computer's clock; where that is right, the "
                                       "server needs a certificate for %1 that this computer "
                                       "knows, or its authority has to be added to the system's."))
            .arg(url.host());
    }
    Q_UNREACHABLE();
}

QString adviceOn(const Failure &failure, const QUrl &url)
{
    using Kind = Failure::Kind;
    switch (failure.kind) {
    case Kind::None:
    case Kind::Interrupted:
        return {};
    case Kind::Address:
        return words(QT_TRANSLATE_NOOP("Diagnosis",
                                       "Correct the address: a Space is written owner/name, an "
                                       "app's address begins with http:// or https://."));
    case Kind::PrivateSpace:
        return words(QT_TRANSLATE_NOOP("Diagnosis",
                                       "Check how the Space is written; where that is right it is "
                                       "private, and an access token of an account that may see "
                                       "it is needed (Access token… in the menu, HF_TOKEN in a "
                                       "script)."));
    case Kind::Token:
        return words(QT_TRANSLATE_NOOP("Diagnosis",
                                       "Replace the access token (Access token… in the menu, "
                                       "HF_TOKEN in a script), or remove it: public Spaces need "
                                       "none."));
    case Kind::Login:
        return words(QT_TRANSLATE_NOOP("Diagnosis",
                                       "The app can be reached; sign in with the user name and "
                                       "password that its owner gave you (in a script: ask --user "
                                       "NAME with SPACELINE_PASSWORD)."));
    case Kind::OAuth:
        return words(QT_TRANSLATE_NOOP("Diagnosis",
                                       "Open the Space's page in a browser and sign in there with "
                                       "Hugging Face."));
    case Kind::NotGradio:
        return words(QT_TRANSLATE_NOOP("Diagnosis",
                                       "Check the address and its path: something else than a "
                                       "Gradio app lives at %1. A Gradio app's page says “Use via "
                                       "API” at its foot."))
            .arg(url.toDisplayString());
    case Kind::Network:
        return words(QT_TRANSLATE_NOOP("Diagnosis",
                                       "Check whether this computer is online and whether a "
                                       "firewall, VPN or proxy stands between it and %1."))
            .arg(url.host());
    case Kind::ConnectionLost:
        return url.scheme() == "http"_L1
            ? words(QT_TRANSLATE_NOOP("Diagnosis",
                                      "Try the address with https:// instead of http://; where "
                                      "that changes nothing, look at the server's own messages."))
            : words(QT_TRANSLATE_NOOP("Diagnosis",
                                      "Try again in a minute; where that changes nothing, look at "
                                      "the server's own messages."));
    case Kind::Silence:
        return words(QT_TRANSLATE_NOOP("Diagnosis",
                                       "The server took the connection and said nothing: it is "
                                       "overloaded or hangs. Try again later, or start the app "
                                       "again."));
    case Kind::NotJson:
        return words(QT_TRANSLATE_NOOP("Diagnosis",
                                       "A web server answers, but not the app behind it: wait "
                                       "until the app has started, or look at its own messages."));
    case Kind::RateLimit:
        return words(QT_TRANSLATE_NOOP("Diagnosis",
                                       "Wait a few minutes; with an access token more requests "
                                       "are allowed."));
    case Kind::Redirect:
        return words(QT_TRANSLATE_NOOP("Diagnosis",
                                       "Use the address that the server sends on to, if you trust "
                                       "it."));
    case Kind::Transport:
    case Kind::StreamFormat:
    case Kind::Root:
        return words(QT_TRANSLATE_NOOP("Diagnosis",
                                       "Open the address in a browser: where the app's page works "
                                       "there, send this report to Spaceline, else to the app's "
                                       "author."));
    case Kind::Endpoint:
        return words(QT_TRANSLATE_NOOP("Diagnosis",
                                       "Choose another Space, or say under Connection which of "
                                       "its functions to call and where the message goes (in a "
                                       "script: ask --endpoint NAME)."));
    case Kind::SpaceNotRunning:
        return adviceOnStage(failure.said.section(u':', 0, 0));
    case Kind::Quota:
        return words(QT_TRANSLATE_NOOP("Diagnosis",
                                       "Wait until GPU time is free again, or add an access token: "
                                       "an account has more of it."));
    case Kind::QueueFull:
    case Kind::Gpu:
        return words(QT_TRANSLATE_NOOP("Diagnosis",
                                       "Many people use this Space now: try again in a few "
                                       "minutes, or choose another one."));
    case Kind::Arguments:
    case Kind::Parameter:
    case Kind::Multimodal:
    case Kind::HistoryFormat:
        return words(QT_TRANSLATE_NOOP("Diagnosis",
                                       "Look at the parameters and at how the Space is called "
                                       "(under Connection): the app wants something else than it "
                                       "was sent."));
    case Kind::AppError:
    case Kind::SilentApp:
    case Kind::MemoryLost:
    case Kind::Upload:
    case Kind::Download:
    case Kind::SessionLost:
    case Kind::Usage:
        break;
    }
    return words(QT_TRANSLATE_NOOP("Diagnosis",
                                   "The connection works, the app itself failed: try again, try "
                                   "another message, or tell the app's author."));
}

QString adviceOnStage(const QString &stage)
{
    using Kind = SpaceStage::Kind;
    SpaceStage what;
    what.stage = stage;
    switch (what.kind()) {
    case Kind::Paused:
        return words(QT_TRANSLATE_NOOP("Diagnosis",
                                       "Only the Space's owner can start it again: ask on its page "
                                       "under Community, or choose another Space."));
    case Kind::Asleep:
        return words(QT_TRANSLATE_NOOP("Diagnosis",
                                       "A Space that sleeps starts when it is visited, as this "
                                       "check just did: wait one to three minutes and check "
                                       "again."));
    case Kind::Building:
    case Kind::Starting:
        return words(QT_TRANSLATE_NOOP("Diagnosis",
                                       "It is being started: wait a few minutes and check again."));
    case Kind::Broken:
        return words(QT_TRANSLATE_NOOP("Diagnosis",
                                       "The Space is broken and only its owner can mend it: look "
                                       "at its page, or choose another Space."));
    case Kind::Unknown:
    case Kind::Running:
    case Kind::Strange:
        break;
    }
    return words(QT_TRANSLATE_NOOP("Diagnosis",
                                   "Look at the Space's page in a browser: where the app works "
                                   "there, check again in a minute."));
}

} // namespace spaceline
