#include "chat/spaceconnection.h"

#include "account/tokenpolicy.h"
#include "base/logging.h"
#include "base/whenanswered.h"
#include "chat/configanswer.h"
#include "demo/demospace.h"
#include "gradio/address.h"
#include "gradio/failuretable.h"
#include "gradio/login.h"
#include "gradio/relogin.h"
#include "hub/hubclient.h"
#include "hub/spacewatch.h"
#include "net/http.h"
#include "net/servertrust.h"

#include <algorithm>
#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace spaceline {

namespace {

/// Seconds without an answer before the stage is asked for.
constexpr int kPatience = 4;
/// So often a Space that has just woken is read before it is told to be silent: its proxy may learn
/// of it later than the Hub.
constexpr int kWokenReadings = 3;

} // namespace

SpaceConnection::SpaceConnection(Http &http, HubEndpoint hub, TokenPolicy &policy, DemoSpace *demo,
                                 QObject *parent)
    : QObject(parent)
    , m_http(http)
    , m_hub(hub)
    , m_policy(policy)
    , m_demo(demo)
    , m_hubClient(std::make_unique<HubClient>(http, std::move(hub)))
{
    connect(m_hubClient.get(), &HubClient::repeating, this, &SpaceConnection::repeating);
    m_patience.setSingleShot(true);
    connect(&m_patience, &QTimer::timeout, this, &SpaceConnection::watchStage);
}

SpaceConnection::~SpaceConnection()
{
    cancel();
    if (m_relogin)
        m_http.setReentry(nullptr);
}

void SpaceConnection::setLogins(gradio::LoginSource &source)
{
    m_relogin = std::make_unique<gradio::Relogin>(m_http, source);
    m_http.setReentry(m_relogin.get());
}

QString SpaceConnection::spaceName() const
{
    if (!m_spaceId.isEmpty())
        return m_spaceId;
    // "Gradio" is what an author gets who gives no title.
    QString title = m_config.title();
    if (!title.isEmpty() && title != "Gradio"_L1)
        return title;
    return m_base.host() + (m_base.port() > 0 ? u':' + QString::number(m_base.port()) : QString());
}

bool SpaceConnection::isSigningIn() const { return m_login; }

QUrl SpaceConnection::page() const
{
    if (!m_spaceId.isEmpty())
        return QUrl(m_hub.base().toString() + u"/spaces/"_s + m_spaceId);
    return m_address == "demo:"_L1 ? QUrl() : m_base;
}

QUrl SpaceConnection::api() const { return apiAt(m_isOtherPrefix); }

QUrl SpaceConnection::apiAt(bool otherPrefix) const
{
    const QString told = m_config.apiPrefix();
    const QString other = told.isEmpty() ? u"/gradio_api"_s : QString();
    QUrl url = m_base;
    url.setPath(m_base.path() + (otherPrefix ? other : told) + u'/');
    return url;
}

SpaceStage SpaceConnection::stage() const { return m_watch ? m_watch->stage() : SpaceStage(); }

std::chrono::seconds SpaceConnection::waited() const
{
    return m_watch ? m_watch->waited() : std::chrono::seconds(0);
}

bool SpaceConnection::isHubAnswering() const { return !m_watch || !m_watch->trouble(); }

void SpaceConnection::advance(State state, Failure failure)
{
    qCDebug(lcChat) << "connection" << m_state << "->" << state << failure.code();
    m_state = state;
    if (state != State::Asking)
        m_question = Question::None;
    m_failure = std::move(failure);
    m_isSlow = false;
    const bool woke = state == State::Ready && m_watch && m_watch->wasAsleep();
    const std::chrono::seconds time = waited();
    if (state >= State::Ready)
        dropWatch();
    if (woke)
        Q_EMIT this->woke(time);
    Q_EMIT stateChanged();
}

void SpaceConnection::cancel()
{
    ++m_generation;
    delete m_login;
    dropExchange();
    dropWatch();
    m_noAnswer = {};
    m_wokenReadings = 0;
    m_state = State::Idle;
    m_question = Question::None;
    m_failure = {};
    if (std::exchange(m_isReadingAgain, false))
        Q_EMIT descriptionRead(Failure(Failure::Kind::Interrupted));
}

