#include "gradio/runtransport.h"

#include "gradio/json.h"

#include <QJsonObject>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace spaceline::gradio {

namespace {

/// Nothing comes before the whole answer, so how long a function may work is a guess.
constexpr auto kLongestRun = 10min;

} // namespace

RunTransport::RunTransport(Http &http, QUrl api) : HttpTransport(http), m_api(std::move(api)) { }

void RunTransport::start(const CallRequest &request, const QString &hash)
{
    post(m_api.resolved(QUrl(u"run/predict"_s)),
         {{"data"_L1, request.data},
          {"fn_index"_L1, request.fnIndex},
          {"session_hash"_L1, hash},
          {"event_data"_L1, request.eventData}},
         kLongestRun);
}

/// The body of the answer as if it were the queue's last message.
StreamMessage RunTransport::read(const EventStream::Event &event, bool first) const
{
    QByteArray answer = event.data.toByteArray();
    const QJsonObject output = parseJson(answer).object();
    // Without data it is no answer, but for the queue it would mean that somebody cancelled it.
    if (output.value("data"_L1).isUndefined() && !output.contains("error"_L1))
        answer = "{\"data\":null}";
    return readQueueMessage("{\"msg\":\"process_completed\",\"output\":" + answer + '}', true,
                            first);
}

void RunTransport::posted(const QByteArray &body, Failure failure)
{
    if (!failure) {
        Q_EMIT submitted();
        m_sink({{}, body});
        Q_EMIT piece();
    } else if (failure.kind == Failure::Kind::AppError
               || failure.kind == Failure::Kind::SilentApp) {
        Q_EMIT ended(failure);
    } else {
        Q_EMIT refused(failure);
    }
}

} // namespace spaceline::gradio
