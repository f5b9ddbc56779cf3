#include "cli/failurejson.h"

#include <QJsonDocument>
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

QByteArray eventLine(const QString &event, const QJsonObject &members, const QByteArray &data)
{
    // Qt sorts members by name; what a line is about is easier to read in front.
    QByteArray line = "{\"event\":\"" + event.toLatin1() + '"';
    // A line break between two values is no part of any.
    if (!data.isEmpty())
        line += ",\"data\":" + QByteArray(data).replace('\n', ' ').replace('\r', ' ');
    const QByteArray rest = QJsonDocument(members).toJson(QJsonDocument::Compact);
    if (rest != "{}")
        line += ',';
    return line + rest.sliced(1) + '\n';
}

QByteArray errorLine(const Failure &failure, const QByteArray &partial, const QJsonObject &more)
{
    QJsonObject members = failureJson(failure);
    members.insert("partial"_L1, QString::fromUtf8(partial));
    for (auto member = more.begin(); member != more.end(); ++member)
        members.insert(member.key(), member.value());
    return eventLine(u"error"_s, members);
}

} // namespace spaceline::cli
