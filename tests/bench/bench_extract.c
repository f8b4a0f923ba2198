/* bench_extract: what extraction costs beside the bare parse of the same page.
 *
 *   bench_extract [-s] PAGE...
 *
 * Prints for each page its size, the bare parse by libxml2 (the reference), and parse, extraction and sealing as ratios to it;
 * then the mean, the middle and the dearest pages. -s leaves the single pages out. CPU time, the best of several rounds,
 * all in turn. The bare parse of JSON is our own: libxml2 has none. */
#include "config.h"

#include "decode/decode.h"
#include "document/build.h"
#include "extract/extract.h"
#include "page/page.h"
#include "site/site.h"

#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { ROUNDS = 7, ROUNDS_MOST = 41, DEAREST = 20 };

/* Short pages take more rounds, for so many milliseconds. */
#define SHORT_MS 40.0

enum { STEP_BARE, STEP_PARSE, STEP_EXTRACT, STEP_SEAL, STEPS };

struct figure {
	const char *name;
	double kib, ms[STEPS];
};

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static void bare(enum page_kind kind, struct str text)
{
	struct page p;

	if (kind == PAGE_HTML) {
		xmlFreeDoc(htmlReadMemory(text.at, (int)text.len, NULL, "UTF-8",
			HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
				HTML_PARSE_NONET | HTML_PARSE_COMPACT | 1 << 19));
	} else if (kind == PAGE_XML) {
		xmlFreeDoc(xmlReadMemory(text.at, (int)text.len, NULL, "UTF-8",
			XML_PARSE_RECOVER | XML_PARSE_NOERROR | XML_PARSE_NOWARNING |
				XML_PARSE_NONET | XML_PARSE_COMPACT | XML_PARSE_HUGE));
	} else if (page_parse(&p, kind, text, STR_NONE, NULL)) {
		page_free(&p);
	}
}

static void one_round(
	enum page_kind kind, struct str text, const struct site_set *sites, double best[STEPS])
{
	struct extract_options options = { .sites = sites };
	struct builder *b = builder_new(0);
	struct buf image = { 0 };
	double at[STEPS + 1];
	struct page page;

	at[0] = now();
	bare(kind, text);
	at[1] = now();
	page_parse(&page, kind, text, STR_NONE, NULL);
	at[2] = now();
	extract_document(&page, &options, b);
	at[3] = now();
	builder_seal(b, &image, NULL);
	at[4] = now();
	for (int i = 0; i < STEPS; i++)
		if (best[i] == 0 || at[i + 1] - at[i] < best[i])
			best[i] = at[i + 1] - at[i];
	page_free(&page);
	builder_free(b);
	buf_free(&image);
}

static bool read_file(const char *path, struct buf *out)
{
	FILE *f = fopen(path, "rb");
	char piece[65536];
	size_t n;

	if (!f)
		return false;
	while ((n = fread(piece, 1, sizeof(piece), f)) > 0)
		buf_add(out, (struct str){ piece, n });
	fclose(f);
	return out->len > 0;
}

/* False for what is no page. */
static bool measure(const char *path, const struct site_set *sites, struct figure *f)
{
	struct buf bytes = { 0 };
	struct decoded d = { 0 };
	bool ok = read_file(path, &bytes) && decode(buf_str(&bytes), STR_NONE, 0, &d) &&
		str_trim(d.text).len > 0;
	double start = now();

	*f = (struct figure){ .name = path, .kib = (double)bytes.len / 1024 };
	if (ok) {
		enum page_kind kind = page_kind_of(d.text, STR_NONE, str_z(path));

		for (int i = 0; i < ROUNDS || (i < ROUNDS_MOST && now() - start < SHORT_MS); i++)
			one_round(kind, d.text, sites, f->ms);
	}
	decoded_free(&d);
	buf_free(&bytes);
	return ok;
}

static double ratio(const struct figure *f, int step)
{
	return f->ms[step] / f->ms[STEP_BARE];
}

static double whole(const struct figure *f)
{
	return ratio(f, STEP_PARSE) + ratio(f, STEP_EXTRACT) + ratio(f, STEP_SEAL);
}

static void print_head(void)
{
	printf("%-36s %9s %10s %7s %8s %6s %6s\n", "page", "KiB", "bare, ms", "parse", "extract",
		"seal", "all");
}

static void print_figure(const struct figure *f)
{
	struct str name = str_z(f->name);

	printf("%-36.*s %9.1f %10.2f %7.2f %8.2f %6.2f %6.2f\n",
		STR_ARG(str_sub(name, name.len > 36 ? name.len - 36 : 0, 36)), f->kib,
		f->ms[STEP_BARE], ratio(f, STEP_PARSE), ratio(f, STEP_EXTRACT), ratio(f, STEP_SEAL),
		whole(f));
}

/* The dearest extraction first. */
static int compare(const void *a, const void *b)
{
	double x = ratio(a, STEP_EXTRACT), y = ratio(b, STEP_EXTRACT);

	return (x < y) - (x > y);
}

static void print_summary(struct figure *f, size_t n)
{
	double sum = 0, all = 0, bare_ms = 0, extract_ms = 0, most = 0;
	size_t over = 0;

	if (!n)
		return;
	for (size_t i = 0; i < n; i++) {
		sum += ratio(&f[i], STEP_EXTRACT);
		all += whole(&f[i]);
		most = whole(&f[i]) > most ? whole(&f[i]) : most;
		over += ratio(&f[i], STEP_EXTRACT) > 1;
		bare_ms += f[i].ms[STEP_BARE];
		extract_ms += f[i].ms[STEP_EXTRACT];
	}
	qsort(f, n, sizeof(*f), compare);
	printf("\n%zu pages, extraction over bare parse: mean %.3f, middle %.3f, 90th of 100 %.3f, "
	       "most %.2f;\n%zu over 1; of all pages together %.3f; parse to seal: mean %.3f, most "
	       "%.2f\n\nthe dearest\n",
		n, sum / (double)n, ratio(&f[n / 2], STEP_EXTRACT), ratio(&f[n / 10], STEP_EXTRACT),
		ratio(&f[0], STEP_EXTRACT), over, extract_ms / bare_ms, all / (double)n, most);
	print_head();
	for (size_t i = 0; i < n && i < DEAREST; i++)
		print_figure(&f[i]);
}

int main(int argc, char **argv)
{
	bool brief = argc > 1 && !strcmp(argv[1], "-s");
	struct site_set *sites = site_set_new(NULL, NULL, NULL);
	struct figure *f = mem_new((size_t)argc + 1, sizeof(*f));
	size_t n = 0;

	if (!brief)
		print_head();
	for (int i = brief ? 2 : 1; i < argc; i++) {
		if (!measure(argv[i], sites, &f[n]))
			continue;
		if (!brief)
			print_figure(&f[n]);
		fflush(stdout);
		n++;
	}
	print_summary(f, n);
	mem_free(f);
	site_set_free(sites);
	return 0;
}
