/* test_theme.c: which theme, and the reader's own looks on top of it. */
#include "config.h"

#include "support/unit.h"

#include "layout/layout.h"
#include "view/theme.h"

static void the_theme_fits_colours_and_background(void **state)
{
	static const struct {
		int colors;
		bool light;
		const char *name;
	} best[] = { { 256, false, "dark" }, { 256, true, "light" }, { 16777216, true, "light" },
		{ 88, false, "16" }, { 16, true, "16" }, { 8, false, "16" }, { 0, false, "mono" },
		{ 0, true, "mono" } };

	(void)state;
	for (size_t i = 0; i < sizeof(best) / sizeof(*best); i++)
		assert_string_equal(theme_best(best[i].colors, best[i].light)->name, best[i].name);
	assert_null(theme_find(STR("auto")));
}

static void own_looks_stand_for_the_themes(void **state)
{
	const struct look own[] = { { STYLE_AUTHOR, 1, -1, 0 }, { STYLE_AUTHOR, 2, 3, LOOK_DIM },
		{ STYLE_CODE, 5, -1, LOOK_REVERSE } };
	const struct theme *dark = theme_find(STR("dark")), *mono = theme_find(STR("mono"));
	struct look look = theme_look(dark, own, 3, STYLE_AUTHOR);

	(void)state;
	assert_int_equal(look.fg, 2);
	assert_int_equal(look.bg, 3);
	assert_int_equal(look.attr, LOOK_DIM);
	look = theme_look(mono, own, 3, STYLE_CODE); /* which has no look for it */
	assert_int_equal(look.attr, LOOK_REVERSE);
	look = theme_look(dark, own, 3, STYLE_HEADING);
	assert_true(look.attr == LOOK_BOLD && look.fg >= 0);
	look = theme_look(dark, own, 3, STYLE_AUTHOR | STYLE_MATCH); /* later looks lie over it */
	assert_int_equal(look.bg, theme_look(dark, NULL, 0, STYLE_MATCH).bg);
}

/* In each theme: what must be told apart is, and nothing is written in its own background. */
static void themes_tell_apart_what_matters(void **state)
{
	static const char *const names[] = { "dark", "light", "16", "mono" };
	static const uint32_t pair[][2] = { { STYLE_MATCH, STYLE_MATCH | STYLE_CURRENT },
		{ STYLE_MATCH, 0 }, { STYLE_BAR, 0 }, { STYLE_LINK, 0 }, { STYLE_AUTHOR, 0 },
		{ STYLE_ERROR, 0 }, { STYLE_NEW, 0 }, { STYLE_HEADING, 0 } };

	(void)state;
	for (size_t t = 0; t < 4; t++) {
		const struct theme *theme = theme_find(str_z(names[t]));

		for (size_t i = 0; i < sizeof(pair) / sizeof(*pair); i++) {
			struct look a = theme_look(theme, NULL, 0, pair[i][0]),
				    b = theme_look(theme, NULL, 0, pair[i][1]);

			assert_true(a.fg != b.fg || a.bg != b.bg || a.attr != b.attr);
		}
		for (int i = 0; i < STYLE_BITS; i++) {
			struct look a = theme_look(theme, NULL, 0, 1u << i);

			assert_true(i == STYLE_BIT_SPOILER || a.fg < 0 || a.fg != a.bg);
			assert_true(a.fg < theme->colors && a.bg < theme->colors);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_theme_fits_colours_and_background),
		cmocka_unit_test(own_looks_stand_for_the_themes),
		cmocka_unit_test(themes_tell_apart_what_matters),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
