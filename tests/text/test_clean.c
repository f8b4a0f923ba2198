#include "config.h"

#include "support/unit.h"

#include "text/clean.h"

struct sample {
	const char *raw, *line, *pre;
};

static const struct sample samples[] = {
	{ "", "", "" },
	{ "  a  b\n\tc ", "a b c", "  a  b\n        c " },
	{ "a\r\nb\rc\n\nd", "a b c d", "a\nb\nc\n\nd" },
	{ "ab\tc", "ab c", "ab      c" },
	{ "\t\xe6\x97\xa5\tx", "\xe6\x97\xa5 x", "        \xe6\x97\xa5      x" },
	{ "a\x1b[31mb", "a\xef\xbf\xbd[31mb", "a\xef\xbf\xbd[31mb" },
	{ "a\x7f\x01", "a\xef\xbf\xbd\xef\xbf\xbd", "a\xef\xbf\xbd\xef\xbf\xbd" },
	{ "\xc2\x9b\xc2\x92\xc2\x81", "›’\xef\xbf\xbd", "›’\xef\xbf\xbd" },
	{ "a\xff\xe2\x82z\xc0\xaf", "a\xef\xbf\xbd\xef\xbf\xbdz\xef\xbf\xbd\xef\xbf\xbd",
		"a\xef\xbf\xbd\xef\xbf\xbdz\xef\xbf\xbd\xef\xbf\xbd" },
	{ "\xed\xa0\x80", "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd",
		"\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd" },
	{ "x\xef\xbf\xbey", "x\xef\xbf\xbdy", "x\xef\xbf\xbdy" },
	{ "a\xe2\x80\xaegnp", "a[U+202E]gnp", "a[U+202E]gnp" },
	{ "a\xe2\x80\x8e\xe2\x80\x8f\xef\xbb\xbf\xf3\xa0\x81\xa1z", "az", "az" },
	{ "a\xe2\x80\xa8z", "a z", "a\nz" },
	{ "e\xcc\x81t\xc3\xa9", "\xc3\xa9t\xc3\xa9", "\xc3\xa9t\xc3\xa9" },
	{ "\xe1\x84\x92\xe1\x85\xa1\xe1\x86\xab", "\xed\x95\x9c", "\xed\x95\x9c" },
	{ "a\xcc\x81\xcc\xa3", "\xe1\xba\xa1\xcc\x81", "\xe1\xba\xa1\xcc\x81" },
	{ "\xe2\x84\xab", "\xc3\x85", "\xc3\x85" },
	{ "a\xc2\xa0 b", "a\xc2\xa0 b", "a\xc2\xa0 b" },
};

static void every_sample_comes_out_as_the_table_says(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(samples) / sizeof(*samples); i++) {
		struct buf line = { .max = 0 }, pre = { .max = 0 };

		assert_true(text_clean(str_z(samples[i].raw), CLEAN_LINE, &line));
		assert_true(text_clean(str_z(samples[i].raw), CLEAN_PRE, &pre));
		assert_str(buf_str(&line), samples[i].line);
		assert_str(buf_str(&pre), samples[i].pre);
		assert_true(text_is_clean(buf_str(&line)));
		assert_true(text_is_clean(buf_str(&pre)));
		buf_free(&line);
		buf_free(&pre);
	}
}

/* Splits every sample at every character: the result is that of the whole. */
static void pieces_give_what_the_whole_gives(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(samples) / sizeof(*samples); i++) {
		struct str raw = str_z(samples[i].raw);

		for (size_t cut = 0; cut <= raw.len; cut++) {
			struct buf out = { .max = 0 };
			struct cleaner c = { .out = &out, .space = CLEAN_PRE };

			if (cut < raw.len && ((unsigned char)raw.at[cut] & 0x80))
				continue;
			assert_true(cleaner_add(&c, str_sub(raw, 0, cut)));
			assert_true(cleaner_add(&c, str_sub(raw, cut, SIZE_MAX)));
			assert_str(buf_str(&out), samples[i].pre);
			buf_free(&out);
		}
	}
}

