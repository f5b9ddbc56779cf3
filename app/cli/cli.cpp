#include "cli/cli.h"

#include "cli/ask.h"
#include "cli/asksink.h"
#include "cli/cliservices.h"
#include "cli/doctor.h"
#include "cli/failurejson.h"
#include "cli/info.h"
#include "cli/interrupt.h"
#include "cli/options.h"
#include "gradio/address.h"

#include <QCoreApplication>
#include <QFile>
#include <QLoggingCategory>
#include <QTranslator>

#include <algorithm>
#include <array>
#include <cstdio>
#include <optional>
#include <string_view>

using namespace Qt::Literals::StringLiterals;

namespace spaceline {

namespace {

constexpr int kUsage = 2;

void print(FILE *stream, const QString &text)
{
    const QByteArray bytes = text.toUtf8();
    std::fwrite(bytes.constData(), 1, size_t(bytes.size()), stream);
    std::fflush(stream);
}

int usageError(const QString &sentence, const QString &command)
{
    print(stderr, u"spaceline: %1\nSee spaceline %2--help.\n"_s.arg(sentence, command));
    return kUsage;
}

/// The exit status where nothing is to be run: help was asked for, or something is wrong.
std::optional<int> endedByParsing(const QString &command, const QString &help, const QString &error,
                                  bool json)
{
    if (!help.isEmpty()) {
        print(stdout, help);
        return 0;
    }
    if (error.isEmpty())
        return {};
    if (json)
        print(stdout, QString::fromUtf8(cli::errorLine(Failure(Failure::Kind::Usage, error))));
    return usageError(error, command);
}

int runAsk(const QStringList &arguments)
{
    auto [options, error, help] = cli::parseAsk(arguments);
    if (!help.isEmpty()) {
        print(stdout, help);
        return 0;
    }
    cli::AskSink sink(options.json, options.quiet, stdout, stderr);
    const auto refuse = [&sink, json = options.json](const QString &sentence) {
        if (json)
            sink.failed(Failure(Failure::Kind::Usage, sentence), {});
        return usageError(sentence, u"ask "_s);
    };
    if (!error.isEmpty())
        return refuse(error);
    if (const qsizetype at = options.prompts.indexOf(u"-"_s); at >= 0) {
        QFile input;
        if (!input.open(stdin, QIODevice::ReadOnly))
            return refuse(u"Standard input cannot be read."_s);
        QByteArray prompt = input.readAll();
        // The line break that ends a line is not part of what is said.
        if (prompt.endsWith('\n'))
            prompt.chop(1);
        options.prompts[at] = QString::fromUtf8(prompt);
    }
    const QString password = qEnvironmentVariable("SPACELINE_PASSWORD");
    // What this process starts need not know it.
    qunsetenv("SPACELINE_PASSWORD");
    if (!options.user.isEmpty() && password.isEmpty())
        return refuse(u"--user takes the password from SPACELINE_PASSWORD."_s);
    cli::CliServices services;
    if (const QString problem = services.openLog(options.logFile); !problem.isEmpty())
        return refuse(problem);
    cli::Ask ask(services, options, password, sink);
    cli::Interrupt interrupt;
    QObject::connect(&interrupt, &cli::Interrupt::first, &ask, &cli::Ask::interrupt);
    QObject::connect(&interrupt, &cli::Interrupt::second, &ask, &cli::Ask::end);
    QObject::connect(&ask, &cli::Ask::finished, QCoreApplication::instance(),
                     &QCoreApplication::exit, Qt::QueuedConnection);
    ask.start();
    return QCoreApplication::exec();
}

int runInfo(const QStringList &arguments)
{
    const auto [options, error, help] = cli::parseInfo(arguments);
    if (const auto status = endedByParsing(u"info "_s, help, error, options.json))
        return *status;
    cli::CliServices services;
    cli::Info info(services, options);
    QObject::connect(&info, &cli::Info::finished, QCoreApplication::instance(),
                     [&](int status, const QString &out, const QString &err) {
                         print(stdout, out);
                         print(stderr, err);
                         QCoreApplication::exit(status);
                     });
    info.start();
    return QCoreApplication::exec();
}

int runDoctor(const QStringList &arguments)
{
    const auto [options, error, help] = cli::parseDoctor(arguments);
    if (const auto status = endedByParsing(u"doctor "_s, help, error, options.json))
        return *status;
    cli::CliServices services;
    cli::Doctor doctor(services, options);
    cli::Interrupt interrupt;
    QObject::connect(&interrupt, &cli::Interrupt::first, &doctor, &cli::Doctor::interrupt);
    QObject::connect(&doctor, &cli::Doctor::printed, QCoreApplication::instance(),
                     [](const QString &line) { print(stdout, line); });
    QObject::connect(&doctor, &cli::Doctor::finished, QCoreApplication::instance(),
                     &QCoreApplication::exit, Qt::QueuedConnection);
    doctor.start();
    return QCoreApplication::exec();
}

} // namespace

bool isCommand(const char *argument)
{
    static constexpr std::array<std::string_view, 7> kCommands{
        "ask", "info", "doctor", "--help", "--version", "-h", "-v"};
    if (std::find(kCommands.begin(), kCommands.end(), argument) != kCommands.end())
        return true;
    // A mistyped command; runCommand() says so. Whatever could be an address is the window's.
    const std::string_view word(argument);
    if (word.empty() || word.front() == '-' || word.find_first_of("/:.") != std::string_view::npos)
        return false;
    using gradio::Address;
    return Address::parse(QString::fromLocal8Bit(argument), HubEndpoint::fromEnvironment()).kind
        == Address::Kind::Invalid;
}

int runCommand(int &argc, char **argv)
{
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(u"spaceline"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(SPACELINE_VERSION));
    // The command line speaks English, whose plurals are a translation too.
    QTranslator plurals;
    if (plurals.load(u":/i18n/spaceline_en.qm"_s))
        QCoreApplication::installTranslator(&plurals);
    // Standard error belongs to the contract; QT_LOGGING_RULES brings the log back.
    QLoggingCategory::setFilterRules(u"spaceline.*.info=false\nspaceline.*.debug=false"_s);
    const QStringList arguments = QCoreApplication::arguments();
    const QString command = arguments.value(1);
    if (command == "ask"_L1)
        return runAsk(arguments);
    if (command == "info"_L1)
        return runInfo(arguments);
    if (command == "doctor"_L1)
        return runDoctor(arguments);
    if (command == "--version"_L1 || command == "-v"_L1) {
        print(stdout, u"spaceline %1\n"_s.arg(QCoreApplication::applicationVersion()));
        return 0;
    }
    if (command == "--help"_L1 || command == "-h"_L1) {
        print(stdout, cli::generalHelp());
        return 0;
    }
    return usageError(u"There is no command “%1”, and no Space has such an address."_s.arg(command),
                      {});
}

} // namespace spaceline
