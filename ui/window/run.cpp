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
#include <cstdlib>
#include <memory>
#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace spaceline {

namespace {

constexpr int kUsage = 2;
constexpr int kNoScreen = 1;

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

/// What the system's side of Qt says until there is a screen.
QStringList s_heard;
QtMessageHandler s_usual = nullptr;

/// Where there is no screen, Qt explains its plug-ins and aborts. One sentence says more.
void hearUntilThereIsAScreen(QtMsgType type, const QMessageLogContext &context, const QString &text)
{
    if (type == QtFatalMsg) {
        const bool hasDisplay
            = qEnvironmentVariableIsSet("DISPLAY") || qEnvironmentVariableIsSet("WAYLAND_DISPLAY");
        const QString why
            = hasDisplay ? s_heard.value(0, text).simplified() : u"there is no display"_s;
        std::fprintf(stderr, "spaceline: The window cannot be opened: %s. See spaceline --help.\n",
                     qUtf8Printable(why));
        std::_Exit(kNoScreen);
    }
    if (QByteArrayView(context.category).startsWith("qt.qpa"))
        s_heard.append(text);
    else
        s_usual(type, context, text);
}

/// QApplication's constructor, with those words held back.
std::unique_ptr<QApplication> makeApplication(int &argc, char **argv)
{
    s_usual = qInstallMessageHandler(hearUntilThereIsAScreen);
    auto application = std::make_unique<QApplication>(argc, argv);
    qInstallMessageHandler(s_usual);
    for (const QString &text : std::exchange(s_heard, {}))
        qWarning("%s", qUtf8Printable(text));
    return application;
}

} // namespace

int runWindow(int &argc, char **argv)
{
    QCoreApplication::setApplicationName(u"spaceline"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(SPACELINE_VERSION));

    const std::unique_ptr<QApplication> application = makeApplication(argc, argv);
    QGuiApplication::setApplicationDisplayName(u"Spaceline"_s);
    QGuiApplication::setDesktopFileName(u"io.github.spaceline.Spaceline"_s);
    const Wish wish = parse(QCoreApplication::arguments());
    if (!wish.error.isEmpty()) {
        std::fprintf(stderr, "spaceline: %s\n", qUtf8Printable(wish.error));
        return kUsage;
    }
    installTranslation(*application);

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
