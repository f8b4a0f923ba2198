/* test_loading.c: the program on a drawn terminal while its page is on the way: the first part can
 * be read at once and stays where it is when the rest comes, loading can be stopped at any moment,
 * and parts are joined under the reader's eyes. */
#include "config.h"

#include "support/unit.h"

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "fetch/fault_server.h"
#include "support/emulator.h"

enum {
	ROWS = 24,
	COLS = 120,
	WAIT_MS = 15000,
	FIRST = 8000,  /* comments of the first part: more than a MiB */
	WHOLE = 12000, /* of the page */
};

#define TOPIC(before, posts, after)                                                                \
	"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Type: text/html\r\n\r\n"                  \
	"<title>The bridge</title><body id=phpbb class=section-viewtopic>"                         \
	"<h2 class=topic-title>The bridge</h2><div class=pagination>" before after "</div>" posts
#define POST(n)                                                                                    \
	"<div id=p" n " class='post bg1'><div class=inner><div class=postbody><p class=author>by " \
	"<strong><a class=username href=/u>Ann</a></strong> <time datetime="                       \
	"2020-01-01T10:0" n ":00Z>then</time></p><div class=content>Post number " n                \
	" says a few words about the bridge.</div></div></div></div>"
#define NEXT(to)   "<li class='arrow next'><a rel=next href='" to "'>on</a></li>"
#define PREV	   "<li class='arrow previous'><a rel=prev href=/x>back</a></li>"
#define FOUR(text) text text text text
#define RAIN	   "It rained again that night, and the river rose by as much as on the day before. "
#define SERVE(path, answer, manner)                                                                \
	{                                                                                          \
		path, { answer, sizeof(answer) - 1 }, FAULT_##manner, "", 0, "", NULL              \
	}

static const struct fault pages[] = {
	SERVE("/topic/1", TOPIC("", POST("1") POST("2") POST("3"), NEXT("/topic/2")), END),
	SERVE("/topic/2", TOPIC(PREV, POST("4"), NEXT("/topic/3")), END),
	SERVE("/topic/3", "HTTP/1.1 404 No\r\nConnection: close\r\nContent-Length: 0\r\n\r\n", END),
	SERVE("/slow/1", TOPIC("", POST("1") POST("2") POST("3"), NEXT("/slow/2")), END),
	SERVE("/slow/2", TOPIC(PREV, POST("4"), NEXT("/slow/3")), END),
	SERVE("/slow/3", TOPIC(PREV, "", ""), SILENT),
	SERVE("/endless",
		"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Type: text/html\r\n\r\n"
		"<title>The rain</title><article><h1>The rain</h1>"
		"\n<p>" FOUR(FOUR(RAIN)) "</p>",
		ENDLESS),
};

static int port;
static pid_t server;
static const char *store = "--no-store";
static char folder[] = "/tmp/postil-loading-XXXXXX", fifo[64];

static int start(void **state)
{
	(void)state;
	if (!mkdtemp(folder))
		return -1;
	snprintf(fifo, sizeof(fifo), "%s/page.html", folder);
	server = fault_server(pages, sizeof(pages) / sizeof(*pages), TLS_NONE, NULL, &port);
	return mkfifo(fifo, 0600);
}

static int stop(void **state)
{
	char command[64];

	(void)state;
	snprintf(command, sizeof(command), "rm -rf %s", folder);
	if (system(command) != 0)
		return -1;
	if (server <= 0)
		return 0;
	kill(server, SIGKILL);
	return waitpid(server, NULL, 0) == server ? 0 : -1;
}

static int program(void *arg)
{
	const char *build = getenv("POSTIL_TEST_BUILD");
	char path[4096];

	snprintf(path, sizeof(path), "%s/postil", build ? build : ".");
	setenv("no_proxy", "*", 1);
	setenv("XDG_STATE_HOME", folder, 1);
	execl(path, path, "--no-config", "--no-cache", store, "--layout=side", (const char *)arg,
		(char *)NULL);
	return 127;
}

