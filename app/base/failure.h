#pragma once

#include <QByteArray>
#include <QList>
#include <QMetaType>
#include <QString>
#include <QUrl>

#include <chrono>
#include <optional>

namespace spaceline {

/// What went wrong, as a value: the row of failures.md that it is, what the other side said, what
/// was tried already, and how long to wait.
///
/// The plain sentence for the user is made by sentence(), the buttons that mend it by remediesOf().
/// `detail` is for the folded part of a card, for `error.detail` of the command line and for logs:
/// it never holds a token, a password or a cookie (whoever fills it passes it through redacted()).
struct Failure {
    Q_GADGET
public:
    /// The rows of failures.md, and the cases that have no row.
    enum class Kind {
        None,
        AppError, ///< the app itself said what is wrong
        Usage, ///< wrong arguments of the command line
        Interrupted, ///< the user stopped it
        Quota, ///< F1
        Arguments, ///< F2
        SilentApp, ///< F3
        SpaceNotRunning, ///< F4
        PrivateSpace, ///< F5
        Address, ///< F6
        Transport, ///< F7
        Endpoint, ///< F8
        MemoryLost, ///< F9
        HistoryFormat, ///< F10
        Silence, ///< F11
        ConnectionLost, ///< F12
        QueueFull, ///< F13
        RateLimit, ///< F14
        NotJson, ///< F15
        Upload, ///< F16
        Download, ///< F17
        Login, ///< F18
        OAuth, ///< F19
        Gpu, ///< F20
        StreamFormat, ///< F24
        SessionLost, ///< F25
        Multimodal, ///< F26
        Parameter, ///< F27
        Token, ///< F28
        Network, ///< F30
        NotGradio, ///< F31
        Root, ///< F32
        Redirect, ///< F33
    };
    Q_ENUM(Kind)

    /// What exactly it is, where that changes the sentence or the button. Stored by its name.
    enum class Cause {
        None,
        OutOfMemory, ///< the app's memory, or its GPU's
        GpuBusy, ///< F20: no GPU was free in time
        GpuDuration, ///< F20: the app asks for more time at once than the account may have
        GpuToken, ///< F20: the platform's own pass for the GPU ran out
        GpuAborted, ///< F20: the GPU's work was ended
        QueueStopped, ///< F13: the queue takes nothing until the app is restarted
        Asleep, ///< F4: wakes up when it is visited
        Starting, ///< F4: is being built or started
        Paused, ///< F4: only its owner can start it
        Broken, ///< F4: was built or started, and failed
        Portal, ///< F15: another host answered, as networks do that want a login
    };
    Q_ENUM(Cause)

    /// A button of a failure's card.
    enum class Remedy {
        None,
        Retry,
        SendLater, ///< by itself, when the wait is over
        DontSend, ///< what waits for its time
        Wake,
        AddToken,
        GetPro, ///< Hugging Face's page about PRO accounts
        SignIn,
        ChangeAddress,
        OpenSpacePage,
    };
    Q_ENUM(Remedy)

    /// A page that the other side named. https only; it is never opened without a click.
    struct Link {
        QString text; ///< plain; empty where it named the address alone
        QUrl url;
        friend bool operator==(const Link &, const Link &) = default;
    };
    /// What was sent again by itself before it failed.
    struct Tried {
        Kind reason = Kind::None;
        int times = 0;
        friend bool operator==(const Tried &, const Tried &) = default;
    };

    Kind kind = Kind::None;
    Cause cause = Cause::None;
    QString said; ///< the server's own words as plain text, at most 2,000 characters; empty where
                  ///< it said nothing
    QString title = {}; ///< the headline that the app's author gave it; mostly empty
    QString detail; ///< method, path, status, first part of the body; redacted
    std::optional<std::chrono::seconds> retryAfter;
    std::optional<std::chrono::seconds> gpuRequested; ///< F1, F20: what the app asks for
    std::optional<std::chrono::seconds> gpuLeft; ///< F1: what the account has left
    QList<Link> links; ///< in `said`, at most four
    QList<Tried> tried;
    int times = 1; ///< how often in a row the same came of the same prompt
    qint64 happenedMs = 0; ///< milliseconds since 1970 UTC; 0 where that was not noted
    qint64 sendAtMs = 0; ///< when the prompt goes out by itself; 0 where it does not

    Failure() = default;
    explicit Failure(Kind failureKind, QString serverSaid = {}, QString redactedDetail = {})
        : kind(failureKind)
        , said(std::move(serverSaid))
        , detail(std::move(redactedDetail))
    {
    }
    explicit operator bool() const { return kind != Kind::None; }
    friend bool operator==(const Failure &, const Failure &) = default;

    /// The word of ux.md's contract: "F13-queue-full", "app-error", "usage", "interrupted".
    [[nodiscard]] QString code() const;
    /// The kind of a code(); None where it is unknown.
    [[nodiscard]] static Kind kindOf(QStringView code);
    /// One plain sentence in the user's language.
    [[nodiscard]] QString sentence() const;
    /// What the user can do about it, or what it probably is, in a sentence; empty where the button
    /// says enough.
    [[nodiscard]] QString advice() const;
    /// "56 s left, this app asks for 60 s."; empty without figures.
    [[nodiscard]] QString figures() const;
    /// "Tried again 3 times."; empty where nothing was.
    [[nodiscard]] QString triedText() const;
    /// The first of the buttons where nothing is known of the account; see remediesOf().
    [[nodiscard]] Remedy remedy() const;
    /// When it is over by the server's own word, in milliseconds since 1970 UTC; 0 where unknown.
    [[nodiscard]] qint64 overMs() const;
    /// \p other is the same failure, whenever and however often it happened: the same words of an
    /// app, else the same kind.
    [[nodiscard]] bool isLike(const Failure &other) const;
    /// Counts one more repetition because of \p reason.
    void countTried(Kind reason);
    /// The exit status of `spaceline ask` (ux.md's table).
    [[nodiscard]] int exitStatus() const;

    /// One compact JSON object, for the database; fromJson() reads it back and answers None for
    /// anything else.
    [[nodiscard]] QByteArray toJson() const;
    [[nodiscard]] static Failure fromJson(const QByteArray &json);
};

} // namespace spaceline

Q_DECLARE_METATYPE(spaceline::Failure)
