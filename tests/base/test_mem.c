#include "config.h"

#include "support/unit.h"

#include "base/mem.h"

#include <sys/wait.h>
#include <unistd.h>

static void arena_keeps_what_it_gave(void **state)
{
	struct arena a = { NULL };
	struct str first = arena_dup(&a, STR("first")), large;

	(void)state;
	for (int i = 0; i < 1000; i++)
		assert_str(arena_dup(&a, STR("piece of text")), "piece of text");
	large.at = arena_new(&a, 5, 1024 * 1024);
	assert_int_equal(large.at[5 * 1024 * 1024 - 1], 0);
	assert_str(first, "first");
	assert_int_equal(first.at[first.len], 0);
	arena_free(&a);
	assert_null(a.block);
}

static void sums_and_products_are_checked(void **state)
{
	size_t n = 1;

	(void)state;
	assert_false(mem_add(SIZE_MAX, 1, &n));
	assert_false(mem_multiply(SIZE_MAX, 2, &n));
	assert_true(mem_multiply(3, 4, &n));
	assert_int_equal(n, 12);
}

static void leave_with_seven(void)
{
	_exit(7);
}

static void failure_ends_the_process_by_the_handler(void **state)
{
	pid_t child = fork();
	int status = 0;

	(void)state;
	assert_true(child >= 0);
	if (child == 0) {
		mem_on_failure(leave_with_seven);
		mem_resize(NULL, SIZE_MAX, 2);
		_exit(0);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 7);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(arena_keeps_what_it_gave),
		cmocka_unit_test(sums_and_products_are_checked),
		cmocka_unit_test(failure_ends_the_process_by_the_handler),
	};

	return cmocka_run_group_tests_name("mem", tests, NULL, NULL);
}
