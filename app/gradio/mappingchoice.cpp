#include "gradio/mappingchoice.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace spaceline::gradio {

namespace {

QString text(const char *source) { return QCoreApplication::translate("ChatMapping", source); }

/// A ChatInterface's public endpoint, whatever its name (§10.6 row 1): text box and State in, the
/// same State out, started by the invisible button that exists for this purpose.
bool isChatInterface(const Config &config, const Endpoint &endpoint)
{
    if (endpoint.inputs.size() < 2 || endpoint.outputs.size() < 2)
        return false;
    if (!endpoint.inputs[0].isText() || endpoint.inputs[1].type != "state"_L1
        || endpoint.outputs[1].component != endpoint.inputs[1].component)
        return false;
    const Dependency *dependency = config.dependency(endpoint.fnIndex);
    return std::any_of(dependency->targets.begin(), dependency->targets.end(),
                       [&](const auto &target) {
                           const Component *component = config.component(target.first);
                           return component && component->type == "button"_L1
                               && component->props.value("value"_L1).toString() == "Fake API"_L1;
                       });
}

/// Outputs that can hold an answer in words, best first; 0 for the others.
int textRank(const Output &output)
{
    static const QStringList kinds{u"label"_s, u"number"_s,  u"code"_s,     u"json"_s,
                                   u"html"_s,  u"chatbot"_s, u"markdown"_s, u"textbox"_s};
    return output.hidden ? 0 : int(kinds.indexOf(output.type)) + 1;
}

/// The text input where the message goes: the first one that is neither a password nor hidden. -1
/// where there is none.
int messageInputOf(const Endpoint &endpoint)
{
    for (size_t i = 0; i < endpoint.inputs.size(); ++i) {
        const Parameter &input = endpoint.inputs[i];
        if (!input.hidden && input.isText() && !input.password)
            return int(i);
    }
    return -1;
}

/// True where \p output is the message's own box, which apps of their own making empty (§10.6
/// row 3). In a ChatInterface up to 4.21 it holds the answer, and nothing else does.
bool isMessageBox(const Endpoint &endpoint, const Output &output)
{
    const int message = messageInputOf(endpoint);
    return message >= 0 && endpoint.inputs[size_t(message)].component == output.component;
}

/// The output with the answer: words before pictures, both before the message's own box.
int replyOutputOf(const Endpoint &endpoint)
{
    int best = -1;
    int bestRank = -1;
    for (size_t i = 0; i < endpoint.outputs.size(); ++i) {
        const Output &output = endpoint.outputs[i];
        if (output.hidden)
            continue;
        const int rank = isMessageBox(endpoint, output) ? 0 : textRank(output) > 0 ? 2 : 1;
        if (rank > bestRank) {
            best = int(i);
            bestRank = rank;
        }
    }
    return best;
}

bool startsWithMessage(const Endpoint &endpoint, int message)
{
    for (int i = 0; i < message; ++i) {
        if (!endpoint.inputs[size_t(i)].hidden)
            return false;
    }
    return true;
}

/// True where a State goes in and comes out: the server keeps something between turns.
bool remembers(const Endpoint &endpoint)
{
    return std::any_of(endpoint.inputs.begin(), endpoint.inputs.end(), [&](const auto &input) {
        return input.type == "state"_L1
            && std::any_of(
                   endpoint.outputs.begin(), endpoint.outputs.end(),
                   [&](const Output &output) { return output.component == input.component; });
    });
}

/// How far the other visible inputs can be left as they are.
enum class Others {
    Impossible, ///< one of them has no value that the app would take
    Guessed, ///< one has neither a default nor an initial value: it is sent empty
    Given,
};

Others othersOf(const Endpoint &endpoint, int message)
{
    Others result = Others::Given;
    for (size_t i = 0; i < endpoint.inputs.size(); ++i) {
        const Parameter &input = endpoint.inputs[i];
        if (int(i) == message || input.hidden || !input.required)
            continue;
        if (input.fallback.isNull())
            return Others::Impossible;
        result = Others::Guessed;
    }
    return result;
}

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

struct Candidate {
    const Endpoint *endpoint = nullptr;
    int rank = 0;
    QString reason;
};

Candidate judge(const Config &config, const Endpoint &endpoint)
{
    Candidate candidate{&endpoint, 0, {}};
    // What the author switched off is called only if the user says so by name.
    if (endpoint.visibility == Dependency::Visibility::Private)
        return candidate;
    if (isChatInterface(config, endpoint)) {
        candidate.rank = 1000 + nameRank(endpoint.name);
        candidate.reason = text(QT_TRANSLATE_NOOP(
            "ChatMapping",
            "%1 is the app's own chat (gr.ChatInterface): text in, answer out, and the "
            "server remembers the conversation."));
        candidate.reason = candidate.reason.arg(endpoint.name);
        return candidate;
    }
    const int message = messageInputOf(endpoint);
    const int reply = replyOutputOf(endpoint);
    if (message < 0 || reply < 0 || endpoint.visibility != Dependency::Visibility::Public)
        return candidate;
    const Others others = othersOf(endpoint, message);
    if (!startsWithMessage(endpoint, message) || others == Others::Impossible)
        return candidate;
    const int answer = textRank(endpoint.outputs[size_t(reply)]);
    candidate.rank = (others == Others::Given ? 100 : 1) + nameRank(endpoint.name) * 10 + answer;
    candidate.reason
        = (config.mode() == "interface"_L1 && !remembers(endpoint)
               ? text(QT_TRANSLATE_NOOP("ChatMapping",
                                        "%1 is a gr.Interface that takes a text and answers it; it "
                                        "remembers nothing between turns."))
               : others == Others::Given
               ? text(QT_TRANSLATE_NOOP("ChatMapping",
                                        "%1 begins with a text and needs nothing else to answer."))
               : text(QT_TRANSLATE_NOOP("ChatMapping",
                                        "%1 begins with a text; what else it asks for is left "
                                        "empty.")))
              .arg(endpoint.name);
    return candidate;
}

ChatMapping mappingFor(const Endpoint &endpoint, const QString &reason)
{
    ChatMapping mapping;
    mapping.endpoint = endpoint;
    mapping.reason = reason;
    const int message = messageInputOf(endpoint);
    const int reply = replyOutputOf(endpoint);
    for (size_t i = 0; i < endpoint.inputs.size(); ++i) {
        const Parameter &input = endpoint.inputs[i];
        if (int(i) == message) {
            mapping.inputs.push_back(Role::Message);
        } else if (input.type == "state"_L1) {
            mapping.inputs.push_back(Role::State);
        } else {
            mapping.inputs.push_back(input.hidden ? Role::Ignored : Role::Parameter);
        }
    }
    for (size_t i = 0; i < endpoint.outputs.size(); ++i) {
        const Output &output = endpoint.outputs[i];
        if (int(i) == reply) {
            mapping.outputs.push_back(Role::Reply);
        } else if (output.type == "state"_L1) {
            mapping.outputs.push_back(Role::State);
        } else if (!output.hidden && isMessageBox(endpoint, output)) {
            mapping.outputs.push_back(Role::Echo);
        } else {
            mapping.outputs.push_back(Role::Ignored);
        }
    }
    mapping.history
        = remembers(endpoint) ? ChatMapping::History::Server : ChatMapping::History::None;
    return mapping;
}

QString namesOf(const std::vector<Endpoint> &endpoints)
{
    QStringList names;
    for (const Endpoint &endpoint : endpoints) {
        if (endpoint.visibility == Dependency::Visibility::Public)
            names.append(endpoint.name);
    }
    return names.join(u", "_s);
}

} // namespace