void SpaceConnection::connectTo(const QString &typed)
{
    using gradio::Address;
    cancel();
    if (m_mapping.isValid())
        m_before = gradio::MappingChoice::of(m_mapping);
    m_config = {};
    m_info = {};
    m_mapping = {};
    m_endpoints.clear();
    m_base = {};
    m_spaceId.clear();
    m_triedPrivate = false;
    m_wasLetIn = false;
    m_signInMessage.clear();
    m_isOtherPrefix = false;
    m_signedIn = false;
    m_fullValues = false;
    const Address address = Address::parse(typed, m_hub);
    if (std::exchange(m_address, address.canonical()) != address.canonical()) {
        m_before = {};
        m_saidChange.clear();
    }
    switch (address.kind) {
    case Address::Kind::Invalid:
        m_address = typed.trimmed();
        advance(State::Failed, Failure(Failure::Kind::Address, address.problem));
        break;
    case Address::Kind::Space:
        m_spaceId = address.spaceId;
        advance(State::Resolving);
        resolve(address.spaceId);
        break;
    case Address::Kind::Demo:
        if (!m_demo) {
            advance(State::Failed, Failure(Failure::Kind::Address));
            break;
        }
        m_base = m_demo->start();
        advance(State::Reading);
        readConfig();
        break;
    case Address::Kind::Url:
        m_base = address.url;
        advance(State::Reading);
        readConfig();
        break;
    }
}

void SpaceConnection::refresh()
{
    if (m_address.isEmpty())
        return;
    const QString address = m_address;
    connectTo(address);
}

void SpaceConnection::readAgain()
{
    if (m_state != State::Ready) {
        Q_EMIT descriptionRead(m_failure);
        return;
    }
    if (!std::exchange(m_isReadingAgain, true)) {
        m_before = gradio::MappingChoice::of(m_mapping);
        readConfig();
    }
}

void SpaceConnection::endReading(const Failure &failure)
{
    if (!m_isReadingAgain) {
        advance(failure ? State::Failed : State::Ready, failure);
        return;
    }
    m_isReadingAgain = false;
    if (!failure)
        Q_EMIT mappingChanged();
    Q_EMIT descriptionRead(failure);
}

void SpaceConnection::setChoice(const gradio::MappingChoice &choice)
{
    if (choice == m_choice)
        return;
    m_choice = choice;
    m_before = {};
    if (!canChoose() || choose())
        return;
    if (m_state == State::Ready)
        Q_EMIT mappingChanged();
    else
        advance(State::Ready);
}

bool SpaceConnection::canChoose() const
{
    return m_state == State::Ready
        || (m_state == State::Failed && m_failure.kind == Failure::Kind::Endpoint
            && m_config.isValid() && !m_endpoints.empty());
}

QString SpaceConnection::takeChange()
{
    if (m_mapping.changed == m_saidChange)
        return {};
    m_saidChange = m_mapping.changed;
    const bool goesOn = gradio::shapeOf(m_mapping) == m_choice.shape;
    QString &name = m_choice.endpoint.isEmpty() ? m_choice.was : m_choice.endpoint;
    if (!m_saidChange.isEmpty() && goesOn && !m_choice.isEmpty() && name != m_mapping.calledAs) {
        name = m_mapping.calledAs;
        Q_EMIT choiceChanged();
    }
    return m_saidChange;
}

bool SpaceConnection::followPage()
{
    if (m_choice.follow != gradio::MappingChoice::Follow::Automatic || !m_choice.inputs.empty()
        || !m_choice.outputs.empty())
        return false;
    gradio::MappingChoice choice = m_choice;
    choice.endpoint = m_mapping.calledAs;
    choice.follow = gradio::MappingChoice::Follow::Page;
    setChoice(choice);
    Q_EMIT choiceChanged();
    return true;
}

