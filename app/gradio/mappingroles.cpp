#include "gradio/mappingroles.h"

#include "gradio/filevalue.h"

#include <QHash>
#include <QRegularExpression>
#include <QSet>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace spaceline::gradio {

namespace {

/// "System prompt", "systemPrompt" and "system-prompt" are "system_prompt".
QString normalized(const QString &name)
{
    static const QRegularExpression hump(u"([a-z0-9])([A-Z])"_s);
    static const QRegularExpression other(u"[^\\p{L}\\p{N}]+"_s,
                                          QRegularExpression::UseUnicodePropertiesOption);
    QString text = name;
    text.replace(hump, u"\\1_\\2"_s);
    text.replace(other, u"_"_s);
    while (text.startsWith(u'_'))
        text.remove(0, 1);
    while (text.endsWith(u'_'))
        text.chop(1);
    return text.toLower();
}

bool names(const Parameter &input, const QRegularExpression &pattern)
{
    return pattern.match(normalized(input.name)).hasMatch()
        || pattern.match(normalized(input.label)).hasMatch();
}

bool isSecret(const Parameter &input)
{
    static const QRegularExpression pattern(
        u"(^|_)(api_?key|key|password|passwd|secret|credentials?|token)$|api_?key"_s);
    return input.password || names(input, pattern);
}

bool isNegative(const Parameter &input)
{
    static const QRegularExpression pattern(u"negative|(^|_)(neg|n)_prompt"_s);
    return names(input, pattern);
}

bool isSystem(const Parameter &input)
{
    static const QRegularExpression pattern(u"(^|_)(system|sys|sysprompt|pre_?prompt)(_|$)"_s);
    return names(input, pattern);
}

/// Names that mean a system prompt beside a message; alone they may be the message.
bool isInstructions(const Parameter &input)
{
    static const QRegularExpression pattern(u"(^|_)(instructions|persona|personality)(_|$)"_s);
    return names(input, pattern);
}

bool isHistoryName(const Parameter &input)
{
    static const QRegularExpression pattern(
        u"(^|_)(history|messages|conversation|chat_log|dialog|dialogue|transcript)$"_s);
    return names(input, pattern);
}

bool isOutput(const Endpoint &endpoint, int component)
{
    return std::any_of(endpoint.outputs.begin(), endpoint.outputs.end(),
                       [component](const Output &output) { return output.component == component; });
}

bool isInput(const Endpoint &endpoint, int component)
{
    return std::any_of(endpoint.inputs.begin(), endpoint.inputs.end(),
                       [&](const Parameter &input) { return input.component == component; });
}

bool isHistory(const Endpoint &endpoint, const Parameter &input)
{
    if (isChatbotType(input.type))
        return true;
    if (!isHistoryName(input))
        return false;
    // Words named so may be anything; a transcript that comes back is one.
    return input.type == "json"_L1
        || (input.type == "textbox"_L1 && isOutput(endpoint, input.component));
}

/// Page furniture: it holds what the app wrote there, not what a user sets.
bool isFurniture(const QString &type)
{
    static const QSet<QString> types{u"markdown"_s, u"html"_s,           u"label"_s,
                                     u"plot"_s,     u"annotatedimage"_s, u"dataset"_s};
    return types.contains(type);
}

/// Components that come with Gradio and are no text inputs.
bool isKnownType(const QString &type)
{
    static const QSet<QString> types{
        u"radio"_s,         u"dropdown"_s,        u"checkbox"_s,    u"checkboxgroup"_s,
        u"slider"_s,        u"number"_s,          u"json"_s,        u"colorpicker"_s,
        u"datetime"_s,      u"dataframe"_s,       u"code"_s,        u"highlightedtext"_s,
        u"state"_s,         u"browserstate"_s,    u"button"_s,      u"downloadbutton"_s,
        u"clearbutton"_s,   u"duplicatebutton"_s, u"loginbutton"_s, u"timer"_s,
        u"fileexplorer"_s,  u"paramviewer"_s,     u"timeseries"_s,  u"barplot"_s,
        u"lineplot"_s,      u"scatterplot"_s,     u"nativeplot"_s,  u"deeplinkbutton"_s,
        u"interpretation"_s};
    return types.contains(type) || isFurniture(type) || isFileType(type) || isChatbotType(type);
}

/// What an app shows people. The rest it shows to be used: buttons, choices, sliders, and what
/// custom components may be.
bool isContent(const QString &type)
{
    static const QSet<QString> types{u"textbox"_s,    u"markdown"_s,     u"html"_s,
                                     u"code"_s,       u"label"_s,        u"highlightedtext"_s,
                                     u"number"_s,     u"json"_s,         u"dataframe"_s,
                                     u"timeseries"_s, u"plot"_s,         u"barplot"_s,
                                     u"lineplot"_s,   u"scatterplot"_s,  u"annotatedimage"_s,
                                     u"nativeplot"_s, u"fileexplorer"_s, u"downloadbutton"_s};
    return types.contains(type) || (isFileType(type) && type != "uploadbutton"_L1);
}

/// Words about the run: "busy", "done". The program has its own.
bool isStatus(const Output &output)
{
    static const QRegularExpression pattern(u"(^|_)status(_|$)"_s);
    const bool isWords
        = output.type == "textbox"_L1 || output.type == "markdown"_L1 || output.type == "html"_L1;
    return isWords && pattern.match(normalized(output.label)).hasMatch();
}

bool startsWithSubmit(const Config &config, const Endpoint &endpoint, int component)
{
    const Dependency *dependency = config.dependency(endpoint.fnIndex);
    return dependency
        && std::any_of(dependency->targets.begin(), dependency->targets.end(),
                       [component](const auto &target) {
                           return target.first == component && target.second == "submit"_L1;
                       });
}

int nameScore(const QString &name)
{
    static const QRegularExpression message(
        u"(^|_)(message|msg|prompt|query|question|ask|chat|instruction|instructions|utterance)"
        "(_|$)"_s);
    static const QRegularExpression text(u"(^|_)(input|inputs|text|content|user|you|type)(_|$)"_s);
    static const QRegularExpression other(
        u"(^|_)(title|name|model|language|lang|url|link|path|seed|tags?|keywords?|style|email|"
        "context|prefix|suffix|stop|id|date|format|template|reference|voice|speaker)(_|$)"_s);
    if (other.match(name).hasMatch())
        return -25;
    return message.match(name).hasMatch() ? 30 : text.match(name).hasMatch() ? 15 : 0;
}

int messageScore(const Config &config, const Endpoint &endpoint, size_t index)
{
    const Parameter &input = endpoint.inputs[index];
    const int name = nameScore(normalized(input.name));
    const int label = nameScore(normalized(input.label));
    int score = name < 0 || label < 0 ? qMin(name, label) : qMax(name, label);
    if (input.isMultimodal())
        score += 40;
    if (startsWithSubmit(config, endpoint, input.component))
        score += 25;
    // Chat apps empty the box.
    if (isOutput(endpoint, input.component))
        score += 10;
    const QJsonValue initial = input.props.value("value"_L1);
    score += initial.toString().isEmpty() && !initial.isObject() ? 8 : -10;
    if (isInstructions(input) || isHistory(endpoint, input))
        score -= 60;
    if (input.props.value("interactive"_L1).isBool()
        && !input.props.value("interactive"_L1).toBool())
        score -= 100;
    if (input.props.value("visible"_L1).isBool() && !input.props.value("visible"_L1).toBool())
        score -= 15;
    return score - 2 * int(qMin<size_t>(index, 10));
}

/// How well a component of this type can hold an answer.
int typeScore(const QString &type)
{
    static const QHash<QString, int> scores{
        {u"textbox"_s, 60},        {u"markdown"_s, 60},    {u"html"_s, 50},
        {u"code"_s, 48},           {u"label"_s, 46},       {u"highlightedtext"_s, 45},
        {u"image"_s, 40},          {u"gallery"_s, 40},     {u"audio"_s, 40},
        {u"video"_s, 40},          {u"model3d"_s, 40},     {u"plot"_s, 40},
        {u"annotatedimage"_s, 40}, {u"imageslider"_s, 40}, {u"dataframe"_s, 40},
        {u"imageeditor"_s, 40},    {u"json"_s, 35},        {u"file"_s, 33},
        {u"downloadbutton"_s, 30}, {u"number"_s, 20}};
    if (isChatbotType(type))
        return kChatScore;
    if (isKnownType(type) || type.startsWith("multimodal"_L1))
        return scores.value(type, 3);
    return scores.value(type, 34);
}

} // namespace

