#pragma once

#include "gradio/chatmapping.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <map>
#include <utility>
#include <vector>

namespace spaceline::gradio {

/// What the user changed of how a Space is called; stored per Space.
///
/// It names the endpoint and remembers its shape (the component types of all inputs and outputs),
/// so that it survives a renamed endpoint, and is not applied to one that became another (F8).
struct MappingChoice {
    /// What is called after the endpoint.
    enum class Follow {
        Automatic, ///< what the app's page calls, where the answer needs it
        Alone, ///< nothing
        Page, ///< a ChatInterface as its page calls it (gradio-protocol.md §10.5)
    };
    using Place = std::pair<int, int>; ///< step, index of the input or output in it

    QString endpoint; ///< "/chat" or "#3"; empty: the best one
    QString shape; ///< shapeOf() the mapping that was changed
    QString was; ///< the endpoint that the roles were chosen for, where the best one is called
    Follow follow = Follow::Automatic;
    std::map<Place, Role> inputs; ///< only what the user changed
    std::map<Place, Role> outputs;

    /// Nothing but the endpoint of \p mapping: what to start from when a role is changed.
    [[nodiscard]] static MappingChoice of(const ChatMapping &mapping);
    [[nodiscard]] bool isEmpty() const
    {
        return endpoint.isEmpty() && follow == Follow::Automatic && inputs.empty()
            && outputs.empty();
    }
    /// One compact JSON object; empty where isEmpty(). fromJson() reads it back and answers an
    /// empty choice for anything else.
    [[nodiscard]] QByteArray toJson() const;
    [[nodiscard]] static MappingChoice fromJson(const QByteArray &json);
    friend bool operator==(const MappingChoice &, const MappingChoice &) = default;
};

/// The component types of a mapping's steps: "textbox,state>json,state".
[[nodiscard]] QString shapeOf(const ChatMapping &mapping);

/// The roles that make sense for an input or an output, the usual one first; what a person may
/// choose from.
[[nodiscard]] QList<Role> rolesFor(const Parameter &input);
[[nodiscard]] QList<Role> rolesFor(const Output &output);

/// Everything that one could chat with, each as it would be called, the best first. Private
/// endpoints are left out.
[[nodiscard]] std::vector<ChatMapping> rankedMappings(const Config &config,
                                                      const std::vector<Endpoint> &endpoints);

/// As chooseMapping() without a choice; \p wanted, which comes from a command line, is stronger
/// than \p choice. Where \p choice fits no more, the mapping's `changed` says so.
[[nodiscard]] ChatMapping chooseMapping(const Config &config,
                                        const std::vector<Endpoint> &endpoints,
                                        const QString &wanted, const MappingChoice &choice,
                                        Failure *failure);

/// Without a choice, for an app that was called as \p before (MappingChoice::of()) until it was
/// read again: the same endpoint, else the one with its shape, else the best one; `changed` says
/// where it is another one. Invalid where nothing can be chatted with.
[[nodiscard]] ChatMapping mappingAfter(const Config &config, const std::vector<Endpoint> &endpoints,
                                       const MappingChoice &before);

/// True where \p data, the last one of the step with the reply, shows that the function returned
/// something that this endpoint cannot carry (§10.3): the mapping with Follow::Page gets it. Only
/// where there is one.
[[nodiscard]] bool wantsPageChain(const Config &config, const std::vector<Endpoint> &endpoints,
                                  const ChatMapping &mapping, const QJsonArray &data);

} // namespace spaceline::gradio
