#include "gradio/httptransport.h"

#include "base/redaction.h"
#include "gradio/failuretable.h"
#include "gradio/json.h"

#include <QCoreApplication>
#include <QJsonObject>

#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace spaceline::gradio {

namespace {

/// As much of an answer that is no event stream as is needed to say what it is.
constexpr qsizetype kErrorBody = 64 * 1024;

} // namespace

HttpTransport::~HttpTransport() { HttpTransport::stop(); }

void HttpTransport::stop()
{
    release(m_post);
    release(m_stream);
}

void HttpTransport::release(QPointer<HttpExchange> &exchange)
{
    if (!exchange)
        return;
    exchange->disconnect(this);
    exchange->abort();
    exchange.clear();
}

QString HttpTransport::describe(QByteArrayView event) const
{
    return m_stream ? m_stream->describe(event.toByteArray()) : QString();
}

void HttpTransport::logEvent(QByteArrayView name, qsizetype bytes)
{
    if (m_stream)
        m_stream->logEvent(name, bytes);
}

void HttpTransport::post(const QUrl &url, const QJsonObject &body, std::chrono::milliseconds limit)
{
    HttpRequest request;
    request.method = HttpRequest::Method::Post;
    request.url = url;
    request.body = QJsonDocument(body).toJson(QJsonDocument::Compact);
    request.totalLimit = limit;
    request.takesAppToken = true; // where the user agreed to that for this app (F19)
    // Both official clients send it; ZeroGPU words its errors by it (§1.3).
    request.headers.emplaceBack("x-gradio-user", "api");
    note("POST", url, request.body);
    m_post = m_http.send(request);
    connect(m_post, &HttpExchange::signingIn, this, &Transport::signingIn);
    connect(m_post, &HttpExchange::finished, this, [this] {
        HttpExchange *exchange = m_post;
        m_post.clear();
        const QByteArray answer = exchange->readAll();
        Failure failure = failureOf(*exchange, answer, Asked::Submit);
        posted(answer, std::move(failure));
    });
}

QByteArray HttpTransport::eventIdOf(const QByteArray &body, Failure *failure)
{
    QByteArray id = parseJson(body).object().value("event_id"_L1).toString().toUtf8();
    if (id.isEmpty()) {
        *failure = Failure(Failure::Kind::StreamFormat,
                           QCoreApplication::translate("Call", "The server gave no event id."),
                           redacted(QString::fromUtf8(body.left(500))));
    }
    return id;
}

void HttpTransport::follow(const QUrl &url)
{
    HttpRequest request;
    request.url = url;
    request.stream = true;
    request.silenceLimit = m_silenceLimit;
    m_events = std::make_unique<EventStream>();
    m_errorBody.clear();
    note("GET", url);
    m_stream = m_http.send(request);
    connect(m_stream, &HttpExchange::signingIn, this, &Transport::signingIn);
    connect(m_stream, &HttpExchange::readyRead, this, &HttpTransport::onBytes);
    connect(m_stream, &HttpExchange::finished, this, &HttpTransport::onEnded);
}

void HttpTransport::onBytes()
{
    // An event may end the call, which lets go of the stream; the decoder stays until control
    // returns to the event loop.
    const QByteArray bytes = m_stream->readAll();
    if (m_stream->status() != 200 || m_stream->contentType() != "text/event-stream") {
        m_errorBody += bytes.left(kErrorBody - m_errorBody.size());
        // A page that never ends would be waited for without end.
        if (m_stream->status() == 200 && !bytes.isEmpty()) {
            const Failure failure = failureOf(*m_stream, m_errorBody, Asked::Stream);
            release(m_stream);
            streamEnded(failure);
        }
        return;
    }
    m_events->feed(bytes, [this](const EventStream::Event &event) { return took(event); });
    Q_EMIT piece();
    if (m_stream && m_events->isOverlong()) {
        release(m_stream);
        streamEnded(Failure(
            Failure::Kind::StreamFormat,
            QCoreApplication::translate("Call", "One event of the answer is over 64 MiB.")));
    }
}

void HttpTransport::onEnded()
{
    onBytes();
    // That may have ended the call, or let go of this stream to submit again.
    HttpExchange *exchange = m_stream;
    if (!exchange)
        return;
    Failure failure
        = failureOf(*exchange, m_errorBody, isSubmitted() ? Asked::Stream : Asked::Submit);
    if (exchange->status() == 200) {
        // The last event may lack its blank line; half of one is not an event.
        m_events->finish([this](const EventStream::Event &event) {
            return read(event, true).kind == StreamMessage::Kind::Malformed || took(event);
        });
        if (!m_stream)
            return;
    }
    m_stream.clear();
    if (exchange->status() == 404 && isSubmitted())
        failure.kind = Failure::Kind::SessionLost;
    if (!failure)
        failure = Failure(Failure::Kind::ConnectionLost, {}, exchange->describe());
    else if (failure.kind == Failure::Kind::Network && exchange->status() == 200)
        failure.kind = Failure::Kind::ConnectionLost;
    streamEnded(failure);
}

} // namespace spaceline::gradio