void SpaceConnection::rememberFullValues(bool on)
{
    const bool isNew = on && !m_fullValues;
    m_fullValues = on;
    m_mapping.fullValues = on;
    if (isNew)
        Q_EMIT wantsFullValues();
}

void SpaceConnection::resolve(const QString &spaceId)
{
    whenAnswered(m_hubClient->host(spaceId), this,
                 [this, generation = m_generation](const SpaceHost &host) {
                     if (generation != m_generation)
                         return;
                     if (host.failure) {
                         advance(State::Failed, host.failure);
                         return;
                     }
                     m_base = host.base;
                     m_policy.addSpaceHost(m_base);
                     advance(State::Reading);
                     readConfig();
                 });
}

void SpaceConnection::get(const QUrl &url,
                          void (SpaceConnection::*answered)(HttpExchange &, const QByteArray &),
                          bool repeat)
{
    HttpRequest request;
    request.url = url;
    request.repeat = repeat;
    request.totalLimit = m_answerLimit;
    m_exchange = m_http.send(request);
    connect(m_exchange, &HttpExchange::repeating, this, &SpaceConnection::repeating);
    connect(m_exchange, &HttpExchange::signingIn, this, &SpaceConnection::signingIn);
    connect(m_exchange, &HttpExchange::finished, this, [this, answered] {
        HttpExchange *exchange = m_exchange;
        m_exchange.clear();
        (this->*answered)(*exchange, exchange->readAll());
    });
}

void SpaceConnection::readConfig()
{
    if (m_relogin)
        m_relogin->setBase(m_base);
    if (!m_spaceId.isEmpty() && !m_isReadingAgain)
        m_patience.start(kPatience * m_http.second());
    QUrl url = m_base;
    // Not under the prefix, in every version (gradio-protocol.md §2).
    url.setPath(m_base.path() + u"/config"_s);
    get(url, &SpaceConnection::configAnswered);
}

void SpaceConnection::configAnswered(HttpExchange &exchange, const QByteArray &body)
{
    Failure failure = configFailure(exchange, body, m_hub, !m_spaceId.isEmpty());
    gradio::Config config;
    if (!failure)
        config = gradio::Config::parse(body, &failure);
    if (failure.kind == Failure::Kind::Login && exchange.status() == 200 && signInAgain())
        return;
    if (failure) {
        if (failure.detail.isEmpty())
            failure.detail = exchange.describe(body);
        if (failure.kind == Failure::Kind::Login && m_asksUser && !m_isReadingAgain) {
            adoptBase(exchange);
            askToSignIn(failure);
            return;
        }
        if (const Question question = questionAbout(failure, exchange);
            question != Question::None) {
            m_unanswered = failure;
            m_askedAbout = exchange.url();
            m_certificate = exchange.refusedCertificate();
            ask(question, failure);
            return;
        }
        // Where the server answers, but not with a config, its page may carry one.
        const int status = exchange.status();
        if (status == 200 || status == 404 || status == 405 || status == 500)
            readPage(failure);
        else
            failWithStage(failure);
        return;
    }
    // What was found out was about the prefix that the config named then.
    m_isOtherPrefix = m_isOtherPrefix && config.apiPrefix() == m_config.apiPrefix();
    m_config = std::move(config);
    adoptBase(exchange);
    readOn();
}

/// The server sent on to https or to the app's own folder: that is where it lives.
void SpaceConnection::adoptBase(const HttpExchange &exchange)
{
    QUrl base = exchange.url().adjusted(QUrl::RemoveQuery | QUrl::RemoveFragment
                                        | QUrl::StripTrailingSlash);
    if (base.path().endsWith("/config"_L1)) {
        base.setPath(base.path().chopped(7));
        m_base = base;
    }
}

