/* test_looks.c: pictures of every layout, mode and theme, with the attributes of their cells, compared
 * with the files of tests/screen/looks. UPDATE=1 writes them anew; look at the difference. */
#include "config.h"

#include "support/unit.h"

#include "support/fake_screen.h"
#include "support/talk.h"
#include "view/theme.h"
#include "view/view.h"

enum { TALK, DEEP, PAGES, LEVELS = 45 };

static struct buf image[PAGES];

static const struct script {
	const char *name;
	int page;
	const char *keys, *layout;
	bool ascii, linear, outline;
} scripts[] = {
	{ "side", TALK, "\tj", "side", false, false, false },
	{ "side-article", TALK, "j", "side", false, false, false },
	{ "stacked", TALK, "\tj", "stacked", false, false, false },
	{ "single", TALK, "\tj", "single", false, false, false },
	{ "auto", TALK, "", NULL, false, false, false },
	{ "second-discussion", TALK, "\t)", NULL, false, false, false },
	{ "folded", TALK, "\tjhkC", "single", false, false, false },
	{ "outline", TALK, "\tjj", NULL, false, false, true },
	{ "sorted", TALK, "\tsss", "single", false, false, false },
	{ "found", TALK, "/needle\rn", NULL, false, false, false },
	{ "filtered", TALK, "\t&needle\r", "single", false, false, false },
	{ "link", TALK, "]", "single", false, false, false },
	{ "sideways", TALK, "ll", "single", false, false, false },
	{ "count-typed", TALK, "\t12", NULL, false, false, false },
	{ "error", TALK, "'x", NULL, false, false, false },
	{ "authors", TALK, "\tt", NULL, false, false, false },
	{ "ascii", TALK, "\tjh", NULL, true, false, false },
	{ "linear", TALK, "\tjh", NULL, false, true, false },
	{ "deep", DEEP, "G", NULL, false, false, false },
	{ "deep-outline", DEEP, "30G", NULL, false, false, true },
};

#define SCRIPTS (sizeof(scripts) / sizeof(*scripts))

static const struct {
	int rows, cols;
} sizes[] = { { 24, 80 }, { 50, 200 }, { 10, 40 }, { 100, 60 } };

static const char *const themes[] = { "dark", "light", "16", "mono" };

static void show(const struct script *s, int rows, int cols)
{
	struct load load = { .stage = LOAD_DONE, .fd = -1 };
	struct view_options o = { .now = TALK_NOW,
		.layout = s->layout,
		.ascii = s->ascii,
		.linear = s->linear,
		.outline = s->outline,
		.seen = s->page == TALK ? talk_seen : NULL };
	uint32_t keys[64] = { 0 };
	struct err e = { 0 };

	for (size_t i = 0; s->keys[i]; i++)
		keys[i] = (unsigned char)s->keys[i];
	assert_true(document_open(&load.document, image[s->page].at, image[s->page].len, &e));
	fake = (struct fake){ .rows = rows, .cols = cols, .keys = keys };
	assert_int_equal(view_run(&o, &load, &e), 0);
}

static unsigned compare(const char *name, struct str now)
{
	static char wanted[1 << 18];
	char path[4096];
	size_t n = 0;
	FILE *f;

	snprintf(path, sizeof(path), "%s/tests/screen/looks/%s", getenv("POSTIL_TEST_SRC"), name);
	if (getenv("UPDATE")) {
		f = fopen(path, "w");
		assert_non_null(f);
		assert_int_equal(fwrite(now.at, 1, now.len, f), now.len);
		assert_int_equal(fclose(f), 0);
	}
	f = fopen(path, "r");
	if (f) {
		n = fread(wanted, 1, sizeof(wanted), f);
		fclose(f);
	}
	if (str_eq(now, (struct str){ wanted, n }))
		return 0;
	print_error("%s differs; now:\n%.*s\n", path, STR_ARG(now));
	return 1;
}

static void pictures_are_as_recorded_at_every_size(void **state)
{
	unsigned wrong = 0;

	(void)state;
	for (size_t i = 0; i < SCRIPTS; i++)
		for (size_t k = 0; k < sizeof(sizes) / sizeof(*sizes); k++) {
			struct buf now = { 0 };
			char name[128];

			show(&scripts[i], sizes[k].rows, sizes[k].cols);
			fake_picture(&now);
			buf_printf(&now, "cursor %d %d\n", fake.cursor_row, fake.cursor_col);
			snprintf(name, sizeof(name), "%s-%dx%d", scripts[i].name, sizes[k].cols,
				sizes[k].rows);
			wrong += compare(name, buf_str(&now));
			buf_free(&now);
		}
	assert_int_equal(wrong, 0);
}

static void attributes_are_as_recorded_in_every_theme(void **state)
{
	unsigned wrong = 0;

	(void)state;
	for (size_t i = 0; i < SCRIPTS; i++) {
		struct buf now = { 0 };
		char name[128];

		show(&scripts[i], 24, 80);
		for (size_t t = 0; t < sizeof(themes) / sizeof(*themes); t++) {
			buf_printf(&now, "theme %s\n", themes[t]);
			fake_looks(theme_find(str_z(themes[t])), &now);
		}
		snprintf(name, sizeof(name), "%s.themes", scripts[i].name);
		wrong += compare(name, buf_str(&now));
		buf_free(&now);
	}
	assert_int_equal(wrong, 0);
}

/* A sign or a word says everything: no two states differ by colour alone. */
static void the_focus_is_seen_without_colour(void **state)
{
	struct buf one = { 0 }, other = { 0 };

	(void)state;
	show(&scripts[0], 24, 120);
	fake_picture(&one);
	show(&scripts[1], 24, 120);
	fake_picture(&other);
	assert_true(str_has(buf_str(&one), STR("▌│ ▾ Berta")));
	assert_true(str_has(buf_str(&one), STR("▸comment 2 of 11")));
	assert_true(str_has(buf_str(&other), STR("▏▾ Ada")));
	assert_true(str_has(buf_str(&other), STR("▸article")));
	buf_free(&one);
	buf_free(&other);
}

static void a_reply_40_levels_deep_has_room_for_its_text(void **state)
{
	(void)state;
	show(&scripts[SCRIPTS - 2], 24, 80);
	for (int r = 0; r < 24; r++)
		for (int c = 0; c + 8 < 80; c++)
			if (strcmp(fake.cell[r][c], "L") == 0 &&
				strcmp(fake.cell[r][c + 4], "l") == 0) {
				assert_true(c <= 50);
				return;
			}
	fail_msg("no text is in view");
}

static int make(void **state)
{
	(void)state;
	talk_page(&image[TALK]);
	talk_deep(LEVELS, &image[DEEP]);
	return 0;
}

static int unmake(void **state)
{
	(void)state;
	for (int i = 0; i < PAGES; i++)
		buf_free(&image[i]);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pictures_are_as_recorded_at_every_size),
		cmocka_unit_test(attributes_are_as_recorded_in_every_theme),
		cmocka_unit_test(the_focus_is_seen_without_colour),
		cmocka_unit_test(a_reply_40_levels_deep_has_room_for_its_text),
	};

	return cmocka_run_group_tests(tests, make, unmake);
}
