#include "gradio/queuetransport.h"

#include "gradio/json.h"

#include <QCoreApplication>
#include <QJsonObject>
#include <QUrlQuery>

using namespace Qt::Literals::StringLiterals;

namespace spaceline::gradio {

namespace {

QJsonValue triggerOf(const CallRequest &request)
{
    return request.triggerId < 0 ? QJsonValue() : request.triggerId;
}

} // namespace

QueueTransport::QueueTransport(Http &http, const Config &config, QUrl api)
    : HttpTransport(http)
    , m_api(std::move(api))
    , m_serverDiffs(config.sendsDiffs())
    , m_simpleFormat(config.knowsSimpleFormat())
{
}

void QueueTransport::start(const CallRequest &request, const QString &hash)
{
    m_eventId.clear();
    m_hash = hash;
    QJsonObject body{{"data"_L1, request.data},
                     {"fn_index"_L1, request.fnIndex},
                     {"session_hash"_L1, hash},
                     {"event_data"_L1, request.eventData},
                     {"trigger_id"_L1, triggerOf(request)}};
    m_full = !m_serverDiffs || (request.fullValues && m_simpleFormat);
    if (m_serverDiffs && m_full)
        body.insert("simple_format"_L1, true);
    post(m_api.resolved(QUrl(u"queue/join"_s)), body, m_silenceLimit);
}

StreamMessage QueueTransport::read(const EventStream::Event &event, bool first) const
{
    return readQueueMessage(event.data.toByteArray(), m_full, first);
}

void QueueTransport::posted(const QByteArray &body, Failure failure)
{
    if (!failure)
        m_eventId = eventIdOf(body, &failure);
    if (failure) {
        Q_EMIT refused(failure);
        return;
    }
    QUrl url = m_api.resolved(QUrl(u"queue/data"_s));
    QUrlQuery query;
    query.addQueryItem(u"session_hash"_s, m_hash);
    url.setQuery(query);
    follow(url);
    Q_EMIT submitted();
}

} // namespace spaceline::gradio
