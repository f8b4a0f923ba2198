/* Addresses of https: certificates, hosts that want nothing else, HTTP/2. */
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
#define STRICT(value) HTML "Strict-Transport-Security: " value "\r\n\r\n" PAGE
#define ROW(path, answer, manner, options, status, says)                                           \
	{                                                                                          \
		path, { answer, sizeof(answer) - 1 }, FAULT_##manner, options, status, says, NULL  \
	}

/* Of the first ones only HTTP/2 is asked for. */
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
	/* What HTTP/2 has no good answer to is asked by HTTP/1.1. */
	ROW("/short", HTML "Content-Length: 5000\r\n\r\n" PAGE, END, "", 4, "[cut off here]"),
	ROW("/upgrade", HTML "Upgrade: h2c\r\n\r\n" PAGE, END, "", 3, "The beginning"),
	ROW("/reset", HTML "\r\n" PAGE, RESET, "", 4, "[cut off here]"),
	ROW("/endless", HTML "\r\n<p>again</p>\n", ENDLESS, "--max-size=1", 4, "again"),
	ROW("/silent", HTML "\r\n" PAGE, SILENT, "--slow-time=1", 4, "[cut off here]"),
	ROW("/flood", HTML "\r\n" PAGE, FLOOD, "--max-headers=64", 1,
		"the header of the answer is too large (--max-headers)"),
	ROW("/deluge", HTML "\r\n" PAGE, DELUGE, "", 1, ": the header of the answer is too large"),
	ROW("/hints", HTML "\r\n" PAGE, HINTS, "", 3, "The beginning"),
	ROW("/refused", HTML "\r\n" PAGE, REFUSE, "", 3, "The beginning"),
	ROW("/away", HTML "\r\n" PAGE, AWAY, "", 3, "The beginning"),
	ROW("/junk", HTML "\r\n" PAGE, JUNK, "", 1, ": the host "),
	/* hosts that want https */
	ROW("/strict", STRICT("max-age=5000"), END, "", 3, ""),
	ROW("/strict-below", STRICT("max-age=5000; includeSubDomains"), END, "", 3, ""),
	ROW("/strict-for-ever", STRICT("max-age=99999999999999999999"), END, "", 3, ""),
	ROW("/strict-no-more", STRICT("max-age=0"), END, "", 3, ""),
	ROW("/strict-gone",
		"HTTP/1.1 404 No\r\nConnection: close\r\nContent-Length: 0\r\n"
		"Strict-Transport-Security: max-age=5000\r\n\r\n",
		END, "", 1, ""),
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
	over(TLS_OTHER, "is not to be trusted (it is for another host)", 1);
	over(TLS_SELF, "is not to be trusted (self-signed certificate)", 1);
	start(&s, TLS_NONE);
	snprintf(url, sizeof(url), "https://127.0.0.1:%d/page", s.port);
	fault_check(url, "", 1, "no secure connection could be made");
	check(&s, "https://127.0.0.1", "/page", "--ca-file=/nonexistent", 1,
		"trusted certificates cannot be read");
	stop(&s);
}

/* A server that is greeted for TLS and answers so, or stops there. */
static void greeted(
	struct str answer, enum fault_manner manner, const char *options, const char *says)
{
	const struct fault fault = { FAULT_GREETING, answer, manner, "", 1, "", NULL };
	char url[64];
	int port;
	pid_t pid = fault_server(&fault, 1, TLS_NONE, NULL, &port);

	assert_true(pid > 0);
	snprintf(url, sizeof(url), "https://127.0.0.1:%d/page", port);
	fault_check(url, options, 1, says);
	kill(pid, SIGKILL);
	waitpid(pid, NULL, 0);
}

static void greetings_that_are_broken_off_are_told(void **state)
{
	/* the beginning of a greeting; an alert that the version is too old */
	static const char half[] = "\x16\x03\x03\x10\x00\x02\x00",
			  old[] = "\x15\x03\x03\x00\x02\x02\x46";

	(void)state;
	greeted(STR_NONE, FAULT_END, "", "no secure connection could be made");
	greeted(STR_NONE, FAULT_RESET, "", "no secure connection could be made");
	greeted(STR(half), FAULT_END, "", "no secure connection could be made");
	greeted(STR(half), FAULT_SILENT, "--connect-time=1",
		"no connection to the host was made within 1 s");
	greeted(STR(old), FAULT_END, "", "no secure connection could be made");
	greeted(STR("SSH-2.0-OpenSSH_9.2\r\n"), FAULT_ENDLESS, "",
		"no secure connection could be made");
}

