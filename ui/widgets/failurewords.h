#pragma once

#include "base/failure.h"
#include "base/remedies.h"

#include <QDateTime>
#include <QString>

namespace spaceline {

/// The words on the button of \p remedy on the card of \p failure; empty for None.
[[nodiscard]] QString remedyText(Failure::Remedy remedy, const Failure &failure,
                                 const RemedyContext &context);

/// The muted line of the card: figures, when it is over, advice.
[[nodiscard]] QString failureFacts(const Failure &failure);

/// What the other side said, where the card shows it: not where its sentence says the same.
[[nodiscard]] QString failureSaid(const Failure &failure);

/// For the clipboard: what happened, where and when, with which versions; redacted, with nothing of
/// the conversation in it. \p time is used where the failure has none of its own.
[[nodiscard]] QString failureReport(const Failure &failure, const QDateTime &time = {});

/// "Create a free account (huggingface.co)": a link never hides where it leads.
[[nodiscard]] QString linkText(const Failure::Link &link);

} // namespace spaceline
