#include "cli/cli.h"

#include <buildid.h>

#include <QFile>
#include <QLibrary>

#include <cstdio>
#include <cstring>
#include <filesystem>

namespace {

/// Beside the program in a build folder, else where packages put it; both relative to the program,
/// so that an installation can be moved.
QString pluginPath(const char *program)
{
    namespace fs = std::filesystem;
    std::error_code error;
    fs::path self = fs::read_symlink("/proc/self/exe", error);
    if (error)
        self = fs::absolute(program, error);
    const fs::path folder = self.parent_path();
    fs::path plugin = folder / "spaceline_window.so";
    if (!fs::exists(plugin, error))
        plugin = folder / fs::relative("/" SPACELINE_PLUGIN_DIR, "/" SPACELINE_BIN_DIR, error)
            / "spaceline_window.so";
    return QString::fromStdString(plugin.lexically_normal().string());
}

} // namespace

int main(int argc, char **argv)
{
    if (argc > 1 && spaceline::isCommand(argv[1]))
        return spaceline::runCommand(argc, argv);

    const QString path = pluginPath(argc > 0 ? argv[0] : "");
    QLibrary plugin(path);
    using Run = int (*)(int, char **);
    const auto run = reinterpret_cast<Run>(plugin.resolve("spaceline_run_window"));
    const auto *build = reinterpret_cast<const char *>(plugin.resolve("spaceline_window_build"));
    if (run && build && std::strcmp(build, SPACELINE_BUILD) == 0)
        return run(argc, argv);
    if (!QFile::exists(path))
        std::fprintf(stderr, "spaceline: the window is not installed: there is no %s\n",
                     qPrintable(path));
    else if (plugin.isLoaded())
        std::fprintf(stderr,
                     "spaceline: the window in %s is of another build (%s) than the program (%s): "
                     "install both from one package\n",
                     qPrintable(path), build ? build : "an unknown one", SPACELINE_BUILD);
    else
        std::fprintf(stderr, "spaceline: the window cannot be loaded: %s\n",
                     qPrintable(plugin.errorString()));
    return 1;
}
