#pragma once

#include "base/failure.h"
#include "base/hubendpoint.h"
#include "gradio/chatmapping.h"
#include "gradio/config.h"
#include "gradio/mappingchoice.h"
#include "hub/spacestage.h"

#include <QObject>
#include <QPointer>
#include <QSslCertificate>
#include <QTimer>
#include <QUrl>

#include <chrono>
#include <memory>
#include <optional>

namespace spaceline {

namespace gradio {
class LoginSource;
class Relogin;
} // namespace gradio

class DemoSpace;
namespace gradio {
class Login;
}
class Http;
class HttpExchange;
class HubClient;
class SpaceWatch;
class TokenPolicy;

/// From what the user typed to a Space that can be called: address ─▶ Hub ─▶ config and info ─▶
/// mapping.
///
/// A Space that does not answer within four seconds, or with a page, is asked for its stage: one
/// that is asleep, built or started is waited for, however long that takes. connectTo() starts over
/// and cancel() ends it at any time; the state tells how far it is. Main thread.
class SpaceConnection : public QObject {
    Q_OBJECT
public:
    enum class State {
        Idle, ///< nothing was typed yet
        Resolving, ///< asking the Hub where the Space lives
        Waking, ///< it does not run yet: stage() says how far it is, waited() for how long
        Reading, ///< reading what the app offers
        Asking, ///< waits for the user: question() says for what
        Ready,
        Failed, ///< failure() says why
    };
    Q_ENUM(State)
    /// What the user is asked in State::Asking.
    enum class Question {
        None,
        SignIn, ///< for user name and password of the app: signIn()
        ShareToken, ///< whether this server, which is not Hugging Face, may be told the token:
                    ///< answered with goOn() or decline()
        TrustCertificate, ///< whether certificate() is the server's: the same
        ShareWithApp, ///< whether the app's code may act with the token: the same
    };
    Q_ENUM(Question)

    /// Nothing is owned; all outlive this. \p demo may be null where the Demo Space is not offered.
    SpaceConnection(Http &http, HubEndpoint hub, TokenPolicy &policy, DemoSpace *demo,
                    QObject *parent = nullptr);
    ~SpaceConnection() override;

    [[nodiscard]] State state() const { return m_state; }
    /// Why it failed; while the user is asked, what the answer before came to.
    [[nodiscard]] const Failure &failure() const { return m_failure; }
    [[nodiscard]] Question question() const { return m_question; }
    /// What the app says to those who shall sign in, as plain text; often empty.
    [[nodiscard]] QString signInMessage() const { return m_signInMessage; }
    [[nodiscard]] bool isSigningIn() const;
    /// The server that the user is asked about: where the answer came from, after redirects.
    [[nodiscard]] QUrl askedAbout() const { return m_askedAbout; }
    /// Of Question::TrustCertificate; failure() says what is wrong with it.
    [[nodiscard]] QSslCertificate certificate() const
    {
        return m_certificate ? *m_certificate : QSslCertificate();
    }
    /// Whether the app's code wants to act with the user's token (F19).
    [[nodiscard]] gradio::Endpoint::Token tokenWish() const;
    /// What the Hub said last of a Space that did not answer; Unknown else.
    [[nodiscard]] SpaceStage stage() const;
    /// How long it has been waited for; 0 where it was not.
    [[nodiscard]] std::chrono::seconds waited() const;
    /// False while the Hub cannot be asked how far the Space is.
    [[nodiscard]] bool isHubAnswering() const;
    /// While Reading: the Hub says that the Space runs, but it has not answered yet.
    [[nodiscard]] bool isSlow() const { return m_isSlow; }
    /// What to store and to show: "owner/name", a URL, "demo:". Set as soon as the text was
    /// understood.
    [[nodiscard]] QString address() const { return m_address; }
    /// How the Space is called in the window: "owner/name", the app's title, or the host.
    [[nodiscard]] QString spaceName() const;
    /// The app's root, without a trailing slash. Valid when Ready.
    [[nodiscard]] QUrl base() const { return m_base; }
    [[nodiscard]] const gradio::Config &config() const { return m_config; }
    [[nodiscard]] const gradio::ChatMapping &mapping() const { return m_mapping; }
    /// The page to open in a browser; empty where there is none.
    [[nodiscard]] QUrl page() const;