bool isTextInput(const Parameter &input)
{
    if (input.hidden)
        return false;
    if (input.isText())
        return true;
    return !isKnownType(input.type) && input.schema.value("type"_L1).toString() == "string"_L1;
}

int messageInputOf(const Config &config, const Endpoint &endpoint)
{
    int best = -1;
    int bestScore = 0;
    for (size_t i = 0; i < endpoint.inputs.size(); ++i) {
        const Parameter &input = endpoint.inputs[i];
        if (!isTextInput(input) || isSecret(input) || isNegative(input) || isSystem(input))
            continue;
        const int score = messageScore(config, endpoint, i);
        if (best < 0 || score > bestScore) {
            best = int(i);
            bestScore = score;
        }
    }
    return best;
}

std::vector<Role> inputRoles(const Endpoint &endpoint, int message, bool messageTakesFiles)
{
    int system = -1;
    for (const auto &means : {isSystem, isInstructions}) {
        for (size_t i = 0; i < endpoint.inputs.size() && system < 0; ++i) {
            const Parameter &input = endpoint.inputs[i];
            if (int(i) != message && isTextInput(input) && !isSecret(input) && !isNegative(input)
                && means(input))
                system = int(i);
        }
    }
    std::vector<Role> roles;
    for (size_t i = 0; i < endpoint.inputs.size(); ++i) {
        const Parameter &input = endpoint.inputs[i];
        if (int(i) == message)
            roles.push_back(Role::Message);
        else if (input.type == "state"_L1 || input.type == "browserstate"_L1)
            roles.push_back(Role::State);
        else if (input.hidden || isFurniture(input.type))
            roles.push_back(Role::Ignored);
        else if (isHistory(endpoint, input))
            roles.push_back(Role::History);
        else if (isFileType(input.type) && !messageTakesFiles)
            roles.push_back(Role::File);
        else
            roles.push_back(int(i) == system ? Role::System : Role::Parameter);
    }
    return roles;
}

