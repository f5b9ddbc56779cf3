#include "cli/options.h"

#include <QCommandLineParser>
#include <QDir>
#include <QFileInfo>
#include <QMimeDatabase>

using namespace Qt::Literals::StringLiterals;

namespace spaceline::cli {

namespace {

/// The command's own name is not an argument of it.
QStringList withoutCommand(QStringList arguments)
{
    if (arguments.size() > 1)
        arguments.removeAt(1);
    return arguments;
}

/// As far as that can be told of arguments that could not be read.
bool wantsJson(const QStringList &arguments)
{
    return arguments
        .first(arguments.indexOf(u"--"_s) < 0 ? arguments.size() : arguments.indexOf(u"--"_s))
        .contains(u"--json"_s);
}

/// Qt names the program only; a command has a name of its own.
QString helpOf(const QCommandLineParser &parser, const QString &usage)
{
    QString text = parser.helpText();
    text.replace(0, text.indexOf(u'\n'), u"Usage: "_s + usage);
    return text;
}

/// Splits NAME=JSON; a label may hold anything but "=". One sentence where that is not what it is.
QString readParams(const QStringList &given, AskOptions &options)
{
    for (const QString &param : given) {
        const qsizetype equals = param.indexOf(u'=');
        if (equals < 1)
            return u"--param takes NAME=JSON, not %1."_s.arg(param);
        options.params.append({param.first(equals), param.sliced(equals + 1)});
    }
    return {};
}

QString readFiles(const QStringList &paths, AskOptions &options)
{
    for (const QString &path : paths) {
        const QFileInfo file(path);
        if (!file.isFile() || !file.isReadable())
            return u"The file %1 cannot be read."_s.arg(path);
        // By its name: only the app itself looks inside.
        const QString mime = QMimeDatabase()
                                 .mimeTypeForFile(file.fileName(), QMimeDatabase::MatchExtension)
                                 .name();
        options.files.append({file.absoluteFilePath(), file.fileName(), mime});
    }
    if (!paths.isEmpty() && options.prompts.size() > 1)
        return u"--file goes with one PROMPT only."_s;
    return {};
}

QString readOutput(const QString &folder, AskOptions &options)
{
    if (!QDir().mkpath(folder) || !QFileInfo(folder).isWritable())
        return u"Nothing can be written to the folder %1."_s.arg(folder);
    options.output = QDir(folder).absolutePath();
    return {};
}

} // namespace

Parsed<AskOptions> parseAsk(const QStringList &arguments)
{
    const QCommandLineOption space(
        u"space"_s, u"The Space: owner/name, the address of an app, or demo:."_s, u"SPACE"_s);
    const QCommandLineOption endpoint(
        u"endpoint"_s,
        u"The endpoint to call, with or without the slash; #3 for one without a name."_s,
        u"NAME"_s);
    const QCommandLineOption param(
        u"param"_s,
        u"Fill the input with this name or label; a bare word is a string. May be repeated."_s,
        u"NAME=JSON"_s);
    const QCommandLineOption file(
        u"file"_s, u"Send this file along; with one PROMPT only. May be repeated."_s, u"PATH"_s);
    const QCommandLineOption system(u"system"_s, u"Fill the system-prompt input."_s, u"TEXT"_s);
    const QCommandLineOption user(
        u"user"_s, u"Sign in to the app; the password comes from SPACELINE_PASSWORD."_s, u"NAME"_s);
    const QCommandLineOption output(
        u"output"_s, u"Fetch the files of replies into DIR; nothing there is replaced."_s,
        u"DIR"_s);
    const QCommandLineOption transport(u"transport"_s, u"queue or call; default: the better one."_s,
                                       u"KIND"_s);
    const QCommandLineOption timeout(
        u"timeout"_s,
        u"Longest silence in seconds; the server's heartbeat is not silence. Default 60."_s,
        u"SECONDS"_s);
    const QCommandLineOption log(u"log"_s, u"Write the redacted traffic log to FILE."_s, u"FILE"_s);
    const QCommandLineOption json(u"json"_s, u"Print one JSON object a line."_s);
    const QCommandLineOption quiet(u"quiet"_s, u"Print no state lines on standard error."_s);
    const QCommandLineOption help({u"h"_s, u"help"_s}, u"Show this help."_s);

    QCommandLineParser parser;
    parser.setApplicationDescription(
        u"Sends each PROMPT as a turn of one conversation and prints the replies as they come.\n"
        u"The token comes from SPACELINE_TOKEN, else HF_TOKEN, else the keychain."_s);
    parser.addOptions({space, endpoint, param, file, system, user, transport, timeout, output, log,
                       json, quiet, help});
    parser.addPositionalArgument(u"PROMPT"_s, u"What to say; - reads it from standard input."_s,
                                 u"PROMPT..."_s);

    Parsed<AskOptions> parsed;
    AskOptions &options = parsed.options;
    if (!parser.parse(withoutCommand(arguments))) {
        parsed.error = parser.errorText();
        options.json = wantsJson(arguments);
        return parsed;
    }
    if (parser.isSet(help)) {
        parsed.help = helpOf(parser, u"spaceline ask --space SPACE [OPTION]... PROMPT..."_s);
        return parsed;
    }
    options.space = parser.value(space);
    options.endpoint = parser.value(endpoint);
    options.prompts = parser.positionalArguments();
    if (parser.isSet(system))
        options.system = parser.value(system);
    options.user = parser.value(user);
    options.logFile = parser.value(log);
    options.json = parser.isSet(json);
    options.quiet = parser.isSet(quiet);
    if (options.space.isEmpty()) {
        parsed.error = u"Which Space? Name it with --space."_s;
    } else if (options.prompts.isEmpty()) {
        parsed.error = u"There is no PROMPT."_s;
    } else if (options.prompts.count(u"-"_s) > 1) {
        parsed.error = u"Only one PROMPT can be read from standard input."_s;
    }
    if (parsed.error.isEmpty())
        parsed.error = readParams(parser.values(param), options);
    if (parsed.error.isEmpty())
        parsed.error = readFiles(parser.values(file), options);
    if (parsed.error.isEmpty() && parser.isSet(output))
        parsed.error = readOutput(parser.value(output), options);
    if (parser.isSet(transport)) {
        const QString kind = parser.value(transport);
        if (kind == "queue"_L1)
            options.transport = gradio::Transport::Kind::Queue;
        else if (kind == "call"_L1)
            options.transport = gradio::Transport::Kind::Call;
        else
            parsed.error = u"--transport is queue or call, not %1."_s.arg(kind);
    }
    if (parser.isSet(timeout)) {
        bool ok = false;
        const double seconds = parser.value(timeout).toDouble(&ok);
        if (ok && seconds > 0 && seconds <= 86400)
            options.silence = std::chrono::milliseconds(qint64(seconds * 1000));
        else
            parsed.error = u"--timeout takes a number of seconds above 0."_s;
    }
    return parsed;
}

Parsed<InfoOptions> parseInfo(const QStringList &arguments)
{
    const QCommandLineOption json(u"json"_s, u"Print one JSON object."_s);
    const QCommandLineOption help({u"h"_s, u"help"_s}, u"Show this help."_s);
    QCommandLineParser parser;
    parser.setApplicationDescription(
        u"Prints what the program understood of a Space: version, "
        u"transport, endpoints, parameters, and how it would be called."_s);
    parser.addOptions({json, help});
    parser.addPositionalArgument(u"SPACE"_s, u"owner/name, the address of an app, or demo:."_s);

    Parsed<InfoOptions> parsed;
    parsed.options.json = wantsJson(arguments);
    if (!parser.parse(withoutCommand(arguments))) {
        parsed.error = parser.errorText();
    } else if (parser.isSet(help)) {
        parsed.help = helpOf(parser, u"spaceline info SPACE [--json]"_s);
    } else if (parser.positionalArguments().size() != 1) {
        parsed.error = u"Name one Space."_s;
    } else {
        parsed.options.space = parser.positionalArguments().constFirst();
        parsed.options.json = parser.isSet(json);
    }
    return parsed;
}

Parsed<DoctorOptions> parseDoctor(const QStringList &arguments)
{
    const QCommandLineOption json(u"json"_s, u"Print one JSON object a step."_s);
    const QCommandLineOption call(u"call"_s, u"Send a short message as the last step."_s);
    const QCommandLineOption help({u"h"_s, u"help"_s}, u"Show this help."_s);
    QCommandLineParser parser;
    parser.setApplicationDescription(
        u"Tries a connection step by step (address, dns, tcp, tls, http, config, info, mapping), "
        u"stops at the first that fails, and says what to try."_s);
    parser.addOptions({json, call, help});
    parser.addPositionalArgument(u"SPACE"_s, u"owner/name, the address of an app, or demo:."_s);

    Parsed<DoctorOptions> parsed;
    parsed.options.json = wantsJson(arguments);
    if (!parser.parse(withoutCommand(arguments))) {
        parsed.error = parser.errorText();
    } else if (parser.isSet(help)) {
        parsed.help = helpOf(parser, u"spaceline doctor SPACE [--json] [--call]"_s);
    } else if (parser.positionalArguments().size() != 1) {
        parsed.error = u"Name one Space."_s;
    } else {
        parsed.options.space = parser.positionalArguments().constFirst();
        parsed.options.json = parser.isSet(json);
        parsed.options.call = parser.isSet(call);
    }
    return parsed;
}

QString generalHelp()
{
    return u"Usage: spaceline [SPACE]                    open the window, on SPACE if given\n"
           u"       spaceline --demo                     open the window on the built-in Demo "
           u"Space\n"
           u"       spaceline ask --space SPACE [OPTION]... PROMPT...\n"
           u"                                            ask without a window\n"
           u"       spaceline info SPACE [--json]        show what the program understood of a "
           u"Space\n"
           u"       spaceline doctor SPACE [--json] [--call]\n"
           u"                                            try a connection step by step\n"
           u"       spaceline --version\n"
           u"\n"
           u"SPACE is owner/name, the address of an app, or demo: for the built-in Demo Space.\n"
           u"See spaceline ask --help for its options.\n"_s;
}

} // namespace spaceline::cli
