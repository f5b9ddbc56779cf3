#include "hub/hubclient.h"

#include "base/logging.h"
#include "base/redaction.h"
#include "net/http.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QPromise>

#include <memory>

using namespace Qt::Literals::StringLiterals;

namespace spaceline {

namespace {

/// The Hub puts its own words into headers, whatever the body is.
QString hubSays(const HttpExchange &exchange)
{
    return redacted(QString::fromUtf8(exchange.header("X-Error-Message")).trimmed().left(500));
}

/// Why the Hub's answer \p exchange is none.
Failure answerFailure(const HttpExchange &exchange, const QByteArray &body)
{
    Failure failure = exchange.failure();
    // It was no reply of an app that was lost.
    if (failure.kind == Failure::Kind::ConnectionLost)
        failure.kind = Failure::Kind::Network;
    if (failure)
        return failure;
    failure.said = hubSays(exchange);
    failure.detail = exchange.describe(body);
    failure.retryAfter = exchange.retryAfter();
    switch (exchange.status()) {
    case 200:
        return {};
    case 400:
        failure.kind = Failure::Kind::Address;
        failure.said.clear();
        break;
    case 401:
        failure.kind = failure.said.contains("invalid credentials"_L1, Qt::CaseInsensitive)
                || failure.said.contains("invalid user token"_L1, Qt::CaseInsensitive)
            ? Failure::Kind::Token
            : Failure::Kind::PrivateSpace;
        break;
    case 403:
        failure.kind = Failure::Kind::Token;
        break;
    case 404:
        failure.kind = Failure::Kind::PrivateSpace;
        break;
    case 429:
        failure.kind = Failure::Kind::RateLimit;
        break;
    default:
        failure.kind = Failure::Kind::NotJson;
        break;
    }
    return failure;
}

Failure hubFailure(const HttpExchange &exchange, const QByteArray &body)
{
    Failure failure = answerFailure(exchange, body);
    if (failure && exchange.repetitions() > 0)
        failure.tried = {{failure.kind, exchange.repetitions()}};
    return failure;
}

} // namespace

HubClient::HubClient(Http &http, HubEndpoint hub, QObject *parent)
    : QObject(parent)
    , m_http(http)
    , m_hub(std::move(hub))
{
}

HttpExchange *HubClient::get(const QString &path, bool repeat)
{
    HttpRequest request;
    request.url = m_hub.base();
    request.url.setPath(request.url.path() + path);
    request.repeat = repeat;
    return m_http.send(request);
}

QFuture<SpaceHost> HubClient::host(const QString &spaceId)
{
    auto promise = std::make_shared<QPromise<SpaceHost>>();
    promise->start();
    HttpExchange *exchange = get(u"/api/spaces/"_s + spaceId + u"/host"_s);
    connect(exchange, &HttpExchange::repeating, this, &HubClient::repeating);
    connect(exchange, &HttpExchange::finished, this, [this, exchange, promise] {
        const QByteArray body = exchange->readAll();
        SpaceHost answer;
        answer.failure = hubFailure(*exchange, body);
        // Whose token goes where is the Hub's word alone, not that of whoever it sends on to.
        if (!answer.failure && !m_hub.isHub(exchange->url()))
            answer.failure = Failure(Failure::Kind::Redirect, {}, exchange->describe());
        if (!answer.failure) {
            const QJsonObject object = QJsonDocument::fromJson(body).object();
            QUrl url(object.value("host"_L1).toString(), QUrl::StrictMode);
            const bool web = url.scheme() == "https"_L1 || url.scheme() == "http"_L1;
            if (web && url.isValid() && !url.host().isEmpty()) {
                answer.base = url.adjusted(QUrl::StripTrailingSlash | QUrl::RemoveQuery
                                           | QUrl::RemoveFragment | QUrl::RemoveUserInfo);
                // QUrl lets the root have its slash.
                if (answer.base.path() == "/"_L1)
                    answer.base.setPath({});
            } else {
                answer.failure = Failure(Failure::Kind::NotJson, {}, exchange->describe(body));
            }
        }
        promise->addResult(answer);
        promise->finish();
    });
    return promise->future();
}

QFuture<SpaceStage> HubClient::stage(const QString &spaceId)
{
    auto promise = std::make_shared<QPromise<SpaceStage>>();
    promise->start();
    HttpExchange *exchange = get(u"/api/spaces/"_s + spaceId);
    connect(exchange, &HttpExchange::finished, this, [exchange, promise] {
        SpaceStage answer;
        const QByteArray body = exchange->readAll();
        answer.failure = hubFailure(*exchange, body);
        if (!answer.failure) {
            const QJsonDocument json = QJsonDocument::fromJson(body);
            const QJsonObject object = json.object();
            if (!json.isObject())
                answer.failure = Failure(Failure::Kind::NotJson, {}, exchange->describe(body));
            const QJsonObject runtime = object.value("runtime"_L1).toObject();
            answer.stage = runtime.value("stage"_L1).toString();
            answer.errorMessage = redacted(runtime.value("errorMessage"_L1).toString().left(500));
            answer.isPrivate = object.value("private"_L1).toBool();
        }
        qCDebug(lcHub) << "stage" << answer.stage;
        promise->addResult(answer);
        promise->finish();
    });
    return promise->future();
}

QFuture<WhoAmI> HubClient::whoAmI()
{
    auto promise = std::make_shared<QPromise<WhoAmI>>();
    promise->start();
    HttpExchange *exchange = get(u"/api/whoami-v2"_s, false);
    connect(exchange, &HttpExchange::finished, this, [exchange, promise] {
        const QByteArray body = exchange->readAll();
        WhoAmI who;
        who.failure = hubFailure(*exchange, body);
        // There is no Space here that could be private.
        if (exchange->status() == 401)
            who.failure.kind = Failure::Kind::Token;
        else if (exchange->status() == 404)
            who.failure.kind = Failure::Kind::NotJson;
        const QJsonObject object = QJsonDocument::fromJson(body).object();
        if (!who.failure) {
            const QJsonObject token
                = object.value("auth"_L1).toObject().value("accessToken"_L1).toObject();
            who.name = object.value("name"_L1).toString();
            who.fullName = object.value("fullname"_L1).toString();
            who.isPro = object.value("isPro"_L1).toBool();
            who.role = token.value("role"_L1).toString();
            who.tokenName = token.value("displayName"_L1).toString();
            if (who.name.isEmpty())
                who.failure = Failure(Failure::Kind::NotJson, {}, exchange->describe());
        } else if (who.failure.said.isEmpty()) {
            // Where the headers say nothing, the body may.
            who.failure.said = redacted(object.value("error"_L1).toString().simplified().left(500));
        }
        promise->addResult(who);
        promise->finish();
    });
    return promise->future();
}

} // namespace spaceline
