/* bench_extract: what extraction costs beside the bare parse of the same page.
 *
 *   bench_extract PAGE...
 *
 * Prints for each page its size, the bare parse by libxml2 (the reference), and parse, extraction and sealing as ratios to it.
 * CPU time, the best of several rounds, all in turn. */
#include "config.h"

#include "document/build.h"
#include "extract/extract.h"
#include "page/page.h"
#include "site/site.h"

#include <libxml/HTMLparser.h>
#include <stdio.h>
#include <time.h>

enum { ROUNDS = 7, STEP_BARE = 0, STEP_PARSE, STEP_EXTRACT, STEP_SEAL, STEPS };

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static void bare(struct str text)
{
	htmlDocPtr doc = htmlReadMemory(text.at, (int)text.len, NULL, "UTF-8",
		HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET |
			HTML_PARSE_COMPACT | 1 << 19);

	xmlFreeDoc(doc);
}

static void one_round(struct str text, const struct site_set *sites, double best[STEPS])
{
	struct extract_options options = { .sites = sites };
	struct builder *b = builder_new(0);
	struct buf image = { 0 };
	double at[STEPS + 1];
	struct page page;

	at[0] = now();
	bare(text);
	at[1] = now();
	page_parse(&page, PAGE_HTML, text, STR_NONE, NULL);
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

int main(int argc, char **argv)
{
	struct site_set *sites = site_set_new(NULL, NULL, NULL);

	printf("%-32s %9s %10s %7s %8s %6s\n", "page", "KiB", "bare, ms", "parse", "extract",
		"seal");
	for (int i = 1; i < argc; i++) {
		double best[STEPS] = { 0 };
		struct buf text = { 0 };
		struct str name = str_z(argv[i]);

		if (!read_file(argv[i], &text))
			continue;
		for (int round = 0; round < ROUNDS; round++)
			one_round(buf_str(&text), sites, best);
		printf("%-32.*s %9.1f %10.2f %7.2f %8.2f %6.2f\n",
			STR_ARG(str_sub(name, name.len > 32 ? name.len - 32 : 0, 32)),
			(double)text.len / 1024, best[STEP_BARE],
			best[STEP_PARSE] / best[STEP_BARE], best[STEP_EXTRACT] / best[STEP_BARE],
			best[STEP_SEAL] / best[STEP_BARE]);
		buf_free(&text);
	}
	site_set_free(sites);
	return 0;
}
