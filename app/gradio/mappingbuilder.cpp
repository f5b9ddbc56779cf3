#include "gradio/mappingbuilder.h"

#include "gradio/eventchain.h"
#include "gradio/filevalue.h"
#include "gradio/mappingroles.h"
#include "gradio/pagechain.h"

#include <QHash>
#include <QSet>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace spaceline::gradio {

namespace {

Endpoint &endpointAt(ChatMapping &mapping, int step)
{
    return step == 0 ? mapping.endpoint : mapping.then[size_t(step) - 1].endpoint;
}

std::vector<Role> &inputsAt(ChatMapping &mapping, int step)
{
    return step == 0 ? mapping.inputs : mapping.then[size_t(step) - 1].inputs;
}

std::vector<Role> &outputsAt(ChatMapping &mapping, int step)
{
    return step == 0 ? mapping.outputs : mapping.then[size_t(step) - 1].outputs;
}

/// The same component has the same key in every step, and no two components share one.
void uniteKeys(ChatMapping &mapping)
{
    QHash<int, QString> keys;
    QSet<QString> taken;
    for (int step = 0; step < mapping.stepCount(); ++step) {
        for (Parameter &input : endpointAt(mapping, step).inputs) {
            if (!keys.contains(input.component)) {
                QString key = input.key();
                for (int number = 2; taken.contains(key); ++number)
                    key = input.key() + u' ' + QString::number(number);
                keys.insert(input.component, key);
                taken.insert(key);
            }
            input.setKey(keys.value(input.component));
        }
    }
}

ChatMapping::History historyOf(const ChatMapping &mapping)
{
    QSet<int> read;
    QSet<int> written;
    for (int step = 0; step < mapping.stepCount(); ++step) {
        const Endpoint &endpoint = mapping.stepEndpoint(step);
        for (size_t i = 0; i < endpoint.inputs.size(); ++i) {
            if (mapping.stepInputs(step)[i] == Role::History)
                return ChatMapping::History::Client;
            // What an earlier step of the same turn wrote is no memory.
            const int component = endpoint.inputs[i].component;
            if (mapping.stepInputs(step)[i] == Role::State && !written.contains(component))
                read.insert(component);
        }
        for (size_t i = 0; i < endpoint.outputs.size(); ++i) {
            if (mapping.stepOutputs(step)[i] == Role::State)
                written.insert(endpoint.outputs[i].component);
        }
    }
    return read.intersects(written) ? ChatMapping::History::Server : ChatMapping::History::None;
}

/// The form of the history that the mapping reads, else of the chat that it writes.
HistoryFormat formatOf(const Config &config, const ChatMapping &mapping)
{
    const auto ofComponent = [&config](int id) {
        const Component *component = config.component(id);
        return historyFormatOf(
            config.version(), component ? component->props.value("type"_L1).toString() : QString());
    };
    for (int step = 0; step < mapping.stepCount(); ++step) {
        const int index = ChatMapping::indexOf(mapping.stepInputs(step), Role::History);
        if (index < 0)
            continue;
        const Parameter &input = mapping.stepEndpoint(step).inputs[size_t(index)];
        if (isChatbotType(input.type))
            return ofComponent(input.component);
        // JSON of the author's own: as its first value is, else as everyone writes messages.
        return input.fallback.toArray().at(0).isArray() ? HistoryFormat::Pairs
                                                        : HistoryFormat::Messages;
    }
    const int reply = mapping.replyOutput();
    if (reply < 0)
        return historyFormatOf(config.version(), {});
    return ofComponent(mapping.stepEndpoint(mapping.replyStep()).outputs[size_t(reply)].component);
}

/// Of all chatbots of the app: the endpoint for callers does not name the one that it belongs to.
QList<ReasoningTag> reasoningTagsIn(const Config &config)
{
    QList<ReasoningTag> tags;
    for (const Component &component : config.components()) {
        if (isChatbotType(component.type))
            tags += reasoningTagsOf(component.props.value("reasoning_tags"_L1));
    }
    return tags;
}

std::vector<int> componentsRead(const std::vector<const Endpoint *> &steps)
{
    std::vector<int> result;
    for (const Endpoint *step : steps) {
        for (const Parameter &input : step->inputs)
            result.push_back(input.component);
    }
    return result;
}

} // namespace