SpaceConnection::Question SpaceConnection::questionAbout(const Failure &failure,
                                                         const HttpExchange &exchange) const
{
    if (!m_asksUser || m_isReadingAgain)
        return Question::None;
    const ServerTrust *trust = m_http.serverTrust();
    if (trust && trust->mayBeTrusted(exchange.url()) && !exchange.refusedCertificate().isNull())
        return Question::TrustCertificate;
    // Any stranger can answer so; only the user knows whether it is one.
    const bool asksWho = exchange.status() == 401 || exchange.status() == 403;
    const bool isStranger = !m_policy.isHuggingFace(exchange.url());
    return asksWho && isStranger && failure.kind != Failure::Kind::Login && m_policy.hasToken()
            && !m_policy.hasConsent(exchange.url())
        ? Question::ShareToken
        : Question::None;
}

gradio::Endpoint::Token SpaceConnection::tokenWish() const
{
    using gradio::Endpoint;
    auto wish = Endpoint::Token::None;
    // What the page's own functions are called by is not described, the endpoint before them is.
    for (const Endpoint &endpoint : m_endpoints) {
        if (endpoint.name == m_mapping.calledAs || endpoint.name == m_mapping.endpoint.name)
            wish = std::max(wish, endpoint.token);
    }
    return wish;
}

bool SpaceConnection::asksToShareWithApp() const
{
    return m_asksUser && !m_isReadingAgain && tokenWish() == gradio::Endpoint::Token::Required
        && m_policy.canShareWithApp(m_base) && !m_policy.hasAppConsent(m_base)
        && m_keepsTokenFrom != originOf(m_base);
}

void SpaceConnection::ask(Question question, Failure before)
{
    dropWatch();
    m_question = question;
    advance(State::Asking, std::move(before));
}

void SpaceConnection::askToSignIn(const Failure &failure)
{
    m_unanswered = failure;
    if (m_wasLetIn) {
        ask(Question::SignIn,
            Failure(Failure::Kind::Login,
                    tr("The server took the sign-in, and asks for it again all the same."),
                    failure.detail));
        return;
    }
    // "Not authenticated" is no message of the author's.
    if (!failure.said.startsWith("Not authenticated"_L1, Qt::CaseInsensitive))
        m_signInMessage = failure.said;
    if (!m_signInMessage.isEmpty()) {
        ask(Question::SignIn);
        return;
    }
    // Before 5.36 only the page has it.
    m_unanswered.said.clear();
    QUrl url = m_base;
    url.setPath(m_base.path() + u'/');
    get(url, &SpaceConnection::signInPageAnswered, false);
}

void SpaceConnection::signInPageAnswered(HttpExchange &exchange, const QByteArray &body)
{
    const QByteArray json = exchange.status() == 200 ? gradio::Config::ofPage(body) : QByteArray();
    Failure failure;
    (void)gradio::Config::parse(json, &failure);
    if (failure.kind == Failure::Kind::Login)
        m_signInMessage = failure.said;
    ask(Question::SignIn);
}

void SpaceConnection::signIn(const QString &user, const QString &password)
{
    if (m_question != Question::SignIn || m_login)
        return;
    m_login = new gradio::Login(m_http, m_base, this);
    connect(m_login, &gradio::Login::finished, this, &SpaceConnection::loginFinished);
    m_login->start(user, password);
    m_failure = {};
    Q_EMIT stateChanged();
}

void SpaceConnection::loginFinished()
{
    const Failure failure = m_login->failure();
    m_login.clear();
    if (failure) {
        ask(Question::SignIn, failure);
        return;
    }
    m_wasLetIn = true;
    Q_EMIT signedIn();
    goOn();
}

void SpaceConnection::goOn()
{
    if (m_state != State::Asking)
        return;
    if (m_question == Question::ShareWithApp) {
        advance(State::Ready);
        return;
    }
    advance(State::Reading);
    readConfig();
}

void SpaceConnection::decline()
{
    if (m_state != State::Asking)
        return;
    if (m_question == Question::ShareWithApp) {
        m_keepsTokenFrom = originOf(m_base);
        advance(State::Ready);
        return;
    }
    delete m_login;
    advance(State::Failed, m_unanswered);
}

