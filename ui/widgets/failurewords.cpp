#include "widgets/failurewords.h"

#include "base/redaction.h"

#include <QCoreApplication>
#include <QLocale>
#include <QSysInfo>

using namespace Qt::Literals::StringLiterals;

namespace spaceline {

namespace {

using Remedy = Failure::Remedy;
using Kind = Failure::Kind;
using Cause = Failure::Cause;

QString words(const char *text) { return QCoreApplication::translate("FailureCard", text); }

QString clockOf(const QDateTime &time) { return QLocale().toString(time.time(), u"HH:mm"_s); }

/// "14:32", "Sun 14:32".
QString shortTime(const QDateTime &time)
{
    if (time.date() == QDate::currentDate())
        return clockOf(time);
    return QLocale().dayName(time.date().dayOfWeek(), QLocale::ShortFormat) + u' ' + clockOf(time);
}

/// When it is over, as a sentence.
QString overText(const Failure &failure)
{
    if (failure.overMs() == 0)
        return {};
    const QDateTime time = QDateTime::fromMSecsSinceEpoch(failure.overMs());
    const bool isFree = failure.kind == Kind::Quota;
    if (time.date() == QDate::currentDate()) {
        return (isFree ? words(QT_TRANSLATE_NOOP("FailureCard", "Free again at %1."))
                       : words(QT_TRANSLATE_NOOP("FailureCard", "Possible again at %1.")))
            .arg(clockOf(time));
    }
    return (isFree ? words(QT_TRANSLATE_NOOP("FailureCard", "Free again on %1 at %2."))
                   : words(QT_TRANSLATE_NOOP("FailureCard", "Possible again on %1 at %2.")))
        .arg(QLocale().dayName(time.date().dayOfWeek()), clockOf(time));
}

} // namespace

QString remedyText(Remedy remedy, const Failure &failure, const RemedyContext &context)
{
    switch (remedy) {
    case Remedy::None:
        break;
    case Remedy::Retry:
        return words(QT_TRANSLATE_NOOP("FailureCard", "Retry"));
    case Remedy::SendLater:
        return words(QT_TRANSLATE_NOOP("FailureCard", "Send at %1"))
            .arg(shortTime(QDateTime::fromMSecsSinceEpoch(failure.overMs())));
    case Remedy::DontSend:
        return words(QT_TRANSLATE_NOOP("FailureCard", "Do not send"));
    case Remedy::Wake:
        return words(QT_TRANSLATE_NOOP("FailureCard", "Wake"));
    case Remedy::AddToken:
        return context.hasToken ? words(QT_TRANSLATE_NOOP("FailureCard", "Change token"))
                                : words(QT_TRANSLATE_NOOP("FailureCard", "Add token"));
    case Remedy::GetPro:
        return words(QT_TRANSLATE_NOOP("FailureCard", "About PRO"));
    case Remedy::SignIn:
        return words(QT_TRANSLATE_NOOP("FailureCard", "Sign in"));
    case Remedy::ChangeAddress:
        return words(QT_TRANSLATE_NOOP("FailureCard", "Change address"));
    case Remedy::OpenSpacePage:
        return words(QT_TRANSLATE_NOOP("FailureCard", "Open Space page"));
    }
    return {};
}

QString failureFacts(const Failure &failure)
{
    QStringList facts{failure.figures(), overText(failure), failure.advice()};
    if (failure.sendAtMs != 0 || failure.overMs() != 0)
        facts += words(QT_TRANSLATE_NOOP("FailureCard", "Your message is kept."));
    facts.removeAll(QString());
    return facts.join(u' ');
}

QString failureSaid(const Failure &failure)
{
    switch (failure.cause) {
    case Cause::GpuBusy:
    case Cause::GpuDuration:
    case Cause::GpuToken:
    case Cause::GpuAborted:
    case Cause::QueueStopped:
    case Cause::Asleep:
    case Cause::Starting:
    case Cause::Paused:
        return {};
    case Cause::None:
    case Cause::OutOfMemory:
    case Cause::Broken:
    case Cause::Portal:
        break;
    }
    // The stage alone is what the sentence says.
    if (failure.kind == Kind::SpaceNotRunning && failure.said == failure.said.toUpper()
        && !failure.said.contains(u' '))
        return {};
    if (failure.kind == Kind::Quota && !failure.figures().isEmpty())
        return {};
    return failure.said == failure.sentence() ? QString() : failure.said.trimmed();
}

QString failureReport(const Failure &failure, const QDateTime &time)
{
    QStringList lines{failure.code()};
    if (!failure.title.isEmpty())
        lines += failure.title;
    lines << failure.said << failure.detail;
    for (const Failure::Tried &one : failure.tried)
        lines += u"repeated by itself: %1 × %2"_s.arg(Failure(one.reason).code()).arg(one.times);
    if (failure.times > 1)
        lines += u"%1 times in a row"_s.arg(failure.times);
    const QDateTime when
        = failure.happenedMs != 0 ? QDateTime::fromMSecsSinceEpoch(failure.happenedMs) : time;
    if (when.isValid())
        lines += when.toUTC().toString(Qt::ISODate);
    lines += u"Spaceline %1, Qt %2, %3"_s.arg(QLatin1StringView(SPACELINE_VERSION),
                                              QLatin1StringView(qVersion()),
                                              QSysInfo::prettyProductName());
    lines.removeAll(QString());
    return redacted(lines.join(u'\n'));
}

QString linkText(const Failure::Link &link)
{
    // A host in another script shows its ASCII form.
    const QString host = link.url.host(QUrl::FullyEncoded);
    if (link.text.isEmpty()) {
        QString address = QString::fromLatin1(link.url.toEncoded(QUrl::RemoveScheme)).mid(2);
        return address.size() > 60 ? address.left(59) + u'…' : address;
    }
    return u"%1 (%2)"_s.arg(link.text, host);
}

} // namespace spaceline
