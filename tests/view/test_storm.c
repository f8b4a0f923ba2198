/* test_storm.c: a terminal that changes its size all the time leaves no trace. */
#include "config.h"

#include "support/unit.h"

#include "support/fake_screen.h"
#include "support/made_page.h"
#include "view/view.h"

enum { RUNS = 50, CHANGES = 20 /* each run: 1,000 in all */, KEYS = 256 };

static struct buf image;
static uint32_t seed;

static uint32_t chance(uint32_t n)
{
	seed = seed * 1664525u + 1013904223u;
	return (seed >> 8) % n;
}

static void show(const uint32_t *keys, const char *layout, int rows, int cols, struct buf *out)
{
	struct load load = { .stage = LOAD_DONE, .fd = -1 };
	struct view_options o = { .now = 1500000000, .layout = layout };
	struct err e = { 0 };

	assert_true(document_open(&load.document, image.at, image.len, &e));
	fake = (struct fake){ .rows = rows, .cols = cols, .keys = keys };
	assert_int_equal(view_run(&o, &load, &e), 0);
	fake_picture(out);
	buf_printf(out, "cursor %d %d\n", fake.cursor_row, fake.cursor_col);
}

static unsigned type(uint32_t *keys, unsigned n, const char *typed)
{
	while (*typed)
		keys[n++] = (unsigned char)*typed++;
	return n;
}

/* Small and large ones, also down to a single cell. */
static unsigned storm(uint32_t *keys, unsigned n, unsigned changes, int *rows, int *cols)
{
	for (unsigned i = 0; i < changes; i++) {
		bool small = chance(4) == 0;

		*rows = 1 + (int)chance(small ? 6 : FAKE_ROWS);
		*cols = 1 + (int)chance(small ? 12 : FAKE_COLS);
		keys[n++] = FAKE_SIZE(*rows, *cols);
	}
	return n;
}

/* What was done before, then the storm, then to a comment of a pane that begins at its top: the
 * same as on a terminal that had that size from the start. */
static void after_the_storm_the_screen_is_that_of_a_fresh_start(void **state)
{
	static const char *const before[] = { "", "\t", "\t9Gzc", "\tzM", "\te", "\tsss", "\tjjh}c",
		"\tj2zd", ">>>", "\t&map\r", "/winter\r", "\t7Gddd" };
	static const char *const after[] = { "g", "g5G", "g40G", "gjjj", "g ", "gG", "g\tg" };
	static const char *const layout[] = { NULL, "side", "stacked", "single" };

	(void)state;
	for (uint32_t run = 1; run <= RUNS; run++) {
		const char *first = before[run % (sizeof(before) / sizeof(*before))],
			   *then = after[run % (sizeof(after) / sizeof(*after))],
			   *how = layout[run % (sizeof(layout) / sizeof(*layout))];
		uint32_t keys[KEYS] = { 0 }, fresh[KEYS] = { 0 };
		struct buf a = { 0 }, b = { 0 };
		int rows = 24, cols = 80;
		unsigned n = type(keys, 0, first);

		seed = run;
		n = storm(keys, n, CHANGES, &rows, &cols);
		type(keys, n, then);
		show(keys, how, 24, 80, &a);
		n = type(fresh, 0, first);
		type(fresh, n, then);
		show(fresh, how, rows, cols, &b);
		if (!str_eq(buf_str(&a), buf_str(&b)))
			fail_msg("run %u, %dx%d, \"%s\", \"%s\":\n%s\nfresh:\n%s", run, cols, rows,
				first, then, buf_z(&a), buf_z(&b));
		buf_free(&a);
		buf_free(&b);
	}
}

/* Focus, folds and marks are where they were; no key is typed after the storm. */
static void a_thousand_changes_lose_neither_focus_nor_folds(void **state)
{
	static uint32_t keys[1200];
	struct buf was = { 0 }, is = { 0 };
	unsigned n;
	int rows, cols;

	(void)state;
	seed = 99;
	n = type(keys, 0, "\t5Gzc12Gmajj");
	show(keys, NULL, 24, 120, &was);
	n = storm(keys, n, 1000, &rows, &cols);
	keys[n++] = FAKE_SIZE(24, 120);
	show(keys, NULL, 24, 120, &is);
	assert_true(fake_shows("▸comment 14 of 300"));
	assert_true(str_eq(buf_str(&was), buf_str(&is)));
	n = type(keys, n, "'a");
	keys[n] = 0;
	buf_cut(&is, 0);
	show(keys, NULL, 24, 120, &is);
	assert_true(fake_shows("▸comment 12 of 300"));
	buf_free(&was);
	buf_free(&is);
}

static int make(void **state)
{
	(void)state;
	made_page(300, 12, &image);
	return 0;
}

static int unmake(void **state)
{
	(void)state;
	buf_free(&image);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(after_the_storm_the_screen_is_that_of_a_fresh_start),
		cmocka_unit_test(a_thousand_changes_lose_neither_focus_nor_folds),
	};

	return cmocka_run_group_tests(tests, make, unmake);
}
