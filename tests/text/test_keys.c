/* test_keys.c: sequences of terminals as keys. */
#include "config.h"

#include "support/unit.h"

#include "text/keys.h"

static void cursor_and_paging_keys_are_known_by_every_terminals_way(void **state)
{
	(void)state;
	assert_int_equal(key_of_sequence(STR("A")), K_UP);
	assert_int_equal(key_of_sequence(STR("5~")), K_PGUP);
	assert_int_equal(key_of_sequence(STR("H")), K_HOME);
	assert_int_equal(key_of_sequence(STR("1~")), K_HOME);
	assert_int_equal(key_of_sequence(STR("7~")), K_HOME);
}

/* Least of all may what a terminal says by itself be Enter: "M" begins what its mouse does. */
static void everything_else_is_no_key(void **state)
{
	static const char *const none[] = { "", "M", "~", "1;5A", "25~", "15", "200~", "a", "I" };

	(void)state;
	for (size_t i = 0; i < sizeof(none) / sizeof(*none); i++)
		assert_int_equal(key_of_sequence(str_z(none[i])), K_NONE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(cursor_and_paging_keys_are_known_by_every_terminals_way),
		cmocka_unit_test(everything_else_is_no_key),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
