#pragma once

#include <QLocalServer>
#include <QObject>
#include <QStringList>

namespace spaceline {

/// One window for a data folder: a second start hands its arguments to the first one and ends.
class SingleInstance : public QObject {
    Q_OBJECT
public:
    /// \p dataFolder tells which programs belong together.
    explicit SingleInstance(const QString &dataFolder, QObject *parent = nullptr);

    /// True where another instance took \p arguments; then this program has nothing more to do.
    [[nodiscard]] bool handOver(const QStringList &arguments) const;
    /// From now on this is the instance that others hand their arguments to. False where that
    /// cannot be.
    bool listen();

Q_SIGNALS:
    void argumentsArrived(const QStringList &arguments);

private:
    void receive();

    QString m_name;
    QLocalServer m_server;
};

} // namespace spaceline
