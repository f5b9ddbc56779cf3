#pragma once

#include "base/reply.h"
#include "gradio/chatmapping.h"
#include "gradio/chatturns.h"

namespace spaceline::gradio {

/// What the page of an app offers for what was said already, beside the ChatMapping (§10.5): a
/// function that answers [chatbot, "like"], "retry", "undo" or "edit", and what the page calls
/// after it. Each is a mapping without a message; not valid where the app does not offer it, or
/// where it works on another memory than the turns do.
struct ChatEvents {
    int chatbot = -1; ///< the component: what the events happen to; -1 where there is none
    HistoryFormat format = HistoryFormat::Pairs; ///< of its value
    bool offersLike = false; ///< `feedback_options`: not every page shows both
    bool offersDislike = false;
    bool canWithdraw = false; ///< an opinion can be taken back (since 5.0)
    Version version;
    ChatMapping like;
    ChatMapping retry; ///< ends in an answer
    ChatMapping undo;
    ChatMapping edit; ///< ends in an answer
    /// Makes a chat what the server remembers: what ends each turn on a ChatInterface's page (§10.5
    /// D), since 5.9.
    ChatMapping remember;

    /// `event_data` of the turn \p turn of \p turns.
    [[nodiscard]] QJsonValue likeData(const ChatTurns &turns, int turn, Feedback feedback) const;
    /// Of the last turn: retry and undo.
    [[nodiscard]] static QJsonValue promptData(const ChatTurns &turns);
    [[nodiscard]] static QJsonValue editData(const ChatTurns &turns, const QString &text);
};

/// What \p config offers beside \p mapping, which is one of its own.
[[nodiscard]] ChatEvents chatEventsOf(const Config &config, const std::vector<Endpoint> &endpoints,
                                      const ChatMapping &mapping);

} // namespace spaceline::gradio
