/* drain PORT PREFIX FN_INDEX DATA
 *
 * The least that any client has to do: join the queue with DATA (a JSON list), then read the
 * session's stream on the same connection until the call is completed. Nothing is parsed. Prints
 * the mark when the first partial value comes. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static char buffer[1 << 18];

static void stop(const char *why)
{
    fprintf(stderr, "drain: %s\n", why);
    exit(1);
}

static void request(int socket, const char *format, ...)
{
    static char text[1 << 14];
    va_list arguments;
    va_start(arguments, format);
    const int size = vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    if (size < 0 || (size_t)size >= sizeof text || send(socket, text, (size_t)size, 0) != size)
        stop("cannot send");
}

/* Reads a whole answer that has a Content-Length; it is then a string in `buffer`. */
static void answer(int socket)
{
    size_t have = 0;
    for (;;) {
        const ssize_t n = recv(socket, buffer + have, sizeof buffer - 1 - have, 0);
        if (n <= 0)
            stop("no answer");
        have += (size_t)n;
        buffer[have] = 0;
        const char *body = strstr(buffer, "\r\n\r\n"),
                   *length = strcasestr(buffer, "\r\ncontent-length:");
        if (body && length && have >= (size_t)(body + 4 - buffer) + strtoul(length + 17, NULL, 10))
            return;
    }
}

int main(int argc, char **argv)
{
    if (argc != 5)
        stop("PORT PREFIX FN_INDEX DATA");
    const char *port = argv[1], *prefix = argv[2];
    const int one = 1, connection = socket(AF_INET, SOCK_STREAM, 0);
    const struct sockaddr_in address = {.sin_family = AF_INET,
                                        .sin_port = htons((unsigned short)atoi(port)),
                                        .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    setsockopt(connection, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    if (connect(connection, (const struct sockaddr *)&address, sizeof address) < 0)
        stop("cannot connect");

    char session[32], body[1 << 13];
    snprintf(session, sizeof session, "drain%d", (int)getpid());
    const int size
        = snprintf(body, sizeof body, "{\"data\":%s,\"fn_index\":%s,\"session_hash\":\"%s\"}",
                   argv[4], argv[3], session);
    request(connection,
            "POST %s/queue/join HTTP/1.1\r\nHost: 127.0.0.1:%s\r\nContent-Type: "
            "application/json\r\nContent-Length: %d\r\n\r\n%s",
            prefix, port, size, body);
    answer(connection);
    if (!strstr(buffer, "event_id"))
        stop("refused");
    request(connection,
            "GET %s/queue/data?session_hash=%s HTTP/1.1\r\nHost: 127.0.0.1:%s\r\nAccept: "
            "text/event-stream\r\n\r\n",
            prefix, session, port);

    static const char partial[] = "process_generating", end[] = "process_completed";
    size_t kept = 0;
    int begun = 0;
    for (;;) {
        const ssize_t n = recv(connection, buffer + kept, sizeof buffer - kept, 0);
        if (n <= 0)
            stop("the stream ended early");
        const size_t have = kept + (size_t)n;
        if (!begun && memmem(buffer, have, partial, sizeof partial - 1)) {
            begun = 1;
            if (write(1, "alpha\n", 6) != 6)
                return 1;
        }
        if (memmem(buffer, have, end, sizeof end - 1))
            return 0;
        kept = have < sizeof partial ? have : sizeof partial;
        memmove(buffer, buffer + have - kept, kept);
    }
}