static void pages_that_are_broken_off_in_tls_are_marked(void **state)
{
	struct secure s;

	(void)state;
	start(&s, TLS_GOOD);
	check(&s, "https://127.0.0.1", "/short", "", 4, "[cut off here]");
	check(&s, "https://127.0.0.1", "/reset", "", 4, "The beginning");
	check(&s, "https://127.0.0.1", "/silent", "--slow-time=1", 4, "[cut off here]");
	stop(&s);
}

/* ---- hosts that want https ---- */

static char home[] = "/tmp/postil-test-hosts-XXXXXX";

static void forget_all(void)
{
	char command[128];

	snprintf(command, sizeof(command), "rm -rf '%s'/*", home);
	assert_int_equal(system(command), 0);
}

/* A server of TLS does not answer a plain request, so a page shows that https was asked for. */
static void is_strict(const struct secure *s, const char *options, bool strict)
{
	check(s, "http://localhost", "/page", options, strict ? 3 : 1,
		strict ? "The beginning" : ": ");
}

static void a_host_that_wants_https_is_asked_so_in_later_runs(void **state)
{
	static const char *const paths[] = { "/strict", "/strict-below", "/strict-for-ever",
		"/strict-gone" };
	struct secure s, plain, at_plain;

	(void)state;
	start(&s, TLS_GOOD);
	start(&plain, TLS_NONE);
	at_plain = s;
	at_plain.port = plain.port;
	for (size_t i = 0; i < sizeof(paths) / sizeof(*paths); i++) {
		forget_all();
		is_strict(&s, "", false);
		check(&s, "https://localhost", paths[i], "",
			strcmp(paths[i], "/strict-gone") == 0 ? 1 : 3, "");
		is_strict(&s, "", true);
		is_strict(&s, "", true);
		is_strict(&s, "--no-store", false);
		check(&at_plain, "http://localhost", "/page", "", 1,
			"no secure connection could be made; the host has said that it wants "
			"https alone");
	}
	check(&s, "https://localhost", "/page", "", 3, "");
	is_strict(&s, "", true);
	check(&s, "https://localhost", "/strict-no-more", "", 3, "");
	is_strict(&s, "", false);
	stop(&s);
	stop(&plain);
}

static void a_host_is_believed_by_https_alone_and_not_without_a_store(void **state)
{
	struct secure s, plain;

	(void)state;
	start(&s, TLS_GOOD);
	start(&plain, TLS_NONE);
	forget_all();
	check(&plain, "http://localhost", "/strict", "", 3, "The beginning");
	is_strict(&s, "", false);
	check(&s, "https://localhost", "/strict", "--no-store", 3, "The beginning");
	is_strict(&s, "", false);
	check(&s, "https://127.0.0.1", "/strict", "", 3, "The beginning");
	check(&plain, "http://127.0.0.1", "/page", "", 3, "The beginning");
	stop(&s);
	stop(&plain);
}

static void a_damaged_record_of_hosts_is_none(void **state)
{
	struct secure s;
	char name[96];
	FILE *f;

	(void)state;
	start(&s, TLS_GOOD);
	forget_all();
	check(&s, "https://localhost", "/strict", "", 3, "The beginning");
	snprintf(name, sizeof(name), "%s/postil/state.db", home);
	f = fopen(name, "w");
	assert_non_null(f);
	fputs("no database at all, but long enough to be looked at by somebody", f);
	fclose(f);
	check(&s, "https://localhost", "/strict", "", 3, "The beginning");
	is_strict(&s, "", true);
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
	for (size_t i = 0; strncmp(pages[i].path, "/strict", 7) != 0; i++)
		check(&s, "https://127.0.0.1", pages[i].path, pages[i].options, pages[i].status,
			pages[i].says);
	check(&s, "https://127.0.0.1", "/unknown", "", 1, ": ");
	stop(&s);
}

static int make_home(void **state)
{
	(void)state;
	setenv("no_proxy", "*", 1);
	if (!mkdtemp(home))
		return -1;
	return setenv("XDG_STATE_HOME", home, 1) + setenv("XDG_CACHE_HOME", home, 1);
}

static int remove_home(void **state)
{
	(void)state;
	forget_all();
	return rmdir(home);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(certificates_are_proved),
		cmocka_unit_test(greetings_that_are_broken_off_are_told),
		cmocka_unit_test(pages_that_are_broken_off_in_tls_are_marked),
		cmocka_unit_test(a_host_that_wants_https_is_asked_so_in_later_runs),
		cmocka_unit_test(a_host_is_believed_by_https_alone_and_not_without_a_store),
		cmocka_unit_test(a_damaged_record_of_hosts_is_none),
		cmocka_unit_test(every_answer_by_http2_ends_as_it_should),
	};

	return cmocka_run_group_tests(tests, make_home, remove_home);
}

#endif
