/* made.h: a page written into a test, and the document made of its article. */
#ifndef POSTIL_TESTS_EXTRACT_MADE_H
#define POSTIL_TESTS_EXTRACT_MADE_H

#include "support/unit.h"

#include "document/document.h"
#include "extract/article.h"

#define SENTENCE                                                                                   \
	"The river rose by two metres in the night, and the old bridge, which had stood for a "    \
	"century, was gone by dawn. "
#define PARAGRAPH "<p>" SENTENCE SENTENCE "</p>"
#define MENU                                                                                       \
	"<nav><ul><li><a href=/a>Home page</a><li><a href=/b>Other news of today</a><li><a "       \
	"href=/c>Sport and games</a></ul></nav>"

struct made {
	struct page page;
	struct buf image;
	struct document document;
	struct arena arena;
};

static inline void made_open(struct made *m, const char *html)
{
	static const struct extract_options options;
	struct extract x = { .page = &m->page, .options = &options };
	struct builder *b = builder_new(0);
	struct err e = { 0 };

	assert_true(page_parse(
		&m->page, PAGE_HTML, str_z(html), STR("https://www.gazette.example/story"), NULL));
	article_write(&x, b);
	assert_true(builder_seal(b, &m->image, &e));
	assert_true(document_open(&m->document, m->image.at, m->image.len, &e));
	builder_free(b);
	m->arena = x.arena;
}

static inline void made_drop(struct made *m)
{
	arena_free(&m->arena);
	buf_free(&m->image);
	page_free(&m->page);
}

/* Whether the text stands in one of the blocks. */
static inline bool made_has(const struct made *m, const char *text)
{
	for (uint32_t i = 0; i < m->document.blocks; i++)
		if (str_has(doc_block_text(&m->document, i), str_z(text)))
			return true;
	return false;
}

#endif
