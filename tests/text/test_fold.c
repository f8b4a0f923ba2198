#include "config.h"

#include "support/unit.h"

#include "text/fold.h"
#include "text/width.h"

#include <unicase.h>

static void check(const char *raw, unsigned how, const char *wanted)
{
	struct buf out = { .max = 0 };

	assert_true(text_fold(str_z(raw), how, &out, NULL, 0));
	assert_str(buf_str(&out), wanted);
	buf_free(&out);
}

static void case_folds_in_full(void **state)
{
	(void)state;
	check("Stra\xc3\x9f"
	      "E",
		FOLD_CASE, "strasse");
	check("\xd0\x9c\xd0\x98\xd0\xa0", FOLD_CASE, "\xd0\xbc\xd0\xb8\xd1\x80");
	check("\xce\xa3\xcf\x82", FOLD_CASE, "\xcf\x83\xcf\x83");
	check("Caf\xc3\x89", FOLD_CASE, "caf\xc3\xa9");
	check("aB", 0, "aB");
}

static void every_character_folds_as_unicode_says(void **state)
{
	struct buf out = { .max = 0 };

	(void)state;
	for (uint32_t c = 1; c < 0x110000; c++) {
		char bytes[4];
		uint32_t folded[16];
		size_t len = 16, at = 0;

		if (c >= 0xd800 && c < 0xe000)
			continue;
		buf_cut(&out, 0);
		assert_true(text_fold(
			(struct str){ bytes, char_encode(c, bytes) }, FOLD_CASE, &out, NULL, 0));
		assert_ptr_equal(u32_casefold(&c, 1, NULL, NULL, folded, &len), folded);
		for (size_t i = 0; i < len; i++) {
			struct str one = { bytes, char_encode(folded[i], bytes) };

			if (!str_eq(str_sub(buf_str(&out), at, one.len), one))
				fail_msg("U+%04X", (unsigned)c);
			at += one.len;
		}
		assert_int_equal(at, out.len);
	}
	buf_free(&out);
}

static void accents_and_widths_fold(void **state)
{
	(void)state;
	check("Caf\xc3\x89", FOLD_CASE | FOLD_MARKS, "cafe");
	check("Caf\xc3\x89", FOLD_MARKS, "CafE");
	check("\xef\xbd\x81\xef\xbc\xa2", FOLD_CASE | FOLD_MARKS, "ab");
	check("\xef\xac\x81", FOLD_MARKS, "fi");
	check("\xc5\x81\xc3\xb3"
	      "d\xc5\xba",
		FOLD_CASE | FOLD_MARKS, "lodz");
	check("so\xc2\xad"
	      "ft",
		FOLD_MARKS, "soft");
	check("\xe2\x80\x99", FOLD_MARKS, "'");
	check("\xe3\x81\x8c", FOLD_MARKS, "\xe3\x81\x8c");
	check("\xed\x95\x9c", FOLD_CASE | FOLD_MARKS, "\xed\x95\x9c");
}

static void the_map_leads_back(void **state)
{
	struct buf out = { .max = 0 };
	uint32_t map[8] = { 0 };
	static const uint32_t wanted[] = { 0, 1, 1, 3, 4 };

	(void)state;
	buf_add(&out, STR("zz"));
	assert_true(text_fold(STR("a\xc3\x9f"
				  "b\xc3\xa9"),
		FOLD_CASE | FOLD_MARKS, &out, map, 8));
	assert_str(buf_str(&out), "zzassbe");
	for (size_t i = 0; i < 5; i++)
		assert_int_equal(map[i], wanted[i]);
	assert_true(text_fold(STR("abcdefghijklmnop"), FOLD_CASE, &out, map, 2));
	assert_int_equal(map[2], wanted[2]);
	buf_free(&out);
}

static void upper_case_is_seen_in_every_script(void **state)
{
	(void)state;
	assert_true(text_has_upper(STR("aB")));
	assert_true(text_has_upper(STR("\xd0\x9c")));
	assert_false(text_has_upper(STR("\xd0\xbc \xe6\x97\xa5 1")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(case_folds_in_full),
		cmocka_unit_test(every_character_folds_as_unicode_says),
		cmocka_unit_test(accents_and_widths_fold),
		cmocka_unit_test(the_map_leads_back),
		cmocka_unit_test(upper_case_is_seen_in_every_script),
	};

	return cmocka_run_group_tests_name("fold", tests, NULL, NULL);
}
