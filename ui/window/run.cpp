#include "window/run.h"

#include "account/tokenvault.h"
#include "chat/conversationmodel.h"
#include "chat/services.h"
#include "settings/settings.h"
#include "widgets/icons.h"
#include "window/appearance.h"
#include "window/mainwindow.h"
#include "window/singleinstance.h"
#include "window/translation.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QStandardPaths>

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

/// `--help` and `--version` are answered before the window is loaded (cli/).
Wish parse(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.addPositionalArgument(u"SPACE"_s, {});
    parser.addOption(QCommandLineOption(u"demo"_s));
    Wish wish;
    if (!parser.parse(arguments)) {
        wish.error = parser.errorText();
        return wish;
    }
    const QStringList spaces = parser.positionalArguments();
    if (spaces.size() > 1)
        wish.error = u"Only one Space can be opened at a time."_s;
    wish.space = spaces.value(0);
    wish.demo = parser.isSet(u"demo"_s);
    return wish;
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

    QApplication application(argc, argv);
    QGuiApplication::setApplicationDisplayName(u"Spaceline"_s);
    QGuiApplication::setDesktopFileName(u"io.github.spaceline.Spaceline"_s);
    const Wish wish = parse(QCoreApplication::arguments());
    if (!wish.error.isEmpty()) {
        std::fprintf(stderr, "spaceline: %s\n", qUtf8Printable(wish.error));
        return kUsage;
    }
    installTranslation(application);

    SingleInstance instance(QStandardPaths::writableLocation(QStandardPaths::AppLocalDataLocation));
    if (instance.handOver(QCoreApplication::arguments()))
        return 0;
    instance.listen();

    Services::Options options;
    options.hub = HubEndpoint::fromEnvironment();
    Services services(std::move(options));
    services.vault().takeFromEnvironment();
    Appearance appearance(services.settings());
    ConversationModel conversations(services);
    MainWindow window(services, conversations, appearance);
    QObject::connect(&instance, &SingleInstance::argumentsArrived, &window,
                     [&window](const QStringList &arguments) { fulfil(parse(arguments), window); });
    window.show();
    // The request to map the window leaves now, before anything else is done.
    QGuiApplication::sync();
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
