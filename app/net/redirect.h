#pragma once

#include "net/http.h"

#include <QByteArray>
#include <QUrl>

namespace spaceline {

/// What to do with an answer that sends on to another address.
struct Redirect {
    enum class Verdict {
        None, ///< not a redirect: the answer is handed over as it is
        Follow,
        Refuse, ///< Failure::Kind::Redirect
    };
    static constexpr int kMost = 5;

    Verdict verdict = Verdict::None;
    QUrl to; ///< without user information; also set where it is refused, if it could be read
    HttpRequest::Method method = HttpRequest::Method::Get; ///< of the next request
    bool sameSite = false; ///< same host and port, at most http became https
};

/// Judges \p status and \p location (the header as it came) of an answer to a request at \p from.
/// A GET is followed anywhere but from https to http. A POST is sent again only to the same site,
/// because a body must not reach someone it was not meant for; after 303 it becomes a GET.
[[nodiscard]] Redirect judgeRedirect(HttpRequest::Method method, const QUrl &from, int status,
                                     const QByteArray &location);

} // namespace spaceline
