#pragma once

#include "base/failure.h"
#include "gradio/endpoint.h"
#include "gradio/turninput.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QString>

#include <vector>

namespace spaceline::gradio {

/// What an input or output is for in a chat (ux.md, `info --json`).
enum class Role { Message, History, State, System, File, Parameter, Reply, Echo, Ignored };

/// The word of the contract: "message", "history", …
[[nodiscard]] QString nameOf(Role role);

/// One function of a chain, called after the one before it, as the app's page does
/// (gradio-protocol.md §10.5, §10.6 row 4).
struct ChainStep {
    Endpoint endpoint;
    std::vector<Role> inputs;
    std::vector<Role> outputs;
};

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
    /// What is called after it, in order. Where it is not empty, the reply is in the last step that
    /// has an output of Role::Reply; steps behind that one only let the server know.
    std::vector<ChainStep> then;
    QString reason; ///< one sentence in the user's language
    History history = History::None;
    /// Ask for full values instead of diffs: this endpoint's diffs were seen to be of no use
    /// (design.md, Protocol choices).
    bool fullValues = false;

    [[nodiscard]] bool isValid() const { return endpoint.fnIndex >= 0; }
    [[nodiscard]] int messageInput() const { return indexOf(inputs, Role::Message); }
    [[nodiscard]] int replyOutput() const { return indexOf(outputs, Role::Reply); }

    /// How many functions one turn calls.
    [[nodiscard]] int stepCount() const { return 1 + int(then.size()); }
    [[nodiscard]] const Endpoint &stepEndpoint(int step) const;
    /// The step and the output of it that hold the reply.
    [[nodiscard]] int replyStep() const;
    /// The `data` of step \p step: one element for each input. Message: the text, or {text, files};
    /// File: \p input's files; History: what \p page holds; State and hidden: null, but what \p
    /// page holds of a visible component that an earlier step wrote; the rest: \p input's values,
    /// else the default.
    [[nodiscard]] QJsonArray buildData(int step, const TurnInput &input,
                                       const PageValues &page) const;
    /// What step \p step answered goes to the components, component updates unwrapped. Without it
    /// the next step and the next turn do not know.
    void takeOutputs(int step, const QJsonArray &data, PageValues &page) const;
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
