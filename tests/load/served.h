/* served.h: the program on pages that a server of our own on loopback gives. */
#ifndef POSTIL_TESTS_SERVED_H
#define POSTIL_TESTS_SERVED_H

#include "base/buf.h"
#include "fetch/fault_server.h"

#define HTML                                                                                       \
	"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
#define JSON "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Type: application/json\r\n\r\n"
#define GONE "HTTP/1.1 404 No\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"

#define SERVE(path, answer)                                                                        \
	{                                                                                          \
		path, { answer, sizeof(answer) - 1 }, FAULT_END, "", 0, "", NULL                   \
	}

struct served {
	int port;
	pid_t server;
};

void served_start(struct served *s, const struct fault *pages, size_t count);

/* As a test's teardown gives it back. */
int served_stop(struct served *s);

/* Runs the program on the page; its exit status, and all it printed. A % in the options stands for
 * the server's address. Skips the test where there are no sockets. */
int served_run(const struct served *s, const char *path, const char *options, struct buf *out);

/* How often it stands there. */
unsigned served_count(const struct buf *out, const char *what);

#define assert_says(out, what)                                                                     \
	do {                                                                                       \
		if (!str_has(buf_str(out), str_z(what)))                                           \
			print_error("%s\n", buf_z(out));                                           \
		assert_true(str_has(buf_str(out), str_z(what)));                                   \
	} while (0)

#endif
