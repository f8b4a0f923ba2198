/* failures.c: makes one call after the other fail (shim.c) while a page is loaded and shown: no signal, a sentence, a terminal
 * that is whole.
 *
 *   failures [STRIDE]   every call whose number is 1, 1 + STRIDE, ...; without it a sample for make check, with 1 all
 *
 * The environment says where the build and the sources are, as for the other tests. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>
#include <utmp.h>

enum { PATIENCE_MS = 20000, SAMPLE = 41, SAMPLE_SCREEN = 97, BAD = -1 };

static struct {
	char program[4096], page[4096], shim[4096], mark[64];
	char *marked; /* the first byte of the file */
	char said[65536];
	size_t len;
	bool curses; /* ncurses may crash for want of memory: it does not look at all it is given */
} run;

static void set_up(void)
{
	const char *build = getenv("POSTIL_TEST_BUILD"), *src = getenv("POSTIL_TEST_SRC");
	int fd;

	build = build ? build : ".";
	src = src ? src : ".";
	snprintf(run.program, sizeof(run.program), "%s/postil", build);
	snprintf(run.page, sizeof(run.page), "%s/examples/white-house-daesh.html", src);
	snprintf(run.shim, sizeof(run.shim), "%s/tests/attack/shim.so", build);
	strcpy(run.mark, "/tmp/postil-mark-XXXXXX");
	fd = mkstemp(run.mark);
	if (fd < 0 || ftruncate(fd, 1) != 0)
		exit(99);
	run.marked = mmap(NULL, 1, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	if (run.marked == MAP_FAILED)
		exit(99);
	close(fd);
}

static _Noreturn void become(const char *order, const char *how)
{
	setenv("LD_PRELOAD", run.shim, 1);
	setenv("POSTIL_FAIL", order, 1);
	setenv("POSTIL_FAIL_MARK", run.mark, 1);
	execl(run.program, run.program, "--no-config", "--no-store", how, run.page, (char *)NULL);
	_exit(127);
}

/* Reads to the end; false when that takes too long. */
static bool listen_to(int fd)
{
	struct pollfd p = { .fd = fd, .events = POLLIN };
	ssize_t n;

	run.len = 0;
	while (poll(&p, 1, PATIENCE_MS) > 0) {
		size_t room = sizeof(run.said) - 1 - run.len;
		char *at = run.said + (room > 0 ? run.len : 0);

		n = read(fd, at, room > 0 ? room : sizeof(run.said) - 1);
		if (n <= 0) {
			run.said[run.len] = '\0';
			return n == 0 || errno == EIO;
		}
		run.len += room > 0 ? (size_t)n : 0;
	}
	return false;
}

/* Its exit status; BAD when it did not end, or a signal ended it that is not forgiven. */
static int finish(pid_t pid, bool in_time)
{
	int status;

	if (!in_time)
		kill(pid, SIGKILL);
	waitpid(pid, &status, 0);
	if (in_time && run.curses && WIFSIGNALED(status) && WTERMSIG(status) == SIGSEGV)
		return 0;
	return in_time && WIFEXITED(status) ? WEXITSTATUS(status) : BAD;
}

/* Prints the page; whether that ended in an orderly way: by itself, and with a sentence when it is not shown. */
static bool print(const char *order)
{
	int errors[2], null = open("/dev/null", O_RDWR), status;
	pid_t pid;

	if (pipe(errors) != 0)
		return false;
	pid = fork();
	if (pid == 0) {
		dup2(null, STDIN_FILENO);
		dup2(null, STDOUT_FILENO);
		dup2(errors[1], STDERR_FILENO);
		close(errors[0]);
		close(errors[1]);
		become(order, "--dump");
	}
	close(errors[1]);
	status = finish(pid, listen_to(errors[0]));
	close(errors[0]);
	close(null);
	return status == 0 || (status >= 1 && status <= 4 && strncmp(run.said, "postil: ", 8) == 0);
}

/* Shows the page on a terminal; whether that ended, and the terminal is as it was. */
static bool show(const char *order)
{
	struct winsize size = { 24, 80, 0, 0 };
	struct termios before, after;
	int fd, keep, status;
	pid_t pid;

	if (openpty(&fd, &keep, NULL, NULL, &size) != 0)
		return false;
	tcgetattr(keep, &before);
	pid = fork();
	if (pid == 0) {
		close(fd);
		login_tty(keep);
		setenv("TERM", "xterm-256color", 1);
		become(order, "--layout=auto");
	}
	for (int i = 0; i < 3; i++) /* whatever is on the screen by then */
		if (write(fd, "Q", 1) != 1)
			break;
	tcgetattr(keep, &after);
	close(keep);
	status = finish(pid, listen_to(fd));
	tcgetattr(fd, &after);
	close(fd);
	return status != BAD && after.c_lflag == before.c_lflag && after.c_oflag == before.c_oflag;
}

/* All numbers until nothing failed any more, once and for good; how many runs were not orderly. */
static int sweep(bool (*load)(const char *), const char *what, int where, unsigned long stride)
{
	static const char *const how[] = { "once", "on" };
	int bad = 0;

	for (size_t h = 0; h < 2; h++)
		for (unsigned long n = 1;; n += stride) {
			char order[80];
			bool ok;

			snprintf(order, sizeof(order), "%s:%d:%lu:%s", what, where, n, how[h]);
			*run.marked = 0;
			ok = load(order);
			if (!*run.marked)
				break;
			if (!ok && ++bad <= 5)
				printf("# %s: %.200s\n", order, run.said);
		}
	return bad;
}

int main(int argc, char **argv)
{
	static const struct {
		const char *name;
		bool (*load)(const char *order);
		const char *what;
		int where;
	} sweeps[] = {
		{ "no memory for the program that prints", print, "memory", 0 },
		{ "no memory for its loader", print, "memory", 1 },
		{ "calls that fail in the program that prints", print, "calls", 0 },
		{ "calls that fail in its loader", print, "calls", 1 },
		{ "no memory for the reader", show, "memory", 0 },
		{ "no memory for the opener", show, "memory", 1 },
		{ "no memory for the reader's loader", show, "memory", 3 },
		{ "calls that fail in the reader", show, "calls", 0 },
		{ "calls that fail in the opener", show, "calls", 1 },
		{ "calls that fail in the reader's loader", show, "calls", 3 },
	};
	const unsigned long stride = argc > 1 ? strtoul(argv[1], NULL, 10) : 0;
	const size_t n = sizeof(sweeps) / sizeof(sweeps[0]);
	int failed = 0;

	set_up();
	printf("1..%zu\n", n + 2);
	for (size_t i = 0; i < n; i++) {
		bool calls = strcmp(sweeps[i].what, "calls") == 0, screen = sweeps[i].load == show;
		int bad;

		run.curses = screen && !calls && sweeps[i].where == 0;
		bad = sweep(sweeps[i].load, sweeps[i].what, sweeps[i].where,
			stride		 ? stride
				: calls	 ? (screen ? 5 : 1)
				: screen ? SAMPLE_SCREEN
					 : SAMPLE);

		printf("%sok %zu - %s\n", bad ? "not " : "", i + 1, sweeps[i].name);
		fflush(stdout);
		failed += bad > 0;
	}
	for (int where = 0; where < 2; where++) {
		char order[40];
		bool ok;

		snprintf(order, sizeof(order), "short:%d:1:on", where);
		ok = print(order) && run.len == 0;
		printf("%sok %zu - reads and writes of a byte in the %s\n", ok ? "" : "not ",
			n + 1 + (size_t)where, where ? "loader" : "program");
		failed += !ok;
	}
	unlink(run.mark);
	return failed > 0;
}
