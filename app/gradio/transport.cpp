#include "gradio/transport.h"

#include "gradio/calltransport.h"
#include "gradio/jointransport.h"
#include "gradio/queuetransport.h"
#include "gradio/runtransport.h"
#include "gradio/sockettransport.h"
#include "net/trafficlog.h"

namespace spaceline::gradio {

std::unique_ptr<Transport> Transport::make(Kind kind, Http &http, const Config &config,
                                           const QUrl &api, int fnIndex)
{
    if (kind == Kind::Call) {
        if (config.hasCall())
            return std::make_unique<CallTransport>(http, config, api);
        return nullptr;
    }
    switch (config.protocol()) {
    case Protocol::WebSocket:
        // What the author keeps out of the queue is not taken by it in 3.x (§5.8).
        if (!config.isQueued(fnIndex))
            return std::make_unique<RunTransport>(http, api);
        return std::make_unique<SocketTransport>(http, api);
    case Protocol::Sse:
        return std::make_unique<JoinTransport>(http, api);
    case Protocol::SseV1:
    case Protocol::SseV2:
    case Protocol::SseV21:
    case Protocol::SseV3:
        break;
    }
    return std::make_unique<QueueTransport>(http, config, api);
}

void Transport::note(const char *method, const QUrl &url, const QByteArray &body)
{
    if (m_record)
        m_record->takeRequest(QLatin1StringView(method) + u' ' + TrafficLog::shown(url), body);
}

StreamMessage Transport::read(const EventStream::Event &event, bool first) const
{
    return readQueueMessage(event.data.toByteArray(), true, first);
}

} // namespace spaceline::gradio