/// Gradio 3 asks for a password with a success, which Http does not take for a refusal.
bool SpaceConnection::signInAgain()
{
    if (!m_relogin || std::exchange(m_signedIn, true))
        return false;
    const bool known
        = m_relogin->signIn(m_base, this, [this, generation = m_generation](bool worked) {
              if (generation != m_generation)
                  return;
              if (worked)
                  readConfig();
              else if (m_asksUser && !m_isReadingAgain)
                  askToSignIn(Failure(Failure::Kind::Login));
              else
                  endReading(Failure(Failure::Kind::Login));
          });
    if (known)
        Q_EMIT signingIn();
    return known;
}

void SpaceConnection::readPage(const Failure &failure)
{
    m_noConfig = failure;
    QUrl url = m_base;
    if (url.path().isEmpty())
        url.setPath(u"/"_s);
    get(url, &SpaceConnection::pageAnswered, false);
}

/// Old servers, and the pages of an app that has several: the config is in the page, and its root
/// tells where the app lives (gradio-protocol.md §1.2).
void SpaceConnection::pageAnswered(HttpExchange &exchange, const QByteArray &body)
{
    const QByteArray json = exchange.status() == 200 ? gradio::Config::ofPage(body) : QByteArray();
    if (json.isEmpty()) {
        failWithStage(m_noConfig);
        return;
    }
    m_base = gradio::Config::baseOf(exchange.url(), gradio::Config::rootIn(json));
    Failure failure;
    gradio::Config config = gradio::Config::parse(json, &failure);
    if (failure) {
        failWithStage(failure);
        return;
    }
    m_config = std::move(config);
    readOn();
}

void SpaceConnection::readOn()
{
    // Whoever tells what it offers, runs.
    m_patience.stop();
    if (m_watch)
        m_watch->stop();
    m_signedIn = false;
    if (m_relogin)
        m_relogin->setBase(m_base);
    if (m_infoOnlyIfNeeded && !m_isReadingAgain && !choose() && !hasOpenQuestion()) {
        endReading({});
        return;
    }
    readInfo();
}

/// The config alone does not say what to send for an input that the app wants a value for.
bool SpaceConnection::hasOpenQuestion() const
{
    const std::vector<gradio::Parameter> parameters = m_mapping.parameters();
    return std::any_of(parameters.begin(), parameters.end(), [this](const auto &parameter) {
        return parameter.required && m_mapping.roleOf(parameter.key()) == gradio::Role::Parameter;
    });
}

void SpaceConnection::readInfo()
{
    m_triedPrefix = false;
    get(api().resolved(QUrl(u"info"_s)), &SpaceConnection::infoAnswered);
}

void SpaceConnection::infoAnswered(HttpExchange &exchange, const QByteArray &body)
{
    // Broken on real servers, and not needed to call (gradio-protocol.md §14.3).
    const Failure failure = gradio::failureOf(exchange, body, gradio::Asked::Info);
    const gradio::ApiInfo info = failure ? gradio::ApiInfo() : gradio::ApiInfo::parse(body);
    // A server that has no such route may have it where servers before or since 5.0 do (F7).
    if (failure.kind == Failure::Kind::Transport && !std::exchange(m_triedPrefix, true)) {
        get(apiAt(!m_isOtherPrefix).resolved(QUrl(u"info"_s)), &SpaceConnection::infoAnswered,
            false);
        return;
    }
    if (m_triedPrefix && !info.isEmpty()) {
        m_isOtherPrefix = !m_isOtherPrefix;
        qCInfo(lcChat) << "the routes are at" << api().path();
    }
    if (failure)
        qCInfo(lcGradio) << "no /info, status" << exchange.status();
    else
        m_info = info;
    const Failure noEndpoint = choose();
    if (!noEndpoint && asksToShareWithApp()) {
        m_askedAbout = m_base;
        ask(Question::ShareWithApp);
        return;
    }
    endReading(noEndpoint);
}

