#include "chat/configanswer.h"

#include "gradio/failuretable.h"
#include "net/http.h"

namespace spaceline {

Failure configFailure(const HttpExchange &exchange, const QByteArray &body, const HubEndpoint &hub,
                      bool isSpace)
{
    Failure failure = gradio::failureOf(exchange, body, gradio::Asked::Config);
    // Nothing was asked of the app yet, so no reply was lost.
    if (failure.kind == Failure::Kind::ConnectionLost)
        failure.kind = Failure::Kind::Network;
    const bool isElsewhere = !isSpace && !hub.isSpaceHost(exchange.url());
    if (failure.kind == Failure::Kind::PrivateSpace && exchange.status() == 404 && isElsewhere)
        failure.kind = Failure::Kind::NotGradio;
    return failure;
}

} // namespace spaceline
