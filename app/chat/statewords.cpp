#include "chat/statewords.h"

#include "chat/conversationcontroller.h"

#include <QLocale>

#include <algorithm>
#include <cmath>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace spaceline::statewords {

namespace {

/// What takes longer than this is worth a word, whatever is usual.
constexpr auto kLong = 10min;

/// How far it is, in numbers: "3/10", "30 %"; empty where nothing is known.
QString stepsOf(const gradio::Progress &progress)
{
    if (!progress.index || *progress.index < 0)
        return {};
    const QLocale locale;
    // A fraction comes as one of one.
    if (const auto done = doneOf(progress); done && *progress.length == 1)
        return ConversationController::tr("%1 %").arg(std::lround(100 * *done));
    const QString index = locale.toString(std::llround(*progress.index));
    return progress.length && *progress.length > 0
        ? index + u'/' + locale.toString(std::llround(*progress.length))
        : index;
}

} // namespace

QString clock(std::chrono::seconds time)
{
    const qint64 all = std::max<qint64>(0, time.count());
    const auto two = [](qint64 number) { return u"%1"_s.arg(number, 2, 10, QChar(u'0')); };
    if (all < 3600)
        return QString::number(all / 60) + u':' + two(all % 60);
    return QString::number(all / 3600) + u':' + two(all / 60 % 60) + u':' + two(all % 60);
}

QString stage(SpaceStage::Kind kind)
{
    switch (kind) {
    case SpaceStage::Kind::Building:
        return ConversationController::tr("Building");
    case SpaceStage::Kind::Starting:
        return ConversationController::tr("Starting");
    default:
        return ConversationController::tr("Waking");
    }
}

QString waking(SpaceStage::Kind kind, std::chrono::seconds waited, std::chrono::seconds usual,
               bool hubAnswers)
{
    QStringList words{stage(kind), clock(waited)};
    if (waited > kLong || (usual > 0s && waited > 2 * usual)) {
        words += ConversationController::tr("longer than usual");
    } else if (usual > 0s && usual < 90s) {
        const qint64 tens = std::max<qint64>(1, (usual.count() + 5) / 10);
        words += ConversationController::tr("usually about %n s", nullptr, int(tens * 10));
    } else if (usual > 0s) {
        words += ConversationController::tr("usually about %n min", nullptr,
                                            int((usual.count() + 30) / 60));
    }
    if (!hubAnswers)
        words += ConversationController::tr("Hugging Face does not answer just now");
    return words.join(u" · "_s);
}

QString queue(const gradio::QueuePlace &place)
{
    if (place.position <= 1 && place.size <= 1)
        return ConversationController::tr("In the queue");
    return ConversationController::tr("In queue %1 of %2")
        .arg(place.position)
        .arg(std::max(place.position, place.size));
}

QString queueWithGuess(const gradio::QueuePlace &place)
{
    QString words = queue(place);
    if (place.etaSeconds && *place.etaSeconds >= 1) {
        words += u" · "_s
            + ConversationController::tr("about %n s", nullptr,
                                         int(std::lround(*place.etaSeconds)));
    }
    return words;
}

QString running(std::chrono::seconds time, const gradio::Progress &progress)
{
    QString words = ConversationController::tr("Running");
    if (time >= 1min)
        words = ConversationController::tr("Running %1").arg(clock(time));
    else if (time >= 1s)
        words = ConversationController::tr("Running %n s", nullptr, int(time.count()));
    QStringList step{progress.description.simplified(), stepsOf(progress)};
    step.removeAll(QString());
    return step.isEmpty() ? words : words + u" · "_s + step.join(u' ');
}

std::optional<double> doneOf(const gradio::Progress &progress)
{
    if (!progress.index || !progress.length || *progress.length <= 0)
        return std::nullopt;
    return std::clamp(*progress.index / *progress.length, 0.0, 1.0);
}

} // namespace spaceline::statewords
