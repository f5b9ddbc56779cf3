#include "gradio/calltransport.h"

#include <QJsonObject>

using namespace Qt::Literals::StringLiterals;

namespace spaceline::gradio {

CallTransport::CallTransport(Http &http, const Config &config, QUrl api)
    : HttpTransport(http)
    , m_api(std::move(api))
    , m_keepsSession(config.callKeepsSession())
{
}

void CallTransport::start(const CallRequest &request, const QString &hash)
{
    m_eventId.clear();
    m_name = QString::fromLatin1(QUrl::toPercentEncoding(request.apiName, "/"));
    QJsonObject body{{"data"_L1, request.data}};
    if (m_keepsSession)
        body.insert("session_hash"_L1, hash);
    post(m_api.resolved(QUrl(u"call/"_s + m_name)), body, m_silenceLimit);
}

StreamMessage CallTransport::read(const EventStream::Event &event, bool) const
{
    return readCallMessage(event.name, event.data);
}

QString CallTransport::cancelHash(const QString &hash) const
{
    return m_keepsSession ? hash : QString::fromUtf8(m_eventId);
}

void CallTransport::posted(const QByteArray &body, Failure failure)
{
    if (!failure)
        m_eventId = eventIdOf(body, &failure);
    if (failure) {
        Q_EMIT refused(failure);
        return;
    }
    // The id is the server's: it must not lead to another path.
    const QString id = QString::fromLatin1(m_eventId.toPercentEncoding());
    follow(m_api.resolved(QUrl(u"call/"_s + m_name + u'/' + id)));
    Q_EMIT submitted();
}

} // namespace spaceline::gradio