namespace {

/// The steps of \p chain with their roles; \p message is the component of the message, or -1,
/// \p takesFiles whether files go there too.
ChatMapping mappingOfChain(const EventChain &chain, int message, bool takesFiles)
{
    const std::vector<int> read = componentsRead(chain.steps);
    ChatMapping mapping;
    for (size_t i = 0; i < chain.steps.size(); ++i) {
        const Endpoint &step = *chain.steps[i];
        // Behind the first step the box holds what the page holds.
        int messageHere = -1;
        for (size_t k = 0; k < step.inputs.size() && message >= 0; ++k) {
            if (step.inputs[k].component == message)
                messageHere = int(k);
        }
        ChainStep part{
            step, inputRoles(step, messageHere, takesFiles),
            outputRoles(step, i == chain.reply ? replyOutputOf(step, message) : -1, read)};
        if (i > 0) {
            mapping.then.push_back(std::move(part));
            continue;
        }
        mapping.endpoint = std::move(part.endpoint);
        mapping.inputs = std::move(part.inputs);
        mapping.outputs = std::move(part.outputs);
    }
    return mapping;
}

} // namespace

ChatMapping mappingOf(const Config &config, const std::vector<Endpoint> &endpoints,
                      const Endpoint &endpoint, bool alone)
{
    const int message = messageInputOf(config, endpoint);
    const int messageComponent = message < 0 ? -1 : endpoint.inputs[size_t(message)].component;
    EventChain chain{{&endpoint}, 0};
    if (!alone)
        chain = eventChain(config, endpoints, endpoint, messageComponent);
    const bool takesFiles = message >= 0 && endpoint.inputs[size_t(message)].isMultimodal();
    ChatMapping mapping = mappingOfChain(chain, messageComponent, takesFiles);
    mapping.calledAs = endpoint.name;
    mapping.reasoningTags = reasoningTagsIn(config);
    uniteKeys(mapping);
    mapping.history = historyOf(mapping);
    mapping.historyFormat = formatOf(config, mapping);
    return mapping;
}

ChatMapping eventMappingOf(const Config &config, const std::vector<Endpoint> &endpoints,
                           const Endpoint &head, const ChatMapping &mapping)
{
    QHash<int, Parameter> known;
    QSet<int> read;
    for (int step = 0; step < mapping.stepCount(); ++step) {
        for (const Parameter &input : mapping.stepEndpoint(step).inputs) {
            known.insert(input.component, input);
            read.insert(input.component);
        }
    }
    ChatMapping result = mappingOfChain(eventChain(config, endpoints, head, -1, read), -1, false);
    uniteKeys(result);
    // The page's own functions are described worse, and a value has one name.
    for (int step = 0; step < result.stepCount(); ++step) {
        for (Parameter &input : endpointAt(result, step).inputs)
            input = known.value(input.component, input);
    }
    result.asks = false;
    result.calledAs = mapping.calledAs;
    result.reasoningTags = mapping.reasoningTags;
    result.history = mapping.history;
    result.historyFormat = formatOf(config, result);
    result.fullValues = mapping.fullValues;
    return result;
}

ChatMapping withoutReply(ChatMapping mapping)
{
    for (int step = 0; step < mapping.stepCount(); ++step) {
        std::vector<Role> &roles = outputsAt(mapping, step);
        std::replace(roles.begin(), roles.end(), Role::Reply, Role::History);
    }
    return mapping;
}

ChatMapping inFrontOf(const ChatMapping &first, const ChatMapping &mapping)
{
    const ChatMapping before = withoutReply(first);
    ChatMapping result = mapping;
    result.endpoint = before.endpoint;
    result.inputs = before.inputs;
    result.outputs = before.outputs;
    result.then = before.then;
    result.then.push_back({mapping.endpoint, mapping.inputs, mapping.outputs});
    result.then.insert(result.then.end(), mapping.then.begin(), mapping.then.end());
    return result;
}

