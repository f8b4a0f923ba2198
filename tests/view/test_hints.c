/* test_hints.c: letters beside links. */
#include "config.h"

#include "support/unit.h"

#include "view/hints.h"

static struct hint hint[20000];

static void no_code_begins_another_and_the_first_are_the_shortest(void **state)
{
	(void)state;
	for (size_t n = 1; n < 900; n += n < 100 ? 1 : 37) {
		memset(hint, 0, sizeof(hint));
		hints_codes(hint, n);
		for (size_t i = 0; i < n; i++) {
			assert_true(hint[i].code[0]);
			if (i)
				assert_true(strlen(hint[i].code) >= strlen(hint[i - 1].code));
			for (size_t k = 0; k < n; k++)
				assert_true(k == i ||
					strncmp(hint[k].code, hint[i].code, strlen(hint[i].code)) !=
						0);
		}
	}
}

/* 9 letters: 9 codes of one, 81 of two. Each code more than fits costs one of those its place. */
static void no_set_of_codes_is_shorter(void **state)
{
	static const struct {
		size_t n, first, letters; /* codes of the least length, letters of all together */
	} sample[] = { { 1, 1, 1 }, { 9, 9, 9 }, { 10, 8, 12 }, { 17, 8, 26 }, { 18, 7, 29 },
		{ 81, 0, 162 }, { 82, 80, 166 }, { 729, 0, 2187 } };

	(void)state;
	for (size_t i = 0; i < sizeof(sample) / sizeof(*sample); i++) {
		size_t letters = 0, first = 0, least;

		memset(hint, 0, sizeof(hint));
		hints_codes(hint, sample[i].n);
		least = sample[i].n <= 81 ? 1 : 2;
		for (size_t k = 0; k < sample[i].n; k++) {
			letters += strlen(hint[k].code);
			first += strlen(hint[k].code) == least;
		}
		assert_int_equal(letters, sample[i].letters);
		assert_int_equal(first, sample[i].first);
	}
}

static void thousands_of_links_have_codes_that_fit(void **state)
{
	(void)state;
	memset(hint, 0, sizeof(hint));
	hints_codes(hint, 20000);
	for (size_t i = 0; i < 20000; i++)
		assert_true(strlen(hint[i].code) >= 4 && strlen(hint[i].code) <= 5);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_code_begins_another_and_the_first_are_the_shortest),
		cmocka_unit_test(no_set_of_codes_is_shorter),
		cmocka_unit_test(thousands_of_links_have_codes_that_fit),
	};

	return cmocka_run_group_tests_name("hints", tests, NULL, NULL);
}
