/* test_links.c: links told to the terminal itself (OSC 8), on a pseudo-terminal whose bytes are read. */
#include "config.h"

#include "support/unit.h"

#include "base/buf.h"
#include "site/site.h"
#include "view/view.h"

#include <locale.h>
#include <poll.h>
#include <pty.h>
#include <sys/wait.h>
#include <unistd.h>

enum { ROWS = 24, COLS = 80, STANDS = 500 /* ms: a picture has stood long enough by then */ };

static struct site_set *sites;
static struct load load;

static int load_page(void **state)
{
	struct buf mistakes = { 0 };
	char path[4096];
	struct load_request r = { .place = path };
	struct err e = { 0 };

	(void)state;
	r.sites = sites = site_set_new(NULL, NULL, &mistakes);
	snprintf(path, sizeof(path), "%s/tests/screen/pages/links.html", getenv("POSTIL_TEST_SRC"));
	buf_free(&mistakes);
	return load_start(&load, &r, &e) && load_wait(&load) ? 0 : -1;
}

static int free_page(void **state)
{
	(void)state;
	load_free(&load);
	site_set_free(sites);
	return 0;
}

struct terminal {
	int fd;
	pid_t pid;
	struct buf bytes; /* since the last key */
};

static void begin(struct terminal *t, const char *term, const char *hyperlinks)
{
	struct winsize size = { ROWS, COLS, 0, 0 };
	struct view_options o = { .now = 1640000000, .hyperlinks = hyperlinks };
	struct err e = { 0 };

	*t = (struct terminal){ .fd = -1 };
	t->pid = forkpty(&t->fd, NULL, NULL, &size);
	assert_true(t->pid >= 0);
	if (t->pid == 0) {
		setenv("TERM", term, 1);
		_exit(view_run(&o, &load, &e));
	}
}

/* Types, and takes what comes until nothing has come for a while. */
static void type(struct terminal *t, const char *keys)
{
	struct pollfd p = { .fd = t->fd, .events = POLLIN };
	char piece[4096];
	ssize_t n = 0;

	buf_cut(&t->bytes, 0);
	assert_int_equal(write(t->fd, keys, strlen(keys)), strlen(keys));
	while (poll(&p, 1, STANDS) > 0 && (n = read(t->fd, piece, sizeof(piece))) > 0)
		buf_add(&t->bytes, (struct str){ piece, (size_t)n });
}

static void end(struct terminal *t)
{
	int status = 1;

	type(t, "Q");
	waitpid(t->pid, &status, 0);
	assert_int_equal(status, 0);
	close(t->fd);
	buf_free(&t->bytes);
}

static unsigned links(const struct terminal *t)
{
	struct str s = buf_str(&t->bytes);
	unsigned n = 0;

	for (size_t at = 0; (at = str_find(s, STR("\033]8;id="), at)) != STR_NOWHERE; at++)
		n++;
	return n;
}

static void links_are_told_once_and_again_when_they_were_written_over(void **state)
{
	struct terminal t;

	(void)state;
	begin(&t, "xterm-256color", NULL);
	type(&t, "");
	/* one of the twelve has a login before its host, and is told to nobody */
	assert_int_equal(links(&t), 12);
	assert_true(str_has(buf_str(&t.bytes), STR(";https://two.example/a?b=c\033\\")));
	assert_false(str_has(buf_str(&t.bytes), STR("user@evil")));
	type(&t, "/zzz\033"); /* nothing on the picture changes but its foot */
	assert_int_equal(links(&t), 0);
	type(&t, "\014");
	assert_int_equal(links(&t), 12);
	type(&t, "]"); /* the focus is drawn over one of them */
	assert_int_equal(links(&t), 12);
	type(&t, "\t");
	assert_int_equal(links(&t), 1);
	end(&t);
}

static void terminals_that_do_not_know_links_get_none(void **state)
{
	static const struct {
		const char *term, *wanted;
		unsigned links;
	} run[] = { { "linux", NULL, 0 }, { "vt100", "auto", 0 }, { "xterm-256color", "no", 0 },
		{ "linux", "yes", 12 } };

	(void)state;
	for (size_t i = 0; i < sizeof(run) / sizeof(*run); i++) {
		struct terminal t;

		begin(&t, run[i].term, run[i].wanted);
		type(&t, "");
		assert_int_equal(links(&t), run[i].links);
		end(&t);
	}
}

int main(void)
{
	int pty[2];
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(links_are_told_once_and_again_when_they_were_written_over),
		cmocka_unit_test(terminals_that_do_not_know_links_get_none),
	};

	setlocale(LC_ALL, "C.UTF-8");
	if (openpty(&pty[0], &pty[1], NULL, NULL, NULL) < 0) {
		puts("1..0 # SKIP this machine gives no pseudo-terminal");
		return 0;
	}
	close(pty[0]);
	close(pty[1]);
	return cmocka_run_group_tests_name("links", tests, load_page, free_page);
}