    /// What it was chosen from.
    [[nodiscard]] const std::vector<gradio::Endpoint> &endpoints() const { return m_endpoints; }
    /// Where the API's routes are, with a trailing slash: https://host/gradio_api/. Where the
    /// config's prefix turned out to be wrong, under the other one (F7).
    [[nodiscard]] QUrl api() const;
    /// Later calls ask for full values instead of diffs (Call::wantsFullValues()); \p on is what
    /// was remembered of an earlier run.
    void rememberFullValues(bool on = true);
    /// The form of the history that the app turned out to want (F10).
    void rememberHistoryFormat(gradio::HistoryFormat format) { m_mapping.historyFormat = format; }
    /// From now on a ChatInterface is called as its own page calls it (gradio-protocol.md §10.5).
    /// False where the user chose otherwise, or it is so already.
    bool followPage();
    /// Whom to ask for the password where an app no longer knows the user: it is then signed in to
    /// again by itself, and the request made once more. Not owned, outlives this; once only.
    void setLogins(gradio::LoginSource &source);
    /// Longest time for one answer; 30 s at first.
    void setAnswerLimit(std::chrono::milliseconds limit) { m_answerLimit = limit; }
    /// Read /info only where the config alone leaves a question. For a single call, where each
    /// request counts.
    void setInfoOnlyIfNeeded(bool on) { m_infoOnlyIfNeeded = on; }

    /// Only /call is used: where it keeps no session (before 6.18), an app is not called as its own
    /// page calls it, because the functions of that chain would not know of each other.
    void setOnlyCall(bool on) { m_onlyCall = on; }

    /// What the user can mend is asked for in State::Asking; without this it is a failure.
    void setAsksUser(bool on) { m_asksUser = on; }
    /// Answers Question::SignIn: goes on, or asks again with failure() set. signedIn() tells that
    /// it worked.
    void signIn(const QString &user, const QString &password);
    /// The question is answered, whatever it changed is changed: tries again.
    void goOn();
    /// The user does not want to: Failed, as it would have been without asking.
    void decline();

    void connectTo(const QString &typed);
    /// Asks again what the app offers (after it was restarted, or refused the arguments).
    void refresh();
    /// The same while calls go on: the state stays Ready, descriptionRead() tells the end. Only
    /// when Ready.
    void readAgain();
    /// Back to Idle.
    void cancel();
    /// What the user changed of how the Space is called. Takes effect at once where the app is
    /// known; mapping().changed says where it fits no more.
    void setChoice(const gradio::MappingChoice &choice);
    [[nodiscard]] const gradio::MappingChoice &choice() const { return m_choice; }
    /// The app is known, and setChoice() takes effect at once: Ready, or Failed only because no
    /// endpoint could be chosen by itself.
    [[nodiscard]] bool canChoose() const;
    /// mapping().changed, where it was not taken yet: to be said once. A choice that goes on under
    /// another name keeps that name.
    [[nodiscard]] QString takeChange();
    /// Another choice of endpoint: its name with or without the slash, or "#3". Empty: the best
    /// one. Takes effect at the next connectTo() or refresh(); an unknown one ends in
    /// Failure::Kind::Endpoint whose `said` lists those there are.
    void setWantedEndpoint(const QString &name) { m_wantedEndpoint = name; }

Q_SIGNALS:
    void stateChanged(); ///< also for another stage() in the same state
    /// It was asleep, and is ready after \p time.
    void woke(std::chrono::seconds time);
    /// The server took what signIn() was given.
    void signedIn();
    /// The choice, or what was read again, led to another mapping; the state stays Ready.
    void mappingChanged();
    /// The end of readAgain(). On failure all is as it was.
    void descriptionRead(const spaceline::Failure &failure);
    /// The app's diffs are of no use: worth remembering for this Space.
    void wantsFullValues();
    /// choice() is no longer what setChoice() was told: worth remembering too.
    void choiceChanged();
    /// The app no longer knows the user, who is being signed in again.
    void signingIn();
    /// The question is asked again after \p pause.
    void repeating(int attempt, std::chrono::milliseconds pause);

private:
    void advance(State state, Failure failure = {});
    void resolve(const QString &spaceId);
    void readConfig();
    bool signInAgain();
    void readPage(const Failure &failure);
    void pageAnswered(HttpExchange &exchange, const QByteArray &body);
    void readOn();
    void readInfo();
    Failure choose();
    void adoptBase(const HttpExchange &exchange);
    void ask(Question question, Failure before = {});
    void askToSignIn(const Failure &failure);
    [[nodiscard]] Question questionAbout(const Failure &failure,
                                         const HttpExchange &exchange) const;
    [[nodiscard]] bool asksToShareWithApp() const;
    void signInPageAnswered(HttpExchange &exchange, const QByteArray &body);
    void loginFinished();
    [[nodiscard]] bool hasOpenQuestion() const;
    [[nodiscard]] QUrl apiAt(bool otherPrefix) const;
    void endReading(const Failure &failure);
    void failWithStage(const Failure &failure);
    void watchStage();
    void stageChanged();
    void stageSettled();
    void dropExchange();
    void dropWatch();
    void get(const QUrl &url, void (SpaceConnection::*answered)(HttpExchange &, const QByteArray &),
             bool repeat = true);
    void configAnswered(HttpExchange &exchange, const QByteArray &body);
    void infoAnswered(HttpExchange &exchange, const QByteArray &body);

