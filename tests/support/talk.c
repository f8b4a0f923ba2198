/* talk.c: see talk.h. */
#include "config.h"

#include "support/talk.h"

#include "document/build.h"

#include <stdio.h>
#include <stdlib.h>

static const struct {
	unsigned depth, paragraphs;
	const char *author, *text;
	int score, minute; /* -1: the page does not say */
} comment[] = {
	{ 0, 1, "Ada", "The first word.", 3, 10 },
	{ 1, 1, "Berta", "An answer to it, see the map.", 9, 11 },
	{ 2, 1, "Carl", "An answer to the answer.", 1, 12 },
	{ 3, 1, "Ada", "The last word, I hope.", 2, 50 },
	{ 1, 1, "Dora", "Another answer.", 5, 14 },
	{ 0, 40, "Emil", "A long letter.", 7, 5 },
	{ 1, 1, "Berta", "A needle in a letter.", 4, 60 },
	{ 0, 1, "Fred", "Another thread with a needle.", 30, 20 },
	{ 0, 1, "Gina", "News from the harbour.", 0, 70 },
	{ 1, 1, "Hugo", "Which harbour?", 1, 71 },
	{ 1, 1, "Ida", "The old one.", 2, 72 },
	{ 0, 1, "Otto", "We talk elsewhere.", 1, 1 },
	{ 1, 1, "Paula", "So do we.", 1, 2 },
};

#define COMMENTS    (sizeof(comment) / sizeof(*comment))
#define FIRST_TALK  11
#define DEPTH	    4
#define MORE_THAN_A 400 /* columns of the line of code */

const bool talk_seen[COMMENTS] = { true, true, true, false, true, true, false, true, false, true,
	true, true, true };

static void paragraph(struct builder *b, const char *text)
{
	builder_block(b, BLOCK_PARAGRAPH, 0, 0, 0);
	builder_text(b, str_z(text));
	builder_block_end(b);
}

static void linked(struct builder *b, const char *text, const char *url)
{
	unsigned span;

	builder_block(b, BLOCK_PARAGRAPH, 0, 0, 0);
	builder_text(b, STR("See "));
	span = builder_span(b, SPAN_LINK, str_z(url), STR_NONE);
	builder_text(b, str_z(text));
	builder_span_end(b, span);
	builder_block_end(b);
}

static void article(struct builder *b)
{
	char text[64];

	builder_field(b, FIELD_TITLE, STR("A page of everything"), "made");
	builder_field(b, FIELD_BYLINE, STR("By Nobody"), "made");
	builder_field(b, FIELD_URL, STR("http://127.0.0.1:1/story"), "made");
	builder_field(b, FIELD_IMAGE, STR("http://127.0.0.1:1/image.png"), "made");
	builder_article_begin(b);
	for (int i = 0; i < 30; i++) {
		if (i % 10 == 0) {
			snprintf(text, sizeof(text), "Heading %d", i / 10);
			builder_block(b, BLOCK_HEADING, 2, 0, 0);
			builder_text(b, str_z(text));
			builder_block_end(b);
		}
		snprintf(text, sizeof(text), "Paragraph number %d.", i);
		paragraph(b, text);
		if (i == 1)
			linked(b, "the first link", "http://127.0.0.1:1/first");
		if (i == 2)
			linked(b, "the second link", "http://127.0.0.1:1/second");
		if (i == 3) {
			builder_block(b, BLOCK_CODE, 0, 0, 0);
			for (int k = 0; k < MORE_THAN_A / 10; k++) {
				snprintf(text, sizeof(text), "column%03d,", 10 * k);
				builder_text(b, str_z(text));
			}
			builder_block_end(b);
		}
	}
	builder_article_end(b);
}

static void add(struct builder *b, size_t i, uint32_t *path)
{
	uint32_t parent = comment[i].depth ? path[comment[i].depth - 1] : DOC_NONE;
	struct ref author = builder_line(b, str_z(comment[i].author)), link;
	struct doc_comment *c;
	char text[64];

	snprintf(text, sizeof(text), "http://127.0.0.1:1/story#%zu", i + 1);
	link = builder_line(b, str_z(text));
	c = builder_comment(b, parent, parent == DOC_NONE ? EDGE_NONE : EDGE_NESTED);
	path[comment[i].depth] = builder_comment_index(b);
	c->author = author;
	c->permalink = link;
	c->score = comment[i].score;
	c->when = TALK_NOW - 7200 + 60 * comment[i].minute;
	paragraph(b, comment[i].text);
	for (unsigned k = 1; k < comment[i].paragraphs; k++) {
		snprintf(text, sizeof(text), "Line %u of the letter.", k);
		paragraph(b, text);
	}
	builder_comment_end(b);
}

static void seal(struct builder *b, struct buf *image)
{
	struct err e = { 0 };

	if (!builder_seal(b, image, &e)) {
		fprintf(stderr, "talk: %s\n", e.text);
		abort();
	}
	builder_free(b);
}

void talk_page(struct buf *image)
{
	struct builder *b = builder_new(0);
	uint32_t path[DEPTH];

	article(b);
	builder_discussion(b, SOURCE_PAGE, "made");
	for (size_t i = 0; i < COMMENTS; i++) {
		if (i == FIRST_TALK) {
			builder_discussion_end(b);
			builder_discussion(b, SOURCE_PAGE, "made");
		}
		add(b, i, path);
	}
	builder_discussion_end(b);
	seal(b, image);
}

void talk_deep(unsigned levels, struct buf *image)
{
	struct builder *b = builder_new(0);
	uint32_t parent = DOC_NONE;

	builder_field(b, FIELD_TITLE, STR("How deep is it?"), "made");
	builder_discussion(b, SOURCE_PAGE, "made");
	for (unsigned i = 0; i < levels; i++) {
		struct ref author = builder_line(b, i % 2 ? STR("Ada") : STR("Berta"));
		struct doc_comment *c = builder_comment(b, parent, i ? EDGE_NESTED : EDGE_NONE);
		char text[128];

		c->author = author;
		parent = builder_comment_index(b);
		snprintf(text, sizeof(text),
			"Level %u, and still there is room for a whole sentence on a line.", i);
		paragraph(b, text);
		builder_comment_end(b);
	}
	builder_discussion_end(b);
	seal(b, image);
}
