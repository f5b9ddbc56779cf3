/* launcher [-t SECONDS] [-m MARK] [-o FILE] -- COMMAND [ARGUMENT...]
 *
 * Runs COMMAND as a whole process seen from outside and prints one JSON object:
 *   mark   seconds from the start until MARK had come on its standard output, -1 where it never
 * came last   seconds until its last byte, exit  seconds until its end, status  its exit status
 * (128 + signal) cpu    seconds of processor time, user and system, rss_kb  the peak of its
 * resident memory What it printed goes to FILE. After SECONDS (60) it is killed. Small and plain,
 * so that starting it costs nothing that shows. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static double seconds(struct timeval t) { return (double)t.tv_sec + (double)t.tv_usec / 1e6; }

int main(int argc, char **argv)
{
    double limit = 60;
    const char *mark = "", *file = "/dev/null";
    for (int option; (option = getopt(argc, argv, "+t:m:o:")) != -1;) {
        if (option == 't')
            limit = atof(optarg);
        else if (option == 'm')
            mark = optarg;
        else if (option == 'o')
            file = optarg;
        else
            return 2;
    }
    if (optind == argc)
        return 2;
    const int out = open(file, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    int ends[2];
    if (out < 0 || pipe2(ends, O_CLOEXEC) < 0) {
        perror("launcher");
        return 1;
    }

    const double start = now();
    const pid_t child = fork();
    if (child == 0) {
        const int nothing = open("/dev/null", O_RDWR);
        setpgid(0, 0);
        dup2(nothing, 0);
        dup2(ends[1], 1);
        dup2(nothing, 2);
        execvp(argv[optind], argv + optind);
        _exit(127);
    }
    close(ends[1]);

    /* The mark may lie across two reads: what could be its beginning is kept before the next one.
     */
    static char buffer[1 << 16];
    const size_t length = strlen(mark), most = sizeof buffer / 2;
    size_t kept = 0;
    double marked = length ? -1 : 0, last = -1;
    if (length >= most)
        return 2;
    for (;;) {
        struct pollfd wait = {ends[0], POLLIN, 0};
        const double left = start + limit - now();
        if (left <= 0 || poll(&wait, 1, (int)(left * 1000) + 1) == 0) {
            kill(-child, SIGKILL);
            break;
        }
        const ssize_t n = read(ends[0], buffer + kept, most);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            break;
        last = now() - start;
        if (write(out, buffer + kept, (size_t)n) != n)
            return 1;
        const size_t have = kept + (size_t)n;
        if (marked < 0 && memmem(buffer, have, mark, length))
            marked = last;
        kept = marked < 0 && length ? (have < length - 1 ? have : length - 1) : 0;
        memmove(buffer, buffer + have - kept, kept);
    }
    int status = 0;
    struct rusage used;
    while (wait4(child, &status, 0, &used) < 0 && errno == EINTR) { }
    const double end = now() - start;
    printf(
        "{\"mark\":%.6f,\"last\":%.6f,\"exit\":%.6f,\"status\":%d,\"cpu\":%.6f,\"rss_kb\":%ld}\n",
        marked, last, end, WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status),
        seconds(used.ru_utime) + seconds(used.ru_stime), used.ru_maxrss);
    return 0;
}
