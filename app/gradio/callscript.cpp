#include "gradio/callscript.h"

#include "gradio/filevalue.h"
#include "gradio/json.h"

#include <QJsonDocument>

#include <algorithm>
#include <functional>

using namespace Qt::Literals::StringLiterals;

namespace spaceline::gradio {

namespace {

QJsonArray toArray(const QList<int> &numbers)
{
    QJsonArray array;
    for (const int number : numbers)
        array.append(number);
    return array;
}

QList<int> numbersOf(const QJsonValue &value)
{
    QList<int> numbers;
    for (const QJsonValue &number : value.toArray())
        numbers.append(number.toInt());
    return numbers;
}

bool isState(const QString &type) { return type == "state"_L1; }

CallScript::Step stepOf(const ChatMapping &mapping, int number, const QJsonArray &data)
{
    const Endpoint &endpoint = mapping.stepEndpoint(number);
    CallScript::Step step;
    step.name = endpoint.name;
    step.fnIndex = endpoint.fnIndex;
    step.isPrivate = endpoint.visibility == Dependency::Visibility::Private;
    step.data = data;
    for (size_t i = 0; i < endpoint.inputs.size(); ++i) {
        if (isState(endpoint.inputs[i].type))
            step.states.append(int(i));
        if (endpoint.inputs[i].password && qsizetype(i) < data.size()) {
            step.passwords.append(int(i));
            step.data[qsizetype(i)] = QJsonValue::Null;
        }
    }
    const int reply = number == mapping.replyStep() ? mapping.replyOutput() : -1;
    for (size_t i = 0; i < endpoint.outputs.size(); ++i) {
        if (isState(endpoint.outputs[i].type))
            continue;
        if (int(i) == reply)
            step.reply = step.outputs;
        ++step.outputs;
    }
    return step;
}

/// \p text between single quotes of the shell.
QString quotedForShell(QString text) { return u'\'' + text.replace(u'\'', "'\\''"_L1) + u'\''; }

/// JSON's own writing of a string is Python's and JavaScript's too.
QString quoted(const QString &text)
{
    const QByteArray array = QJsonDocument(QJsonArray{text}).toJson(QJsonDocument::Compact);
    QString literal = QString::fromUtf8(array.sliced(1, array.size() - 2));
    // Line ends for Python and older JavaScript.
    literal.replace(QChar::LineSeparator, "\\u2028"_L1);
    return literal.replace(QChar::ParagraphSeparator, "\\u2029"_L1);
}

/// Words of a language for values.
struct Words {
    QLatin1StringView null;
    QLatin1StringView yes;
    QLatin1StringView no;
};
constexpr Words kPython{"None"_L1, "True"_L1, "False"_L1};
constexpr Words kJavaScript{"null"_L1, "true"_L1, "false"_L1};

/// Where the server keeps a file that was uploaded; empty where \p object is none. The official
/// clients take a path for one of this computer.
QString addressOf(const QJsonObject &object, const CallScript &script)
{
    const bool isFile = object.contains("path"_L1)
        && object.value("meta"_L1).toObject().value("_type"_L1) == "gradio.FileData"_L1;
    if (!isFile)
        return {};
    const QString url = object.value("url"_L1).toString();
    return url.startsWith("http"_L1) ? url
                                     : script.base.toString(QUrl::FullyEncoded) + script.prefix
            + u"/file="_s + object.value("path"_L1).toString();
}

QString literal(const QJsonValue &value, const Words &words, const CallScript &script)
{
    switch (value.type()) {
    case QJsonValue::Null:
    case QJsonValue::Undefined:
        return words.null;
    case QJsonValue::Bool:
        return value.toBool() ? words.yes : words.no;
    case QJsonValue::Double:
        return QString::fromUtf8(gradio::toJson(value));
    case QJsonValue::String:
        return quoted(value.toString());
    case QJsonValue::Array: {
        QStringList items;
        for (const QJsonValue &item : value.toArray())
            items += literal(item, words, script);
        return u'[' + items.join(u", "_s) + u']';
    }
    case QJsonValue::Object:
        break;
    }
    const QJsonObject object = value.toObject();
    if (const QString address = addressOf(object, script); !address.isEmpty())
        return u"handle_file("_s + quoted(address) + u')';
    QStringList items;
    for (auto item = object.begin(); item != object.end(); ++item)
        items += quoted(item.key()) + u": "_s + literal(item.value(), words, script);
    return u'{' + items.join(u", "_s) + u'}';
}

/// What the official clients are given: the values without State, passwords as \p secret.
QStringList arguments(const CallScript::Step &step, const Words &words, const CallScript &script,
                      const QString &secret)
{
    QStringList values;
    for (qsizetype i = 0; i < step.data.size(); ++i) {
        if (step.passwords.contains(int(i)))
            values += secret;
        else if (!step.states.contains(int(i)))
            values += literal(step.data.at(i), words, script);
    }
    return values;
}

QString nameOf(const CallScript::Step &step, const QString &number)
{
    return step.name.startsWith(u'/') && !step.isPrivate ? quoted(step.name) : number;
}

bool hasFiles(const QString &code) { return code.contains("handle_file("_L1); }

bool hasPasswords(const CallScript &script)
{
    return std::any_of(script.steps.begin(), script.steps.end(),
                       [](const auto &step) { return !step.passwords.isEmpty(); });
}

/// The body of a call as the shell puts it together.
QString shellBody(const CallScript::Step &step)
{
    QStringList values;
    for (qsizetype i = 0; i < step.data.size(); ++i) {
        values += step.passwords.contains(int(i))
            ? u"\"'\"$SPACE_PASSWORD\"'\""_s
            : QString::fromUtf8(gradio::toJson(step.data.at(i))).replace(u'\'', "'\\''"_L1);
    }
    return u'[' + values.join(u',') + u']';
}

} // namespace

CallScript CallScript::of(const Config &config, const QUrl &base, const ChatMapping &mapping,
                          const std::vector<QJsonArray> &data)
{
    CallScript script;
    script.base = base;
    script.prefix = config.apiPrefix();
    script.version = config.versionText();
    script.protocol = config.protocolName();
    const int count = std::min(mapping.stepCount(), int(data.size()));
    for (int number = 0; number < count; ++number)
        script.steps.push_back(stepOf(mapping, number, data[size_t(number)]));
    return script;
}

QJsonObject CallScript::toJson() const
{
    QJsonArray list;
    for (const Step &step : steps) {
        list.append(QJsonObject{{"name"_L1, step.name},
                                {"fn"_L1, step.fnIndex},
                                {"private"_L1, step.isPrivate},
                                {"data"_L1, step.data},
                                {"states"_L1, toArray(step.states)},
                                {"passwords"_L1, toArray(step.passwords)},
                                {"outputs"_L1, step.outputs},
                                {"reply"_L1, step.reply}});
    }
    return {{"base"_L1, base.toString(QUrl::FullyEncoded)},
            {"prefix"_L1, prefix},
            {"version"_L1, version},
            {"protocol"_L1, protocol},
            {"credentials"_L1, QJsonArray::fromStringList(credentials)},
            {"user"_L1, user},
            {"steps"_L1, list}};
}

CallScript CallScript::fromJson(const QJsonObject &object)
{
    CallScript script;
    script.base = QUrl(object.value("base"_L1).toString());
    script.prefix = object.value("prefix"_L1).toString();
    script.version = object.value("version"_L1).toString();
    script.protocol = object.value("protocol"_L1).toString();
    script.user = object.value("user"_L1).toString();
    for (const QJsonValue &name : object.value("credentials"_L1).toArray())
        script.credentials += name.toString();
    for (const QJsonValue &value : object.value("steps"_L1).toArray()) {
        const QJsonObject step = value.toObject();
        script.steps.push_back(
            {step.value("name"_L1).toString(), step.value("fn"_L1).toInt(-1),
             step.value("private"_L1).toBool(), step.value("data"_L1).toArray(),
             numbersOf(step.value("states"_L1)), numbersOf(step.value("passwords"_L1)),
             step.value("outputs"_L1).toInt(), step.value("reply"_L1).toInt(-1)});
    }
    return script;
}

QString asCurl(const CallScript &script)
{
    QString headers;
    for (const QString &name : script.credentials)
        headers += u" -H \"%1: Bearer $HF_TOKEN\""_s.arg(name);
    const bool hasToken = !headers.isEmpty();
    if (!script.user.isEmpty())
        headers += u" -b \"$cookies\""_s;
    const QString post
        = u"curl -fsS%1 -H 'Content-Type: application/json' -H 'x-gradio-user: api'"_s.arg(headers);
    QString code
        = u"#!/bin/sh\n# %1, Gradio %2. Prints the last message of each function, as JSON.\n"_s.arg(
            script.base.toString(QUrl::FullyEncoded), script.version);
    if (hasToken)
        code += u"# HF_TOKEN is the access token.\n"_s;
    if (!script.user.isEmpty())
        code += u"# SPACELINE_PASSWORD is the password of the app's own login.\n"_s;
    if (hasPasswords(script))
        code += u"# SPACE_PASSWORD is what goes into the password boxes, as a JSON string.\n"_s;
    code += u"api=%1\nsession=$(date +%s)$$\n\n"_s.arg(
        quotedForShell(script.base.toString(QUrl::FullyEncoded) + script.prefix));
    if (!script.user.isEmpty()) {
        code += u"cookies=$(mktemp)\ntrap 'rm -f \"$cookies\"' EXIT\n"
                "curl -fsS -o /dev/null -c \"$cookies\" %1 \\\n"
                "    --data-urlencode %2 --data-urlencode \"password=$SPACELINE_PASSWORD\"\n\n"_s
                    .arg(quotedForShell(script.base.toString(QUrl::FullyEncoded) + u"/login"_s),
                         quotedForShell(u"username="_s + script.user));
    }
    QString call;
    if (script.protocol == "ws"_L1) {
        // Its queue speaks WebSocket, which curl does not (gradio-protocol.md §5.8).
        // A function that streams gives one part for each request, the last one without an answer.
        call = u"call() { # FN_INDEX DATA\n"
               u"    last=\n"
               u"    while :; do\n"
               u"        answer=$(%1 \"$api/run/predict\" \\\n"
               u"            -d "
               u"'{\"data\":'\"$2\"',\"fn_index\":'\"$1\"',\"session_hash\":\"'\"$session\"'\"}') "
               u"|| return\n"
               u"        case $answer in\n"
               u"        *'\"is_generating\":true'*) last=$answer ;;\n"
               u"        *) break ;;\n"
               u"        esac\n    done\n"
               u"    printf '%s\\n' \"${last:-$answer}\"\n}\n\n"_s;
    } else if (script.protocol == "sse"_L1) {
        call = u"call() { # FN_INDEX DATA\n"
               u"    curl -fsN%2 \"$api/queue/join?fn_index=$1&session_hash=$session\" | while "
               u"IFS= read -r line; do\n"
               u"        case $line in\n"
               u"        *'\"send_data\"'*)\n"
               u"            id=$(printf %s \"$line\" | sed 's/.*\"event_id\": "
               u"*\"\\([^\"]*\\)\".*/\\1/')\n"
               u"            %1 -o /dev/null \"$api/queue/data\" \\\n"
               u"                -d "
               u"'{\"data\":'\"$2\"',\"fn_index\":'\"$1\"',\"session_hash\":\"'\"$session\"'\","
               u"\"event_id\":\"'\"$id\"'\"}' ;;\n"
               u"        *'\"process_completed\"'*)\n"
               u"            printf '%s\\n' \"${line#data: }\"\n"
               u"            break ;;\n"
               u"        esac\n    done\n}\n\n"_s;
    } else {
        call = u"call() { # FN_INDEX DATA\n"
               u"    %1 -o /dev/null \"$api/queue/join\" \\\n"
               u"        -d "
               u"'{\"data\":'\"$2\"',\"fn_index\":'\"$1\"',\"session_hash\":\"'\"$session\"'\"}' "
               u"|| return\n"
               u"    curl -fsN%2 \"$api/queue/data?session_hash=$session\" |\n"
               u"        sed -n '/\"process_completed\"/{s/^data: *//;p;q;}'\n}\n\n"_s;
    }
    code += call.replace("%2"_L1, headers).replace("%1"_L1, post);
    for (const CallScript::Step &step : script.steps)
        code += u"call %1 '"_s.arg(step.fnIndex) + shellBody(step) + u"'\n"_s;
    return code;
}

QString asPython(const CallScript &script)
{
    const QString secret = u"os.environ[\"SPACE_PASSWORD\"]"_s;
    QString calls;
    for (const CallScript::Step &step : script.steps) {
        QStringList given = arguments(step, kPython, script, secret);
        const QString name = nameOf(step, {});
        given += name.isEmpty() ? u"fn_index=%1"_s.arg(step.fnIndex) : u"api_name="_s + name;
        calls += (step.reply >= 0 ? u"result = "_s : QString()) + u"client.predict(\n    "_s
            + given.join(u",\n    "_s) + u",\n)\n"_s;
        if (step.reply >= 0) {
            calls += step.outputs > 1 ? u"print(result[%1])\n"_s.arg(step.reply)
                                      : u"print(result)\n"_s;
        }
    }
    // The client that speaks to 3.x takes files where a chatbot has its messages, unless it leaves
    // values as they are.
    const bool isOld = script.protocol == "ws"_L1;
    QString options = isOld ? u", verbose=False, serialize=False"_s : u", verbose=False"_s;
    QStringList headers;
    for (const QString &name : script.credentials)
        headers += quoted(name) + u": \"Bearer \" + os.environ[\"HF_TOKEN\"]"_s;
    if (!script.user.isEmpty())
        options += u", auth=(%1, os.environ[\"SPACELINE_PASSWORD\"])"_s.arg(quoted(script.user));
    if (!headers.isEmpty())
        options += u", headers={"_s + headers.join(u", "_s) + u'}';
    QString code
        = isOld ? u"# pip install \"gradio_client<1\"\n"_s : u"# pip install gradio_client\n"_s;
    if (!headers.isEmpty() || !script.user.isEmpty() || hasPasswords(script))
        code += u"import os\n\n"_s;
    code += hasFiles(calls) ? u"from gradio_client import Client, handle_file\n"_s
                            : u"from gradio_client import Client\n"_s;
    return code
        + u"\nclient = Client(%1%2)\n"_s.arg(
            quoted(script.base.toString(QUrl::FullyEncoded) + u'/'), options)
        + calls;
}

QString asJavaScript(const CallScript &script)
{
    const QString secret = u"process.env.SPACE_PASSWORD"_s;
    QString calls;
    for (const CallScript::Step &step : script.steps) {
        const QStringList given = arguments(step, kJavaScript, script, secret);
        calls += (step.reply >= 0 ? u"const result = "_s : QString()) + u"await client.predict("_s
            + nameOf(step, QString::number(step.fnIndex))
            + (given.isEmpty() ? u", []);\n"_s
                               : u", [\n\t"_s + given.join(u",\n\t"_s) + u",\n]);\n"_s);
        if (step.reply >= 0)
            calls += u"const answer = result.data[%1];\n"
                     "console.log(typeof answer === \"string\" ? answer : "
                     "JSON.stringify(answer, null, 2));\n"_s.arg(step.reply);
    }
    QStringList headers;
    for (const QString &name : script.credentials)
        headers += quoted(name) + u": `Bearer ${process.env.HF_TOKEN}`"_s;
    QStringList told;
    if (!script.user.isEmpty())
        told += u"auth: [%1, process.env.SPACELINE_PASSWORD]"_s.arg(quoted(script.user));
    if (!headers.isEmpty())
        told += u"headers: { "_s + headers.join(u", "_s) + u" }"_s;
    const QString options = told.isEmpty() ? QString() : u", { "_s + told.join(u", "_s) + u" }"_s;
    return u"// npm install @gradio/client, and save this as a file that ends in .mjs\n"_s
        + (hasFiles(calls) ? u"import { Client, handle_file } from \"@gradio/client\";\n"_s
                           : u"import { Client } from \"@gradio/client\";\n"_s)
        + u"\nconst client = await Client.connect(%1%2);\n"_s.arg(
            quoted(script.base.toString(QUrl::FullyEncoded) + u'/'), options)
        + calls + u"process.exit(0); // the client keeps a stream open\n"_s;
}

} // namespace spaceline::gradio