ChatMapping pageMappingOf(const Config &config, const std::vector<Endpoint> &endpoints,
                          const Endpoint &endpoint)
{
    const std::vector<Endpoint> chain = pageChainOf(config, endpoints, endpoint);
    if (chain.empty())
        return {};
    ChatMapping mapping;
    mapping.endpoint = chain[0];
    mapping.calledAs = endpoint.name;
    mapping.reasoningTags = reasoningTagsIn(config);
    mapping.inputs = {Role::Message};
    mapping.outputs = {Role::Echo, Role::State};
    mapping.then.push_back({chain[1], inputRoles(chain[1], -1, chain[0].inputs[0].isMultimodal()),
                            outputRoles(chain[1], 1, {})});
    mapping.then.push_back({chain[2], {Role::History}, outputRoles(chain[2], -1, {})});
    uniteKeys(mapping);
    mapping.historyFormat = formatOf(config, mapping);
    // The chat is only handed from C to D; what is remembered is in the State.
    mapping.history = ChatMapping::History::Server;
    return mapping;
}

bool setInputRole(ChatMapping &mapping, int step, int index, Role role)
{
    if (step < 0 || step >= mapping.stepCount() || index < 0
        || size_t(index) >= mapping.stepInputs(step).size())
        return false;
    const bool isGiven = mapping.history != historyOf(mapping);
    const int component = mapping.stepEndpoint(step).inputs[size_t(index)].component;
    for (int at = 0; at < mapping.stepCount(); ++at) {
        std::vector<Role> &roles = inputsAt(mapping, at);
        for (size_t i = 0; i < roles.size(); ++i) {
            // A component is the same thing in every step.
            if (mapping.stepEndpoint(at).inputs[i].component == component)
                roles[i] = role;
            else if (roles[i] == role && (role == Role::Message || role == Role::System))
                roles[i] = Role::Parameter;
        }
    }
    // How a page's own chain remembers cannot be seen from its roles.
    if (!isGiven)
        mapping.history = historyOf(mapping);
    return true;
}

bool setOutputRole(ChatMapping &mapping, int step, int index, Role role)
{
    if (step < 0 || step >= mapping.stepCount() || index < 0
        || size_t(index) >= mapping.stepOutputs(step).size())
        return false;
    const bool isGiven = mapping.history != historyOf(mapping);
    if (role == Role::Reply) {
        for (int at = 0; at < mapping.stepCount(); ++at)
            std::replace(outputsAt(mapping, at).begin(), outputsAt(mapping, at).end(), Role::Reply,
                         Role::Ignored);
    }
    outputsAt(mapping, step)[size_t(index)] = role;
    // How a page's own chain remembers cannot be seen from its roles.
    if (!isGiven)
        mapping.history = historyOf(mapping);
    return true;
}

bool canChat(const ChatMapping &mapping)
{
    if (!mapping.isValid() || mapping.replyOutput() < 0)
        return false;
    if (mapping.messageParameter())
        return true;
    // The message goes into the history, which a transcript in words does not allow.
    const int history = ChatMapping::indexOf(mapping.inputs, Role::History);
    return history >= 0 && !mapping.endpoint.inputs[size_t(history)].isText();
}

bool canBeCalled(const ChatMapping &mapping)
{
    return canChat(mapping)
        || (mapping.isValid() && mapping.replyOutput() >= 0 && mapping.takesOnlyFiles());
}

ChatMapping withSomeMessage(ChatMapping mapping)
{
    if (canBeCalled(mapping))
        return mapping;
    for (size_t i = 0; i < mapping.inputs.size(); ++i) {
        if (mapping.inputs[i] == Role::Parameter
            && mapping.endpoint.inputs[i].type == "number"_L1) {
            setInputRole(mapping, 0, int(i), Role::Message);
            break;
        }
    }
    return mapping;
}

} // namespace spaceline::gradio
