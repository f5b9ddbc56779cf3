#include "gradio/chatmapping.h"

#include "gradio/filevalue.h"
#include "gradio/json.h"

#include <QSet>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace spaceline::gradio {

namespace {

/// What a component holds after \p value arrived; undefined where it stays as it is (§5.4).
QJsonValue unwrapped(const QJsonValue &value)
{
    const QJsonObject object = value.toObject();
    if (object.value("__type__"_L1).toString() == "update"_L1)
        return object.value("value"_L1);
    return value;
}

/// The words of an answer, for a history that the client writes.
QString wordsOf(const QJsonValue &value)
{
    if (value.isString())
        return value.toString();
    if (value.isNull() || value.isUndefined())
        return {};
    if (value.isArray()) {
        QStringList parts;
        for (const QJsonValue &item : value.toArray()) {
            if (const QString words = wordsOf(item); !words.isEmpty())
                parts.append(words);
        }
        return parts.join(u"\n\n"_s);
    }
    const QJsonObject object = value.toObject();
    for (const QLatin1StringView key : {"content"_L1, "text"_L1}) {
        if (object.contains(key))
            return wordsOf(object.value(key));
    }
    return QString::fromUtf8(toJson(value));
}

bool isWritten(const Endpoint &endpoint, int component)
{
    return std::any_of(endpoint.outputs.begin(), endpoint.outputs.end(),
                       [component](const Output &output) { return output.component == component; });
}

bool isWrittenBefore(const ChatMapping &mapping, int step, int component)
{
    for (int i = 0; i < step; ++i) {
        if (isWritten(mapping.stepEndpoint(i), component))
            return true;
    }
    return false;
}

struct Place {
    const Parameter *input = nullptr;
    Role role = Role::Ignored;
};

/// All inputs of all steps that are set by the user, or hold the message; each component once.
std::vector<Place> placesOf(const ChatMapping &mapping)
{
    std::vector<Place> result;
    QSet<int> seen;
    for (int step = 0; step < mapping.stepCount(); ++step) {
        const std::vector<Parameter> &inputs = mapping.stepEndpoint(step).inputs;
        const std::vector<Role> &roles = mapping.stepInputs(step);
        for (size_t i = 0; i < inputs.size(); ++i) {
            const bool set = roles[i] == Role::Parameter || roles[i] == Role::System
                || roles[i] == Role::File || roles[i] == Role::Message;
            if (!set || inputs[i].hidden || seen.contains(inputs[i].component))
                continue;
            seen.insert(inputs[i].component);
            result.push_back({&inputs[i], roles[i]});
        }
    }
    return result;
}

/// Histories that the app reads. Those that none of its outputs writes have to be written by the
/// client.
std::vector<int> historyComponents(const ChatMapping &mapping, bool onlyUnwritten)
{
    std::vector<int> result;
    for (int step = 0; step < mapping.stepCount(); ++step) {
        for (size_t i = 0; i < mapping.stepInputs(step).size(); ++i) {
            const int component = mapping.stepEndpoint(step).inputs[i].component;
            if (mapping.stepInputs(step)[i] != Role::History
                || std::find(result.begin(), result.end(), component) != result.end())
                continue;
            if (!onlyUnwritten || !isWrittenBefore(mapping, mapping.stepCount(), component))
                result.push_back(component);
        }
    }
    return result;
}

/// The output whose value is the history, where it is another component than the input: a
/// gr.Interface has two of everything. -1 where there is none or it is not clear.
int historyOutput(const ChatMapping &mapping, const Endpoint &endpoint)
{
    const std::vector<int> unwritten = historyComponents(mapping, true);
    if (unwritten.size() != 1)
        return -1;
    int found = -1;
    for (size_t i = 0; i < endpoint.outputs.size(); ++i) {
        if (endpoint.outputs[i].hidden || !isChatbotType(endpoint.outputs[i].type))
            continue;
        if (found >= 0)
            return -1;
        found = int(i);
    }
    return found;
}

const Parameter *historyInput(const ChatMapping &mapping)
{
    for (int step = 0; step < mapping.stepCount(); ++step) {
        const int index = ChatMapping::indexOf(mapping.stepInputs(step), Role::History);
        if (index >= 0)
            return &mapping.stepEndpoint(step).inputs[size_t(index)];
    }
    return nullptr;
}

} // namespace

