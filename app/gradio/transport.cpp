#include "gradio/transport.h"

#include "gradio/json.h"

#include <QJsonObject>
#include <QUrlQuery>

using namespace Qt::Literals::StringLiterals;

namespace spaceline::gradio {

namespace {

HttpRequest post(const QUrl &url, const QJsonObject &body)
{
    HttpRequest request;
    request.method = HttpRequest::Method::Post;
    request.url = url;
    request.body = QJsonDocument(body).toJson(QJsonDocument::Compact);
    // Both official clients send it; ZeroGPU words its errors by it (§1.3).
    request.headers.emplaceBack("x-gradio-user", "api");
    return request;
}

HttpRequest stream(const QUrl &url)
{
    HttpRequest request;
    request.url = url;
    request.stream = true;
    return request;
}

/// `POST queue/join`, then `GET queue/data?session_hash=` (gradio-protocol.md §5, protocols sse_v1
/// to sse_v3).
class QueueTransport final : public Transport {
public:
    QueueTransport(const Config &config, QUrl api)
        : m_api(std::move(api))
        , m_serverDiffs(config.sendsDiffs())
        , m_simpleFormat(config.knowsSimpleFormat())
    {
    }

    [[nodiscard]] Kind kind() const override { return Kind::Queue; }

    [[nodiscard]] HttpRequest submit(const CallRequest &request, const QString &hash) override
    {
        QJsonObject body{{"data"_L1, request.data},
                         {"fn_index"_L1, request.fnIndex},
                         {"session_hash"_L1, hash},
                         {"event_data"_L1, QJsonValue::Null},
                         {"trigger_id"_L1, QJsonValue::Null}};
        m_full = !m_serverDiffs || (request.fullValues && m_simpleFormat);
        if (m_serverDiffs && m_full)
            body.insert("simple_format"_L1, true);
        return post(m_api.resolved(QUrl(u"queue/join"_s)), body);
    }

    [[nodiscard]] HttpRequest follow(const QByteArray &, const QString &hash) const override
    {
        QUrl url = m_api.resolved(QUrl(u"queue/data"_s));
        QUrlQuery query;
        query.addQueryItem(u"session_hash"_s, hash);
        url.setQuery(query);
        return stream(url);
    }

    [[nodiscard]] StreamMessage read(const EventStream::Event &event, bool first) const override
    {
        return readQueueMessage(event.data.toByteArray(), m_full, first);
    }

    [[nodiscard]] QString cancelHash(const QByteArray &, const QString &hash) const override
    {
        return hash;
    }

    [[nodiscard]] bool diffs() const override { return !m_full; }

private:
    QUrl m_api;
    bool m_serverDiffs;
    bool m_simpleFormat;
    bool m_full = false;
};

/// `POST call/{name}`, then `GET call/{name}/{event_id}` (§4, since 4.20). A session of ours can be
/// read back only since 6.18; before, every call is its own session and nothing is remembered.
class CallTransport final : public Transport {
public:
    CallTransport(const Config &config, QUrl api)
        : m_api(std::move(api))
        , m_keepsSession(config.callKeepsSession())
    {
    }

    [[nodiscard]] Kind kind() const override { return Kind::Call; }

    [[nodiscard]] HttpRequest submit(const CallRequest &request, const QString &hash) override
    {
        m_name = QString::fromLatin1(QUrl::toPercentEncoding(request.apiName, "/"));
        QJsonObject body{{"data"_L1, request.data}};
        if (m_keepsSession)
            body.insert("session_hash"_L1, hash);
        return post(m_api.resolved(QUrl(u"call/"_s + m_name)), body);
    }

    [[nodiscard]] HttpRequest follow(const QByteArray &eventId, const QString &) const override
    {
        // The id is the server's: it must not lead to another path.
        const QString id = QString::fromLatin1(eventId.toPercentEncoding());
        return stream(m_api.resolved(QUrl(u"call/"_s + m_name + u'/' + id)));
    }

    [[nodiscard]] StreamMessage read(const EventStream::Event &event, bool) const override
    {
        return readCallMessage(event.name, event.data);
    }

    [[nodiscard]] QString cancelHash(const QByteArray &eventId, const QString &hash) const override
    {
        return m_keepsSession ? hash : QString::fromUtf8(eventId);
    }

private:
    QUrl m_api;
    QString m_name;
    bool m_keepsSession;
};

} // namespace

std::unique_ptr<Transport> Transport::make(Kind kind, const Config &config, const QUrl &api)
{
    if (kind == Kind::Queue && config.hasQueue())
        return std::make_unique<QueueTransport>(config, api);
    if (kind == Kind::Call && config.hasCall())
        return std::make_unique<CallTransport>(config, api);
    return nullptr;
}

} // namespace spaceline::gradio
