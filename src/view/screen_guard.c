/* screen_guard.c: the signals of a program that has taken over a terminal. */
#include "config.h"

#include "view/screen_guard.h"

#include "base/mem.h"
#include "view/screen.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

/* What signal handlers need; there is one terminal. */
static struct {
	int pipe[2];
	volatile sig_atomic_t end, resized, stop, armed;
	struct termios before;
	int in, out;
	char restore[200];
	size_t restore_len;
	bool at_exit; /* make_whole() is called at the end */
} guard = { .pipe = { -1, -1 }, .in = -1, .out = -1 };

static void wake(void)
{
	int keep = errno;
	ssize_t n = write(guard.pipe[1], "", 1);

	(void)n; /* a full pipe wakes as well */
	errno = keep;
}

static void on_signal(int number)
{
	if (number == SIGWINCH)
		guard.resized = 1;
	else if (number == SIGTSTP)
		guard.stop = 1;
	else
		guard.end = number;
	wake();
}

/* The terminal made whole with what is safe in a handler. Also where a library calls exit(), as
 * ncurses does without memory. */
static void make_whole(void)
{
	ssize_t n;

	if (!guard.armed)
		return;
	n = write(guard.out, guard.restore, guard.restore_len);
	(void)n;
	tcsetattr(guard.in, TCSANOW, &guard.before);
	guard.armed = 0;
}

static void on_crash(int number)
{
	make_whole();
	signal(number, SIG_DFL);
	raise(number);
}

static void set_handler(int number, void (*handler)(int))
{
	struct sigaction a = { .sa_handler = handler };

	sigemptyset(&a.sa_mask);
	if (handler == on_crash)
		a.sa_flags = (int)(SA_NODEFER | SA_RESETHAND | SA_ONSTACK);
	sigaction(number, &a, NULL);
}

static void set_handlers(bool on)
{
	static const int ends[] = { SIGTERM, SIGHUP, SIGQUIT, SIGINT, SIGTSTP, SIGWINCH };
	static const int crashes[] = { SIGSEGV, SIGABRT, SIGBUS, SIGFPE, SIGILL };

	for (size_t i = 0; i < sizeof(ends) / sizeof(*ends); i++)
		set_handler(ends[i], on ? on_signal : SIG_DFL);
#ifndef POSTIL_SANITIZED
	for (size_t i = 0; i < sizeof(crashes) / sizeof(*crashes); i++)
		set_handler(crashes[i], on ? on_crash : SIG_DFL);
#else
	(void)crashes;
#endif
}

bool guard_open(int in, int out, struct err *e)
{
	guard.in = in;
	guard.out = out;
	guard.restore_len = 0;
	if (guard.pipe[0] < 0 && pipe2(guard.pipe, O_NONBLOCK | O_CLOEXEC) < 0)
		return err_sys(e, ERR_OPEN, "pipe");
	if (tcgetattr(in, &guard.before) < 0)
		return err_sys(e, ERR_OPEN, "terminal");
	mem_on_failure(make_whole);
	if (!guard.at_exit)
		guard.at_exit = atexit(make_whole) == 0;
	return true;
}

void guard_arm(void)
{
	if (!guard.armed)
		set_handlers(true);
	guard.armed = 1;
}

void guard_disarm(void)
{
	guard.armed = 0;
}

void guard_close(void)
{
	guard.armed = 0;
	mem_on_failure(NULL);
	set_handlers(false);
}

void guard_restore(const char *bytes)
{
	size_t len = bytes && bytes != (char *)-1 ? strlen(bytes) : 0;

	if (guard.restore_len + len <= sizeof(guard.restore)) {
		memcpy(guard.restore + guard.restore_len, len ? bytes : "", len);
		guard.restore_len += len;
	}
}

void guard_emit(struct str bytes)
{
	fflush(stdout);
	while (bytes.len) {
		ssize_t n = write(guard.out, bytes.at, bytes.len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return;
		bytes = str_sub(bytes, (size_t)n, SIZE_MAX);
	}
}

int guard_fd(void)
{
	return guard.pipe[0];
}

void guard_drain(void)
{
	char drop[64];

	while (read(guard.pipe[0], drop, sizeof(drop)) > 0)
		continue;
}

int guard_end(void)
{
	return guard.end;
}

bool guard_stopped(void)
{
	bool is = guard.stop;

	guard.stop = 0;
	return is;
}

bool guard_resized(void)
{
	bool is = guard.resized;

	guard.resized = 0;
	return is;
}

void guard_lend(bool on)
{
	/* What is not in the foreground would be stopped where it gives the terminal back. */
	signal(SIGTTOU, on ? SIG_IGN : SIG_DFL);
}

bool screen_wait(struct screen *s, int fd, int other, int ms)
{
	struct pollfd p[] = { { .fd = fd, .events = POLLIN }, { .fd = other, .events = POLLIN },
		{ .fd = guard.pipe[0], .events = POLLIN }, { .fd = guard.in } };

	(void)s;
	if (poll(p, 4, ms) < 0)
		return errno == EINTR && !guard.end;
	if (p[2].revents)
		guard_drain();
	return !guard.end && !p[3].revents;
}

void screen_pause(struct screen *s, const char *sentence)
{
	char c = 0;

	guard_emit(STR("\r\n"));
	guard_emit(str_z(sentence));
	while (c != '\r' && c != '\n') {
		struct pollfd p = { .fd = guard.in, .events = POLLIN };

		if (!screen_wait(s, guard.in, -1, -1))
			return;
		if (poll(&p, 1, 0) > 0 && read(guard.in, &c, 1) != 1)
			return;
	}
}