QString nameOf(Role role)
{
    switch (role) {
    case Role::Message:
        return u"message"_s;
    case Role::History:
        return u"history"_s;
    case Role::State:
        return u"state"_s;
    case Role::System:
        return u"system"_s;
    case Role::File:
        return u"file"_s;
    case Role::Parameter:
        return u"parameter"_s;
    case Role::Reply:
        return u"reply"_s;
    case Role::Echo:
        return u"echo"_s;
    case Role::Aside:
        return u"aside"_s;
    case Role::Ignored:
        return u"ignored"_s;
    }
    return {};
}

int ChatMapping::indexOf(const std::vector<Role> &roles, Role role)
{
    const auto found = std::find(roles.begin(), roles.end(), role);
    return found == roles.end() ? -1 : int(found - roles.begin());
}

const Endpoint &ChatMapping::stepEndpoint(int step) const
{
    return step == 0 ? endpoint : then[size_t(step) - 1].endpoint;
}

const std::vector<Role> &ChatMapping::stepInputs(int step) const
{
    return step == 0 ? inputs : then[size_t(step) - 1].inputs;
}

const std::vector<Role> &ChatMapping::stepOutputs(int step) const
{
    return step == 0 ? outputs : then[size_t(step) - 1].outputs;
}

int ChatMapping::replyStep() const
{
    for (int i = int(then.size()); i > 0; --i) {
        if (indexOf(then[size_t(i) - 1].outputs, Role::Reply) >= 0)
            return i;
    }
    return 0;
}

int ChatMapping::replyOutput() const { return indexOf(stepOutputs(replyStep()), Role::Reply); }

std::vector<Parameter> ChatMapping::parameters() const
{
    std::vector<Parameter> result;
    for (const Place &place : placesOf(*this)) {
        if (place.role != Role::Message)
            result.push_back(*place.input);
    }
    return result;
}

Role ChatMapping::roleOf(const QString &key) const
{
    for (const Place &place : placesOf(*this)) {
        if (place.role != Role::Message && place.input->key() == key)
            return place.role;
    }
    return Role::Ignored;
}

const Parameter *ChatMapping::messageParameter() const
{
    for (const Place &place : placesOf(*this)) {
        if (place.role == Role::Message)
            return place.input;
    }
    return nullptr;
}

bool ChatMapping::takesFiles() const
{
    const std::vector<Place> places = placesOf(*this);
    return std::any_of(places.begin(), places.end(), [](const Place &place) {
        return place.role == Role::File
            || (place.role == Role::Message && place.input->isMultimodal());
    });
}

bool ChatMapping::takesOnlyFiles() const
{
    return takesFiles() && !messageParameter() && indexOf(inputs, Role::History) < 0;
}

QJsonArray ChatMapping::buildData(int step, const TurnInput &turn, const PageValues &page) const
{
    const Endpoint &called = stepEndpoint(step);
    const std::vector<Role> &roles = stepInputs(step);
    const std::vector<Place> places = placesOf(*this);
    const bool messageInHistory = asks && messageParameter() == nullptr;
    const auto message = [&](const Parameter &input) -> QJsonValue {
        if (input.isMultimodal())
            return QJsonObject{{"text"_L1, turn.text}, {"files"_L1, turn.files}};
        if (input.type == "number"_L1) {
            bool isNumber = false;
            const double number = turn.text.trimmed().toDouble(&isNumber);
            return isNumber ? QJsonValue(number) : QJsonValue(turn.text);
        }
        if (input.type != "json"_L1)
            return turn.text;
        const QJsonValue value = parseJsonValue(turn.text.toUtf8());
        return value.isArray() || value.isObject() ? value : QJsonValue(turn.text);
    };

    // A box for words and files takes all of them.
    std::vector<const Parameter *> fileInputs;
    if (!messageParameter() || !messageParameter()->isMultimodal()) {
        for (const Place &place : places) {
            if (place.role == Role::File && !turn.values.contains(place.input->key()))
                fileInputs.push_back(place.input);
        }
    }
    const QHash<int, QJsonValue> files = placedFiles(fileInputs, turn.files, called.version);

    QJsonArray data;
    for (size_t i = 0; i < called.inputs.size(); ++i) {
        const Parameter &input = called.inputs[i];
        const bool written = isWrittenBefore(*this, step, input.component);
        const QJsonValue held = page.value(input.component, QJsonValue::Undefined);
        const QJsonValue kept = held.isUndefined() ? input.fallback : held;
        if (input.hidden) {
            data.append(input.fallback);
        } else if (roles[i] == Role::Message) {
            data.append(written && !held.isUndefined() ? held : message(input));
        } else if (roles[i] == Role::History) {
            if (messageInHistory && !written && input.type != "textbox"_L1)
                data.append(withUserTurn(kept, historyFormat, turn.text, turn.files));
            else
                data.append(kept.isNull() && isChatbotType(input.type) ? QJsonArray() : kept);
        } else if (turn.values.contains(input.key()) && roles[i] != Role::State) {
            data.append(turn.values.value(input.key()));
        } else if (files.contains(input.component)) {
            data.append(files.value(input.component));
        } else {
            data.append(kept);
        }
    }
    return data;
}

