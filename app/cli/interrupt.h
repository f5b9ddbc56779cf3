#pragma once

#include <QObject>

#include <memory>

class QSocketNotifier;

namespace spaceline::cli {

/// Ctrl+C (SIGINT) and SIGTERM as signals of the event loop. One at a time in a program. Where the
/// system has no such signals nothing is ever emitted, and Ctrl+C ends the program as usual.
class Interrupt : public QObject {
    Q_OBJECT
public:
    explicit Interrupt(QObject *parent = nullptr);
    ~Interrupt() override;

Q_SIGNALS:
    void first();
    void second();

private:
    std::unique_ptr<QSocketNotifier> m_notifier;
    int m_count = 0;
};

} // namespace spaceline::cli
