#include "gradio/endpoint.h"

#include <QSet>

using namespace Qt::Literals::StringLiterals;

namespace spaceline::gradio {

namespace {

std::optional<double> number(const QJsonValue &value)
{
    if (value.isDouble())
        return value.toDouble();
    return {};
}

/// True for FileData and what is made like it: there is no empty one.
bool isFileSchema(const QJsonObject &schema)
{
    const QJsonObject properties = schema.value("properties"_L1).toObject();
    return properties.contains("path"_L1) || properties.contains("background"_L1)
        || properties.contains("video"_L1);
}

/// An object with the defaults that \p schema names for its members, so that a form which the
/// app reads by its keys finds them.
QJsonObject objectOf(const QJsonObject &schema)
{
    QJsonObject result;
    const QJsonObject properties = schema.value("properties"_L1).toObject();
    for (auto member = properties.begin(); member != properties.end(); ++member) {
        const QJsonObject description = member->toObject();
        if (description.contains("default"_L1))
            result.insert(member.key(), description.value("default"_L1));
        else if (description.contains("const"_L1))
            result.insert(member.key(), description.value("const"_L1));
        else if (description.value("type"_L1).toString() == "object"_L1)
            result.insert(member.key(), objectOf(description));
    }
    return result;
}

/// What an input holds when nobody says anything: never null for components that fail on null
/// (§3.1).
QJsonValue zeroOf(const QString &type, const Parameter &parameter, const QJsonObject &props)
{
    if (type == "slider"_L1)
        return parameter.minimum.value_or(0);
    if (type == "checkbox"_L1)
        return false;
    if (type == "checkboxgroup"_L1)
        return QJsonArray();
    if (type == "dropdown"_L1 && props.value("multiselect"_L1).toBool())
        return QJsonArray();
    if ((type == "radio"_L1 || type == "dropdown"_L1) && !parameter.choices.isEmpty())
        return parameter.choices.at(0).toArray().at(1);
    if (parameter.isMultimodal())
        return QJsonObject{{"text"_L1, QString()}, {"files"_L1, QJsonArray()}};
    if (type == "textbox"_L1)
        return QString();
    // Null fails in all three formats of a history.
    if (type.endsWith("chatbot"_L1))
        return QJsonArray();
    // A custom component: something of the kind that its schema names.
    const QString kind = parameter.schema.value("type"_L1).toString();
    if (kind == "object"_L1 && parameter.schema.contains("properties"_L1)
        && !isFileSchema(parameter.schema))
        return objectOf(parameter.schema);
    return QJsonValue(QJsonValue::Null);
}

QJsonArray choicesOf(const QJsonObject &props)
{
    QJsonArray result;
    for (const QJsonValue &choice : props.value("choices"_L1).toArray()) {
        // Pairs of label and value; before 3.40 bare values.
        if (choice.isArray())
            result.append(choice);
        else
            result.append(QJsonArray{choice, choice});
    }
    return result;
}

/// The entries of /info for the inputs that it lists, in their order. Where their number is
/// another one (\p listed), those whose component is another one are empty: the config decides.
QJsonArray matched(const QJsonArray &described, const std::vector<const Component *> &listed)
{
    if (size_t(described.size()) == listed.size())
        return described;
    QJsonArray result;
    qsizetype next = 0;
    for (const Component *component : listed) {
        const auto fits = [&](qsizetype at) {
            return described.at(at)
                       .toObject()
                       .value("component"_L1)
                       .toString()
                       .compare(component->type, Qt::CaseInsensitive)
                == 0;
        };
        qsizetype at = next;
        while (at < described.size() && !fits(at))
            ++at;
        result.append(at < described.size() ? described.at(at) : QJsonValue(QJsonObject()));
        next = at < described.size() ? at + 1 : next;
    }
    return result;
}

Parameter describe(const Component &component, const QJsonObject &info)
{
    Parameter parameter;
    const QJsonObject &props = component.props;
    parameter.component = component.id;
    parameter.type = component.type;
    parameter.name = info.value("parameter_name"_L1).toString();
    parameter.label = component.label;
    if (parameter.label.isEmpty() && !info.value("label"_L1).toString().startsWith("__i18n__"_L1))
        parameter.label = info.value("label"_L1).toString();
    parameter.hidden = component.skipped;
    parameter.choices = choicesOf(props);
    parameter.minimum = number(props.value("minimum"_L1));
    parameter.maximum = number(props.value("maximum"_L1));
    parameter.step = number(props.value("step"_L1));
    parameter.password = props.value("type"_L1).toString() == "password"_L1;
    parameter.multiple = props.value("multiselect"_L1).toBool()
        || props.value("file_count"_L1).toString() == "multiple"_L1
        || props.value("file_count"_L1).toString() == "directory"_L1;
    parameter.customValues = props.value("allow_custom_value"_L1).toBool();
    parameter.lines = qMax(1, props.value("lines"_L1).toInt(1));
    parameter.maxLength = props.value("max_length"_L1).toInt(-1);
    parameter.placeholder = props.value("placeholder"_L1).toString();
    parameter.hint = props.value("info"_L1).toString();
    for (const QJsonValue &type : props.value("file_types"_L1).toArray())
        parameter.fileTypes.append(type.toString());
    parameter.props = props;
    parameter.schema = info.value("type"_L1).toObject();
    if (parameter.schema.isEmpty())
        parameter.schema = component.schema;
    if (parameter.hidden) {
        // The page sends what is written on a button.
        if (component.type.endsWith("button"_L1))
            parameter.fallback = props.value("value"_L1).toString();
        return parameter;
    }

    const QJsonValue initial = props.value("value"_L1);
    if (info.value("parameter_has_default"_L1).toBool()) {
        parameter.fallback = info.value("parameter_default"_L1);
        // A default of None where the component itself holds something usable.
        if (parameter.fallback.isNull() && !initial.isUndefined())
            parameter.fallback = initial;
    } else if (!initial.isUndefined() && !initial.isNull()) {
        parameter.fallback = initial;
    } else {
        parameter.required = true;
    }
    if (parameter.fallback.isNull() || parameter.fallback.isUndefined())
        parameter.fallback = zeroOf(component.type, parameter, props);
    return parameter;
}

void giveKeys(std::vector<Parameter> &inputs)
{
    QSet<QString> taken;
    for (size_t i = 0; i < inputs.size(); ++i) {
        Parameter &input = inputs[i];
        QString key = input.name.isEmpty() ? input.label : input.name;
        if (key.isEmpty() || taken.contains(key))
            key = u'#' + QString::number(i);
        taken.insert(key);
        input.setKey(key);
    }
}

} // namespace

namespace {

Endpoint::Token tokenOf(const QJsonObject &described)
{
    const QString wish = described.value("oauth_token"_L1).toString();
    return wish == "required"_L1 ? Endpoint::Token::Required
        : wish == "optional"_L1  ? Endpoint::Token::Optional
                                 : Endpoint::Token::None;
}

} // namespace

std::vector<Endpoint> endpointsOf(const Config &config, const ApiInfo &info)
{
    std::vector<Endpoint> result;
    for (const Dependency &dependency : config.dependencies()) {
        // Dependencies that only cancel are translated by front ends; running them fails (§6.2).
        if (!dependency.backend || dependency.cancel)
            continue;
        Endpoint endpoint;
        endpoint.fnIndex = dependency.id;
        endpoint.version = config.version();
        endpoint.name = u'/' + dependency.apiName;
        if (dependency.apiName.isEmpty())
            endpoint.name = u'#' + QString::number(dependency.id);
        endpoint.visibility = dependency.visibility;
        endpoint.generator = dependency.generator;
        endpoint.token = tokenOf(info.endpoint(dependency));

        std::vector<const Component *> listed;
        for (const int id : dependency.inputs) {
            if (const Component *component = config.component(id); component && !component->skipped)
                listed.push_back(component);
        }
        const QJsonArray described
            = matched(info.endpoint(dependency).value("parameters"_L1).toArray(), listed);
        qsizetype next = 0;
        for (const int id : dependency.inputs) {
            const Component *component = config.component(id);
            // /info leaves out what the caller cannot fill, but `data` has a place for it.
            const bool isListed = component && !component->skipped;
            const QJsonObject entry = isListed ? described.at(next++).toObject() : QJsonObject();
            endpoint.inputs.push_back(describe(component ? *component : Component(), entry));
            if (!component)
                endpoint.inputs.back().hidden = true;
        }
        giveKeys(endpoint.inputs);
        for (const int id : dependency.outputs) {
            const Component *component = config.component(id);
            Output output;
            output.component = id;
            if (component) {
                output.type = component->type;
                output.label = component->label;
                output.props = component->props;
            }
            output.hidden = !component || component->skipped;
            endpoint.outputs.push_back(std::move(output));
        }
        result.push_back(std::move(endpoint));
    }
    return result;
}

} // namespace spaceline::gradio
