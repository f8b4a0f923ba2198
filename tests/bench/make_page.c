/* make_page: a page with a discussion of any size, the same every time.
 *
 *   make_page nested|flat COMMENTS
 *
 * nested: lists within lists; flat: one list, each reply says whom it answers. Every third comment begins a thread; the
 * others answer one of the comments just before. */
#include "config.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	DEPTH_MAX = 16,
	ARTICLE_PARAGRAPHS = 12,
};

static const char *const words[] = {
	"the",
	"plan",
	"of",
	"a",
	"city",
	"to",
	"build",
	"its",
	"own",
	"network",
	"and",
	"people",
	"who",
	"pay",
	"for",
	"it",
	"have",
	"said",
	"that",
	"nobody",
	"asked",
	"them",
	"before",
	"winter",
	"because",
	"prices",
	"change",
	"slowly",
	"when",
	"water",
	"rises",
	"again",
	"in",
	"small",
	"rivers",
	"near",
	"old",
	"mills",
	"where",
	"stone",
	"bridges",
	"stood",
	"once",
	"more",
};

static uint64_t next(uint64_t *state)
{
	/* Knuth's MMIX constants. */
	*state = *state * 6364136223846793005u + 1442695040888963407u;
	return *state >> 33;
}

static void text(uint64_t *state, int count)
{
	while (count-- > 0)
		printf("%s%s", words[next(state) % (sizeof(words) / sizeof(*words))],
			count % 9 == 0 ? ". " : " ");
}

static void article(uint64_t *state)
{
	printf("<!DOCTYPE html><html lang=en><head><meta charset=utf-8><title>A page made for "
	       "measuring</title></head>"
	       "<body><article><h1>A page made for measuring</h1>");
	for (int i = 0; i < ARTICLE_PARAGRAPHS; i++) {
		printf("<p>");
		text(state, 90);
		printf("</p>\n");
	}
	printf("</article>\n");
}

static void comment(uint64_t *state, long number, const char *name, const char *answers)
{
	printf("<div class=\"comment-body\" id=\"div-comment-%ld\"><div class=\"comment-author "
	       "vcard\">"
	       "<cite class=\"fn\">%s</cite>",
		number, name);
	if (answers)
		printf("<span class=\"in-reply-to\">in reply to <a href=\"#comment\">%s</a></span>",
			answers);
	printf("</div><div class=\"comment-meta\"><a href=\"#comment-%ld\"><time "
	       "datetime=\"2020-01-%02ldT10:%02ld:00Z\">"
	       "2020</time></a></div><div class=\"comment-content\"><p>",
		number, number % 28 + 1, number % 60);
	text(state, 20 + (int)(next(state) % 60));
	printf("</p></div><div class=\"reply\"><a href=\"#respond\">Reply</a></div></div>\n");
}

static void name_of(long number, char out[32])
{
	snprintf(out, 32, "reader%ld", number);
}

static void nested(uint64_t *state, long count)
{
	int depth = 0;

	printf("<ol class=\"comment-list\">\n");
	for (long i = 1; i <= count; i++) {
		int wanted = i % 3 == 1 ? 0 : (int)(next(state) % (uint64_t)(depth + 1)) + 1;
		char name[32];

		if (wanted > DEPTH_MAX)
			wanted = DEPTH_MAX;
		for (; depth > wanted; depth--)
			printf("</li></ol>");
		if (i > 1 && wanted == depth)
			printf("</li>\n");
		if (wanted > depth) {
			printf("<ol class=\"children\">");
			depth++;
		}
		name_of(i, name);
		printf("<li class=\"comment depth-%d\" id=\"comment-%ld\">", depth + 1, i);
		comment(state, i, name, NULL);
	}
	for (; depth > 0; depth--)
		printf("</li></ol>");
	printf("</li></ol>\n");
}

static void flat(uint64_t *state, long count)
{
	printf("<ol class=\"comment-list\">\n");
	for (long i = 1; i <= count; i++) {
		char name[32], other[32];

		name_of(i, name);
		name_of(i - 1 - (long)(next(state) % 3), other);
		printf("<li class=\"comment\" id=\"comment-%ld\">", i);
		comment(state, i, name, i % 3 == 1 ? NULL : other);
		printf("</li>\n");
	}
	printf("</ol>\n");
}

int main(int argc, char **argv)
{
	uint64_t state = 1;
	long count = argc == 3 ? strtol(argv[2], NULL, 10) : 0;

	if (count <= 0) {
		fprintf(stderr, "usage: make_page nested|flat COMMENTS\n");
		return 2;
	}
	article(&state);
	if (strcmp(argv[1], "nested") == 0)
		nested(&state, count);
	else
		flat(&state, count);
	printf("</body></html>\n");
	return 0;
}
