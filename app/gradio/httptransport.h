#pragma once

#include "gradio/transport.h"
#include "net/http.h"

#include <QPointer>

namespace spaceline::gradio {

/// What the transports over HTTP share: a POST that submits, an event stream that is followed.
class HttpTransport : public Transport {
    Q_OBJECT
public:
    ~HttpTransport() override;

    void stop() override;
    [[nodiscard]] bool isActive() const override { return m_post || m_stream; }
    [[nodiscard]] QString describe(QByteArrayView event) const override;
    void logEvent(QByteArrayView name, qsizetype bytes) override;

protected:
    using Transport::Transport;

    /// `POST url` with \p body; ends in posted().
    void post(const QUrl &url, const QJsonObject &body, std::chrono::milliseconds limit);
    /// `GET url` as an event stream, whose events go to took().
    void follow(const QUrl &url);
    void closeStream() { release(m_stream); }
    /// The event id in the answer \p body to a submit; where there is none, \p failure says so.
    [[nodiscard]] static QByteArray eventIdOf(const QByteArray &body, Failure *failure);

    /// The answer of post(); \p failure where it was none.
    virtual void posted(const QByteArray &body, Failure failure) = 0;
    /// An event of the stream; false ends reading.
    virtual bool took(const EventStream::Event &event) { return m_sink(event); }
    /// The stream is over.
    virtual void streamEnded(const Failure &failure) { Q_EMIT ended(failure); }
    /// What a stream that was not opened means: the same status means different things before and
    /// after the call was taken.
    [[nodiscard]] virtual bool isSubmitted() const { return true; }

private:
    void onBytes();
    void onEnded();
    void release(QPointer<HttpExchange> &exchange);

    std::unique_ptr<EventStream> m_events;
    QPointer<HttpExchange> m_post;
    QPointer<HttpExchange> m_stream;
    QByteArray m_errorBody; ///< of a stream that is none
};

} // namespace spaceline::gradio
