#pragma once

#include "chat/diagnosis.h"
#include "cli/options.h"

#include <QObject>

namespace spaceline::cli {

class CliServices;

/// `spaceline doctor`: tries a connection step by step and prints each step when it is done, for
/// people or as one JSON object a line (ux.md). Ends with the exit status of the first failure.
class Doctor : public QObject {
    Q_OBJECT
public:
    /// \p services outlive this.
    Doctor(CliServices &services, DoctorOptions options, QObject *parent = nullptr);

    void start();
    /// Ctrl+C.
    void interrupt();

Q_SIGNALS:
    void printed(const QString &line); ///< for standard output, with its line break
    void finished(int exitStatus);

private:
    void print(const Diagnosis::Finding &finding);

    CliServices &m_services;
    DoctorOptions m_options;
    Diagnosis m_diagnosis;
};

} // namespace spaceline::cli
