#include "gradio/chatevents.h"

#include "gradio/filevalue.h"
#include "gradio/mappingbuilder.h"
#include "gradio/pagechain.h"

#include <QSet>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace spaceline::gradio {

namespace {

/// The chat that the turns of \p mapping are shown in.
int chatbotOf(const Config &config, const ChatMapping &mapping,
              const std::vector<Endpoint> &pageChain)
{
    const int reply = mapping.replyOutput();
    if (reply >= 0) {
        const Output &output = mapping.stepEndpoint(mapping.replyStep()).outputs[size_t(reply)];
        if (isChatbotType(output.type))
            return output.component;
    }
    for (int step = 0; step < mapping.stepCount(); ++step) {
        for (const Parameter &input : mapping.stepEndpoint(step).inputs) {
            if (isChatbotType(input.type))
                return input.component;
        }
    }
    if (pageChain.size() > 1)
        return pageChain[1].outputs[1].component;
    // The endpoint for callers does not name the chat of its ChatInterface.
    int only = -1;
    for (const Component &component : config.components()) {
        if (!isChatbotType(component.type))
            continue;
        if (only >= 0 || !isChatInterface(config, mapping.endpoint))
            return -1;
        only = component.id;
    }
    return only;
}

std::vector<const Endpoint *> answering(const Config &config,
                                        const std::vector<Endpoint> &endpoints, int chatbot,
                                        QLatin1StringView event)
{
    std::vector<const Endpoint *> result;
    for (const Endpoint &endpoint : endpoints) {
        const Dependency *dependency = config.dependency(endpoint.fnIndex);
        const bool answers = dependency
            && std::any_of(dependency->targets.begin(), dependency->targets.end(),
                           [&](const auto &target) {
                               return target.first == chatbot && target.second == event;
                           });
        if (answers)
            result.push_back(&endpoint);
    }
    return result;
}

bool isState(const QString &type) { return type == u"state"; }

/// Where the turns of \p mapping are remembered: the chat that is sent along, or the States that
/// they read.
QSet<int> memoryOf(const ChatMapping &mapping, int chatbot)
{
    if (mapping.history == ChatMapping::History::Client)
        return {chatbot};
    QSet<int> memory;
    QSet<int> written;
    for (int step = 0; step < mapping.stepCount(); ++step) {
        for (const Parameter &input : mapping.stepEndpoint(step).inputs) {
            if (isState(input.type) && !written.contains(input.component))
                memory.insert(input.component);
        }
        for (const Output &output : mapping.stepEndpoint(step).outputs)
            written.insert(output.component);
    }
    return memory;
}

bool writes(const ChatMapping &mapping, const QSet<int> &components)
{
    for (int step = 0; step < mapping.stepCount(); ++step) {
        for (const Output &output : mapping.stepEndpoint(step).outputs) {
            if (components.contains(output.component))
                return true;
        }
    }
    return false;
}

/// The answer stands in the chat itself.
bool answersInChat(const ChatMapping &mapping, int chatbot)
{
    const int reply = mapping.replyOutput();
    return reply >= 0
        && mapping.stepEndpoint(mapping.replyStep()).outputs[size_t(reply)].component == chatbot;
}

} // namespace

QJsonValue ChatEvents::likeData(const ChatTurns &turns, int turn, Feedback feedback) const
{
    QJsonValue index = turns.replyIndex(turn);
    // 4.38–4.44 name the first and the last message of a reply.
    if (format == HistoryFormat::Messages && version < Version{5, 0, 0})
        index = QJsonArray{index, turns.lastReplyIndex(turn)};
    const QJsonValue liked = feedback == Feedback::None ? QJsonValue(QString())
                                                        : QJsonValue(feedback == Feedback::Like);
    return QJsonObject{
        {"index"_L1, index}, {"value"_L1, turns.replyValue(turn)}, {"liked"_L1, liked}};
}

QJsonValue ChatEvents::promptData(const ChatTurns &turns)
{
    return QJsonObject{{"index"_L1, turns.promptIndex(0)}, {"value"_L1, turns.promptValue(0)}};
}

QJsonValue ChatEvents::editData(const ChatTurns &turns, const QString &text)
{
    return QJsonObject{{"index"_L1, turns.promptIndex(0)},
                       {"value"_L1, text},
                       {"previous_value"_L1, turns.promptValue(0)}};
}

ChatEvents chatEventsOf(const Config &config, const std::vector<Endpoint> &endpoints,
                        const ChatMapping &mapping)
{
    ChatEvents events;
    events.version = config.version();
    if (!mapping.isValid())
        return events;
    const auto called
        = std::find_if(endpoints.begin(), endpoints.end(),
                       [&](const Endpoint &endpoint) { return endpoint.name == mapping.calledAs; });
    const std::vector<Endpoint> pageChain = called == endpoints.end()
        ? std::vector<Endpoint>()
        : pageChainOf(config, endpoints, *called);
    const Component *chatbot
        = config.component(events.chatbot = chatbotOf(config, mapping, pageChain));
    if (!chatbot)
        return events;
    events.format = historyFormatOf(config.version(), chatbot->props.value("type"_L1).toString());

    const QSet<int> memory = memoryOf(mapping, events.chatbot);
    const auto find = [&](QLatin1StringView event, auto fits) {
        for (const Endpoint *head : answering(config, endpoints, events.chatbot, event)) {
            ChatMapping found = eventMappingOf(config, endpoints, *head, mapping);
            if (fits(found))
                return found;
        }
        return ChatMapping();
    };
    const auto answers = [&](const ChatMapping &found) {
        return answersInChat(found, events.chatbot) && writes(found, memory);
    };
    events.like = withoutReply(find("like"_L1, [](const ChatMapping &) { return true; }));
    events.retry = find("retry"_L1, answers);
    events.edit = find("edit"_L1, answers);
    events.undo = withoutReply(
        find("undo"_L1, [&](const ChatMapping &found) { return writes(found, memory); }));
    if (!pageChain.empty())
        events.remember
            = withoutReply(eventMappingOf(config, endpoints, pageChain.back(), mapping));

    const QJsonValue options = chatbot->props.value("feedback_options"_L1);
    events.offersLike
        = events.like.isValid() && (!options.isArray() || options.toArray().contains(u"Like"_s));
    events.offersDislike
        = events.like.isValid() && (!options.isArray() || options.toArray().contains(u"Dislike"_s));
    events.canWithdraw = config.version() >= Version{5, 0, 0};
    return events;
}

} // namespace spaceline::gradio
