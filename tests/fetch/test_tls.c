/* Addresses of https: certificates, HTTP/2. */
#include "config.h"

#include "support/unit.h"

#ifndef HAVE_SSL

int main(void)
{
	puts("1..0 # SKIP built without OpenSSL: https is not tested");
	return 0;
}

#else

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "fetch/fault_run.h"

#define OK   "HTTP/1.1 200 OK\r\nConnection: close\r\n"
#define HTML OK "Content-Type: text/html; charset=utf-8\r\n"
#define PAGE "<p>The beginning of a page</p>"
#define TO(where)                                                                                  \
	"HTTP/1.1 302 Found\r\nConnection: close\r\nContent-Length: 0\r\nLocation: " where         \
	"\r\n\r\n"
#define ROW(path, answer, manner, options, status, says)                                           \
	{                                                                                          \
		path, { answer, sizeof(answer) - 1 }, FAULT_##manner, options, status, says, NULL  \
	}

static const struct fault pages[] = {
	ROW("/echo", OK "Content-Type: text/plain\r\n\r\n", ECHO, "", 3, ":scheme: https"),
	ROW("/page", HTML "\r\n" PAGE, END, "", 3, "The beginning"),
	ROW("/hop", TO("/page"), END, "", 3, "The beginning"),
	ROW("/to-plain", TO("gopher://127.0.0.1/x"), END, "", 1, "neither http nor https"),
	ROW("/404", "HTTP/1.1 404 Where\r\nContent-Length: 0\r\n\r\n", END, "", 1,
		"has no such page (status 404)"),
	ROW("/204", "HTTP/1.1 204 No\r\n\r\n", END, "", 1, "nothing to show (status 204)"),
	ROW("/503", "HTTP/1.1 503 No\r\nRetry-After: 120\r\n\r\n", END, "", 1,
		"try again in 120 seconds"),
	ROW("/zstd",
		HTML "Content-Encoding: zstd\r\n\r\n\x28\xb5\x2f\xfd\x00\x58\x41\x00\x00<p>a</p>",
		END, "", 3, "a"),
	ROW("/picture", OK "Content-Type: image/png\r\n\r\n\x89PNG", ENDLESS, "", 1, "not a page"),
	ROW("/short", HTML "Content-Length: 5000\r\n\r\n" PAGE, END, "", 1,
		"does not speak proper HTTP/2"),
	ROW("/reset", HTML "\r\n" PAGE, RESET, "", 4, "[cut off here]"),
	ROW("/endless", HTML "\r\n<p>again</p>\n", ENDLESS, "--max-size=1", 4, "again"),
	ROW("/silent", HTML "\r\n" PAGE, SILENT, "--slow-time=1", 4, "[cut off here]"),
	ROW("/flood", HTML "\r\n" PAGE, FLOOD, "--max-headers=64", 1,
		"the header of the answer is too large"),
	ROW("/away", HTML "\r\n" PAGE, AWAY, "", 1, ": "),
	ROW("/junk", HTML "\r\n" PAGE, JUNK, "", 1, ": the host "),
};

enum { PAGES = sizeof(pages) / sizeof(pages[0]) };

/* A server with TLS, and the option that has its authority trusted. */
struct secure {
	char authority[48], option[80];
	int port;
	pid_t pid;
};

static void start(struct secure *s, enum fault_tls tls)
{
	int fd;

	strcpy(s->authority, "/tmp/postil-test-authority-XXXXXX");
	fd = mkstemp(s->authority);
	assert_true(fd >= 0);
	close(fd);
	s->pid = fault_server(pages, PAGES, tls, s->authority, &s->port);
	assert_true(s->pid > 0);
	snprintf(s->option, sizeof(s->option), "--ca-file=%s", s->authority);
}

static void stop(struct secure *s)
{
	kill(s->pid, SIGKILL);
	waitpid(s->pid, NULL, 0);
	unlink(s->authority);
}

static void check(const struct secure *s, const char *site, const char *path, const char *options,
	int status, const char *says)
{
	char url[160], all[200];

	snprintf(url, sizeof(url), "%s:%d%s", site, s->port, path);
	snprintf(all, sizeof(all), "%s %s", s->option, options);
	fault_check(url, all, status, says);
}

/* ---- certificates ---- */

static void over(enum fault_tls tls, const char *says, int status)
{
	struct secure s;
	char url[128];

	start(&s, tls);
	check(&s, "https://127.0.0.1", "/page", "", status, says);
	snprintf(url, sizeof(url), "https://127.0.0.1:%d/page", s.port);
	if (tls == TLS_GOOD)
		fault_check(url, "", 1, "is not to be trusted");
	stop(&s);
}

static void certificates_are_proved(void **state)
{
	struct secure s;
	char url[128];

	(void)state;
	over(TLS_GOOD, "The beginning", 3);
	over(TLS_EXPIRED, "is not to be trusted (certificate has expired)", 1);
	over(TLS_OTHER, "is not to be trusted", 1);
	over(TLS_SELF, "is not to be trusted (self-signed certificate)", 1);
	start(&s, TLS_NONE);
	snprintf(url, sizeof(url), "https://127.0.0.1:%d/page", s.port);
	fault_check(url, "", 1, "no secure connection could be made");
	check(&s, "https://127.0.0.1", "/page", "--ca-file=/nonexistent", 1,
		"trusted certificates cannot be read");
	stop(&s);
}

/* ---- HTTP/2 ---- */

static void every_answer_by_http2_ends_as_it_should(void **state)
{
	struct secure s;

#ifndef HAVE_NGHTTP2
	print_message("# built without nghttp2: HTTP/2 is not tested\n");
	skip();
#endif
	(void)state;
	start(&s, TLS_HTTP2);
	for (size_t i = 0; i < PAGES; i++)
		check(&s, "https://127.0.0.1", pages[i].path, pages[i].options, pages[i].status,
			pages[i].says);
	check(&s, "https://127.0.0.1", "/unknown", "", 1, ": ");
	stop(&s);
}

static int no_proxy(void **state)
{
	(void)state;
	return setenv("no_proxy", "*", 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(certificates_are_proved),
		cmocka_unit_test(every_answer_by_http2_ends_as_it_should),
	};

	return cmocka_run_group_tests(tests, no_proxy, NULL);
}

#endif
