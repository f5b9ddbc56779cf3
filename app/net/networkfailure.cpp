#include "net/networkfailure.h"

#include <QCoreApplication>
#include <QNetworkReply>

namespace spaceline {

namespace {

QString words(const char *text) { return QCoreApplication::translate("Http", text); }

/// Errors that only say what the status line says. 400 and 418 are "invalid operations".
bool isAboutStatus(QNetworkReply::NetworkError error)
{
    return error >= QNetworkReply::ContentAccessDenied && error != QNetworkReply::ProtocolFailure
        && error != QNetworkReply::ProtocolUnknownError;
}

QString causeOf(const QNetworkReply &reply, const QList<QSslError> &tlsErrors)
{
    const QString host = reply.url().host();
    switch (reply.error()) {
    case QNetworkReply::HostNotFoundError:
        return words(QT_TRANSLATE_NOOP("Http", "The host %1 was not found.")).arg(host);
    case QNetworkReply::ConnectionRefusedError:
        return words(QT_TRANSLATE_NOOP("Http", "%1 refused the connection.")).arg(host);
    case QNetworkReply::RemoteHostClosedError:
    case QNetworkReply::ContentReSendError:
        return words(QT_TRANSLATE_NOOP("Http", "%1 closed the connection.")).arg(host);
    case QNetworkReply::TimeoutError:
        return words(QT_TRANSLATE_NOOP("Http", "%1 did not answer in time.")).arg(host);
    case QNetworkReply::SslHandshakeFailedError:
        if (tlsErrors.isEmpty()) {
            return words(
                       QT_TRANSLATE_NOOP("Http", "No secure connection (TLS) to %1 was possible."))
                .arg(host);
        }
        return words(QT_TRANSLATE_NOOP("Http", "The certificate of %1 is not trusted: %2"))
            .arg(host, tlsErrors.constFirst().errorString());
    case QNetworkReply::ProxyAuthenticationRequiredError:
        return words(QT_TRANSLATE_NOOP("Http", "The proxy asks for a user name and a password."));
    case QNetworkReply::ProxyConnectionRefusedError:
    case QNetworkReply::ProxyConnectionClosedError:
    case QNetworkReply::ProxyNotFoundError:
    case QNetworkReply::ProxyTimeoutError:
    case QNetworkReply::UnknownProxyError:
        return words(QT_TRANSLATE_NOOP("Http", "The proxy cannot be reached."));
    default:
        return words(QT_TRANSLATE_NOOP("Http", "No connection to %1: %2"))
            .arg(host, reply.errorString());
    }
}

} // namespace

Failure networkFailure(const QNetworkReply &reply, bool answered, const QList<QSslError> &tlsErrors)
{
    const QNetworkReply::NetworkError error = reply.error();
    if (error == QNetworkReply::NoError || (answered && isAboutStatus(error)))
        return {};
    // ContentReSendError: the manager wished to send a POST again, which its body does not allow.
    const bool brokeOff = answered || error == QNetworkReply::RemoteHostClosedError
        || error == QNetworkReply::ContentReSendError;
    return Failure(brokeOff ? Failure::Kind::ConnectionLost : Failure::Kind::Network,
                   causeOf(reply, tlsErrors));
}

} // namespace spaceline
