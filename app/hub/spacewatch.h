#pragma once

#include "hub/spacestage.h"

#include <QDateTime>
#include <QObject>
#include <QPointer>
#include <QTimer>
#include <QUrl>

#include <chrono>

namespace spaceline {

class Http;
class HttpExchange;
class HubClient;

/// Follows the stage of a Space until it runs, or is in one that it does not leave by itself.
///
/// A Space that is asleep is visited once, which wakes it (gradio-protocol.md §1.4; how the
/// platform answers such a visit is not known here, so its answer is not looked at). The Hub is
/// asked every four seconds, after ten minutes more seldom; a Hub that does not answer is asked
/// again too, and trouble() says so. It never gives up: whoever started it may stop it at any time.
/// What "four seconds" are is the Http's (Http::second()). Main thread.
class SpaceWatch : public QObject {
    Q_OBJECT
public:
    /// \p http and \p hub outlive this. \p base is where the Space lives, to be visited.
    SpaceWatch(Http &http, HubClient &hub, const QString &spaceId, const QUrl &base,
               QObject *parent = nullptr);
    ~SpaceWatch() override;

    /// Asks now. Also again, after settled() or stop().
    void start();
    void stop();
    /// The last one that was told; its kind is Unknown before, and where the first question had no
    /// answer.
    [[nodiscard]] const SpaceStage &stage() const { return m_stage; }
    /// Why the last question had no answer; None where it had.
    [[nodiscard]] const Failure &trouble() const { return m_trouble; }
    /// Since the first stage that was not running, by the wall clock.
    [[nodiscard]] std::chrono::seconds waited() const;
    /// It was asleep when it was first asked for: waited() is how long it takes to wake.
    [[nodiscard]] bool wasAsleep() const { return m_wasAsleep; }

Q_SIGNALS:
    /// stage() or trouble() is another one, and it is still waited for.
    void changed();
    /// It runs, or is not waited for: stage() says which, trouble() why the Hub could not be asked.
    void settled();

private:
    void ask();
    void take(const SpaceStage &stage);
    void visit();

    Http &m_http;
    HubClient &m_hub;
    QString m_spaceId;
    QUrl m_base;
    SpaceStage m_stage;
    Failure m_trouble;
    QTimer m_pause;
    QPointer<HttpExchange> m_visit;
    QDateTime m_since;
    int m_question = 0; ///< answers to an older one are not taken
    bool m_isAsking = false;
    bool m_wasAsleep = false;
    bool m_wasVisited = false;
};

} // namespace spaceline
