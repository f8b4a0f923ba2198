/* test_within.c: links within the page: to a footnote and back. */
#include "config.h"

#include "support/unit.h"

#include "document/build.h"
#include "support/fake_screen.h"
#include "view/view.h"

enum { PARAGRAPHS = 60, ROWS = 20, COLS = 70, REFERENCE = 2 };

static struct buf image;
static struct load load = { .stage = LOAD_DONE, .fd = -1 };

static void add_reference(struct builder *b, const char *url, const char *text)
{
	unsigned handle = builder_span(b, SPAN_NOTE, str_z(url), STR_NONE);

	builder_text(b, str_z(text));
	builder_span_end(b, handle);
}

/* Paragraphs, one with a reference, and the footnote behind them all. */
static int build(void **state)
{
	struct builder *b = builder_new(0);
	struct err e;

	(void)state;
	builder_article_begin(b);
	for (int i = 0; i < PARAGRAPHS; i++) {
		builder_block(b, BLOCK_PARAGRAPH, 0, 0, 0);
		builder_text(b, STR("Paragraph of the text"));
		if (i == REFERENCE) {
			builder_text(b, STR(" with a claim"));
			builder_anchor(b, STR("ref1"), builder_next(b));
			add_reference(b, "#note1", "[1]");
		}
		builder_block_end(b);
	}
	builder_anchor(b, STR("note1"), builder_next(b));
	builder_block(b, BLOCK_NOTE, 0, 0, 1);
	builder_text(b, STR("What proves it. "));
	add_reference(b, "#ref1", "back");
	builder_text(b, STR(" or to "));
	add_reference(b, "#nowhere", "nowhere");
	builder_block_end(b);
	builder_anchor(b, STR("behind"), builder_next(b));
	builder_article_end(b);
	if (!builder_seal(b, &image, &e))
		return -1;
	builder_free(b);
	return document_open(&load.document, image.at, image.len, &e) ? 0 : -1;
}

static int drop(void **state)
{
	(void)state;
	buf_free(&image);
	return 0;
}

static void run(const char *keys)
{
	static uint32_t key[64];
	struct view_options o = { 0 };
	struct err e = { 0 };
	size_t n = 0;

	for (; keys[n]; n++)
		key[n] = (unsigned char)keys[n];
	key[n] = 0;
	fake = (struct fake){ .rows = ROWS, .cols = COLS, .keys = key };
	assert_int_equal(view_run(&o, &load, &e), 0);
}

static void places_without_a_block_are_forgotten(void **state)
{
	(void)state;
	assert_int_equal(load.document.anchors, 2);
	assert_int_equal(doc_anchored(&load.document, STR("#note1")), PARAGRAPHS);
	assert_int_equal(doc_anchored(&load.document, STR("#behind")), DOC_NONE);
	assert_int_equal(doc_anchored(&load.document, STR("note1")), DOC_NONE);
}

static void a_reference_leads_to_its_footnote(void **state)
{
	(void)state;
	run("");
	assert_true(fake_shows("with a claim"));
	assert_false(fake_shows("What proves it"));
	run("]\r");
	assert_true(fake_shows("What proves it"));
	assert_false(fake_shows("with a claim"));
}

static void the_same_key_leads_back(void **state)
{
	(void)state;
	run("]\r\r");
	assert_true(fake_shows("with a claim"));
	run("]\r\r\r");
	assert_true(fake_shows("What proves it"));
}

static void jump_back_leads_back_too(void **state)
{
	(void)state;
	run("]\r''");
	assert_true(fake_shows("with a claim"));
}

static void a_hint_leads_there(void **state)
{
	(void)state;
	run("fa");
	assert_true(fake_shows("What proves it"));
}

static void a_place_that_is_not_there_is_said(void **state)
{
	(void)state;
	run("G]]\r");
	assert_true(fake_shows("The article has no such place."));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(places_without_a_block_are_forgotten),
		cmocka_unit_test(a_reference_leads_to_its_footnote),
		cmocka_unit_test(the_same_key_leads_back),
		cmocka_unit_test(jump_back_leads_back_too),
		cmocka_unit_test(a_hint_leads_there),
		cmocka_unit_test(a_place_that_is_not_there_is_said),
	};

	return cmocka_run_group_tests_name("within", tests, build, drop);
}
