#include "config.h"

#include "support/unit.h"

#include "text/bidi.h"

/* The line as it stands on the screen. */
static void check(const char *text, const char *wanted)
{
	struct buf made = { .max = 0 };

	assert_str(bidi_visual(str_z(text), &made), wanted);
	buf_free(&made);
}

static void plain_text_needs_no_reordering(void **state)
{
	(void)state;
	assert_false(bidi_needed(STR("plain caf\xc3\xa9 \xe6\x97\xa5")));
	assert_false(bidi_needed(STR_NONE));
	assert_true(bidi_needed(STR("a \xd7\x90")));
	assert_true(bidi_needed(STR("\xd8\xa7")));
	check("abc (d)", "abc (d)");
	check("", "");
}

static void languages_written_from_right_to_left_are_known_by_their_tags(void **state)
{
	(void)state;
	assert_true(bidi_language(STR("ar")));
	assert_true(bidi_language(STR("fa-IR")));
	assert_true(bidi_language(STR("HE_il")));
	assert_false(bidi_language(STR("arn")));
	assert_false(bidi_language(STR("en")));
	assert_false(bidi_language(STR_NONE));
}

static void right_to_left_runs_are_turned_with_their_marks(void **state)
{
	(void)state;
#ifdef HAVE_FRIBIDI
	check("ab \xd7\x90\xd7\x91 cd", "ab \xd7\x91\xd7\x90 cd");
	check("\xd7\x90\xd6\xb8\xd7\x91 12", "12 \xd7\x91\xd7\x90\xd6\xb8");
	check("\xd7\x90(\xd7\x91)", "(\xd7\x91)\xd7\x90");
	check("\xd7\x90 ab 12 \xd7\x91", "\xd7\x91 ab 12 \xd7\x90");
#else
	check("ab \xd7\x90\xd7\x91 cd", "ab \xd7\x90\xd7\x91 cd");
#endif
}

/* Beh joins what follows it, alef does not: initial beh, final alef. */
static void arabic_letters_take_the_form_they_have_between_their_neighbours(void **state)
{
	(void)state;
#ifdef HAVE_FRIBIDI
	check("\xd8\xa8\xd8\xa7", "\xef\xba\x8e\xef\xba\x91");
#endif
}

static void lines_of_one_text_have_their_own_edges(void **state)
{
#ifdef HAVE_FRIBIDI
	struct str s = STR("ab\n\xd7\x90 c\n");
	uint8_t level[16];

	assert_true(bidi_levels(s, BIDI_AUTO, level));
	assert_int_equal(level[0], 0);
	assert_int_equal(level[3], 1 | BIDI_LINE_RIGHT);
	assert_int_equal(level[4], 1 | BIDI_LINE_RIGHT);
	assert_int_equal(level[6], 2 | BIDI_LINE_RIGHT);
	assert_true(bidi_levels(STR("ab \xd7\x90"), BIDI_AUTO, level));
	assert_int_equal(level[0], 0);
	assert_true(bidi_levels(STR("a \xd7\x90"), BIDI_PAGE_RIGHT, level));
	assert_int_equal(level[0], 2 | BIDI_LINE_RIGHT);
	assert_true(bidi_levels(STR("ab \xd7\x90"), BIDI_PAGE_RIGHT, level));
	assert_int_equal(level[0], 0);
	assert_false(bidi_levels(STR("ab"), BIDI_PAGE_RIGHT, level));
#endif
	(void)state;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(plain_text_needs_no_reordering),
		cmocka_unit_test(languages_written_from_right_to_left_are_known_by_their_tags),
		cmocka_unit_test(right_to_left_runs_are_turned_with_their_marks),
		cmocka_unit_test(arabic_letters_take_the_form_they_have_between_their_neighbours),
		cmocka_unit_test(lines_of_one_text_have_their_own_edges),
	};

	return cmocka_run_group_tests_name("bidi", tests, NULL, NULL);
}
