#include "chat/diagnosis.h"

#include "account/tokenpolicy.h"
#include "base/redaction.h"
#include "base/whenanswered.h"
#include "chat/configanswer.h"
#include "chat/diagnosisadvice.h"
#include "chat/spaceconnection.h"
#include "demo/demospace.h"
#include "gradio/address.h"
#include "gradio/chatmapping.h"
#include "gradio/failuretable.h"
#include "gradio/json.h"
#include "gradio/session.h"
#include "hub/hubclient.h"
#include "net/http.h"

#include <algorithm>
#include <array>
#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace spaceline {

namespace {

constexpr qsizetype kShownAnswer = 80; ///< characters

/// What came, in one line.
QString answerOf(const HttpExchange &exchange, const QByteArray &body)
{
    const QString type = QString::fromLatin1(exchange.contentType());
    return Diagnosis::tr("%1 %2, %3 bytes")
        .arg(QString::number(exchange.status()),
             type.isEmpty() ? Diagnosis::tr("without a type") : type, QString::number(body.size()));
}

QString sentenceOf(const Failure &failure)
{
    using Kind = Failure::Kind;
    QString sentence = failure.sentence();
    if (failure.said.isEmpty() || failure.said == sentence)
        return sentence;
    // These are told by ourselves, the rest is the server's own words.
    const bool isOurs = failure.kind == Kind::Network || failure.kind == Kind::ConnectionLost
        || failure.kind == Kind::Redirect || failure.kind == Kind::StreamFormat
        || failure.kind == Kind::Transport;
    return sentence + u' '
        + (isOurs ? failure.said : Diagnosis::tr("It says: “%1”").arg(failure.said));
}

} // namespace

Diagnosis::Diagnosis(Http &http, HubEndpoint hub, TokenPolicy &policy, DemoSpace *demo,
                     QObject *parent)
    : QObject(parent)
    , m_http(http)
    , m_hub(std::move(hub))
    , m_policy(policy)
    , m_demo(demo)
    , m_hubClient(std::make_unique<HubClient>(http, m_hub))
{
}

Diagnosis::~Diagnosis()
{
    cancel();
    // They use each other, the later the earlier.
    qDeleteAll(findChildren<gradio::Session *>());
    qDeleteAll(findChildren<SpaceConnection *>());
}

void Diagnosis::setLimits(std::chrono::milliseconds answer, std::chrono::milliseconds layer)
{
    m_answerLimit = answer;
    m_layerLimit = layer;
}

QString Diagnosis::nameOf(Step step)
{
    switch (step) {
    case Step::Address:
        return u"address"_s;
    case Step::Dns:
        return u"dns"_s;
    case Step::Tcp:
        return u"tcp"_s;
    case Step::Tls:
        return u"tls"_s;
    case Step::Http:
        return u"http"_s;
    case Step::Config:
        return u"config"_s;
    case Step::Info:
        return u"info"_s;
    case Step::Mapping:
        return u"mapping"_s;
    case Step::Call:
        return u"call"_s;
    }
    Q_UNREACHABLE();
}

QString Diagnosis::lineOf(const Finding &finding)
{
    static constexpr std::array kWords{"ok", "note", "-", "FAIL"};
    QString line = u"%1 %2 %3 ms  %4"_s.arg(nameOf(finding.step), -8)
                       .arg(QLatin1StringView(kWords.at(size_t(finding.outcome))), -4)
                       .arg(finding.time.count(), 6)
                       .arg(finding.result);
    if (finding.failure)
        line += u" ("_s + finding.failure.code() + u')';
    if (!finding.advice.isEmpty())
        line += u"\n         → "_s + finding.advice;
    return line;
}

Failure Diagnosis::failure() const
{
    const auto found = std::find_if(m_findings.begin(), m_findings.end(), [](const auto &finding) {
        return finding.outcome == Outcome::Failed;
    });
    return found == m_findings.end() ? Failure() : found->failure;
}

QString Diagnosis::report() const
{
    QStringList lines{u"Spaceline "_s + QStringLiteral(SPACELINE_VERSION) + u", "_s + m_address};
    for (const Finding &finding : m_findings)
        lines += lineOf(finding);
    return lines.join(u'\n') + u'\n';
}

