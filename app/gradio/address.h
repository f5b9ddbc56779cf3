#pragma once

#include "base/hubendpoint.h"

#include <QString>
#include <QUrl>

namespace spaceline::gradio {

/// What the user typed, understood (gradio-protocol.md §1.1, failures.md F6). A value; parsing asks
/// nobody.
struct Address {
    enum class Kind {
        Invalid, ///< `problem` says why
        Demo, ///< "demo:"
        Space, ///< `spaceId` is "owner/name"; the Hub knows its host
        Url, ///< `url` is the app's root, without a trailing slash, query or user info
    };

    Kind kind = Kind::Invalid;
    QString spaceId;
    QUrl url;
    QString problem; ///< one plain sentence in the user's language

    /// How the address is stored and shown: "demo:", "owner/name" or the URL. Parsing it again
    /// gives the same address.
    [[nodiscard]] QString canonical() const;

    /// Accepts `owner/name`, the page of a Space on \p hub (with whatever follows), any http(s)
    /// URL, and hosts without a scheme: http for localhost, addresses and ports, https for the
    /// rest.
    [[nodiscard]] static Address parse(const QString &typed, const HubEndpoint &hub);
};

} // namespace spaceline::gradio
