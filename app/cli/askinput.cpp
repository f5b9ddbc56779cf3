#include "cli/askinput.h"

#include "chat/spaceconnection.h"
#include "gradio/filerules.h"
#include "gradio/parametervalues.h"

#include <algorithm>
#include <utility>
#include <vector>

using namespace Qt::Literals::StringLiterals;

namespace spaceline::cli {

namespace {

using gradio::ChatMapping;
using gradio::Parameter;
using gradio::Role;

/// An input of a step that a caller may fill.
struct Fillable {
    const Parameter *input = nullptr;
    std::pair<int, int> place; ///< step, index
    Role role = Role::Ignored;
};

std::vector<Fillable> fillables(const ChatMapping &mapping)
{
    std::vector<Fillable> result;
    for (int step = 0; step < mapping.stepCount(); ++step) {
        const std::vector<Parameter> &inputs = mapping.stepEndpoint(step).inputs;
        for (size_t i = 0; i < inputs.size(); ++i) {
            const Role role = mapping.stepInputs(step)[i];
            const bool seen = std::any_of(result.begin(), result.end(), [&](const Fillable &other) {
                return other.input->component == inputs[i].component;
            });
            if (!inputs[i].hidden && !seen && role != Role::State && role != Role::History)
                result.push_back({&inputs[i], {step, int(i)}, role});
        }
    }
    return result;
}

/// By name, else by label; null with the reason in \p problem.
const Fillable *find(const std::vector<Fillable> &all, const QString &wanted, QString *problem)
{
    for (const Fillable &each : all) {
        if (each.input->name == wanted || each.input->key() == wanted)
            return &each;
    }
    std::vector<const Fillable *> labelled;
    for (const Fillable &each : all) {
        if (each.input->label == wanted)
            labelled.push_back(&each);
    }
    if (labelled.size() == 1)
        return labelled.front();
    QStringList names;
    if (labelled.size() > 1) {
        for (const Fillable *each : labelled)
            names.append(each->input->key());
        *problem = u"The label “%1” stands more than once; use one of the names: %2."_s.arg(
            wanted, names.join(u", "_s));
        return nullptr;
    }
    for (const Fillable &each : all) {
        const Parameter &input = *each.input;
        names.append(input.label.isEmpty() || input.label == input.key()
                         ? input.key()
                         : u"%1 (%2)"_s.arg(input.key(), input.label));
    }
    *problem = names.isEmpty()
        ? u"There is no parameter “%1”; this endpoint has none."_s.arg(wanted)
        : u"There is no parameter “%1”; there are: %2."_s.arg(wanted, names.join(u", "_s));
    return nullptr;
}

Failure usage(const QString &sentence) { return Failure(Failure::Kind::Usage, sentence); }

/// The PROMPT goes to another box than those that --param fills.
Failure moveMessage(SpaceConnection &connection, const QStringList &filled)
{
    const ChatMapping &mapping = connection.mapping();
    gradio::MappingChoice choice = gradio::MappingChoice::of(mapping);
    bool isMoved = false;
    const std::vector<Fillable> all = fillables(mapping);
    for (const Fillable &each : all) {
        const bool isFilled = filled.contains(each.input->key());
        if (isFilled && each.role == Role::Message)
            choice.inputs[each.place] = Role::Parameter;
    }
    for (const Fillable &each : all) {
        const QList<Role> possible = gradio::rolesFor(*each.input);
        if (each.input->isText() && !filled.contains(each.input->key()) && each.role != Role::System
            && possible.contains(Role::Message)) {
            choice.inputs[each.place] = Role::Message;
            isMoved = true;
            break;
        }
    }
    if (!isMoved)
        return usage(u"No text box is left for the PROMPT."_s);
    connection.setWantedEndpoint({});
    connection.setChoice(choice);
    return connection.mapping().isValid() ? Failure()
                                          : usage(u"This endpoint cannot be called that way."_s);
}

} // namespace

Failure applyInput(const AskOptions &options, SpaceConnection &connection, QJsonObject &values)
{
    bool isMessageFilled = false;
    QStringList filled;
    const std::vector<Fillable> all = fillables(connection.mapping());
    for (const auto &[name, text] : options.params) {
        QString problem;
        const Fillable *found = find(all, name, &problem);
        if (!found)
            return usage(problem);
        const QJsonValue value = gradio::valueFromText(*found->input, text);
        problem = gradio::problemOf(*found->input, value);
        if (!problem.isEmpty())
            return usage(problem);
        values.insert(found->input->key(), value);
        filled.append(found->input->key());
        isMessageFilled = isMessageFilled || found->role == Role::Message;
    }
    if (isMessageFilled) {
        if (Failure failure = moveMessage(connection, filled))
            return failure;
    }
    const ChatMapping &mapping = connection.mapping();
    const std::vector<Parameter> parameters = mapping.parameters();
    if (options.system) {
        const auto input
            = std::find_if(parameters.begin(), parameters.end(), [&](const Parameter &each) {
                  return mapping.roleOf(each.key()) == Role::System;
              });
        if (input == parameters.end())
            return usage(u"This endpoint takes no system prompt."_s);
        const QString problem = gradio::problemOf(*input, *options.system);
        if (!problem.isEmpty())
            return usage(problem);
        values.insert(input->key(), *options.system);
    }
    if (options.files.isEmpty())
        return {};
    if (!mapping.takesFiles())
        return usage(u"This endpoint takes no files."_s);
    const qsizetype most = gradio::FileRules(mapping, connection.config(), values).most();
    if (most == 0)
        return usage(u"Its files are given by --param; this endpoint takes no further ones."_s);
    if (most > 0 && options.files.size() > most)
        return usage(u"This endpoint takes no more than %1 with a message."_s.arg(
            most == 1 ? u"1 file"_s : u"%1 files"_s.arg(most)));
    return {};
}

} // namespace spaceline::cli
