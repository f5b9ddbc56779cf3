#pragma once

#include "base/failure.h"

#include <QList>
#include <QSslError>

class QNetworkReply;

namespace spaceline {

/// What kept \p reply from being completed, without `detail`; none where an answer came, whatever
/// its status. \p answered: a status line came. \p tlsErrors: what QNetworkReply::sslErrors()
/// named.
[[nodiscard]] Failure networkFailure(const QNetworkReply &reply, bool answered,
                                     const QList<QSslError> &tlsErrors);

} // namespace spaceline
