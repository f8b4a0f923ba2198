/* bench_first: what the first screen of a page costs: processor time of all processes of the reader until its
 * foot is drawn, beside the bare libxml2 parse of the whole page, and beside the end of the load.
 *
 *   bench_first POSTIL PAGE...
 *
 * Counted are the program, its opener and the loader's keeper to that moment, and the loader, or, of a large page, the process
 * that makes its first part, to its end; that one says so itself (--debug), since nobody waits for it. */
#include "config.h"

#include <dirent.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <libxml/HTMLparser.h>

enum { ROUNDS = 15, PATIENCE_MS = 3000, MEMBERS = 64, PROGRAM = 3 /* processes but the loaders */ };

/* What has been used by a process that may be a zombie, in ms. */
static double used_by(long pid)
{
	char path[64];
	unsigned long long ns = 0;
	FILE *f;

	snprintf(path, sizeof(path), "/proc/%ld/schedstat", pid);
	f = fopen(path, "r");
	if (f && fscanf(f, "%llu", &ns) != 1)
		ns = 0;
	if (f)
		fclose(f);
	return (double)ns / 1e6;
}

/* The session of a process, 0 when it is gone. */
static long session_of(long pid)
{
	char path[64], text[512] = "", *rest;
	long session = 0;
	FILE *f;

	snprintf(path, sizeof(path), "/proc/%ld/stat", pid);
	f = fopen(path, "r");
	if (f && fgets(text, sizeof(text), f) && (rest = strrchr(text, ')')))
		if (sscanf(rest, ") %*c %*d %*d %ld", &session) != 1)
			session = 0;
	if (f)
		fclose(f);
	return session;
}

static int by_number(const void *a, const void *b)
{
	long x = *(const long *)a, y = *(const long *)b;

	return x < y ? -1 : x > y;
}

/* The processes of a session, in the order in which they were forked. */
static int members(long session, long *pid)
{
	DIR *d = opendir("/proc");
	struct dirent *e;
	int n = 0;

	while (d && (e = readdir(d)) && n < MEMBERS) {
		long one = strtol(e->d_name, NULL, 10);

		if (one > 0 && session_of(one) == session)
			pid[n++] = one;
	}
	if (d)
		closedir(d);
	qsort(pid, (size_t)n, sizeof(*pid), by_number);
	return n;
}

/* What a loader says that it used for what is shown, in ms. */
static double told_by(const char *trace)
{
	FILE *f = fopen(trace, "r");
	char line[512], *at;
	double ms = 0;

	while (f && fgets(line, sizeof(line), f) && ms == 0)
		if ((at = strstr(line, "first part, ")) || (at = strstr(line, "whole page, ")))
			ms = strtod(at + 12, NULL) / 1e3;
	if (f)
		fclose(f);
	return ms;
}

/* Runs the reader until the foot of its screen is there; the time used, less than 0 for failure. */
static double first_screen(const char *program, const char *page)
{
	struct winsize size = { 24, 80, 0, 0 };
	char seen[1 << 16], trace[] = "/tmp/postil-trace-XXXXXX";
	size_t len = 0;
	long pid[MEMBERS];
	double used = -1, start;
	int fd, n;
	pid_t child;

	close(mkstemp(trace));
	child = forkpty(&fd, NULL, NULL, &size);
	if (child == 0) {
		raise(SIGSTOP);
		setenv("TERM", "xterm-256color", 1);
		execl(program, program, "--no-config", "--no-store", "--no-cache", "--debug", trace,
			page, (char *)NULL);
		_exit(127);
	}
	waitpid(child, NULL, WUNTRACED);
	start = used_by(child); /* of the copy of this program */
	kill(child, SIGCONT);
	for (struct pollfd p = { .fd = fd, .events = POLLIN };
		used < 0 && len < sizeof(seen) - 1 && poll(&p, 1, PATIENCE_MS) > 0;) {
		ssize_t got = read(fd, seen + len, sizeof(seen) - 1 - len);

		if (got <= 0)
			break;
		len += (size_t)got;
		seen[len] = '\0';
		if (!strstr(seen, "Space") && !strstr(seen, "next"))
			continue;
		n = members(child, pid);
		for (int i = 0; i < n; i++)
			kill((pid_t)pid[i], SIGSTOP);
		used = told_by(trace) - start;
		for (int i = 0; i < n && i < PROGRAM; i++)
			used += used_by(pid[i]);
	}
	n = members(child, pid);
	for (int i = 0; i < n; i++)
		kill((pid_t)pid[i], SIGKILL);
	close(fd);
	waitpid(child, NULL, 0);
	unlink(trace);
	return used;
}

static double cpu_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static char *read_page(const char *path, size_t *len)
{
	FILE *f = fopen(path, "rb");
	struct stat st;
	char *text;

	if (!f || fstat(fileno(f), &st) != 0 || !(text = malloc((size_t)st.st_size)))
		exit(1);
	*len = fread(text, 1, (size_t)st.st_size, f);
	fclose(f);
	return text;
}

/* One parse in a process of its own, which has not parsed before. */
static double bare_parse(const char *text, size_t len)
{
	int ends[2];
	double ms = -1;
	pid_t pid;

	if (pipe(ends) != 0)
		return -1;
	pid = fork();
	if (pid == 0) {
		double from = cpu_ms();

		htmlReadMemory(text, (int)len, NULL, "UTF-8",
			HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
				HTML_PARSE_NONET | HTML_PARSE_COMPACT);
		ms = cpu_ms() - from;
		_exit(write(ends[1], &ms, sizeof(ms)) != sizeof(ms));
	}
	close(ends[1]);
	if (read(ends[0], &ms, sizeof(ms)) != sizeof(ms))
		ms = -1;
	close(ends[0]);
	waitpid(pid, NULL, 0);
	return ms;
}

static int by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return x < y ? -1 : x > y;
}

int main(int argc, char **argv)
{
	for (int i = 2; i < argc; i++) {
		size_t len;
		char *text = read_page(argv[i], &len);
		int rounds = len > 50000000 ? 3 : ROUNDS;
		double first[ROUNDS], bare[ROUNDS];

		for (int r = 0; r < rounds; r++) {
			first[r] = first_screen(argv[1], argv[i]);
			if (first[r] < 0) {
				fprintf(stderr, "%s: nothing was shown\n", argv[i]);
				return 1;
			}
			bare[r] = bare_parse(text, len);
		}
		qsort(first, (size_t)rounds, sizeof(*first), by_size);
		qsort(bare, (size_t)rounds, sizeof(*bare), by_size);
		printf("%-28s %8.1f KiB  first screen %7.1f ms  bare parse %8.1f ms  ratio %.4f\n",
			strrchr(argv[i], '/') ? strrchr(argv[i], '/') + 1 : argv[i],
			(double)len / 1024, first[rounds / 2], bare[rounds / 2],
			first[rounds / 2] / bare[rounds / 2]);
		free(text);
	}
	return 0;
}
