#pragma once

#include "base/failure.h"

#include <QList>

namespace spaceline {

/// What decides which buttons a failure's card has, beside the failure.
struct RemedyContext {
    bool hasToken = false; ///< the user has a Hugging Face token
    bool hasPage = true; ///< there is a page of the Space that could be opened
    bool hasMessage = true; ///< the card stands at a reply, whose prompt can wait for its time

    friend bool operator==(const RemedyContext &, const RemedyContext &) = default;
};

/// The buttons of the card of \p failure, the main one first. Retry is never among the others: it
/// stands below each reply. Empty where nothing can be done.
[[nodiscard]] QList<Failure::Remedy> remediesOf(const Failure &failure,
                                                const RemedyContext &context);

} // namespace spaceline
