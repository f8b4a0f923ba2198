/* test_view.c: the reader on a fake terminal: keys in, pictures out. */
#include "config.h"

#include "support/unit.h"

#include "document/build.h"
#include "support/fake_screen.h"
#include "view/view.h"

static struct buf image;

static uint32_t comment(struct builder *b, uint32_t parent, const char *author, const char *text)
{
	struct ref name = builder_line(b, str_z(author));
	struct doc_comment *c =
		builder_comment(b, parent, parent == DOC_NONE ? EDGE_NONE : EDGE_NESTED);
	uint32_t index = builder_comment_index(b);

	c->author = name;
	builder_block(b, BLOCK_PARAGRAPH, 0, 0, 0);
	builder_text(b, str_z(text));
	builder_block_end(b);
	builder_comment_end(b);
	return index;
}

static void make_page(void)
{
	struct builder *b = builder_new(0);
	uint32_t first;
	struct err e;

	builder_field(b, FIELD_TITLE, STR("A page of tests"), "test");
	builder_article_begin(b);
	builder_block(b, BLOCK_HEADING, 2, 0, 0);
	builder_text(b, STR("The heading"));
	builder_block_end(b);
	for (int i = 0; i < 40; i++) {
		char text[40];

		snprintf(text, sizeof(text), "Paragraph number %d.", i);
		builder_block(b, BLOCK_PARAGRAPH, 0, 0, 0);
		builder_text(b, str_z(text));
		builder_block_end(b);
	}
	builder_article_end(b);
	builder_discussion(b, SOURCE_PAGE, "guessed");
	first = comment(b, DOC_NONE, "Ada", "The first word.");
	comment(b, comment(b, first, "Berta", "An answer to it."), "Carl",
		"An answer to the answer.");
	comment(b, DOC_NONE, "Dora", "Another thread with a needle.");
	builder_discussion_end(b);
	buf_free(&image);
	assert_true(builder_seal(b, &image, &e));
	builder_free(b);
}

static void show(int rows, int cols, const uint32_t *keys)
{
	struct load load = { .stage = LOAD_DONE, .fd = -1 };
	struct view_options o = { .now = 0 };
	struct err e = { 0 };

	assert_true(document_open(&load.document, image.at, image.len, &e));
	fake = (struct fake){ .rows = rows, .cols = cols, .keys = keys };
	assert_int_equal(view_run(&o, &load, &e), 0);
	assert_true(fake.closed);
}

static void run(int rows, int cols, const uint32_t *keys)
{
	make_page();
	show(rows, cols, keys);
}

#define KEYS(...) ((const uint32_t[]){ __VA_ARGS__, 0 })

static void wide_terminal_shows_article_and_thread_side_by_side(void **state)
{
	(void)state;
	run(24, 120, KEYS(SCREEN_RESIZE));
	assert_true(fake_shows("The heading"));
	assert_true(fake_shows("Ada"));
	assert_true(fake_shows("An answer to the answer."));
	assert_true(fake_shows("comment 1 of 4"));
}

static void narrow_terminal_shows_one_pane_and_tab_the_other(void **state)
{
	(void)state;
	run(24, 60, KEYS(SCREEN_RESIZE));
	assert_true(fake_shows("The heading"));
	assert_false(fake_shows("Berta"));
	run(24, 60, KEYS('\t'));
	assert_true(fake_shows("Berta"));
	assert_false(fake_shows("The heading"));
}

static void folded_comment_hides_its_replies(void **state)
{
	(void)state;
	run(24, 120, KEYS('\t', '\r'));
	assert_true(fake_shows("Ada [+2]"));
	assert_false(fake_shows("Berta"));
	assert_true(fake_shows("Dora"));
	run(24, 120, KEYS('\t', '\r', '\r'));
	assert_true(fake_shows("Berta"));
}

static void closing_all_and_opening_all_are_exact_opposites(void **state)
{
	(void)state;
	run(24, 120, KEYS('\t', 'z', 'M'));
	assert_false(fake_shows("Carl"));
	run(24, 120, KEYS('\t', 'z', 'M', 'z', 'R'));
	assert_true(fake_shows("Carl"));
}

static void search_finds_what_is_folded_and_opens_it(void **state)
{
	(void)state;
	run(24, 120, KEYS('\t', 'z', 'M', '/', 'a', 'n', 's', 'w', 'e', 'r', '\r', 'n'));
	assert_true(fake_shows("2/3 (0 in the article, 3 in comments)"));
	assert_true(fake_shows("An answer to the answer."));
}

static void filter_keeps_matches_and_what_stands_above_them(void **state)
{
	(void)state;
	run(24, 120, KEYS('\t', '&', 'n', 'e', 'e', 'd', 'l', 'e', '\r'));
	assert_true(fake_shows("Dora"));
	assert_false(fake_shows("Ada"));
	run(24, 120, KEYS('\t', '&', 'n', 'e', 'e', 'd', 'l', 'e', '\r', 27));
	assert_true(fake_shows("Ada"));
}

