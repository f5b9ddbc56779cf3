#include "gradio/config.h"

#include "gradio/failuretable.h"
#include "gradio/json.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QRegularExpression>
#include <QSet>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace spaceline::gradio {

namespace {

/// Types that servers without `skip_api` (before 4.0) leave out of /info.
bool isSkippedType(const QString &type)
{
    static const QSet<QString> types{
        u"state"_s,          u"row"_s,     u"column"_s, u"tabs"_s,      u"tab"_s,
        u"tabitem"_s,        u"box"_s,     u"form"_s,   u"accordion"_s, u"group"_s,
        u"interpretation"_s, u"dataset"_s, u"sidebar"_s};
    return types.contains(type);
}

std::vector<int> ids(const QJsonValue &value)
{
    std::vector<int> result;
    for (const QJsonValue &id : value.toArray())
        result.push_back(id.toInt(-1));
    return result;
}

Component parseComponent(const QJsonObject &object)
{
    Component component;
    component.id = object.value("id"_L1).toInt(-1);
    component.type = object.value("type"_L1).toString().toLower();
    component.props = object.value("props"_L1).toObject();
    const QString label = component.props.value("label"_L1).toString();
    // 6.x may send the key of a translation that only its own page can look up.
    if (!label.startsWith("__i18n__"_L1))
        component.label = label;
    component.schema = object.value("api_info_as_input"_L1).toObject();
    if (component.schema.isEmpty())
        component.schema = object.value("api_info"_L1).toObject();
    // How 3.x wraps it.
    if (component.schema.value("info"_L1).isObject())
        component.schema = component.schema.value("info"_L1).toObject();
    const QJsonValue skipped = object.value("skip_api"_L1);
    component.skipped = skipped.isBool() ? skipped.toBool() : isSkippedType(component.type);
    return component;
}

Dependency parseDependency(const QJsonObject &object, int index)
{
    Dependency dependency;
    // Explicit since 4.32; before, the position counts.
    dependency.id = object.value("id"_L1).toInt(index);
    for (const QJsonValue &item : object.value("targets"_L1).toArray()) {
        // 3.x before 4.0 lists bare ids; later pairs of id and event.
        const QJsonArray pair = item.toArray();
        if (item.isArray())
            dependency.targets.emplace_back(pair.at(0).toInt(-1), pair.at(1).toString());
        else
            dependency.targets.emplace_back(item.toInt(-1), object.value("trigger"_L1).toString());
    }
    dependency.inputs = ids(object.value("inputs"_L1));
    dependency.outputs = ids(object.value("outputs"_L1));
    const QJsonValue name = object.value("api_name"_L1);
    if (name.isString())
        dependency.apiName = name.toString();
    dependency.backend = object.value("backend_fn"_L1).toBool(true);
    const QJsonObject types = object.value("types"_L1).toObject();
    dependency.generator = types.value("generator"_L1).toBool();
    dependency.cancel = types.value("cancel"_L1).toBool();
    dependency.cancels = ids(object.value("cancels"_L1));
    if (const QJsonValue queue = object.value("queue"_L1); queue.isBool())
        dependency.queue = queue.toBool();
    dependency.triggerAfter = object.value("trigger_after"_L1).toInt(-1);
    dependency.onlyOnFailure = object.value("trigger_only_on_failure"_L1).toBool();

    using Visibility = Dependency::Visibility;
    const QString visibility = object.value("api_visibility"_L1).toString();
    const bool undocumented = visibility == "undocumented"_L1;
    // 6.12 lists what the author switched off as a public endpoint named "False" (§2.3).
    const bool named = dependency.apiName.compare("false"_L1, Qt::CaseInsensitive) != 0
        || object.value("api_visibility"_L1).isUndefined();
    const bool off = name.isBool() && !name.toBool();
    if (visibility == "private"_L1 || !named || (off && !undocumented))
        dependency.visibility = Visibility::Private;
    else if (undocumented || !object.value("show_api"_L1).toBool(true))
        dependency.visibility = Visibility::Undocumented;
    return dependency;
}

Protocol protocolOf(const QString &name)
{
    if (name.isEmpty() || name == "ws"_L1)
        return Protocol::WebSocket;
    if (name == "sse"_L1)
        return Protocol::Sse;
    if (name == "sse_v1"_L1)
        return Protocol::SseV1;
    if (name == "sse_v2"_L1)
        return Protocol::SseV2;
    if (name == "sse_v2.1"_L1)
        return Protocol::SseV21;
    // Later ones are most likely to be like the newest that is known.
    return Protocol::SseV3;
}

/// The digits of `app_id`, whose value is \p value. From the text: a JSON number loses the digits
/// beyond 2^53 (§2.1).
QString appIdOf(const QByteArray &json, const QJsonValue &value)
{
    if (value.isString())
        return value.toString();
    static const QRegularExpression member(u"\"app_id\"\\s*:\\s*(\\d+)"_s);
    auto matches = member.globalMatch(QString::fromUtf8(json));
    while (matches.hasNext()) {
        // A component's value may have a member of that name.
        QString digits = matches.next().captured(1);
        if (value.isDouble() && digits.toDouble() == value.toDouble())
            return digits;
    }
    return {};
}

} // namespace

