#pragma once

#include <QObject>
#include <QSettings>
#include <QStringList>

#include <chrono>

namespace spaceline {

/// Typed preferences. The names of the keys stand in settings.cpp only; a hand-edited file still
/// works: values outside their range are brought into it. Never holds a secret. Main thread.
class Settings : public QObject {
    Q_OBJECT
public:
    enum class Theme { System, Light, Dark };
    Q_ENUM(Theme)
    enum class SendKey { Enter, ControlEnter };
    Q_ENUM(SendKey)

    /// The user's own file (QStandardPaths).
    explicit Settings(QObject *parent = nullptr);
    /// Another file, for tests.
    explicit Settings(const QString &iniPath, QObject *parent = nullptr);

    [[nodiscard]] Theme theme() const;
    void setTheme(Theme theme);
    [[nodiscard]] SendKey sendKey() const;
    void setSendKey(SendKey key);
    /// Longest silence of a stream, 5 s to 600 s; 60 s at first.
    [[nodiscard]] std::chrono::seconds silenceLimit() const;
    void setSilenceLimit(std::chrono::seconds limit);
    /// Write the redacted traffic log to a file in the cache folder.
    [[nodiscard]] bool logsTraffic() const;
    void setLogsTraffic(bool on);
    /// What a Space returns is fetched by itself up to this size, in megabytes (1,000,000 bytes), 0
    /// to 10,000; 50 at first.
    [[nodiscard]] int largestFetched() const;
    void setLargestFetched(int megabytes);
    /// Whose tokens there are, as Accounts writes it; never a token.
    [[nodiscard]] QByteArray accounts() const;
    void setAccounts(const QByteArray &json);
    /// What single servers are allowed, as Permissions writes it; never a secret.
    [[nodiscard]] QByteArray permissions() const;
    void setPermissions(const QByteArray &json);
    /// In percent, 50 to 300; 100 at first.
    [[nodiscard]] int zoom() const;
    void setZoom(int percent);

    /// The window's size, place and splitters, as Qt writes them.
    [[nodiscard]] QByteArray windowGeometry() const;
    void setWindowGeometry(const QByteArray &geometry);
    [[nodiscard]] QByteArray splitterState() const;
    void setSplitterState(const QByteArray &state);
    /// Whether the Parameters panel is shown, and the splitter beside it.
    [[nodiscard]] bool showsParameters() const;
    void setShowsParameters(bool on);
    [[nodiscard]] QByteArray parametersState() const;
    void setParametersState(const QByteArray &state);
    /// The conversation that was shown last; 0 where none.
    [[nodiscard]] qint64 lastConversation() const;
    void setLastConversation(qint64 id);

Q_SIGNALS:
    /// A preference has another value than before.
    void changed();

private:
    void store(QLatin1StringView name, const QVariant &value);

    QSettings m_store;
};

} // namespace spaceline
