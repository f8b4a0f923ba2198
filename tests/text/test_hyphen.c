/* test_hyphen.c: words parted by patterns made for these tests (tests/text/hyphen). */
#include "config.h"

#include "support/unit.h"

#include "base/buf.h"
#include "text/hyphen.h"
#include "text/width.h"
#include "text/wrap.h"

static char folder[4096];

static int setup(void **state)
{
	(void)state;
	snprintf(folder, sizeof(folder), "%s/tests/text/hyphen", getenv("POSTIL_TEST_SRC"));
	return 0;
}

static void a_language_without_patterns_has_none(void **state)
{
	(void)state;
	assert_null(hyphen_new(folder, STR("qc")));
	assert_null(hyphen_new(folder, STR_NONE));
	assert_null(hyphen_new("/nonexistent", STR("qa")));
	assert_int_equal(hyphen_last(NULL, STR_NONE, 0, 10), 0);
	hyphen_free(NULL);
}

#ifdef HAVE_HYPHEN

static size_t last(const char *language, const char *text, int columns)
{
	struct hyphen *h = hyphen_new(folder, str_z(language));
	size_t at;

	assert_non_null(h);
	at = hyphen_last(h, str_z(text), 0, columns);
	hyphen_free(h);
	return at;
}

static void words_are_parted_where_the_patterns_say(void **state)
{
	(void)state;
	assert_int_equal(last("qa", "kabanabana", 9), 8);
	assert_int_equal(last("qa", "kabanabana", 7), 6);
	assert_int_equal(last("qa", "kabanabana", 3), 2);
	assert_int_equal(last("qa", "KABANABANA", 3), 2);
	assert_int_equal(last("qa", "kabanabana", 1), 0);
	assert_int_equal(last("qa", "\"kabanabana\",", 4), 3);
}

static void only_words_are_parted(void **state)
{
	struct hyphen *h;

	(void)state;
	assert_int_equal(last("qa", "bana", 3), 0);
	assert_int_equal(last("qa", "kabana.banaba", 5), 0);
	assert_int_equal(last("qa", "kabanabana/kabana", 5), 0);
	assert_int_equal(last("qa", "kabanabana@kabana", 5), 0);
	assert_int_equal(last("qa", "kabanabana7", 5), 0);
	h = hyphen_new(folder, STR("qa"));
	assert_int_equal(hyphen_last(h, STR("a/kabanabana"), 2, 5), 0);
	assert_int_equal(hyphen_last(h, STR("a-kabanabana"), 2, 5), 6);
	hyphen_free(h);
	assert_int_equal(last("qa",
				 "ka\xc2\xad"
				 "banabana",
				 5),
		0);
}

static void the_region_chooses_among_several(void **state)
{
	(void)state;
	assert_int_equal(last("qa-QZ", "kazozokazo", 4), 4);
	assert_int_equal(last("qa-QA", "kabanabana", 4), 4);
	assert_int_equal(last("QA-XX", "kabanabana", 4), 4);
}

static void patterns_in_another_charset_are_read(void **state)
{
	(void)state;
	assert_int_equal(last("qb", "manänamanä", 2), 2);
	assert_int_equal(last("qb", "manänamanä", 5), 5); /* bytes: behind the ä */
	assert_int_equal(last("qb", "manяnamana", 5), 0); /* a letter the charset lacks */
}

/* Parted or not: every line fits, a drawn hyphen has its column, nothing is lost. */
static void parted_lines_fit_and_keep_the_text(void **state)
{
	struct hyphen *h = hyphen_new(folder, STR("qa"));
	struct str s = STR("Kabana nabanabana (kabanabanaba) kana http://kabana.example/banabana, "
			   "tabanät-nabana kabanabanabanabana.");
	unsigned parted = 0;

	(void)state;
	for (int columns = 1; columns < 80; columns++) {
		struct line line;
		size_t shown = 0, all = 0;

		for (size_t at = 0; text_line_parted(s, at, columns, h, &line); at = line.next) {
			assert_true(line.width + line.hyphen <= columns);
			assert_true(line.next > at);
			for (size_t i = line.from; i < line.to; i++)
				shown += s.at[i] != ' ';
			parted += line.hyphen;
		}
		for (size_t i = 0; i < s.len; i++)
			all += s.at[i] != ' ';
		assert_int_equal(shown, all);
	}
	assert_true(parted > 50);
	hyphen_free(h);
}

#endif

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_language_without_patterns_has_none),
#ifdef HAVE_HYPHEN
		cmocka_unit_test(words_are_parted_where_the_patterns_say),
		cmocka_unit_test(only_words_are_parted),
		cmocka_unit_test(the_region_chooses_among_several),
		cmocka_unit_test(patterns_in_another_charset_are_read),
		cmocka_unit_test(parted_lines_fit_and_keep_the_text),
#endif
	};

	return cmocka_run_group_tests_name("hyphen", tests, setup, NULL);
}
