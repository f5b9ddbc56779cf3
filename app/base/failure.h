#pragma once

#include <QByteArray>
#include <QMetaType>
#include <QString>

#include <chrono>
#include <optional>

namespace spaceline {

/// What went wrong, as a value: the row of failures.md that it is, what the other side said, and
/// how long to wait.
///
/// The plain sentence for the user is made by sentence(), the button that mends it by remedy().
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

    /// The one main button of a failure's card.
    enum class Remedy { None, Retry, AddToken, SignIn, ChangeAddress, OpenSpacePage };
    Q_ENUM(Remedy)

    Kind kind = Kind::None;
    QString said; ///< the server's own words as plain text, at most 500 characters; empty where it
                  ///< said nothing
    QString detail; ///< method, path, status, first part of the body; redacted
    std::optional<std::chrono::seconds> retryAfter;

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
    [[nodiscard]] Remedy remedy() const;
    /// The exit status of `spaceline ask` (ux.md's table).
    [[nodiscard]] int exitStatus() const;

    /// One compact JSON object, for the database; fromJson() reads it back and answers None for
    /// anything else.
    [[nodiscard]] QByteArray toJson() const;
    [[nodiscard]] static Failure fromJson(const QByteArray &json);
};

} // namespace spaceline

Q_DECLARE_METATYPE(spaceline::Failure)
