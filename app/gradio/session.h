#pragma once

#include <QByteArray>
#include <QDateTime>
#include <QObject>
#include <QPointer>
#include <QTimer>
#include <QUrl>

namespace spaceline {
class Http;
class HttpExchange;
} // namespace spaceline

namespace spaceline::gradio {

/// One conversation's memory on the server: the `session_hash` under which it keeps State, and the
/// heartbeat that keeps it alive (gradio-protocol.md §9). Cookies are the Http's. Main thread.
class Session : public QObject {
    Q_OBJECT
public:
    /// \p api ends in a slash: https://host/gradio_api/. \p hash continues an earlier session;
    /// empty begins a new one.
    Session(Http &http, const QUrl &api, const QString &hash = {}, QObject *parent = nullptr);
    ~Session() override;

    [[nodiscard]] QString hash() const { return m_hash; }
    [[nodiscard]] QUrl api() const { return m_api; }
    /// The routes turned out to be elsewhere.
    void setApi(const QUrl &api);
    /// Forgets what the server knows: the next call begins a new session.
    void renew();

    /// Holds `GET API/heartbeat/{hash}` open, and opens it again where it drops. Only for a
    /// conversation that is open, and only where the config asks for it: without it State stays
    /// until evicted, with it State goes an hour after it closes.
    void keepAlive(bool on);
    [[nodiscard]] bool isKeptAlive() const { return m_keepAlive; }
    /// When the heartbeat was heard last; invalid where it was not, or has ended.
    [[nodiscard]] QDateTime lastBeat() const { return m_lastBeat; }

Q_SIGNALS:
    void hashChanged();
    /// The heartbeat was heard and has ended without our doing: the server, or the way to it, is
    /// gone. It is opened again by itself.
    void heartbeatLost();

private:
    void openHeartbeat();
    void closeHeartbeat();

    Http &m_http;
    QUrl m_api;
    QString m_hash;
    QPointer<HttpExchange> m_heartbeat;
    QTimer m_reopen;
    QDateTime m_lastBeat;
    bool m_keepAlive = false;
};

} // namespace spaceline::gradio
