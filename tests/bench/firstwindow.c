/* firstwindow [-t SECONDS] -- COMMAND [ARGUMENT...]
 *
 * Starts COMMAND on an X display that is otherwise empty and prints one JSON object when its first
 * top-level window is mapped: pid  of COMMAND, mapped  seconds from the start; mapped is -1 where
 * no window came in SECONDS (30) Then it waits for the end of its standard input, so that whoever
 * reads can look at the process, and ends it. */
#define _GNU_SOURCE
#include <X11/Xlib.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { kSmallest = 100 }; /* pixels; helpers' windows are smaller */

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* Windows may be gone before they are asked about. */
static int ignore(Display *display, XErrorEvent *error)
{
    (void)display;
    (void)error;
    return 0;
}

static int isWindow(Display *display, Window window)
{
    XWindowAttributes a;
    return XGetWindowAttributes(display, window, &a) && a.class == InputOutput
        && a.width >= kSmallest && a.height >= kSmallest;
}

int main(int argc, char **argv)
{
    double limit = 30;
    for (int option; (option = getopt(argc, argv, "+t:")) != -1;) {
        if (option != 't')
            return 2;
        limit = atof(optarg);
    }
    Display *display = optind < argc ? XOpenDisplay(NULL) : NULL;
    if (!display) {
        fprintf(stderr, "firstwindow: no command, or no display\n");
        return 2;
    }
    XSetErrorHandler(ignore);
    XSelectInput(display, DefaultRootWindow(display), SubstructureNotifyMask);
    XSync(display, False);

    const double start = now();
    const pid_t child = fork();
    if (child == 0) {
        setpgid(0, 0);
        close(ConnectionNumber(display));
        const int nothing = open("/dev/null", O_RDWR);
        for (int stream = 0; stream < 3; ++stream)
            dup2(nothing, stream);
        execvp(argv[optind], argv + optind);
        _exit(127);
    }
    double mapped = -1;
    while (mapped < 0 && now() - start < limit && waitpid(child, NULL, WNOHANG) == 0) {
        struct pollfd wait = {ConnectionNumber(display), POLLIN, 0};
        if (!XPending(display))
            poll(&wait, 1, 50);
        while (mapped < 0 && XPending(display)) {
            XEvent event;
            XNextEvent(display, &event);
            const double at = now() - start;
            if (event.type == MapNotify && isWindow(display, event.xmap.window))
                mapped = at;
        }
    }
    printf("{\"pid\":%d,\"mapped\":%.6f}\n", (int)child, mapped);
    fflush(stdout);
    for (char rest[64]; read(0, rest, sizeof rest) > 0;) { }

    kill(-child, SIGTERM);
    for (int tenths = 0; tenths < 30 && waitpid(child, NULL, WNOHANG) == 0; ++tenths)
        usleep(100000);
    kill(-child, SIGKILL);
    waitpid(child, NULL, 0);
    return mapped < 0;
}
