/* test_loading.c: what is shown while a page is on its way, and the keys that are answered then. */
#include "config.h"

#include "support/unit.h"

#include "support/fake_screen.h"
#include "view/view.h"

static int show(enum load_stage stage, uint64_t bytes, uint64_t total, bool ascii, int rows,
	const uint32_t *keys)
{
	struct load load = { .stage = stage, .bytes = bytes, .total = total, .fd = -1 };
	struct view_options o = { .ascii = ascii };
	struct err e = { 0 };

	fake = (struct fake){ .rows = rows, .cols = 80, .keys = keys };
	return view_run(&o, &load, &e);
}

#define KEYS(...) ((const uint32_t[]){ __VA_ARGS__, 0 })

static unsigned signs(const char *sign)
{
	unsigned n = 0;

	for (int r = 0; r < fake.rows; r++)
		for (int c = 0; c < fake.cols; c++)
			n += strcmp(fake.cell[r][c], sign) == 0;
	return n;
}

static void the_step_and_the_bytes_are_told(void **state)
{
	(void)state;
	show(LOAD_READING, 1536 * 1024, 3 * 1024 * 1024, false, 24, KEYS(SCREEN_RESIZE));
	assert_true(fake_shows("[reading] parsing  extracting"));
	assert_true(fake_shows("1.5 MB of 3.0 MB"));
	assert_int_equal(signs("━"), 7); /* half of the first of three parts of 42 */
	show(LOAD_PARSING, 3 * 1024 * 1024, 3 * 1024 * 1024, false, 24, KEYS(SCREEN_RESIZE));
	assert_true(fake_shows("reading [parsing] extracting"));
	assert_int_equal(signs("━"), 14);
	show(LOAD_EXTRACTING, 900, 0, false, 24, KEYS(SCREEN_RESIZE));
	assert_true(fake_shows("parsing [extracting]"));
	assert_true(fake_shows("1 KB"));
	assert_int_equal(signs("━"), 28);
}

static void without_a_size_only_the_bytes_are_told(void **state)
{
	(void)state;
	show(LOAD_READING, 700 * 1024, 0, true, 24, KEYS(SCREEN_RESIZE));
	assert_true(fake_shows("700 KB"));
	assert_false(fake_shows(" of "));
	assert_int_equal(signs("#"), 0);
	assert_int_equal(signs("-"), 42);
}

static void one_row_tells_at_least_the_step(void **state)
{
	(void)state;
	show(LOAD_PARSING, 10, 20, false, 1, KEYS(SCREEN_RESIZE));
	assert_true(fake_shows("[parsing]"));
}

static void its_keys_are_answered(void **state)
{
	static const uint32_t end[] = { 'q', 'Q', 3 };

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		show(LOAD_READING, 0, 0, false, 24, KEYS(end[i], 'j'));
		assert_int_equal(*fake.keys, 'j');
	}
	show(LOAD_READING, 0, 0, false, 24, KEYS(26, 12, 'x', ' ', 'j'));
	assert_int_equal(*fake.keys, 0);
	assert_int_equal(fake.suspended, 1);
	assert_int_equal(fake.repaints, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_step_and_the_bytes_are_told),
		cmocka_unit_test(without_a_size_only_the_bytes_are_told),
		cmocka_unit_test(one_row_tells_at_least_the_step),
		cmocka_unit_test(its_keys_are_answered),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
