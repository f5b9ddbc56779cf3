#include "gradio/mappingranking.h"

#include "gradio/filevalue.h"
#include "gradio/mappingbuilder.h"
#include "gradio/mappingroles.h"
#include "gradio/pagechain.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QSet>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace spaceline::gradio {

namespace {

QString text(const char *source) { return QCoreApplication::translate("ChatMapping", source); }

/// How much a name promises a chat (§10.6 row 2).
int nameRank(const QString &name)
{
    if (name == "/chat"_L1)
        return 5;
    if (name.startsWith("/chat"_L1) || name == "/respond"_L1)
        return 4;
    if (name == "/predict"_L1)
        return 3;
    if (name.startsWith("/generate"_L1) || name.startsWith("/answer"_L1)
        || name.startsWith("/ask"_L1))
        return 2;
    return name.startsWith(u'/') ? 1 : 0;
}

/// Names of what surrounds a chat.
bool isChore(const QString &name)
{
    static const QRegularExpression pattern(
        u"(^/|_)(clear|reset|undo|retry|regenerate|delete|stop|cancel|flag|like|dislike|vote|"
        "upload|login|logout|save|load|export|download|toggle|select|examples?|count|tokenize|"
        "validate|feedback|rate|share|copy|refresh)(_|$)"_s,
        QRegularExpression::CaseInsensitiveOption);
    return pattern.match(name).hasMatch();
}

/// True where nothing that a user does on purpose starts it: a text that changes, a page that
/// loads.
bool startsByItself(const Config &config, const Endpoint &endpoint)
{
    static const QSet<QString> deeds{u"submit"_s,  u"click"_s, u"then"_s,    u"success"_s,
                                     u"failure"_s, u"stop"_s,  u"release"_s, u""_s};
    const Dependency *dependency = config.dependency(endpoint.fnIndex);
    return dependency && !dependency->targets.empty()
        && std::none_of(dependency->targets.begin(), dependency->targets.end(),
                        [](const auto &target) { return deeds.contains(target.second); });
}

bool isEmpty(const QJsonValue &value)
{
    return value.isNull() || (value.isString() && value.toString().isEmpty())
        || (value.isArray() && value.toArray().isEmpty());
}

/// Inputs that the app gives no value: they are sent empty. A slider or a choice has one.
int emptyInputs(const ChatMapping &mapping)
{
    const std::vector<Parameter> parameters = mapping.parameters();
    return int(std::count_if(parameters.begin(), parameters.end(), [&](const Parameter &input) {
        return input.required && isEmpty(input.fallback)
            && mapping.roleOf(input.key()) != Role::File;
    }));
}

int requiredFiles(const ChatMapping &mapping)
{
    const std::vector<Parameter> parameters = mapping.parameters();
    return int(std::count_if(parameters.begin(), parameters.end(), [&](const Parameter &input) {
        return input.required && mapping.roleOf(input.key()) == Role::File;
    }));
}

QString reasonFor(const Config &config, const ChatMapping &mapping, const Output &reply)
{
    const QString name = mapping.endpoint.name;
    const QString answering = mapping.stepEndpoint(mapping.replyStep()).name;
    const bool isChat = isChatbotType(reply.type);
    if (isChatInterface(config, mapping.endpoint)) {
        return text(QT_TRANSLATE_NOOP(
                        "ChatMapping",
                        "%1 is the app's own chat (gr.ChatInterface): text in, answer out, and the "
                        "server remembers the conversation."))
            .arg(name);
    }
    if (mapping.replyStep() > 0) {
        return text(QT_TRANSLATE_NOOP("ChatMapping",
                                      "%1 takes the message and %2 then answers it, as on the "
                                      "app's own page."))
            .arg(name, answering);
    }
    if (!mapping.messageParameter()) {
        return text(QT_TRANSLATE_NOOP("ChatMapping",
                                      "%1 answers a conversation that ends in your message."))
            .arg(name);
    }
    if (mapping.history == ChatMapping::History::Client) {
        return (isChat ? text(QT_TRANSLATE_NOOP("ChatMapping",
                                                "%1 takes a text and the conversation so far, and "
                                                "answers in the conversation."))
                       : text(QT_TRANSLATE_NOOP("ChatMapping",
                                                "%1 takes a text and the conversation so far, and "
                                                "gives the answer beside it.")))
            .arg(name);
    }
    if (requiredFiles(mapping) > 0) {
        return text(QT_TRANSLATE_NOOP("ChatMapping",
                                      "%1 answers a text about a file that you attach."))
            .arg(name);
    }
    if (emptyInputs(mapping) > 0) {
        return text(QT_TRANSLATE_NOOP("ChatMapping",
                                      "%1 takes a text; what else it asks for is left empty."))
            .arg(name);
    }
    if (mapping.history == ChatMapping::History::Server) {
        return text(QT_TRANSLATE_NOOP("ChatMapping",
                                      "%1 takes a text and answers it, and the server remembers "
                                      "the conversation."))
            .arg(name);
    }
    if (isFileType(reply.type)) {
        return text(QT_TRANSLATE_NOOP("ChatMapping",
                                      "%1 makes a file from a text; it remembers nothing between "
                                      "turns."))
            .arg(name);
    }
    if (config.mode() == "interface"_L1) {
        return text(QT_TRANSLATE_NOOP("ChatMapping",
                                      "%1 is a gr.Interface that takes a text and answers it; it "
                                      "remembers nothing between turns."))
            .arg(name);
    }
    return text(QT_TRANSLATE_NOOP("ChatMapping",
                                  "%1 takes a text and needs nothing else to answer; it remembers "
                                  "nothing between turns."))
        .arg(name);
}

Dependency::Visibility bestVisibility(const ChatMapping &mapping)
{
    // The step that answers is what the author offers; the one before it may be hidden.
    return qMin(mapping.endpoint.visibility, mapping.stepEndpoint(mapping.replyStep()).visibility);
}

} // namespace