    Http &m_http;
    HubEndpoint m_hub;
    TokenPolicy &m_policy;
    DemoSpace *m_demo;
    std::unique_ptr<HubClient> m_hubClient;
    std::unique_ptr<gradio::Relogin> m_relogin; ///< null without setLogins()
    QPointer<SpaceWatch> m_watch; ///< while the stage is of interest
    QTimer m_patience; ///< for the config, before the stage is asked for
    QPointer<HttpExchange> m_exchange;
    QPointer<gradio::Login> m_login;
    QString m_address;
    QString m_spaceId;
    QString m_wantedEndpoint;
    gradio::MappingChoice m_choice;
    gradio::MappingChoice m_before; ///< how the app was called before it was read again
    QString m_saidChange; ///< of mapping().changed
    QUrl m_base;
    gradio::Config m_config;
    gradio::ApiInfo m_info;
    std::vector<gradio::Endpoint> m_endpoints;
    gradio::ChatMapping m_mapping;
    Failure m_failure;
    Failure m_noAnswer; ///< why the Space could not be read, while its stage is asked for
    int m_wokenReadings = 0; ///< since it woke
    bool m_isSlow = false;
    Failure m_noConfig; ///< why /config was none, while the page is read instead
    Failure m_unanswered; ///< what State::Asking is about
    QString m_signInMessage;
    QUrl m_askedAbout;
    /// Also an empty one loads OpenSSL: 3 MiB, and a tenth of the time until the window is there.
    std::optional<QSslCertificate> m_certificate;
    QString m_keepsTokenFrom; ///< the app that the user did not want to have it
    State m_state = State::Idle;
    Question m_question = Question::None;
    bool m_asksUser = false;
    bool m_wasLetIn = false; ///< signed in since connectTo()
    bool m_infoOnlyIfNeeded = false;
    bool m_onlyCall = false;
    bool m_isOtherPrefix = false; ///< the routes are not where the config says
    bool m_triedPrefix = false; ///< the other one, since the app was last read
    bool m_isReadingAgain = false;
    bool m_fullValues = false;
    bool m_signedIn = false; ///< again, since the app was last read
    bool m_triedPrivate = false; ///< told the proxy in `Authorization` after the Hub said private
    std::chrono::milliseconds m_answerLimit = std::chrono::seconds(30);
    int m_generation = 0; ///< answers of an older connectTo() are not believed
};

} // namespace spaceline
