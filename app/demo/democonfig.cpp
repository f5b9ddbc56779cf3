#include "demo/democonfig.h"

#include "demo/answer.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <initializer_list>

using namespace Qt::Literals::StringLiterals;

namespace spaceline::demo {

namespace {

// The components, numbered as a real ChatInterface numbers its own.
enum Id {
    SavedInput = 5,
    NullComponent = 6,
    Column = 7,
    Chatbot = 8,
    Group = 9,
    Row = 10,
    Textbox = 11,
    Form = 12,
    FakeApi = 13,
    Response = 14,
    ChatbotState = 15,
    ChatbotValue = 16,
};

/// A list of one list: in braces compilers take it for a copy.
QJsonArray listOf(const QJsonArray &only)
{
    QJsonArray result;
    result.append(only);
    return result;
}

QJsonArray ids(std::initializer_list<int> list)
{
    QJsonArray result;
    for (const int id : list)
        result.append(id);
    return result;
}

QJsonObject component(Id id, const QString &type, QJsonObject props, const QJsonValue &schema = {})
{
    props.insert("name"_L1, type);
    QJsonObject result{{u"id"_s, int(id)},
                       {u"type"_s, type},
                       {u"props"_s, props},
                       {u"skip_api"_s, schema.isNull()},
                       {u"key"_s, QJsonValue()}};
    for (const auto key : {"api_info"_L1, "api_info_as_input"_L1, "api_info_as_output"_L1}) {
        if (!schema.isNull())
            result.insert(key, schema);
    }
    return result;
}

QJsonObject chatbotProps()
{
    QJsonArray examples;
    for (const QString &command : Answers::commands())
        examples.append(QJsonObject{{u"text"_s, command}, {u"files"_s, QJsonArray()}});
    return {{u"value"_s, QJsonArray()},
            {u"label"_s, u"Demo"_s},
            {u"show_label"_s, true},
            {u"visible"_s, true},
            {u"placeholder"_s, Answers::greeting()},
            {u"examples"_s, examples},
            {u"latex_delimiters"_s,
             QJsonArray{
                 QJsonObject{{u"left"_s, u"$$"_s}, {u"right"_s, u"$$"_s}, {u"display"_s, true}}}},
            {u"rtl"_s, false},
            {u"avatar_images"_s, QJsonArray{QJsonValue(), QJsonValue()}},
            {u"sanitize_html"_s, true},
            {u"render_markdown"_s, true},
            {u"line_breaks"_s, true},
            {u"likeable"_s, false},
            {u"_retryable"_s, true},
            {u"_undoable"_s, true}};
}

QJsonArray components()
{
    const QJsonObject text{{u"type"_s, u"string"_s}};
    const QJsonObject anyJson{{u"type"_s, QJsonObject()}, {u"description"_s, u"any valid json"_s}};
    const QJsonObject messages{{u"type"_s, u"array"_s}, {u"items"_s, QJsonObject()}};
    return {
        component(SavedInput, u"state"_s, {}),
        component(NullComponent, u"state"_s, {}),
        component(Column, u"column"_s, {{u"visible"_s, true}}),
        component(Chatbot, u"chatbot"_s, chatbotProps(), messages),
        component(Group, u"group"_s, {{u"visible"_s, true}}),
        component(Row, u"row"_s, {{u"visible"_s, true}}),
        component(Textbox, u"textbox"_s,
                  {{u"type"_s, u"text"_s},
                   {u"lines"_s, 1},
                   {u"label"_s, QString()},
                   {u"show_label"_s, false},
                   {u"visible"_s, true},
                   {u"autofocus"_s, true},
                   {u"submit_btn"_s, true},
                   {u"stop_btn"_s, false}},
                  text),
        component(Form, u"form"_s, {}),
        component(FakeApi, u"button"_s,
                  {{u"value"_s, u"Fake API"_s}, {u"visible"_s, false}, {u"interactive"_s, true}}),
        component(Response, u"json"_s,
                  {{u"label"_s, u"Response"_s}, {u"show_label"_s, true}, {u"visible"_s, false}},
                  anyJson),
        component(ChatbotState, u"state"_s, {}),
        component(ChatbotValue, u"state"_s, {}),
    };
}

struct Dependency {
    int id;
    const char *name;
    QJsonArray target;
    QJsonArray inputs;
    QJsonArray outputs;
    bool generator = false;
    bool queue = false;
    bool isPublic = false;
    int after = -1;
};

QJsonObject toJson(const Dependency &d)
{
    return {{u"id"_s, d.id},
            {u"targets"_s, listOf(d.target)},
            {u"inputs"_s, d.inputs},
            {u"outputs"_s, d.outputs},
            {u"backend_fn"_s, true},
            {u"js"_s, QJsonValue()},
            {u"queue"_s, d.queue},
            {u"api_name"_s, QString::fromLatin1(d.name)},
            {u"api_description"_s, QJsonValue()},
            {u"api_visibility"_s, d.isPublic ? u"public"_s : u"undocumented"_s},
            {u"batch"_s, false},
            {u"max_batch_size"_s, 4},
            {u"cancels"_s, QJsonArray()},
            {u"types"_s, QJsonObject{{u"generator"_s, d.generator}, {u"cancel"_s, false}}},
            {u"collects_event_data"_s, false},
            {u"trigger_after"_s, d.after < 0 ? QJsonValue() : QJsonValue(d.after)},
            {u"trigger_only_on_success"_s, false},
            {u"trigger_only_on_failure"_s, false},
            {u"trigger_mode"_s, u"once"_s},
            {u"show_progress"_s, u"full"_s},
            {u"rendered_in"_s, QJsonValue()},
            {u"render_id"_s, QJsonValue()},
            {u"connection"_s, u"sse"_s},
            {u"time_limit"_s, QJsonValue()},
            {u"stream_every"_s, 0.5}};
}

QJsonArray dependencies()
{
    const QJsonArray then{QJsonValue(), u"then"_s};
    // The page's own chain, which only a page could run, and the endpoint behind the hidden button.
    const std::initializer_list<Dependency> list{
        {.id = 0,
         .name = "_clear_and_save_textbox",
         .target = {Textbox, u"submit"_s},
         .inputs = ids({Textbox}),
         .outputs = ids({Textbox, SavedInput})},
        {.id = 1,
         .name = "_append_message_to_history",
         .target = then,
         .inputs = ids({SavedInput, Chatbot}),
         .outputs = ids({Chatbot}),
         .after = 0},
        {.id = 2,
         .name = "_submit_fn",
         .target = then,
         .inputs = ids({SavedInput, ChatbotState}),
         .outputs = ids({NullComponent, Chatbot}),
         .generator = true,
         .queue = true,
         .after = 1},
        {.id = 3,
         .name = "lambda",
         .target = then,
         .inputs = ids({Chatbot}),
         .outputs = ids({ChatbotState, ChatbotValue}),
         .after = 2},
        {.id = kChatFunction,
         .name = "chat",
         .target = {FakeApi, u"click"_s},
         .inputs = ids({Textbox, ChatbotState}),
         .outputs = ids({Response, ChatbotState}),
         .generator = true,
         .queue = true,
         .isPublic = true},
    };
    QJsonArray result;
    for (const Dependency &dependency : list)
        result.append(toJson(dependency));
    return result;
}

QJsonObject node(Id id, const QJsonArray &children = {})
{
    QJsonObject result{{u"id"_s, int(id)}};
    if (!children.isEmpty())
        result.insert("children"_L1, children);
    return result;
}

QJsonObject layout()
{
    const QJsonObject box = node(Group, {node(Row, {node(Form, {node(Textbox)})})});
    const QJsonObject column = node(Column,
                                    {node(Chatbot), box, node(FakeApi), node(Response),
                                     node(ChatbotState), node(ChatbotValue)});
    return {{u"id"_s, 2},
            {u"children"_s, QJsonArray{node(SavedInput), node(NullComponent), column}}};
}

} // namespace

QByteArray config(const QUrl &root, qint64 appId)
{
    const QJsonObject result{{u"version"_s, u"6.31.0"_s},
                             {u"api_prefix"_s, u"/gradio_api"_s},
                             {u"protocol"_s, u"sse_v3"_s},
                             {u"mode"_s, u"chat_interface"_s},
                             {u"app_id"_s, appId},
                             {u"title"_s, Answers::title()},
                             {u"root"_s, root.toString()},
                             {u"space_id"_s, QJsonValue()},
                             {u"username"_s, QJsonValue()},
                             {u"connect_heartbeat"_s, true},
                             {u"enable_queue"_s, true},
                             {u"show_error"_s, false},
                             {u"max_file_size"_s, QJsonValue()},
                             {u"i18n_translations"_s, QJsonValue()},
                             {u"pages"_s, listOf({QString(), u"Home"_s, true})},
                             {u"layout"_s, layout()},
                             {u"components"_s, components()},
                             {u"dependencies"_s, dependencies()}};
    return QJsonDocument(result).toJson(QJsonDocument::Compact);
}

QByteArray info()
{
    const QJsonObject message{
        {u"label"_s, QString()},
        {u"parameter_name"_s, u"message"_s},
        {u"parameter_has_default"_s, false},
        {u"parameter_default"_s, QJsonValue()},
        {u"type"_s, QJsonObject{{u"type"_s, u"string"_s}}},
        {u"python_type"_s, QJsonObject{{u"type"_s, u"str"_s}, {u"description"_s, QString()}}},
        {u"component"_s, u"Textbox"_s},
        {u"example_input"_s, u"Hello!!"_s}};
    const QString any = u"any valid json"_s;
    const QJsonObject response{
        {u"label"_s, u"Response"_s},
        {u"type"_s, QJsonObject{{u"type"_s, QJsonObject()}, {u"description"_s, any}}},
        {u"python_type"_s,
         QJsonObject{{u"type"_s, u"str | float | bool | list | dict"_s}, {u"description"_s, any}}},
        {u"component"_s, u"Json"_s}};
    const QJsonObject chat{{u"parameters"_s, QJsonArray{message}},
                           {u"returns"_s, QJsonArray{response}},
                           {u"api_visibility"_s, u"public"_s},
                           {u"description"_s, QString()}};
    const QJsonObject result{{u"named_endpoints"_s, QJsonObject{{u"/chat"_s, chat}}},
                             {u"unnamed_endpoints"_s, QJsonObject()}};
    return QJsonDocument(result).toJson(QJsonDocument::Compact);
}

} // namespace spaceline::demo
