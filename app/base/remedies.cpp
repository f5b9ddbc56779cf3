#include "base/remedies.h"

#include <QDateTime>

using namespace Qt::Literals::StringLiterals;

namespace spaceline {

namespace {

using Kind = Failure::Kind;
using Cause = Failure::Cause;
using Remedy = Failure::Remedy;

QList<Remedy> wanted(const Failure &failure, const RemedyContext &context)
{
    const bool canWait
        = context.hasMessage && failure.overMs() > QDateTime::currentMSecsSinceEpoch();
    switch (failure.cause) {
    case Cause::GpuDuration:
        if (!context.hasToken)
            return {Remedy::AddToken, Remedy::ChangeAddress};
        return {Remedy::ChangeAddress, Remedy::GetPro};
    case Cause::GpuBusy:
    case Cause::GpuToken:
    case Cause::GpuAborted:
        return context.hasToken ? QList{Remedy::Retry} : QList{Remedy::Retry, Remedy::AddToken};
    case Cause::Asleep:
        return {Remedy::Wake, Remedy::OpenSpacePage};
    case Cause::Starting:
    case Cause::Portal:
        return {Remedy::Retry, Remedy::OpenSpacePage};
    case Cause::Paused:
    case Cause::Broken:
    case Cause::QueueStopped:
        return {Remedy::OpenSpacePage, Remedy::ChangeAddress};
    case Cause::OutOfMemory:
    case Cause::None:
        break;
    }
    switch (failure.kind) {
    case Kind::Quota: {
        // A token has more time at once; with one, only time or money helps.
        QList<Remedy> all;
        if (!context.hasToken)
            all += Remedy::AddToken;
        all += canWait ? Remedy::SendLater : Remedy::Retry;
        if (context.hasToken && !failure.said.contains(u"pro zerogpu"_s, Qt::CaseInsensitive))
            all += Remedy::GetPro;
        return all;
    }
    case Kind::RateLimit: {
        QList<Remedy> all{canWait ? Remedy::SendLater : Remedy::Retry};
        if (!context.hasToken)
            all += Remedy::AddToken;
        return all;
    }
    case Kind::AppError:
    case Kind::SilentApp:
    case Kind::NotJson:
    case Kind::SpaceNotRunning:
        return {Remedy::Retry, Remedy::OpenSpacePage};
    case Kind::PrivateSpace:
        return {Remedy::AddToken, Remedy::ChangeAddress};
    case Kind::Login:
        return {Remedy::SignIn, Remedy::OpenSpacePage};
    case Kind::Endpoint:
        return {Remedy::OpenSpacePage, Remedy::ChangeAddress};
    case Kind::NotGradio:
        return {Remedy::ChangeAddress, Remedy::OpenSpacePage};
    default:
        return {failure.remedy()};
    }
}

} // namespace

QList<Remedy> remediesOf(const Failure &failure, const RemedyContext &context)
{
    if (failure.sendAtMs != 0)
        return {Remedy::DontSend};
    QList<Remedy> all = wanted(failure, context);
    all.removeAll(Remedy::None);
    if (!context.hasPage)
        all.removeAll(Remedy::OpenSpacePage);
    const bool retriesFirst = !all.isEmpty() && all.constFirst() == Remedy::Retry;
    all.removeAll(Remedy::Retry);
    if (retriesFirst)
        all.prepend(Remedy::Retry);
    if (all.isEmpty() && failure.kind != Kind::Usage)
        all = {Remedy::Retry};
    return all;
}

} // namespace spaceline
