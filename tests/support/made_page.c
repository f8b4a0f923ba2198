/* made_page.c: made-up pages. */
#include "config.h"

#include "support/made_page.h"

#include "document/build.h"

#include <stdio.h>
#include <stdlib.h>

static uint32_t chance(uint32_t *seed, uint32_t n)
{
	*seed = *seed * 1664525u + 1013904223u;
	return (*seed >> 8) % n;
}

/* So many words, with a capital letter and a full stop. */
static void sentence(struct builder *b, uint32_t *seed, uint32_t words)
{
	static const char *const word[] = { "the", "river", "before", "answered", "quiet", "a",
		"committee", "of", "seven", "lanterns", "never", "returned", "to", "harbour",
		"because", "its", "keeper", "sold", "every", "boat", "in", "winter", "and", "kept",
		"only", "one", "map", "with", "margins", "full", "notes" };
	char text[1024];
	size_t n = 0;

	for (uint32_t i = 0; i < words && n + 16 < sizeof(text); i++)
		n += (size_t)snprintf(text + n, sizeof(text) - n, "%s%s", i ? " " : "",
			word[chance(seed, sizeof(word) / sizeof(*word))]);
	text[0] = (char)(text[0] - 'a' + 'A');
	text[n++] = '.';
	builder_block(b, BLOCK_PARAGRAPH, 0, 0, 0);
	builder_text(b, (struct str){ text, n });
	builder_block_end(b);
}

static void add_comment(struct builder *b, uint32_t parent, uint32_t number, uint32_t *seed)
{
	char name[24];
	struct ref author;
	struct doc_comment *c;

	snprintf(name, sizeof(name), "reader%u", chance(seed, 5000));
	author = builder_line(b, str_z(name));
	c = builder_comment(b, parent, parent == DOC_NONE ? EDGE_NONE : EDGE_NESTED);
	c->author = author;
	c->when = 1490000000 + (int64_t)number * 61;
	c->score = (int32_t)chance(seed, 40) - 4;
	for (uint32_t i = 1 + chance(seed, 8) / 6; i > 0; i--)
		sentence(b, seed, 3 + chance(seed, 40));
	if (number % 1000 == 777) {
		builder_block(b, BLOCK_PARAGRAPH, 0, 0, 0);
		builder_text(b, STR("Somebody left a needle here."));
		builder_block_end(b);
	}
	builder_comment_end(b);
}

void made_page(uint32_t comments, uint32_t deepest, struct buf *image)
{
	struct builder *b = builder_new((size_t)2 << 30);
	uint32_t *path = mem_new(deepest + 1, sizeof(*path)), depth = 0, seed = 7;
	struct err e = { 0 };

	builder_field(b, FIELD_TITLE, STR("Seven lanterns and a map"), "made");
	builder_field(b, FIELD_SITE, STR("Harbour News"), "made");
	builder_article_begin(b);
	for (int i = 0; i < 60; i++)
		sentence(b, &seed, 20 + chance(&seed, 60));
	builder_article_end(b);
	builder_discussion(b, SOURCE_PAGE, "made");
	for (uint32_t i = 0; i < comments; i++) {
		depth = i ? chance(&seed, depth + 2) : 0;
		if (i && depth + 3 < deepest && chance(&seed, 4))
			depth++;
		if (i % 9 == 0)
			depth = 0;
		depth = depth >= deepest ? deepest - 1 : depth;
		while (depth && path[depth - 1] == 0 && depth > 1)
			depth--;
		add_comment(b, depth ? path[depth - 1] : DOC_NONE, i, &seed);
		path[depth] = builder_comment_index(b);
	}
	builder_discussion_end(b);
	if (!builder_seal(b, image, &e)) {
		fprintf(stderr, "made_page: %s\n", e.text);
		abort();
	}
	builder_free(b);
	mem_free(path);
}