static void moving_along_the_tree(void **state)
{
	(void)state;
	run(24, 120, KEYS('\t', 'j', 'j'));
	assert_true(fake_shows("comment 3 of 4"));
	run(24, 120, KEYS('\t', 'j', 'j', 'p'));
	assert_true(fake_shows("comment 2 of 4"));
	run(24, 120, KEYS('\t', 'j', 'j', 'P'));
	assert_true(fake_shows("comment 1 of 4"));
	run(24, 120, KEYS('\t', '}'));
	assert_true(fake_shows("comment 4 of 4"));
	run(24, 120, KEYS('\t', '}', '{'));
	assert_true(fake_shows("comment 1 of 4"));
	run(24, 120, KEYS('\t', '3', 'G'));
	assert_true(fake_shows("comment 3 of 4"));
	run(24, 120, KEYS('\t', 'G', '\'', '\''));
	assert_true(fake_shows("comment 1 of 4"));
}

static void end_of_the_article_fills_the_pane(void **state)
{
	(void)state;
	run(24, 120, KEYS('G'));
	assert_true(fake_shows("Paragraph number 39."));
	assert_true(fake_shows("Paragraph number 31."));
	assert_true(fake_shows("article 100%"));
}

static void lists_open_and_close(void **state)
{
	static const char open[] = { '?', 'L', 't', 'D', '=' };

	(void)state;
	for (size_t i = 0; i < sizeof(open); i++) {
		run(24, 120, KEYS((uint32_t)open[i]));
		assert_false(fake_shows("Paragraph number 0."));
		run(24, 120, KEYS((uint32_t)open[i], 'q', SCREEN_RESIZE));
		assert_true(fake_shows("Paragraph number 0."));
	}
}

static void lists_are_made_anew_for_another_width(void **state)
{
	(void)state;
	run(10, 40, KEYS('?'));
	assert_false(fake_shows("j Down          Go down one line."));
	run(10, 40, KEYS('?', FAKE_SIZE(24, 100)));
	assert_true(fake_shows("j Down          Go down one line."));
	run(24, 100, KEYS('?', 'G', FAKE_SIZE(10, 40)));
	assert_false(fake_shows("In the article")); /* it stays where it was */
}

static void a_key_without_a_meaning_is_told_so(void **state)
{
	(void)state;
	run(24, 120, KEYS('x'));
	assert_true(fake_shows("x does nothing in the article; the keys are listed by ?."));
	run(24, 120, KEYS('z', 'x', 'j'));
	assert_false(fake_shows("does nothing in"));
	run(24, 120, KEYS('m', 27));
	assert_false(fake_shows("does nothing in"));
	run(24, 120, KEYS('z', 27));
	assert_false(fake_shows("does nothing in"));
}

/* Instead of pushing what stands behind it off the row. */
static void a_long_name_is_cut_with_a_sign(void **state)
{
	struct builder *b = builder_new(0);
	struct err e;

	(void)state;
	builder_discussion(b, SOURCE_PAGE, "guessed");
	comment(b, comment(b, DOC_NONE, "A name that no screen of this width has room for", "One."),
		"Berta", "Two.");
	builder_discussion_end(b);
	buf_free(&image);
	assert_true(builder_seal(b, &image, &e));
	builder_free(b);
	show(10, 40, KEYS('h'));
	assert_true(fake_shows("▸ A name that no screen of this … [+1]"));
	show(10, 90, KEYS('h'));
	assert_true(fake_shows("has room for [+1]"));
}

static void one_cell_is_enough(void **state)
{
	(void)state;
	run(1, 1, KEYS('j', '\t', 'j', 'G', 'g', '?', 'q', '/', 'a', '\r', 'n', 'v'));
	run(2, 3, KEYS('j', '\t', 'j', 'G', 'g', '?', 'q', '/', 'a', '\r', 'n', 'v'));
}

static void every_bound_key_leaves_the_reader_whole(void **state)
{
	struct keymap m = { 0 };

	(void)state;
	keymap_defaults(&m);
	for (size_t i = 0; i < m.binding.len; i++) {
		const struct binding *b = &m.binding.at[i];
		uint32_t keys[KEY_SEQUENCE + 4] = { '\t' };
		unsigned n = b->where & COMMAND_ARTICLE ? 0 : 1;

		if (b->command == CMD_OPEN_LINK || b->command == CMD_OPEN_PAGE ||
			b->command == CMD_IMAGES)
			continue; /* these run other programs */
		for (unsigned k = 0; k < b->keys; k++)
			keys[n++] = b->key[k];
		keys[n++] = 'a';
		run(24, 120, keys);
	}
	keymap_free(&m);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(wide_terminal_shows_article_and_thread_side_by_side),
		cmocka_unit_test(narrow_terminal_shows_one_pane_and_tab_the_other),
		cmocka_unit_test(folded_comment_hides_its_replies),
		cmocka_unit_test(closing_all_and_opening_all_are_exact_opposites),
		cmocka_unit_test(search_finds_what_is_folded_and_opens_it),
		cmocka_unit_test(filter_keeps_matches_and_what_stands_above_them),
		cmocka_unit_test(moving_along_the_tree),
		cmocka_unit_test(end_of_the_article_fills_the_pane),
		cmocka_unit_test(lists_open_and_close),
		cmocka_unit_test(lists_are_made_anew_for_another_width),
		cmocka_unit_test(a_key_without_a_meaning_is_told_so),
		cmocka_unit_test(a_long_name_is_cut_with_a_sign),
		cmocka_unit_test(one_cell_is_enough),
		cmocka_unit_test(every_bound_key_leaves_the_reader_whole),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
