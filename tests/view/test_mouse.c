/* test_mouse.c: the wheel and clicks, on panes, lists and prompts. */
#include "config.h"

#include "support/unit.h"

#include "support/fake_screen.h"
#include "support/talk.h"
#include "view/view.h"

static struct buf image;

/* Side by side: the article on the left, comments from column 61 on. */
static void see(const uint32_t *keys)
{
	struct load load = { .stage = LOAD_DONE, .fd = -1 };
	struct view_options o = { .now = TALK_NOW };
	struct err e = { 0 };

	assert_true(document_open(&load.document, image.at, image.len, &e));
	fake = (struct fake){ .rows = 24, .cols = 120, .keys = keys };
	assert_int_equal(view_run(&o, &load, &e), 0);
}

#define SEE(...) see((const uint32_t[]){ __VA_ARGS__, 0 })

static void the_wheel_moves_the_pane_below_the_pointer(void **state)
{
	(void)state;
	SEE(FAKE_POINTER(5, 90), SCREEN_WHEEL_DOWN);
	assert_false(fake_shows("The first word."));
	assert_true(fake_shows("By Nobody"));
	assert_true(fake_shows("▸article"));
	SEE(FAKE_POINTER(5, 5), SCREEN_WHEEL_DOWN);
	assert_true(fake_shows("The first word."));
	assert_false(fake_shows("By Nobody"));
	SEE(FAKE_POINTER(5, 5), SCREEN_WHEEL_DOWN, SCREEN_WHEEL_UP);
	assert_true(fake_shows("By Nobody"));
}

static void a_click_goes_to_the_comment(void **state)
{
	(void)state;
	SEE(FAKE_POINTER(5, 90), SCREEN_CLICK); /* the text of the second */
	assert_true(fake_shows("▸comment 2 of 11"));
	assert_true(fake_shows("An answer to it"));
	SEE('\t', FAKE_POINTER(5, 5), SCREEN_CLICK);
	assert_true(fake_shows("▸article"));
}

static void a_click_on_the_name_in_focus_folds(void **state)
{
	(void)state;
	SEE(FAKE_POINTER(2, 90), SCREEN_CLICK);
	assert_true(fake_shows("▾ Ada"));
	SEE(FAKE_POINTER(2, 90), SCREEN_CLICK, SCREEN_CLICK);
	assert_true(fake_shows("▸ Ada [+4]"));
}

static void lists_are_scrolled_and_chosen_from(void **state)
{
	(void)state;
	SEE('?', FAKE_POINTER(5, 5), SCREEN_WHEEL_DOWN);
	assert_true(fake_shows("4/"));
	assert_false(fake_shows("In the article"));
	SEE('t', FAKE_POINTER(3, 5), SCREEN_CLICK);
	assert_true(fake_shows("3/3"));
	SEE('t', FAKE_POINTER(3, 5), SCREEN_CLICK, SCREEN_CLICK);
	assert_true(fake_shows("Heading 2"));
	assert_false(fake_shows("By Nobody"));
	SEE('t', FAKE_POINTER(20, 5), SCREEN_CLICK); /* below the list */
	assert_true(fake_shows("1/3"));
}

static void a_line_that_is_typed_keeps_its_place(void **state)
{
	(void)state;
	SEE(':', 'x', FAKE_POINTER(5, 90), SCREEN_CLICK, SCREEN_WHEEL_DOWN);
	assert_true(fake_shows("The first word."));
	assert_true(fake_shows(":x"));
	SEE(':', 'x', FAKE_POINTER(5, 90), SCREEN_CLICK, 27);
	assert_true(fake_shows("▸article"));
}

static int make(void **state)
{
	(void)state;
	talk_page(&image);
	return 0;
}

static int unmake(void **state)
{
	(void)state;
	buf_free(&image);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_wheel_moves_the_pane_below_the_pointer),
		cmocka_unit_test(a_click_goes_to_the_comment),
		cmocka_unit_test(a_click_on_the_name_in_focus_folds),
		cmocka_unit_test(lists_are_scrolled_and_chosen_from),
		cmocka_unit_test(a_line_that_is_typed_keeps_its_place),
	};

	return cmocka_run_group_tests(tests, make, unmake);
}