Failure SpaceConnection::choose()
{
    Failure failure;
    m_endpoints = gradio::endpointsOf(m_config, m_info);
    m_mapping = {};
    if (m_wantedEndpoint.isEmpty() && m_choice.isEmpty() && !m_before.endpoint.isEmpty())
        m_mapping = gradio::mappingAfter(m_config, m_endpoints, m_before);
    if (!m_mapping.isValid())
        m_mapping
            = gradio::chooseMapping(m_config, m_endpoints, m_wantedEndpoint, m_choice, &failure);
    if (m_onlyCall && !m_config.callKeepsSession()
        && m_mapping.calledAs != m_mapping.endpoint.name) {
        gradio::MappingChoice alone;
        alone.follow = gradio::MappingChoice::Follow::Alone;
        m_mapping = gradio::chooseMapping(m_config, m_endpoints, m_wantedEndpoint, alone, &failure);
    }
    m_mapping.fullValues = m_fullValues;
    return failure;
}

void SpaceConnection::failWithStage(const Failure &failure)
{
    using Kind = Failure::Kind;
    const bool platformAnswered = failure.kind == Kind::NotJson || failure.kind == Kind::NotGradio
        || failure.kind == Kind::PrivateSpace || failure.kind == Kind::Silence;
    if (m_isReadingAgain || m_spaceId.isEmpty() || !platformAnswered) {
        endReading(failure);
        return;
    }
    // What answers for a Space that does not run is the platform; its page says nothing, the stage
    // does (F4).
    m_noAnswer = failure;
    watchStage();
}

void SpaceConnection::dropExchange()
{
    m_patience.stop();
    if (m_exchange) {
        m_exchange->disconnect(this);
        m_exchange->abort();
    }
    m_exchange.clear();
}

/// Later, because it may be the one that is speaking.
void SpaceConnection::dropWatch()
{
    m_patience.stop();
    if (!m_watch)
        return;
    m_watch->disconnect(this);
    m_watch->stop();
    m_watch->deleteLater();
    m_watch.clear();
}

void SpaceConnection::watchStage()
{
    m_patience.stop();
    if (!m_watch) {
        m_watch = new SpaceWatch(m_http, *m_hubClient, m_spaceId, m_base, this);
        connect(m_watch, &SpaceWatch::changed, this, &SpaceConnection::stageChanged);
        connect(m_watch, &SpaceWatch::settled, this, &SpaceConnection::stageSettled);
    }
    m_watch->start();
}

/// It is on its way.
void SpaceConnection::stageChanged()
{
    dropExchange(); // nobody would answer it
    m_noAnswer = {};
    if (m_state == State::Waking)
        Q_EMIT stateChanged();
    else
        advance(State::Waking);
}

void SpaceConnection::stageSettled()
{
    using Kind = Failure::Kind;
    const SpaceStage stage = m_watch->stage();
    Failure failure = std::exchange(m_noAnswer, {});
    if (stage.isRunning() && m_state == State::Waking) {
        m_wokenReadings = 1;
        advance(State::Reading);
        readConfig();
        return;
    }
    // The Space was only slow so far.
    if (!failure && m_exchange
        && (stage.isRunning() || stage.kind() == SpaceStage::Kind::Unknown)) {
        m_isSlow = stage.isRunning();
        Q_EMIT stateChanged();
        return;
    }
    if (stage.isPrivate && !m_triedPrivate && failure.kind == Kind::PrivateSpace) {
        m_triedPrivate = true;
        m_policy.addPrivateSpace(m_base);
        readConfig();
        return;
    }
    if (stage.isRunning() && m_wokenReadings > 0 && m_wokenReadings < kWokenReadings) {
        ++m_wokenReadings;
        readConfig();
        return;
    }
    dropExchange();
    const bool isSilent = failure.kind == Kind::NotJson || failure.kind == Kind::Silence;
    if (stage.kind() != SpaceStage::Kind::Unknown && (!stage.isRunning() || isSilent)) {
        const Failure better = stage.notRunning();
        failure.kind = better.kind;
        failure.cause = better.cause;
        failure.said = better.said;
    } else if (!failure) {
        failure = m_watch->trouble();
    }
    advance(State::Failed, failure);
}

} // namespace spaceline
