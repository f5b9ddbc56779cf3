#include "gradio/introduction.h"

#include "gradio/config.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QRegularExpression>

#include <algorithm>
#include <array>

using namespace Qt::Literals::StringLiterals;

namespace spaceline::gradio {

namespace {

constexpr qsizetype kMostExamples = 12;
constexpr qsizetype kMostMessages = 4;
constexpr qsizetype kLongest = 2000; ///< characters of one text

/// Markup becomes what is left of it without tags, on lines where a browser would begin them.
QString plainText(QString text)
{
    static const QRegularExpression unread(u"<(script|style)\\b.*?(</\\1\\s*>|$)|<!--.*?(-->|$)"_s,
                                           QRegularExpression::CaseInsensitiveOption
                                               | QRegularExpression::DotMatchesEverythingOption);
    static const QRegularExpression breaks(u"<(br|/p|/h[1-6]|/div|/li)\\b[^>]*>"_s,
                                           QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression tags(u"</?[A-Za-z][^>]*>"_s);
    static const QRegularExpression control(
        u"[\\x{00}-\\x{08}\\x{0b}-\\x{1f}\\x{7f}-\\x{9f}\\x{202a}-\\x{202e}\\x{2066}-\\x{2069}]"_s);
    static const QRegularExpression blanks(u"[ \\t]*\\n\\s*"_s);
    text.remove(unread);
    text.replace(breaks, u"\n"_s);
    text.remove(tags);
    constexpr std::array entities{std::pair{"&lt;"_L1, "<"_L1},    std::pair{"&gt;"_L1, ">"_L1},
                                  std::pair{"&quot;"_L1, "\""_L1}, std::pair{"&#39;"_L1, "'"_L1},
                                  std::pair{"&nbsp;"_L1, " "_L1},  std::pair{"&amp;"_L1, "&"_L1}};
    for (const auto &[entity, letter] : entities)
        text.replace(entity, letter);
    text.remove(control);
    text = text.replace(blanks, u"\n"_s).trimmed();
    return text.size() > kLongest ? text.left(kLongest) + u'…' : text;
}

/// The text of a message's `content`: a string, {"text"}, or a list of such parts.
QString contentText(const QJsonValue &content)
{
    if (content.isString())
        return content.toString();
    if (content.isObject())
        return content.toObject().value("text"_L1).toString();
    QStringList parts;
    for (const QJsonValue &part : content.toArray())
        parts += contentText(part);
    parts.removeAll(QString());
    return parts.join(u'\n');
}

void add(QStringList &list, const QString &text, qsizetype most)
{
    const QString plain = plainText(text);
    if (!plain.isEmpty() && !list.contains(plain) && list.size() < most)
        list += plain;
}

void readMessages(const QJsonArray &value, Introduction &introduction)
{
    for (const QJsonValue &entry : value) {
        // A pair [prompt, answer], or {"role", "content"}. What the user would have said is no
        // introduction.
        if (entry.isArray())
            add(introduction.messages, contentText(entry.toArray().at(1)), kMostMessages);
        else if (entry.toObject().value("role"_L1).toString() == "assistant"_L1)
            add(introduction.messages, contentText(entry.toObject().value("content"_L1)),
                kMostMessages);
    }
}

void addExample(const QJsonValue &example, Introduction &introduction)
{
    if (!example.toObject().value("files"_L1).toArray().isEmpty())
        return;
    add(introduction.examples, contentText(example), kMostExamples);
}

void readDataset(const Config &config, const QJsonObject &props, Introduction &introduction)
{
    const QJsonArray targets = props.value("component_ids"_L1).toArray();
    const QJsonArray names = props.value("components"_L1).toArray();
    if ((targets.isEmpty() ? names : targets).size() != 1)
        return;
    const Component *target = config.component(targets.at(0).toInt(-1));
    const QString type = target ? target->type : names.at(0).toString();
    if (type != "textbox"_L1 && type != "multimodaltextbox"_L1)
        return;
    for (const QJsonValue &sample : props.value("samples"_L1).toArray())
        addExample(sample.isArray() ? sample.toArray().at(0) : sample, introduction);
}

} // namespace

Introduction Introduction::of(const Config &config)
{
    Introduction introduction;
    if (config.title() != "Gradio"_L1)
        introduction.title = plainText(config.title());
    const std::vector<Component> &components = config.components();
    const auto chatbot = std::find_if(components.cbegin(), components.cend(),
                                      [](const auto &one) { return one.type == "chatbot"_L1; });
    if (chatbot != components.cend()) {
        introduction.placeholder = plainText(chatbot->props.value("placeholder"_L1).toString());
        readMessages(chatbot->props.value("value"_L1).toArray(), introduction);
        for (const QJsonValue &example : chatbot->props.value("examples"_L1).toArray())
            addExample(example, introduction);
    }
    for (const Component &component : components) {
        if (component.type == "dataset"_L1)
            readDataset(config, component.props, introduction);
    }
    return introduction;
}

} // namespace spaceline::gradio
