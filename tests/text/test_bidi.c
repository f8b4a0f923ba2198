#include "config.h"

#include "support/unit.h"

#include "text/bidi.h"
#include "text/width.h"

/* The line as it stands on the screen. */
static void check(const char *text, enum bidi_base base, const char *wanted, bool right)
{
	struct bidi_line line = { .at = NULL };
	struct buf out = { .max = 0 };

	bidi_order(str_z(text), base, &line);
	for (size_t i = 0; i < line.len; i++) {
		char bytes[4];

		if (line.at[i].mirror)
			buf_add(&out, (struct str){ bytes, char_encode(line.at[i].mirror, bytes) });
		else
			buf_add(&out, str_sub(str_z(text), line.at[i].from, line.at[i].len));
	}
	assert_str(buf_str(&out), wanted);
	assert_int_equal(line.right, right);
	buf_free(&out);
	array_free(&line);
}

static void plain_text_needs_no_reordering(void **state)
{
	(void)state;
	assert_false(bidi_needed(STR("plain caf\xc3\xa9 \xe6\x97\xa5")));
	assert_false(bidi_needed(STR_NONE));
	assert_true(bidi_needed(STR("a \xd7\x90")));
	assert_true(bidi_needed(STR("\xd8\xa7")));
	check("abc (d)", BIDI_AUTO, "abc (d)", false);
	check("", BIDI_AUTO, "", false);
}

static void right_to_left_runs_are_turned_with_their_marks(void **state)
{
	(void)state;
#ifdef HAVE_FRIBIDI
	check("ab \xd7\x90\xd7\x91 cd", BIDI_AUTO, "ab \xd7\x91\xd7\x90 cd", false);
	check("\xd7\x90\xd6\xb8\xd7\x91 12", BIDI_AUTO, "12 \xd7\x91\xd7\x90\xd6\xb8", true);
	check("\xd7\x90(\xd7\x91)", BIDI_AUTO, "(\xd7\x91)\xd7\x90", true);
	check("ab", BIDI_RIGHT, "ab", true);
	check("\xd7\x90\xd7\x91", BIDI_LEFT, "\xd7\x91\xd7\x90", false);
#else
	check("ab \xd7\x90\xd7\x91 cd", BIDI_AUTO, "ab \xd7\x90\xd7\x91 cd", false);
#endif
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(plain_text_needs_no_reordering),
		cmocka_unit_test(right_to_left_runs_are_turned_with_their_marks),
	};

	return cmocka_run_group_tests_name("bidi", tests, NULL, NULL);
}
