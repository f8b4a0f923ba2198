/* sample.h: a small document with something of everything, for tests. */
#ifndef POSTIL_TESTS_SAMPLE_H
#define POSTIL_TESTS_SAMPLE_H

#include "document/build.h"
#include "document/document.h"

static inline void sample_paragraph(struct builder *b, const char *text)
{
	builder_block(b, BLOCK_PARAGRAPH, 0, 0, 0);
	builder_text(b, str_z(text));
	builder_block_end(b);
}

static inline uint32_t sample_comment(
	struct builder *b, uint32_t parent, const char *id, const char *author, const char *text)
{
	struct ref id_ref = builder_line(b, str_z(id)), author_ref = builder_line(b, str_z(author));
	struct doc_comment *c = builder_comment(b, parent, EDGE_NESTED);

	if (!c)
		return DOC_NONE;
	c->id = id_ref;
	c->author = author_ref;
	if (text)
		sample_paragraph(b, text);
	builder_comment_end(b);
	return builder_comment_index(b);
}

static inline void sample_article(struct builder *b)
{
	unsigned strong, link;

	builder_field(b, FIELD_TITLE, STR("A  title"), "test");
	builder_field(b, FIELD_PUBLISHED, STR("2017-03-28T07:24+03:00"), "test");
	builder_article_begin(b);
	builder_anchor(b, STR("top"), builder_next(b));
	builder_block(b, BLOCK_HEADING, 9, 0, 0);
	builder_text(b, STR("Head"));
	builder_block(b, BLOCK_PARAGRAPH, 0, 0, 0);
	builder_text(b, STR(" One "));
	strong = builder_span(b, SPAN_STRONG, STR_NONE, STR_NONE);
	link = builder_span(b, SPAN_LINK, STR("https://x.example/"), STR_NONE);
	builder_text(b, STR(" two "));
	builder_span_end(b, link);
	builder_text(b, STR("three"));
	builder_span_end(b, strong);
	builder_text(b, STR("."));
	builder_block(b, BLOCK_ROW, 0, 0, 1);
	builder_text(b, STR("a"));
	builder_cell(b);
	builder_text(b, STR(" b "));
	builder_block(b, BLOCK_PARAGRAPH, 0, 0, 0);
	builder_text(b, STR(" \n "));
	builder_article_end(b);
	builder_tag(b, STR("politics"), STR_NONE);
	builder_related(b, STR("Other story"), STR("https://x.example/o"));
}

static inline void sample_talk(struct builder *b)
{
	uint32_t first, second;

	builder_discussion(b, SOURCE_PAGE, "rule test")->claimed = 5;
	first = sample_comment(b, DOC_NONE, "a", "Ann", "First");
	second = sample_comment(b, first, "", "Bob", "Second \xc3\xa9");
	sample_comment(b, second, "a", "Ann", "Third");
	sample_comment(b, first, "d", "Cid", NULL);
	sample_comment(b, DOC_NONE, "e", "Ann", "Fifth");
	builder_discussion_end(b);
	builder_part(b,
		&(struct builder_part){
			PART_COMMENTS, 0, 3, STR("https://x.example/2"), STR("Next"), STR_NONE });
	builder_note(b, NOTE_LACK, "few", second, "%s of %d", "one", 2);
}

static inline void sample_image(struct buf *out)
{
	struct builder *b = builder_new(0);

	sample_article(b);
	sample_talk(b);
	builder_seal(b, out, NULL);
	builder_free(b);
}

#endif
