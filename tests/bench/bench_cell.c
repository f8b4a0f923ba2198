/* bench_cell: what it costs to take a page apart in a child that is locked in, beside the same steps in process.
 *
 *   bench_cell PAGE...
 *
 * Both read the file, choose the charset, parse, extract and seal the image; the child is forked, locks itself in and leaves
 * the image in a memory file, which the program seals, maps and proves. Processor time of all processes, rounds in turn: the least
 * of each, since a busy machine only ever adds, and the median; the parts alone below. The child makes its memory ready
 * beforehand, which a process that lives on would not; what that alone is worth stands beside. */
#include "config.h"

#include "decode/decode.h"
#include "document/build.h"
#include "extract/extract.h"
#include "load/load.h"
#include "load/sandbox.h"
#include "site/site.h"
#include "source/source.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { ROUNDS = 101 };

static struct site_set *sites;

static double of(const struct rusage *u)
{
	return (double)(u->ru_utime.tv_sec + u->ru_stime.tv_sec) * 1e3 +
		(double)(u->ru_utime.tv_usec + u->ru_stime.tv_usec) / 1e3;
}

/* Processor time of this process and of those it has waited for, in ms. */
static double used(void)
{
	struct rusage self, children;

	getrusage(RUSAGE_SELF, &self);
	getrusage(RUSAGE_CHILDREN, &children);
	return of(&self) + of(&children);
}

static void in_child(const char *path)
{
	struct load_request r = { .place = path, .sites = sites, .now = 1700000000 };
	struct load l;
	struct err e;

	if (!load_start(&l, &r, &e) || !load_wait(&l)) {
		fprintf(stderr, "%s: %s\n", path, e.text);
		exit(1);
	}
	load_free(&l);
}

static void in_process(const char *path)
{
	struct source_limits limits = { .max = 0 };
	struct extract_options o = { .sites = sites, .now = 1700000000 };
	struct source s = { .taken = 0 };
	struct decoded d;
	struct page page = { .doc = NULL };
	struct builder *b = builder_new(0);
	struct buf image = { .len = 0 };
	struct document document;
	struct err e;

	if (!source_file(&s, path, &limits, &e))
		exit(1);
	decode(buf_str(&s.bytes), STR_NONE, 0, &d);
	page_parse(&page, page_kind_of(d.text, STR_NONE, STR_NONE), d.text, STR_NONE, &e);
	extract_document(&page, &o, b);
	if (!builder_seal(b, &image, &e) || !document_open(&document, image.at, image.len, &e))
		exit(1);
}

static void in_process_ready(const char *path)
{
	struct stat st;

	if (stat(path, &st) == 0)
		mem_prepare(64 * 1024 + 4 * (size_t)st.st_size, 16 * (size_t)st.st_size);
	in_process(path);
}

/* In a process of its own, which has not parsed before: as a program without a child would be when it starts. */
static void fork_for(void (*run)(const char *path), const char *path)
{
	pid_t pid = fork();

	if (pid == 0) {
		run(path);
		_exit(0);
	}
	waitpid(pid, NULL, 0);
}

static void in_fresh_process(const char *path)
{
	fork_for(in_process, path);
}

static void in_ready_process(const char *path)
{
	fork_for(in_process_ready, path);
}

static void nothing(const char *path)
{
	(void)path;
}

static void locks(const char *path)
{
	struct err e;

	(void)path;
	_exit(!sandbox_enter(100000, &e));
}

static void fork_alone(const char *path)
{
	fork_for(nothing, path);
}

static void fork_and_lock(const char *path)
{
	fork_for(locks, path);
}

static int by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return x < y ? -1 : x > y;
}

enum { CHILD, PROCESS, READY, FORK, LOCK, WAYS };

static const struct {
	const char *name;
	void (*run)(const char *path);
} way[WAYS] = {
	[CHILD] = { "in a child", in_child },
	[PROCESS] = { "in process", in_fresh_process },
	[READY] = { "in process, memory made ready", in_ready_process },
	[FORK] = { "a fork", fork_alone },
	[LOCK] = { "a fork and the locks", fork_and_lock },
};

/* The fork of what is in process is the measurement's own. */
static void show(const char *what, const double *ms)
{
	double process = ms[PROCESS] - ms[FORK], more = ms[CHILD] - process;

	printf("    %-6s  child %7.2f ms  in process %7.2f ms  more %5.2f ms, %3.0f %%;  memory "
	       "made ready %7.2f ms, "
	       "a fork %.2f ms, with locks %.2f ms\n",
		what, ms[CHILD], process, more, 100 * more / process, ms[READY] - ms[FORK],
		ms[FORK], ms[LOCK]);
}

static void measure(const char *path)
{
	double ms[WAYS][ROUNDS], least[WAYS], median[WAYS];

	for (int r = 0; r < ROUNDS; r++)
		for (int w = 0; w < WAYS; w++) {
			double from = used();

			way[w].run(path);
			ms[w][r] = used() - from;
		}
	for (int w = 0; w < WAYS; w++) {
		qsort(ms[w], ROUNDS, sizeof(double), by_size);
		least[w] = ms[w][0];
		median[w] = ms[w][ROUNDS / 2];
	}
	printf("%s\n", strrchr(path, '/') ? strrchr(path, '/') + 1 : path);
	show("least", least);
	show("median", median);
}

int main(int argc, char **argv)
{
	struct buf mistakes = { .len = 0 };

	sites = site_set_new(NULL, NULL, &mistakes);
	for (int i = 1; i < argc; i++)
		measure(argv[i]);
	site_set_free(sites);
	buf_free(&mistakes);
	return 0;
}
