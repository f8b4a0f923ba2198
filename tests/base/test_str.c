#include "config.h"

#include "support/unit.h"

static void sub_is_clamped_to_the_text(void **state)
{
	(void)state;
	assert_str(str_sub(STR("abc"), 1, 1), "b");
	assert_str(str_sub(STR("abc"), 2, 9), "c");
	assert_str(str_sub(STR("abc"), 7, 9), "");
	assert_str(str_sub(STR_NONE, 1, 1), "");
}

static void split_gives_empty_pieces_and_ends(void **state)
{
	struct str rest = STR("a,,b"), piece;

	(void)state;
	assert_true(str_split(&rest, ',', &piece));
	assert_str(piece, "a");
	assert_true(str_split(&rest, ',', &piece));
	assert_str(piece, "");
	assert_true(str_split(&rest, ',', &piece));
	assert_str(piece, "b");
	assert_false(str_split(&rest, ',', &piece));
}

static void line_ends_at_any_line_end(void **state)
{
	struct str rest = STR("a\r\nb\rc\n\nd"), line;
	const char *wanted[] = { "a", "b", "c", "", "d" };

	(void)state;
	for (size_t i = 0; i < 5; i++) {
		assert_true(str_line(&rest, &line));
		assert_str(line, wanted[i]);
	}
	assert_false(str_line(&rest, &line));
}

static void class_words_match_whole(void **state)
{
	(void)state;
	assert_true(str_has_word(STR(" a comment\tb "), STR("comment")));
	assert_false(str_has_word(STR("comments comment-x"), STR("comment")));
	assert_false(str_has_word(STR("comments comment-x"), STR_NONE));
	assert_false(str_has_word(STR_NONE, STR_NONE));
}

static void numbers_are_clamped_and_junk_is_refused(void **state)
{
	int64_t n = 7;

	(void)state;
	assert_true(str_number(STR(" -12 "), -100, 100, &n));
	assert_int_equal(n, -12);
	assert_true(str_number(STR("99999999999999999999999999"), 0, 100, &n));
	assert_int_equal(n, 100);
	assert_false(str_number(STR("12px"), 0, 100, &n));
	assert_false(str_number(STR("-"), 0, 100, &n));
	assert_false(str_number(STR_NONE, 0, 100, &n));
}

static void find_is_bounded(void **state)
{
	(void)state;
	assert_int_equal(str_find(STR("abcabc"), STR("ca"), 0), 2);
	assert_true(str_find(STR("ab"), STR("abc"), 0) == STR_NOWHERE);
	assert_true(str_find(STR("ab"), STR("b"), 9) == STR_NOWHERE);
	assert_int_equal(str_find_case(STR("xxHello"), STR("hELLO"), 0), 2);
	assert_true(str_find_case(STR("ab"), STR("b"), 9) == STR_NOWHERE);
}

static void digit_is_found_wherever_it_stands(void **state)
{
	(void)state;
	assert_true(str_has_digit(STR("7")));
	assert_true(str_has_digit(STR("page 12")));
	assert_true(str_has_digit(STR("\xe5\x85\xb1 11")));
	assert_false(str_has_digit(STR("/:x")));
	assert_false(str_has_digit(STR_NONE));
}

static void words_are_looked_for_together(void **state)
{
	static const char *const words[] = { "date", "publi", "\u00e9dit", "pub", "at" };
	const size_t n = sizeof(words) / sizeof(*words);

	(void)state;
	assert_true(str_has_any(STR("post-DATE"), words, n));
	assert_int_equal(str_find_any(STR("post-DATE"), words, n), 0);
	assert_int_equal(str_find_any(STR("xPUBlic at date"), words, n), 0);
	assert_int_equal(str_find_any(STR("xPUBlic"), words, n), 1);
	assert_int_equal(str_find_any(STR("\xc3\xa9"
					  "dition"),
				 words, n),
		2);
	assert_int_equal(str_find_any(STR("pubat"), words, n), 3);
	assert_int_equal(str_find_any(STR("dat"), words, n), 4);
	assert_int_equal(str_find_any(STR("da te pu b"), words, n), n);
	assert_false(str_has_any(STR("dat"), words, 4));
	assert_false(str_has_any(STR("a"), words, n));
	assert_false(str_has_any(STR_NONE, words, n));
	assert_false(str_has_any(STR("date"), words, 0));
}

#define DATES(row) row("date", 1) row("publi", 2) row("\u00e9dit", 3) row("pub", 4) row("at", 5)

static const struct str_words dates = STR_WORDS(DATES);

