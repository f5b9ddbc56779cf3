#include "support/httpoutcome.h"

#include <QEventLoop>
#include <QTest>
#include <QTimer>

namespace spaceline {

HttpOutcome::HttpOutcome(HttpExchange *what, bool readsAtOnce) : exchange(what)
{
    connect(what, &HttpExchange::headersArrived, this, [this] { ++headersCount; });
    connect(what, &HttpExchange::readyRead, this, [this, readsAtOnce] {
        ++readyReadCount;
        if (readsAtOnce)
            body += exchange->readAll();
    });
    connect(what, &HttpExchange::repeating, this,
            [this](int, std::chrono::milliseconds pause) { pauses += pause; });
    connect(what, &HttpExchange::finished, this, [this] {
        ++finishedCount;
        body += exchange->readAll();
        status = exchange->status();
        contentType = exchange->contentType();
        url = exchange->url();
        failure = exchange->failure();
        retryAfter = exchange->retryAfter();
        description = exchange->describe(body);
        Q_EMIT ended();
    });
}

bool HttpOutcome::wait() const
{
    // Not qWaitFor(), which sleeps between two looks: a server in the same thread would sleep, too.
    if (!isDone()) {
        QEventLoop loop;
        connect(this, &HttpOutcome::ended, &loop, &QEventLoop::quit);
        QTimer::singleShot(10'000, &loop, &QEventLoop::quit);
        loop.exec();
    }
    return isDone();
}

std::unique_ptr<HttpOutcome> outcomeOf(Http &http, const HttpRequest &request)
{
    auto outcome = std::make_unique<HttpOutcome>(http.send(request));
    if (!outcome->wait())
        QTest::qFail("the exchange did not end", __FILE__, __LINE__);
    return outcome;
}

HttpRequest getRequest(const QUrl &url)
{
    HttpRequest request;
    request.url = url;
    return request;
}

HttpRequest postRequest(const QUrl &url, const QByteArray &body)
{
    HttpRequest request = getRequest(url);
    request.method = HttpRequest::Method::Post;
    request.body = body;
    return request;
}

HttpRequest streamRequest(const QUrl &url)
{
    HttpRequest request = getRequest(url);
    request.stream = true;
    return request;
}

} // namespace spaceline
