#pragma once

#include <QAbstractSocket>
#include <QElapsedTimer>
#include <QNetworkProxy>
#include <QObject>
#include <QSslError>
#include <QTimer>
#include <QUrl>

#include <chrono>
#include <memory>

class QHostInfo;
class QTcpSocket;

namespace spaceline {

/// Tries the way to a server below HTTP, one layer after the other: the name, the port, the secure
/// connection. It sends nothing but what these need, and no credentials. Main thread.
class LinkProbe : public QObject {
    Q_OBJECT
public:
    enum class Layer { Dns, Tcp, Tls };
    Q_ENUM(Layer)
    /// What is wrong.
    enum class Trouble {
        None,
        NoSuchHost,
        Refused, ///< nothing listens there
        Unreachable, ///< no way to that host
        Silent, ///< no answer within the limit
        ProxyUnreachable,
        NotTls, ///< something answers, but it does not speak TLS
        Untrusted, ///< the certificate
    };
    Q_ENUM(Trouble)

    struct Finding {
        Layer layer = Layer::Dns;
        bool isNeeded = true; ///< false: this layer has no part in the way, `result` says why
        Trouble trouble = Trouble::None;
        std::chrono::milliseconds time{0};
        QString result; ///< one line in the user's language
    };

    explicit LinkProbe(QObject *parent = nullptr);
    ~LinkProbe() override;

    /// Longest time for one layer; 10 s at first.
    void setLimit(std::chrono::milliseconds limit) { m_limit.setInterval(limit); }
    /// Begins with the name. \p url is http or https. Once.
    void start(const QUrl &url);
    /// Goes on with the layer behind the one that was found last.
    void goOn();

Q_SIGNALS:
    /// A layer was tried; goOn() tries the next one. Never from within start() or goOn().
    void found(const spaceline::LinkProbe::Finding &finding);

private:
    void find(Trouble trouble, const QString &result, bool isNeeded = true);
    void lookUp();
    void lookedUp(const QHostInfo &info);
    void connectSocket();
    void encrypt();
    void encrypted();
    void failed();
    void timedOut();
    [[nodiscard]] QString place() const;
    [[nodiscard]] quint16 port() const;
    [[nodiscard]] bool hasProxy() const { return m_proxy.type() != QNetworkProxy::NoProxy; }

    QUrl m_url;
    QNetworkProxy m_proxy;
    Layer m_layer = Layer::Dns;
    int m_lookUp = -1; ///< its id
    std::unique_ptr<QTcpSocket> m_socket;
    QList<QSslError> m_tlsErrors;
    QElapsedTimer m_clock;
    QTimer m_limit;
};

} // namespace spaceline

Q_DECLARE_METATYPE(spaceline::LinkProbe::Finding)
