#include "base/failure.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMetaEnum>

#include <algorithm>
#include <array>

using namespace Qt::Literals::StringLiterals;

namespace spaceline {

namespace {

using Kind = Failure::Kind;
using Cause = Failure::Cause;
using Remedy = Failure::Remedy;

/// A longer text of the app's author is no headline.
constexpr qsizetype kHeadline = 160;

/// One row a kind: its word, its exit status, its button and its sentence.
struct Row {
    Kind kind;
    const char *code;
    int exitStatus;
    Remedy remedy;
    const char *sentence;
};

constexpr std::array kRows{
    Row{Kind::None, "", 0, Remedy::None, ""},
    Row{Kind::AppError, "app-error", 1, Remedy::Retry,
        QT_TRANSLATE_NOOP("Failure", "The app reported an error.")},
    Row{Kind::Usage, "usage", 2, Remedy::None,
        QT_TRANSLATE_NOOP("Failure", "The command was not understood.")},
    Row{Kind::Interrupted, "interrupted", 130, Remedy::Retry,
        QT_TRANSLATE_NOOP("Failure", "The reply was stopped.")},
    Row{Kind::Quota, "F1-quota", 4, Remedy::AddToken,
        QT_TRANSLATE_NOOP("Failure", "This Space's free GPU time is used up for today.")},
    Row{Kind::Arguments, "F2-arguments", 1, Remedy::Retry,
        QT_TRANSLATE_NOOP("Failure", "The app expects other inputs than it was given.")},
    Row{Kind::SilentApp, "F3-silent-app", 1, Remedy::Retry,
        QT_TRANSLATE_NOOP("Failure",
                          "The app failed while working on your request and does not say why.")},
    Row{Kind::SpaceNotRunning, "F4-space-not-running", 3, Remedy::Retry,
        QT_TRANSLATE_NOOP("Failure", "The Space is not running.")},
    Row{Kind::PrivateSpace, "F5-private", 4, Remedy::AddToken,
        QT_TRANSLATE_NOOP(
            "Failure", "The Space was not found, or it is private and your token cannot see it.")},
    Row{Kind::Address, "F6-address", 3, Remedy::ChangeAddress,
        QT_TRANSLATE_NOOP("Failure", "There is no Space at this address.")},
    Row{Kind::Transport, "F7-transport", 3, Remedy::Retry,
        QT_TRANSLATE_NOOP("Failure", "The server does not accept this way of calling it.")},
    Row{Kind::Endpoint, "F8-endpoint", 2, Remedy::OpenSpacePage,
        QT_TRANSLATE_NOOP("Failure", "The app offers nothing that can be chatted with.")},
    Row{Kind::MemoryLost, "F9-memory-lost", 1, Remedy::Retry,
        QT_TRANSLATE_NOOP("Failure", "The Space no longer remembers this conversation.")},
    Row{Kind::HistoryFormat, "F10-history-format", 1, Remedy::Retry,
        QT_TRANSLATE_NOOP("Failure", "The app expects the conversation in another form.")},
    Row{Kind::Silence, "F11-silence", 5, Remedy::Retry,
        QT_TRANSLATE_NOOP("Failure", "The server has stopped answering.")},
    Row{Kind::ConnectionLost, "F12-connection-lost", 3, Remedy::Retry,
        QT_TRANSLATE_NOOP("Failure", "The connection was lost before the reply was complete.")},
    Row{Kind::QueueFull, "F13-queue-full", 3, Remedy::Retry,
        QT_TRANSLATE_NOOP("Failure", "The Space is busy: its queue is full.")},
    Row{Kind::RateLimit, "F14-rate-limit", 3, Remedy::Retry,
        QT_TRANSLATE_NOOP("Failure", "The server asks for fewer requests for a while.")},
    Row{Kind::NotJson, "F15-not-json", 3, Remedy::Retry,
        QT_TRANSLATE_NOOP("Failure", "What came back is not the app's answer.")},
    Row{Kind::Upload, "F16-upload", 1, Remedy::Retry,
        QT_TRANSLATE_NOOP("Failure", "The app did not accept a file.")},
    Row{Kind::Download, "F17-download", 1, Remedy::Retry,
        QT_TRANSLATE_NOOP("Failure", "A file of the reply could not be fetched.")},
    Row{Kind::Login, "F18-login", 4, Remedy::SignIn,
        QT_TRANSLATE_NOOP("Failure", "This app asks for a user name and a password.")},
    Row{Kind::OAuth, "F19-oauth", 4, Remedy::OpenSpacePage,
        QT_TRANSLATE_NOOP("Failure", "This app asks you to sign in with Hugging Face.")},
    Row{Kind::Gpu, "F20-gpu", 1, Remedy::Retry,
        QT_TRANSLATE_NOOP("Failure", "No GPU could be had for this request.")},
    Row{Kind::StreamFormat, "F24-stream-format", 3, Remedy::Retry,
        QT_TRANSLATE_NOOP("Failure", "The server's answer could not be read.")},
    Row{Kind::SessionLost, "F25-session-lost", 3, Remedy::Retry,
        QT_TRANSLATE_NOOP("Failure", "The server has lost this session.")},
    Row{Kind::Multimodal, "F26-multimodal", 1, Remedy::Retry,
        QT_TRANSLATE_NOOP("Failure", "The app expects text and files together.")},
    Row{Kind::Parameter, "F27-parameter", 1, Remedy::Retry,
        QT_TRANSLATE_NOOP("Failure", "The app does not accept the value of a parameter.")},
    Row{Kind::Token, "F28-token", 4, Remedy::AddToken,
        QT_TRANSLATE_NOOP("Failure", "Hugging Face does not accept this token.")},
    Row{Kind::Network, "F30-network", 3, Remedy::Retry,
        QT_TRANSLATE_NOOP("Failure", "The server cannot be reached.")},
    Row{Kind::NotGradio, "F31-not-gradio", 3, Remedy::ChangeAddress,
        QT_TRANSLATE_NOOP("Failure",
                          "There is a server at this address, but it is not a Gradio app.")},
    Row{Kind::Root, "F32-root", 3, Remedy::ChangeAddress,
        QT_TRANSLATE_NOOP("Failure", "The server gives a wrong address for itself.")},
    Row{Kind::Redirect, "F33-redirect", 3, Remedy::ChangeAddress,
        QT_TRANSLATE_NOOP("Failure",
                          "The server sends on to another address that cannot be followed.")},
};

/// What is said instead of a kind's sentence, or beside it.
struct CauseRow {
    Cause cause;
    const char *sentence;
    const char *advice;
};

constexpr std::array kCauses{
    CauseRow{
        Cause::OutOfMemory, QT_TRANSLATE_NOOP("Failure", "The app ran out of memory."),
        QT_TRANSLATE_NOOP("Failure", "Try a shorter message, a smaller picture, or fewer steps.")},
    CauseRow{Cause::GpuBusy,
             QT_TRANSLATE_NOOP("Failure", "All of the platform's shared GPUs were busy."),
             QT_TRANSLATE_NOOP("Failure", "Trying again may use up some of your GPU time.")},
    CauseRow{
        Cause::GpuDuration,
        QT_TRANSLATE_NOOP("Failure", "This app asks for more GPU time at once than you may have."),
        ""},
    CauseRow{Cause::GpuToken,
             QT_TRANSLATE_NOOP("Failure", "The pass for the GPU ran out while the request waited."),
             ""},
    CauseRow{Cause::GpuAborted,
             QT_TRANSLATE_NOOP("Failure", "The GPU stopped before the app was done."),
             QT_TRANSLATE_NOOP("Failure", "Trying again may use up some of your GPU time.")},
    CauseRow{Cause::QueueStopped,
             QT_TRANSLATE_NOOP("Failure", "The Space takes no requests: its queue was stopped."),
             QT_TRANSLATE_NOOP("Failure", "Whoever runs the Space has to restart it.")},
    CauseRow{Cause::Asleep, QT_TRANSLATE_NOOP("Failure", "The Space is asleep."),
             QT_TRANSLATE_NOOP("Failure", "Waking it takes one to three minutes.")},
    CauseRow{Cause::Starting, QT_TRANSLATE_NOOP("Failure", "The Space is still starting."), ""},
    CauseRow{
        Cause::Paused,
        QT_TRANSLATE_NOOP("Failure", "The Space is paused, and only its owner can start it again."),
        ""},
    CauseRow{Cause::Broken, QT_TRANSLATE_NOOP("Failure", "The Space could not be started."),
             QT_TRANSLATE_NOOP("Failure", "Only its owner can mend it.")},
    CauseRow{Cause::Portal, QT_TRANSLATE_NOOP("Failure", "Your network wants a login first."),
             QT_TRANSLATE_NOOP("Failure",
                               "Open any page in your browser, log in there, and try again.")},
};

const char *adviceOf(Kind kind)
{
    switch (kind) {
    case Kind::SilentApp:
        return QT_TRANSLATE_NOOP("Failure",
                                 "It may miss a file, not know a value, have met the GPU's limit, "
                                 "or be broken.");
    case Kind::MemoryLost:
        return QT_TRANSLATE_NOOP("Failure", "It was probably restarted.");
    case Kind::HistoryFormat:
        return QT_TRANSLATE_NOOP("Failure", "A new conversation may work.");
    case Kind::SessionLost:
        return QT_TRANSLATE_NOOP(
            "Failure", "The server may run several copies that do not know of each other.");
    case Kind::NotJson:
        return QT_TRANSLATE_NOOP("Failure",
                                 "The server, or a proxy before it, is probably in trouble.");
    default:
        return "";
    }
}

QString words(const char *text) { return QCoreApplication::translate("Failure", text); }

const CauseRow *rowOf(Cause cause)
{
    const auto *found = std::find_if(kCauses.begin(), kCauses.end(),
                                     [cause](const CauseRow &row) { return row.cause == cause; });
    return found == kCauses.end() ? nullptr : &*found;
}

/// F4 has a sentence for each stage, which `said` begins with.
const char *notRunning(const QString &said)
{
    struct Stage {
        QLatin1StringView word;
        const char *sentence;
    };
    static constexpr std::array kStages{
        Stage{"RUNNING"_L1,
              QT_TRANSLATE_NOOP("Failure", "The Space is said to run, but it does not answer.")},
        Stage{"PAUSED"_L1,
              QT_TRANSLATE_NOOP("Failure",
                                "The Space is paused, and only its owner can start it again.")},
        Stage{"BUILD_ERROR"_L1, QT_TRANSLATE_NOOP("Failure", "The Space could not be built.")},
        Stage{"CONFIG_ERROR"_L1,
              QT_TRANSLATE_NOOP("Failure", "The Space is set up wrongly and does not run.")},
        Stage{"RUNTIME_ERROR"_L1,
              QT_TRANSLATE_NOOP("Failure", "The Space has crashed and does not run.")},
        Stage{"NO_APP_FILE"_L1, QT_TRANSLATE_NOOP("Failure", "There is no app in this Space.")},
        Stage{"DELETING"_L1, QT_TRANSLATE_NOOP("Failure", "The Space is being deleted.")},
    };
    const QStringView word = QStringView(said).left(said.indexOf(u':'));
    for (const Stage &stage : kStages) {
        if (word == stage.word)
            return stage.sentence;
    }
    return nullptr;
}

const Row &rowOf(Kind kind)
{
    for (const Row &row : kRows) {
        if (row.kind == kind)
            return row;
    }
    Q_UNREACHABLE();
}

} // namespace

QString Failure::code() const { return QString::fromLatin1(rowOf(kind).code); }

Failure::Kind Failure::kindOf(QStringView code)
{
    for (const Row &row : kRows) {
        if (code == QLatin1StringView(row.code))
            return row.kind;
    }
    return Kind::None;
}

QString Failure::sentence() const
{
    if (const char *stage = kind == Kind::SpaceNotRunning ? notRunning(said) : nullptr)
        return words(stage);
    if (const CauseRow *row = rowOf(cause))
        return words(row->sentence);
    if (kind == Kind::AppError && !title.isEmpty())
        return title;
    // What the app itself says is better than anything we could say about it; for an address and an
    // endpoint `said` is our own sentence about the very one.
    const bool isHeadline
        = kind == Kind::AppError && said.size() <= kHeadline && !said.contains(u'\n');
    const bool ownWords
        = isHeadline || kind == Kind::Address || kind == Kind::Endpoint || kind == Kind::Usage;
    if (ownWords && !said.isEmpty())
        return said;
    return words(rowOf(kind).sentence);
}

QString Failure::advice() const
{
    const CauseRow *row = rowOf(cause);
    const char *text = row ? row->advice : adviceOf(kind);
    return *text ? words(text) : QString();
}

QString Failure::figures() const
{
    const auto seconds = [](const std::optional<std::chrono::seconds> &value) {
        return QString::number(value->count());
    };
    if (gpuLeft && gpuRequested) {
        return QCoreApplication::translate("Failure", "%1 s left, this app asks for %2 s.")
            .arg(seconds(gpuLeft), seconds(gpuRequested));
    }
    if (gpuLeft)
        return QCoreApplication::translate("Failure", "%1 s left.").arg(seconds(gpuLeft));
    if (gpuRequested) {
        return QCoreApplication::translate("Failure", "This app asks for %1 s.")
            .arg(seconds(gpuRequested));
    }
    return {};
}

QString Failure::triedText() const
{
    QStringList parts;
    for (const Tried &one : tried) {
        switch (one.reason) {
        case Kind::Arguments:
        case Kind::HistoryFormat:
        case Kind::Multimodal:
            parts += QCoreApplication::translate(
                "Failure", "The app's description was read again, and the message sent once more.");
            break;
        case Kind::SessionLost:
            parts += QCoreApplication::translate(
                "Failure", "The message was sent once more in a new session.");
            break;
        default:
            parts += QCoreApplication::translate("Failure", "Tried again %n time(s).", nullptr,
                                                 one.times);
            break;
        }
    }
    if (times > 1) {
        parts += QCoreApplication::translate("Failure", "The same %n time(s) in a row.", nullptr,
                                             times);
    }
    parts.removeDuplicates();
    return parts.join(u' ');
}

Failure::Remedy Failure::remedy() const
{
    switch (cause) {
    case Cause::Asleep:
        return Remedy::Wake;
    case Cause::Paused:
    case Cause::Broken:
    case Cause::QueueStopped:
        return Remedy::OpenSpacePage;
    case Cause::GpuDuration:
        return Remedy::AddToken;
    default:
        return rowOf(kind).remedy;
    }
}

int Failure::exitStatus() const { return rowOf(kind).exitStatus; }

qint64 Failure::overMs() const
{
    if (happenedMs == 0 || !retryAfter || retryAfter->count() <= 0)
        return 0;
    return happenedMs + std::chrono::milliseconds(*retryAfter).count();
}

bool Failure::isLike(const Failure &other) const
{
    return kind == other.kind && cause == other.cause
        && (kind != Kind::AppError || said == other.said);
}

void Failure::countTried(Kind reason)
{
    const auto found = std::find_if(tried.begin(), tried.end(),
                                    [reason](const Tried &one) { return one.reason == reason; });
    if (found == tried.end())
        tried.append({reason, 1});
    else
        ++found->times;
}

QByteArray Failure::toJson() const
{
    QJsonObject object{{"kind"_L1, code()}};
    const auto insert = [&object](QLatin1StringView key, const auto &value) {
        if (value)
            object.insert(key, qint64(value->count()));
    };
    if (cause != Cause::None) {
        object.insert("cause"_L1,
                      QString::fromLatin1(QMetaEnum::fromType<Cause>().valueToKey(int(cause))));
    }
    if (!said.isEmpty())
        object.insert("said"_L1, said);
    if (!title.isEmpty())
        object.insert("title"_L1, title);
    if (!detail.isEmpty())
        object.insert("detail"_L1, detail);
    insert("retry_after_s"_L1, retryAfter);
    insert("gpu_requested_s"_L1, gpuRequested);
    insert("gpu_left_s"_L1, gpuLeft);
    QJsonArray pages;
    for (const Link &link : links)
        pages.append(
            QJsonObject{{"text"_L1, link.text}, {"url"_L1, link.url.toString(QUrl::FullyEncoded)}});
    if (!pages.isEmpty())
        object.insert("links"_L1, pages);
    QJsonArray attempts;
    for (const Tried &one : tried) {
        attempts.append(QJsonObject{{"reason"_L1, QString::fromLatin1(rowOf(one.reason).code)},
                                    {"times"_L1, one.times}});
    }
    if (!attempts.isEmpty())
        object.insert("tried"_L1, attempts);
    if (times > 1)
        object.insert("times"_L1, times);
    if (happenedMs != 0)
        object.insert("happened_ms"_L1, happenedMs);
    if (sendAtMs != 0)
        object.insert("send_at_ms"_L1, sendAtMs);
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

Failure Failure::fromJson(const QByteArray &json)
{
    const QJsonObject object = QJsonDocument::fromJson(json).object();
    Failure failure(kindOf(object.value("kind"_L1).toString()), object.value("said"_L1).toString(),
                    object.value("detail"_L1).toString());
    const auto seconds = [&object](QLatin1StringView key) -> std::optional<std::chrono::seconds> {
        const QJsonValue value = object.value(key);
        return value.isDouble() ? std::optional(std::chrono::seconds(value.toInteger()))
                                : std::nullopt;
    };
    bool isKnown = false;
    const int cause = QMetaEnum::fromType<Cause>().keyToValue(
        object.value("cause"_L1).toString().toLatin1().constData(), &isKnown);
    if (isKnown)
        failure.cause = Cause(cause);
    failure.title = object.value("title"_L1).toString();
    failure.retryAfter = seconds("retry_after_s"_L1);
    failure.gpuRequested = seconds("gpu_requested_s"_L1);
    failure.gpuLeft = seconds("gpu_left_s"_L1);
    for (const QJsonValue &value : object.value("links"_L1).toArray()) {
        const QUrl url(value["url"_L1].toString(), QUrl::StrictMode);
        if (url.isValid() && url.scheme() == "https"_L1)
            failure.links.append({value["text"_L1].toString(), url});
    }
    for (const QJsonValue &value : object.value("tried"_L1).toArray())
        failure.tried.append({kindOf(value["reason"_L1].toString()), value["times"_L1].toInt()});
    failure.times = qMax(1, object.value("times"_L1).toInt(1));
    failure.happenedMs = object.value("happened_ms"_L1).toInteger();
    failure.sendAtMs = object.value("send_at_ms"_L1).toInteger();
    return failure;
}

} // namespace spaceline
