/* test_margin.c: the map of matches at the edge of a pane. */
#include "config.h"

#include "support/unit.h"

#include "document/build.h"
#include "support/fake_screen.h"
#include "view/view.h"

enum { COMMENTS = 200, ROWS = 22, COLS = 60 };

static struct buf image;
static struct load load = { .stage = LOAD_DONE, .fd = -1 };

/* Comments of one word each; those of number n % 50 == 7 have a needle. */
static int build(void **state)
{
	struct builder *b = builder_new(0);
	struct err e;

	(void)state;
	builder_discussion(b, SOURCE_PAGE, "guessed");
	for (int i = 0; i < COMMENTS; i++) {
		builder_comment(b, DOC_NONE, EDGE_NONE);
		builder_block(b, BLOCK_PARAGRAPH, 0, 0, 0);
		builder_text(b, i % 50 == 7 ? STR("needle") : STR("hay"));
		builder_block_end(b);
		builder_comment_end(b);
	}
	builder_discussion_end(b);
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

static void run(bool ascii, const char *keys)
{
	static uint32_t key[64];
	struct view_options o = { .ascii = ascii };
	struct err e = { 0 };
	size_t n = 0;

	for (; keys[n]; n++)
		key[n] = (unsigned char)keys[n];
	key[n] = 0;
	fake = (struct fake){ .rows = ROWS + 2, .cols = COLS, .keys = key };
	assert_int_equal(view_run(&o, &load, &e), 0);
}

/* Each quarter of the pane has one, at the same part of it. */
static void marks_stand_where_the_matches_are_in_the_whole(void **state)
{
	int marks = 0;

	(void)state;
	run(false, "/needle\r");
	for (int r = 0; r < ROWS; r++) {
		const char *cell = fake.cell[1 + r][COLS - 1];
		bool here = false;

		for (int k = 0; k < 4; k++)
			here |= r == (50 * k + 7) * ROWS / COMMENTS;
		assert_int_equal(*cell != '\0', here);
		marks += *cell != '\0';
	}
	assert_int_equal(marks, 4);
	assert_string_equal(fake.cell[1 + 7 * ROWS / COMMENTS][COLS - 1], "◀");
	assert_string_equal(fake.cell[1 + 57 * ROWS / COMMENTS][COLS - 1], "▐");
}

static void the_marks_go_with_the_search(void **state)
{
	(void)state;
	run(false, "/needle\r\033");
	for (int r = 0; r < ROWS; r++)
		assert_string_equal(fake.cell[1 + r][COLS - 1], "");
}

static void ascii_has_marks_of_its_own(void **state)
{
	(void)state;
	run(true, "/needle\rn");
	assert_string_equal(fake.cell[1 + 7 * ROWS / COMMENTS][COLS - 1], "|");
	assert_string_equal(fake.cell[1 + 57 * ROWS / COMMENTS][COLS - 1], "<");
}

static void the_marks_follow_the_order_shown(void **state)
{
	(void)state;
	run(false, "ss/needle\r"); /* newest first; no comment has a time: the order stays */
	assert_string_equal(fake.cell[1 + 57 * ROWS / COMMENTS][COLS - 1], "▐");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(marks_stand_where_the_matches_are_in_the_whole),
		cmocka_unit_test(the_marks_go_with_the_search),
		cmocka_unit_test(ascii_has_marks_of_its_own),
		cmocka_unit_test(the_marks_follow_the_order_shown),
	};

	return cmocka_run_group_tests_name("margin", tests, build, drop);
}
