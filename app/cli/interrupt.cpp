#include "cli/interrupt.h"

#include <QtGlobal>

#ifdef Q_OS_UNIX
#include <QSocketNotifier>

#include <csignal>
#include <fcntl.h>
#include <unistd.h>
#endif

namespace spaceline::cli {

#ifdef Q_OS_UNIX

namespace {

/// A signal handler may do next to nothing; it writes a byte that the event loop reads.
int s_pipe[2] = {-1, -1};

void onSignal(int)
{
    const char byte = 1;
    // A full pipe has enough bytes in it already.
    [[maybe_unused]] const auto written = ::write(s_pipe[1], &byte, 1);
}

} // namespace

Interrupt::Interrupt(QObject *parent) : QObject(parent)
{
    if (::pipe2(s_pipe, O_CLOEXEC | O_NONBLOCK) != 0)
        return;
    m_notifier = std::make_unique<QSocketNotifier>(s_pipe[0], QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, [this] {
        char bytes[16];
        const auto count = ::read(s_pipe[0], bytes, sizeof bytes);
        for (qint64 i = 0; i < count; ++i) {
            if (++m_count == 1)
                Q_EMIT first();
            else
                Q_EMIT second();
        }
    });
    struct sigaction action { };
    action.sa_handler = onSignal;
    action.sa_flags = SA_RESTART;
    sigemptyset(&action.sa_mask);
    ::sigaction(SIGINT, &action, nullptr);
    ::sigaction(SIGTERM, &action, nullptr);
}

Interrupt::~Interrupt()
{
    if (!m_notifier)
        return;
    std::signal(SIGINT, SIG_DFL);
    std::signal(SIGTERM, SIG_DFL);
    m_notifier.reset();
    ::close(s_pipe[0]);
    ::close(s_pipe[1]);
    s_pipe[0] = s_pipe[1] = -1;
}

#else

Interrupt::Interrupt(QObject *parent) : QObject(parent) { }

Interrupt::~Interrupt() = default;

#endif

} // namespace spaceline::cli
