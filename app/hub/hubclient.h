#pragma once

#include "base/failure.h"
#include "base/hubendpoint.h"
#include "hub/spacestage.h"

#include <QFuture>
#include <QObject>
#include <QUrl>

#include <chrono>

namespace spaceline {

class Http;
class HttpExchange;

/// Where a Space lives, or why that cannot be told.
struct SpaceHost {
    QUrl base; ///< without a trailing slash
    Failure failure;
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
    /// GET /api/spaces/{owner}/{name}. The kind is Unknown where it could not be asked, and
    /// `failure` says why.
    [[nodiscard]] QFuture<SpaceStage> stage(const QString &spaceId);

Q_SIGNALS:
    /// host() had no usable answer; the next try starts after \p pause.
    void repeating(int attempt, std::chrono::milliseconds pause);

private:
    HttpExchange *get(const QString &path);

    Http &m_http;
    HubEndpoint m_hub;
};

} // namespace spaceline