void Diagnosis::cancel()
{
    ++m_generation;
    m_isRunning = false;
    m_probe.reset();
    if (m_exchange) {
        m_exchange->disconnect(this);
        m_exchange->abort();
        m_exchange.clear();
    }
    if (m_turn) {
        m_turn->disconnect(this);
        delete m_turn;
    }
    // One of them may be the one that is speaking.
    for (QObject *gone :
         {static_cast<QObject *>(m_session), static_cast<QObject *>(m_connection)}) {
        if (!gone)
            continue;
        gone->disconnect(this);
        gone->deleteLater();
    }
    m_session.clear();
    m_connection.clear();
}

void Diagnosis::start(const QString &typed)
{
    cancel();
    m_findings.clear();
    m_spaceId.clear();
    m_base.clear();
    m_config = {};
    m_triedPrivate = false;
    m_isRunning = true;
    // Whoever starts it listens to signals afterwards.
    QMetaObject::invokeMethod(
        this,
        [this, typed, generation = m_generation] {
            if (generation == m_generation)
                readAddress(typed);
        },
        Qt::QueuedConnection);
}

void Diagnosis::begin(Step step)
{
    m_step = step;
    m_clock.start();
    Q_EMIT begun(step);
}

bool Diagnosis::end(Outcome outcome, const QString &result, const QString &advice,
                    const Failure &failure)
{
    const auto time = outcome == Outcome::NotNeeded ? 0 : m_clock.elapsed();
    // A server's words stand in one line, and a secret in none.
    const Finding finding{m_step,
                          outcome,
                          std::chrono::milliseconds(time),
                          redacted(result.simplified()),
                          redacted(advice.simplified()),
                          failure};
    m_findings.push_back(finding);
    const int generation = m_generation;
    Q_EMIT found(finding);
    if (generation != m_generation)
        return false;
    const bool isLast = outcome == Outcome::Failed || m_step == Step::Call
        || (m_step == Step::Mapping && !m_calls);
    if (!isLast)
        return true;
    cancel();
    Q_EMIT finished();
    return false;
}

void Diagnosis::fail(const Failure &failure, const QString &result)
{
    end(Outcome::Failed, result.isEmpty() ? sentenceOf(failure) : result, adviceOn(failure, m_base),
        failure);
}

template <typename Then>
void Diagnosis::get(const QUrl &url, Then then)
{
    HttpRequest request;
    request.url = url;
    request.totalLimit = m_answerLimit;
    m_exchange = m_http.send(request);
    connect(m_exchange, &HttpExchange::finished, this, [this, then] {
        HttpExchange *exchange = m_exchange;
        m_exchange.clear();
        then(*exchange, exchange->readAll());
    });
}

void Diagnosis::readAddress(const QString &typed)
{
    using gradio::Address;
    m_address = typed.trimmed();
    begin(Step::Address);
    const Address address = Address::parse(typed, m_hub);
    switch (address.kind) {
    case Address::Kind::Invalid:
        fail(Failure(Failure::Kind::Address, address.problem));
        return;
    case Address::Kind::Demo:
        m_address = address.canonical();
        m_base = m_demo ? m_demo->start() : QUrl();
        if (m_base.isEmpty()) {
            fail(Failure(Failure::Kind::Address,
                         tr("The Demo Space could not be started: no port is free.")));
            return;
        }
        if (end(Outcome::Passed, tr("The built-in Demo Space, %1").arg(m_base.toDisplayString())))
            probeLinks();
        return;
    case Address::Kind::Url:
        m_address = address.canonical();
        m_base = address.url;
        if (end(Outcome::Passed, m_base.toDisplayString()))
            probeLinks();
        return;
    case Address::Kind::Space:
        break;
    }
    m_address = address.canonical();
    m_spaceId = address.spaceId;
    m_base = m_hub.base(); // what is wrong now is wrong there
    whenAnswered(
        m_hubClient->host(m_spaceId), this,
        [this, generation = m_generation](const SpaceHost &host) {
            if (generation != m_generation)
                return;
            if (host.failure) {
                fail(host.failure);
                return;
            }
            m_base = host.base;
            m_policy.addSpaceHost(m_base);
            if (end(Outcome::Passed, tr("%1 lives at %2").arg(m_spaceId, m_base.toDisplayString())))
                probeLinks();
        });
}

void Diagnosis::probeLinks()
{
    m_probe = std::make_unique<LinkProbe>();
    m_probe->setLimit(m_layerLimit);
    connect(m_probe.get(), &LinkProbe::found, this, &Diagnosis::linkFound);
    begin(Step::Dns);
    m_probe->start(m_base);
}

