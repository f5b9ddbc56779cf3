#include "gradio/jointransport.h"

#include <QJsonObject>
#include <QUrlQuery>

using namespace Qt::Literals::StringLiterals;

namespace spaceline::gradio {

JoinTransport::JoinTransport(Http &http, QUrl api) : HttpTransport(http), m_api(std::move(api)) { }

void JoinTransport::start(const CallRequest &request, const QString &hash)
{
    m_eventId.clear();
    m_request = request;
    m_hash = hash;
    m_sent = false;
    QUrl url = m_api.resolved(QUrl(u"queue/join"_s));
    QUrlQuery query;
    query.addQueryItem(u"fn_index"_s, QString::number(request.fnIndex));
    query.addQueryItem(u"session_hash"_s, hash);
    url.setQuery(query);
    follow(url);
}

bool JoinTransport::took(const EventStream::Event &event)
{
    if (m_sent)
        return m_sink(event);
    const StreamMessage message = read(event, true);
    if (message.name == "queue_full") {
        closeStream();
        Q_EMIT refused(message.failure);
        return false;
    }
    if (message.name != "send_data")
        return m_sink(event);
    logEvent(message.name, event.data.size());
    m_sent = true;
    m_eventId = message.eventId;
    post(m_api.resolved(QUrl(u"queue/data"_s)),
         {{"data"_L1, m_request.data},
          {"fn_index"_L1, m_request.fnIndex},
          {"session_hash"_L1, m_hash},
          {"event_id"_L1, QString::fromUtf8(m_eventId)},
          {"event_data"_L1, m_request.eventData}},
         m_silenceLimit);
    Q_EMIT submitted();
    return isActive();
}

void JoinTransport::posted(const QByteArray &, Failure failure)
{
    if (!failure)
        return;
    // The function waits for its data and never runs.
    closeStream();
    Q_EMIT refused(failure);
}

void JoinTransport::streamEnded(const Failure &failure)
{
    if (m_sent)
        Q_EMIT ended(failure);
    else
        Q_EMIT refused(failure);
}

} // namespace spaceline::gradio
