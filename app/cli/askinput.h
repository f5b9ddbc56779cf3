#pragma once

#include "base/failure.h"
#include "cli/options.h"
#include "gradio/mappingchoice.h"

#include <QJsonObject>

namespace spaceline {
class SpaceConnection;
}

namespace spaceline::cli {

/// What `--param`, `--system` and `--file` mean for the app that is connected to (ux.md, The
/// command line). Changes its mapping where `--param` fills the box that the PROMPT would go to.
/// \p values is what the turns are sent with, by Parameter::key(). The failure is of kind Usage:
/// an unknown name with those there are, a value that the description forbids.
[[nodiscard]] Failure applyInput(const AskOptions &options, SpaceConnection &connection,
                                 QJsonObject &values);

} // namespace spaceline::cli
