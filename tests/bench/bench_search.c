/* bench_search.c: a search through much text in slices: all of it, and the longest slice. */
#include "config.h"

#include "document/build.h"
#include "layout/search.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { SLICE = 64 * 1024, COMMENT = 400 /* bytes of a comment */ };

static const struct {
	const char *kind, *sentence, *query;
	unsigned how;
	size_t megabytes;
} bench[] = {
	{ "literal", "Plain words of an ordinary sentence, with nothing odd in it. ", "needle", 0,
		100 },
	{ "literal, found", "Plain words of an ordinary sentence, with nothing odd in it. ", "odd",
		0, 20 },
	{ "pattern", "Plain words of an ordinary sentence, with nothing odd in it. ", "n(e|o)+dle",
		SEARCH_REGEX, 100 },
	{ "accents folded", "Les élèves sont allés à l'école, où ils ont mangé. ", "zebre", 0, 20 },
	{ "another script", "Слова обычного предложения по-русски, без всего прочего. ", "елка", 0,
		20 },
	{ "a costly pattern", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaab ", "(a+)+$", SEARCH_REGEX, 5 },
};

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t); /* the machine is not ours alone */
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static bool make(const char *sentence, size_t bytes, struct buf *image, struct document *d)
{
	struct builder *b = builder_new(0);
	struct err e;

	builder_discussion(b, SOURCE_PAGE, "bench");
	for (size_t n = 0; n < bytes;) {
		builder_comment(b, DOC_NONE, EDGE_NONE);
		builder_block(b, BLOCK_PARAGRAPH, 0, 0, 0);
		for (size_t k = 0; k < COMMENT; k += strlen(sentence)) {
			builder_text(b, str_z(sentence));
			n += strlen(sentence);
		}
		builder_block_end(b);
		builder_comment_end(b);
	}
	builder_discussion_end(b);
	if (!builder_seal(b, image, &e) || !document_open(d, image->at, image->len, &e)) {
		fprintf(stderr, "bench_search: %s\n", e.text);
		return false;
	}
	builder_free(b);
	return true;
}

static void run(const struct document *d, size_t i)
{
	struct search *s = search_new(d, str_z(bench[i].query), bench[i].how, NULL, NULL);
	double start = now(), longest = 0;
	size_t hits, slices = 0;
	bool more = true;

	while (more) {
		double before = now();

		more = search_step(s, SLICE);
		longest = now() - before > longest ? now() - before : longest;
		slices++;
	}
	search_hits(s, &hits);
	printf("%-18s %4zu MB %8.1f ms, %6zu slices, the longest %6.2f ms, %zu matches\n",
		bench[i].kind, bench[i].megabytes, now() - start, slices, longest, hits);
	search_free(s);
}

int main(void)
{
	for (size_t i = 0; i < sizeof(bench) / sizeof(*bench); i++) {
		struct buf image = { 0 };
		struct document d;

		if (!make(bench[i].sentence, bench[i].megabytes * 1000000, &image, &d))
			return 1;
		run(&d, i);
		buf_free(&image);
	}
	return 0;
}
