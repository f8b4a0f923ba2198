#include "config.h"

#include "support/unit.h"

#include "base/mem.h"

#include <sys/mman.h>
#include <sys/resource.h>
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

#ifndef POSTIL_SANITIZED
enum { POPULATE_WRITE = 23 }; /* of madvise(), which older headers do not know */

static long faults(void)
{
	struct rusage u;

	getrusage(RUSAGE_SELF, &u);
	return u.ru_minflt;
}

/* Touches so much memory, taken in small pieces, each of which knows the one before; the page faults of
 * that. */
static long touch(size_t bytes)
{
	enum { PIECE = 1024 };
	static void *last;
	long before = faults();

	for (size_t n = 0; n < bytes / PIECE; n++) {
		void *piece = mem_resize(NULL, PIECE, 1);

		memset(piece, 1, PIECE);
		memcpy(piece, &last, sizeof(last));
		last = piece;
	}
	return faults() - before;
}

/* Whether this is the heap of the C library, which hands out what was given back, and not that of
 * a tool that watches it; and whether the kernel makes pages when it is told to. */
static bool can_prepare(void)
{
	enum { LARGE = 64 * 1024 };
	uintptr_t large, small;
	void *at = mem_resize(NULL, LARGE, 1), *page;
	bool ok;

	large = (uintptr_t)at;
	mem_free(at);
	at = mem_resize(NULL, 1024, 1);
	small = (uintptr_t)at;
	mem_free(at);
	page = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	ok = page != MAP_FAILED && madvise(page, 4096, POPULATE_WRITE) == 0;
	if (page != MAP_FAILED)
		munmap(page, 4096);
	return ok && small >= large && small < large + LARGE;
}

static void prepared_memory_is_there_at_once(void **state)
{
	const size_t bytes = 2 * 1024 * 1024;
	pid_t child;
	int status;

	(void)state;
	if (!can_prepare()) {
		print_message("# nothing can be prepared here\n");
		skip();
	}
	child = fork();
	if (child == 0) {
		long unprepared = touch(bytes);

		mem_prepare(bytes + bytes / 2, 0);
		_exit(touch(bytes) < unprepared / 2 ? 0 : 1);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
}

/* Far more than the machine has: nothing happens. */
static void more_than_there_is_is_not_prepared(void **state)
{
	pid_t child = fork();
	int status;

	(void)state;
	if (child == 0) {
		struct rusage before, after;

		getrusage(RUSAGE_SELF, &before);
		mem_prepare(SIZE_MAX, SIZE_MAX);
		getrusage(RUSAGE_SELF, &after);
		touch(1024 * 1024);
		_exit(after.ru_maxrss - before.ru_maxrss < 16 * 1024 ? 0 : 1);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
}
#endif

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(arena_keeps_what_it_gave),
		cmocka_unit_test(sums_and_products_are_checked),
		cmocka_unit_test(failure_ends_the_process_by_the_handler),
#ifndef POSTIL_SANITIZED
		cmocka_unit_test(prepared_memory_is_there_at_once),
		cmocka_unit_test(more_than_there_is_is_not_prepared),
#endif
	};

	return cmocka_run_group_tests_name("mem", tests, NULL, NULL);
}
