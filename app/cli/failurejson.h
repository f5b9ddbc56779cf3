#pragma once

#include "base/failure.h"

#include <QJsonObject>

namespace spaceline::cli {

/// The members of an `error` object that every command has (ux.md, The command line): kind,
/// message, detail, retry_after_s.
[[nodiscard]] QJsonObject failureJson(const Failure &failure);

/// One object as a line, what it is about in front: `{"event":"text",…}`. \p data is raw JSON, a
/// member `data` as it is; empty: none.
[[nodiscard]] QByteArray eventLine(const QString &event, const QJsonObject &members,
                                   const QByteArray &data = {});

/// The line `error` of every command: what failed, \p partial that came of the reply, and \p more
/// of what is known.
[[nodiscard]] QByteArray errorLine(const Failure &failure, const QByteArray &partial = {},
                                   const QJsonObject &more = {});

} // namespace spaceline::cli
