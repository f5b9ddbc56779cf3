#pragma once

#include "base/failure.h"
#include "base/timeline.h"
#include "gradio/config.h"
#include "gradio/streammessage.h"
#include "net/eventstream.h"

#include <QJsonArray>
#include <QObject>

#include <chrono>
#include <functional>
#include <memory>

namespace spaceline {
class Http;
}

namespace spaceline::gradio {

/// What is called and with what. A value.
struct CallRequest {
    int fnIndex = -1;
    QString apiName; ///< without a slash; empty where the function has no name
    QJsonArray data; ///< one element for each input of the dependency, null for State
    bool fullValues = false; ///< ask for `simple_format` instead of diffs
    /// What happened on the page, for functions that want to know (§10.5); null: nothing.
    QJsonValue eventData;
    int triggerId = -1; ///< the component that it happened to; -1: none
};

/// How one kind of server takes a call and tells what becomes of it: makes the connections and
/// hands out the events that come, raw. It judges nothing that Call judges: no repetition, no state
/// but what the server said.
///
/// One of submitted(), refused() and the sink's first event comes first; refused() and ended() are
/// last words. Lives in the thread of its Http.
class Transport : public QObject {
    Q_OBJECT
public:
    /// What a user can choose between: the queue in the form that the server has, and `/call`.
    enum class Kind { Queue, Call };
    /// Takes an event; false where no further one is wanted.
    using Sink = EventStream::Sink;

    /// \p http is not owned and outlives it. \p api ends in a slash. Null where \p config's server
    /// does not have \p kind for the function \p fnIndex.
    [[nodiscard]] static std::unique_ptr<Transport>
    make(Kind kind, Http &http, const Config &config, const QUrl &api, int fnIndex);

    [[nodiscard]] virtual Kind kind() const = 0;
    /// Where events go. Set before start().
    void setSink(Sink sink) { m_sink = std::move(sink); }
    void setSilenceLimit(std::chrono::milliseconds limit) { m_silenceLimit = limit; }
    /// Where requests are noted; outlives the transport. May be null.
    void setRecord(Timeline::Call *record) { m_record = record; }

    /// Submits \p request in the session \p hash. May be called again after stop() and after the
    /// last words.
    virtual void start(const CallRequest &request, const QString &hash) = 0;
    /// Lets go of all connections; no signal follows.
    virtual void stop() = 0;
    /// Something is on its way.
    [[nodiscard]] virtual bool isActive() const = 0;
    /// The server's name for the event; empty before submitted(), and where it gives none (3.x).
    [[nodiscard]] QByteArray eventId() const { return m_eventId; }

    /// \p event in the one form. \p first: no data came before it.
    [[nodiscard]] virtual StreamMessage read(const EventStream::Event &event, bool first) const;
    /// The session under which `/cancel` knows the event that was submitted in \p hash.
    [[nodiscard]] virtual QString cancelHash(const QString &hash) const { return hash; }
    /// Partial values come as diffs.
    [[nodiscard]] virtual bool diffs() const { return false; }
    /// Where \p event came from and its beginning, redacted: for Failure::detail.
    [[nodiscard]] virtual QString describe(QByteArrayView event) const = 0;
    /// Writes one line about an event to the traffic log.
    virtual void logEvent(QByteArrayView name, qsizetype bytes) = 0;

Q_SIGNALS:
    /// The server took the call.
    void submitted();
    /// It did not, or could not be asked. Nothing has run.
    void refused(const spaceline::Failure &failure);
    /// The server no longer knows the user, who is being signed in again; then the same is asked
    /// once more.
    void signingIn();
    /// The events of one piece of the network have been handed out.
    void piece();
    /// No further event comes, for the reason \p failure.
    void ended(const spaceline::Failure &failure);

protected:
    explicit Transport(Http &http) : m_http(http) { }

    /// To be called for each request that goes out.
    void note(const char *method, const QUrl &url, const QByteArray &body = {});

    Http &m_http;
    Sink m_sink;
    Timeline::Call *m_record = nullptr;
    QByteArray m_eventId;
    std::chrono::milliseconds m_silenceLimit = std::chrono::seconds(60);
};

} // namespace spaceline::gradio
