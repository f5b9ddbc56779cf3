#pragma once

#include "base/failure.h"
#include "base/hubendpoint.h"

#include <QByteArray>

namespace spaceline {

class HttpExchange;

/// Why the answer to `GET BASE/config` is none; None where it is JSON. A page with 404 is the
/// platform's word about a private Space only where a Space can live (failures.md F5): \p isSpace
/// says that the Hub named this host, \p hub knows its own. Elsewhere it is any web page (F31).
[[nodiscard]] Failure configFailure(const HttpExchange &exchange, const QByteArray &body,
                                    const HubEndpoint &hub, bool isSpace);

} // namespace spaceline
