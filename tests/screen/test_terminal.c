/* test_terminal.c: the program on a pseudo-terminal: whatever ends it, the terminal is whole. */
#include "config.h"

#include "support/unit.h"

#include <errno.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>
#include <utmp.h>

struct run {
	pid_t pid;
	int fd, keep; /* keep: the terminal's own side, so that its modes outlive the program */
	struct termios before;
	char out[1 << 18];
	size_t len;
};

/* Reads what comes until `text` was seen (NULL: until nothing comes for `ms`). */
static bool read_until(struct run *r, const char *text, int ms)
{
	struct pollfd p = { .fd = r->fd, .events = POLLIN };

	while (!(text && strstr(r->out, text)) && poll(&p, 1, ms) > 0) {
		ssize_t n = read(r->fd, r->out + r->len, sizeof(r->out) - r->len - 1);

		if (n <= 0)
			break;
		for (ssize_t i = 0; i < n; i++)
			if (!r->out[r->len + (size_t)i])
				r->out[r->len + (size_t)i] = ' ';
		r->len += (size_t)n;
		r->out[r->len] = '\0';
	}
	return text && strstr(r->out, text);
}

static void start(struct run *r, const char *term)
{
	struct winsize size = { 24, 80, 0, 0 };
	char program[4096], page[4096];

	snprintf(program, sizeof(program), "%s/postil", getenv("POSTIL_TEST_BUILD"));
	snprintf(
		page, sizeof(page), "%s/examples/white-house-daesh.txt", getenv("POSTIL_TEST_SRC"));
	memset(r, 0, sizeof(*r));
	assert_int_equal(openpty(&r->fd, &r->keep, NULL, NULL, &size), 0);
	tcgetattr(r->keep, &r->before);
	r->pid = fork();
	if (r->pid == 0) {
		close(r->fd);
		login_tty(dup(r->keep));
		setenv("TERM", term, 1);
		execl(program, program, "--no-config", "--no-store", page, (char *)NULL);
		_exit(127);
	}
	assert_true(read_until(r, "Sputnik", 5000));
	read_until(r, NULL, 100);
}

static int finish(struct run *r)
{
	struct termios after;
	int status = 0;

	for (int i = 0; i < 50 && waitpid(r->pid, &status, WNOHANG) == 0; i++)
		read_until(r, NULL, 100);
	read_until(r, NULL, 50);
	tcgetattr(r->keep, &after);
	assert_int_equal(
		after.c_lflag & (ECHO | ICANON | ISIG), r->before.c_lflag & (ECHO | ICANON | ISIG));
	assert_int_equal(after.c_oflag, r->before.c_oflag);
	assert_non_null(strstr(r->out, "\033[?1049l"));
	assert_non_null(strstr(r->out, "\033[?2004l"));
	close(r->fd);
	close(r->keep);
	return status;
}

static struct run run;

static void ends_by(int number)
{
	start(&run, "xterm-256color");
	kill(run.pid, number);
	finish(&run);
}

static void quitting_leaves_the_terminal_whole(void **state)
{
	(void)state;
	start(&run, "xterm-256color");
	assert_int_equal(write(run.fd, "q", 1), 1);
	assert_int_equal(finish(&run), 0);
}

static void every_signal_leaves_the_terminal_whole(void **state)
{
	static const int number[] = {
		SIGTERM,
		SIGHUP,
		SIGINT,
		SIGQUIT,
#ifndef POSTIL_SANITIZED
		SIGSEGV,
		SIGABRT,
		SIGBUS,
#endif
	};

	(void)state;
	for (size_t i = 0; i < sizeof(number) / sizeof(*number); i++)
		ends_by(number[i]);
}

static void resizing_down_to_one_cell_and_back_does_no_harm(void **state)
{
	static const struct winsize sizes[] = { { 1, 1, 0, 0 }, { 50, 200, 0, 0 }, { 2, 9, 0, 0 },
		{ 24, 80, 0, 0 } };

	(void)state;
	start(&run, "xterm-256color");
	for (size_t i = 0; i < 200; i++) {
		ioctl(run.keep, TIOCSWINSZ, &sizes[i % 4]);
		kill(run.pid, SIGWINCH);
		read_until(&run, NULL, i % 20 ? 0 : 5);
		run.len = 0;
		run.out[0] = '\0';
	}
	read_until(&run, NULL, 200);
	assert_int_equal(write(run.fd, "q", 1), 1);
	assert_int_equal(finish(&run), 0);
}

static void unknown_terminal_types_are_taken_for_xterm(void **state)
{
	(void)state;
	start(&run, "no-such-terminal");
	assert_non_null(strstr(run.out, "no-such-terminal"));
	assert_int_equal(write(run.fd, "q", 1), 1);
	assert_int_equal(finish(&run), 0);
}

static void suspending_gives_the_terminal_back_for_the_while(void **state)
{
	int status;

	(void)state;
	start(&run, "xterm-256color");
	kill(run.pid, SIGTSTP);
	assert_true(waitpid(run.pid, &status, WUNTRACED) == run.pid && WIFSTOPPED(status));
	assert_true(read_until(&run, "\033[?1049l", 2000));
	kill(run.pid, SIGCONT);
	run.len = 0;
	run.out[0] = '\0';
	assert_true(read_until(&run, "article", 2000));
	assert_int_equal(write(run.fd, "q", 1), 1);
	assert_int_equal(finish(&run), 0);
}

static void a_locale_that_is_not_utf8_gets_no_byte_of_it(void **state)
{
	(void)state;
	setenv("LC_ALL", "C", 1);
	start(&run, "xterm-256color");
	setenv("LC_ALL", "C.UTF-8", 1);
	assert_non_null(strstr(run.out, "(Sputnik) - The"));
	for (size_t i = 0; i < run.len; i++)
		assert_true((unsigned char)run.out[i] < 0x80);
	assert_int_equal(write(run.fd, "q", 1), 1);
	assert_int_equal(finish(&run), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(quitting_leaves_the_terminal_whole),
		cmocka_unit_test(every_signal_leaves_the_terminal_whole),
		cmocka_unit_test(resizing_down_to_one_cell_and_back_does_no_harm),
		cmocka_unit_test(unknown_terminal_types_are_taken_for_xterm),
		cmocka_unit_test(a_locale_that_is_not_utf8_gets_no_byte_of_it),
		cmocka_unit_test(suspending_gives_the_terminal_back_for_the_while),
	};

	int fd, keep;

	if (openpty(&fd, &keep, NULL, NULL, NULL) != 0) {
		puts("1..0 # SKIP this machine gives no pseudo-terminal");
		return 0;
	}
	close(fd);
	close(keep);
	signal(SIGHUP, SIG_IGN);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