static void a_mark_in_the_next_piece_composes_but_not_with_another_text(void **state)
{
	struct buf out = { .max = 0 };
	struct cleaner one = { .out = &out }, two = { .out = &out };

	(void)state;
	cleaner_add(&one, STR("e"));
	cleaner_add(&one, STR("\xcc\x81"));
	assert_str(buf_str(&out), "\xc3\xa9");
	cleaner_add(&one, STR("o"));
	cleaner_add(&two, STR("\xcc\x81"));
	assert_str(buf_str(&out), "\xc3\xa9o\xcc\x81");
	buf_free(&out);
}

static void break_replaces_a_due_space_and_never_begins_a_text(void **state)
{
	struct buf out = { .max = 0 };
	struct cleaner c = { .out = &out };

	(void)state;
	cleaner_break(&c);
	cleaner_add(&c, STR(" a "));
	cleaner_break(&c);
	cleaner_add(&c, STR(" b"));
	cleaner_add(&c, STR(" c"));
	assert_str(buf_str(&out), "a\nb c");
	buf_free(&out);
}

static void marks_on_a_base_are_thirty_at_most(void **state)
{
	static const char *const mark[] = { "\xcc\x81", "\xcd\x84", "\xd2\x89", "\xe2\x83\x9d" };

	(void)state;
	for (size_t m = 0; m < sizeof(mark) / sizeof(*mark); m++) {
		struct buf raw = { .max = 0 }, out = { .max = 0 };

		buf_add_char(&raw, 'x');
		for (int i = 0; i < 5000; i++)
			buf_add(&raw, str_z(mark[m]));
		assert_true(text_clean(buf_str(&raw), CLEAN_LINE, &out));
		assert_true(text_is_clean(buf_str(&out)));
		assert_in_range(out.len, 30, 30 * 4 + 2);
		assert_false(text_is_clean(buf_str(&raw)));
		buf_free(&raw);
		buf_free(&out);
	}
}

static void unclean_texts_are_refused(void **state)
{
	static const char *const bad[] = { "a\x1b", "\xc2\x9b", "\xff", "\xe2\x80", "\xe2\x80\xae",
		"\xe2\x81\xa6", "\xe2\x80\xa8", "\x7f", "a\rb", "\xed\xa0\x80", "\xef\xbf\xbf",
		"\xf3\xa0\x81\xa1", "\xf4\x90\x80\x80", "\xe2\x80\x8f" };

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		assert_false(text_is_clean(str_z(bad[i])));
	assert_false(text_is_clean((struct str){ "a\0b", 3 }));
	assert_true(text_is_clean(STR("a\tb\nc \xef\xbf\xbd \xf0\x9f\x98\x80")));
}

static void a_full_buffer_is_said(void **state)
{
	struct buf out = { .max = 8 };

	(void)state;
	assert_false(text_clean(STR("abcdefghijkl"), CLEAN_LINE, &out));
	assert_true(out.full);
	buf_free(&out);
}

static void show_cuts_with_an_ellipsis(void **state)
{
	struct buf out = { .max = 0 };

	(void)state;
	assert_string_equal(text_show(STR(" a\x1b  b "), 10, &out), "a\xef\xbf\xbd b");
	assert_string_equal(text_show(STR("abcdefgh"), 8, &out), "abcdefgh");
	assert_string_equal(text_show(STR("abcdefghi"), 8, &out), "abcdefg…");
	assert_string_equal(text_show(STR("日本語文"), 6, &out), "日本…");
	assert_string_equal(text_show(STR_NONE, 6, &out), "");
	buf_free(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_sample_comes_out_as_the_table_says),
		cmocka_unit_test(pieces_give_what_the_whole_gives),
		cmocka_unit_test(a_mark_in_the_next_piece_composes_but_not_with_another_text),
		cmocka_unit_test(break_replaces_a_due_space_and_never_begins_a_text),
		cmocka_unit_test(marks_on_a_base_are_thirty_at_most),
		cmocka_unit_test(unclean_texts_are_refused),
		cmocka_unit_test(a_full_buffer_is_said),
		cmocka_unit_test(show_cuts_with_an_ellipsis),
	};

	return cmocka_run_group_tests_name("clean", tests, NULL, NULL);
}
