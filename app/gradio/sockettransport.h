#pragma once

#include "gradio/transport.h"
#include "net/websocket.h"

#include <QPointer>

namespace spaceline::gradio {

/// The WebSocket `queue/join`, one for each call (gradio-protocol.md §5.8; Gradio 3).
class SocketTransport final : public Transport {
    Q_OBJECT
public:
    SocketTransport(Http &http, QUrl api);
    ~SocketTransport() override;

    [[nodiscard]] Kind kind() const override { return Kind::Queue; }
    void start(const CallRequest &request, const QString &hash) override;
    void stop() override;
    [[nodiscard]] bool isActive() const override { return m_socket || m_signingIn; }
    [[nodiscard]] QString describe(QByteArrayView event) const override;
    void logEvent(QByteArrayView name, qsizetype bytes) override;

private:
    void open();
    bool signInAgain();
    void onReceived(const QByteArray &text);
    void onFinished();

    QUrl m_api;
    CallRequest m_request;
    QString m_hash;
    QPointer<WebSocket> m_socket;
    bool m_sent = false;
    bool m_signedIn = false; ///< again, for this call
    bool m_signingIn = false;
};

} // namespace spaceline::gradio
