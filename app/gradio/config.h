#pragma once

#include "base/failure.h"

#include <QByteArray>
#include <QHash>
#include <QJsonObject>
#include <QString>
#include <QStringList>
#include <QUrl>

#include <compare>
#include <optional>
#include <utility>
#include <vector>

namespace spaceline::gradio {

/// A Gradio version, read leniently: "5.0.0b3" is 5.0.0. Absent parts are 0.
struct Version {
    int major = 0;
    int minor = 0;
    int patch = 0;

    [[nodiscard]] static Version parse(const QString &text);
    friend auto operator<=>(const Version &, const Version &) = default;
};

/// How the queue speaks (gradio-protocol.md §5.1).
enum class Protocol {
    WebSocket, ///< 3.x: no `protocol` in the config
    Sse, ///< 4.0–4.8
    SseV1, ///< 4.9–4.16
    SseV2, ///< 4.17–4.20: diffs
    SseV21, ///< 4.21
    SseV3, ///< since 4.22
};

/// An item of `components` (§2.2).
struct Component {
    int id = -1;
    QString type; ///< lower case: "textbox", "chatbot", "state"
    QString label; ///< empty where there is none, or where it is an i18n placeholder
    QJsonObject props;
    QJsonObject schema; ///< of its value as an input, where the config tells; may be empty
    /// Occupies a position in inputs and outputs but not in /info: state, layout blocks, buttons.
    bool skipped = false;
};

/// An item of `dependencies` (§2.3): a function that can be called.
struct Dependency {
    enum class Visibility { Public, Undocumented, Private };

    int id = -1; ///< `fn_index`
    std::vector<std::pair<int, QString>> targets; ///< component (-1 where null) and event
    std::vector<int> inputs; ///< component ids, in the order of `data`
    std::vector<int> outputs;
    QString apiName; ///< without a slash; empty where the function is unnamed
    Visibility visibility = Visibility::Public;
    bool backend = true; ///< false: JavaScript only, cannot be called
    bool generator = false;
    bool cancel = false; ///< only cancels others
    std::vector<int> cancels;
    int triggerAfter = -1;
    bool onlyOnFailure = false; ///< runs only if the one before it failed
    std::optional<bool> queue; ///< nothing: as the app does by default
};

/// What `GET BASE/config` answers, as far as it is needed. A value.
class Config {
public:
    /// Reads the body of /config. On failure isValid() is false and \p failure tells F31 (not
    /// Gradio, or Gradio 2), F15, or F18 for a 3.x app that wants a password.
    [[nodiscard]] static Config parse(const QByteArray &json, Failure *failure = nullptr);
    /// The config that the app's page \p html carries, for servers that have no /config where the
    /// page is: `window.gradio_config = …;</script>` (§1.2). Empty where there is none.
    [[nodiscard]] static QByteArray ofPage(const QByteArray &html);
    /// The `app_id` that \p json, an answer of /config or /app_id, holds: its digits.
    [[nodiscard]] static QString appIdIn(const QByteArray &json);
    /// The `root` of the config \p json, also of one that is not valid because it wants a password.
    [[nodiscard]] static QString rootIn(const QByteArray &json);
    /// Where the app lives: \p asked, the address whose page or config it is, with the path of \p
    /// root where both name the same host (§1.2, F32). Scheme, host and port are never \p root's.
    [[nodiscard]] static QUrl baseOf(const QUrl &asked, const QString &root);

    [[nodiscard]] bool isValid() const { return m_valid; }
    [[nodiscard]] QString versionText() const { return m_versionText; }
    [[nodiscard]] Version version() const { return m_version; }
    [[nodiscard]] Protocol protocol() const { return m_protocol; }
    [[nodiscard]] QString protocolName() const; ///< "sse_v3", "ws"
    [[nodiscard]] QString apiPrefix() const { return m_apiPrefix; } ///< "/gradio_api" or empty
    [[nodiscard]] QString root() const { return m_root; }
    [[nodiscard]] QString mode() const { return m_mode; }
    [[nodiscard]] QString title() const { return m_title; }
    [[nodiscard]] QString spaceId() const { return m_spaceId; }
    [[nodiscard]] QString appId() const { return m_appId; } ///< digits; exceeds 2^53
    /// The largest file that the app takes, in bytes; -1: no limit (§2.1, since 4.28).
    [[nodiscard]] qint64 maxFileSize() const { return m_maxFileSize; }
    /// Paths of a multi-page app below its root, the first one empty; empty for one page.
    [[nodiscard]] const QStringList &pages() const { return m_pages; }
    [[nodiscard]] bool connectHeartbeat() const { return m_heartbeat; }
    [[nodiscard]] const std::vector<Component> &components() const { return m_components; }
    [[nodiscard]] const std::vector<Dependency> &dependencies() const { return m_dependencies; }
    /// Null where the config does not list it.
    [[nodiscard]] const Component *component(int id) const;
    /// Null where there is none.
    [[nodiscard]] const Dependency *dependency(int fnIndex) const;

    /// The queue takes \p fnIndex. Only 3.x keeps some functions out of it (§5.8).
    [[nodiscard]] bool isQueued(int fnIndex) const;
    /// What stops \p fnIndex on servers without `/cancel`, stopping the least else; null where
    /// nothing does (§6.2).
    [[nodiscard]] const Dependency *cancellerOf(int fnIndex) const;

    /// Routes that exist from a version on (gradio-protocol.md §12).
    [[nodiscard]] bool hasCall() const { return m_version >= Version{4, 20, 0}; }
    [[nodiscard]] bool hasCancel() const { return m_version >= Version{4, 31, 0}; }
    [[nodiscard]] bool hasHeartbeat() const { return m_version >= Version{4, 25, 0}; }
    /// `/call` with a session_hash of ours can be read by event id.
    [[nodiscard]] bool callKeepsSession() const { return m_version >= Version{6, 18, 0}; }
    [[nodiscard]] bool sendsDiffs() const { return m_protocol >= Protocol::SseV2; }
    [[nodiscard]] bool knowsSimpleFormat() const { return m_version >= Version{4, 20, 0}; }

private:
    bool m_valid = false;
    QString m_versionText;
    Version m_version;
    Protocol m_protocol = Protocol::WebSocket;
    QString m_apiPrefix;
    QString m_root;
    QString m_mode;
    QString m_title;
    QString m_spaceId;
    QString m_appId;
    qint64 m_maxFileSize = -1;
    QStringList m_pages;
    bool m_heartbeat = false;
    bool m_queue = true;
    std::vector<Component> m_components;
    std::vector<Dependency> m_dependencies;
    QHash<int, qsizetype> m_componentIndex;
};

/// What `GET API/info` answers: parameters and returns by endpoint (§3). Empty where it failed,
/// which is not fatal.
class ApiInfo {
public:
    [[nodiscard]] static ApiInfo parse(const QByteArray &json);
    [[nodiscard]] bool isEmpty() const { return m_named.isEmpty() && m_unnamed.isEmpty(); }
    /// The entry of a dependency; empty where there is none.
    [[nodiscard]] QJsonObject endpoint(const Dependency &dependency) const;

private:
    QJsonObject m_named;
    QJsonObject m_unnamed;
};

} // namespace spaceline::gradio
