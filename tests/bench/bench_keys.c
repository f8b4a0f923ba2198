/* bench_keys: what a key costs: bytes written, and the time from the key to the last byte.
 *
 *   bench_keys bytes         at three sizes, in one pane and in two, with and without margins
 *   bench_keys time N...     with so many comments
 *
 * Bytes stand beside those of the text in the cells that changed: what no program could avoid that only writes cells. */
#include "config.h"

#include "support/emulator.h"
#include "support/made_page.h"
#include "view/view.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { TIMES = 15, QUIET = 40 };

struct page {
	struct buf image;
	const char *layout;
};

static int show(void *arg)
{
	struct page *p = arg;
	struct load load = { .stage = LOAD_DONE, .fd = -1 };
	struct view_options o = { .now = 1500000000, .layout = p->layout };
	struct err e = { 0 };

	if (!document_open(&load.document, p->image.at, p->image.len, &e))
		return 9;
	return view_run(&o, &load, &e);
}

static const struct step {
	const char *name, *before, *key;
	int times;
} steps[] = {
	{ "article line", "", "j", TIMES },
	{ "article page", "g", " ", 4 },
	{ "next comment", "\t", "j", TIMES },
	{ "comments line", "g", "\005", TIMES },
	{ "comments page", "g", " ", TIMES },
	{ "fold, unfold", "g", "\r", 8 },
	{ "search next", "g/winter\r", "n", TIMES },
};

static int by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return x < y ? -1 : x > y;
}

static void count(struct emulator *t, const struct step *s)
{
	double bytes[TIMES], cells[TIMES];
	double all = 0, changed = 0;

	emulator_type(t, s->before);
	emulator_settle(t, QUIET);
	for (int i = 0; i < s->times; i++) {
		uint32_t *before = emulator_cells(t);
		uint64_t from = t->bytes;
		struct emulator_change c;

		emulator_type(t, s->key);
		emulator_settle(t, QUIET);
		c = emulator_changed(t, before);
		bytes[i] = (double)(t->bytes - from);
		cells[i] = c.cells;
		all += bytes[i];
		changed += c.bytes;
		mem_free(before);
	}
	qsort(bytes, (size_t)s->times, sizeof(*bytes), by_size);
	qsort(cells, (size_t)s->times, sizeof(*cells), by_size);
	printf("  %-14s %7.0f bytes (most %6.0f)  %6.0f cells changed  sum of bytes / text of "
	       "those cells %.2f\n",
		s->name, bytes[s->times / 2], bytes[s->times - 1], cells[s->times / 2],
		changed > 0 ? all / changed : 0);
}

static void bytes(void)
{
	static const struct {
		int rows, cols;
	} size[] = { { 24, 80 }, { 50, 160 }, { 50, 200 } };
	static const char *const layout[] = { "single", "side", "stacked" };
	struct page p = { 0 };

	made_page(2000, 12, &p.image);
	for (size_t l = 0; l < 3; l++)
		for (size_t s = 0; s < 3; s++)
			for (int margins = 0; margins < (l == 1 ? 2 : 1); margins++) {
				struct emulator t;

				p.layout = layout[l];
				printf("%s %dx%d%s\n", layout[l], size[s].cols, size[s].rows,
					l != 1		  ? ""
						: margins ? ", terminal with margins"
							  : ", terminal without margins");
				if (!emulator_start(&t, size[s].rows, size[s].cols,
					    "xterm-256color", margins, show, &p))
					return;
				emulator_settle(&t, 300);
				for (size_t i = 0; i < sizeof(steps) / sizeof(*steps); i++)
					count(&t, &steps[i]);
				emulator_type(&t, "Q");
				emulator_end(&t);
			}
	buf_free(&p.image);
}

/* ms of processor time the program has used; what other programs do to the machine is not in it. */
static double cpu_time(const struct emulator *t)
{
	char path[64];
	unsigned long long ns = 0;
	FILE *f;

	snprintf(path, sizeof(path), "/proc/%ld/schedstat", (long)t->pid);
	f = fopen(path, "r");
	if (f) {
		if (fscanf(f, "%llu", &ns) != 1)
			ns = 0;
		fclose(f);
	}
	return (double)ns / 1e6;
}

static double key_time(struct emulator *t, const char *key, int quiet)
{
	double from = emulator_now();

	t->last = from;
	emulator_type(t, key);
	emulator_settle(t, quiet);
	return t->last - from;
}

static void times(uint32_t n)
{
	static const struct step timed[] = {
		{ "next comment", "", "j", TIMES },
		{ "page", "", " ", TIMES },
		{ "last comment", "", "G", 1 },
		{ "first comment", "", "g", 1 },
		{ "next thread", "", "}", TIMES },
		{ "previous thread", "G", "{", TIMES },
		{ "fold all", "g", "zM", 1 },
		{ "next, all folded", "", "j", TIMES },
		{ "previous, all folded", "G", "k", TIMES },
		{ "unfold all", "", "zR", 1 },
		{ "half of the way", "", "50%", 1 },
		{ "fold to depth 2", "", "2zd", 1 },
		{ "fold one", "zRg", "\r", 8 },
		{ "search, found", "", "/needle\r", 1 },
		{ "search next", "", "n", TIMES },
		{ "search previous", "", "N", TIMES },
		{ "same author", "\033g", "*", TIMES },
		{ "sort", "g", "s", 1 },
		{ "next, sorted", "", "j", TIMES },
		{ "filter", "ssssg", "&needle\r", 1 },
		{ "next, filtered", "", "j", TIMES },
		{ "previous, filtered", "", "k", TIMES },
		{ "outline", "\033g", "e", 2 },
		{ "mark all seen", "", "a", 1 },
		{ "next new", "", "]", 3 },
	};
	struct page p = { 0 };
	struct emulator t;
	double at[TIMES], cpu[TIMES];

	made_page(n, 12, &p.image);
	printf("%u comments, image of %.1f MB\n", n, (double)p.image.len / 1e6);
	if (!emulator_start(&t, 50, 160, "xterm-256color", true, show, &p))
		return;
	emulator_settle(&t, 3000);
	key_time(&t, "\t", 100);
	for (size_t i = 0; i < sizeof(timed) / sizeof(*timed); i++) {
		if (*timed[i].before)
			key_time(&t, timed[i].before, 1000);
		for (int k = 0; k < timed[i].times; k++) {
			double from = cpu_time(&t);

			at[k] = key_time(&t, timed[i].key, timed[i].times > 1 ? QUIET : 1000);
			cpu[k] = cpu_time(&t) - from;
		}
		qsort(at, (size_t)timed[i].times, sizeof(*at), by_size);
		qsort(cpu, (size_t)timed[i].times, sizeof(*cpu), by_size);
		printf("  %-22s processor %8.2f ms, most %8.2f ms; wall %8.2f ms, most %8.2f ms\n",
			timed[i].name, cpu[timed[i].times / 2], cpu[timed[i].times - 1],
			at[timed[i].times / 2], at[timed[i].times - 1]);
		fflush(stdout);
	}
	emulator_type(&t, "Q");
	emulator_end(&t);
	buf_free(&p.image);
}

int main(int argc, char **argv)
{
	setlocale(LC_ALL, "C.UTF-8");
	if (argc > 1 && strcmp(argv[1], "bytes") == 0)
		bytes();
	else if (argc > 2 && strcmp(argv[1], "time") == 0)
		for (int i = 2; i < argc; i++)
			times((uint32_t)strtoul(argv[i], NULL, 10));
	else
		return fprintf(stderr, "usage: bench_keys bytes | time N...\n"), 2;
	return 0;
}
