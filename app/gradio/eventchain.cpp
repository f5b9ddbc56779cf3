#include "gradio/eventchain.h"

#include "gradio/filevalue.h"
#include "gradio/mappingroles.h"

#include <algorithm>

namespace spaceline::gradio {

namespace {

/// Longer ones are loops, or not for a turn.
constexpr size_t kLongestChain = 32;

const Endpoint *endpointOf(const std::vector<Endpoint> &endpoints, int fnIndex)
{
    const auto found
        = std::find_if(endpoints.begin(), endpoints.end(),
                       [fnIndex](const Endpoint &endpoint) { return endpoint.fnIndex == fnIndex; });
    return found == endpoints.end() ? nullptr : &*found;
}

/// What runs after \p head, in the page's order: what follows first, then what follows that. A
/// link of JavaScript alone is passed through, because the page goes on behind it.
std::vector<const Endpoint *> followers(const Config &config,
                                        const std::vector<Endpoint> &endpoints, int head)
{
    std::vector<const Endpoint *> result;
    std::vector<int> queue{head};
    QSet<int> seen{head};
    for (size_t i = 0; i < queue.size() && queue.size() < kLongestChain; ++i) {
        for (const Dependency &dependency : config.dependencies()) {
            if (dependency.triggerAfter != queue[i] || dependency.onlyOnFailure
                || seen.contains(dependency.id))
                continue;
            seen.insert(dependency.id);
            queue.push_back(dependency.id);
            if (const Endpoint *endpoint = endpointOf(endpoints, dependency.id))
                result.push_back(endpoint);
        }
    }
    return result;
}

bool reads(const Endpoint &endpoint, const QSet<int> &components)
{
    return std::any_of(endpoint.inputs.begin(), endpoint.inputs.end(), [&](const Parameter &input) {
        return components.contains(input.component);
    });
}

bool writes(const Endpoint &endpoint, const QSet<int> &components, bool onlyState)
{
    return std::any_of(endpoint.outputs.begin(), endpoint.outputs.end(), [&](const Output &output) {
        return components.contains(output.component)
            && (!onlyState || output.type == u"state" || output.type == u"browserstate");
    });
}

void addOutputs(const Endpoint &endpoint, QSet<int> &components)
{
    for (const Output &output : endpoint.outputs)
        components.insert(output.component);
}

void addInputs(const Endpoint &endpoint, QSet<int> &components)
{
    for (const Parameter &input : endpoint.inputs)
        components.insert(input.component);
}

} // namespace

EventChain eventChain(const Config &config, const std::vector<Endpoint> &endpoints,
                      const Endpoint &head, int messageComponent, const QSet<int> &readLater)
{
    // Only what reads something that the turn has written takes part in it.
    std::vector<const Endpoint *> parts{&head};
    QSet<int> touched{messageComponent};
    addOutputs(head, touched);
    for (const Endpoint *endpoint : followers(config, endpoints, head.fnIndex)) {
        if (!reads(*endpoint, touched))
            continue;
        parts.push_back(endpoint);
        addOutputs(*endpoint, touched);
    }

    // The last one that writes the chat has the answer; without a chat, the first best output.
    size_t reply = 0;
    int best = 0;
    for (size_t i = 0; i < parts.size(); ++i) {
        const int output = replyOutputOf(*parts[i], messageComponent);
        const int score = output < 0 ? 0 : replyScore(*parts[i], size_t(output), messageComponent);
        if (score > best || (score >= kChatScore && best >= kChatScore)) {
            best = score;
            reply = i;
        }
    }

    std::vector<bool> needed(parts.size(), false);
    needed[0] = needed[reply] = true;
    QSet<int> wanted;
    addInputs(*parts[reply], wanted);
    for (size_t i = reply; i-- > 1;) {
        if (!writes(*parts[i], wanted, false))
            continue;
        needed[i] = true;
        addInputs(*parts[i], wanted);
    }
    addInputs(head, wanted);
    wanted.unite(readLater);
    for (size_t i = reply + 1; i < parts.size(); ++i)
        needed[i] = writes(*parts[i], wanted, true);

    EventChain chain;
    for (size_t i = 0; i < parts.size(); ++i) {
        if (!needed[i])
            continue;
        if (i == reply)
            chain.reply = chain.steps.size();
        chain.steps.push_back(parts[i]);
    }
    return chain;
}

} // namespace spaceline::gradio
