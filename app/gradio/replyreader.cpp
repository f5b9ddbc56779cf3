#include "gradio/replyreader.h"

#include "gradio/filevalue.h"
#include "gradio/replybuilder.h"
#include "gradio/replymarkdown.h"

#include <QJsonObject>
#include <QRegularExpression>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace spaceline::gradio {

namespace {

/// The places of \p role in the reply's `data`.
std::vector<int> outputsOf(const ChatMapping &mapping, Role role)
{
    const std::vector<Role> &roles = mapping.stepOutputs(mapping.replyStep());
    std::vector<int> places;
    for (size_t i = 0; i < roles.size(); ++i) {
        if (roles[i] == role)
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

/// The page shows it: components that are not visible at first may become so with their value.
bool isShown(const Output &output, const QJsonValue &value)
{
    const QJsonObject object = value.toObject();
    const bool isUpdate = object.value("__type__"_L1).toString() == "update"_L1;
    QJsonValue visible = output.props.value("visible"_L1);
    if (isUpdate && object.contains("visible"_L1))
        visible = object.value("visible"_L1);
    return visible.toBool(true) && visible.toString() != "hidden"_L1;
}

/// \p text with what it is called in front. One line goes on behind its name, blocks stand below.
QByteArray named(QString label, const QByteArray &text)
{
    static const QRegularExpression block(
        u"^(#{1,6} |>|[-+*] |\\d+[.)] |\\||```|~~~|\\$\\$|\\*\\*| {4})"_s);
    label = label.simplified();
    while (label.endsWith(u':') || label.endsWith(u'：'))
        label.chop(1);
    if (label.isEmpty() || text.isEmpty())
        return text;
    const QByteArray name = "**" + escapedMarkdown(label.toUtf8());
    const bool isLine
        = !text.contains('\n') && !block.match(QString::fromUtf8(text.left(20))).hasMatch();
    return isLine ? name + ":** " + text : name + "**\n\n" + text;
}

void append(QByteArray &text, const QByteArray &more)
{
    if (!text.isEmpty() && !more.isEmpty())
        text += "\n\n";
    text += more;
}

/// A text in such a component is Markdown and nothing else.
bool holdsWords(const QString &type)
{
    return type.isEmpty() || type == "textbox"_L1 || type == "json"_L1 || type == "markdown"_L1
        || type == "text"_L1;
}

/// A chat that still holds what it held \p before the turn.
bool isOldChat(const Output &output, const QJsonValue &value, const PageValues &before)
{
    if (!isChatbotType(output.type))
        return false;
    const QJsonObject object = value.toObject();
    const bool isUpdate = object.value("__type__"_L1).toString() == "update"_L1;
    return (isUpdate ? object.value("value"_L1) : value)
        == before.value(output.component, output.props.value("value"_L1));
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

/// The chat with the reply holds what it held \p before the turn, and one beside it does not.
bool didAnotherAnswer(const PartialData &data, const ChatMapping &mapping, const PageValues &before)
{
    const auto isOld
        = [&](int place) { return isOldChat(outputAt(mapping, place), data.value(place), before); };
    const std::vector<int> replies = outputsOf(mapping, Role::Reply);
    const std::vector<int> asides = outputsOf(mapping, Role::Aside);
    return !replies.empty() && std::all_of(replies.begin(), replies.end(), isOld)
        && std::any_of(asides.begin(), asides.end(), [&](int place) {
               const QJsonValue value = data.value(place);
               return isChatbotType(outputAt(mapping, place).type) && !isNothing(value)
                   && value != QJsonArray() && !isOld(place);
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
    const std::vector<int> places = outputsOf(mapping, Role::Reply);
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

bool addAsides(Reply &reply, const PartialData &data, const ChatMapping &mapping,
               const PageValues &before)
{
    bool isAny = false;
    if (didAnotherAnswer(data, mapping, before))
        reply = {};
    const QByteArray answer = reply.text;
    for (const int place : outputsOf(mapping, Role::Aside)) {
        const Output output = outputAt(mapping, place);
        const QJsonValue value = data.value(place);
        const bool isHollow = value == QJsonArray() || value == QJsonObject();
        if (isNothing(value) || isHollow || !isShown(output, value)
            || isOldChat(output, value, before))
            continue;
        ReplyBuilder builder(mapping.reasoningTags);
        builder.readComponent(output.type, output.props, value);
        Reply aside = builder.take();
        if (aside.isEmpty())
            continue;
        isAny = true;
        // What says the same once more says nothing.
        if (aside.text.trimmed() != answer.trimmed())
            append(reply.text, named(output.label, aside.text));
        const auto add = [](auto &to, auto &from) {
            to.insert(to.end(), std::make_move_iterator(from.begin()),
                      std::make_move_iterator(from.end()));
        };
        for (FileRef &file : aside.files) {
            if (file.caption.isEmpty())
                file.caption = output.label;
        }
        add(reply.files, aside.files);
        add(reply.thoughts, aside.thoughts);
        add(reply.options, aside.options);
        reply.lostComponents = reply.lostComponents || aside.lostComponents;
    }
    return isAny;
}

bool isNoReply(const PartialData &data, const ChatMapping &mapping)
{
    const std::vector<int> places = outputsOf(mapping, Role::Reply);
    return std::all_of(places.begin(), places.end(), [&data](int place) {
        // A text that grows is there without a copy; its value is not.
        return !data.text(place) && isNothing(data.value(place));
    });
}

} // namespace spaceline::gradio