MappingChoice MappingChoice::of(const ChatMapping &mapping)
{
    MappingChoice choice;
    choice.endpoint = mapping.endpoint.name;
    choice.shape = shapeOf(mapping);
    return choice;
}
QByteArray MappingChoice::toJson() const { return {}; }
MappingChoice MappingChoice::fromJson(const QByteArray &) { return {}; }
QString shapeOf(const ChatMapping &) { return {}; }
QList<Role> rolesFor(const Parameter &)
{
    return {Role::Message, Role::History, Role::System, Role::File, Role::Parameter, Role::Ignored};
}
QList<Role> rolesFor(const Output &)
{
    return {Role::Reply, Role::History, Role::Echo, Role::Ignored};
}
std::vector<ChatMapping> rankedMappings(const Config &, const std::vector<Endpoint> &)
{
    return {};
}
bool wantsPageChain(const Config &, const std::vector<Endpoint> &, const ChatMapping &,
                    const QJsonArray &)
{
    return false;
}

ChatMapping chooseMapping(const Config &config, const std::vector<Endpoint> &endpoints,
                          const QString &wanted, Failure *failure)
{
    return chooseMapping(config, endpoints, wanted, {}, failure);
}

ChatMapping chooseMapping(const Config &config, const std::vector<Endpoint> &endpoints,
                          const QString &wanted, const MappingChoice &, Failure *failure)
{
    const auto refuse = [&](const QString &why) {
        if (failure)
            *failure = Failure(Failure::Kind::Endpoint, why);
        return ChatMapping();
    };

    if (!wanted.isEmpty()) {
        for (const Endpoint &endpoint : endpoints) {
            const QString number = u'#' + QString::number(endpoint.fnIndex);
            if (wanted != endpoint.name && u'/' + wanted != endpoint.name && wanted != number)
                continue;
            if (messageInputOf(endpoint) < 0 || replyOutputOf(endpoint) < 0) {
                return refuse(
                    text(QT_TRANSLATE_NOOP("ChatMapping", "%1 takes no text or gives no answer."))
                        .arg(endpoint.name));
            }
            return mappingFor(
                endpoint,
                text(QT_TRANSLATE_NOOP("ChatMapping", "%1 was chosen by you.")).arg(endpoint.name));
        }
        return refuse(
            text(QT_TRANSLATE_NOOP("ChatMapping", "There is no endpoint %1; there are: %2."))
                .arg(wanted, namesOf(endpoints)));
    }

    Candidate best;
    for (const Endpoint &endpoint : endpoints) {
        const Candidate candidate = judge(config, endpoint);
        if (candidate.rank > best.rank)
            best = candidate;
    }
    if (!best.endpoint) {
        const QString names = namesOf(endpoints);
        return refuse(
            names.isEmpty()
                ? text(QT_TRANSLATE_NOOP("ChatMapping", "The author switched the API off."))
                : text(QT_TRANSLATE_NOOP("ChatMapping",
                                         "None of its endpoints takes a text and answers "
                                         "it: %1."))
                      .arg(names));
    }
    return mappingFor(*best.endpoint, best.reason);
}

} // namespace spaceline::gradio
