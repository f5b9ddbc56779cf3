#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QJsonObject>
#include <QMetaType>
#include <QString>
#include <QStringList>

#include <vector>

namespace spaceline {

/// How one turn went: when its parts happened, how much went to and fro, and the beginning of what
/// was said. What it holds is bounded; whoever keeps it passes it through redact() first.
struct Timeline {
    /// Of a body, in bytes.
    static constexpr qsizetype kLongestBody = 64 * 1024;

    struct Request {
        QString line; ///< "POST https://host/gradio_api/queue/join"
        QByteArray body; ///< the first kLongestBody bytes

        friend bool operator==(const Request &, const Request &) = default;
    };

    /// One call of a function of the app.
    struct Call {
        QString endpoint; ///< "/chat", or "#3"
        std::vector<Request> requests; ///< the first kMostRequests
        QByteArray response; ///< the events as they came, one a line, in at most kLongestBody
                             ///< bytes: the first ones and the last one
        qint64 sentBytes = 0; ///< of the bodies
        qint64 receivedBytes = 0; ///< of the events
        int events = 0;
        int partials = 0; ///< events that brought a part of the answer

        /// Costs a copy as long as there is room, two additions later.
        void takeRequest(const QString &line, const QByteArray &requestBody = {});
        void takeEvent(QByteArrayView data);
        /// \p data, which was taken already, is the last event: it is kept even where there was no
        /// room.
        void takeLast(QByteArrayView data);
        friend bool operator==(const Call &, const Call &) = default;
    };
    static constexpr size_t kMostRequests = 8;

    /// Milliseconds from the start of the turn; -1 where that did not happen.
    qint64 uploaded = -1; ///< the files were sent
    qint64 submitted = -1; ///< the server took it
    qint64 started = -1; ///< it left the queue
    qint64 firstData = -1;
    qint64 finished = -1;
    qint64 filesFetched = -1; ///< of the reply
    qint64 uploadedBytes = 0;
    QString server; ///< "Gradio 6.31.0, sse_v3"
    std::vector<Call> calls;
    /// Enough to send the same again from elsewhere (gradio::CallScript); empty where that is too
    /// long.
    QJsonObject script;

    [[nodiscard]] bool isEmpty() const { return calls.empty() && submitted < 0; }
    /// How long it stood in the queue, and how long it ran; -1 where that is not known.
    [[nodiscard]] qint64 queueTime() const;
    [[nodiscard]] qint64 runTime() const;
    /// Hides what redacted() hides.
    void redact();
    /// Compressed; fromBytes() reads it back and answers an empty one for anything else.
    [[nodiscard]] QByteArray toBytes() const;
    [[nodiscard]] static Timeline fromBytes(const QByteArray &bytes);
    friend bool operator==(const Timeline &, const Timeline &) = default;
};

} // namespace spaceline

Q_DECLARE_METATYPE(spaceline::Timeline)