Version Version::parse(const QString &text)
{
    static const QRegularExpression numbers(u"^\\s*(\\d+)(?:\\.(\\d+))?(?:\\.(\\d+))?"_s);
    const auto match = numbers.match(text);
    return {match.captured(1).toInt(), match.captured(2).toInt(), match.captured(3).toInt()};
}

Config Config::parse(const QByteArray &json, Failure *failure)
{
    const auto refuse
        = [failure](Failure::Kind kind, const QString &why, const QString &said = {}) {
              if (failure)
                  *failure = Failure(kind, said, why);
              return Config();
          };
    QString error;
    const QJsonDocument document = parseJson(json, &error);
    if (!document.isObject())
        return refuse(Failure::Kind::NotJson, u"GET /config: "_s + error);
    const QJsonObject object = document.object();
    if (!object.value("components"_L1).isArray() || !object.value("dependencies"_L1).isArray()) {
        // How 3.x asks for a password: success, and nothing but this (F18).
        if (object.value("auth_required"_L1).toBool())
            return refuse(Failure::Kind::Login, u"GET /config: auth_required"_s,
                          plainText(object.value("auth_message"_L1).toString()));
        if (object.contains("allow_flagging"_L1)) {
            return refuse(Failure::Kind::NotGradio, u"GET /config: Gradio 2"_s,
                          QCoreApplication::translate(
                              "Config", "This server runs Gradio 2, which is too old."));
        }
        return refuse(Failure::Kind::NotGradio, u"GET /config: no components and dependencies"_s);
    }

    Config config;
    config.m_valid = true;
    config.m_versionText = object.value("version"_L1).toString();
    config.m_version = Version::parse(config.m_versionText);
    config.m_protocol = protocolOf(object.value("protocol"_L1).toString());
    config.m_apiPrefix = object.value("api_prefix"_L1).toString();
    config.m_root = object.value("root"_L1).toString();
    config.m_mode = object.value("mode"_L1).toString();
    config.m_title = object.value("title"_L1).toString();
    config.m_spaceId = object.value("space_id"_L1).toString();
    const QJsonValue limit = object.value("max_file_size"_L1);
    config.m_maxFileSize = limit.isDouble() ? limit.toInteger(-1) : -1;
    for (const QJsonValue &page : object.value("pages"_L1).toArray()) {
        // [path, title, show_in_navbar]
        config.m_pages.append(page.isArray() ? page.toArray().at(0).toString() : page.toString());
    }
    config.m_queue = object.value("enable_queue"_L1).toBool(true);
    config.m_heartbeat = object.value("connect_heartbeat"_L1).toBool();

    config.m_appId = appIdOf(json, object.value("app_id"_L1));

    for (const QJsonValue &item : object.value("components"_L1).toArray()) {
        Component component = parseComponent(item.toObject());
        config.m_componentIndex.insert(component.id, qsizetype(config.m_components.size()));
        config.m_components.push_back(std::move(component));
    }
    int index = 0;
    for (const QJsonValue &item : object.value("dependencies"_L1).toArray())
        config.m_dependencies.push_back(parseDependency(item.toObject(), index++));
    return config;
}

