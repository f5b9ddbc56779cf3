#include "gradio/appidentity.h"

#include "base/logging.h"
#include "gradio/config.h"
#include "net/http.h"

#include <QPromise>

#include <memory>

using namespace Qt::Literals::StringLiterals;

namespace spaceline::gradio {

namespace {

constexpr std::chrono::seconds kLimit(10);

AppIdentity identityOf(HttpExchange &exchange)
{
    const QByteArray body = exchange.readAll();
    // What stands before the server answers with pages.
    if (exchange.failure() || exchange.status() >= 500
        || exchange.contentType() != "application/json")
        return {};
    const QString id = exchange.status() == 200 ? Config::appIdIn(body) : QString();
    return {id.isEmpty() ? AppIdentity::Kind::Refused : AppIdentity::Kind::Told, id};
}

} // namespace

QFuture<AppIdentity> askIdentity(Http &http, const QUrl &api)
{
    auto promise = std::make_shared<QPromise<AppIdentity>>();
    promise->start();
    HttpRequest request;
    request.url = api.resolved(QUrl(u"app_id"_s));
    request.totalLimit = kLimit;
    HttpExchange *exchange = http.send(request);
    QObject::connect(exchange, &HttpExchange::finished, &http, [exchange, promise] {
        const AppIdentity identity = identityOf(*exchange);
        qCDebug(lcGradio) << "app_id" << int(identity.kind);
        promise->addResult(identity);
        promise->finish();
    });
    return promise->future();
}

} // namespace spaceline::gradio
