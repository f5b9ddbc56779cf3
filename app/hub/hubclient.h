#pragma once

#include "base/failure.h"
#include "base/hubendpoint.h"

#include <QFuture>
#include <QObject>
#include <QUrl>

namespace spaceline {

class Http;
class HttpExchange;

/// Where a Space lives, or why that cannot be told.
struct SpaceHost {
    QUrl base; ///< without a trailing slash
    Failure failure;
};

/// What the Hub says of a Space (gradio-protocol.md §1.4).
struct SpaceStage {
    QString stage; ///< "RUNNING", "SLEEPING", …; unknown words are possible, empty where it could
                   ///< not be read
    QString errorMessage; ///< of the *_ERROR stages
    bool isPrivate = false;
    [[nodiscard]] bool isRunning() const
    {
        return stage == u"RUNNING" || stage == u"RUNNING_BUILDING"
            || stage == u"RUNNING_APP_STARTING";
    }
    /// What a stage that is not running means for the user (F4); None for unknown words.
    [[nodiscard]] Failure::Cause cause() const;
};

/// Asks the Hub's API. The answers of huggingface.co cannot be tried from where this was written:
/// paths, bodies and statuses are those of gradio-protocol.md §1 and failures.md F4–F6, F14, F28,
/// and the tests hold them against a scripted server. Deleting the client leaves its questions
/// unanswered.
class HubClient : public QObject {
    Q_OBJECT
public:
    HubClient(Http &http, HubEndpoint hub, QObject *parent = nullptr);

    /// GET /api/spaces/{owner}/{name}/host.
    [[nodiscard]] QFuture<SpaceHost> host(const QString &spaceId);
    /// GET /api/spaces/{owner}/{name}. Never fails: an empty stage says that it is not known.
    [[nodiscard]] QFuture<SpaceStage> stage(const QString &spaceId);

private:
    HttpExchange *get(const QString &path);

    Http &m_http;
    HubEndpoint m_hub;
};

} // namespace spaceline