void Diagnosis::linkFound(const LinkProbe::Finding &finding)
{
    if (finding.trouble != LinkProbe::Trouble::None) {
        end(Outcome::Failed, finding.result, adviceOn(finding.trouble, m_base),
            Failure(Failure::Kind::Network, finding.result));
        return;
    }
    const LinkProbe::Layer layer = finding.layer;
    if (!end(finding.isNeeded ? Outcome::Passed : Outcome::NotNeeded, finding.result))
        return;
    if (layer == LinkProbe::Layer::Tls) {
        m_probe.release()->deleteLater(); // it is the one that is speaking
        askConfig();
        return;
    }
    begin(layer == LinkProbe::Layer::Dns ? Step::Tcp : Step::Tls);
    m_probe->goOn();
}

/// Not under the prefix, in every version (gradio-protocol.md §2).
void Diagnosis::askConfig()
{
    begin(Step::Http);
    QUrl url = m_base;
    url.setPath(m_base.path() + u"/config"_s);
    get(url,
        [this](HttpExchange &exchange, const QByteArray &body) { configAnswered(exchange, body); });
}

void Diagnosis::configAnswered(HttpExchange &exchange, const QByteArray &body)
{
    const Failure failure = configFailure(exchange, body, m_hub, !m_spaceId.isEmpty());
    const int status = exchange.status();
    if (status == 0) {
        fail(failure);
        return;
    }
    // The server sent on to https or to the app's own folder: that is where it lives.
    QUrl base = exchange.url().adjusted(QUrl::RemoveQuery | QUrl::RemoveFragment
                                        | QUrl::StripTrailingSlash);
    QString answer = answerOf(exchange, body);
    if (base.path().endsWith("/config"_L1)) {
        base.setPath(base.path().chopped(7));
        if (base != m_base)
            answer += u", "_s + tr("sent on to %1").arg(base.toDisplayString());
        m_base = base;
    }
    m_configBody = body;
    m_configStatus = status;
    const bool needsStage = failure && !m_spaceId.isEmpty()
        && (failure.kind == Failure::Kind::NotJson || failure.kind == Failure::Kind::NotGradio
            || failure.kind == Failure::Kind::PrivateSpace);
    if (needsStage) {
        askStage(failure, answer);
        return;
    }
    const bool isProxy = status == 429 || (status >= 502 && status <= 504);
    if (failure && isProxy) {
        fail(failure, answer + u". "_s + sentenceOf(failure));
        return;
    }
    if (end(Outcome::Passed, answer))
        readConfig(body, failure);
}

/// What answers for a Space that does not run is the platform; its page says nothing, the stage
/// does (F4).
void Diagnosis::askStage(const Failure &failure, const QString &answer)
{
    whenAnswered(m_hubClient->stage(m_spaceId), this,
                 [this, failure, answer, generation = m_generation](const SpaceStage &stage) {
                     if (generation == m_generation)
                         stageAnswered(stage, failure, answer);
                 });
}

void Diagnosis::stageAnswered(const SpaceStage &stage, const Failure &failure,
                              const QString &answer)
{
    if (!stage.stage.isEmpty() && !stage.isRunning()) {
        const Failure notRunning = stage.notRunning();
        fail(
            notRunning,
            tr("%1. The Space is not running; Hugging Face says: %2").arg(answer, notRunning.said));
        return;
    }
    if (stage.isPrivate && !std::exchange(m_triedPrivate, true)
        && failure.kind == Failure::Kind::PrivateSpace) {
        m_policy.addPrivateSpace(m_base);
        askConfig();
        return;
    }
    if (end(Outcome::Passed, answer))
        readConfig(m_configBody, failure);
}

void Diagnosis::readConfig(const QByteArray &body, const Failure &failure)
{
    begin(Step::Config);
    Failure problem = failure;
    gradio::Config config;
    if (!problem)
        config = gradio::Config::parse(body, &problem);
    const bool mayHavePage = m_configStatus == 200 || m_configStatus == 404 || m_configStatus == 405
        || m_configStatus == 500;
    if (!problem)
        takeConfig(config);
    else if (mayHavePage && problem.kind != Failure::Kind::Login)
        askPage(problem);
    else
        fail(problem);
}

/// Old servers, and the pages of an app that has several, have it in the page (§1.2).
void Diagnosis::askPage(const Failure &failure)
{
    QUrl url = m_base;
    if (url.path().isEmpty())
        url.setPath(u"/"_s);
    get(url, [this, failure](HttpExchange &exchange, const QByteArray &body) {
        const QByteArray json
            = exchange.status() == 200 ? gradio::Config::ofPage(body) : QByteArray();
        Failure problem = failure;
        gradio::Config config;
        if (!json.isEmpty()) {
            problem = {};
            config = gradio::Config::parse(json, &problem);
        }
        if (problem) {
            fail(problem);
            return;
        }
        m_base = gradio::Config::baseOf(exchange.url(), gradio::Config::rootIn(json));
        takeConfig(config);
    });
}

