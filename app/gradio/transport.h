#pragma once

#include "gradio/config.h"
#include "gradio/streammessage.h"
#include "net/eventstream.h"
#include "net/http.h"

#include <QJsonArray>

#include <memory>

namespace spaceline::gradio {

/// What is called and with what. A value.
struct CallRequest {
    int fnIndex = -1;
    QString apiName; ///< without a slash; empty where the function has no name
    QJsonArray data; ///< one element for each input of the dependency, null for State
    bool fullValues = false; ///< ask for `simple_format` instead of diffs
};

/// How one HTTP transport submits a call, follows it and cancels it. Makes requests and reads
/// answers; sends nothing itself, keeps no state but what the server said. One for each submission.
class Transport {
public:
    enum class Kind { Queue, Call };

    virtual ~Transport() = default;
    [[nodiscard]] virtual Kind kind() const = 0;
    /// The POST that submits \p request in the session \p hash.
    [[nodiscard]] virtual HttpRequest submit(const CallRequest &request, const QString &hash) = 0;
    /// The GET that follows event \p eventId.
    [[nodiscard]] virtual HttpRequest follow(const QByteArray &eventId,
                                             const QString &hash) const = 0;
    [[nodiscard]] virtual StreamMessage read(const EventStream::Event &event, bool first) const = 0;
    /// The session under which `/cancel` knows the event.
    [[nodiscard]] virtual QString cancelHash(const QByteArray &eventId,
                                             const QString &hash) const = 0;
    /// Partial values come as diffs.
    [[nodiscard]] virtual bool diffs() const { return false; }

    /// \p api ends in a slash. Null where \p config's server does not have that transport.
    [[nodiscard]] static std::unique_ptr<Transport> make(Kind kind, const Config &config,
                                                         const QUrl &api);
};

} // namespace spaceline::gradio
