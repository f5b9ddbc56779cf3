#pragma once

#include "base/failure.h"
#include "gradio/endpoint.h"
#include "gradio/historyformat.h"
#include "gradio/reasoning.h"
#include "gradio/turninput.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QString>

#include <vector>

namespace spaceline::gradio {

/// What an input or output is for in a chat (ux.md, `info --json`).
enum class Role {
    Message,
    History,
    State,
    System,
    File,
    Parameter,
    Reply,
    Echo,
    Aside, ///< an output that belongs to the reply, beside the answer itself; told as a reply
    Ignored,
};

/// The word that is stored, and for all but Role::Aside the contract's: "message", "history", …
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
    /// What a user chooses it by: the first endpoint's name; for a ChatInterface called as its page
    /// calls it, the one that it offers to callers.
    QString calledAs;
    QString reason; ///< one sentence in the user's language
    /// One sentence where the user's choice did not fit any more (F8); empty else.
    QString changed;
    History history = History::None;
    /// How the app's chatbot writes down what was said; for what the client writes itself.
    HistoryFormat historyFormat = HistoryFormat::Pairs;
    /// What the app's chatbot takes as marks of thoughts, besides the usual ones; its endpoint for
    /// callers sends them as they are.
    QList<ReasoningTag> reasoningTags;
    /// A turn brings a message of the user's. False for what is done about those that are there.
    bool asks = true;
    /// Ask for full values instead of diffs: this endpoint's diffs were seen to be of no use
    /// (design.md, Protocol choices).
    bool fullValues = false;

    [[nodiscard]] bool isValid() const { return endpoint.fnIndex >= 0; }
    /// Of the first step; -1 where the message goes elsewhere: into the history, or a later step.
    [[nodiscard]] int messageInput() const { return indexOf(inputs, Role::Message); }
    /// Of step replyStep(); -1 where there is none.
    [[nodiscard]] int replyOutput() const;

    /// How many functions one turn calls.
    [[nodiscard]] int stepCount() const { return 1 + int(then.size()); }
    [[nodiscard]] const Endpoint &stepEndpoint(int step) const;
    [[nodiscard]] const std::vector<Role> &stepInputs(int step) const;
    [[nodiscard]] const std::vector<Role> &stepOutputs(int step) const;
    /// The step that holds the reply, in its output replyOutput().
    [[nodiscard]] int replyStep() const;
    /// The inputs that a user sets (Role::Parameter, System and File) of all steps, each once;
    /// their keys are unique among them.
    [[nodiscard]] std::vector<Parameter> parameters() const;
    /// The role of what parameters() names \p key; Ignored where there is none.
    [[nodiscard]] Role roleOf(const QString &key) const;
    /// The input with Role::Message of whatever step; null where the message goes into the history.
    [[nodiscard]] const Parameter *messageParameter() const;
    /// True where files can be attached: a multimodal box or a file input.
    [[nodiscard]] bool takesFiles() const;
    /// True where a message is its files, and a text would go nowhere.
    [[nodiscard]] bool takesOnlyFiles() const;
    /// The `data` of step \p step: one element for each input. Message: the text, or {text, files};
    /// File: \p input's files, each where its kind fits; History: what \p page holds, else the
    /// chatbot's first value, ending in the user's turn where no input is a message; State: null;
    /// the rest: \p input's values, what an earlier step wrote, else the default.
    [[nodiscard]] QJsonArray buildData(int step, const TurnInput &input,
                                       const PageValues &page) const;
    /// What step \p step answered goes to the components, component updates unwrapped; one without
    /// a value changes nothing. Without it the next step and the next turn do not know.
    void takeOutputs(int step, const QJsonArray &data, PageValues &page) const;
    /// After the last step of a turn that was answered: a history that the app reads but never
    /// writes gets the turn. \p replyData is the last `data` of replyStep().
    void endTurn(const TurnInput &input, const QJsonArray &replyData, PageValues &page) const;
    /// The other form of the history, for F10, also of what \p page holds. False where no input is
    /// one.
    bool flipHistoryFormat(PageValues &page);
    /// A message as {text, files} instead of text, or the reverse, for F26: servers were seen whose
    /// description and function disagree. False where no input is the message.
    bool flipMessageForm();
    /// The chatbot's value before the first turn: the Space's own first messages; null without.
    [[nodiscard]] QJsonValue firstHistory() const;
    /// The object `mapping` of `spaceline info --json` and of `connected`.
    [[nodiscard]] QJsonObject toJson() const;

    static int indexOf(const std::vector<Role> &roles, Role role);
};

/// Chooses how to chat with the app: gradio-protocol.md §10.6. \p wanted names an endpoint
/// ("/chat", "chat", "#3") instead of the best one. Invalid on failure, with \p failure F8 whose
/// `said` lists what there is.
[[nodiscard]] ChatMapping chooseMapping(const Config &config,
                                        const std::vector<Endpoint> &endpoints,
                                        const QString &wanted, Failure *failure);

} // namespace spaceline::gradio
