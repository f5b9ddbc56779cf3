#include "base/failure.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>

#include <array>

using namespace Qt::Literals::StringLiterals;

namespace spaceline {

namespace {

using Kind = Failure::Kind;
using Remedy = Failure::Remedy;

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
        QT_TRANSLATE_NOOP("Failure", "This Space's free GPU time is used up.")},
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
    // What the app itself says is better than anything we could say about it; for an address and an
    // endpoint `said` is our own sentence about the very one.
    const bool ownWords = kind == Kind::AppError || kind == Kind::Address || kind == Kind::Endpoint
        || kind == Kind::Usage;
    if (ownWords && !said.isEmpty())
        return said;
    const char *special = kind == Kind::SpaceNotRunning ? notRunning(said) : nullptr;
    return QCoreApplication::translate("Failure", special ? special : rowOf(kind).sentence);
}

Failure::Remedy Failure::remedy() const { return rowOf(kind).remedy; }

int Failure::exitStatus() const { return rowOf(kind).exitStatus; }

QByteArray Failure::toJson() const
{
    QJsonObject object{{"kind"_L1, code()}};
    if (!said.isEmpty())
        object.insert("said"_L1, said);
    if (!detail.isEmpty())
        object.insert("detail"_L1, detail);
    if (retryAfter)
        object.insert("retry_after_s"_L1, qint64(retryAfter->count()));
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

Failure Failure::fromJson(const QByteArray &json)
{
    const QJsonObject object = QJsonDocument::fromJson(json).object();
    Failure failure(kindOf(object.value("kind"_L1).toString()), object.value("said"_L1).toString(),
                    object.value("detail"_L1).toString());
    if (const QJsonValue seconds = object.value("retry_after_s"_L1); seconds.isDouble())
        failure.retryAfter = std::chrono::seconds(seconds.toInteger());
    return failure;
}

} // namespace spaceline
