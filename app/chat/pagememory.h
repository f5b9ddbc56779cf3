#pragma once

#include "gradio/chatmapping.h"
#include "gradio/turninput.h"

#include <QByteArray>
#include <QString>

#include <optional>

namespace spaceline {

/// What the app's page would hold after the last turn of a conversation that its next turn is to
/// know of, and before it; and in which of the server's sessions that turn was made. A value.
///
/// A turn is known once something was answered to it, however it ended: the model sees what the
/// user has seen. A prompt without an answer is not, because a model would answer it beside the
/// next one.
class PageMemory {
public:
    /// What read() was given, as text to store.
    [[nodiscard]] QByteArray toJson() const;
    /// What toJson() wrote. Component ids mean something only in the app that they are of: where
    /// \p mapping is of another one, nothing is known.
    [[nodiscard]] static PageMemory read(const QByteArray &json,
                                         const gradio::ChatMapping &mapping);

    [[nodiscard]] const gradio::PageValues &values() const { return m_values; }
    /// The reply of the last turn; 0 where none is known.
    [[nodiscard]] qint64 turn() const { return m_turn; }
    /// The session whose memory holds that turn; empty where that is not certain.
    [[nodiscard]] QString session() const { return m_session; }

    /// The turn with \p reply left \p values behind, in \p session.
    void take(const gradio::ChatMapping &mapping, const gradio::PageValues &values, qint64 reply,
              const QString &session);
    /// That turn was taken back, and \p reply is the last one now: what was held before it where
    /// that is known, but for the \p values that are known to be others.
    void takeBack(qint64 reply, const gradio::PageValues &values = {});
    /// What was held before the last turn is known.
    [[nodiscard]] bool knowsBefore() const { return m_before.has_value(); }
    /// A new session of the server knows nothing.
    void forgetSession() { m_session.clear(); }

private:
    gradio::PageValues m_values;
    std::optional<gradio::PageValues> m_before;
    qint64 m_turn = 0;
    QString m_session;
    QString m_shape; ///< of the app whose components they are
};

} // namespace spaceline
