#pragma once

#include <QMetaType>

namespace spaceline {
Q_NAMESPACE

/// Who wrote a message. The values are stored in the database.
enum class MessageAuthor { User = 0, Reply = 1 };
Q_ENUM_NS(MessageAuthor)

/// How far a message is. A prompt is always Complete. The values are stored in the database.
enum class MessageState {
    Complete = 0,
    Pending = 1, ///< nothing of the answer has come; in the database: waits to be sent
    Streaming = 2, ///< some of the answer has come; in the database: may have been sent
    Failed = 3, ///< ended with a Failure; what came before is kept
    Interrupted = 4, ///< the connection or the program ended first; what came before is kept
    Stopped = 5, ///< the user stopped it; what came before is kept
};
Q_ENUM_NS(MessageState)

/// True where nothing more will come by itself.
[[nodiscard]] constexpr bool isFinal(MessageState state)
{
    return state != MessageState::Pending && state != MessageState::Streaming;
}

} // namespace spaceline
