#include "gradio/relogin.h"

#include "base/hubendpoint.h"
#include "base/logging.h"
#include "gradio/login.h"

#include <QFutureWatcher>

namespace spaceline::gradio {

Relogin::Relogin(Http &http, LoginSource &source, QObject *parent)
    : QObject(parent)
    , m_http(http)
    , m_source(source)
{
}

Relogin::~Relogin() { delete m_login; }

bool Relogin::signIn(const QUrl &url, QObject *context, std::function<void(bool)> then)
{
    if (m_base.isEmpty() || originOf(url) != originOf(m_base))
        return false;
    const bool isFirst = m_waiting.empty();
    if (!isFirst) {
        m_waiting.emplace_back(context, std::move(then));
        return true;
    }
    const QFuture<LoginWords> answer = m_source.loginFor(m_base);
    if (answer.isFinished() && (answer.resultCount() == 0 || answer.result().isEmpty()))
        return false;
    m_waiting.emplace_back(context, std::move(then));
    auto *watcher = new QFutureWatcher<LoginWords>(this);
    connect(watcher, &QFutureWatcher<LoginWords>::finished, this, [this, watcher] {
        watcher->deleteLater();
        start(watcher->future().resultCount() > 0 ? watcher->result() : LoginWords());
    });
    watcher->setFuture(answer);
    return true;
}

void Relogin::start(const LoginWords &words)
{
    if (words.isEmpty()) {
        tell(false);
        return;
    }
    m_login = new Login(m_http, m_base, this);
    connect(m_login, &Login::finished, this, [this] {
        const Failure failure = m_login->failure();
        m_login.clear();
        qCInfo(lcGradio) << "signed in again:" << (failure ? failure.code() : QString());
        tell(!failure);
    });
    m_login->start(words.user, words.password);
}

void Relogin::tell(bool worked)
{
    const auto waiting = std::exchange(m_waiting, {});
    for (const auto &[context, then] : waiting) {
        if (context)
            then(worked);
    }
}

} // namespace spaceline::gradio