int replyScore(const Endpoint &endpoint, size_t index, int messageComponent)
{
    const Output &output = endpoint.outputs[index];
    if (output.hidden || output.type == "browserstate"_L1)
        return 0;
    const bool isRead = isInput(endpoint, output.component);
    if (isChatbotType(output.type))
        return kChatScore + (isRead ? 5 : 0);
    // Emptied by apps of their own making (§10.6 row 3); in a ChatInterface up to 4.21 it holds
    // the answer, and nothing else does.
    if (output.component == messageComponent)
        return 2;
    int score = typeScore(output.type);
    if (isRead)
        return qMin(score, 5);
    static const QRegularExpression answer(
        u"(^|_)(answer|response|reply|output|result|generated|assistant|bot|completion)"_s);
    static const QRegularExpression aside(
        u"(^|_)(status|logs?|debug|info|tokens?|usage|seed|time|error|system|sources?|"
        "suggestions?)(_|$)"_s);
    const QString name = normalized(output.label);
    if (answer.match(name).hasMatch())
        score += 10;
    else if (aside.match(name).hasMatch())
        score -= 30;
    return qMax(score, 3);
}

int replyOutputOf(const Endpoint &endpoint, int messageComponent)
{
    const auto &inputs = endpoint.inputs;
    const auto &outputs = endpoint.outputs;
    // The shape of a ChatInterface (§10.6 row 1): it answers in its first output, whatever it shows
    // beside it.
    if (inputs.size() >= 2 && outputs.size() >= 2 && inputs[0].isText()
        && inputs[1].type == "state"_L1 && outputs[1].component == inputs[1].component
        && outputs[0].component != messageComponent
        && (outputs[0].type == "json"_L1 || outputs[0].type == "textbox"_L1))
        return 0;
    int best = -1;
    int bestScore = 0;
    for (size_t i = 0; i < endpoint.outputs.size(); ++i) {
        const int score = replyScore(endpoint, i, messageComponent);
        if (score > bestScore) {
            best = int(i);
            bestScore = score;
        }
    }
    return best;
}

std::vector<Role> outputRoles(const Endpoint &endpoint, int reply, const std::vector<int> &inputs)
{
    std::vector<Role> roles;
    for (size_t i = 0; i < endpoint.outputs.size(); ++i) {
        const Output &output = endpoint.outputs[i];
        if (int(i) == reply)
            roles.push_back(Role::Reply);
        else if (output.type == "state"_L1 || output.type == "browserstate"_L1)
            roles.push_back(Role::State);
        else if (output.hidden)
            roles.push_back(Role::Ignored);
        // Of several chats each has an answer of its own.
        else if (isChatbotType(output.type))
            roles.push_back(reply >= 0 ? Role::Aside : Role::History);
        else if (std::find(inputs.begin(), inputs.end(), output.component) != inputs.end())
            roles.push_back(Role::Echo);
        else
            roles.push_back(reply >= 0 && isContent(output.type) && !isStatus(output)
                                ? Role::Aside
                                : Role::Ignored);
    }
    return roles;
}

} // namespace spaceline::gradio
