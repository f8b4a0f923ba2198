/* bench_cell: what it costs to take a page apart in a child that is locked in, beside the same steps in process.
 *
 *   bench_cell PAGE...
 *
 * Both read the file, choose the charset, parse, extract and seal the image; the child is forked, locks itself in and leaves
 * the image in a memory file, which the program seals, maps and proves. Processor time of all processes, medians of rounds in
 * turn; the parts alone below. */
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
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { ROUNDS = 41 };

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

/* In a process of its own, which has not parsed before: as a program without a child would be when it starts. */
static void in_fresh_process(const char *path)
{
	pid_t pid = fork();

	if (pid == 0) {
		in_process(path);
		_exit(0);
	}
	waitpid(pid, NULL, 0);
}

static void fork_alone(const char *path)
{
	pid_t pid = fork();

	(void)path;
	if (pid == 0)
		_exit(0);
	waitpid(pid, NULL, 0);
}

static void fork_and_lock(const char *path)
{
	pid_t pid = fork();
	struct err e;

	(void)path;
	if (pid == 0)
		_exit(!sandbox_enter(100000, &e));
	waitpid(pid, NULL, 0);
}

static int by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return x < y ? -1 : x > y;
}

int main(int argc, char **argv)
{
	static const struct {
		const char *name;
		void (*run)(const char *path);
	} way[] = {
		{ "in a child", in_child },
		{ "in process", in_fresh_process },
		{ "a fork", fork_alone },
		{ "a fork and the locks", fork_and_lock },
	};
	enum { WAYS = sizeof(way) / sizeof(way[0]) };
	struct buf mistakes = { .len = 0 };

	sites = site_set_new(NULL, NULL, &mistakes);
	for (int i = 1; i < argc; i++) {
		double ms[WAYS][ROUNDS], child, process;

		for (int r = 0; r < ROUNDS; r++)
			for (int w = 0; w < WAYS; w++) {
				double from = used();

				way[w].run(argv[i]);
				ms[w][r] = used() - from;
			}
		for (int w = 0; w < WAYS; w++)
			qsort(ms[w], ROUNDS, sizeof(double), by_size);
		/* the fork of the second is the measurement's own */
		process = ms[1][ROUNDS / 2] - ms[2][ROUNDS / 2];
		child = ms[0][ROUNDS / 2];
		printf("%-32s child %7.2f ms  in process %7.2f ms  more %5.2f ms, %3.0f %%\n",
			strrchr(argv[i], '/') ? strrchr(argv[i], '/') + 1 : argv[i], child, process,
			child - process, 100 * (child - process) / process);
		printf("%32s %s %.2f ms, %s %.2f ms\n", "", way[2].name, ms[2][ROUNDS / 2],
			way[3].name, ms[3][ROUNDS / 2]);
	}
	site_set_free(sites);
	buf_free(&mistakes);
	return 0;
}
