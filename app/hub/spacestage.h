#pragma once

#include "base/failure.h"

#include <QString>

namespace spaceline {

/// What the Hub says of a Space (gradio-protocol.md §1.4, failures.md F4).
struct SpaceStage {
    enum class Kind {
        Unknown, ///< the Hub could not be asked (failure tells why), or said nothing
        Running,
        Asleep, ///< a visit wakes it
        Building,
        Starting,
        Paused, ///< only its owner can start it
        Broken, ///< the way it is it will never run
        Strange, ///< a word that is not known here
    };

    QString stage; ///< the Hub's word: "RUNNING", "SLEEPING", …
    QString errorMessage; ///< of the *_ERROR stages; redacted
    bool isPrivate = false;
    Failure failure; ///< why the Hub could not be asked

    [[nodiscard]] Kind kind() const;
    [[nodiscard]] bool isRunning() const { return kind() == Kind::Running; }
    /// It will run without anybody's doing, or after a visit.
    [[nodiscard]] bool isOnItsWay() const;
    /// F4 with the stage and its message as what was said.
    [[nodiscard]] Failure notRunning() const;

    friend bool operator==(const SpaceStage &, const SpaceStage &) = default;
};

} // namespace spaceline