RankedMapping judged(const Config &config, ChatMapping mapping)
{
    const Endpoint &endpoint = mapping.endpoint;
    const Endpoint &answering = mapping.stepEndpoint(mapping.replyStep());
    const auto reply = size_t(mapping.replyOutput());
    const Parameter *message = mapping.messageParameter();
    const int score = replyScore(answering, reply, message ? message->component : -1);

    RankedMapping result;
    if (isChatInterface(config, endpoint))
        result.rank = 1000;
    else if (score >= kChatScore)
        result.rank = mapping.history == ChatMapping::History::None ? 400 : 500;
    else if (mapping.history != ChatMapping::History::None)
        result.rank = 300;
    result.rank += 10 * qMax(nameRank(endpoint.name), nameRank(answering.name));
    result.rank += score / 10 - 60 * emptyInputs(mapping) - 40 * requiredFiles(mapping);
    if (!message)
        result.rank -= 250;
    if (isChore(endpoint.name))
        result.rank -= 400;
    if (startsByItself(config, endpoint))
        result.rank -= 200;
    if (bestVisibility(mapping) != Dependency::Visibility::Public)
        result.rank -= 600;
    mapping.reason = reasonFor(config, mapping, answering.outputs[reply]);
    result.mapping = std::move(mapping);
    return result;
}

bool isOffered(const Config &config, const std::vector<Endpoint> &endpoints,
               const ChatMapping &mapping)
{
    const Dependency::Visibility visibility = bestVisibility(mapping);
    if (visibility != Dependency::Visibility::Undocumented)
        return visibility == Dependency::Visibility::Public;
    if (isChatInterface(config, mapping.endpoint))
        return true;
    // The inner events of a ChatInterface are not another chat, least of all one whose author
    // switched the API off.
    const Parameter *message = mapping.messageParameter();
    return message
        && std::none_of(endpoints.begin(), endpoints.end(), [&](const Endpoint &endpoint) {
               return isChatInterface(config, endpoint)
                   && endpoint.inputs[0].component == message->component;
           });
}

std::vector<RankedMapping> ranking(const Config &config, const std::vector<Endpoint> &endpoints)
{
    std::vector<RankedMapping> result;
    QSet<int> behind;
    for (const Endpoint &endpoint : endpoints) {
        ChatMapping mapping = mappingOf(config, endpoints, endpoint);
        if (!canChat(mapping) || !isOffered(config, endpoints, mapping))
            continue;
        for (const ChainStep &step : mapping.then)
            behind.insert(step.endpoint.fnIndex);
        result.push_back(judged(config, std::move(mapping)));
    }
    for (RankedMapping &candidate : result) {
        // Called alone it would miss what its predecessor prepares.
        if (behind.contains(candidate.mapping.endpoint.fnIndex))
            candidate.rank -= 150;
    }
    std::stable_sort(
        result.begin(), result.end(),
        [](const RankedMapping &a, const RankedMapping &b) { return a.rank > b.rank; });
    return result;
}

} // namespace spaceline::gradio
