#pragma once

#include "gradio/httptransport.h"

namespace spaceline::gradio {

/// `POST queue/join`, then `GET queue/data?session_hash=` (gradio-protocol.md §5, protocols sse_v1
/// to sse_v3; Gradio 4.9 and later).
class QueueTransport final : public HttpTransport {
    Q_OBJECT
public:
    QueueTransport(Http &http, const Config &config, QUrl api);

    [[nodiscard]] Kind kind() const override { return Kind::Queue; }
    void start(const CallRequest &request, const QString &hash) override;
    [[nodiscard]] StreamMessage read(const EventStream::Event &event, bool first) const override;
    [[nodiscard]] bool diffs() const override { return !m_full; }

protected:
    void posted(const QByteArray &body, Failure failure) override;

private:
    QUrl m_api;
    QString m_hash;
    bool m_serverDiffs;
    bool m_simpleFormat;
    bool m_full = false;
};

} // namespace spaceline::gradio
