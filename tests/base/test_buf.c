#include "config.h"

#include "support/unit.h"

#include "base/buf.h"
#include "base/err.h"

#include <errno.h>

struct pair {
	int a, b;
};

static void ceiling_refuses_the_piece_whole(void **state)
{
	struct buf b = { .max = 8 };

	(void)state;
	assert_true(buf_add(&b, STR("12345")));
	assert_false(buf_add(&b, STR("6789")));
	assert_true(b.full);
	assert_str(buf_str(&b), "12345");
	assert_false(buf_add(&b, STR("6")));
	buf_free(&b);
	assert_int_equal(b.max, 8);
}

static void printf_grows_the_buffer(void **state)
{
	struct buf b = { 0 };

	(void)state;
	assert_string_equal(buf_z(&b), "");
	for (int i = 0; i < 100; i++)
		assert_true(buf_printf(&b, "%d,", i));
	assert_true(str_ends(buf_str(&b), STR("98,99,")));
	buf_cut(&b, 4);
	assert_str(buf_str(&b), "0,1,");
	assert_int_equal(b.at[4], 0);
	buf_free(&b);
}

static void array_gives_zeroed_elements(void **state)
{
	ARRAY(struct pair) list = { 0 };

	(void)state;
	for (int i = 0; i < 100; i++) {
		assert_int_equal(array_add(&list)->b, 0);
		list.at[list.len - 1].b = i;
	}
	assert_int_equal(list.len, 100);
	assert_int_equal(list.at[99].b, 99);
	array_free(&list);
	assert_null(list.at);
}

static void error_keeps_place_and_errno(void **state)
{
	struct err e = { 0 };

	(void)state;
	errno = ENOENT;
	assert_false(err_sys(&e, ERR_OPEN, "some/file"));
	assert_int_equal(e.sys, ENOENT);
	assert_string_equal(e.text, "some/file: No such file or directory");
	assert_false(err_set(NULL, ERR_OPEN, "nobody reads this"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ceiling_refuses_the_piece_whole),
		cmocka_unit_test(printf_grows_the_buffer),
		cmocka_unit_test(array_gives_zeroed_elements),
		cmocka_unit_test(error_keeps_place_and_errno),
	};

	return cmocka_run_group_tests_name("buf", tests, NULL, NULL);
}