static void words_made_ready_by_the_compiler_are_found_alike(void **state)
{
	static const char *const texts[] = { "post-DATE", "xPUBlic at date", "xPUBlic",
		"\u00e9dition", "pubat", "dat", "da te pu b", "d", "" };

	(void)state;
	assert_int_equal(dates.n, 5);
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		struct str s = str_z(texts[i]);

		assert_int_equal(str_find_words(s, &dates), str_find_any(s, dates.at, dates.n));
		assert_int_equal(str_has_words(s, &dates), str_has_any(s, dates.at, dates.n));
	}
	assert_int_equal(str_find_words(STR("xPUBlic at date"), &dates), 0);
	assert_int_equal(str_find_words(STR("pub"), &dates), 3);
	assert_false(str_has_words(STR("pu"), &dates));
	assert_false(str_has_words(STR_NONE, &dates));
}

static void all_words_of_a_list_are_told(void **state)
{
	static const char *const words[] = { "date", "publi", "pub", "at" };

	(void)state;
	assert_int_equal(str_find_all(STR("PUBlic date"), words, 4), 1 | 2 | 4 | 8);
	assert_int_equal(str_find_all(STR("pub dat"), words, 4), 4 | 8);
	assert_int_equal(str_find_all(STR("d pu a"), words, 4), 0);
	assert_int_equal(str_find_all(STR("a"), words, 4), 0);
	assert_int_equal(str_find_all(STR_NONE, words, 4), 0);
}

static void blanks_are_not_solid_wherever_they_stand(void **state)
{
	char text[40];

	(void)state;
	for (size_t len = 0; len < sizeof(text); len++)
		for (int c = 0; c < 256; c++) {
			memset(text, c, len);
			assert_int_equal(str_solid((struct str){ text, len }),
				ascii_space((char)c) ? 0 : len);
			if (len == 0)
				continue;
			text[len / 2] = 'x';
			assert_int_equal(str_solid((struct str){ text, len }),
				ascii_space((char)c) ? 1 : len);
		}
}

static void quick_hashes_tell_every_byte_and_the_length(void **state)
{
	char text[24] = { 0 };

	(void)state;
	for (size_t len = 1; len <= sizeof(text); len++) {
		struct str s = { text, len };
		uint64_t hash = str_hash_quick(7, s);

		assert_true(hash != str_hash_quick(8, s));
		assert_true(hash != str_hash_quick(7, str_sub(s, 0, len - 1)));
		for (size_t i = 0; i < len; i++) {
			text[i] = 'a';
			assert_true(hash != str_hash_quick(7, s));
			text[i] = 0;
		}
	}
}

static void hexadecimal_digits_have_values_in_either_case(void **state)
{
	(void)state;
	assert_int_equal(ascii_hex('0'), 0);
	assert_int_equal(ascii_hex('9'), 9);
	assert_int_equal(ascii_hex('a'), 10);
	assert_int_equal(ascii_hex('F'), 15);
	assert_int_equal(ascii_hex('g'), -1);
	assert_int_equal(ascii_hex('/'), -1);
	assert_int_equal(ascii_hex(':'), -1);
	assert_int_equal(ascii_hex('\xe9'), -1);
}

/* Wherever the one byte stands, and whatever stands behind the text. */
static void one_byte_beyond_ascii_is_seen(void **state)
{
	char text[] = "0123456789abcdef012\xff";

	(void)state;
	for (size_t len = 0; len < sizeof(text) - 1; len++) {
		assert_true(str_is_ascii((struct str){ text, len }));
		for (size_t i = 0; i < len; i++) {
			char kept = text[i];

			text[i] = '\x80';
			assert_false(str_is_ascii((struct str){ text, len }));
			text[i] = kept;
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(digit_is_found_wherever_it_stands),
		cmocka_unit_test(words_are_looked_for_together),
		cmocka_unit_test(sub_is_clamped_to_the_text),
		cmocka_unit_test(split_gives_empty_pieces_and_ends),
		cmocka_unit_test(line_ends_at_any_line_end),
		cmocka_unit_test(class_words_match_whole),
		cmocka_unit_test(numbers_are_clamped_and_junk_is_refused),
		cmocka_unit_test(find_is_bounded),
		cmocka_unit_test(words_made_ready_by_the_compiler_are_found_alike),
		cmocka_unit_test(all_words_of_a_list_are_told),
		cmocka_unit_test(blanks_are_not_solid_wherever_they_stand),
		cmocka_unit_test(quick_hashes_tell_every_byte_and_the_length),
		cmocka_unit_test(hexadecimal_digits_have_values_in_either_case),
		cmocka_unit_test(one_byte_beyond_ascii_is_seen),
	};

	return cmocka_run_group_tests_name("str", tests, NULL, NULL);
}
