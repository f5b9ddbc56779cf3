#pragma once

#include "chat/spaceconnection.h"
#include "cli/options.h"

#include <QJsonObject>
#include <QObject>

namespace spaceline::cli {

class CliServices;

/// `spaceline info`: what the program understood of a Space, for people or as one JSON object
/// (ux.md).
class Info : public QObject {
    Q_OBJECT
public:
    /// \p services outlive this.
    Info(CliServices &services, InfoOptions options, QObject *parent = nullptr);

    void start();

Q_SIGNALS:
    /// Once; \p out and \p err are what goes to standard output and standard error.
    void finished(int exitStatus, const QString &out, const QString &err);

private:
    void connectionChanged();
    [[nodiscard]] QJsonObject toJson() const;
    [[nodiscard]] QString toText() const;

    CliServices &m_services;
    InfoOptions m_options;
    SpaceConnection m_connection;
};

} // namespace spaceline::cli
