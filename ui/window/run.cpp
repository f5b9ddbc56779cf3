#include "window/run.h"

#include "account/tokenvault.h"
#include "chat/conversationmodel.h"
#include "chat/services.h"
#include "settings/settings.h"
#include "widgets/icons.h"
#include "window/appearance.h"
#include "window/mainwindow.h"
#include "window/singleinstance.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QLibraryInfo>
#include <QLocale>
#include <QStandardPaths>
#include <QTranslator>

#include <cstdio>

using namespace Qt::Literals::StringLiterals;

namespace spaceline {

namespace {

constexpr int kUsage = 2;

struct Wish {
    QString space;
    bool demo = false;
    QString error; ///< the command line was not understood
};

void describe(QCommandLineParser &parser)
{
    parser.setApplicationDescription(
        QCoreApplication::translate("Run", "Chats with Gradio apps and Hugging Face Spaces."));
    parser.addPositionalArgument(
        u"SPACE"_s, QCoreApplication::translate("Run", "owner/name, a web address, or demo:"),
        u"[SPACE]"_s);
    parser.addOption(
        {u"demo"_s, QCoreApplication::translate("Run", "Opens the built-in Demo Space.")});
    parser.addHelpOption();
    parser.addVersionOption();
}

Wish parse(const QStringList &arguments)
{
    QCommandLineParser parser;
    describe(parser);
    Wish wish;
    if (!parser.parse(arguments)) {
        wish.error = parser.errorText();
        return wish;
    }
    const QStringList spaces = parser.positionalArguments();
    if (spaces.size() > 1)
        wish.error = QCoreApplication::translate("Run", "Only one Space can be opened at a time.");
    wish.space = spaces.value(0);
    wish.demo = parser.isSet(u"demo"_s);
    return wish;
}

/// `--version` and `--help` need no display.
bool answersWithoutWindow(int argc, char **argv)
{
    for (int i = 1; i < argc; ++i) {
        const QByteArrayView argument(argv[i]);
        if (argument == "--version" || argument == "-v") {
            std::puts("spaceline " SPACELINE_VERSION);
            return true;
        }
        if (argument == "--help" || argument == "-h") {
            const QCoreApplication application(argc, argv);
            QCommandLineParser parser;
            describe(parser);
            std::fputs(qUtf8Printable(parser.helpText()), stdout);
            return true;
        }
    }
    return false;
}

void installTranslators(QCoreApplication &application)
{
    const QLocale locale;
    auto *own = new QTranslator(&application);
    // English has its plurals only, and is what every other locale falls back to.
    if (own->load(locale, u"spaceline"_s, u"_"_s, u":/i18n"_s)
        || own->load(u":/i18n/spaceline_en"_s))
        QCoreApplication::installTranslator(own);
    if (locale.language() == QLocale::English || locale.language() == QLocale::C)
        return;
    auto *qt = new QTranslator(&application);
    if (qt->load(locale, u"qtbase"_s, u"_"_s, QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QCoreApplication::installTranslator(qt);
}

/// SPACELINE_TOKEN, else HF_TOKEN: as on the command line, for this run only.
void takeTokenFromEnvironment(TokenVault &vault)
{
    for (const char *name : {"SPACELINE_TOKEN", "HF_TOKEN"}) {
        const QByteArray token = qgetenv(name).trimmed();
        if (!token.isEmpty()) {
            vault.setTokenForThisRun(token);
            return;
        }
    }
}

void fulfil(const Wish &wish, MainWindow &window)
{
    if (wish.demo)
        window.openDemo();
    else
        window.openSpace(wish.space);
}

} // namespace

int runWindow(int &argc, char **argv)
{
    QCoreApplication::setApplicationName(u"spaceline"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(SPACELINE_VERSION));
    if (answersWithoutWindow(argc, argv))
        return 0;

    QApplication application(argc, argv);
    QGuiApplication::setApplicationDisplayName(u"Spaceline"_s);
    QGuiApplication::setDesktopFileName(u"io.github.spaceline.Spaceline"_s);
    installTranslators(application);
    const Wish wish = parse(QCoreApplication::arguments());
    if (!wish.error.isEmpty()) {
        std::fprintf(stderr, "spaceline: %s\n", qUtf8Printable(wish.error));
        return kUsage;
    }

    SingleInstance instance(QStandardPaths::writableLocation(QStandardPaths::AppLocalDataLocation));
    if (instance.handOver(QCoreApplication::arguments()))
        return 0;
    instance.listen();

    Services::Options options;
    options.hub = HubEndpoint::fromEnvironment();
    Services services(std::move(options));
    takeTokenFromEnvironment(services.vault());
    Appearance appearance(services.settings());
    ConversationModel conversations(services);
    MainWindow window(services, conversations, appearance);
    QObject::connect(&instance, &SingleInstance::argumentsArrived, &window,
                     [&window](const QStringList &arguments) { fulfil(parse(arguments), window); });
    window.show();
    // Network and keychain only after the window is on the screen.
    QTimer::singleShot(0, &window, [&window, &wish, &services] {
        services.tidyUp();
        QGuiApplication::setWindowIcon(applicationIcon());
        fulfil(wish, window);
        window.start();
    });
    return QApplication::exec();
}

} // namespace spaceline
