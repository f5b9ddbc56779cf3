#pragma once

#include <QFutureWatcher>
#include <QObject>

namespace spaceline {

/// Calls \p then with the answer, unless \p context is gone by then. A watcher, because
/// QFuture::then() with a context asserts in Qt 6.4 where the context is deleted first.
template <typename Answer, typename Then>
void whenAnswered(const QFuture<Answer> &future, QObject *context, Then then)
{
    auto *watcher = new QFutureWatcher<Answer>(context);
    QObject::connect(watcher, &QFutureWatcher<Answer>::finished, context, [watcher, then] {
        watcher->deleteLater();
        if (watcher->future().resultCount() > 0)
            then(watcher->result());
    });
    watcher->setFuture(future);
}

} // namespace spaceline
