#pragma once

#include "base/failure.h"
#include "net/linkprobe.h"

#include <QString>
#include <QUrl>

namespace spaceline {

/// What a person can do about \p trouble on the way to \p url: one sentence in the user's language.
[[nodiscard]] QString adviceOn(LinkProbe::Trouble trouble, const QUrl &url);
/// The same about what a server answered, or did not.
[[nodiscard]] QString adviceOn(const Failure &failure, const QUrl &url);
/// The same about a Space that does not run, by its stage on Hugging Face (failures.md F4).
[[nodiscard]] QString adviceOnStage(const QString &stage);

} // namespace spaceline