QByteArray Config::ofPage(const QByteArray &html)
{
    static const QByteArray mark = "window.gradio_config";
    qsizetype at = html.indexOf(mark);
    if (at < 0)
        return {};
    at = html.indexOf('{', at + mark.size());
    if (at < 0)
        return {};
    // To the brace that closes it: newer pages set more in the same script.
    int depth = 0;
    bool inText = false;
    for (qsizetype i = at; i < html.size(); ++i) {
        const char c = html[i];
        if (inText) {
            if (c == '\\')
                ++i;
            else if (c == '"')
                inText = false;
        } else if (c == '"') {
            inText = true;
        } else if (c == '{') {
            ++depth;
        } else if (c == '}' && --depth == 0) {
            return html.sliced(at, i + 1 - at);
        }
    }
    return {};
}

QString Config::rootIn(const QByteArray &json)
{
    return parseJson(json).object().value("root"_L1).toString();
}

QUrl Config::baseOf(const QUrl &asked, const QString &root)
{
    QUrl base = asked.adjusted(QUrl::RemoveQuery | QUrl::RemoveFragment | QUrl::StripTrailingSlash);
    if (base.path() == "/"_L1)
        base.setPath({});
    const QUrl told(root);
    const bool isPath = told.isValid() && told.host().isEmpty() && root.startsWith(u'/');
    if (!isPath && (!told.isValid() || told.host() != asked.host()))
        return base;
    QString path = told.path();
    while (path.endsWith(u'/'))
        path.chop(1);
    base.setPath(path);
    return base;
}

bool Config::isQueued(int fnIndex) const
{
    if (m_protocol != Protocol::WebSocket)
        return true;
    const Dependency *called = dependency(fnIndex);
    return called && called->queue ? *called->queue : m_queue;
}

const Dependency *Config::cancellerOf(int fnIndex) const
{
    const Dependency *best = nullptr;
    for (const Dependency &other : m_dependencies) {
        const bool stops
            = std::find(other.cancels.begin(), other.cancels.end(), fnIndex) != other.cancels.end();
        if (stops && other.backend && (!best || other.cancels.size() < best->cancels.size()))
            best = &other;
    }
    return best;
}

QString Config::protocolName() const
{
    switch (m_protocol) {
    case Protocol::WebSocket:
        return u"ws"_s;
    case Protocol::Sse:
        return u"sse"_s;
    case Protocol::SseV1:
        return u"sse_v1"_s;
    case Protocol::SseV2:
        return u"sse_v2"_s;
    case Protocol::SseV21:
        return u"sse_v2.1"_s;
    case Protocol::SseV3:
        return u"sse_v3"_s;
    }
    return {};
}

const Component *Config::component(int id) const
{
    const auto found = m_componentIndex.constFind(id);
    return found == m_componentIndex.cend() ? nullptr : &m_components[size_t(*found)];
}

const Dependency *Config::dependency(int fnIndex) const
{
    for (const Dependency &dependency : m_dependencies) {
        if (dependency.id == fnIndex)
            return &dependency;
    }
    return nullptr;
}

ApiInfo ApiInfo::parse(const QByteArray &json)
{
    QJsonObject object = parseJson(json).object();
    // Some servers wrap the body.
    if (object.value("api"_L1).isObject())
        object = object.value("api"_L1).toObject();
    ApiInfo info;
    info.m_named = object.value("named_endpoints"_L1).toObject();
    info.m_unnamed = object.value("unnamed_endpoints"_L1).toObject();
    return info;
}

QJsonObject ApiInfo::endpoint(const Dependency &dependency) const
{
    if (!dependency.apiName.isEmpty())
        return m_named.value(QString(u'/' + dependency.apiName)).toObject();
    return m_unnamed.value(QString::number(dependency.id)).toObject();
}

QString Config::appIdIn(const QByteArray &json)
{
    return appIdOf(json, parseJson(json).object().value("app_id"_L1));
}

} // namespace spaceline::gradio