static bool shows(const struct emulator *t, const char *text)
{
	struct buf row = { 0 };
	bool yes = false;

	for (int i = 0; i < t->rows && !yes; i++) {
		buf_cut(&row, 0);
		emulator_row(t, i, &row);
		yes = str_has(buf_str(&row), str_z(text));
	}
	buf_free(&row);
	return yes;
}

static void wait_for(struct emulator *t, const char *text)
{
	double begun = emulator_now();
	struct buf picture = { 0 };

	while (!shows(t, text) && emulator_now() - begun < WAIT_MS)
		if (!emulator_settle(t, 20))
			break;
	if (!shows(t, text)) {
		emulator_picture(t, &picture);
		print_error("%s\n", buf_z(&picture));
		buf_free(&picture);
		fail_msg("\"%s\" is not on the screen", text);
	}
}

static int row_of(const struct emulator *t, const char *text)
{
	struct buf row = { 0 };
	int at = -1;

	for (int i = 0; i < t->rows && at < 0; i++) {
		buf_cut(&row, 0);
		emulator_row(t, i, &row);
		if (str_has(buf_str(&row), str_z(text)))
			at = i;
	}
	buf_free(&row);
	return at;
}

static void open_page(struct emulator *t, char *place)
{
	if (!emulator_start(t, ROWS, COLS, "xterm-256color", false, program, place))
		skip();
}

static void open_address(struct emulator *t, const char *path)
{
	static char url[128];

	if (server <= 0)
		skip();
	snprintf(url, sizeof(url), "http://127.0.0.1:%d%s", port, path);
	open_page(t, url);
}

static void put(int fd, const char *text)
{
	size_t len = strlen(text);

	for (ssize_t n; len > 0; text += n, len -= (size_t)n) {
		n = write(fd, text, len);
		if (n <= 0)
			return; /* the reader has gone */
	}
}

/* Comments from .. to - 1 of a page; each with 100 letters of text. */
static void put_comments(int fd, int from, int to)
{
	char text[512];

	for (int i = from; i < to; i++) {
		snprintf(text, sizeof(text),
			"<li class='comment' id='comment-%d'><div class='comment-author "
			"vcard'><cite "
			"class='fn'>Writer %d</cite></div><time "
			"datetime='2020-01-01T10:00:%02dZ'></time>"
			"<div class='comment-content'><p>What number %d has to say about the "
			"bridge, and "
			"it goes on for a while.</p></div></li>\n",
			i, i, i % 60, i);
		put(fd, text);
	}
}

/* The beginning of a page, its article. */
static void put_page(int fd)
{
	put(fd,
		"<!DOCTYPE html><html><head><title>The flood</title></head><body><article><h1>The "
		"flood</h1><p>The river rose by two metres in the night, and the old bridge, which "
		"had stood for a century, was gone by dawn.</p></article><ol class=commentlist>\n");
}

/* Opens the pipe as the program has, and writes the first part into it. */
static int put_first_part(void)
{
	int fd = open(fifo, O_WRONLY | O_CLOEXEC);

	assert_true(fd >= 0);
	signal(SIGPIPE, SIG_IGN);
	put_page(fd);
	put_comments(fd, 1, FIRST);
	return fd;
}

static void the_first_part_is_read_while_the_rest_comes_and_does_not_move(void **state)
{
	struct emulator t;
	int fd, row;

	(void)state;
	open_page(&t, fifo);
	fd = put_first_part();
	wait_for(&t, "first part, ");
	wait_for(&t, "What number 1 has");
	emulator_type(&t, "\tjjjjjzcjj"); /* keys are answered: to number 8, 6 is folded */
	wait_for(&t, "comment 8 of");
	row = row_of(&t, "Writer 8 ");
	assert_true(row > 0);
	put_comments(fd, FIRST, WHOLE);
	close(fd);
	wait_for(&t, "The whole page is here.");
	wait_for(&t, "comment 8 of 11999");
	assert_int_equal(row_of(&t, "Writer 8 "), row);
	assert_false(shows(&t, "first part"));
	emulator_type(&t, "q");
	assert_int_equal(emulator_end(&t), 0);
}

