#include "window/run.h"

#include <buildid.h>

#include <QtGlobal>

// What `spaceline` looks up in the plug-in.
extern "C" {

Q_DECL_EXPORT extern const char spaceline_window_build[];
const char spaceline_window_build[] = SPACELINE_BUILD;

Q_DECL_EXPORT int spaceline_run_window(int argc, char **argv)
{
    return spaceline::runWindow(argc, argv);
}
}
