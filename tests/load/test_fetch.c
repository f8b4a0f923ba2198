/* Addresses, against a server of our own on loopback that answers as badly as servers do: each
 * case ends in the page or in one sentence, with the right exit status. */
#include "config.h"

#include "support/unit.h"

#include <arpa/inet.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/buf.h"

#define OK "HTTP/1.1 200 OK\r\nConnection: close\r\n"
#define TO(where)                                                                                  \
	"HTTP/1.1 302 Found\r\nConnection: close\r\nContent-Length: 0\r\nLocation: " where         \
	"\r\n\r\n"

static const struct {
	const char *path, *answer;
	int flood;	  /* this many header lines more */
	int status;	  /* of the program */
	const char *says; /* somewhere in what it prints */
} cases[] = {
	{ "/latin1",
		OK "Content-Type: text/html; charset=iso-8859-1\r\n\r\n<p>Some caf\xe9 text</p>", 0,
		3, "café" },
	{ "/hop", TO("/latin1"), 0, 3, "café" },
	{ "/loop", TO("/loop"), 0, 1, "redirected more than 10 times" },
	{ "/file", TO("file:///etc/passwd"), 0, 1, "neither http nor https" },
	{ "/gopher", TO("gopher://127.0.0.1/x"), 0, 1, "neither http nor https" },
	{ "/short", OK "Content-Length: 5000\r\n\r\n<p>The beginning</p>", 0, 4, "The beginning" },
	{ "/none", OK "Content-Length: 0\r\n\r\n", 0, 1, "is empty" },
	{ "/nothing", "", 0, 1, "the host said nothing" },
	{ "/old", "<p>no header at all</p>", 0, 1, ": " },
	{ "/chunk", OK "Transfer-Encoding: chunked\r\n\r\nzz\r\n<p>x</p>", 0, 1, ": " },
	{ "/gzip", OK "Content-Encoding: gzip\r\n\r\nno gzip at all, really", 0, 1, ": " },
	{ "/flood", OK, 6000, 1, "header of the answer is too large" },
	{ "/403", "HTTP/1.1 403 No\r\nConnection: close\r\nContent-Length: 1\r\n\r\nx", 0, 1,
		"status 403" },
	{ "/204", "HTTP/1.1 204 No\r\nConnection: close\r\n\r\n", 0, 1, "status 204" },
	{ "/503",
		"HTTP/1.1 503 No\r\nConnection: close\r\nRetry-After: 120\r\nContent-Length: "
		"0\r\n\r\n",
		0, 1, "try again after 120" },
};

enum { CASES = sizeof(cases) / sizeof(cases[0]) };

static int port;
static pid_t server;

static void say(int fd, const char *z)
{
	if (write(fd, z, strlen(z)) < 0)
		return;
}

static void serve_one(int fd)
{
	char request[2048];
	ssize_t n = read(fd, request, sizeof(request) - 1);

	request[n > 0 ? n : 0] = '\0';
	for (size_t i = 0; i < CASES; i++) {
		size_t len = strlen(cases[i].path);

		if (strncmp(request + 4, cases[i].path, len) != 0 || request[4 + len] != ' ')
			continue;
		say(fd, cases[i].answer);
		for (int k = 0; k < cases[i].flood; k++)
			say(fd,
				"X-Flood: "
				"yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy\r\n");
	}
	shutdown(fd, SHUT_WR);
	close(fd);
}

static int start(void **state)
{
	struct sockaddr_in at = { .sin_family = AF_INET, .sin_addr = { htonl(INADDR_LOOPBACK) } };
	socklen_t len = sizeof(at);
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	(void)state;
	if (bind(fd, (struct sockaddr *)&at, sizeof(at)) != 0 || listen(fd, 16) != 0)
		return -1;
	getsockname(fd, (struct sockaddr *)&at, &len);
	port = ntohs(at.sin_port);
	server = fork();
	if (server == 0) {
		signal(SIGPIPE, SIG_IGN);
		alarm(60);
		for (;;) {
			int peer = accept(fd, NULL, NULL);

			if (peer >= 0)
				serve_one(peer);
		}
	}
	close(fd);
	return 0;
}

static int stop(void **state)
{
	(void)state;
	kill(server, SIGKILL);
	return waitpid(server, NULL, 0) == server ? 0 : -1;
}

/* Runs the program on the address; its exit status, and all it printed. */
static int run(const char *url, struct buf *out)
{
	const char *build = getenv("POSTIL_TEST_BUILD");
	char command[512], piece[4096];
	size_t n;
	FILE *f;
	int status;

	snprintf(command, sizeof(command), "no_proxy='*' timeout 20 %s/postil --dump %s 2>&1",
		build ? build : ".", url);
	f = popen(command, "r");
	assert_non_null(f);
	while ((n = fread(piece, 1, sizeof(piece), f)) > 0)
		buf_add(out, (struct str){ piece, n });
	status = pclose(f);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void every_fault_ends_in_one_sentence_and_the_right_status(void **state)
{
	(void)state;
	for (size_t i = 0; i < CASES; i++) {
		struct buf out = { .len = 0 };
		char url[128];
		int status;

		snprintf(url, sizeof(url), "http://127.0.0.1:%d%s", port, cases[i].path);
		status = run(url, &out);
		if (status != cases[i].status || !str_has(buf_str(&out), str_z(cases[i].says)))
			print_error("%s: status %d: %s\n", cases[i].path, status, buf_z(&out));
		assert_int_equal(status, cases[i].status);
		assert_true(str_has(buf_str(&out), str_z(cases[i].says)));
		buf_free(&out);
	}
}

static void a_closed_port_is_told(void **state)
{
	struct buf out = { .len = 0 };

	(void)state;
	assert_int_equal(run("http://127.0.0.1:1/", &out), 1);
	assert_true(str_has(buf_str(&out), STR("does not accept the connection")));
	buf_free(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_fault_ends_in_one_sentence_and_the_right_status),
		cmocka_unit_test(a_closed_port_is_told),
	};

	return cmocka_run_group_tests(tests, start, stop);
}
