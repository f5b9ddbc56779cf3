#pragma once

#include "gradio/httptransport.h"

namespace spaceline::gradio {

/// `POST call/{name}`, then `GET call/{name}/{event_id}` (gradio-protocol.md §4, since 4.20). A
/// session of ours can be read back only since 6.18; before, every call is its own session and
/// nothing is remembered.
class CallTransport final : public HttpTransport {
    Q_OBJECT
public:
    CallTransport(Http &http, const Config &config, QUrl api);

    [[nodiscard]] Kind kind() const override { return Kind::Call; }
    void start(const CallRequest &request, const QString &hash) override;
    [[nodiscard]] StreamMessage read(const EventStream::Event &event, bool first) const override;
    [[nodiscard]] QString cancelHash(const QString &hash) const override;

protected:
    void posted(const QByteArray &body, Failure failure) override;

private:
    QUrl m_api;
    QString m_name;
    bool m_keepsSession;
};

} // namespace spaceline::gradio
