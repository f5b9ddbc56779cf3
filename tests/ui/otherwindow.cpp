// A window's plug-in of another build: what is in it must never run.
#include <cstdio>

#ifdef _WIN32
#define EXPORTED __declspec(dllexport)
#else
#define EXPORTED __attribute__((visibility("default")))
#endif

extern "C" {

#ifdef OTHER_BUILD
EXPORTED extern const char spaceline_window_build[];
const char spaceline_window_build[] = OTHER_BUILD;
#endif

EXPORTED int spaceline_run_window(int, char **)
{
    std::puts("it ran");
    return 0;
}
}
