#pragma once

#include "base/failure.h"
#include "gradio/endpoint.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QString>

#include <vector>

namespace spaceline::gradio {

/// What an input or output is for in a chat (ux.md, `info --json`).
enum class Role { Message, History, State, System, File, Parameter, Reply, Echo, Ignored };

/// The word of the contract: "message", "history", …
[[nodiscard]] QString nameOf(Role role);

/// How a Space is called when one chats with it: the endpoint, the role of each of its inputs and
/// outputs, and why.
struct ChatMapping {
    /// Who keeps what was said before.
    enum class History {
        Server, ///< in the State of the session
        Client, ///< it is sent along
        None, ///< each turn stands alone
    };

    Endpoint endpoint;
    std::vector<Role> inputs; ///< one for each of endpoint.inputs
    std::vector<Role> outputs;
    QString reason; ///< one sentence in the user's language
    History history = History::None;
    /// Ask for full values instead of diffs: this endpoint's diffs were seen to be of no use
    /// (design.md, Protocol choices).
    bool fullValues = false;

    [[nodiscard]] bool isValid() const { return endpoint.fnIndex >= 0; }
    [[nodiscard]] int messageInput() const { return indexOf(inputs, Role::Message); }
    [[nodiscard]] int replyOutput() const { return indexOf(outputs, Role::Reply); }

    /// The `data` of a call with \p message: one element for each input, null for hidden ones,
    /// defaults for the rest.
    [[nodiscard]] QJsonArray buildData(const QString &message) const;
    /// The object `mapping` of `spaceline info --json` and of `connected`.
    [[nodiscard]] QJsonObject toJson() const;

private:
    static int indexOf(const std::vector<Role> &roles, Role role);
};

/// Chooses how to chat with the app: gradio-protocol.md §10.6. \p wanted names an endpoint
/// ("/chat", "chat", "#3") instead of the best one. Invalid on failure, with \p failure F8 whose
/// `said` lists what there is.
[[nodiscard]] ChatMapping chooseMapping(const Config &config,
                                        const std::vector<Endpoint> &endpoints,
                                        const QString &wanted, Failure *failure);

} // namespace spaceline::gradio
