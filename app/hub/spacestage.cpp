#include "hub/spacestage.h"

using namespace Qt::Literals::StringLiterals;

namespace spaceline {

SpaceStage::Kind SpaceStage::kind() const
{
    if (stage.isEmpty())
        return Kind::Unknown;
    // The old build answers while the new one is made.
    if (stage == "RUNNING"_L1 || stage.startsWith("RUNNING_"_L1))
        return Kind::Running;
    if (stage == "SLEEPING"_L1 || stage == "STOPPED"_L1)
        return Kind::Asleep;
    if (stage == "PAUSED"_L1)
        return Kind::Paused;
    if (stage == "NO_APP_FILE"_L1 || stage == "DELETING"_L1 || stage.endsWith("_ERROR"_L1))
        return Kind::Broken;
    if (stage.endsWith("BUILDING"_L1))
        return Kind::Building;
    if (stage.endsWith("STARTING"_L1))
        return Kind::Starting;
    return Kind::Strange;
}

bool SpaceStage::isOnItsWay() const
{
    return kind() == Kind::Asleep || kind() == Kind::Building || kind() == Kind::Starting;
}

Failure SpaceStage::notRunning() const
{
    using Cause = Failure::Cause;
    Failure why(Failure::Kind::SpaceNotRunning,
                errorMessage.isEmpty() ? stage : stage + u": "_s + errorMessage);
    switch (kind()) {
    case Kind::Asleep:
        why.cause = Cause::Asleep;
        break;
    case Kind::Building:
    case Kind::Starting:
        why.cause = Cause::Starting;
        break;
    case Kind::Paused:
        why.cause = Cause::Paused;
        break;
    case Kind::Broken:
        why.cause = Cause::Broken;
        break;
    case Kind::Unknown:
    case Kind::Running:
    case Kind::Strange:
        break;
    }
    return why;
}

} // namespace spaceline