void ChatMapping::takeOutputs(int step, const QJsonArray &data, PageValues &page) const
{
    const Endpoint &called = stepEndpoint(step);
    const int historyAt = historyOutput(*this, called);
    for (size_t i = 0; i < called.outputs.size() && i < size_t(data.size()); ++i) {
        const QJsonValue value = unwrapped(data.at(qsizetype(i)));
        if (called.outputs[i].hidden || value.isUndefined())
            continue;
        page.insert(called.outputs[i].component, value);
        if (int(i) == historyAt)
            page.insert(historyComponents(*this, true).front(), value);
    }
}

void ChatMapping::endTurn(const TurnInput &turn, const QJsonArray &replyData,
                          PageValues &page) const
{
    const Endpoint &answering = stepEndpoint(replyStep());
    if (!asks || replyOutput() < 0 || historyOutput(*this, answering) >= 0)
        return;
    const QString answer = wordsOf(unwrapped(replyData.at(replyOutput())));
    for (const int component : historyComponents(*this, true)) {
        const Parameter *input = historyInput(*this);
        // A text box with a transcript has a form that only its app knows.
        if (input->component != component || input->type == "textbox"_L1)
            continue;
        const QJsonArray asked = withUserTurn(page.value(component, input->fallback), historyFormat,
                                              turn.text, turn.files);
        page.insert(component, withAnswer(asked, historyFormat, answer));
    }
}

bool ChatMapping::flipHistoryFormat(PageValues &page)
{
    const std::vector<int> components = historyComponents(*this, false);
    if (components.empty())
        return false;
    if (historyFormat != HistoryFormat::Pairs)
        historyFormat = HistoryFormat::Pairs;
    else
        historyFormat = historyFormatOf(endpoint.version, u"messages"_s);
    const QJsonValue first = firstHistory();
    for (const int component : components) {
        if (page.contains(component) || !first.isNull())
            page.insert(component, convertedHistory(page.value(component, first), historyFormat));
    }
    return true;
}

bool ChatMapping::flipMessageForm()
{
    const auto flip = [](Endpoint &called, const std::vector<Role> &roles) {
        const int index = indexOf(roles, Role::Message);
        if (index < 0)
            return false;
        Parameter &input = called.inputs[size_t(index)];
        input.type = input.isMultimodal() ? u"textbox"_s : u"multimodaltextbox"_s;
        return true;
    };
    bool isFlipped = flip(endpoint, inputs);
    for (ChainStep &step : then)
        isFlipped = flip(step.endpoint, step.inputs) || isFlipped;
    return isFlipped;
}

QJsonValue ChatMapping::firstHistory() const
{
    const Parameter *input = historyInput(*this);
    if (!input || input->required || input->fallback.toArray().isEmpty())
        return QJsonValue::Null;
    return input->fallback;
}

QJsonObject ChatMapping::toJson() const
{
    const auto names = [](const std::vector<Role> &roles) {
        QJsonArray result;
        for (const Role role : roles)
            result.append(nameOf(role == Role::Aside ? Role::Reply : role));
        return result;
    };
    QJsonArray followers;
    for (const ChainStep &step : then)
        followers.append(step.endpoint.name);
    const QString kept = history == History::Server ? u"server"_s
        : history == History::Client                ? u"client"_s
                                                    : u"none"_s;
    return {{"endpoint"_L1, endpoint.name}, {"reason"_L1, reason},  {"inputs"_L1, names(inputs)},
            {"outputs"_L1, names(outputs)}, {"then"_L1, followers}, {"history"_L1, kept}};
}

} // namespace spaceline::gradio