/* A page from the network that is larger than it may be. */
static void a_page_whose_rest_is_cut_off_is_not_called_whole(void **state)
{
	struct emulator t;
	char url[64];

	(void)state;
	snprintf(url, sizeof(url), "http://127.0.0.1:%d/endless", port);
	open_page(&t, url);
	wait_for(&t, "first part, ");
	wait_for(&t, "The page is cut off after ");
	assert_false(shows(&t, "whole page"));
	emulator_type(&t, "q");
	assert_int_equal(emulator_end(&t), 0);
}

static void a_narrow_screen_says_that_it_is_the_first_part(void **state)
{
	struct emulator t;
	int fd;

	(void)state;
	open_page(&t, fifo);
	fd = put_first_part();
	wait_for(&t, "first part, ");
	wait_for(&t, "article");
	emulator_resize(&t, 10, 30);
	wait_for(&t, "first part, ");
	assert_false(shows(&t, "article"));
	close(fd);
	emulator_type(&t, "q");
	assert_int_equal(emulator_end(&t), 0);
}

static void stopping_keeps_the_first_part(void **state)
{
	struct emulator t;
	int fd;

	(void)state;
	open_page(&t, fifo);
	fd = put_first_part();
	wait_for(&t, "first part, ");
	emulator_type(&t, "\003");
	wait_for(&t, "Loading was stopped: this is the first part");
	wait_for(&t, "first part only");
	emulator_type(&t, "\tj");
	wait_for(&t, "comment 2 of");
	close(fd);
	emulator_type(&t, "q");
	assert_int_equal(emulator_end(&t), 0);
}

static void the_place_of_the_last_visit_is_found_in_the_rest(void **state)
{
	char path[128];
	struct emulator t;
	int fd;

	(void)state;
	store = "--no-store=no";
	snprintf(path, sizeof(path), "%s/whole.html", folder);
	fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
	assert_true(fd >= 0);
	put_page(fd);
	put_comments(fd, 1, WHOLE);
	close(fd);
	open_page(&t, path);
	wait_for(&t, "comment 1 of 11999");
	emulator_type(&t, "\t9000G");
	wait_for(&t, "comment 9000 of 11999");
	emulator_type(&t, "q");
	assert_int_equal(emulator_end(&t), 0);
	open_page(&t, path);
	wait_for(&t, "comment 9000 of 11999");
	emulator_type(&t, "q");
	assert_int_equal(emulator_end(&t), 0);
	unlink(path);
	store = "--no-store";
}

static void parts_are_joined_and_those_that_fail_counted(void **state)
{
	struct emulator t;

	(void)state;
	open_address(&t, "/topic/1");
	wait_for(&t, "Post number 3");
	emulator_type(&t, "\tj+");
	wait_for(&t, "1 part joined, 1 failed");
	wait_for(&t, "Post number 4");
	wait_for(&t, "comment 2 of 3");
	emulator_type(&t, "q");
	assert_int_equal(emulator_end(&t), 0);
}

static void joining_can_be_stopped_and_keeps_what_has_come(void **state)
{
	struct emulator t;

	(void)state;
	open_address(&t, "/slow/1");
	wait_for(&t, "Post number 3");
	wait_for(&t, "+ more");
	emulator_type(&t, "+");
	wait_for(&t, "joining 1 of 2");
	emulator_type(&t, "\tj"); /* keys are answered */
	wait_for(&t, "comment 2 of 2");
	emulator_type(&t, "\003");
	wait_for(&t, "1 part joined, 1 given up");
	wait_for(&t, "comment 2 of 3");
	emulator_type(&t, "q");
	assert_int_equal(emulator_end(&t), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_first_part_is_read_while_the_rest_comes_and_does_not_move),
		cmocka_unit_test(a_page_whose_rest_is_cut_off_is_not_called_whole),
		cmocka_unit_test(a_narrow_screen_says_that_it_is_the_first_part),
		cmocka_unit_test(stopping_keeps_the_first_part),
		cmocka_unit_test(the_place_of_the_last_visit_is_found_in_the_rest),
		cmocka_unit_test(parts_are_joined_and_those_that_fail_counted),
		cmocka_unit_test(joining_can_be_stopped_and_keeps_what_has_come),
	};

	return cmocka_run_group_tests(tests, start, stop);
}
