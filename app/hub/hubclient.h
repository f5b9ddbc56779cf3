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

/// Whose token it is that the Hub was asked with.
struct WhoAmI {
    QString name;
    QString fullName;
    QString role; ///< of the token: "read", "write", "fineGrained"; unknown words are possible
    QString tokenName; ///< what the user called it
    bool isPro = false;
    Failure failure; ///< Token where the Hub does not accept it, with the Hub's words
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
    /// GET /api/whoami-v2, whose rate limit is narrow: never repeated, its answer is to be kept.
    [[nodiscard]] QFuture<WhoAmI> whoAmI();

Q_SIGNALS:
    /// host() had no usable answer; the next try starts after \p pause.
    void repeating(int attempt, std::chrono::milliseconds pause);

private:
    HttpExchange *get(const QString &path, bool repeat = true);

    Http &m_http;
    HubEndpoint m_hub;
};

} // namespace spaceline
