#include "gradio/pagechain.h"

#include "gradio/filevalue.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace spaceline::gradio {

namespace {

bool isState(const Config &config, int component)
{
    const Component *found = config.component(component);
    return found && found->type == "state"_L1;
}

/// True where \p dependency runs, directly or behind others, after \p ancestor.
bool follows(const Config &config, const Dependency *dependency, int ancestor)
{
    for (int steps = 0; dependency && steps < 8; ++steps) {
        if (dependency->triggerAfter == ancestor)
            return true;
        dependency = config.dependency(dependency->triggerAfter);
    }
    return false;
}

/// The one of \p endpoints that \p matches; null where there is none or more than one.
template <typename Matches>
const Endpoint *only(const Config &config, const std::vector<Endpoint> &endpoints, Matches matches)
{
    const Endpoint *found = nullptr;
    for (const Endpoint &endpoint : endpoints) {
        const Dependency *dependency = config.dependency(endpoint.fnIndex);
        if (!dependency || !matches(*dependency))
            continue;
        if (found)
            return nullptr;
        found = &endpoint;
    }
    return found;
}

} // namespace

bool isChatInterface(const Config &config, const Endpoint &endpoint)
{
    if (endpoint.inputs.size() < 2 || endpoint.outputs.size() < 2)
        return false;
    if (!endpoint.inputs[0].isText() || endpoint.inputs[1].type != "state"_L1
        || endpoint.outputs[1].component != endpoint.inputs[1].component)
        return false;
    const Dependency *dependency = config.dependency(endpoint.fnIndex);
    return dependency
        && std::any_of(dependency->targets.begin(), dependency->targets.end(),
                       [&](const auto &target) {
                           const Component *component = config.component(target.first);
                           return component && component->type == "button"_L1
                               && component->props.value("value"_L1).toString() == "Fake API"_L1;
                       });
}

std::vector<Endpoint> pageChainOf(const Config &config, const std::vector<Endpoint> &endpoints,
                                  const Endpoint &endpoint)
{
    if (config.version() < Version{5, 9, 0} || !isChatInterface(config, endpoint))
        return {};
    const Dependency &api = *config.dependency(endpoint.fnIndex);
    const int box = api.inputs[0];
    const int history = api.inputs[1];

    const Endpoint *first = only(config, endpoints, [&](const Dependency &dependency) {
        const bool isSubmit = std::any_of(
            dependency.targets.begin(), dependency.targets.end(), [box](const auto &target) {
                return target.first == box && target.second == "submit"_L1;
            });
        return isSubmit && dependency.inputs == std::vector{box} && dependency.outputs.size() == 2
            && dependency.outputs[0] == box && isState(config, dependency.outputs[1]);
    });
    if (!first)
        return {};
    const int saved = first->outputs[1].component;
    const Endpoint *answering = only(config, endpoints, [&](const Dependency &dependency) {
        const Component *chat
            = dependency.outputs.size() > 1 ? config.component(dependency.outputs[1]) : nullptr;
        return dependency.inputs.size() == api.inputs.size() && dependency.inputs[0] == saved
            && std::equal(api.inputs.begin() + 1, api.inputs.end(), dependency.inputs.begin() + 1)
            && isState(config, dependency.outputs[0]) && chat && isChatbotType(chat->type)
            && follows(config, &dependency, first->fnIndex);
    });
    if (!answering)
        return {};
    const int chat = answering->outputs[1].component;
    const Endpoint *last = only(config, endpoints, [&](const Dependency &dependency) {
        return dependency.triggerAfter == answering->fnIndex
            && dependency.inputs == std::vector{chat} && !dependency.outputs.empty()
            && dependency.outputs[0] == history;
    });
    if (!last)
        return {};

    std::vector<Endpoint> chain{*first, *answering, *last};
    // /info describes only the endpoint for callers, whose parameters are the same.
    chain[0].inputs[0] = endpoint.inputs[0];
    std::copy(endpoint.inputs.begin() + 2, endpoint.inputs.end(), chain[1].inputs.begin() + 2);
    return chain;
}

} // namespace spaceline::gradio
