#pragma once

#include <functional>

class QObject;
class QUrl;

namespace spaceline {

/// Lets the user in again where a server forgot that it had (F18). Asked by Http for a 401 in JSON,
/// which is how an app with a password of its own answers; a request is then made once more.
class Reentry {
public:
    virtual ~Reentry() = default;
    /// Signs in at the server of \p url. \p then is told whether that worked, from the event loop,
    /// and not at all once \p context is gone. False where no login for that server is known: \p
    /// then is forgotten.
    [[nodiscard]] virtual bool signIn(const QUrl &url, QObject *context,
                                      std::function<void(bool)> then)
        = 0;
};

} // namespace spaceline
