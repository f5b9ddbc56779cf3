#include "gradio/mappingchoice.h"

#include "gradio/filevalue.h"
#include "gradio/mappingbuilder.h"
#include "gradio/mappingranking.h"
#include "gradio/mappingroles.h"
#include "gradio/pagechain.h"

#include <QCoreApplication>
#include <QJsonDocument>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace spaceline::gradio {

namespace {

using Follow = MappingChoice::Follow;

QString text(const char *source) { return QCoreApplication::translate("ChatMapping", source); }

const QList<std::pair<Follow, QString>> &followNames()
{
    static const QList<std::pair<Follow, QString>> names{{Follow::Automatic, u"automatic"_s},
                                                         {Follow::Alone, u"alone"_s},
                                                         {Follow::Page, u"page"_s}};
    return names;
}

QJsonObject rolesToJson(const std::map<MappingChoice::Place, Role> &roles)
{
    QJsonObject object;
    for (const auto &[place, role] : roles) {
        object.insert(QString::number(place.first) + u':' + QString::number(place.second),
                      nameOf(role));
    }
    return object;
}

std::map<MappingChoice::Place, Role> rolesFromJson(const QJsonObject &object)
{
    std::map<MappingChoice::Place, Role> roles;
    for (auto member = object.begin(); member != object.end(); ++member) {
        const QStringList parts = member.key().split(u':');
        bool isStep = false;
        bool isIndex = false;
        const int step = parts.value(0).toInt(&isStep);
        const int index = parts.value(1).toInt(&isIndex);
        if (parts.size() != 2 || !isStep || !isIndex || step < 0 || index < 0)
            continue;
        for (int role = int(Role::Message); role <= int(Role::Ignored); ++role) {
            if (nameOf(Role(role)) == member->toString())
                roles.insert({{step, index}, Role(role)});
        }
    }
    return roles;
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

const Endpoint *named(const std::vector<Endpoint> &endpoints, const QString &name)
{
    for (const Endpoint &endpoint : endpoints) {
        if (name == endpoint.name || u'/' + name == endpoint.name
            || name == u'#' + QString::number(endpoint.fnIndex))
            return &endpoint;
    }
    return nullptr;
}

/// True where the endpoint of a ChatInterface would lose what it is given or answers: the text box
/// takes files, or there are outputs beside the answer (§10.5).
bool losesMuch(const Endpoint &endpoint)
{
    return endpoint.inputs[0].isMultimodal() || endpoint.outputs.size() > 2;
}

QString pageReason(const Endpoint &endpoint)
{
    return text(QT_TRANSLATE_NOOP("ChatMapping",
                                  "%1 is the app's own chat (gr.ChatInterface), called as its page "
                                  "calls it so that files and components are not lost."))
        .arg(endpoint.name);
}

/// How \p endpoint is called where the user said \p follow.
ChatMapping mappingWith(const Config &config, const std::vector<Endpoint> &endpoints,
                        const Endpoint &endpoint, Follow follow)
{
    const bool isChat = isChatInterface(config, endpoint);
    if (isChat
        && (follow == Follow::Page || (follow == Follow::Automatic && losesMuch(endpoint)))) {
        ChatMapping page = pageMappingOf(config, endpoints, endpoint);
        if (page.isValid()) {
            page.reason = pageReason(endpoint);
            return page;
        }
    }
    return mappingOf(config, endpoints, endpoint, follow == Follow::Alone);
}

QString renamed(const QString &from, const QString &to)
{
    return text(QT_TRANSLATE_NOOP("ChatMapping", "This Space renamed %1 to %2.")).arg(from, to);
}

/// Where the user's choice of an endpoint leads now.
struct Found {
    const Endpoint *endpoint = nullptr;
    bool fits = false; ///< the shape is still what it was
    QString changed;
};

Found find(const Config &config, const std::vector<Endpoint> &endpoints,
           const MappingChoice &choice)
{
    const auto hasShape = [&](const Endpoint &endpoint) {
        return choice.shape.isEmpty()
            || shapeOf(mappingWith(config, endpoints, endpoint, choice.follow)) == choice.shape;
    };
    const Endpoint *same = named(endpoints, choice.endpoint);
    if (same && hasShape(*same))
        return {same, true, {}};

    const Endpoint *other = nullptr;
    int count = 0;
    for (const Endpoint &endpoint : endpoints) {
        if (choice.shape.isEmpty() || endpoint.visibility == Dependency::Visibility::Private
            || !hasShape(endpoint))
            continue;
        other = &endpoint;
        ++count;
    }
    if (count == 1) {
        return {other, true, renamed(choice.endpoint, other->name)};
    }
    if (same) {
        return {same, false,
                text(QT_TRANSLATE_NOOP("ChatMapping",
                                       "This Space changed %1, so the roles that you chose for it "
                                       "are no longer used."))
                    .arg(choice.endpoint)};
    }
    return {nullptr, false,
            text(QT_TRANSLATE_NOOP("ChatMapping",
                                   "This Space no longer has %1, so your choice is not used."))
                .arg(choice.endpoint)};
}

/// The only endpoint for callers, where it takes files and nothing to write.
ChatMapping onlyForFiles(const Config &config, const std::vector<Endpoint> &endpoints)
{
    ChatMapping only;
    for (const Endpoint &endpoint : endpoints) {
        if (endpoint.visibility != Dependency::Visibility::Public)
            continue;
        ChatMapping mapping = mappingOf(config, endpoints, endpoint);
        if (!canBeCalled(mapping))
            continue;
        if (only.isValid())
            return {};
        only = std::move(mapping);
    }
    if (only.isValid())
        only.reason = text(QT_TRANSLATE_NOOP("ChatMapping",
                                             "%1 is the only one that answers, and takes files."))
                          .arg(only.calledAs);
    return only;
}

/// A container that a function fills: its parts are in no description (gr.render).
bool isBuiltInThePage(const Config &config)
{
    const std::vector<Dependency> &functions = config.dependencies();
    return std::any_of(functions.begin(), functions.end(), [&](const Dependency &function) {
        const auto isContainer = [&](int id) {
            const Component *component = config.component(id);
            return component && component->type == "column"_L1;
        };
        return function.backend && function.outputs.size() == 1
            && isContainer(function.outputs.front());
    });
}

QString whyNone(const Config &config, const std::vector<Endpoint> &endpoints)
{
    const QString names = namesOf(endpoints);
    if (!names.isEmpty()) {
        return text(QT_TRANSLATE_NOOP("ChatMapping",
                                      "None of its endpoints takes a text and answers it: %1."))
            .arg(names);
    }
    if (isBuiltInThePage(config)) {
        return text(QT_TRANSLATE_NOOP("ChatMapping",
                                      "The app builds its functions only in the browser page, "
                                      "where other programs cannot call them."));
    }
    return endpoints.empty()
        ? text(QT_TRANSLATE_NOOP("ChatMapping", "The author switched the API off."))
        : text(QT_TRANSLATE_NOOP("ChatMapping",
                                 "The author switched the API off, but you can choose one of the "
                                 "page's own functions by hand."));
}

QString chosenReason(const QString &name)
{
    return text(QT_TRANSLATE_NOOP("ChatMapping", "%1 was chosen by you.")).arg(name);
}

} // namespace

MappingChoice MappingChoice::of(const ChatMapping &mapping)
{
    MappingChoice choice;
    choice.endpoint = mapping.calledAs;
    choice.shape = shapeOf(mapping);
    return choice;
}

QByteArray MappingChoice::toJson() const
{
    if (isEmpty())
        return {};
    QString kept;
    for (const auto &[value, name] : followNames()) {
        if (value == follow)
            kept = name;
    }
    return QJsonDocument(QJsonObject{{"endpoint"_L1, endpoint},
                                     {"shape"_L1, shape},
                                     {"was"_L1, was},
                                     {"follow"_L1, kept},
                                     {"inputs"_L1, rolesToJson(inputs)},
                                     {"outputs"_L1, rolesToJson(outputs)}})
        .toJson(QJsonDocument::Compact);
}

MappingChoice MappingChoice::fromJson(const QByteArray &json)
{
    const QJsonObject object = QJsonDocument::fromJson(json).object();
    MappingChoice choice;
    choice.endpoint = object.value("endpoint"_L1).toString();
    choice.shape = object.value("shape"_L1).toString();
    choice.was = object.value("was"_L1).toString();
    for (const auto &[value, name] : followNames()) {
        if (name == object.value("follow"_L1).toString())
            choice.follow = value;
    }
    choice.inputs = rolesFromJson(object.value("inputs"_L1).toObject());
    choice.outputs = rolesFromJson(object.value("outputs"_L1).toObject());
    return choice;
}

QString shapeOf(const ChatMapping &mapping)
{
    QStringList steps;
    for (int step = 0; step < mapping.stepCount(); ++step) {
        const Endpoint &endpoint = mapping.stepEndpoint(step);
        QStringList inputs;
        for (const Parameter &input : endpoint.inputs)
            inputs.append(input.type);
        QStringList outputs;
        for (const Output &output : endpoint.outputs)
            outputs.append(output.type);
        steps.append(inputs.join(u',') + u'>' + outputs.join(u','));
    }
    return steps.join(u'|');
}

QList<Role> rolesFor(const Parameter &input)
{
    if (input.type == "state"_L1 || input.type == "browserstate"_L1)
        return {Role::State};
    if (input.hidden)
        return {Role::Ignored};
    if (isChatbotType(input.type))
        return {Role::History, Role::Ignored};
    if (isFileType(input.type))
        return {Role::File, Role::Parameter, Role::Ignored};
    // A password box never receives the prompt.
    if (input.password)
        return {Role::Parameter, Role::Ignored};
    if (isTextInput(input) || input.type == "json"_L1 || input.type == "code"_L1)
        return {Role::Parameter, Role::Message, Role::System, Role::History, Role::Ignored};
    if (input.type == "number"_L1)
        return {Role::Parameter, Role::Message, Role::Ignored};
    return {Role::Parameter, Role::Ignored};
}

QList<Role> rolesFor(const Output &output)
{
    if (output.type == "state"_L1 || output.type == "browserstate"_L1)
        return {Role::State};
    if (output.hidden)
        return {Role::Ignored};
    if (isChatbotType(output.type))
        return {Role::Reply, Role::History, Role::Ignored};
    return {Role::Ignored, Role::Reply, Role::Aside, Role::Echo};
}

std::vector<ChatMapping> rankedMappings(const Config &config,
                                        const std::vector<Endpoint> &endpoints)
{
    std::vector<ChatMapping> result;
    for (RankedMapping &candidate : ranking(config, endpoints)) {
        ChatMapping page
            = mappingWith(config, endpoints, candidate.mapping.endpoint, Follow::Automatic);
        result.push_back(page.reason.isEmpty() ? std::move(candidate.mapping) : std::move(page));
    }
    return result;
}

ChatMapping chooseMapping(const Config &config, const std::vector<Endpoint> &endpoints,
                          const QString &wanted, Failure *failure)
{
    return chooseMapping(config, endpoints, wanted, {}, failure);
}

ChatMapping chooseMapping(const Config &config, const std::vector<Endpoint> &endpoints,
                          const QString &wanted, const MappingChoice &choice, Failure *failure)
{
    const auto refuse = [&](const QString &why) {
        if (failure)
            *failure = Failure(Failure::Kind::Endpoint, why);
        return ChatMapping();
    };

    if (!wanted.isEmpty()) {
        const Endpoint *endpoint = named(endpoints, wanted);
        if (!endpoint) {
            return refuse(
                text(QT_TRANSLATE_NOOP("ChatMapping", "There is no endpoint %1; there are: %2."))
                    .arg(wanted, namesOf(endpoints)));
        }
        // A ChatInterface's endpoint by its name is that endpoint, not what its page calls.
        ChatMapping mapping = withSomeMessage(mappingOf(config, endpoints, *endpoint));
        if (!canBeCalled(mapping)) {
            return refuse(
                text(QT_TRANSLATE_NOOP("ChatMapping", "%1 takes no text or gives no answer."))
                    .arg(endpoint->name));
        }
        mapping.reason = chosenReason(endpoint->name);
        return mapping;
    }

    QString changed;
    if (!choice.isEmpty()) {
        MappingChoice wish = choice;
        if (wish.endpoint.isEmpty()) {
            // The follow-up of the best one, and the roles of the one that was the best.
            const std::vector<RankedMapping> best = ranking(config, endpoints);
            wish.endpoint = choice.was;
            if (choice.was.isEmpty() && !best.empty())
                wish.endpoint = best.front().mapping.calledAs;
        }
        const Found found = find(config, endpoints, wish);
        changed = found.changed;
        if (found.endpoint) {
            ChatMapping mapping
                = withSomeMessage(mappingWith(config, endpoints, *found.endpoint, choice.follow));
            if (found.fits) {
                for (const auto &[place, role] : choice.inputs)
                    setInputRole(mapping, place.first, place.second, role);
                for (const auto &[place, role] : choice.outputs)
                    setOutputRole(mapping, place.first, place.second, role);
            }
            if (canBeCalled(mapping)) {
                if (!choice.endpoint.isEmpty())
                    mapping.reason = chosenReason(found.endpoint->name);
                else if (mapping.reason.isEmpty())
                    mapping = judged(config, std::move(mapping)).mapping;
                mapping.changed = changed;
                return mapping;
            }
            if (changed.isEmpty()) {
                return refuse(
                    text(QT_TRANSLATE_NOOP("ChatMapping", "%1 takes no text or gives no answer."))
                        .arg(found.endpoint->name));
            }
        }
    }

    std::vector<ChatMapping> ranked = rankedMappings(config, endpoints);
    if (ranked.empty()) {
        ChatMapping only = onlyForFiles(config, endpoints);
        if (!only.isValid())
            return refuse(whyNone(config, endpoints));
        only.changed = changed;
        return only;
    }
    ranked.front().changed = changed;
    return std::move(ranked.front());
}

ChatMapping mappingAfter(const Config &config, const std::vector<Endpoint> &endpoints,
                         const MappingChoice &before)
{
    std::vector<ChatMapping> ranked = rankedMappings(config, endpoints);
    if (ranked.empty())
        return {};
    ChatMapping *same = nullptr;
    std::vector<ChatMapping *> alike;
    for (ChatMapping &mapping : ranked) {
        if (mapping.calledAs == before.endpoint)
            same = &mapping;
        if (shapeOf(mapping) == before.shape)
            alike.push_back(&mapping);
    }
    if (same && shapeOf(*same) == before.shape)
        return std::move(*same);
    if (alike.size() == 1) {
        alike.front()->changed = renamed(before.endpoint, alike.front()->calledAs);
        return std::move(*alike.front());
    }
    if (same) {
        same->changed
            = text(QT_TRANSLATE_NOOP("ChatMapping", "This Space changed what %1 takes or answers."))
                  .arg(before.endpoint);
        return std::move(*same);
    }
    ranked.front().changed
        = text(QT_TRANSLATE_NOOP("ChatMapping",
                                 "This Space no longer has %1; %2 is called instead."))
              .arg(before.endpoint, ranked.front().calledAs);
    return std::move(ranked.front());
}

bool wantsPageChain(const Config &config, const std::vector<Endpoint> &endpoints,
                    const ChatMapping &mapping, const QJsonArray &data)
{
    if (mapping.replyOutput() < 0 || !isChatInterface(config, mapping.endpoint)
        || pageChainOf(config, endpoints, mapping.endpoint).empty())
        return false;
    const auto isLost = [](const QJsonValue &value) {
        if (value.toObject().value("__type__"_L1).toString() == "update"_L1)
            return true;
        // Python's words for an object that could not be sent.
        const QString words
            = value.isObject() ? value.toObject().value("content"_L1).toString() : value.toString();
        return words.startsWith("<gradio.components."_L1) && words.contains(" object at 0x"_L1);
    };
    const QJsonValue value = data.at(mapping.replyOutput());
    if (!value.isArray())
        return isLost(value);
    const QJsonArray items = value.toArray();
    return std::any_of(items.begin(), items.end(), isLost);
}

} // namespace spaceline::gradio
