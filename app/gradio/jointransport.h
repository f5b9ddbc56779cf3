#pragma once

#include "gradio/httptransport.h"

namespace spaceline::gradio {

/// `GET queue/join?fn_index=&session_hash=` is the stream; when it says `send_data`, `POST
/// queue/data` (gradio-protocol.md §5.8, protocol sse; Gradio 4.0 to 4.8).
class JoinTransport final : public HttpTransport {
    Q_OBJECT
public:
    JoinTransport(Http &http, QUrl api);

    [[nodiscard]] Kind kind() const override { return Kind::Queue; }
    void start(const CallRequest &request, const QString &hash) override;

protected:
    bool took(const EventStream::Event &event) override;
    void posted(const QByteArray &body, Failure failure) override;
    void streamEnded(const Failure &failure) override;
    [[nodiscard]] bool isSubmitted() const override { return m_sent; }

private:
    QUrl m_api;
    CallRequest m_request;
    QString m_hash;
    bool m_sent = false;
};

} // namespace spaceline::gradio
