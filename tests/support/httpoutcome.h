#pragma once

#include "base/failure.h"
#include "net/http.h"

#include <QByteArray>
#include <QList>
#include <QObject>
#include <QPointer>
#include <QUrl>

#include <chrono>
#include <memory>
#include <optional>

namespace spaceline {

/// Writes down what one exchange tells, also after it is gone: read it once isDone().
class HttpOutcome : public QObject {
    Q_OBJECT
public:
    /// \p readsAtOnce: a stream's bytes are taken at each readyRead(), else at the end.
    explicit HttpOutcome(HttpExchange *exchange, bool readsAtOnce = true);

    /// Waits for finished(), ten seconds at most.
    [[nodiscard]] bool wait() const;
    [[nodiscard]] bool isDone() const { return finishedCount > 0; }

    QPointer<HttpExchange> exchange;
    QByteArray body; ///< all bytes, in order
    int status = 0;
    QByteArray contentType;
    QUrl url;
    Failure failure;
    std::optional<std::chrono::seconds> retryAfter;
    QString description; ///< describe(body)
    QList<std::chrono::milliseconds> pauses; ///< one for each repeating()
    int headersCount = 0;
    int readyReadCount = 0;
    int finishedCount = 0;

Q_SIGNALS:
    void ended(); ///< after everything above was written down
};

/// Sends \p request and waits for its end. An outcome that is not done failed to end in time.
[[nodiscard]] std::unique_ptr<HttpOutcome> outcomeOf(Http &http, const HttpRequest &request);

/// GET and POST in few words.
[[nodiscard]] HttpRequest getRequest(const QUrl &url);
[[nodiscard]] HttpRequest postRequest(const QUrl &url, const QByteArray &body = "{}");
[[nodiscard]] HttpRequest streamRequest(const QUrl &url);

} // namespace spaceline