void Diagnosis::takeConfig(const gradio::Config &config)
{
    m_config = config;
    const QString title = config.title().isEmpty() || config.title() == "Gradio"_L1
        ? QString()
        : u"“%1”, "_s.arg(config.title().left(60));
    if (end(Outcome::Passed,
            title
                + tr("Gradio %1, protocol %2, functions: %3")
                      .arg(config.versionText(), config.protocolName(),
                           QString::number(config.dependencies().size()))))
        askInfo();
}

void Diagnosis::askInfo()
{
    begin(Step::Info);
    QUrl url = m_base;
    url.setPath(m_base.path() + m_config.apiPrefix() + u"/info"_s);
    get(url,
        [this](HttpExchange &exchange, const QByteArray &body) { infoAnswered(exchange, body); });
}

void Diagnosis::infoAnswered(HttpExchange &exchange, const QByteArray &body)
{
    const Failure failure = gradio::failureOf(exchange, body, gradio::Asked::Info);
    // Broken on real servers, and not needed to call (§14.3).
    const bool isUsable = !failure && gradio::parseJson(body).isObject();
    const QString answer = exchange.status() == 0 ? sentenceOf(failure) : answerOf(exchange, body);
    const bool goesOn = isUsable
        ? end(Outcome::Passed, answer)
        : end(Outcome::Noted, tr("Not usable: %1").arg(answer),
              tr("Chatting works without it; names and limits of parameters are then taken from "
                 "the app's page. Tell the app's author that %1 fails.")
                  .arg(exchange.url().toDisplayString(QUrl::RemoveQuery)));
    if (goesOn)
        chooseMapping(isUsable ? gradio::ApiInfo::parse(body) : gradio::ApiInfo());
}

void Diagnosis::chooseMapping(const gradio::ApiInfo &info)
{
    begin(Step::Mapping);
    Failure failure;
    const std::vector<gradio::Endpoint> endpoints = gradio::endpointsOf(m_config, info);
    const gradio::ChatMapping mapping
        = gradio::chooseMapping(m_config, endpoints, {}, m_choice, &failure);
    if (failure || !mapping.isValid()) {
        fail(failure ? failure : Failure(Failure::Kind::Endpoint));
        return;
    }
    QStringList names;
    for (int step = 0; step < mapping.stepCount(); ++step)
        names += mapping.stepEndpoint(step).name;
    // The reason names a function that is called alone.
    const QString result
        = names.size() > 1 ? names.join(u", "_s) + u". "_s + mapping.reason : mapping.reason;
    const bool goesOn = mapping.changed.isEmpty() ? end(Outcome::Passed, result)
                                                  : end(Outcome::Noted, result, mapping.changed);
    if (goesOn)
        call();
}

void Diagnosis::call()
{
    begin(Step::Call);
    m_connection = new SpaceConnection(m_http, m_hub, m_policy, m_demo, this);
    m_connection->setChoice(m_choice);
    m_connection->setAnswerLimit(m_answerLimit);
    connect(m_connection, &SpaceConnection::stateChanged, this, [this] {
        if (m_turn)
            return;
        if (m_connection->state() == SpaceConnection::State::Failed) {
            fail(Failure(m_connection->failure()));
        } else if (m_connection->state() == SpaceConnection::State::Ready) {
            m_session = new gradio::Session(m_http, m_connection->api(), {}, this);
            m_turn = new Turn(m_http, *m_connection, *m_session, this);
            connect(m_turn, &Turn::finished, this, &Diagnosis::callFinished);
            m_turn->start({u"Hello"_s, {}, {}}, {});
        }
    });
    m_connection->connectTo(m_address);
}

void Diagnosis::callFinished()
{
    const Reply reply = m_turn->reply();
    const Failure failure = m_turn->failure();
    m_turn.clear(); // it deletes itself
    if (failure) {
        fail(failure);
        return;
    }
    QString words = QString::fromUtf8(reply.text).simplified();
    if (words.size() > kShownAnswer)
        words = words.left(kShownAnswer) + u'…';
    end(Outcome::Passed,
        words.isEmpty() ? tr("“Hello” was answered.")
                        : tr("“Hello” was answered with “%1”").arg(words));
}

} // namespace spaceline
