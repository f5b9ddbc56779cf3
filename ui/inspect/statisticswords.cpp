#include "inspect/statisticswords.h"

#include "base/failure.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

using namespace Qt::Literals::StringLiterals;

namespace spaceline {

namespace {

QString words(const char *text) { return QCoreApplication::translate("Inspect", text); }

/// "F13-queue-full" in words.
QString failureWords(const QString &code)
{
    const QString sentence = Failure(Failure::kindOf(code)).sentence();
    return sentence.isEmpty() ? code : sentence;
}

} // namespace

QString timeWords(qint64 ms)
{
    const QLocale locale;
    if (ms < 1000)
        return words(QT_TRANSLATE_NOOP("Inspect", "%1 ms")).arg(locale.toString(ms));
    if (ms < 60'000) {
        return words(QT_TRANSLATE_NOOP("Inspect", "%1 s"))
            .arg(locale.toString(double(ms) / 1000, 'f', 1));
    }
    return words(QT_TRANSLATE_NOOP("Inspect", "%1 min %2 s"))
        .arg(locale.toString(ms / 60'000), locale.toString(ms % 60'000 / 1000));
}

QString statisticsWords(const SpaceStatistics &statistics)
{
    if (statistics.turns == 0)
        return {};
    const QLocale locale;
    QStringList facts{words(QT_TRANSLATE_NOOP("Inspect", "Messages sent: %1"))
                          .arg(locale.toString(statistics.turns))};
    if (statistics.stopped > 0) {
        facts += words(QT_TRANSLATE_NOOP("Inspect", "stopped by you: %1"))
                     .arg(locale.toString(statistics.stopped));
    }
    if (statistics.queueTime) {
        facts += words(QT_TRANSLATE_NOOP("Inspect", "in the queue usually %1"))
                     .arg(timeWords(*statistics.queueTime));
    }
    if (statistics.runTime) {
        facts += words(QT_TRANSLATE_NOOP("Inspect", "answer usually after %1"))
                     .arg(timeWords(*statistics.runTime));
    }
    QStringList lines{facts.join(u" · "_s)};
    for (const auto &[code, count] : statistics.failures) {
        lines += words(QT_TRANSLATE_NOOP("Inspect", "Failed %1 ×: %2"))
                     .arg(locale.toString(count), failureWords(code));
    }
    return lines.join(u'\n');
}

} // namespace spaceline
