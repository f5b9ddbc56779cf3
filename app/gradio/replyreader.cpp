#include "gradio/replyreader.h"

#include "gradio/replybuilder.h"

#include <QJsonObject>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace spaceline::gradio {

namespace {

/// The places of the reply in `data`.
std::vector<int> replyOutputs(const ChatMapping &mapping)
{
    const std::vector<Role> &roles = mapping.stepOutputs(mapping.replyStep());
    std::vector<int> places;
    for (size_t i = 0; i < roles.size(); ++i) {
        if (roles[i] == Role::Reply)
            places.push_back(int(i));
    }
    return places;
}

/// What output \p place of the step with the reply is.
Output outputAt(const ChatMapping &mapping, int place)
{
    const std::vector<Output> &outputs = mapping.stepEndpoint(mapping.replyStep()).outputs;
    return size_t(place) < outputs.size() ? outputs[size_t(place)] : Output();
}

/// A text in such a component is Markdown and nothing else.
bool holdsWords(const QString &type)
{
    return type.isEmpty() || type == "textbox"_L1 || type == "json"_L1 || type == "markdown"_L1
        || type == "text"_L1;
}

bool isNothing(const QJsonValue &value)
{
    if (!value.isArray())
        return value.isNull() || value.isUndefined();
    const QJsonArray array = value.toArray();
    return !array.isEmpty() && std::all_of(array.begin(), array.end(), [](const QJsonValue &item) {
        return item.isNull();
    });
}

} // namespace

Reply readReplyValue(const QJsonValue &value)
{
    ReplyBuilder builder;
    builder.read(value);
    return builder.take();
}

Reply readReply(const PartialData &data, const ChatMapping &mapping)
{
    const std::vector<int> places = replyOutputs(mapping);
    ReplyBuilder builder(mapping.reasoningTags);
    for (const int place : places) {
        const Output output = outputAt(mapping, place);
        std::optional<QByteArray> text;
        if (holdsWords(output.type))
            text = data.text(place);
        if (!text || !ReplyBuilder::areWords(*text)) {
            builder.readOutput(output.type, output.props, data.value(place));
            continue;
        }
        const bool isPlain = !data.mayHoldReasoning(place) && mapping.reasoningTags.isEmpty();
        // The commonest reply by far: nothing is read or copied for each of its pieces.
        if (isPlain && places.size() == 1) {
            Reply reply;
            reply.text = std::move(*text);
            return reply;
        }
        builder.addWords(*text);
    }
    return builder.take();
}

bool isNoReply(const PartialData &data, const ChatMapping &mapping)
{
    const std::vector<int> places = replyOutputs(mapping);
    return std::all_of(places.begin(), places.end(), [&data](int place) {
        // A text that grows is there without a copy; its value is not.
        return !data.text(place) && isNothing(data.value(place));
    });
}

} // namespace spaceline::gradio
