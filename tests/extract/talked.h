/* talked.h: a page written into a test, ready for those who find discussions in it. */
#ifndef POSTIL_TESTS_EXTRACT_TALKED_H
#define POSTIL_TESTS_EXTRACT_TALKED_H

#include "support/unit.h"

#include "extract/thread.h"
#include "page/make.h"

struct talked {
	struct page page;
	struct extract x;
	struct extract_options options;
	struct talk list[TALKS_MAX];
	size_t talks;
};

static inline void talked_open(struct talked *t, const char *html)
{
	*t = (struct talked){ .options = { .now = 1700000000 } };
	assert_true(page_parse(
		&t->page, PAGE_HTML, str_z(html), STR("https://site.example/story"), NULL));
	t->x = (struct extract){ .page = &t->page, .options = &t->options };
	t->x.query = query_context_new(&t->page);
	t->x.attic = make_detached(t->page.doc, "attic");
}

static inline void talked_drop(struct talked *t)
{
	for (size_t i = 0; i < t->talks; i++)
		talk_free(&t->list[i]);
	array_free(&t->x.opening.body);
	array_free(&t->x.opening.tags);
	array_free(&t->x.parts.found);
	array_free(&t->x.taken);
	query_context_free(t->x.query);
	arena_free(&t->x.arena);
	page_free(&t->page);
}

/* "Ann: text <Bob: text": who says what, one "<" a depth, in page order. */
static inline void assert_talked(struct talk *t, const char *wanted)
{
	struct buf out = { 0 };

	talk_resolve(t, STR_NONE);
	for (size_t i = 0; i < t->comments.len; i++) {
		const struct talk_comment *c = &t->comments.at[i];
		struct buf text = { 0 };

		for (uint32_t up = c->parent; up != DOC_NONE; up = t->comments.at[up].parent)
			buf_add_char(&out, '<');
		buf_add(&text, c->text.len ? c->text : c->html);
		for (size_t k = 0; k < c->body.len; k++)
			node_text(c->body.at[k], &text);
		buf_printf(&out, "%.*s: %.*s | ", STR_ARG(c->author),
			STR_ARG(str_trim(buf_str(&text))));
		buf_free(&text);
	}
	assert_str(str_trim(buf_str(&out)), wanted);
	buf_free(&out);
}

/* The page's tree as markup. */
static inline void talked_markup(const struct talked *t, struct buf *out)
{
	xmlBuffer *b = xmlBufferCreate();

	assert_non_null(b);
	xmlNodeDump(b, t->page.doc, t->page.root, 0, 0);
	buf_add(out, (struct str){ (const char *)xmlBufferContent(b), (size_t)xmlBufferLength(b) });
	xmlBufferFree(b);
}

#endif
