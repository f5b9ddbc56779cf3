#pragma once

#include "base/failure.h"

#include <QByteArray>
#include <QObject>
#include <QPointer>
#include <QTimer>
#include <QUrl>

#include <chrono>
#include <memory>

class QWebSocket;

namespace spaceline {

class Http;

/// A WebSocket, which is how the queue of Gradio 3 speaks. Made by Http::open() under Http's rules:
/// credentials by host, cookies of the jar, the traffic log, no proxy for this machine. Ends in
/// exactly one finished(), after which it deletes itself; keep it in a QPointer. Deleted earlier,
/// or with its Http, it ends without a signal. Lives in the thread of its Http.
class WebSocket : public QObject {
    Q_OBJECT
public:
    ~WebSocket() override;

    /// Sends one text message, UTF-8.
    void send(const QByteArray &text);
    /// Writes one line about a message to the traffic log; does nothing where no log is kept.
    void logEvent(QByteArrayView name, qsizetype bytes);

    /// What the server answered instead of opening the socket; 101 once it is open, 0 before.
    [[nodiscard]] int status() const { return m_status; }
    /// The other side's code of an orderly end: 1000 when all was said, 1008 where it wants a
    /// login.
    [[nodiscard]] int closeCode() const { return m_closeCode; }
    /// Network, ConnectionLost, Silence or Interrupted; none after an orderly end.
    [[nodiscard]] const Failure &failure() const { return m_failure; }
    /// Address, status and close code, redacted: for Failure::detail.
    [[nodiscard]] QString describe() const;

public Q_SLOTS:
    /// Closes at once; finished() follows at once, with Failure::Kind::Interrupted.
    void abort();

Q_SIGNALS:
    void received(const QByteArray &text); ///< one message, UTF-8
    void finished(); ///< always the last signal, never from within Http::open()

private:
    friend class Http;
    WebSocket(Http &http, const QUrl &url, std::chrono::milliseconds silenceLimit);
    void opened();
    void failed(int socketError);
    void closed();
    void finish(Failure failure);

    Http &m_http;
    QUrl m_url;
    std::unique_ptr<QWebSocket> m_socket;
    QTimer m_silence;
    QTimer m_ping;
    qint64 m_received = 0;
    quint64 m_id = 0; ///< in the traffic log
    std::chrono::steady_clock::time_point m_start = std::chrono::steady_clock::now();
    Failure m_failure;
    int m_status = 0;
    int m_closeCode = 0;
    bool m_done = false;
};

} // namespace spaceline
