#pragma once

#include "base/failure.h"
#include "base/hubendpoint.h"
#include "chat/spaceconnection.h"
#include "chat/turn.h"
#include "gradio/config.h"
#include "gradio/mappingchoice.h"
#include "gradio/session.h"
#include "net/linkprobe.h"

#include <QElapsedTimer>
#include <QObject>
#include <QPointer>
#include <QUrl>

#include <chrono>
#include <memory>
#include <vector>

namespace spaceline {

class DemoSpace;
class Http;
class HttpExchange;
class HubClient;
class TokenPolicy;
struct SpaceStage;

/// Tries a connection step by step, from the address to an answer, and stops at the first that
/// fails: `spaceline doctor` and its dialog. It asks what SpaceConnection asks, once and without
/// repetitions, so that each answer can be shown alone. It stores nothing; what it sends carries
/// the credentials that TokenPolicy allows. Main thread.
class Diagnosis : public QObject {
    Q_OBJECT
public:
    enum class Step { Address, Dns, Tcp, Tls, Http, Config, Info, Mapping, Call };
    Q_ENUM(Step)
    enum class Outcome {
        Passed,
        Noted, ///< passed, but `advice` says what is not as it should be
        NotNeeded, ///< it has no part in this connection; `result` says why
        Failed,
    };
    Q_ENUM(Outcome)
    struct Finding {
        Step step = Step::Address;
        Outcome outcome = Outcome::Passed;
        std::chrono::milliseconds time{0};
        QString result; ///< one line in the user's language, without secrets
        QString advice; ///< one sentence that says what to do; empty where there is nothing to do
        Failure failure; ///< why it Failed
    };

    /// Nothing is owned; all outlive this. \p demo may be null.
    Diagnosis(Http &http, HubEndpoint hub, TokenPolicy &policy, DemoSpace *demo,
              QObject *parent = nullptr);
    ~Diagnosis() override;

    /// How the user wants the Space to be called.
    void setChoice(const gradio::MappingChoice &choice) { m_choice = choice; }
    /// The last step sends a short message.
    void setCalls(bool on) { m_calls = on; }
    /// Longest time for one answer of a server, and for one layer below HTTP.
    void setLimits(std::chrono::milliseconds answer, std::chrono::milliseconds layer);
    /// Begins with \p typed; again at any time.
    void start(const QString &typed);
    /// Ends what is under way; no signal follows.
    void cancel();

    [[nodiscard]] bool isRunning() const { return m_isRunning; }
    /// What was found so far, in the order of the steps.
    [[nodiscard]] const std::vector<Finding> &findings() const { return m_findings; }
    /// The first failure; none where all is well.
    [[nodiscard]] Failure failure() const;
    /// All of it in lines, to send to somebody.
    [[nodiscard]] QString report() const;

    /// The word of the contract: "address", "dns", …
    [[nodiscard]] static QString nameOf(Step step);
    /// One finding as `spaceline doctor` prints it, with its advice in a line of its own.
    [[nodiscard]] static QString lineOf(const Finding &finding);

Q_SIGNALS:
    void begun(spaceline::Diagnosis::Step step);
    void found(const spaceline::Diagnosis::Finding &finding);
    void finished();

private:
    void begin(Step step);
    /// Ends the step that runs. False where that was the last one.
    bool end(Outcome outcome, const QString &result, const QString &advice = {},
             const Failure &failure = {});
    void fail(const Failure &failure, const QString &result = {});
    void readAddress(const QString &typed);
    void probeLinks();
    void linkFound(const LinkProbe::Finding &finding);
    void askConfig();
    void configAnswered(HttpExchange &exchange, const QByteArray &body);
    void askStage(const Failure &failure, const QString &answer);
    void stageAnswered(const SpaceStage &stage, const Failure &failure, const QString &answer);
    void readConfig(const QByteArray &body, const Failure &failure);
    void askPage(const Failure &failure);
    void takeConfig(const gradio::Config &config);
    void askInfo();
    void infoAnswered(HttpExchange &exchange, const QByteArray &body);
    void chooseMapping(const gradio::ApiInfo &info);
    void call();
    void callFinished();
    template <typename Then>
    void get(const QUrl &url, Then then);

    Http &m_http;
    HubEndpoint m_hub;
    TokenPolicy &m_policy;
    DemoSpace *m_demo;
    std::unique_ptr<HubClient> m_hubClient;
    std::unique_ptr<LinkProbe> m_probe;
    QPointer<SpaceConnection> m_connection; ///< of the call
    QPointer<gradio::Session> m_session;
    QPointer<Turn> m_turn;
    QPointer<HttpExchange> m_exchange;
    gradio::MappingChoice m_choice;
    QString m_address;
    QString m_spaceId;
    QUrl m_base;
    QByteArray m_configBody;
    int m_configStatus = 0;
    gradio::Config m_config;
    std::vector<Finding> m_findings;
    Step m_step = Step::Address;
    QElapsedTimer m_clock;
    std::chrono::milliseconds m_answerLimit = std::chrono::seconds(30);
    std::chrono::milliseconds m_layerLimit = std::chrono::seconds(10);
    bool m_calls = false;
    bool m_isRunning = false;
    bool m_triedPrivate = false;
    int m_generation = 0; ///< answers to an older start() are not heard
};

} // namespace spaceline

Q_DECLARE_METATYPE(spaceline::Diagnosis::Finding)
