#include "cli/failurejson.h"

#include <QStringList>

using namespace Qt::Literals::StringLiterals;

namespace spaceline::cli {

QJsonObject failureJson(const Failure &failure)
{
    const QString sentence = failure.sentence();
    QStringList detail;
    if (!failure.said.isEmpty() && failure.said != sentence)
        detail << failure.said;
    if (!failure.detail.isEmpty())
        detail << failure.detail;
    return {{"kind"_L1, failure.code()},
            {"message"_L1, sentence},
            {"detail"_L1, detail.join(u'\n')},
            {"retry_after_s"_L1,
             failure.retryAfter ? QJsonValue(qint64(failure.retryAfter->count())) : QJsonValue()}};
}

} // namespace spaceline::cli
