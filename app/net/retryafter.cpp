#include "net/retryafter.h"

#include <QLocale>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;
using std::chrono::seconds;

namespace spaceline {

namespace {

std::optional<seconds> fromNumber(const QByteArray &text)
{
    bool ok = false;
    const qint64 number = text.trimmed().toLongLong(&ok);
    if (!ok || number < 0)
        return {};
    return seconds(number);
}

std::optional<seconds> fromDate(const QByteArray &text, const QDateTime &now)
{
    // "Wed, 21 Oct 2026 07:28:00 GMT"; the names are English whatever the user's language.
    QDateTime date = QLocale::c().toDateTime(QString::fromLatin1(text.trimmed()),
                                             u"ddd, dd MMM yyyy hh:mm:ss 'GMT'"_s);
    if (!date.isValid())
        return {};
    date.setTimeSpec(Qt::UTC);
    return seconds(std::max<qint64>(0, now.secsTo(date)));
}

/// Of several limits in one header those count that are used up.
std::optional<seconds> fromRateLimit(const QByteArray &text)
{
    std::optional<seconds> longest;
    for (const QByteArray &item : text.split(',')) {
        std::optional<seconds> reset;
        bool usedUp = true;
        for (const QByteArray &part : item.split(';')) {
            const QByteArray parameter = part.trimmed();
            if (parameter.startsWith("t="))
                reset = fromNumber(parameter.mid(2));
            else if (parameter.startsWith("r="))
                usedUp = parameter.mid(2).trimmed().toLongLong() <= 0;
        }
        if (reset && usedUp)
            longest = std::max(longest.value_or(*reset), *reset);
    }
    return longest;
}

} // namespace

std::optional<seconds> serverPause(const QByteArray &retryAfter, const QByteArray &rateLimit,
                                   const QDateTime &now)
{
    std::optional<seconds> wish = fromNumber(retryAfter);
    if (!wish)
        wish = fromDate(retryAfter, now);
    if (const std::optional<seconds> reset = fromRateLimit(rateLimit))
        wish = std::max(wish.value_or(*reset), *reset);
    return wish;
}

} // namespace spaceline
