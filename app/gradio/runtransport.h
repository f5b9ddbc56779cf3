#pragma once

#include "gradio/httptransport.h"

namespace spaceline::gradio {

/// `POST run/predict`, answered when the function is done: for what 3.x keeps out of its queue
/// (gradio-protocol.md §4.3, §5.8).
class RunTransport final : public HttpTransport {
    Q_OBJECT
public:
    RunTransport(Http &http, QUrl api);

    [[nodiscard]] Kind kind() const override { return Kind::Queue; }
    void start(const CallRequest &request, const QString &hash) override;
    [[nodiscard]] StreamMessage read(const EventStream::Event &event, bool first) const override;

protected:
    void posted(const QByteArray &body, Failure failure) override;

private:
    QUrl m_api;
};

} // namespace spaceline::gradio
