#pragma once

#include <QFuture>
#include <QString>
#include <QUrl>

namespace spaceline {
class Http;
}

namespace spaceline::gradio {

/// Which process of an app answers.
struct AppIdentity {
    enum class Kind {
        Told, ///< id
        Refused, ///< a Gradio server answered, but does not tell
        Unreachable, ///< nothing, or something that is no Gradio server
    };
    Kind kind = Kind::Unreachable;
    QString id; ///< as Config::appId()
};

/// Asks `GET API/app_id` (gradio-protocol.md §9) once, ten seconds at most. \p api ends in a slash.
/// Without an answer where \p http is gone before.
[[nodiscard]] QFuture<AppIdentity> askIdentity(Http &http, const QUrl &api);

} // namespace spaceline::gradio
